"""Lo que las pantallas de organizaciones preguntan a la base, en los dos motores."""

import pytest

from nucleo.dominio.demandas import Estado
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.servicios.lecturas import FiltroDeOrganizaciones
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    asamblea,
    demanda,
    dirigencia,
    formulario,
    observacion,
    organizacion,
)
from tests.persistencia.plugin_de_prueba.modelos import Establecimiento


def guardar(base, ambito, *grupos):
    """Cada grupo es una función que recibe la unidad abierta."""
    with base.unidad(ambito) as unidad:
        for grupo in grupos:
            grupo(unidad)
        unidad.confirmar()


@pytest.fixture
def eterazama(base):
    """Con una demanda viva y una retirada, en la gestión; otra sin nada; y una ajena."""
    ella, sola = organizacion("Eterazama"), organizacion("Samuzabety", distrito="d-1")
    reunion = asamblea(ella)
    hoja = formulario(reunion)
    viva, retirada = demanda(ella, hoja), demanda(ella, hoja, "Cancha", estado=Estado.RETIRADA)
    guardar(
        base,
        UNO,
        lambda u: u.organizaciones.agregar_todas([ella, sola]),
        lambda u: u.asambleas.agregar_todas([reunion]),
        lambda u: u.asambleas.agregar_formularios([hoja]),
        lambda u: u.demandas.agregar_todas([viva, retirada]),
        lambda u: u.demandas.observar(observacion(viva)),
        lambda u: u.demandas.observar(observacion(viva, respondida_en=HORA)),
    )
    guardar(base, DOS, lambda u: u.organizaciones.agregar_todas([organizacion("Eterazama")]))
    return ella


def listar(base, **filtro):
    with base.base.leer_municipio(UNO) as lectura:
        return lectura.organizaciones(FiltroDeOrganizaciones(GESTION, **filtro))


@pytest.mark.usefixtures("eterazama")
def test_la_lista_cuenta_lo_de_cada_una_sin_lo_retirado(base):
    pagina = listar(base)
    cuentas = [(f.nombre, f.asambleas, f.demandas) for f in pagina.filas]
    assert cuentas == [("Eterazama", 1, 1), ("Samuzabety", 0, 0)]
    assert pagina.total == 2


@pytest.mark.usefixtures("eterazama")
@pytest.mark.parametrize(
    ("filtro", "esperadas"),
    [
        ({"texto": "SAMÚZABETY"}, ["Samuzabety"]),
        ({"texto": "%"}, []),
        ({"tipo": TipoDeOrganizacion.DILOS.value}, []),
        ({"tipo": "no existe"}, []),
        ({"distrito": "d 1"}, ["Eterazama", "Samuzabety"]),
        ({"pagina": 2, "por_pagina": 1}, ["Samuzabety"]),
        ({"por_pagina": 0}, ["Eterazama", "Samuzabety"]),
    ],
)
def test_la_lista_filtra_plegado_y_pagina(base, filtro, esperadas):
    assert [f.nombre for f in listar(base, **filtro).filas] == esperadas


def test_esta_en_uso_si_alguna_tabla_la_nombra_tambien_la_de_un_plugin(base, eterazama):
    sola, con_dirigencia, con_plugin = (organizacion(n) for n in ("A", "B", "C"))
    guardar(
        base,
        UNO,
        lambda u: u.organizaciones.agregar_todas([sola, con_dirigencia, con_plugin]),
        lambda u: u.dirigencias.agregar(dirigencia(con_dirigencia)),
        lambda u: u.agregar_de_plugin([Establecimiento(nuevo_id(), con_plugin.id, "Posta", 3)]),
    )
    with base.base.unidad_de_lectura(UNO) as unidad:
        todas = (eterazama, sola, con_dirigencia, con_plugin)
        assert [unidad.organizaciones.en_uso(o.id) for o in todas] == [True, False, True, True]
        assert unidad.organizaciones.con_clave("eterazama").id == eterazama.id
        assert unidad.organizaciones.con_clave("nadie") is None


@pytest.mark.usefixtures("eterazama")
def test_sin_responder_son_solo_las_que_esperan(base):
    with base.base.unidad_de_lectura(UNO) as unidad:
        assert len(unidad.demandas.sin_responder(GESTION)) == 1
        assert unidad.demandas.sin_responder(GESTION + 1) == []
    with base.base.unidad_de_lectura(DOS) as unidad:
        assert unidad.demandas.sin_responder(GESTION) == []


def test_cada_correccion_le_sube_la_version(base, eterazama):
    versiones = []
    for fuente in ("Censo", "Acta"):
        with base.unidad(UNO) as unidad:
            suya = unidad.organizaciones.de(eterazama.id)
            versiones.append(suya.version)
            suya.fuente = fuente
            unidad.confirmar()
    assert versiones == [1, 2]
