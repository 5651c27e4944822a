"""El panel de la Cumbre 2: los cuatro pasos, qué pide cada uno, quién puede darlo y qué falta."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, ValidationError, fields

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Paso
from nucleo.dominio.errores import (
    CriterioDesconocido,
    CriterioRepetido,
    EdicionConcurrente,
    ErrorDeNegocio,
    ErrorDePlugin,
    PasoPendiente,
    PasoYaDado,
    PesoInvalido,
    SinCriterios,
    SinDemandas,
    SinReglaDeSeleccion,
    TechoExcedido,
)
from nucleo.dominio.eventos import CompuertaCerrada
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import Rol
from nucleo.servicios import priorizacion, tablero
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.tablero import Tablero
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.formularios import Formulario, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de

plano = Blueprint("pasos", __name__)
REGISTRO = logging.getLogger(__name__)
Pagina = tuple[str, int] | Response
DEL_CALCULO: tuple[type[ErrorDeNegocio], ...] = (
    SinDemandas, SinCriterios, SinReglaDeSeleccion, CriterioRepetido, CriterioDesconocido,
    PesoInvalido, TechoExcedido, ErrorDePlugin,
)  # fmt: skip
"""Lo que impide un paso y se explica en su misma página, sin perder lo que haya escrito."""
IMPEDIMENTOS: tuple[type[ErrorDeNegocio], ...] = (
    PasoYaDado,
    PasoPendiente,
    EdicionConcurrente,
    CompuertaCerrada,
    *DEL_CALCULO,
)
CAMBIO = N_(
    "Mientras usted miraba, algo cambió y no se guardó nada. Abajo está como quedó ahora: mírelo y "
    "confirme otra vez."
)
ACCIONES: Mapping[Paso, Accion] = {
    Paso.CONGELAR: Accion.CONGELAR,
    Paso.ACORDAR: Accion.ACORDAR,
    Paso.CALIFICAR: Accion.CALIFICAR,
    Paso.PUBLICAR: Accion.PUBLICAR,
}
EXPLICACIONES: Mapping[Paso, str] = {
    Paso.CONGELAR: N_(
        "Se cierra la lista: entran las dos primeras demandas de cada organización. Desde ahí no "
        "entra ninguna más ni se corrige ninguna."
    ),
    Paso.ACORDAR: N_(
        "La Cumbre decide cuánto pesa cada criterio, antes de ver quién gana. Lo acordado no se "
        "cambia."
    ),
    Paso.CALIFICAR: N_(
        "Cada demanda recibe sus puntos con los pesos acordados y se ve cuáles entran con el "
        "dinero que hay. Se puede repetir hasta publicar."
    ),
    Paso.PUBLICAR: N_(
        "El resultado queda firme: cada demanda entra al POA o queda en espera. Ya no se cambia."
    ),
}


@dataclass(frozen=True, slots=True)
class PasoEnPanel:
    """Un paso como lo ve la gente. `toca` es el que sigue; `antes`, lo que todavía le falta."""

    paso: Paso
    cuando: datetime | None
    toca: bool
    explicacion: str
    quienes: Sequence[str]
    antes: Sequence[str]

    @property
    def puede_repetirse(self) -> bool:
        return self.paso is Paso.CALIFICAR and self.cuando is not None


def exigir_marcada(valor: bool) -> None:  # noqa: FBT001 - la firma es de marshmallow
    if not valor:
        raise ValidationError([Mensaje(N_("Márquelo para publicar: es la última confirmación."))])


class EsquemaDePublicar(Schema):
    """La confirmación que pide lo que no tiene vuelta atrás."""

    firme = fields.Boolean(
        required=True,
        validate=exigir_marcada,
        metadata={"etiqueta": N_("Entiendo que después de publicar nadie puede cambiarlo")},
    )
    visto = fields.String(required=True)


@plano.get("/<municipio>/priorizacion")
@publica
def panel() -> str:
    """Los cuatro pasos con su estado. Cualquiera lo mira; el botón aparece a quien puede."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
    gestion = gestion_de_trabajo(gestiones)
    mirado = mirar(gestion)
    return pintar(
        "pasos.html",
        gestiones=gestiones,
        gestion=gestion,
        tablero=mirado,
        pasos=pasos_de(mirado),
        acciones=ACCIONES,
    )


@plano.route("/<municipio>/priorizacion/congelar", methods=["GET", "POST"])
@permite(Accion.CONGELAR)
def congelar() -> Pagina:
    """Qué entra y qué queda fuera, y cerrar la lista."""
    gestion = gestion_de_trabajo()
    if fuera_de_turno := no_toca(Paso.CONGELAR, gestion):
        return fuera_de_turno
    hecho = intentar(
        Paso.CONGELAR,
        gestion,
        lambda contexto, visto: priorizacion.congelar(contexto, _unidad(), visto),
    )
    if isinstance(hecho, Response):
        return hecho
    mirado = mirar(gestion)
    return pintar("congelar.html", gestion=gestion, tablero=mirado, aviso=hecho.aviso), hecho.estado


