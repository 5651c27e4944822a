"""Tabla de avances: lo único que el departamento lee de un municipio."""

from sqlalchemy import Index, text

from nucleo.dominio.avances import Avance
from nucleo.persistencia.columnas import bolivianos, clave, datos, entero, instante
from nucleo.persistencia.registro import Tenencia, clave_entregada, registro, tabla

VIGENTE = text("retirada_en IS NULL")

avances = tabla(
    "avances",
    Tenencia.ENTREGADA,
    *clave_entregada(),
    entero("gestion"),
    clave("paso"),
    entero("organizaciones"),
    entero("asambleas"),
    entero("demandas"),
    bolivianos("costo"),
    bolivianos("techo"),
    entero("en_poa"),
    entero("entregadas"),
    instante("congelada_en", nulo=True),
    instante("acordada_en", nulo=True),
    instante("calificada_en", nulo=True),
    instante("publicada_en", nulo=True),
    instante("cuando"),
    instante("retirada_en", nulo=True),
    datos("anio", nulo=True),
    Index(None, "region", "gestion", "origen_id"),
    Index(
        "uq_avances_vigentes",
        "origen_id",
        "region",
        "gestion",
        unique=True,
        sqlite_where=VIGENTE,
        postgresql_where=VIGENTE,
    ),
)
registro.map_imperatively(Avance, avances)
