"""Cuánto tarda cada organización en llegar a un establecimiento de salud, y cómo se carga."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from nucleo.api import (
    Avance,
    Columna,
    Contexto,
    DelMunicipio,
    Fila,
    Importacion,
    Padron,
    Planilla,
    Unidad,
    exigir_igual,
    hecho_de_importacion,
    importar_filas,
    lectura,
    nuevo_id,
    plegar,
)

UN_DIA = 1440
Identidad = tuple[UUID, str]


@dataclass(eq=False)
class Acceso(DelMunicipio):
    """Minutos de viaje de una organización a un establecimiento, y quién lo dice."""

    id: UUID
    organizacion_id: UUID
    establecimiento: str
    minutos: int
    fuente: str = ""


def columnas(padron: Padron) -> tuple[Columna, ...]:
    """Las que trae la planilla de accesos; la organización se busca entre las del municipio."""
    return (
        Columna("otb", "OTB", padron.hallar, ("organizacion", "comunidad"), obligatoria=True),
        Columna(
            "establecimiento",
            "Establecimiento",
            lectura.texto_de(200),
            ("centro de salud", "hospital", "posta"),
            obligatoria=True,
        ),
        Columna(
            "minutos",
            "Minutos",
            lectura.entero(0, UN_DIA),
            ("tiempo", "tiempo en minutos", "minutos de viaje"),
            obligatoria=True,
        ),
        Columna("fuente", "Fuente", lectura.texto_de(300), ("fuente del dato",)),
    )


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
) -> Importacion:
    """Carga los accesos que faltan. Identidad: la organización y el nombre del establecimiento."""
    with unidad:
        padron = Padron(unidad.organizaciones.todas())
        conocidos = {_identidad(a): a for a in unidad.de_plugin(Acceso)}
        importacion, nuevos = importar_filas(
            planilla,
            columnas(padron),
            partial(_procesar, conocidos),
            parcial=parcial,
            avance=avance,
        )
        if nuevos:
            unidad.agregar_de_plugin(nuevos)
            unidad.anotar(hecho_de_importacion("salud.accesos_importados", contexto, importacion))
            unidad.confirmar()
    return importacion


def _identidad(a: Acceso) -> Identidad:
    return a.organizacion_id, plegar(a.establecimiento)


def _procesar(conocidos: dict[Identidad, Acceso], fila: Fila) -> Acceso | None:
    dato = fila.valores
    nuevo = Acceso(
        id=nuevo_id(),
        organizacion_id=dato["otb"].id,
        establecimiento=dato["establecimiento"],
        minutos=dato["minutos"],
        fuente=dato.get("fuente", ""),
    )
    if antes := conocidos.get(_identidad(nuevo)):
        exigir_igual({"minutos": antes.minutos, "fuente": antes.fuente}, fila)
        return None
    conocidos[_identidad(nuevo)] = nuevo
    return nuevo
