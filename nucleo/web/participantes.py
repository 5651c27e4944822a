"""Quien participa de un encuentro con su cuenta: con qué cargo firma y por qué organización."""

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.usuarios import Membresia
from nucleo.servicios.identidad import firma
from nucleo.web.ambito import piezas
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.sesion import exigir_persona
from nucleo.web.vistas.organizaciones import aqui


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
