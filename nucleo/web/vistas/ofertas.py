"""Lo que se ofrece financiar: la lista, la ficha con lo acordado y lo que se compromete."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import CERO
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.ofertas import EstadoDeCompromiso, Oferta, TipoDeOferente
from nucleo.dominio.politica import Accion
from nucleo.servicios import compromisos, ofertas
from nucleo.servicios.ofertas import DatosDeOferta, Renglon
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.conflictos import Edicion
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.esquemas.ofertas import (
    EsquemaDeCompromiso,
    EsquemaDeMotivo,
    EsquemaDeOferta,
    dia,
)
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import distritos_por_clave, orden_pedida

plano = Blueprint("ofertas", __name__)
Pagina = tuple[str, int] | Response


@plano.get("/<municipio>/ofertas")
@publica
def lista() -> str:
    """Todas las de la gestión, con lo comprometido y lo que les queda."""
    gestiones, gestion = gestiones_pedidas()
    texto, tipo = request.args.get("texto", "").strip()[:200], request.args.get("tipo", "")
    contexto = contexto_para_leer(gestion)
    return pintar(
        "ofertas.html",
        gestiones=gestiones,
        gestion=gestion,
        texto=texto,
        tipo=tipo,
        tipos=nombres(TipoDeOferente),
        pagina=paginar(ofertas.listar(contexto, lectura(), texto, tipo)),
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
    )


@plano.get("/<municipio>/ofertas.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Las mismas, con los títulos de la planilla que se importa."""
    _, gestion = gestiones_pedidas()
    texto, tipo = request.args.get("texto", "").strip()[:200], request.args.get("tipo", "")
    renglones = ofertas.listar(contexto_para_leer(gestion), lectura(), texto, tipo)
    return descargar(tabla_de(renglones, gestion), formato, f"ofertas-{gestion}")


@plano.route("/<municipio>/ofertas/nueva", methods=["GET", "POST"])
@permite(Accion.OFRECER)
def nueva() -> Pagina:
    """Registrar una. Enviarla dos veces no la duplica: su identificador ya viene en la página."""
    gestion = gestion_de_trabajo()
    formulario = Formulario(EsquemaDeOferta(), opciones=opciones(gestion))
    orden, guardada = orden_pedida(), None
    if recibido(formulario):
        contexto = contexto_de(Accion.OFRECER, municipio_de_lectura(), gestion)
        unidad = piezas().unidad(municipio_de_lectura())
        try:
            ofertas.registrar(contexto, unidad, orden, datos_de(formulario.datos))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden, guardada = nuevo_id(), orden
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("La oferta quedó registrada."))
            return a(de_oferta(orden))
    pagina = pintar(
        "oferta-nueva.html",
        formulario=formulario,
        orden=orden,
        guardada=guardada,
        gestion=gestion,
    )
    return pagina, estado_de(formulario)


@plano.get("/<municipio>/ofertas/<uuid:oferta>")
@publica
def ficha(oferta: UUID) -> str:
    """Una oferta entera y lo que se acordó con ella."""
    renglon, acordados = ofertas.mirar(lectura(), oferta)
    gestion = renglon.oferta.gestion
    return pintar(
        "oferta.html",
        renglon=renglon,
        oferta=renglon.oferta,
        acordados=acordados,
        gestion=gestion,
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
        competencias=[nombre(c) for c in Competencia if c in renglon.oferta.atiende_a],
    )


@plano.route("/<municipio>/ofertas/<uuid:oferta>/editar", methods=["GET", "POST"])
@permite(Accion.OFRECER)
def editar(oferta: UUID) -> Pagina:
    """Corregirla; si otra persona guardó antes, se ve la diferencia."""
    esta = ofertas.mirar(lectura(), oferta)[0].oferta
    formulario = Formulario(EsquemaDeOferta(), inicial_de(esta), opciones(esta.gestion, esta))
    edicion = Edicion(formulario, esta.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.OFRECER, municipio_de_lectura(), esta.gestion)
        unidad = piezas().unidad(municipio_de_lectura())
        try:
            ofertas.corregir(contexto, unidad, oferta, version, datos_de(datos))
        except EdicionConcurrente:
            raise
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora = ofertas.mirar(lectura(), oferta)[0].oferta
        return inicial_de(ahora), ahora.version

    if edicion.guardar(guardar, releer):
        flash(gettext("La oferta quedó corregida."))
        return a(de_oferta(oferta))
    pagina = pintar("oferta-editar.html", edicion=edicion, oferta=esta, gestion=esta.gestion)
    return pagina, edicion.estado


