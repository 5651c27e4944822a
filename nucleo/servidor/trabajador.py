"""El proceso que atiende: el de hilos de gunicorn, con plazo para escuchar y errores sin rastro."""

import logging
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http import errors as mal
from gunicorn.workers.gthread import ThreadWorker

from nucleo.web.cabeceras import cabeceras

REGISTRO = logging.getLogger("tinkuy.servidor")
ESTADOS: dict[type[Exception], HTTPStatus] = {
    mal.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    mal.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    mal.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    mal.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
NUESTROS = (mal.InvalidResponseHeader, mal.InvalidResponseHeaderName)
PAGINA = (
    b'<!doctype html><html lang="es"><meta charset="utf-8"><title>No se pudo atender</title>'
    b"<h1>No se pudo atender</h1><p>El pedido no se entiende o es demasiado grande.</p></html>"
)


class Trabajador(ThreadWorker):  # type: ignore[misc]  # gunicorn no trae tipos
    """A quien manda su pedido a cuentagotas se le deja de escuchar pasado el plazo.

    gunicorn mide solo el hilo principal: sin esto, tantos clientes lentos como hilos haya dejarían
    sin servicio a todos. Solo se corta la entrada: lo ya recibido se atiende y se responde.
    """

    def __init__(self, *partes: Any, **mas: Any) -> None:
        super().__init__(*partes, **mas)
        self._desde: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:
        """Una petición, en su hilo."""
        self._desde[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            self._desde.pop(conn, None)

    def murder_pending(self) -> None:
        """Cada segundo, desde el hilo principal."""
        super().murder_pending()
        vencidas = time.monotonic() - self.cfg.timeout
        for conn, desde in list(self._desde.items()):
            if desde < vencidas:
                with suppress(OSError):  # ya se había ido
                    conn.sock.shutdown(socket.SHUT_RD)

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """Lo que no llegó a ser una petición: ni su texto ni de dónde vino se anotan o repiten."""
        suyo = isinstance(exc, mal.ParseException) and not isinstance(exc, NUESTROS)
        estado = ESTADOS.get(type(exc), HTTPStatus.BAD_REQUEST)  # type: ignore[arg-type]  # vale cualquier tipo
        if not suyo:
            estado = HTTPStatus.INTERNAL_SERVER_ERROR
        nivel = logging.INFO if suyo else logging.ERROR
        REGISTRO.log(nivel, "Pedido rechazado con %d", estado, exc_info=exc)
        with suppress(OSError):
            util.write_nonblock(client, respuesta(estado))


def respuesta(estado: HTTPStatus) -> bytes:
    """La respuesta entera, con las cabeceras de toda la casa."""
    lista = [
        ("Connection", "close"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(PAGINA))),
        *cabeceras(),
    ]
    lineas = [f"HTTP/1.1 {estado.value} {estado.phrase}", *(f"{n}: {v}" for n, v in lista)]
    return "\r\n".join(lineas).encode("latin-1") + b"\r\n\r\n" + PAGINA
