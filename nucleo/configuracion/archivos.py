"""Archivos TOML que se leen una vez por versión y, cuando están mal, dicen en qué línea."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from nucleo.configuracion.esquemas import cargar, primer_error
from nucleo.dominio.errores import ConfiguracionInvalida

Datos = Mapping[str, Any]
Version = tuple[int, int]


class Archivos:
    """Los TOML bajo una carpeta; se vuelven a leer solo si cambiaron (fecha y tamaño)."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self._leidos: dict[tuple[str, type[Schema]], tuple[Version, Datos]] = {}

    def leer(self, relativa: str, esquema: type[Schema]) -> Datos | None:
        """Los datos ya validados, o `None` si el archivo no existe (una capa puede faltar)."""
        try:
            estado = (self.carpeta / relativa).stat()
        except FileNotFoundError:
            return None
        version = estado.st_mtime_ns, estado.st_size
        guardado = self._leidos.get((relativa, esquema))
        if guardado is None or guardado[0] != version:
            guardado = version, self._validar(relativa, esquema)
            self._leidos[relativa, esquema] = guardado
        return guardado[1]

    def listar(self, relativa: str, cuales: str = "*.toml") -> list[str]:
        """Los TOML de una carpeta, en orden; ninguno si la carpeta no está."""
        rutas = (self.carpeta / relativa).glob(cuales)
        return sorted(ruta.relative_to(self.carpeta).as_posix() for ruta in rutas)

    def carpetas(self, relativa: str) -> list[str]:
        """Los nombres de las carpetas que hay dentro de otra, en orden."""
        carpeta = self.carpeta / relativa
        return sorted(c.name for c in carpeta.iterdir() if c.is_dir()) if carpeta.is_dir() else []

    def linea(self, relativa: str, clave: str) -> int:
        """En qué línea del archivo está una clave con puntos; 1 si no se la encuentra."""
        return linea_de((self.carpeta / relativa).read_text(encoding="utf-8"), clave)

    def error(self, relativa: str, clave: str, motivo: str) -> ConfiguracionInvalida:
        """El error listo para lanzar, con la línea de la clave."""
        return ConfiguracionInvalida(relativa, self.linea(relativa, clave), clave, motivo)

    def _validar(self, relativa: str, esquema: type[Schema]) -> Datos:
        datos = self._interpretar(relativa)
        try:
            validos: Datos = cargar(esquema, datos)
        except ValidationError as mal:
            raise self.error(relativa, *primer_error(esquema, mal)) from mal
        return validos

    def _interpretar(self, relativa: str) -> Datos:
        try:
            return tomllib.loads((self.carpeta / relativa).read_text(encoding="utf-8"))
        except UnicodeDecodeError as mal:
            motivo = "se esperaba texto UTF-8"
            raise ConfiguracionInvalida(relativa, 1, "", motivo) from mal
        except tomllib.TOMLDecodeError as mal:
            lugar = re.search(r"line (\d+)", str(mal))
            raise self._mal_escrito(relativa, int(lugar[1]) if lugar else None) from mal

    def _mal_escrito(self, relativa: str, numero: int | None) -> ConfiguracionInvalida:
        """`tomllib` explica en inglés: se muestra el renglón y cómo se escribe uno bien."""
        renglones = (self.carpeta / relativa).read_text(encoding="utf-8").splitlines()
        numero = numero or max(1, len(renglones))
        renglon = "".join(renglones[numero - 1 : numero]).strip()
        motivo = "TOML mal escrito: se esperaba una [tabla] o clave = valor, una sola vez cada una"
        return ConfiguracionInvalida(relativa, numero, renglon, motivo)


def linea_de(texto: str, clave: str) -> int:
    """La línea de la clave o, si va dentro de otra en la misma línea, la de la que la contiene.

    `tomllib` no guarda posiciones: se sigue la tabla abierta y se lee el comienzo de cada línea.
    """
    lineas: dict[str, int] = {}
    tabla = ""
    for numero, linea in enumerate(texto.splitlines(), 1):
        if cabecera := re.fullmatch(r"\s*\[+([^\]]+)\]+\s*(#.*)?", linea):
            tabla = _camino(cabecera[1])
            lineas.setdefault(tabla, numero)
        elif par := re.match(r"\s*([\w.\"'\s-]+?)\s*=", linea):
            camino = _camino(par[1])
            lineas.setdefault(f"{tabla}.{camino}" if tabla else camino, numero)
    while clave:
        dentro = [n for otra, n in lineas.items() if f"{otra}.".startswith(f"{clave}.")]
        if dentro:
            return lineas.get(clave, min(dentro))
        clave = clave.rpartition(".")[0]
    return 1


def _camino(escrito: str) -> str:
    return ".".join(parte.strip(" \t\"'") for parte in escrito.split("."))