@plano.route("/<municipio>/ofertas/<uuid:oferta>/retirar", methods=["GET", "POST"])
@permite(Accion.OFRECER)
def retirar(oferta: UUID) -> Pagina:
    """Dice qué pasa, pide el motivo y la retira."""
    renglon, _ = ofertas.mirar(lectura(), oferta)

    def hacer(contexto: Contexto, motivo: str) -> None:
        ofertas.retirar(contexto, piezas().unidad(contexto.ambito), oferta, motivo)

    return _con_motivo(renglon, "oferta-retirar.html", hacer, gettext("La oferta quedó retirada."))


@plano.route("/<municipio>/ofertas/<uuid:oferta>/comprometer", methods=["GET", "POST"])
@permite(Accion.OFRECER)
def comprometer(oferta: UUID) -> Pagina:
    """Lo acordado: para qué demanda, cuánto y con qué consta. Enviarlo dos veces no lo duplica."""
    renglon, acordados = ofertas.mirar(lectura(), oferta)
    gestion = renglon.oferta.gestion
    orden = orden_pedida()
    anotado = [(x.codigo, x.titulo) for x in acordados if x.compromiso.id == orden]
    candidatas = dict([*anotado, *_para_elegir(gestion, renglon.oferta)])
    formulario = Formulario(
        EsquemaDeCompromiso(),
        inicial={"codigo": request.args.get("codigo", "")},
        opciones={"codigo": [*candidatas.items()]},
    )
    if candidatas and recibido(formulario):
        contexto = contexto_de(Accion.OFRECER, municipio_de_lectura(), gestion)
        try:
            compromisos.comprometer(
                contexto, piezas().unidad(contexto.ambito), orden, oferta, **formulario.datos
            )
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("Quedó anotado el compromiso."))
            return a(de_oferta(oferta))
    pagina = pintar(
        "comprometer.html",
        formulario=formulario,
        renglon=renglon,
        oferta=renglon.oferta,
        gestion=gestion,
        orden=orden,
        candidatas=candidatas,
    )
    return pagina, estado_de(formulario)


@plano.route(
    "/<municipio>/compromisos/<uuid:compromiso>/<any(cumplir, retirar):que>",
    methods=["GET", "POST"],
)
@permite(Accion.OFRECER)
def cerrar(compromiso: UUID, que: str) -> Pagina:
    """Darlo por cumplido o retirarlo, con su motivo."""
    acordado = compromisos.cual_compromiso(lectura(), compromiso)
    cumple = que == "cumplir"
    estado = EstadoDeCompromiso.CUMPLIDO if cumple else EstadoDeCompromiso.RETIRADO

    def hacer(contexto: Contexto, motivo: str) -> None:
        compromisos.cerrar(contexto, piezas().unidad(contexto.ambito), compromiso, estado, motivo)

    dicho = gettext("El compromiso quedó cumplido.")
    if not cumple:
        dicho = gettext("El compromiso quedó retirado, con su motivo a la vista.")
    renglon, _ = ofertas.mirar(lectura(), acordado.oferta.id)
    mas = {"acordado": acordado, "cumple": cumple}
    return _con_motivo(renglon, "compromiso-cerrar.html", hacer, dicho, **mas)


def _con_motivo(
    renglon: Renglon,
    plantilla: str,
    hacer: Callable[[Contexto, str], None],
    dicho: str,
    **datos: object,
) -> Pagina:
    """Pide el motivo y hace algo con él; lo que no se pueda vuelve a la página con su razón."""
    oferta, formulario = renglon.oferta, Formulario(EsquemaDeMotivo())
    if recibido(formulario):
        contexto = contexto_de(Accion.OFRECER, municipio_de_lectura(), oferta.gestion)
        try:
            hacer(contexto, formulario.datos["motivo"])
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(dicho)
            return a(de_oferta(oferta.id))
    pagina = pintar(
        plantilla,
        formulario=formulario,
        oferta=oferta,
        renglon=renglon,
        gestion=oferta.gestion,
        **datos,
    )
    return pagina, estado_de(formulario)


