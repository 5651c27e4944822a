"""El techo por versiones: bruto menos obligatorios, de borrador a fijado."""

from nucleo.persistencia.columnas import clave, entero, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0009"
down_revision = "0008"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "techos_por_version",
        entero("gestion"),
        entero("numero"),
        clave("estado", OPCION),
        lista("renglones"),
        lista("descuentos"),
        lista("pasos"),
        entero("sale_de"),
        texto("motivo"),
        clave("resumen", 64),
        entero("version"),
        unica("gestion", "numero"),
    )


def downgrade() -> None:
    quitar_tabla("techos_por_version")
