"""PostgreSQL desde cero, con las mismas órdenes que dice el README."""

import pytest
from sqlalchemy import make_url

NUEVA, ROL = "instalacion_nueva", "rol_nuevo"


@pytest.fixture
def desde_cero(postgresql, monkeypatch, tinkuy):
    """Ni base ni rol: solo un servidor y un dueño que puede crearlos."""
    dueno = make_url(postgresql.pg.url(NUEVA))
    monkeypatch.setenv("TINKUY_BASE_DUENO", dueno.render_as_string(hide_password=False))
    atiende = dueno.set(username=ROL, password="una clave: 'larga'")  # noqa: S106 - de prueba
    monkeypatch.setenv("TINKUY_BASE", atiende.render_as_string(hide_password=False))
    yield tinkuy
    with postgresql.pg.conectar() as conexion:
        conexion.execute(f"DROP DATABASE IF EXISTS {NUEVA} WITH (FORCE)")
        conexion.execute(f"DROP ROLE IF EXISTS {ROL}")


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_tres_ordenes_preparan_postgresql(desde_cero, postgresql):
    creado = desde_cero("base", "crear-rol")
    assert creado.codigo == 0, creado.errores
    assert NUEVA in creado.salida
    assert ROL in creado.salida
    actualizada = desde_cero("base", "actualizar")
    assert actualizada.codigo == 0, actualizada.errores
    assert desde_cero("municipio", "alta", "villa-tunari").codigo == 0
    with postgresql.pg.conectar(NUEVA) as conexion:
        poderes = conexion.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
            " WHERE rolname = %s",
            [ROL],
        ).fetchone()
        clave = conexion.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [ROL])
        assert clave.fetchone()[0].startswith("SCRAM-SHA-256$")
    assert poderes == (False, False, False, False)


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_actualizar_antes_de_crear_el_rol_dice_que_orden_falta(desde_cero):
    corrida = desde_cero("base", "actualizar")
    assert corrida.codigo == 1
    assert "tinkuy base crear-rol" in corrida.errores


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_crear_el_rol_se_puede_repetir(desde_cero):
    for _ in range(2):
        assert desde_cero("base", "crear-rol").codigo == 0


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_quien_no_puede_crear_roles_se_entera_de_que_hacer(desde_cero, monkeypatch, postgresql):
    assert desde_cero("base", "crear-rol").codigo == 0
    sin_poder = make_url(postgresql.pg.url(NUEVA)).set(username=ROL)
    monkeypatch.setenv("TINKUY_BASE_DUENO", sin_poder.render_as_string())
    monkeypatch.setenv("TINKUY_BASE", str(sin_poder.set(username="otro_rol")))
    corrida = desde_cero("base", "crear-rol")
    assert corrida.codigo == 1
    assert "TINKUY_BASE_DUENO" in corrida.errores


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_con_un_solo_rol_tambien_anda_y_se_avisa(desde_cero, monkeypatch, postgresql):
    monkeypatch.setenv("TINKUY_BASE", postgresql.pg.url(NUEVA))
    monkeypatch.delenv("TINKUY_BASE_DUENO")
    assert "TINKUY_BASE_DUENO" in desde_cero("base", "crear-rol").salida
    assert desde_cero("base", "actualizar").codigo == 0
    assert desde_cero("municipio", "alta", "villa-tunari").codigo == 0


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_en_sqlite_no_hay_roles_que_crear(tinkuy):
    assert tinkuy("base", "crear-rol").codigo == 0


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "direccion",
    [
        "postgresql+psycopg://nadie@/nada?host=/no/existe",
        "postgresql+psycopg://nadie@127.0.0.1:1/nada",
        "postgres://x",
        "mysql://x/y",
    ],
)
def test_una_base_que_no_responde_se_dice_sin_rastro(tinkuy, monkeypatch, direccion):
    monkeypatch.setenv("TINKUY_BASE", direccion)
    for orden in (("base", "crear-rol"), ("base", "actualizar"), ("municipio", "listar")):
        corrida = tinkuy(*orden)
        assert corrida.codigo == 1
        assert "TINKUY_BASE" in corrida.errores
        assert "Traceback" not in corrida.errores


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_migrar_con_el_rol_que_atiende_dice_que_falta_el_dueno(desde_cero, monkeypatch):
    assert desde_cero("base", "crear-rol").codigo == 0
    monkeypatch.delenv("TINKUY_BASE_DUENO")
    corrida = desde_cero("base", "actualizar")
    assert corrida.codigo == 1
    assert ROL in corrida.errores
    assert "TINKUY_BASE_DUENO" in corrida.errores


@pytest.mark.parametrize("motor", ["sqlite"], indirect=True)
def test_atender_con_un_rol_que_nadie_preparo_dice_que_orden_correr(
    desde_cero, monkeypatch, postgresql
):
    assert desde_cero("base", "crear-rol").codigo == 0
    assert desde_cero("base", "actualizar").codigo == 0
    with postgresql.pg.conectar(NUEVA) as conexion:
        conexion.execute("CREATE ROLE ajeno LOGIN")
    atiende = make_url(postgresql.pg.url(NUEVA)).set(username="ajeno")
    monkeypatch.setenv("TINKUY_BASE", atiende.render_as_string())
    for orden in (("municipio", "listar"), ("municipio", "alta", "villa-tunari")):
        corrida = desde_cero(*orden)
        assert corrida.codigo == 1
        assert "tinkuy base crear-rol" in corrida.errores
    with postgresql.pg.conectar() as conexion:
        conexion.execute("DROP ROLE ajeno")
