"""La mesa: puntos tratados, votaciones, acuerdos, reclamos y tarjetas de salida."""

import sqlalchemy as sa

from nucleo.persistencia.columnas import clave, datos, de, dia, entero, instante, lista, texto
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, indice, unica

revision = "0016"
down_revision = "0015"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "puntos_tratados",
        entero("gestion"),
        clave("evento"),
        clave("clave"),
        texto("texto"),
        entero("orden"),
        texto("informo"),
        texto("dicho"),
        lista("tramos"),
        entero("version"),
        unica("gestion", "evento", "clave"),
    )
    crear_tabla_municipal(
        "votaciones",
        entero("gestion"),
        clave("evento"),
        clave("punto"),
        texto("pregunta"),
        instante("abierta_en"),
        texto("quien"),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        datos("cuenta"),
        lista("disensos"),
        instante("cerrada_en", nulo=True),
        instante("anulada_en", nulo=True),
        texto("anulada_por"),
        texto("motivo"),
        entero("version"),
        indice("gestion", "evento"),
    )
    crear_tabla_municipal(
        "acuerdos",
        entero("gestion"),
        clave("evento"),
        texto("que"),
        texto("responsable"),
        instante("acordado_en"),
        texto("quien"),
        dia("fecha"),
        clave("punto"),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        texto("nota"),
        dia("visto_el"),
        entero("version"),
        indice("gestion", "evento"),
    )
    crear_tabla_municipal(
        "reclamos",
        entero("gestion"),
        clave("evento"),
        sa.Column("sobre", sa.String(OPCION), nullable=False),
        texto("asunto"),
        texto("texto"),
        instante("dicho_en"),
        texto("quien"),
        de("organizacion_id", nulo=True),
        sa.Column("estado", sa.String(OPCION), nullable=False),
        texto("respuesta"),
        texto("responsable"),
        dia("plazo"),
        dia("respondido_el"),
        texto("cierre"),
        dia("cerrado_el"),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion"),
        indice("organizacion_id"),
    )
    crear_tabla_municipal(
        "tarjetas_de_salida",
        entero("gestion"),
        clave("evento"),
        instante("anotada_en"),
        texto("quien"),
        datos("cuenta"),
        entero("version"),
        unica("gestion", "evento"),
    )


def downgrade() -> None:
    for tabla in ("tarjetas_de_salida", "reclamos", "acuerdos", "votaciones", "puntos_tratados"):
        quitar_tabla(tabla)
