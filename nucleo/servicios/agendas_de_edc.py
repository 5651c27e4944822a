"""La agenda del EDC: qué se trata, con quiénes, qué se acordó antes y qué demanda se lleva."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.anclajes import AcuerdoPublicado, EdcAnclado, PuntoPublicado
from nucleo.dominio.ciclos import NivelDeEvento, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.edc import Cruce, Suma, cruzar, sin_sector, sumar
from nucleo.dominio.edc_de_region import EdcDeRegion
from nucleo.dominio.regiones import Region
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.edc import destinatarios
from nucleo.servicios.lecturas import LecturaRegional
from nucleo.servicios.puertos import Ganchos


@dataclass(frozen=True, slots=True)
class AgendaDeEdc:
    """La de una región y gestión. Sin `anclado`, nadie lo hospeda todavía.

    `puntos` son los que publicó el anfitrión; si no lo hizo (`propuesta`), los del ciclo.
    `quienes` va de la clave de cada participante a su nombre por traducir.
    """

    region: Region
    gestion: int
    edc: EdcDeRegion
    anclado: EdcAnclado | None
    puntos: Sequence[PuntoPublicado]
    propuesta: bool
    quienes: Mapping[str, str]
    llamados: Sequence[str]
    anteriores: Sequence[AcuerdoPublicado]
    total: Suma
    por_autoridad: Sequence[Cruce]


def agenda(
    contexto: Contexto,
    lectura: LecturaRegional,
    ganchos: Ganchos,
    region: Region,
    rotacion: Sequence[int] = (),
) -> AgendaDeEdc:
    """La de la gestión del contexto. La lectura llega abierta."""
    edc = EdcDeRegion(lectura.anclajes(), hoy_de(contexto), rotacion)
    anclado = edc.de_gestion(contexto.gestion)
    tipo = regional(contexto, anclado)
    quienes = {q: p.nombre for q, p in contexto.ciclo.participantes.items()}
    propios = anclado.contenido.agenda if anclado else ()
    del_ciclo = tuple(PuntoPublicado(r.texto, r.informa) for r in (tipo.agenda if tipo else ()))
    grupos = sin_sector(lectura.grupos(contexto.gestion))
    return AgendaDeEdc(
        region,
        contexto.gestion,
        edc,
        anclado,
        propios or del_ciclo,
        not propios,
        quienes,
        [q for q in (tipo.participan if tipo else ()) if q in quienes],
        edc.anteriores_a(contexto.gestion),
        sumar(grupos),
        cruzar(destinatarios(contexto, ganchos, region), grupos),
    )


def regional(contexto: Contexto, anclado: EdcAnclado | None) -> TipoDeEvento | None:
    """El encuentro anclado o, si no se ancló, el primero del ciclo que reúne a una región."""
    eventos = contexto.ciclo.eventos
    if anclado and anclado.evento in eventos:
        return eventos[anclado.evento]
    return next((t for t in eventos.values() if t.nivel is NivelDeEvento.REGION), None)
