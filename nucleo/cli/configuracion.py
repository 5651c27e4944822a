"""`tinkuy configuracion`: qué vale en un municipio y de dónde sale."""

import click

from nucleo.cli.argumentos import con_piezas, en_json, municipio, quien
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.configuracion.capas import aplanar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def configuracion() -> None:
    """La configuración por capas de municipios y regiones."""


@configuracion.command()
@municipio
@click.option(
    "--origen", is_flag=True, help="Dice de qué archivo, o cambio por pantalla, sale cada valor."
)
@en_json
@con_piezas
def mostrar(piezas: PiezasDeConsola, municipio: str, *, origen: bool, en_json: bool) -> None:
    """Muestra la configuración vigente de un municipio, ya validada."""
    ambito = EnMunicipio(piezas.territorio.municipio(municipio).id)
    piezas.contexto(ambito, 0, quien())  # valida también los ajustes de cada plugin
    filas = aplanar(piezas.configuracion(ambito))
    if en_json:
        emitir_json([{"clave": c, "valor": v, "origen": str(o)} for c, v, o in filas])
        return
    columnas = ("Clave", "Valor", "Origen")[: 3 if origen else 2]
    tabla(columnas, [fila[: len(columnas)] for fila in filas])


@configuracion.command()
@con_piezas
def verificar(piezas: PiezasDeConsola) -> None:
    """Lee todos los archivos y comprueba que cada municipio y cada región quede bien."""
    ambitos = piezas.revisar_configuracion()
    decir(f"La configuración está bien: {ambitos} municipios y regiones revisados.")
