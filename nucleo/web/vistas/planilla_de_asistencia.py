"""La lista firmada, transcrita en una planilla: se sube, se ve qué pasaría y se confirma."""

from flask import Blueprint, Response, flash, g, request
from marshmallow import Schema

from nucleo.dominio.asistencias import AsistenciaFueraDeTiempo
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.eventos import Evento
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.planillas.lectura import leer_contenido
from nucleo.servicios import calendarios
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.piezas import Subidas
from nucleo.servicios.planilla_de_asistencia import importar
from nucleo.textos.errores import frase
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Archivo,
    Formulario,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de, exigir_persona
from nucleo.web.vistas.asistencias import RAIZ, de_asistencia
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("planilla_de_asistencia", __name__)
Pagina = tuple[str, int]
A_LA_VISTA = 50


class EsquemaDeLista(Schema):
    """El archivo."""

    archivo = Archivo(
        required=True,
        metadata={
            "etiqueta": N_("Archivo"),
            "acepta": ".xlsx,.csv",
            "ayuda": N_(
                "Excel (.xlsx) o CSV, con al menos el nombre. Todavía no se guarda nada: primero "
                "verá qué pasaría."
            ),
        },
    )


@plano.route(f"{RAIZ}/planilla", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def subir(encuentro: str) -> Pagina | Response:
    """El primer tiempo: el archivo queda esperando."""
    gestion = gestion_de_trabajo()
    formulario = Formulario(EsquemaDeLista())
    if recibido(formulario):
        nombre, contenido = formulario.datos["archivo"]
        if contenido:
            resumen = _subidas().guardar(nombre, contenido)
            raiz = f"/{municipio_actual().slug}/ciclo/{encuentro}/asistencia/planilla"
            return a(f"{raiz}/{resumen}?gestion={gestion}")
        formulario.fallar("archivo", gettext("El archivo está vacío: elija otro."))
    return _pedir(encuentro, gestion, formulario)


@plano.route(f"{RAIZ}/planilla/<resumen>", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def ver(encuentro: str, resumen: str) -> Pagina | Response:
    """El segundo: quiénes entrarían y qué no se entiende; al confirmar, entra."""
    gestion = gestion_de_trabajo()
    subida = _subidas().leer(resumen)
    contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
    parcial, cambio = request.form.get("accion") == "parcial", False
    try:
        planilla = leer_contenido(subida.nombre, subida.contenido)
        if request.method == "POST":
            cambio = request.form.get("version") != g.situacion.version
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
        if isinstance(error, ArchivoIlegible):
            _subidas().quitar(resumen)
        formulario = Formulario(EsquemaDeLista())
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        return _pedir(encuentro, gestion, formulario)
    pagina = _mostrar(encuentro, gestion, subida.nombre, ensayo, cambio=cambio)
    return pagina, 409 if cambio else 200


def _mostrar(
    encuentro: str, gestion: int, archivo: str, ensayo: Importacion, *, cambio: bool
) -> str:
    return pintar(
        "asistencia-ensayo.html",
        gestion=gestion,
        evento=_evento(gestion, encuentro),
        archivo=archivo,
        importacion=ensayo,
        rechazos=ensayo.rechazadas[:A_LA_VISTA],
        avisos=[decir(aviso) for aviso in ensayo.avisos],
        version=g.situacion.version,
        cambio=cambio,
    )


def _pedir(encuentro: str, gestion: int, formulario: Formulario) -> Pagina:
    pagina = pintar(
        "asistencia-planilla.html",
        gestion=gestion,
        evento=_evento(gestion, encuentro),
        formulario=formulario,
    )
    return pagina, estado_de(formulario)


def _evento(gestion: int, encuentro: str) -> Evento:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return calendarios.evento_de(unidad, gestion, encuentro)


def _listo(encuentro: str, gestion: int, entro: Importacion) -> Response:
    """Dice cuántas entraron; las que ya estaban no se duplican."""
    dicho = ngettext("Entró %(num)s persona.", "Entraron %(num)s personas.", entro.creadas)
    if entro.filas_rechazadas:
        dicho += " " + ngettext(
            "%(num)s no entró: corríjala y vuelva a subirla.",
            "%(num)s no entraron: corríjalas y vuelva a subirlas.",
            entro.filas_rechazadas,
        )
    flash(dicho, "aviso" if entro.filas_rechazadas else "logro")
    return a(de_asistencia(encuentro, gestion))


def _subidas() -> Subidas:
    return piezas().subidas(aqui(), exigir_persona().usuario_id)
