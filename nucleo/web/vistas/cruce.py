"""Qué demanda priorizada puede atender qué oferta, qué se acordó y qué queda sin nadie."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from nucleo.dominio.ofertas import Cruce, Cruzada, Grupo
from nucleo.servicios import ofertas
from nucleo.servicios.lecturas import POR_PAGINA
from nucleo.textos import ofertas as textos
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_de_lectura, nombres_de_sectores
from nucleo.web.descargas import Celda, Tabla, descargar
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.ofertas import contexto_para_leer, gestiones_pedidas, lectura

plano = Blueprint("cruce", __name__)


@plano.get("/<municipio>/ofertas/cruce")
@publica
def cruce() -> str:
    """Las demandas por grupo y las ofertas a las que ninguna les sirve."""
    gestiones, gestion = gestiones_pedidas()
    hecho = ofertas.cruzar(contexto_para_leer(gestion), lectura())
    pagina = paginar(elegidas(hecho), POR_PAGINA)
    return pintar(
        "cruce.html",
        gestiones=gestiones,
        gestion=gestion,
        cruce=hecho,
        pagina=pagina,
        grupos={g: [c for c in pagina.filas if c.grupo is g] for g in Grupo},
        ver=pedido(),
        casos=nombres(Grupo),
        cuentas=textos.GRUPOS,
        titulos=textos.TITULOS,
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
    )


@plano.get("/<municipio>/ofertas/cruce.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Lo mismo, una fila por demanda, para que las sumas cierren."""
    _, gestion = gestiones_pedidas()
    hecho = ofertas.cruzar(contexto_para_leer(gestion), lectura())
    sectores = nombres_de_sectores(municipio_de_lectura(), gestion)
    titulos = (
        gettext("Puesto"), gettext("Código"), gettext("Demanda"), gettext("Organización"),
        gettext("Sector"), gettext("A quién le toca"), gettext("Cómo queda"),
        gettext("Entra al POA"), gettext("Costo (Bs)"), gettext("Comprometido (Bs)"),
        gettext("Falta (Bs)"), gettext("Quién puso"), gettext("Quién puede poner"),
        gettext("Simulada"),
    )  # fmt: skip
    filas = [_fila(c, sectores.get(c.demanda.sector, c.demanda.sector)) for c in elegidas(hecho)]
    return descargar(Tabla(titulos, filas), formato, f"cruce-{gestion}")


def elegidas(hecho: Cruce) -> list[Cruzada]:
    """Grupo por grupo y, en cada uno, por su puesto; solo el grupo que la dirección pide."""
    ver = pedido()
    return [c for g, suyas in hecho.grupos.items() if ver in {"", g.value} for c in suyas]


def pedido() -> str:
    """El grupo de la dirección; lo que no es un grupo no filtra."""
    ver = request.args.get("ver", "")
    return ver if ver in {g.value for g in Grupo} else ""


def _fila(c: Cruzada, sector: str) -> Sequence[Celda]:
    d, si, no = c.demanda, gettext("sí"), gettext("no")
    puso = [f"{a.oferta.oferente}: {a.compromiso.monto.legible()}" for a in c.acuerdos]
    puede = [f"{k.oferta.oferente}: {k.monto.legible()}" for k in c.calces]
    return (
        d.puesto, d.codigo, d.titulo, d.organizacion, sector, nombre(d.competencia),
        nombre(c.grupo), si if d.entra else no, d.costo.monto, c.comprometido.monto,
        c.falta.monto, "; ".join(puso), "; ".join(puede), si if d.simulada else no,
    )  # fmt: skip
