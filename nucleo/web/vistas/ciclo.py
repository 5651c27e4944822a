"""El ciclo del municipio: dónde estamos, qué sigue, qué no llega, y cada encuentro por dentro."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.contexto import ahora
from nucleo.dominio.eventos import (
    FechaFueraDeAnio,
    GestionSinAbrir,
    GestionYaAbierta,
    Plazo,
    plazos,
)
from nucleo.dominio.lectura import fecha, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.servicios import calendarios, gestiones, satisfaccion
from nucleo.servicios.atrasos import atraso_ahora
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
    """El ciclo de una gestión como se lo ve hoy: con calendario, si se abrió."""

    gestion: int
    ciclo: Ciclo
    calendario: Calendario | None
    plazos: Mapping[str, Plazo]


@plano.get("/<municipio>/ciclo")
@publica
def linea() -> str:
    """Los encuentros de la gestión en su orden, con su fecha y lo que no llega."""
    mirado = mirar(gestion_de_trabajo())
    contexto = piezas().contexto(aqui(), mirado.gestion)
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        con_datos = lectura.gestiones()
    with piezas().unidad_de_lectura(aqui()) as unidad:
        abiertas = [g.gestion for g in unidad.calendarios.abiertas()]
        salidas = satisfaccion.serie(unidad, mirado.gestion)
        leido = mirado.calendario
        atraso = atraso_ahora(contexto, unidad, leido) if leido else None
    gestiones = sorted({*con_datos, *abiertas}, reverse=True)
    return pintar(
        "ciclo.html",
        mirado=mirado,
        gestion=mirado.gestion,
        gestiones=gestiones,
        salidas=salidas,
        atraso=atraso,
        preguntas=[*PreguntaDeSalida],
        sexos=[*Quienes],
    )


@plano.get("/<municipio>/ciclo.ics")
@publica
def agenda() -> Response:
    """Los encuentros para el teléfono; `GestionSinAbrir` si todavía no tienen fecha."""
    mirado = mirar(gestion_de_trabajo())
    if mirado.calendario is None:
        raise GestionSinAbrir(mirado.gestion)
    suyos = [f.evento for f in mirado.calendario.fechas]
    escrito = agenda_de(municipio_actual(), suyos, ahora(), raiz_publica())
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
            with piezas().unidad_de_lectura(ambito) as unidad:
                gestiones_abiertas = [g.gestion for g in unidad.calendarios.abiertas()]
                por_anio = [unidad.calendarios.eventos(g) for g in gestiones_abiertas]
            suyos.append((municipio, [e for anio in por_anio for e in anio]))
    return en_agenda(agenda_propia(suyos, ahora(), raiz_publica()), "mis-encuentros")


def raiz_publica() -> str:
    return request.host_url.rstrip("/")


def en_agenda(escrito: bytes, archivo: str) -> Response:
    respuesta = Response(escrito, content_type=ICS)
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}.ics"'
    return respuesta


@plano.route("/<municipio>/ciclo/abrir", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def abrir() -> Pagina | Response:
    """Abrir la gestión: todos sus encuentros quedan en fecha y las compuertas empiezan a regir."""
    gestion = gestion_de_trabajo()
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    formulario = Formulario(EsquemaDeEntrega(), {"limite": ciclo.limite(gestion), "fuente": ""})
    if recibido(formulario):
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        dichos = formulario.datos
        try:
            gestiones.abrir(
                contexto, piezas().unidad(aqui()), dichos["limite"], dichos.get("fuente", "")
            )
        except FechaFueraDeAnio as error:
            formulario.fallar("limite", frase(error))
        except GestionYaAbierta:
            return a(del_ciclo(gestion))  # el mismo envío dos veces, u otra persona la abrió
        else:
            flash(gettext("Quedó abierta la gestión, con todos sus encuentros en fecha."))
            return a(del_ciclo(gestion))
    pagina = pintar("ciclo-abrir.html", formulario=formulario, gestion=gestion, ciclo=ciclo)
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
    ciclo = contexto.ciclo
    cuentas = plazos(ciclo, gestion, ciclo.limite(gestion), hoy_de(contexto))
    return Mirado(gestion, ciclo, calendario, cuentas)


def del_ciclo(gestion: int) -> str:
    return f"/{municipio_actual().slug}/ciclo?gestion={gestion}"
