"""`tinkuy asistencia`: la planilla sucia, el ensayo, repetir, y la lista que va y vuelve."""

import json

import pytest

BASE = ("villa-tunari", "2031", "eda-1")
BUENA = "Nombre;Sexo;Organización\nAna Quispe;F;\nLuis Rojas;M;\n;;\n"
SUCIA = "Nómbre;Sexo;Organización\nAna Quispe;F;\nLuis Rojas;otro;Nadie\n"


@pytest.fixture
def en_curso(cargados):
    hecha = cargados("gestion", "abrir", "villa-tunari", "2031", "--limite", "2030-09-10")
    assert hecha.codigo == 0, hecha.errores
    assert cargados("evento", "avanzar", *BASE, "en_curso").codigo == 0
    return cargados


@pytest.fixture
def planilla(tmp_path):
    def escribir(texto, nombre="lista.csv"):
        ruta = tmp_path / nombre
        ruta.write_text(texto, encoding="utf-8")
        return str(ruta)

    return escribir


def cuantas(consola):
    leida = consola("evento", "asistencia", *BASE, "--json").salida
    return sum(json.loads(leida)["personas"].values())


def test_el_ensayo_no_guarda_y_repetir_no_duplica(en_curso, planilla):
    pedido = ("asistencia", "importar", *BASE, planilla(BUENA))
    ensayo = en_curso(*pedido, "--ensayo")
    assert (ensayo.codigo, cuantas(en_curso)) == (0, 0)
    assert "no se guardó nada: leídas 2, se crearían 2" in ensayo.salida
    assert en_curso(*pedido).codigo == 0
    otra = json.loads(en_curso(*pedido, "--json").salida)
    assert (otra["creadas"], otra["repetidas"], cuantas(en_curso)) == (0, 2, 2)


def test_lo_que_no_se_entiende_no_entra_y_se_dice_por_fila(en_curso, planilla, tmp_path):
    pedido = ("asistencia", "importar", *BASE, planilla(SUCIA))
    mala = en_curso(*pedido)
    assert (mala.codigo, cuantas(en_curso)) == (1, 0)
    assert "No entró nada" in mala.errores
    assert "mujer, hombre, sin dato" in mala.salida
    rechazos = tmp_path / "r.csv"
    assert en_curso(*pedido, "--parcial", "--rechazos", str(rechazos)).codigo == 0
    assert cuantas(en_curso) == 1
    assert "Luis Rojas" in rechazos.read_text(encoding="utf-8-sig")
    ensayada = en_curso(*pedido, "--ensayo")
    assert (ensayada.codigo, "No entraría nada" in ensayada.errores) == (1, True)


def test_la_lista_va_y_vuelve(en_curso, planilla, tmp_path):
    en_curso("asistencia", "importar", *BASE, planilla(BUENA))
    for nombre in ("lista.csv", "lista.xlsx"):
        salida = tmp_path / f"sale-{nombre}"
        assert en_curso("asistencia", "exportar", *BASE, str(salida)).codigo == 0
        assert en_curso("asistencia", "exportar", *BASE, str(salida)).codigo == 1
        vuelta = en_curso("asistencia", "importar", *BASE, str(salida), "--json")
        assert json.loads(vuelta.salida)["repetidas"] == 2
    assert en_curso("asistencia", "exportar", *BASE, str(tmp_path / "x.pdf")).codigo == 2


def test_antes_de_que_empiece_no_se_carga(en_curso, planilla):
    antes = ("villa-tunari", "2031", "eda-2")
    hecha = en_curso("asistencia", "importar", *antes, planilla(BUENA))
    assert (hecha.codigo, "cuando el encuentro empieza" in hecha.errores) == (1, True)
