"""`tinkuy acta`: el acta de un encuentro en papel, y si un archivo es de verdad esa acta."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    archivo,
    con_piezas,
    en_idiomas,
    en_json,
    en_municipio,
    exigir_idiomas,
    municipio,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import avisar, decir, emitir_json
from nucleo.documentos.claves import PUBLICA, aceptar, leer_claves
from nucleo.documentos.sellado import MAYOR, ClavePublica, Documento, Sello
from nucleo.documentos.sellado import verificar as verificar_sello
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado, NoExiste
from nucleo.servicios import bitacora, comprobaciones
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.actas import NO_ES_FIRMA_DIGITAL

NO_COINCIDE: Final = 3
SI, NO = "sí", "NO"


@click.group(cls=Grupo)
def acta() -> None:
    """Las actas de los encuentros: imprimirlas selladas y comprobarlas sin conexión."""


def de_un_papel(orden: Callable[..., None]) -> Callable[..., None]:
    """Lo que piden las dos órdenes que imprimen: de qué encuentro, adónde, en qué idiomas."""
    for opcion in (
        municipio,
        anio_del_poa,
        click.argument("evento", metavar="EVENTO"),
        click.argument("destino", metavar="ARCHIVO.pdf", type=Destino()),
        en_idiomas,
        click.option("--sin-nombres", is_flag=True, help="La copia pública, sin nombres."),
        click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista."),
        con_piezas,
    )[::-1]:  # fmt: skip
        orden = opcion(orden)
    return orden


@acta.command()
@de_un_papel
def generar(piezas: PiezasDeConsola, **pedido: Any) -> None:
    """Escribe el PDF sellado del acta cerrada de un encuentro. EVENTO es como cumbre-2.

    Por ejemplo: tinkuy acta generar villa-tunari 2028 cumbre-2 acta.pdf --idioma es --idioma qu
    """
    escribir_papel(piezas, posteriores=False, **pedido)


@acta.command()
@de_un_papel
def constancias(piezas: PiezasDeConsola, **pedido: Any) -> None:
    """Escribe la hoja sellada de las constancias que llegaron con el acta ya cerrada.

    El PDF del acta no cambia: la hoja va aparte y dice con qué resumen está conforme cada quien.
    """
    escribir_papel(piezas, posteriores=True, **pedido)


def escribir_papel(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    evento: str,
    destino: Path,
    *,
    idiomas: tuple[str, ...],
    sin_nombres: bool,
    reemplazar: bool,
    posteriores: bool,
) -> None:
    """Lo imprime, lo guarda y dice con qué llave quedó sellado."""
    hallado, ambito, _ = en_municipio(piezas, municipio, gestion)
    exigir_idiomas(piezas, ambito, idiomas)
    if destino.exists() and not reemplazar:
        raise DestinoOcupado(str(destino))
    pdf = piezas.acta(
        hallado, gestion, evento, idiomas, con_nombres=not sin_nombres, posteriores=posteriores
    )
    try:
        destino.write_bytes(pdf)
    except OSError as error:
        raise DestinoInaccesible(str(destino), error.strerror or "") from error
    decir(f"Escrita {destino}. Sellada con la llave {piezas.sellador.identificador}.")
    avisar(f"Para comprobarla: tinkuy acta verificar {destino.name}")


@acta.command()
@archivo
@click.option(
    "--clave", metavar="ARCHIVO", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="La clave pública de quien la selló; sin decirla, la de esta instalación.",
)  # fmt: skip
@click.option("--con-base", is_flag=True, help="Mira además la base y la bitácora de aquí.")
@en_json
@click.pass_context
def verificar(
    contexto: click.Context, archivo: Path, *, clave: Path | None, con_base: bool, en_json: bool
) -> None:
    """Dice si un PDF es el acta (o su hoja de constancias) que se selló, sin conexión y sin base.

    Sale con 0 si es auténtica y 1 si no, diciendo por qué; con --con-base, con 3 si la base o la
    bitácora ya no dicen lo mismo.
    """
    piezas: PiezasDeConsola = contexto.obj
    claves = claves_de(piezas, clave)
    with archivo.open("rb") as abierto:
        sello = verificar_sello(abierto.read(MAYOR + 1), *claves)
    en_base = mirar_en_base(piezas, sello) if con_base else {}
    if en_json:
        emitir_json(como_json(sello, en_base))
    else:
        mostrar(sello, en_base)
    contexto.exit(0 if all(en_base.values()) else NO_COINCIDE)


@acta.command()
@click.option(
    "--agregar", metavar="ARCHIVO.pem",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Acepta además la de otra instalación, de donde se mudó un municipio.",
)  # fmt: skip
@con_piezas
def clave(piezas: PiezasDeConsola, *, agregar: Path | None) -> None:
    """Muestra las claves públicas con que cualquiera comprueba las actas de esta instalación.

    La primera es la de hoy; detrás, las de antes y las aceptadas. Lo que una de ellas selló vale
    aquí: agregue solo la que le dio, en mano, quien administra la otra instalación.
    """
    if agregar:
        nuevas = ClavePublica.todas_de_pem(agregar.read_bytes(), agregar.name)
        _ = piezas.sellador  # la de hoy, primera
        for nueva in aceptar(piezas.datos / PUBLICA, nuevas):
            avisar(f"Aceptada la clave {nueva.identificador}. Si está atendiendo, reinicie.")
    decir("".join(c.pem for c in claves_de(piezas, None)).rstrip("\n"))
    avisar(f"Identificador: {piezas.sellador.identificador}. Guárdela también en otra parte.")


def claves_de(piezas: PiezasDeConsola, escrita: Path | None) -> tuple[ClavePublica, ...]:
    """Las del archivo o las que esta instalación tenga: comprobar no crea ninguna llave."""
    if escrita is not None:
        return ClavePublica.todas_de_pem(escrita.read_bytes(), escrita.name)
    if not (piezas.datos / PUBLICA).exists() and not os.environ.get("TINKUY_LLAVE_DE_ACTAS"):
        raise NoExiste("clave pública", str(piezas.datos / PUBLICA))
    return leer_claves(piezas.datos / PUBLICA) or ClavePublica.todas_de_pem(
        piezas.sellador.publicadas.encode()
    )


def mirar_en_base(piezas: PiezasDeConsola, sello: Sello) -> dict[str, bool]:
    """Qué dicen la base y la bitácora de esa acta."""
    if sello.municipio_id not in piezas.territorio.por_id:
        raise NoExiste("municipio", f"{sello.municipio_id:06d}")
    ambito = EnMunicipio(sello.municipio_id)
    contexto = piezas.contexto(ambito, sello.gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        hecha = comprobaciones.comprobar(contexto, unidad, piezas.sellador, sello.evento)
    cadena = bitacora.verificar(piezas.unidad_de_lectura(ambito), alta=True)
    return {
        "es_la_guardada": hecha.acta.resumen == sello.resumen,
        "guardada_intacta": hecha.intacta and hecha.sellada,
        "en_bitacora": hecha.en_bitacora,
        "bitacora_sana": cadena is None,
        "votos_iguales": hecha.votos,
        "constancias_iguales": hecha.constancias,
    }


QUE_SE_MIRO = {
    "es_la_guardada": "La base guarda esta misma acta",
    "guardada_intacta": "Lo guardado es lo que se cerró",
    "en_bitacora": "La bitácora contiene su cierre",
    "bitacora_sana": "La cadena de la bitácora cuadra",
    "votos_iguales": "Los votos guardados son los del acta",
    "constancias_iguales": "Las constancias posteriores son las de la bitácora",
}
PAPELES = {
    Documento.ACTA: "acta de",
    Documento.CONSTANCIAS: "hoja de constancias posteriores al acta de",
}


def mostrar(sello: Sello, en_base: dict[str, bool]) -> None:
    decir(
        f"Auténtica: {PAPELES[sello.documento]} {sello.evento}, municipio "
        f"{sello.municipio_id:06d}, gestión {sello.gestion}."
    )
    de_cual = "" if sello.documento is Documento.ACTA else " del acta con que están conformes:"
    decir(f"Resumen{de_cual} {sello.resumen}")
    decir(f"Llave {sello.clave}")
    for que, bien in en_base.items():
        decir(f"{QUE_SE_MIRO[que]}: {SI if bien else NO}")
    if not all(en_base.values()):
        avisar("El archivo es auténtico, pero lo que la base guarda ya no coincide con él.")
    avisar(NO_ES_FIRMA_DIGITAL)


def como_json(sello: Sello, en_base: dict[str, bool]) -> dict[str, object]:
    """La forma estable de `verificar --json`."""
    return {
        "autentica": True,
        "documento": sello.documento.value,
        "municipio": f"{sello.municipio_id:06d}",
        "gestion": sello.gestion,
        "evento": sello.evento,
        "resumen": sello.resumen,
        "clave": sello.clave,
        "base": en_base or None,
    }
