"""Por dónde van los encuentros, en lo que se le cuenta al departamento."""

from alembic import op

from nucleo.persistencia.columnas import datos

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("avances", datos("anio", nulo=True))


def downgrade() -> None:
    op.drop_column("avances", "anio")
