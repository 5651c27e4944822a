"""Una instalación nueva por prueba y por motor, usada por donde la usa una persona: `tinkuy`."""

import json
import os
from dataclasses import dataclass

import pytest

from nucleo.arranque import Casa, armar_consola
from nucleo.cli.raiz import ejecutar
from nucleo.persistencia.fallas import explicada
from nucleo.persistencia.motor import crear_motor

ORGANIZACIONES = """nombre;tipo;distrito;mujeres;hombres;sin_agua;sin_seguro;fuente
Cañada Alta;comunidad campesina;D-1;60;55;90;95;prueba
Ch’alla Pampa;comunidad campesina;D-1;200;210;35;40;prueba
Junta 12 de Abril;junta vecinal;D-2;400;390;5;30;prueba
"""
DEMANDAS = """otb;demanda;prioridad;costo;beneficiarias;beneficiarios;sector;pedida_por
Cañada Alta;Sistema de agua potable;1;200000;60;55;agua;mujeres
Cañada Alta;Posta de salud;2;350.000,00;60;55;salud;ambos
Cañada Alta;Cancha;3;90000;60;55;deporte;hombres
CH'ALLA PAMPA;Riego;1;Bs 150,000.00;200;210;riego;hombres
CH'ALLA PAMPA;Aula nueva;2;180000;100;90;educación;mujeres
Junta 12 de Abril;Alumbrado;1;120000;400;390;alumbrado;ambos
"""


@dataclass
class Corrida:
    codigo: int
    salida: str
    errores: str

    @property
    def json(self):
        return json.loads(self.salida)


@pytest.fixture
def sin_migrar(motor, request, monkeypatch):
    """La base todavía no tiene ninguna tabla."""
    if motor != "sqlite":
        url, dueno = request.getfixturevalue(motor).crear()
        monkeypatch.setenv("TINKUY_BASE", url)
        monkeypatch.setenv("TINKUY_BASE_DUENO", dueno)


@pytest.fixture
def por_fuera(motor, tmp_path):  # noqa: ARG001 - fija el entorno
    """SQL directo y con todos los poderes, sin pasar por Tinkuy; devuelve cuántas filas tocó."""

    def tocar(orden):
        embebida = f"sqlite:///{tmp_path / 'instancia' / 'tinkuy.db'}"
        con_poderes = crear_motor(os.environ.get("TINKUY_BASE_DUENO", embebida))
        with con_poderes.begin() as conexion:
            tocadas = conexion.exec_driver_sql(orden).rowcount
        con_poderes.dispose()
        return tocadas

    return tocar


@pytest.fixture
def tinkuy(motor, tmp_path, capfd):  # noqa: ARG001 - fija el entorno
    """Corre una orden en una instalación vacía y devuelve su salida, sus avisos y su código."""

    def correr(*argumentos):
        capfd.readouterr()
        codigo = ejecutar(
            [str(a) for a in argumentos],
            armar_consola,
            tmp_path / "instancia" / "fallas.log",
            explicada,
        )
        return Corrida(codigo, *capfd.readouterr())

    return correr


@pytest.fixture
def planillas(tmp_path):
    for nombre, texto in (("otb.csv", ORGANIZACIONES), ("demandas.csv", DEMANDAS)):
        (tmp_path / nombre).write_text(texto, encoding="utf-8")
    return tmp_path


@pytest.fixture
def instalada(tinkuy):
    """La base al día."""
    assert tinkuy("base", "actualizar").codigo == 0
    return tinkuy


@pytest.fixture
def casa(instalada):  # noqa: ARG001 - la base al día
    casa = Casa.del_entorno()
    yield casa
    casa.cerrar()


@pytest.fixture
def cargados(instalada, planillas):
    """Villa Tunari y Shinahota con las mismas organizaciones, techo y demandas."""
    for municipio in ("villa-tunari", "shinahota"):
        for orden in (
            ("municipio", "alta", municipio),
            ("organizaciones", "importar", municipio, planillas / "otb.csv"),
            ("techo", "fijar", municipio, "--gestion", 2027, "41-113=400000", "41-119=150000"),
            ("demandas", "importar", municipio, planillas / "demandas.csv", "--gestion", 2027),
        ):
            corrida = instalada(*orden)
            assert corrida.codigo == 0, corrida.errores
    return instalada
