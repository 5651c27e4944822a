"""Los muros, comprobados en la base misma: lo que dice su catálogo y no lo que dice el código."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Inspector, inspect, text

from nucleo.persistencia.duenos import Dueno, dueno_de
from nucleo.persistencia.muros import POLITICAS, ROLES

SIN_CERCO = text("""
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""")
POLITICAS_PUESTAS = text("""
    SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema()""")
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
CON_PODERES = text("""
    SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles
    WHERE rolname = ANY(:roles) OR rolname = session_user""")
DUENA = text("""
    SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND r.rolname = session_user""")


def fallas(conexion: Connection) -> Sequence[str]:
    """Cada incumplimiento en una línea; vacía si los muros están enteros.

    En todo motor: el dueño va primero en cada clave, única y foránea. En PostgreSQL, además: RLS
    forzada con sus políticas, y ninguna vista, función o partición por donde escapar.
    """
    inspector = inspect(conexion)
    halladas = [f for t in inspector.get_table_names() for f in de_estructura(inspector, t)]
    if conexion.dialect.name == "postgresql":
        halladas += de_postgres(conexion, inspector)
    return sorted(halladas)


def de_estructura(inspector: Inspector, tabla: str) -> Iterator[str]:
    dueno = dueno_de(inspector, tabla)
    if dueno is Dueno.VERSIONES:
        return
    columna = inspector.get_pk_constraint(tabla)["constrained_columns"][0]
    indices = inspector.get_indexes(tabla)
    unicas = [list(i["column_names"]) for i in indices if i["unique"]]
    unicas += [list(u["column_names"]) for u in inspector.get_unique_constraints(tabla)]
    for columnas in unicas:
        if columnas[0] != columna:
            yield f"{tabla}: la clave única {columnas} no empieza con {columna}"
    for foranea in inspector.get_foreign_keys(tabla):
        if {foranea["constrained_columns"][0], foranea["referred_columns"][0]} != {columna}:
            yield f"{tabla}: la foránea {foranea['constrained_columns']} no lleva {columna}"


def de_postgres(conexion: Connection, inspector: Inspector) -> Iterator[str]:
    de_cada = {t: dueno_de(inspector, t) for t in inspector.get_table_names()}
    cercadas = {t for t, dueno in de_cada.items() if dueno in POLITICAS}
    for tabla in cercadas & set(conexion.scalars(SIN_CERCO)):
        yield f"{tabla}: la seguridad por fila no está puesta y forzada"
    puestas: dict[str, set[str]] = {}
    for tabla, politica in conexion.execute(POLITICAS_PUESTAS):
        puestas.setdefault(tabla, set()).add(politica)
    for tabla in cercadas:
        suyas = {p.partition(" ")[0] for p in POLITICAS[de_cada[tabla]]}
        if puestas.get(tabla, set()) != suyas:
            yield f"{tabla}: las políticas son {puestas.get(tabla)} y deben ser {suyas}"
    for consulta, que in (
        (VENTANAS, "una vista que no mira con los permisos de quien pregunta"),
        (FUNCIONES, "una función que corre con los permisos de su dueño"),
        (PARTES_ABIERTAS, "una partición con permisos propios, fuera de las políticas"),
    ):
        for nombre in conexion.scalars(consulta):
            yield f"{nombre}: {que}"


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
    if conexion.scalar(DUENA):
        halladas.append("el rol que atiende es dueño de tablas")
    return halladas
