"""Números, dinero, fechas y puntajes como se escriben en Bolivia, sea cual sea el idioma.

Se escriben a mano, sin pasar por CLDR, porque una página de lista pinta cientos.
"""

import re
from datetime import date, datetime

from babel.dates import format_date
from flask import Flask

from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.dinero import Dinero, miles

CREDENCIAL = re.compile(r" \[[0-9a-f]{6}\]$")


def entero(valor: int) -> str:
    """`12345` → `12.345`."""
    return miles(valor)


def decimal(valor: float, cifras: int = 2) -> str:
    """`1234.5` → `1.234,50`."""
    entera, _, resto = f"{valor:,.{cifras}f}".partition(".")
    return f"{entera.replace(',', '.')},{resto}" if resto else entera.replace(",", ".")


def dinero(valor: Dinero) -> str:
    """`Bs 1.234.567,50`, con espacio que no se parte."""
    return valor.legible().replace(" ", "\u00a0")


def redondo(valor: Dinero) -> str:
    """`Bs 1.234.568`: para titulares, donde los centavos estorban."""
    return f"Bs\u00a0{entero(round(valor.monto))}"


def medida(valor: float) -> str:
    """`102` o `3,75`: sin decimales cuando no hacen falta."""
    return decimal(valor, 0 if float(valor).is_integer() else 2)


def porcentaje(parte: float, total: float) -> str:
    """`47 %`; sin total, una raya."""
    return f"{decimal(100 * parte / total, 0)}\u00a0%" if total else "—"


def fecha(valor: date | None) -> str:
    """`6 de agosto de 2026`; sin fecha, una raya."""
    if valor is None:
        return "—"
    local = valor.astimezone(BOLIVIA) if isinstance(valor, datetime) else valor
    return format_date(local, "long", locale="es_BO")


def dia_corto(valor: date | None) -> str:
    """`6 ago 2026`, para una línea de tiempo; sin fecha, una raya."""
    return "—" if valor is None else format_date(valor, "d MMM y", locale="es_BO")


def momento(valor: datetime | None) -> str:
    """`6 de agosto de 2026, 14:05`, en hora de Bolivia."""
    return "—" if valor is None else f"{fecha(valor)}, {valor.astimezone(BOLIVIA):%H:%M}"


def hora(valor: datetime | None) -> str:
    """`14:05`, en hora de Bolivia."""
    return "—" if valor is None else f"{valor.astimezone(BOLIVIA):%H:%M}"


def sin_credencial(quien: str) -> str:
    """`Ana Quispe, Alcaldía [3f9a2c]` → `Ana Quispe, Alcaldía`: la firma como la lee la gente.

    La credencial, que distingue a dos de igual nombre y cargo, queda en la bitácora y en el recibo.
    """
    return CREDENCIAL.sub("", quien)


def instalar(app: Flask) -> None:
    """Deja los formatos como filtros de las plantillas."""
    for filtro in (
        entero,
        decimal,
        dinero,
        redondo,
        medida,
        fecha,
        dia_corto,
        momento,
        hora,
        sin_credencial,
    ):
        app.jinja_env.filters[filtro.__name__] = filtro
    app.jinja_env.globals["porcentaje"] = porcentaje
