"""`tinkuy evento`: los encuentros de una gestión, de a uno."""

from datetime import date

import click

from nucleo.cli.argumentos import Dia, anio_del_poa, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.documento import documento
from nucleo.cli.encuentro import asistencia, clave, convocatoria
from nucleo.cli.gestion import calendario_de, eventos_como_json, mostrar
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.lectura import DatoIlegible, hora_de
from nucleo.dominio.reclamos import Reclamo
from nucleo.servicios import acuerdos, calendarios, eventos, gestiones, reclamos
from nucleo.servicios.compuertas import todas
from nucleo.servicios.eventos import ALCANZABLES
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.reclamos import Filtro
from nucleo.textos.mensajes import decir as en_palabras
from nucleo.textos.nombres import nombre


@click.group(cls=Grupo)
def evento() -> None:
    """Los encuentros de una gestión: cuándo, dónde y por dónde va cada uno."""


evento.add_command(asistencia)
evento.add_command(convocatoria)
evento.add_command(documento)


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


@evento.command("acuerdos")
@municipio
@anio_del_poa
@clave
@en_json
@con_piezas
def ver_acuerdos(
    piezas: PiezasDeConsola, municipio: str, gestion: int, clave: str, *, en_json: bool
) -> None:
    """A qué se comprometió un encuentro, quién responde y si se cumplió."""
    _, ambito, _ = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        suyo = calendarios.evento_de(unidad, gestion, clave)
        acordados = acuerdos.del_encuentro(unidad, gestion, clave)
    if en_json:
        filas = [acuerdo_como_json(a) for a in acordados]
        emitir_json({"gestion": gestion, "evento": clave, "acuerdos": filas})
        return
    tabla(
        ("Qué", "Quién responde", "Hasta", "Cómo va", "Qué se dijo"),
        [(a.que, a.responsable, dia(a.fecha), nombre(a.estado), a.nota) for a in acordados],
        f"{suyo.sigla}, gestión {gestion}",
    )


@evento.command("reclamos")
@municipio
@anio_del_poa
@en_json
@con_piezas
def ver_reclamos(piezas: PiezasDeConsola, municipio: str, gestion: int, *, en_json: bool) -> None:
    """Los reclamos sobre obras y servicios de la gestión y los de antes; sin personas."""
    hallado, ambito, _ = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        todos = reclamos.listar(unidad, gestion, Filtro())
        organizaciones = reclamos.organizaciones_de(unidad)
    quien = {r.id: organizaciones.get(r.organizacion_id or r.id, "") for r in todos}
    if en_json:
        filas = [reclamo_como_json(r, quien[r.id]) for r in todos]
        emitir_json({"gestion": gestion, "reclamos": filas})
        return
    tabla(
        ("Encuentro", "Quién", "Obra o servicio", "Qué reclama", "Estado", "Responde", "Hasta"),
        [
            (f"{r.evento or 'seguimiento'} {r.gestion}", quien[r.id] or sin_nombre(r), r.asunto,
             r.texto, nombre(r.estado), r.responsable, dia(r.plazo))
            for r in todos
        ],
        f"{hallado.nombre}, hasta la gestión {gestion}",
    )  # fmt: skip


def sin_nombre(r: Reclamo) -> str:
    """A quién se atribuye el que no es de una organización: nunca a una persona con su nombre."""
    return "Una persona" if r.evento else "El control social"


def acuerdo_como_json(a: Acuerdo) -> dict[str, object]:
    """Forma estable: lo que otra herramienta puede leer."""
    return {
        "id": str(a.id),
        "que": a.que,
        "responsable": a.responsable,
        "fecha": a.fecha.isoformat() if a.fecha else None,
        "punto": a.punto,
        "estado": a.estado.value,
        "nota": a.nota,
        "visto_el": a.visto_el.isoformat() if a.visto_el else None,
    }


def reclamo_como_json(r: Reclamo, organizacion: str) -> dict[str, object]:
    """Forma estable; `organizacion` vacía es que lo dijo una persona, y no se dice quién.

    Con `evento` vacío lo levantó el control social de su seguimiento.
    """
    return {
        "id": str(r.id),
        "gestion": r.gestion,
        "evento": r.evento,
        "organizacion": organizacion,
        "sobre": r.sobre.value,
        "asunto": r.asunto,
        "texto": r.texto,
        "estado": r.estado.value,
        "respuesta": r.respuesta,
        "responsable": r.responsable,
        "plazo": r.plazo.isoformat() if r.plazo else None,
        "cierre": r.cierre,
    }


def dia(valor: date | None) -> str:
    return f"{valor:%d/%m/%Y}" if valor else ""
