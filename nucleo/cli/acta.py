"""`tinkuy acta`: el acta de un encuentro en papel, y si un archivo es de verdad esa acta."""

import os
from pathlib import Path
from typing import Final

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
from nucleo.documentos.sellado import MAYOR, ClavePublica, Sello
from nucleo.documentos.sellado import verificar as verificar_sello
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado, NoExiste
from nucleo.servicios import bitacora, comprobaciones
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.actas import NO_ES_FIRMA_DIGITAL

NO_COINCIDE: Final = 3
PUBLICA = "clave-de-actas.pem"
SI, NO = "sí", "NO"


@click.group(cls=Grupo)
def acta() -> None:
    """Las actas de los encuentros: imprimirlas selladas y comprobarlas sin conexión."""


@acta.command()
@municipio
@anio_del_poa
@click.argument("evento", metavar="EVENTO")
@click.argument("destino", metavar="ARCHIVO.pdf", type=Destino())
@en_idiomas
@click.option("--sin-nombres", is_flag=True, help="La copia pública, sin nombres de personas.")
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def generar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    evento: str,
    destino: Path,
    *,
    idiomas: tuple[str, ...],
    sin_nombres: bool,
    reemplazar: bool,
) -> None:
    """Escribe el PDF sellado del acta cerrada de un encuentro. EVENTO es como cumbre-2.

    Por ejemplo: tinkuy acta generar villa-tunari 2028 cumbre-2 acta.pdf --idioma es --idioma qu
    """
    hallado, ambito, _ = en_municipio(piezas, municipio, gestion)
    exigir_idiomas(piezas, ambito, idiomas)
    if destino.exists() and not reemplazar:
        raise DestinoOcupado(str(destino))
    pdf = piezas.acta(hallado, gestion, evento, idiomas, con_nombres=not sin_nombres)
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
    """Dice si un PDF es el acta que la instalación selló, sin conexión y sin base.

    Sale con 0 si es auténtica y 1 si no, diciendo por qué; con --con-base, con 3 si la base o la
    bitácora ya no dicen lo mismo.
    """
    piezas: PiezasDeConsola = contexto.obj
    publica = clave_de(piezas, clave)
    with archivo.open("rb") as abierto:
        sello = verificar_sello(abierto.read(MAYOR + 1), publica)
    en_base = mirar_en_base(piezas, sello) if con_base else {}
    if en_json:
        emitir_json(como_json(sello, en_base))
    else:
        mostrar(sello, en_base)
    contexto.exit(0 if all(en_base.values()) else NO_COINCIDE)


@acta.command()
@con_piezas
def clave(piezas: PiezasDeConsola) -> None:
    """Muestra la clave pública con que cualquiera comprueba las actas de esta instalación."""
    decir(clave_publica(piezas).pem.rstrip("\n"))
    avisar(f"Identificador: {piezas.sellador.identificador}. Guárdela también en otra parte.")


def clave_publica(piezas: PiezasDeConsola) -> ClavePublica:
    return ClavePublica.de_hex(piezas.sellador.publica)


def clave_de(piezas: PiezasDeConsola, escrita: Path | None) -> ClavePublica:
    """La del archivo o la que esta instalación tenga: comprobar no crea ninguna llave."""
    if escrita is None:
        if os.environ.get("TINKUY_LLAVE_DE_ACTAS"):
            return clave_publica(piezas)
        escrita = piezas.datos / PUBLICA
        if not escrita.exists():
            raise NoExiste("clave pública", str(escrita))
    return ClavePublica.de_pem(escrita.read_bytes(), escrita.name)


def mirar_en_base(piezas: PiezasDeConsola, sello: Sello) -> dict[str, bool]:
    """Qué dicen la base y la bitácora de esa acta."""
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
    }


QUE_SE_MIRO = {
    "es_la_guardada": "La base guarda esta misma acta",
    "guardada_intacta": "Lo guardado es lo que se cerró",
    "en_bitacora": "La bitácora contiene su cierre",
    "bitacora_sana": "La cadena de la bitácora cuadra",
    "votos_iguales": "Los votos guardados son los del acta",
}


def mostrar(sello: Sello, en_base: dict[str, bool]) -> None:
    decir(
        f"Auténtica: acta de {sello.evento}, municipio {sello.municipio_id:06d}, "
        f"gestión {sello.gestion}."
    )
    decir(f"Resumen {sello.resumen}")
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
        "municipio": f"{sello.municipio_id:06d}",
        "gestion": sello.gestion,
        "evento": sello.evento,
        "resumen": sello.resumen,
        "clave": sello.clave,
        "base": en_base or None,
    }
