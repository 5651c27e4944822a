"""Un servidor de producción con piezas en memoria y cuatro vistas a propósito para probarlo.

Se corre aparte: `python -m tests.servidor.programa '{"puerto": 8123, …}'`.
"""

import json
import os
import sys
import time

from flask import request

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.servidor.proceso import atender
from nucleo.web.fabrica import crear_app
from nucleo.web.permisos import publica
from tests.web.doble import PiezasDeDoble

AJUSTES = ConfiguracionDeServidor(**json.loads(sys.argv[1]))
EN_CURSO = "atendiendo\n"


def armar(*observadores):
    app = crear_app(PiezasDeDoble(servidor=AJUSTES), observadores=observadores)
    app.config["WTF_CSRF_ENABLED"] = False  # a estas vistas les llegan cuerpos, no formularios

    @app.get("/prueba/lenta")
    @publica
    def lenta():
        sys.stdout.write(EN_CURSO)
        sys.stdout.flush()
        time.sleep(2)
        return "completa"

    @app.route("/prueba/rota", methods=["GET", "POST"])
    @publica
    def rota():
        raise ValueError(request.args.get("nombre", ""), request.get_data())

    @app.get("/prueba/proceso")
    @publica
    def proceso():
        return str(os.getpid())

    @app.post("/prueba/cuerpo")
    @publica
    def cuerpo():
        return str(len(request.get_data()))

    return app


if __name__ == "__main__":
    atender(AJUSTES, armar)
