"""Los aparatos en que alguien ya entró: quien falla con su correo desde otra parte no los frena.

La cookie lleva, por cuenta, un número al azar firmado por la instalación. No abre nada: con ella
las fallas se cuentan aparte, y con cinco también hay que esperar.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from flask import Response, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from nucleo.web.ambito import piezas

COOKIE, COOKIE_SEGURA = "tinkuy-aparato", "__Host-tinkuy-aparato"
DURA = timedelta(days=365)
CUANTAS = 5
"""Cuentas de un mismo aparato: en una casa se presta, y la cookie no crece sin fin."""


def nombre_de_cookie() -> str:
    return COOKIE_SEGURA if request.is_secure else COOKIE


def conocidos() -> Mapping[str, str]:
    """De qué cuentas (por su `id`) es conocido el aparato que pide, y con qué número."""
    try:
        leido = _firmador().loads(request.cookies.get(nombre_de_cookie(), ""))
    except BadSignature:
        return {}
    return {str(quien): str(numero) for quien, numero in leido.items()}


def recordar_aparato(usuario_id: UUID) -> None:
    """La respuesta dirá que esa persona ya entró aquí."""
    quien, antes = str(usuario_id), dict(conocidos())
    numero = antes.pop(quien, "") or secrets.token_urlsafe(16)
    g.aparato = dict([*antes.items(), (quien, numero)][-CUANTAS:])


def poner_cookie(respuesta: Response) -> Response:
    """Va después de cada vista."""
    if "aparato" in g:
        respuesta.set_cookie(
            nombre_de_cookie(),
            str(_firmador().dumps(g.aparato)),
            max_age=DURA,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return respuesta


def _firmador() -> URLSafeSerializer:
    return URLSafeSerializer(piezas().secreto, salt="aparato")
