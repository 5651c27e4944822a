"""Los encuentros de un municipio, con sus palabras, para una agenda."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from nucleo.documentos.icalendario import Cita, como_icalendario
from nucleo.dominio.eventos import Evento
from nucleo.dominio.mensajes import N_
from nucleo.dominio.territorio import Municipio
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext

CALENDARIO = N_("Encuentros de %(municipio)s")
MIS_ENCUENTROS = N_("Mis encuentros")


def agenda_de(
    municipio: Municipio, eventos: Sequence[Evento], ahora: datetime, raiz: str = ""
) -> bytes:
    """El `.ics` de un municipio; `raiz` es la dirección pública, para los enlaces."""
    titulo = gettext(CALENDARIO) % {"municipio": municipio.nombre}
    return como_icalendario(titulo, citas_de(municipio, eventos, raiz), ahora)


def agenda_propia(
    de_quienes: Iterable[tuple[Municipio, Sequence[Evento]]], ahora: datetime, raiz: str
) -> bytes:
    """El `.ics` de una persona: los encuentros de todos los municipios donde tiene cargo."""
    citas = [c for municipio, eventos in de_quienes for c in citas_de(municipio, eventos, raiz)]
    return como_icalendario(gettext(MIS_ENCUENTROS), citas, ahora)


def citas_de(municipio: Municipio, eventos: Iterable[Evento], raiz: str = "") -> list[Cita]:
    """Una por encuentro; su `uid` no cambia: la agenda la corrige en vez de repetirla."""
    return [
        Cita(
            uid=f"{e.id}@{municipio.slug}.tinkuy",
            titulo=f"{gettext(e.sigla)} · {municipio.nombre}",
            fecha=e.dia,
            hora=e.hora,
            lugar=e.lugar,
            detalle=f"{gettext(e.nombre)}. {nombre(e.estado)}.",
            enlace=f"{raiz}/{municipio.slug}/ciclo/{e.clave}?gestion={e.gestion}" if raiz else "",
            serie=e.version,
        )
        for e in eventos
    ]
