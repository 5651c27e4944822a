"""Quién está del otro lado: la cookie de la sesión, que solo lleva un secreto sin datos."""

import logging
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from uuid import UUID

from flask import Flask, Response, g, request, session

from nucleo.dominio.ambito import Ambito, EnPlataforma
from nucleo.dominio.contexto import Contexto, ahora
from nucleo.dominio.errores import SesionRequerida
from nucleo.dominio.politica import Accion
from nucleo.dominio.usuarios import Persona
from nucleo.servicios import entradas
from nucleo.servicios.entradas import Entrada, Vista
from nucleo.servicios.identidad import firmar
from nucleo.servicios.puertos import Unidad
from nucleo.web.ambito import piezas
from nucleo.web.aparatos import poner_cookie, recordar_aparato

REGISTRO = logging.getLogger(__name__)
COOKIE, COOKIE_SEGURA = "tinkuy", "__Host-tinkuy"


@dataclass(slots=True)
class CambioDeCookie:
    """Lo que la respuesta hará con la cookie: ponerla con ese secreto, o quitarla (`None`)."""

    secreto: str | None
    vence_en: datetime | None = None


def nombre_de_cookie() -> str:
    """Por HTTPS, una que el navegador solo devuelve a este mismo servidor y cifrada."""
    return COOKIE_SEGURA if request.is_secure else COOKIE


def secreto_actual() -> str:
    """El de la cookie; vacío si no hay."""
    return request.cookies.get(nombre_de_cookie(), "")


def vista_actual() -> Vista | None:
    """La sesión de esta petición, esté o no confirmada; se busca una sola vez."""
    if "vista" not in g:
        secreto = secreto_actual()
        g.vista = entradas.mirar(de_plataforma(), secreto, ahora()) if secreto else None
    vista: Vista | None = g.vista
    return vista


def persona_actual() -> Persona | None:
    """Quien entró del todo; con el segundo factor pendiente todavía no es nadie."""
    vista = vista_actual()
    return vista.persona if vista and vista.sesion.confirmada else None


def exigir_persona() -> Persona:
    """La persona, o `SesionRequerida`."""
    persona = persona_actual()
    if persona is None:
        raise SesionRequerida
    return persona


def exigir_vista() -> Vista:
    """La sesión de quien entró del todo, o `SesionRequerida`."""
    vista = vista_actual()
    if vista is None or not vista.sesion.confirmada:
        raise SesionRequerida
    return vista


def de_plataforma() -> Unidad:
    """Una lectura en el ámbito donde viven las cuentas."""
    return piezas().unidad_de_lectura(EnPlataforma())


def contexto_de(
    accion: Accion, ambito: Ambito, gestion: int = 0, organizacion: UUID | None = None
) -> Contexto:
    """El contexto de un caso de uso, firmado por quien está dentro con el mandato que lo permite.

    `organizacion` es por cuál se hace, si el mandato es de una organización.
    """
    quien = firmar(exigir_persona(), accion, ambito, organizacion)
    return piezas().contexto(ambito, gestion, quien)


def contexto_de_cuenta() -> Contexto:
    """El de lo que cada quien hace con su propia cuenta."""
    return piezas().contexto(EnPlataforma(), 0, "")


def abrir_sesion(entrada: Entrada) -> None:
    """Desde aquí vale esa sesión. La que había se cierra y lo pendiente se olvida.

    Nada de lo que trajo el navegador pasa a la nueva: no hay sesión que fijar.
    """
    if vista := vista_actual():
        unidad = piezas().unidad(EnPlataforma())
        entradas.cerrar(unidad, vista.persona.usuario_id, vista.sesion.id, ahora())
        g.pop("vista")
    session.clear()
    recordar_sesion(entrada.secreto, entrada.sesion.vence_en)
    if entrada.sesion.confirmada:
        recordar_aparato(entrada.sesion.usuario_id)


def recordar_sesion(secreto: str, vence_en: datetime) -> None:
    """La respuesta pondrá la cookie."""
    g.cookie = CambioDeCookie(secreto, vence_en)


def rotar_sesion() -> None:
    """La misma sesión con otro secreto: quien se haya llevado el de antes se queda fuera."""
    vista = exigir_vista()
    nuevo = entradas.rotar(piezas().unidad(EnPlataforma()), secreto_actual())
    recordar_sesion(nuevo, vista.sesion.vence_en)


def olvidar_sesion() -> None:
    """La respuesta quitará la cookie."""
    g.cookie = CambioDeCookie(None)


def direccion_de_quien_pide() -> str:
    """La IP, ya corregida por la frontera si hay un proxy nuestro delante.

    De una IPv6, su red: a cada quien le dan 2⁶⁴ direcciones, y todas son la misma persona.
    """
    try:
        ip = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Network((ip, 64), strict=False))
    return str(ip)


def aparato_de_quien_pide() -> str:
    """Lo que el navegador dice ser, para reconocerlo en «mis sesiones»."""
    return str(request.user_agent)[:200]


def instalar(app: Flask) -> None:
    """Pone y quita la cookie, anota que la sesión se vio y ofrece `persona` a las plantillas."""
    app.after_request(_poner_cookie)
    app.after_request(poner_cookie)
    app.context_processor(lambda: {"persona": persona_actual()})


def _anotar_vista(vista: Vista | None) -> None:
    """Que la sesión siga contando como usada no vale una página rota: si no se puede, se anota."""
    if vista is None or not entradas.conviene_anotar(vista.sesion, ahora()):
        return
    try:
        entradas.anotar_vista(piezas().unidad(EnPlataforma()), secreto_actual(), ahora())
    except Exception:  # noqa: BLE001 - sea cual sea la falla, la página ya está hecha
        REGISTRO.exception("No se pudo anotar que la sesión se usó")


def _poner_cookie(respuesta: Response) -> Response:
    _anotar_vista(g.get("vista"))
    cambio: CambioDeCookie | None = g.get("cookie")
    if cambio is None:
        return respuesta
    if cambio.secreto is None:
        respuesta.delete_cookie(nombre_de_cookie(), secure=request.is_secure, httponly=True)
        return respuesta
    respuesta.set_cookie(
        nombre_de_cookie(),
        cambio.secreto,
        expires=cambio.vence_en,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return respuesta
