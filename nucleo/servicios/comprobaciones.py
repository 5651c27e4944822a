"""Si lo guardado de un acta sigue siendo lo que se cerró, y si la bitácora la contiene."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nucleo.dominio.actas import (
    Acta,
    ActaAlterada,
    ActaEnLlano,
    ActaSinCerrar,
    leer_acta,
    resumen_de,
    votos_en_llano,
)
from nucleo.dominio.bitacora import Firma, rehacer
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.servicios.actas import CERRADA, SELLO_DE_CONTENIDO
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.partes_de_acta import partes_de
from nucleo.servicios.piezas import Sellador
from nucleo.servicios.puertos import Unidad


@dataclass(frozen=True, slots=True)
class Comprobada:
    """Un acta cerrada mirada ahora.

    `intacta`: lo guardado da su resumen. `sellada`: la llave de esta instalación firmó ese
    resumen. `en_bitacora`: un hecho sano dice que se cerró con él. `votos`: los del acta son los
    que la bitácora recuerda y los que la mesa guarda.
    """

    acta: Acta
    contenido: ActaEnLlano | None
    intacta: bool
    sellada: bool
    en_bitacora: bool
    votos: bool

    @property
    def entera(self) -> bool:
        """Si todo coincide."""
        return self.intacta and self.sellada and self.en_bitacora and self.votos


def comprobar(contexto: Contexto, unidad: Unidad, sellador: Sellador, clave: str) -> Comprobada:
    """La del encuentro, o `NoExiste` o `ActaSinCerrar`. Con la unidad abierta."""
    acta = unidad.actas.de(contexto.gestion, clave)
    if acta is None:
        raise NoExiste("acta", clave)
    if not acta.cerrada:
        raise ActaSinCerrar(clave)
    contenido = contenido_guardado(acta)
    intacta = contenido is not None and resumen_de(acta.contenido) == acta.resumen
    mensaje = (SELLO_DE_CONTENIDO + acta.resumen).encode()
    carga = hecho_de(contexto, unidad, clave)
    return Comprobada(
        acta,
        contenido,
        intacta,
        sellada=sellador.es_suya(mensaje, acta.sello.get("firma", "")),
        en_bitacora=carga.get("resumen") == acta.resumen,
        votos=contenido is not None
        and _mismos_votos(contexto, unidad, clave, contenido, carga.get("votos")),
    )


def contenido_integro(
    contexto: Contexto, unidad: Unidad, sellador: Sellador, clave: str
) -> ActaEnLlano:
    """Lo que dice la cerrada, para imprimirlo; `ActaAlterada` si ya no es lo que se cerró."""
    hecha = comprobar(contexto, unidad, sellador, clave)
    if hecha.contenido is None or not (hecha.intacta and hecha.sellada and hecha.en_bitacora):
        raise ActaAlterada(clave, hecha.acta.resumen)
    return hecha.contenido


def hecho_de(contexto: Contexto, unidad: Unidad, clave: str) -> Mapping[str, Any]:
    """La carga del hecho con que la bitácora cerró esa acta; vacía si no está o lo dañaron."""
    for _, previa, resumen, suyo, carga in _cierres(contexto.ambito.clave, unidad):
        leida: Mapping[str, Any] = json.loads(carga) if resumen == suyo and previa else {}
        if (leida.get("gestion"), leida.get("evento")) == (contexto.gestion, clave):
            return leida
    return {}


def _cierres(ambito: str, unidad: Unidad) -> Iterator[tuple[int, str, str, str, str]]:
    """Los eslabones que cierran actas, con el resumen que dicen y el que les toca."""
    firmas: list[Firma] = [f for f in unidad.bitacora.firmas() if f[3] == CERRADA]
    for firma, rehecha in zip(firmas, rehacer(ambito, firmas), strict=True):
        yield (*rehecha, firma[-1])


def contenido_guardado(acta: Acta) -> ActaEnLlano | None:
    """Lo que la base dice que se cerró; nada si ya no se entiende."""
    try:
        return leer_acta(acta.contenido)
    except (ValueError, ErrorDeNegocio):
        return None


def _mismos_votos(
    contexto: Contexto, unidad: Unidad, clave: str, contenido: ActaEnLlano, anotados: Any
) -> bool:
    """Los del acta, los de la bitácora y los que hoy guarda la mesa, si guarda alguno."""
    en_acta = votos_en_llano(contenido.partes.votaciones)
    if anotados != en_acta:
        return False
    tipo = contexto.ciclo.eventos.get(clave)
    evento = evento_de(unidad, contexto.gestion, clave)
    if tipo is None:
        return True
    guardados = votos_en_llano(partes_de(contexto, unidad, tipo, evento).votaciones)
    return guardados == en_acta
