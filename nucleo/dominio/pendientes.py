"""Lo que falta para el siguiente paso: de una organización, y del municipio sumándolas.

Son reglas puras sobre lo ya leído. Cada falta dice qué hacer; lo que impide el paso va primero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Demanda, Estado, PedidaPor
from nucleo.dominio.dinero import CERO
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.matriz import PRIMERAS
from nucleo.dominio.mensajes import N_
from nucleo.dominio.organizaciones import OTB, Organizacion
from nucleo.dominio.politica import Accion
from nucleo.dominio.sectores import SIN_CLASIFICAR


class Urgencia(StrEnum):
    """Qué tan pronto hace falta."""

    IMPIDE = "impide"
    PRONTO = "pronto"
    CONVIENE = "conviene"


class Falta(StrEnum):
    """Algo que falta. A igual urgencia, se dice en este orden."""

    ORGANIZACIONES = "organizaciones"
    DEMANDAS = "demandas"
    CRITERIOS = "criterios"
    TECHO = "techo"
    ASAMBLEA = "asamblea"
    FORMULARIO = "formulario"
    RESPUESTA = "respuesta"
    NO_VIABLE = "no_viable"
    SECTOR = "sector"
    BENEFICIARIOS = "beneficiarios"
    COSTO = "costo"
    SEGUNDA = "segunda"
    PEDIDA_POR = "pedida_por"
    DIRIGENCIA_VENCIDA = "dirigencia_vencida"
    DIRIGENCIA = "dirigencia"


@dataclass(frozen=True, slots=True)
class Remedio:
    """Cómo se dice la falta, qué hacer, quién puede y dónde (`ruta` bajo la del municipio)."""

    titulo: str
    que_hacer: str
    accion: Accion
    ruta: str


REMEDIOS: Mapping[Falta, Remedio] = {
    Falta.ORGANIZACIONES: Remedio(
        N_("No hay organizaciones registradas"),
        N_("Registrarlas una por una o cargarlas desde una planilla."),
        Accion.EDITAR_ORGANIZACIONES,
        "organizaciones",
    ),
    Falta.DEMANDAS: Remedio(
        N_("No hay ninguna demanda"),
        N_("Presentar los formularios de las asambleas o cargar la planilla."),
        Accion.PRESENTAR,
        "formularios/nuevo",
    ),
    Falta.CRITERIOS: Remedio(
        N_("No hay criterios para ordenar las demandas"),
        N_("Encender un módulo que los proponga."),
        Accion.AJUSTAR,
        "ajustes",
    ),
    Falta.TECHO: Remedio(
        N_("No se sabe cuánto dinero hay"),
        N_("Fijar el dinero disponible, por fuente."),
        Accion.FIJAR_TECHO,
        "techo",
    ),
    Falta.ASAMBLEA: Remedio(
        N_("Sin asamblea anotada"),
        N_("Hacer la asamblea y presentar su formulario."),
        Accion.PRESENTAR,
        "formularios/nuevo",
    ),
    Falta.FORMULARIO: Remedio(
        N_("Con asamblea y sin demandas"),
        N_("Presentar lo que se pidió en la asamblea."),
        Accion.PRESENTAR,
        "formularios/nuevo",
    ),
    Falta.RESPUESTA: Remedio(
        N_("Demandas observadas sin responder"),
        N_("Leer la observación y responderla o corregir la demanda."),
        Accion.CORREGIR,
        "demandas",
    ),
    Falta.NO_VIABLE: Remedio(
        N_("Demandas que no resultaron viables"),
        N_("Leer el motivo y la alternativa con su gente, y responder."),
        Accion.CORREGIR,
        "evaluacion?ver=por_responder",
    ),
    Falta.SECTOR: Remedio(
        N_("Demandas sin sector"),
        N_("Decir de qué tratan: sin sector no se pueden comparar."),
        Accion.CORREGIR,
        f"demandas?sector={SIN_CLASIFICAR}",
    ),
    Falta.BENEFICIARIOS: Remedio(
        N_("Demandas que no dicen a cuántas personas benefician"),
        N_("Anotar cuántas mujeres y cuántos hombres."),
        Accion.CORREGIR,
        "demandas?orden=beneficiarios",
    ),
    Falta.COSTO: Remedio(
        N_("Demandas sin costo"),
        N_("Anotar cuánto se pide, aunque sea estimado."),
        Accion.CORREGIR,
        "demandas?orden=costo",
    ),
    Falta.SEGUNDA: Remedio(
        N_("Con una sola demanda"),
        N_("Cada organización puede llevar dos a la Cumbre."),
        Accion.PRESENTAR,
        "formularios/nuevo",
    ),
    Falta.PEDIDA_POR: Remedio(
        N_("Demandas que no dicen quién las pidió"),
        N_("Anotar si fueron las mujeres, los hombres o ambos."),
        Accion.CORREGIR,
        f"demandas?pedida_por={PedidaPor.SIN_DATO.value}",
    ),
    Falta.DIRIGENCIA_VENCIDA: Remedio(
        N_("Con el mandato de su dirigencia vencido"),
        N_("Anotar a quién eligieron, o corregir hasta cuándo sigue."),
        Accion.EDITAR_ORGANIZACIONES,
        "organizaciones",
    ),
    Falta.DIRIGENCIA: Remedio(
        N_("Sin dirigencia anotada"),
        N_("Anotar quién la representa y hasta cuándo."),
        Accion.EDITAR_ORGANIZACIONES,
        "organizaciones",
    ),
}


@dataclass(frozen=True, slots=True)
class Cual:
    """A quién o a qué le falta, y su ruta bajo el municipio. Una demanda lleva además su código."""

    nombre: str
    ruta: str
    codigo: str = ""


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Una falta con todo lo que la tiene; vacío si es del municipio entero."""

    falta: Falta
    urgencia: Urgencia
    cuales: Sequence[Cual] = ()

    @property
    def remedio(self) -> Remedio:
        return REMEDIOS[self.falta]


