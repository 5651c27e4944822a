"""Tabla de anclajes: el EDC que un municipio hospeda, como lo lee su región.

Su clave única no lleva al municipio: es justo lo que impide que dos hospeden el mismo EDC.
"""

from sqlalchemy import Column, Date, Index, text

from nucleo.dominio.anclajes import Anclaje
from nucleo.persistencia.columnas import clave, datos, entero, instante, texto
from nucleo.persistencia.registro import Tenencia, clave_entregada, registro, tabla

VIGENTE = text("retirada_en IS NULL")

anclajes = tabla(
    "anclajes",
    Tenencia.ENTREGADA,
    *clave_entregada(),
    entero("gestion"),
    clave("evento"),
    Column("fecha", Date, nullable=False),
    clave("hora"),
    texto("lugar"),
    texto("convocatoria"),
    datos("contenido"),
    datos("secretaria", nulo=True),
    entero("version"),
    instante("anclado_en"),
    texto("anclado_por"),
    instante("retirada_en", nulo=True),
    texto("retirada_por"),
    Index(None, "origen_id", "gestion"),
    Index(
        "uq_anclajes_vigentes",
        "region",
        "gestion",
        unique=True,
        sqlite_where=VIGENTE,
        postgresql_where=VIGENTE,
    ),
)
registro.map_imperatively(Anclaje, anclajes)
