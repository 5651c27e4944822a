"""Los documentos de cada punto de la agenda, y la versión de cada asistencia para corregirla."""

import sqlalchemy as sa
from alembic import op

from nucleo.persistencia.columnas import clave, entero, instante, si_no, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import indice

revision = "0022"
down_revision = "0021"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "documentos_de_punto",
        entero("gestion"),
        clave("evento"),
        clave("punto"),
        texto("texto"),
        texto("titulo"),
        sa.Column("tipo", sa.String(OPCION), nullable=False),
        clave("resumen", 64),
        entero("tamano"),
        instante("cuando"),
        texto("quien"),
        si_no("publico"),
        indice("gestion", "evento"),
    )
    op.add_column("asistencias", entero("version", server_default="0"))


def downgrade() -> None:
    op.drop_column("asistencias", "version")
    quitar_tabla("documentos_de_punto")
