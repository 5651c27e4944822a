"""`tinkuy poa`: el POA y su presupuesto, de la planilla a la aprobación y de vuelta."""

from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    archivo,
    con_piezas,
    en_json,
    en_municipio,
    municipio,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import PARCIAL
from nucleo.cli.salida import avisar, cuantas, decir, emitir_json, progreso, tabla
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejercicios import Ejercicio, OrdenDeEjercicio, ejercitar
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado, MontoInvalido, NoExiste
from nucleo.dominio.lectura import DatoIlegible, dinero_no_negativo
from nucleo.dominio.poa import PasoDePoa
from nucleo.dominio.presupuesto import Corte, agrupar
from nucleo.planillas.lectura import leer as leer_planilla
from nucleo.planillas.poa import escribir_poa
from nucleo.servicios import pasos_de_poa
from nucleo.servicios import poa as servicio
from nucleo.servicios.columnas_de_poa import TITULOS
from nucleo.servicios.fichas_de_poa import como_json, hojas_de
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.planilla_de_poa import filas_de
from nucleo.servicios.poa import ImportacionDePoa, PoaLeido
from nucleo.textos.mensajes import decir as en_palabras
from nucleo.textos.nombres import nombre
from nucleo.textos.poa import ORDENES

cual_version = click.option(
    "--version", "version", type=click.IntRange(1, 999), default=None, metavar="V",
    help="Qué versión; sin decirla, la última.",
)  # fmt: skip
A_LA_VISTA = 20
NO_DECLARADA = "no declarada"
EJERCICIO = (
    "EJERCICIO: el techo es simulado y no se guardó nada. Fuente-organismo: no declarada. "
    "El POA no trae criterios de la Cumbre; se ordenó {orden}."
)


@click.group(cls=Grupo)
def poa() -> None:
    """El POA y su presupuesto: verlo, importarlo, exportarlo y darle sus pasos."""


def leido(
    piezas: PiezasDeConsola, ambito: EnMunicipio, contexto: Contexto, version: int | None
) -> PoaLeido:
    """La versión pedida; `NoExiste` si la gestión no tiene POA."""
    catalogo = piezas.clasificadores.de(contexto.gestion)
    unidad = piezas.unidad_de_lectura(ambito)
    hallado = servicio.leer(contexto, unidad, version or 0, catalogo)
    if hallado is None:
        raise NoExiste("POA", contexto.gestion)
    return hallado


@poa.command()
@municipio
@anio_del_poa
@cual_version
@en_json
@con_piezas
def mostrar(
    piezas: PiezasDeConsola, municipio: str, gestion: int, version: int | None, *, en_json: bool
) -> None:
    """Sus líneas, sus sumas contra el techo y lo que falta para presentarlo."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    lectura = leido(piezas, ambito, contexto, version)
    if en_json:
        emitir_json(como_json(lectura, hallado.slug))
        return
    poa = lectura.poa
    tabla(
        (">N.º", "Categoría", "Denominación", "Objeto", "Fuente", "Unidad", "Objetivo", ">Monto"),
        [
            (x.orden, x.categoria, x.denominacion, x.objeto, x.fuente_organismo or NO_DECLARADA,
             x.unidad, x.objetivo, x.monto.legible())
            for x in lectura.lineas
        ],
        f"{hallado.nombre}, POA {gestion}, versión {poa.numero}: {nombre(poa.estado)}",
    )  # fmt: skip
    tabla(
        ("Programa", ">Líneas", ">Monto"),
        [(s.clave or NO_DECLARADA, s.lineas, s.monto.legible())
         for s in agrupar(lectura.lineas, Corte.PROGRAMA)],
    )  # fmt: skip
    tabla(
        ("Fuente-organismo", ">Techo", ">En el POA", ">Queda"),
        [(s.clave or NO_DECLARADA, s.techo.legible(), s.usado.legible(), s.queda.legible())
         for s in lectura.saldos],
    )  # fmt: skip
    decir(f"{cuantas(len(lectura.lineas), 'línea', 'líneas')}, {poa.total.legible()}.")
    for falta in lectura.faltas:
        avisar(f"{'Impide presentar: ' if falta.impide else ''}{en_palabras(falta.motivo)}")


@poa.command()
@municipio
@anio_del_poa
@archivo
@click.option("--historico", is_flag=True, help="Es de un año pasado: lo que no trae no se exige.")
@click.option("--fuente", "procedencia", default="", metavar="TEXTO", help="De dónde sale el dato.")
@click.option("--nueva-version", is_flag=True, help="Si la última ya se presentó, abre otra.")
@click.option("--ensayo", is_flag=True, help="Dice qué pasaría y no guarda nada.")
@PARCIAL
@en_json
@con_piezas
def importar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    archivo: Path,
    *,
    historico: bool,
    procedencia: str,
    nueva_version: bool,
    ensayo: bool,
    parcial: bool,
    en_json: bool,
) -> None:
    """Lee el POA de una planilla: reemplaza las líneas de la versión que se está escribiendo."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    planilla = leer_planilla(archivo)
    with progreso(f"Importando {archivo.name}") as avance:
        resultado = servicio.importar(
            contexto,
            piezas.unidad_de_lectura(ambito) if ensayo else piezas.unidad(ambito),
            planilla,
            historico=historico,
            procedencia=procedencia,
            nueva_version=nueva_version,
            parcial=parcial,
            avance=avance,
            ensayo=ensayo,
        )
    informar(resultado, parcial=parcial or ensayo, en_json=en_json)
    if resultado.importacion.rechazadas and not (parcial or ensayo):
        raise click.exceptions.Exit(1)


