"""Las tablas del núcleo."""

import sqlalchemy as sa
from alembic import op

from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    datos,
    de,
    dia,
    entero,
    instante,
    lista,
    personas,
    si_no,
    texto,
)
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import (
    clave_de_ambito,
    clave_entregada,
    foranea,
    indice,
    propietario,
    unica,
)

revision = "0001"
down_revision = None

OPCION = 40
TABLAS = (
    "cabezas",
    "eslabones",
    "entregas",
    "puestos",
    "corridas",
    "procesos",
    "inversiones",
    "techos",
    "cambios_de_estado",
    "demandas",
    "formularios",
    "asambleas",
    "organizaciones",
    "apartados",
    "altas",
)


def upgrade() -> None:
    op.create_table(
        "altas",
        propietario("municipio_id"),
        instante("cuando"),
        texto("quien"),
        instante("suspendida_en", nulo=True),
        texto("motivo"),
    )
    apartados()
    organizaciones_y_asambleas()
    demandas()
    dinero()
    priorizacion()
    entregas()
    bitacora()


def apartados() -> None:
    crear_tabla_municipal(
        "apartados",
        clave("paquete"),
        clave("revision"),
        clave("tabla"),
        entero("numero"),
        datos("fila"),
        unica("tabla", "numero"),
    )


def organizaciones_y_asambleas() -> None:
    crear_tabla_municipal(
        "organizaciones",
        texto("nombre"),
        texto("clave"),
        clave("tipo", OPCION),
        texto("distrito"),
        sa.Column("area", sa.String(OPCION)),
        *personas("poblacion", nulo=True),
        datos("carencias"),
        texto("fuente"),
        unica("clave"),
    )
    crear_tabla_municipal(
        "asambleas",
        de("organizacion_id"),
        entero("gestion"),
        dia("fecha"),
        texto("lugar"),
        *personas("asistentes", nulo=True),
        texto("fuente"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion", "organizacion_id"),
    )
    crear_tabla_municipal(
        "formularios",
        de("asamblea_id"),
        entero("gestion"),
        texto("folio"),
        datos("situacion"),
        foranea("asamblea_id", "asambleas"),
        unica("asamblea_id"),
        indice("gestion"),
    )


def demandas() -> None:
    crear_tabla_municipal(
        "demandas",
        de("organizacion_id"),
        de("formulario_id"),
        entero("gestion"),
        entero("numero"),
        clave("referencia"),
        texto("titulo"),
        texto("clave"),
        clave("sector"),
        bolivianos("costo"),
        entero("prioridad"),
        *personas("beneficiarios"),
        entero("familias", nulo=True),
        clave("pedida_por", OPCION),
        entero("orden_mujeres", nulo=True),
        entero("orden_hombres", nulo=True),
        sa.Column("contraparte_tipo", sa.Text),
        bolivianos("contraparte_valor", nulo=True),
        clave("competencia", OPCION),
        *map(texto, ("tipo", "problema", "lugar", "preparacion", "fuente")),
        si_no("simulada"),
        lista("observaciones"),
        clave("estado", OPCION),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        foranea("formulario_id", "formularios"),
        unica("gestion", "numero"),
        unica("gestion", "referencia"),
        indice("gestion", "sector"),
        indice("organizacion_id"),
    )
    crear_tabla_municipal(
        "cambios_de_estado",
        de("demanda_id"),
        entero("numero"),
        clave("estado", OPCION),
        instante("cuando"),
        texto("quien"),
        foranea("demanda_id", "demandas"),
        unica("demanda_id", "numero"),
    )


def dinero() -> None:
    crear_tabla_municipal(
        "techos",
        entero("gestion"),
        clave("fuente"),
        clave("organismo"),
        bolivianos("monto"),
        entero("orden"),
        texto("procedencia"),
        si_no("simulado"),
        unica("gestion", "fuente", "organismo"),
    )
    crear_tabla_municipal(
        "inversiones",
        de("organizacion_id", nulo=True),
        entero("gestion"),
        texto("proyecto"),
        bolivianos("monto"),
        clave("sector"),
        texto("estado"),
        texto("fuente"),
        si_no("simulada"),
        foranea("organizacion_id", "organizaciones"),
        indice("gestion"),
    )


def priorizacion() -> None:
    pasos = ("congelada_en", "acordada_en", "calificada_en", "publicada_en")
    crear_tabla_municipal(
        "procesos",
        entero("gestion"),
        *(instante(paso, nulo=True) for paso in pasos),
        datos("pesos"),
        entero("version"),
        unica("gestion"),
    )
    crear_tabla_municipal(
        "corridas",
        entero("gestion"),
        instante("cuando"),
        texto("quien"),
        clave("regla"),
        datos("pesos"),
        datos("techos"),
        clave("resumen", 64),
        indice("gestion", "cuando"),
    )
    crear_tabla_municipal(
        "puestos",
        de("corrida_id"),
        entero("lugar"),
        de("demanda_id"),
        entero("puntaje"),
        si_no("entra"),
        clave("fuente"),
        datos("motivo"),
        lista("desglose"),
        foranea("corrida_id", "corridas"),
        foranea("demanda_id", "demandas"),
        unica("corrida_id", "lugar"),
        unica("corrida_id", "demanda_id"),
    )


def entregas() -> None:
    vigente = sa.text("retirada_en IS NULL")
    op.create_table(
        "entregas",
        *clave_entregada(),
        entero("gestion"),
        de("demanda_id"),
        clave("codigo"),
        texto("titulo"),
        texto("organizacion"),
        clave("sector"),
        clave("competencia", OPCION),
        bolivianos("costo"),
        *personas("beneficiarios"),
        entero("puesto"),
        entero("puntaje"),
        si_no("en_poa"),
        si_no("simulada"),
        texto("fuente"),
        instante("entregada_en"),
        texto("entregada_por"),
        instante("retirada_en", nulo=True),
        texto("retirada_por"),
        sa.Index(None, "region", "gestion", "origen_id", "puesto"),
        sa.Index(
            "uq_entregas_vigentes",
            "origen_id",
            "region",
            "demanda_id",
            unique=True,
            sqlite_where=vigente,
            postgresql_where=vigente,
        ),
    )


def bitacora() -> None:
    op.create_table(
        "eslabones",
        clave_de_ambito(),
        entero("numero", primary_key=True, autoincrement=False),
        clave("previa", 64),
        clave("resumen", 64),
        clave("que"),
        texto("quien"),
        instante("cuando"),
        texto("carga"),
    )
    op.create_table("cabezas", clave_de_ambito(), entero("numero"), clave("resumen", 64))


def downgrade() -> None:
    for tabla in TABLAS:
        quitar_tabla(tabla)
