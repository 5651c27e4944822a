"""Los reclamos sobre obras y servicios: la lista pública, sin personas, y cómo se atiende uno."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.politica import Accion
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.servicios import reclamos
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.reclamos import Filtro
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.acciones_de_mesa import ACCIONES, Pedido
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, recibido
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.mesas import CONCURRENTE, MAL, respuesta_de, version_pedida
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("reclamos", __name__)
LARGO_DE_BUSQUEDA = 200


@dataclass(frozen=True, slots=True)
class Lista:
    """Los que se pidieron, con cómo se llama cada organización y cada encuentro."""

    filtro: Filtro
    filas: Sequence[Reclamo]
    organizaciones: Mapping[UUID, str]
    siglas: Mapping[tuple[int, str], str]

    def quien(self, r: Reclamo) -> str:
        """La organización, el control social o «una persona»: nunca su nombre."""
        propia = self.organizaciones.get(r.organizacion_id) if r.organizacion_id else None
        return propia or (gettext("Una persona") if r.evento else gettext("El control social"))

    def encuentro(self, r: Reclamo) -> str:
        """La sigla del encuentro en que se dijo; vacía si salió de un seguimiento."""
        return self.siglas.get((r.gestion, r.evento), r.evento)


@plano.get("/<municipio>/reclamos")
@publica
def lista() -> str:
    """Los de la gestión y los de antes, con lo que se respondió y lo que falta."""
    gestion = gestion_de_trabajo()
    pedida = pedir(gestion)
    return pintar(
        "reclamos.html",
        gestion=gestion,
        lista=pedida,
        filtro=pedida.filtro,
        pagina=paginar(pedida.filas),
        estados=nombres(EstadoDeReclamo),
        sobre_que=nombres(SobreQue),
        hoy=hoy_de(piezas().contexto(aqui(), gestion)),
    )


@plano.get("/<municipio>/reclamos.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Los mismos, en una hoja de cálculo."""
    gestion = gestion_de_trabajo()
    pedida = pedir(gestion)
    titulos = (
        gettext("Gestión"), gettext("Encuentro"), gettext("Quién"), gettext("Sobre qué"),
        gettext("Cuál obra o servicio"), gettext("Qué se reclama"), gettext("Estado"),
        gettext("Respuesta"), gettext("Quién responde"), gettext("Hasta cuándo"),
        gettext("Con qué se cierra"),
    )  # fmt: skip
    filas: list[list[Celda]] = [
        [
            r.gestion, en_cual(pedida, r), pedida.quien(r), nombre(r.sobre), r.asunto,
            r.texto, nombre(r.estado), r.respuesta, r.responsable,
            f"{r.plazo:%d/%m/%Y}" if r.plazo else "", r.cierre,
        ]
        for r in pedida.filas
    ]  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, f"reclamos-{gestion}")


@plano.route("/<municipio>/reclamos/<uuid:reclamo>/<any(responder, concluir):paso>",
             methods=["GET", "POST"])  # fmt: skip
@permite(Accion.LLEVAR_CICLO)
def atender(reclamo: UUID, paso: str) -> tuple[str, int] | Response:
    """Responderlo o cerrarlo entre un encuentro y otro."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        este = reclamos.reclamo_de(unidad, reclamo)
        organizaciones = reclamos.organizaciones_de(unidad)
    inicial = respuesta_de(este) if paso == "responder" else {}
    formulario, codigo = Formulario(ACCIONES[paso].esquema(), inicial), 200
    if request.method == "POST":
        codigo = MAL
        if recibido(formulario) and (codigo := hacer(este, paso, formulario)) == 200:  # noqa: PLR2004 - salió bien
            flash(gettext("Quedó guardado."))
            return a(f"/{municipio_actual().slug}/reclamos?gestion={este.gestion}")
        with piezas().unidad_de_lectura(aqui()) as unidad:
            este = reclamos.reclamo_de(unidad, reclamo)
    pagina = pintar(
        "reclamo.html",
        formulario=formulario,
        reclamo=este,
        paso=paso,
        gestion=este.gestion,
        organizaciones=organizaciones,
        hoy=hoy_de(piezas().contexto(aqui(), este.gestion)),
    )
    return pagina, codigo


def hacer(este: Reclamo, paso: str, formulario: Formulario) -> int:
    """El paso pedido; lo que no se pudo queda dicho en el formulario."""
    pedido = Pedido(
        contexto_de(Accion.LLEVAR_CICLO, aqui(), este.gestion),
        piezas().unidad(aqui()),
        piezas().ganchos(municipio_de_lectura()),
        este.evento,
        str(este.id),
        este.id,
        version_pedida(),
        formulario.datos,
    )
    try:
        ACCIONES[paso].hacer(pedido)
    except ErrorDeNegocio as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        return CONCURRENTE if isinstance(error, EdicionConcurrente) else MAL
    return 200


def en_cual(pedida: Lista, r: Reclamo) -> str:
    """Dónde se dijo: su encuentro o el seguimiento del control social."""
    return gettext(pedida.encuentro(r)) if r.evento else gettext("Seguimiento")


def pedir(gestion: int) -> Lista:
    """Los que dice la dirección; un estado que no existe es ninguno en particular."""
    estado, sobre = request.args.get("estado", ""), request.args.get("sobre", "")
    filtro = Filtro(
        estado=next((e for e in EstadoDeReclamo if e.value == estado), None),
        sobre=next((s for s in SobreQue if s.value == sobre), None),
        texto=request.args.get("texto", "").strip()[:LARGO_DE_BUSQUEDA],
    )
    with piezas().unidad_de_lectura(aqui()) as unidad:
        filas = reclamos.listar(unidad, gestion, filtro)[::-1]
        siglas = {
            (g, e.clave): e.sigla
            for g in {r.gestion for r in filas}
            for e in unidad.calendarios.eventos(g)
        }
        return Lista(filtro, filas, reclamos.organizaciones_de(unidad), siglas)
