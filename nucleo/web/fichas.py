"""La ficha contra CSRF: todo envío trae la que esta casa le dio a ese navegador."""

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect, generate_csrf  # type: ignore[import-untyped]  # sin tipos

GALLETA, GALLETA_SEGURA = "tinkuy-paso", "__Host-tinkuy-paso"
"""Solo de paso: la ficha, los avisos y lo pendiente con otro proveedor. Quién es no va aquí."""


class SegunLlegue(SecureCookieSessionInterface):
    """La cookie es solo para HTTPS cuando la petición llegó por HTTPS.

    Y su nombre le pide al navegador que no acepte la que ponga un subdominio vecino: con una ficha
    puesta por otro, otro podría enviar por usted.
    """

    def get_cookie_name(self, app: Flask) -> str:
        return GALLETA_SEGURA if request.is_secure else super().get_cookie_name(app)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - la firma es de Flask
        return request.is_secure


def instalar(app: Flask, secreto: bytes) -> None:
    """Protege todo lo que no sea GET, HEAD u OPTIONS; la ficha dura lo que dura la cookie.

    No se exige además `Referer`: hay páginas que lo callan a propósito, y la ficha basta.
    """
    app.config.update(
        SECRET_KEY=secreto,
        SESSION_COOKIE_NAME=GALLETA,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = SegunLlegue()
    CSRFProtect(app)
    app.context_processor(lambda: {"csrf_token": ficha_contra_csrf})


def ficha_contra_csrf() -> str:
    """La de este navegador. Una página que la lleva es de él: no se recuerda para otros."""
    g.pop("vigencia", None)
    return str(generate_csrf())
