"""Lo que recibió cada organización en años anteriores: verlo, añadirlo, corregirlo y quitarlo."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.inversiones import QUINQUENIO, Inversion
from nucleo.dominio.lectura import dinero_positivo, entero, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.politica import Accion
from nucleo.servicios import inversiones
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.inversiones import (
    LARGO_DE_CLAVE,
    LARGO_DE_PROYECTO,
    PRIMERA_GESTION,
    ULTIMA_GESTION,
    inversion_de,
)
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, organizacion_de
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formato import redondo
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.graficos import Barra
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("inversiones", __name__)
Pagina = tuple[str, int]
Par = tuple[Inversion, Organizacion | None]
LARGO_DE_BUSQUEDA = 200


class EsquemaDeInversion(Schema):
    """Una obra o proyecto ejecutado, con su fuente."""

    organizacion = fields.String(
        metadata={
            "etiqueta": N_("Para qué organización"),
            "clase": "opcion",
            "ayuda": N_("Vacío: fue del municipio entero."),
        }
    )
    gestion_de_la_obra = Leido(
        entero(PRIMERA_GESTION, ULTIMA_GESTION),
        required=True,
        metadata={"etiqueta": N_("En qué año"), "clase": "numero"},
    )
    proyecto = Leido(
        texto_de(LARGO_DE_PROYECTO), required=True, metadata={"etiqueta": N_("Qué se hizo")}
    )
    monto = Leido(
        dinero_positivo,
        required=True,
        escribir=lambda v: v.legible().removeprefix("Bs "),
        metadata={"etiqueta": N_("Cuánto costó (Bs)"), "clase": "dinero"},
    )
    sector = Leido(texto_de(LARGO_DE_CLAVE), metadata={"etiqueta": N_("Sector")})
    estado = Leido(
        texto_de(LARGO_DE_CLAVE),
        metadata={"etiqueta": N_("Cómo quedó"), "ayuda": N_("Por ejemplo: concluida.")},
    )
    fuente = Leido(
        texto_de(LARGO_DE_FUENTE),
        required=True,
        metadata={
            "etiqueta": N_("De dónde sale el dato"),
            "ayuda": N_("Por ejemplo: acta de entrega, informe de gestión 2024."),
        },
    )
    simulada = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Es un supuesto, no un dato real")}
    )


@plano.get("/<municipio>/memoria/inversiones")
@publica
def lista() -> str:
    """Todas, con búsqueda por proyecto u organización y filtro por año."""
    pares = leer()
    elegidas = filtrar(pares)
    return pintar(
        "inversiones.html",
        filtro=pedido(),
        anios=sorted({i.gestion for i, _ in pares}, reverse=True),
        pagina=paginar(elegidas),
        suma=sum((i.monto for i, _ in elegidas), CERO),
        simuladas=sum(i.simulada for i, _ in elegidas),
    )


@plano.get("/<municipio>/memoria/inversiones.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Lo que cumple el filtro; se puede volver a importar tal cual."""
    titulos = (
        gettext("OTB"), gettext("Gestión"), gettext("Proyecto"), gettext("Monto (Bs)"),
        gettext("Sector"), gettext("Estado"), gettext("Fuente del dato"), gettext("Simulado"),
    )  # fmt: skip
    filas = [
        (
            o.nombre if o else "", i.gestion, i.proyecto, i.monto.monto, i.sector, i.estado,
            i.fuente, gettext("sí") if i.simulada else gettext("no"),
        )
        for i, o in filtrar(leer())
    ]  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, "inversiones")


