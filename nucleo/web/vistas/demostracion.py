"""Las entradas directas de una demostración: sin contraseña, y solo si la base es de eso."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.errores import NoExiste
from nucleo.servicios import demostracion
from nucleo.servicios.demostracion import Papel
from nucleo.web.ambito import piezas
from nucleo.web.permisos import publica
from nucleo.web.sesion import aparato_de_quien_pide, contexto_de_cuenta, de_plataforma
from nucleo.web.vistas.entrada import abrir_y_seguir

plano = Blueprint("demostracion", __name__)


@plano.post("/entrar/demo")
@publica
def entrar() -> Response:
    """Entra como una de las siete personas; fuera de una demostración esta página no existe."""
    if not piezas().plataforma.demostracion:
        raise NoExiste("página", request.path)
    entrada = demostracion.entrar_como(
        contexto_de_cuenta(),
        piezas().unidad(EnPlataforma()),
        request.form.get("papel", ""),
        aparato_de_quien_pide(),
    )
    return abrir_y_seguir(entrada)


def papeles() -> Sequence[Papel]:
    """Los que `/entrar` ofrece: ninguno, si la base no es de demostración."""
    if not piezas().plataforma.demostracion:
        return ()
    return demostracion.disponibles(de_plataforma())


@plano.app_context_processor
def _en_la_puerta() -> dict[str, object]:
    return {"papeles_de_demostracion": papeles}
