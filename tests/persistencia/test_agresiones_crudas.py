"""El muro 2 bajo ataque: SQL crudo con el rol que atiende, por fuera de Tinkuy y de su guardia.

Se conecta con psycopg, directo al servidor y a través de PgBouncer. `en` deja la conexión como la
tiene una petición a medias: quien inyecta SQL empieza desde ahí.
"""

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma
from nucleo.persistencia.muros import SOLO_SE_ANADE
from nucleo.persistencia.registro import Tenencia
from tests.persistencia.intruso import CONTRA_CADA_TABLA, CONTRA_LA_BASE, columna, en
from tests.persistencia.siembra import (
    DOS,
    NORTE,
    SUR,
    UNO,
    columna_del_dueno,
    fila,
    sello,
    tablas,
    tenencia,
)

TODAS = tablas()
DE_ALGUIEN = [t for t in TODAS if tenencia(t) is not Tenencia.LIBRE]
MUNICIPALES = [t for t in TODAS if tenencia(t) is Tenencia.MUNICIPAL]
NEGADO = errors.InsufficientPrivilege
en_cada_tabla = pytest.mark.parametrize("tabla", TODAS, ids=lambda t: t.name)
en_cada_una_de_alguien = pytest.mark.parametrize("tabla", DE_ALGUIEN, ids=lambda t: t.name)
CONTAR = "SELECT count(*) FROM {t}"
VACIAR = "DELETE FROM {t}"
RETOCAR = "UPDATE {t} SET {d} = {d}"
MUDANZAS = [
    "UPDATE {t} SET {d} = {ajeno}",
    "INSERT INTO {t} SELECT * FROM {t} ON CONFLICT DO NOTHING",
    "WITH x AS (UPDATE {t} SET {d} = {ajeno} RETURNING 1) SELECT * FROM x",
]
AJENAS = ["UPDATE {t} SET {d} = {d} WHERE {d} = {ajeno}", "DELETE FROM {t} WHERE {d} = {ajeno}"]
POLITICA_DE = {
    Tenencia.MUNICIPAL: "municipio",
    Tenencia.ENTREGADA: "region",
    Tenencia.DEL_AMBITO: "ambito",
    Tenencia.LIBRE: "cambiar",
}
LECTURAS = {
    "todo": "SELECT {d} FROM {t}",
    "pidiendo lo ajeno": "SELECT {d} FROM {t} WHERE {d} = {ajeno} OR 1 = 1",
    "por su lugar en el disco": "SELECT {d} FROM {t} WHERE ctid = '(0,2)' OR ctid = '(0,1)'",
    "una muestra": "SELECT {d} FROM {t} TABLESAMPLE SYSTEM (100)",
    "sin sus hijas": "SELECT {d} FROM ONLY {t}",
    "unida consigo": "SELECT {d} FROM {t} UNION ALL SELECT {d} FROM public.{t}",
    "cruzada": "SELECT b.{d} FROM {t} a RIGHT JOIN {t} b ON true",
    "con WITH": "WITH x AS MATERIALIZED (SELECT * FROM {t}) SELECT {d} FROM x",
    "lateral": "SELECT y.{d} FROM generate_series(1, 2) x, LATERAL (SELECT * FROM {t}) y",
    "con otro ámbito adentro": "SELECT {d} FROM {t} WHERE current_setting('app.municipio') <> '0'",
    "con una condición que explota": "SELECT {d} FROM {t} WHERE 1 / (({d} <> {ajeno})::int) = 1",
    "para llevar": "DELETE FROM {t} WHERE {d} = {ajeno} RETURNING {d}",
}


def insertar(conexion, tabla, nueva):
    """El INSERT de esa fila, escrito como lo escribe SQLAlchemy."""
    dialecto = postgresql.psycopg.dialect()
    armada = insert(tabla).values(nueva).compile(dialect=dialecto)
    tratados = {
        k: trato(v) if (trato := armada._bind_processors.get(k)) and v is not None else v
        for k, v in armada.params.items()
    }
    conexion.execute(str(armada), {k: como_json(v) for k, v in tratados.items()})


