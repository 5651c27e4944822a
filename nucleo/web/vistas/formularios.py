"""Los formularios de asamblea: los que se están llenando, los presentados, y empezar uno."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.formularios import acunar, completar
from nucleo.dominio.organizaciones import Organizacion, que_piden
from nucleo.dominio.politica import Accion
from nucleo.dominio.usuarios import Persona
from nucleo.servicios import borradores
from nucleo.servicios.presentaciones import FiltroDeFormularios
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_por_presentar, municipio_actual, piezas
from nucleo.web.llenado import aqui, exigir_mandato
from nucleo.web.paginas import comprobar, pagina_pedida, pintar
from nucleo.web.permisos import a, permite_en_lo_suyo
from nucleo.web.sesion import exigir_persona

plano = Blueprint("formularios", __name__)


@plano.get("/<municipio>/formularios")
@permite_en_lo_suyo(Accion.PRESENTAR)
def lista() -> str | Response:
    """Mis borradores y lo presentado: lo de mi organización o, en la oficina, todo."""
    persona, codigo = exigir_persona(), request.args.get("codigo", "").strip()
    if codigo and (hallado := por_codigo(codigo)):
        return a(f"/{municipio_actual().slug}/formularios/{hallado}")
    todas = None if es_oficina(persona) else persona.organizaciones(aqui())
    texto = request.args.get("texto", "").strip()[:200]
    filtro = FiltroDeFormularios(texto, todas, pagina_pedida())
    with piezas().leer_municipio(aqui()) as lectura:
        pagina = comprobar(lectura.formularios(filtro))
    suyos = borradores.mios(piezas().unidad_de_lectura(aqui()), persona.usuario_id)
    nombres = {o.id: o.nombre for o in todas_las_organizaciones()}
    return pintar(
        "formularios.html",
        borradores=[(b, nombres.get(b.organizacion_id, "")) for b in suyos],
        pagina=pagina,
        filtro=filtro,
        codigo=codigo,
        oficina=todas is None,
    )


def por_codigo(codigo: str) -> UUID | None:
    """El identificador que se copió de una planilla de este municipio."""
    return completar(codigo[:100], aqui().id, [o.id for o in todas_las_organizaciones()])


@plano.get("/<municipio>/formularios/nuevo")
@permite_en_lo_suyo(Accion.PRESENTAR)
def nuevo() -> str | Response:
    """Acuña un identificador y lleva al primer paso: nada se guarda hasta que se escribe algo."""
    gestion = gestion_por_presentar()
    mias = presentables(exigir_persona())
    pedida = request.args.get("organizacion", "")
    elegida = next((o for o in mias if str(o.id) == pedida), None)
    if len(mias) == 1 and not pedida:
        elegida = mias[0]
    if elegida is None:
        if pedida:
            flash(gettext("Elija una organización de la lista."), "aviso")
        anio = dia_en_bolivia(ahora()).year
        gestiones = sorted({gestion, anio, anio + 1})
        return pintar("llenado/nuevo.html", mias=mias, gestion=gestion, gestiones=gestiones)
    exigir_mandato(exigir_persona(), elegida.id)
    [formulario] = acunar(aqui().id, elegida.id, gestion, ahora())
    return a(f"/{municipio_actual().slug}/formularios/{formulario}/asamblea")


def presentables(persona: Persona) -> Sequence[Organizacion]:
    """Por cuáles organizaciones puede presentar esa persona aquí."""
    todas = todas_las_organizaciones()
    if es_oficina(persona):
        return todas
    suyas = persona.organizaciones(aqui())
    return [o for o in todas if o.id in suyas]


def es_oficina(persona: Persona) -> bool:
    """Si presenta a nombre de cualquiera."""
    return persona.puede(Accion.PRESENTAR_A_NOMBRE, aqui())


def todas_las_organizaciones() -> Sequence[Organizacion]:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return que_piden(unidad.organizaciones.todas())
