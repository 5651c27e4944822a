"""Las regiones y la mesa del EDC: lo que los municipios entregaron, sumado y por destinatario."""

from flask import Blueprint, request

from nucleo.dominio.anclajes import EdcAnclado
from nucleo.dominio.edc import Consolidado, Destinatario, sumar
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.nombres import plegar
from nucleo.dominio.regiones import TipoDeRegion
from nucleo.servicios.edc import consolidar, destinatarios
from nucleo.servicios.lecturas import LecturaRegional
from nucleo.textos.anclajes import llamado
from nucleo.textos.nombres import de_region, nombres
from nucleo.web.ambito import (
    gestion_elegida,
    hospedados,
    nombres_de_sectores,
    piezas,
    region_actual,
    region_de_lectura,
)
from nucleo.web.edc_anclado import leer_edc
from nucleo.web.formato import entero, fecha
from nucleo.web.graficos import Barra
from nucleo.web.idiomas import traducir
from nucleo.web.paginas import comprobar, pagina_pedida, paginar, pintar
from nucleo.web.permisos import publica

plano = Blueprint("regiones", __name__)
POR_PAGINA = 50


@plano.get("/regiones")
@publica
def lista() -> str:
    """Todas las regiones, con filtro por tipo y por nombre."""
    tipo = request.args.get("tipo", "")
    texto = request.args.get("texto", "").strip()
    halladas = [
        r
        for r in piezas().regiones.values()
        if tipo in {"", r.tipo.value} and plegar(texto) in plegar(r.nombre)
    ]
    usan = {m.id for m in hospedados()}
    halladas.sort(key=lambda r: -len(usan & r.municipios.keys()))
    return pintar(
        "regiones.html",
        pagina=paginar(halladas, POR_PAGINA),
        tipos=nombres(TipoDeRegion, traducir),
        tipo=tipo,
        texto=texto,
        usan=usan,
    )


@plano.get("/regiones/<region>")
@publica
def region() -> str:
    """Qué municipios la forman, qué autoridades tiene y qué se entregó."""
    esta = region_actual()
    territorio = piezas().territorio
    with piezas().leer_region(region_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
    edc = leer_edc(esta)
    por_id = territorio.por_id
    return pintar(
        "region.html",
        edc=edc,
        por_id=por_id,
        convocatoria=convocatoria_de(edc.proximo),
        gestiones=gestiones,
        municipios=[(territorio.por_id[m], parte) for m, parte in esta.municipios.items()],
        usan={m.id for m in hospedados()},
    )


def convocatoria_de(proximo: EdcAnclado | None) -> str:
    """Las palabras comunes para todos los municipios, o nada si no hay a qué convocar."""
    if proximo is None:
        return ""
    anfitrion = piezas().territorio.por_id[proximo.origen_id].nombre
    return llamado(anfitrion, de_region(region_actual()), fecha(proximo.fecha), proximo)


@plano.get("/regiones/<region>/edc")
@publica
def edc() -> str:
    """El consolidado de una gestión: total, sectores, municipios, destinatarios y cuadros."""
    with piezas().leer_region(region_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        consolidado = _consolidado(lectura, gestion) if gestion else None
    sectores = nombres_de_sectores(region_de_lectura(), gestion or 0)
    filas = (
        [(sectores.get(s, s), suma) for s, suma in consolidado.sectores.items()]
        if consolidado
        else []
    )
    filas.sort(key=lambda par: -par[1].demandas)
    por_id = piezas().territorio.por_id
    return pintar(
        "edc.html",
        gestiones=gestiones,
        gestion=gestion,
        consolidado=consolidado,
        sectores=filas,
        municipios=[(por_id[m], s) for m, s in consolidado.municipios.items()]
        if consolidado
        else [],
        usan={m.id for m in hospedados()},
        dibujo=[Barra(n, s.demandas, entero(s.demandas)) for n, s in filas],
    )


def _consolidado(lectura: LecturaRegional, gestion: int) -> Consolidado:
    ambito = region_de_lectura()
    contexto = piezas().contexto(ambito, gestion)
    return consolidar(contexto, lectura, piezas().ganchos(ambito), region_actual())


@plano.get("/regiones/<region>/edc/<destinatario>")
@publica
def para(destinatario: str) -> str:
    """Lo que se lleva a una autoridad: el total y sus demandas, por municipio y puesto."""
    with piezas().leer_region(region_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_elegida(gestiones)
        quien = _destinatario(destinatario, gestion or 0)
        pagina = comprobar(
            lectura.entregas(
                gestion or 0, quien.competencias, quien.municipios, pagina_pedida(), POR_PAGINA
            )
        )
        suma = sumar(g for g in lectura.grupos(gestion or 0) if quien.recibe(g))
    return pintar(
        "destinatario.html",
        gestiones=gestiones,
        gestion=gestion,
        destinatario=quien,
        suma=suma,
        pagina=pagina,
        por_id=piezas().territorio.por_id,
        sectores=nombres_de_sectores(region_de_lectura(), gestion or 0),
    )


def _destinatario(clave: str, gestion: int) -> Destinatario:
    ambito, esta = region_de_lectura(), region_actual()
    contexto = piezas().contexto(ambito, gestion)
    todos = destinatarios(contexto, piezas().ganchos(ambito), esta)
    for d in todos:
        if d.clave == clave:
            return d
    raise NoExiste("destinatario", clave, [d.clave for d in todos])