@dataclass(frozen=True, slots=True)
class Suyo:
    """Una organización con lo que hizo en la gestión. `observadas`, las demandas sin responder.

    `devueltas`, los códigos de las que no son viables y esperan su respuesta.
    """

    organizacion: Organizacion
    asambleas: int = 0
    demandas: Sequence[Demanda] = ()
    dirigencias: Sequence[Dirigencia] = ()
    observadas: frozenset[UUID] = frozenset()
    devueltas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Panorama:
    """Todo lo que hay que mirar de un municipio en una gestión, el día `hoy`."""

    hoy: date
    proceso: Proceso | None = None
    con_techo: bool = False
    con_criterios: bool = False
    suyos: Sequence[Suyo] = field(default_factory=tuple)

    @property
    def siguiente(self) -> Paso | None:
        """El paso que toca; ninguno si ya se publicó."""
        if self.proceso is None:
            return Paso.CONGELAR
        return next((p for p in Paso if self.proceso.cuando(p) is None), None)


def faltas_de(suyo: Suyo, siguiente: Paso | None, hoy: date) -> Iterator[tuple[Falta, list[Cual]]]:
    """Lo que le falta a una organización. Cerrada la lista, sus demandas ya no se completan."""
    o = suyo.organizacion
    ella = [Cual(o.nombre, f"organizaciones/{o.id}")]
    vivas = [d for d in suyo.demandas if d.estado is not Estado.RETIRADA]
    if siguiente is Paso.CONGELAR:
        if o.tipo in OTB and not suyo.asambleas:
            yield Falta.ASAMBLEA, ella
        elif suyo.asambleas and not vivas:
            yield Falta.FORMULARIO, ella
        elif o.tipo in OTB and 0 < len(vivas) < PRIMERAS:
            yield Falta.SEGUNDA, ella
        yield from _de_sus_demandas(vivas, suyo.observadas)
    for d in suyo.demandas:
        if d.codigo in suyo.devueltas:
            yield Falta.NO_VIABLE, [Cual(d.titulo, f"evaluacion/{d.codigo}", d.codigo)]
    if not any(d.vigente(hoy) for d in suyo.dirigencias):
        yield (Falta.DIRIGENCIA_VENCIDA if suyo.dirigencias else Falta.DIRIGENCIA), ella


