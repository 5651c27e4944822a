"""El motor de base de datos: SQLite en WAL o PostgreSQL, con las mismas promesas."""

import hashlib
import json
import os
import random
import sqlite3
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from nucleo.dominio.errores import BaseInaccesible

PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
ESPERA_AL_ESTRENAR = 10
TRAS_UN_REPARTIDOR = {"prepare_threshold": None}
"""PgBouncer reparte una conexión entre transacciones: lo preparado en una no vale en la otra."""
MOTORES: WeakSet[Engine] = WeakSet()


def crear_motor(url: str) -> Engine:
    """Un motor con su reserva de conexiones; sirve a varios hilos y sobrevive a un `fork`.

    Levanta `BaseInaccesible` si la URL no sirve o su carpeta no se puede crear.
    """
    try:
        direccion = make_url(url)
        es_sqlite = direccion.get_backend_name() == "sqlite"
        if es_sqlite:
            asegurar_carpeta(direccion)
        opciones = {} if es_sqlite else {"connect_args": TRAS_UN_REPARTIDOR, "pool_pre_ping": True}
        motor = create_engine(direccion, json_serializer=a_json, **opciones)
    except (ArgumentError, ImportError, OSError) as error:
        raise BaseInaccesible(str(error)) from error
    if es_sqlite:
        event.listen(motor, "connect", preparar_sqlite)
        event.listen(motor, "begin", empezar_sqlite)
    else:
        event.listen(motor, "checkin", olvidar_modo)
    MOTORES.add(motor)
    return motor


def asegurar_carpeta(direccion: URL) -> None:
    if direccion.database and direccion.database != ":memory:":
        Path(direccion.database).parent.mkdir(parents=True, exist_ok=True)


def de_lectura(motor: Engine) -> Engine:
    """El mismo motor y la misma reserva, con transacciones que no escriben y no ven cambios."""
    if motor.dialect.name == "postgresql":
        return motor.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return motor.execution_options(solo_lectura=True)


def olvidar_modo(conexion: Any, _entrada: ConnectionPoolEntry) -> None:
    """Tras una lectura, SQLAlchemy deja dicho «READ WRITE»: en una réplica ni empezar se puede."""
    if conexion is not None and not conexion.closed:
        conexion.read_only = None


def preparar_sqlite(conexion: DBAPIConnection, _entrada: ConnectionPoolEntry) -> None:
    conexion.isolation_level = None
    cursor = conexion.cursor()
    for pragma in PRAGMAS:
        esperar_turno(partial(cursor.execute, f"PRAGMA {pragma}"))
    cursor.close()


def esperar_turno(ordenar: Callable[[], object]) -> None:
    """Estrenar una base en WAL pide tenerla a solas, y para eso `busy_timeout` no espera."""
    fin = time.monotonic() + ESPERA_AL_ESTRENAR
    while True:
        try:
            ordenar()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > fin:
                raise
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - para no volver a coincidir
        else:
            return


def empezar_sqlite(conexion: Connection) -> None:
    """Quien va a escribir espera su turno al empezar, no a mitad de camino."""
    lectura = conexion.get_execution_options().get("solo_lectura")
    cursor = conexion.connection.cursor()  # sin pasar por SQLAlchemy: esto se paga en cada página
    cursor.execute(f"PRAGMA query_only={'ON' if lectura else 'OFF'}")
    cursor.execute("BEGIN" if lectura else "BEGIN IMMEDIATE")
    cursor.close()


def candado(conexion: Connection, nombre: str) -> None:
    """Uno a la vez hasta el fin de la transacción. SQLite ya lo garantiza con BEGIN IMMEDIATE."""
    if conexion.dialect.name == "postgresql":
        numero = int.from_bytes(hashlib.sha256(nombre.encode()).digest()[:8], signed=True)
        conexion.exec_driver_sql(f"SELECT pg_advisory_xact_lock({numero:d})")


def a_json(valor: object) -> str:
    return json.dumps(valor, ensure_ascii=False, default=llano)


def llano(valor: object) -> dict[Any, Any]:
    """`MappingProxyType` y otros mapas de solo lectura también se guardan."""
    if isinstance(valor, Mapping):
        return dict(valor)
    raise TypeError(valor)


def olvidar_conexiones() -> None:
    """Un proceso hijo no usa las conexiones de su padre, y tampoco se las cierra."""
    for motor in MOTORES:
        motor.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=olvidar_conexiones)
