"""Los argumentos que casi toda orden repite, y cómo se convierten en ámbitos del dominio."""

import getpass
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import MunicipioSinAlta, MunicipioSuspendido, NoExiste
from nucleo.dominio.lectura import DatoIlegible, fecha
from nucleo.dominio.regiones import Region
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_palabras

F = TypeVar("F", bound=Callable[..., Any])
con_piezas = click.pass_obj
municipio = click.argument("municipio", metavar="MUNICIPIO")
region = click.argument("region", metavar="REGION")
gestion = click.option(
    "--gestion", type=click.IntRange(2000, 2100), required=True, metavar="N",
    help="El año del POA, por ejemplo 2027.",
)  # fmt: skip
anio_del_poa = click.argument("gestion", metavar="N", type=click.IntRange(2000, 2100))
en_json = click.option("--json", "en_json", is_flag=True, help="Entrega JSON estable.")
en_idiomas = click.option(
    "--idioma", "idiomas", multiple=True, metavar="IDIOMA",
    help="En qué idioma; repita la opción para dos. Sin decirlo, el del municipio.",
)  # fmt: skip
archivo = click.argument(
    "archivo", metavar="ARCHIVO", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


class Destino(click.Path):
    """Un archivo por escribir. Se comprueba antes de empezar: después ya no habría vuelta atrás."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        ruta = Path(str(super().convert(value, param, ctx)))
        if not os.access(ruta.parent, os.W_OK):
            self.fail("la carpeta no existe o no se puede escribir en ella.", param, ctx)
        return ruta


class Dia(click.ParamType[date]):
    """Un día escrito como en una planilla: 12/07/2026 o 2026-07-12."""

    name = "día"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return fecha(value)
        except DatoIlegible as error:
            self.fail(en_palabras(error.motivo), param, ctx)


def quien() -> str:
    """El autor que queda en la bitácora mientras no haya identidad."""
    return f"consola:{getpass.getuser()}"


def hospedado(piezas: PiezasDeConsola, cual: str) -> Municipio:
    """El municipio por código INE o nombre corto, si está dado de alta."""
    hallado = piezas.territorio.municipio(cual)
    if hallado.id not in {alta.municipio_id for alta in piezas.altas()}:
        raise MunicipioSinAlta(hallado.slug)
    return hallado


def exigir_activo(piezas: PiezasDeConsola, hallado: Municipio) -> None:
    """Que no esté suspendido: se dice antes de leer una planilla que no entrará."""
    for alta in piezas.altas():
        if alta.municipio_id == hallado.id and alta.suspendida_en:
            raise MunicipioSuspendido(hallado.nombre, alta.motivo)


def region_de(piezas: PiezasDeConsola, slug: str) -> Region:
    if slug not in piezas.regiones:
        parecidas = [s for s in piezas.regiones if slug in s][:3]
        raise NoExiste("región", slug, parecidas)
    return piezas.regiones[slug]


def en_municipio(
    piezas: PiezasDeConsola, cual: str, gestion: int
) -> tuple[Municipio, EnMunicipio, Contexto]:
    """Lo que necesita toda orden que trabaja con lo de un municipio hospedado y activo."""
    hallado = hospedado(piezas, cual)
    exigir_activo(piezas, hallado)
    ambito = EnMunicipio(hallado.id)
    return hallado, ambito, piezas.contexto(ambito, gestion, quien())


def exigir_idiomas(piezas: PiezasDeConsola, ambito: Ambito, idiomas: Sequence[str]) -> None:
    """Que todos los pedidos con `--idioma` sean de los que ese municipio ofrece."""
    hay = piezas.configuracion(ambito).idiomas
    if ajenos := [i for i in idiomas if i not in hay]:
        raise click.BadParameter(
            f"«{ajenos[0]}» no es de este municipio; hay: {', '.join(hay)}.",
            param_hint="'--idioma'",
        )


def en_plataforma(piezas: PiezasDeConsola) -> tuple[Ambito, Contexto]:
    ambito = EnPlataforma()
    return ambito, piezas.contexto(ambito, 0, quien())


def publicada(piezas: PiezasDeConsola, ambito: EnMunicipio, gestion: int) -> bool:
    """Si el municipio ya publicó su priorización: desde ahí, lo decidido no cambia."""
    with piezas.leer_municipio(ambito) as lectura:
        proceso = lectura.proceso(gestion)
    return proceso is not None and proceso.publicada_en is not None
