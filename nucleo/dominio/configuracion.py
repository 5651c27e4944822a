"""Cómo se configuró un municipio o una región: el resultado de sus capas, ya validado."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from nucleo.dominio.evaluaciones import OBRA_MENOR
from nucleo.dominio.marca import SIN_MARCA, Marca
from nucleo.dominio.mensajes import Mensaje

Origen = str | Mensaje
"""El archivo de donde sale un valor o, si se lo puso por pantalla, quién y cuándo."""


@dataclass(frozen=True, slots=True)
class Configuracion:
    """Un plugin está activo si su tabla está en `plugins`; no hay una segunda lista.

    `vocabulario` es el perfil de palabras del municipio (una carpeta de
    `configuraciones/vocabularios/`); vacío si usa las de la casa. `origenes` dice, por clave con
    puntos (`plugins.salud.peso`), de qué archivo o de qué cambio por pantalla salió el valor.
    `rotacion` son los municipios de una región en el orden en que se turnan la Secretaría Pro
    Tempore; vacía si no hay orden.
    `obra_menor` es el costo, en Bs, por debajo del cual la evaluación no exige el EDTP. `ciclo` es
    lo que sus capas le cambian al ciclo de la casa.
    """

    idiomas: tuple[str, ...]
    regla_de_seleccion: str | None
    plugins: Mapping[str, Mapping[str, Any]]
    origenes: Mapping[str, Origen] = field(default_factory=lambda: MappingProxyType({}))
    vocabulario: str = ""
    marca: Marca = SIN_MARCA
    obra_menor: int = OBRA_MENOR
    ciclo: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    rotacion: tuple[str, ...] = ()

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


class Seguridad(StrEnum):
    """Cómo se cifra la conexión con el servidor de correo."""

    NINGUNA = "ninguna"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class ConfiguracionDeCorreo:
    """Por dónde salen las cartas: la tabla `[correo]`. La clave va en el entorno, nunca aquí."""

    servidor: str
    remitente: str
    puerto: int = 587
    seguridad: Seguridad = Seguridad.STARTTLS
    usuario: str = ""


@dataclass(frozen=True, slots=True)
class ConfiguracionDeOidc:
    """Con qué proveedor de identidad se puede entrar: la tabla `[oidc]`. El secreto, al entorno.

    `emisor` es su dirección, tal como él la dice; `nombre`, cómo se llama para la gente.
    """

    nombre: str
    emisor: str
    cliente: str
    ambitos: tuple[str, ...] = ("openid",)


@dataclass(frozen=True, slots=True)
class ConfiguracionDePlataforma:
    """Lo que vale para toda la instalación.

    `direccion` es la pública, con `https://`: la de los enlaces que van por correo y a la que
    vuelve quien entra por OIDC. Sale de aquí y no del pedido, que cualquiera puede fabricar.
    """

    nombre: str
    idiomas: tuple[str, ...]
    demostracion: bool = False
    servidor: ConfiguracionDeServidor = ConfiguracionDeServidor()
    direccion: str = ""
    correo: ConfiguracionDeCorreo | None = None
    oidc: ConfiguracionDeOidc | None = None
