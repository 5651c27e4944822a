"""Los muros se comprueban en la base misma, y todo lo que los daña se señala."""

import pytest
from sqlalchemy.exc import IntegrityError

from nucleo.persistencia.catalogo import fallas
from nucleo.persistencia.motor import crear_motor
from tests.motores import MOTORES
from tests.persistencia.conftest import PLUGINS, banco, copia
from tests.persistencia.test_migraciones import PRIMERA

EN_TODO_MOTOR = {
    "clave única sin municipio": (
        "CREATE UNIQUE INDEX suelta ON demandas (id)",
        "demandas: la clave única ['id'] no empieza con municipio_id",
    ),
    "clave única con el municipio al final": (
        "CREATE UNIQUE INDEX suelta ON entregas (codigo, origen_id)",
        "entregas: la clave única ['codigo', 'origen_id'] no empieza con origen_id",
    ),
    "tabla sin dueño": (
        "CREATE TABLE notas (id int PRIMARY KEY, texto text)",
        "notas: ninguna columna de su clave dice de quién es cada fila",
    ),
    "tabla sin clave": (
        "CREATE TABLE notas (municipio_id int)",
        "notas: ninguna columna de su clave",
    ),
    "foránea sin municipio": (
        """CREATE TABLE notas (municipio_id int, id int, alta int REFERENCES altas (municipio_id),
        PRIMARY KEY (municipio_id, id))""",
        "notas: la foránea ['alta'] no lleva municipio_id",
    ),
}
EN_POSTGRES = {
    "tabla sin RLS": (
        "ALTER TABLE demandas DISABLE ROW LEVEL SECURITY",
        "demandas: la seguridad por fila no está puesta y forzada",
    ),
    "tabla sin FORCE": (
        "ALTER TABLE salud_accesos NO FORCE ROW LEVEL SECURITY",
        "salud_accesos: la seguridad por fila no está puesta y forzada",
    ),
    "política cambiada": (
        "ALTER POLICY municipio ON techos USING (true)",
        "techos: faltan, sobran o se cambiaron políticas: municipio",
    ),
    "política para escribir cambiada": (
        "ALTER POLICY cambiar ON altas WITH CHECK (true)",
        "altas: faltan, sobran o se cambiaron políticas: cambiar",
    ),
    "política para otros": (
        "ALTER POLICY municipio ON techos TO tinkuy_aplicacion, tinkuy_regional",
        "techos: faltan, sobran o se cambiaron políticas: municipio",
    ),
    "política de más": (
        "CREATE POLICY todo ON entregas USING (true)",
        "entregas: faltan, sobran o se cambiaron políticas: todo",
    ),
    "política restrictiva con el mismo nombre": (
        """DROP POLICY ambito ON cabezas; CREATE POLICY ambito ON cabezas AS RESTRICTIVE
        TO tinkuy_aplicacion, tinkuy_regional
        USING (ambito = nullif(current_setting('app.ambito', true), ''))""",
        "cabezas: faltan, sobran o se cambiaron políticas: ambito, ambito!",
    ),
    "sin política": (
        "DROP POLICY municipio ON prueba_establecimientos",
        "prueba_establecimientos: faltan, sobran o se cambiaron políticas: municipio",
    ),
    "permiso de más": (
        "GRANT UPDATE ON eslabones TO tinkuy_aplicacion",
        "eslabones: faltan o sobran permisos: UPDATE a tinkuy_aplicacion",
    ),
    "permiso para cualquiera": (
        "GRANT TRUNCATE ON demandas TO PUBLIC",
        "demandas: faltan o sobran permisos: TRUNCATE a PUBLIC",
    ),
    "permiso en una columna": (
        "GRANT UPDATE (carga) ON eslabones TO tinkuy_aplicacion",
        "eslabones: columnas con permisos propios",
    ),
    "vista sin security_invoker": (
        "CREATE VIEW ventana AS SELECT * FROM demandas",
        "ventana: una vista que no mira con los permisos de quien pregunta",
    ),
    "vista materializada": (
        "CREATE MATERIALIZED VIEW copia AS SELECT * FROM demandas",
        "copia: una vista que no mira con los permisos de quien pregunta",
    ),
    "función con los permisos de su dueño": (
        "CREATE FUNCTION fuga() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "fuga: una función que corre con los permisos de su dueño",
    ),
    "partición con GRANT": (
        """CREATE TABLE notas (municipio_id int, id int, PRIMARY KEY (municipio_id, id))
        PARTITION BY LIST (municipio_id);
        CREATE TABLE notas_1 PARTITION OF notas FOR VALUES IN (1);
        GRANT SELECT ON notas_1 TO tinkuy_aplicacion""",
        "notas_1: una partición con permisos propios, fuera de las políticas",
    ),
    "regla que responde otra cosa": (
        """CREATE TABLE notas (municipio_id int, id int, PRIMARY KEY (municipio_id, id));
        CREATE RULE espia AS ON INSERT TO notas DO INSTEAD SELECT municipio_id FROM demandas""",
        "notas: una regla que cambia lo que se le pide a la tabla",
    ),
    "función que cambia de municipio": (
        """CREATE FUNCTION espia() RETURNS bigint LANGUAGE sql SET app.municipio = '31004'
        AS 'SELECT count(*) FROM demandas'""",
        "espia: una función que cambia de ajustes mientras corre",
    ),
    "vista en otro esquema": (
        """CREATE SCHEMA afuera; GRANT USAGE ON SCHEMA afuera TO tinkuy_aplicacion;
        CREATE VIEW afuera.ventana AS SELECT * FROM demandas;
        GRANT SELECT ON afuera.ventana TO tinkuy_aplicacion""",
        "afuera.ventana: una tabla o vista de otro esquema, sin muros, a la que se llega",
    ),
    "función en otro esquema": (
        """CREATE SCHEMA afuera; GRANT USAGE ON SCHEMA afuera TO PUBLIC;
        CREATE FUNCTION afuera.espia() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'""",
        "afuera.espia: una función de otro esquema",
    ),
    "tabla que se hace pasar por la de versiones": (
        "CREATE TABLE versiones_x (version_num text, nota text)",
        "versiones_x: ninguna columna de su clave",
    ),
}
INOFENSIVAS = [
    "CREATE VIEW ventana WITH (security_invoker = true) AS SELECT * FROM demandas",
    "CREATE VIEW ventana WITH (security_invoker) AS SELECT * FROM demandas",
    "CREATE FUNCTION suya() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE INDEX suelta ON demandas (titulo)",
]


