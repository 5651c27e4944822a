"""El recibo de un formulario presentado: lo que abre el QR, con sesión o sin ella."""

from uuid import UUID

from flask import Blueprint, Response, url_for

from nucleo.dominio.asambleas import MOTIVOS
from nucleo.dominio.formularios import codigo_de
from nucleo.dominio.politica import Accion
from nucleo.servicios.recibos import Recibo, recibo_de
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, nombres_de_sectores, piezas
from nucleo.web.correos import direccion_publica
from nucleo.web.llenado import abrir, aqui, ya_presentado
from nucleo.web.paginas import pintar
from nucleo.web.pasos import pasos_de
from nucleo.web.permisos import a, persona_en_regla, publica
from nucleo.web.sesion import persona_actual

plano = Blueprint("recibos", __name__)
RAIZ = "/<municipio>/formularios/<uuid:formulario>"


@plano.get(RAIZ)
@publica
def escanear(formulario: UUID) -> str | Response:
    """Lo que abre el QR de una planilla: el recibo si ya se presentó; si no, a llenarla.

    A quien no entró no se le dice de quién es: ni siquiera si el código existe.
    """
    with piezas().unidad_de_lectura(aqui()) as unidad:
        presentado = ya_presentado(unidad, formulario)
    if presentado:
        return a(direccion_del_recibo(formulario))
    if persona_actual() is None:
        return pintar("llenado/sin_presentar.html", codigo=codigo_de(formulario))
    llenado = abrir(formulario)
    if llenado is None:
        return a(direccion_del_recibo(formulario))
    pasos = pasos_de(llenado.escrito, oficina=llenado.oficina)
    pendientes = [p.clave for p in pasos if p.clave not in llenado.escrito]
    return a(llenado.direccion(pendientes[0]))


@plano.get(f"{RAIZ}/recibo")
@publica
def recibo(formulario: UUID) -> str:
    """En una hoja. Los detalles de la constancia, solo para quien puede ver lo reservado."""
    este = _leer(formulario)
    return pintar(
        "recibo.html",
        recibo=este,
        gestion=este.gestion,
        sectores=nombres_de_sectores(aqui(), este.gestion),
        direccion=direccion_publica(url_for("recibos.escanear", formulario=formulario)),
        comprobacion=url_for("recibos.comprobar", formulario=formulario),
        reservado=ve_lo_reservado(este),
        motivo=gettext(MOTIVOS.get(este.constancia.motivo, este.constancia.motivo))
        if este.constancia
        else "",
    )


@plano.get(f"{RAIZ}/recibo.json")
@publica
def comprobar(formulario: UUID) -> Response:
    """Lo presentado en la forma que se resume: su SHA-256 es el del recibo."""
    return Response(_leer(formulario).contenido, mimetype="application/json")


def _leer(formulario: UUID) -> Recibo:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return recibo_de(unidad, formulario)


def ve_lo_reservado(este: Recibo) -> bool:
    """Quien habla por la organización, o tiene un cargo que mira lo reservado."""
    persona = persona_en_regla()
    if persona is None or este.constancia is None:
        return False
    ambito = aqui()
    suya = este.organizacion_id in persona.organizaciones(ambito)
    return suya or persona.puede(Accion.VER_RESERVADO, ambito)


def direccion_del_recibo(formulario: UUID) -> str:
    return f"/{municipio_actual().slug}/formularios/{formulario}/recibo"
