"""`tinkuy region`: entregar a la mesa regional lo priorizado y consolidarlo para el EDC."""

import click

from nucleo.cli.argumentos import (
    con_piezas,
    en_json,
    en_municipio,
    gestion,
    municipio,
    quien,
    region,
    region_de,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.region_edc import agenda, anclar, desanclar, publicar, secretaria
from nucleo.cli.region_edc import edc as edc_de_region
from nucleo.cli.salida import cuantas, decir, emitir_json, tabla
from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.edc import Suma
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.dominio.territorio import Territorio
from nucleo.servicios import edc, entregas
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.sectores import sectores_de

demandas = click.option(
    "--demanda", "codigos", multiple=True, metavar="CODIGO",
    help="Solo esta demanda (2027-0003). Se puede repetir.",
)  # fmt: skip


@click.group(name="region", cls=Grupo)
def grupo() -> None:
    """Las regiones del EDC: circunscripciones, provincias, departamentos y mancomunidades."""


for orden in (anclar, publicar, secretaria, desanclar, edc_de_region, agenda):
    grupo.add_command(orden)


@grupo.command()
@click.option("--tipo", type=click.Choice([t.value for t in TipoDeRegion]), help="Solo de un tipo.")
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, tipo: str | None, *, en_json: bool) -> None:
    """Las regiones que hay y qué municipios reúne cada una."""
    elegidas = [r for r in piezas.regiones.values() if tipo in {None, r.tipo.value}]
    if en_json:
        emitir_json({"regiones": [como_json(piezas.territorio, r) for r in elegidas]})
        return
    tabla(
        ("Región", "Tipo", "Nombre", ">Municipios"),
        [(r.slug, r.tipo.value, r.nombre, len(r.municipios)) for r in elegidas],
    )


def como_json(territorio: Territorio, r: Region) -> dict[str, object]:
    return {
        "slug": r.slug,
        "tipo": r.tipo.value,
        "nombre": r.nombre,
        "municipios": [
            {
                "codigo_ine": territorio.por_id[clave].codigo,
                "slug": territorio.por_id[clave].slug,
                "nombre": territorio.por_id[clave].nombre,
                "porcentaje": porcentaje,
            }
            for clave, porcentaje in sorted(r.municipios.items())
        ],
    }


@grupo.command()
@municipio
@region
@gestion
@demandas
@click.option("--fuera-del-poa", is_flag=True, help="Solo las que no entraron al POA.")
@en_json
@con_piezas
def entregar(
    piezas: PiezasDeConsola,
    municipio: str,
    region: str,
    gestion: int,
    codigos: tuple[str, ...],
    *,
    fuera_del_poa: bool,
    en_json: bool,
) -> None:
    """Entrega a la región una copia fija de las demandas priorizadas (todas, si no se elige)."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    destino = region_de(piezas, region)
    hecho = entregas.entregar(
        contexto,
        piezas.unidad(ambito),
        destino,
        codigos=codigos,
        solo_fuera_del_poa=fuera_del_poa,
    )
    if en_json:
        emitir_json({"municipio": hallado.slug, "region": destino.slug, "gestion": gestion}
                    | hecho.como_json())  # fmt: skip
        return
    decir(
        f"{hallado.nombre} entregó {cuantas(len(hecho.entregadas), 'demanda', 'demandas')} "
        f"a {destino.nombre}; "
        f"{len(hecho.ya_estaban)} ya estaban."
    )


@grupo.command()
@municipio
@region
@gestion
@demandas
@con_piezas
def retirar(
    piezas: PiezasDeConsola, municipio: str, region: str, gestion: int, codigos: tuple[str, ...]
) -> None:
    """Retira de la región lo entregado (todo, si no se elige) y deja rastro."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    destino = region_de(piezas, region)
    retiradas = entregas.retirar(contexto, piezas.unidad(ambito), destino, codigos=codigos)
    retiro = cuantas(len(retiradas), "demanda", "demandas")
    decir(f"{hallado.nombre} retiró {retiro} de {destino.nombre}.")


@grupo.command()
@region
@gestion
@en_json
@con_piezas
def consolidar(piezas: PiezasDeConsola, region: str, gestion: int, *, en_json: bool) -> None:
    """Suma lo entregado por sector, por municipio y por destinatario."""
    mesa = region_de(piezas, region)
    ambito = EnRegion(mesa.slug)
    contexto, ganchos = piezas.contexto(ambito, gestion, quien()), piezas.ganchos(ambito)
    with piezas.leer_region(ambito) as lectura:
        consolidado = edc.consolidar(contexto, lectura, ganchos, mesa)
    sectores = sectores_de(contexto, ganchos, piezas.sectores)
    if en_json:
        emitir_json(edc.como_json(consolidado, piezas.territorio, sectores))
        return
    encabezado = (">Demandas", ">Costo", ">Mujeres", ">Hombres")
    nombres = piezas.territorio.por_id
    tabla(("Municipio", *encabezado), [
        (nombres[clave].nombre, *celdas(suma)) for clave, suma in consolidado.municipios.items()
    ], f"{mesa.nombre}, gestión {gestion}")  # fmt: skip
    tabla(("Sector", *encabezado), [
        (sectores[clave].nombre if clave in sectores else clave, *celdas(suma))
        for clave, suma in consolidado.sectores.items()
    ])  # fmt: skip
    tabla(("Destinatario", *encabezado), [
        (destinatario.nombre, *celdas(suma)) for destinatario, suma in consolidado.destinatarios
    ])  # fmt: skip
    tabla(("Total", *encabezado), [(mesa.nombre, *celdas(consolidado.total))])


def celdas(suma: Suma) -> tuple[object, ...]:
    return (suma.demandas, suma.costo.legible(), suma.personas.mujeres, suma.personas.hombres)
