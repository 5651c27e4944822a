"""Los distritos del municipio: verlos, agregarlos, cambiarles el nombre, unirlos y quitarlos."""

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.distritos import DistritoRepetido, DistritoSinNombre
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import que_piden
from nucleo.dominio.politica import Accion
from nucleo.servicios import distritos
from nucleo.servicios.distritos import (
    LARGO_DE_DISTRITO,
    DistritoUsado,
    distrito_de,
    distritos_de,
)
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import municipio_actual, piezas
from nucleo.web.formularios import Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("distritos", __name__)
Pagina = tuple[str, int]


class EsquemaDeDistrito(Schema):
    """Cómo se llama."""

    nombre = Leido(
        texto_de(LARGO_DE_DISTRITO),
        required=True,
        metadata={
            "etiqueta": N_("Nombre del distrito"),
            "ayuda": N_("Como lo llama su gente: distrito, cantón, central, marka…"),
        },
    )


class EsquemaDeUnion(Schema):
    """Con cuál se une."""

    con = fields.String(
        required=True, metadata={"etiqueta": N_("Con qué distrito se une"), "clase": "opcion"}
    )


@plano.route("/<municipio>/distritos", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def lista() -> Pagina | Response:
    """Los declarados y los que alguna organización nombra, y agregar uno."""
    formulario = Formulario(EsquemaDeDistrito())
    if recibido(formulario):
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        try:
            nuevo = distritos.agregar(contexto, piezas().unidad(aqui()), formulario.datos["nombre"])
        except DistritoSinNombre as error:
            formulario.fallar("nombre", frase(error))
        else:
            flash(gettext("Se agregó el distrito.") if nuevo else gettext("Ese distrito ya está."))
            return a(de_distritos())
    with piezas().unidad_de_lectura(aqui()) as unidad:
        todos = distritos_de(unidad)
        sin_distrito = sum(not plegar(o.distrito) for o in que_piden(unidad.organizaciones.todas()))
    pagina = pintar(
        "distritos.html", formulario=formulario, distritos=todos, sin_distrito=sin_distrito
    )
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/distritos/<distrito>/renombrar", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def renombrar(distrito: str) -> Pagina | Response:
    """Cambiarle el nombre, en él y en sus organizaciones."""
    este = leido(distrito)
    formulario = Formulario(EsquemaDeDistrito(), {"nombre": este.nombre})
    if recibido(formulario):
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        nombre = formulario.datos["nombre"]
        try:
            cuantas = distritos.renombrar(contexto, piezas().unidad(aqui()), este.clave, nombre)
        except (DistritoRepetido, DistritoSinNombre) as error:
            formulario.fallar("nombre", frase(error))
        else:
            return _hecho(cuantas)
    return pintar("distrito-renombrar.html", formulario=formulario, distrito=este), estado_de(
        formulario
    )


@plano.route("/<municipio>/distritos/<distrito>/unir", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def unir(distrito: str) -> Pagina | Response:
    """Pasar sus organizaciones a otro distrito y dejar de tenerlo."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        otros = [d for d in distritos_de(unidad) if d.clave != plegar(distrito)]
        este = distrito_de(unidad, plegar(distrito))
    formulario = Formulario(
        EsquemaDeUnion(), opciones={"con": [(d.clave, d.nombre) for d in otros]}
    )
    if recibido(formulario):
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        unidad = piezas().unidad(aqui())
        return _hecho(distritos.unir(contexto, unidad, este.clave, formulario.datos["con"]))
    pagina = pintar("distrito-unir.html", formulario=formulario, distrito=este, otros=otros)
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/distritos/<distrito>/quitar", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def quitar(distrito: str) -> str | Response:
    """Dejar de tenerlo; sus organizaciones quedan sin distrito."""
    este = leido(distrito)
    if request.method == "POST":
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        return _hecho(distritos.quitar(contexto, piezas().unidad(aqui()), este.clave))
    return pintar("distrito-quitar.html", distrito=este)


def leido(distrito: str) -> DistritoUsado:
    """El que la dirección nombra, o `NoExiste`."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return distrito_de(unidad, plegar(distrito))


def de_distritos() -> str:
    return f"/{municipio_actual().slug}/distritos"


def _hecho(cuantas: int) -> Response:
    flash(
        ngettext(
            "Hecho. Cambió en %(num)s organización.",
            "Hecho. Cambió en %(num)s organizaciones.",
            cuantas,
        )
    )
    return a(de_distritos())
