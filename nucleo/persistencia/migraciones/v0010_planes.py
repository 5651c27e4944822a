"""Los planes, sus elementos, sus indicadores y sus alianzas."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    datos,
    de,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, unica

revision = "0010"
down_revision = "0009"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "planes",
        clave("codigo"),
        entero("numero"),
        clave("tipo"),
        clave("nivel", OPCION),
        texto("nombre"),
        entero("desde"),
        entero("hasta"),
        clave("estado", OPCION),
        texto("fuente"),
        si_no("simulada"),
        texto("constancia"),
        instante("vigente_en", nulo=True),
        entero("version"),
        unica("codigo", "numero"),
    )
    crear_tabla_municipal(
        "elementos_de_plan",
        de("plan_id"),
        clave("clase", OPCION),
        clave("codigo"),
        texto("nombre"),
        texto("descripcion"),
        clave("padre"),
        sa.Column("dimension", sa.String(OPCION)),
        clave("responsable"),
        lista("alineados"),
        datos("inversion"),
        entero("orden"),
        entero("version"),
        foranea("plan_id", "planes"),
        unica("plan_id", "codigo"),
    )
    crear_tabla_municipal(
        "indicadores",
        de("plan_id"),
        clave("codigo"),
        clave("elemento"),
        texto("nombre"),
        texto("medida"),
        clave("base"),
        entero("anio_de_base", nulo=True),
        datos("metas"),
        texto("medio"),
        datos("alcanzados"),
        entero("version"),
        foranea("plan_id", "planes"),
        unica("plan_id", "codigo"),
    )
    crear_tabla_municipal(
        "alianzas",
        de("plan_id"),
        clave("codigo"),
        texto("con_quien"),
        clave("aliado", OPCION),
        texto("objeto"),
        bolivianos("monto", nulo=True),
        entero("desde", nulo=True),
        entero("hasta", nulo=True),
        texto("documento"),
        clave("elemento"),
        entero("version"),
        foranea("plan_id", "planes"),
        unica("plan_id", "codigo"),
    )


def downgrade() -> None:
    for tabla in ("alianzas", "indicadores", "elementos_de_plan", "planes"):
        quitar_tabla(tabla)
