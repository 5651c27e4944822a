"""Un instante como texto, dicho igual por SQLite y por PostgreSQL."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

EN_POSTGRESQL = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"


class en_texto(FunctionElement[str]):  # noqa: N801 - se usa como una función de SQL
    """«2027-08-01 15:30:00.123456», en UTC: como SQLite lo guarda. Lo dañado sale como esté."""

    type = Text()
    inherit_cache = True

    def __init__(self, instante: InstrumentedAttribute[Any]) -> None:
        super().__init__(instante)


@compiles(en_texto, "sqlite")
def en_sqlite(expresion: en_texto, compilador: SQLCompiler, **como: Any) -> str:
    return compilador.process(expresion.clauses, **como)


@compiles(en_texto, "postgresql")
def en_postgresql(expresion: en_texto, compilador: SQLCompiler, **como: Any) -> str:
    return EN_POSTGRESQL.format(compilador.process(expresion.clauses, **como))
