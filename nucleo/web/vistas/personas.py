"""Quién tiene qué cargo en un municipio, un departamento o la plataforma; dar y cerrar mandatos.

Es el mismo código para los tres: el ámbito lo dice la dirección.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, session

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.nombres import plegar
from nucleo.dominio.politica import Accion
from nucleo.servicios import identidad, personas
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.personas import FilaDeMandato
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.administrados import (
    contexto_para,
    en_cada_ambito,
    migas_de_personas,
    mirada_actual,
    raiz_de_personas,
)
from nucleo.web.ambito import piezas
from nucleo.web.correos import enlace_de_invitacion, enviar_invitacion
from nucleo.web.lugares import nombre_de_ambito
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, ambito_de_la_ruta, permite
from nucleo.web.sesion import de_plataforma

plano = Blueprint("personas", __name__)
ENLACE = "enlace_de_invitacion"
"""Bajo qué clave espera, en la cookie firmada de quien invita, el enlace que se muestra una vez."""


@en_cada_ambito(plano, "")
@permite(Accion.INVITAR)
def lista() -> str:
    """Los mandatos vigentes o, aparte, los terminados; y las invitaciones que nadie usó."""
    texto = request.args.get("buscar", "").strip()
    terminados = request.args.get("ver") == "terminados"
    mirada, cuando = mirada_actual(), ahora()
    todos = personas.mandatos(de_plataforma(), mirada, cuando)
    hallados = [f for f in todos if f.termino == terminados and coincide(f, texto)]
    return pintar(
        "personas.html",
        raiz=raiz_de_personas(),
        migas=migas_de_personas(),
        este_ambito=nombre_de_ambito(mirada.desde),
        pagina=paginar(hallados),
        cuantos_terminaron=sum(f.termino for f in todos),
        cuantos_rigen=sum(not f.termino for f in todos),
        invitaciones=personas.invitaciones(de_plataforma(), mirada, cuando),
        mirada=mirada,
        organizaciones=nombres_de_organizaciones(f.organizacion_id for f in hallados),
        nombre_de_ambito=nombre_de_ambito,
        buscado=texto,
        terminados=terminados,
    )


def coincide(fila: FilaDeMandato, texto: str) -> bool:
    """Si el nombre, el correo, el cargo o el lugar contienen lo buscado."""
    dichos = (fila.nombre, fila.correo, nombre(fila.rol), nombre_de_ambito(fila.sobre))
    return any(plegar(texto) in plegar(dicho) for dicho in dichos)


# ── Invitaciones ────────────────────────────────────────────────────────────────────────────────


def entregar_enlace(enlace_id: UUID, secreto: str, invitacion: Invitacion, quien: str) -> None:
    """Lo manda por correo y lo guarda para mostrarlo una sola vez, tras la redirección."""
    salio = enviar_invitacion(secreto, invitacion, quien)
    session[ENLACE] = [str(enlace_id), secreto, salio]


@en_cada_ambito(plano, "/invitaciones/<uuid:enlace>")
@permite(Accion.INVITAR)
def invitacion(enlace: UUID) -> str:
    """La invitación recién hecha, con su enlace: es la única vez que se lo ve."""
    fila = _exigir_invitacion(enlace)
    guardado: Sequence[Any] = session.pop(ENLACE, None) or ("", "", False)
    secreto = guardado[1] if guardado[0] == str(enlace) else ""
    return pintar(
        "invitada.html",
        raiz=raiz_de_personas(),
        migas=migas_de_personas(),
        fila=fila,
        lugar=nombre_de_ambito(fila.sobre),
        direccion=enlace_de_invitacion(secreto) if secreto else "",
        salio=bool(guardado[2]),
    )


def _exigir_invitacion(enlace: UUID) -> personas.FilaDeInvitacion:
    fila = personas.invitacion(de_plataforma(), mirada_actual(), enlace, ahora())
    if fila is None:
        raise NoExiste("invitación", enlace.hex[-6:])
    return fila


@en_cada_ambito(plano, "/invitaciones/<uuid:enlace>/renovar", "POST")
@permite(Accion.INVITAR)
def renovar(enlace: UUID) -> Response:
    """Otro enlace para la misma invitación: el anterior se perdió o venció."""
    fila = _exigir_invitacion(enlace)
    contexto, unidad = contexto_para(Accion.INVITAR), piezas().unidad(EnPlataforma())
    if secreto := identidad.renovar_invitacion(contexto, unidad, enlace, fila.sobre):
        invitacion = Invitacion(fila.correo, fila.rol, fila.sobre, fila.nombre)
        entregar_enlace(enlace, secreto, invitacion, contexto.quien)
    return a(f"{raiz_de_personas()}/invitaciones/{enlace}")


@en_cada_ambito(plano, "/invitaciones/<uuid:enlace>/retirar", "GET", "POST")
@permite(Accion.INVITAR)
def retirar(enlace: UUID) -> str | Response:
    """Deja sin efecto una invitación, tras decir qué se pierde."""
    fila = _exigir_invitacion(enlace)
    if request.method == "POST":
        unidad = piezas().unidad(EnPlataforma())
        contexto = contexto_para(Accion.INVITAR)
        identidad.retirar_invitacion(contexto, unidad, enlace, fila.sobre)
        flash(gettext("La invitación a %(correo)s ya no sirve.", correo=fila.correo))
        return a(raiz_de_personas())
    return pintar(
        "retirar_invitacion.html",
        raiz=raiz_de_personas(),
        migas=migas_de_personas(),
        fila=fila,
        lugar=nombre_de_ambito(fila.sobre),
    )


# ── Mandatos ────────────────────────────────────────────────────────────────────────────────────


@en_cada_ambito(plano, "/<uuid:mandato>/cerrar", "GET", "POST")
@permite(Accion.INVITAR)
def cerrar(mandato: UUID) -> str | Response:
    """Termina un mandato desde ya, tras decir qué se pierde y qué queda."""
    fila = personas.mandato(de_plataforma(), mirada_actual(), mandato, ahora())
    if fila is None:
        raise NoExiste("mandato", mandato.hex[-6:])
    if request.method == "POST":
        unidad = piezas().unidad(EnPlataforma())
        identidad.cerrar_mandato(contexto_para(Accion.INVITAR), unidad, mandato, fila.sobre)
        flash(gettext("%(persona)s ya no tiene ese cargo.", persona=fila.nombre))
        return a(raiz_de_personas())
    return pintar(
        "cerrar_mandato.html",
        raiz=raiz_de_personas(),
        migas=migas_de_personas(),
        fila=fila,
        lugar=nombre_de_ambito(fila.sobre),
        ambito=ambito_de_la_ruta(),
    )
