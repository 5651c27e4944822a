"""Los muros, comprobados en la base misma: lo que dice su catálogo y no lo que dice el código."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Inspector, inspect, text

from nucleo.persistencia.duenos import Dueno, TablaSinDueno, dueno_en
from nucleo.persistencia.muros import POLITICAS, ROLES, Politica, permisos_en

ADORNOS = re.compile(r"::(?:character varying|\w+)|[()\s]")
"""Tipos, paréntesis y espacios: lo que PostgreSQL agrega al guardar una condición."""

SIN_CERCO = text("""
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""")
POLITICAS_PUESTAS = text("""
    SELECT tablename, policyname || CASE permissive WHEN 'PERMISSIVE' THEN '' ELSE '!' END,
      roles::text[], qual, cmd, with_check
    FROM pg_policies WHERE schemaname = current_schema()""")
PERMISOS_DADOS = text("""
    SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), p.privilege_type
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) p LEFT JOIN pg_roles r ON r.oid = p.grantee
    WHERE c.relnamespace = current_schema()::regnamespace AND p.grantee <> c.relowner
      AND (p.grantee = 0 OR r.rolname = session_user OR r.rolname = ANY(:roles))""")
COLUMNAS_ABIERTAS = text("""
    SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND a.attacl IS NOT NULL""")
VENTANAS = text("""
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace
      AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT coalesce(
        'security_invoker=true' = ANY(c.reloptions) OR 'security_invoker=on' = ANY(c.reloptions),
        false))""")
FUNCIONES = text("""
    SELECT p.proname FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef""")
PARTES_ABIERTAS = text("""
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relispartition
      AND cardinality(coalesce(c.relacl, '{}')) > 1""")
TABLAS_DE_FUERA = text("""
    SELECT DISTINCT n.nspname || '.' || o.relname
    FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace JOIN pg_roles r
      ON r.rolname = ANY(:roles) AND has_schema_privilege(r.oid, n.oid, 'USAGE')
      AND has_table_privilege(r.oid, o.oid, 'SELECT')
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', current_schema())
      AND o.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')""")
FUNCIONES_DE_FUERA = text("""
    SELECT DISTINCT n.nspname || '.' || o.proname
    FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace JOIN pg_roles r
      ON r.rolname = ANY(:roles) AND has_schema_privilege(r.oid, n.oid, 'USAGE')
      AND has_function_privilege(r.oid, o.oid, 'EXECUTE')
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', current_schema())
      AND (o.prosecdef OR o.proconfig IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')""")
REGLAS = text("""
    SELECT c.relname FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')""")
CON_AJUSTES = text("""
    SELECT p.proname FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.proconfig IS NOT NULL""")
HEREDADOS = text("""
    SELECT r.rolname FROM pg_roles r
    WHERE pg_has_role(session_user, r.oid, 'MEMBER') AND r.rolname <> session_user
      AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
      AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR starts_with(r.rolname, 'pg_')
        OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid
          AND c.relnamespace = current_schema()::regnamespace))""")
CON_PODERES = text("""
    SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles
    WHERE rolname = ANY(:roles) OR rolname = session_user""")
DE_PASO = {
    "crea tablas temporales, que la siguiente transacción hereda": text(
        "SELECT has_database_privilege(session_user, current_database(), 'TEMPORARY')"
    ),
    "crea objetos junto a las tablas": text(
        "SELECT has_schema_privilege(session_user, current_schema(), 'CREATE')"
    ),
}
ATAJOS = {
    "cambia de ámbito en medio de una consulta, con set_config()": text(
        "SELECT has_function_privilege(session_user, 'set_config(text, text, boolean)', 'EXECUTE')"
    ),
}
"""Lo que solo un superusuario puede cerrar: en un PostgreSQL administrado queda abierto."""
DUENA = text("""
    SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND r.rolname = session_user""")


DE_VARIOS = frozenset({("anclajes", "region", "gestion")})
"""Las únicas que cruzan municipios, y a propósito: el EDC de una región lo hospeda uno solo."""


def fallas(conexion: Connection) -> Sequence[str]:
    """Cada incumplimiento en una línea; vacía si los muros están enteros.

    En todo motor: el dueño va primero en cada clave, única (menos `DE_VARIOS`) y foránea. En
    PostgreSQL, además: RLS forzada, con sus políticas y permisos tal como se ponen, y ninguna
    vista, función, columna o partición por donde escapar.
    """
    inspector = inspect(conexion)
    duenos = duenos_de(inspector)
    halladas = [f for t, dueno in duenos.items() for f in de_estructura(inspector, t, dueno)]
    if conexion.dialect.name == "postgresql":
        halladas += de_postgres(conexion, duenos)
    return sorted(halladas)


def duenos_de(inspector: Inspector) -> dict[str, Dueno | None]:
    """De quién es cada tabla; `None` si no se sabe."""
    duenos: dict[str, Dueno | None] = {}
    for tabla in inspector.get_table_names():
        try:
            duenos[tabla] = dueno_en(inspector, tabla)
        except TablaSinDueno:
            duenos[tabla] = None
    return duenos


