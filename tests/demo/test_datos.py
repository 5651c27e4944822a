"""Los datos del demo entran enteros por los importadores del producto y dicen de dónde salen."""

import csv
import tomllib
from functools import partial
from pathlib import Path

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.planillas.lectura import leer
from nucleo.servicios import (
    demandas,
    inversiones,
    organizaciones,
    papeletas,
    planilla_de_ofertas,
    priorizacion,
    techos,
)
from nucleo.servicios.municipios import dar_de_alta

DEMO = RAIZ / "configuraciones" / "demo"
GUION = tomllib.loads((DEMO / "demo.toml").read_text(encoding="utf-8"))
GESTION = GUION["gestion"]
MUNICIPIOS = [m["municipio"] for m in GUION["municipios"]]


@pytest.fixture(scope="module")
def casa(tmp_path_factory):
    instancia = tmp_path_factory.mktemp("demo")
    casa = Casa(instancia, RAIZ / "configuraciones", f"sqlite:///{instancia / 'tinkuy.db'}")
    casa.actualizar_base()
    return casa


def filas(municipio, archivo):
    with (DEMO / municipio / archivo).open(encoding="utf-8", newline="") as abierto:
        return list(csv.DictReader(abierto, delimiter=";"))


def importar(casa, municipio):
    ambito = EnMunicipio(casa.territorio.municipio(municipio).id)
    contexto = casa.contexto(ambito, GESTION, "consola:prueba")
    dar_de_alta(contexto, casa.unidad(ambito), casa.territorio.por_id[ambito.id])
    con_plugins = (casa.ganchos(ambito), casa.sectores)
    pasos = {
        "organizaciones.csv": partial(organizaciones.importar, contexto, casa.unidad(ambito)),
        "inversion.csv": partial(inversiones.importar, contexto, casa.unidad(ambito)),
        "techos.csv": partial(techos.importar, contexto, casa.unidad(ambito)),
        "demandas.csv": partial(demandas.importar, contexto, casa.unidad(ambito), *con_plugins),
    }
    carpeta = DEMO / municipio
    de_ofertas = partial(planilla_de_ofertas.importar, contexto, casa.unidad(ambito))
    if (carpeta / "ofertas.csv").exists():
        pasos["ofertas.csv"] = partial(de_ofertas, *con_plugins)
    importadas = {archivo: paso(leer(carpeta / archivo)) for archivo, paso in pasos.items()}
    if (carpeta / "papeletas.csv").exists():
        priorizacion.congelar(contexto, casa.unidad(ambito))
        hoja = leer(carpeta / "papeletas.csv")
        importadas["papeletas.csv"] = papeletas.importar(contexto, casa.unidad(ambito), hoja)
    return importadas


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_todo_entra_sin_un_solo_rechazo_ni_aviso(casa, municipio):
    for archivo, importacion in importar(casa, municipio).items():
        assert importacion.rechazadas == [], archivo
        assert importacion.avisos == [], archivo
        assert importacion.creadas == len(filas(municipio, archivo)), archivo


def test_volver_a_importar_no_crea_nada(casa):
    importar(casa, "shinahota")
    repetida = importar(casa, "shinahota")
    assert [i.creadas for i in repetida.values()] == [0, 0, 0, 0]
    assert [i.rechazadas for i in repetida.values()] == [[], [], [], []]


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_cada_region_a_la_que_se_entrega_incluye_al_municipio(casa, municipio):
    indicado = next(m for m in GUION["municipios"] if m["municipio"] == municipio)
    cual = casa.territorio.municipio(municipio).id
    for slug in indicado["regiones"]:
        assert cual in casa.regiones[slug].municipios


@pytest.mark.parametrize("municipio", MUNICIPIOS)
@pytest.mark.parametrize("archivo", ["organizaciones.csv", "demandas.csv", "inversion.csv"])
def test_cada_fila_cita_su_fuente(municipio, archivo):
    assert all(f["fuente"] for f in filas(municipio, archivo))


@pytest.mark.parametrize("municipio", MUNICIPIOS)
@pytest.mark.parametrize("archivo", ["demandas.csv", "inversion.csv"])
def test_lo_simulado_lleva_su_marca(municipio, archivo):
    for f in filas(municipio, archivo):
        assert f["simulado"] == ("sí" if "simulado" in f["fuente"].lower() else "no")


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_lo_que_no_es_simulado_no_trae_lo_que_la_fuente_no_dice(municipio):
    inventables = ("prioridad", "pedida_por", "contraparte", "fecha", "asistentes_mujeres")
    for f in filas(municipio, "demandas.csv"):
        if f["simulado"] == "no":
            assert "POA 2010" in f["fuente"]
            assert not any(f[columna] for columna in inventables)


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_ninguna_papeleta_pasa_por_verdadera(municipio):
    if (DEMO / municipio / "papeletas.csv").exists():
        assert {f["simulado"] for f in filas(municipio, "papeletas.csv")} == {"sí"}


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_la_carpeta_del_guion_existe(municipio):
    assert Path(DEMO, municipio).is_dir()


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_la_ejecucion_trae_las_diez_gestiones_con_su_inversion(municipio):
    invertido = {
        f["gestion"]: f["monto"]
        for f in filas(municipio, "ejecucion.csv")
        if f["codigo"] == "inversion"
    }
    assert sorted(invertido) == [str(anio) for anio in range(2016, 2026)]
    if municipio == "villa-tunari":
        assert invertido["2025"] == "36654909.54"
