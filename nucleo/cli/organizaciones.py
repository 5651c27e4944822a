"""`tinkuy organizaciones`: las OTB y demás organizaciones de un municipio."""

from datetime import date

import click

from nucleo.cli.argumentos import Dia, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import que_piden
from nucleo.servicios.dirigencias import DatosDeDirigencia
from nucleo.servicios.dirigencias import registrar as registrar_dirigencia
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.organizaciones import importar as importar_organizaciones
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.nombres import nombre as nombre_de


@click.group(cls=Grupo)
def organizaciones() -> None:
    """OTB, organizaciones de mujeres y funcionales, DILOS y Dirección Distrital de Educación."""


@organizaciones.command()
@pide_planilla(con_gestion=False)
def importar(pedido: Pedido) -> None:
    """Importa organizaciones de una planilla CSV o XLSX."""
    pedido.cumplir(importar_organizaciones)


@organizaciones.command()
@municipio
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, municipio: str, en_json: bool) -> None:  # noqa: FBT001 - de click
    """Lista las organizaciones y quién representa hoy a cada una."""
    _, ambito, contexto = en_municipio(piezas, municipio, 0)
    hoy = dia_en_bolivia(contexto.ahora())
    with piezas.unidad_de_lectura(ambito) as unidad:
        todas = que_piden(unidad.organizaciones.todas())
        vigentes = [d for d in unidad.dirigencias.todas() if d.vigente(hoy)]
    filas = [
        {
            "nombre": o.nombre,
            "tipo": o.tipo.value,
            "distrito": o.distrito,
            "dirigencias": [
                {"nombre": d.nombre, "cargo": d.cargo}
                for d in vigentes
                if d.organizacion_id == o.id
            ],
        }
        for o in todas
    ]
    if en_json:
        emitir_json(filas)
        return
    tabla(
        ("Organización", "Qué es", "Distrito", "Quién la representa"),
        [
            (
                o.nombre,
                nombre_de(o.tipo),
                o.distrito,
                "; ".join(f"{d.nombre}, {d.cargo}" for d in vigentes if d.organizacion_id == o.id),
            )
            for o in todas
        ],
    )


@organizaciones.command()
@municipio
@click.argument("organizacion", metavar="ORGANIZACION")
@click.argument("nombre", metavar="NOMBRE")
@click.argument("cargo", metavar="CARGO")
@click.option("--desde", type=Dia(), metavar="DIA", help="Su primer día, como 12/07/2026.")
@click.option("--hasta", type=Dia(), metavar="DIA", help="Su último día; sin él, sigue.")
@click.option("--telefono", default="", metavar="T", help="No se muestra al público.")
@con_piezas
def dirigencia(
    piezas: PiezasDeConsola,
    municipio: str,
    organizacion: str,
    nombre: str,
    cargo: str,
    desde: date | None,
    hasta: date | None,
    telefono: str,
) -> None:
    """Registra quién representa a una organización, con su cargo y su mandato.

    Por ejemplo: tinkuy organizaciones dirigencia villa-tunari Eterazama "Ana Quispe" "Presidenta"
    """
    _, ambito, contexto = en_municipio(piezas, municipio, 0)
    with piezas.unidad_de_lectura(ambito) as unidad:
        suya = Padron(unidad.organizaciones.todas()).buscar(organizacion)
    if suya is None:
        raise NoExiste("organización", organizacion)
    datos = DatosDeDirigencia(nombre, cargo, desde, hasta, telefono)
    registrar_dirigencia(contexto, piezas.unidad(ambito), nuevo_id(), suya.id, datos)
    decir(f"{nombre}, {cargo} de {suya.nombre}.")
