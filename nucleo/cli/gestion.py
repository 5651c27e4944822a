"""`tinkuy gestion`: abrir una gestión y mirar o llevarse su calendario."""

from collections.abc import Sequence
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
    municipio,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import avisar, cuantas, decir, emitir_json, tabla
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado
from nucleo.dominio.eventos import GestionSinAbrir
from nucleo.servicios import calendarios, gestiones
from nucleo.servicios.calendarios import Calendario, Fecha
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.agendas import agenda_de
from nucleo.textos.mensajes import decir as en_palabras
from nucleo.textos.nombres import nombre


@click.group(cls=Grupo)
def gestion() -> None:
    """El año de un municipio: abrirlo, y el calendario de sus encuentros."""


@gestion.command()
@municipio
@anio_del_poa
@click.option("--limite", type=Dia(), metavar="DIA", help="Cuándo vence la entrega del POA.")
@click.option("--fuente", default="", metavar="TEXTO", help="Quién fija ese día: la directriz…")
@en_json
@con_piezas
def abrir(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    limite: date | None,
    fuente: str,
    *,
    en_json: bool,
) -> None:
    """Pone en fecha los encuentros de la gestión y avisa de lo que no llega.

    Desde ahí rigen las compuertas del ciclo. Si ya estaba abierta, agrega lo que el ciclo tenga de
    más. Por ejemplo: tinkuy gestion abrir villa-tunari 2028 --limite 2027-09-10
    """
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    nuevos = gestiones.abrir(contexto, piezas.unidad(ambito), limite, fuente)
    leido = calendario_de(piezas, municipio, gestion)
    if en_json:
        emitir_json(como_json(leido))
        return
    decir(
        f"{hallado.nombre}: gestión {gestion} abierta con "
        f"{cuantas(len(nuevos), 'encuentro', 'encuentros')}."
    )
    mostrar(leido, hallado.nombre)
    if limite and limite != leido.abierta.limite:
        avisar(
            f"La gestión ya estaba abierta: la entrega sigue el {leido.abierta.limite:%d/%m/%Y}."
        )


@gestion.command()
@municipio
@anio_del_poa
@click.option("--ics", type=Destino(), metavar="ARCHIVO", help="Lo escribe para una agenda.")
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@en_json
@con_piezas
def calendario(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    ics: Path | None,
    *,
    reemplazar: bool,
    en_json: bool,
) -> None:
    """Cuándo es cada encuentro, qué no llega y cuánto falta para entregar el POA."""
    leido = calendario_de(piezas, municipio, gestion)
    hallado, _, contexto = en_municipio(piezas, municipio, gestion)
    if ics is not None:
        if ics.exists() and not reemplazar:
            raise DestinoOcupado(str(ics))
        try:
            ics.write_bytes(
                agenda_de(hallado, leido.para_agenda, contexto.ahora(), piezas.plataforma.direccion)
            )
        except OSError as error:
            raise DestinoInaccesible(str(ics), error.strerror or "") from error
        decir(f"{cuantas(len(leido.fechas), 'encuentro', 'encuentros')} en {ics}.")
    elif en_json:
        emitir_json(como_json(leido))
    else:
        mostrar(leido, hallado.nombre)


def calendario_de(piezas: PiezasDeConsola, municipio: str, gestion: int) -> Calendario:
    """El de la gestión; `GestionSinAbrir` si todavía no tiene."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        leido = calendarios.calendario(contexto, unidad)
    if leido is None:
        raise GestionSinAbrir(gestion)
    return leido


def mostrar(leido: Calendario, municipio: str) -> None:
    tabla(
        ("Encuentro", "Día", "Hora", "Dónde", "Cómo va", "Entre", "Aviso"),
        [
            (
                f.evento.sigla,
                f"{f.evento.dia:%d/%m/%Y}",
                f.evento.hora,
                f.evento.lugar,
                nombre(f.evento.estado),
                entre(f),
                en_palabras(f.aviso) if f.aviso else "",
            )
            for f in leido.fechas
        ],
        f"{municipio}, gestión {leido.abierta.gestion}",
    )
    vence = f"{leido.abierta.limite:%d/%m/%Y}"
    if leido.dias < 0:
        avisar(f"La entrega del POA venció el {vence}, hace {cuantas(-leido.dias, 'día', 'días')}.")
    else:
        decir(f"Faltan {cuantas(leido.dias, 'día', 'días')} para entregar el POA ({vence}).")


def entre(fecha: Fecha) -> str:
    """Entre qué días puede hacerse; si no llega, su ventana."""
    if (plazo := fecha.plazo) is None:
        return ""
    desde, hasta = (plazo.pronto, plazo.tarde) if plazo.llega else (plazo.desde, plazo.hasta)
    return f"{desde:%d/%m} – {hasta:%d/%m}"


def como_json(leido: Calendario) -> dict[str, object]:
    """Forma estable: lo que otra herramienta puede leer."""
    return {
        "gestion": leido.abierta.gestion,
        "ciclo": leido.abierta.ciclo,
        "limite": leido.abierta.limite.isoformat(),
        "fuente": leido.abierta.fuente,
        "faltan_dias": leido.dias,
        "eventos": eventos_como_json(leido.fechas),
    }


def eventos_como_json(fechas: Sequence[Fecha]) -> list[dict[str, object]]:
    return [
        {
            "clave": f.evento.clave,
            "sigla": f.evento.sigla,
            "nombre": f.evento.nombre,
            "fecha": f.evento.dia.isoformat(),
            "hora": f.evento.hora,
            "lugar": f.evento.lugar,
            "estado": f.evento.estado.value,
            "pronto": f.plazo.pronto.isoformat() if f.plazo else None,
            "tarde": f.plazo.tarde.isoformat() if f.plazo else None,
            "aviso": en_palabras(f.aviso) if f.aviso else "",
        }
        for f in fechas
    ]
