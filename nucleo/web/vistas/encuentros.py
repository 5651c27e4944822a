"""Un encuentro por dentro: cuándo es, qué se trata, qué lo detiene, y cómo se lo hace avanzar."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.actas import ActaCerrada
from nucleo.dominio.eventos import (
    AvanceNoPermitido,
    CompuertaCerrada,
    EstadoDeEvento,
    Evento,
    FechaFueraDeAnio,
    FechaPorVenir,
    siguiente,
)
from nucleo.dominio.lectura import hora_de, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.dominio.votaciones import VotacionSinCerrar
from nucleo.servicios import calendarios, compuertas, eventos, gestiones
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.ficha_de_encuentro import fecha_de, leer_ficha
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import IDIOMAS, disponibles_aqui
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.ciclo import mirar, un_dia
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("encuentros", __name__)
Pagina = tuple[str, int]
LARGO_DE_LUGAR = 200
LARGO_DE_MOTIVO = 600


class EsquemaDeProgramacion(Schema):
    """Cuándo y dónde es un encuentro."""

    fecha = un_dia(N_("Qué día es"), N_("Como 18/08/2026."), required=True)
    hora = Leido(
        hora_de,
        metadata={"etiqueta": N_("A qué hora empieza"), "ayuda": N_("Como 09:00.")},
    )
    lugar = Leido(
        texto_de(LARGO_DE_LUGAR),
        metadata={"etiqueta": N_("Dónde"), "ayuda": N_("Por ejemplo: el coliseo municipal.")},
    )


def motivo_de_salto(**opciones: Any) -> Leido:
    metadata = {
        "etiqueta": N_("Por qué se pasa por alto"),
        "ayuda": N_("Queda escrito en el acta y en la bitácora, con su nombre."),
        "clase": "parrafo",
    }
    return Leido(texto_de(LARGO_DE_MOTIVO), metadata=metadata, **opciones)


class EsquemaDeSalto(Schema):
    """Por qué se pasa por alto una compuerta."""

    motivo = motivo_de_salto(required=True)


@plano.get("/<municipio>/ciclo/<encuentro>")
@publica
def ficha(encuentro: str) -> str:
    """Un encuentro: cuándo, con quién, qué se prepara, qué se trata, quién informa y qué queda."""
    gestion = gestion_de_trabajo()
    leida = leer_ficha(gestion, encuentro)
    return pintar(
        "encuentro.html",
        ficha=leida,
        gestion=gestion,
        disputa=leida.disputa,
        por_id=piezas().territorio.por_id,
        modulos=piezas().plugins,
        pueden=[IDIOMAS[i] for i in disponibles_aqui() if i != "pseudo"],
    )


@plano.route("/<municipio>/ciclo/<encuentro>/programar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def programar(encuentro: str) -> Pagina | Response:
    """Ponerle día, hora y lugar; si otra persona lo cambió antes, se ve la diferencia."""
    gestion = gestion_de_trabajo()

    def leido() -> Evento:
        with piezas().unidad_de_lectura(aqui()) as unidad:
            return calendarios.evento_de(unidad, gestion, encuentro)

    evento = leido()
    formulario = Formulario(EsquemaDeProgramacion(), inicial_de(evento))
    edicion = Edicion(formulario, evento.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        puestos = datos["fecha"], datos.get("hora", ""), datos.get("lugar", "")
        try:
            gestiones.programar(contexto, piezas().unidad(aqui()), encuentro, version, *puestos)
        except FechaFueraDeAnio as error:
            formulario.fallar("fecha", frase(error))
        except ActaCerrada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora_es = leido()
        return inicial_de(ahora_es), ahora_es.version

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedó guardado cuándo y dónde es."))
        return a(del_encuentro(encuentro, gestion))
    pagina = pintar(
        "encuentro-programar.html",
        edicion=edicion,
        gestion=gestion,
        evento=evento,
        fecha_suya=fecha_de(mirar(gestion), encuentro),
    )
    return pagina, edicion.estado


@plano.route("/<municipio>/ciclo/<encuentro>/avanzar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def avanzar(encuentro: str) -> Pagina | Response:
    """Convocarlo, empezarlo o anotar que se hizo, con sus compuertas a la vista."""
    gestion = gestion_de_trabajo()
    evento, hacia, delante = por_avanzar(gestion, encuentro)
    saltadas = {s["compuerta"] for s in evento.saltos}
    cerradas = [r for r in delante if r.falta and r.compuerta.clave not in saltadas]
    formulario = Formulario(esquema_de_avance(hacia, cerradas=bool(cerradas)))
    if recibido(formulario):
        exigir_version(evento)
        contexto, dichos = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion), formulario.datos
        try:
            eventos.avanzar(
                contexto, piezas().unidad(aqui()), encuentro, evento.version, hacia,
                saltar=dichos.get("motivo", ""), dia=dichos.get("dia"),
            )  # fmt: skip
        except FechaPorVenir as error:
            formulario.fallar("dia", frase(error))
        except VotacionSinCerrar as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except CompuertaCerrada as error:
            formulario.fallar("motivo" if cerradas else DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("Quedó anotado: %(estado)s.", estado=nombre(hacia)))
            return a(del_encuentro(encuentro, gestion))
    pagina = pintar(
        "encuentro-avanzar.html",
        formulario=formulario,
        evento=evento,
        gestion=gestion,
        hacia=hacia,
        delante=delante,
        saltos={s["compuerta"]: s for s in evento.saltos},
    )
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/ciclo/<encuentro>/saltar/<compuerta>", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def saltar(encuentro: str, compuerta: str) -> Pagina | Response:
    """Pasar por alto una compuerta, con motivo: queda escrito con el nombre de quien lo hace."""
    gestion = gestion_de_trabajo()
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        evento = calendarios.evento_de(unidad, gestion, encuentro)
        revisada = compuertas.revisada_de(contexto, unidad, evento, compuerta)
    formulario = Formulario(EsquemaDeSalto())
    if recibido(formulario):
        exigir_version(evento)
        firmado = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        motivo = formulario.datos["motivo"]
        compuertas.saltar(
            firmado, piezas().unidad(aqui()), encuentro, compuerta, evento.version, motivo
        )
        flash(gettext("Quedó escrito que se pasó por alto, y por qué."))
        return a(del_encuentro(encuentro, gestion))
    pagina = pintar(
        "encuentro-saltar.html",
        formulario=formulario,
        evento=evento,
        gestion=gestion,
        revisada=revisada,
    )
    return pagina, estado_de(formulario)


def por_avanzar(
    gestion: int, encuentro: str
) -> tuple[Evento, EstadoDeEvento, list[compuertas.Revisada]]:
    """El encuentro, a qué estado se lo lleva (`?hacia=`; si no, el que sigue) y qué hay delante."""
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        evento = calendarios.evento_de(unidad, gestion, encuentro)
        pedido = request.values.get("hacia", "")
        hacia = next((e for e in eventos.ALCANZABLES if e.value == pedido), None)
        hacia = hacia or siguiente(evento.estado) or evento.estado
        if hacia not in eventos.ALCANZABLES:
            raise AvanceNoPermitido(evento.sigla, evento.estado, hacia)
        return evento, hacia, eventos.por_delante(contexto, unidad, evento, hacia)


def esquema_de_avance(hacia: EstadoDeEvento, *, cerradas: bool) -> Schema:
    """Qué se pregunta: el día, si ya se hizo; el motivo, si hay algo que pasar por alto."""
    campos: dict[str, Any] = {}
    if hacia is EstadoDeEvento.REALIZADO:
        campos["dia"] = un_dia(N_("Qué día se hizo"), N_("Vacío es hoy."))
    if cerradas:
        campos["motivo"] = motivo_de_salto()
    return Schema.from_dict(campos)()


def del_encuentro(encuentro: str, gestion: int) -> str:
    return f"/{municipio_actual().slug}/ciclo/{encuentro}?gestion={gestion}"


def inicial_de(evento: Evento) -> dict[str, Any]:
    return {"fecha": evento.fecha, "hora": evento.hora, "lugar": evento.lugar}
