"""De qué trata una demanda: los sectores del municipio, con su programa presupuestario."""

from dataclasses import dataclass

from nucleo.dominio.organizaciones import TipoDeOrganizacion


@dataclass(frozen=True, slots=True)
class Sector:
    """`sinonimos` son las palabras con que la gente lo escribe en una planilla.

    `programa` es el código del clasificador hasta 2026 y `rango` el de tres dígitos desde 2027
    (directrices de formulación presupuestaria del MEFP). `origen` es quien lleva la demanda del
    sector a la Cumbre, si no es la propia OTB.
    """

    clave: str
    nombre: str
    sinonimos: tuple[str, ...] = ()
    programa: str = ""
    rango: str = ""
    origen: TipoDeOrganizacion | None = None


SIN_CLASIFICAR = "sin_clasificar"
