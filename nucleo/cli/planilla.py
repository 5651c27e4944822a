"""Lo que comparten las órdenes que importan una planilla: progreso, informe y rechazos."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce, wraps
from pathlib import Path
from typing import Any

import click

from nucleo.cli.argumentos import (
    Destino,
    archivo,
    con_piezas,
    en_json,
    en_municipio,
    gestion,
    municipio,
)
from nucleo.cli.salida import avisar, decir, emitir_json, progreso, tabla
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.planillas.escritura import escribir_csv
from nucleo.planillas.lectura import leer
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_palabras

RECHAZOS_A_LA_VISTA = 20
Importador = Callable[..., Importacion]


@dataclass(frozen=True, slots=True)
class Pedido:
    """Lo que alguien pide al importar una planilla: en qué municipio, qué archivo y cómo.

    En un `ensayo` no se guarda nada; lo pide a un servicio que sepa ensayar.
    """

    piezas: PiezasDeConsola
    ambito: EnMunicipio
    contexto: Contexto
    archivo: Path
    parcial: bool
    rechazos: Path | None
    en_json: bool
    ensayo: bool = False

    def cumplir(self, servicio: Importador, *mas: object) -> None:
        """Lee, importa e informa; sale con 1 si no entró lo que se pidió."""
        if self.rechazos and self.rechazos.resolve() == self.archivo.resolve():
            texto = "--rechazos borraría la planilla que se importa: elija otro nombre."
            raise click.UsageError(texto)
        abrir = self.piezas.unidad_de_lectura if self.ensayo else self.piezas.unidad
        importar = partial(servicio, self.contexto, abrir(self.ambito), *mas)
        if self.ensayo:
            importar = partial(importar, ensayo=True)
        planilla = leer(self.archivo)
        with progreso(f"Importando {self.archivo.name}") as avance:
            importacion = importar(planilla, parcial=self.parcial, avance=avance)
        for aviso in importacion.avisos:
            avisar(en_palabras(aviso))
        if self.rechazos and importacion.rechazadas:
            self.rechazos.write_bytes(escribir_csv(importacion.planilla_de_rechazos(en_palabras)))
            avisar(f"Filas rechazadas en {self.rechazos}: corríjalas y vuelva a importarlo.")
        informar(importacion, parcial=self.parcial, en_json=self.en_json, ensayo=self.ensayo)
        if importacion.rechazadas and not self.parcial:
            raise click.exceptions.Exit(1)


def pide_planilla(*, con_gestion: bool) -> Callable[[Callable[[Pedido], None]], Any]:
    """Los mismos argumentos para todo importador; la orden recibe el `Pedido` ya armado."""

    def decorar(orden: Callable[[Pedido], None]) -> Any:
        @wraps(orden)
        def llamada(
            piezas: PiezasDeConsola, municipio: str, archivo: Path, gestion: int = 0, **como: Any
        ) -> None:
            _, ambito, contexto = en_municipio(piezas, municipio, gestion)
            orden(Pedido(piezas, ambito, contexto, archivo, **como))

        propias = [municipio, archivo, *([gestion] if con_gestion else []), PARCIAL, RECHAZOS]
        opciones: list[Callable[[Any], Any]] = [*propias, en_json, con_piezas]
        return reduce(lambda funcion, opcion: opcion(funcion), reversed(opciones), llamada)

    return decorar


PARCIAL = click.option(
    "--parcial", is_flag=True, help="Entra lo bueno aunque haya filas rechazadas."
)
ENSAYO = click.option(
    "--ensayo", is_flag=True, help="Dice qué pasaría con cada fila, sin guardar nada."
)
RECHAZOS = click.option(
    "--rechazos",
    type=Destino(),
    metavar="R.csv",
    help="Dónde escribir las filas rechazadas, listas para corregir y volver a importar.",
)


def informar(
    importacion: Importacion, *, parcial: bool, en_json: bool, ensayo: bool = False
) -> None:
    if en_json:
        emitir_json(importacion.como_json())
        return
    verbo = (
        "Ensayo, no se guardó nada: leídas {}, se crearían {}"
        if ensayo
        else "Leídas {}, creadas {}"
    )
    decir(
        f"{verbo.format(importacion.leidas, importacion.creadas)}, "
        f"repetidas {importacion.repetidas}, rechazos {len(importacion.rechazadas)}."
    )
    if not importacion.rechazadas:
        return
    if not parcial:
        que = "No entraría nada" if ensayo else "No entró nada"
        avisar(f"{que}: corrija las filas de abajo, o use --parcial para que entre lo bueno.")
    filas = importacion.rechazadas[:RECHAZOS_A_LA_VISTA]
    tabla((">Fila", "Columna", "Valor", "Motivo"), [
        (r.fila, r.columna, r.valor[:40], en_palabras(r.motivo)) for r in filas
    ])  # fmt: skip
    if (resto := len(importacion.rechazadas) - len(filas)) > 0:
        avisar(f"… y {resto} más. Use --rechazos R.csv para tenerlas todas.")