def como_json(dato):
    return psycopg.types.json.Json(dato) if isinstance(dato, dict | list) else dato


def armar(plantilla, tabla):
    """`{t}`: la tabla; `{d}`: la columna de su dueño; `{propio}` y `{ajeno}`, lo que lleva."""
    return plantilla.format(
        t=tabla.name,
        d=columna_del_dueno(tabla),
        propio=repr(sello(tabla, UNO)),
        ajeno=repr(sello(tabla, DOS)),
        politica=POLITICA_DE[tenencia(tabla)],
    )


@pytest.mark.parametrize("ambito", [None, EnDepartamento("03"), EnPlataforma()], ids=str)
@en_cada_tabla
def test_sin_municipio_no_hay_ninguna_fila(de_postgres, tabla, ambito):
    """Lo de todos se ve desde cualquier lado: es la lista de municipios, y no dice nada más."""
    with en(de_postgres, ambito) as c:
        vistas = columna(c, armar(CONTAR, tabla))
    assert vistas == [2 if tenencia(tabla) is Tenencia.LIBRE else 0]


@pytest.mark.parametrize("lectura", LECTURAS)
@en_cada_una_de_alguien
def test_desde_un_municipio_no_se_alcanza_otro(de_postgres, tabla, lectura):
    with en(de_postgres, UNO) as c:
        vistas = columna(c, armar(LECTURAS[lectura], tabla))
    assert set(vistas) <= {sello(tabla, UNO)}
    assert vistas or lectura == "para llevar"


@en_cada_tabla
def test_no_se_escribe_en_otro_municipio(de_postgres, tabla):
    with en(de_postgres, UNO) as c:
        with pytest.raises(NEGADO), c.transaction():
            insertar(c, tabla, fila(tabla, DOS))
        for mudanza in MUDANZAS:
            assert tocadas(c, armar(mudanza, tabla)) in {None, 0}, mudanza
        for ajena in AJENAS:
            negada = ajena.startswith("UPDATE") and tabla.name in SOLO_SE_ANADE
            assert tocadas(c, armar(ajena, tabla)) == (None if negada else 0), ajena


def tocadas(conexion, orden):
    """Cuántas filas tocó la orden, que se deshace; `None` si se negó."""
    try:
        with conexion.transaction(force_rollback=True):
            return conexion.execute(orden).rowcount
    except NEGADO:
        return None


@en_cada_una_de_alguien
def test_sin_municipio_tampoco_se_escribe(de_postgres, tabla):
    with en(de_postgres, None) as c:
        with pytest.raises(NEGADO), c.transaction():
            insertar(c, tabla, fila(tabla, UNO))
        assert c.execute(armar(VACIAR, tabla)).rowcount == 0


def test_borrar_todo_borra_solo_lo_propio(de_postgres):
    with en(de_postgres, UNO) as c:
        borradas = {c.execute(armar(VACIAR, t)).rowcount for t in reversed(TODAS)}
    assert borradas == {1}


@en_cada_tabla
def test_copiar_hacia_afuera_obedece_y_hacia_adentro_no_se_puede(de_postgres, tabla):
    libre = tenencia(tabla) is Tenencia.LIBRE
    for ambito, esperadas in ((None, 2 if libre else 0), (UNO, 2 if libre else 1)):
        with en(de_postgres, ambito) as c, c.cursor().copy(f"COPY {tabla.name} TO STDOUT") as copia:
            assert len(list(copia.rows())) == esperadas
    with (
        en(de_postgres, UNO) as c,
        pytest.raises((errors.FeatureNotSupported, NEGADO)),
        c.cursor().copy(f"COPY {tabla.name} FROM STDIN") as copia,
    ):
        copia.write_row(list(fila(tabla, UNO).values()))


@en_cada_tabla
def test_una_region_solo_mira_lo_que_le_entregaron(de_postgres, tabla):
    """Y de lo demás, ni cuántas filas hay."""
    with en(de_postgres, NORTE) as c:
        if tenencia(tabla) is Tenencia.MUNICIPAL:
            with pytest.raises(NEGADO, match="permission denied"):
                c.execute(armar(CONTAR, tabla))
            return
        vistas = columna(c, armar(LECTURAS["todo"], tabla))
    esperadas = {Tenencia.ENTREGADA: [UNO.id], Tenencia.DEL_AMBITO: []}
    assert sorted(vistas) == esperadas.get(tenencia(tabla), [UNO.id, DOS.id])


