"""La mesa de un encuentro: qué punto se trata, desde cuándo, quién informó y qué se dijo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.dias import BOLIVIA, dia_en_bolivia
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio

SEGUNDOS_DEL_MINUTO = 60
AGREGADO = "agregado-"
"""Con qué empieza la clave de un punto que no era de la agenda."""


class MesaCerrada(ErrorDeNegocio):
    """El encuentro no está en curso: su mesa no anota nada."""

    campos = ("evento", "estado")


class OtroPuntoAbierto(ErrorDeNegocio):
    """Se trata un punto a la vez: `punto` sigue abierto."""

    campos = ("punto",)


class PuntoSinAbrir(ErrorDeNegocio):
    """Eso se hace sobre un punto que se está tratando."""

    campos = ("punto",)


class PuntoConVotacion(ErrorDeNegocio):
    """Tiene una votación abierta: primero se la cierra o se la anula."""

    campos = ("punto", "pregunta")


@dataclass(eq=False)
class PuntoTratado(DelMunicipio):
    """Un punto de la agenda que ya se abrió, o que se agregó en el encuentro.

    `clave` es la de su renglón en el ciclo; `tramos`, cada vez que se lo trató (`desde` y `hasta`,
    esta vacía mientras sigue), y `dicho`, lo que se habló.
    """

    id: UUID
    gestion: int
    evento: str
    clave: str
    texto: str
    orden: int = 0
    informo: str = ""
    dicho: str = ""
    tramos: Sequence[Mapping[str, str]] = field(default_factory=list)
    version: int = 0

    @property
    def agregado(self) -> bool:
        """Si no era de la agenda."""
        return self.clave.startswith(AGREGADO)

    @property
    def abierto(self) -> bool:
        """Si es el que se trata."""
        return bool(self.tramos) and not self.tramos[-1]["hasta"]

    @property
    def tratado(self) -> bool:
        """Si ya se trató y se cerró."""
        return bool(self.tramos) and not self.abierto

    @property
    def inicio(self) -> datetime | None:
        """Cuándo se abrió por primera vez."""
        return datetime.fromisoformat(self.tramos[0]["desde"]) if self.tramos else None

    @property
    def fin(self) -> datetime | None:
        """Cuándo se cerró, si no sigue abierto."""
        return datetime.fromisoformat(self.tramos[-1]["hasta"]) if self.tratado else None

    def abrir(self, cuando: datetime) -> None:
        """Empieza a tratarse, o se retoma. Si el reloj retrocedió, nunca antes de lo ya anotado."""
        desde = max(cuando, self.fin or cuando)
        self.tramos = [*self.tramos, {"desde": desde.isoformat(), "hasta": ""}]

    def cerrar(self, cuando: datetime) -> None:
        """Deja de tratarse; `PuntoSinAbrir` si no se lo trataba."""
        if not self.abierto:
            raise PuntoSinAbrir(self.texto)
        *antes, ultimo = self.tramos
        hasta = max(cuando, datetime.fromisoformat(ultimo["desde"]))
        self.tramos = [*antes, {**ultimo, "hasta": hasta.isoformat()}]

    def abandonar(self, cuando: datetime) -> None:
        """Quedó abierto y el encuentro ya se hizo: se cierra, a más tardar al terminar ese día."""
        if self.abierto:
            desde = datetime.fromisoformat(self.tramos[-1]["desde"]).astimezone(BOLIVIA)
            self.cerrar(min(cuando, desde.replace(hour=23, minute=59, second=59)))

    def de_otro_dia(self, ahora: datetime) -> bool:
        """Si sigue abierto desde otro día: contar sus minutos ya no dice nada."""
        if not self.abierto:
            return False
        desde = datetime.fromisoformat(self.tramos[-1]["desde"])
        return dia_en_bolivia(desde) != dia_en_bolivia(ahora)

    def minutos(self, ahora: datetime) -> int:
        """Cuánto se lo trató, en minutos enteros; si sigue abierto, hasta `ahora`."""
        total = timedelta()
        for tramo in self.tramos:
            desde, hasta = tramo["desde"], tramo["hasta"]
            fin = datetime.fromisoformat(hasta) if hasta else ahora
            total += max(fin - datetime.fromisoformat(desde), timedelta())
        return int(total.total_seconds()) // SEGUNDOS_DEL_MINUTO


@dataclass(frozen=True, slots=True)
class Punto:
    """Un renglón de la agenda con lo que pasó con él; sin `tratado`, todavía no se abrió."""

    clave: str
    texto: str
    informa: str
    tratado: PuntoTratado | None = None


def agenda_de_mesa(renglones: Sequence[Renglon], tratados: Sequence[PuntoTratado]) -> list[Punto]:
    """Los puntos en su orden: lo agregado en el encuentro va antes de la clausura.

    Un punto que se trató y el ciclo ya no tiene queda igual: lo que pasó no se borra.
    """
    por_clave = {t.clave: t for t in tratados}
    puntos = [Punto(r.clave, r.texto, r.informa, por_clave.pop(r.clave, None)) for r in renglones]
    sueltos = [Punto(t.clave, t.texto, "", t) for t in por_clave.values()]
    ultimo = max(len(puntos) - 1, 0)
    return [*puntos[:ultimo], *sueltos, *puntos[ultimo:]]