def de_estructura(inspector: Inspector, tabla: str, dueno: Dueno | None) -> Iterator[str]:
    if dueno is None:
        yield f"{tabla}: ninguna columna de su clave dice de quién es cada fila"
    if dueno in {None, Dueno.VERSIONES}:
        return
    columna = inspector.get_pk_constraint(tabla)["constrained_columns"][0]
    indices = inspector.get_indexes(tabla)
    unicas = [list(i["column_names"]) for i in indices if i["unique"]]
    unicas += [list(u["column_names"]) for u in inspector.get_unique_constraints(tabla)]
    for columnas in unicas:
        if columnas[0] != columna and (tabla, *columnas) not in DE_VARIOS:
            yield f"{tabla}: la clave única {columnas} no empieza con {columna}"
    for foranea in inspector.get_foreign_keys(tabla):
        if {foranea["constrained_columns"][0], foranea["referred_columns"][0]} != {columna}:
            yield f"{tabla}: la foránea {foranea['constrained_columns']} no lleva {columna}"


def de_postgres(conexion: Connection, duenos: Mapping[str, Dueno | None]) -> Iterator[str]:
    sin_cerco = set(conexion.scalars(SIN_CERCO))
    puestas: dict[str, set[Politica]] = {}
    for tabla, *dicha in conexion.execute(POLITICAS_PUESTAS):
        puestas.setdefault(tabla, set()).add(llana(*dicha))
    dados: dict[str, set[tuple[str, str]]] = {}
    for tabla, rol, permiso in conexion.execute(PERMISOS_DADOS, {"roles": list(ROLES)}):
        dados.setdefault(tabla, set()).add((rol, permiso))
    for tabla, dueno in duenos.items():
        if dueno is None:
            continue
        suyas = {llana(*politica) for politica in POLITICAS.get(dueno, ())}
        if suyas and tabla in sin_cerco:
            yield f"{tabla}: la seguridad por fila no está puesta y forzada"
        if distintas := suyas ^ puestas.get(tabla, set()):
            nombres = ", ".join(sorted({p.nombre for p in distintas}))
            yield f"{tabla}: faltan, sobran o se cambiaron políticas: {nombres}"
        esperados = {(r, p) for r, suyos in permisos_en(tabla, dueno).items() for p in suyos}
        if distintos := esperados ^ dados.get(tabla, set()):
            lista = ", ".join(f"{permiso} a {rol}" for rol, permiso in sorted(distintos))
            yield f"{tabla}: faltan o sobran permisos: {lista}"
    yield from escapes(conexion)


def llana(
    nombre: str, roles: Sequence[str], filas: str | None, orden: str, escribir: str | None
) -> Politica:
    """La política en una forma que se puede comparar: PostgreSQL reescribe sus condiciones."""
    leer, cambiar = (ADORNOS.sub("", c or "").lower() for c in (filas, escribir))
    return Politica(nombre, tuple(sorted(roles)), leer, orden, cambiar)


def escapes(conexion: Connection) -> Iterator[str]:
    for consulta, que in (
        (VENTANAS, "una vista que no mira con los permisos de quien pregunta"),
        (FUNCIONES, "una función que corre con los permisos de su dueño"),
        (COLUMNAS_ABIERTAS, "columnas con permisos propios, aparte de los de su tabla"),
        (PARTES_ABIERTAS, "una partición con permisos propios, fuera de las políticas"),
        (REGLAS, "una regla que cambia lo que se le pide a la tabla"),
        (CON_AJUSTES, "una función que cambia de ajustes mientras corre"),
        (TABLAS_DE_FUERA, "una tabla o vista de otro esquema, sin muros, a la que se llega"),
        (FUNCIONES_DE_FUERA, "una función de otro esquema que corre con otros permisos o ajustes"),
    ):
        for nombre in conexion.scalars(consulta, {"roles": list(ROLES)}):
            yield f"{nombre}: {que}"


def atajos(conexion: Connection) -> Sequence[str]:
    """Lo que un SQL inyectado podría usar para saltar de ámbito, con el rol que atiende."""
    if conexion.dialect.name != "postgresql":
        return []
    return [atajo for atajo, consulta in ATAJOS.items() if conexion.scalar(consulta)]


def poderes(conexion: Connection) -> Sequence[str]:
    """Lo que el rol que atiende, o los roles a los que baja, podrían hacer de más."""
    if conexion.dialect.name != "postgresql":
        return []
    roles = conexion.execute(CON_PODERES, {"roles": list(ROLES)}).all()
    halladas = [
        f"{rol}: {poder}"
        for rol, *tiene in roles
        for poder, si in zip(("superusuario", "salta RLS", "crea roles"), tiene, strict=True)
        if si
    ]
    halladas += [poder for poder, consulta in DE_PASO.items() if conexion.scalar(consulta)]
    halladas += [f"puede volverse «{rol}»" for rol in conexion.scalars(HEREDADOS)]
    if conexion.scalar(DUENA):
        halladas.append("el rol que atiende es dueño de tablas")
    return halladas