@en_cada_tabla
def test_una_region_no_escribe_nada_de_un_municipio(de_postgres, tabla):
    propia = tenencia(tabla) is Tenencia.DEL_AMBITO
    with en(de_postgres, NORTE) as c:
        with pytest.raises(NEGADO), c.transaction():
            insertar(c, tabla, fila(tabla, UNO))
        assert tocadas(c, armar(VACIAR, tabla)) is None
        puede = propia and tabla.name not in SOLO_SE_ANADE
        assert tocadas(c, armar(RETOCAR, tabla)) == (0 if puede else None)


def test_otra_region_no_ve_esa_entrega(de_postgres):
    pedida = "SELECT region FROM entregas WHERE region = %s OR true"
    for region in (NORTE, SUR):
        with en(de_postgres, region) as c:
            assert columna(c, pedida, NORTE.slug) == [region.slug]


@pytest.mark.parametrize("ambito", [None, UNO, NORTE, EnPlataforma()], ids=str)
@pytest.mark.parametrize("orden", CONTRA_LA_BASE)
def test_el_rol_que_atiende_no_puede(de_postgres, orden, ambito):
    with en(de_postgres, ambito) as c, pytest.raises(NEGADO):
        c.execute(orden)


@en_cada_tabla
@pytest.mark.parametrize("orden", CONTRA_CADA_TABLA)
def test_el_rol_que_atiende_no_derriba_el_muro(de_postgres, tabla, orden):
    with en(de_postgres, UNO) as c, pytest.raises(NEGADO):
        c.execute(armar(orden, tabla))


@pytest.mark.parametrize("ambito", [None, UNO], ids=str)
def test_apagar_la_seguridad_por_fila_es_un_error_y_no_una_puerta(de_postgres, ambito):
    with en(de_postgres, ambito) as c:
        c.execute("SET LOCAL row_security = off")
        for tabla in MUNICIPALES:
            with pytest.raises(NEGADO), c.transaction():
                c.execute(armar(CONTAR, tabla))


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE eslabones SET carga = 'otra'",
        """INSERT INTO eslabones SELECT * FROM eslabones
        ON CONFLICT (ambito, numero) DO UPDATE SET carga = 'otra'""",
        """MERGE INTO eslabones e USING eslabones f ON e.numero = f.numero
        WHEN MATCHED THEN UPDATE SET carga = 'otra'""",
        "SELECT * FROM eslabones FOR UPDATE",
    ],
)
def test_un_hecho_anotado_no_se_reescribe(de_postgres, orden):
    with en(de_postgres, UNO) as c, pytest.raises(NEGADO, match="permission denied"):
        c.execute(orden)


@pytest.mark.parametrize("ambito", [None, UNO, NORTE], ids=str)
def test_el_alta_de_otro_no_cambia_ni_se_borra(de_postgres, ambito):
    for orden in ("UPDATE altas SET motivo = 'x'", "DELETE FROM altas"):
        with en(de_postgres, ambito) as c:
            try:
                c.execute(f"{orden} WHERE municipio_id = {DOS.id}")
            except NEGADO:
                assert ambito == NORTE
            else:
                assert c.execute(f"{orden} WHERE municipio_id = {DOS.id}").rowcount == 0


def test_las_estadisticas_no_cuentan_lo_ajeno(de_postgres):
    """Los valores más comunes de cada columna también son datos."""
    nombres = [t.name for t in DE_ALGUIEN]
    de_crudo = "SELECT count(*) FROM pg_stats WHERE tablename = ANY(?)"
    de_postgres.crudo("ANALYZE")
    assert de_postgres.crudo(de_crudo, nombres)[0][0] > len(nombres)
    with en(de_postgres, UNO) as c:
        assert columna(c, "SELECT tablename FROM pg_stats WHERE tablename = ANY(%s)", nombres) == []
