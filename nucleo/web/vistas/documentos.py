"""Los documentos de un encuentro, en PDF: cualquiera los baja; con nombres, quien puede verlos."""

from flask import Blueprint, Response, request

from nucleo.dominio.errores import SinPermiso
from nucleo.dominio.politica import Accion
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_actual,
    municipio_de_lectura,
)
from nucleo.web.correos import direccion_publica
from nucleo.web.descargas import mostrar_pdf
from nucleo.web.documentos.imprenta import direccion_de, en_papel, pedir
from nucleo.web.idiomas import idioma_actual
from nucleo.web.permisos import publica, puede

plano = Blueprint("documentos", __name__)


@plano.get("/<municipio>/ciclo/<encuentro>/documentos/<documento>.pdf")
@publica
def pdf(encuentro: str, documento: str) -> Response:
    """El que el ciclo del municipio declara. Con `?en=es,qu`, en dos idiomas.

    Con `?nombres=si`, para quien ve lo reservado, los que se firman traen a quién se espera.
    """
    gestion, con_nombres = gestion_de_trabajo(), request.args.get("nombres") == "si"
    if con_nombres and not puede(Accion.VER_RESERVADO):
        raise SinPermiso(Accion.VER_RESERVADO.value)
    idiomas = request.args.get("en", idioma_actual().codigo).split(",")
    pedido = pedir(
        municipio_de_lectura(), gestion, encuentro, documento, idiomas, con_nombres=con_nombres
    )
    donde = direccion_publica(direccion_de(municipio_actual(), gestion, encuentro))
    respuesta = mostrar_pdf(en_papel(pedido, donde), f"{documento}-{encuentro}-{gestion}")
    if con_nombres:
        respuesta.headers["Cache-Control"] = "private, no-store"
    return respuesta
