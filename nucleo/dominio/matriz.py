"""La matriz de priorización: las dos primeras demandas de cada organización, lado a lado.

Con ellas van las que varias organizaciones piden juntas y los proyectos del propio municipio.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from nucleo.dominio.demandas import ClaseDeDemanda, Competencia, Demanda, PedidaPor, codigo_de
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.inversiones import SumaPorOrganizacion
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import OTB, Area, Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import NADIE, Personas

PRIMERAS = 2  # lámina 40 del modelo: la matriz «sólo considera los dos primeros proyectos»
Integrantes = Mapping[UUID, Sequence[Demanda]]
"""De cada compartida, las demandas que reúne."""
SIN_INTEGRANTES: Integrantes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FilaDeMatriz:
    """Todo lo que un criterio puede mirar de una demanda y de quien la pide.

    `inversion` es lo recibido por la organización en los cinco años anteriores; `None` si el
    municipio no cargó su historial. `carencias` es la de la organización (0 a 100).

    En una compartida o en un proyecto del municipio, `de_quienes` son las organizaciones a las que
    alcanza, con su población: las cuentas suman y las carencias se promedian por población.
    `distrito` es uno solo o nada; `distritos`, todos.
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
    clase: ClaseDeDemanda = ClaseDeDemanda.DE_ORGANIZACION
    distritos: Sequence[str] = ()
    de_quienes: Sequence[tuple[UUID, int]] = ()

    @property
    def codigo(self) -> str:
        return codigo_de(self.gestion, self.numero)

    @property
    def organizaciones(self) -> Sequence[UUID]:
        """Las que la piden: una, o las de la compartida; de un proyecto del municipio, él."""
        if self.clase is ClaseDeDemanda.AGRUPADA:
            return [identidad for identidad, _ in self.de_quienes]
        return [self.organizacion_id]


def primeras(demandas: Iterable[Demanda]) -> tuple[list[Demanda], list[Demanda]]:
    """Separa las que compiten de las que quedan fuera, por orden de registro.

    Cada organización tiene dos lugares. Toda compartida en la que va ocupa uno; los demás son de
    sus otras demandas: manda la prioridad que dio la asamblea y, a igual prioridad, la registrada
    antes. Lo que propone el municipio compite sin ocupar el lugar de nadie. La que va en una
    compartida no está en ninguna de las dos listas, y la retirada tampoco: la que le sigue ocupa
    su lugar.
    """
    dentro: list[Demanda] = []
    sueltas: dict[UUID, list[Demanda]] = defaultdict(list)
    juntas: dict[UUID, set[UUID]] = defaultdict(set)
    vivas = (d for d in demandas if d.viva)
    for demanda in sorted(vivas, key=lambda d: (d.prioridad, d.numero)):
        if demanda.clase is not ClaseDeDemanda.DE_ORGANIZACION:
            dentro.append(demanda)
        elif demanda.grupo_id:
            juntas[demanda.organizacion_id].add(demanda.grupo_id)
        else:
            sueltas[demanda.organizacion_id].append(demanda)
    fuera: list[Demanda] = []
    for organizacion, suyas in sueltas.items():
        lugares = max(0, PRIMERAS - len(juntas.get(organizacion, ())))
        dentro += suyas[:lugares]
        fuera += suyas[lugares:]
    return sorted(dentro, key=lambda d: d.numero), sorted(fuera, key=lambda d: d.numero)


def filas_de(
    demandas: Sequence[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    inversion: SumaPorOrganizacion | None,
    integrantes: Integrantes = SIN_INTEGRANTES,
) -> list[FilaDeMatriz]:
    """Une cada demanda con quienes la piden y con lo que recibieron en el quinquenio."""
    filas = []
    for d in demandas:
        propia = organizaciones[d.organizacion_id]
        match d.clase:
            case ClaseDeDemanda.DE_ORGANIZACION:
                filas.append(fila_de(d, propia, inversion))
            case ClaseDeDemanda.AGRUPADA:
                suyas = dict.fromkeys(i.organizacion_id for i in integrantes.get(d.id, ()))
                quienes = [organizaciones[o] for o in suyas]
                filas.append(fila_conjunta(d, propia, quienes, inversion))
            case ClaseDeDemanda.ESTRUCTURANTE:
                quienes = alcanzadas(d, organizaciones.values())
                filas.append(fila_conjunta(d, propia, quienes, inversion))
    return filas


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
        distritos=(o.distrito,) if o.distrito else (),
    )


