"""Las formas de columna que se repiten; las usan el mapeo y las migraciones, propias y ajenas."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, String, Text, Uuid

from nucleo.persistencia.tipos import Bolivianos, Datos, Instante, InstanteFirmado, Lista

LARGO_DE_CLAVE = 120


def texto(nombre: str, *, omision: str | None = None) -> Column[str]:
    """Texto de personas, sin tope: el largo lo cuida quien lo recibe.

    `omision` es lo que llevan las filas que ya estaban, si la columna llega a una tabla con datos.
    """
    return Column(nombre, Text, nullable=False, server_default=omision)


def clave(nombre: str, largo: int = LARGO_DE_CLAVE, **opciones: Any) -> Column[str]:
    """Texto corto y de máquina: un nombre corto, un sector, un estado."""
    return Column(nombre, String(largo), nullable=False, **opciones)


def entero(nombre: str, *, nulo: bool = False, **opciones: Any) -> Column[int]:
    """Con `server_default`, lo que llevan las filas que ya estaban."""
    return Column(nombre, Integer, nullable=nulo, **opciones)


def si_no(nombre: str) -> Column[bool]:
    return Column(nombre, Boolean, nullable=False)


def bolivianos(nombre: str, *, nulo: bool = False) -> Column[Any]:
    return Column(nombre, Bolivianos, nullable=nulo)


def instante(nombre: str, *, nulo: bool = False) -> Column[Any]:
    return Column(nombre, Instante, nullable=nulo)


def instante_firmado(nombre: str) -> Column[Any]:
    """El de un hecho de la bitácora: si alguien lo dañó, se lee igual y la cadena no cuadra."""
    return Column(nombre, InstanteFirmado, nullable=False)


def dia(nombre: str, *, nulo: bool = True) -> Column[Any]:
    return Column(nombre, Date, nullable=nulo)


def de(nombre: str, *, nulo: bool = False) -> Column[Any]:
    """El identificador de otra fila: `de("organizacion_id")`."""
    return Column(nombre, Uuid, nullable=nulo)


def datos(nombre: str, *, nulo: bool = False) -> Column[Any]:
    return Column(nombre, Datos, nullable=nulo)


def lista(nombre: str, *, nulo: bool = False) -> Column[Any]:
    return Column(nombre, Lista, nullable=nulo)


def personas(nombre: str, *, nulo: bool = False) -> tuple[Column[int], Column[int]]:
    """Dos columnas: `<nombre>_mujeres` y `<nombre>_hombres`."""
    return entero(f"{nombre}_mujeres", nulo=nulo), entero(f"{nombre}_hombres", nulo=nulo)
