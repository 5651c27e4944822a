"""`tinkuy oferta`: lo que se ofrece financiar y su cruce con lo priorizado."""

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.dominio.ofertas import Cruce
from nucleo.servicios import ofertas
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.planilla_de_ofertas import importar as importar_ofertas
from nucleo.textos.nombres import nombre


@click.group(cls=Grupo)
def oferta() -> None:
    """Lo que municipio, gobernación, asambleístas, diputado y nivel nacional ofrecen financiar."""


@oferta.command()
@pide_planilla(con_gestion=True)
def importar(pedido: Pedido) -> None:
    """Importa ofertas de una planilla CSV o XLSX. Reimportar no duplica."""
    ganchos = pedido.piezas.ganchos(pedido.ambito)
    pedido.cumplir(importar_ofertas, ganchos, pedido.piezas.sectores)


@oferta.command()
@municipio
@gestion
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, municipio: str, gestion: int, en_json: bool) -> None:  # noqa: FBT001 - de click
    """Lista las ofertas de la gestión, con lo comprometido y lo que queda."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    renglones = ofertas.listar(contexto, piezas.unidad_de_lectura(ambito))
    if en_json:
        emitir_json(
            [
                {
                    "oferente": r.oferta.oferente,
                    "tipo": r.oferta.tipo.value,
                    "que": r.oferta.que,
                    "monto": str(r.oferta.monto),
                    "comprometido": str(r.comprometido),
                    "queda": str(r.queda),
                    "hasta": r.oferta.hasta.isoformat() if r.oferta.hasta else None,
                    "retirada": r.oferta.retirada_en is not None,
                    "simulada": r.oferta.simulada,
                }
                for r in renglones
            ]
        )
        return
    tabla((">Queda", "Quién ofrece", "Qué", "Qué es", "Dato"), [
        (r.queda.legible(), r.oferta.oferente, r.oferta.que, nombre(r.oferta.tipo),
         "simulado" if r.oferta.simulada else "")
        for r in renglones
    ])  # fmt: skip


@oferta.command()
@municipio
@gestion
@en_json
@con_piezas
def cruzar(piezas: PiezasDeConsola, municipio: str, gestion: int, en_json: bool) -> None:  # noqa: FBT001 - de click
    """Dice qué demanda puede atender qué oferta, y qué queda sin nadie."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    cruce = ofertas.cruzar(contexto, piezas.unidad_de_lectura(ambito))
    if en_json:
        emitir_json(ofertas.como_json(cruce, hallado.slug, gestion))
        return
    if not cruce.calificada:
        avisar(f"Las demandas de {gestion} todavía no se calificaron: no hay con qué cruzar.")
        return
    mostrar(cruce)


def mostrar(cruce: Cruce) -> None:
    """El cruce en la terminal: una fila por demanda y oferta que le sirve."""
    tabla((">Puesto", "Código", "Demanda", ">Falta", "Quién puede", ">Pone"), [
        (c.demanda.puesto, c.demanda.codigo, c.demanda.titulo, c.falta.legible(),
         k.oferta.oferente, k.monto.legible())
        for c in cruce.atendibles for k in c.calces
    ])  # fmt: skip
    for grupo, suyas in cruce.grupos.items():
        decir(f"{nombre(grupo)}: {len(suyas)}.")
    decir(f"Demandas: {len(cruce.demandas)}. Ofertas sin demanda: {len(cruce.sin_demanda)}.")
