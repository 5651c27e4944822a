"""Cómo se guarda cada valor del dominio: igual en SQLite y en PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator

from nucleo.dominio.dinero import Dinero

DANADO = datetime.min.replace(tzinfo=UTC)  # ningún hecho ocurrió entonces


class Bolivianos(TypeDecorator[Dinero]):
    """Un `Dinero` en centavos enteros: SQLite no tiene decimales exactos, y `SUM` así sí lo es."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Dinero | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - firma ajena
        return None if value is None else value.centavos

    def process_result_value(self, value: Any, dialect: Dialect) -> Dinero | None:  # noqa: ARG002 - firma ajena
        return None if value is None else Dinero(int(value))


class Instante(TypeDecorator[datetime]):
    """Fecha y hora con zona; vuelve siempre en UTC, aunque SQLite pierda la zona al guardar."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - firma ajena
        if value is not None and value.tzinfo is None:
            raise ValueError(value)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - firma ajena
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class InstanteFirmado(Instante):
    """Como `Instante`, para lo que lleva firma: una fecha dañada se lee, y no cuadrará."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        leer = super().result_processor(dialect, coltype)

        def leer_firmado(valor: Any) -> Any:
            try:
                return leer(valor) if leer else valor
            except (TypeError, ValueError):
                return DANADO

        return leer_firmado


class Datos(TypeDecorator[Mapping[str, Any]]):
    """Un objeto JSON. No es JSONB: el orden de las claves se conserva (los techos lo necesitan)."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self,
        value: Mapping[str, Any] | None,
        dialect: Dialect,  # noqa: ARG002 - firma ajena
    ) -> dict[str, Any] | None:
        return None if value is None else dict(value)


class Lista(TypeDecorator[Sequence[Any]]):
    """Una lista JSON; vuelve como tupla, para que nadie la cambie en su sitio y no se guarde."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> list[Any] | None:  # noqa: ARG002 - firma ajena
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002 - firma ajena
        return None if value is None else tuple(value)


def opcion(enumeracion: type[StrEnum]) -> Enum:
    """Guarda el valor (`registrada`), no el nombre Python (`REGISTRADA`), y sin ENUM nativo."""
    return Enum(enumeracion, native_enum=False, length=40, values_callable=list)
