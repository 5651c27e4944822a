"""¿Está vivo el servicio? ¿Está listo? Lo pregunta quien lo vigila, no una persona."""

import logging
from time import monotonic

from flask import Blueprint, Response, current_app, jsonify

from nucleo.web.ambito import piezas
from nucleo.web.permisos import publica

REGISTRO = logging.getLogger(__name__)
plano = Blueprint("estado", __name__, url_prefix="/estado")
Respuesta = tuple[Response, int]
CADA_TANTO = 60.0  # segundos: mirar los muros cuesta unas consultas al catálogo


@plano.get("/vivo")
@publica
def vivo() -> Response:
    """Responde sin tocar la base: solo dice que el proceso atiende."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@plano.get("/listo")
@publica
def listo() -> Respuesta:
    """200 si se le pueden mandar personas; 503 y qué falta si no. La causa va al registro."""
    falta = que_falta()
    respuesta = jsonify(listo=not falta, falta=falta)
    respuesta.cache_control.no_store = True
    return respuesta, 503 if falta else 200


def que_falta() -> list[str]:
    """Claves estables: `base_no_responde`, `base_sin_actualizar` o `muros_caidos`."""
    try:
        if piezas().base_pendiente():
            return ["base_sin_actualizar"]
        return ["muros_caidos"] if muros_caidos() else []
    except Exception:  # noqa: BLE001 - sea cual sea la causa, así no está lista
        REGISTRO.exception("La base no responde")
        return ["base_no_responde"]


def muros_caidos() -> bool:
    """Cada tanto se miran enteros: alguien pudo derribarlos con el servicio en marcha."""
    visto, caidos = current_app.extensions.get("tinkuy_muros", (-CADA_TANTO, False))
    if monotonic() - visto >= CADA_TANTO:
        muros = piezas().muros()
        caidos = bool(muros.fallas or muros.poderes)
        for que in (*muros.fallas, *muros.poderes):
            REGISTRO.error("Muro caído: %s", que)
        current_app.extensions["tinkuy_muros"] = (monotonic(), caidos)
    return bool(caidos)
