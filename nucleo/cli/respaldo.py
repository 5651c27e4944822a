"""`tinkuy respaldo`: una copia de toda la instalación, que se comprueba restaurándola."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from nucleo.cli.argumentos import archivo, con_piezas, en_json, en_plataforma
from nucleo.cli.bitacora import todos_los_ambitos
from nucleo.cli.castellano import Grupo
from nucleo.cli.exportacion import (
    ajustes_de,
    destino,
    devolver_ajustes,
    integrantes,
    reemplazar,
)
from nucleo.cli.salida import avisar, con_progreso, contando, cuantas, decir, emitir_json, progreso
from nucleo.documentos.claves import LLAVE, PUBLICA, aceptar, leer_claves
from nucleo.documentos.sellado import ClavePublica
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import AmbitoDesconocido
from nucleo.exportaciones.destinos import provisional
from nucleo.exportaciones.escritura import Contenido, Portada
from nucleo.exportaciones.respaldos import CLAVES, Respaldo, abrir_respaldo, escribir_respaldo
from nucleo.servicios import exportaciones
from nucleo.servicios import respaldos as servicio
from nucleo.servicios.piezas import Desechable, PiezasDeConsola

SIN_LLAVE = (
    "La llave con que esta instalación sella sus actas no va en el respaldo: quien la tenga puede "
    f"sellar en su nombre. Guarde aparte «{LLAVE}» de la carpeta de datos, o "
    "TINKUY_LLAVE_DE_ACTAS. Las claves públicas sí van."
)


@click.group(cls=Grupo)
def respaldo() -> None:
    """La copia de toda la instalación."""


@respaldo.command()
@destino
@reemplazar
@en_json
@con_piezas
def crear(piezas: PiezasDeConsola, archivo: Path, *, reemplazar: bool, en_json: bool) -> None:
    """Copia en caliente todos los ámbitos y la configuración, de un mismo instante."""
    plataforma, contexto = en_plataforma(piezas)
    with provisional(archivo, reemplazar=reemplazar) as ruta:
        with piezas.instantanea() as fija, ruta.open("wb") as salida:
            portada = portada_de(fija, contexto, plataforma)
            contenidos = contenidos_de(fija, contexto)
            publicas = "".join(c.pem for c in leer_claves(piezas.datos / PUBLICA)).encode()
            escribir_respaldo(salida, portada, contenidos, fija.configuraciones(), publicas)
        with abrir_respaldo(ruta, archivo.name) as hecho:
            for _ in contando("Releyendo", hecho.exportaciones(), len(hecho.ambitos)):
                pass  # cada una se verifica al abrirla
    servicio.anotar_respaldo(contexto, piezas.unidad(plataforma), hecho)
    informar(f"Respaldo en {archivo}", hecho, en_json=en_json)
    if publicas:
        avisar(SIN_LLAVE)


def contenidos_de(
    piezas: PiezasDeConsola, contexto: Contexto
) -> Iterator[tuple[Portada, Contenido]]:
    """Cada ámbito con algo guardado, con su unidad abierta mientras se escribe."""
    for ambito in con_progreso("Respaldando", con_memoria(piezas)):
        with piezas.unidad(ambito) as unidad:
            if unidad.volcado.tablas():
                ajustes = None
                if isinstance(ambito, EnMunicipio):
                    ajustes = ajustes_de(piezas, piezas.territorio.por_id[ambito.id])
                contenido = Contenido(unidad.volcado, piezas.adjuntos(ambito), ajustes)
                yield portada_de(piezas, contexto, ambito), contenido


def con_memoria(piezas: PiezasDeConsola) -> list[Ambito]:
    """Todos los de aquí y las regiones que ya no están configuradas: su cadena sigue en la base."""
    ambitos = todos_los_ambitos(piezas)
    for region in servicio.regiones_recordadas(piezas.unidad(EnPlataforma())):
        if region not in ambitos:
            ambitos.append(region)
            avisar(
                f"La región «{region.slug}» ya no está en la configuración. Su memoria va en el "
                "respaldo; para restaurarlo hay que devolver antes su archivo."
            )
    return ambitos


def portada_de(piezas: PiezasDeConsola, contexto: Contexto, ambito: Ambito) -> Portada:
    return Portada(ambito, nombre_de(piezas, ambito), contexto.ahora(), contexto.quien)


def nombre_de(piezas: PiezasDeConsola, ambito: Ambito) -> str:
    """Sin leer sus ajustes: un TOML malo no impide respaldar."""
    match ambito:
        case EnMunicipio(id):
            return piezas.territorio.por_id[id].nombre
        case EnRegion(slug):
            return piezas.regiones[slug].nombre if slug in piezas.regiones else slug
        case EnDepartamento(codigo):
            return piezas.territorio.departamento_de[codigo].nombre
        case _:
            return piezas.plataforma.nombre


@respaldo.command()
@archivo
@en_json
@con_piezas
def verificar(piezas: PiezasDeConsola, archivo: Path, *, en_json: bool) -> None:
    """Restaura el respaldo en una base desechable y compara resúmenes y cadenas."""
    _, contexto = en_plataforma(piezas)
    with abrir_respaldo(archivo) as hecho, piezas.desechable(hecho.manifiesto.paquetes) as base:
        with progreso("Comprobando") as avance:
            servicio.comprobar(contexto, hecho, base, avance)
        exigir_aceptables(piezas, hecho, base)
    informar(f"{archivo} está entero y se puede restaurar", hecho, en_json=en_json)


@respaldo.command()
@archivo
@en_json
@con_piezas
def restaurar(piezas: PiezasDeConsola, archivo: Path, *, en_json: bool) -> None:
    """Devuelve la instalación entera a una base nueva; si ya hay datos, se niega."""
    _, contexto = en_plataforma(piezas)
    with abrir_respaldo(archivo) as hecho, piezas.desechable(hecho.manifiesto.paquetes) as base:
        exigir_conocidos(piezas, hecho)
        servicio.exigir_vacia(piezas.unidad, hecho)
        with progreso("Comprobando") as avance:
            servicio.comprobar(contexto, hecho, base, avance)
        exigir_aceptables(piezas, hecho, base)
        comparar_configuraciones(piezas, hecho)
        aceptar_claves(piezas, hecho)
        for exportacion in contando("Restaurando", hecho.exportaciones(), len(hecho.ambitos)):
            ambito = exportacion.ambito
            unidad, adjuntos = piezas.unidad(ambito), piezas.adjuntos(ambito)
            exportaciones.restaurar(contexto, exportacion, base, unidad, adjuntos)
            if isinstance(ambito, EnMunicipio):
                devolver_ajustes(piezas, piezas.territorio.por_id[ambito.id], exportacion)
    informar(f"Instalación restaurada de {archivo}", hecho, en_json=en_json)


def aceptar_claves(piezas: PiezasDeConsola, hecho: Respaldo) -> None:
    """Lo ya sellado se sigue comprobando aunque la llave de antes no esté aquí; eso se avisa."""
    if not hecho.claves():
        return
    traidas = ClavePublica.todas_de_pem(hecho.claves(), CLAVES)
    aceptar(piezas.datos / PUBLICA, traidas)
    de_antes = traidas[0].identificador
    hay = (piezas.datos / LLAVE).exists() or os.environ.get("TINKUY_LLAVE_DE_ACTAS")
    de_hoy = f"con la {piezas.sellador.identificador}" if hay else "todavía con ninguna"
    if not hay or piezas.sellador.identificador != de_antes:
        avisar(
            f"Las actas del respaldo se sellaron con la llave {de_antes} y aquí se sella "
            f"{de_hoy}. Las de antes se siguen comprobando con su clave pública, que quedó "
            "aceptada. Si guardó aquella llave, póngala ahora, antes de cerrar otra acta: en "
            f"«{piezas.datos / LLAVE}» o en TINKUY_LLAVE_DE_ACTAS."
        )


def exigir_aceptables(piezas: PiezasDeConsola, hecho: Respaldo, base: Desechable) -> None:
    """Todos, antes de tocar el primero: lo comprobado calza con esta versión y esta instalación."""
    base.poner_al_dia()
    for ambito in hecho.ambitos:
        exportaciones.exigir_aceptable(ambito, base, integrantes(piezas))


def exigir_conocidos(piezas: PiezasDeConsola, hecho: Respaldo) -> None:
    """Que el catálogo y la configuración de aquí tengan cada ámbito del respaldo."""
    conocidos = {EnMunicipio(id_) for id_ in piezas.territorio.por_id} | {
        *todos_los_ambitos(piezas)
    }
    for ambito in hecho.ambitos:
        if ambito not in conocidos:
            raise AmbitoDesconocido(hecho.archivo, ambito.clave)


def comparar_configuraciones(piezas: PiezasDeConsola, hecho: Respaldo) -> None:
    """La configuración de aquí no se pisa: se dice cuál es otra o falta, y dónde está."""
    de_aqui = dict(piezas.configuraciones())
    municipales = {f"{m.slug}.toml" for m in piezas.territorio.municipios}
    for ruta, contenido in hecho.configuraciones():
        if de_aqui.get(ruta) != contenido and Path(ruta).name not in municipales:
            como = "es otra" if ruta in de_aqui else "no está"
            avisar(
                f"La configuración «{ruta}» aquí {como}: la del respaldo está adentro, «{ruta}»."
            )


def informar(que: str, hecho: Respaldo, *, en_json: bool) -> None:
    if en_json:
        incluidas = hecho.manifiesto.ambitos
        emitir_json({
            "archivo": hecho.archivo,
            "sha256": hecho.sha256,
            "creado": hecho.manifiesto.creado.isoformat(),
            "ambitos": [{"ambito": i.ambito, "resumen": i.resumen} for i in incluidas],
        })  # fmt: skip
        return
    municipios = sum(isinstance(ambito, EnMunicipio) for ambito in hecho.ambitos)
    dichos = cuantas(municipios, "municipio", "municipios")
    cadenas = cuantas(len(hecho.ambitos), "cadena", "cadenas")
    decir(f"{que}: {dichos} y {cadenas}, SHA-256 {hecho.sha256}.")
