"""¿Está vivo el servicio? ¿Está listo? Lo pregunta quien lo vigila, no una persona."""

import logging

from flask import Blueprint, Response, jsonify

from nucleo.web.ambito import piezas

REGISTRO = logging.getLogger(__name__)
plano = Blueprint("estado", __name__, url_prefix="/estado")
Respuesta = tuple[Response, int]


@plano.get("/vivo")
def vivo() -> Response:
    """Responde sin tocar la base: solo dice que el proceso atiende."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@plano.get("/listo")
def listo() -> Respuesta:
    """200 si se le pueden mandar personas; 503 y qué falta si no. La causa va al registro."""
    falta = que_falta()
    respuesta = jsonify(listo=not falta, falta=falta)
    respuesta.cache_control.no_store = True
    return respuesta, 503 if falta else 200


def que_falta() -> list[str]:
    """Claves estables: `base_no_responde` o `base_sin_actualizar`."""
    try:
        return ["base_sin_actualizar"] if piezas().base_pendiente() else []
    except Exception:  # noqa: BLE001 - sea cual sea la causa, así no está lista
        REGISTRO.exception("La base no responde")
        return ["base_no_responde"]
