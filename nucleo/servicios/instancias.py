"""Un presupuesto participativo suelto: calcularlo con una regla, y sacarlo de un municipio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import DEL_MUNICIPIO
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio, SinReglaDeSeleccion
from nucleo.dominio.instancias import Instancia, Papel, Proyecto, ReglaMalAjustada
from nucleo.dominio.seleccion import ReglaDeSeleccion, decidir
from nucleo.dominio.verificables import Entradas, ReglaUsada, SinEntradas, entradas_de
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.verificables import Reglas, regla_de


@dataclass(frozen=True, slots=True)
class Calculada:
    """Qué eligió una regla: las claves, en el orden en que se eligen por la lista, y su costo."""

    regla: str
    presupuesto: Dinero
    elegidos: Sequence[str]
    costo: Dinero


def calcular(
    instancia: Instancia,
    reglas: Reglas,
    plugins: Sequence[str],
    regla: str,
    ajustes: Mapping[str, object],
) -> Calculada:
    """Corre una regla instalada sobre la instancia. `SinReglaDeSeleccion` si no está.

    `ajustes` son los de su plugin, tal como se escribirían; lo que no se nombra va como propone.
    """
    eleccion = instancia.eleccion()
    decisiones = decidir(_regla(reglas, plugins, regla, ajustes), eleccion)
    elegidas = [c for c, d in zip(eleccion.candidatas, decisiones, strict=True) if d.entra]
    return Calculada(
        regla,
        instancia.presupuesto,
        [c.fila.organizacion for c in elegidas],
        sum((c.fila.costo for c in elegidas), CERO),
    )


def _regla(
    reglas: Reglas, plugins: Sequence[str], clave: str, ajustes: Mapping[str, object]
) -> ReglaDeSeleccion:
    """La regla, la dé el plugin que la dé. `ReglaMalAjustada` si no acepta esos ajustes."""
    for plugin in sorted(plugins, key=lambda p: p != clave):
        usada = ReglaUsada(clave, plugin, "", ajustes if plugin == clave else {})
        try:
            return regla_de(reglas, usada)
        except SinReglaDeSeleccion:
            continue
        except ErrorDeNegocio:
            raise
        except Exception as error:  # el esquema del plugin dice qué no le sirve
            raise ReglaMalAjustada(clave, str(error)[:200]) from error
    raise SinReglaDeSeleccion(clave, ", ".join(sorted(plugins)))


def de_municipio(contexto: Contexto, unidad: Unidad) -> Instancia:
    """La última corrida de la gestión, sin nombres de personas. `SinEntradas` si no hay."""
    with unidad:
        corrida = unidad.priorizaciones.ultima(contexto.gestion)
        if corrida is None or corrida.entradas is None:
            raise SinEntradas(contexto.gestion)
        return instancia_de(entradas_de(corrida.entradas))


def instancia_de(entradas: Entradas) -> Instancia:
    """Cada demanda es un proyecto y cada habitante vota lo que apoya su organización.

    Solo va lo que el municipio puede hacer: lo de otro nivel del Estado no compite por su techo.
    """
    suyas = [f for f in entradas.filas if f.competencia in DEL_MUNICIPIO]
    codigos = {f.demanda_id: f.codigo for f in suyas}
    return Instancia(
        presupuesto=sum((monto for _, monto in entradas.techos), CERO),
        proyectos=[Proyecto(f.codigo, f.titulo, f.costo, f.distrito) for f in suyas],
        papeles=[
            Papel(frozenset(codigos[d] for d in a.demandas if d in codigos), a.poblacion)
            for a in entradas.apoyos
        ],
        meta={
            "description": f"{entradas.municipio} {entradas.gestion}",
            "country": "Bolivia",
            "unit": entradas.municipio,
            "instance": str(entradas.gestion),
            "currency": "BOB",
        },
    )
