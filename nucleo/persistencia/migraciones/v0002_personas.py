"""Las personas: cuentas, mandatos, dirigencias, borradores, ajustes por pantalla y avances."""

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
    si_no,
    texto,
)
from nucleo.persistencia.migracion import crear_tabla_municipal, quitar_tabla
from nucleo.persistencia.registro import (
    clave_de_ambito,
    clave_entregada,
    foranea,
    indice,
    indice_de_ambito,
    unica,
    unica_en_el_ambito,
)

revision = "0002"
down_revision = "0001"

OPCION = 40
TABLAS = (
    "avances",
    "ajustes",
    "intentos",
    "sesiones",
    "enlaces",
    "membresias",
    "usuarios",
    "borradores",
    "adjuntos",
    "observaciones",
    "dirigencias",
    "distritos",
)
AGREGADAS = {
    "formularios": (
        "presentado_en",
        "presentado_por",
        "membresia_id",
        "dirigencia_id",
        "constancia_medio",
        "constancia_detalle",
        "constancia_motivo",
        "resumen",
    ),
    "altas": ("avance_desde", "avance_constancia"),
    "cambios_de_estado": ("motivo", "cambios"),
    "organizaciones": ("version",),
    "corridas": ("procedencias",),
}


def upgrade() -> None:
    columnas_nuevas()
    municipales()
    identidad()
    sesiones()
    ajustes()
    avances()


def columnas_nuevas() -> None:
    for columna in (
        instante("presentado_en", nulo=True),
        texto("presentado_por", omision=""),
        de("membresia_id", nulo=True),
        de("dirigencia_id", nulo=True),
        sa.Column("constancia_medio", sa.String(OPCION)),
        sa.Column("constancia_detalle", sa.Text),
        sa.Column("constancia_motivo", sa.Text),
        texto("resumen", omision=""),
    ):
        op.add_column("formularios", columna)
    op.add_column("altas", instante("avance_desde", nulo=True))
    op.add_column("altas", texto("avance_constancia", omision=""))
    op.add_column("cambios_de_estado", texto("motivo", omision=""))
    op.add_column("cambios_de_estado", lista("cambios", nulo=True))
    op.add_column("organizaciones", entero("version", server_default="0"))
    op.add_column("corridas", datos("procedencias", nulo=True))


def municipales() -> None:
    crear_tabla_municipal("distritos", texto("nombre"), texto("clave"), unica("clave"))
    crear_tabla_municipal(
        "dirigencias",
        de("organizacion_id"),
        texto("nombre"),
        texto("cargo"),
        dia("desde"),
        dia("hasta"),
        clave("telefono"),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        indice("organizacion_id"),
    )
    crear_tabla_municipal(
        "observaciones",
        de("demanda_id"),
        texto("texto"),
        instante("cuando"),
        texto("quien"),
        texto("respuesta"),
        instante("respondida_en", nulo=True),
        texto("respondida_por"),
        foranea("demanda_id", "demandas"),
        indice("demanda_id"),
    )
    crear_tabla_municipal(
        "adjuntos",
        de("formulario_id"),
        clave("clase", OPCION),
        texto("nombre"),
        clave("tipo", OPCION),
        clave("resumen", 64),
        entero("tamano"),
        instante("cuando"),
        texto("quien"),
        foranea("formulario_id", "formularios"),
        indice("formulario_id"),
    )
    crear_tabla_municipal(
        "borradores",
        de("usuario_id"),
        de("organizacion_id"),
        entero("gestion"),
        instante("cuando"),
        datos("datos"),
        entero("version"),
        foranea("organizacion_id", "organizaciones"),
        indice("usuario_id"),
    )


def identidad() -> None:
    con_sujeto = sa.text("sujeto <> ''")
    op.create_table(
        "usuarios",
        clave_de_ambito(),
        sa.Column("id", sa.Uuid, primary_key=True),
        clave("correo", 254),
        texto("nombre"),
        instante("creado_en"),
        texto("clave"),
        clave("totp"),
        instante("totp_desde", nulo=True),
        entero("totp_paso"),
        lista("codigos"),
        clave("sujeto", 400),
        instante("suspendido_en", nulo=True),
        entero("version"),
        unica_en_el_ambito("correo"),
        sa.Index(
            "uq_usuarios_sujeto",
            "ambito",
            "sujeto",
            unique=True,
            sqlite_where=con_sujeto,
            postgresql_where=con_sujeto,
        ),
    )
    op.create_table(
        "membresias",
        clave_de_ambito(),
        sa.Column("id", sa.Uuid, primary_key=True),
        de("usuario_id"),
        clave("sobre"),
        clave("rol", OPCION),
        dia("desde", nulo=False),
        dia("hasta"),
        instante("dada_en"),
        texto("dada_por"),
        de("organizacion_id", nulo=True),
        de("dirigencia_id", nulo=True),
        instante("cerrada_en", nulo=True),
        texto("cerrada_por"),
        indice_de_ambito("usuario_id"),
        indice_de_ambito("sobre"),
    )
    op.create_table(
        "enlaces",
        clave_de_ambito(),
        sa.Column("id", sa.Uuid, primary_key=True),
        clave("resumen", 64),
        clave("motivo", OPCION),
        clave("correo", 254),
        instante("creado_en"),
        texto("creado_por"),
        instante("vence_en"),
        de("usuario_id", nulo=True),
        datos("datos"),
        instante("usado_en", nulo=True),
        unica_en_el_ambito("resumen"),
    )


def sesiones() -> None:
    op.create_table(
        "sesiones",
        clave_de_ambito(),
        sa.Column("id", sa.Uuid, primary_key=True),
        clave("resumen", 64),
        de("usuario_id"),
        instante("creada_en"),
        instante("vista_en"),
        instante("vence_en"),
        texto("aparato"),
        si_no("confirmada"),
        instante("cerrada_en", nulo=True),
        unica_en_el_ambito("resumen"),
        indice_de_ambito("usuario_id"),
    )
    op.create_table(
        "intentos",
        clave_de_ambito(),
        clave("clave", 64, primary_key=True),
        entero("cuenta"),
        instante("desde"),
    )


def ajustes() -> None:
    op.create_table(
        "ajustes",
        clave_de_ambito(),
        sa.Column("id", sa.Uuid, primary_key=True),
        entero("numero"),
        clave("clave"),
        datos("valor"),
        datos("antes"),
        instante("cuando"),
        texto("quien"),
        unica_en_el_ambito("numero"),
    )


def avances() -> None:
    vigente = sa.text("retirada_en IS NULL")
    op.create_table(
        "avances",
        *clave_entregada(),
        entero("gestion"),
        clave("paso"),
        *(entero(cuenta) for cuenta in ("organizaciones", "asambleas", "demandas")),
        bolivianos("costo"),
        bolivianos("techo"),
        entero("en_poa"),
        entero("entregadas"),
        instante("congelada_en", nulo=True),
        instante("acordada_en", nulo=True),
        instante("calificada_en", nulo=True),
        instante("publicada_en", nulo=True),
        instante("cuando"),
        instante("retirada_en", nulo=True),
        sa.Index(None, "region", "gestion", "origen_id"),
        sa.Index(
            "uq_avances_vigentes",
            "origen_id",
            "region",
            "gestion",
            unique=True,
            sqlite_where=vigente,
            postgresql_where=vigente,
        ),
    )


def downgrade() -> None:
    for tabla in TABLAS:
        quitar_tabla(tabla)
    for tabla, columnas in AGREGADAS.items():
        for columna in columnas:
            op.drop_column(tabla, columna)
