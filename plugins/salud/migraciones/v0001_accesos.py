"""La tabla de accesos a establecimientos."""

from nucleo.api import columnas, crear_tabla_municipal, foranea, quitar_tabla

revision = "0001"
down_revision = None


def upgrade() -> None:
    crear_tabla_municipal(
        "salud_accesos",
        columnas.de("organizacion_id"),
        columnas.texto("establecimiento"),
        columnas.entero("minutos"),
        columnas.texto("fuente"),
        foranea("organizacion_id", "organizaciones"),
    )


def downgrade() -> None:
    quitar_tabla("salud_accesos")
