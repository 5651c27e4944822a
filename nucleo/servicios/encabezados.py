"""La planilla como llegó y cuál de sus filas es el encabezado."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.lectura import plegar_con_perdidas
from nucleo.dominio.mensajes import N_, Mensaje

HASTA_DONDE = 15  # filas de título, logotipo y fecha que suelen ir encima del encabezado
MOTIVO = "motivo"

DE_PASO = frozenset(
    {
        "a", "al", "bs", "de", "del", "el", "en", "la", "las", "lo", "los", "n", "no", "nombre",
        "nro", "o", "para", "por", "u", "y",
    }
)  # fmt: skip
"""Palabras que no distinguen una columna de otra."""

Renglones = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Planilla:
    """Una hoja leída como texto: pares (número que se ve en la hoja, celdas). Sin filas vacías.

    `combinadas` son las celdas unidas hacia abajo: columna (desde 0), primera y última fila.
    """

    archivo: str
    renglones: Renglones
    combinadas: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Columna:
    """Lo que un importador sabe leer: `nombre` es el de la plantilla; `sinonimos`, cómo más llega.

    `convertir` va de texto a valor o levanta `DatoIlegible`. Los nombres se comparan plegados y
    sin lo que vaya entre paréntesis: «Costo (Bs)» es «costo».
    """

    clave: str
    nombre: str
    convertir: Callable[[str], Any]
    sinonimos: tuple[str, ...] = ()
    obligatoria: bool = False

    def nombres(self) -> Iterator[str]:
        for nombre in (self.clave, self.nombre, *self.sinonimos):
            yield plegar_con_perdidas(nombre)


@dataclass(frozen=True, slots=True)
class Encabezado:
    """Los nombres como venían, qué clave es cada uno (`None`: ninguna) y lo que sigue debajo."""

    nombres: Sequence[str]
    claves: Sequence[str | None]
    renglones: Renglones
    avisos: Sequence[Mensaje]
    visibles: Mapping[str, str]

    def por_clave(self, celdas: Sequence[str]) -> dict[str, str]:
        """Las celdas no vacías, por clave de columna."""
        pares = zip(self.claves, celdas, strict=False)
        return {clave: celda.strip() for clave, celda in pares if clave and celda.strip()}

    def visible(self, clave: str) -> str:
        """El encabezado como está en la hoja, o el nombre de la columna si no venía."""
        return self.visibles.get(clave, clave)


def encabezar(planilla: Planilla, columnas: Sequence[Columna]) -> Encabezado:
    """Busca la fila que más columnas conocidas nombra entre las primeras; sin las obligatorias, no.

    Levanta `ArchivoIlegible` con lo que se encontró y lo que se esperaba.
    """
    por_nombre = {nombre: c.clave for c in columnas for nombre in c.nombres()}
    posibles = planilla.renglones[:HASTA_DONDE]
    leidas = [[_clave(celda, por_nombre) for celda in celdas] for _, celdas in posibles]
    cual = max(range(len(leidas)), key=lambda i: _conocidas(leidas[i]), default=None)
    if cual is None:
        raise ArchivoIlegible(planilla.archivo, Mensaje(N_("está vacío")))
    nombres = [celda.strip() for celda in posibles[cual][1]]
    claves = leidas[cual]
    _exigir(planilla.archivo, nombres, claves, columnas)
    visibles = {c.clave: c.nombre for c in columnas}
    visibles |= {clave: nombre for clave, nombre in zip(claves, nombres, strict=True) if clave}
    renglones = planilla.renglones[cual + 1 :]
    avisos = list(_desconocidas(nombres, claves, renglones))
    return Encabezado(nombres, claves, renglones, avisos, visibles)


def _clave(celda: str, por_nombre: Mapping[str, str]) -> str | None:
    """La columna que una celda de encabezado nombra, con o sin lo que va entre paréntesis.

    Las siglas valen con puntos: «O.T.B.» es «OTB».
    """
    sin_puntos = re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)", "", celda)
    sin_parentesis = re.sub(r"\([^)]*\)", " ", sin_puntos)
    for escrito in (sin_puntos, sin_parentesis):
        if clave := por_nombre.get(plegar_con_perdidas(escrito)):
            return clave
    return _por_palabras(sin_parentesis, por_nombre)


def _por_palabras(celda: str, por_nombre: Mapping[str, str]) -> str | None:
    """«Proyecto o demanda» es la demanda: una palabra la nombra y las demás son de sus nombres.

    Con una sola palabra ajena no se adivina: «beneficiarios mujeres y hombres» no es ninguna.
    """
    palabras = set(_palabras(celda))
    candidatas = {por_nombre[p] for p in palabras if p in por_nombre}
    for clave in candidatas if len(candidatas) == 1 else ():
        suyas = {p for nombre, c in por_nombre.items() if c == clave for p in _palabras(nombre)}
        return clave if palabras <= suyas else None
    return None


def _palabras(texto: str) -> list[str]:
    plegadas = plegar_con_perdidas(texto).split()
    return [p for p in plegadas if p not in DE_PASO and not p.isdigit()]


def _conocidas(claves: Sequence[str | None]) -> int:
    return len({clave for clave in claves if clave})


def _exigir(
    archivo: str, nombres: Sequence[str], claves: Sequence[str | None], columnas: Sequence[Columna]
) -> None:
    """Ni columnas obligatorias ausentes ni dos columnas que digan lo mismo."""
    if faltan := [c.nombre for c in columnas if c.obligatoria and c.clave not in claves]:
        datos = {
            "faltan": ", ".join(faltan),
            "hallados": ", ".join(nombre for nombre in nombres if nombre),
        }
        texto = N_("faltan las columnas: %(faltan)s; se encontró: %(hallados)s")
        raise ArchivoIlegible(archivo, Mensaje(texto, datos))
    for clave in {c for c in claves if c}:
        repetidos = [n for n, c in zip(nombres, claves, strict=True) if c == clave]
        if len(repetidos) > 1:
            texto = N_("hay más de una columna para lo mismo: %(columnas)s")
            raise ArchivoIlegible(archivo, Mensaje(texto, {"columnas": ", ".join(repetidos)}))


def _desconocidas(
    nombres: Sequence[str], claves: Sequence[str | None], renglones: Renglones
) -> Iterator[Mensaje]:
    """Un aviso por cada columna que no se va a leer y trae algo."""
    for nombre, clave in zip(nombres, claves, strict=True):
        if clave is None and nombre and plegar_con_perdidas(nombre) != MOTIVO:
            texto = N_("La columna «%(columna)s» no se conoce y no se leyó.")
            yield Mensaje(texto, {"columna": nombre})
    con_nombre = {i for i, nombre in enumerate(nombres) if nombre}
    con_datos = {i for _, celdas in renglones for i, celda in enumerate(celdas) if celda.strip()}
    for i in sorted(con_datos - con_nombre):
        texto = N_("La columna %(numero)s no tiene encabezado y no se leyó.")
        yield Mensaje(texto, {"numero": i + 1})
