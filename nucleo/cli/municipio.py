"""`tinkuy municipio`: qué municipios hospeda esta instalación."""

from collections.abc import Iterable

import click

from nucleo.cli.argumentos import con_piezas, en_json, en_plataforma, quien
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import con_progreso, decir, emitir_json, tabla
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.territorio import Municipio, Territorio
from nucleo.servicios.municipios import anotar_altas, dar_de_alta
from nucleo.servicios.piezas import PiezasDeConsola


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
    """Da de alta los que falten y lo anota en su cadena y en la de la plataforma."""
    nuevos = []
    for elegido in elegidos:
        ambito = EnMunicipio(elegido.id)
        contexto = piezas.contexto(ambito, 0, quien())
        if dar_de_alta(contexto, piezas.unidad(ambito), elegido):
            nuevos.append(elegido)
    if nuevos:
        plataforma, contexto = en_plataforma(piezas)
        anotar_altas(contexto, piezas.unidad(plataforma), nuevos)
    return len(nuevos)


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
    hospedados = [territorio.por_id[alta.municipio_id] for alta in piezas.altas()]
    filas = [como_json(territorio, m) for m in sorted(hospedados, key=lambda m: m.codigo)]
    if en_json:
        emitir_json({"municipios": filas})
        return
    claves = ("codigo_ine", "slug", "nombre", "departamento")
    tabla(("Código INE", "Nombre corto", "Nombre", "Departamento"), [
        [fila[c] for c in claves] for fila in filas
    ])  # fmt: skip


def como_json(territorio: Territorio, m: Municipio) -> dict[str, object]:
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
    }
