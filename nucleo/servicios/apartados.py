"""Lo guardado aparte de un plugin que no estaba vuelve a sus tablas cuando se lo instala.

Lo que ya está pero no se pudo reponer queda relegado, y por eso nunca estorba a lo demás: el
municipio se exporta, se respalda y se borra igual, y la próxima vez se intenta de nuevo.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import (
    DatosInvalidos,
    ErrorDeNegocio,
    ErrorDePlugin,
    VersionFutura,
    atribuido_a,
)
from nucleo.dominio.volcado import Fila, Lote, Tabla
from nucleo.servicios.piezas import Desechable
from nucleo.servicios.puertos import Unidad, Volcado

REPUESTO = "municipio.repuesto"
RELEGADO = "municipio.relegado"
NUCLEO = "nucleo"
SIN_REMEDIO = (DatosInvalidos, ErrorDePlugin, VersionFutura)
Desechables = Callable[[Mapping[str, str]], AbstractContextManager[Desechable]]


@dataclass(frozen=True, slots=True)
class Reposicion:
    """Lo que pasó con un lote: sin `falla`, volvió a sus tablas."""

    lote: Lote
    falla: ErrorDeNegocio | None = None


def reponer_todo(
    contexto: Contexto, ambito: EnMunicipio, unidad: Unidad, desechables: Desechables
) -> Iterator[Reposicion]:
    """Intenta cada lote del municipio en su propia transacción; uno que falla no detiene a otro."""
    with unidad:
        lotes = unidad.volcado.apartados.por_reponer()
    for lote in lotes:
        try:
            with atribuido_a(lote.paquete, "migraciones", ambito.clave):
                reponer(contexto, ambito, unidad, desechables, lote)
        except ErrorDeNegocio as falla:
            if isinstance(falla, SIN_REMEDIO):
                relegar(contexto, ambito, unidad, lote)
            yield Reposicion(lote, falla)
        else:
            yield Reposicion(lote)


def reponer(
    contexto: Contexto, ambito: EnMunicipio, unidad: Unidad, desechables: Desechables, lote: Lote
) -> None:
    """Pone al día las filas en una base desechable, con lo del núcleo al lado, y las trae."""
    with unidad:
        unidad.reservar()
        hecho = hecho_de(contexto, ambito, REPUESTO, lote)
        nucleo = [t for t in unidad.volcado.propias() if t.paquete == NUCLEO]
        revisiones = {t.paquete: t.revision for t in nucleo}
        with desechables(revisiones | {lote.paquete: lote.revision}) as desechable:
            with desechable.unidad(ambito) as copia:
                for tabla in nucleo:
                    copia.volcado.cargar(tabla, unidad.volcado.filas(tabla))
                cargar(unidad.volcado.apartados.de(lote), copia.volcado)
                copia.anotar_en_plataforma(hecho)
                copia.confirmar()
            desechable.poner_al_dia()
            with desechable.unidad(ambito) as puesta:
                for tabla in unidad.volcado.en_orden(puesta.volcado.tablas()):
                    if tabla.paquete == lote.paquete:
                        unidad.volcado.cargar(tabla, puesta.volcado.filas(tabla))
        unidad.volcado.apartados.quitar(lote)
        unidad.anotar_en_plataforma(hecho)
        unidad.confirmar()


def cargar(apartadas: Iterable[tuple[Tabla, Iterable[Fila]]], volcado: Volcado) -> None:
    """En el orden de las foráneas de la base a la que van; una tabla puede venir en dos partes."""
    partes = list(apartadas)
    for tabla in volcado.en_orden({t.nombre: t for t, _ in partes}.values()):
        for suya, filas in partes:
            if suya.nombre == tabla.nombre:
                volcado.cargar(suya, filas)


def relegar(contexto: Contexto, ambito: EnMunicipio, unidad: Unidad, lote: Lote) -> None:
    """Que no se confunda con lo que hoy tiene su tabla; si ya estaba relegado, no cambia nada."""
    with unidad:
        unidad.reservar()
        if unidad.volcado.apartados.relegar(lote):
            unidad.anotar_en_plataforma(hecho_de(contexto, ambito, RELEGADO, lote))
            unidad.confirmar()


def hecho_de(contexto: Contexto, ambito: EnMunicipio, que: str, lote: Lote) -> Hecho:
    """Va en la cadena de la plataforma: el municipio no cambió nada suyo."""
    carga = {"codigo": f"{ambito.id:06d}", "paquete": lote.paquete, "revision": lote.revision}
    return Hecho(que, contexto.quien, contexto.ahora(), carga)
