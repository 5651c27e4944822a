"""Una casa de verdad en producción; cada respuesta dice qué proceso la dio.

Se corre aparte: `python -m tests.servidor.instalada CARPETA '{"puerto": 8123, …}'`. La carpeta ya
tiene su base.
"""

import json
import os
import sys
from pathlib import Path

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.servidor.proceso import atender
from tests.web.casa import en

PROCESO = "X-Proceso"


def armar(*observadores):
    casa = en(Path(sys.argv[1]))
    app = casa.app(*observadores)

    por_dentro = app.wsgi_app

    def firmada(entorno, empezar):
        """Por fuera de la aplicación: una página recordada reemplaza a la recién pintada."""

        def con_proceso(estado, cabeceras, *error):
            return empezar(estado, [*cabeceras, (PROCESO, str(os.getpid()))], *error)

        return por_dentro(entorno, con_proceso)

    app.wsgi_app = firmada
    casa.cerrar()  # los procesos hijos no heredan ninguna conexión abierta
    return app


if __name__ == "__main__":
    atender(ConfiguracionDeServidor(**json.loads(sys.argv[2])), armar)
