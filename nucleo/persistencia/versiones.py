"""Qué paquetes tiene una base y en qué revisión: cada uno lleva su propia tabla de versiones."""

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

PREFIJO = "versiones_"
NUCLEO = "nucleo"


def tabla_de_versiones(paquete: str) -> str:
    return PREFIJO + paquete


def version(conexion: Connection, paquete: str) -> set[str]:
    """Las revisiones en que está un paquete; ninguna si nunca se migró."""
    opciones = {"version_table": tabla_de_versiones(paquete)}
    return set(MigrationContext.configure(conexion, opts=opciones).get_current_heads())


def paquetes_de(conexion: Connection) -> dict[str, str]:
    """Los paquetes que la base tiene, aunque su plugin ya no esté, con su revisión."""
    tablas = inspect(conexion).get_table_names()
    nombres = sorted(t.removeprefix(PREFIJO) for t in tablas if t.startswith(PREFIJO))
    return {n: " ".join(sorted(version(conexion, n))) for n in nombres}
