"""Preparar PostgreSQL desde cero: la base, los roles sin poderes y el que abre sesión por ellos."""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from nucleo.dominio.errores import RolSinPermiso
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.persistencia.muros import ROLES, asegurar_roles

SIN_ROLES = N_("SQLite no tiene roles: no hay nada que preparar.")
BASE_CREADA = N_("Se creó la base «%(base)s».")
ROL_LISTO = N_("El rol «%(rol)s» puede atender, y no puede saltar el aislamiento.")
ROL_CREADO = N_("Se creó el rol «%(rol)s» para atender, sin ningún poder.")
MISMO_ROL = N_(
    "Se atiende y se migra con el mismo rol, «%(rol)s». En producción ponga ese en "
    "TINKUY_BASE_DUENO y otro, sin poderes, en TINKUY_BASE; esta orden lo crea."
)

FALTA_DE_PERMISO = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.InvalidParameterValue,  # el rol al que se baja no existe
)


def preparar(aplicacion: URL, dueno: URL) -> Sequence[Mensaje]:
    """Crea lo que falte y dice qué hizo. Se puede repetir: pone la clave que diga la dirección.

    Levanta `RolSinPermiso` si el rol dueño no puede crear bases o roles.
    """
    if dueno.get_backend_name() != "postgresql":
        return [Mensaje(SIN_ROLES)]
    with con_permiso(dueno):
        return [*crear_base(dueno), *crear_roles(aplicacion, dueno)]


@contextmanager
def con_permiso(direccion: URL) -> Iterator[None]:
    """Lo que PostgreSQL niegue aquí adentro sale como `RolSinPermiso`, con el rol y el porqué."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        causa = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(causa, FALTA_DE_PERMISO):
            raise
        raise RolSinPermiso(usuario_de(direccion), str(causa).partition("\n")[0]) from error


def crear_base(dueno: URL) -> Sequence[Mensaje]:
    """Se pregunta desde la base de mantenimiento, que todo servidor trae."""
    motor = create_engine(
        dueno.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with motor.connect() as conexion:
        consulta = text("SELECT 1 FROM pg_database WHERE datname = :base")
        if conexion.scalar(consulta, {"base": dueno.database}):
            return []
        correr(conexion, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", dueno.database)
    return [Mensaje(BASE_CREADA, {"base": str(dueno.database)})]


def crear_roles(aplicacion: URL, dueno: URL) -> Sequence[Mensaje]:
    rol = usuario_de(aplicacion)
    with create_engine(dueno, poolclass=NullPool).begin() as conexion:
        asegurar_roles(conexion)
        consulta = text("SELECT 1 FROM pg_roles WHERE rolname = :rol")
        estaba = conexion.scalar(consulta, {"rol": rol})
        if not estaba:
            correr(conexion, "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS", rol)
        if aplicacion.password and rol != usuario_de(dueno):
            poner_clave(conexion, rol, str(aplicacion.password))
        for de_grupo in ROLES:
            correr(conexion, f"GRANT {de_grupo} TO {{}}", rol)
        quitar_atajos(conexion, dueno.database)
    if rol == usuario_de(dueno):
        return [Mensaje(MISMO_ROL, {"rol": rol})]
    return [Mensaje(ROL_LISTO if estaba else ROL_CREADO, {"rol": rol})]


def quitar_atajos(conexion: Connection, base: str | None) -> None:
    """Lo que PostgreSQL da a cualquiera y aquí dejaría pasar de un municipio a otro.

    Una tabla temporal sobrevive a su transacción, y `set_config` cambia de ámbito en medio de una
    consulta; `SET` no puede, porque es otra orden. Quitar `set_config` pide ser superusuario: sin
    serlo se deja, y `poderes` lo dice.
    """
    correr(conexion, "REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", base)
    if conexion.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        funcion = "pg_catalog.set_config(text, text, boolean)"
        conexion.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {funcion} FROM PUBLIC")


def poner_clave(conexion: Connection, rol: str, clave: str) -> None:
    """Cifrada aquí: el registro del servidor no la ve."""
    pg: Any = conexion.connection.driver_connection
    cifrada = pg.pgconn.encrypt_password(clave.encode(), rol.encode(), b"scram-sha-256").decode()
    orden = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(rol), sql.Literal(cifrada))
    conexion.exec_driver_sql(orden.as_string(pg))


def correr(conexion: Connection, orden: str, nombre: str | None) -> None:
    """Una orden con un nombre dentro, citado como PostgreSQL manda."""
    pg: Any = conexion.connection.driver_connection
    compuesta = sql.SQL(orden).format(sql.Identifier(nombre or ""))
    conexion.exec_driver_sql(compuesta.as_string(pg))


def usuario_de(direccion: URL) -> str:
    """El de la dirección o, como hace PostgreSQL, el de la cuenta que corre."""
    return direccion.username or getpass.getuser()
