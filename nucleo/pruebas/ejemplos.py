"""Un contexto, un conjunto de plugins y entidades sueltas con lo mínimo, para probar."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from nucleo import ganchos, ganchos_plataforma
from nucleo.dominio.ambito import Ambito
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Competencia, Demanda, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.priorizacion import medir
from nucleo.ganchos import Conjunto
from nucleo.pruebas.memoria import TUNARI

MEDIODIA = datetime(2026, 8, 15, 16, 0, tzinfo=UTC)


def contexto_de_prueba(
    *ajustes: object,
    ambito: Ambito = TUNARI,
    nombre: str = "Villa Tunari",
    gestion: int = 2027,
    entidades: Sequence[DelMunicipio] = (),
) -> Contexto:
    """Un contexto de reloj fijo con los ajustes de plugin que se le den, cada uno por su tipo.

    `entidades` es lo que el plugin leerá de sus propias tablas.
    """
    return Contexto(
        ambito=ambito,
        nombre=nombre,
        quien="prueba",
        gestion=gestion,
        ajustes={type(a): a for a in ajustes},
        ahora=lambda: MEDIODIA,
        leer=lambda tipo: [e for e in entidades if isinstance(e, tipo)],
    )


def conjunto_de(*modulos: Any, **nombrados: object) -> Conjunto:
    """Los plugins activos: módulos `plugins.x.ganchos` (se llaman `x`) u objetos con nombre."""
    todos = {m.__name__.split(".")[-2]: m for m in modulos} | nombrados
    return Conjunto(todos, [ganchos, ganchos_plataforma])


def organizacion_de_prueba(nombre: str = "Chimoré", **cambios: Any) -> Organizacion:
    """Una comunidad con lo mínimo; `cambios` son campos de `Organizacion`."""
    propios: dict[str, Any] = {"id": nuevo_id(), "tipo": TipoDeOrganizacion.COMUNIDAD}
    return Organizacion(nombre=nombre, clave=plegar(nombre), **(propios | cambios))


def demanda_de_prueba(numero: int, organizacion: Organizacion, **cambios: Any) -> Demanda:
    """Una demanda de esa organización; `costo` puede ir como `Dinero` o como lo que este lee."""
    titulo = str(cambios.pop("titulo", f"Demanda {numero}"))
    costo = cambios.pop("costo", 1000)
    propios: dict[str, Any] = {"gestion": 2027, "sector": "educacion"}
    return Demanda(
        id=nuevo_id(),
        organizacion_id=organizacion.id,
        numero=numero,
        referencia=str(numero),
        titulo=titulo,
        clave=plegar(titulo),
        costo=costo if isinstance(costo, Dinero) else Dinero.de(costo),
        formulario_id=nuevo_id(),
        **(propios | cambios),
    )


def fila_de_prueba(numero: int = 1, **cambios: Any) -> FilaDeMatriz:
    """Una fila de la matriz para probar un criterio; `cambios` son campos de `FilaDeMatriz`."""
    datos: dict[str, Any] = {
        "demanda_id": nuevo_id(),
        "gestion": 2027,
        "titulo": f"Demanda {numero}",
        "sector": "educacion",
        "costo": Dinero.de(1000),
        "contraparte": CERO,
        "beneficiarios": Personas(10, 10),
        "pedida_por": PedidaPor.AMBOS,
        "competencia": Competencia.MUNICIPAL,
        "prioridad": 1,
        "organizacion_id": nuevo_id(),
        "organizacion": "Chimoré",
        "tipo_de_organizacion": TipoDeOrganizacion.COMUNIDAD,
    }
    return FilaDeMatriz(numero=numero, **(datos | cambios))


def medidas_de(criterio: Criterio, *filas: FilaDeMatriz) -> list[float | None]:
    """Lo que un criterio mide en esas filas, comprobado como en el núcleo; `None`: no se sabe."""
    medidas = medir(criterio, Matriz(filas), "prueba").tolist()
    return [None if math.isnan(medida) else medida for medida in medidas]