def informar(resultado: ImportacionDePoa, *, parcial: bool, en_json: bool) -> None:
    for aviso in resultado.importacion.avisos:
        avisar(en_palabras(aviso))
    clases = [c.clase.value for c in resultado.cambios]
    cuentas = {clase: clases.count(clase) for clase in ("entra", "sale", "cambia")}
    if en_json:
        monto = {"version": resultado.numero, "monto": str(resultado.monto)}
        emitir_json({**resultado.importacion.como_json(), **cuentas, **monto})
        return
    sin_diferencia = " Sin diferencia." if not resultado.cambios else ""
    decir(
        f"Versión {resultado.numero}: {cuantas(resultado.lineas, 'línea', 'líneas')}, "
        f"{resultado.monto.legible()}. Entran {cuentas['entra']}, salen {cuentas['sale']}, "
        f"cambian {cuentas['cambia']}.{sin_diferencia}"
    )
    rechazadas = resultado.importacion.rechazadas
    if rechazadas:
        avisar("Estas celdas no se pudieron leer." if parcial else "No entró nada: corríjalas.")
        tabla((">Fila", "Columna", "Valor", "Motivo"), [
            (r.fila, r.columna, r.valor[:40], en_palabras(r.motivo))
            for r in rechazadas[:A_LA_VISTA]
        ])  # fmt: skip


