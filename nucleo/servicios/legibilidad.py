"""Que lo restaurado se entienda: una fila puede calzar en su tabla y no decir nada posible."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from nucleo.dominio.errores import DatosInvalidos
from nucleo.servicios.puertos import Unidad


def exigir_legible(unidad: Unidad) -> None:
    """Lee todo lo del municipio como lo leerán sus pantallas; con la unidad abierta.

    Levanta `DatosInvalidos` si hay un estado que no existe, una cuenta negativa, un dato sin forma.
    """
    for tabla, leer in lecturas(unidad):
        try:
            leer()
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise DatosInvalidos(tabla, 0, f"trae un valor que no se entiende: {error}") from error


def lecturas(unidad: Unidad) -> Iterator[tuple[str, Callable[[], object]]]:
    """Cada tabla con cómo se lee entera."""
    yield "organizaciones", unidad.organizaciones.todas
    yield "inversiones", unidad.inversiones.todas
    for gestion in sorted({g for (g,) in valores(unidad, "gestion")}):
        yield "asambleas", partial(unidad.asambleas.de_gestion, gestion)
        yield "formularios", partial(unidad.asambleas.formularios_de, gestion)
        yield "demandas", partial(unidad.demandas.de_gestion, gestion)
        yield "techos", partial(unidad.techos.de_gestion, gestion)
        yield "procesos", partial(unidad.priorizaciones.proceso, gestion)
        yield "corridas", partial(unidad.priorizaciones.ultima, gestion)
    for region, gestion in sorted(set(valores(unidad, "region", "gestion"))):
        yield "entregas", partial(unidad.entregas.vigentes, region, gestion)


def valores(unidad: Unidad, *columnas: str) -> Iterator[tuple[Any, ...]]:
    """Los de esas columnas, en toda tabla que las tenga."""
    for tabla in unidad.volcado.tablas():
        if tabla.columnas.keys() >= set(columnas):
            for fila in unidad.volcado.filas(tabla):
                yield tuple(fila[columna] for columna in columnas)
