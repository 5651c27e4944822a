"""Demandas compartidas por varias organizaciones y proyectos del propio municipio."""

import sqlalchemy as sa
from alembic import op

from nucleo.persistencia.columnas import de, entero, instante, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import indice

revision = "0006"
down_revision = "0005"

OPCION = 40
INDICE = "ix_demandas_municipio_id_grupo_id"
DE_LA_DEMANDA = ("distritos", "grupo_id", "clase")


def upgrade() -> None:
    clase = sa.Column("clase", sa.String(OPCION), nullable=False, server_default="de_organizacion")
    for columna in (clase, de("grupo_id", nulo=True), lista("distritos", nulo=True)):
        op.add_column("demandas", columna)
    op.create_index(INDICE, "demandas", ["municipio_id", "grupo_id"])
    crear_tabla_municipal(
        "descartes",
        entero("gestion"),
        lista("demandas"),
        instante("cuando"),
        texto("quien"),
        indice("gestion"),
    )


def downgrade() -> None:
    quitar_tabla("descartes")
    op.drop_index(INDICE, "demandas")
    for columna in DE_LA_DEMANDA:
        op.drop_column("demandas", columna)
