"""El permiso de cada ruta: declarado junto a la vista, comprobado antes de llamarla.

Una ruta sin permiso declarado no se atiende: olvidarlo cierra la puerta, no la abre.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask, Response, current_app, g, redirect, request

from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.errores import SinPermiso
from nucleo.dominio.politica import Accion
from nucleo.dominio.usuarios import Persona
from nucleo.web.ambito import piezas
from nucleo.web.sesion import exigir_persona, persona_actual, vista_actual

REGISTRO = logging.getLogger(__name__)
ATRIBUTO = "permiso_de_tinkuy"
V = TypeVar("V", bound=Callable[..., Any])
Vuelta = Response | None


class Puerta(Enum):
    """Las que no son una acción de la política."""

    PUBLICA = "publica"
    CON_SESION = "con_sesion"
    CON_MANDATO = "con_mandato"


@dataclass(frozen=True, slots=True)
class Permiso:
    """Qué pide una ruta. Con `de_lo_suyo`, basta poder en alguna organización del ámbito:

    la vista comprueba después cuál es (`exigir_en`). Con `sin_factor`, entra también quien debe un
    segundo factor y todavía no lo puso.
    """

    pide: Puerta | Accion
    de_lo_suyo: bool = False
    sin_factor: bool = False


def publica(vista: V) -> V:
    """Cualquiera la ve, también sin cuenta."""
    return _declarar(vista, Permiso(Puerta.PUBLICA))


def con_sesion(vista: V) -> V:
    """Cualquiera que haya entrado, tenga el mandato que tenga."""
    return _declarar(vista, Permiso(Puerta.CON_SESION))


def con_mandato(vista: V) -> V:
    """Quien tenga algún mandato vigente, del cargo que sea, en el ámbito de la dirección."""
    return _declarar(vista, Permiso(Puerta.CON_MANDATO))


def con_sesion_sin_factor(vista: V) -> V:
    """Lo mínimo de quien debe su segundo factor: ponerlo y ver dónde tiene sesiones abiertas."""
    return _declarar(vista, Permiso(Puerta.CON_SESION, sin_factor=True))


def permite(accion: Accion) -> Callable[[V], V]:
    """Quien tenga un mandato vigente con esa acción en el ámbito de la dirección."""
    return lambda vista: _declarar(vista, Permiso(accion))


def permite_en_lo_suyo(accion: Accion) -> Callable[[V], V]:
    """También quien la tenga solo para su organización; la vista llama a `exigir_en`."""
    return lambda vista: _declarar(vista, Permiso(accion, de_lo_suyo=True))


def _declarar(vista: V, permiso: Permiso) -> V:
    setattr(vista, ATRIBUTO, permiso)
    return vista


def permiso_de(vista: object) -> Permiso | None:
    """El declarado, o `None` si nadie lo declaró."""
    permiso: Permiso | None = getattr(vista, ATRIBUTO, None)
    return permiso


def ambito_de_la_ruta() -> Ambito:
    """El que la dirección nombra; sin ninguno, la plataforma."""
    if "municipio" in g:
        return EnMunicipio(g.municipio.id)
    if "region" in g:
        return EnRegion(g.region.slug)
    if "departamento" in g:
        return EnDepartamento(g.departamento.codigo)
    return EnPlataforma()


def puede(accion: Accion, ambito: Ambito | None = None) -> bool:
    """Si quien mira puede eso aquí: para ofrecer o no un enlace en una plantilla."""
    persona = persona_en_regla()
    donde = ambito or ambito_de_la_ruta()
    return persona is not None and persona.podria(accion, donde)


def puede_en(accion: Accion, organizacion_id: UUID | None) -> bool:
    """Si quien mira puede eso aquí para esa organización: para ofrecer o no un botón."""
    persona = persona_en_regla()
    return persona is not None and persona.puede(accion, ambito_de_la_ruta(), organizacion_id)


def trabaja_aqui() -> bool:
    """Si quien mira tiene algún mandato vigente en este ámbito."""
    persona, donde = persona_actual(), ambito_de_la_ruta().clave
    return persona is not None and any(m.sobre == donde for m in persona.mandatos)


def exigir_en(accion: Accion, organizacion_id: UUID) -> None:
    """Que pueda eso para esa organización: lo que `permite_en_lo_suyo` deja pendiente."""
    persona = exigir_persona()
    if not persona.puede(accion, ambito_de_la_ruta(), organizacion_id):
        raise SinPermiso(accion.value)


def instalar(app: Flask) -> None:
    """Va después de resolver el ámbito y antes que las páginas recordadas."""
    app.before_request(comprobar)
    app.jinja_env.globals.update(puede=puede, puede_en=puede_en, Accion=Accion)
    app.jinja_env.globals.update(trabaja_aqui=trabaja_aqui)


def comprobar() -> Vuelta:
    """Deja pasar, manda a entrar o levanta `SinPermiso`."""
    if request.endpoint is None:
        return None
    permiso = permiso_de(current_app.view_functions[request.endpoint])
    if permiso is None:
        REGISTRO.error("La ruta %s no declara su permiso y no se atiende", request.endpoint)
        raise SinPermiso(request.endpoint)
    if permiso.pide is Puerta.PUBLICA:
        return None
    return _exigir(permiso)


def _exigir(permiso: Permiso) -> Vuelta:
    persona = persona_actual()
    if persona is None:
        return a_entrar()
    if falta_segundo_factor(persona) and not permiso.sin_factor:
        return a("/mi/segundo-factor")
    if isinstance(permiso.pide, Accion):
        donde = ambito_de_la_ruta()
        basta = persona.podria if permiso.de_lo_suyo else persona.puede
        if not basta(permiso.pide, donde):
            raise SinPermiso(permiso.pide.value)
    elif permiso.pide is Puerta.CON_MANDATO and not trabaja_aqui():
        raise SinPermiso(permiso.pide.value)
    return None


def falta_segundo_factor(persona: Persona) -> bool:
    """Su cargo lo exige y no lo puso; en el demo, donde cualquiera entra, no se pide."""
    return persona.debe_segundo_factor and not piezas().plataforma.demostracion


def persona_en_regla() -> Persona | None:
    """Quien entró y no debe su segundo factor: lo que su cargo permite, ya se le puede mostrar.

    Una página pública no detiene a quien lo debe: ahí ve lo de todos.
    """
    persona = persona_actual()
    return None if persona is None or falta_segundo_factor(persona) else persona


def a_entrar() -> Response:
    """A la puerta, o al segundo paso si ya dio el primero; después se vuelve a lo que se pedía."""
    a_medias = vista_actual() is not None
    volver = request.full_path.rstrip("?") if _se_puede_mirar() else ""
    consulta = f"?{urlencode({'volver': volver})}" if volver else ""
    return a(("/entrar/codigo" if a_medias else "/entrar") + consulta)


def _se_puede_mirar() -> bool:
    """Si la dirección también responde a GET: quien enviaba algo sin sesión vuelve a esa página."""
    return bool(request.url_rule and "GET" in (request.url_rule.methods or ()))


def a(direccion: str) -> Response:
    """Redirección tras la cual el navegador pide con GET."""
    respuesta: Any = redirect(direccion, 303)
    return respuesta  # type: ignore[no-any-return]


def destino_seguro(volver: str) -> str:
    """`volver` si es una dirección de esta casa; si no, la página propia."""
    propia = volver.startswith("/") and not volver.startswith(("//", "/\\"))
    sana = propia and "\\" not in volver and not any(c < " " for c in volver)
    return volver if sana else "/mi"
