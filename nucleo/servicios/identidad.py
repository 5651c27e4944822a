"""Invitar, aceptar, dar y cerrar mandatos: cómo alguien llega a poder algo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import (
    CredencialInvalida,
    EnlaceInvalido,
    OrganizacionRequerida,
    RolFueraDeLugar,
    UltimaAdministracion,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import Accion
from nucleo.dominio.roles import CARGOS, DE_ADMINISTRACION, DE_ORGANIZACION, NIVELES, Rol, nivel_de
from nucleo.dominio.usuarios import Enlace, Membresia, MotivoDeEnlace, Persona, Usuario
from nucleo.dominio.vinculos import Identidad, SujetoAjeno
from nucleo.servicios import claves
from nucleo.servicios.puertos import Unidad

VIGENCIA = timedelta(days=7)
INVITADO, ACEPTADO = "identidad.invitado", "identidad.aceptado"
CERRADA, RETIRADA = "identidad.mandato_cerrado", "identidad.invitacion_retirada"
RENOVADA, CERRADAS = "identidad.invitacion_renovada", "identidad.mandatos_cerrados"


def normalizar_correo(correo: str) -> str:
    """Sin espacios y en minúsculas: con eso se busca la cuenta."""
    return correo.strip().lower()


@dataclass(frozen=True, slots=True)
class Invitacion:
    """A quién se invita y con qué mandato. `hasta` incluye ese día; sin él, no vence."""

    correo: str
    rol: Rol
    sobre: Ambito
    nombre: str = ""
    desde: date | None = None
    hasta: date | None = None
    organizacion_id: UUID | None = None
    dirigencia_id: UUID | None = None

    def como_datos(self, hoy: date) -> dict[str, Any]:
        return {
            "nombre": self.nombre,
            "rol": self.rol.value,
            "sobre": self.sobre.clave,
            "desde": (self.desde or hoy).isoformat(),
            "hasta": self.hasta.isoformat() if self.hasta else None,
            "organizacion_id": str(self.organizacion_id) if self.organizacion_id else None,
            "dirigencia_id": str(self.dirigencia_id) if self.dirigencia_id else None,
        }


def invitar(
    contexto: Contexto, unidad: Unidad, invitacion: Invitacion, enlace_id: UUID | None = None
) -> str:
    """Crea el enlace de un solo uso y devuelve su secreto: es la única vez que se lo ve.

    La unidad se abre en la plataforma. En la bitácora no queda el correo, solo qué mandato. Con un
    `enlace_id` que ya existe no hace nada y devuelve vacío: el formulario se envió dos veces.
    """
    exigir_sensata(invitacion)
    cuando = contexto.ahora()
    secreto = claves.secreto()
    enlace = Enlace(
        id=enlace_id or nuevo_id(),
        resumen=claves.resumen_de(secreto),
        motivo=MotivoDeEnlace.INVITACION,
        correo=normalizar_correo(invitacion.correo),
        creado_en=cuando,
        creado_por=contexto.quien,
        vence_en=cuando + VIGENCIA,
        datos=invitacion.como_datos(dia_en_bolivia(cuando)),
    )
    with unidad:
        unidad.reservar()
        if enlace_id and unidad.enlaces.de(enlace_id):
            return ""
        unidad.enlaces.agregar(enlace)
        carga = {"enlace": str(enlace.id), **_mandato(enlace.datos)}
        unidad.anotar(Hecho(INVITADO, contexto.quien, cuando, carga))
        unidad.confirmar()
    return secreto


def exigir_sensata(invitacion: Invitacion) -> None:
    """Un rol en un nivel donde existe y, si habla por una organización, con la suya."""
    if nivel_de(invitacion.sobre) not in NIVELES[invitacion.rol]:
        raise RolFueraDeLugar(invitacion.rol.value, invitacion.sobre.clave)
    if invitacion.rol in DE_ORGANIZACION and not invitacion.organizacion_id:
        raise OrganizacionRequerida(invitacion.rol.value)


def invitacion_de(unidad: Unidad, secreto: str, cuando: datetime) -> Enlace:
    """La invitación que ese secreto abre, con la unidad ya abierta. O `EnlaceInvalido`."""
    enlace = unidad.enlaces.por_resumen(claves.resumen_de(secreto))
    if enlace is None or enlace.motivo is not MotivoDeEnlace.INVITACION or not enlace.sirve(cuando):
        raise EnlaceInvalido
    return enlace


def aceptar(
    contexto: Contexto,
    unidad: Unidad,
    secreto: str,
    *,
    nombre: str = "",
    clave: str = "",
    identidad: Identidad | None = None,
    ya_dentro: UUID | None = None,
) -> Usuario:
    """Usa la invitación: nace la cuenta, o la que ya había suma el mandato.

    Si el correo ya tiene cuenta hay que probar que es suya: entrando antes (`ya_dentro`) o con la
    `identidad` del proveedor que ya tiene vinculada. Su contraseña no se prueba aquí: la puerta es
    una sola, con su freno. `EnlaceInvalido`, `ClaveDebil`, `SujetoAjeno` o `CredencialInvalida`.
    """
    cuando = contexto.ahora()
    with unidad:
        enlace = invitacion_de(unidad, secreto, cuando)
        nueva = unidad.usuarios.por_correo(enlace.correo) is None
    if nueva and (clave or not identidad):
        claves.exigir_fuerte(clave, (nombre, *enlace.correo.split("@")))
    resumida = claves.resumir_clave(clave) if nueva and clave else ""
    with unidad:
        unidad.reservar()
        enlace = invitacion_de(unidad, secreto, cuando)
        usuario = unidad.usuarios.por_correo(enlace.correo)
        if usuario is None:
            usuario = _nacer(unidad, enlace, cuando, nombre, resumida, identidad)
        elif not _es_suya(usuario, identidad, ya_dentro):
            raise CredencialInvalida
        enlace.usado_en, enlace.usuario_id = cuando, usuario.id
        membresia = membresia_de(enlace, usuario.id, cuando)
        unidad.membresias.agregar(membresia)
        cuales = {"enlace": enlace.id, "usuario": usuario.id, "membresia": membresia.id}
        carga = {**{que: str(cual) for que, cual in cuales.items()}, **_mandato(enlace.datos)}
        unidad.anotar(Hecho(ACEPTADO, firma(usuario.nombre, membresia), cuando, carga))
        unidad.confirmar()
    return usuario


def _nacer(
    unidad: Unidad,
    enlace: Enlace,
    cuando: datetime,
    nombre: str,
    resumida: str,
    identidad: Identidad | None,
) -> Usuario:
    """La cuenta nueva. Sin contraseña ni identidad no nace: no habría por dónde entrar."""
    if not resumida and identidad is None:
        raise CredencialInvalida
    if identidad and unidad.usuarios.por_sujeto(identidad.clave):
        raise SujetoAjeno(identidad.emisor)
    usuario = Usuario(
        id=nuevo_id(),
        correo=enlace.correo,
        nombre=sin_credencial(nombre or str(enlace.datos.get("nombre", ""))) or enlace.correo,
        creado_en=cuando,
        clave=resumida,
        sujeto=identidad.clave if identidad else "",
    )
    unidad.usuarios.agregar(usuario)
    return usuario


def sin_credencial(nombre: str) -> str:
    """Los corchetes son de la credencial de un mandato: nadie firma con la de otra persona."""
    return " ".join(nombre.translate(str.maketrans("[]", "()")).split())


def _es_suya(usuario: Usuario, identidad: Identidad | None, ya_dentro: UUID | None) -> bool:
    if usuario.suspendido_en:
        return False
    if ya_dentro is not None:
        return ya_dentro == usuario.id
    return identidad is not None and usuario.sujeto == identidad.clave


def membresia_de(enlace: Enlace, usuario_id: UUID, cuando: datetime) -> Membresia:
    """El mandato que la invitación promete."""
    datos = enlace.datos
    return Membresia(
        id=nuevo_id(),
        usuario_id=usuario_id,
        sobre=datos["sobre"],
        rol=Rol(datos["rol"]),
        desde=date.fromisoformat(datos["desde"]),
        hasta=date.fromisoformat(datos["hasta"]) if datos["hasta"] else None,
        dada_en=cuando,
        dada_por=enlace.creado_por,
        organizacion_id=UUID(datos["organizacion_id"]) if datos["organizacion_id"] else None,
        dirigencia_id=UUID(datos["dirigencia_id"]) if datos["dirigencia_id"] else None,
    )


def retirar_invitacion(contexto: Contexto, unidad: Unidad, enlace_id: UUID, sobre: Ambito) -> bool:
    """Deja sin efecto una invitación pendiente de ese ámbito. Devuelve si había cuál."""
    cuando = contexto.ahora()
    with unidad:
        enlace = _pendiente(unidad, enlace_id, sobre)
        if enlace is None or not enlace.sirve(cuando):
            return False
        enlace.vence_en = cuando
        carga = {"enlace": str(enlace.id), **_mandato(enlace.datos)}
        unidad.anotar(Hecho(RETIRADA, contexto.quien, cuando, carga))
        unidad.confirmar()
    return True


def renovar_invitacion(contexto: Contexto, unidad: Unidad, enlace_id: UUID, sobre: Ambito) -> str:
    """Otro enlace para la misma invitación; el de antes deja de servir. Vacío si ya se usó."""
    cuando = contexto.ahora()
    with unidad:
        unidad.reservar()
        enlace = _pendiente(unidad, enlace_id, sobre)
        if enlace is None:
            return ""
        secreto = claves.secreto()
        enlace.resumen, enlace.vence_en = claves.resumen_de(secreto), cuando + VIGENCIA
        carga = {"enlace": str(enlace.id), **_mandato(enlace.datos)}
        unidad.anotar(Hecho(RENOVADA, contexto.quien, cuando, carga))
        unidad.confirmar()
    return secreto


def _pendiente(unidad: Unidad, enlace_id: UUID, sobre: Ambito) -> Enlace | None:
    """Una invitación de ese ámbito que nadie usó."""
    enlace = unidad.enlaces.de(enlace_id)
    if enlace is None or enlace.motivo is not MotivoDeEnlace.INVITACION or enlace.usado_en:
        return None
    return enlace if enlace.datos.get("sobre") == sobre.clave else None


def cerrar_mandato(
    contexto: Contexto, unidad: Unidad, membresia_id: UUID, sobre: Ambito
) -> Membresia | None:
    """Termina un mandato de ese ámbito desde ya: deja de valer en la siguiente petición.

    `UltimaAdministracion` si nadie más quedaría administrando. `None` si no es de ese ámbito o ya
    estaba cerrado.
    """
    cuando = contexto.ahora()
    with unidad:
        unidad.reservar()
        membresia = unidad.membresias.de(membresia_id)
        if membresia is None or membresia.sobre != sobre.clave or membresia.cerrada_en:
            return None
        _exigir_relevo(unidad, membresia, cuando)
        membresia.cerrada_en, membresia.cerrada_por = cuando, contexto.quien
        carga = {"membresia": str(membresia.id), "rol": membresia.rol.value, "sobre": sobre.clave}
        unidad.anotar(Hecho(CERRADA, contexto.quien, cuando, carga))
        unidad.confirmar()
    return membresia


def cerrar_todos(contexto: Contexto, unidad: Unidad, sobre: Ambito) -> int:
    """Termina todos los mandatos de un ámbito que dejó de existir, y retira sus invitaciones.

    Devuelve cuántos mandatos cerró. Lo hecho con ellos sigue hecho.
    """
    cuando = contexto.ahora()
    with unidad:
        unidad.reservar()
        abiertos = [m for m in unidad.membresias.sobre(sobre.clave) if m.cerrada_en is None]
        pendientes = [
            e
            for e in unidad.enlaces.pendientes()
            if e.datos.get("sobre") == sobre.clave and e.sirve(cuando)
        ]
        if not abiertos and not pendientes:
            return 0
        for mandato in abiertos:
            mandato.cerrada_en, mandato.cerrada_por = cuando, contexto.quien
        for enlace in pendientes:
            enlace.vence_en = cuando
        carga = {
            "sobre": sobre.clave,
            "membresias": [str(m.id) for m in abiertos],
            "enlaces": [str(e.id) for e in pendientes],
        }
        unidad.anotar(Hecho(CERRADAS, contexto.quien, cuando, carga))
        unidad.confirmar()
    return len(abiertos)


def _exigir_relevo(unidad: Unidad, cerrada: Membresia, cuando: datetime) -> None:
    if cerrada.rol not in DE_ADMINISTRACION:
        return
    hoy = dia_en_bolivia(cuando)
    quedan = [
        m
        for m in unidad.membresias.sobre(cerrada.sobre)
        if m.rol is cerrada.rol and m.vigente(hoy) and m.id != cerrada.id
    ]
    if not quedan:
        raise UltimaAdministracion(cerrada.sobre)


def firma(nombre: str, membresia: Membresia | None) -> str:
    """Cómo queda escrito quién hizo algo: «Ana Quispe, Alcaldía [3f9a2c]».

    La credencial entre corchetes distingue a dos personas de igual nombre y cargo.
    """
    return f"{nombre}, {CARGOS[membresia.rol]} [{membresia.credencial}]" if membresia else nombre


def firmar(persona: Persona, accion: Accion, ambito: Ambito, de: UUID | None = None) -> str:
    """La firma de una persona con el mandato con que hace eso ahí."""
    return firma(persona.nombre, persona.mandato_para(accion, ambito, de))


def _mandato(datos: Mapping[str, Any]) -> dict[str, object]:
    return {clave: datos[clave] for clave in ("rol", "sobre", "desde", "hasta")}
