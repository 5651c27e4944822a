"""Lo que cada organización recibió en los cinco años anteriores: la memoria de la equidad."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import DelMunicipio

QUINQUENIO = 5


@dataclass(eq=False)
class Inversion(DelMunicipio):
    """Una obra o proyecto ejecutado: en qué gestión, para quién y por cuánto.

    `organizacion_id` vacío es inversión del municipio sin OTB conocida.
    """

    id: UUID
    organizacion_id: UUID | None
    gestion: int
    proyecto: str
    monto: Dinero
    sector: str = ""
    estado: str = ""
    fuente: str = ""
    simulada: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class SumaPorOrganizacion:
    """Lo recibido por cada organización, en centavos; quien no figura no recibió nada."""

    centavos: Counter[UUID | None]

    def de(self, organizacion: UUID) -> Dinero:
        return Dinero(self.centavos[organizacion])


def sumar(inversiones: Iterable[Inversion], gestion: int) -> SumaPorOrganizacion | None:
    """Suma los cinco años anteriores a `gestion`; sin historial cargado devuelve `None`.

    La diferencia importa: «no se sabe» no es «no recibió nada».
    """
    suma: Counter[UUID | None] = Counter()
    for i in inversiones:
        if gestion - QUINQUENIO <= i.gestion < gestion:
            suma[i.organizacion_id] += i.monto.centavos
    return SumaPorOrganizacion(suma) if suma else None
