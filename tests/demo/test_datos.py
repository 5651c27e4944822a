"""Los datos del demo entran enteros por los importadores del producto y dicen de dónde salen."""

import csv
import tomllib
from functools import partial
from pathlib import Path

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.informes import informan_por, plantilla_de
from nucleo.dominio.roles import Rol
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


VIVIDOS = [m for m in MUNICIPIOS if (DEMO / m / "anio.toml").exists()]
QUE_SE_LEE = {
    "lugar", "dicho", "informo", "pregunta", "quien", "por_que", "que", "responsable", "asunto",
    "texto", "respuesta", "cierre", "nota", "nombre", "fuente", "secciones", "apartados",
    "convocatoria", "comision", "servicio", "van", "hallado", "constancia", "motivo",
}  # fmt: skip
"""Las claves de un año cuyo texto llega a una pantalla o a un papel."""


AGRUPAN = ("secciones", "apartados")
"""Las claves cuyo contenido es texto, se llame como se llame cada parte."""


def textos_de(dato, clave=""):
    if isinstance(dato, str):
        yield clave, dato
    elif isinstance(dato, list):
        for uno in dato:
            yield from textos_de(uno, clave)
    elif isinstance(dato, dict):
        for suya, uno in dato.items():
            yield from textos_de(uno, clave if clave in AGRUPAN else suya)


def anio_de(municipio):
    return tomllib.loads((DEMO / municipio / "anio.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_todo_lo_que_se_lee_de_un_anio_dice_que_es_simulado(municipio):
    for clave, texto in textos_de(anio_de(municipio)):
        assert clave not in QUE_SE_LEE or "imulad" in texto, (clave, texto)


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_quien_llego_no_es_nadie_y_viene_de_una_organizacion_del_demo(municipio):
    conocidas = {f["nombre"] for f in filas(municipio, "organizaciones.csv")}
    for lista in (DEMO / municipio / "asistencia").iterdir():
        gente = filas(municipio, f"asistencia/{lista.name}")
        assert len({f["nombre"] for f in gente}) == len(gente)
        for f in gente:
            genero = "simulada" if f["sexo"] == "mujer" else "simulado"
            assert f["nombre"].startswith(f"Participante {genero} ")
            assert f["organizacion"] in conocidas or (not f["organizacion"] and f["representa"])


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_lo_votado_no_pasa_de_quienes_llegaron(municipio):
    for e in anio_de(municipio)["encuentros"]:
        for v in e.get("votaciones", ()):
            gente = filas(municipio, f"asistencia/{e['clave']}.csv")
            llegaron = [sum(f["sexo"] == s for f in gente) for s in ("mujer", "hombre")]
            manos = [sum(v[o][i] for o in ("favor", "contra", "abstencion")) for i in (0, 1)]
            assert manos == llegaron, (e["clave"], v["pregunta"])


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_las_tarjetas_de_salida_no_pasan_de_quienes_llegaron(municipio):
    for e in anio_de(municipio)["encuentros"]:
        for por_sexo in e.get("salida", {}).values():
            gente = filas(municipio, f"asistencia/{e['clave']}.csv")
            for quienes, sexo in (("mujeres", "mujer"), ("hombres", "hombre")):
                assert sum(por_sexo[quienes]) <= sum(f["sexo"] == sexo for f in gente)


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_cada_anio_va_en_orden_y_con_las_fechas_que_le_tocan(municipio):
    anio = anio_de(municipio)
    dias = [e["dia"] for e in anio["encuentros"]]
    assert dias == sorted(dias)
    assert anio["abierta"] < dias[0]
    indicado = next(m for m in GUION["municipios"] if m["municipio"] == municipio)
    [cumbre] = [e for e in anio["encuentros"] if e["clave"] == "cumbre-2"]
    assert indicado["priorizado"].date() == cumbre["dia"]


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_cada_informe_se_presenta_a_tiempo_y_responde_lo_que_el_ciclo_pregunta(casa, municipio):
    ciclo = casa.contexto(EnMunicipio(casa.territorio.municipio(municipio).id), GESTION).ciclo
    for e in anio_de(municipio)["encuentros"]:
        renglones = {r.clave: r for r in ciclo.eventos[e["clave"]].informes}
        for dato in e.get("informes", ()):
            renglon = renglones[dato["clave"]]
            preguntas = {a.clave for a in plantilla_de(renglon)}
            assert Rol(dato["cargo"]) in informan_por(renglon.informa)
            assert dato.get("presentado", dato.get("escrito")) <= e["dia"]
            assert preguntas >= set(dato["apartados"])
            assert "escrito" in dato or preguntas == set(dato["apartados"])


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_el_programa_de_seguimiento_va_en_orden(municipio):
    conocidas = {f["nombre"] for f in filas(municipio, "organizaciones.csv")}
    for encargo in anio_de(municipio).get("seguimiento", ()):
        assert "comision" in encargo or encargo["organizacion"] in conocidas
        for a in encargo.get("actividades", ()):
            puesta = a.get("programada", encargo["encargado"])
            despues = [a[c]["dia"] for c in ("movida", "hecha", "reclamo") if c in a]
            assert [puesta, *despues] == sorted([puesta, *despues])
            assert puesta <= a["fecha"]


@pytest.mark.parametrize("municipio", VIVIDOS)
def test_el_edc_anclado_se_publica_despues_de_anclarlo_y_su_secretaria_es_de_la_region(
    casa, municipio
):
    for e in anio_de(municipio)["encuentros"]:
        if ancla := e.get("ancla"):
            region, secretaria = casa.regiones[ancla["region"]], ancla["secretaria"]
            pasos = [ancla["dia"], *ancla["publicado"]]
            assert pasos == sorted(pasos)
            assert ancla["publicado"][-1] > e["acta"]["cerrada"]
            assert casa.territorio.municipio(municipio).id in region.municipios
            assert casa.territorio.municipio(secretaria["municipio"]).id in region.municipios
            assert e["dia"] == secretaria["desde"] < secretaria["hasta"]
