"""«Lo que falta»: una hoja por municipio y otra por organización, para mirarla o imprimirla."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint

from nucleo.dominio.corridas import Paso
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.pendientes import (
    Cual,
    Panorama,
    Pendiente,
    Suyo,
    Urgencia,
    de_la_organizacion,
    del_municipio,
)
from nucleo.dominio.politica import Accion
from nucleo.servicios.pendientes import panorama_de
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica
from nucleo.web.sesion import persona_actual
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("pendientes", __name__)
A_LA_VISTA = 5
"""De cada falta, cuántas se nombran: así la hoja del municipio cabe en una carta."""
URGENCIAS = {
    Urgencia.IMPIDE: N_("Impide seguir"),
    Urgencia.PRONTO: N_("Antes del siguiente paso"),
    Urgencia.CONVIENE: N_("Conviene"),
}
PARA = {
    Paso.CONGELAR: N_("Lo que falta para cerrar la lista de demandas"),
    Paso.ACORDAR: N_("Lo que falta para acordar los criterios y sus pesos"),
    Paso.CALIFICAR: N_("Lo que falta para calificar las demandas"),
    Paso.PUBLICAR: N_("Lo que falta para publicar el resultado"),
    None: N_("La priorización ya se publicó"),
}
NADA_PARA = {
    Paso.CONGELAR: N_("No falta nada para cerrar la lista de demandas."),
    Paso.ACORDAR: N_("No falta nada para acordar los criterios y sus pesos."),
    Paso.CALIFICAR: N_("No falta nada para calificar las demandas."),
    Paso.PUBLICAR: N_("No falta nada para publicar el resultado."),
    None: N_("No falta nada: el resultado ya es público."),
}


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un pendiente listo para pintar; `enlace`, solo si quien mira puede arreglarlo."""

    pendiente: Pendiente
    enlace: str

    @property
    def nombradas(self) -> Sequence[Cual]:
        return self.pendiente.cuales[:A_LA_VISTA]

    @property
    def sobran(self) -> int:
        return max(0, len(self.pendiente.cuales) - A_LA_VISTA)


@plano.get("/<municipio>/lo-que-falta")
@publica
def municipio() -> str:
    """Qué falta para el siguiente paso, lo más urgente primero, y a qué organizaciones."""
    gestiones, gestion, panorama = mirado()
    pendientes = del_municipio(panorama)
    con_faltas = [(s, de_la_organizacion(s, panorama)) for s in panorama.suyos]
    return pintar(
        "lo-que-falta.html",
        gestiones=gestiones,
        gestion=gestion,
        renglones=[Renglon(p, _enlace(p, gestion)) for p in pendientes],
        urgencias=URGENCIAS,
        titulo=PARA[panorama.siguiente],
        nada=NADA_PARA[panorama.siguiente],
        siguiente=panorama.siguiente,
        hoy=panorama.hoy,
        pagina=paginar([(s.organizacion, faltan) for s, faltan in con_faltas if faltan]),
        completas=sum(not faltan for _, faltan in con_faltas),
        todas=len(panorama.suyos),
    )


@plano.get("/<municipio>/lo-que-falta/<uuid:organizacion>")
@publica
def organizacion(organizacion: UUID) -> str:
    """La hoja que se le da a una dirigencia: qué le falta y qué hacer."""
    gestiones, gestion, panorama = mirado()
    suyo = next((s for s in panorama.suyos if s.organizacion.id == organizacion), None)
    if suyo is None:
        raise NoExiste("organización", organizacion)
    pendientes = de_la_organizacion(suyo, panorama)
    return pintar(
        "lo-que-le-falta.html",
        gestiones=gestiones,
        gestion=gestion,
        organizacion=suyo.organizacion,
        suyo=suyo,
        vigentes=[d for d in suyo.dirigencias if d.vigente(panorama.hoy)],
        renglones=[Renglon(p, _enlace(p, gestion, suyo)) for p in pendientes],
        urgencias=URGENCIAS,
        siguiente=panorama.siguiente,
        nada=NADA_PARA[panorama.siguiente],
        hoy=panorama.hoy,
    )


def mirado() -> tuple[Sequence[int], int, Panorama]:
    """Las gestiones con datos, la elegida y su panorama."""
    with piezas().leer_municipio(aqui()) as lectura:
        gestiones = lectura.gestiones()
    gestion = gestion_de_trabajo(gestiones)
    contexto = piezas().contexto(aqui(), gestion)
    unidad, ganchos = piezas().unidad_de_lectura(aqui()), piezas().ganchos(aqui())
    return gestiones, gestion, panorama_de(contexto, unidad, ganchos)


def _enlace(pendiente: Pendiente, gestion: int, suyo: Suyo | None = None) -> str:
    """Dónde se arregla, si quien mira puede; en la hoja de una organización, lo suyo."""
    remedio, persona = pendiente.remedio, persona_actual()
    de = suyo.organizacion.id if suyo else None
    if persona is None:
        return ""
    puede = (
        persona.puede(remedio.accion, aqui(), de) if de else persona.podria(remedio.accion, aqui())
    )
    if not puede:
        return ""
    ruta = remedio.ruta
    if suyo and remedio.accion is Accion.PRESENTAR:
        ruta = f"{ruta}?organizacion={de}"
    elif suyo and len(pendiente.cuales) == 1:
        ruta = pendiente.cuales[0].ruta
    union = "&" if "?" in ruta else "?"
    return f"/{municipio_actual().slug}/{ruta}{union}gestion={gestion}"
