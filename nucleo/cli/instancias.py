"""`tinkuy priorizacion calcular`: una regla sobre un archivo Pabulib, sin municipio ni base."""

from pathlib import Path

import click

from nucleo.cli.argumentos import archivo, con_piezas, en_json
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.dominio.instancias import Instancia
from nucleo.planillas.pabulib import MAYOR, leer_pabulib
from nucleo.servicios.instancias import Calculada
from nucleo.servicios.instancias import calcular as calcular_instancia
from nucleo.servicios.piezas import PiezasDeConsola


@click.command(cls=Orden)
@archivo
@click.option("--regla", required=True, metavar="REGLA", help="Por ejemplo partes_iguales.")
@click.option(
    "--ajuste", "ajustes", multiple=True, metavar="CLAVE=VALOR",
    help="Un ajuste de la regla, por ejemplo completado=ninguno. Se puede repetir.",
)  # fmt: skip
@en_json
@con_piezas
def calcular(
    piezas: PiezasDeConsola, archivo: Path, regla: str, ajustes: tuple[str, ...], *, en_json: bool
) -> None:
    """Dice qué elegiría una regla en un presupuesto participativo suelto (.pb), sin la base."""
    with archivo.open("rb") as abierto:
        instancia = leer_pabulib(archivo.name, abierto.read(MAYOR + 1))
    escritos = dict(leer_ajuste(a) for a in ajustes)
    hecha = calcular_instancia(instancia, piezas.ajustables, list(piezas.plugins), regla, escritos)
    if en_json:
        emitir_json(como_json(hecha))
    else:
        mostrar(hecha, instancia, archivo.name)


def leer_ajuste(texto: str) -> tuple[str, str]:
    clave, igual, valor = texto.partition("=")
    if not igual:
        raise click.UsageError(f"«{texto}»: se espera CLAVE=VALOR.")
    return clave.strip(), valor.strip()


def como_json(hecha: Calculada) -> dict[str, object]:
    """La forma estable: dinero como cadena, elegidos en el orden de la lista."""
    return {
        "regla": hecha.regla,
        "presupuesto": str(hecha.presupuesto),
        "elegidos": list(hecha.elegidos),
        "costo": str(hecha.costo),
    }


def mostrar(hecha: Calculada, instancia: Instancia, nombre: str) -> None:
    votos, proyectos = instancia.votos, {p.clave: p for p in instancia.proyectos}
    tabla(
        ("Proyecto", "Nombre", ">Votos", ">Costo"),
        [
            (clave, proyectos[clave].nombre, votos[clave], proyectos[clave].costo.legible())
            for clave in hecha.elegidos
        ],
        f"{nombre}, con {hecha.regla}",
    )
    decir(f"Presupuesto {hecha.presupuesto.legible()}, usado {hecha.costo.legible()}.")
