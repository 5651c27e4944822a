"""`tinkuy evento`: los encuentros de una gestión, de a uno."""

from datetime import date

import click

from nucleo.cli.argumentos import Dia, anio_del_poa, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.encuentro import asistencia, clave, convocatoria
from nucleo.cli.gestion import calendario_de, eventos_como_json, mostrar
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.lectura import DatoIlegible, hora_de
from nucleo.servicios import calendarios, eventos, gestiones
from nucleo.servicios.compuertas import todas
from nucleo.servicios.eventos import ALCANZABLES
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_palabras
from nucleo.textos.nombres import nombre


@click.group(cls=Grupo)
def evento() -> None:
    """Los encuentros de una gestión: cuándo, dónde y por dónde va cada uno."""


evento.add_command(asistencia)
evento.add_command(convocatoria)


@evento.command()
@municipio
@anio_del_poa
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, municipio: str, gestion: int, *, en_json: bool) -> None:
    """Todos, en el orden del ciclo."""
    leido = calendario_de(piezas, municipio, gestion)
    if en_json:
        emitir_json({"gestion": gestion, "eventos": eventos_como_json(leido.fechas)})
        return
    hallado, _, _ = en_municipio(piezas, municipio, gestion)
    mostrar(leido, hallado.nombre)


@evento.command()
@municipio
@anio_del_poa
@clave
@click.option("--fecha", type=Dia(), required=True, metavar="DIA", help="Qué día es.")
@click.option("--hora", metavar="HH:MM", help="A qué hora empieza; sin decirla, la que tenía.")
@click.option("--lugar", metavar="TEXTO", help="Dónde; sin decirlo, el que tenía.")
@con_piezas
def programar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    fecha: date,
    hora: str | None,
    lugar: str | None,
) -> None:
    """Cambia el día, la hora o el lugar de un encuentro. EVENTO es como cumbre-2."""
    if hora is not None:
        try:
            hora = hora_de(hora)
        except DatoIlegible as error:
            raise click.BadParameter(en_palabras(error.motivo), param_hint="'--hora'") from error
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = calendarios.evento_de(unidad, gestion, clave)
    gestiones.programar(
        contexto,
        piezas.unidad(ambito),
        clave,
        suyo.version,
        fecha,
        suyo.hora if hora is None else hora,
        suyo.lugar if lugar is None else lugar.strip(),
    )
    decir(f"{suyo.sigla}: {fecha:%d/%m/%Y}.")


@evento.command()
@municipio
@anio_del_poa
@clave
@click.argument("estado", metavar="ESTADO", type=click.Choice([e.value for e in ALCANZABLES]))
@click.option("--dia", type=Dia(), metavar="DIA", help="Qué día se hizo; sin decirlo, hoy.")
@click.option("--saltar", default="", metavar="MOTIVO", help="Pasa por alto lo que falte.")
@con_piezas
def avanzar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    estado: str,
    dia: date | None,
    saltar: str,
) -> None:
    """Lleva un encuentro a otro estado, si el ciclo lo deja.

    Por ejemplo: tinkuy evento avanzar villa-tunari 2028 eda-1 realizado --dia 15/2/2027
    """
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = calendarios.evento_de(unidad, gestion, clave)
    hecho = eventos.avanzar(
        contexto,
        piezas.unidad(ambito),
        clave,
        suyo.version,
        EstadoDeEvento(estado),
        saltar=saltar.strip(),
        dia=dia,
    )
    decir(f"{hecho.sigla}: {nombre(hecho.estado)}.")


@evento.command()
@municipio
@anio_del_poa
@clave
@en_json
@con_piezas
def compuertas(
    piezas: PiezasDeConsola, municipio: str, gestion: int, clave: str, *, en_json: bool
) -> None:
    """Qué pide el ciclo para cada paso de un encuentro, y si ya está."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = calendarios.evento_de(unidad, gestion, clave)
        miradas = todas(contexto, unidad, suyo)
    saltos = {s["compuerta"]: s["motivo"] for s in suyo.saltos}
    filas = [
        {
            "clave": r.compuerta.clave,
            "para": r.compuerta.para,
            "exige": r.compuerta.texto,
            "cumple": r.falta is None,
            "falta": en_palabras(r.falta) if r.falta else "",
            "saltada": saltos.get(r.compuerta.clave, ""),
        }
        for r in miradas
    ]
    if en_json:
        emitir_json({"gestion": gestion, "evento": clave, "compuertas": filas})
        return
    tabla(
        ("Para", "Qué pide", "¿Está?", "Qué falta", "Se pasó por alto"),
        [
            (f["para"], f["exige"], "sí" if f["cumple"] else "no", f["falta"], f["saltada"])
            for f in filas
        ],
        f"{suyo.sigla}, gestión {gestion}",
    )