@pytest.fixture(scope="module", params=MOTORES[:2])
def directa(request, tmp_path_factory):
    """El catálogo es el mismo a través de PgBouncer: se mira sin él."""
    yield from banco(*copia(request, tmp_path_factory.mktemp("directa")))


@pytest.fixture(scope="module", params=MOTORES[1:2])
def de_postgres(request):
    yield from banco(*copia(request, None))


@pytest.fixture(scope="module")
def poderosa():
    """Un motor con todos los poderes por base, que se reusa: abrir cada uno cuesta."""
    motores = {}
    yield lambda puesta: motores.setdefault(puesta.dueno, crear_motor(puesta.dueno))
    for motor in motores.values():
        motor.dispose()


def tras(motor, ordenes):
    """Las fallas que quedan tras esas órdenes; después se deshacen."""
    with motor.connect() as conexion:
        for orden in ordenes.split(";"):
            conexion.exec_driver_sql(orden)
        return fallas(conexion)


def test_recien_migrada_no_falta_nada(sembrada):
    assert sembrada.base.fallas() == []
    assert sembrada.base.poderes() == []


@pytest.mark.parametrize("cual", EN_TODO_MOTOR)
def test_una_tabla_mal_hecha_se_senala(directa, poderosa, cual):
    ordenes, dicha = EN_TODO_MOTOR[cual]
    assert any(falla.startswith(dicha) for falla in tras(poderosa(directa), ordenes))


