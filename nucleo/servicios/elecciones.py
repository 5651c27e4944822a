"""De lo que hay en la unidad a lo que una regla mira: qué apoya cada OTB y cuánta gente hay."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from nucleo.dominio.columnas import promedio
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.papeletas import Apoyo

CIEN = 100  # las carencias van de 0 a 100


def habitantes_por_distrito(organizaciones: Iterable[Organizacion]) -> Mapping[str, int]:
    """Los habitantes de cada distrito, por su nombre; la organización sin dato no suma."""
    suma: Counter[str] = Counter()
    for o in organizaciones:
        suma[o.distrito] += o.poblacion.total if o.poblacion else 0
    return dict(sorted(suma.items()))


def con_carencia_por_distrito(organizaciones: Iterable[Organizacion]) -> Mapping[str, int]:
    """A cuántas personas de cada distrito les falta un servicio: habitantes × carencia promedio.

    La organización sin población o sin carencias anotadas no suma.
    """
    suma: Counter[str] = Counter()
    for o in organizaciones:
        if o.poblacion and o.carencias:
            suma[o.distrito] += round(o.poblacion.total * promedio(o.carencias) / CIEN)
    return dict(sorted(suma.items()))


def apoyos_de(filas: Sequence[FilaDeMatriz]) -> Sequence[Apoyo]:
    """Qué demandas de la matriz benefician a cada organización; sin papeleta, solo las suyas.

    Quien no tiene su población anotada no figura: no se sabe cuánto pesa.
    """
    suyas: dict[UUID, _Parte] = {}
    for f in filas:
        parte = suyas.setdefault(f.organizacion_id, _Parte(f))
        parte.demandas.add(f.demanda_id)
    return [
        Apoyo(quien, parte.de.organizacion, parte.habitantes, frozenset(parte.demandas))
        for quien, parte in suyas.items()
        if parte.habitantes
    ]


@dataclass(slots=True)
class _Parte:
    de: FilaDeMatriz
    demandas: set[UUID] = field(default_factory=set)

    @property
    def habitantes(self) -> int:
        return self.de.poblacion.total if self.de.poblacion else 0
