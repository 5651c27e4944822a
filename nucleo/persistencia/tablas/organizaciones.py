"""Tabla de organizaciones."""

from sqlalchemy import Column
from sqlalchemy.orm import composite

from nucleo.dominio.organizaciones import Area, Lengua, Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.persistencia.columnas import datos, entero, personas, texto
from nucleo.persistencia.registro import registro, tabla_municipal, todas_vacias, unica
from nucleo.persistencia.tipos import opcion

poblacion = personas("poblacion", nulo=True)
organizaciones = tabla_municipal(
    "organizaciones",
    texto("nombre"),
    texto("clave"),
    Column("tipo", opcion(TipoDeOrganizacion), nullable=False),
    texto("distrito"),
    Column("area", opcion(Area)),
    *poblacion,
    datos("carencias"),
    texto("fuente"),
    Column("idioma", opcion(Lengua)),
    entero("version", server_default="0"),
    unica("clave"),
)
registro.map_imperatively(
    Organizacion,
    organizaciones,
    version_id_col=organizaciones.c.version,
    properties={"poblacion": composite(Personas, *poblacion, return_none_on=todas_vacias)},
)
