"""Invitar, renovar, cerrar y mirar mandatos, sin base ni pantallas."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nucleo.dominio.ambito import EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import RolFueraDeLugar
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import INVITA
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from nucleo.dominio.usuarios import Membresia, Persona, Usuario
from nucleo.pruebas import UnidadEnMemoria
from nucleo.servicios import demostracion, identidad, personas
from nucleo.servicios.claves import resumen_de
from nucleo.servicios.demostracion import PAPELES, Lugar
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.personas import Mirada

AHORA = datetime(2026, 8, 15, 16, 0, tzinfo=UTC)
TUNARI, CHIMORE = EnMunicipio(31003), EnMunicipio(31204)
COCHABAMBA, PLATAFORMA = EnDepartamento("03"), EnPlataforma()


@pytest.fixture
def unidad():
    return UnidadEnMemoria(PLATAFORMA)


@pytest.fixture
def contexto():
    return Contexto(PLATAFORMA, "Tinkuy", "Ana, Alcaldía [abc]", 0, ahora=lambda: AHORA)


def mandato(rol, sobre, **cambios):
    datos = {
        "id": nuevo_id(),
        "usuario_id": nuevo_id(),
        "sobre": sobre.clave,
        "rol": rol,
        "desde": date(2026, 1, 1),
        "hasta": None,
        "dada_en": AHORA,
        "dada_por": "prueba",
    }
    return Membresia(**datos | cambios)


def mirada(rol, desde, *ambitos):
    persona = Persona(nuevo_id(), "Ana", mandatos=(mandato(rol, desde),))
    return Mirada(persona, desde, {a.clave: a for a in (desde, *ambitos)})


def sembrar(unidad, rol, sobre, **cambios):
    m = mandato(rol, sobre, **cambios)
    unidad.usuarios.agregar(Usuario(m.usuario_id, f"{m.credencial}@x.bo", "Alguien", AHORA))
    unidad.membresias.agregar(m)
    return m


def test_invitar_con_el_mismo_identificador_no_duplica(contexto, unidad):
    cual, invitacion = nuevo_id(), Invitacion("a@x.bo", Rol.CONCEJO, TUNARI)
    assert identidad.invitar(contexto, unidad, invitacion, cual)
    assert identidad.invitar(contexto, unidad, invitacion, cual) == ""
    assert len(unidad.enlaces.filas) == len(unidad.hechos) == 1


def test_renovar_cambia_el_secreto_y_alarga_el_plazo(contexto, unidad):
    cual = nuevo_id()
    viejo = identidad.invitar(contexto, unidad, Invitacion("a@x.bo", Rol.CONCEJO, TUNARI), cual)
    (enlace,) = unidad.enlaces.filas
    enlace.vence_en = AHORA - timedelta(days=1)
    assert identidad.renovar_invitacion(contexto, unidad, cual, CHIMORE) == "", "es de otro ámbito"
    nuevo = identidad.renovar_invitacion(contexto, unidad, cual, TUNARI)
    assert unidad.enlaces.por_resumen(resumen_de(viejo)) is None
    assert unidad.enlaces.por_resumen(resumen_de(nuevo)).sirve(AHORA)
    enlace.usado_en = AHORA
    assert identidad.renovar_invitacion(contexto, unidad, cual, TUNARI) == ""


def test_cerrar_todos_termina_lo_de_un_ambito_y_nada_mas(contexto, unidad):
    suyo, ajeno = sembrar(unidad, Rol.ALCALDIA, TUNARI), sembrar(unidad, Rol.ALCALDIA, CHIMORE)
    identidad.invitar(contexto, unidad, Invitacion("a@x.bo", Rol.CONCEJO, TUNARI))
    identidad.invitar(contexto, unidad, Invitacion("b@x.bo", Rol.CONCEJO, CHIMORE))
    assert identidad.cerrar_todos(contexto, unidad, TUNARI) == 1
    assert (suyo.cerrada_en, suyo.cerrada_por) == (AHORA, contexto.quien)
    assert ajeno.cerrada_en is None
    assert [e.sirve(AHORA) for e in unidad.enlaces.filas] == [False, True]
    assert unidad.hechos[-1].que == "identidad.mandatos_cerrados"
    hechos = len(unidad.hechos)
    assert identidad.cerrar_todos(contexto, unidad, TUNARI) == 0
    assert len(unidad.hechos) == hechos


def test_en_lo_propio_se_ve_todo_y_en_lo_de_otros_lo_que_se_puede_dar(unidad):
    sembrar(unidad, Rol.AUDITORIA, COCHABAMBA)
    sembrar(unidad, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    sembrar(unidad, Rol.CONTROL_SOCIAL, TUNARI)
    sembrar(unidad, Rol.ADMINISTRACION_MUNICIPAL, EnMunicipio(40101))
    mira = mirada(Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA, TUNARI)
    vistos = {(f.rol, f.sobre) for f in personas.mandatos(unidad, mira, AHORA)}
    assert vistos == {
        (Rol.AUDITORIA, COCHABAMBA),
        (Rol.ADMINISTRACION_MUNICIPAL, TUNARI),
    }


def test_vigente_por_empezar_y_terminado(unidad):
    hoy = AHORA.date()
    sembrar(unidad, Rol.CONCEJO, TUNARI, hasta=hoy)
    sembrar(unidad, Rol.CONCEJO, TUNARI, hasta=hoy - timedelta(days=1))
    sembrar(unidad, Rol.CONCEJO, TUNARI, desde=hoy + timedelta(days=1))
    sembrar(unidad, Rol.CONCEJO, TUNARI, cerrada_en=AHORA)
    filas = personas.mandatos(unidad, mirada(Rol.ALCALDIA, TUNARI), AHORA)
    assert [(f.rige, f.termino) for f in reversed(filas)] == [
        (True, False),
        (False, True),
        (False, False),
        (False, True),
    ]


def test_un_mandato_que_no_le_toca_no_se_ofrece_para_cerrar(unidad):
    suyo, ajeno = sembrar(unidad, Rol.CONCEJO, TUNARI), sembrar(unidad, Rol.CONCEJO, CHIMORE)
    administra = sembrar(unidad, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    mira = mirada(Rol.ALCALDIA, TUNARI)
    assert personas.mandato(unidad, mira, suyo.id, AHORA).id == suyo.id
    for cual in (ajeno.id, administra.id, nuevo_id()):
        assert personas.mandato(unidad, mira, cual, AHORA) is None


EN = {
    Nivel.PLATAFORMA: PLATAFORMA,
    Nivel.DEPARTAMENTO: COCHABAMBA,
    Nivel.REGION: EnRegion("uninominal-24"),
    Nivel.MUNICIPIO: TUNARI,
}
INVITAN = [(rol, nivel) for rol in INVITA for nivel in NIVELES[rol]]


@pytest.mark.parametrize(("rol", "nivel"), INVITAN)
@pytest.mark.parametrize("dado", list(Rol))
def test_cada_quien_da_los_cargos_que_la_politica_dice_y_ninguno_mas(
    contexto, unidad, rol, nivel, dado
):
    mira = mirada(rol, EN[nivel], *EN.values())
    for destino, sobre in EN.items():
        invitacion = Invitacion("a@x.bo", dado, sobre, organizacion_id=nuevo_id())
        if dado in INVITA[rol].get(destino, ()):
            assert personas.invitar(contexto, unidad, mira, invitacion, nuevo_id())
        else:
            with pytest.raises(RolFueraDeLugar):
                personas.invitar(contexto, unidad, mira, invitacion, nuevo_id())


def test_fuera_de_sus_ambitos_no_da_ni_lo_que_podria(contexto, unidad):
    mira = mirada(Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA, TUNARI)
    ajeno = Invitacion("a@x.bo", Rol.ADMINISTRACION_MUNICIPAL, CHIMORE)
    with pytest.raises(RolFueraDeLugar):
        personas.invitar(contexto, unidad, mira, ajeno, nuevo_id())
    assert unidad.enlaces.filas == []


def test_la_demostracion_se_siembra_una_vez_y_nadie_tiene_contrasena(contexto, unidad):
    lugares = {p.clave: Lugar(EN[min(NIVELES[p.rol])], nuevo_id()) for p in PAPELES}
    assert demostracion.sembrar(contexto, unidad, lugares) == len(PAPELES)
    assert demostracion.sembrar(contexto, unidad, lugares) == 0
    assert len(unidad.usuarios.filas) == len(unidad.membresias.filas) == len(PAPELES)
    assert {u.clave for u in unidad.usuarios.filas} == {""}
    assert all("demostración" in u.nombre for u in unidad.usuarios.filas)
