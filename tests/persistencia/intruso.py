"""Quien entró con el rol que atiende: cómo se conecta y qué intenta para salir de su municipio."""

from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url

from nucleo.persistencia.guardia import ajustes_de

CONTRA_LA_BASE = [
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "SET session_replication_role = replica",
    "ALTER ROLE tinkuy_aplicacion BYPASSRLS",
    "ALTER ROLE tinkuy_aplicacion SUPERUSER",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "CREATE ROLE otro SUPERUSER",
    "GRANT postgres TO CURRENT_USER",
    "CREATE SCHEMA aparte",
    "CREATE TABLE copia AS SELECT * FROM demandas",
    "CREATE TEMPORARY TABLE copia AS SELECT * FROM demandas",
    "CREATE TEMPORARY TABLE demandas (municipio_id int)",
    "CREATE TEMPORARY VIEW ventana AS SELECT * FROM demandas",
    "CREATE VIEW ventana AS SELECT * FROM demandas",
    "CREATE MATERIALIZED VIEW ventana AS SELECT * FROM demandas",
    "CREATE FUNCTION fuga() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.fuga() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION postgres_fdw",
    "SELECT set_config('app.municipio', '31004', true)",
    "SELECT (SELECT set_config('app.municipio', '31004', true)), (SELECT count(*) FROM demandas)",
    "SELECT * FROM demandas WHERE set_config('app.municipio', '31004', true) <> ''",
    "SELECT y.* FROM (SELECT set_config('app.municipio', '31004', true)) x, demandas y",
    "DO $$ BEGIN PERFORM set_config('app.municipio', '31004', true); END $$",
    "UPDATE pg_settings SET setting = '31004' WHERE name = 'app.municipio'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT lo_import('/etc/hostname')",
    "COPY demandas TO '/dev/null'",
    "COPY demandas TO PROGRAM 'cat'",
    "SELECT * FROM pg_authid",
    "UPDATE versiones_nucleo SET version_num = 'otra'",
    "DELETE FROM versiones_salud",
    "SELECT * FROM pg_statistic",
    "ALTER DATABASE postgres SET row_security = off",
    "SELECT pg_reload_conf()",
]
"""Contra la base entera."""
CONTRA_CADA_TABLA = [
    "ALTER TABLE {t} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {t} NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE {t} OWNER TO CURRENT_USER",
    "ALTER TABLE {t} SET SCHEMA pg_catalog",
    "ALTER TABLE {t} RENAME TO otra",
    "DROP POLICY {politica} ON {t}",
    "CREATE POLICY todo ON {t} USING (true)",
    "DROP TABLE {t} CASCADE",
    "TRUNCATE {t} CASCADE",
    "CREATE TRIGGER t AFTER INSERT ON {t} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE r AS ON SELECT TO {t} DO INSTEAD SELECT 1",
    "CREATE STATISTICS e ON ctid, tableoid FROM {t}",
    "COMMENT ON TABLE {t} IS 'mía'",
]
"""El muro de cada tabla, ladrillo por ladrillo."""


def conectar(banco):
    """Con el rol que atiende y nada de Tinkuy en medio."""
    url = make_url(banco.base.url)
    return psycopg.connect(
        host=url.query["host"], user=url.username, dbname=url.database, prepare_threshold=None
    )


@contextmanager
def en(banco, ambito):
    """Una transacción a medias en ese ámbito; `None`, sin ninguno. Al salir se deshace."""
    with conectar(banco) as conexion:
        if ambito:
            conexion.execute(ajustes_de(ambito), prepare=False)
        yield conexion
        conexion.rollback()


def columna(conexion, orden, *valores):
    return [f[0] for f in conexion.execute(orden, valores).fetchall()]
