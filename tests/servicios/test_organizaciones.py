"""Organizaciones, distritos y dirigencias que se escriben por pantalla o por consola."""

from datetime import date

import pytest

from nucleo.dominio.dirigencias import Dirigencia, MandatoAlReves
from nucleo.dominio.distritos import DistritoRepetido, DistritoSinNombre
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import (
    Area,
    OrganizacionEnUso,
    OrganizacionRepetida,
    TipoDeOrganizacion,
)
from nucleo.dominio.personas import Personas
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba, organizacion_de_prueba
from nucleo.servicios import dirigencias, distritos, organizaciones
from nucleo.servicios.dirigencias import DatosDeDirigencia
from nucleo.servicios.organizaciones import DatosDeOrganizacion

CONTEXTO = contexto_de_prueba()
JUNTA = DatosDeOrganizacion(
    "Ch'alla  Pampa",
    TipoDeOrganizacion.JUNTA,
    "Distrito 2",
    Area.RURAL,
    Personas(10, 12),
    {"agua": 35.0},
    "Censo 2024",
)


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def con(unidad, *nombres, distrito=""):
    nuevas = [organizacion_de_prueba(n, distrito=distrito) for n in nombres]
    unidad.organizaciones.agregar_todas(nuevas)
    return nuevas


def test_registrar_pliega_el_nombre_declara_su_distrito_y_deja_memoria(unidad):
    nueva = organizaciones.registrar(CONTEXTO, unidad, nuevo_id(), JUNTA)
    assert (nueva.nombre, nueva.clave) == ("Ch’alla Pampa", "challa pampa")
    assert nueva.poblacion == Personas(10, 12)
    assert [d.nombre for d in unidad.distritos.todos()] == ["Distrito 2"]
    assert [h.que for h in unidad.hechos] == ["organizaciones.registrada"]


def test_enviarla_dos_veces_no_la_duplica(unidad):
    cual = nuevo_id()
    organizaciones.registrar(CONTEXTO, unidad, cual, JUNTA)
    organizaciones.registrar(CONTEXTO, unidad, cual, JUNTA)
    assert len(unidad.organizaciones.todas()) == 1
    assert len(unidad.hechos) == 1


def test_un_nombre_repetido_dice_cual_es_la_que_ya_esta(unidad):
    [ya] = con(unidad, "Ch’alla Pampa")
    with pytest.raises(OrganizacionRepetida) as error:
        organizaciones.registrar(CONTEXTO, unidad, nuevo_id(), JUNTA)
    assert error.value.datos == {"nombre": "Ch’alla Pampa", "cual": ya.id}


def test_corregir_cambia_todo_y_puede_conservar_su_nombre(unidad):
    [esta] = con(unidad, "Ch’alla Pampa")
    organizaciones.corregir(CONTEXTO, unidad, esta.id, 0, JUNTA)
    assert (esta.tipo, esta.area, esta.fuente) == (
        TipoDeOrganizacion.JUNTA, Area.RURAL, "Censo 2024",
    )  # fmt: skip
    assert unidad.hechos[-1].carga["antes"] == "Ch’alla Pampa"


def test_corregir_con_el_nombre_de_otra_no_se_puede(unidad):
    _, otra = con(unidad, "Ch’alla Pampa", "Eterazama")
    with pytest.raises(OrganizacionRepetida):
        organizaciones.corregir(CONTEXTO, unidad, otra.id, 0, JUNTA)


@pytest.mark.parametrize("hacer", [organizaciones.corregir, organizaciones.quitar])
def test_con_otra_version_no_se_toca(unidad, hacer):
    [esta] = con(unidad, "Eterazama")
    esta.version = 3
    mas = [JUNTA] if hacer is organizaciones.corregir else []
    with pytest.raises(EdicionConcurrente):
        hacer(CONTEXTO, unidad, esta.id, 2, *mas)
    assert esta.nombre == "Eterazama"


def test_se_quita_solo_la_que_nadie_nombra(unidad):
    sola, usada = con(unidad, "Por error", "Eterazama")
    unidad.dirigencias.agregar(Dirigencia(nuevo_id(), usada.id, "Ana", "Presidenta"))
    organizaciones.quitar(CONTEXTO, unidad, sola.id, 0)
    with pytest.raises(OrganizacionEnUso):
        organizaciones.quitar(CONTEXTO, unidad, usada.id, 0)
    assert list(unidad.organizaciones.todas()) == [usada]


# ── Distritos ───────────────────────────────────────────────────────────────────────────────────


def test_se_listan_los_declarados_y_los_nombrados_en_orden_de_gente(unidad):
    distritos.agregar(CONTEXTO, unidad, "Distrito 10")
    con(unidad, "Aldana", distrito="DISTRITO 2")
    con(unidad, "Bella Vista", distrito="distrito 10")
    with unidad:
        todos = distritos.distritos_de(unidad)
    assert [(d.nombre, bool(d.declarado), len(d.suyas)) for d in todos] == [
        ("DISTRITO 2", False, 1),
        ("Distrito 10", True, 1),
    ]


