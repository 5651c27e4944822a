"""La vida entera de un municipio: `tinkuy municipio exportar|restaurar|resumen|borrar`."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from nucleo.cli.argumentos import (
    Destino,
    archivo,
    con_piezas,
    en_json,
    en_plataforma,
    hospedado,
    municipio,
)
from nucleo.cli.castellano import Orden
from nucleo.cli.fallas import FALLAS, anotar_falla
from nucleo.cli.salida import avisar, cuantas, decir, emitir_json, inofensivo, progreso, tabla
from nucleo.documentos.claves import PUBLICA, leer_claves
from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.errores import AmbitoDesconocido, ErrorDeNegocio, ExportacionAjena
from nucleo.dominio.territorio import Municipio
from nucleo.dominio.volcado import ResumenDeTabla
from nucleo.exportaciones.destinos import provisional
from nucleo.exportaciones.escritura import Avance, Contenido, Portada, escribir
from nucleo.exportaciones.lectura import Exportacion, abrir
from nucleo.servicios import exportaciones as servicio
from nucleo.servicios import identidad
from nucleo.servicios.comprobaciones import llaves_ajenas
from nucleo.servicios.legibilidad import Regiones
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

destino = click.argument("archivo", metavar="ARCHIVO", type=Destino())
SIN_TERMINAR = "El sitio queda sin terminar y los datos van enteros."
reemplazar = click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")


@click.command(cls=Orden)
@municipio
@destino
@reemplazar
@en_json
@con_piezas
def exportar(
    piezas: PiezasDeConsola, municipio: str, archivo: Path, *, reemplazar: bool, en_json: bool
) -> None:
    """Guarda en un archivo todo lo de un municipio, con un sitio que se abre sin servidor."""
    hallado = hospedado(piezas, municipio)
    plataforma, contexto = en_plataforma(piezas)
    with provisional(archivo, reemplazar=reemplazar) as ruta:
        with progreso(f"Exportando {hallado.nombre}") as avance, piezas.instantanea() as fija:
            escribir_municipio(fija, hallado, ruta, contexto.quien, avance)
        with abrir(ruta, archivo.name) as exportacion:
            pass  # entera y legible, o no se le da su nombre
    servicio.anotar_exportacion(contexto, piezas.unidad(plataforma), exportacion)
    informar(f"{hallado.nombre}, exportado en {archivo}", exportacion, en_json=en_json)


def escribir_municipio(
    piezas: PiezasDeConsola, hallado: Municipio, ruta: Path, quien: str, avance: Avance
) -> None:
    """Con las piezas de un solo instante: datos, bitácora, adjuntos, ajustes y sitio."""
    ambito = EnMunicipio(hallado.id)
    _, contexto = en_plataforma(piezas)
    portada = Portada(ambito, hallado.nombre, contexto.ahora(), quien)
    with piezas.unidad(ambito) as unidad, ruta.open("wb") as salida:
        contenido = Contenido(
            unidad.volcado,
            piezas.adjuntos(ambito),
            ajustes_de(piezas, hallado),
            paginas_de(piezas, hallado, portada.creado),
        )
        escribir(salida, portada, contenido, avance)


def paginas_de(
    piezas: PiezasDeConsola, hallado: Municipio, cuando: datetime
) -> Iterator[tuple[str, bytes]]:
    """El sitio; si algo impide pintarlo, se avisa: los datos salen enteros igual."""
    try:
        yield from piezas.sitio(hallado, cuando)
    except ErrorDeNegocio as error:
        avisar(f"{SIN_TERMINAR} {frase(error)}")
    except Exception as error:  # noqa: BLE001 - la copia importa más que cualquier página
        avisar(f"{SIN_TERMINAR} {anotar_falla(error, piezas.datos / FALLAS)}")


def ajustes_de(piezas: PiezasDeConsola, hallado: Municipio) -> tuple[str, str] | None:
    """El TOML propio y su lugar en el archivo, si lo tiene."""
    texto = piezas.ajustes_propios(hallado)
    return None if texto is None else (f"ajustes/{hallado.slug}.toml", texto)


@click.command(cls=Orden)
@archivo
@en_json
@con_piezas
def restaurar(piezas: PiezasDeConsola, archivo: Path, *, en_json: bool) -> None:
    """Devuelve un municipio entero desde su archivo; si ya está aquí, se niega."""
    with abrir(archivo) as exportacion:
        hallado, ambito = municipio_de(piezas, exportacion)
        _, contexto = en_plataforma(piezas)
        unidad = piezas.unidad(ambito)
        with unidad:
            servicio.exigir_lugar(unidad, exportacion)
        with progreso("Restaurando"), piezas.desechable(exportacion.paquetes) as desechable:
            servicio.comprobar(contexto, exportacion, desechable)
            desechable.poner_al_dia()
            servicio.exigir_aceptable(ambito, desechable, integrantes(piezas))
            servicio.restaurar(contexto, exportacion, desechable, unidad, piezas.adjuntos(ambito))
        devolver_ajustes(piezas, hallado, exportacion)
    avisar_pendientes(piezas, hallado)
    avisar_llaves(piezas, ambito)
    informar(f"{hallado.nombre}, restaurado de {archivo}", exportacion, en_json=en_json)


def avisar_llaves(piezas: PiezasDeConsola, ambito: EnMunicipio) -> None:
    """Las actas que trajo se sellaron en otra instalación: qué hay que pedirle a quién."""
    claves = leer_claves(piezas.datos / PUBLICA)
    with piezas.unidad_de_lectura(ambito) as unidad:
        ajenas = llaves_ajenas(unidad, lambda m, firma: any(c.vale(m, firma) for c in claves))
    if ajenas:
        avisar(
            f"Sus actas cerradas se sellaron con una llave que aquí no se conoce "
            f"({', '.join(ajenas)}): hasta aceptarla no se imprimen. Pida su clave pública a quien "
            "administra la otra instalación y corra «tinkuy acta clave --agregar CLAVE.pem»."
        )


def municipio_de(
    piezas: PiezasDeConsola, exportacion: Exportacion
) -> tuple[Municipio, EnMunicipio]:
    """El municipio del archivo según el catálogo de aquí; `AmbitoDesconocido` si no está."""
    ambito = exportacion.ambito
    if not isinstance(ambito, EnMunicipio) or ambito.id not in piezas.territorio.por_id:
        raise AmbitoDesconocido(exportacion.archivo, ambito.clave)
    hallado = piezas.territorio.por_id[ambito.id]
    if hallado.nombre != exportacion.nombre:
        avisar(f"En el archivo se llama «{exportacion.nombre}»; aquí, {hallado.nombre}.")
    return hallado, ambito


def integrantes(piezas: PiezasDeConsola) -> Regiones:
    return {slug: region.municipios for slug, region in piezas.regiones.items()}


def devolver_ajustes(piezas: PiezasDeConsola, hallado: Municipio, exportacion: Exportacion) -> None:
    """El TOML propio vuelve si aquí no hay otro y vale; si no, se dice dónde quedó.

    Va después de los datos: un archivo que la base rechaza no deja nada escrito.
    """
    texto = exportacion.ajustes()
    if texto is None:
        return
    donde = f"Los ajustes exportados están en {exportacion.archivo}, «ajustes/{hallado.slug}.toml»."
    try:
        if not piezas.guardar_ajustes(hallado, texto):
            avisar(f"{hallado.nombre} tiene aquí otros ajustes, y quedan esos. {donde}")
    except ErrorDeNegocio as error:
        avisar(f"Sus ajustes no valen en esta instalación: {frase(error)} {donde}")
    except OSError as error:
        avisar(f"Sus ajustes no se pudieron escribir ({error.strerror}). {donde}")


def avisar_pendientes(piezas: PiezasDeConsola, hallado: Municipio) -> None:
    """Lo que a un municipio restaurado le falta para andar como antes."""
    with piezas.unidad(EnMunicipio(hallado.id)) as unidad:
        ausentes, alta = unidad.volcado.apartados.ausentes(), unidad.altas.de(hallado.id)
    if alta and alta.suspendida_en:
        avisar(
            f"{hallado.nombre} vuelve suspendido, como estaba ({alta.motivo}). Para reactivarlo: "
            f"«tinkuy municipio reactivar {hallado.slug}»."
        )
    try:
        piezas.contexto(EnMunicipio(hallado.id), 0)
    except ErrorDeNegocio as error:
        avisar(
            f"Sus ajustes no valen en esta instalación: {frase(error)} Hasta que se arregle, sus "
            "páginas lo dirán."
        )
    if ausentes:
        avisar(
            f"Trae datos de módulos que aquí no están ({', '.join(ausentes)}). Quedan guardados y "
            "saldrán en la próxima exportación; instale el módulo y ejecute «tinkuy base "
            "actualizar» para usarlos."
        )


@click.command(cls=Orden)
@municipio
@en_json
@con_piezas
def resumen(piezas: PiezasDeConsola, municipio: str, *, en_json: bool) -> None:
    """El SHA-256 de todos los datos de un municipio: igual en cualquier base y motor."""
    hallado = hospedado(piezas, municipio)
    ambito = EnMunicipio(hallado.id)
    with piezas.instantanea() as fija, fija.unidad(ambito) as unidad:
        hecho = servicio.resumir(unidad.volcado, fija.adjuntos(ambito).resumenes())
    if not en_json:
        decir(hecho.total)
        return
    emitir_json({
        "municipio": hallado.slug,
        "codigo_ine": hallado.codigo,
        "resumen": hecho.total,
        "filas": hecho.filas,
        "tablas": [como_json(t) for t in sorted(hecho.tablas, key=lambda t: t.nombre)],
        "adjuntos": sorted(hecho.adjuntos),
    })  # fmt: skip


def como_json(tabla: ResumenDeTabla) -> dict[str, Any]:
    return {"nombre": tabla.nombre, "filas": tabla.filas, "resumen": tabla.resumen}


@click.command(cls=Orden)
@municipio
@click.option(
    "--exportacion", "ruta", required=True, metavar="ARCHIVO",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="La exportación que guarda todo lo que se va a borrar.",
)  # fmt: skip
@click.option("--si", is_flag=True, help="No pregunta: para guiones.")
@en_json
@con_piezas
def borrar(piezas: PiezasDeConsola, municipio: str, ruta: Path, *, si: bool, en_json: bool) -> None:
    """Borra todo lo de un municipio, si su exportación está entera y al día.

    Sus mandatos terminan, y sus invitaciones dejan de servir.
    """
    hallado = hospedado(piezas, municipio)
    ambito = EnMunicipio(hallado.id)
    _, contexto = en_plataforma(piezas)
    unidad, adjuntos = piezas.unidad(ambito), piezas.adjuntos(ambito)
    with abrir(ruta) as exportacion:
        if exportacion.ambito != ambito:
            raise ExportacionAjena(exportacion.archivo, hallado.nombre, exportacion.ambito.clave)
        with unidad:
            servicio.exigir_vigente(unidad, adjuntos, exportacion)
        with progreso("Comprobando"), piezas.desechable(exportacion.paquetes) as desechable:
            servicio.comprobar(contexto, exportacion, desechable)
        if not si:
            confirmar_con_su_nombre(hallado, exportacion)
        servicio.borrar(contexto, exportacion, unidad, adjuntos)
    identidad.cerrar_todos(contexto, piezas.unidad(EnPlataforma()), ambito)
    if piezas.ajustes_propios(hallado) is not None:
        avisar("Su archivo de configuración queda donde estaba: quítelo si ya no hace falta.")
    informar(
        f"{hallado.nombre}, borrado; todo lo suyo está en {ruta}", exportacion, en_json=en_json
    )


def confirmar_con_su_nombre(hallado: Municipio, exportacion: Exportacion) -> None:
    """Dice qué se va a perder y pide el nombre corto: nadie borra otro por apretar una tecla."""
    cuentas = exportacion.cuentas()
    tabla(("Tabla", ">Filas"), sorted(cuentas.items()))
    if entregas := cuentas.get("entregas", 0):
        dichas = cuantas(entregas, "demanda que entregó", "demandas que entregó")
        avisar(f"Sus regiones dejarán de ver {dichas}: son suyas y se van con él.")
    pregunta = inofensivo(f"Para borrar {hallado.nombre} escriba «{hallado.slug}»")
    escrito = click.prompt(pregunta, err=True)
    if escrito.strip() != hallado.slug:
        raise click.UsageError("Ese no es su nombre corto: no se borró nada.")


def informar(que: str, exportacion: Exportacion, *, en_json: bool) -> None:
    """Qué se hizo y con qué datos, para guardarlo o compararlo."""
    if en_json:
        emitir_json({
            "ambito": exportacion.ambito.clave,
            "resumen": exportacion.resumen,
            "archivo": exportacion.archivo,
            "sha256": exportacion.sha256,
            "tablas": exportacion.cuentas(),
        })  # fmt: skip
        return
    filas = cuantas(sum(exportacion.cuentas().values()), "fila", "filas")
    decir(f"{que}: {filas}, resumen {exportacion.resumen}.")
