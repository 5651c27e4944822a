"""Llevar demandas publicadas a una región, y retirarlas de su mesa."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NadaQueEntregar, NoExiste, PasoPendiente
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.dominio.regiones import Region
from nucleo.servicios import entregas, evaluaciones
from nucleo.servicios.entregas import Mesa, Publicada
from nucleo.textos import evaluaciones as textos
from nucleo.textos.errores import frase
from nucleo.textos.nombres import de_region
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.formato import dinero
from nucleo.web.formularios import Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de

plano = Blueprint("entregas", __name__)
Pagina = tuple[str, int] | Response
TODAS, SIN_LUGAR, ELEGIDAS, PROPUESTAS = "todas", "sin_lugar", "elegidas", "propuestas"


class EsquemaDeEleccion(Schema):
    """Cuáles demandas; solo cuenta si se pidió elegir."""

    codigos = fields.List(fields.String(), metadata={"etiqueta": N_("Demandas")})


@plano.get("/<municipio>/entregas")
@permite(Accion.ENTREGAR)
def lista() -> str:
    """Las regiones del municipio y qué tiene entregado en cada una."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
    gestion = gestion_de_trabajo(gestiones)
    suyas = [r for r in piezas().regiones.values() if municipio_actual().id in r.municipios]
    return pintar(
        "entregas.html",
        gestion=gestion,
        gestiones=gestiones,
        mesas=mesas(gestion, *suyas),
    )


