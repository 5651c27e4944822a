"""`tinkuy base`: preparar y poner al día la base de datos."""

import click

from nucleo.cli.argumentos import con_piezas, en_plataforma
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import avisar, decir
from nucleo.dominio.ambito import EnMunicipio
from nucleo.servicios.apartados import reponer_todo
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase
from nucleo.textos.mensajes import decir as en_frase


@click.group(cls=Grupo)
def base() -> None:
    """La base de datos de la instalación."""


@base.command("crear-rol")
@con_piezas
def crear_rol(piezas: PiezasDeConsola) -> None:
    """En PostgreSQL: crea la base si falta y el rol de TINKUY_BASE, sin ningún poder.

    Entra con TINKUY_BASE_DUENO, que debe poder crear roles y bases. Se puede repetir.
    """
    for hecho in piezas.crear_rol():
        decir(en_frase(hecho))


@base.command()
@con_piezas
def actualizar(piezas: PiezasDeConsola) -> None:
    """Crea la base si no existe y aplica las migraciones que falten.

    Lo que se guardó aparte de un módulo que no estaba vuelve a sus tablas, si ya está.
    """
    cambiados = piezas.actualizar_base()
    decir(f"Base al día. Se actualizó: {', '.join(cambiados) or 'nada, ya lo estaba'}.")
    reponer_apartados(piezas)


def reponer_apartados(piezas: PiezasDeConsola) -> None:
    """Municipio por municipio: lo que no se puede se avisa, y los demás siguen."""
    _, contexto = en_plataforma(piezas)
    for alta in piezas.altas():
        ambito = EnMunicipio(alta.municipio_id)
        nombre = piezas.territorio.por_id[ambito.id].nombre
        for hecha in reponer_todo(contexto, ambito, piezas.unidad(ambito), piezas.desechable):
            de_que = f"lo guardado de «{hecha.lote.paquete}» (revisión {hecha.lote.revision})"
            if hecha.falla is None:
                decir(f"{nombre}: {de_que} volvió a sus tablas.")
            else:
                motivo = frase(hecha.falla)
                avisar(f"{nombre}: {de_que} no volvió a sus tablas, y sigue guardado. {motivo}")
