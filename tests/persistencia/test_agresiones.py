"""El muro 1 bajo ataque: por ORM, por Core y con texto, en cada tabla que hay y en cada motor.

En SQLite no hay otro muro: la sesión rechaza lo que no puede acotar, y nadie fuera de persistencia
obtiene una conexión (`tests/arquitectura/test_conexiones.py`).
"""

import pytest
from sqlalchemy import delete, func, insert, or_, select, text, true, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma
from nucleo.dominio.municipios import Alta
from nucleo.persistencia.inspeccion import FugaDeTenencia
from nucleo.persistencia.muros import SOLO_SE_ANADE
from nucleo.persistencia.registro import Tenencia
from tests.arquitectura.test_limpieza import RAIZ
from tests.persistencia.conftest import PLUGINS
from tests.persistencia.siembra import (
    DOS,
    NORTE,
    UNO,
    clave_de,
    columna_del_dueno,
    fila,
    mapeo_de,
    nuevo_objeto,
    sello,
    tablas,
    tenencia,
)

TODAS = tablas()
DE_ALGUIEN = [t for t in TODAS if tenencia(t) is not Tenencia.LIBRE]
SIN_MUNICIPIO = [None, NORTE, EnDepartamento("03"), EnPlataforma()]
SIN_SINCRONIZAR = {"synchronize_session": False}
en_cada_tabla = pytest.mark.parametrize("tabla", DE_ALGUIEN, ids=lambda t: t.name)


def entidad_y_dueno(tabla):
    entidad = mapeo_de(tabla).class_
    return entidad, getattr(entidad, columna_del_dueno(tabla))


def cualquiera(tabla):
    """Una columna que no es clave, para escribirla con su mismo valor."""
    mapeo = mapeo_de(tabla)
    columna = next(c for c in tabla.columns if not c.primary_key)
    return getattr(mapeo.class_, mapeo.get_property_by_column(columna).key)


def cuantas(banco, tabla):
    """Las filas que hay de verdad, de cualquiera."""
    return banco.crudo(f"SELECT count(*) FROM {tabla.name}")[0][0]  # noqa: S608 - nombre propio


def test_se_ataca_toda_tabla_del_nucleo_y_de_los_plugins(sembrada):
    con_tablas = {m.parent.name for m in (RAIZ / "plugins").glob("*/migraciones")}
    assert con_tablas <= PLUGINS.keys()
    assert {t.name: cuantas(sembrada, t) for t in TODAS} == {t.name: 2 for t in TODAS}


@pytest.mark.parametrize("tabla", TODAS, ids=lambda t: t.name)
def test_sin_ambito_no_se_mira_ni_se_escribe(sembrada, tabla):
    entidad, dueno = entidad_y_dueno(tabla)
    ordenes = [
        select(entidad),
        select(dueno),
        select(func.count()).select_from(aliased(entidad)),
        insert(entidad).values(fila(tabla, UNO)),
        update(entidad).values({cualquiera(tabla): cualquiera(tabla)}),
        delete(entidad),
    ]
    for orden in ordenes:
        with sembrada.sesion(None) as s, pytest.raises(FugaDeTenencia):
            s.execute(orden)


@pytest.mark.parametrize("ambito", [*SIN_MUNICIPIO, UNO], ids=str)
@pytest.mark.parametrize("tabla", TODAS, ids=lambda t: t.name)
def test_ni_core_ni_texto_pasan_por_la_sesion(sembrada, tabla, ambito):
    dueno = tabla.c[columna_del_dueno(tabla)]
    ordenes = [
        select(tabla),
        select(dueno).where(or_(true(), dueno == sello(tabla, DOS))),
        select(func.count()).select_from(tabla.alias()),
        insert(tabla).values(fila(tabla, DOS)),
        update(tabla).values({dueno: sello(tabla, DOS)}),
        delete(tabla),
        text(f"SELECT * FROM {tabla.name}"),  # noqa: S608 - es el ataque
        text(f"DELETE FROM {tabla.name}"),  # noqa: S608 - es el ataque
    ]
    for orden in ordenes:
        with sembrada.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
            s.execute(orden)


@en_cada_tabla
def test_desde_un_municipio_solo_se_ve_lo_suyo(sembrada, tabla):
    entidad, dueno = entidad_y_dueno(tabla)
    propio, ajeno = sello(tabla, UNO), sello(tabla, DOS)
    otra = aliased(entidad)
    with sembrada.sesion(UNO) as s:
        assert s.scalars(select(dueno)).all() == [propio]
        assert s.scalars(select(dueno).where(dueno == ajeno)).all() == []
        assert s.scalars(select(dueno).where(or_(true(), dueno == ajeno))).all() == [propio]
        cruce = select(func.count()).select_from(entidad).outerjoin(otra, true())
        assert s.scalar(cruce) == 1
        union = select(dueno).union_all(select(getattr(otra, columna_del_dueno(tabla))))
        assert set(s.scalars(union)) == {propio}


