"""Quien participa de un encuentro con su cuenta: con qué cargo firma y por qué organización."""

from collections.abc import Iterable, Iterator, Mapping

from nucleo.dominio.actas import ParticipanteEnActa
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.nombres import plegar
from nucleo.dominio.roles import Rol
from nucleo.dominio.usuarios import Membresia
from nucleo.servicios.identidad import firma
from nucleo.web.ambito import piezas
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.sesion import exigir_persona
from nucleo.web.vistas.organizaciones import aqui

POR_CARGO: Mapping[Rol, frozenset[str]] = {
    Rol.DIRIGENCIA: frozenset({"otb"}),
    Rol.ORGANIZACION_DE_MUJERES: frozenset({"mujeres"}),
    Rol.ORGANIZACION_FUNCIONAL: frozenset({"funcionales"}),
    Rol.DILOS: frozenset({"salud"}),
    Rol.EDUCACION: frozenset({"educacion"}),
    Rol.CONTROL_SOCIAL: frozenset({"control_social", "presidente_control_social"}),
    Rol.CONCEJO: frozenset({"concejo", "presidente_concejo"}),
    Rol.ALCALDIA: frozenset({"ejecutivo", "alcalde"}),
    Rol.TECNICO_MUNICIPAL: frozenset({"ejecutivo"}),
}
"""Por cuál de los convocados puede decir cada cargo que está conforme, si no hubo lista."""


def mios_de(
    faltan: Iterable[ParticipanteEnActa], organizacion: str
) -> Iterator[ParticipanteEnActa]:
    """Quién de la lista puede ser quien entró: su nombre y, si hablan por una, su organización.

    Sin lista de asistencia no hay nombres: el que su cargo representa, y ningún otro.
    """
    mandato, propio = mandato_aqui(), plegar(exigir_persona().nombre)
    suyos = POR_CARGO.get(mandato.rol, frozenset()) if mandato else frozenset()
    for p in faltan:
        otra = p.organizacion and organizacion and plegar(p.organizacion) != plegar(organizacion)
        if p.clave in suyos if not p.nombre else plegar(p.nombre) == propio and not otra:
            yield p


def mandato_aqui() -> Membresia | None:
    """El primero de quien entró en este municipio."""
    mandatos = exigir_persona().mandatos
    return next((m for m in mandatos if m.sobre == aqui().clave), None)


def firma_aqui() -> str:
    """Cómo firma aquí quien entró, con su primer cargo."""
    return firma(exigir_persona().nombre, mandato_aqui())


def firmado(gestion: int) -> tuple[Contexto, str, str]:
    """El contexto firmado con su cargo, su nombre y, si habla por una, su organización."""
    persona, mandato = exigir_persona(), mandato_aqui()
    contexto = piezas().contexto(aqui(), gestion, firma_aqui())
    suya = mandato.organizacion_id if mandato else None
    return contexto, persona.nombre, nombres_de_organizaciones([suya]).get(suya, "") if suya else ""
