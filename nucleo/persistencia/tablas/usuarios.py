"""Tablas de la plataforma sobre quién entra: cuentas, mandatos, enlaces, sesiones e intentos."""

from sqlalchemy import Column, Index, Uuid, text

from nucleo.dominio.roles import Rol
from nucleo.dominio.usuarios import (
    Enlace,
    Intentos,
    Membresia,
    MotivoDeEnlace,
    SesionAbierta,
    Usuario,
)
from nucleo.persistencia.columnas import (
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
from nucleo.persistencia.registro import (
    Tenencia,
    clave_de_ambito,
    indice_de_ambito,
    registro,
    tabla,
    unica_en_el_ambito,
)
from nucleo.persistencia.tipos import opcion

CON_SUJETO = text("sujeto <> ''")

usuarios = tabla(
    "usuarios",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
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
    Index(
        "uq_usuarios_sujeto",
        "ambito",
        "sujeto",
        unique=True,
        sqlite_where=CON_SUJETO,
        postgresql_where=CON_SUJETO,
    ),
)
membresias = tabla(
    "membresias",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
    de("usuario_id"),
    clave("sobre"),
    Column("rol", opcion(Rol), nullable=False),
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
enlaces = tabla(
    "enlaces",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
    clave("resumen", 64),
    Column("motivo", opcion(MotivoDeEnlace), nullable=False),
    clave("correo", 254),
    instante("creado_en"),
    texto("creado_por"),
    instante("vence_en"),
    de("usuario_id", nulo=True),
    datos("datos"),
    instante("usado_en", nulo=True),
    unica_en_el_ambito("resumen"),
)
sesiones = tabla(
    "sesiones",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    Column("id", Uuid, primary_key=True),
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
intentos = tabla(
    "intentos",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    clave("clave", 64, primary_key=True),
    entero("cuenta"),
    instante("desde"),
)
registro.map_imperatively(Usuario, usuarios, version_id_col=usuarios.c.version)
registro.map_imperatively(Membresia, membresias)
registro.map_imperatively(Enlace, enlaces)
registro.map_imperatively(SesionAbierta, sesiones)
registro.map_imperatively(Intentos, intentos)
