"""Los plugins que están instalados: cuáles cargan, qué aportan y el conjunto de los activos."""

import hashlib
import logging
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from nucleo import ganchos, ganchos_plataforma
from nucleo.dominio.errores import ErrorDePlugin, PluginAusente
from nucleo.ganchos import Conjunto

RAIZ = Path(__file__).parents[2]
ESPECIFICACIONES = (ganchos, ganchos_plataforma)
registro = logging.getLogger("tinkuy")


class Instalados:
    """Uno por proceso. `caidos` dice qué plugin no carga y por qué."""

    def __init__(self) -> None:
        self._conjuntos: dict[frozenset[str], Conjunto] = {}
        self.caidos: dict[str, str] = {}

    @cached_property
    def modulos(self) -> Mapping[str, ModuleType]:
        """Los plugins instalados que cargan; el que no, se anota y no tumba a los demás."""
        cargados = {}
        for entrada in sorted(entry_points(group="tinkuy.plugins"), key=lambda e: e.name):
            try:
                modulo = entrada.load()
                Conjunto({entrada.name: modulo}, ESPECIFICACIONES)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - ajeno: falla de cualquier modo
                registro.warning("El módulo %s no carga y queda fuera: %r", entrada.name, error)
                registro.debug("Así falló %s.", entrada.name, exc_info=True)
                self.caidos[entrada.name] = repr(error)
            else:
                cargados[entrada.name] = modulo
        return cargados

    @property
    def visibles(self) -> Mapping[str, str]:
        """Nombre → cómo se llama para la gente."""
        return {nombre: nombre_visible(modulo) for nombre, modulo in self.modulos.items()}

    @cached_property
    def versiones(self) -> Mapping[str, str]:
        """Nombre → versión del paquete y resumen de su código: `0.1.0+3fa94c21`."""
        return {
            entrada.name: f"{entrada.dist.version if entrada.dist else '0'}+"
            f"{codigo_resumido(carpeta_de(self.modulos[entrada.name]))}"
            for entrada in entry_points(group="tinkuy.plugins")
            if entrada.name in self.modulos
        }

    @cached_property
    def migraciones(self) -> Mapping[str, Path]:
        carpetas = {nombre: carpeta_de(m) / "migraciones" for nombre, m in self.modulos.items()}
        return {nombre: carpeta for nombre, carpeta in carpetas.items() if carpeta.is_dir()}

    def de_plataforma(self, gancho: str) -> Iterator[tuple[str, Any]]:
        """Lo que cada plugin aporta a un gancho de plataforma; el que falla se anota y se salta."""
        for nombre in self.modulos:
            try:
                yield from self.conjunto(frozenset({nombre})).pedir(gancho, "plataforma")
            except ErrorDePlugin as error:
                registro.warning(
                    "El módulo %s falló en %s: %s", nombre, gancho, error.datos["error"]
                )
                registro.debug("Así falló %s en %s.", nombre, gancho, exc_info=True)

    def conjunto(self, activos: frozenset[str]) -> Conjunto:
        if activos not in self._conjuntos:
            if ausentes := activos - self.modulos.keys():
                raise PluginAusente(", ".join(sorted(ausentes)), ", ".join(self.modulos))
            modulos = {nombre: self.modulos[nombre] for nombre in activos}
            self._conjuntos[activos] = Conjunto(modulos, ESPECIFICACIONES)
        return self._conjuntos[activos]


def nombre_visible(modulo: ModuleType) -> str:
    """La primera línea de la docstring del paquete del plugin, sin punto final."""
    paquete = sys.modules[modulo.__package__ or modulo.__name__]
    return (paquete.__doc__ or modulo.__name__).strip().splitlines()[0].rstrip(".")


def codigo_resumido(carpeta: Path) -> str:
    """Ocho letras que cambian si cambia el código de un plugin, aunque nadie cambie su número."""
    resumen = hashlib.sha256()
    for archivo in sorted(carpeta.glob("**/*.py")):
        resumen.update(archivo.relative_to(carpeta).as_posix().encode() + b"\0")
        resumen.update(archivo.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return resumen.hexdigest()[:8]


def carpeta_de(modulo: ModuleType) -> Path:
    return Path(modulo.__file__ or "").parent
