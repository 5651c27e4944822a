"""Anotar a qué se compromete un encuentro, y en el siguiente, si se cumplió."""

from datetime import date
from uuid import UUID

from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import NivelDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import OrdenUsada
from nucleo.servicios.calendarios import evento_de, hoy_de, van_antes
from nucleo.servicios.mesas import exigir_en_curso
from nucleo.servicios.puertos import Unidad

ACORDADO, MARCADO = "acuerdo.anotado", "acuerdo.marcado"
HASTA_EL_ACTA = (EstadoDeEvento.REALIZADO,)
"""Lo que se acordó en papel se transcribe después, mientras el acta no se cierre."""


def acordar(
    contexto: Contexto,
    unidad: Unidad,
    encuentro: str,
    orden: UUID,
    que: str,
    responsable: str,
    fecha: date | None,
    punto: str = "",
) -> Acuerdo:
    """Lo anota con quién responde y hasta cuándo. `orden` viene en la página: dos veces es uno.

    `punto` es uno que ya se abrió en la mesa, o ninguno.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.mesas.acuerdo(orden):
            if (ya.gestion, ya.evento, ya.que, ya.responsable, ya.fecha) != (
                contexto.gestion, encuentro, que, responsable, fecha,
            ):  # fmt: skip
                raise OrdenUsada(ya.que)
            return ya
        evento = evento_de(unidad, contexto.gestion, encuentro)
        exigir_en_curso(evento, tambien=HASTA_EL_ACTA)
        if punto not in {"", *(p.clave for p in unidad.mesas.puntos(evento.gestion, encuentro))}:
            raise NoExiste("punto", punto[:60])
        nuevo = Acuerdo(
            orden, contexto.gestion, encuentro, que, responsable, contexto.ahora(), contexto.quien,
            fecha, punto,
        )  # fmt: skip
        unidad.mesas.agregar(nuevo)
        _anotar(contexto, unidad, ACORDADO, nuevo)
        unidad.confirmar()
    return nuevo


def marcar(
    contexto: Contexto,
    unidad: Unidad,
    acuerdo_id: UUID,
    version: int,
    estado: EstadoDeAcuerdo,
    nota: str = "",
) -> Acuerdo:
    """Cómo va, si sigue como se lo vio. Marcar lo que ya dice no hace nada."""
    with unidad:
        unidad.reservar()
        acuerdo = unidad.mesas.acuerdo(acuerdo_id)
        if acuerdo is None:
            raise NoExiste("acuerdo", acuerdo_id)
        if (acuerdo.estado, acuerdo.nota) == (estado, nota):
            return acuerdo
        if acuerdo.version != version:
            raise EdicionConcurrente
        acuerdo.marcar(estado, nota, hoy_de(contexto))
        _anotar(contexto, unidad, MARCADO, acuerdo, estado=estado.value, nota=nota)
        unidad.confirmar()
    return acuerdo


def del_encuentro(unidad: Unidad, gestion: int, encuentro: str) -> list[Acuerdo]:
    """Los que salieron de él, no los traídos del EDC de otro. Con la unidad abierta."""
    todos = unidad.mesas.acuerdos_hasta(gestion)
    suyos = [a for a in todos if (a.gestion, a.evento) == (gestion, encuentro)]
    return [a for a in suyos if not a.traido_de]


def por_cumplir(contexto: Contexto, unidad: Unidad, evento: Evento) -> list[Acuerdo]:
    """Los del encuentro anterior, y los de antes que siguen pendientes. Con la unidad abierta.

    Primero los más viejos: nada se pierde por el camino entre un encuentro y el siguiente. Un
    encuentro de la región revisa los suyos: lo del municipio no es asunto de los demás.
    """
    if es_regional(contexto, evento.clave):
        return _de_la_region(unidad, evento)
    anterior = encuentro_anterior(contexto, unidad, evento)
    previos = {e.clave for e in van_antes(unidad, evento)}

    def antes(a: Acuerdo) -> bool:
        return a.gestion < evento.gestion or a.evento in previos

    def vale(a: Acuerdo) -> bool:
        es_del_anterior = anterior and (a.gestion, a.evento) == (anterior.gestion, anterior.clave)
        return bool(es_del_anterior) or (a.estado is EstadoDeAcuerdo.PENDIENTE and antes(a))

    return [a for a in unidad.mesas.acuerdos_hasta(evento.gestion) if vale(a)]


def es_regional(contexto: Contexto, encuentro: str) -> bool:
    """Si reúne a los municipios de una región."""
    tipo = contexto.ciclo.eventos.get(encuentro)
    return tipo is not None and tipo.nivel is NivelDeEvento.REGION


def antes_del_regional(unidad: Unidad, evento: Evento) -> list[Acuerdo]:
    """Los de ese encuentro en otras gestiones, también los traídos. Con la unidad abierta.

    De los retirados, solo los traídos: quien los acordó los publicó, y la región debe saberlo.
    """
    return [
        a
        for a in unidad.mesas.acuerdos_hasta(evento.gestion - 1)
        if a.evento == evento.clave and (a.traido_de or a.estado is not EstadoDeAcuerdo.RETIRADO)
    ]


def _de_la_region(unidad: Unidad, evento: Evento) -> list[Acuerdo]:
    """Los del último, y los de antes que siguen pendientes."""
    todos = antes_del_regional(unidad, evento)
    suyos = [a for a in todos if a.estado is not EstadoDeAcuerdo.RETIRADO]
    ultima = max((a.gestion for a in suyos), default=0)
    return [a for a in suyos if a.gestion == ultima or a.estado is EstadoDeAcuerdo.PENDIENTE]


def encuentro_anterior(contexto: Contexto, unidad: Unidad, evento: Evento) -> Evento | None:
    """El que dice `sigue_a`; si no, el que va antes; y antes del primero, el último de la gestión
    anterior. El que el ciclo quitó y no se hizo no cuenta. Con la unidad abierta.
    """
    tipo = contexto.ciclo.eventos.get(evento.clave)
    if tipo and tipo.sigue_a:
        for otro in unidad.calendarios.eventos(evento.gestion):
            if otro.clave == tipo.sigue_a:
                return otro
    antes = [
        e for e in van_antes(unidad, evento) if e.hecho or e.clave in contexto.ciclo.eventos
    ] or sorted(unidad.calendarios.eventos(evento.gestion - 1), key=lambda e: (e.dia, e.orden))
    return antes[-1] if antes else None


def _anotar(contexto: Contexto, unidad: Unidad, que: str, acuerdo: Acuerdo, **mas: object) -> None:
    carga = {
        "gestion": acuerdo.gestion,
        "evento": acuerdo.evento,
        "acuerdo": str(acuerdo.id),
        "que": acuerdo.que,
        "responsable": acuerdo.responsable,
        "fecha": acuerdo.fecha.isoformat() if acuerdo.fecha else "",
        **mas,
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
