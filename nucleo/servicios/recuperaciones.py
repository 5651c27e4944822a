"""Recuperar una cuenta por su correo, sin que nadie sepa por aquí quién tiene una."""

from datetime import datetime, timedelta

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EnlaceInvalido
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Enlace, MotivoDeEnlace, Usuario
from nucleo.servicios import claves
from nucleo.servicios.credenciales import anotar, clave_nueva, poner_clave
from nucleo.servicios.frenos import anotar_fallas, exigir_calma
from nucleo.servicios.identidad import normalizar_correo
from nucleo.servicios.puertos import Unidad

VIGENCIA = timedelta(hours=1)
POR_CORREO, POR_DIRECCION = 3, 20
PEDIDA = "identidad.recuperacion_pedida"


def contar_pedido(contexto: Contexto, unidad: Unidad, correo: str, direccion: str) -> None:
    """Un pedido más con ese correo y desde esa dirección, exista o no la cuenta.

    `DemasiadosIntentos` si ya fueron demasiados: nadie llena el buzón de otro.
    """
    cuando = contexto.ahora()
    frenos = {
        f"recuperar:{normalizar_correo(correo)}": POR_CORREO,
        f"recuperar-desde:{direccion}": POR_DIRECCION,
    }
    with unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        anotar_fallas(unidad, frenos, cuando)
        unidad.confirmar_pasajero()


def pedir_recuperacion(contexto: Contexto, unidad: Unidad, correo: str, secreto: str) -> bool:
    """Deja listo el enlace de ese secreto. `False` si no hay a quién: la carta no se manda."""
    cuando = contexto.ahora()
    with unidad:
        usuario = unidad.usuarios.por_correo(normalizar_correo(correo))
        if usuario is None or usuario.suspendido_en:
            return False
        enlace = Enlace(
            id=nuevo_id(),
            resumen=claves.resumen_de(secreto),
            motivo=MotivoDeEnlace.RECUPERACION,
            correo=usuario.correo,
            creado_en=cuando,
            creado_por="",
            vence_en=cuando + VIGENCIA,
            usuario_id=usuario.id,
        )
        unidad.enlaces.agregar(enlace)
        anotar(contexto, unidad, PEDIDA, usuario)
        unidad.confirmar()
    return True


def exigir_enlace(unidad: Unidad, secreto: str, cuando: datetime) -> Usuario:
    """De quién es la cuenta que ese secreto recupera, con la unidad abierta. O `EnlaceInvalido`."""
    enlace = unidad.enlaces.por_resumen(claves.resumen_de(secreto))
    if enlace is None or enlace.motivo is not MotivoDeEnlace.RECUPERACION:
        raise EnlaceInvalido
    usuario = unidad.usuarios.de(enlace.usuario_id) if enlace.usuario_id else None
    if usuario is None or usuario.suspendido_en or not enlace.sirve(cuando):
        raise EnlaceInvalido
    return usuario


def recuperar(contexto: Contexto, unidad: Unidad, secreto: str, nueva: str) -> Usuario:
    """Cambia la contraseña con el enlace del correo y cierra todas las sesiones.

    No quita el segundo factor: quien tiene el correo no tiene el teléfono. `EnlaceInvalido`,
    `ClaveDebil`.
    """
    with unidad:
        usuario = exigir_enlace(unidad, secreto, contexto.ahora())
    resumida = clave_nueva(usuario, nueva)
    with unidad:
        unidad.reservar()
        usuario = exigir_enlace(unidad, secreto, contexto.ahora())
        poner_clave(contexto, unidad, usuario, resumida, None)
        unidad.confirmar()
    return usuario
