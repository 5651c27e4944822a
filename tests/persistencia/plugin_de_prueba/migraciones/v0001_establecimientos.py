"""Tabla de establecimientos."""

from nucleo.persistencia.columnas import de, entero, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea

revision = "0001"
down_revision = None


def upgrade():
    crear_tabla_municipal(
        "prueba_establecimientos",
        de("organizacion_id"),
        texto("nombre"),
        entero("camas"),
        foranea("organizacion_id", "organizaciones"),
    )


def downgrade():
    quitar_tabla("prueba_establecimientos")