@plano.route("/<municipio>/priorizacion/publicar", methods=["GET", "POST"])
@permite(Accion.PUBLICAR)
def publicar() -> Pagina:
    """Qué entra y qué espera según la última calificación, y hacerlo firme."""
    gestion = gestion_de_trabajo()
    if fuera_de_turno := no_toca(Paso.PUBLICAR, gestion):
        return fuera_de_turno
    formulario = Formulario(EsquemaDePublicar())
    estado, aviso = 200, ""
    if recibido(formulario):
        hecho = intentar(
            Paso.PUBLICAR,
            gestion,
            lambda contexto, visto: priorizacion.publicar(contexto, _unidad(), visto),
        )
        if isinstance(hecho, Response):
            return hecho
        estado, aviso = hecho.estado, hecho.aviso
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        corrida = lectura.corrida(gestion)
    return pintar(
        "publicar.html",
        gestion=gestion,
        corrida=corrida,
        entran=[p for p in corrida.puestos if p.entra] if corrida else [],
        esperan=[p for p in corrida.puestos if not p.entra] if corrida else [],
        formulario=formulario,
        aviso=aviso,
    ), (422 if formulario.errores else estado)


@dataclass(frozen=True, slots=True)
class NoSalio:
    """Por qué la página vuelve a mostrarse; sin aviso, nadie intentó nada todavía."""

    aviso: str = ""
    estado: int = 200


def intentar(
    paso: Paso, gestion: int, hacer: Callable[[Contexto, str], object]
) -> Response | NoSalio:
    """Da el paso si es un envío y vuelve al panel; lo que lo impida se dice en la misma página.

    Repetirlo no es un error: quien apretó dos veces, o llegó después, lee que ya estaba.
    """
    if request.method != "POST":
        return NoSalio()
    contexto = contexto_de(ACCIONES[paso], municipio_de_lectura(), gestion)
    try:
        hacer(contexto, request.form.get("visto", ""))
    except IMPEDIMENTOS as error:
        return no_salio(paso, gestion, error)
    flash(gettext("Listo: %(paso)s.", paso=nombre(paso)))
    return al_panel(gestion)


def no_salio(paso: Paso, gestion: int, error: ErrorDeNegocio) -> Response | NoSalio:
    """Qué se hace con lo que impidió un paso."""
    match error:
        case PasoYaDado():
            return ya_estaba(gestion)
        case PasoPendiente():
            flash(frase(error), "aviso")
            return al_panel(gestion)
        case EdicionConcurrente():
            if paso is not Paso.CALIFICAR and mirar(gestion).proceso.cuando(paso):
                return ya_estaba(gestion)
            return NoSalio(gettext(CAMBIO), 409)
        case _:
            return NoSalio(explicar(error), 422)


def explicar(error: ErrorDeNegocio) -> str:
    """La frase de lo que impidió el cálculo; si fue un módulo, queda anotado con su nombre."""
    if isinstance(error, ErrorDePlugin):
        REGISTRO.error("Un paso no se pudo dar por un módulo", exc_info=error)
    return frase(error)


def no_toca(paso: Paso, gestion: int) -> Response | None:
    """Al panel si el paso ya se dio o le falta otro antes; calificar se repite hasta publicar."""
    proceso = mirar(gestion).proceso
    de_nuevo = paso is Paso.CALIFICAR and not proceso.publicada_en
    if proceso.cuando(paso) and not de_nuevo:
        return ya_estaba(gestion)
    pendiente = next((p for p in Paso if proceso.cuando(p) is None), paso)
    if pendiente is not paso and not proceso.cuando(paso):
        flash(frase(PasoPendiente(paso.value, pendiente.value, gestion)), "aviso")
        return al_panel(gestion)
    return None


def ya_estaba(gestion: int) -> Response:
    flash(gettext("Ese paso ya estaba dado: no se hizo otra vez ni cambió nada."), "aviso")
    return al_panel(gestion)


def al_panel(gestion: int) -> Response:
    return a(f"/{municipio_actual().slug}/priorizacion?gestion={gestion}")


def mirar(gestion: int) -> Tablero:
    """El tablero de la gestión, sin pasar por ningún plugin: uno que falle no lo tapa."""
    ambito = municipio_de_lectura()
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    return tablero.mirar(contexto, piezas().unidad_de_lectura(ambito))


def pasos_de(mirado: Tablero) -> list[PasoEnPanel]:
    """Los cuatro, en su orden."""
    return [
        PasoEnPanel(
            paso,
            mirado.proceso.cuando(paso),
            paso is mirado.toca,
            gettext(EXPLICACIONES[paso]),
            [nombre(rol) for rol in Rol if ACCIONES[paso] in PERMISOS[rol]],
            falta_antes(paso, mirado),
        )
        for paso in Paso
    ]


def falta_antes(paso: Paso, mirado: Tablero) -> list[str]:
    """Lo que conviene o hace falta tener antes de ese paso, y todavía no está."""
    if mirado.proceso.cuando(paso):
        return []
    faltan = []
    if mirado.toca and mirado.toca is not paso:
        faltan.append(gettext("Antes va «%(paso)s».", paso=nombre(mirado.toca)))
    if paso is Paso.CONGELAR and not mirado.dentro:
        faltan.append(gettext("No hay demandas registradas en esta gestión."))
    if paso is Paso.CONGELAR and mirado.sin_demanda:
        cuantas = len(mirado.sin_demanda)
        faltan.append(gettext("Organizaciones sin demanda: %(cuantas)s.", cuantas=cuantas))
    if paso is Paso.CALIFICAR and not mirado.techo.centavos:
        faltan.append(gettext("No se fijó el dinero disponible: sin él ninguna demanda entra."))
    return faltan


def _unidad() -> Unidad:
    return piezas().unidad(municipio_de_lectura())
