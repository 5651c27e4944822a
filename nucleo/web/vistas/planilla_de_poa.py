"""El POA desde una planilla, en dos tiempos: se ve qué cambiaría y después se confirma."""

from flask import Blueprint, Response, flash, g, request
from marshmallow import Schema, fields

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import NoEsDeUnAnioPasado
from nucleo.dominio.politica import Accion
from nucleo.planillas.lectura import leer_contenido
from nucleo.servicios import poa as servicio
from nucleo.servicios.columnas_de_poa import texto_fiel
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.poa import ImportacionDePoa
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import ngettext
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas
from nucleo.web.formularios import Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.planillas import (
    a_la_vista,
    formulario_de_subida,
    mis_subidas,
    no_salio,
    recibir,
)
from nucleo.web.vistas.lineas_de_poa import contexto_de_poa, leido_de, unidad
from nucleo.web.vistas.presupuesto import detalle

plano = Blueprint("planilla_de_poa", __name__)
Pagina = tuple[str, int]
A_LA_VISTA = 100


LO_QUE_TRAE = N_(
    "Excel (.xlsx) o CSV, con al menos denominación y monto. Todavía no se guarda nada: primero "
    "verá qué cambiaría."
)


class EsquemaDeConfirmar(Schema):
    """De dónde sale y si es de un año pasado."""

    procedencia = Leido(texto_fiel(300), metadata={"etiqueta": N_("De dónde sale el dato")})
    historico = fields.Boolean(
        load_default=False,
        metadata={
            "etiqueta": N_("Es de un año pasado"),
            "ayuda": N_("Lo que no traiga queda vacío y no se le exige para presentarlo."),
        },
    )


@plano.route("/<municipio>/poa/importar", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def subir() -> Pagina | Response:
    """El primer tiempo: el archivo queda esperando."""
    contexto, formulario = contexto_de_poa(), formulario_de_subida(LO_QUE_TRAE)
    if resumen := recibir(formulario):
        raiz = f"/{municipio_actual().slug}/poa/importar"
        return a(f"{raiz}/{resumen}?gestion={contexto.gestion}")
    return pedir(contexto.gestion, formulario)


@plano.route("/<municipio>/poa/importar/<resumen>", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def ver(resumen: str) -> Pagina | Response:
    """El segundo: qué líneas entrarían, saldrían y cambiarían; al confirmar, entra entera."""
    contexto = contexto_de_poa()
    subida = mis_subidas().leer(resumen)
    formulario, estado = Formulario(EsquemaDeConfirmar()), 0
    try:
        planilla = leer_contenido(subida.nombre, subida.contenido)
        if recibido(formulario):
            vigente = request.form.get("orden") == huella(g.situacion.version, contexto.gestion)
            if vigente and (entro := confirmar(contexto, planilla, formulario)):
                return listo(contexto.gestion, entro)
            estado = 0 if formulario.errores else 409
        lectura = piezas().unidad_de_lectura(municipio_de_lectura())
        ensayo = servicio.importar(contexto, lectura, planilla, ensayo=True)
        if estado and not ensayo.cambios:
            return listo(contexto.gestion, ensayo)
    except ErrorDeNegocio as error:
        fallida = formulario_de_subida(LO_QUE_TRAE)
        no_salio(fallida, resumen, error, frase(error))
        return pedir(contexto.gestion, fallida)
    return mostrar(contexto, subida.nombre, ensayo, formulario, cambio=estado != 0), (
        estado or estado_de(formulario)
    )


def confirmar(
    contexto: Contexto, planilla: Planilla, formulario: Formulario
) -> ImportacionDePoa | None:
    """Lo que entró; `None` si no entró nada, con su porqué en el campo que lo impidió."""
    try:
        entro = servicio.importar(
            contexto,
            unidad(),
            planilla,
            historico=formulario.datos["historico"],
            procedencia=formulario.datos.get("procedencia", ""),
        )
    except NoEsDeUnAnioPasado as error:
        formulario.fallar("historico", frase(error))
        return None
    return None if entro.importacion.rechazadas else entro


def mostrar(
    contexto: Contexto,
    archivo: str,
    ensayo: ImportacionDePoa,
    formulario: Formulario,
    *,
    cambio: bool,
) -> str:
    """Qué pasaría; `cambio`, si algo cambió mientras se miraba."""
    return pintar(
        "poa-planilla-ensayo.html",
        gestion=contexto.gestion,
        nombre_de_archivo=archivo,
        ensayo=ensayo,
        formulario=formulario,
        primera=servicio.ya_paso(contexto) and leido_de(contexto) is None,
        cambio=cambio,
        orden=huella(g.situacion.version, contexto.gestion),
        filas=[(c, detalle(c)) for c in ensayo.cambios[:A_LA_VISTA]],
        **a_la_vista(ensayo.importacion, A_LA_VISTA),
    )


def pedir(gestion: int, formulario: Formulario) -> Pagina:
    return pintar("poa-planilla.html", gestion=gestion, formulario=formulario), estado_de(
        formulario
    )


def listo(gestion: int, entro: ImportacionDePoa) -> Response:
    flash(
        ngettext("El POA quedó con %(num)s línea.", "El POA quedó con %(num)s líneas.",
                 entro.lineas)
    )  # fmt: skip
    return a(f"/{municipio_actual().slug}/poa/presupuesto?gestion={gestion}")


def huella(version: str, gestion: int) -> str:
    """Dice si lo que se mostró sigue siendo lo que pasaría."""
    return f"{version}-{gestion}"