@en_cada_tabla
def test_ni_con_la_clave_en_la_mano(sembrada, tabla):
    entidad = mapeo_de(tabla).class_
    propia, ajena = (clave_de(sembrada, tabla, quien) for quien in (UNO, DOS))
    with sembrada.sesion(UNO) as s:
        assert s.get(entidad, ajena) is None
        assert s.get(entidad, propia) is not None


@en_cada_tabla
def test_no_se_inserta_en_otro_municipio(sembrada, tabla):
    entidad, ajena = mapeo_de(tabla).class_, fila(tabla, DOS)
    por_atributo = {
        mapeo_de(tabla).get_property_by_column(tabla.c[c]).key: v for c, v in ajena.items()
    }
    with sembrada.sesion(UNO) as s:
        for orden, filas in (
            (insert(entidad).values(por_atributo), None),
            (insert(entidad), [por_atributo, por_atributo]),
        ):
            with pytest.raises(FugaDeTenencia):
                s.execute(orden, filas)
        s.add(nuevo_objeto(mapeo_de(tabla), ajena))
        with pytest.raises(FugaDeTenencia):
            s.flush()


@en_cada_tabla
def test_no_se_cambia_ni_se_borra_lo_ajeno(sembrada, tabla):
    entidad, dueno = entidad_y_dueno(tabla)
    ajeno, columna = sello(tabla, DOS), cualquiera(tabla)
    cambio = update(entidad).values({columna: columna})
    veda = sembrada.de_postgres and tabla.name in SOLO_SE_ANADE
    with sembrada.sesion(UNO) as s:
        for orden, suyas in ((cambio, 1), (delete(entidad), None)):
            if veda and orden is cambio:
                continue
            ajenas = s.execute(orden.where(dueno == ajeno), execution_options=SIN_SINCRONIZAR)
            assert ajenas.rowcount == 0
            if suyas:
                todas = s.execute(orden, execution_options=SIN_SINCRONIZAR)
                assert todas.rowcount == suyas


@pytest.mark.parametrize("tabla", TODAS, ids=lambda t: t.name)
def test_no_se_muda_una_fila(sembrada, tabla):
    entidad, dueno = entidad_y_dueno(tabla)
    with sembrada.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        s.execute(update(entidad).values({dueno: sello(tabla, DOS)}))
    clave = clave_de(sembrada, tabla, UNO)
    with sembrada.sesion(UNO) as s:
        propia = s.get(entidad, clave)
        setattr(propia, dueno.key, sello(tabla, DOS))
        with pytest.raises(FugaDeTenencia):
            s.flush()


def test_borrar_todo_borra_solo_lo_propio(sembrada):
    with sembrada.sesion(UNO) as s:
        borradas = {
            t.name: s.execute(
                delete(mapeo_de(t).class_), execution_options=SIN_SINCRONIZAR
            ).rowcount
            for t in reversed(DE_ALGUIEN)
        }
    assert set(borradas.values()) == {1}


@pytest.mark.parametrize("quien", [UNO, NORTE], ids=str)
@pytest.mark.parametrize("orden", [delete(Alta), update(Alta).values(motivo="x")], ids=str)
def test_el_alta_de_otro_no_se_borra_ni_se_cambia(sembrada, quien, orden):
    with sembrada.sesion(quien) as s, pytest.raises(FugaDeTenencia):
        s.execute(orden)
    with sembrada.sesion(quien) as s:
        ajena = s.get(Alta, DOS.id)
        ajena.motivo = "suspendido por otro"
        with pytest.raises(FugaDeTenencia):
            s.flush()
    with sembrada.sesion(quien) as s:
        s.delete(s.get(Alta, DOS.id))
        with pytest.raises(FugaDeTenencia):
            s.flush()


@en_cada_tabla
def test_una_region_solo_llega_a_lo_que_le_entregaron(sembrada, tabla):
    entidad, dueno = entidad_y_dueno(tabla)
    with sembrada.sesion(NORTE) as s:
        if tenencia(tabla) is Tenencia.ENTREGADA:
            assert s.scalars(select(dueno)).all() == [UNO.id]
        elif tenencia(tabla) is Tenencia.DEL_AMBITO:
            assert s.scalars(select(dueno)).all() == []
        else:
            with pytest.raises(FugaDeTenencia):
                s.execute(select(entidad))
    if tenencia(tabla) is not Tenencia.DEL_AMBITO:
        for orden in (insert(entidad).values(fila(tabla, UNO)), delete(entidad)):
            with sembrada.sesion(NORTE) as s, pytest.raises((FugaDeTenencia, DBAPIError)):
                s.execute(orden)


def test_nada_de_lo_anterior_dejo_huella(sembrada):
    assert {t.name: cuantas(sembrada, t) for t in TODAS} == {t.name: 2 for t in TODAS}
