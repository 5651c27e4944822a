"""Recibir lo que la sociedad civil reclama de una obra o un servicio, responderlo y cerrarlo."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import Evento
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.nombres import plegar
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.servicios.acuerdos import HASTA_EL_ACTA
from nucleo.servicios.calendarios import evento_de, hoy_de, van_antes
from nucleo.servicios.mesas import exigir_en_curso
from nucleo.servicios.puertos import Unidad

DICHO, RESPONDIDO, CERRADO = "reclamo.recibido", "reclamo.respondido", "reclamo.cerrado"


@dataclass(frozen=True, slots=True)
class DatosDeReclamo:
    """Lo que se anota; sin `organizacion_id`, lo dijo una persona."""

    sobre: SobreQue
    asunto: str
    texto: str
    organizacion_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filtro:
    """Cuáles se miran; vacío es todos."""

    gestion: int | None = None
    estado: EstadoDeReclamo | None = None
    sobre: SobreQue | None = None
    texto: str = ""

    def vale(self, r: Reclamo) -> bool:
        """Si ese reclamo es de los que se piden."""
        dicho = plegar(f"{r.asunto} {r.texto} {r.responsable}")
        return (
            self.gestion in {None, r.gestion}
            and self.estado in {None, r.estado}
            and self.sobre in {None, r.sobre}
            and all(p in dicho for p in plegar(self.texto).split())
        )


def recibir(
    contexto: Contexto, unidad: Unidad, encuentro: str, orden: UUID, datos: DatosDeReclamo
) -> Reclamo:
    """Lo anota en ese encuentro. `orden` viene en la página: enviarlo dos veces es uno."""
    with unidad:
        unidad.reservar()
        if ya := unidad.mesas.reclamo(orden):
            dichos = DatosDeReclamo(ya.sobre, ya.asunto, ya.texto, ya.organizacion_id)
            if (ya.gestion, ya.evento, dichos) != (contexto.gestion, encuentro, datos):
                raise OrdenUsada(ya.asunto)
            return ya
        exigir_en_curso(evento_de(unidad, contexto.gestion, encuentro), tambien=HASTA_EL_ACTA)
        if datos.organizacion_id not in {None, *(o.id for o in unidad.organizaciones.todas())}:
            raise NoExiste("organización", datos.organizacion_id)
        nuevo = agregar(contexto, unidad, encuentro, orden, datos)
        unidad.confirmar()
    return nuevo


def agregar(
    contexto: Contexto, unidad: Unidad, encuentro: str, orden: UUID, datos: DatosDeReclamo
) -> Reclamo:
    """Lo deja anotado con su hecho; sin `encuentro`, lo levantó el control social en su recorrido.

    Con la unidad abierta y sin confirmar: entra con lo que lo pidió.
    """
    nuevo = Reclamo(
        orden, contexto.gestion, encuentro, datos.sobre, datos.asunto, datos.texto,
        contexto.ahora(), contexto.quien, datos.organizacion_id,
    )  # fmt: skip
    unidad.mesas.agregar(nuevo)
    _anotar(contexto, unidad, DICHO, nuevo)
    return nuevo


def responder(
    contexto: Contexto,
    unidad: Unidad,
    reclamo_id: UUID,
    version: int,
    respuesta: str,
    responsable: str,
    plazo: date | None,
) -> Reclamo:
    """Qué se va a hacer, quién y hasta cuándo, si sigue como se lo vio. Repetirlo no hace nada."""
    with unidad:
        unidad.reservar()
        reclamo = reclamo_de(unidad, reclamo_id)
        if (reclamo.respuesta, reclamo.responsable, reclamo.plazo) == (
            respuesta, responsable, plazo,
        ):  # fmt: skip
            return reclamo
        if reclamo.version != version:
            raise EdicionConcurrente
        reclamo.responder(respuesta, responsable, plazo, hoy_de(contexto))
        vence = plazo.isoformat() if plazo else ""
        _anotar(contexto, unidad, RESPONDIDO, reclamo, responsable=responsable, plazo=vence)
        unidad.confirmar()
    return reclamo


def cerrar(
    contexto: Contexto, unidad: Unidad, reclamo_id: UUID, version: int, cierre: str
) -> Reclamo:
    """Con qué quedó resuelto, si sigue como se lo vio. Cerrarlo igual otra vez no hace nada."""
    with unidad:
        unidad.reservar()
        reclamo = reclamo_de(unidad, reclamo_id)
        if not reclamo.vivo and reclamo.cierre == cierre:
            return reclamo
        if reclamo.version != version:
            raise EdicionConcurrente
        reclamo.cerrar(cierre, hoy_de(contexto))
        _anotar(contexto, unidad, CERRADO, reclamo)
        unidad.confirmar()
    return reclamo


def reclamo_de(unidad: Unidad, reclamo_id: UUID) -> Reclamo:
    """Con la unidad abierta; `NoExiste`."""
    reclamo = unidad.mesas.reclamo(reclamo_id)
    if reclamo is None:
        raise NoExiste("reclamo", reclamo_id)
    return reclamo


def por_cerrar(unidad: Unidad, evento: Evento) -> list[Reclamo]:
    """Los de encuentros anteriores que nadie cerró, los más viejos primero. Con la unidad abierta.

    Reaparecen en cada encuentro hasta que se cierran; también los que levantó el control social,
    que no son de ninguno.
    """
    previos = {"", *(e.clave for e in van_antes(unidad, evento))}
    return [
        r
        for r in unidad.mesas.reclamos_vivos()
        if r.gestion < evento.gestion or (r.gestion == evento.gestion and r.evento in previos)
    ]


def por_atender(unidad: Unidad, hoy: date, de: Collection[UUID] | None = None) -> list[Reclamo]:
    """Los que nadie cerró: los de plazo vencido primero, después los que nadie respondió.

    Con `de`, solo los de esas organizaciones. Con la unidad abierta.
    """
    vivos = [r for r in unidad.mesas.reclamos_vivos() if de is None or r.organizacion_id in de]

    def orden(r: Reclamo) -> tuple[bool, bool, date]:
        respondido = r.estado is EstadoDeReclamo.RESPONDIDO
        return not r.vencio(hoy), respondido, r.plazo or date.max

    return sorted(vivos, key=orden)


def del_encuentro(unidad: Unidad, gestion: int, encuentro: str) -> list[Reclamo]:
    """Los que se dijeron en él. Con la unidad abierta."""
    todos = unidad.mesas.reclamos_hasta(gestion)
    return [r for r in todos if (r.gestion, r.evento) == (gestion, encuentro)]


def listar(unidad: Unidad, hasta: int, filtro: Filtro) -> list[Reclamo]:
    """Los que el filtro pide, de esa gestión y las anteriores. Con la unidad abierta."""
    return [r for r in unidad.mesas.reclamos_hasta(hasta) if filtro.vale(r)]


def organizaciones_de(unidad: Unidad) -> Mapping[UUID, str]:
    """Cómo se llama cada una, para decir quién reclamó. Con la unidad abierta."""
    return {o.id: o.nombre for o in unidad.organizaciones.todas()}


def _anotar(contexto: Contexto, unidad: Unidad, que: str, reclamo: Reclamo, **mas: object) -> None:
    carga = {
        "gestion": reclamo.gestion,
        "evento": reclamo.evento,
        "reclamo": str(reclamo.id),
        "sobre": reclamo.sobre.value,
        "asunto": reclamo.asunto,
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
