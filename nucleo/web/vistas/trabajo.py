"""«Mi trabajo»: lo que el cargo de quien entró puede hacer en este municipio, y qué toca ahora."""

from flask import Blueprint, request

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.textos.nombres import nombre
from nucleo.web.ambito import gestion_elegida, municipio_de_lectura, piezas
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_mandato, puede
from nucleo.web.sesion import exigir_persona
from nucleo.web.trabajo import tareas_para
from nucleo.web.vistas.pasos import ACCIONES

plano = Blueprint("trabajo", __name__)


@plano.get("/<municipio>/trabajo")
@con_mandato
def inicio() -> str:
    """Sus cargos aquí, el paso en que va el proceso y a dónde ir para cada cosa."""
    persona, aqui = exigir_persona(), municipio_de_lectura()
    with piezas().leer_municipio(aqui) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        proceso = lectura.proceso(gestion) if gestion else None
    mandatos = [m for m in persona.mandatos if m.sobre == aqui.clave]
    paso = lo_que_toca(proceso) if gestion else None
    return pintar(
        "trabajo.html",
        gestion=gestion,
        gestiones=gestiones,
        consulta=f"?gestion={gestion}" if "gestion" in request.args else "",
        mandatos=mandatos,
        organizaciones=nombres_de_organizaciones(m.organizacion_id for m in mandatos),
        grupos=tareas_para(puede),
        toca=nombre(paso) if paso else "",
        abierta=paso is Paso.CONGELAR,
        puede_darlo=paso is not None and puede(ACCIONES[paso]),
    )


def lo_que_toca(proceso: Proceso | None) -> Paso | None:
    """El primer paso que falta; ninguno si ya se publicó."""
    for paso in Paso:
        if proceso is None or proceso.cuando(paso) is None:
            return paso
    return None
