"""Las actas de los encuentros."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, datos, dia, entero, instante, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0017"
down_revision = "0016"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "actas",
        entero("gestion"),
        clave("evento"),
        instante("empezada_en"),
        texto("quien"),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        datos("secciones"),
        dia("plazo"),
        lista("observaciones"),
        lista("constancias"),
        texto("contenido"),
        clave("resumen", 64),
        datos("sello"),
        lista("pasos"),
        entero("version"),
        unica("gestion", "evento"),
    )


def downgrade() -> None:
    quitar_tabla("actas")
