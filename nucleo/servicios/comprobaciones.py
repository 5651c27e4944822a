"""Si lo guardado de un acta sigue siendo lo que se cerró, y si la bitácora la contiene."""

from collections.abc import Callable
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
from nucleo.dominio.bitacora import canonico, primer_roto
from nucleo.dominio.constancias import Conformidad
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.servicios.actas import SELLO_DE_CONTENIDO
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.partes_de_acta import partes_de
from nucleo.servicios.piezas import Sellador
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.rastros import CONFORME, cargas_de, cierre_de


@dataclass(frozen=True, slots=True)
class Comprobada:
    """Un acta cerrada mirada ahora.

    `intacta`: lo guardado da su resumen. `sellada`: la llave de esta instalación firmó ese
    resumen. `en_bitacora`: un hecho sano dice que se cerró con él. `votos`: los del acta son los
    que la bitácora recuerda y los que la mesa guarda. `constancias`: las que llegaron después son
    las que la bitácora recuerda, ni una más ni una menos, y son de esta acta.
    """

    acta: Acta
    contenido: ActaEnLlano | None
    intacta: bool
    sellada: bool
    en_bitacora: bool
    votos: bool
    constancias: bool

    @property
    def imprimible(self) -> bool:
        """Si lo que se cerró se puede volver a sellar tal cual."""
        return self.intacta and self.sellada and self.en_bitacora

    @property
    def entera(self) -> bool:
        """Si todo coincide."""
        return self.imprimible and self.votos and self.constancias


def comprobar(contexto: Contexto, unidad: Unidad, sellador: Sellador, clave: str) -> Comprobada:
    """La del encuentro, o `NoExiste` o `ActaSinCerrar`. Con la unidad abierta."""
    acta = unidad.actas.de(contexto.gestion, clave)
    if acta is None:
        raise NoExiste("acta", clave)
    if not acta.cerrada:
        raise ActaSinCerrar(clave)
    contenido = contenido_guardado(acta)
    intacta = contenido is not None and resumen_de(acta.contenido) == acta.resumen
    carga = cierre_de(contexto, unidad, clave)
    return Comprobada(
        acta,
        contenido,
        intacta,
        sellada=sellador.es_suya(_mensaje(acta), acta.sello.get("firma", "")),
        en_bitacora=carga.get("resumen") == acta.resumen,
        votos=contenido is not None
        and _mismos_votos(contexto, unidad, clave, contenido, carga.get("votos")),
        constancias=_mismas_constancias(contexto, unidad, acta),
    )


def contenido_integro(
    contexto: Contexto, unidad: Unidad, sellador: Sellador, clave: str
) -> ActaEnLlano:
    """Lo que dice la cerrada, para imprimirlo; `ActaAlterada` si ya no es lo que se cerró."""
    hecha = comprobar(contexto, unidad, sellador, clave)
    if hecha.contenido is None or not hecha.imprimible:
        raise ActaAlterada(clave, hecha.acta.resumen)
    return hecha.contenido


def posteriores_integras(
    contexto: Contexto, unidad: Unidad, sellador: Sellador, clave: str
) -> tuple[ActaEnLlano, tuple[Conformidad, ...]]:
    """La cerrada y las constancias que llegaron después, para imprimirlas en su hoja aparte.

    `NoExiste` si no llegó ninguna; `ActaAlterada` si no son las que la bitácora recuerda o la
    cadena no cuadra: aquí no hay otra firma que las respalde.
    """
    hecha = comprobar(contexto, unidad, sellador, clave)
    if hecha.contenido is None or not (hecha.imprimible and hecha.constancias):
        raise ActaAlterada(clave, hecha.acta.resumen)
    cabeza = unidad.bitacora.cabeza()
    if cabeza is None or primer_roto(cabeza.ambito, unidad.bitacora.firmas(), cabeza):
        raise ActaAlterada(clave, hecha.acta.resumen)
    if not hecha.acta.posteriores:
        raise NoExiste("constancia", clave)
    return hecha.contenido, hecha.acta.posteriores


def llaves_ajenas(unidad: Unidad, es_suya: Callable[[bytes, str], bool]) -> list[str]:
    """Con qué llaves se cerraron actas de este municipio que aquí nadie aceptó."""
    ajenas = {
        acta.sello.get("clave", "")
        for acta in unidad.actas.cerradas()
        if not es_suya(_mensaje(acta), acta.sello.get("firma", ""))
    }
    return sorted(ajenas)


def _mensaje(acta: Acta) -> bytes:
    return (SELLO_DE_CONTENIDO + acta.resumen).encode()


def _mismas_constancias(contexto: Contexto, unidad: Unidad, acta: Acta) -> bool:
    """Si las que llegaron después son las que la bitácora recuerda, y lo son con esta acta."""
    try:
        posteriores = acta.posteriores
    except ErrorDeNegocio:  # alguien las dañó por fuera
        return False
    guardadas = sorted(canonico(c.rastro) for c in posteriores)
    anotadas = [
        {k: v for k, v in carga.items() if k not in {"gestion", "evento"}}
        for carga in cargas_de(contexto, unidad, acta.evento, CONFORME)
        if carga.get("conforme_con")
    ]
    con_esta = all(c.conforme_con == acta.resumen for c in posteriores)
    return con_esta and guardadas == sorted(map(canonico, anotadas))


def contenido_guardado(acta: Acta) -> ActaEnLlano | None:
    """Lo que la base dice que se cerró; nada si ya no se entiende."""
    try:
        return leer_acta(acta.contenido)
    except (ValueError, RecursionError, ErrorDeNegocio):
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
