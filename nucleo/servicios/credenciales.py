"""Probar quién se es: la contraseña, el código del segundo factor, y cambiar la primera."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.usuarios import MotivoDeEnlace, Usuario
from nucleo.servicios import claves
from nucleo.servicios.frenos import (
    POR_CUENTA,
    POR_DIRECCION,
    anotar_fallas,
    exigir_calma,
    perdonar,
)
from nucleo.servicios.puertos import Unidad

CLAVE_CAMBIADA, CODIGO_USADO = "identidad.clave_cambiada", "identidad.segundo_factor_usado"


@dataclass(frozen=True, slots=True)
class Cuenta:
    """Con qué se entra a una cuenta hoy, para mostrárselo a su dueño."""

    con_clave: bool
    factor_desde: datetime | None
    codigos: int
    vinculada: bool


def cuenta_de(unidad: Unidad, usuario_id: UUID) -> Cuenta:
    """La de quien está dentro; `CredencialInvalida` si dejó de existir."""
    with unidad:
        u = exigir_cuenta(unidad, usuario_id)
        return Cuenta(bool(u.clave), u.totp_desde, len(u.codigos), bool(u.sujeto))


def exigir_cuenta(unidad: Unidad, usuario_id: UUID) -> Usuario:
    """La cuenta, si existe y no está suspendida; si no, `CredencialInvalida`."""
    usuario = unidad.usuarios.de(usuario_id)
    if usuario is None or usuario.suspendido_en:
        raise CredencialInvalida
    return usuario


def anotar(contexto: Contexto, unidad: Unidad, que: str, usuario: Usuario) -> None:
    """En la bitácora va cuál cuenta, no de quién."""
    carga = {"usuario": str(usuario.id)}
    unidad.anotar(Hecho(que, f"cuenta {usuario.id.hex[-6:]}", contexto.ahora(), carga))


def usar_codigo(contexto: Contexto, unidad: Unidad, usuario: Usuario, codigo: str) -> bool:
    """Gasta el código si vale: ni el del teléfono ni el de recuperación valen dos veces."""
    paso = None
    if usuario.totp_desde:
        paso = claves.paso_de(usuario.totp, codigo, contexto.ahora(), usuario.totp_paso)
    if paso is not None:
        usuario.totp_paso = paso
    else:
        resumido = claves.resumen_de_codigo(codigo)
        if resumido not in usuario.codigos:
            return False
        usuario.codigos = [c for c in usuario.codigos if c != resumido]
    anotar(contexto, unidad, CODIGO_USADO, usuario)
    return True


def probar(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, prueba: str, direccion: str
) -> None:
    """Antes de lo delicado, quien ya está dentro vuelve a probar que es el dueño de la cuenta.

    Vale su contraseña o un código de su segundo factor. Una sesión que quedó abierta en un teléfono
    prestado no alcanza. `CredencialInvalida` o `DemasiadosIntentos`.
    """
    cuando = contexto.ahora()
    frenos = {f"propia:{usuario_id}": POR_CUENTA, f"direccion:{direccion}": POR_DIRECCION}
    with unidad:
        exigir_calma(unidad, frenos, cuando)
        resumida = exigir_cuenta(unidad, usuario_id).clave
    acierta = claves.es_la_clave(resumida, prueba)
    with unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        usuario = exigir_cuenta(unidad, usuario_id)
        con_codigo = not acierta and usar_codigo(contexto, unidad, usuario, prueba)
        if not acierta and not con_codigo:
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar(unidad, [f"propia:{usuario_id}"])
        if con_codigo:
            unidad.confirmar()
        else:
            unidad.confirmar_pasajero()


def cambiar_clave(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, nueva: str, sesion: UUID
) -> None:
    """Pone otra contraseña, ya probado quién es (`probar`); cierra las demás sesiones.

    `ClaveDebil` si se adivina.
    """
    with unidad:
        usuario = exigir_cuenta(unidad, usuario_id)
    resumida = clave_nueva(usuario, nueva)
    with unidad:
        unidad.reservar()
        poner_clave(contexto, unidad, exigir_cuenta(unidad, usuario_id), resumida, sesion)
        unidad.confirmar()


def clave_nueva(usuario: Usuario, nueva: str) -> str:
    """La contraseña resumida, si es fuerte. Tarda a propósito: va fuera de la transacción."""
    claves.exigir_fuerte(nueva, (usuario.nombre, *usuario.correo.split("@")))
    return claves.resumir_clave(nueva)


def poner_clave(
    contexto: Contexto, unidad: Unidad, usuario: Usuario, resumida: str, salvo: UUID | None
) -> None:
    """La guarda, cierra toda sesión salvo esa y gasta los enlaces de recuperación pendientes."""
    usuario.clave = resumida
    cerrar_las_demas(contexto, unidad, usuario.id, salvo)
    for enlace in unidad.enlaces.de_usuario(usuario.id):
        if enlace.motivo is MotivoDeEnlace.RECUPERACION and enlace.usado_en is None:
            enlace.usado_en = contexto.ahora()
    perdonar(unidad, [f"cuenta:{usuario.correo}"])
    anotar(contexto, unidad, CLAVE_CAMBIADA, usuario)


def cerrar_las_demas(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, salvo: UUID | None
) -> None:
    """Toda sesión abierta de esa cuenta, salvo esa, deja de valer; con la unidad abierta."""
    for sesion in unidad.sesiones.de_usuario(usuario_id):
        if sesion.id != salvo and sesion.cerrada_en is None:
            sesion.cerrada_en = contexto.ahora()