@plano.route("/<municipio>/entregas/<destino>", methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def entregar(destino: str) -> Pagina:
    """Entregar toda la matriz, solo lo que no entra al POA, o las demandas que se marquen."""
    gestion, region = gestion_de_trabajo(), region_de(destino)
    [mesa] = mesas(gestion, region)
    formulario = Formulario(EsquemaDeEleccion(), opciones={"codigos": opciones_de(mesa)})
    propuestas = propuestas_de(gestion, mesa)
    pedidas = [p.codigo for p, _ in propuestas]
    if recibido(formulario) and (codigos := elegidas(formulario, pedidas)) is not None:
        return hacer_entrega(gestion, region, codigos)
    pagina = pintar(
        "entregar.html", gestion=gestion, mesa=mesa, formulario=formulario, propuestas=propuestas
    )
    return pagina, estado_de(formulario)


def propuestas_de(gestion: int, mesa: Mesa) -> list[tuple[Publicada, str]]:
    """Lo que la evaluación propone llevar y todavía no se entregó, con su razón."""
    ambito = municipio_de_lectura()
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    dichas = evaluaciones.propuestas(contexto, piezas().unidad_de_lectura(ambito))
    suyas = [p for p in mesa.por_entregar if p.codigo in dichas]
    return [(p, gettext(textos.PROPUESTAS[dichas[p.codigo]])) for p in suyas]


def hacer_entrega(gestion: int, region: Region, codigos: list[str]) -> Response:
    """Entrega y vuelve diciendo cuántas fueron; lo que ya estaba no se repite."""
    ambito = municipio_de_lectura()
    try:
        hecho = entregas.entregar(
            contexto_de(Accion.ENTREGAR, ambito, gestion),
            piezas().unidad(ambito),
            region,
            codigos=codigos,
            solo_fuera_del_poa=request.form.get("accion") == SIN_LUGAR,
        )
    except (NadaQueEntregar, PasoPendiente) as error:
        flash(frase(error), "aviso")
        return a_la_mesa(gestion, region)
    if hecho.entregadas:
        flash(
            ngettext(
                "Se entregó %(num)s demanda a %(region)s.",
                "Se entregaron %(num)s demandas a %(region)s.",
                len(hecho.entregadas),
                region=de_region(region),
            )
        )
    if hecho.ya_estaban:
        flash(
            ngettext(
                "%(num)s demanda ya estaba entregada: no se repitió.",
                "%(num)s demandas ya estaban entregadas: no se repitieron.",
                len(hecho.ya_estaban),
            ),
            "aviso",
        )
    return a_la_mesa(gestion, region)


@plano.route("/<municipio>/entregas/<destino>/retirar", methods=["GET", "POST"])
@permite(Accion.ENTREGAR)
def retirar(destino: str) -> Pagina:
    """Qué deja de verse, y retirar todo o las demandas que se marquen."""
    gestion, region = gestion_de_trabajo(), region_de(destino)
    [mesa] = mesas(gestion, region)
    if request.method != "POST" and not mesa.vigentes:
        flash(gettext("No hay nada entregado a esa región en esta gestión."), "aviso")
        return a_la_mesa(gestion, region)
    # se valida contra la matriz entera: repetir el envío de lo ya retirado no es un error
    formulario = Formulario(EsquemaDeEleccion(), opciones={"codigos": opciones_de(mesa)})
    if recibido(formulario) and (codigos := elegidas(formulario)) is not None:
        quedan = [c for c in codigos if c in mesa.vigentes] if codigos else list(mesa.vigentes)
        return hacer_retiro(gestion, region, quedan)
    formulario.opciones = {"codigos": [(p.codigo, renglon(p)) for p in entregadas_de(mesa)]}
    return pintar("retirar.html", gestion=gestion, mesa=mesa, formulario=formulario), estado_de(
        formulario
    )


def hacer_retiro(gestion: int, region: Region, codigos: list[str]) -> Response:
    ambito, retiradas = municipio_de_lectura(), 0
    if codigos:
        contexto = contexto_de(Accion.ENTREGAR, ambito, gestion)
        try:
            unidad = piezas().unidad(ambito)
            retiradas = len(entregas.retirar(contexto, unidad, region, codigos=codigos))
        except (NadaQueEntregar, NoExiste):
            retiradas = 0  # otra persona las retiró mientras tanto
    if retiradas:
        flash(
            ngettext(
                "Se retiró %(num)s demanda de %(region)s.",
                "Se retiraron %(num)s demandas de %(region)s.",
                retiradas,
                region=de_region(region),
            )
        )
    else:
        flash(gettext("Ya estaban retiradas: no cambió nada."), "aviso")
    return a_la_mesa(gestion, region)


def elegidas(formulario: Formulario, propuestas: Sequence[str] = ()) -> list[str] | None:
    """Los códigos marcados; ninguno quiere decir todos. `None` si falta decir cuáles."""
    accion = request.form.get("accion")
    if accion == PROPUESTAS and propuestas:
        return [*propuestas]
    if accion in {TODAS, SIN_LUGAR}:
        return []
    codigos: list[str] = formulario.datos.get("codigos", [])
    if accion != ELEGIDAS or not codigos:
        formulario.fallar("codigos", Mensaje(N_("Marque al menos una.")))
        return None
    return codigos


def opciones_de(mesa: Mesa) -> list[tuple[str, str]]:
    """Código → renglón para elegir, con su estado en la mesa."""
    marca = f" · {gettext('ya entregada')}"
    return [
        (p.codigo, renglon(p) + (marca if p.codigo in mesa.vigentes else ""))
        for p in mesa.publicadas
    ]


def entregadas_de(mesa: Mesa) -> list[Publicada]:
    return [p for p in mesa.publicadas if p.codigo in mesa.vigentes]


def renglon(p: Publicada) -> str:
    return f"{p.puesto}. {p.titulo} · {p.organizacion} · {dinero(p.costo)}"


def mesas(gestion: int, *regiones: Region) -> list[Mesa]:
    ambito = municipio_de_lectura()
    contexto = Contexto(ambito, municipio_actual().nombre, "", gestion)
    return entregas.mesas(contexto, piezas().unidad_de_lectura(ambito), regiones)


def region_de(destino: str) -> Region:
    """La región del nombre corto, si el municipio la integra; para los demás no existe."""
    regiones: Mapping[str, Region] = piezas().regiones
    region = regiones.get(destino)
    if region is None or municipio_actual().id not in region.municipios:
        raise NoExiste("región", destino)
    return region


def a_la_mesa(gestion: int, region: Region) -> Response:
    return a(f"/{municipio_actual().slug}/entregas/{region.slug}?gestion={gestion}")
