"""La lista firmada, transcrita en una planilla: se sube, se ve qué pasaría y se confirma."""

from flask import Blueprint, Response, request

from nucleo.dominio.asistencias import AsistenciaFueraDeTiempo
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.eventos import Evento
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.planillas.lectura import leer_contenido
from nucleo.servicios import calendarios
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.planilla_de_asistencia import importar
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.formularios import Formulario, estado_de
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.planillas import (
    a_la_vista,
    al_dia,
    anunciar,
    formulario_de_subida,
    mis_subidas,
    no_salio,
    recibir,
)
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.asistencias import RAIZ, de_asistencia
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("planilla_de_asistencia", __name__)
Pagina = tuple[str, int]
A_LA_VISTA = 50


LO_QUE_TRAE = N_(
    "Excel (.xlsx) o CSV, con al menos el nombre. Todavía no se guarda nada: primero verá qué "
    "pasaría."
)


@plano.route(f"{RAIZ}/planilla", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def subir(encuentro: str) -> Pagina | Response:
    """El primer tiempo: el archivo queda esperando."""
    gestion, formulario = gestion_de_trabajo(), formulario_de_subida(LO_QUE_TRAE)
    if resumen := recibir(formulario):
        raiz = f"/{municipio_actual().slug}/ciclo/{encuentro}/asistencia/planilla"
        return a(f"{raiz}/{resumen}?gestion={gestion}")
    return _pedir(encuentro, gestion, formulario)


@plano.route(f"{RAIZ}/planilla/<resumen>", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def ver(encuentro: str, resumen: str) -> Pagina | Response:
    """El segundo: quiénes entrarían y qué no se entiende; al confirmar, entra."""
    gestion = gestion_de_trabajo()
    subida = mis_subidas().leer(resumen)
    contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
    parcial, cambio = request.form.get("accion") == "parcial", False
    try:
        planilla = leer_contenido(subida.nombre, subida.contenido)
        if request.method == "POST":
            cambio = not al_dia()
            if not cambio:
                unidad = piezas().unidad(aqui())
                entro = importar(contexto, unidad, encuentro, planilla, parcial=parcial)
                if parcial or not entro.rechazadas:
                    return _listo(encuentro, gestion, entro)
                cambio = True
        lectura = piezas().unidad_de_lectura(aqui())
        ensayo = importar(contexto, lectura, encuentro, planilla, parcial=True, ensayo=True)
        if cambio and ensayo.leidas and not ensayo.creadas and not ensayo.rechazadas:
            return _listo(encuentro, gestion, ensayo)  # el mismo envío, dos veces
    except (ArchivoIlegible, AsistenciaFueraDeTiempo) as error:
        formulario = formulario_de_subida(LO_QUE_TRAE)
        no_salio(formulario, resumen, error, frase(error))
        return _pedir(encuentro, gestion, formulario)
    pagina = pintar(
        "asistencia-ensayo.html",
        gestion=gestion,
        evento=_evento(gestion, encuentro),
        archivo=subida.nombre,
        cambio=cambio,
        **a_la_vista(ensayo, A_LA_VISTA),
    )
    return pagina, 409 if cambio else 200


def _pedir(encuentro: str, gestion: int, formulario: Formulario) -> Pagina:
    evento = _evento(gestion, encuentro)
    datos = {"gestion": gestion, "evento": evento, "formulario": formulario}
    return pintar("asistencia-planilla.html", **datos), estado_de(formulario)


def _evento(gestion: int, encuentro: str) -> Evento:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return calendarios.evento_de(unidad, gestion, encuentro)


def _listo(encuentro: str, gestion: int, entro: Importacion) -> Response:
    """Dice cuántas entraron; las que ya estaban no se duplican."""
    dicho = ngettext("Entró %(num)s persona.", "Entraron %(num)s personas.", entro.creadas)
    anunciar([dicho], entro)
    return a(de_asistencia(encuentro, gestion))
