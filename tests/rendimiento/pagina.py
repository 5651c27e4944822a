"""CPU de una página de lista, contra una vista de Flask que no hace nada.

Se mide de las dos maneras en que la página ocurre: la que se vuelve a pedir sin que nada haya
cambiado, que el núcleo recuerda mientras la bitácora no crezca, y la que hay que consultar y
pintar de nuevo.
"""

import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from nucleo.arranque import Casa
from nucleo.cli.demo import cargar

from .medicion import Medicion, medir

POR_TURNO = 40
GESTION = 2027
MUNICIPIO = "villa-tunari"
PAGINA = f"/{MUNICIPIO}/demandas"


def medir_pagina(casa: Casa) -> list[Medicion]:
    """Razones de CPU entre la lista de demandas (25 filas del demo) y la vista vacía."""
    cargar(casa, {"municipio": MUNICIPIO, "datos": MUNICIPIO}, GESTION)
    app = casa.app()
    nuestro, piso = app.test_client(), vista_vacia().test_client()
    texto = nuestro.get(PAGINA).get_data(as_text=True)
    if texto.count("<tr") < 25:
        raise AssertionError("la lista de demandas no trae sus 25 filas")
    memoria = app.extensions["tinkuy_memoria"]
    return [
        medir(
            f"CPU de {PAGINA} {como}, contra una vista de Flask vacía",
            10,
            lambda antes=antes: pedir(nuestro, antes),
            lambda: pedir(piso),
            time.process_time,
            turnos=11,
        )
        for como, antes in (("sin cambios", nada), ("pintada de nuevo", memoria.vaciar))
    ]


def nada() -> None:
    """No hay nada que olvidar antes de pedir."""


def vista_vacia() -> Flask:
    """Lo menos que Flask puede responder a la misma dirección."""
    app = Flask(__name__)
    app.add_url_rule("/<municipio>/demandas", view_func=lambda **_: "")
    return app


def pedir(cliente: FlaskClient, antes: Callable[[], None] = nada) -> None:
    for _ in range(POR_TURNO):
        antes()
        respuesta = cliente.get(PAGINA)
        if respuesta.status_code != 200:
            raise AssertionError(respuesta.status)
        respuesta.close()
