"""Las papeletas de la Cumbre 2: qué demandas ajenas benefician a cada organización."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import de, entero, instante, lista, si_no, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, unica

revision = "0008"
down_revision = "0007"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "papeletas",
        entero("gestion"),
        de("organizacion_id"),
        lista("demandas"),
        instante("cuando", nulo=True),
        texto("quien"),
        de("dirigencia_id", nulo=True),
        sa.Column("constancia_medio", sa.String(OPCION)),
        sa.Column("constancia_detalle", sa.Text),
        sa.Column("constancia_motivo", sa.Text),
        texto("procedencia"),
        si_no("simulada"),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        unica("gestion", "organizacion_id"),
    )


def downgrade() -> None:
    quitar_tabla("papeletas")
