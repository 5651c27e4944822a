"""El programa de seguimiento: programar, reprogramar, anotar qué se halló y reclamarlo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import FechaFueraDeAnio
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.seguimientos import (
    ClaseDeSeguimiento,
    Hallazgo,
    NadaQueReprogramar,
    Seguimiento,
    SeguimientoPorVenir,
    SinObservacion,
)
from nucleo.servicios import reclamos
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.encargos import encargo_de
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.reclamos import DatosDeReclamo

PROGRAMADO, REPROGRAMADO, HALLADO, RECLAMADO, QUITADO = (
    "seguimiento.programado", "seguimiento.reprogramado", "seguimiento.hallado",
    "seguimiento.reclamado", "seguimiento.quitado",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cita:
    """Cuándo y dónde es una actividad."""

    fecha: date
    hora: str = ""
    lugar: str = ""


@dataclass(frozen=True, slots=True)
class Volvio:
    """Con qué se volvió; sin `dia`, hoy."""

    resultado: Hallazgo
    hallado: str = ""
    constancia: str = ""
    dia: date | None = None


def programar(
    contexto: Contexto,
    unidad: Unidad,
    orden: UUID,
    encargo_id: UUID,
    clase: ClaseDeSeguimiento,
    que: str,
    cita: Cita,
    van: str = "",
) -> Seguimiento:
    """Pone una actividad en el programa. `orden` viene en la página: enviarla dos veces es una."""
    with unidad:
        unidad.reservar()
        if ya := unidad.seguimientos.de(orden):
            pedida = (encargo_id, clase, que, cita.fecha)
            if (ya.encargo_id, ya.clase, ya.que, ya.fecha_primera) != pedida:
                raise OrdenUsada(ya.que)
            return ya
        encargo = encargo_de(unidad, encargo_id)
        _exigir_de_la_gestion(encargo.gestion, cita.fecha)
        nuevo = Seguimiento(
            orden, encargo.gestion, encargo_id, clase, que, cita.fecha, contexto.ahora(),
            contexto.quien, cita.hora, cita.lugar, van,
        )  # fmt: skip
        unidad.seguimientos.agregar(nuevo)
        _anotar(contexto, unidad, PROGRAMADO, nuevo, fecha=cita.fecha.isoformat())
        unidad.confirmar()
    return nuevo


def reprogramar(
    contexto: Contexto,
    unidad: Unidad,
    seguimiento_id: UUID,
    version: int,
    cita: Cita,
    motivo: str,
) -> Seguimiento:
    """La pasa a otro día, con motivo, si sigue como se la vio. Repetirlo no hace nada.

    `NadaQueReprogramar` si se la deja como estaba: el motivo no quedaría en ninguna parte.
    """
    with unidad:
        unidad.reservar()
        suyo = seguimiento_de(unidad, seguimiento_id)
        antes = suyo.fecha
        if (suyo.fecha, suyo.hora, suyo.lugar) == (cita.fecha, cita.hora, cita.lugar):
            if suyo.cambios and suyo.movidas[-1][2] == motivo:
                return suyo
            raise NadaQueReprogramar(suyo.que)
        if suyo.version != version:
            raise EdicionConcurrente
        _exigir_de_la_gestion(suyo.gestion, cita.fecha)
        suyo.reprogramar(
            cita.fecha, cita.hora, cita.lugar, motivo, contexto.ahora(), contexto.quien
        )
        _anotar(
            contexto, unidad, REPROGRAMADO, suyo, de=antes.isoformat(), a=cita.fecha.isoformat()
        )
        unidad.confirmar()
    return suyo


def anotar(
    contexto: Contexto, unidad: Unidad, seguimiento_id: UUID, version: int, volvio: Volvio
) -> Seguimiento:
    """Con qué se volvió, o su corrección, si sigue como se la vio. Repetirlo no hace nada.

    La bitácora dice el resultado, no el texto.
    """
    with unidad:
        unidad.reservar()
        suyo, hoy = seguimiento_de(unidad, seguimiento_id), hoy_de(contexto)
        dia = volvio.dia or suyo.hecho_el or hoy
        dicho = (volvio.resultado, volvio.hallado, volvio.constancia, dia)
        if (suyo.resultado, suyo.hallado, suyo.constancia, suyo.hecho_el) == dicho:
            return suyo
        if suyo.version != version:
            raise EdicionConcurrente
        if dia > hoy:
            raise SeguimientoPorVenir(f"{dia:%d/%m/%Y}")
        _exigir_de_la_gestion(suyo.gestion, dia)
        suyo.anotar(*dicho, contexto.ahora())
        _anotar(contexto, unidad, HALLADO, suyo, resultado=volvio.resultado.value)
        unidad.confirmar()
    return suyo


def reclamar(
    contexto: Contexto,
    unidad: Unidad,
    seguimiento_id: UUID,
    orden: UUID,
    sobre: SobreQue,
    asunto: str,
    texto: str,
) -> Reclamo:
    """Levanta un reclamo de lo que se observó, a nombre de quien lo sigue. Uno por actividad.

    Vuelve en cada encuentro hasta que se cierra, como los que se dicen en ellos.
    """
    with unidad:
        unidad.reservar()
        suyo = seguimiento_de(unidad, seguimiento_id)
        if suyo.reclamo_id:
            return reclamos.reclamo_de(unidad, suyo.reclamo_id)
        if suyo.resultado is not Hallazgo.OBSERVADO:
            raise SinObservacion(suyo.que)
        if otro := unidad.mesas.reclamo(orden):
            raise OrdenUsada(otro.asunto)
        de_quien = encargo_de(unidad, suyo.encargo_id).organizacion_id
        datos = DatosDeReclamo(sobre, asunto, texto, de_quien)
        reclamo = reclamos.agregar(contexto, unidad, "", orden, datos)
        suyo.reclamar(reclamo.id)
        _anotar(contexto, unidad, RECLAMADO, suyo, reclamo=str(reclamo.id))
        unidad.confirmar()
    return reclamo


def quitar(contexto: Contexto, unidad: Unidad, seguimiento_id: UUID, version: int) -> None:
    """La saca del programa, si todavía no se hizo: lo que se halló no se borra."""
    with unidad:
        unidad.reservar()
        suyo = seguimiento_de(unidad, seguimiento_id)
        if suyo.version != version:
            raise EdicionConcurrente
        suyo.exigir_pendiente()
        unidad.seguimientos.quitar(suyo)
        _anotar(contexto, unidad, QUITADO, suyo, fecha=suyo.fecha.isoformat())
        unidad.confirmar()


def seguimiento_de(unidad: Unidad, seguimiento_id: UUID) -> Seguimiento:
    """Con la unidad abierta; `NoExiste`."""
    suyo = unidad.seguimientos.de(seguimiento_id)
    if suyo is None:
        raise NoExiste("actividad", seguimiento_id)
    return suyo


def por_hacer(todos: Sequence[Seguimiento], hoy: date) -> list[Seguimiento]:
    """Lo que falta hacer y todavía no vence, lo más cercano primero."""
    return [s for s in todos if s.pendiente and not s.vencio(hoy)]


def vencidos(todos: Sequence[Seguimiento], hoy: date) -> list[Seguimiento]:
    """Lo que ya tocaba y nadie anotó."""
    return [s for s in todos if s.vencio(hoy)]


def _exigir_de_la_gestion(gestion: int, fecha: date) -> None:
    """Un POA se sigue desde que se discute, el año anterior, hasta que se rinde cuentas de él."""
    desde, hasta = date(gestion - 1, 1, 1), date(gestion + 1, 12, 31)
    if not desde <= fecha <= hasta:
        raise FechaFueraDeAnio(f"{fecha:%d/%m/%Y}", f"{desde:%d/%m/%Y}", f"{hasta:%d/%m/%Y}")


def _anotar(contexto: Contexto, unidad: Unidad, que: str, suyo: Seguimiento, **mas: object) -> None:
    carga = {
        "gestion": suyo.gestion,
        "seguimiento": str(suyo.id),
        "encargo": str(suyo.encargo_id),
        "clase": suyo.clase.value,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
