"""Migraciones: una carpeta y una tabla de versiones por paquete, sin env.py ni alembic.ini."""

from collections.abc import Mapping
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from nucleo.persistencia.motor import candado, de_lectura
from nucleo.persistencia.registro import registro

NUCLEO = Path(__file__).parent / "migraciones"


def migrar(motor: Engine, paquetes: Mapping[str, Path]) -> None:
    """Sube el núcleo y luego cada plugin, cada uno en su transacción.

    `paquetes` va del nombre del plugin a su carpeta `migraciones/`. Si uno falla no deja nada a
    medias y lo ya migrado queda. Los datos de un plugin que ya no está no se tocan.
    """
    for nombre in pendientes(motor, paquetes):
        with motor.begin() as conexion:
            candado(conexion, "migraciones")
            llevar(conexion, nombre, carpetas(paquetes)[nombre], "head")


def pendientes(motor: Engine, paquetes: Mapping[str, Path]) -> list[str]:
    """Los paquetes cuya versión en la base no es la de sus guiones; vacía si está al día.

    Solo lee: no espera a quien esté escribiendo.
    """
    with de_lectura(motor).connect() as conexion:
        return [
            nombre
            for nombre, carpeta in carpetas(paquetes).items()
            if version(conexion, nombre) != set(guiones_de(carpeta).get_heads())
        ]


def carpetas(paquetes: Mapping[str, Path]) -> dict[str, Path]:
    """El núcleo va primero: las tablas de los plugins apuntan a las suyas."""
    return {"nucleo": NUCLEO} | {n: c for n, c in paquetes.items() if c.is_dir()}


def version(conexion: Connection, nombre: str) -> set[str]:
    opciones = {"version_table": tabla_de_versiones(nombre)}
    return set(MigrationContext.configure(conexion, opts=opciones).get_current_heads())


def tabla_de_versiones(nombre: str) -> str:
    return f"versiones_{nombre}"


def guiones_de(carpeta: Path) -> ScriptDirectory:
    return ScriptDirectory(str(carpeta), version_locations=[str(carpeta)])


def llevar(conexion: Connection, nombre: str, carpeta: Path, destino: str) -> None:
    """Lleva un paquete a una revisión: `head`, `base` o una con nombre."""
    guiones = guiones_de(carpeta)

    def pasos(actual: str | tuple[str, ...], _contexto: MigrationContext) -> list[RevisionStep]:
        camino = guiones._downgrade_revs if destino == "base" else guiones._upgrade_revs  # noqa: SLF001 - lo que hace `alembic upgrade`
        return list(camino(destino, actual))  # type: ignore[arg-type]

    with EnvironmentContext(Config(), guiones, fn=pasos) as entorno:
        entorno.configure(
            connection=conexion,
            target_metadata=registro.metadata,
            version_table=tabla_de_versiones(nombre),
        )
        with entorno.begin_transaction():
            entorno.run_migrations()
