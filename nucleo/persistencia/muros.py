"""Muro 2, en PostgreSQL: seguridad por fila en toda tabla, propia o de un plugin.

Cada transacción baja a uno de dos roles que no son dueños de nada ni pueden saltar una política, y
dice su ámbito con `SET LOCAL`. Un SQL crudo que no lo diga no ve ninguna fila.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from nucleo.persistencia.duenos import Dueno, dueno_en

APLICACION = "tinkuy_aplicacion"
REGIONAL = "tinkuy_regional"
ROLES = (APLICACION, REGIONAL)

MUNICIPIO = "nullif(current_setting('app.municipio', true), '')::int"
REGION = "nullif(current_setting('app.region', true), '')"
AMBITO = "nullif(current_setting('app.ambito', true), '')"
SOLO_SE_ANADE = {"eslabones"}
"""Lo que no se actualiza en su sitio. Borrarlo sí puede, porque un municipio se borra entero."""

LECTURA, ENTERO = ("SELECT",), ("SELECT", "INSERT", "UPDATE", "DELETE")
PERMISOS: Mapping[Dueno, Mapping[str, Sequence[str]]] = {
    Dueno.MUNICIPIO: {APLICACION: ENTERO},
    Dueno.ENTREGA: {APLICACION: ENTERO, REGIONAL: LECTURA},
    Dueno.AMBITO: {APLICACION: ENTERO, REGIONAL: ENTERO[:3]},
    Dueno.TODOS: {APLICACION: ENTERO, REGIONAL: LECTURA},
    Dueno.VERSIONES: {APLICACION: LECTURA, REGIONAL: LECTURA},
}


class Politica(NamedTuple):
    """Quiénes, con qué órdenes, llegan a qué filas. Sin `escribir`, lo escrito cumple lo mismo."""

    nombre: str
    roles: Sequence[str]
    filas: str = ""
    orden: str = "ALL"
    escribir: str = ""

    def en(self, tabla: str) -> str:
        """La orden que la pone."""
        usar = f" USING ({self.filas})" if self.filas else ""
        comprobar = f" WITH CHECK ({self.escribir})" if self.escribir else ""
        quienes = ", ".join(self.roles)
        donde = f'CREATE POLICY {self.nombre} ON "{tabla}" FOR {self.orden} TO {quienes}'
        return donde + usar + comprobar


SOLO_APLICACION = (APLICACION,)
SUYA = f"municipio_id = {MUNICIPIO} OR {AMBITO} = 'plataforma'"
POLITICAS: Mapping[Dueno, Sequence[Politica]] = {
    Dueno.MUNICIPIO: [Politica("municipio", SOLO_APLICACION, f"municipio_id = {MUNICIPIO}")],
    Dueno.ENTREGA: [
        Politica("municipio", SOLO_APLICACION, f"origen_id = {MUNICIPIO}"),
        Politica("region", (REGIONAL,), f"region = {REGION} AND retirada_en IS NULL", "SELECT"),
    ],
    Dueno.AMBITO: [Politica("ambito", ROLES, f"ambito = {AMBITO}")],
    Dueno.TODOS: [
        Politica("mirar", ROLES, "true", "SELECT"),
        Politica("agregar", SOLO_APLICACION, orden="INSERT", escribir=SUYA),
        Politica("cambiar", SOLO_APLICACION, SUYA, "UPDATE"),
        Politica("quitar", SOLO_APLICACION, SUYA, "DELETE"),
    ],
}


def asegurar_roles(conexion: Connection) -> None:
    """Crea los dos roles si faltan. No abren sesión: se llega a ellos desde el de la aplicación."""
    consulta = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:roles)")
    hay = set(conexion.scalars(consulta, {"roles": list(ROLES)}))
    for rol in ROLES:
        if rol not in hay:
            conexion.exec_driver_sql(f"CREATE ROLE {rol} NOLOGIN NOSUPERUSER NOBYPASSRLS")


def abrir(conexion: Connection) -> None:
    """Deja al dueño ver todas las filas mientras migra; `levantar` vuelve a cerrar."""
    for tabla in tablas_de(conexion):
        conexion.exec_driver_sql(f'ALTER TABLE "{tabla}" NO FORCE ROW LEVEL SECURITY')


def levantar(conexion: Connection) -> None:
    """Pone las políticas y permisos de cada tabla según sus columnas, y quita cualquier otra.

    Se repite tras cada migración: manda lo que la base tiene, no lo que el código recuerda.
    """
    asegurar_roles(conexion)
    derribar_politicas(conexion)
    for tabla in tablas_de(conexion):
        cercar(conexion, tabla, dueno_en(inspect(conexion), tabla))


def cercar(conexion: Connection, tabla: str, dueno: Dueno) -> None:
    ordenes = [f'REVOKE ALL ON "{tabla}" FROM PUBLIC, {", ".join(ROLES)}']
    for rol, permisos in permisos_en(tabla, dueno).items():
        ordenes.append(f'GRANT {", ".join(sorted(permisos))} ON "{tabla}" TO {rol}')
    if dueno in POLITICAS:
        alterar = f'ALTER TABLE "{tabla}"'
        ordenes += [f"{alterar} {como} ROW LEVEL SECURITY" for como in ("ENABLE", "FORCE")]
        ordenes += [politica.en(tabla) for politica in POLITICAS[dueno]]
    for orden in ordenes:
        conexion.exec_driver_sql(orden)


def permisos_en(tabla: str, dueno: Dueno) -> dict[str, set[str]]:
    """Lo que cada rol puede sobre esa tabla, y nada más."""
    vedado = {"UPDATE"} if tabla in SOLO_SE_ANADE else set[str]()
    return {rol: set(permisos) - vedado for rol, permisos in PERMISOS[dueno].items()}


def derribar_politicas(conexion: Connection) -> None:
    consulta = text(
        "SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()"
    )
    for politica, tabla in conexion.execute(consulta).all():
        conexion.exec_driver_sql(f'DROP POLICY "{politica}" ON "{tabla}"')


def tablas_de(conexion: Connection) -> list[str]:
    return sorted(inspect(conexion).get_table_names())
