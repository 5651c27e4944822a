"""`tinkuy region anclar`, `publicar`, `secretaria`, `desanclar`, `edc` y `agenda`: el encuentro."""

from datetime import date
from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    Dia,
    anio_del_poa,
    con_piezas,
    en_json,
    en_municipio,
    gestion,
    municipio,
    quien,
    region,
    region_de,
)
from nucleo.cli.castellano import Orden
from nucleo.cli.encuentro import SIN_DIRECCION, escribir
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.documentos.composicion import componer
from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.anclajes import EdcAnclado, Secretaria, SinAnclar
from nucleo.dominio.edc_de_region import EdcDeRegion
from nucleo.dominio.llano import en_llano
from nucleo.dominio.regiones import Region
from nucleo.servicios import anclajes
from nucleo.servicios.agendas_de_edc import agenda as agenda_del_edc
from nucleo.servicios.anclajes import Llamado
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.agendas_de_edc import hoja_de
from nucleo.textos.nombres import nombre

encuentro = click.option(
    "--encuentro", default="edc", show_default=True, metavar="EVENTO",
    help="La clave del encuentro regional en el ciclo.",
)  # fmt: skip


@click.command(cls=Orden)
@municipio
@region
@gestion
@click.option("--fecha", type=Dia(), required=True, metavar="DIA", help="Qué día es.")
@click.option("--hora", default="", metavar="HH:MM", help="A qué hora empieza.")
@click.option("--lugar", default="", metavar="TEXTO", help="Dónde.")
@click.option("--convocatoria", default="", metavar="TEXTO", help="Qué se dice a los demás.")
@encuentro
@con_piezas
def anclar(
    piezas: PiezasDeConsola,
    /,
    municipio: str,
    region: str,
    gestion: int,
    fecha: date,
    encuentro: str,
    **dicho: str,
) -> None:
    """El municipio hospeda el EDC de esa región; si ya lo hospedaba, corrige lo dicho."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    destino = region_de(piezas, region)
    hecho = anclajes.anclar(
        contexto,
        piezas.unidad(ambito),
        piezas.leer_region(EnRegion(destino.slug)),
        destino,
        encuentro,
        Llamado(fecha, **dicho),
        version_de(piezas, ambito, gestion, encuentro),
    )
    decir(f"{hallado.nombre} hospeda el EDC de {destino.nombre}, el {hecho.fecha:%d/%m/%Y}.")
    vigente = leer(piezas, destino).vigente
    if vigente and vigente.secretaria.municipio != hallado.id:
        avisar(f"La Secretaría Pro Tempore la tiene {vigente.secretaria.quien}.")


@click.command(cls=Orden)
@municipio
@gestion
@encuentro
@con_piezas
def publicar(piezas: PiezasDeConsola, municipio: str, gestion: int, encuentro: str) -> None:
    """Da a la región la agenda, los acuerdos y el resumen del acta, como están ahora."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    copia = anclajes.publicar(
        contexto,
        piezas.unidad(ambito),
        piezas.ganchos(ambito),
        encuentro,
        version_de(piezas, ambito, gestion, encuentro),
    ).leido
    decir(
        f"{hallado.nombre} tiene publicados {len(copia.contenido.agenda)} puntos y "
        f"{len(copia.contenido.acuerdos)} acuerdos del EDC de {copia.region}."
    )


@click.command(cls=Orden)
@municipio
@gestion
@click.option("--de", metavar="MUNICIPIO", help="El municipio de la región que la tiene.")
@click.option("--actor", metavar="TEXTO", help="O un cargo u organización; no una persona.")
@click.option("--desde", type=Dia(), required=True, metavar="DIA", help="Su primer día.")
@click.option("--hasta", type=Dia(), metavar="DIA", help="Su último día; sin él, hasta otra.")
@encuentro
@con_piezas
def secretaria(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    de: str | None,
    actor: str | None,
    desde: date,
    hasta: date | None,
    encuentro: str,
) -> None:
    """Anota a quién designó el EDC que el municipio hospeda para la Secretaría Pro Tempore."""
    if bool(de) == bool(actor):
        raise click.UsageError("Diga --de MUNICIPIO o --actor TEXTO: uno solo.")
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    destino = region_anclada(piezas, ambito, gestion, encuentro)
    suyo = piezas.territorio.municipio(de) if de else None
    dicha = Secretaria(
        suyo.nombre if suyo else (actor or ""),
        desde.isoformat(),
        hasta.isoformat() if hasta else "",
        suyo.id if suyo else 0,
    )
    version = version_de(piezas, ambito, gestion, encuentro)
    anclajes.designar(contexto, piezas.unidad(ambito), destino, encuentro, dicha, version)
    decir(f"La Secretaría Pro Tempore de {destino.nombre} la tiene {dicha.quien}.")


