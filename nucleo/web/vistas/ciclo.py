"""El ciclo del municipio: dónde estamos, qué sigue, qué no llega, y cada encuentro por dentro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.atrasos import Atraso
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.contexto import ahora
from nucleo.dominio.eventos import (
    Evento,
    FechaFueraDeAnio,
    GestionSinAbrir,
    GestionYaAbierta,
    Plazo,
    plazos,
)
from nucleo.dominio.lectura import fecha, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.servicios import calendarios, gestiones, satisfaccion
from nucleo.servicios.atrasos import atraso_ahora, lo_que_falta
from nucleo.servicios.calendarios import Calendario, hoy_de
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.textos.agendas import agenda_de, agenda_propia
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    hospedados,
    municipio_actual,
    municipio_de_lectura,
    piezas,
)
from nucleo.web.conflictos import Edicion
from nucleo.web.correos import direccion_publica
from nucleo.web.formularios import Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, con_sesion, permite, publica
from nucleo.web.sesion import contexto_de, exigir_persona
from nucleo.web.vistas.dirigencias import en_numeros
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("ciclo", __name__)
Pagina = tuple[str, int]
ICS = "text/calendar; charset=utf-8"


def un_dia(etiqueta: str, ayuda: str, **opciones: Any) -> Leido:
    metadata = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": "fecha"}
    return Leido(fecha, escribir=en_numeros, metadata=metadata, **opciones)


class EsquemaDeEntrega(Schema):
    """Hasta cuándo se entrega el POA, y quién lo dice."""

    limite = un_dia(
        N_("Último día para entregar el POA"),
        N_("Lo fija cada año la directriz de formulación. Desde ahí se cuenta hacia atrás."),
        required=True,
    )
    fuente = Leido(
        texto_de(LARGO_DE_FUENTE),
        metadata={
            "etiqueta": N_("Quién lo fija"),
            "ayuda": N_("El número de la resolución o de la directriz, si ya salió."),
        },
    )


@dataclass(frozen=True, slots=True)
class Mirado:
    """El ciclo de una gestión como se lo ve hoy: con calendario, si se abrió.

    `faltan` es lo que detiene al encuentro en que está y `atraso`, en qué se quedó, si se quedó.
    """

    gestion: int
    ciclo: Ciclo
    calendario: Calendario | None
    plazos: Mapping[str, Plazo]
    faltan: Sequence[Mensaje] = ()
    atraso: Atraso | None = None


@plano.get("/<municipio>/ciclo")
@publica
def linea() -> str:
    """Los encuentros de la gestión en su orden, con su fecha y lo que no llega."""
    gestiones = con_algo()
    mirado = mirar(gestion_de_trabajo(gestiones))
    with piezas().unidad_de_lectura(aqui()) as unidad:
        salidas = satisfaccion.serie(unidad, mirado.gestion)
    return pintar(
        "ciclo.html",
        mirado=mirado,
        gestion=mirado.gestion,
        gestiones=gestiones,
        salidas=salidas,
        preguntas=[*PreguntaDeSalida],
        sexos=[*Quienes],
    )


@plano.get("/<municipio>/ciclo.ics")
@publica
def agenda() -> Response:
    """Los encuentros para el teléfono; `GestionSinAbrir` si todavía no tienen fecha."""
    mirado = mirar(gestion_de_trabajo(con_algo()))
    if mirado.calendario is None:
        raise GestionSinAbrir(mirado.gestion)
    suyos = mirado.calendario.para_agenda
    escrito = agenda_de(municipio_actual(), suyos, ahora(), direccion_publica(""))
    return en_agenda(escrito, f"{municipio_actual().slug}-encuentros-{mirado.gestion}")


@plano.get("/mi/encuentros.ics")
@con_sesion
def mi_agenda() -> Response:
    """Los encuentros de cada municipio en uso donde quien entró tiene hoy un cargo."""
    cargos = {m.sobre for m in exigir_persona().mandatos}
    suyos = []
    for municipio in hospedados():
        ambito = EnMunicipio(municipio.id)
        if ambito.clave in cargos:
            suyos.append((municipio, encuentros_de(ambito)))
    return en_agenda(agenda_propia(suyos, ahora(), direccion_publica("")), "mis-encuentros")


def con_algo() -> list[int]:
    """Las gestiones con datos y las abiertas, la más nueva primero."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        con_datos = lectura.gestiones()
    return sorted({*con_datos, *abiertas()}, reverse=True)


