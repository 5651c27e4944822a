"""Los pasos del POA por pantalla: cada uno con su permiso, su constancia y su confirmación."""

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields

from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio, NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import PASOS, PasoDePoa
from nucleo.dominio.politica import Accion
from nucleo.servicios import pasos_de_poa as servicio
from nucleo.servicios.columnas_de_poa import LARGO_DE_TEXTO, texto_fiel
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.lectura_de_poa import mirar_poa
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.vistas.lineas_de_poa import contexto_de_poa, direccion, unidad, version_vista

plano = Blueprint("pasos_de_poa", __name__)
Pagina = tuple[str, int]
A_LA_VISTA = N_("Lo leerá cualquiera: no ponga teléfonos ni datos de personas.")
ETIQUETAS = {
    PasoDePoa.PRESENTAR: N_("Nota con que se presenta"),
    PasoDePoa.CONFORMAR: N_("Acta o pronunciamiento"),
    PasoDePoa.APROBAR: N_("Número de la ley o resolución"),
    PasoDePoa.EJECUTAR: N_("Nota o respaldo"),
    PasoDePoa.CERRAR: N_("Nota o respaldo"),
}
QUE_PASA = {
    PasoDePoa.PRESENTAR: N_("El POA ya no se edita: para cambiarlo hay que abrir otra versión."),
    PasoDePoa.OBSERVAR: N_("Cada renglón es una observación. Queda a la vista y se responde."),
    PasoDePoa.CONFORMAR: N_("El control social dice que está conforme. Sigue el Concejo."),
    PasoDePoa.APROBAR: N_("El POA queda aprobado con ese número y puede ponerse en ejecución."),
    PasoDePoa.EJECUTAR: N_("Desde ahora rige esta versión. La anterior queda reformulada."),
    PasoDePoa.CERRAR: N_("La gestión se cierra: este POA ya no se reformula."),
}


class EsquemaDeRespuesta(Schema):
    """Lo que se responde a una observación."""

    respuesta = Leido(
        texto_fiel(LARGO_DE_TEXTO),
        required=True,
        metadata={"etiqueta": N_("Su respuesta"), "clase": "parrafo", "ayuda": A_LA_VISTA},
    )


def esquema_de(paso: PasoDePoa) -> Schema:
    """La constancia que el paso pide; observar pide observaciones, una por renglón."""
    if paso is PasoDePoa.OBSERVAR:
        lista = fields.List(
            Leido(texto_fiel(LARGO_DE_TEXTO)),
            required=True,
            metadata={"etiqueta": N_("Qué observa"), "clase": "lista", "ayuda": A_LA_VISTA},
        )
        return Schema.from_dict({"observaciones": lista})()
    constancia = Leido(
        texto_fiel(LARGO_DE_TEXTO),
        required=paso in servicio.CON_CONSTANCIA,
        metadata={"etiqueta": ETIQUETAS[paso]},
    )
    return Schema.from_dict({"constancia": constancia})()


@plano.route("/<municipio>/poa/<any(presentar, ejecutar, cerrar):paso>", methods=["GET", "POST"])
@permite(Accion.PRESENTAR_POA)
def del_ejecutivo(paso: str) -> Pagina | Response:
    """Presentar, poner en ejecución o cerrar."""
    return dar(PasoDePoa(paso))


@plano.route("/<municipio>/poa/<any(observar, conformar):paso>", methods=["GET", "POST"])
@permite(Accion.PRONUNCIARSE)
def del_control_social(paso: str) -> Pagina | Response:
    """Observar por escrito o dar la conformidad."""
    return dar(PasoDePoa(paso))


@plano.route("/<municipio>/poa/aprobar", methods=["GET", "POST"])
@permite(Accion.APROBAR_POA)
def del_concejo() -> Pagina | Response:
    """Aprobar, con el número de la ley o la resolución."""
    return dar(PasoDePoa.APROBAR)


def dar(paso: PasoDePoa) -> Pagina | Response:
    """La página que confirma el paso y, al enviarla, lo da. Enviarla dos veces no lo repite."""
    contexto = contexto_de_poa(PASOS[paso].accion)
    vista = mirar_poa()
    leido = vista.exigido()
    formulario, estado = Formulario(esquema_de(paso)), 0
    if recibido(formulario):
        datos = formulario.datos
        try:
            servicio.avanzar(
                contexto,
                unidad(),
                leido.poa.numero,
                paso,
                constancia=datos.get("constancia", ""),
                observaciones=[t for t in datos.get("observaciones", ()) if t],
                visto=version_vista(),
                catalogo=piezas().clasificadores.de(contexto.gestion),
            )
        except EdicionConcurrente as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            leido, estado = mirar_poa().exigido(), 409
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(f"{nombre(paso)}: {gettext('hecho.')}")
            return a(direccion(contexto, leido.poa.numero))
    return pintar(
        "poa-paso.html",
        paso=paso,
        que_pasa=QUE_PASA[paso],
        gestion=contexto.gestion,
        leido=leido,
        formulario=formulario,
        se_puede=paso in servicio.posibles(leido.poa, ultima=leido.ultima),
    ), estado or estado_de(formulario)


@plano.route("/<municipio>/poa/observaciones/<int:numero>/responder", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def responder(numero: int) -> Pagina | Response:
    """Responde por escrito lo que el control social observó."""
    contexto = contexto_de_poa()
    poa = mirar_poa().exigido().poa
    dicha = next((o for o in poa.observaciones if o.numero == numero), None)
    if dicha is None:
        raise NoExiste("observación", numero)
    formulario = Formulario(EsquemaDeRespuesta())
    if recibido(formulario):
        respuesta = formulario.datos["respuesta"]
        try:
            servicio.responder(contexto, unidad(), poa.numero, numero, respuesta)
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("La respuesta quedó a la vista."))
            return a(direccion(contexto, poa.numero) + "#observado")
    return pintar(
        "poa-responder.html", gestion=contexto.gestion, dicha=dicha, formulario=formulario
    ), estado_de(formulario)
