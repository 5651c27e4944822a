"""`tinkuy papeleta`: qué demandas dice cada OTB que la benefician, en la Cumbre 2."""

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.cli.salida import avisar, cuantas, decir, emitir_json, tabla
from nucleo.servicios.papeletas import Recuento, contar
from nucleo.servicios.papeletas import importar as importar_papeletas
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def papeleta() -> None:
    """Las papeletas de la Cumbre 2: cada OTB marca lo que la beneficia, aunque no sea suyo."""


@papeleta.command()
@pide_planilla(con_gestion=True)
def importar(pedido: Pedido) -> None:
    """Carga papeletas de una planilla CSV o XLSX: un renglón por OTB y código de demanda."""
    pedido.cumplir(importar_papeletas)


@papeleta.command()
@municipio
@gestion
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, municipio: str, gestion: int, *, en_json: bool) -> None:
    """Cuánta gente suma cada demanda y quién la apoya."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    recuento = contar(contexto, piezas.unidad_de_lectura(ambito))
    if en_json:
        emitir_json(como_json(recuento, hallado.slug, gestion))
        return
    tabla(
        ("Código", "Demanda", "De quién es", ">OTB", ">Personas"),
        [
            (d.fila.codigo, d.fila.titulo, d.fila.organizacion, len(d.de), d.personas)
            for d in recuento.demandas
        ],
        f"{hallado.nombre}, gestión {gestion}",
    )
    decir(
        f"{cuantas(recuento.llenas, 'papeleta llena', 'papeletas llenas')} de "
        f"{len(recuento.votantes)} organizaciones; quien no llenó apoya solo las suyas."
    )
    if recuento.sin_peso:
        nombres = ", ".join(v.organizacion.nombre for v in recuento.sin_peso)
        avisar(f"Sin población anotada, no pesan: {nombres}.")


def como_json(recuento: Recuento, municipio: str, gestion: int) -> dict[str, object]:
    """La forma estable de `tinkuy papeleta listar --json`."""
    return {
        "municipio": municipio,
        "gestion": gestion,
        "ventana": recuento.ventana.value,
        "demandas": [
            {
                "codigo": d.fila.codigo,
                "titulo": d.fila.titulo,
                "otb": d.fila.organizacion,
                "personas": d.personas,
                "apoyan": [v.organizacion.nombre for v in d.de],
            }
            for d in recuento.demandas
        ],
        "organizaciones": [
            {
                "otb": v.organizacion.nombre,
                "personas": v.personas,
                "papeleta": v.papeleta is not None,
                "simulada": v.papeleta is not None and v.papeleta.simulada,
                "apoya": list(v.demandas),
            }
            for v in recuento.votantes
            if v.demandas
        ],
    }