def de_oferta(cual: UUID) -> str:
    """La dirección de su ficha."""
    return f"/{municipio_actual().slug}/ofertas/{cual}"


def opciones(gestion: int, esta: Oferta | None = None) -> dict[str, Sequence[tuple[str, str]]]:
    """Las listas del formulario; lo que la oferta ya decía se ofrece aunque no esté en ellas."""
    sectores = dict(nombres_de_sectores(municipio_de_lectura(), gestion))
    distritos = {n: n for n in distritos_por_clave().values()}
    if esta:
        sectores |= {s: s for s in esta.sectores if s not in sectores}
        distritos |= {d: d for d in esta.distritos if d not in distritos}
    return {
        "tipo": [*nombres(TipoDeOferente).items()],
        "sectores": sorted(sectores.items(), key=lambda par: par[1]),
        "distritos": [*distritos.items()],
        "competencias": [*nombres(Competencia).items()],
    }


def inicial_de(o: Oferta) -> dict[str, Any]:
    datos = {campo: getattr(o, campo) for campo in EsquemaDeOferta().fields}
    return datos | {"tipo": o.tipo.value}


def datos_de(leido: Mapping[str, Any]) -> DatosDeOferta:
    return DatosDeOferta(**{**leido, "tipo": TipoDeOferente(leido["tipo"])})


def tabla_de(renglones: Sequence[Renglon], gestion: int) -> Tabla:
    """Los títulos son los de la planilla: lo que se descarga se puede volver a cargar."""
    titulos = (
        gettext("Quién ofrece"), gettext("Tipo"), gettext("Qué ofrece"), gettext("Monto (Bs)"),
        gettext("Sectores"), gettext("Distritos"), gettext("Competencias"),
        gettext("Condiciones"), gettext("Desde"), gettext("Hasta"), gettext("Fuente del dato"),
        gettext("Simulada"), gettext("Comprometido (Bs)"), gettext("Queda (Bs)"),
        gettext("Retirada"),
    )  # fmt: skip
    sectores = nombres_de_sectores(municipio_de_lectura(), gestion)
    si, no = gettext("sí"), gettext("no")
    filas = []
    for r in renglones:
        o = r.oferta
        filas.append(
            (
                o.oferente, o.tipo.value.replace("_", " "), o.que, o.monto.monto,
                "; ".join(sectores.get(s, s) for s in o.sectores), "; ".join(o.distritos),
                "; ".join(o.competencias), o.condiciones, dia(o.desde) if o.desde else "",
                dia(o.hasta) if o.hasta else "", o.fuente, si if o.simulada else no,
                r.comprometido.monto, r.queda.monto, o.motivo if o.retirada_en else "",
            )
        )  # fmt: skip
    return Tabla(titulos, filas)


def _para_elegir(gestion: int, oferta: Oferta) -> list[tuple[str, str]]:
    """Primero las que calzan con la oferta; después las demás a las que algo les falta."""
    cruzadas = ofertas.cruzar(contexto_para_leer(gestion), lectura()).demandas
    abiertas = [c for c in cruzadas if c.falta > CERO and not c.demanda.no_viable]
    abiertas.sort(key=lambda c: all(k.oferta.id != oferta.id for k in c.calces))
    return [
        (
            c.demanda.codigo,
            gettext(
                "%(codigo)s · %(titulo)s · le faltan %(falta)s",
                codigo=c.demanda.codigo,
                titulo=c.demanda.titulo,
                falta=c.falta.legible(),
            ),
        )
        for c in abiertas
    ]


def gestiones_pedidas() -> tuple[Sequence[int], int]:
    """Las que tienen algo y la que pide la dirección."""
    with piezas().leer_municipio(municipio_de_lectura()) as lector:
        gestiones = lector.gestiones()
    return gestiones, gestion_de_trabajo(gestiones)


def contexto_para_leer(gestion: int) -> Contexto:
    """El de una lectura en esa gestión."""
    return piezas().contexto(municipio_de_lectura(), gestion)


def lectura() -> Any:
    """Una unidad nueva, que no escribe."""
    return piezas().unidad_de_lectura(municipio_de_lectura())
