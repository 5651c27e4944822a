"""Planillas en dos tiempos: se sube y se ve qué pasaría; después se confirma."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from nucleo.dominio.errores import (
    ArchivoIlegible,
    ErrorDeNegocio,
    ErrorDePlugin,
    SinPermiso,
)
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.papeletas import PapeletasCerradas, PapeletasSinAbrir
from nucleo.dominio.politica import Accion
from nucleo.dominio.subidas import Subida
from nucleo.planillas.escritura import escribir_csv, escribir_xlsx
from nucleo.planillas.lectura import leer_contenido
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.planillas import DE_GESTION, ClaseDePlanilla, Importadores
from nucleo.servicios.puertos import Unidad
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.descargas import MIME
from nucleo.web.formato import entero
from nucleo.web.formularios import Formulario, estado_de
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, puede
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
from nucleo.web.vistas.organizaciones import aqui
from nucleo.web.vistas.pasos import explicar

plano = Blueprint("planillas", __name__)
Pagina = tuple[str, int]
CLASE = (
    "<any(demandas, organizaciones, inversion, techo, papeletas, estructura, plan, ofertas):clase>"
)
NO_SALE = (ArchivoIlegible, ErrorDePlugin, PapeletasCerradas, PapeletasSinAbrir)
A_LA_VISTA = 50
FILAS_POR_PANTALLA = 5_000  # unos segundos también en una máquina ocupada: el plazo son 30
MUCHAS = N_(
    "trae %(filas)s filas y por pantalla se aceptan hasta %(maximo)s: divídala en partes, o pida a "
    "quien administra la instalación que la cargue entera con «tinkuy»"
)
TITULOS = {
    ClaseDePlanilla.DEMANDAS: N_("Demandas"),
    ClaseDePlanilla.ORGANIZACIONES: N_("Organizaciones"),
    ClaseDePlanilla.INVERSION: N_("Inversión de años anteriores"),
    ClaseDePlanilla.TECHO: N_("Dinero disponible"),
    ClaseDePlanilla.PAPELETAS: N_("Papeletas de la Cumbre 2"),
    ClaseDePlanilla.ESTRUCTURA: N_("Unidades del municipio"),
    ClaseDePlanilla.PLAN: N_("Plan"),
    ClaseDePlanilla.OFERTAS: N_("Lo que se ofrece financiar"),
}
EXPLICADAS = {
    ClaseDePlanilla.DEMANDAS: N_("Lo que pidió cada organización en su asamblea."),
    ClaseDePlanilla.ORGANIZACIONES: N_("Las comunidades, juntas y demás, con sus datos."),
    ClaseDePlanilla.INVERSION: N_("Lo que cada organización recibió en gestiones pasadas."),
    ClaseDePlanilla.TECHO: N_("Cuánto hay para gastar, por fuente y organismo."),
    ClaseDePlanilla.PAPELETAS: N_("Qué demandas benefician a cada organización, una por renglón."),
    ClaseDePlanilla.PLAN: N_("Objetivos, obras, indicadores y alianzas del plan que se escribe."),
    ClaseDePlanilla.ESTRUCTURA: N_("Secretarías, direcciones y jefaturas, y de quién dependen."),
    ClaseDePlanilla.OFERTAS: N_("Qué ofrece cada autoridad o institución, cuánto y hasta cuándo."),
}
PIDE = {
    ClaseDePlanilla.TECHO: Accion.FIJAR_TECHO,
    ClaseDePlanilla.PAPELETAS: Accion.PRESENTAR_A_NOMBRE,
    ClaseDePlanilla.ESTRUCTURA: Accion.ORGANIZAR,
    ClaseDePlanilla.PLAN: Accion.PLANIFICAR,
    ClaseDePlanilla.OFERTAS: Accion.OFRECER,
}
"""Las que además de cargar planillas piden poder hacer lo que traen."""


@dataclass(frozen=True, slots=True)
class Ensayo:
    """Una subida, ya leída, y lo que pasaría si entrara."""

    subida: Subida
    planilla: Planilla
    importacion: Importacion

    @property
    def cuentas(self) -> str:
        """Lo que se muestra antes de confirmar: si al confirmar es otro, los datos cambiaron."""
        i = self.importacion
        return f"{i.creadas}-{i.repetidas}-{i.filas_rechazadas}"


@plano.get("/<municipio>/planillas")
@permite(Accion.IMPORTAR)
def lista() -> str:
    """Qué planillas se pueden cargar y descargar."""
    clases = [(c, TITULOS[c], EXPLICADAS[c]) for c in ClaseDePlanilla if _alcanza(c)]
    return pintar("planillas.html", clases=clases, gestion=gestion_de_trabajo())


@plano.get(f"/<municipio>/planillas/{CLASE}.xlsx")
@permite(Accion.IMPORTAR)
def plantilla(clase: str) -> Response:
    """La planilla en blanco, con listas para elegir."""
    cual = _clase(clase)
    hojas = _importadores(cual, piezas().unidad_de_lectura(aqui())).plantilla(cual)
    return _archivo(escribir_xlsx(hojas), "xlsx", f"planilla-{clase}")


@plano.route(f"/<municipio>/planillas/{CLASE}", methods=["GET", "POST"])
@permite(Accion.IMPORTAR)
def subir(clase: str) -> Pagina | Response:
    """El primer tiempo: el archivo queda esperando y se pasa a ver qué haría."""
    cual, formulario = _clase(clase), formulario_de_subida()
    if resumen := recibir(formulario):
        return a(_direccion(cual, resumen))
    return _pedir(cual, formulario)


@plano.get(f"/<municipio>/planillas/{CLASE}/<resumen>")
@permite(Accion.IMPORTAR)
def ver(clase: str, resumen: str) -> Pagina:
    """Qué pasaría: cuántas entrarían, cuáles no y por qué. No escribe nada."""
    cual = _clase(clase)
    try:
        ensayo = _ensayar(cual, resumen)
    except NO_SALE as error:
        return _no_salio(cual, resumen, error)
    return _mostrar(cual, ensayo), 200


@plano.get(f"/<municipio>/planillas/{CLASE}/<resumen>/rechazos.csv")
@permite(Accion.IMPORTAR)
def rechazos(clase: str, resumen: str) -> Response | Pagina:
    """Las filas que no entrarían, con su motivo, listas para corregir y volver a subir."""
    cual = _clase(clase)
    try:
        ensayo = _ensayar(cual, resumen)
    except NO_SALE as error:
        return _no_salio(cual, resumen, error)
    contenido = escribir_csv(ensayo.importacion.planilla_de_rechazos(decir))
    return _archivo(contenido, "csv", f"rechazos-{clase}")


@plano.post(f"/<municipio>/planillas/{CLASE}/<resumen>")
@permite(Accion.IMPORTAR)
def confirmar(clase: str, resumen: str) -> Pagina | Response:
    """El segundo tiempo: entra todo o, si se pidió, solo lo bueno.

    Si entre tanto los datos cambiaron y ya no pasaría lo que se mostró, se muestra de nuevo.
    """
    cual = _clase(clase)
    parcial = request.form.get("accion") == "parcial"
    subida = mis_subidas().leer(resumen)
    try:
        if not al_dia():
            ensayo = _ensayar(cual, resumen)
            if ensayo.importacion.leidas and not ensayo.importacion.creadas:
                return _listo(cual, ensayo.importacion)
            if ensayo.cuentas != request.form.get("orden"):
                return _mostrar(cual, ensayo, cambio=True), 409
        planilla = _leer(subida)
        importadores = _importadores(cual, piezas().unidad(aqui()))
        importacion = importadores.importar(cual, planilla, parcial=parcial)
    except NO_SALE as error:
        return _no_salio(cual, resumen, error)
    if importacion.rechazadas and not parcial:
        return _mostrar(cual, Ensayo(subida, planilla, importacion), cambio=True), 409
    return _listo(cual, importacion)


def _listo(clase: ClaseDePlanilla, importacion: Importacion) -> Response:
    """Dice qué entró. La planilla queda hasta que venza: confirmarla otra vez no duplica."""
    entraron = ngettext("Entró %(num)s fila.", "Entraron %(num)s filas.", importacion.creadas)
    partes = [gettext(TITULOS[clase]) + ".", entraron]
    if importacion.repetidas:
        partes.append(ngettext("%(num)s ya estaba.", "%(num)s ya estaban.", importacion.repetidas))
    anunciar(partes, importacion)
    return a(f"/{municipio_actual().slug}/planillas")


def _mostrar(clase: ClaseDePlanilla, ensayo: Ensayo, *, cambio: bool = False) -> str:
    importacion = ensayo.importacion
    return pintar(
        "planilla-ensayo.html",
        clase=clase,
        titulo=TITULOS[clase],
        ensayo=ensayo,
        entrarian=importacion.creadas or importacion.detenidas,
        gestion=_gestion(clase),
        cambio=cambio,
        direccion=_direccion(clase, ensayo.subida.resumen),
        **a_la_vista(importacion, A_LA_VISTA),
    )


def _pedir(clase: ClaseDePlanilla, formulario: Formulario) -> Pagina:
    pagina = pintar(
        "planilla-subir.html",
        formulario=formulario,
        clase=clase,
        titulo=TITULOS[clase],
        explicada=EXPLICADAS[clase],
        de_gestion=clase in DE_GESTION,
        gestion=gestion_de_trabajo(),
    )
    return pagina, estado_de(formulario)


def _no_salio(clase: ClaseDePlanilla, resumen: str, error: ErrorDeNegocio) -> Pagina:
    """El archivo que no sirve no se guarda más; si falló un módulo, sigue esperando."""
    formulario = formulario_de_subida()
    no_salio(formulario, resumen, error, explicar(error))
    return _pedir(clase, formulario)


def _ensayar(clase: ClaseDePlanilla, resumen: str) -> Ensayo:
    subida = mis_subidas().leer(resumen)
    planilla = _leer(subida)
    importadores = _importadores(clase, piezas().unidad_de_lectura(aqui()))
    return Ensayo(subida, planilla, importadores.ensayar(clase, planilla))


def _leer(subida: Subida) -> Planilla:
    planilla = leer_contenido(subida.nombre, subida.contenido)
    if len(planilla.renglones) > FILAS_POR_PANTALLA + 1:
        cuentas = {
            "filas": entero(len(planilla.renglones)),
            "maximo": entero(FILAS_POR_PANTALLA),
        }
        raise ArchivoIlegible(subida.nombre, Mensaje(MUCHAS, cuentas))
    return planilla


def _importadores(clase: ClaseDePlanilla, unidad: Unidad) -> Importadores:
    contexto = contexto_de(PIDE.get(clase, Accion.IMPORTAR), aqui(), _gestion(clase))
    return Importadores(contexto, unidad, piezas().ganchos(aqui()), piezas().sectores)


def _gestion(clase: ClaseDePlanilla) -> int:
    return gestion_de_trabajo() if clase in DE_GESTION else 0


def _clase(clase: str) -> ClaseDePlanilla:
    """La de la dirección; la que trae algo que decide otro cargo pide además ese permiso."""
    cual = ClaseDePlanilla(clase)
    if not _alcanza(cual):
        raise SinPermiso(PIDE[cual].value)
    return cual


def _alcanza(clase: ClaseDePlanilla) -> bool:
    return clase not in PIDE or puede(PIDE[clase])


def _direccion(clase: ClaseDePlanilla, resumen: str) -> str:
    cola = f"?gestion={_gestion(clase)}" if clase in DE_GESTION else ""
    return f"/{municipio_actual().slug}/planillas/{clase.value}/{resumen}{cola}"


def _archivo(contenido: bytes, formato: str, nombre: str) -> Response:
    respuesta = Response(contenido, content_type=MIME[formato])
    archivo = f"{municipio_actual().slug}-{nombre}.{formato}"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}"'
    return respuesta
