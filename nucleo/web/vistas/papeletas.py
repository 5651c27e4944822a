"""Las papeletas de la Cumbre 2: verlas contadas, llenar la de una organización e imprimirla."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.asambleas import Constancia
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.papeletas import PapeletasCerradas, PapeletasSinAbrir, Ventana
from nucleo.dominio.politica import Accion
from nucleo.servicios import papeletas
from nucleo.servicios.formularios import DE_NOMBRE, dirigencias_de
from nucleo.servicios.papeletas import ANombreDe, Boleta, Recuento
from nucleo.servicios.recibos import con_su_cargo
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.conflictos import Edicion
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.formularios import Formulario, Leido
from nucleo.web.paginas import paginar, pintar
from nucleo.web.pasos import CAMPOS, opciones_de_nombre
from nucleo.web.permisos import a, exigir_en, permite_en_lo_suyo, publica, puede, puede_en
from nucleo.web.sesion import contexto_de

plano = Blueprint("papeletas", __name__)
RAIZ = "/<municipio>/papeletas"
BUSCAR = "buscar"
Pagina = tuple[str, int]


@plano.get(RAIZ)
@publica
def lista() -> str:
    """Cuánta gente suma cada demanda y quién la apoya; o, por organización, qué apoya cada una."""
    gestion = gestion_de_trabajo()
    recuento = contar(gestion)
    por_organizacion = request.args.get("ver") == "organizaciones"
    return pintar(
        "papeletas.html",
        gestion=gestion,
        recuento=recuento,
        por_organizacion=por_organizacion,
        pagina=paginar(recuento.votantes if por_organizacion else recuento.demandas),
        mias=[v for v in recuento.votantes if puede_en(Accion.APOYAR, v.organizacion.id)]
        if puede(Accion.APOYAR)
        else [],
        abierta=recuento.ventana is Ventana.ABIERTA,
        ventana=recuento.ventana.value,
    )


@plano.get(f"{RAIZ}.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Un renglón por organización y demanda ajena que apoya: la misma planilla que se importa."""
    gestion = gestion_de_trabajo()
    recuento = contar(gestion)
    titulos = (
        gettext("OTB"), gettext("Código"), gettext("Demanda"), gettext("Fuente del dato"),
        gettext("Simulado"),
    )  # fmt: skip
    por_codigo = {d.fila.codigo: d.fila.titulo for d in recuento.demandas}
    si, no = gettext("sí"), gettext("no")
    filas: list[list[Celda]] = [
        [v.organizacion.nombre, c, por_codigo[c], p.procedencia, si if p.simulada else no]
        for v in recuento.votantes
        if (p := v.papeleta)
        for c in p.demandas
        if c in por_codigo
    ]
    return descargar(Tabla(titulos, filas), formato, f"papeletas-{gestion}")


@plano.get(f"{RAIZ}/en-blanco")
@publica
def en_blanco() -> str:
    """La hoja para llenar a mano, con la lista de este año; con `organizacion`, a su nombre."""
    gestion = gestion_de_trabajo()
    recuento = contar(gestion)
    pedida = request.args.get("organizacion", "")
    elegida = next((v for v in recuento.votantes if str(v.organizacion.id) == pedida), None)
    if pedida and elegida is None:
        raise NoExiste("organización", pedida)
    filas = sorted((d.fila for d in recuento.demandas), key=lambda f: f.numero)
    return pintar(
        "papeleta-blanco.html",
        gestion=gestion,
        elegida=elegida,
        filas=filas,
        suyas={f.codigo for f in filas if elegida and elegida.organizacion.id in f.organizaciones},
        cerrada=recuento.ventana is not Ventana.ABIERTA,
    )


@plano.route(f"{RAIZ}/<uuid:organizacion>", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.APOYAR)
def llenar(organizacion: UUID) -> Pagina | Response:
    """La de una organización: la dirigencia, la suya; la oficina, cualquiera y con constancia."""
    gestion, ambito = gestion_de_trabajo(), municipio_de_lectura()
    boleta = abrir(gestion, organizacion)
    exigir_en(Accion.APOYAR, organizacion)
    contexto = contexto_de(Accion.APOYAR, ambito, gestion, organizacion)
    oficina = puede(Accion.PRESENTAR_A_NOMBRE)
    suyas = dirigencias(contexto, organizacion) if oficina else []
    edicion = Edicion(formulario_de(boleta, suyas, oficina=oficina), boleta.version)
    if request.method == "POST" and boleta.ventana is not Ventana.ABIERTA:
        flash(gettext("Las papeletas no están abiertas ahora: no se guardó nada."), "aviso")
        return a(direccion_de(gestion))
    if request.form.get("accion") == BUSCAR:
        edicion.formulario.escrito = edicion.formulario.recoger(request.form)
        vista = request.form.get("version", ""), request.form.get("partida", "")
        return mostrar(edicion, boleta, vista), 200

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        por = a_nombre_de(datos) if oficina else None
        unidad = piezas().unidad(ambito)
        papeletas.registrar(contexto, unidad, organizacion, datos["demandas"], version, por)

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora = abrir(gestion, organizacion)
        return inicial_de(ahora), ahora.version

    try:
        listo = edicion.guardar(guardar, releer)
    except (PapeletasCerradas, PapeletasSinAbrir) as error:
        flash(frase(error), "aviso")
        return a(direccion_de(gestion))
    if listo:
        flash(gettext("Quedó guardada la papeleta de %(de)s.", de=boleta.organizacion.nombre))
        return a(direccion_de(gestion))
    vista = str(edicion.version), edicion.partida
    return mostrar(edicion, boleta, vista), edicion.estado


