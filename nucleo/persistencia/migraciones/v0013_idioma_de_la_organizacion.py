"""En qué lengua quiere leer lo suyo cada organización."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

OPCION = 40


def upgrade() -> None:
    op.add_column("organizaciones", sa.Column("idioma", sa.String(OPCION)))


def downgrade() -> None:
    op.drop_column("organizaciones", "idioma")
