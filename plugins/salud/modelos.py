"""La tabla de accesos, unida a su entidad; la crea `migraciones/`."""

from nucleo.api import columnas, foranea, mapear, tabla_municipal
from plugins.salud.accesos import Acceso

accesos = tabla_municipal(
    "salud_accesos",
    columnas.de("organizacion_id"),
    columnas.texto("establecimiento"),
    columnas.entero("minutos"),
    columnas.texto("fuente"),
    foranea("organizacion_id", "organizaciones"),
)
mapear(Acceso, accesos)
