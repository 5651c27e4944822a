"""`tinkuy evento asistencia` y `tinkuy evento convocatoria`: quién llegó y con qué se lo llama."""

from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    con_piezas,
    en_json,
    en_municipio,
    municipio,
)
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import avisar, decir, emitir_json, tabla
from nucleo.documentos.composicion import componer
from nucleo.dominio.asistencias import PorSexo
from nucleo.dominio.ciclos import Ciclo
from nucleo.dominio.convocatorias import MedioDeConvocatoria
from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado
from nucleo.servicios import asistencias, convocatorias
from nucleo.servicios.asistencias import Presencia
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos import convocatorias as textos
from nucleo.textos.asistencias import del_cuorum, regla_del_cuorum, representado
from nucleo.textos.nombres import nombre

clave = click.argument("clave", metavar="EVENTO")
CON_TEXTO = (
    MedioDeConvocatoria.CORREO,
    MedioDeConvocatoria.MENSAJE,
    MedioDeConvocatoria.RADIO,
    MedioDeConvocatoria.AFICHE,
)
SIN_DIRECCION = (
    "Sin `direccion` en plataforma.toml la convocatoria va sin enlace ni QR: nadie sabría adónde "
    "lleva."
)


@click.command(cls=Orden)
@municipio
@anio_del_poa
@clave
@click.option("--nombres", is_flag=True, help="También quiénes son: son datos de personas.")
@en_json
@con_piezas
def asistencia(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    *,
    nombres: bool,
    en_json: bool,
) -> None:
    """Cuántas personas y organizaciones llegaron, y si hay cuórum."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        leida = asistencias.presencia(contexto, unidad, clave)
    if en_json:
        emitir_json(como_json(leida, nombres=nombres))
        return
    mostrar(leida, contexto.ciclo)
    if nombres:
        tabla(
            ("Nombre", "Sexo", "Organización", "Representa", "Cargo", "Hora"),
            [
                (
                    x.nombre,
                    nombre(x.sexo),
                    leida.organizaciones[x.organizacion_id].nombre if x.organizacion_id else "",
                    representado(x.representa, contexto.ciclo),
                    x.cargo,
                    x.hora,
                )
                for x in leida.asistencias
            ],
        )


@click.command(cls=Orden)
@municipio
@anio_del_poa
@clave
@click.option(
    "--medio", required=True, type=click.Choice([m.value for m in CON_TEXTO]),
    help="correo, mensaje (SMS o WhatsApp), radio o afiche.",
)  # fmt: skip
@click.option("--pdf", type=Destino(), metavar="ARCHIVO", help="Dónde escribir el afiche.")
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def convocatoria(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    medio: str,
    pdf: Path | None,
    *,
    reemplazar: bool,
) -> None:
    """Con qué palabras se convoca a un encuentro, o su afiche.

    Por ejemplo: tinkuy evento convocatoria villa-tunari 2028 cumbre-2 --medio mensaje
    """
    dicho = anuncio_de(piezas, municipio, gestion, clave)
    if not dicho.direccion:
        avisar(SIN_DIRECCION)
    match MedioDeConvocatoria(medio):
        case MedioDeConvocatoria.CORREO:
            decir(f"{textos.asunto(dicho)}\n\n{textos.correo(dicho)}".rstrip())
        case MedioDeConvocatoria.MENSAJE:
            decir(textos.mensaje(dicho))
        case MedioDeConvocatoria.RADIO:
            decir(textos.guion(dicho).rstrip())
        case _:
            if pdf is None:
                raise click.UsageError("El afiche pide --pdf ARCHIVO.")
            escribir(pdf, componer("afiche", textos.afiche(dicho, idioma="es")), reemplazar)


def anuncio_de(piezas: PiezasDeConsola, municipio: str, gestion: int, clave: str) -> textos.Anuncio:
    """Lo que hay que decir de ese encuentro; sin dirección pública, va sin enlace."""
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        leido = convocatorias.llamado(contexto, unidad, clave)
    raiz = piezas.plataforma.direccion
    ruta = f"/{hallado.slug}/ciclo/{clave}?gestion={gestion}"
    return textos.anuncio(
        leido.evento,
        leido.tipo,
        contexto.ciclo,
        municipio=hallado.nombre,
        dia=f"{leido.evento.dia:%d/%m/%Y}",
        direccion=f"{raiz}{ruta}" if raiz else "",
    )


def escribir(ruta: Path, contenido: bytes, reemplazar: bool) -> None:  # noqa: FBT001 - de la orden
    """El archivo, sin pisar otro salvo que se pida."""
    if ruta.exists() and not reemplazar:
        raise DestinoOcupado(str(ruta))
    try:
        ruta.write_bytes(contenido)
    except OSError as error:
        raise DestinoInaccesible(str(ruta), error.strerror or "") from error
    decir(str(ruta))


def mostrar(leida: Presencia, ciclo: Ciclo) -> None:
    cuenta = leida.cuenta
    tabla(
        ("A quién representan", ">Mujeres", ">Hombres", ">Sin dato", ">Total"),
        [
            (representado(c, ciclo), *map(str, (p.mujeres, p.hombres, p.sin_dato, p.total)))
            for c, p in cuenta.por_representacion
        ],
        f"{leida.evento.sigla}, gestión {leida.evento.gestion}",
    )
    decir(
        f"{cuenta.personas.total} personas; {cuenta.presentes} de {cuenta.convocadas} "
        f"organizaciones convocadas. {del_cuorum(leida.cuorum)}"
    )
    if leida.cuorum:
        decir(regla_del_cuorum(leida.cuorum))


def como_json(leida: Presencia, *, nombres: bool) -> dict[str, object]:
    """Forma estable: lo que otra herramienta puede leer; sin `nombres`, solo cuentas."""
    cuenta, estado = leida.cuenta, leida.cuorum
    dicho: dict[str, object] = {
        "gestion": leida.evento.gestion,
        "evento": leida.evento.clave,
        "estado": leida.evento.estado.value,
        "personas": por_sexo(cuenta.personas),
        "por_representacion": [
            {"representa": c, **por_sexo(p)} for c, p in cuenta.por_representacion
        ],
        "sin_inscripcion": cuenta.sin_inscripcion,
        "organizaciones": {"presentes": cuenta.presentes, "convocadas": cuenta.convocadas},
        "cuorum": estado
        and {
            "de": estado.regla.de.value,
            "por_ciento": estado.regla.por_ciento,
            "presentes": estado.presentes,
            "total": estado.total,
            "necesarios": estado.necesarios,
            "faltan": estado.faltan,
            "hay": estado.hay,
        },
    }
    if nombres:
        dicho["asistencias"] = [
            {
                "nombre": x.nombre,
                "sexo": x.sexo.value,
                "organizacion": leida.organizaciones[x.organizacion_id].nombre
                if x.organizacion_id
                else "",
                "representa": x.representa,
                "cargo": x.cargo,
                "sin_inscripcion": x.sin_inscripcion,
                "hora": x.hora,
            }
            for x in leida.asistencias
        ]
    return dicho


def por_sexo(personas: PorSexo) -> dict[str, int]:
    return {
        "mujeres": personas.mujeres,
        "hombres": personas.hombres,
        "sin_dato": personas.sin_dato,
    }
