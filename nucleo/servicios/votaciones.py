"""Votar a mano alzada sobre el punto que se trata: abrir, contar, y anular lo mal contado."""

from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.mesas import PuntoSinAbrir
from nucleo.dominio.votaciones import (
    Conteo,
    EstadoDeVotacion,
    MasVotosQuePersonas,
    Votacion,
    VotacionAbierta,
    como_json,
)
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.mesas import exigir_en_curso
from nucleo.servicios.puertos import Unidad

ABIERTA, CERRADA, ANULADA, DISENSO = (
    "votacion.abierta", "votacion.cerrada", "votacion.anulada", "votacion.disenso",
)  # fmt: skip


def abrir(
    contexto: Contexto, unidad: Unidad, encuentro: str, orden: UUID, punto: str, pregunta: str
) -> Votacion:
    """Pone una pregunta a votación sobre el punto que se trata (`PuntoSinAbrir` si es otro).

    Se vota una a la vez (`VotacionAbierta`). `orden` viene en la página: enviarla dos veces es una.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.mesas.votacion(orden):
            if (ya.gestion, ya.evento, ya.punto, ya.pregunta) != (
                contexto.gestion, encuentro, punto, pregunta,
            ):  # fmt: skip
                raise OrdenUsada(ya.pregunta)
            return ya
        exigir_en_curso(evento_de(unidad, contexto.gestion, encuentro))
        puntos = unidad.mesas.puntos(contexto.gestion, encuentro)
        if not any(p.clave == punto and p.abierto for p in puntos):
            raise PuntoSinAbrir(next((p.texto for p in puntos if p.clave == punto), punto))
        for otra in unidad.mesas.votaciones(contexto.gestion, encuentro):
            if otra.estado is EstadoDeVotacion.ABIERTA:
                raise VotacionAbierta(otra.pregunta)
        nueva = Votacion(
            orden, contexto.gestion, encuentro, punto, pregunta, contexto.ahora(), contexto.quien
        )
        unidad.mesas.agregar(nueva)
        _anotar(contexto, unidad, ABIERTA, nueva)
        unidad.confirmar()
    return nueva


def disentir(
    contexto: Contexto, unidad: Unidad, votacion_id: UUID, quien: str, por_que: str
) -> Votacion:
    """Deja constancia de quién disiente, mientras se vota. Repetirlo no lo anota otra vez.

    Su nombre queda en la votación; la bitácora, que se publica, solo dice que hubo un disenso.
    """
    with unidad:
        unidad.reservar()
        votacion = votacion_de(unidad, votacion_id)
        _exigir_mesa(unidad, votacion)
        if {"quien": quien, "por_que": por_que} in [*map(dict, votacion.disensos)]:
            return votacion
        votacion.disentir(quien, por_que)
        _anotar(contexto, unidad, DISENSO, votacion, disensos=len(votacion.disensos))
        unidad.confirmar()
    return votacion


def cerrar(
    contexto: Contexto,
    unidad: Unidad,
    votacion_id: UUID,
    conteo: Conteo,
    *,
    de_todos_modos: bool = False,
) -> Votacion:
    """Con sus números: desde aquí no se cambia. Los mismos números otra vez no hacen nada.

    Más manos que personas en la lista es `MasVotosQuePersonas`, salvo que se diga que vale
    `de_todos_modos`: la lista puede estar a medias. En la bitácora quedan las dos cuentas.
    """
    with unidad:
        unidad.reservar()
        votacion = votacion_de(unidad, votacion_id)
        _exigir_mesa(unidad, votacion)
        if votacion.estado is EstadoDeVotacion.CERRADA and votacion.conteo == conteo:
            return votacion
        personas = len(unidad.asistencias.de_evento(votacion.gestion, votacion.evento))
        votos = sum(manos.total for manos in conteo.values())
        abierta = votacion.estado is EstadoDeVotacion.ABIERTA
        if abierta and 0 < personas < votos and not de_todos_modos:
            raise MasVotosQuePersonas(votos, personas)
        votacion.cerrar(conteo, contexto.ahora())
        _anotar(contexto, unidad, CERRADA, votacion, cuenta=como_json(conteo),
                disensos=len(votacion.disensos), personas=personas)  # fmt: skip
        unidad.confirmar()
    return votacion


def anular(contexto: Contexto, unidad: Unidad, votacion_id: UUID, motivo: str) -> Votacion:
    """La deja a la vista, sin valor y con su motivo. Anularla otra vez no hace nada."""
    with unidad:
        unidad.reservar()
        votacion = votacion_de(unidad, votacion_id)
        if votacion.estado is EstadoDeVotacion.ANULADA:
            return votacion
        _exigir_mesa(unidad, votacion)
        votacion.anular(motivo, contexto.ahora(), contexto.quien)
        _anotar(contexto, unidad, ANULADA, votacion, motivo=motivo)
        unidad.confirmar()
    return votacion


def votacion_de(unidad: Unidad, votacion_id: UUID) -> Votacion:
    """Con la unidad abierta; `NoExiste`."""
    votacion = unidad.mesas.votacion(votacion_id)
    if votacion is None:
        raise NoExiste("votación", votacion_id)
    return votacion


def _exigir_mesa(unidad: Unidad, votacion: Votacion) -> None:
    """La de la votación, no la del mismo encuentro en la gestión que se está mirando."""
    exigir_en_curso(evento_de(unidad, votacion.gestion, votacion.evento))


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, votacion: Votacion, **mas: object
) -> None:
    carga = {
        "gestion": votacion.gestion,
        "evento": votacion.evento,
        "punto": votacion.punto,
        "votacion": str(votacion.id),
        "pregunta": votacion.pregunta,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
