"""La mesa de control de un encuentro: una sola página para llevarlo con el teclado."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.contexto import ahora
from nucleo.dominio.disputas import Disputa
from nucleo.dominio.documentos_de_punto import DocumentoDePunto, con_documentos
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import Accion as Permiso
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.votaciones import MasVotosQuePersonas
from nucleo.servicios import acuerdos, reclamos
from nucleo.servicios.acuerdos import HASTA_EL_ACTA
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.disputas import disputa_de
from nucleo.servicios.informes import Debido, por_punto
from nucleo.servicios.mesas import Mesa, mesa_de
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombres
from nucleo.web.acciones_de_mesa import ACCIONES, Pedido
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.esquemas.mesas import OPCIONES
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("mesas", __name__)
CONCURRENTE, MAL = 409, 422
MARCABLES = tuple(EstadoDeAcuerdo)


@dataclass(frozen=True, slots=True)
class Vista:
    """Todo lo que la mesa tiene delante."""

    mesa: Mesa
    ciclo: Ciclo
    por_cumplir: Sequence[Acuerdo]
    acordados: Sequence[Acuerdo]
    por_cerrar: Sequence[Reclamo]
    reclamados: Sequence[Reclamo]
    organizaciones: Mapping[UUID, str]
    siglas: Mapping[tuple[int, str], str]
    documentos: Mapping[str, Sequence[DocumentoDePunto]]
    informes: Mapping[str, Sequence[Debido]]
    disputa: Disputa

    @property
    def en_curso(self) -> bool:
        """Si se puede tratar y votar."""
        return self.mesa.evento.estado is EstadoDeEvento.EN_CURSO

    @property
    def anota(self) -> bool:
        """Si todavía se anotan acuerdos y reclamos."""
        return self.en_curso or self.mesa.evento.estado in HASTA_EL_ACTA


@dataclass
class Formularios:
    """Los de la página, armados cuando la plantilla los pide; el que falló, con lo escrito."""

    vista: Vista
    fallido: tuple[str, str] = ("", "")
    devuelto: Formulario | None = None
    codigo: int = 200
    orden: UUID = field(default_factory=nuevo_id)

    def __call__(self, accion: str, sobre: str = "") -> Formulario:
        """El de esa acción sobre eso."""
        if self.devuelto is not None and (accion, sobre) == self.fallido:
            return self.devuelto
        repetida = ACCIONES[accion].repetida
        return Formulario(
            ACCIONES[accion].esquema(),
            inicial_de(self.vista, accion, sobre),
            opciones_de(self.vista, accion),
            prefijo=f"{accion}-{sobre}-" if repetida else f"{accion}-",
        )

    def orden_de(self, accion: str, sobre: str = "") -> UUID:
        """El identificador de lo que se va a crear; el del envío que falló se conserva."""
        return self.orden if (accion, sobre) == self.fallido else nuevo_id()


@plano.route("/<municipio>/ciclo/<encuentro>/mesa", methods=["GET", "POST"])
@permite(Permiso.LLEVAR_CICLO)
def mesa(encuentro: str) -> tuple[str, int] | Response:
    """Abrir y cerrar puntos, votar, acordar y recibir reclamos, volviendo siempre al mismo lugar.

    Qué se hace viene en la dirección del formulario (`?accion=…&sobre=…`); sin poder hacerse, la
    página vuelve con lo escrito y por qué.
    """
    gestion = gestion_de_trabajo()
    todos = Formularios(leer(gestion, encuentro))
    if request.method == "POST":
        accion, sobre = request.args.get("accion", ""), request.args.get("sobre", "")
        if accion not in ACCIONES:
            raise NoExiste("página", request.path)
        todos.fallido, todos.orden = (accion, sobre), orden_pedida()
        todos.devuelto, todos.codigo = hacer(todos, gestion, encuentro)
        if todos.codigo == 200:  # noqa: PLR2004 - salió bien
            return a(f"{de_la_mesa(encuentro, gestion)}#{ACCIONES[accion].ancla}")
        todos.vista = leer(gestion, encuentro)
    pagina = pintar(
        "mesa.html",
        vista=todos.vista,
        por_id=piezas().territorio.por_id,
        mesa=todos.vista.mesa,
        disputa=todos.vista.disputa,
        evento=todos.vista.mesa.evento,
        gestion=gestion,
        formulario=todos,
        opciones=OPCIONES,
        ahora=ahora(),
        hoy=hoy_de(piezas().contexto(aqui(), gestion)),
        aqui=de_la_mesa(encuentro, gestion),
    )
    return pagina, todos.codigo


def hacer(todos: Formularios, gestion: int, encuentro: str) -> tuple[Formulario, int]:
    """Lo pedido; devuelve su formulario y con qué código se responde."""
    accion, sobre = todos.fallido
    formulario = Formularios(todos.vista)(accion, sobre)
    if not recibido(formulario):
        return formulario, MAL
    try:
        ACCIONES[accion].hacer(
            Pedido(
                contexto_de(Permiso.LLEVAR_CICLO, aqui(), gestion),
                piezas().unidad(aqui()),
                piezas().ganchos(municipio_de_lectura()),
                encuentro,
                sobre,
                todos.orden,
                version_pedida(),
                formulario.datos,
            )
        )
    except NoExiste:
        raise
    except ErrorDeNegocio as error:
        formulario.fallar(campo_de(formulario, error), frase(error))
        return formulario, CONCURRENTE if isinstance(error, EdicionConcurrente) else MAL
    return formulario, 200


def campo_de(formulario: Formulario, error: ErrorDeNegocio) -> str:
    """A qué campo le toca el error: el de la opción mal contada; lo demás es de todo."""
    if isinstance(error, MasVotosQuePersonas):
        return f"{formulario.prefijo}de_todos_modos"
    opcion = str(error.datos.get("opcion", ""))
    ofrecida = opcion in formulario.esquema.fields
    return formulario.prefijo + opcion if ofrecida else DE_TODO_EL_FORMULARIO


def leer(gestion: int, encuentro: str) -> Vista:
    """Lo que la mesa tiene delante; `GestionSinAbrir` o `NoExiste` si no hay tal encuentro."""
    contexto = piezas().contexto(aqui(), gestion)
    ganchos = piezas().ganchos(municipio_de_lectura())
    with piezas().unidad_de_lectura(aqui()) as unidad:
        suya = mesa_de(contexto, unidad, ganchos, encuentro)
        por_cumplir = acuerdos.por_cumplir(contexto, unidad, suya.evento)
        por_cerrar = reclamos.por_cerrar(unidad, suya.evento)
        presentados = unidad.mesas.documentos(gestion, encuentro)
        gestiones = {x.gestion for x in por_cumplir}
        return Vista(
            suya,
            contexto.ciclo,
            por_cumplir,
            acuerdos.del_encuentro(unidad, gestion, encuentro),
            por_cerrar,
            reclamos.del_encuentro(unidad, gestion, encuentro),
            reclamos.organizaciones_de(unidad),
            {(g, e.clave): e.sigla for g in gestiones for e in unidad.calendarios.eventos(g)},
            {p.clave: d for p, d in con_documentos(suya.puntos, presentados)},
            por_punto(contexto, unidad, ganchos, encuentro),
            disputa_de(unidad, suya.evento),
        )


def inicial_de(vista: Vista, accion: str, sobre: str) -> Mapping[str, Any]:
    """Con qué aparece lleno: lo ya anotado, para completarlo."""
    if accion == "decir" and (punto := vista.mesa.actual) and punto.tratado:
        return {"informo": punto.tratado.informo, "dicho": punto.tratado.dicho}
    if accion == "marcar":
        suyos = (x for x in vista.por_cumplir if str(x.id) == sobre)
        return next(({"estado": x.estado.value, "nota": x.nota} for x in suyos), {})
    if accion == "responder":
        todos = (r for r in (*vista.por_cerrar, *vista.reclamados) if str(r.id) == sobre)
        return next((respuesta_de(r) for r in todos), {})
    return {}


def respuesta_de(r: Reclamo) -> dict[str, Any]:
    return {"respuesta": r.respuesta, "responsable": r.responsable, "plazo": r.plazo}


def opciones_de(vista: Vista, accion: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Lo que se elige de una lista."""
    if accion == "marcar":
        return {"estado": [*nombres(MARCABLES).items()]}
    if accion == "reclamar":
        suyas = sorted(vista.organizaciones.items(), key=lambda par: par[1])
        quienes = [(str(i), como_se_llama) for i, como_se_llama in suyas]
        return {"organizacion": quienes, "sobre": [*nombres(SobreQue).items()]}
    return {}


def version_pedida() -> int:
    """La de lo que la página mostraba."""
    dicha = request.form.get("version", "")
    return int(dicha) if dicha.isascii() and dicha.isdigit() and len(dicha) < 10 else -1  # noqa: PLR2004 - un número


def de_la_mesa(encuentro: str, gestion: int) -> str:
    return f"/{municipio_actual().slug}/ciclo/{encuentro}/mesa?gestion={gestion}"
