"""A qué se compromete un encuentro, quién responde por ello y si se cumplió."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class FaltaDecirPorQue(ErrorDeNegocio):
    """Un acuerdo incumplido o retirado lleva escrito por qué."""

    campos = ("estado",)


class EstadoDeAcuerdo(StrEnum):
    """Qué se sabe de un acuerdo."""

    PENDIENTE = "pendiente"
    CUMPLIDO = "cumplido"
    INCUMPLIDO = "incumplido"
    RETIRADO = "retirado"


CON_PORQUE = frozenset({EstadoDeAcuerdo.INCUMPLIDO, EstadoDeAcuerdo.RETIRADO})


@dataclass(eq=False)
class Acuerdo(DelMunicipio):
    """Algo que un encuentro acordó. `responsable` es un cargo o una organización.

    `punto` es la clave del que se trataba al acordarlo, si había uno; `visto_el`, qué día se dijo
    cómo iba, y `nota`, lo que se dijo. `traido_de` es el municipio que hospedaba el EDC en que se
    acordó, si fue otro: se trajo a esta mesa para decir cómo va.
    """

    id: UUID
    gestion: int
    evento: str
    que: str
    responsable: str
    acordado_en: datetime
    quien: str
    fecha: date | None = None
    punto: str = ""
    estado: EstadoDeAcuerdo = EstadoDeAcuerdo.PENDIENTE
    nota: str = ""
    visto_el: date | None = None
    version: int = 0
    traido_de: int = 0

    def vencio(self, hoy: date) -> bool:
        """Si sigue pendiente y su fecha ya pasó."""
        pendiente = self.estado is EstadoDeAcuerdo.PENDIENTE
        return pendiente and self.fecha is not None and self.fecha < hoy

    def marcar(self, estado: EstadoDeAcuerdo, nota: str, dia: date) -> None:
        """Cómo va, con lo que se dijo; `FaltaDecirPorQue` si no se cumplió y no se explica."""
        if estado in CON_PORQUE and not nota:
            raise FaltaDecirPorQue(estado)
        self.estado, self.nota, self.visto_el = estado, nota, dia
