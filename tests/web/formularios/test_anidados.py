"""Grupos, listas y números en el mecanismo de formularios: lo que un plugin puede pedir."""

import pytest
from flask import render_template_string
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import MultiDict

from nucleo.web.formularios import Formulario


class Agua(Schema):
    litros = fields.Integer(required=True, validate=validate.Range(1, 10), strict=True)
    potable = fields.Boolean(load_default=False)


class Esquema(Schema):
    peso = fields.Float(load_default=1.0, metadata={"etiqueta": "Peso"})
    modo = fields.String(validate=validate.OneOf(["lento", "normal"]))
    usos = fields.List(fields.String(validate=validate.OneOf(["riego", "casa"])))
    pozos = fields.List(fields.Integer())
    agua = fields.Nested(Agua, metadata={"etiqueta": "Agua"})


@pytest.fixture(autouse=True)
def en_una_peticion(app):
    with app.test_request_context():
        yield


def leido(**campos):
    formulario = Formulario(Esquema())
    formulario.leer(MultiDict({c.replace("__", "."): v for c, v in campos.items()}))
    return formulario


def test_todo_llega_con_sus_tipos_y_se_puede_guardar():
    f = leido(
        peso="2,5", modo="lento", usos=["riego", "casa"], pozos="3\n\n 4 \n",
        agua__litros="7", agua__potable="si",
    )  # fmt: skip
    assert not f.errores
    assert f.llano == {
        "peso": 2.5, "modo": "lento", "usos": ["riego", "casa"], "pozos": [3, 4],
        "agua": {"litros": 7, "potable": True},
    }  # fmt: skip
    assert f.datos["agua"] == {"litros": 7, "potable": True}


def test_lo_que_no_se_ve_al_escribirlo_no_entra():
    f = leido(modo="\x00len\x07to\u202e ", usos=["rie\x00go"], pozos="\x1b3\n\x00\n")
    assert f.escrito["modo"] == "lento"
    assert (f.escrito["usos"], f.escrito["pozos"]) == (["riego"], ["3"])


@pytest.mark.parametrize(
    ("campos", "campo"),
    [
        ({"agua__litros": "99"}, "agua.litros"),
        ({"agua__litros": "mil"}, "agua.litros"),
        ({}, "agua.litros"),
        ({"agua__litros": "1", "pozos": "uno"}, "pozos"),
        ({"agua__litros": "1", "usos": ["beber"]}, "usos"),
        ({"agua__litros": "1", "modo": "veloz"}, "modo"),
        ({"agua__litros": "1", "agua__ajeno": "x"}, "agua.ajeno"),
    ],
)
def test_cada_error_va_en_su_campo_tambien_adentro(campos, campo):
    f = leido(**campos)
    assert list(f.errores) == [campo]
    assert [c for c, _, _ in f.resumen] == ([campo] if campo != "agua.ajeno" else [""])


def test_los_controles_dicen_con_que_se_llenan():
    inicial = {"peso": 0.5, "usos": ["casa"], "pozos": [1], "agua": {"litros": 3, "potable": True}}
    f = Formulario(Esquema(), inicial, notas={"agua.litros": "Por día."})
    peso, modo, usos, pozos, agua = f.controles
    clases = [c.clase for c in (peso, modo, usos, pozos, agua)]
    assert clases == ["numero", "opcion", "varias", "lista", "grupo"]
    assert (peso.valor, usos.valor, pozos.valor) == ("0,5", ["casa"], [1])
    litros, potable = agua.controles
    assert (litros.campo, litros.valor, litros.ayuda) == ("agua.litros", "3", "Por día.")
    assert (potable.clase, potable.valor) == ("casilla", True)


def test_lo_escrito_vuelve_a_mostrarse_con_su_error():
    litros, _ = leido(agua__litros="99").control("agua").controles
    assert litros.valor == "99"
    assert litros.errores == ["se esperaba un número de 1 a 10"]


def test_un_grupo_se_pinta_con_su_titulo_y_cada_control_con_su_nombre():
    pagina = render_template_string(
        '{% import "campos.html" as campos with context %}{{ campos.todos(f) }}', f=leido()
    )
    assert "<legend>Agua</legend>" in pagina
    assert 'name="agua.litros"' in pagina
    assert 'href="#agua.litros"' not in pagina
    assert '<textarea rows="4" id="pozos" name="pozos"' in pagina
