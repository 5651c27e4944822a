"""Presentar un documento en un punto de la agenda, y quitarlo mientras el acta siga abierta."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.documentos_de_punto import (
    POR_PUNTO,
    DemasiadosDocumentos,
    DocumentoDePunto,
    DocumentoRepetido,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.mesas import Punto
from nucleo.servicios.adjuntos import barrer, guardando
from nucleo.servicios.archivos import Limpio, limpiar
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.mesas import mesa_de, punto_de
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Ganchos, Unidad

AGREGADO, QUITADO = "mesa.documento_agregado", "mesa.documento_quitado"


@dataclass(frozen=True, slots=True)
class Presentado:
    """Lo que se sube: de qué punto, con qué título, y si cualquiera puede abrirlo."""

    punto: str
    titulo: str
    contenido: bytes
    publico: bool = False


def agregar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    adjuntos: Adjuntos,
    encuentro: str,
    orden: UUID,
    presentado: Presentado,
) -> DocumentoDePunto:
    """Lo guarda limpio en su punto. `orden` viene en la página: enviarlo dos veces es uno.

    Vale antes, durante y después del encuentro; con el acta cerrada, `ActaCerrada`. O
    `ArchivoRechazado`, `DemasiadosDocumentos`, `DocumentoRepetido`, `OrdenUsada`, `NoExiste`.
    """
    limpio = limpiar(presentado.contenido)
    resumen = hashlib.sha256(limpio.contenido).hexdigest()
    pedido = presentado.punto, presentado.titulo, resumen
    with unidad:
        unidad.reservar()
        if ya := unidad.mesas.documento(orden):
            if ya.evento != encuentro or not ya.es_el_de(*pedido, publico=presentado.publico):
                raise OrdenUsada(ya.titulo)
            return ya
        exigir_acta_abierta(unidad, contexto.gestion, encuentro)
        punto = punto_de(mesa_de(contexto, unidad, ganchos, encuentro), presentado.punto)
        if igual := _el_mismo(unidad, contexto.gestion, encuentro, punto, presentado, resumen):
            return igual
        nuevo = DocumentoDePunto(
            orden, contexto.gestion, encuentro, punto.clave, punto.texto, presentado.titulo,
            limpio.tipo, resumen, len(limpio.contenido), contexto.ahora(), contexto.quien,
            presentado.publico,
        )  # fmt: skip
        _guardar(contexto, unidad, adjuntos, nuevo, limpio)
    return nuevo


def _el_mismo(
    unidad: Unidad, gestion: int, encuentro: str, punto: Punto, presentado: Presentado, resumen: str
) -> DocumentoDePunto | None:
    """El que ya estaba en el punto, igual en todo; `DocumentoRepetido` si no es igual.

    `DemasiadosDocumentos` si no cabe otro.
    """
    suyos = [d for d in del_encuentro(unidad, gestion, encuentro) if d.punto == punto.clave]
    pedido = presentado.punto, presentado.titulo, resumen
    for otro in (d for d in suyos if d.resumen == resumen):
        if otro.es_el_de(*pedido, publico=presentado.publico):
            return otro
        raise DocumentoRepetido(otro.titulo)
    if len(suyos) >= POR_PUNTO:
        raise DemasiadosDocumentos(punto.texto, POR_PUNTO)
    return None


def quitar(
    contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, encuentro: str, documento_id: UUID
) -> None:
    """Lo borra de verdad, mientras el acta siga abierta (`ActaCerrada`). Repetirlo no hace nada."""
    with unidad:
        unidad.reservar()
        suyo = unidad.mesas.documento(documento_id)
        if suyo is None:
            return
        _exigir_suyo(suyo, contexto.gestion, encuentro)
        exigir_acta_abierta(unidad, suyo.gestion, suyo.evento)
        unidad.mesas.quitar_documento(suyo)
        _anotar(contexto, unidad, QUITADO, suyo)
        unidad.confirmar()
    with unidad:  # otra vez reservado: lo que alguien agregó entretanto ya se sabe de quién es
        unidad.reservar()
        barrer(unidad, adjuntos)


def documento_de(
    unidad: Unidad, gestion: int, encuentro: str, documento_id: UUID
) -> DocumentoDePunto:
    """El de ese encuentro, o `NoExiste`. Con la unidad abierta."""
    suyo = unidad.mesas.documento(documento_id)
    if suyo is None:
        raise NoExiste("documento", documento_id)
    _exigir_suyo(suyo, gestion, encuentro)
    return suyo


def del_encuentro(unidad: Unidad, gestion: int, encuentro: str) -> Sequence[DocumentoDePunto]:
    """En el orden en que se subieron. Con la unidad abierta."""
    return unidad.mesas.documentos(gestion, encuentro)


def publicos_de(unidad: Unidad, gestion: int, encuentro: str) -> list[DocumentoDePunto]:
    """Los que cualquiera puede abrir. Con la unidad abierta."""
    return [d for d in del_encuentro(unidad, gestion, encuentro) if d.publico]


def exigir_acta_abierta(unidad: Unidad, gestion: int, encuentro: str) -> None:
    """`ActaCerrada` si lo presentado ya no cambia; `NoExiste` si no hay tal encuentro."""
    evento_de(unidad, gestion, encuentro)
    if acta := unidad.actas.de(gestion, encuentro):
        acta.exigir_abierta()


def _exigir_suyo(documento: DocumentoDePunto, gestion: int, encuentro: str) -> None:
    if (documento.gestion, documento.evento) != (gestion, encuentro):
        raise NoExiste("documento", documento.id)


def _guardar(
    contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, nuevo: DocumentoDePunto, limpio: Limpio
) -> None:
    with guardando(unidad, adjuntos, limpio.contenido):
        unidad.mesas.agregar(nuevo)
        _anotar(contexto, unidad, AGREGADO, nuevo)
        unidad.confirmar()


def _anotar(contexto: Contexto, unidad: Unidad, que: str, d: DocumentoDePunto) -> None:
    """Sin el título: la memoria no se borra, y alguien pudo escribir en él un nombre."""
    carga = {
        "gestion": d.gestion, "evento": d.evento, "punto": d.punto, "documento": str(d.id),
        "tipo": d.tipo.value, "resumen": d.resumen, "tamano": d.tamano, "publico": d.publico,
    }  # fmt: skip
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
