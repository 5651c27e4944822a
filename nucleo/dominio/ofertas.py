"""Lo que se ofrece financiar, a qué demanda le sirve y lo que se acordó."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.nombres import plegar


class TipoDeOferente(StrEnum):
    """Quién ofrece (láminas 33, 41 y 42)."""

    MUNICIPIO = "municipio"
    GOBERNACION = "gobernacion"
    ASAMBLEISTA = "asambleista"
    DIPUTACION = "diputacion"
    NACIONAL = "gobierno_nacional"
    OTRO = "otro"


_DEPARTAMENTAL = frozenset({Competencia.DEPARTAMENTAL, Competencia.CONCURRENTE})
_NACIONAL = frozenset({Competencia.NACIONAL, Competencia.CONCURRENTE})
COMPETENCIAS_DE: Mapping[TipoDeOferente, frozenset[Competencia]] = MappingProxyType(
    {
        TipoDeOferente.MUNICIPIO: frozenset({Competencia.MUNICIPAL, Competencia.CONCURRENTE}),
        TipoDeOferente.GOBERNACION: _DEPARTAMENTAL,
        TipoDeOferente.ASAMBLEISTA: _DEPARTAMENTAL,
        TipoDeOferente.DIPUTACION: _NACIONAL,
        TipoDeOferente.NACIONAL: _NACIONAL,
        TipoDeOferente.OTRO: frozenset(Competencia),
    }
)
"""A qué nivel le toca lo que cada uno puede pagar, si la oferta no dice otra cosa."""


class OfertaRetirada(ErrorDeNegocio):
    """Se retiró: queda a la vista y no se cambia ni compromete nada más."""

    campos = ("oferente",)


class OfertaVencida(ErrorDeNegocio):
    """Lo acordado tiene fecha posterior a su vigencia."""

    campos = ("oferente",)


class NoEsViable(ErrorDeNegocio):
    """La evaluación dijo que no es viable: no se compromete dinero con ella."""

    campos = ("codigo",)


class OfertaComprometida(ErrorDeNegocio):
    """Tiene compromisos en pie: no se retira ni baja de lo ya comprometido."""

    campos = ("oferente", "comprometido")


class PasaDeLoOfrecido(ErrorDeNegocio):
    """El compromiso es más de lo que le queda a la oferta."""

    campos = ("queda",)


class PasaDelCosto(ErrorDeNegocio):
    """El compromiso es más de lo que a la demanda le falta."""

    campos = ("codigo", "falta")


class SinPriorizar(ErrorDeNegocio):
    """Solo se compromete dinero con una demanda de la lista calificada."""

    campos = ("codigo",)


class CompromisoCerrado(ErrorDeNegocio):
    """Ya se cumplió o se retiró."""


class VigenciaInvertida(ErrorDeNegocio):
    """Termina antes de empezar."""

    campos = ("desde", "hasta")


class OfertaRepetida(ErrorDeNegocio):
    """Ese oferente ya ofreció lo mismo en la gestión."""

    campos = ("oferente",)


@dataclass(eq=False)
class Oferta(DelMunicipio):
    """Lo que alguien ofrece para una gestión.

    `oferente` es el cargo o la institución, no una persona. `sectores` y `distritos` vacíos quieren
    decir cualquiera; `competencias` vacías, las de su tipo (`COMPETENCIAS_DE`). `clave` es el
    oferente y lo ofrecido, plegados: no se repite en la gestión. `simulada` dice que el dato no es
    real: la pantalla lo muestra.
    """

    id: UUID
    gestion: int
    clave: str
    oferente: str
    tipo: TipoDeOferente
    que: str
    monto: Dinero
    sectores: Sequence[str] = ()
    distritos: Sequence[str] = ()
    competencias: Sequence[str] = ()
    condiciones: str = ""
    desde: date | None = None
    hasta: date | None = None
    fuente: str = ""
    simulada: bool = False
    retirada_en: datetime | None = None
    motivo: str = ""
    version: int = 0

    @property
    def atiende_a(self) -> frozenset[Competencia]:
        """A qué niveles les toca lo que puede pagar."""
        dichas = frozenset(Competencia(c) for c in self.competencias)
        return dichas or COMPETENCIAS_DE[self.tipo]

    def vencida(self, hoy: date) -> bool:
        return self.hasta is not None and self.hasta < hoy

    def en_pie(self, hoy: date) -> bool:
        """Si todavía puede comprometerse; la que empieza más adelante, también."""
        return self.retirada_en is None and not self.vencida(hoy)


class EstadoDeCompromiso(StrEnum):
    """En qué va lo acordado."""

    ACORDADO = "acordado"
    CUMPLIDO = "cumplido"
    RETIRADO = "retirado"


@dataclass(eq=False)
class Compromiso(DelMunicipio):
    """Lo que quien ofreció se comprometió a poner en una demanda; `constancia` dice con qué acta.

    `motivo` explica el cierre: con qué se cumplió o por qué se retiró.
    """

    id: UUID
    oferta_id: UUID
    demanda_id: UUID
    gestion: int
    monto: Dinero
    fecha: date
    constancia: str
    acordado_en: datetime
    acordado_por: str
    estado: EstadoDeCompromiso = EstadoDeCompromiso.ACORDADO
    motivo: str = ""
    cerrado_en: datetime | None = None
    cerrado_por: str = ""
    version: int = 0

    @property
    def cuenta(self) -> bool:
        """Si ocupa dinero de la oferta: lo retirado lo devuelve."""
        return self.estado is not EstadoDeCompromiso.RETIRADO

    def cerrar(self, estado: EstadoDeCompromiso, quien: str, cuando: datetime, motivo: str) -> None:
        """Lo da por cumplido o lo retira; una sola vez (`CompromisoCerrado`)."""
        if self.estado is not EstadoDeCompromiso.ACORDADO:
            raise CompromisoCerrado
        self.estado, self.motivo = estado, motivo
        self.cerrado_en, self.cerrado_por = cuando, quien


@dataclass(frozen=True, slots=True)
class Priorizada:
    """Una demanda de la última corrida, con lo que el cruce mira de ella.

    `costo` es el que revisó la evaluación o, si no hay, el pedido; `no_viable`, su dictamen.
    """

    demanda_id: UUID
    codigo: str
    titulo: str
    organizacion: str
    puesto: int
    entra: bool
    costo: Dinero
    sector: str
    competencia: Competencia
    distritos: Sequence[str] = ()
    simulada: bool = False
    no_viable: bool = False


@dataclass(frozen=True, slots=True)
class Calce:
    """Una oferta que puede atender una demanda; `alcanza` para todo lo que le falta, o para parte.

    `por_confirmar`: la oferta es para ciertos distritos y de la demanda no se sabe cuál es.
    """

    oferta: Oferta
    monto: Dinero
    alcanza: bool
    por_confirmar: bool = False


class Grupo(StrEnum):
    """Cómo queda una demanda en el cruce. Cada una está en uno y solo uno."""

    ATENDIBLE = "con_quien"
    ACORDADA = "ya_acordada"
    EN_POA = "solo_poa"
    NO_VIABLE = "no_viable"
    SIN_NADIE = "sin_nadie"


@dataclass(frozen=True, slots=True)
class Acuerdo:
    """Lo que una oferta ya puso en una demanda; la oferta puede estar vencida."""

    oferta: Oferta
    compromiso: Compromiso


@dataclass(frozen=True, slots=True)
class Cruzada:
    """Una demanda con lo ya comprometido, lo que le falta y quién puede ponerlo."""

    demanda: Priorizada
    acuerdos: Sequence[Acuerdo]
    calces: Sequence[Calce]

    @property
    def comprometido(self) -> Dinero:
        return sum((a.compromiso.monto for a in self.acuerdos), CERO)

    @property
    def falta(self) -> Dinero:
        return max(CERO, self.demanda.costo - self.comprometido)

    @property
    def grupo(self) -> Grupo:
        """Lo que todavía se puede hacer va antes que lo hecho; lo acordado, antes que lo demás."""
        if self.calces:
            return Grupo.ATENDIBLE
        if self.acuerdos:
            return Grupo.ACORDADA
        if self.demanda.no_viable:
            return Grupo.NO_VIABLE
        return Grupo.EN_POA if self.demanda.entra else Grupo.SIN_NADIE


@dataclass(frozen=True, slots=True)
class Cruce:
    """Todo lo ofrecido contra todo lo priorizado. `quedan`, lo que a cada oferta le queda."""

    ofertas: Sequence[Oferta]
    demandas: Sequence[Cruzada]
    quedan: Mapping[UUID, Dinero] = field(default_factory=lambda: MappingProxyType({}))
    calificada: bool = True

    @property
    def grupos(self) -> Mapping[Grupo, Sequence[Cruzada]]:
        """Todas las demandas repartidas, también los grupos sin ninguna."""
        return {g: [c for c in self.demandas if c.grupo is g] for g in Grupo}

    @property
    def atendibles(self) -> Sequence[Cruzada]:
        return self.grupos[Grupo.ATENDIBLE]

    @property
    def sin_nadie(self) -> Sequence[Cruzada]:
        """Ni entran al POA, ni nadie puso, ni hay quien pueda poner."""
        return self.grupos[Grupo.SIN_NADIE]

    @property
    def sin_demanda(self) -> Sequence[Oferta]:
        """Las que tienen dinero y a ninguna demanda le sirven."""
        usadas = {calce.oferta.id for c in self.demandas for calce in c.calces}
        return [o for o in self.ofertas if o.id not in usadas and self.quedan[o.id] > CERO]


def cruzar(
    demandas: Sequence[Priorizada],
    ofertas: Iterable[Oferta],
    compromisos: Sequence[Compromiso],
    hoy: date,
) -> Cruce:
    """Qué demanda puede atender qué oferta, en el orden de la lista. No reparte: muestra."""
    por_id = {o.id: o for o in ofertas}
    en_pie = [o for o in por_id.values() if o.en_pie(hoy)]
    puesto = comprometido_por(compromisos)
    quedan = {o.id: o.monto - puesto.get(o.id, CERO) for o in en_pie}
    recibido: dict[UUID, list[Acuerdo]] = {}
    for c in compromisos:
        if c.cuenta:
            recibido.setdefault(c.demanda_id, []).append(Acuerdo(por_id[c.oferta_id], c))
    cruzadas = []
    for demanda in demandas:
        sola = Cruzada(demanda, recibido.get(demanda.demanda_id, ()), ())
        calces = [_calce(o, demanda, quedan[o.id], sola.falta) for o in en_pie]
        cruzadas.append(replace(sola, calces=[c for c in calces if c]))
    return Cruce(en_pie, cruzadas, quedan)


def comprometido_por(compromisos: Iterable[Compromiso]) -> dict[UUID, Dinero]:
    """De cada oferta, cuánto está comprometido o cumplido."""
    sumas: dict[UUID, Dinero] = {}
    for c in compromisos:
        if c.cuenta:
            sumas[c.oferta_id] = sumas.get(c.oferta_id, CERO) + c.monto
    return sumas


def _calce(o: Oferta, demanda: Priorizada, queda: Dinero, falta: Dinero) -> Calce | None:
    """Si sirve por sector, distrito, competencia y dinero; si no, `None`."""
    if (
        demanda.no_viable
        or queda <= CERO
        or falta <= CERO
        or demanda.competencia not in o.atiende_a
    ):
        return None
    if o.sectores and demanda.sector not in o.sectores:
        return None
    ofrecidos, suyos = set(map(plegar, o.distritos)), set(map(plegar, demanda.distritos))
    if ofrecidos and suyos and not ofrecidos & suyos:
        return None
    return Calce(o, min(queda, falta), queda >= falta, bool(ofrecidos) and not suyos)
