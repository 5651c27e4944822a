"""La matriz de priorización: las dos primeras demandas de cada organización, lado a lado."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from nucleo.dominio.demandas import Competencia, Demanda, PedidaPor, codigo_de
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.inversiones import SumaPorOrganizacion
from nucleo.dominio.organizaciones import Area, Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import NADIE, Personas

PRIMERAS = 2  # lámina 40 del modelo: la matriz «sólo considera los dos primeros proyectos»


@dataclass(frozen=True, slots=True)
class FilaDeMatriz:
    """Todo lo que un criterio puede mirar de una demanda y de quien la pide.

    `inversion` es lo recibido por la organización en los cinco años anteriores; `None` si el
    municipio no cargó su historial. `carencias` es la de la organización (0 a 100).
    """

    demanda_id: UUID
    gestion: int
    numero: int
    titulo: str
    sector: str
    costo: Dinero
    contraparte: Dinero
    beneficiarios: Personas
    pedida_por: PedidaPor
    competencia: Competencia
    prioridad: int
    organizacion_id: UUID
    organizacion: str
    tipo_de_organizacion: TipoDeOrganizacion
    distrito: str = ""
    area: Area | None = None
    poblacion: Personas | None = None
    carencias: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    inversion: Dinero | None = None
    simulada: bool = False

    @property
    def codigo(self) -> str:
        return codigo_de(self.gestion, self.numero)


def primeras(demandas: Iterable[Demanda]) -> tuple[list[Demanda], list[Demanda]]:
    """Separa las dos primeras de cada organización de las que quedan fuera, por orden de registro.

    Manda la prioridad que dio la asamblea; a igual prioridad, la registrada antes. La retirada no
    está en ninguna de las dos: la que le sigue ocupa su lugar.
    """
    de_cada_una: dict[UUID, list[Demanda]] = defaultdict(list)
    vivas = (d for d in demandas if d.viva)
    for demanda in sorted(vivas, key=lambda d: (d.prioridad, d.numero)):
        de_cada_una[demanda.organizacion_id].append(demanda)
    dentro = [d for suyas in de_cada_una.values() for d in suyas[:PRIMERAS]]
    fuera = [d for suyas in de_cada_una.values() for d in suyas[PRIMERAS:]]
    return sorted(dentro, key=lambda d: d.numero), sorted(fuera, key=lambda d: d.numero)


def filas_de(
    demandas: Sequence[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    inversion: SumaPorOrganizacion | None,
) -> list[FilaDeMatriz]:
    """Une cada demanda con su organización y con lo que esta recibió en el quinquenio."""
    return [fila_de(d, organizaciones[d.organizacion_id], inversion) for d in demandas]


def fila_de(d: Demanda, o: Organizacion, inversion: SumaPorOrganizacion | None) -> FilaDeMatriz:
    return FilaDeMatriz(
        demanda_id=d.id,
        gestion=d.gestion,
        numero=d.numero,
        titulo=d.titulo,
        sector=d.sector,
        costo=d.costo,
        contraparte=d.valor_de_contraparte,
        beneficiarios=d.beneficiarios or NADIE,
        pedida_por=d.pedida_por,
        competencia=d.competencia,
        prioridad=d.prioridad,
        organizacion_id=o.id,
        organizacion=o.nombre,
        tipo_de_organizacion=o.tipo,
        distrito=o.distrito,
        area=o.area,
        poblacion=o.poblacion,
        carencias=o.carencias,
        inversion=None if inversion is None else inversion.de(o.id),
        simulada=d.simulada,
    )
