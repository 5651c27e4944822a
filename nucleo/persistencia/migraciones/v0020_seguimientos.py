"""El control social: quién sigue qué, y su programa de seguimiento."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, de, dia, entero, instante, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, indice

revision = "0020"
down_revision = "0019"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "encargos",
        entero("gestion"),
        sa.Column("sigue", sa.String(OPCION), nullable=False),
        texto("codigo"),
        texto("nombre"),
        instante("encargado_en"),
        texto("quien"),
        de("organizacion_id", nulo=True),
        texto("comision"),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion"),
        indice("organizacion_id"),
    )
    crear_tabla_municipal(
        "seguimientos",
        entero("gestion"),
        de("encargo_id"),
        sa.Column("clase", sa.String(OPCION), nullable=False),
        texto("que"),
        dia("fecha", nulo=False),
        instante("programado_en"),
        texto("quien"),
        clave("hora"),
        texto("lugar"),
        texto("van"),
        lista("cambios"),
        sa.Column("resultado", sa.String(OPCION), nullable=True),
        texto("hallado"),
        texto("constancia"),
        dia("hecho_el"),
        instante("anotado_en", nulo=True),
        de("reclamo_id", nulo=True),
        entero("version"),
        foranea("encargo_id", "encargos"),
        foranea("reclamo_id", "reclamos"),
        indice("gestion"),
        indice("encargo_id"),
        indice("reclamo_id"),
    )


def downgrade() -> None:
    quitar_tabla("seguimientos")
    quitar_tabla("encargos")
