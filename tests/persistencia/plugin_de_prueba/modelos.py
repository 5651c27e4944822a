"""Una tabla de plugin como las que declara `plugins/<x>/modelos.py`."""

from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio
from nucleo.persistencia.columnas import de, entero, texto
from nucleo.persistencia.registro import foranea, mapear, tabla_municipal


@dataclass(eq=False)
class Establecimiento(DelMunicipio):
    id: UUID
    organizacion_id: UUID
    nombre: str
    camas: int


establecimientos = tabla_municipal(
    "prueba_establecimientos",
    de("organizacion_id"),
    texto("nombre"),
    entero("camas"),
    foranea("organizacion_id", "organizaciones"),
)
mapear(Establecimiento, establecimientos)
