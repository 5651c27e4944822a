"""El POA: sus versiones y sus líneas."""

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

revision = "0003"
down_revision = "0002"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "poas",
        entero("gestion"),
        entero("numero"),
        clave("estado", OPCION),
        instante("cuando"),
        texto("quien"),
        entero("sale_de"),
        entero("reformulado"),
        si_no("historico"),
        texto("procedencia"),
        lista("pasos"),
        lista("notas"),
        entero("version"),
        unica("gestion", "numero"),
    )
    crear_tabla_municipal(
        "lineas_de_poa",
        de("poa_id"),
        entero("orden"),
        texto("denominacion"),
        *(clave(n) for n in ("programa", "proyecto", "actividad", "sisin", "objeto")),
        *(clave(n) for n in ("fuente", "organismo", "finalidad", "sector_economico")),
        texto("distrito"),
        clave("unidad"),
        clave("objetivo"),
        texto("sin_objetivo"),
        bolivianos("monto"),
        bolivianos("plurianual_total", nulo=True),
        datos("plurianual"),
        clave("demanda"),
        texto("nota"),
        texto("procedencia"),
        si_no("simulada"),
        entero("version"),
        foranea("poa_id", "poas"),
        unica("poa_id", "orden"),
    )


def downgrade() -> None:
    quitar_tabla("lineas_de_poa")
    quitar_tabla("poas")
