"""Mandar cartas desde una pantalla: con qué dirección, por dónde y qué pasa si no salen."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, current_app, request

from nucleo.dominio.cartas import Carta, CorreoNoEnviado
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.piezas import Correo
from nucleo.textos.cartas import de_invitacion
from nucleo.web.ambito import piezas
from nucleo.web.lugares import nombre_de_ambito

REGISTRO = logging.getLogger(__name__)
COLA = "tinkuy_correos"


def direccion_publica(ruta: str) -> str:
    """La dirección entera de una ruta, para un correo, un papel o para volver de otro sitio.

    Sale de `plataforma.direccion`. Solo sin correo ni OIDC, que la exigen, se usa la del pedido.
    """
    declarada = piezas().plataforma.direccion
    return f"{declarada or request.host_url.rstrip('/')}{ruta}"


def enviar_invitacion(secreto: str, invitacion: Invitacion, quien: str = "") -> bool:
    """Manda por correo el enlace que devolvió `identidad.invitar`, ya confirmado. Dice si salió.

    Si no salió, el motivo queda en el registro y la invitación sigue valiendo: quien la hizo
    puede entregar el enlace (`enlace_de_invitacion`) de otro modo. `quien` invita, ya firmado.
    """
    carta = de_invitacion(
        invitacion,
        donde=nombre_de_ambito(invitacion.sobre),
        enlace=enlace_de_invitacion(secreto),
        plataforma=piezas().plataforma.nombre,
        quien=quien,
    )
    return entregar(piezas().correo, carta)


def enlace_de_invitacion(secreto: str) -> str:
    """La dirección que abre la invitación."""
    return direccion_publica(f"/invitacion/{secreto}")


def entregar(correo: Correo, carta: Carta) -> bool:
    """Manda la carta; si no se puede, lo anota sin decir a quién era."""
    try:
        correo.enviar(carta)
    except CorreoNoEnviado as error:
        REGISTRO.error("No se pudo enviar un correo: %s", error.datos["motivo"], exc_info=error)
        return False
    return True


def despues(tarea: Callable[[], object]) -> None:
    """Hace eso después de responder, de a una: lo que tarde o falle no se nota desde fuera.

    Lo pendiente se termina antes de apagar el proceso. No lleva el contexto de la petición.
    """
    cola: ThreadPoolExecutor = current_app.extensions[COLA]
    cola.submit(_sin_caer, tarea)


def esperar(app: Flask) -> None:
    """Hasta que lo pendiente termine."""
    cola: ThreadPoolExecutor = app.extensions[COLA]
    cola.submit(lambda: None).result()


def _sin_caer(tarea: Callable[[], object]) -> None:
    try:
        tarea()
    except Exception:  # noqa: BLE001 - nadie más mira este hilo: lo que sea queda anotado
        REGISTRO.exception("Falló una tarea que iba después de responder")


def instalar(app: Flask) -> None:
    """Una cola por proceso; su hilo nace con la primera tarea, ya en el proceso que atiende."""
    app.extensions[COLA] = ThreadPoolExecutor(1, "tinkuy-correos")
