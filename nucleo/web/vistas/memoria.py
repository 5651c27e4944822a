"""La memoria del municipio: lo que recibió y gastó, año por año, dibujado y con su fuente."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import (
    FUENTES,
    INGRESOS_Y_CUENTA,
    INVERSION,
    POR_FUNCION,
    Ejecucion,
    serie,
)
from nucleo.textos.ejecuciones import CONCEPTOS, bloque_de, concepto_de
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formato import redondo
from nucleo.web.graficos import Barra
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("memoria", __name__)


@dataclass(frozen=True, slots=True)
class Cuadro:
    """Un dibujo con su tabla: título, barras y la columna que nombra sus renglones."""

    clave: str
    titulo: str
    renglon: str
    barras: Sequence[Barra]
    montos: Sequence[tuple[str, Dinero]]


@plano.get("/<municipio>/memoria")
@publica
def memoria() -> str:
    """La inversión por año y, del año que se elija, de dónde vino y en qué se gastó."""
    todas = leer()
    anios = sorted({e.gestion for e in todas}, reverse=True)
    pedido = request.args.get("gestion", "")
    anio = next((a for a in anios if str(a) == pedido), anios[0] if anios else None)
    del_anio = [e for e in todas if e.gestion == anio]
    return pintar(
        "memoria.html",
        anios=anios,
        anio=anio,
        cuadros=cuadros(todas, del_anio) if anio else [],
        detalle=detalle(del_anio),
        fuentes=sorted({e.fuente for e in todas}),
        codigos=len(todas),
    )


@plano.get("/<municipio>/memoria.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Todo lo ejecutado que se guardó, renglón por renglón y con su fuente."""
    titulos = (
        gettext("Gestión"), gettext("Bloque"), gettext("Código"), gettext("Concepto"),
        gettext("Monto (Bs)"), gettext("Fuente"),
    )  # fmt: skip
    filas = [(e.gestion, e.bloque, e.codigo, e.concepto, e.monto.monto, e.fuente) for e in leer()]
    return descargar(Tabla(titulos, filas), formato, "memoria")


def leer() -> Sequence[Ejecucion]:
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        return unidad.ejecuciones.todas()


def cuadros(todas: Sequence[Ejecucion], del_anio: Sequence[Ejecucion]) -> list[Cuadro]:
    """La inversión de cada año, y los ingresos por fuente y el gasto por función del elegido."""
    por_anio = serie(todas, INGRESOS_Y_CUENTA, INVERSION)
    por_codigo = {e.codigo: e.monto for e in del_anio if e.bloque == INGRESOS_Y_CUENTA}
    entraron = {gettext(CONCEPTOS[f]): por_codigo[f] for f in FUENTES if f in por_codigo}
    gastado = {concepto_de(e): e.monto for e in del_anio if e.bloque == POR_FUNCION}
    return [
        _cuadro(
            "inversion",
            gettext("Lo que invirtió cada año"),
            gettext("Gestión"),
            {str(anio): monto for anio, monto in por_anio.items()},
        ),
        _cuadro("ingresos", gettext("De dónde vino el dinero"), gettext("Fuente"), entraron),
        _cuadro(
            "funciones",
            gettext("En qué se gastó"),
            gettext("Función"),
            dict(sorted(gastado.items(), key=lambda par: -par[1].centavos)),
        ),
    ]


def _cuadro(clave: str, titulo: str, renglon: str, montos: Mapping[str, Dinero]) -> Cuadro:
    barras = [Barra(r, float(m.monto), redondo(m)) for r, m in montos.items()]
    return Cuadro(clave, titulo, renglon, barras, [*montos.items()])


def detalle(del_anio: Sequence[Ejecucion]) -> Mapping[str, list[tuple[str, str, Dinero]]]:
    """Bloque → sus renglones: código, concepto y monto."""
    bloques: dict[str, list[tuple[str, str, Dinero]]] = {}
    for e in del_anio:
        bloques.setdefault(bloque_de(e.bloque), []).append((e.codigo, concepto_de(e), e.monto))
    return bloques
