"""Cómo se configuró un municipio o una región: el resultado de sus capas, ya validado."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Configuracion:
    """Un plugin está activo si su tabla está en `plugins`; no hay una segunda lista.

    `vocabulario` es el perfil de palabras del municipio (una carpeta de
    `configuraciones/vocabularios/`); vacío si usa las de la casa. `origenes` dice, por clave con
    puntos (`plugins.salud.peso`), de qué archivo salió el valor.
    """

    idiomas: tuple[str, ...]
    regla_de_seleccion: str | None
    plugins: Mapping[str, Mapping[str, Any]]
    origenes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    vocabulario: str = ""

    @property
    def activos(self) -> frozenset[str]:
        return frozenset(self.plugins)


@dataclass(frozen=True, slots=True)
class ConfiguracionDeServidor:
    """Cómo atiende `tinkuy servir --produccion`: la tabla `[servidor]`.

    `proxies` es cuántos hay delante que añaden `X-Forwarded-*` (0: ninguno, y no se les cree).
    `hosts` vacío admite cualquier nombre. `cuerpo_maximo` va en MB y `plazo`, en segundos.
    Con `puerto_de_metricas` en 0 no se sirven métricas.
    """

    direccion: str = "127.0.0.1"
    puerto: int = 8000
    procesos: int = 2
    hilos: int = 4
    proxies: int = 0
    hosts: tuple[str, ...] = ()
    cuerpo_maximo: int = 16
    plazo: int = 30
    direccion_de_metricas: str = "127.0.0.1"
    puerto_de_metricas: int = 0


@dataclass(frozen=True, slots=True)
class ConfiguracionDePlataforma:
    """Lo que vale para toda la instalación."""

    nombre: str
    idiomas: tuple[str, ...]
    demostracion: bool = False
    servidor: ConfiguracionDeServidor = ConfiguracionDeServidor()
