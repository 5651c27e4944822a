"""Lo que escribe una migración, del núcleo o de un plugin, sin repetir claves ni nombres.

    from nucleo.api import columnas, crear_tabla_municipal, foranea

    revision = "0001"
    down_revision = None

    def upgrade() -> None:
        crear_tabla_municipal(
            "salud_establecimientos",
            columnas.texto("nombre"),
            columnas.de("organizacion_id"),
            foranea("organizacion_id", "organizaciones"),
        )

Los nombres de claves e índices salen de la convención del registro, los mismos que da el mapeo.
"""

from alembic import op
from sqlalchemy.schema import SchemaItem

from nucleo.persistencia.registro import clave_municipal


def crear_tabla_municipal(nombre: str, *piezas: SchemaItem) -> None:
    """Crea la tabla con su clave `(municipio_id, id)`; las piezas son las de `tabla_municipal`."""
    op.create_table(nombre, *clave_municipal(), *piezas)


def quitar_tabla(nombre: str) -> None:
    """Deshace `crear_tabla_municipal`, con sus índices."""
    op.drop_table(nombre)
