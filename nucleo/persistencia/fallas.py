"""Cuando la base no responde: separar lo que arregla quien instala de un defecto nuestro."""

import re
import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError, OperationalError

from nucleo.dominio.errores import BaseInaccesible, BaseOcupada, BaseSinPreparar

ESTORBADA = {"55P03", "57014", "40P01", "40001"}
"""lock_not_available, query_canceled, deadlock_detected, serialization_failure."""
DE_FUERA = {"25006", "53100", "53200", "53300"}  # de solo lectura, disco, memoria, conexiones
OCUPADA = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
INACCESIBLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
SIN_PREPARAR = re.compile(
    r'(role|database) "[^"]*" does not exist|no existe (el rol|la base de datos)'
    r"|password authentication failed|autenti(fi)?cación.* falló",
)
"""Lo que dice el servidor, en inglés o en castellano: al conectar, psycopg no da el código."""
CODIGO_BASICO = 0xFF  # los ocho bits bajos; los demás solo dan detalle


def explicada(error: BaseException) -> BaseException:
    """El mismo error o, si la causa está fuera del programa, uno de negocio que la dice."""
    causa = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(causa, sqlite3.Error):
        codigo = getattr(causa, "sqlite_errorcode", 0) & CODIGO_BASICO
        if codigo in OCUPADA:
            return BaseOcupada()
        return BaseInaccesible(str(causa)) if codigo in INACCESIBLE else error
    if (codigo := getattr(causa, "sqlstate", None)) in ESTORBADA:
        return BaseOcupada()
    if isinstance(error, OperationalError | psycopg.OperationalError) or codigo in DE_FUERA:
        motivo = str(causa).partition("\n")[0]
        return (BaseSinPreparar if SIN_PREPARAR.search(motivo) else BaseInaccesible)(motivo)
    return error


def decir_causa(error: BaseException | None) -> None:
    """Al cerrar una unidad o una lectura: si la falla es de la base, sube ya explicada."""
    if error is not None and (causa := explicada(error)) is not error:
        raise causa from error
