"""La página de un municipio: sus cifras, por dónde va y qué módulos usa."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, current_app

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.servicios import calendarios
from nucleo.servicios.atrasos import atraso_ahora
from nucleo.textos.hechos import relatar
from nucleo.textos.nombres import aporte_de, nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_elegida,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.formato import entero
from nucleo.web.graficos import Barra
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("municipios", __name__)
HECHOS_A_LA_VISTA = 8
DE_LA_CASA = frozenset({"esquema_de_ajustes", "tablas", "comandos"})  # no le dicen nada a la gente


@dataclass(frozen=True, slots=True)
class PluginActivo:
    """Un módulo encendido, lo que aporta en palabras llanas y su pantalla, si tiene."""

    nombre: str
    aportes: list[str]
    pantalla: str


@plano.get("/<municipio>")
@publica
def municipio() -> str:
    """Cifras de la gestión, pasos de la priorización, sectores, módulos, regiones y bitácora."""
    este = municipio_actual()
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        cifras = lectura.cifras(gestion) if gestion else None
        sectores = lectura.por_sector(gestion) if gestion else []
        proceso = lectura.proceso(gestion) if gestion else None
        hechos = [(relatar(h.que), h) for h in lectura.hechos(HECHOS_A_LA_VISTA)]
    contexto = piezas().contexto(municipio_de_lectura(), gestion or 0)
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        calendario = calendarios.calendario(contexto, unidad)
        atraso = atraso_ahora(contexto, unidad, calendario) if calendario else None
    nombres = nombres_de_sectores(municipio_de_lectura(), gestion or 0)
    filas = [(nombres.get(s.sector, s.sector), s) for s in sectores]
    filas.sort(key=lambda par: -par[1].demandas)
    return pintar(
        "municipio.html",
        gestiones=gestiones,
        gestion=gestion,
        cifras=cifras,
        sectores=filas,
        dibujo=[Barra(n, s.demandas, entero(s.demandas)) for n, s in filas],
        pasos=pasos_de(proceso),
        plugins=plugins_activos(),
        regiones=[r for r in piezas().regiones.values() if este.id in r.municipios],
        hechos=hechos,
        calendario=calendario,
        atraso=atraso,
        territorio=piezas().territorio,
    )


def pasos_de(proceso: Proceso | None) -> list[tuple[str, object]]:
    """Los cuatro pasos con su fecha, o `None` en los que faltan."""
    return [(nombre(p), proceso.cuando(p) if proceso else None) for p in Paso]


def plugins_activos() -> list[PluginActivo]:
    """Los módulos del municipio y qué aporta cada uno; si uno no responde, se dice."""
    ganchos = piezas().ganchos(municipio_de_lectura())
    implementados: Callable[[str], list[str]]
    implementados = getattr(ganchos, "implementados", lambda _plugin: [])
    visibles = piezas().plugins
    return [
        PluginActivo(
            gettext(visibles.get(p, p)),
            [aporte_de(g) for g in implementados(p) if g not in DE_LA_CASA],
            pantalla_de(p),
        )
        for p in ganchos.activos
    ]


def pantalla_de(plugin: str) -> str:
    """La dirección de la pantalla principal de un módulo en este municipio; vacía si no tiene."""
    ruta = f"/<municipio>/{plugin}/"
    tiene = any(r.rule == ruta for r in current_app.url_map.iter_rules())
    return ruta.replace("<municipio>", municipio_actual().slug) if tiene else ""
