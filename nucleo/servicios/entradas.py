"""Entrar y salir: la contraseña, el segundo paso y las sesiones de cada quien."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Persona, SesionAbierta, Usuario, exige_segundo_factor
from nucleo.servicios import claves
from nucleo.servicios.credenciales import anotar, usar_codigo
from nucleo.servicios.frenos import (
    POR_CUENTA,
    POR_DIRECCION,
    Frenos,
    anotar_fallas,
    exigir_calma,
    perdonar,
)
from nucleo.servicios.identidad import normalizar_correo
from nucleo.servicios.puertos import Unidad

DURA, DURA_ADMINISTRANDO = timedelta(days=30), timedelta(hours=12)
QUIETA = timedelta(days=14)
"""Cuánto puede pasar sin usarse una sesión."""
CADA_TANTO = timedelta(minutes=10)
"""Cada cuánto se anota que se la vio: no en cada página."""
RESUMIDA = "identidad.clave_resumida"
Conocidos = Mapping[str, str]
"""De qué cuentas (por su `id`) es conocido un aparato, y con qué número se cuentan sus fallas."""
NINGUNO: Conocidos = {}


@dataclass(frozen=True, slots=True)
class Entrada:
    """Una sesión recién abierta. `secreto` va en la cookie y no se vuelve a ver."""

    secreto: str
    sesion: SesionAbierta


@dataclass(frozen=True, slots=True)
class Vista:
    """Una sesión abierta y quién está en ella, con los mandatos que valen hoy."""

    sesion: SesionAbierta
    persona: Persona


def entrar(
    contexto: Contexto,
    unidad: Unidad,
    correo: str,
    clave: str,
    direccion: str,
    aparato: str,
    conocidos: Conocidos = NINGUNO,
) -> Entrada:
    """Abre una sesión con correo y contraseña. Si la cuenta tiene segundo factor, nace sin él.

    `CredencialInvalida` no dice qué falló, y `DemasiadosIntentos` llega igual exista o no la
    cuenta. La unidad se abre en la plataforma.
    """
    cuando = contexto.ahora()
    correo = normalizar_correo(correo)
    with unidad:
        usuario = unidad.usuarios.por_correo(correo)
        frenos = frenos_de(f"cuenta:{correo}", usuario, direccion, conocidos)
        exigir_calma(unidad, frenos, cuando)
        resumida = usuario.clave if usuario else ""
    acierta = claves.es_la_clave(resumida, clave)
    nueva = claves.resumida_otra_vez(resumida, clave) if acierta else ""
    with unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        usuario = unidad.usuarios.por_correo(correo)
        vale = acierta and usuario is not None and usuario.clave == resumida
        if usuario is None or not vale or usuario.suspendido_en:
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar_lo_suyo(unidad, frenos)
        entrada = abrir(unidad, usuario, cuando, aparato)
        _confirmar_entrada(contexto, unidad, usuario, nueva)
    return entrada


def _confirmar_entrada(contexto: Contexto, unidad: Unidad, usuario: Usuario, nueva: str) -> None:
    """Entrar no deja hecho; resumir de paso la contraseña con mejores parámetros, sí."""
    if not nueva:
        unidad.confirmar_pasajero()
        return
    usuario.clave = nueva
    anotar(contexto, unidad, RESUMIDA, usuario)
    unidad.confirmar()


def frenos_de(clave: str, usuario: Usuario | None, direccion: str, conocidos: Conocidos) -> Frenos:
    """El de la cuenta y el de la dirección; en un aparato donde ya entró, solo el de ese aparato.

    Así quien falla a propósito con el correo de otra persona, o sale a Internet por la misma
    dirección, no la deja fuera de donde ella entra siempre.
    """
    numero = conocidos.get(str(usuario.id)) if usuario else None
    if numero:
        return {f"{clave}:{numero}": POR_CUENTA}
    return {clave: POR_CUENTA, f"direccion:{direccion}": POR_DIRECCION}


def perdonar_lo_suyo(unidad: Unidad, frenos: Frenos) -> None:
    perdonar(unidad, [clave for clave in frenos if not clave.startswith("direccion:")])


def abrir(unidad: Unidad, usuario: Usuario, cuando: datetime, aparato: str) -> Entrada:
    """Una sesión nueva, con la unidad abierta; olvida de paso las que vencieron hace mucho."""
    secreto = claves.secreto()
    hoy = dia_en_bolivia(cuando)
    mandatos = [m for m in unidad.membresias.de_usuario(usuario.id) if m.vigente(hoy)]
    dura = DURA_ADMINISTRANDO if exige_segundo_factor(mandatos) else DURA
    sesion = SesionAbierta(
        id=nuevo_id(),
        resumen=claves.resumen_de(secreto),
        usuario_id=usuario.id,
        creada_en=cuando,
        vista_en=cuando,
        vence_en=cuando + dura,
        aparato=aparato[:200],
        confirmada=usuario.totp_desde is None,
    )
    unidad.sesiones.limpiar(cuando - DURA)
    unidad.sesiones.agregar(sesion)
    return Entrada(secreto, sesion)


def abrir_para(contexto: Contexto, unidad: Unidad, usuario: Usuario, aparato: str) -> Entrada:
    """Una sesión nueva para quien acaba de probar quién es por otro camino: su invitación."""
    with unidad:
        entrada = abrir(unidad, usuario, contexto.ahora(), aparato)
        unidad.confirmar_pasajero()
    return entrada


def rotar(unidad: Unidad, secreto: str) -> str:
    """La misma sesión con otro secreto, cuando lo que permite cambió: el de antes ya no vale.

    `CredencialInvalida` si ya no estaba.
    """
    nuevo = claves.secreto()
    with unidad:
        unidad.reservar()
        sesion = unidad.sesiones.por_resumen(claves.resumen_de(secreto))
        if sesion is None:
            raise CredencialInvalida
        sesion.resumen = claves.resumen_de(nuevo)
        unidad.confirmar_pasajero()
    return nuevo


def mirar(unidad: Unidad, secreto: str, cuando: datetime) -> Vista | None:
    """Quién está detrás de ese secreto ahora; `None` si ya no vale. No escribe."""
    with unidad:
        sesion = unidad.sesiones.por_resumen(claves.resumen_de(secreto))
        if sesion is None or not sesion.abierta(cuando) or cuando - sesion.vista_en > QUIETA:
            return None
        usuario = unidad.usuarios.de(sesion.usuario_id)
        if usuario is None or usuario.suspendido_en:
            return None
        hoy = dia_en_bolivia(cuando)
        mandatos = [m for m in unidad.membresias.de_usuario(usuario.id) if m.vigente(hoy)]
    if exige_segundo_factor(mandatos) and cuando - sesion.creada_en > DURA_ADMINISTRANDO:
        return None  # abierta antes de recibir un cargo que dura menos
    con_factor = usuario.totp_desde is not None
    persona = Persona(usuario.id, usuario.nombre, usuario.correo, tuple(mandatos), con_factor)
    return Vista(sesion, persona)


def abiertas(unidad: Unidad, usuario_id: UUID, cuando: datetime) -> list[SesionAbierta]:
    """Las sesiones de esa cuenta que todavía valen, de la vista hace menos a la vista hace más."""
    with unidad:
        todas = unidad.sesiones.de_usuario(usuario_id)
        return [s for s in todas if s.abierta(cuando) and cuando - s.vista_en <= QUIETA]


def conviene_anotar(sesion: SesionAbierta, cuando: datetime) -> bool:
    return cuando - sesion.vista_en > CADA_TANTO


def anotar_vista(unidad: Unidad, secreto: str, cuando: datetime) -> None:
    """La sesión se usó: así se sabe cuál está viva en «mis sesiones»."""
    with unidad:
        sesion = unidad.sesiones.por_resumen(claves.resumen_de(secreto))
        if sesion is not None:
            sesion.vista_en = cuando
            unidad.confirmar_pasajero()


def cerrar(
    unidad: Unidad,
    usuario_id: UUID,
    cuales: UUID | None,
    cuando: datetime,
    *,
    salvo: UUID | None = None,
) -> int:
    """Cierra una sesión de ese usuario, o todas salvo una; en la siguiente petición ya no valen.

    Devuelve cuántas.
    """
    with unidad:
        suyas = [
            s
            for s in unidad.sesiones.de_usuario(usuario_id)
            if s.abierta(cuando) and cuales in (None, s.id) and s.id != salvo
        ]
        for sesion in suyas:
            sesion.cerrada_en = cuando
        if suyas:
            unidad.confirmar_pasajero()
    return len(suyas)


# ── Segundo factor ──────────────────────────────────────────────────────────────────────────────


def confirmar_sesion(
    contexto: Contexto,
    unidad: Unidad,
    secreto: str,
    codigo: str,
    direccion: str,
    conocidos: Conocidos = NINGUNO,
) -> str:
    """El segundo paso de entrar: un código del teléfono o uno de recuperación.

    Devuelve el secreto nuevo: el de antes deja de valer. `CredencialInvalida` o
    `DemasiadosIntentos`.
    """
    cuando = contexto.ahora()
    with unidad:
        unidad.reservar()
        sesion = unidad.sesiones.por_resumen(claves.resumen_de(secreto))
        usuario = unidad.usuarios.de(sesion.usuario_id) if sesion else None
        if sesion is None or usuario is None or not sesion.abierta(cuando):
            raise CredencialInvalida
        frenos = frenos_de(f"factor:{usuario.id}", usuario, direccion, conocidos)
        exigir_calma(unidad, frenos, cuando)
        if not usar_codigo(contexto, unidad, usuario, codigo):
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar_lo_suyo(unidad, frenos)
        nuevo = claves.secreto()
        sesion.resumen, sesion.confirmada = claves.resumen_de(nuevo), True
        unidad.confirmar()
    return nuevo
