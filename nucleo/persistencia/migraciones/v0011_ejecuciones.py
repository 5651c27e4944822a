"""Lo ejecutado en gestiones anteriores; la inversión por organización se corrige con versión."""

from alembic import op

from nucleo.persistencia.columnas import bolivianos, clave, entero, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    crear_tabla_municipal(
        "ejecuciones",
        entero("gestion"),
        clave("bloque"),
        clave("codigo"),
        texto("concepto"),
        bolivianos("monto"),
        texto("fuente"),
        unica("gestion", "bloque", "codigo"),
    )
    op.add_column("inversiones", entero("version", server_default="0"))


def downgrade() -> None:
    op.drop_column("inversiones", "version")
    quitar_tabla("ejecuciones")
