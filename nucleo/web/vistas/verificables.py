"""El código público de un acuerdo: con él cualquiera ve la lista, la baja y la vuelve a hacer."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request, url_for

from nucleo.dominio.codigos import CodigoMalEscrito, leer_codigo
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Resultado
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.mensajes import Mensaje
from nucleo.servicios import verificables
from nucleo.servicios.verificables import Acuerdo
from nucleo.textos.errores import frase
from nucleo.textos.mensajes import decir
from nucleo.web.ambito import gestion_elegida, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.correos import direccion_publica
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, publica

plano = Blueprint("verificables", __name__)
RAIZ = "/<municipio>/priorizacion/codigo"


@plano.get(RAIZ)
@publica
def buscar() -> tuple[str, int] | Response:
    """Dónde escribir un código; si está bien escrito, lleva a su página."""
    escrito, aviso = request.args.get("codigo", ""), ""
    if escrito:
        try:
            return a(url_for("verificables.ver", codigo=leer_codigo(escrito)))
        except CodigoMalEscrito as error:
            aviso = frase(error)
    return pintar("codigo-buscar.html", escrito=escrito, aviso=aviso), 422 if aviso else 200


@plano.get(f"{RAIZ}/<codigo>")
@publica
def ver(codigo: str) -> str:
    """Los pesos acordados, la lista calculada otra vez ahora mismo, y cómo comprobarla."""
    acuerdo = acuerdo_de(codigo)
    resultado, falla = calculado(acuerdo)
    return pintar(
        "codigo-publico.html",
        acuerdo=acuerdo,
        gestion=acuerdo.entradas.gestion,
        suma=sum(c.peso for c in acuerdo.entradas.criterios),
        resultado=resultado,
        falla=falla,
        cambios=dichos(acuerdo.cambios),
        direccion=direccion_publica(url_for("verificables.ver", codigo=acuerdo.codigo)),
        archivo=f"lista-{acuerdo.codigo}.json",
    )


@plano.get(f"{RAIZ}/<codigo>/lista.json")
@publica
def bajar(codigo: str) -> Response:
    """El documento del acuerdo, con la lista que sale de él."""
    acuerdo = acuerdo_de(codigo)
    datos = verificables.documento_del_acuerdo(acuerdo, piezas().ajustables)
    return en_json(datos, f"lista-{acuerdo.codigo}.json")


@plano.get("/<municipio>/matriz.json")
@publica
def corrida() -> Response:
    """La última calificación con todo lo que la decide."""
    ambito = municipio_de_lectura()
    with piezas().leer_municipio(ambito) as lectura:
        gestion = gestion_elegida(lectura.gestiones())
    if gestion is None:
        raise NoExiste("página", request.path)
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    datos = verificables.exportar(contexto, piezas().unidad_de_lectura(ambito))
    return en_json(datos, f"{municipio_actual().slug}-matriz-{gestion}.json")


def acuerdo_de(codigo: str) -> Acuerdo:
    """El del código, o `NoExiste`."""
    try:
        leido = leer_codigo(codigo)
    except CodigoMalEscrito as error:
        raise NoExiste("página", request.path) from error
    acuerdo = verificables.acuerdo_de(leido, piezas().unidad_de_lectura(municipio_de_lectura()))
    if acuerdo is None:
        raise NoExiste("página", request.path)
    return acuerdo


def calculado(acuerdo: Acuerdo) -> tuple[Resultado | None, str]:
    """La lista o, si un módulo no está o falla, por qué no se puede mostrar."""
    try:
        regla = verificables.regla_de(piezas().ajustables, acuerdo.entradas.regla)
        return verificables.rehacer(acuerdo.entradas, regla), ""
    except ErrorDeNegocio as error:
        return None, frase(error)


def dichos(cambios: Sequence[Mensaje]) -> list[str]:
    return [decir(c) for c in cambios]


def en_json(datos: Any, nombre: str) -> Response:
    cuerpo = json.dumps(datos, ensure_ascii=False, indent=1) + "\n"
    respuesta = Response(cuerpo, content_type="application/json; charset=utf-8")
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta
