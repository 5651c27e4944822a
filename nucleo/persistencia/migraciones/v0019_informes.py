"""Los informes de los encuentros."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, datos, entero, instante, si_no, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0019"
down_revision = "0018"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "informes",
        entero("gestion"),
        clave("evento"),
        clave("clave"),
        entero("numero"),
        texto("titulo"),
        clave("informa"),
        instante("empezado_en"),
        texto("quien"),
        texto("cargo"),
        si_no("a_nombre"),
        datos("apartados"),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        texto("motivo"),
        texto("contenido"),
        clave("resumen", 64),
        instante("presentado_en", nulo=True),
        texto("presentado_por"),
        entero("version"),
        unica("gestion", "evento", "clave", "numero"),
    )


def downgrade() -> None:
    quitar_tabla("informes")
