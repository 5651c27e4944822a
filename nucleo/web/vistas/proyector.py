"""Lo que se proyecta en un encuentro: el punto, lo que se vota y se acuerda, sin personas."""

from flask import Blueprint, Response, make_response, request

from nucleo.dominio.contexto import ahora
from nucleo.dominio.votaciones import EstadoDeVotacion
from nucleo.servicios import acuerdos, documentos_de_punto
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.disputas import disputa_de
from nucleo.servicios.informes import por_punto
from nucleo.servicios.mesas import mesa_de
from nucleo.web.ambito import gestion_de_trabajo, municipio_de_lectura, piezas
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("proyector", __name__)
CADA = 15


@plano.get("/<municipio>/ciclo/<encuentro>/proyector")
@publica
def proyector(encuentro: str) -> Response:
    """En letra grande. Con `?sola=si` se vuelve a pedir cada tanto; sin eso, se queda quieta."""
    gestion, sola = gestion_de_trabajo(), request.args.get("sola") == "si"
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        mesa = mesa_de(contexto, unidad, piezas().ganchos(municipio_de_lectura()), encuentro)
        acordados = acuerdos.del_encuentro(unidad, gestion, encuentro)
        informes = por_punto(contexto, unidad, piezas().ganchos(municipio_de_lectura()), encuentro)
        por_cumplir = acuerdos.por_cumplir(contexto, unidad, mesa.evento)
        publicos = documentos_de_punto.publicos_de(unidad, gestion, encuentro)
        disputa = disputa_de(unidad, mesa.evento)
    pagina = pintar(
        "proyector.html",
        gestion=gestion,
        mesa=mesa,
        evento=mesa.evento,
        ciclo=contexto.ciclo,
        votadas=[v for v in mesa.votaciones if v.estado is EstadoDeVotacion.CERRADA][::-1],
        disputa=disputa,
        acordados=acordados,
        por_cumplir=por_cumplir,
        documentos=[d for d in publicos if mesa.actual and d.punto == mesa.actual.clave],
        informes=informes.get(mesa.actual.clave, ()) if mesa.actual else (),
        ahora=ahora(),
        hoy=hoy_de(contexto),
        sola=sola,
        cada=CADA,
    )
    respuesta = make_response(pagina)
    if sola:
        respuesta.headers["Refresh"] = str(CADA)
    return respuesta
