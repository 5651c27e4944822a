"""Los proyectos que el propio municipio lleva a la discusión, aparte y con su marca."""

from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields

from nucleo.dominio.demandas import ClaseDeDemanda, Estado, ListaCerrada
from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import estructurantes
from nucleo.servicios.correcciones import DE_ASAMBLEA, SE_CORRIGEN
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.lecturas import FiltroDeDemandas
from nucleo.servicios.sectores import sectores_de
from nucleo.textos.nombres import nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.esquemas.demandas import esquema_de_demanda, opciones_de_demanda
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.idiomas import traducir
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.demandas import direccion_de
from nucleo.web.vistas.organizaciones import distritos_por_clave
from nucleo.web.vistas.pasos import explicar

plano = Blueprint("estructurantes", __name__)
Pagina = tuple[str, int] | Response
SE_PIDEN = [c for c in SE_CORRIGEN if c not in DE_ASAMBLEA]


@plano.get("/<municipio>/estructurantes")
@publica
def lista() -> str:
    """Lo que propone el municipio para la gestión, con lo que le falta o le tocó."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_de_trabajo(gestiones)
        filtro = FiltroDeDemandas(
            gestion, clase=ClaseDeDemanda.ESTRUCTURANTE.value, orden="prioridad", por_pagina=0
        )
        filas = lectura.demandas(filtro).filas
        proceso = lectura.proceso(gestion)
    return pintar(
        "estructurantes.html",
        gestion=gestion,
        gestiones=gestiones,
        filas=filas,
        abierta=not (proceso and proceso.congelada_en),
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
        estados=nombres(Estado, traducir),
    )


@plano.route("/<municipio>/estructurantes/nuevo", methods=["GET", "POST"])
@permite(Accion.PROPONER)
def nuevo() -> Pagina:
    """Los datos de una demanda, sin los que son de una asamblea, y los distritos que abarca."""
    gestion, ambito = gestion_de_trabajo(), municipio_de_lectura()
    contexto = contexto_de(Accion.PROPONER, ambito, gestion)
    formulario = formulario_de(gestion)
    if recibido(formulario):
        unidad, ganchos = piezas().unidad(ambito), piezas().ganchos(ambito)
        try:
            proyecto = estructurantes.proponer(contexto, unidad, ganchos, formulario.datos)
        except FilaRechazada as rechazada:
            for campo, motivo in rechazada.motivos:
                formulario.fallar(campo, motivo)
        except ListaCerrada:
            formulario.fallar(
                DE_TODO_EL_FORMULARIO,
                gettext("La lista de demandas de esta gestión ya se cerró: no entra nada más."),
            )
        except ErrorDePlugin as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, explicar(error))
        else:
            flash(gettext("El proyecto quedó propuesto."))
            return a(direccion_de(proyecto.codigo))
    pagina = pintar("estructurante-nuevo.html", gestion=gestion, formulario=formulario)
    return pagina, estado_de(formulario)


def formulario_de(gestion: int) -> Formulario:
    ambito = municipio_de_lectura()
    contexto = piezas().contexto(ambito, gestion)
    sectores = sectores_de(contexto, piezas().ganchos(ambito), piezas().sectores)
    de_demanda = esquema_de_demanda(sectores, SE_PIDEN)
    distritos = [(n, n) for n in distritos_por_clave().values()]
    opciones = dict(opciones_de_demanda(nombres_de_sectores(ambito, gestion)))
    opciones.pop("pedida_por")
    campos: dict[str, fields.Field[Any]] = dict(de_demanda.fields)
    if distritos:
        campos["distritos"] = fields.List(
            fields.String(),
            metadata={
                "etiqueta": N_("Qué distritos abarca"),
                "clase": "varias",
                "ayuda": N_("Ninguno quiere decir todo el municipio."),
            },
        )
        opciones["distritos"] = distritos
    return Formulario(Schema.from_dict(campos)(), opciones=opciones)
