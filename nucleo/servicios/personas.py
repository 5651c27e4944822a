"""Quién tiene qué cargo y a quién se invitó: lo que ve y cambia quien administra un ámbito."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nucleo.dominio.ambito import Ambito, ambito_de
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import RolFueraDeLugar
from nucleo.dominio.roles import Rol, nivel_de
from nucleo.dominio.usuarios import Enlace, Membresia, MotivoDeEnlace, Persona
from nucleo.servicios import identidad
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.puertos import Unidad


@dataclass(frozen=True, slots=True)
class FilaDeMandato:
    """Un mandato con su gente; `rige` dice si ya empezó y no terminó."""

    id: UUID
    nombre: str
    correo: str
    rol: Rol
    sobre: Ambito
    desde: date
    hasta: date | None
    cerrada_en: datetime | None
    rige: bool
    termino: bool
    organizacion_id: UUID | None
    credencial: str


@dataclass(frozen=True, slots=True)
class FilaDeInvitacion:
    """Una invitación que nadie usó; sin `sirve`, ya venció."""

    id: UUID
    correo: str
    nombre: str
    rol: Rol
    sobre: Ambito
    creado_por: str
    vence_en: datetime
    sirve: bool


@dataclass(frozen=True, slots=True)
class Mirada:
    """Desde dónde mira una persona y sobre qué ámbitos (por su clave) puede dar cargos."""

    persona: Persona
    desde: Ambito
    ambitos: Mapping[str, Ambito]

    def administra(self, rol: Rol, sobre: Ambito) -> bool:
        """Si puede dar y cerrar ese cargo ahí."""
        suyo = sobre.clave in self.ambitos
        return suyo and rol in self.persona.invita_a(self.desde, nivel_de(sobre))

    def ve(self, rol: Rol, clave: str) -> bool:
        """En su propio ámbito ve todo; en los demás, solo los cargos que puede dar."""
        sobre = self.ambitos.get(clave)
        return sobre is not None and (sobre == self.desde or self.administra(rol, sobre))

    def donde(self, rol: Rol) -> Sequence[Ambito]:
        """Los ámbitos en que puede dar ese cargo."""
        return [a for a in self.ambitos.values() if self.administra(rol, a)]

    def exigir(self, rol: Rol, sobre: Ambito) -> None:
        if not self.administra(rol, sobre):
            raise RolFueraDeLugar(rol.value, sobre.clave)


def mandatos(unidad: Unidad, mirada: Mirada, cuando: datetime) -> list[FilaDeMandato]:
    """Todos, también los terminados; el último en darse, primero. Se lee en la plataforma."""
    with unidad:
        suyos = [m for m in unidad.membresias.sobre(*mirada.ambitos) if mirada.ve(m.rol, m.sobre)]
        return con_su_gente(unidad, suyos, cuando)


def mandatos_de(unidad: Unidad, usuario_id: UUID, cuando: datetime) -> list[FilaDeMandato]:
    """Los de una cuenta, también los terminados: lo hecho sigue hecho."""
    with unidad:
        return con_su_gente(unidad, unidad.membresias.de_usuario(usuario_id), cuando)


def con_su_gente(
    unidad: Unidad, membresias: Sequence[Membresia], cuando: datetime
) -> list[FilaDeMandato]:
    """Con la unidad abierta: cada mandato con el nombre y el correo de quien lo tiene."""
    hoy = dia_en_bolivia(cuando)
    gente = {u.id: u for u in unidad.usuarios.todos([m.usuario_id for m in membresias])}
    filas = []
    for m in reversed(membresias):
        sobre, quien = ambito_de(m.sobre), gente.get(m.usuario_id)
        if sobre is None or quien is None:
            continue
        termino = m.cerrada_en is not None or (m.hasta is not None and m.hasta < hoy)
        filas.append(
            FilaDeMandato(
                m.id, quien.nombre, quien.correo, m.rol, sobre, m.desde, m.hasta, m.cerrada_en,
                m.vigente(hoy), termino, m.organizacion_id, m.credencial,
            )
        )  # fmt: skip
    return filas


def mandato(
    unidad: Unidad, mirada: Mirada, membresia_id: UUID, cuando: datetime
) -> FilaDeMandato | None:
    """Uno que puede cerrar; `None` si no existe o no le toca."""
    with unidad:
        hallada = unidad.membresias.de(membresia_id)
        filas = con_su_gente(unidad, [hallada], cuando) if hallada else []
    suyas = [f for f in filas if mirada.administra(f.rol, f.sobre)]
    return suyas[0] if suyas else None


def invitaciones(unidad: Unidad, mirada: Mirada, cuando: datetime) -> list[FilaDeInvitacion]:
    """Las que nadie usó y le tocan, de la más nueva a la más vieja."""
    with unidad:
        filas = [_fila(e, cuando) for e in unidad.enlaces.pendientes()]
    return [f for f in filas if f and mirada.administra(f.rol, f.sobre)]


def invitacion(
    unidad: Unidad, mirada: Mirada, enlace_id: UUID, cuando: datetime
) -> FilaDeInvitacion | None:
    """Una pendiente que le toca; `None` si no existe, se usó o es de otro."""
    with unidad:
        enlace = unidad.enlaces.de(enlace_id)
        fila = _fila(enlace, cuando) if enlace and enlace.usado_en is None else None
    return fila if fila and mirada.administra(fila.rol, fila.sobre) else None


def _fila(enlace: Enlace, cuando: datetime) -> FilaDeInvitacion | None:
    sobre = ambito_de(str(enlace.datos.get("sobre", "")))
    if enlace.motivo is not MotivoDeEnlace.INVITACION or sobre is None:
        return None
    return FilaDeInvitacion(
        enlace.id,
        enlace.correo,
        str(enlace.datos.get("nombre", "")),
        Rol(enlace.datos["rol"]),
        sobre,
        enlace.creado_por,
        enlace.vence_en,
        enlace.sirve(cuando),
    )


def invitar(
    contexto: Contexto, unidad: Unidad, mirada: Mirada, invitacion: Invitacion, enlace_id: UUID
) -> str:
    """`identidad.invitar`, si a quien invita le toca ese ámbito y puede dar ese cargo."""
    mirada.exigir(invitacion.rol, invitacion.sobre)
    return identidad.invitar(contexto, unidad, invitacion, enlace_id)
