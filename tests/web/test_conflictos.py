"""Dos personas en el mismo formulario, con un esquema cualquiera y sin base."""

import json

import pytest
from flask import Flask
from marshmallow import Schema, fields

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.lectura import dinero
from nucleo.web import conflictos, formularios
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import Formulario, Leido


class Esquema(Schema):
    nombre = fields.String(required=True, metadata={"etiqueta": "Nombre"})
    costo = Leido(dinero, required=True, metadata={"etiqueta": "Costo"})
    tipo = fields.String(metadata={"etiqueta": "Tipo"})
    propio = fields.Boolean(metadata={"etiqueta": "Propio"})


@pytest.fixture(autouse=True)
def en_castellano(monkeypatch):
    monkeypatch.setattr(formularios, "decir", str)
    monkeypatch.setattr(conflictos, "gettext", lambda texto: texto)


def edicion_de(inicial, version=3):
    opciones = {"tipo": [("a", "Aula"), ("b", "Puente")]}
    return Edicion(Formulario(Esquema(), inicial=inicial, opciones=opciones), version)


AHORA = {"nombre": "Dos aulas", "costo": "200", "tipo": "a", "propio": False}
PARTIDA = {"nombre": "Aula", "costo": "200", "tipo": "a", "propio": False}


def enviado(**cambios):
    datos = {"nombre": "Aula", "costo": "200", "tipo": "a", "version": "3"}
    return datos | {"partida": json.dumps(PARTIDA)} | cambios


def enviar(datos, edicion, hacer=lambda *_: None, releer=None):
    with Flask(__name__).test_request_context(method="POST", data=datos):
        return edicion.guardar(hacer, releer or (lambda: (AHORA, 4)))


def test_con_la_version_de_ahora_se_guarda_lo_leido():
    dichos = []
    assert enviar(enviado(), edicion_de(PARTIDA), lambda *dicho: dichos.append(dicho))
    [(datos, version)] = dichos
    assert (datos["nombre"], str(datos["costo"]), version) == ("Aula", "200.00", 3)


def test_con_otra_version_no_se_guarda_y_se_ven_los_tres_estados():
    edicion = edicion_de(AHORA, version=4)
    assert not enviar(enviado(costo="350"), edicion, pytest.fail)
    assert edicion.estado == 409
    vistas = [(d.etiqueta, d.antes, d.ahora, d.escrito) for d in edicion.diferencias]
    assert vistas == [
        ("Nombre", "Aula", "Dos aulas", "Aula"),
        ("Costo", "200", "200", "350"),
    ]
    assert [d.cambio for d in edicion.diferencias] == [True, False]
    assert edicion.formulario.control("costo").valor == "350"
    assert edicion.version == 4
    assert json.loads(edicion.partida)["nombre"] == "Dos aulas"


def test_si_alguien_gana_justo_al_guardar_se_relee_y_se_muestra():
    def tarde(*_):
        raise EdicionConcurrente

    edicion = edicion_de(PARTIDA)
    assert not enviar(enviado(), edicion, tarde)
    assert (edicion.estado, edicion.version) == (409, 4)
    assert edicion.diferencias[0].ahora == "Dos aulas"


def test_enviar_dos_veces_lo_mismo_no_choca():
    edicion = edicion_de(AHORA, version=4)
    datos = enviado(nombre="Dos aulas", costo="200,00")
    assert enviar(datos, edicion, pytest.fail)
    assert edicion.diferencias == ()


def test_la_opcion_y_la_casilla_se_leen_por_su_nombre():
    edicion = edicion_de(AHORA | {"tipo": "b", "propio": True}, version=4)
    assert not enviar(enviado(nombre="Dos aulas"), edicion, pytest.fail)
    por_etiqueta = {d.etiqueta: d for d in edicion.diferencias}
    assert (por_etiqueta["Tipo"].antes, por_etiqueta["Tipo"].ahora) == ("Aula", "Puente")
    assert (por_etiqueta["Propio"].ahora, por_etiqueta["Propio"].escrito) == ("sí", "no")


DANADAS = ["", "no es json", "[1]", "null", "[" * 100_000, '{"nombre": "\\ud800"}']


@pytest.mark.parametrize("partida", DANADAS, ids=lambda partida: partida[:20])
def test_una_partida_danada_no_rompe_nada(partida):
    edicion = edicion_de(AHORA, version=4)
    assert not enviar(enviado(partida=partida), edicion, pytest.fail)
    assert {d.antes for d in edicion.diferencias} <= {"—", "no"}


def test_sin_version_no_se_guarda_a_ciegas():
    datos = enviado(nombre="Otra cosa")
    del datos["version"]
    edicion = edicion_de(PARTIDA)
    assert not enviar(datos, edicion, pytest.fail)
    assert edicion.estado == 409


def test_mal_escrito_con_la_version_de_ahora_es_422_y_conserva_lo_escrito():
    edicion = edicion_de(PARTIDA)
    assert not enviar(enviado(costo="mucho"), edicion, pytest.fail)
    assert (edicion.estado, edicion.formulario.control("costo").valor) == (422, "mucho")
