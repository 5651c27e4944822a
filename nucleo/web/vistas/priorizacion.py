"""La matriz (quién quedó antes que quién y por qué) y el POA (qué entra con el dinero que hay)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.mensajes import Dato, Mensaje
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios.lecturas import (
    CorridaLeida,
    LecturaMunicipal,
    Pagina,
    Procedencia,
    PuestoLeido,
)
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_elegida, municipio_de_lectura, piezas
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.lectura_de_poa import con_las_del_poa, versiones_de
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica

plano = Blueprint("priorizacion", __name__)


@dataclass(frozen=True, slots=True)
class Columna:
    """Un criterio de la matriz y su peso acordado (de 0 a 1)."""

    clave: str
    nombre: str
    peso: float


@dataclass(frozen=True, slots=True)
class Bolsa:
    """Una fuente-organismo: cuánto hay, cuánto se usa, cuánto queda y de dónde sale el dato."""

    clave: str
    nombre: str
    techo: Dinero
    usado: Dinero
    procedencia: Procedencia

    @property
    def saldo(self) -> Dinero:
        return self.techo - self.usado


@plano.get("/<municipio>/matriz")
@publica
def matriz() -> str:
    """Las demandas en orden, con lo que cada criterio le dio a cada una."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        corrida, proceso = _corrida(lectura, gestion)
    return pintar(
        "matriz.html",
        gestiones=gestiones,
        gestion=gestion,
        corrida=corrida,
        publicada=proceso.cuando(Paso.PUBLICAR) if proceso else None,
        columnas=columnas_de(corrida),
        pagina=_pagina(corrida.puestos if corrida else []),
    )


@plano.get("/<municipio>/matriz.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """La matriz entera en una hoja de cálculo, con los puntos de cada criterio."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestion = gestion_elegida(lectura.gestiones())
        corrida, _ = _corrida(lectura, gestion)
    if corrida is None:
        raise NoExiste("página", request.path)
    return descargar(tabla_de(corrida), formato, f"matriz-{gestion}")


@plano.get("/<municipio>/poa")
@publica
def poa() -> str:
    """El dinero por fuente, qué demandas entran con él y cuáles esperan, con su motivo."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = con_las_del_poa(lectura.gestiones())
        gestion = gestion_elegida(gestiones)
        corrida, _ = _corrida(lectura, gestion)
        techos = dict(lectura.techos(gestion)) if gestion else {}
        procedencias = lectura.procedencias(gestion) if gestion else {}
    puestos = corrida.puestos if corrida else []
    esperan = request.args.get("ver") == "espera"
    return pintar(
        "poa.html",
        cuales=versiones_de(gestion),
        gestiones=gestiones,
        gestion=gestion,
        corrida=corrida,
        bolsas=bolsas(techos, corrida, procedencias),
        entran=sum(p.entra for p in puestos),
        esperan=sum(not p.entra for p in puestos),
        ver_espera=esperan,
        pagina=_pagina([p for p in puestos if p.entra is not esperan]),
    )


def _corrida(
    lectura: LecturaMunicipal, gestion: int | None
) -> tuple[CorridaLeida | None, Proceso | None]:
    return (lectura.corrida(gestion), lectura.proceso(gestion)) if gestion else (None, None)


def _pagina(puestos: Sequence[PuestoLeido]) -> Pagina[tuple[PuestoLeido, str, dict[str, Any]]]:
    """El tramo pedido, con cada renglón explicado."""
    pagina = paginar(puestos)
    filas = [explicar(p) for p in pagina.filas]
    return Pagina(filas, pagina.total, pagina.numero, pagina.por_pagina)


def explicar(puesto: PuestoLeido) -> tuple[PuestoLeido, str, dict[str, Any]]:
    """Un renglón de la matriz o del POA: el puesto, su motivo dicho y sus aportes por criterio."""
    return puesto, motivo_de(puesto), aportes_de(puesto)


def motivo_de(puesto: PuestoLeido) -> str:
    """Por qué entra o espera: con el nombre de la fuente del dinero, y los montos sin partirse."""
    return con_sus_fuentes(Mensaje.de_json(puesto.motivo))


def con_sus_fuentes(mensaje: Mensaje) -> str:
    """Un motivo dicho, con el nombre de cada fuente del dinero en vez de su código."""
    datos = {clave: _con_su_nombre(valor) for clave, valor in mensaje.datos.items()}
    return decir(Mensaje(mensaje.texto, datos)).replace("Bs ", "Bs\u00a0")


def _con_su_nombre(dato: Dato) -> Dato:
    """`41-113` → `Coparticipación tributaria (41-113)`; lo que no es una fuente, tal cual."""
    fuente = piezas().fuentes.get(str(dato))
    return f"{gettext(fuente)} ({dato})" if fuente else dato


def aportes_de(puesto: PuestoLeido) -> dict[str, Any]:
    """Clave del criterio → puntos que le dio a esta demanda."""
    return {str(a["clave"]): a["aporte"] for a in puesto.desglose}


def columnas_de(corrida: CorridaLeida | None) -> list[Columna]:
    """Los criterios con que se calificó, en el orden del desglose."""
    if corrida is None or not corrida.puestos:
        return []
    return [
        Columna(str(a["clave"]), decir(str(a["nombre"])), float(str(a["peso"])))
        for a in corrida.puestos[0].desglose
    ]


def bolsas(
    techos: dict[str, Dinero],
    corrida: CorridaLeida | None,
    procedencias: Mapping[str, Procedencia],
) -> list[Bolsa]:
    """Lo que había al calificar (o, sin corrida, lo fijado) contra lo que usan las que entran.

    El rótulo de cada monto también es el de entonces, si la corrida lo guardó.
    """
    if corrida:
        procedencias = procedencias if corrida.procedencias is None else corrida.procedencias
        techos = {clave: Dinero.de(monto) for clave, monto in corrida.techos.items()}
    usados: dict[str, Dinero] = {}
    for p in corrida.puestos if corrida else []:
        if p.entra:
            usados[p.fuente] = usados.get(p.fuente, CERO) + p.fila.costo
    nombres = piezas().fuentes
    return [
        Bolsa(
            clave,
            gettext(nombres.get(clave, clave)),
            techo,
            usados.get(clave, CERO),
            procedencias.get(clave, Procedencia("", simulada=False)),
        )
        for clave, techo in techos.items()
    ]


def tabla_de(corrida: CorridaLeida) -> Tabla:
    """La corrida como hoja de cálculo: un renglón por puesto y una columna por criterio."""
    criterios = columnas_de(corrida)
    titulos = (
        gettext("Puesto"), gettext("Código"), gettext("Demanda"), gettext("Organización"),
        gettext("Costo (Bs)"), gettext("Puntaje"), *(c.nombre for c in criterios),
        gettext("Entra al POA"), gettext("Fuente del dinero"), gettext("Motivo"),
        gettext("Simulada"),
    )  # fmt: skip
    si, no = gettext("sí"), gettext("no")
    filas = []
    for p in corrida.puestos:
        aportes = aportes_de(p)
        filas.append(
            (
                p.puesto, p.fila.codigo, p.fila.titulo, p.fila.organizacion, p.fila.costo.monto,
                puntos(p.puntaje), *(aportes.get(c.clave) for c in criterios),
                si if p.entra else no, p.fuente, decir(p.motivo), si if p.fila.simulada else no,
            )
        )  # fmt: skip
    return Tabla(titulos, filas)
