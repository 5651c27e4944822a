"""Tabla de los cambios de configuración hechos por pantalla, en cada ámbito."""

from sqlalchemy import Column, Uuid

from nucleo.dominio.ajustes import Ajuste
from nucleo.persistencia.columnas import clave, datos, entero, instante, texto
from nucleo.persistencia.registro import (
    Tenencia,
    clave_de_ambito,
    registro,
    tabla,
    unica_en_el_ambito,
)

ajustes = tabla(
    "ajustes",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
    entero("numero"),
    clave("clave"),
    datos("valor"),
    datos("antes"),
    instante("cuando"),
    texto("quien"),
    unica_en_el_ambito("numero"),
)
registro.map_imperatively(Ajuste, ajustes)
