"""El año del demo: qué encuentros ya se hicieron, con los mismos servicios que la pantalla."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.servicios import eventos, gestiones
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.piezas import PiezasDeConsola

SALTO = "Simulado: en la demostración no hay quien lo complete"


def vivir(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, indicado: Mapping[str, Any]
) -> None:
    """Abre la gestión y hace los encuentros que `indicado` dice en `anio`, si no están ya.

    Se puede repetir: retoma desde el primero que falte.
    """
    if not (anio := indicado.get("anio")):
        return
    with piezas.unidad_de_lectura(ambito) as unidad:
        abierta = unidad.calendarios.abierta(contexto.gestion)
    if abierta is None:
        limite = date.fromisoformat(anio["limite"])
        gestiones.abrir(contexto, piezas.unidad(ambito), limite, anio["fuente"])
    for clave, dia in anio["hechos"].items():
        llevar(piezas, contexto, ambito, clave, EstadoDeEvento.REALIZADO, date.fromisoformat(dia))
    if clave := anio.get("en_curso"):
        llevar(piezas, contexto, ambito, clave, EstadoDeEvento.EN_CURSO)


def llevar(
    piezas: PiezasDeConsola,
    contexto: Contexto,
    ambito: EnMunicipio,
    clave: str,
    hacia: EstadoDeEvento,
    dia: date | None = None,
) -> None:
    """Hasta ese estado, si todavía no llegó."""
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = evento_de(unidad, contexto.gestion, clave)
    if suyo.desde_cuando(hacia) is None:
        unidad_de_escribir = piezas.unidad(ambito)
        eventos.avanzar(
            contexto, unidad_de_escribir, clave, suyo.version, hacia, saltar=SALTO, dia=dia
        )
