"""`tinkuy priorizar` y `tinkuy priorizacion`: de la demanda a la lista publicada."""

from collections.abc import Mapping

import click

from nucleo.cli.argumentos import (
    con_piezas,
    en_json,
    en_municipio,
    gestion,
    municipio,
    publicada,
)
from nucleo.cli.castellano import Grupo, Orden
from nucleo.cli.firmezas import firmeza
from nucleo.cli.instancias import calcular
from nucleo.cli.porques import porques
from nucleo.cli.salida import avisar, cuantas, decir, emitir_json, tabla
from nucleo.cli.verificables import exportar, verificar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.corridas import Resultado
from nucleo.dominio.errores import PesoInvalido
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios import priorizacion as servicio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_palabras

pesos = click.option(
    "--peso", "pesos", multiple=True, metavar="CRITERIO=N",
    help="Un peso acordado, por ejemplo equidad.poblacion=3. Se puede repetir.",
)  # fmt: skip
regla = click.option(
    "--regla", metavar="REGLA",
    help="Qué decide lo que entra: lista_con_techo, reparto_por_distrito, partes_iguales… Sin "
    "esto, la de los ajustes del municipio.",
)  # fmt: skip
saltar = click.option(
    "--saltar", default="", metavar="MOTIVO",
    help="Pasa por alto lo que el ciclo pide y falta, y deja escrito por qué.",
)  # fmt: skip


def leer_pesos(textos: tuple[str, ...]) -> dict[str, float] | None:
    """`equidad.poblacion=3` → criterio y peso; sin ninguno, `None`: valen los que haya."""
    leidos = {}
    for texto in textos:
        clave, _, numero = texto.partition("=")
        try:
            leidos[clave] = float(numero.replace(",", "."))
        except ValueError as error:
            raise PesoInvalido(clave, numero) from error
    return leidos or None


def regla_de(piezas: PiezasDeConsola, ambito: EnMunicipio, dicha: str | None) -> str | None:
    """La que se pide o, si no se pide ninguna, la del municipio."""
    return dicha or piezas.configuracion(ambito).regla_de_seleccion


@click.command(cls=Orden)
@municipio
@gestion
@click.option("--confirmar", is_flag=True, help="Da los pasos que falten; sin esto, es un ensayo.")
@pesos
@regla
@saltar
@en_json
@con_piezas
def priorizar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    pesos: tuple[str, ...],
    regla: str | None,
    saltar: str,
    *,
    confirmar: bool,
    en_json: bool,
) -> None:
    """Ordena la demanda y dice qué entra al POA y por qué. Sin --confirmar no escribe nada."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    resultado = servicio.priorizar(
        contexto,
        piezas.unidad(ambito),
        piezas.ganchos(ambito),
        pesos=leer_pesos(pesos),
        regla=regla_de(piezas, ambito, regla),
        confirmar=confirmar,
        saltar=saltar.strip(),
    )
    if en_json:
        emitir_json(servicio.como_json(resultado, hallado.slug))
    else:
        mostrar(resultado, hallado.nombre)
    if publicada(piezas, ambito, gestion):
        avisar("Es lo que se publicó: ya no cambia.")
    elif not confirmar:
        avisar("Esto es un ensayo: no se guardó nada. Con --confirmar se dan los pasos que faltan.")


def mostrar(resultado: Resultado, nombre: str) -> None:
    tabla(
        (">Puesto", "Código", "Demanda", "OTB", ">Costo", ">Puntaje", "POA", "Motivo"),
        [
            (
                r.puesto,
                r.fila.codigo,
                r.fila.titulo,
                r.fila.organizacion,
                r.fila.costo.legible(),
                f"{puntos(r.puntaje):.4f}".replace(".", ","),
                "sí" if r.decision.entra else "no",
                en_palabras(r.decision.motivo),
            )
            for r in resultado.renglones
        ],
        f"{nombre}, gestión {resultado.gestion}",
    )
    decir(f"Techo {resultado.techo.legible()}, usado {resultado.usado.legible()}.")
    if resultado.fuera:
        decir(f"Fuera de la matriz: {len(resultado.fuera)} (vea --json).")
    decir(f"Resumen {resultado.resumen}")


@click.group(cls=Grupo)
def priorizacion() -> None:
    """Los cuatro pasos públicos, de a uno, y la lista que cualquiera vuelve a hacer."""


priorizacion.add_command(exportar)
priorizacion.add_command(firmeza)
priorizacion.add_command(verificar)
priorizacion.add_command(calcular)


@priorizacion.command()
@municipio
@gestion
@con_piezas
def congelar(piezas: PiezasDeConsola, municipio: str, gestion: int) -> None:
    """Cierra la matriz con las dos primeras demandas de cada organización."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    congeladas = servicio.congelar(contexto, piezas.unidad(ambito))
    decir(f"Matriz {gestion} congelada con {cuantas(congeladas, 'demanda', 'demandas')}.")


@priorizacion.command()
@municipio
@gestion
@pesos
@regla
@con_piezas
def acordar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    pesos: tuple[str, ...],
    regla: str | None,
) -> None:
    """Fija los pesos de la Cumbre; el criterio que no se nombra va como lo propone su plugin."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    acuerdo: Mapping[str, float] = servicio.acordar(
        contexto,
        piezas.unidad(ambito),
        piezas.ganchos(ambito),
        leer_pesos(pesos) or {},
        regla_de(piezas, ambito, regla),
    )
    tabla(("Criterio", ">Peso"), [(clave, f"{peso:g}") for clave, peso in acuerdo.items()])
    with piezas.leer_municipio(ambito) as lectura:
        proceso = lectura.proceso(gestion)
    if proceso:
        decir(f"Código público {proceso.codigo}: anúncielo y anótelo en el acta.")


@priorizacion.command()
@municipio
@gestion
@regla
@saltar
@con_piezas
def calificar(
    piezas: PiezasDeConsola, municipio: str, gestion: int, regla: str | None, saltar: str
) -> None:
    """Puntúa lo congelado con lo acordado y guarda la corrida."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    unidad, ganchos = piezas.unidad(ambito), piezas.ganchos(ambito)
    suya = regla_de(piezas, ambito, regla)
    mostrar(
        servicio.calificar(contexto, unidad, ganchos, suya, saltar=saltar.strip()), hallado.nombre
    )


@priorizacion.command()
@municipio
@gestion
@con_piezas
def publicar(piezas: PiezasDeConsola, municipio: str, gestion: int) -> None:
    """Hace firme la última corrida: cada demanda queda en el POA o en espera."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    resultado = servicio.publicar(contexto, piezas.unidad(ambito))
    entran = sum(r.decision.entra for r in resultado.renglones)
    decir(
        f"Publicado: entran al POA {gestion} {cuantas(entran, 'demanda', 'demandas')} y "
        f"{len(resultado.renglones) - entran} quedan en espera. Resumen {resultado.resumen}"
    )


priorizacion.add_command(porques)
