"""Tablas de demandas y de su historial de estados."""

from sqlalchemy import Column, Text
from sqlalchemy.orm import composite, relationship

from nucleo.dominio.agrupadas import Descarte
from nucleo.dominio.demandas import (
    CambioDeEstado,
    ClaseDeDemanda,
    Competencia,
    Contraparte,
    Demanda,
    Estado,
    ObservacionEscrita,
    PedidaPor,
)
from nucleo.dominio.personas import Personas
from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    de,
    entero,
    instante,
    lista,
    personas,
    si_no,
    texto,
)
from nucleo.persistencia.registro import (
    foranea,
    indice,
    registro,
    tabla_municipal,
    todas_vacias,
    unica,
)
from nucleo.persistencia.tipos import opcion

beneficiarios = personas("beneficiarios")
contraparte = Column("contraparte_tipo", Text), bolivianos("contraparte_valor", nulo=True)
demandas = tabla_municipal(
    "demandas",
    de("organizacion_id"),
    de("formulario_id"),
    entero("gestion"),
    entero("numero"),
    clave("referencia"),
    texto("titulo"),
    texto("clave"),
    clave("sector"),
    bolivianos("costo"),
    entero("prioridad"),
    *beneficiarios,
    entero("familias", nulo=True),
    Column("pedida_por", opcion(PedidaPor), nullable=False),
    entero("orden_mujeres", nulo=True),
    entero("orden_hombres", nulo=True),
    *contraparte,
    Column("competencia", opcion(Competencia), nullable=False),
    texto("tipo"),
    texto("problema"),
    texto("lugar"),
    texto("preparacion"),
    texto("fuente"),
    si_no("simulada"),
    lista("observaciones"),
    Column("estado", opcion(Estado), nullable=False),
    entero("version"),
    Column(
        "clase",
        opcion(ClaseDeDemanda),
        nullable=False,
        server_default=ClaseDeDemanda.DE_ORGANIZACION.value,
    ),
    de("grupo_id", nulo=True),
    lista("distritos", nulo=True),
    foranea("organizacion_id", "organizaciones"),
    foranea("formulario_id", "formularios"),
    unica("gestion", "numero"),
    unica("gestion", "referencia"),
    indice("gestion", "sector"),
    indice("organizacion_id"),
    indice("grupo_id"),
)
"""`grupo_id` no es foránea: la compartida nace después que sus integrantes, y al restaurar las
filas entran por su orden."""
descartes = tabla_municipal(
    "descartes",
    entero("gestion"),
    lista("demandas"),
    instante("cuando"),
    texto("quien"),
    indice("gestion"),
)
cambios = tabla_municipal(
    "cambios_de_estado",
    de("demanda_id"),
    entero("numero"),
    Column("estado", opcion(Estado), nullable=False),
    instante("cuando"),
    texto("quien"),
    texto("motivo", omision=""),
    lista("cambios", nulo=True),
    foranea("demanda_id", "demandas"),
    unica("demanda_id", "numero"),
)
observaciones = tabla_municipal(
    "observaciones",
    de("demanda_id"),
    texto("texto"),
    instante("cuando"),
    texto("quien"),
    texto("respuesta"),
    instante("respondida_en", nulo=True),
    texto("respondida_por"),
    foranea("demanda_id", "demandas"),
    indice("demanda_id"),
)
registro.map_imperatively(CambioDeEstado, cambios)
registro.map_imperatively(Descarte, descartes)
registro.map_imperatively(ObservacionEscrita, observaciones)
registro.map_imperatively(
    Demanda,
    demandas,
    version_id_col=demandas.c.version,
    properties={
        "beneficiarios": composite(Personas, *beneficiarios),
        "contraparte": composite(Contraparte, *contraparte, return_none_on=todas_vacias),
        "historial": relationship(
            CambioDeEstado,
            order_by=cambios.c.numero,
            cascade="all, delete-orphan",
            lazy="selectin",
        ),
    },
)