def fila_conjunta(
    d: Demanda,
    propia: Organizacion,
    quienes: Sequence[Organizacion],
    inversion: SumaPorOrganizacion | None,
) -> FilaDeMatriz:
    """La fila de una demanda que alcanza a varias organizaciones."""
    de_varias = d.clase is ClaseDeDemanda.AGRUPADA
    distritos = list(dict.fromkeys(o.distrito for o in quienes if o.distrito))
    if not de_varias:
        distritos = list(d.distritos or ())
    areas, tipos = {o.area for o in quienes}, {o.tipo for o in quienes}
    un_tipo = de_varias and len(tipos) == 1
    return replace(
        fila_de(d, propia, inversion),
        organizacion=unir([o.nombre for o in quienes]) if de_varias else propia.nombre,
        tipo_de_organizacion=next(iter(tipos)) if un_tipo else propia.tipo,
        distrito=distritos[0] if len(distritos) == 1 else "",
        area=next(iter(areas)) if len(areas) == 1 else None,
        poblacion=poblacion_de(quienes),
        carencias=ponderadas(quienes),
        inversion=None if inversion is None else sum((inversion.de(o.id) for o in quienes), CERO),
        clase=d.clase,
        distritos=distritos,
        de_quienes=[(o.id, o.poblacion.total if o.poblacion else 0) for o in quienes],
    )


def alcanzadas(d: Demanda, organizaciones: Iterable[Organizacion]) -> list[Organizacion]:
    """Las OTB de los distritos que abarca un proyecto del municipio; sin distritos, todas.

    Solo las OTB tienen población propia: contar también a las funcionales la contaría dos veces.
    """
    distritos = {plegar(nombre) for nombre in d.distritos or ()}
    otb = sorted((o for o in organizaciones if o.tipo in OTB), key=lambda o: o.clave)
    return [o for o in otb if not distritos or plegar(o.distrito) in distritos]


def poblacion_de(quienes: Iterable[Organizacion]) -> Personas | None:
    """La suma de las que se conocen; si de ninguna se sabe, no se sabe."""
    conocidas = [o.poblacion for o in quienes if o.poblacion]
    return sum(conocidas, NADIE) if conocidas else None


def ponderadas(quienes: Sequence[Organizacion]) -> Mapping[str, float]:
    """Cada carencia, promediada por población entre las organizaciones que la conocen."""
    servicios = sorted({servicio for o in quienes for servicio in o.carencias})
    promedios: dict[str, float] = {}
    for servicio in servicios:
        saben = [o for o in quienes if servicio in o.carencias]
        medidas = [(o.carencias[servicio], o.poblacion.total if o.poblacion else 0) for o in saben]
        promedios[servicio] = promedio_ponderado(medidas)
    return MappingProxyType(promedios)


def promedio_ponderado(medidas: Sequence[tuple[float, int]]) -> float:
    """Pares de medida y población, de una o más; si nadie tiene población, el promedio simple."""
    total = sum(peso for _, peso in medidas)
    if not total:
        return math.fsum(valor for valor, _ in medidas) / len(medidas)
    return math.fsum(valor * peso for valor, peso in medidas) / total


def unir(nombres: Sequence[str]) -> str:
    """«A, B y C»: cómo se dice quiénes piden una compartida."""
    if len(nombres) < PRIMERAS:
        return "".join(nombres)
    return f"{', '.join(nombres[:-1])} y {nombres[-1]}"
