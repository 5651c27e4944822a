"""Lo que la bitácora recuerda de un acta o un informe, eslabón por eslabón, y solo lo sano."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nucleo.dominio.bitacora import Firma, rehacer
from nucleo.dominio.contexto import Contexto
from nucleo.servicios.puertos import Unidad

CERRADA, CONFORME = "acta.cerrada", "acta.conformidad"


def cierre_de(contexto: Contexto, unidad: Unidad, clave: str) -> Mapping[str, Any]:
    """La carga del primer hecho que cerró esa acta; vacía si no está o lo dañaron.

    El primero: reabrirla por fuera y cerrarla otra vez no la vuelve otra.
    """
    return next(cargas_de(contexto, unidad, clave, CERRADA), {})


def cargas_de(
    contexto: Contexto, unidad: Unidad, clave: str, que: str
) -> Iterator[Mapping[str, Any]]:
    """Lo que dicen de ese encuentro los hechos sanos de esa clase, en su orden."""
    firmas: list[Firma] = [f for f in unidad.bitacora.firmas() if f[3] == que]
    rehechas = rehacer(contexto.ambito.clave, firmas)
    for firma, (_, previa, resumen, suyo) in zip(firmas, rehechas, strict=True):
        leida: Mapping[str, Any] = json.loads(firma[-1]) if resumen == suyo and previa else {}
        if (leida.get("gestion"), leida.get("evento")) == (contexto.gestion, clave):
            yield leida
