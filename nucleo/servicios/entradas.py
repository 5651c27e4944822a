"""Entrar y salir: contraseña, segundo factor, recuperación y las sesiones de cada quien."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import CredencialInvalida, DemasiadosIntentos, EnlaceInvalido
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import (
    Enlace,
    Intentos,
    MotivoDeEnlace,
    Persona,
    SesionAbierta,
    Usuario,
    exige_segundo_factor,
)
from nucleo.servicios import claves
from nucleo.servicios.identidad import normalizar_correo
from nucleo.servicios.puertos import Unidad

DURA, DURA_ADMINISTRANDO = timedelta(days=30), timedelta(hours=12)
QUIETA = timedelta(days=14)
"""Cuánto puede pasar sin usarse una sesión."""
CADA_TANTO = timedelta(minutes=10)
"""Cada cuánto se anota que se la vio: no en cada página."""
VENTANA = timedelta(minutes=15)
POR_CUENTA, POR_DIRECCION = 5, 40
"""Fallas que se toleran en la ventana. Un municipio entero puede salir por una sola dirección."""
RECUPERACION = timedelta(hours=1)
CLAVE_CAMBIADA, FACTOR_PUESTO = "identidad.clave_cambiada", "identidad.segundo_factor"


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
    contexto: Contexto, unidad: Unidad, correo: str, clave: str, direccion: str, aparato: str
) -> Entrada:
    """Abre una sesión con correo y contraseña. Si la cuenta tiene segundo factor, nace sin él.

    `CredencialInvalida` no dice qué falló, y `DemasiadosIntentos` llega igual exista o no la
    cuenta. La unidad se abre en la plataforma.
    """
    cuando = contexto.ahora()
    correo = normalizar_correo(correo)
    frenos = {f"cuenta:{correo}": POR_CUENTA, f"direccion:{direccion}": POR_DIRECCION}
    with unidad:
        exigir_calma(unidad, frenos, cuando)
        usuario = unidad.usuarios.por_correo(correo)
    acierta = claves.es_la_clave(usuario.clave if usuario else "", clave)
    with unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        if usuario is None or not acierta or usuario.suspendido_en:
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar(unidad, [f"cuenta:{correo}"])
        entrada = abrir(unidad, usuario, cuando, aparato)
        unidad.confirmar_pasajero()
    return entrada


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
    con_factor = usuario.totp_desde is not None
    persona = Persona(usuario.id, usuario.nombre, usuario.correo, tuple(mandatos), con_factor)
    return Vista(sesion, persona)


def conviene_anotar(sesion: SesionAbierta, cuando: datetime) -> bool:
    return cuando - sesion.vista_en > CADA_TANTO


def anotar_vista(unidad: Unidad, secreto: str, cuando: datetime) -> None:
    """La sesión se usó: así se sabe cuál está viva en «mis sesiones»."""
    with unidad:
        sesion = unidad.sesiones.por_resumen(claves.resumen_de(secreto))
        if sesion is not None:
            sesion.vista_en = cuando
            unidad.confirmar_pasajero()


def cerrar(unidad: Unidad, usuario_id: UUID, cuales: UUID | None, cuando: datetime) -> int:
    """Cierra una sesión de ese usuario, o todas; en la siguiente petición ya no valen. Cuántas."""
    with unidad:
        suyas = [
            s
            for s in unidad.sesiones.de_usuario(usuario_id)
            if s.abierta(cuando) and cuales in (None, s.id)
        ]
        for sesion in suyas:
            sesion.cerrada_en = cuando
        if suyas:
            unidad.confirmar_pasajero()
    return len(suyas)


# ── Segundo factor ──────────────────────────────────────────────────────────────────────────────


def confirmar_sesion(
    contexto: Contexto, unidad: Unidad, secreto: str, codigo: str, direccion: str
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
        frenos = {f"factor:{usuario.id}": POR_CUENTA, f"direccion:{direccion}": POR_DIRECCION}
        exigir_calma(unidad, frenos, cuando)
        if not usar_codigo(usuario, codigo, cuando):
            anotar_fallas(unidad, frenos, cuando)
            unidad.confirmar_pasajero()
            raise CredencialInvalida
        perdonar(unidad, [f"factor:{usuario.id}"])
        nuevo = claves.secreto()
        sesion.resumen, sesion.confirmada = claves.resumen_de(nuevo), True
        _anotar(contexto, unidad, "identidad.segundo_factor_usado", usuario)
        unidad.confirmar()
    return nuevo


def usar_codigo(usuario: Usuario, codigo: str, cuando: datetime) -> bool:
    """Gasta el código si vale: ni el del teléfono ni el de recuperación valen dos veces."""
    if usuario.totp and (paso := claves.paso_de(usuario.totp, codigo, cuando, usuario.totp_paso)):
        usuario.totp_paso = paso
        return True
    resumido = claves.resumen_de_codigo(codigo)
    if resumido in usuario.codigos:
        usuario.codigos = [c for c in usuario.codigos if c != resumido]
        return True
    return False


def poner_factor(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, semilla: str, codigo: str
) -> list[str]:
    """Activa el segundo factor con la semilla que el teléfono ya leyó.

    Devuelve los códigos de recuperación, que no se vuelven a ver.

    `CredencialInvalida` si el código no es de esa semilla: el teléfono no quedó bien puesto.
    """
    cuando = contexto.ahora()
    with unidad:
        usuario = _exigir(unidad, usuario_id)
        paso = claves.paso_de(semilla, codigo, cuando, 0)
        if paso is None:
            raise CredencialInvalida
        nuevos = claves.codigos_de_recuperacion()
        usuario.totp, usuario.totp_desde, usuario.totp_paso = semilla, cuando, paso
        usuario.codigos = [claves.resumen_de_codigo(c) for c in nuevos]
        for sesion in unidad.sesiones.de_usuario(usuario_id):
            if not sesion.confirmada and sesion.abierta(cuando):
                sesion.cerrada_en = cuando
        _anotar(contexto, unidad, FACTOR_PUESTO, usuario)
        unidad.confirmar()
    return nuevos


def quitar_factor(contexto: Contexto, unidad: Unidad, usuario_id: UUID, clave: str) -> None:
    """Lo quita, con la contraseña a mano. Quien administra lo pondrá otra vez para seguir."""
    with unidad:
        usuario = _exigir(unidad, usuario_id)
        if not claves.es_la_clave(usuario.clave, clave):
            raise CredencialInvalida
        usuario.totp, usuario.totp_desde, usuario.totp_paso, usuario.codigos = "", None, 0, ()
        _anotar(contexto, unidad, "identidad.segundo_factor_quitado", usuario)
        unidad.confirmar()


# ── Contraseña ──────────────────────────────────────────────────────────────────────────────────


def cambiar_clave(
    contexto: Contexto, unidad: Unidad, usuario_id: UUID, antes: str, nueva: str, sesion: UUID
) -> None:
    """Con la contraseña de antes; cierra las demás sesiones. `CredencialInvalida`, `ClaveDebil`."""
    with unidad:
        usuario = _exigir(unidad, usuario_id)
        if usuario.clave and not claves.es_la_clave(usuario.clave, antes):
            raise CredencialInvalida
        _poner_clave(contexto, unidad, usuario, nueva, sesion)
        unidad.confirmar()


def pedir_recuperacion(contexto: Contexto, unidad: Unidad, correo: str) -> str | None:
    """El secreto del enlace que va por correo; `None` si no hay cuenta, y nadie lo nota."""
    cuando = contexto.ahora()
    secreto = claves.secreto()
    with unidad:
        usuario = unidad.usuarios.por_correo(normalizar_correo(correo))
        if usuario is None or usuario.suspendido_en:
            return None
        enlace = Enlace(
            id=nuevo_id(),
            resumen=claves.resumen_de(secreto),
            motivo=MotivoDeEnlace.RECUPERACION,
            correo=usuario.correo,
            creado_en=cuando,
            creado_por="",
            vence_en=cuando + RECUPERACION,
            usuario_id=usuario.id,
        )
        unidad.enlaces.agregar(enlace)
        _anotar(contexto, unidad, "identidad.recuperacion_pedida", usuario)
        unidad.confirmar()
    return secreto


def recuperar(contexto: Contexto, unidad: Unidad, secreto: str, nueva: str) -> Usuario:
    """Cambia la contraseña con el enlace del correo y cierra todas las sesiones.

    No quita el segundo factor: quien tiene el correo no tiene el teléfono.
    """
    cuando = contexto.ahora()
    with unidad:
        unidad.reservar()
        enlace = unidad.enlaces.por_resumen(claves.resumen_de(secreto))
        vale = enlace is not None and enlace.motivo is MotivoDeEnlace.RECUPERACION
        if enlace is None or not vale or not enlace.sirve(cuando) or enlace.usuario_id is None:
            raise EnlaceInvalido
        usuario = _exigir(unidad, enlace.usuario_id)
        _poner_clave(contexto, unidad, usuario, nueva, None)
        for otro in unidad.enlaces.de_usuario(usuario.id):
            if otro.motivo is MotivoDeEnlace.RECUPERACION and otro.usado_en is None:
                otro.usado_en = cuando
        perdonar(unidad, [f"cuenta:{usuario.correo}"])
        unidad.confirmar()
    return usuario


def _poner_clave(
    contexto: Contexto, unidad: Unidad, usuario: Usuario, nueva: str, salvo: UUID | None
) -> None:
    claves.exigir_fuerte(nueva, (usuario.nombre, *usuario.correo.split("@")))
    usuario.clave = claves.resumir_clave(nueva)
    for sesion in unidad.sesiones.de_usuario(usuario.id):
        if sesion.id != salvo and sesion.cerrada_en is None:
            sesion.cerrada_en = contexto.ahora()
    _anotar(contexto, unidad, CLAVE_CAMBIADA, usuario)


def _exigir(unidad: Unidad, usuario_id: UUID) -> Usuario:
    usuario = unidad.usuarios.de(usuario_id)
    if usuario is None or usuario.suspendido_en:
        raise CredencialInvalida
    return usuario


def _anotar(contexto: Contexto, unidad: Unidad, que: str, usuario: Usuario) -> None:
    """En la bitácora va cuál cuenta, no de quién."""
    carga = {"usuario": str(usuario.id)}
    unidad.anotar(Hecho(que, f"cuenta {usuario.id.hex[-6:]}", contexto.ahora(), carga))


# ── Frenos ──────────────────────────────────────────────────────────────────────────────────────


def exigir_calma(unidad: Unidad, frenos: dict[str, int], cuando: datetime) -> None:
    """`DemasiadosIntentos` si con alguna clave ya se falló su tope dentro de la ventana."""
    for clave, tope in frenos.items():
        intentos = unidad.frenos.de(claves.resumen_de(clave))
        if intentos and cuando - intentos.desde < VENTANA and intentos.cuenta >= tope:
            faltan = intentos.desde + VENTANA - cuando
            raise DemasiadosIntentos(max(1, round(faltan.total_seconds() / 60)))


def anotar_fallas(unidad: Unidad, frenos: dict[str, int], cuando: datetime) -> None:
    """Una falla más en cada clave; pasada la ventana, se cuenta de nuevo."""
    unidad.frenos.limpiar(cuando - VENTANA)
    for clave in frenos:
        resumida = claves.resumen_de(clave)
        intentos = unidad.frenos.de(resumida)
        if intentos is None:
            unidad.frenos.agregar(Intentos(resumida, 1, cuando))
        elif cuando - intentos.desde >= VENTANA:
            intentos.cuenta, intentos.desde = 1, cuando
        else:
            intentos.cuenta += 1


def perdonar(unidad: Unidad, de: list[str]) -> None:
    """Acertó: sus fallas se olvidan."""
    for clave in de:
        if intentos := unidad.frenos.de(claves.resumen_de(clave)):
            unidad.frenos.quitar(intentos)
