"""Entrar con un proveedor de identidad, y vincular una cuenta con él o quitarle el vínculo."""

from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.vinculos import Identidad, SujetoAjeno, SujetoDesconocido, UnicaEntrada
from nucleo.servicios.credenciales import anotar, exigir_cuenta
from nucleo.servicios.entradas import Entrada, abrir
from nucleo.servicios.puertos import Unidad

VINCULADA, DESVINCULADA = "identidad.vinculada", "identidad.desvinculada"


def entrar_con(
    contexto: Contexto, unidad: Unidad, identidad: Identidad, proveedor: str, aparato: str
) -> Entrada:
    """Abre una sesión a quien ya está vinculado. `SujetoDesconocido` si no lo está nadie.

    No crea cuentas ni mira el correo: una cuenta nace por invitación. El segundo factor, si lo
    tiene, se pide igual.
    """
    with unidad:
        unidad.reservar()
        usuario = unidad.usuarios.por_sujeto(identidad.clave)
        if usuario is None or usuario.suspendido_en:
            raise SujetoDesconocido(proveedor)
        entrada = abrir(unidad, usuario, contexto.ahora(), aparato)
        unidad.confirmar_pasajero()
    return entrada


def vincular(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, identidad: Identidad, proveedor: str
) -> None:
    """Desde ahora entra también con esa identidad. `SujetoAjeno` si ya es de otra cuenta."""
    with unidad:
        unidad.reservar()
        usuario = exigir_cuenta(unidad, usuario_id)
        dueno = unidad.usuarios.por_sujeto(identidad.clave)
        if dueno is not None and dueno.id != usuario_id:
            raise SujetoAjeno(proveedor)
        usuario.sujeto = identidad.clave
        anotar(contexto, unidad, VINCULADA, usuario)
        unidad.confirmar()


def desvincular(contexto: Contexto, unidad: Unidad, usuario_id: UUID) -> None:
    """Ya no entra con ella, probado antes quién es. `UnicaEntrada` si no tiene contraseña."""
    with unidad:
        unidad.reservar()
        usuario = exigir_cuenta(unidad, usuario_id)
        if not usuario.clave:
            raise UnicaEntrada
        usuario.sujeto = ""
        anotar(contexto, unidad, DESVINCULADA, usuario)
        unidad.confirmar()
