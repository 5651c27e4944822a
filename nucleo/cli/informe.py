"""`tinkuy informe`: los informes de un encuentro y su hoja en papel."""

from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    con_piezas,
    en_json,
    en_municipio,
    municipio,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.encuentro import clave, escribir
from nucleo.cli.salida import emitir_json, tabla
from nucleo.dominio.ciclos import Ciclo
from nucleo.servicios import informes
from nucleo.servicios.informes import Debido
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def informe() -> None:
    """Los informes de un encuentro: quién debe cada uno y su hoja en papel."""


@informe.command()
@municipio
@anio_del_poa
@clave
@en_json
@con_piezas
def listar(
    piezas: PiezasDeConsola, municipio: str, gestion: int, clave: str, *, en_json: bool
) -> None:
    """Los que el encuentro pide, quién los debe y cuáles están. EVENTO es como cumbre-1."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        todos = informes.debidos(contexto, unidad, piezas.ganchos(ambito), clave)
        filas = [como_json(d) for d in todos]
    if en_json:
        emitir_json({"gestion": gestion, "evento": clave, "informes": filas})
        return
    tabla(
        ("Clave", "Quién lo debe", "Informe", "Cómo va", ">Versión"),
        [
            (
                d.renglon.clave,
                quien(contexto.ciclo, d.renglon.informa),
                d.renglon.texto,
                como_va(d),
                str(d.presentado.numero) if d.presentado else "",
            )
            for d in todos
        ],
        f"{hallado.nombre}, {clave}, gestión {gestion}",
    )


@informe.command()
@municipio
@anio_del_poa
@clave
@click.argument("cual", metavar="INFORME")
@click.argument("destino", metavar="ARCHIVO.pdf", type=Destino())
@click.option("--presentado", is_flag=True, help="El que se presentó, no la hoja en blanco.")
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def hoja(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    cual: str,
    destino: Path,
    *,
    presentado: bool,
    reemplazar: bool,
) -> None:
    """Escribe la hoja para llenar a mano, con lo que el sistema ya sabe.

    Por ejemplo: tinkuy informe hoja villa-tunari 2028 cumbre-1 fisico fisico.pdf
    """
    hallado, _, _ = en_municipio(piezas, municipio, gestion)
    pdf = piezas.informe(hallado, gestion, clave, cual, en_blanco=not presentado)
    escribir(destino, pdf, reemplazar)


def quien(ciclo: Ciclo, participante: str) -> str:
    suyo = ciclo.participantes.get(participante)
    return suyo.nombre if suyo else participante


def como_va(d: Debido) -> str:
    if d.presentado:
        return "presentado, se está rehaciendo" if d.borrador else "presentado"
    return "en borrador" if d.borrador else "falta"


def como_json(d: Debido) -> dict[str, object]:
    """Forma estable: lo que otra herramienta puede leer; sin personas."""
    suyo = d.presentado
    return {
        "clave": d.renglon.clave,
        "texto": d.renglon.texto,
        "informa": d.renglon.informa,
        "plugin": d.renglon.plugin or None,
        "estado": "presentado" if suyo else "borrador" if d.borrador else "falta",
        "version": suyo.numero if suyo else None,
        "a_nombre": suyo.a_nombre if suyo else None,
        "presentado_en": suyo.presentado_en.isoformat() if suyo and suyo.presentado_en else None,
        "resumen": suyo.resumen if suyo else None,
    }
