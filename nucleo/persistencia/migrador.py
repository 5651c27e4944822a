"""Migraciones: una carpeta y una tabla de versiones por paquete, sin env.py ni alembic.ini."""

from collections.abc import Mapping
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from nucleo.dominio.errores import ErrorDePlugin, VersionFutura
from nucleo.persistencia import catalogo, muros
from nucleo.persistencia.catalogo import fallas
from nucleo.persistencia.esquema import Esquema
from nucleo.persistencia.motor import candado, de_lectura
from nucleo.persistencia.registro import registro
from nucleo.persistencia.versiones import NUCLEO, tabla_de_versiones, version

GUIONES = Path(__file__).parent / "migraciones"


class TablaSinNombre(RuntimeError):  # noqa: N818 - se llama como lo que pasó
    """La migración de un plugin creó una tabla que no empieza con el nombre del plugin."""


def migrar(motor: Engine, paquetes: Mapping[str, Path]) -> None:
    """Sube el núcleo y luego cada plugin, cada uno en su transacción.

    `paquetes` va del nombre del plugin a su carpeta `migraciones/`. Si uno falla no deja nada a
    medias y lo ya migrado queda. Los datos de un plugin que ya no está no se tocan. En PostgreSQL
    repone los muros tras cada paquete, en su misma transacción; y, si alguien los tocó por fuera,
    aunque no haya nada por migrar.
    """
    for nombre in pendientes(motor, paquetes):
        with motor.begin() as conexion:
            candado(conexion, "migraciones")
            subir(conexion, nombre, carpetas(paquetes)[nombre])
    if motor.dialect.name == "postgresql":
        with motor.begin() as conexion:
            candado(conexion, "migraciones")
            if catalogo.fallas(conexion):
                muros.levantar(conexion)


def subir(conexion: Connection, nombre: str, carpeta: Path) -> None:
    """Un paquete a su última revisión. Mientras migra, el dueño ve las filas de todos.

    Si la migración deja una vista, una función o lo que sea por donde escapar de los muros, no
    entra: `ErrorDePlugin` dice qué.
    """
    previas = set(inspect(conexion).get_table_names())
    ya_estaban = set(fallas(conexion)) if previas else set()
    if conexion.dialect.name == "postgresql":
        muros.abrir(conexion)
    llevar(conexion, nombre, carpeta, "head")
    revisar(conexion, nombre, previas)
    if conexion.dialect.name == "postgresql":
        muros.levantar(conexion)
    if nuevas := set(fallas(conexion)) - ya_estaban:
        raise ErrorDePlugin(nombre, "migraciones", "base", "; ".join(sorted(nuevas)))


def llevar_a(motor: Engine, revisiones: Mapping[str, str], paquetes: Mapping[str, Path]) -> None:
    """Sube cada paquete instalado hasta su revisión y no más; los que no están se pasan por alto.

    Levanta `VersionFutura` si la revisión no es de las que este programa conoce.
    """
    for nombre, carpeta in carpetas(paquetes).items():
        if nombre not in revisiones:
            continue
        revision = revisiones[nombre]
        if revision not in {r.revision for r in guiones_de(carpeta).walk_revisions()}:
            raise VersionFutura(nombre, revision)
        with motor.begin() as conexion:
            llevar(conexion, nombre, carpeta, revision)


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
    return {NUCLEO: GUIONES} | {n: c for n, c in paquetes.items() if c.is_dir()}


def revisar(conexion: Connection, paquete: str, previas: set[str]) -> None:
    """Toda tabla dice de quién es y sabe exportarse; la de un plugin lleva su nombre delante."""
    nuevas = Esquema(conexion).tablas.keys() - previas
    ajenas = [t for t in nuevas if not t.startswith(f"{paquete}_")]
    if ajenas and paquete != NUCLEO:
        raise TablaSinNombre(paquete, ajenas)


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
