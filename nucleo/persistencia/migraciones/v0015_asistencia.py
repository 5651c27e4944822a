"""La convocatoria y la asistencia a los encuentros."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, de, dia, entero, instante, si_no, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, indice

revision = "0015"
down_revision = "0014"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "asistencias",
        entero("gestion"),
        clave("evento"),
        texto("nombre"),
        texto("clave"),
        sa.Column("sexo", sa.String(OPCION), nullable=False),
        clave("representa"),
        instante("anotada_en"),
        texto("quien"),
        de("organizacion_id", nulo=True),
        texto("cargo"),
        si_no("sin_inscripcion"),
        clave("hora"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion", "evento"),
        indice("organizacion_id"),
    )
    crear_tabla_municipal(
        "convocatorias",
        entero("gestion"),
        clave("evento"),
        de("organizacion_id"),
        sa.Column("medio", sa.String(OPCION), nullable=False),
        dia("fecha", nulo=False),
        instante("anotada_en"),
        texto("quien"),
        texto("recibio"),
        texto("nota"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion", "evento"),
        indice("organizacion_id"),
    )


def downgrade() -> None:
    quitar_tabla("convocatorias")
    quitar_tabla("asistencias")
