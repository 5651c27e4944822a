"""Qué demanda priorizada puede atender qué oferta, qué se acordó y qué queda sin nadie."""

from flask import Blueprint

from nucleo.servicios import ofertas
from nucleo.textos import ofertas as textos
from nucleo.web.ambito import municipio_de_lectura, nombres_de_sectores
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.ofertas import contexto_para_leer, gestiones_pedidas, lectura

plano = Blueprint("cruce", __name__)


@plano.get("/<municipio>/ofertas/cruce")
@publica
def cruce() -> str:
    """Las demandas por grupo y las ofertas a las que ninguna les sirve."""
    gestiones, gestion = gestiones_pedidas()
    hecho = ofertas.cruzar(contexto_para_leer(gestion), lectura())
    return pintar(
        "cruce.html",
        gestiones=gestiones,
        gestion=gestion,
        cruce=hecho,
        grupos=hecho.grupos,
        cuentas=textos.GRUPOS,
        titulos=textos.TITULOS,
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
    )
