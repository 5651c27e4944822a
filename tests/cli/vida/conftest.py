"""Dos municipios con todo, exportados una sola vez, y dónde restaurarlos."""

import shutil
from datetime import UTC, datetime

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnDepartamento, EnRegion
from nucleo.dominio.bitacora import Hecho
from tests.cli.conftest import DEMANDAS, ORGANIZACIONES
from tests.cli.vida.ordenes import SHINAHOTA, TUNARI, adjuntos_de, bien, en_sqlite

ACCESOS = "otb;establecimiento;minutos\nCañada Alta;Posta;95\nCh’alla Pampa;Posta;40\n"


@pytest.fixture(scope="session")
def hechos(tmp_path_factory):
    """Villa Tunari y Shinahota, con priorización, entregas, un plugin y un adjunto, exportados.

    Da la carpeta con `villa-tunari.zip`, `shinahota.zip` y `respaldo.zip`.
    """
    raiz = tmp_path_factory.mktemp("hechos")
    tinkuy = en_sqlite(raiz)
    for nombre, texto in (
        ("otb.csv", ORGANIZACIONES), ("demandas.csv", DEMANDAS), ("accesos.csv", ACCESOS),
    ):  # fmt: skip
        (raiz / nombre).write_text(texto, encoding="utf-8")
    bien(tinkuy("base", "actualizar"))
    bien(tinkuy("municipio", "alta", TUNARI, SHINAHOTA))
    adjuntos_de(raiz).guardar(b"acta de la Cumbre")
    for municipio in (TUNARI, SHINAHOTA):
        for orden in (
            ("organizaciones", "importar", municipio, raiz / "otb.csv"),
            ("salud", "accesos", "importar", municipio, raiz / "accesos.csv"),
            ("techo", "fijar", municipio, "--gestion", 2027, "41-113=400000", "41-119=150000"),
            ("demandas", "importar", municipio, raiz / "demandas.csv", "--gestion", 2027),
            ("priorizar", municipio, "--gestion", 2027, "--confirmar"),
            ("region", "entregar", municipio, "uninominal-24", "--gestion", 2027),
            ("municipio", "exportar", municipio, raiz / f"{municipio}.zip"),
        ):
            bien(tinkuy(*orden))
    for ambito in (EnRegion("uninominal-24"), EnDepartamento("03")):
        recordar_en(raiz, ambito)
    bien(tinkuy("respaldo", "crear", raiz / "respaldo.zip"))
    return raiz


def recordar_en(raiz, ambito):
    """Un hecho en la cadena de una región o de un departamento."""
    casa = Casa(raiz, RAIZ / "configuraciones", f"sqlite:///{raiz / 'tinkuy.db'}")
    with casa.unidad(ambito) as unidad:
        unidad.anotar(Hecho("prueba.hecha", "prueba", datetime.now(UTC), {"en": ambito.clave}))
        unidad.confirmar()
    casa.cerrar()


@pytest.fixture
def archivo(hechos):
    return hechos / f"{TUNARI}.zip"


@pytest.fixture
def llenos(instalada, hechos):
    """Los dos, restaurados en la instalación de la prueba, en cualquier motor."""
    for municipio in (TUNARI, SHINAHOTA):
        bien(instalada("municipio", "restaurar", hechos / f"{municipio}.zip"))
    return instalada


@pytest.fixture
def copia(hechos, tmp_path):
    """Lo mismo en SQLite, copiado y no restaurado: para lo que no depende del motor."""
    shutil.copytree(hechos, tmp_path / "copia")
    return en_sqlite(tmp_path / "copia")


@pytest.fixture
def otra(tmp_path):
    """Otra instalación, siempre en SQLite y con su propia copia de la configuración."""
    shutil.copytree(RAIZ / "configuraciones", tmp_path / "configuraciones")
    correr = en_sqlite(tmp_path / "otra", tmp_path / "configuraciones")
    bien(correr("base", "actualizar"))
    return correr
