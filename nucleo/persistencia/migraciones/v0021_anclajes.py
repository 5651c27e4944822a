"""El EDC anclado en un municipio, y de qué anfitrión se trajo un acuerdo."""

import sqlalchemy as sa
from alembic import op

from nucleo.persistencia.columnas import clave, datos, entero, instante, texto
from nucleo.persistencia.migracion import quitar_tabla
from nucleo.persistencia.registro import clave_entregada

revision = "0021"
down_revision = "0020"

VIGENTE = sa.text("retirada_en IS NULL")


def upgrade() -> None:
    op.add_column("acuerdos", entero("traido_de", server_default="0"))
    op.create_table(
        "anclajes",
        *clave_entregada(),
        entero("gestion"),
        clave("evento"),
        sa.Column("fecha", sa.Date, nullable=False),
        clave("hora"),
        texto("lugar"),
        texto("convocatoria"),
        datos("contenido"),
        datos("secretaria", nulo=True),
        entero("version"),
        instante("anclado_en"),
        texto("anclado_por"),
        instante("retirada_en", nulo=True),
        texto("retirada_por"),
        sa.Index(None, "origen_id", "gestion"),
        sa.Index(
            "uq_anclajes_vigentes",
            "region",
            "gestion",
            unique=True,
            sqlite_where=VIGENTE,
            postgresql_where=VIGENTE,
        ),
    )


def downgrade() -> None:
    quitar_tabla("anclajes")
    op.drop_column("acuerdos", "traido_de")