def test_agregar_el_mismo_dos_veces_no_hace_nada(unidad):
    assert distritos.agregar(CONTEXTO, unidad, "Norte")
    assert not distritos.agregar(CONTEXTO, unidad, "NORTE")
    assert len(unidad.hechos) == 1


def test_un_distrito_sin_letras_no_es_un_nombre(unidad):
    with pytest.raises(DistritoSinNombre):
        distritos.agregar(CONTEXTO, unidad, "—")


def test_renombrar_cambia_tambien_en_sus_organizaciones(unidad):
    suya, ajena = *con(unidad, "Aldana", distrito="norte"), *con(unidad, "Bella", distrito="Sur")
    assert distritos.renombrar(CONTEXTO, unidad, "norte", "Central Norte") == 1
    assert (suya.distrito, ajena.distrito) == ("Central Norte", "Sur")
    assert [d.clave for d in unidad.distritos.todos()] == ["central norte"]


def test_renombrar_con_el_nombre_de_otro_pide_unirlos(unidad):
    con(unidad, "Aldana", distrito="Norte")
    con(unidad, "Bella", distrito="Sur")
    with pytest.raises(DistritoRepetido):
        distritos.renombrar(CONTEXTO, unidad, "norte", "SUR")


def test_unir_pasa_las_suyas_y_deja_uno(unidad):
    distritos.agregar(CONTEXTO, unidad, "Norte")
    distritos.agregar(CONTEXTO, unidad, "Sur")
    [suya] = con(unidad, "Aldana", distrito="Norte")
    assert distritos.unir(CONTEXTO, unidad, "norte", "sur") == 1
    assert suya.distrito == "Sur"
    assert [d.nombre for d in unidad.distritos.todos()] == ["Sur"]


def test_quitar_deja_a_las_suyas_sin_distrito(unidad):
    distritos.agregar(CONTEXTO, unidad, "Norte")
    [suya] = con(unidad, "Aldana", distrito="Norte")
    assert distritos.quitar(CONTEXTO, unidad, "norte") == 1
    assert suya.distrito == ""
    with pytest.raises(NoExiste):
        distritos.quitar(CONTEXTO, unidad, "norte")


# ── Dirigencias ─────────────────────────────────────────────────────────────────────────────────

ANA = DatosDeDirigencia("Ana Quispe", "Secretaria general", date(2026, 1, 1), None, "70012345")


def test_una_dirigencia_nace_con_su_organizacion_y_no_se_duplica(unidad):
    [suya] = con(unidad, "Aldana")
    cual = nuevo_id()
    for _ in range(2):
        dirigencias.registrar(CONTEXTO, unidad, cual, suya.id, ANA)
    [ana] = unidad.dirigencias.de_organizacion(suya.id)
    assert (ana.nombre, ana.cargo, ana.telefono) == ("Ana Quispe", "Secretaria general", "70012345")
    assert "Ana" not in str(unidad.hechos[0].carga)
    assert "70012345" not in str(unidad.hechos[0].carga)


def test_sin_organizacion_no_hay_dirigencia(unidad):
    with pytest.raises(NoExiste):
        dirigencias.registrar(CONTEXTO, unidad, nuevo_id(), nuevo_id(), ANA)


def test_un_mandato_no_termina_antes_de_empezar(unidad):
    [suya] = con(unidad, "Aldana")
    al_reves = DatosDeDirigencia("Ana", "Mallku", date(2026, 5, 1), date(2026, 4, 30))
    with pytest.raises(MandatoAlReves):
        dirigencias.registrar(CONTEXTO, unidad, nuevo_id(), suya.id, al_reves)
    ana = dirigencias.registrar(CONTEXTO, unidad, nuevo_id(), suya.id, ANA)
    with pytest.raises(MandatoAlReves):
        dirigencias.terminar(CONTEXTO, unidad, ana.id, 0, date(2025, 12, 31))


def test_terminar_le_pone_su_ultimo_dia(unidad):
    [suya] = con(unidad, "Aldana")
    ana = dirigencias.registrar(CONTEXTO, unidad, nuevo_id(), suya.id, ANA)
    dirigencias.terminar(CONTEXTO, unidad, ana.id, 0, date(2026, 6, 30))
    assert ana.vigente(date(2026, 6, 30))
    assert not ana.vigente(date(2026, 7, 1))


def test_otra_version_de_la_dirigencia_no_se_pisa(unidad):
    [suya] = con(unidad, "Aldana")
    ana = dirigencias.registrar(CONTEXTO, unidad, nuevo_id(), suya.id, ANA)
    with pytest.raises(EdicionConcurrente):
        dirigencias.corregir(CONTEXTO, unidad, ana.id, 7, ANA)