def abiertas() -> list[int]:
    """Las que tienen calendario, la más nueva primero."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return [g.gestion for g in unidad.calendarios.abiertas()]


def encuentros_de(ambito: EnMunicipio) -> list[tuple[Evento, bool]]:
    """Los de todas las gestiones que un municipio abrió, cada una con el ciclo que la rige."""
    with piezas().unidad_de_lectura(ambito) as unidad:
        leidos = [
            calendarios.calendario(piezas().contexto(ambito, g.gestion), unidad)
            for g in unidad.calendarios.abiertas()
        ]
    return [encuentro for leido in leidos if leido for encuentro in leido.para_agenda]


def en_agenda(escrito: bytes, archivo: str) -> Response:
    respuesta = Response(escrito, content_type=ICS)
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}.ics"'
    return respuesta


@plano.route("/<municipio>/ciclo/abrir", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def abrir() -> Pagina | Response:
    """Abrir la gestión: todos sus encuentros quedan en fecha y las compuertas empiezan a regir.

    Si ya está abierta, pone en fecha los que el ciclo agregó después; si no hay, no hay qué hacer.
    """
    gestion = gestion_de_trabajo()
    mirado = mirar(gestion)
    if mirado.calendario and not mirado.calendario.sin_fecha:
        return a(del_ciclo(gestion))  # el mismo envío dos veces, u otra persona la abrió
    inicial = {"limite": mirado.ciclo.limite(gestion), "fuente": ""}
    formulario = Formulario(Schema() if mirado.calendario else EsquemaDeEntrega(), inicial)
    if recibido(formulario):
        contexto, dichos = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion), formulario.datos
        try:
            gestiones.abrir(
                contexto, piezas().unidad(aqui()), dichos.get("limite"), dichos.get("fuente", "")
            )
        except FechaFueraDeAnio as error:
            formulario.fallar("limite", frase(error))
        except GestionYaAbierta:
            return a(del_ciclo(gestion))
        else:
            flash(
                gettext("Quedaron en fecha los encuentros que faltaban.")
                if mirado.calendario
                else gettext("Quedó abierta la gestión, con todos sus encuentros en fecha.")
            )
            return a(del_ciclo(gestion))
    pagina = pintar("ciclo-abrir.html", formulario=formulario, gestion=gestion, mirado=mirado)
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/ciclo/entrega", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def entrega() -> Pagina | Response:
    """Corregir cuándo vence la entrega del POA; todo se vuelve a contar."""
    gestion = gestion_de_trabajo()

    def leida() -> tuple[Mapping[str, Any], int]:
        with piezas().unidad_de_lectura(aqui()) as unidad:
            abierta = calendarios.abierta_de(unidad, gestion)
            return {"limite": abierta.limite, "fuente": abierta.fuente}, abierta.version

    inicial, version = leida()
    formulario = Formulario(EsquemaDeEntrega(), inicial)
    edicion = Edicion(formulario, version)

    def guardar(datos: Mapping[str, Any], vista: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        unidad, limite = piezas().unidad(aqui()), datos["limite"]
        try:
            gestiones.corregir_limite(contexto, unidad, limite, datos.get("fuente", ""), vista)
        except FechaFueraDeAnio as error:
            formulario.fallar("limite", frase(error))

    if edicion.guardar(guardar, leida):
        flash(gettext("Quedó corregida la fecha de entrega. Mire qué encuentros ya no llegan."))
        return a(del_ciclo(gestion))
    return pintar("ciclo-entrega.html", edicion=edicion, gestion=gestion), edicion.estado


def mirar(gestion: int) -> Mirado:
    """El ciclo que rige en la gestión y, si se abrió, su calendario."""
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        calendario = calendarios.calendario(contexto, unidad)
        actual = calendario.en_curso if calendario else None
        faltan = lo_que_falta(contexto, unidad, actual.evento) if actual else []
        atraso = atraso_ahora(contexto, unidad, calendario) if calendario else None
    ciclo = contexto.ciclo
    cuentas = plazos(ciclo, gestion, ciclo.limite(gestion), hoy_de(contexto))
    return Mirado(gestion, ciclo, calendario, cuentas, faltan, atraso)


def del_ciclo(gestion: int) -> str:
    return f"/{municipio_actual().slug}/ciclo?gestion={gestion}"
