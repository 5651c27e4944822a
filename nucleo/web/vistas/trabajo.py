"""«Mi trabajo»: lo que el cargo de quien entró puede hacer en este municipio, y qué toca ahora."""

from flask import Blueprint

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.textos.nombres import nombre
from nucleo.web.ambito import gestion_elegida, municipio_de_lectura, piezas
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_mandato, puede
from nucleo.web.sesion import exigir_persona
from nucleo.web.trabajo import tareas_para

plano = Blueprint("trabajo", __name__)


@plano.get("/<municipio>/trabajo")
@con_mandato
def inicio() -> str:
    """Sus cargos aquí, el paso en que va el proceso y a dónde ir para cada cosa."""
    persona, aqui = exigir_persona(), municipio_de_lectura()
    with piezas().leer_municipio(aqui) as lectura:
        gestion = gestion_elegida(lectura.gestiones())
        proceso = lectura.proceso(gestion) if gestion else None
    mandatos = [m for m in persona.mandatos if m.sobre == aqui.clave]
    return pintar(
        "trabajo.html",
        gestion=gestion,
        mandatos=mandatos,
        organizaciones=nombres_de_organizaciones(m.organizacion_id for m in mandatos),
        grupos=tareas_para(puede),
        toca=lo_que_toca(proceso) if gestion else "",
    )


def lo_que_toca(proceso: Proceso | None) -> str:
    """El primer paso que falta; vacío si ya se publicó."""
    for paso in Paso:
        if proceso is None or proceso.cuando(paso) is None:
            return nombre(paso)
    return ""
