"""CPU de una página de lista, contra una vista de Flask que no hace nada."""

import time

from flask import Flask
from flask.testing import FlaskClient

from nucleo.arranque import Casa
from nucleo.cli.demo import cargar

from .medicion import Medicion, medir

POR_TURNO = 40
GESTION = 2027
MUNICIPIO = "villa-tunari"
PAGINA = f"/{MUNICIPIO}/demandas"


def medir_pagina(casa: Casa) -> Medicion:
    """Razón de CPU entre la lista de demandas (25 filas del demo) y la vista vacía."""
    cargar(casa, {"municipio": MUNICIPIO, "datos": MUNICIPIO}, GESTION)
    nuestro, piso = casa.app().test_client(), vista_vacia().test_client()
    texto = nuestro.get(PAGINA).get_data(as_text=True)
    if texto.count("<tr") < 25:
        raise AssertionError("la lista de demandas no trae sus 25 filas")
    return medir(
        f"CPU de {PAGINA}, contra una vista de Flask vacía ({POR_TURNO} pedidos por turno)",
        10,
        lambda: pedir(nuestro),
        lambda: pedir(piso),
        time.process_time,
        turnos=11,
    )


def vista_vacia() -> Flask:
    """Lo menos que Flask puede responder a la misma dirección."""
    app = Flask(__name__)
    app.add_url_rule("/<municipio>/demandas", view_func=lambda **_: "")
    return app


def pedir(cliente: FlaskClient) -> None:
    for _ in range(POR_TURNO):
        respuesta = cliente.get(PAGINA)
        if respuesta.status_code != 200:
            raise AssertionError(respuesta.status)
        respuesta.close()