@plano.get("/<municipio>/memoria/organizaciones/<uuid:organizacion>")
@publica
def de_una(organizacion: UUID) -> str:
    """La ficha de una organización: los últimos cinco años con inversión anotada."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = organizacion_de(unidad, organizacion)
        todas = unidad.inversiones.todas()
    ultima = max((i.gestion for i in todas), default=None)
    anios = range(ultima - QUINQUENIO + 1, ultima + 1) if ultima else range(0)
    suyas = [i for i in todas if i.organizacion_id == organizacion and i.gestion in anios]
    por_anio = {a: sum((i.monto for i in suyas if i.gestion == a), CERO) for a in anios}
    return pintar(
        "inversiones-organizacion.html",
        organizacion=esta,
        suyas=sorted(suyas, key=lambda i: (-i.gestion, i.proyecto)),
        por_anio=por_anio,
        dibujo=[Barra(str(a), float(m.monto), redondo(m)) for a, m in por_anio.items()],
        suma=sum((i.monto for i in suyas), CERO),
        por_persona=_por_persona(esta, suyas),
    )


def _por_persona(o: Organizacion, suyas: Sequence[Inversion]) -> Dinero | None:
    """La suma repartida entre sus habitantes, hacia abajo al centavo; `None` si no se sabe."""
    gente = o.poblacion.total if o.poblacion else 0
    return Dinero(sum(i.monto.centavos for i in suyas) // gente) if gente else None


@plano.route("/<municipio>/memoria/inversiones/nueva", methods=["GET", "POST"])
@permite(Accion.RECORDAR)
def nueva() -> Pagina | Response:
    """Añadir una. Enviarla dos veces no la duplica."""
    formulario, orden = formulario_de(), orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.RECORDAR, aqui())
        try:
            datos = datos_de(formulario.datos)
            inversiones.registrar(contexto, piezas().unidad(aqui()), orden, datos)
        except FilaRechazada as mal:
            fallar(formulario, mal)
        else:
            flash(gettext("La inversión quedó anotada."))
            return a(de_inversiones())
    pagina = pintar("inversion-nueva.html", formulario=formulario, orden=orden)
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/memoria/inversiones/<uuid:inversion>/corregir", methods=["GET", "POST"])
@permite(Accion.RECORDAR)
def corregir(inversion: UUID) -> Pagina | Response:
    """Corregirla; si otra persona guardó antes, la diferencia a la vista."""
    esta = leida(inversion)
    edicion = Edicion(formulario_de(esta), esta.version)

    def hacer(valores: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.RECORDAR, aqui())
        unidad = piezas().unidad(aqui())
        try:
            inversiones.corregir(contexto, unidad, inversion, version, datos_de(valores))
        except FilaRechazada as mal:
            fallar(edicion.formulario, mal)

    def releer() -> tuple[Mapping[str, Any], int]:
        otra = leida(inversion)
        return inicial_de(otra), otra.version

    if edicion.guardar(hacer, releer):
        flash(gettext("La inversión quedó corregida; la historia dice qué había."))
        return a(de_inversiones())
    return pintar("inversion-corregir.html", edicion=edicion, inversion=esta), edicion.estado


@plano.route("/<municipio>/memoria/inversiones/<uuid:inversion>/quitar", methods=["GET", "POST"])
@permite(Accion.RECORDAR)
def quitar(inversion: UUID) -> Pagina | Response:
    """Muestra qué se pierde y pide confirmarlo."""
    esta, estado = leida(inversion), 200
    if request.method == "POST":
        contexto = contexto_de(Accion.RECORDAR, aqui())
        visto = request.form.get("version", "")
        try:
            version = int(visto) if visto.isascii() and visto.isdigit() else -1
            inversiones.quitar(contexto, piezas().unidad(aqui()), inversion, version)
        except EdicionConcurrente as error:
            flash(frase(error), "aviso")
            esta, estado = leida(inversion), 409
        else:
            flash(gettext("Se quitó. La bitácora guarda lo que decía."))
            return a(de_inversiones())
    return pintar("inversion-quitar.html", inversion=esta), estado


def formulario_de(inversion: Inversion | None = None) -> Formulario:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        pares = [(str(o.id), o.nombre) for o in unidad.organizaciones.todas()]
    inicial = inicial_de(inversion) if inversion else {}
    opciones = {"organizacion": sorted(pares, key=lambda par: plegar(par[1]))}
    return Formulario(EsquemaDeInversion(), inicial, opciones)


def inicial_de(i: Inversion) -> dict[str, Any]:
    return {
        "organizacion": str(i.organizacion_id) if i.organizacion_id else "",
        "gestion_de_la_obra": i.gestion,
        "proyecto": i.proyecto,
        "monto": i.monto,
        "sector": i.sector,
        "estado": i.estado,
        "fuente": i.fuente,
        "simulada": i.simulada,
    }


def datos_de(leido: Mapping[str, Any]) -> dict[str, Any]:
    """Lo leído, con los nombres de la entidad."""
    return {
        "organizacion_id": UUID(leido["organizacion"]) if leido.get("organizacion") else None,
        "gestion": leido["gestion_de_la_obra"],
        "proyecto": leido["proyecto"],
        "monto": leido["monto"],
        **{c: leido.get(c, "") for c in ("sector", "estado", "fuente")},
        "simulada": leido["simulada"],
    }


def fallar(formulario: Formulario, mal: FilaRechazada) -> None:
    for campo, motivo in mal.motivos:
        conocido = campo in formulario.esquema.fields
        formulario.fallar(campo if conocido else DE_TODO_EL_FORMULARIO, motivo)


def leida(inversion: UUID) -> Inversion:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return inversion_de(unidad, inversion)


def leer() -> list[Par]:
    """Cada inversión con su organización, de la más nueva a la más vieja."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        todas = unidad.inversiones.todas()
    pares = [
        (i, organizaciones.get(i.organizacion_id) if i.organizacion_id else None) for i in todas
    ]
    return sorted(pares, key=lambda p: (-p[0].gestion, plegar(p[0].proyecto)))


def pedido() -> dict[str, str]:
    return {
        "texto": request.args.get("texto", "").strip()[:LARGO_DE_BUSQUEDA],
        "gestion": request.args.get("gestion", ""),
    }


def filtrar(pares: Sequence[Par]) -> list[Par]:
    filtro = pedido()
    texto, anio = plegar(filtro["texto"]), filtro["gestion"]
    return [
        (i, o)
        for i, o in pares
        if (not anio or str(i.gestion) == anio)
        and texto in plegar(f"{i.proyecto} {o.nombre if o else ''} {i.sector}")
    ]


def de_inversiones() -> str:
    return f"/{municipio_actual().slug}/memoria/inversiones"
