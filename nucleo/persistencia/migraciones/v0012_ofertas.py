"""Lo que se ofrece financiar y lo que se acordó con ello."""

from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    de,
    dia,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import foranea, indice

revision = "0012"
down_revision = "0011"

OPCION = 40


def upgrade() -> None:
    crear_tabla_municipal(
        "ofertas",
        entero("gestion"),
        texto("clave"),
        texto("oferente"),
        clave("tipo", OPCION),
        texto("que"),
        bolivianos("monto"),
        *map(lista, ("sectores", "distritos", "competencias")),
        texto("condiciones"),
        dia("desde"),
        dia("hasta"),
        texto("fuente"),
        si_no("simulada"),
        instante("retirada_en", nulo=True),
        texto("motivo"),
        entero("version"),
        indice("gestion"),
    )
    crear_tabla_municipal(
        "compromisos",
        de("oferta_id"),
        de("demanda_id"),
        entero("gestion"),
        bolivianos("monto"),
        dia("fecha", nulo=False),
        texto("constancia"),
        instante("acordado_en"),
        texto("acordado_por"),
        clave("estado", OPCION),
        texto("motivo"),
        instante("cerrado_en", nulo=True),
        texto("cerrado_por"),
        entero("version"),
        foranea("oferta_id", "ofertas"),
        foranea("demanda_id", "demandas"),
        indice("gestion"),
        indice("oferta_id"),
    )


def downgrade() -> None:
    for tabla in ("compromisos", "ofertas"):
        quitar_tabla(tabla)
