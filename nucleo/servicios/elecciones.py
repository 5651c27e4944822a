"""De lo que hay en la unidad a lo que una regla mira: qué apoya cada OTB y cuánta gente hay."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from nucleo.dominio.columnas import promedio
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.papeletas import Apoyo, Papeleta

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


def apoyos_de(
    filas: Sequence[FilaDeMatriz],
    organizaciones: Iterable[Organizacion],
    papeletas: Iterable[Papeleta],
) -> Sequence[Apoyo]:
    """Qué demandas de la matriz benefician a cada organización, por el nombre de ella.

    Las suyas siempre cuentan; sin papeleta, solo esas. Quien no tiene su población anotada no
    figura: no se sabe cuánto pesa (`sin_peso` dice quiénes son).
    """
    apoyadas = demandas_que_apoya(filas, papeletas)
    return [
        Apoyo(o.id, o.nombre, o.poblacion.total, apoyadas[o.id])
        for o in sorted(organizaciones, key=lambda o: o.clave)
        if o.id in apoyadas and o.poblacion and o.poblacion.total
    ]


def sin_peso(
    filas: Sequence[FilaDeMatriz],
    organizaciones: Iterable[Organizacion],
    papeletas: Iterable[Papeleta],
) -> Sequence[Organizacion]:
    """Las que apoyan algo y no tienen su población anotada, por su nombre."""
    apoyadas = demandas_que_apoya(filas, papeletas)
    callan = [o for o in organizaciones if not (o.poblacion and o.poblacion.total)]
    return sorted((o for o in callan if o.id in apoyadas), key=lambda o: o.clave)


def demandas_que_apoya(
    filas: Sequence[FilaDeMatriz], papeletas: Iterable[Papeleta]
) -> Mapping[UUID, frozenset[UUID]]:
    """Organización → las suyas y las que marcó; la que no apoya ninguna no está."""
    por_codigo = {f.codigo: f.demanda_id for f in filas}
    apoyadas: dict[UUID, set[UUID]] = defaultdict(set)
    for f in filas:
        for quien in f.organizaciones:
            apoyadas[quien].add(f.demanda_id)
    for p in papeletas:
        marcadas = {por_codigo[codigo] for codigo in p.demandas if codigo in por_codigo}
        if marcadas:
            apoyadas[p.organizacion_id] |= marcadas
    return {quien: frozenset(cuales) for quien, cuales in apoyadas.items()}
