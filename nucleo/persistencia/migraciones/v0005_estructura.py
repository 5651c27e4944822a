"""Las unidades operativas del municipio."""

from nucleo.persistencia.columnas import clave, entero, lista, si_no, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import unica

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    crear_tabla_municipal(
        "unidades_operativas",
        clave("codigo"),
        texto("nombre"),
        clave("depende_de"),
        texto("responsable"),
        texto("competencias"),
        lista("sectores"),
        entero("desde", nulo=True),
        entero("hasta", nulo=True),
        texto("fuente"),
        si_no("simulada"),
        entero("version"),
        unica("codigo"),
    )


def downgrade() -> None:
    quitar_tabla("unidades_operativas")
