"""Una carpeta de configuraciones de mentira por prueba, y el catálogo de verdad."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nucleo.configuracion.catalogos import leer_territorio
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.dominio.territorio import Territorio
from tests.configuracion.laminas import MGMP

CONFIGURACIONES = Path(__file__).parents[2] / "configuraciones"
CATALOGO = CONFIGURACIONES / "catalogos" / "bolivia"
PLATAFORMA = """
[plataforma]
nombre = "Tinkuy"
idiomas = ["es", "qu"]

[municipio.plugins.equidad]
peso_costo = 1

[municipio.plugins.salud]

[region.plugins.edc]
"""


@pytest.fixture(scope="session")
def territorio() -> Territorio:
    return leer_territorio(CATALOGO)


@pytest.fixture
def escribir(tmp_path: Path) -> Callable[[str, str], None]:
    def poner(relativa: str, texto: str) -> None:
        ruta = tmp_path / relativa
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_text(texto, encoding="utf-8")

    poner("plataforma.toml", PLATAFORMA)
    return poner


@pytest.fixture
def configuraciones(tmp_path: Path, escribir: Callable[[str, str], None]) -> Configuraciones:
    assert escribir
    return Configuraciones(tmp_path)


@pytest.fixture
def de(configuraciones: Configuraciones, territorio: Territorio) -> Callable[[str], Configuracion]:
    """La configuración de un municipio por su nombre corto."""

    def leer(slug: str) -> Configuracion:
        municipio = territorio.municipio(slug)
        departamento = territorio.departamento_de[municipio.departamento]
        return configuraciones.de_municipio(municipio, departamento)

    return leer


def datos_de(error: pytest.ExceptionInfo[ConfiguracionInvalida]) -> tuple[str, int, str, str]:
    datos = error.value.datos
    return datos["archivo"], datos["linea"], datos["clave"], datos["motivo"]


@pytest.fixture
def ciclo(
    escribir: Callable[[str, str], None],
    configuraciones: Configuraciones,
    de: Callable[[str], Configuracion],
) -> Callable[..., Ciclo]:
    """El de Shinahota en una gestión, con el ciclo de la casa debajo."""
    escribir("ciclos/mgmp.toml", MGMP.read_text(encoding="utf-8"))

    def leer(gestion: int = 2027) -> Ciclo:
        return configuraciones.ciclo(de("shinahota"), gestion)

    return leer
