"""La evaluación técnica y económica de cada demanda priorizada, y las etapas que pasó."""

from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    datos,
    de,
    dia,
    entero,
    instante,
    texto,
)
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, unica

revision = "0004"
down_revision = "0003"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "evaluaciones",
        entero("gestion"),
        clave("codigo"),
        instante("desde"),
        texto("quien"),
        clave("etapa", OPCION),
        texto("responsable"),
        dia("plazo"),
        texto("observaciones"),
        datos("condiciones"),
        bolivianos("costo_revisado", nulo=True),
        texto("razon_del_costo"),
        clave("al_edc", OPCION),
        texto("motivo"),
        texto("alternativa"),
        texto("respuesta"),
        instante("respondida_en", nulo=True),
        texto("respondida_por"),
        entero("version"),
        unica("gestion", "codigo"),
    )
    crear_tabla_municipal(
        "pasos_de_evaluacion",
        de("evaluacion_id"),
        entero("numero"),
        clave("etapa", OPCION),
        clave("hacia", OPCION),
        instante("desde"),
        instante("cuando"),
        texto("quien"),
        texto("responsable"),
        dia("plazo"),
        texto("observaciones"),
        texto("motivo"),
        texto("alternativa"),
        texto("respuesta"),
        foranea("evaluacion_id", "evaluaciones"),
        unica("evaluacion_id", "numero"),
    )


def downgrade() -> None:
    quitar_tabla("pasos_de_evaluacion")
    quitar_tabla("evaluaciones")
