"""Guardar la foto de una planilla, un acta o una constancia junto a su formulario."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.adjuntos import (
    POR_FORMULARIO,
    Adjunto,
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

AGREGADO = "adjuntos.agregado"


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


def contenido_de(contexto: Contexto, adjuntos: Adjuntos, ficha: Adjunto) -> bytes:
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


def _guardar(
    contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, nuevo: Adjunto, limpio: Limpio
) -> None:
    nombrados = set(unidad.adjuntos.resumenes())
    for suelto in set(adjuntos.resumenes()) - nombrados:
        adjuntos.quitar(suelto)
    adjuntos.guardar(limpio.contenido)
    try:
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
    except BaseException:
        if nuevo.resumen not in nombrados:
            adjuntos.quitar(nuevo.resumen)
        raise
