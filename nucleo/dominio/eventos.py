"""Los encuentros de una gestión abierta: cuándo son, dónde, y por dónde va cada uno."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.ciclos import Ciclo, TipoDeEvento
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class GestionYaAbierta(ErrorDeNegocio):
    """La gestión se abrió antes; su fecha límite se corrige, no se vuelve a abrir."""

    campos = ("gestion", "cuando")


class GestionSinAbrir(ErrorDeNegocio):
    """Esa gestión no tiene calendario todavía."""

    campos = ("gestion",)


class FechaFueraDeAnio(ErrorDeNegocio):
    """La fecha no es del año en que la gestión se prepara ni del siguiente."""

    campos = ("fecha", "desde", "hasta")


class CompuertaCerrada(ErrorDeNegocio):
    """Falta algo de lo que el ciclo pide para dar un paso; `faltan`, una frase por compuerta."""

    campos = ("evento", "faltan")


class FechaPorVenir(ErrorDeNegocio):
    """Un encuentro no se puede anotar como hecho en un día que todavía no llega."""

    campos = ("evento", "fecha")


class AvanceNoPermitido(ErrorDeNegocio):
    """Un encuentro no puede pasar de un estado a otro."""

    campos = ("evento", "desde", "hacia")


class EstadoDeEvento(StrEnum):
    """Por dónde va un encuentro, en su orden."""

    PROGRAMADO = "programado"
    CONVOCADO = "convocado"
    EN_CURSO = "en_curso"
    REALIZADO = "realizado"
    ACTA_CERRADA = "acta_cerrada"
    CONCLUIDO = "concluido"


ORDEN = tuple(EstadoDeEvento)
HECHOS = frozenset(
    {EstadoDeEvento.REALIZADO, EstadoDeEvento.ACTA_CERRADA, EstadoDeEvento.CONCLUIDO}
)
"""Los estados de un encuentro que ya pasó."""


@dataclass(eq=False)
class GestionAbierta(DelMunicipio):
    """Una gestión con calendario. `limite` es cuándo vence la entrega del POA; `fuente`, quién lo
    dice (una resolución, la directriz); vacía si salió del ciclo.
    """

    id: UUID
    gestion: int
    ciclo: str
    limite: date
    abierta_en: datetime
    quien: str
    fuente: str = ""
    version: int = 0


@dataclass(eq=False)
class Evento(DelMunicipio):
    """Un encuentro con fecha. `sigla` y `nombre` quedan como eran al abrir la gestión.

    `hora` es «09:00» o vacía. `saltos` son las compuertas que se pasaron con motivo y `pasos`,
    cada estado al que llegó, cuándo y quién lo anotó.
    """

    id: UUID
    gestion: int
    clave: str
    orden: int
    sigla: str
    nombre: str
    fecha: date
    hora: str = ""
    lugar: str = ""
    estado: EstadoDeEvento = EstadoDeEvento.PROGRAMADO
    realizado_en: date | None = None
    saltos: Sequence[Mapping[str, str]] = field(default_factory=list)
    pasos: Sequence[Mapping[str, str]] = field(default_factory=list)
    version: int = 0

    @property
    def dia(self) -> date:
        """El día en que se hizo o, si no se hizo, para cuándo está programado."""
        return self.realizado_en or self.fecha

    @property
    def hecho(self) -> bool:
        """Si ya pasó."""
        return self.estado in HECHOS

    def avanzar(self, hacia: EstadoDeEvento, cuando: datetime, quien: str) -> None:
        """Al estado que sigue; a otro, `AvanceNoPermitido`."""
        if hacia is not siguiente(self.estado):
            raise AvanceNoPermitido(self.sigla, self.estado, hacia)
        self.estado = hacia
        paso = {"estado": hacia.value, "cuando": cuando.isoformat(), "quien": quien}
        self.pasos = [*self.pasos, paso]

    def desde_cuando(self, estado: EstadoDeEvento) -> datetime | None:
        """Cuándo llegó a ese estado, o `None` si no llegó."""
        for paso in self.pasos:
            if paso["estado"] == estado.value:
                return datetime.fromisoformat(paso["cuando"])
        return None

    def por_recorrer(self, hacia: EstadoDeEvento) -> tuple[EstadoDeEvento, ...]:
        """Los estados que faltan hasta ese; `AvanceNoPermitido` si queda atrás o es el mismo."""
        desde, hasta = ORDEN.index(self.estado), ORDEN.index(hacia)
        if hasta <= desde:
            raise AvanceNoPermitido(self.sigla, self.estado, hacia)
        return ORDEN[desde + 1 : hasta + 1]


def siguiente(estado: EstadoDeEvento) -> EstadoDeEvento | None:
    """El estado que sigue, o `None` si ya concluyó."""
    lugar = ORDEN.index(estado) + 1
    return ORDEN[lugar] if lugar < len(ORDEN) else None


@dataclass(frozen=True, slots=True)
class Plazo:
    """Entre qué días puede hacerse un encuentro, contando hacia atrás desde la entrega del POA.

    `desde` y `hasta` son su ventana; `pronto`, lo más pronto (su ventana y lo que pide preparar
    después del anterior), y `tarde`, lo más tarde que todavía deja tiempo a los que siguen.
    """

    tipo: TipoDeEvento
    desde: date
    hasta: date
    pronto: date
    tarde: date
    hoy: date

    @property
    def vencio(self) -> bool:
        """Si su ventana ya terminó: o se hizo y falta anotarlo, o se hará a destiempo."""
        return self.hasta < self.hoy

    @property
    def llega(self) -> bool:
        """Si queda algún día posible."""
        return self.pronto <= self.tarde

    @property
    def propuesta(self) -> date:
        """A la mitad de lo posible; si no llega, lo más pronto; si venció, su último día."""
        if self.vencio:
            return self.hasta
        return self.pronto + (self.tarde - self.pronto) / 2 if self.llega else self.pronto


def plazos(
    ciclo: Ciclo,
    gestion: int,
    limite: date,
    hoy: date,
    fechas: Mapping[str, date] = {},
    abierta: date | None = None,
) -> dict[str, Plazo]:
    """El plazo de cada encuentro, por clave y en el orden del ciclo.

    Lo tardío se cuenta hacia atrás: cada uno tiene que dejar a los que le siguen sus días de
    preparación, y el último de la cadena, al concejo los suyos antes de `limite`. Lo pronto se
    cuenta hacia adelante desde `hoy` y desde el que va antes. `fechas` son las ya puestas
    (encuentros realizados o con día): mandan sobre las cuentas. El que no sigue a ninguno se
    prepara desde que la gestión quedó `abierta` (si no se dice, hoy).
    """
    tarde = {clave: _lo_mas_tarde(ciclo, gestion, limite, clave) for clave in ciclo.eventos}
    pronto: dict[str, date] = {}
    for clave in en_cadena(ciclo):
        tipo = ciclo.eventos[clave]
        desde, _ = tipo.ventana(ciclo.anio_de(tipo, gestion))
        antes = fechas.get(tipo.sigue_a) or pronto.get(tipo.sigue_a)
        listo = (antes or abierta or hoy) + timedelta(days=tipo.preparar)
        pronto[clave] = max(desde, listo, hoy)
    return {
        c: Plazo(t, *t.ventana(ciclo.anio_de(t, gestion)), pronto[c], tarde[c], hoy)
        for c, t in ciclo.eventos.items()
    }


def _lo_mas_tarde(ciclo: Ciclo, gestion: int, limite: date, clave: str) -> date:
    """Su ventana o, si alguien lo espera, lo que ese necesita para prepararse."""
    tipo = ciclo.eventos[clave]
    _, hasta = tipo.ventana(ciclo.anio_de(tipo, gestion))
    esperan = [t for t in ciclo.eventos.values() if t.sigue_a == clave]
    if not esperan:
        ultimo = limite - timedelta(days=ciclo.concejo)
        return min(hasta, ultimo) if tipo.sigue_a else hasta
    dias = (
        _lo_mas_tarde(ciclo, gestion, limite, t.clave) - timedelta(days=t.preparar) for t in esperan
    )
    return min(hasta, *dias)


def en_cadena(ciclo: Ciclo) -> list[str]:
    """Las claves de modo que cada una va después de la que sigue."""
    orden: list[str] = []

    def poner(clave: str) -> None:
        if clave and clave not in orden:
            poner(ciclo.eventos[clave].sigue_a)
            orden.append(clave)

    for clave in ciclo.eventos:
        poner(clave)
    return orden
