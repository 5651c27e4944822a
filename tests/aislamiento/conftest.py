"""Una instalación sembrada por motor: se arma una vez y se recorre muchas."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from nucleo.arranque import RAIZ, Casa
from tests.aislamiento.mundo import Sembrado, sembrar
from tests.motores import MOTORES

TRAS_UN_PROXY = "\n[servidor]\nproxies = 1\n"
"""Como en producción, y con más que falsear: se les cree a las cabeceras `X-Forwarded-*`."""


@dataclass
class Mundo:
    casa: Casa
    sembrados: list[Sembrado]

    @property
    def activos(self):
        return self.sembrados[:3]

    @property
    def suspendido(self):
        return self.sembrados[3]


@pytest.fixture(scope="session", params=MOTORES)
def mundo(request, tmp_path_factory):
    carpeta = tmp_path_factory.mktemp("casa")
    url, dueno = f"sqlite:///{carpeta / 'base.db'}", ""
    if request.param != "sqlite":
        url, dueno = request.getfixturevalue(request.param).crear()
    yield from levantar(carpeta, url, dueno)


def levantar(carpeta, url, dueno):
    """La instalación sembrada, con su propia copia de las configuraciones."""
    configuraciones = Path(shutil.copytree(RAIZ / "configuraciones", carpeta / "configuraciones"))
    with (configuraciones / "plataforma.toml").open("a", encoding="utf-8") as plataforma:
        plataforma.write(TRAS_UN_PROXY)
    casa = Casa(carpeta, configuraciones, url, dueno)
    casa.crear_rol()
    casa.actualizar_base()
    yield Mundo(casa, sembrar(casa))
    casa.cerrar()
