"""El segundo factor de una cuenta: ponerlo, quitarlo y sus códigos de recuperación."""

from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.usuarios import Usuario
from nucleo.servicios import claves
from nucleo.servicios.credenciales import anotar, cerrar_las_demas, exigir_cuenta
from nucleo.servicios.puertos import Unidad

PUESTO, QUITADO = "identidad.segundo_factor", "identidad.segundo_factor_quitado"
RENOVADOS = "identidad.codigos_renovados"


def poner_factor(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, semilla: str, codigo: str, sesion: UUID
) -> list[str]:
    """Activa el segundo factor con la semilla que el teléfono ya leyó.

    Devuelve los códigos de recuperación, que no se vuelven a ver. Las demás sesiones se cierran:
    entraron sin él. `CredencialInvalida` si el código no es de esa semilla (el teléfono no quedó
    bien puesto) o si ya tiene uno: hay que quitarlo antes.
    """
    with unidad:
        unidad.reservar()
        usuario = exigir_cuenta(unidad, usuario_id)
        paso = claves.paso_de(semilla, codigo, contexto.ahora(), 0)
        if paso is None or usuario.totp_desde:
            raise CredencialInvalida
        usuario.totp, usuario.totp_desde, usuario.totp_paso = semilla, contexto.ahora(), paso
        nuevos = _dar_codigos(usuario)
        cerrar_las_demas(contexto, unidad, usuario_id, sesion)
        anotar(contexto, unidad, PUESTO, usuario)
        unidad.confirmar()
    return nuevos


def quitar_factor(contexto: Contexto, unidad: Unidad, usuario_id: UUID) -> None:
    """Lo quita, ya probado quién es. Quien administra lo pondrá otra vez para seguir."""
    with unidad:
        unidad.reservar()
        usuario = exigir_cuenta(unidad, usuario_id)
        usuario.totp, usuario.totp_desde, usuario.totp_paso, usuario.codigos = "", None, 0, ()
        anotar(contexto, unidad, QUITADO, usuario)
        unidad.confirmar()


def renovar_codigos(contexto: Contexto, unidad: Unidad, usuario_id: UUID) -> list[str]:
    """Otros diez códigos de recuperación, ya probado quién es; los de antes dejan de valer.

    `CredencialInvalida` si no tiene segundo factor: no habría qué recuperar.
    """
    with unidad:
        unidad.reservar()
        usuario = exigir_cuenta(unidad, usuario_id)
        if usuario.totp_desde is None:
            raise CredencialInvalida
        nuevos = _dar_codigos(usuario)
        anotar(contexto, unidad, RENOVADOS, usuario)
        unidad.confirmar()
    return nuevos


def _dar_codigos(usuario: Usuario) -> list[str]:
    nuevos = claves.codigos_de_recuperacion()
    usuario.codigos = [claves.resumen_de_codigo(c) for c in nuevos]
    return nuevos
