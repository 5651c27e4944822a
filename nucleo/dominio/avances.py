"""Por dónde va un municipio, contado a su gobierno departamental sin un solo dato de personas."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nucleo.dominio.atrasos import LoDelAnio
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import EntregadoARegion


@dataclass(frozen=True, slots=True)
class Cuentas:
    """Lo que se cuenta de una gestión: puros números, ninguna persona.

    `asambleas` son las organizaciones que hicieron al menos una; `demandas`, las no retiradas;
    `entregadas`, las que están sobre la mesa de alguna región.
    """

    organizaciones: int
    asambleas: int
    demandas: int
    costo: Dinero
    techo: Dinero
    en_poa: int
    entregadas: int


@dataclass(eq=False)
class Avance(EntregadoARegion):
    """Una copia fija de las cuentas del municipio en un momento. La renueva otra, que la retira.

    Se entrega a la región que es el departamento entero, y solo si el municipio lo autorizó.
    `paso` es la clave del hecho que la provocó (`priorizacion.congelada`…) y `anio`, por dónde van
    sus encuentros, si abrió la gestión.
    """

    id: UUID
    gestion: int
    paso: str
    organizaciones: int
    asambleas: int
    demandas: int
    costo: Dinero
    techo: Dinero
    en_poa: int
    entregadas: int
    congelada_en: datetime | None
    acordada_en: datetime | None
    calificada_en: datetime | None
    publicada_en: datetime | None
    cuando: datetime
    retirada_en: datetime | None = None
    anio: LoDelAnio | None = None

    @property
    def cuentas(self) -> Cuentas:
        return Cuentas(
            self.organizaciones,
            self.asambleas,
            self.demandas,
            self.costo,
            self.techo,
            self.en_poa,
            self.entregadas,
        )
