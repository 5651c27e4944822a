"""Un archivo agregado como lo hace la pantalla sale, vuelve y se borra con su municipio."""

import json

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.adjuntos import ClaseDeAdjunto
from nucleo.dominio.ambito import EnMunicipio
from nucleo.servicios import adjuntos
from tests.archivos import foto
from tests.cli.vida.ordenes import TUNARI, adjuntos_de, bien, borrar, exportar, mal, resumen
from tests.exportaciones.ejemplos import abierta, cerrada, sellada

AMBITO = EnMunicipio(31003)


def agregar(raiz, contenido):
    """La ficha de un adjunto nuevo del primer formulario."""
    casa = Casa(raiz, RAIZ / "configuraciones", f"sqlite:///{raiz / 'tinkuy.db'}")
    with casa.unidad_de_lectura(AMBITO) as unidad:
        formulario = unidad.asambleas.formularios_de(2027)[0]
    nuevo = adjuntos.agregar(
        casa.contexto(AMBITO, 2027, "ana"), casa.unidad(AMBITO), casa.adjuntos(AMBITO),
        formulario.id, ClaseDeAdjunto.PLANILLA, "planilla.jpg", contenido,
    )  # fmt: skip
    casa.cerrar()
    return nuevo


@pytest.fixture
def raiz(copia, tmp_path):
    assert copia
    return tmp_path / "copia"


def test_sale_vuelve_y_se_borra_con_su_ficha_y_su_contenido(copia, raiz, otra, tmp_path):
    nuevo = agregar(raiz, foto())
    ida, vuelta = tmp_path / "ida.zip", tmp_path / "vuelta.zip"
    exportar(copia, ida)
    entradas = abierta(ida.read_bytes())
    (ficha,) = map(json.loads, entradas["datos/adjuntos.jsonl"].splitlines())
    assert (ficha["resumen"], ficha["tipo"]) == (nuevo.resumen, "image/jpeg")
    assert f"adjuntos/{nuevo.resumen}" in entradas
    bien(otra("municipio", "restaurar", ida))
    suyos = adjuntos_de(tmp_path / "otra")
    assert suyos.leer(nuevo.resumen) == adjuntos_de(raiz).leer(nuevo.resumen)
    assert exportar(otra, vuelta)["resumen"] == resumen(copia)
    bien(borrar(otra, vuelta))
    assert suyos.resumenes() == []
    assert len(adjuntos_de(raiz).resumenes()) == 1, "los de la otra instalación siguen"


def test_no_se_exporta_un_municipio_al_que_le_falta_un_contenido(copia, raiz, tmp_path):
    nuevo = agregar(raiz, foto())
    adjuntos_de(raiz).quitar(nuevo.resumen)
    mal(copia("municipio", "exportar", TUNARI, tmp_path / "x.zip"), nuevo.resumen, "respaldo")
    mal(copia("respaldo", "crear", tmp_path / "r.zip"), nuevo.resumen)
    assert not (tmp_path / "x.zip").exists()


def test_un_archivo_con_fichas_sin_contenido_no_entra(copia, raiz, otra, tmp_path):
    nuevo = agregar(raiz, foto())
    exportar(copia, tmp_path / "ida.zip")
    entradas = abierta((tmp_path / "ida.zip").read_bytes())
    del entradas[f"adjuntos/{nuevo.resumen}"]
    malo = tmp_path / "malo.zip"
    malo.write_bytes(cerrada(sellada(entradas)))
    mal(otra("municipio", "restaurar", malo), "adjuntos", "falta el contenido")
    assert adjuntos_de(tmp_path / "otra").resumenes() == []


@pytest.mark.parametrize("cambio", [{"tipo": "text/html"}, {"clase": "virus"}])
def test_un_adjunto_de_otro_tipo_no_entra(copia, raiz, otra, tmp_path, cambio):
    agregar(raiz, foto())
    exportar(copia, tmp_path / "ida.zip")
    entradas = abierta((tmp_path / "ida.zip").read_bytes())
    (ficha,) = map(json.loads, entradas["datos/adjuntos.jsonl"].splitlines())
    como = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    entradas["datos/adjuntos.jsonl"] = json.dumps(ficha | cambio, **como).encode() + b"\n"
    malo = tmp_path / "malo.zip"
    malo.write_bytes(cerrada(sellada(entradas)))
    mal(otra("municipio", "restaurar", malo), "adjuntos")
