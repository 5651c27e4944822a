"""Guardar la foto de una planilla, un acta o una constancia junto a su formulario."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from nucleo.dominio.adjuntos import (
    POR_FORMULARIO,
    Adjunto,
    AdjuntoFirme,
    ClaseDeAdjunto,
    DemasiadosAdjuntos,
    nombre_sano,
)
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import AdjuntoDanado, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.archivos import Limpio, limpiar
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Unidad

AGREGADO, QUITADO = "adjuntos.agregado", "adjuntos.quitado"


class ConResumen(Protocol):
    """Lo que nombra un archivo guardado."""

    resumen: str


@dataclass(frozen=True, slots=True)
class DueniosDelFormulario:
    """De qué asamblea y de qué organización es un formulario."""

    formulario: Formulario
    asamblea: Asamblea
    organizacion: Organizacion


def de_quien(unidad: Unidad, formulario_id: UUID) -> DueniosDelFormulario:
    """Con la unidad abierta; o `NoExiste`."""
    formulario = unidad.asambleas.formulario(formulario_id)
    asamblea = formulario and unidad.asambleas.asamblea(formulario.asamblea_id)
    organizacion = asamblea and unidad.organizaciones.de(asamblea.organizacion_id)
    if not (formulario and asamblea and organizacion):
        raise NoExiste("formulario", formulario_id)
    return DueniosDelFormulario(formulario, asamblea, organizacion)


def contenido_de(contexto: Contexto, adjuntos: Adjuntos, ficha: ConResumen) -> bytes:
    """Lo guardado, si sigue siendo lo que era; si no, `AdjuntoDanado`."""
    try:
        contenido = adjuntos.leer(ficha.resumen)
    except (OSError, LookupError) as error:
        raise AdjuntoDanado(contexto.nombre, ficha.resumen) from error
    if hashlib.sha256(contenido).hexdigest() != ficha.resumen:
        raise AdjuntoDanado(contexto.nombre, ficha.resumen)
    return contenido


def agregar(
    contexto: Contexto,
    unidad: Unidad,
    adjuntos: Adjuntos,
    formulario_id: UUID,
    clase: ClaseDeAdjunto,
    nombre: str,
    contenido: bytes,
) -> Adjunto:
    """Lo guarda limpio y deja el hecho con su resumen; el mismo archivo otra vez no se duplica.

    El contenido va al disco antes que su ficha y con el ámbito reservado: si la transacción no se
    confirma, se quita ahí mismo. Un corte de luz entre ambos deja un archivo que nadie nombra, y
    que quita el próximo que se agregue. O `ArchivoRechazado`, `DemasiadosAdjuntos`, `NoExiste`.
    """
    limpio = limpiar(contenido)
    resumen = hashlib.sha256(limpio.contenido).hexdigest()
    with unidad:
        unidad.reservar()
        de_quien(unidad, formulario_id)
        suyos = unidad.adjuntos.del_formulario(formulario_id)
        for repetido in suyos:
            if repetido.resumen == resumen:
                return repetido
        if len(suyos) >= POR_FORMULARIO:
            raise DemasiadosAdjuntos(POR_FORMULARIO)
        nuevo = Adjunto(
            id=nuevo_id(),
            formulario_id=formulario_id,
            clase=clase,
            nombre=nombre_sano(nombre, limpio.tipo),
            tipo=limpio.tipo,
            resumen=resumen,
            tamano=len(limpio.contenido),
            cuando=contexto.ahora(),
            quien=contexto.quien,
        )
        _guardar(contexto, unidad, adjuntos, nuevo, limpio)
    return nuevo


def quitar(contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, adjunto_id: UUID) -> None:
    """Lo borra de verdad, si la lista de su gestión sigue abierta: quien subió lo que no debía.

    Queda el hecho con su resumen. Si otro formulario tiene lo mismo, el contenido sigue. Repetirlo
    no hace nada. O `AdjuntoFirme`, si la lista ya se cerró.
    """
    with unidad:
        unidad.reservar()
        ficha = unidad.adjuntos.de(adjunto_id)
        if ficha is None:
            return
        exigir_abierto(unidad, de_quien(unidad, ficha.formulario_id).formulario)
        unidad.adjuntos.quitar(ficha)
        carga = {"adjunto": str(ficha.id), "formulario": str(ficha.formulario_id)}
        carga |= {"resumen": ficha.resumen, "clase": ficha.clase.value}
        unidad.anotar(Hecho(QUITADO, contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()
    with unidad:  # otra vez reservado: lo que alguien agregó entretanto ya tiene su ficha
        unidad.reservar()
        barrer(unidad, adjuntos)


def exigir_abierto(unidad: Unidad, formulario: Formulario) -> None:
    """Con la lista cerrada, lo que prueba lo registrado se queda. O `AdjuntoFirme`."""
    proceso = unidad.priorizaciones.proceso(formulario.gestion)
    if proceso and proceso.congelada_en:
        raise AdjuntoFirme(formulario.gestion)


def barrer(unidad: Unidad, adjuntos: Adjuntos) -> None:
    """Quita del disco lo que ninguna ficha nombra; con la unidad abierta y el ámbito reservado."""
    nombrados = set(unidad.adjuntos.resumenes())
    for suelto in set(adjuntos.resumenes()) - nombrados:
        adjuntos.quitar(suelto)


@contextmanager
def guardando(unidad: Unidad, adjuntos: Adjuntos, contenido: bytes) -> Iterator[str]:
    """El contenido va al disco antes que su mención; si el cuerpo no confirma, se quita ahí mismo.

    Con la unidad abierta y el ámbito reservado. Da su resumen; de paso se va lo que nadie nombra.
    """
    barrer(unidad, adjuntos)
    ya_estaba = hashlib.sha256(contenido).hexdigest() in adjuntos.resumenes()
    resumen = adjuntos.guardar(contenido)
    try:
        yield resumen
    except BaseException:
        if not ya_estaba:
            adjuntos.quitar(resumen)
        raise


def _guardar(
    contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, nuevo: Adjunto, limpio: Limpio
) -> None:
    with guardando(unidad, adjuntos, limpio.contenido):
        unidad.adjuntos.agregar(nuevo)
        carga = {
            "formulario": str(nuevo.formulario_id),
            "adjunto": str(nuevo.id),
            "clase": nuevo.clase.value,
            "tipo": nuevo.tipo.value,
            "resumen": nuevo.resumen,
            "tamano": nuevo.tamano,
        }
        unidad.anotar(Hecho(AGREGADO, contexto.quien, nuevo.cuando, carga))
        unidad.confirmar()
