"""Todo lo que decide, guardado con el acuerdo y con la corrida, y el código público."""

from alembic import op

from nucleo.persistencia.columnas import clave, datos

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("procesos", clave("codigo", server_default=""))
    op.add_column("procesos", datos("entradas", nulo=True))
    op.add_column("corridas", datos("entradas", nulo=True))


def downgrade() -> None:
    op.drop_column("corridas", "entradas")
    op.drop_column("procesos", "entradas")
    op.drop_column("procesos", "codigo")