def _de_sus_demandas(
    vivas: Iterable[Demanda], observadas: frozenset[UUID]
) -> Iterator[tuple[Falta, list[Cual]]]:
    for d in vivas:
        esta = [Cual(d.titulo, f"demandas/{d.codigo}", d.codigo)]
        for falta, le_falta in (
            (Falta.RESPUESTA, d.id in observadas),
            (Falta.SECTOR, d.sector == SIN_CLASIFICAR),
            (Falta.BENEFICIARIOS, not d.beneficiarios or not d.beneficiarios.total),
            (Falta.COSTO, d.costo <= CERO),
            (Falta.PEDIDA_POR, d.pedida_por is PedidaPor.SIN_DATO),
        ):
            if le_falta:
                yield falta, esta


def de_la_organizacion(suyo: Suyo, panorama: Panorama) -> list[Pendiente]:
    """La hoja de una organización: lo más urgente primero."""
    return _reunidas(faltas_de(suyo, panorama.siguiente, panorama.hoy), panorama)


def del_municipio(panorama: Panorama) -> list[Pendiente]:
    """La hoja del municipio: cada falta una vez, con todas las organizaciones que la tienen."""
    todas = [(falta, list[Cual]()) for falta in _propias(panorama)]
    for suyo in panorama.suyos:
        todas += faltas_de(suyo, panorama.siguiente, panorama.hoy)
    return _reunidas(todas, panorama)


def _propias(panorama: Panorama) -> Iterator[Falta]:
    """Las del municipio mismo."""
    siguiente = panorama.siguiente
    if siguiente is None:
        return
    if not panorama.suyos:
        yield Falta.ORGANIZACIONES
    elif siguiente is Paso.CONGELAR and not any(s.demandas for s in panorama.suyos):
        yield Falta.DEMANDAS
    if not panorama.con_criterios and siguiente is not Paso.PUBLICAR:
        yield Falta.CRITERIOS
    if not panorama.con_techo and siguiente is not Paso.PUBLICAR:
        yield Falta.TECHO


def _reunidas(faltas: Iterable[tuple[Falta, list[Cual]]], panorama: Panorama) -> list[Pendiente]:
    reunidas: dict[Falta, list[Cual]] = {}
    for falta, cuales in faltas:
        reunidas.setdefault(falta, []).extend(cuales)
    pendientes = [
        Pendiente(falta, urgencia_de(falta, panorama.siguiente), reunidas[falta])
        for falta in Falta
        if falta in reunidas
    ]
    return sorted(pendientes, key=lambda p: list(Urgencia).index(p.urgencia))


def urgencia_de(falta: Falta, siguiente: Paso | None) -> Urgencia:
    """Impide si sin eso el paso que toca no se puede dar."""
    impiden = {
        Paso.CONGELAR: {Falta.ORGANIZACIONES, Falta.DEMANDAS},
        Paso.ACORDAR: {Falta.CRITERIOS},
        Paso.CALIFICAR: {Falta.CRITERIOS, Falta.TECHO},
    }
    if siguiente and falta in impiden.get(siguiente, set()):
        return Urgencia.IMPIDE
    esperan = {Falta.SEGUNDA, Falta.PEDIDA_POR, Falta.DIRIGENCIA, Falta.DIRIGENCIA_VENCIDA}
    lejos = siguiente is Paso.CONGELAR and falta in {Falta.TECHO, Falta.CRITERIOS}
    return Urgencia.CONVIENE if falta in esperan or lejos else Urgencia.PRONTO
