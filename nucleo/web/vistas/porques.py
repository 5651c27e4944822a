"""La tarjeta del porqué: en pantalla, en una hoja para imprimir y en un mensaje corto."""

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response

from nucleo.dominio.errores import NoExiste
from nucleo.servicios.organizaciones import organizacion_de
from nucleo.servicios.porques import Tarjeta, tarjeta_de
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.idiomas import en_idioma
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica
from nucleo.web.porques import (
    abrir,
    dicha,
    direccion,
    en_papel,
    en_un_mensaje,
    tarjetas_de,
    titulo_de,
)
from nucleo.web.vistas.demandas import direccion_de, leer_ficha, partir

plano = Blueprint("porques", __name__)
A_QUIEN_SEA = "https://wa.me/?text="


@plano.get("/<municipio>/demandas/<codigo>/porque")
@publica
def porque(codigo: str) -> str:
    """Por qué quedó donde quedó y qué la habría hecho entrar, en el idioma de su organización."""
    ficha = leer_ficha(codigo)
    tarjeta = _tarjeta(codigo)
    comunes = {"codigo": codigo, "fila": ficha.fila, "ficha": direccion_de(codigo)}
    if tarjeta is None:
        return pintar("porque.html", tarjeta=None, **comunes)
    texto = en_un_mensaje(tarjeta)
    with en_idioma(tarjeta.idioma) as idioma:
        hecha = dicha(tarjeta)
    return pintar(
        "porque.html",
        tarjeta=tarjeta,
        dicha=hecha,
        lengua=idioma.etiqueta,
        mensaje=texto,
        whatsapp=A_QUIEN_SEA + quote(texto),
        direccion=direccion(codigo),
        gestion=tarjeta.gestion,
        **comunes,
    )


@plano.get("/<municipio>/demandas/<codigo>/porque.txt")
@publica
def texto(codigo: str) -> Response:
    """Lo mismo en pocas líneas, para copiar y mandar."""
    return Response(en_un_mensaje(_exigida(codigo)), mimetype="text/plain")


@plano.get("/<municipio>/demandas/<codigo>/porque.pdf")
@publica
def hoja(codigo: str) -> Response:
    """Lo mismo en una hoja A4."""
    tarjeta = _exigida(codigo)
    return _pdf(en_papel([tarjeta], tarjeta.titulo), f"porque-{codigo}")


@plano.get("/<municipio>/organizaciones/<uuid:organizacion>/porques.pdf")
@publica
def de_organizacion(organizacion: UUID) -> Response:
    """Una hoja por cada demanda de la organización en la lista."""
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        esta = organizacion_de(unidad, organizacion)
    gestion = gestion_de_trabajo()
    lista = abrir(gestion)
    renglones = lista.de_organizacion(organizacion) if lista else ()
    if not lista or not renglones:
        raise NoExiste("porqué", esta.nombre)
    papel = en_papel(tarjetas_de(lista, renglones), titulo_de(esta.nombre))
    return _pdf(papel, f"porques-{municipio_actual().slug}-{gestion}")


def _tarjeta(codigo: str) -> Tarjeta | None:
    lista = abrir(partir(codigo)[0])
    renglon = lista.de_codigo(codigo) if lista else None
    return tarjeta_de(lista, renglon) if lista and renglon else None


def _exigida(codigo: str) -> Tarjeta:
    tarjeta = _tarjeta(codigo)
    if tarjeta is None:
        raise NoExiste("porqué", codigo)
    return tarjeta


def _pdf(contenido: bytes, nombre: str) -> Response:
    respuesta = Response(contenido, mimetype="application/pdf")
    respuesta.headers["Content-Disposition"] = f'inline; filename="{nombre}.pdf"'
    return respuesta
