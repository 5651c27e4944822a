"""Cerrarle la puerta a una cuenta entera, y volver a abrírsela."""

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.usuarios import Usuario
from nucleo.servicios.credenciales import anotar
from nucleo.servicios.identidad import normalizar_correo
from nucleo.servicios.puertos import Unidad

SUSPENDIDA, REACTIVADA = "identidad.suspendida", "identidad.reactivada"


def suspender(contexto: Contexto, unidad: Unidad, correo: str) -> bool:
    """Nadie entra más con ella y sus sesiones se cierran; sus mandatos quedan como están.

    La unidad se abre en la plataforma. Devuelve si cambió algo; `NoExiste` si no hay tal cuenta.
    """
    with unidad:
        unidad.reservar()
        usuario = _exigir(unidad, correo)
        if usuario.suspendido_en:
            return False
        usuario.suspendido_en = contexto.ahora()
        for sesion in unidad.sesiones.de_usuario(usuario.id):
            if sesion.cerrada_en is None:
                sesion.cerrada_en = usuario.suspendido_en
        anotar(contexto, unidad, SUSPENDIDA, usuario)
        unidad.confirmar()
    return True


def reactivar(contexto: Contexto, unidad: Unidad, correo: str) -> bool:
    """Lo contrario; las sesiones de antes no vuelven. Devuelve si cambió algo."""
    with unidad:
        unidad.reservar()
        usuario = _exigir(unidad, correo)
        if usuario.suspendido_en is None:
            return False
        usuario.suspendido_en = None
        anotar(contexto, unidad, REACTIVADA, usuario)
        unidad.confirmar()
    return True


def _exigir(unidad: Unidad, correo: str) -> Usuario:
    usuario = unidad.usuarios.por_correo(normalizar_correo(correo))
    if usuario is None:
        raise NoExiste("cuenta", correo)
    return usuario
