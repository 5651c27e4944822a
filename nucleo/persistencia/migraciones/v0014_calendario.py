"""El calendario: las gestiones abiertas y sus encuentros."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, dia, entero, instante, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0014"
down_revision = "0013"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "gestiones_abiertas",
        entero("gestion"),
        clave("ciclo"),
        dia("limite", nulo=False),
        instante("abierta_en"),
        texto("quien"),
        texto("fuente"),
        entero("version"),
        unica("gestion"),
    )
    crear_tabla_municipal(
        "eventos",
        entero("gestion"),
        clave("clave"),
        entero("orden"),
        texto("sigla"),
        texto("nombre"),
        dia("fecha", nulo=False),
        clave("hora"),
        texto("lugar"),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        dia("realizado_en"),
        lista("saltos"),
        lista("pasos"),
        entero("version"),
        unica("gestion", "clave"),
    )


def downgrade() -> None:
    quitar_tabla("eventos")
    quitar_tabla("gestiones_abiertas")
