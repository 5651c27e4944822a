"""Lo que el municipio recibió y gastó de verdad en cada gestión, como se publicó."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio

INGRESOS_Y_CUENTA, POR_FUNCION = "ingresos_y_cuenta", "gasto_por_funcion"
INVERSION, INGRESOS = "inversion", "total_ingresos"
FUENTES = ("copart", "idh", "recursos_propios", "recursos_cap", "fuentes_fin")
"""De dónde vino el dinero; ninguna incluye a otra."""


class EjecucionConErrores(ErrorDeNegocio):
    """Renglones del municipio que no se leen (`detalle`): no se guardó nada."""

    campos = ("cuantos", "detalle")


class EjecucionAusente(ErrorDeNegocio):
    """El archivo no trae ningún renglón del municipio."""

    campos = ("municipio", "archivo")


@dataclass(eq=False)
class Ejecucion(DelMunicipio):
    """Un monto ejecutado: en qué gestión, de qué cuadro (`bloque`), qué renglón (`codigo`)."""

    id: UUID
    gestion: int
    bloque: str
    codigo: str
    concepto: str
    monto: Dinero
    fuente: str

    @property
    def identidad(self) -> tuple[int, str, str]:
        return self.gestion, self.bloque, self.codigo


def serie(ejecuciones: Iterable[Ejecucion], bloque: str, codigo: str) -> Mapping[int, Dinero]:
    """Gestión → monto de ese renglón, de la más vieja a la más nueva."""
    suyas = (e for e in ejecuciones if (e.bloque, e.codigo) == (bloque, codigo))
    return {e.gestion: e.monto for e in sorted(suyas, key=lambda e: e.gestion)}