@click.command(cls=Orden)
@municipio
@gestion
@encuentro
@con_piezas
def desanclar(piezas: PiezasDeConsola, municipio: str, gestion: int, encuentro: str) -> None:
    """Retira de la región el EDC que el municipio hospedaba, y deja rastro."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    version = version_de(piezas, ambito, gestion, encuentro)
    hecho = anclajes.retirar(contexto, piezas.unidad(ambito), encuentro, version)
    decir(f"{hallado.nombre} ya no hospeda el EDC de {hecho.region}.")


@click.command(cls=Orden)
@region
@en_json
@con_piezas
def edc(piezas: PiezasDeConsola, region: str, *, en_json: bool) -> None:
    """Dónde es el próximo EDC, quién tiene la Secretaría y qué se acordó."""
    leido = leer(piezas, region_de(piezas, region))
    if en_json:
        emitir_json(como_json(piezas, leido))
        return
    proximo, vigente = leido.proximo, leido.vigente
    decir(f"Próximo EDC: {donde(piezas, proximo) if proximo else 'nadie lo hospeda todavía'}.")
    decir(f"Secretaría Pro Tempore: {vigente.secretaria.quien if vigente else 'nadie'}.")
    tabla(
        ("EDC", "Qué se acordó", "Responsable", "Hasta", "Cómo va"),
        [(a.gestion, a.que, a.responsable, a.fecha, nombre(a.estado)) for a in leido.acuerdos],
    )


@click.command(cls=Orden)
@region
@anio_del_poa
@click.argument("destino", metavar="ARCHIVO.pdf", type=Destino())
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def agenda(
    piezas: PiezasDeConsola, region: str, gestion: int, destino: Path, *, reemplazar: bool
) -> None:
    """Escribe la agenda del EDC: puntos, participantes, acuerdos anteriores y demanda.

    Por ejemplo: tinkuy region agenda uninominal-24 2027 agenda.pdf
    """
    mesa = region_de(piezas, region)
    ambito = EnRegion(mesa.slug)
    contexto, ganchos = piezas.contexto(ambito, gestion, quien()), piezas.ganchos(ambito)
    with piezas.leer_region(ambito) as lectura:
        leida = agenda_del_edc(contexto, lectura, ganchos, mesa, rotacion(piezas, mesa))
    raiz = piezas.plataforma.direccion
    if not raiz:
        avisar(SIN_DIRECCION)
    ruta = f"{raiz}/regiones/{mesa.slug}/agenda?gestion={gestion}" if raiz else ""
    nombres = {i: m.nombre for i, m in piezas.territorio.por_id.items()}
    escribir(destino, componer("agenda-edc", hoja_de(leida, nombres, ruta, "es")), reemplazar)


def leer(piezas: PiezasDeConsola, mesa: Region) -> EdcDeRegion:
    ambito = EnRegion(mesa.slug)
    hoy = hoy_de(piezas.contexto(ambito, 0))
    return anclajes.leer(piezas.leer_region(ambito), hoy, rotacion(piezas, mesa))


def rotacion(piezas: PiezasDeConsola, mesa: Region) -> list[int]:
    nombres = piezas.configuracion(EnRegion(mesa.slug)).rotacion
    return anclajes.rotacion_de(mesa, nombres, lambda n: piezas.territorio.municipio(n).id)


def version_de(piezas: PiezasDeConsola, ambito: EnMunicipio, gestion: int, encuentro: str) -> int:
    """La de la copia que hay ahora: en la consola se corrige lo último."""
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = anclajes.vigente_de(unidad, gestion, encuentro)
        return suyo.version if suyo else 0


def region_anclada(
    piezas: PiezasDeConsola, ambito: EnMunicipio, gestion: int, encuentro: str
) -> Region:
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = anclajes.vigente_de(unidad, gestion, encuentro)
    if suyo is None:
        raise SinAnclar(encuentro)
    return region_de(piezas, suyo.region)


def donde(piezas: PiezasDeConsola, e: EdcAnclado) -> str:
    anfitrion = piezas.territorio.por_id[e.origen_id].nombre
    partes = [f"{e.fecha:%d/%m/%Y}", e.hora, e.lugar, anfitrion, f"gestión {e.gestion}"]
    return ", ".join(p for p in partes if p)


def como_json(piezas: PiezasDeConsola, leido: EdcDeRegion) -> dict[str, object]:
    """La forma estable de `tinkuy region edc --json`."""
    por_id = piezas.territorio.por_id
    return {
        "anclados": [
            {
                "gestion": e.gestion,
                "municipio": por_id[e.origen_id].slug,
                "fecha": e.fecha.isoformat(),
                "hora": e.hora,
                "lugar": e.lugar,
                "hecho": e.contenido.hecho,
                "acta": e.contenido.acta,
                "secretaria": en_llano(e.secretaria),
            }
            for e in leido.anclados
        ],
        "secretaria": en_llano(leido.vigente.secretaria) if leido.vigente else None,
        "sigue": por_id[leido.sigue].slug if leido.sigue else "",
        "acuerdos": en_llano(leido.acuerdos),
    }
