"""`tinkuy techo`: cuánto hay para gastar en una gestión, por fuente-organismo."""

import click

from nucleo.cli.argumentos import (
    con_piezas,
    en_json,
    en_municipio,
    gestion,
    municipio,
    publicada,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import MontoInvalido
from nucleo.dominio.lectura import DatoIlegible, dinero_no_negativo
from nucleo.dominio.versiones_de_techo import VersionDeTecho
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.techos import fijar as fijar_techo
from nucleo.servicios.techos import fuente_organismo
from nucleo.servicios.techos import importar as importar_techos
from nucleo.servicios.versiones_de_techo import mirar
from nucleo.textos.nombres import nombre


@click.group(cls=Grupo)
def techo() -> None:
    """El techo presupuestario del POA."""


@techo.command()
@municipio
@gestion
@click.argument("montos", metavar="FUENTE-ORGANISMO=MONTO…", nargs=-1, required=True)
@con_piezas
def fijar(piezas: PiezasDeConsola, municipio: str, gestion: int, montos: tuple[str, ...]) -> None:
    """Fija el techo entero de la gestión, en el orden en que se gastará.

    Por ejemplo: tinkuy techo fijar villa-tunari --gestion 2027 41-113=12000000 41-119=3500000.50
    """
    techos: dict[str, Dinero] = {}
    for clave, monto in map(leer_monto, montos):
        if clave in techos:
            raise click.UsageError(f"La fuente {clave} está dos veces.")
        techos[clave] = monto
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    fijar_techo(contexto, piezas.unidad(ambito), techos)
    for clave in sorted(techos.keys() - piezas.fuentes.keys()):
        avisar(f"{clave} no está entre las fuentes usuales del clasificador: revise si es la suya.")
    if publicada(piezas, ambito, gestion):
        avisar(f"La priorización {gestion} ya se publicó: este techo no la cambia.")
    decir(f"Techo {gestion}: {sum(techos.values(), CERO).legible()}.")


def leer_monto(texto: str) -> tuple[str, Dinero]:
    """`41-113=1500.50` → fuente-organismo y monto, escrito como en una planilla.

    `1.500` son mil quinientos aquí y allá: un mismo texto no vale dos montos.
    """
    escrita, _, monto = texto.partition("=")
    try:
        clave = fuente_organismo(escrita)
    except DatoIlegible as error:
        raise click.UsageError(f"«{texto}»: {error.motivo}=MONTO.") from error
    try:
        return clave, dinero_no_negativo(monto)
    except DatoIlegible as error:
        raise MontoInvalido(clave, monto) from error


@techo.command()
@pide_planilla(con_gestion=True)
def importar(pedido: Pedido) -> None:
    """Importa el techo de una planilla con fuente, organismo y monto."""
    pedido.cumplir(importar_techos)


@techo.command()
@municipio
@gestion
@en_json
@con_piezas
def versiones(piezas: PiezasDeConsola, municipio: str, gestion: int, *, en_json: bool) -> None:
    """Las versiones del techo de la gestión: bruto, gastos obligatorios y distribuible."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    mirada = mirar(contexto, piezas.unidad_de_lectura(ambito))
    if en_json:
        emitir_json(
            {
                "municipio": hallado.slug,
                "gestion": gestion,
                "versiones": [_llana(v) for v in mirada.versiones],
            }
        )
        return
    tabla(
        (">Versión", "Estado", ">Bruto", ">Obligatorios", ">Distribuible", "Resumen"),
        [
            (
                v.numero,
                nombre(v.estado),
                v.cuentas.bruto.legible(),
                v.cuentas.obligatorio.legible(),
                v.cuentas.distribuible.legible(),
                v.resumen[:12],
            )
            for v in mirada.versiones
        ],
        f"{hallado.nombre}, techo {gestion}",
    )


def _llana(v: VersionDeTecho) -> dict[str, object]:
    """La forma estable de una versión en JSON: dinero como cadena."""
    return {
        "numero": v.numero,
        "estado": v.estado.value,
        "sale_de": v.sale_de,
        "motivo": v.motivo,
        "resumen": v.resumen,
        "brutos": list(v.renglones),
        "obligatorios": list(v.descuentos),
        "distribuible": str(v.cuentas.distribuible),
    }
