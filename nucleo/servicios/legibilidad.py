"""Que lo restaurado se entienda: una fila puede calzar en su tabla y no decir nada posible."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from functools import partial
from typing import Any

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contenidos import DUENOS
from nucleo.dominio.errores import DatosInvalidos, RegionAjena
from nucleo.dominio.regiones import TipoDeRegion
from nucleo.dominio.volcado import Fila
from nucleo.servicios.formas import FORMAS, ILEGIBLE
from nucleo.servicios.puertos import Origen, Unidad

ENTREGADAS = {"entregas": "", "anclajes": "", "avances": f"{TipoDeRegion.DEPARTAMENTO.value}-"}
"""Las tablas que cruzan, y cómo empieza el nombre corto de las regiones a que pueden ir."""
Regiones = Mapping[str, Container[int]]
"""Región, por su nombre corto → los municipios que la integran."""


def exigir_legible(unidad: Unidad) -> None:
    """Lee todo lo del municipio como lo leerán sus pantallas; con la unidad abierta.

    Levanta `DatosInvalidos` si hay un estado que no existe, una cuenta negativa, un dato sin forma.
    """
    for tabla in unidad.volcado.tablas():
        formas = FORMAS.get(tabla.nombre, {})
        for numero, fila in enumerate(unidad.volcado.filas(tabla) if formas else (), 1):
            if mal := columna_ilegible(formas, fila):
                motivo = f"{mal}: «{str(fila[mal])[:40]}» no se entiende"
                raise DatosInvalidos(tabla.nombre, numero, motivo)
    for nombre, leer in lecturas(unidad):
        try:
            leer()
        except ILEGIBLE as error:
            raise DatosInvalidos(nombre, 0, f"trae un valor que no se entiende: {error}") from error


def columna_ilegible(formas: Mapping[str, Callable[[Any], object]], fila: Fila) -> str | None:
    """La primera que guarda algo sin su forma."""
    for columna in formas.keys() & fila.keys():
        try:
            if fila[columna] is not None:
                formas[columna](fila[columna])
        except ILEGIBLE:
            return columna
    return None


def sin_contenido(origen: Origen, guardados: Collection[str]) -> str | None:
    """El resumen del primer archivo exigido que no está, o `None` si están todos."""
    hay = frozenset(guardados)
    for tabla in origen.tablas():
        dueno = DUENOS.get(tabla.nombre)
        if dueno is None or not dueno.exigido:
            continue
        for fila in origen.filas(tabla):
            for resumen in dueno.leer(fila[dueno.columna]):
                if resumen not in hay:
                    return str(resumen)
    return None


def exigir_propias(unidad: Unidad, ambito: EnMunicipio, regiones: Regiones) -> None:
    """Que lo entregado, y no retirado, esté en regiones que el municipio integra. O `RegionAjena`.

    El avance, además, solo en su departamento. Si no, quien fabrica un archivo pondría sus
    demandas, o su avance, en la mesa de cualquiera.
    """
    for tabla in unidad.volcado.tablas():
        for fila in unidad.volcado.filas(tabla) if tabla.nombre in ENTREGADAS else ():
            region = str(fila["region"])
            suya = ambito.id in regiones.get(region, ()) and region.startswith(
                ENTREGADAS[tabla.nombre]
            )
            if not fila["retirada_en"] and not suya:
                raise RegionAjena(ambito.clave, region)


def lecturas(unidad: Unidad) -> Iterator[tuple[str, Callable[[], object]]]:
    """Cada tabla con cómo se lee entera."""
    yield "organizaciones", unidad.organizaciones.todas
    yield "inversiones", unidad.inversiones.todas
    yield "avances", unidad.avances.vigentes
    for gestion in sorted({g for (g,) in valores(unidad, "gestion")}):
        yield "asambleas", partial(unidad.asambleas.de_gestion, gestion)
        yield "formularios", partial(unidad.asambleas.formularios_de, gestion)
        yield "demandas", partial(unidad.demandas.de_gestion, gestion)
        yield "techos", partial(unidad.techos.de_gestion, gestion)
        yield "procesos", partial(unidad.priorizaciones.proceso, gestion)
        yield "corridas", partial(unidad.priorizaciones.ultima, gestion)
        yield "anclajes", partial(unidad.anclajes.vigentes, gestion)
    for region, gestion in sorted(set(valores(unidad, "region", "gestion"))):
        yield "entregas", partial(unidad.entregas.vigentes, region, gestion)


def valores(unidad: Unidad, *columnas: str) -> Iterator[tuple[Any, ...]]:
    """Los de esas columnas, en toda tabla que las tenga."""
    for tabla in unidad.volcado.tablas():
        if tabla.columnas.keys() >= set(columnas):
            for fila in unidad.volcado.filas(tabla):
                yield tuple(fila[columna] for columna in columnas)
