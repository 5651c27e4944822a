"""Tabla de los cambios de configuración hechos por pantalla, en cada ámbito."""

import re
from collections.abc import Iterable

from sqlalchemy import Column, Uuid

from nucleo.dominio.ajustes import Ajuste, Valor
from nucleo.persistencia.columnas import clave, datos, entero, instante, que_nombra, texto
from nucleo.persistencia.registro import (
    Tenencia,
    clave_de_ambito,
    registro,
    tabla,
    unica_en_el_ambito,
)

RESUMEN = re.compile(r"[0-9a-f]{64}")


def imagenes(valor: Valor) -> Iterable[str]:
    """El escudo que se puso, también el de antes: a todo cambio se puede volver."""
    puesto = valor.get("valor")
    return (puesto,) if isinstance(puesto, str) and RESUMEN.fullmatch(puesto) else ()


ajustes = tabla(
    "ajustes",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
    entero("numero"),
    clave("clave"),
    que_nombra(datos("valor"), imagenes),
    datos("antes"),
    instante("cuando"),
    texto("quien"),
    unica_en_el_ambito("numero"),
)
registro.map_imperatively(Ajuste, ajustes)
