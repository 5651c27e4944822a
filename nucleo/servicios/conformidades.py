"""Las constancias de conformidad: con qué dice cada quien que está conforme con el acta."""

import hashlib
import secrets
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from uuid import UUID

from nucleo.dominio.actas import Acta, ActaSinCerrar
from nucleo.dominio.adjuntos import TipoDeArchivo
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.constancias import Conformidad, MedioDeConformidad
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import AdjuntoDanado, CredencialInvalida, EdicionConcurrente, NoExiste
from nucleo.dominio.llano import en_llano
from nucleo.servicios.actas import acta_de
from nucleo.servicios.adjuntos import guardando
from nucleo.servicios.archivos import Limpio, limpiar
from nucleo.servicios.credenciales import exigir_cuenta, usar_codigo
from nucleo.servicios.frenos import (
    POR_CUENTA,
    POR_DIRECCION,
    anotar_fallas,
    exigir_calma,
    perdonar,
)
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.rastros import CONFORME

BYTES_DE_SAL = 16


@dataclass(frozen=True, slots=True)
class Dicha:
    """Lo que se anota de una constancia. `de` es la clave de quien se esperaba, o vacía."""

    medio: MedioDeConformidad
    de: str
    nombre: str
    organizacion: str = ""
    testigo: str = ""
    por: str = ""


def anotar(
    contexto: Contexto,
    unidad: Unidad,
    adjuntos: Adjuntos | None,
    clave: str,
    dicha: Dicha,
    escaneo: bytes = b"",
) -> Acta:
    """La agrega al acta, abierta o cerrada; la misma persona otra vez no la repite.

    `EdicionConcurrente` si mientras tanto alguien más ocupó ese lugar de la lista.

    Si el acta ya se cerró, queda dicho con qué resumen se está conforme. El `escaneo` de la hoja
    firmada se guarda limpio y antes que su mención: `ArchivoRechazado` si no es foto ni PDF. La
    electrónica es sobre lo que ya no cambia: antes de cerrarla, `ActaSinCerrar`.
    """
    hoja = limpiar(escaneo) if escaneo else None
    with unidad:
        unidad.reservar()
        acta = acta_de(unidad, contexto.gestion, clave)
        if dicha.medio is MedioDeConformidad.ELECTRONICA and not acta.cerrada:
            raise ActaSinCerrar(clave)
        nueva = _nueva(contexto, acta, dicha, hoja)
        if _repetida(acta, nueva):
            return acta
        with _guardada(unidad, adjuntos, hoja):
            acta.constancias = [*acta.constancias, en_llano(nueva)]
            carga = {"gestion": acta.gestion, "evento": clave, **nueva.rastro}
            unidad.anotar(Hecho(CONFORME, contexto.quien, contexto.ahora(), carga))
            unidad.confirmar()
    return acta


def _nueva(contexto: Contexto, acta: Acta, dicha: Dicha, hoja: Limpio | None) -> Conformidad:
    sola = Conformidad(
        dicha.medio, dicha.de, dicha.nombre, dicha.organizacion, contexto.ahora().isoformat(),
        contexto.quien, dicha.testigo, dicha.por, conforme_con=acta.resumen,
        sal=secrets.token_hex(BYTES_DE_SAL),
    )  # fmt: skip
    if hoja is None:
        return sola
    resumen = hashlib.sha256(hoja.contenido).hexdigest()
    return replace(sola, escaneo=resumen, tipo=hoja.tipo.value)


def _repetida(acta: Acta, nueva: Conformidad) -> bool:
    """Si esa persona ya dejó la suya; `EdicionConcurrente` si otra ocupó ese lugar de la lista.

    La electrónica es de quien entró: con otro nombre de la lista sigue siendo la misma persona.
    """
    electronica = MedioDeConformidad.ELECTRONICA
    for c in acta.conformes:
        misma_cuenta = c.anoto == nueva.anoto and c.medio is nueva.medio is electronica
        if misma_cuenta or c.quien_es == nueva.quien_es:
            return True
        if c.de and c.de == nueva.de:
            raise EdicionConcurrente
    return False


def _guardada(
    unidad: Unidad, adjuntos: Adjuntos | None, hoja: Limpio | None
) -> AbstractContextManager[object]:
    if adjuntos is None or hoja is None:
        return nullcontext()
    return guardando(unidad, adjuntos, hoja.contenido)


def probar_codigo(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, codigo: str, direccion: str
) -> None:
    """Antes de la conformidad electrónica: un código del segundo factor, y solo eso.

    La contraseña no vale aquí. La unidad es de la plataforma. `CredencialInvalida` si la cuenta no
    tiene segundo factor o el código no es; `DemasiadosIntentos`.
    """
    cuando = contexto.ahora()
    frenos = {f"propia:{usuario_id}": POR_CUENTA, f"direccion:{direccion}": POR_DIRECCION}
    with unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        usuario = exigir_cuenta(unidad, usuario_id)
        if usuario.totp_desde is None or not usar_codigo(contexto, unidad, usuario, codigo):
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar(unidad, [f"propia:{usuario_id}"])
        unidad.confirmar()


def escaneo_de(
    contexto: Contexto, unidad: Unidad, adjuntos: Adjuntos, clave: str, resumen: str
) -> tuple[TipoDeArchivo, bytes]:
    """La hoja firmada de una constancia del acta; o `NoExiste`, o `AdjuntoDanado`."""
    with unidad:
        acta = acta_de(unidad, contexto.gestion, clave)
        tipos = {c.escaneo: c.tipo for c in acta.conformes if c.escaneo}
    if resumen not in tipos:
        raise NoExiste("adjunto", resumen)
    try:
        contenido = adjuntos.leer(resumen)
    except (OSError, LookupError) as error:
        raise AdjuntoDanado(contexto.nombre, resumen) from error
    if hashlib.sha256(contenido).hexdigest() != resumen:
        raise AdjuntoDanado(contexto.nombre, resumen)
    return TipoDeArchivo(tipos[resumen]), contenido