@pytest.mark.parametrize("cual", EN_POSTGRES)
def test_un_muro_danado_se_senala(de_postgres, poderosa, cual):
    ordenes, dicha = EN_POSTGRES[cual]
    assert any(falla.startswith(dicha) for falla in tras(poderosa(de_postgres), ordenes))


@pytest.mark.parametrize("orden", INOFENSIVAS)
def test_lo_que_no_dana_no_se_senala(de_postgres, poderosa, orden):
    assert tras(poderosa(de_postgres), orden) == []


def test_ponerse_al_dia_repone_lo_que_alguien_derribo(base):
    if not base.de_postgres:
        base.base.migrar(PLUGINS)
        assert base.base.fallas() == []
        return
    for orden in (
        "ALTER TABLE demandas DISABLE ROW LEVEL SECURITY",
        "DROP POLICY municipio ON salud_accesos",
        "GRANT UPDATE ON eslabones TO tinkuy_aplicacion",
        "GRANT ALL ON techos TO PUBLIC",
        "CREATE POLICY todo ON entregas USING (true)",
    ):
        base.crudo(orden)
    assert len(base.base.fallas()) == 5
    assert base.base.pendientes(PLUGINS) == []
    base.base.migrar(PLUGINS)
    assert base.base.fallas() == []


def test_la_tabla_de_un_plugin_nuevo_nace_cercada(base, tmp_path):
    (tmp_path / "v1.py").write_text(PRIMERA, encoding="utf-8")
    base.base.migrar(PLUGINS | {"crece": tmp_path})
    assert base.base.fallas() == []
    nueva = "INSERT INTO crece_cosas VALUES (31004, '01900000000070008000000000000002')"
    if base.de_postgres:
        with base.motor.connect() as conexion:
            cuantas = conexion.exec_driver_sql("SELECT count(*) FROM crece_cosas").scalar()
            assert cuantas == 0, "hay una fila, y sin municipio no se ve"
    base.crudo(nueva)
    with pytest.raises(IntegrityError):
        base.crudo(nueva)


@pytest.mark.parametrize(
    ("orden", "deshacer", "poder"),
    [
        ("ALTER ROLE atiende SUPERUSER", "ALTER ROLE atiende NOSUPERUSER", "atiende: superusuario"),
        ("ALTER ROLE atiende BYPASSRLS", "ALTER ROLE atiende NOBYPASSRLS", "atiende: salta RLS"),
        ("ALTER ROLE atiende CREATEROLE", "ALTER ROLE atiende NOCREATEROLE", "atiende: crea roles"),
        (
            "ALTER ROLE tinkuy_regional BYPASSRLS",
            "ALTER ROLE tinkuy_regional NOBYPASSRLS",
            "tinkuy_regional: salta RLS",
        ),
        (
            "ALTER TABLE techos OWNER TO atiende",
            "ALTER TABLE techos OWNER TO postgres",
            "el rol que atiende es dueño de tablas",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO atiende",
            "REVOKE CREATE ON SCHEMA public FROM atiende",
            "crea objetos junto a las tablas",
        ),
        (
            "CREATE ROLE jefe BYPASSRLS; GRANT jefe TO atiende",
            "DROP ROLE jefe",
            "puede volverse «jefe»",
        ),
        (
            "GRANT pg_read_all_data TO atiende",
            "REVOKE pg_read_all_data FROM atiende",
            "puede volverse «pg_read_all_data»",
        ),
    ],
)
def test_un_poder_de_mas_se_dice(de_postgres, orden, deshacer, poder):
    de_postgres.crudo(orden)
    try:
        assert poder in de_postgres.base.poderes()
    finally:
        de_postgres.crudo(deshacer)
    assert de_postgres.base.poderes() == []
