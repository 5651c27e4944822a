"""«Mi trabajo»: lo que el cargo de quien entró puede hacer en este municipio, y qué toca ahora."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, request

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.dominio.reclamos import Reclamo
from nucleo.dominio.usuarios import Persona
from nucleo.servicios import reclamos
from nucleo.servicios.calendarios import Fecha, calendario, hoy_de
from nucleo.textos.nombres import nombre
from nucleo.web.ambito import gestion_elegida, municipio_de_lectura, piezas
from nucleo.web.control_social import ControlSocial, como_va, mirar_control_social
from nucleo.web.lectura_de_poa import con_las_del_poa
from nucleo.web.organizaciones import nombres_de_organizaciones
from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_mandato, puede
from nucleo.web.sesion import exigir_persona
from nucleo.web.trabajo import tareas_para
from nucleo.web.vistas.pasos import ACCIONES

plano = Blueprint("trabajo", __name__)
A_LA_VISTA = 5


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
    hoy = hoy_de(piezas().contexto(aqui, gestion or 0))
    return pintar(
        "trabajo.html",
        gestion=gestion,
        gestiones=gestiones,
        consulta=f"?gestion={gestion}" if "gestion" in request.args else "",
        mandatos=mandatos,
        organizaciones=nombres_de_organizaciones(m.organizacion_id for m in mandatos),
        grupos=tareas_para(puede),
        ciclo=ciclo_de(aqui),
        reclamos=reclamos_de(persona, aqui, hoy),
        hoy=hoy,
        toca=nombre(paso) if paso else "",
        abierta=paso is Paso.CONGELAR,
        seguimientos=_seguimientos(gestiones) if puede(Accion.LLEVAR_CONTROL_SOCIAL) else [],
        como_va=como_va,
        puede_darlo=paso is not None and puede(ACCIONES[paso]),
    )


@dataclass(frozen=True, slots=True)
class CicloQueViene:
    """Los encuentros que vienen en la última gestión que se abrió, los próximos primero."""

    gestion: int
    fechas: Sequence[Fecha]


def ciclo_de(aqui: EnMunicipio) -> CicloQueViene | None:
    """Nada si el municipio no abrió ninguna gestión."""
    with piezas().unidad_de_lectura(aqui) as unidad:
        abiertas = unidad.calendarios.abiertas()
        if not abiertas:
            return None
        gestion = abiertas[0].gestion
        leido = calendario(piezas().contexto(aqui, gestion), unidad)
    return CicloQueViene(gestion, leido.por_hacer[:A_LA_VISTA] if leido else ())


@dataclass(frozen=True, slots=True)
class Reclamos:
    """Los que le tocan a quien mira, y cómo se llama la lista; `quienes` los dijeron."""

    titulo: str
    vacio: str
    todos: Sequence[Reclamo]
    quienes: Mapping[UUID, str]

    @property
    def primeros(self) -> Sequence[Reclamo]:
        return self.todos[:A_LA_VISTA]


def reclamos_de(persona: Persona, aqui: EnMunicipio, hoy: date) -> Reclamos | None:
    """Quien los lleva y quien fiscaliza ven todos; una organización, los suyos; nadie más."""
    suyas: frozenset[UUID] | None = None
    if puede(Accion.LLEVAR_CICLO):
        titulo, vacio = N_("Reclamos por atender"), N_("Ningún reclamo por atender.")
    elif puede(Accion.OBSERVAR):
        titulo, vacio = N_("Reclamos sin cerrar"), N_("Ningún reclamo sin cerrar.")
    elif suyas := persona.organizaciones(aqui):
        titulo = N_("Los reclamos de su organización")
        vacio = N_("Su organización no tiene ningún reclamo sin cerrar.")
    else:
        return None
    with piezas().unidad_de_lectura(aqui) as unidad:
        todos = reclamos.por_atender(unidad, hoy, suyas)
        return Reclamos(titulo, vacio, todos, reclamos.organizaciones_de(unidad) if todos else {})


def _seguimientos(gestiones: Sequence[int]) -> list[ControlSocial]:
    """El programa de cada gestión que tiene: el POA que se ejecuta no es el que se prepara."""
    vistas = [mirar_control_social(g) for g in con_las_del_poa(gestiones)]
    return [v for v in vistas if v.todos] or vistas[:1]


def lo_que_toca(proceso: Proceso | None) -> Paso | None:
    """El primer paso que falta; ninguno si ya se publicó."""
    for paso in Paso:
        if proceso is None or proceso.cuando(paso) is None:
            return paso
    return None
