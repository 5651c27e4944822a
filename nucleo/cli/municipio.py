"""`tinkuy municipio`: qué municipios hospeda esta instalación."""

from collections.abc import Iterable
from pathlib import Path

import click

from nucleo.cli.argumentos import (
    archivo,
    con_piezas,
    en_json,
    en_municipio,
    en_plataforma,
    hospedado,
    quien,
)
from nucleo.cli.argumentos import municipio as cual
from nucleo.cli.avance import avance
from nucleo.cli.castellano import Grupo
from nucleo.cli.exportacion import borrar, exportar, restaurar, resumen
from nucleo.cli.salida import con_progreso, cuantas, decir, emitir_json, progreso, tabla
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.municipios import Alta
from nucleo.dominio.territorio import Municipio, Territorio
from nucleo.planillas.fluido import fluir
from nucleo.servicios.ejecuciones import precargar as precargar_ejecucion
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servicios.municipios import reactivar as reactivar_alta
from nucleo.servicios.municipios import suspender as suspender_alta
from nucleo.servicios.piezas import PiezasDeConsola

DEL_MEFP = "Ejecución municipal 2016-2025, Ministerio de Economía y Finanzas Públicas (MEFP)"


@click.group(cls=Grupo)
def municipio() -> None:
    """Los municipios hospedados."""


@municipio.command()
@click.option("--todos", is_flag=True, help="Los 343 del catálogo.")
@click.option("--departamento", metavar="NOMBRE", help="Todos los de un departamento.")
@click.argument("codigos", metavar="[CODIGO_INE]…", nargs=-1)
@con_piezas
def alta(
    piezas: PiezasDeConsola, codigos: tuple[str, ...], departamento: str | None, *, todos: bool
) -> None:
    """Da de alta municipios: por código INE o nombre corto, por departamento, o todos."""
    elegidos = elegir(piezas.territorio, codigos, departamento, todos=todos)
    nuevos = hospedar(piezas, con_progreso("Dando de alta", elegidos))
    decir(f"Municipios dados de alta: {nuevos}. Ya lo estaban: {len(elegidos) - nuevos}.")


def hospedar(piezas: PiezasDeConsola, elegidos: Iterable[Municipio]) -> int:
    """Da de alta los que falten y dice cuántos fueron."""
    nuevos = 0
    for elegido in elegidos:
        ambito = EnMunicipio(elegido.id)
        contexto = piezas.contexto(ambito, 0, quien())
        adjuntos = piezas.adjuntos(ambito)
        nuevos += dar_de_alta(contexto, piezas.unidad(ambito), elegido, adjuntos)
    return nuevos


def elegir(
    territorio: Territorio, codigos: tuple[str, ...], departamento: str | None, *, todos: bool
) -> list[Municipio]:
    if sum((bool(codigos), departamento is not None, todos)) != 1:
        raise click.UsageError("Diga --todos, --departamento NOMBRE o uno o más códigos INE.")
    if todos:
        return list(territorio.municipios)
    if departamento is not None:
        codigo = territorio.departamento(departamento).codigo
        return [m for m in territorio.municipios if m.departamento == codigo]
    return [territorio.municipio(codigo) for codigo in codigos]


@municipio.command()
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, *, en_json: bool) -> None:
    """Los municipios dados de alta."""
    territorio = piezas.territorio
    altas = sorted(piezas.altas(), key=lambda alta: alta.municipio_id)
    filas = [como_json(territorio, alta) for alta in altas]
    if en_json:
        emitir_json({"municipios": filas})
        return
    claves = ("codigo_ine", "slug", "nombre", "departamento")
    tabla(("Código INE", "Nombre corto", "Nombre", "Departamento", "Suspendido"), [
        [*(fila[c] for c in claves), fila["motivo"] if fila["suspendido_en"] else ""]
        for fila in filas
    ])  # fmt: skip


def como_json(territorio: Territorio, alta: Alta) -> dict[str, object]:
    m = territorio.por_id[alta.municipio_id]
    return {
        "codigo_ine": m.codigo,
        "codigo_oep": m.codigo_oep,
        "codigo_sigep": m.codigo_sigep,
        "slug": m.slug,
        "nombre": m.nombre,
        "tipo": m.tipo.value,
        "provincia": territorio.provincia_de[m.provincia].nombre,
        "departamento": territorio.departamento_de[m.departamento].nombre,
        "mujeres": m.poblacion.mujeres,
        "hombres": m.poblacion.hombres,
        "suspendido_en": alta.suspendida_en and alta.suspendida_en.isoformat(),
        "motivo": alta.motivo,
    }


@municipio.command()
@cual
@click.option("--motivo", required=True, metavar="TEXTO", help="Por qué: lo leerá quien entre.")
@con_piezas
def suspender(piezas: PiezasDeConsola, municipio: str, motivo: str) -> None:
    """Deja de mostrar y de cambiar un municipio; sus datos quedan como están."""
    if not motivo.strip():
        raise click.UsageError("Diga el motivo: lo leerá quien busque este municipio.")
    hallado = hospedado(piezas, municipio)
    ambito, contexto = en_plataforma(piezas)
    cambio = suspender_alta(contexto, piezas.unidad(ambito), hallado, motivo.strip())
    decir(f"{hallado.nombre}: {'suspendido' if cambio else 'ya estaba suspendido'}.")


@municipio.command()
@cual
@con_piezas
def reactivar(piezas: PiezasDeConsola, municipio: str) -> None:
    """Vuelve a mostrar un municipio suspendido, que puede cambiar otra vez."""
    hallado = hospedado(piezas, municipio)
    ambito, contexto = en_plataforma(piezas)
    cambio = reactivar_alta(contexto, piezas.unidad(ambito), hallado)
    decir(f"{hallado.nombre}: {'activo otra vez' if cambio else 'no estaba suspendido'}.")


@municipio.command()
@cual
@archivo
@click.option("--fuente", default=DEL_MEFP, show_default=True, help="De dónde sale el archivo.")
@con_piezas
def precargar(piezas: PiezasDeConsola, municipio: str, archivo: Path, fuente: str) -> None:
    """Trae lo ejecutado por el municipio de un CSV nacional (.csv o .csv.gz); repetir no duplica.

    Columnas: sigep, codigo_ine, municipio, gestion, bloque, codigo, concepto y monto_bs.
    """
    hallado, ambito, contexto = en_municipio(piezas, municipio, 0)
    with progreso("Leyendo") as leyendo:
        renglones = fluir(archivo, leyendo)
        unidad = piezas.unidad(ambito)
        hecha = precargar_ejecucion(contexto, unidad, hallado, renglones, archivo.name, fuente)
    desde, hasta = hecha.gestiones[0], hecha.gestiones[-1]
    nuevos = cuantas(hecha.nuevas, "renglón nuevo", "renglones nuevos")
    corregidos = cuantas(hecha.corregidas, "corregido", "corregidos")
    iguales = cuantas(hecha.iguales, "que ya estaba", "que ya estaban")
    decir(f"{hallado.nombre}, {desde}-{hasta}: {nuevos}, {corregidos} y {iguales}.")


for orden in (avance, exportar, restaurar, resumen, borrar):
    municipio.add_command(orden)