def mostrar(edicion: Edicion, boleta: Boleta, vista: tuple[str, str]) -> str:
    """Lo buscado y, siempre, lo ya marcado: filtrar no pierde nada.

    `vista` es la versión que la persona tiene delante y lo que decía: buscar no la adelanta.
    """
    formulario, gestion = edicion.formulario, boleta.proceso.gestion
    marcadas = set(formulario.control("demandas").valor or ())
    busca = {
        "texto": request.form.get("busca_texto", "").strip()[:100],
        "distrito": request.form.get("busca_distrito", ""),
        "sector": request.form.get("busca_sector", ""),
    }
    ajenas = [f for f in boleta.filas if f.codigo not in boleta.suyas]
    return pintar(
        "papeleta.html",
        gestion=gestion,
        boleta=boleta,
        edicion=edicion,
        vista=vista,
        formulario=formulario,
        abierta=boleta.ventana is Ventana.ABIERTA,
        ventana=boleta.ventana.value,
        propias=[f for f in boleta.filas if f.codigo in boleta.suyas],
        a_la_vista=[f for f in ajenas if f.codigo in marcadas or coincide(f, busca)],
        marcadas=marcadas,
        busca=busca,
        distritos=sorted({f.distrito for f in ajenas if f.distrito}),
        sectores={
            clave: visible
            for clave, visible in nombres_de_sectores(municipio_de_lectura(), gestion).items()
            if any(f.sector == clave for f in ajenas)
        },
        ocultas=len(ajenas) - sum(f.codigo in marcadas or coincide(f, busca) for f in ajenas),
        constancia=[c for c in formulario.controles if c.campo != "demandas"],
    )


def coincide(fila: FilaDeMatriz, busca: Mapping[str, str]) -> bool:
    """Si la demanda es de ese distrito y sector, y nombra ese texto, sin mirar tildes."""
    donde = plegar(f"{fila.codigo} {fila.titulo} {fila.organizacion}")
    return (
        plegar(busca["texto"]) in donde
        and busca["distrito"] in {"", fila.distrito}
        and busca["sector"] in {"", fila.sector}
    )


def formulario_de(boleta: Boleta, suyas: Sequence[Dirigencia], *, oficina: bool) -> Formulario:
    """Las demandas que se pueden marcar y, si la llena la oficina, cómo consta."""
    ajenas = [
        (f.codigo, f"{f.codigo} {f.titulo}") for f in boleta.filas if f.codigo not in boleta.suyas
    ]
    campos: dict[str, fields.Field[Any]] = {
        "demandas": fields.List(
            fields.String(),
            load_default=list,
            metadata={"etiqueta": N_("Demandas que también la benefician"), "clase": "varias"},
        )
    }
    opciones: dict[str, Sequence[tuple[str, str]]] = {"demandas": ajenas}
    if oficina:
        for columna in DE_NOMBRE:
            de_quien = columna.clave == "dirigencia"
            if not de_quien or suyas:
                campos[columna.clave] = Leido(
                    columna.convertir, required=not de_quien, metadata=dict(CAMPOS[columna.clave])
                )
        pares = opciones_de_nombre([(str(d.id), con_su_cargo(d)) for d in suyas])
        opciones |= {c: pares[c] for c in ("medio", "motivo")}
        if suyas:
            opciones["dirigencia"] = pares["dirigencia"]
    return Formulario(Schema.from_dict(campos)(), inicial_de(boleta), opciones)


def inicial_de(boleta: Boleta) -> Mapping[str, Any]:
    """Lo que hay, como lo espera el formulario."""
    papeleta = boleta.papeleta
    constancia = papeleta.constancia if papeleta else None
    return {
        "demandas": list(boleta.marcadas),
        "dirigencia": str(papeleta.dirigencia_id or "") if papeleta else "",
        "medio": constancia.medio.value if constancia else "",
        "detalle": constancia.detalle if constancia else "",
        "motivo": constancia.motivo if constancia else "",
    }


def a_nombre_de(datos: Mapping[str, Any]) -> ANombreDe:
    constancia = Constancia(datos["medio"], datos["detalle"], datos["motivo"])
    return ANombreDe(constancia, datos.get("dirigencia") or None)


def dirigencias(contexto: Contexto, organizacion: UUID) -> Sequence[Dirigencia]:
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        return dirigencias_de(contexto, unidad, organizacion, None)


def abrir(gestion: int, organizacion: UUID) -> Boleta:
    """Lo que esa organización tiene delante; si no hay tal, `NoExiste`."""
    unidad = piezas().unidad_de_lectura(municipio_de_lectura())
    return papeletas.abrir(de_todos(gestion), unidad, organizacion)


def contar(gestion: int) -> Recuento:
    """Todas, contadas, sin pasar por ningún módulo."""
    unidad = piezas().unidad_de_lectura(municipio_de_lectura())
    return papeletas.contar(de_todos(gestion), unidad)


def de_todos(gestion: int) -> Contexto:
    """El de quien solo mira: nadie en particular."""
    return Contexto(municipio_de_lectura(), municipio_actual().nombre, "", gestion)


def direccion_de(gestion: int) -> str:
    return f"/{municipio_actual().slug}/papeletas?gestion={gestion}"