@poa.command()
@municipio
@anio_del_poa
@click.argument("destino", metavar="ARCHIVO.xlsx", type=Destino())
@cual_version
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def exportar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    destino: Path,
    version: int | None,
    *,
    reemplazar: bool,
) -> None:
    """Escribe el POA en una planilla que se vuelve a importar sin perder nada."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    if destino.exists() and not reemplazar:
        raise DestinoOcupado(str(destino))
    lectura = leido(piezas, ambito, contexto, version)
    libro = escribir_poa(TITULOS, filas_de(lectura.lineas), hojas_de(lectura, hallado.nombre))
    try:
        destino.write_bytes(libro)
    except OSError as error:
        raise DestinoInaccesible(str(destino), error.strerror or "") from error
    decir(f"{cuantas(len(lectura.lineas), 'línea', 'líneas')} en {destino}.")


@poa.command()
@municipio
@anio_del_poa
@click.argument("paso", metavar="PASO", type=click.Choice([*(p.value for p in PasoDePoa), "abrir"]))
@cual_version
@click.option("--constancia", default="", metavar="TEXTO", help="Nota, acta o resolución.")
@click.option(
    "--observacion", "observaciones", multiple=True, metavar="TEXTO",
    help="Lo que se observa; se puede repetir.",
)  # fmt: skip
@con_piezas
def avanzar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    paso: str,
    version: int | None,
    constancia: str,
    observaciones: tuple[str, ...],
) -> None:
    """Da un paso: presentar, observar, conformar, aprobar, ejecutar, cerrar; o abre otra versión.

    Por ejemplo: tinkuy poa avanzar villa-tunari 2027 aprobar --constancia «Ley municipal 12/2026»
    """
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    if paso == "abrir":
        numero = servicio.abrir(contexto, piezas.unidad(ambito), motivo=constancia)
        decir(f"Se abrió la versión {numero} del POA {gestion}.")
        return
    actual = leido(piezas, ambito, contexto, version).poa
    pasos_de_poa.avanzar(
        contexto,
        piezas.unidad(ambito),
        actual.numero,
        PasoDePoa(paso),
        constancia=constancia,
        observaciones=observaciones,
        catalogo=piezas.clasificadores.de(gestion),
    )
    poa = leido(piezas, ambito, contexto, actual.numero).poa
    decir(f"POA {gestion}, versión {poa.numero}: {nombre(poa.estado)}.")


@poa.command()
@municipio
@anio_del_poa
@click.option("--techo", required=True, metavar="MONTO", help="El techo simulado, en Bs.")
@click.option(
    "--orden", type=click.Choice([o.value for o in OrdenDeEjercicio]), default="menor_costo",
    metavar="ORDEN", help="menor_costo, mayor_costo o poa (el orden en que está escrito).",
)  # fmt: skip
@cual_version
@en_json
@con_piezas
def ejercicio(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    techo: str,
    orden: str,
    version: int | None,
    *,
    en_json: bool,
) -> None:
    """Prioriza los proyectos de un POA ya hecho bajo un techo simulado. No escribe nada.

    Sirve para un POA sin demandas de OTB: se ordena con lo que trae y se dice qué entra y qué no.
    """
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    lectura = leido(piezas, ambito, contexto, version)
    try:
        monto: Dinero = dinero_no_negativo(techo)
    except DatoIlegible as error:
        raise MontoInvalido("--techo", techo) from error
    hecho = ejercitar(gestion, lectura.lineas, monto, OrdenDeEjercicio(orden))
    rotulo = EJERCICIO.format(orden=en_palabras(ORDENES[hecho.orden]))
    if en_json:
        emitir_json(ejercicio_como_json(hecho, hallado.slug, rotulo))
        return
    tabla(
        (">Puesto", ">Línea", "Categoría", "Proyecto", ">Costo", "Entra", "Por qué"),
        [
            (r.puesto or "—", r.linea.orden, r.linea.categoria, r.linea.denominacion,
             r.linea.monto.legible(), "sí" if r.entra else "no", en_palabras(r.motivo))
            for r in (*hecho.renglones, *hecho.fuera)
        ],
        f"{hallado.nombre}, POA {gestion}: ejercicio con techo simulado de {monto.legible()}, "
        f"fuente-organismo {NO_DECLARADA}",
    )  # fmt: skip
    decir(
        f"Entran {hecho.entran} de {len(hecho.renglones)} proyectos: {hecho.usado.legible()} de "
        f"{hecho.techo.legible()}. No compiten {len(hecho.fuera)}."
    )
    avisar(rotulo)


def ejercicio_como_json(hecho: Ejercicio, slug: str, rotulo: str) -> dict[str, object]:
    """La forma estable; siempre lleva su rótulo."""
    return {
        "municipio": slug,
        "gestion": hecho.gestion,
        "rotulo": rotulo,
        "simulado": True,
        "fuente_organismo": NO_DECLARADA,
        "orden": hecho.orden.value,
        "techo": str(hecho.techo),
        "usado": str(hecho.usado),
        "renglones": [
            {"puesto": r.puesto, "linea": r.linea.orden, "categoria": r.linea.categoria,
             "denominacion": r.linea.denominacion, "monto": str(r.linea.monto), "entra": r.entra,
             "motivo": str(r.motivo)}
            for r in (*hecho.renglones, *hecho.fuera)
        ],
    }  # fmt: skip
