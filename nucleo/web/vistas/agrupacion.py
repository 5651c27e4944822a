"""Juntar demandas iguales de varias organizaciones: el programa propone y una persona decide."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.lectura import dinero_positivo, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import agrupacion
from nucleo.servicios.agrupacion import Pedida, Propuesta
from nucleo.servicios.columnas import LARGO_DE_TITULO
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.puertos import Unidad
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.correcciones import EsquemaDeRetiro
from nucleo.web.vistas.demandas import direccion_de, leer_ficha, partir

plano = Blueprint("agrupacion", __name__)
Pagina = tuple[str, int] | Response
VER = "ver"
"""El botón que muestra qué pasaría, sin guardar nada."""


class EsquemaDeGrupo(Schema):
    """Cuáles van juntas, cómo se llama lo que piden y cuánto cuesta."""

    codigos = fields.List(
        fields.String(), metadata={"etiqueta": N_("Cuáles van juntas"), "clase": "varias"}
    )
    titulo = Leido(
        texto_de(LARGO_DE_TITULO),
        required=True,
        metadata={
            "etiqueta": N_("Qué piden entre todas"),
            "ayuda": N_("En pocas palabras, como se leerá en la lista."),
        },
    )
    costo = Leido(
        dinero_positivo,
        metadata={
            "etiqueta": N_("Cuánto cuesta hacerla junta (Bs)"),
            "clase": "dinero",
            "ayuda": N_("Vacío: la suma de lo que pidió cada una. Después se puede revisar."),
        },
    )


@plano.get("/<municipio>/agrupar")
@permite(Accion.AGRUPAR)
def propuestas() -> str:
    """Las demandas que se parecen, de a grupos, para juntarlas o dejar de proponerlas."""
    gestion = gestion_de_trabajo()
    contexto, unidad = _para_leer(gestion)
    halladas = agrupacion.proponer(contexto, unidad)
    posibles = agrupacion.candidatas(contexto, piezas().unidad_de_lectura(contexto.ambito))
    sectores = nombres_de_sectores(municipio_de_lectura(), gestion)
    cuentas = Counter(p.demanda.sector for p in posibles)
    return pintar(
        "agrupar.html",
        gestion=gestion,
        pagina=paginar(halladas, 10),
        sectores=sectores,
        por_sector=sorted((sectores.get(s, s), s, n) for s, n in cuentas.items() if n > 1),
    )


@plano.route("/<municipio>/agrupar/nueva", methods=["GET", "POST"])
@permite(Accion.AGRUPAR)
def nueva() -> Pagina:
    """Se eligen cuáles, se ve qué suman y a quién desplazan, y recién entonces se juntan."""
    gestion = gestion_de_trabajo()
    contexto, unidad = _para_leer(gestion)
    pedidos = request.form.getlist("codigos") or request.args.getlist("codigo")
    posibles = _ofrecidas(agrupacion.candidatas(contexto, unidad), pedidos)
    formulario = Formulario(
        EsquemaDeGrupo(),
        inicial={"codigos": pedidos, "titulo": _titulo(posibles, pedidos)},
        opciones={"codigos": [(p.demanda.codigo, rotulo(p)) for p in posibles]},
    )
    propuesta: Propuesta | None = None
    try:
        if recibido(formulario) and request.form.get("accion") != VER:
            codigos, titulo = formulario.datos.get("codigos", []), formulario.datos["titulo"]
            return _juntar(gestion, codigos, titulo, formulario)
        if pedidos and not formulario.errores:
            propuesta = agrupacion.mirar(contexto, unidad, _numeros(pedidos))
    except FilaRechazada as rechazada:
        for _, motivo in rechazada.motivos:
            formulario.fallar("titulo", motivo)
    except NoExiste:
        raise
    except ErrorDeNegocio as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
    pagina = pintar("agrupar-nueva.html", gestion=gestion, formulario=formulario, vista=propuesta)
    return pagina, estado_de(formulario)


@plano.post("/<municipio>/agrupar/descartar")
@permite(Accion.AGRUPAR)
def descartar() -> Response:
    """Esa propuesta no vuelve a salir."""
    gestion = gestion_de_trabajo()
    contexto = contexto_de(Accion.AGRUPAR, municipio_de_lectura(), gestion)
    numeros = _numeros(request.form.getlist("codigo"))
    if numeros:
        agrupacion.descartar(contexto, piezas().unidad(contexto.ambito), numeros)
        flash(gettext("Esas demandas no se vuelven a proponer juntas."))
    return a(f"/{municipio_actual().slug}/agrupar?gestion={gestion}")


@plano.route("/<municipio>/demandas/<codigo>/separar", methods=["GET", "POST"])
@permite(Accion.AGRUPAR)
def separar(codigo: str) -> Pagina:
    """Dice qué pasa, pide el motivo y recién entonces separa."""
    ficha = leer_ficha(codigo)
    gestion, numero = partir(codigo)
    formulario = Formulario(EsquemaDeRetiro())
    if recibido(formulario):
        contexto = contexto_de(Accion.AGRUPAR, municipio_de_lectura(), gestion)
        try:
            agrupacion.separar(
                contexto, piezas().unidad(contexto.ambito), numero, formulario.datos["motivo"]
            )
        except ErrorDeNegocio as error:
            flash(frase(error), "aviso")
        else:
            flash(gettext("Quedaron separadas: cada una vuelve a competir sola."))
        return a(direccion_de(codigo))
    pagina = pintar(
        "separar.html",
        formulario=formulario,
        fila=ficha.fila,
        demanda=ficha,
        gestion=gestion,
        direccion=direccion_de(codigo),
    )
    return pagina, estado_de(formulario)


def _juntar(gestion: int, codigos: Sequence[str], titulo: str, formulario: Formulario) -> Response:
    contexto = contexto_de(Accion.AGRUPAR, municipio_de_lectura(), gestion)
    compartida = agrupacion.agrupar(
        contexto,
        piezas().unidad(contexto.ambito),
        _numeros(codigos),
        titulo,
        formulario.datos.get("costo"),
    )
    flash(gettext("Quedaron juntas en la %(codigo)s.", codigo=compartida.codigo))
    return a(direccion_de(compartida.codigo))


def _para_leer(gestion: int) -> tuple[Contexto, Unidad]:
    ambito = municipio_de_lectura()
    return piezas().contexto(ambito, gestion), piezas().unidad_de_lectura(ambito)


def _ofrecidas(posibles: Sequence[Pedida], pedidos: Sequence[str]) -> list[Pedida]:
    """Las del sector pedido o del de las ya elegidas; sin nada pedido, todas."""
    sectores = {p.demanda.sector for p in posibles if p.demanda.codigo in pedidos}
    sectores |= {s for s in [request.args.get("sector", "")] if s}
    return [p for p in posibles if not sectores or p.demanda.sector in sectores]


def _titulo(posibles: Sequence[Pedida], pedidos: Sequence[str]) -> str:
    """El de la primera elegida: es con el que se empieza a escribir."""
    return next((p.demanda.titulo for p in posibles if p.demanda.codigo in pedidos), "")


def rotulo(p: Pedida) -> str:
    """Cómo se lee una demanda en la lista de la que se elige."""
    costo = p.demanda.costo.legible()
    return f"{p.demanda.codigo} · {p.demanda.titulo} · {p.organizacion.nombre} · {costo}"


def _numeros(codigos: Sequence[str]) -> list[int]:
    return [partir(codigo)[1] for codigo in codigos]
