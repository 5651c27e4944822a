"""`tinkuy seguimiento`: quién sigue qué del POA, y el programa del control social en papel."""

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
from nucleo.cli.castellano import Grupo
from nucleo.cli.encuentro import escribir
from nucleo.cli.salida import decir, emitir_json, tabla
from nucleo.documentos.composicion import componer
from nucleo.dominio.encargos import Encargo, Seguido
from nucleo.dominio.seguimientos import Seguimiento
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.encargos import Organizacion, organizacion_de
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.nombres import nombre
from nucleo.textos.programas import hoja_del_programa
from nucleo.textos.seguimientos import asunto


@click.group(cls=Grupo)
def seguimiento() -> None:
    """El control social: quién sigue qué del POA, qué se programó y qué se halló."""


@seguimiento.command()
@municipio
@anio_del_poa
@en_json
@con_piezas
def listar(piezas: PiezasDeConsola, municipio: str, gestion: int, *, en_json: bool) -> None:
    """Quién sigue cada cosa, lo que nadie sigue y las actividades del programa."""
    organizacion, todos = _leido(piezas, municipio, gestion)
    hallado, _, contexto = en_municipio(piezas, municipio, gestion)
    if en_json:
        emitir_json(como_json(organizacion, todos))
        return
    hoy = hoy_de(contexto)
    tabla(
        ("Qué se sigue", "Quién lo sigue", "Está en el POA"),
        [
            (asunto(s.asunto), ", ".join(seguido_por(s, organizacion)) or "nadie",
             "sí" if s.vive else "no")
            for s in organizacion.seguidos
            if s.encargos or s.nadie
        ],
        f"{hallado.nombre}, gestión {gestion}",
    )  # fmt: skip
    encargos = {e.id: e for e in organizacion.encargos}
    tabla(
        ("Día", "De qué manera", "Qué", "Qué se sigue", "Quién", "Cómo va"),
        [
            (f"{s.dia:%d/%m/%Y}", nombre(s.clase), s.que, asunto(encargos[s.encargo_id]),
             organizacion.de_quien(encargos[s.encargo_id]),
             nombre(s.resultado) if s.resultado else "vencida" if s.vencio(hoy) else "por hacer")
            for s in todos
        ],
        "Programa de seguimiento",
    )  # fmt: skip
    decir(f"Nadie sigue {len(organizacion.sin_nadie)} de {len(organizacion.por_seguir)} cosas.")


@seguimiento.command()
@municipio
@anio_del_poa
@click.argument("archivo", metavar="ARCHIVO", type=Destino())
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def programa(
    piezas: PiezasDeConsola, municipio: str, gestion: int, archivo: Path, *, reemplazar: bool
) -> None:
    """El programa de seguimiento en PDF, con espacio para las firmas.

    Por ejemplo: tinkuy seguimiento programa villa-tunari 2027 programa.pdf
    """
    organizacion, todos = _leido(piezas, municipio, gestion)
    hallado, _, contexto = en_municipio(piezas, municipio, gestion)
    hoja = hoja_del_programa(hallado.nombre, organizacion, todos, hoy_de(contexto), idioma="es")
    escribir(archivo, componer("programa-de-seguimiento", hoja), reemplazar)


def como_json(organizacion: Organizacion, todos: list[Seguimiento]) -> dict[str, object]:
    """Forma estable: lo que otra herramienta puede leer. Sin nombres de personas."""
    return {
        "gestion": organizacion.gestion,
        "version_del_poa": organizacion.poa.numero if organizacion.poa else None,
        "sin_nadie": [s.asunto.clave for s in organizacion.sin_nadie],
        "encargos": [
            encargo_como_json(e, s, organizacion) for s in organizacion.seguidos for e in s.encargos
        ],
        "actividades": [actividad_como_json(s) for s in todos],
    }


def encargo_como_json(e: Encargo, s: Seguido, organizacion: Organizacion) -> dict[str, object]:
    """Quién sigue qué; con `en_el_poa` falso, la versión que rige ya no lo trae."""
    return {
        "id": str(e.id),
        "sigue": e.sigue.value,
        "codigo": e.codigo,
        "nombre": s.asunto.nombre,
        "organizacion": organizacion.nombres.get(e.organizacion_id or e.id, ""),
        "comision": e.comision,
        "en_el_poa": s.vive,
    }


def actividad_como_json(s: Seguimiento) -> dict[str, object]:
    """Una actividad; `resultado` vacío es que no se hizo, o nadie lo anotó."""
    return {
        "id": str(s.id),
        "encargo": str(s.encargo_id),
        "clase": s.clase.value,
        "que": s.que,
        "fecha": s.fecha.isoformat(),
        "hora": s.hora,
        "lugar": s.lugar,
        "van": s.van,
        "veces_reprogramada": len(s.cambios),
        "resultado": s.resultado.value if s.resultado else "",
        "hallado": s.hallado,
        "constancia": s.constancia,
        "hecho_el": s.hecho_el.isoformat() if s.hecho_el else None,
        "reclamo": str(s.reclamo_id) if s.reclamo_id else None,
    }


def seguido_por(s: Seguido, organizacion: Organizacion) -> list[str]:
    """Cómo se llaman quienes lo siguen; también los de su programa."""
    return [*dict.fromkeys(map(organizacion.de_quien, (*s.encargos, *s.por_programa)))]


def _leido(
    piezas: PiezasDeConsola, municipio: str, gestion: int
) -> tuple[Organizacion, list[Seguimiento]]:
    """La organización, con los programas por su nombre, y las actividades por su día."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        organizacion = organizacion_de(contexto, unidad, piezas.clasificadores.de(gestion))
        return organizacion, [*unidad.seguimientos.de_gestion(gestion)]
