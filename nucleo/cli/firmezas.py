"""`tinkuy priorizacion firmeza`: en cuántas combinaciones de pesos entra cada demanda."""

from collections.abc import Mapping
from uuid import UUID

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import avisar, emitir_json, tabla
from nucleo.dominio.firmezas import MUESTRAS, Firmeza, Region
from nucleo.dominio.verificables import Entradas, SinEntradas, entradas_de
from nucleo.servicios import firmezas as servicio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.verificables import regla_de
from nucleo.textos.firmezas import NO_DEPENDE, decir_firmeza


@click.command(cls=Orden)
@municipio
@gestion
@click.option("--muestras", type=click.IntRange(1, 1_000_000), default=MUESTRAS, metavar="M",
              help="Cuántas combinaciones de pesos se prueban.")  # fmt: skip
@click.option("--todos", is_flag=True, help="Prueba cualquier peso, no solo los parecidos.")
@en_json
@con_piezas
def firmeza(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    muestras: int,
    *,
    todos: bool,
    en_json: bool,
) -> None:
    """En cuántas combinaciones de pesos parecidas a la acordada entra cada demanda."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        corrida = unidad.priorizaciones.ultima(contexto.gestion)
        if corrida is None or corrida.entradas is None:
            raise SinEntradas(gestion)
        entradas, semilla = entradas_de(corrida.entradas), servicio.semilla_de(corrida.resumen)
        lugares = {p.demanda_id: (p.lugar, p.entra) for p in corrida.puestos}
    hecha = servicio.de_entradas(
        entradas,
        regla_de(piezas.ajustables, entradas.regla),
        semilla,
        muestras=muestras,
        region=Region.TODOS if todos else Region.PARECIDOS,
    )
    if en_json:
        emitir_json(como_json(hecha, entradas))
    else:
        mostrar(hecha, entradas, lugares)


def mostrar(hecha: Firmeza, entradas: Entradas, lugares: Mapping[UUID, tuple[int, bool]]) -> None:
    """La lista en su orden, con cuántas veces de cada cien entra cada demanda."""
    filas = sorted(entradas.filas, key=lambda f: lugares[f.demanda_id])
    tabla(
        (">Puesto", "Código", "Demanda", "POA", ">De cada 100", "Firmeza"),
        [
            (
                lugares[f.demanda_id][0],
                f.codigo,
                f.titulo,
                "sí" if lugares[f.demanda_id][1] else "no",
                hecha.porcentaje(f.demanda_id) if hecha.depende else "—",
                decir_firmeza(hecha, f.demanda_id) if hecha.depende else "",
            )
            for f in filas
        ],
        f"{entradas.municipio}, gestión {entradas.gestion}: {hecha.muestras} combinaciones, "
        f"semilla {hecha.semilla}",
    )
    if not hecha.depende:
        avisar(NO_DEPENDE)


def como_json(hecha: Firmeza, entradas: Entradas) -> dict[str, object]:
    """La forma estable: por código, cuántas veces entra de las que se probó."""
    return {
        "municipio": entradas.municipio,
        "gestion": entradas.gestion,
        "muestras": hecha.muestras,
        "semilla": hecha.semilla,
        "region": hecha.region.value,
        "depende": hecha.depende,
        "demandas": [
            {
                "codigo": f.codigo,
                "veces": hecha.veces[f.demanda_id],
                "porcentaje": hecha.porcentaje(f.demanda_id),
                "en_el_filo": hecha.en_el_filo(f.demanda_id),
            }
            for f in entradas.filas
            if hecha.depende
        ],
    }
