"""¿Está vivo el servicio? Lo pregunta quien lo vigila."""

from flask import Blueprint, Response

plano = Blueprint("estado", __name__)


@plano.get("/estado/vivo")
def vivo() -> Response:
    """Responde sin tocar la base: solo dice que el proceso atiende."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")
