"""Hacer avanzar un encuentro, con sus compuertas a la vista."""

from datetime import date

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import EstadoDeEvento, Evento, FechaPorVenir
from nucleo.servicios.avances import renovar
from nucleo.servicios.calendarios import evento_de, hoy_de
from nucleo.servicios.compuertas import Revisada, exigir, revisar
from nucleo.servicios.mesas import terminar
from nucleo.servicios.puertos import Unidad

ALCANZABLES = (EstadoDeEvento.CONVOCADO, EstadoDeEvento.EN_CURSO, EstadoDeEvento.REALIZADO)
"""Hasta dónde se llega sin acta."""


def por_delante(
    contexto: Contexto, unidad: Unidad, evento: Evento, hacia: EstadoDeEvento
) -> list[Revisada]:
    """Las compuertas que hay hasta ese estado, miradas ahora. Con la unidad abierta."""
    estados = evento.por_recorrer(hacia)
    return [r for e in estados for r in revisar(contexto, unidad, evento, e.value)]


def avanzar(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    version: int,
    hacia: EstadoDeEvento,
    *,
    saltar: str = "",
    dia: date | None = None,
) -> Evento:
    """Lleva el encuentro a ese estado, pasando por los que haya en medio.

    `CompuertaCerrada` si falta lo que el ciclo pide; con un motivo para `saltar`, pasa y queda
    escrito. `dia` es en cuál se hizo (si no se dice, hoy); uno que no llegó es `FechaPorVenir`.
    Al darlo por hecho se cierra el punto que quedó abierto; con algo votándose,
    `VotacionSinCerrar`.
    """
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, clave)
        if evento.version != version:
            raise EdicionConcurrente
        desde, hoy = evento.estado, hoy_de(contexto)
        if hacia is EstadoDeEvento.REALIZADO and (dia or hoy) > hoy:
            raise FechaPorVenir(evento.sigla, f"{dia:%d/%m/%Y}")
        estados = evento.por_recorrer(hacia)
        exigir(contexto, unidad, evento, [e.value for e in estados], saltar)
        if EstadoDeEvento.REALIZADO in estados:
            terminar(contexto, unidad, evento)
        for estado in estados:
            evento.avanzar(estado, contexto.ahora(), contexto.quien)
        if evento.estado is EstadoDeEvento.REALIZADO:
            evento.realizado_en = dia or hoy
        carga = {"gestion": evento.gestion, "evento": clave, "desde": desde.value,
                 "hacia": hacia.value,
                 "dia": evento.realizado_en.isoformat() if evento.realizado_en else ""}  # fmt: skip
        unidad.anotar(Hecho("evento.avanzado", contexto.quien, contexto.ahora(), carga))
        renovar(contexto, unidad, "evento.avanzado")
        unidad.confirmar()
    return evento
