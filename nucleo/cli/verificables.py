"""`tinkuy priorizacion exportar` y `verificar`: una lista que cualquiera vuelve a hacer."""

import json
from pathlib import Path
from typing import Final

import click

from nucleo.cli.argumentos import Destino, archivo, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.planillas.pabulib import escribir_pabulib
from nucleo.servicios import verificables as servicio
from nucleo.servicios.instancias import de_municipio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_palabras

NO_COINCIDE: Final = 3
NO_SE_SABE: Final = 4
ESTADOS = {True: "sí", False: "NO", None: "no se sabe"}


@click.command(cls=Orden)
@municipio
@click.argument("gestion", metavar="N", type=click.IntRange(2000, 2100))
@click.argument("destino", metavar="ARCHIVO.json|ARCHIVO.pb", type=Destino())
@con_piezas
def exportar(piezas: PiezasDeConsola, municipio: str, gestion: int, destino: Path) -> None:
    """Escribe la última corrida con todo lo que la decide, para que cualquiera la vuelva a hacer.

    En `.pb` va en el formato Pabulib, con un renglón por habitante. No lleva datos de personas.
    """
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    if destino.suffix.lower() == ".pb":
        instancia = de_municipio(contexto, piezas.unidad_de_lectura(ambito))
        destino.write_text(escribir_pabulib(instancia, instancia.meta), encoding="utf-8")
        decir(f"Escrito {destino}: {len(instancia.proyectos)} proyectos.")
        avisar(
            f"Para calcularlo: tinkuy priorizacion calcular {destino.name} --regla partes_iguales"
        )
        return
    datos = servicio.exportar(contexto, piezas.unidad_de_lectura(ambito))
    destino.write_text(en_texto(datos), encoding="utf-8")
    decir(f"Escrito {destino}. Resumen {datos['resumen']}")
    avisar(f"Para comprobarlo, sin la base: tinkuy priorizacion verificar {destino.name}")


def en_texto(datos: object) -> str:
    return json.dumps(datos, ensure_ascii=False, indent=1) + "\n"


@click.command(cls=Orden)
@archivo
@en_json
@click.pass_context
def verificar(contexto: click.Context, archivo: Path, *, en_json: bool) -> None:
    """Vuelve a hacer la lista de un archivo, sin la base, y dice qué coincide.

    Sale con 0 si todo coincide, 3 si algo no, 4 si algo no se pudo saber aquí y 1 si el archivo
    no sirve.
    """
    piezas: PiezasDeConsola = contexto.obj
    hecha = servicio.verificar(leido(archivo), piezas.ajustables, piezas.versiones)
    if en_json:
        emitir_json(como_json(hecha))
    else:
        mostrar(hecha)
    contexto.exit({True: 0, False: NO_COINCIDE, None: NO_SE_SABE}[hecha.coincide])


def leido(archivo: Path) -> bytes:
    """Lo que hay en el archivo, sin traer a la memoria más de lo que se va a mirar."""
    with archivo.open("rb") as abierto:
        return abierto.read(servicio.MAYOR + 1)


def mostrar(hecha: servicio.Verificacion) -> None:
    entradas = hecha.documento.entradas
    tabla(
        ("Qué se miró", "Coincide", "Detalle"),
        [
            (en_palabras(c.que), ESTADOS[c.coincide], en_palabras(c.detalle) if c.detalle else "")
            for c in hecha.comprobaciones
        ],
        f"{entradas.municipio}, gestión {entradas.gestion}: {len(entradas.filas)} demandas",
    )
    decir(f"Código {hecha.codigo}. Resumen {hecha.resumen}")
    avisar("Compare el código con el que se anunció en la Cumbre, o el resumen con el del acta.")


def como_json(hecha: servicio.Verificacion) -> dict[str, object]:
    """La forma estable de `verificar --json`."""
    return {
        "municipio": hecha.documento.entradas.municipio,
        "gestion": hecha.documento.entradas.gestion,
        "codigo": hecha.codigo,
        "resumen": hecha.resumen,
        "coincide": hecha.coincide,
        "comprobaciones": [
            {
                "que": str(c.que),
                "coincide": c.coincide,
                "detalle": str(c.detalle) if c.detalle else "",
            }
            for c in hecha.comprobaciones
        ],
    }
