"""Quién puede qué: la política como dato, y el mandato que la hace valer."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from nucleo.dominio import politica
from nucleo.dominio.ambito import EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import INVITA, PERMISOS, Accion
from nucleo.dominio.roles import CARGOS, DE_ADMINISTRACION, DE_ORGANIZACION, NIVELES, Nivel, Rol
from nucleo.dominio.usuarios import Membresia, Persona
from nucleo.textos.politica import ACCIONES, en_markdown

AQUI, ALLA = EnMunicipio(31003), EnMunicipio(31204)
HOY = date(2026, 11, 28)
POLITICA = Path(politica.__file__).with_name("POLITICA.md")


def mandato(rol, ambito=AQUI, desde=HOY, hasta=None, **otros):
    cuando = datetime(2026, 1, 1, tzinfo=UTC)
    return Membresia(
        nuevo_id(), nuevo_id(), ambito.clave, rol, desde, hasta, cuando, "ana", **otros
    )


def persona(*mandatos):
    return Persona(nuevo_id(), "Ana Quispe", "ana@ejemplo.bo", mandatos)


# ── La tabla ────────────────────────────────────────────────────────────────────────────────────


def test_todo_rol_y_toda_accion_estan_en_la_tabla():
    assert PERMISOS.keys() == CARGOS.keys() == NIVELES.keys() == set(Rol)
    assert ACCIONES.keys() == set(Accion)
    assert set().union(*PERMISOS.values()) == set(Accion), "hay quien pueda cada cosa"


def test_un_rol_solo_se_da_en_un_nivel_donde_existe():
    for niveles in INVITA.values():
        for nivel, roles in niveles.items():
            assert all(nivel in NIVELES[rol] for rol in roles)


def test_invitar_y_a_quien_dicen_lo_mismo():
    assert {rol for rol in Rol if Accion.INVITAR in PERMISOS[rol]} == INVITA.keys()


def test_a_todo_rol_lo_puede_dar_alguien_y_nadie_se_da_uno_mayor():
    dados = {(n, r) for niveles in INVITA.values() for n, roles in niveles.items() for r in roles}
    assert dados == {(nivel, rol) for rol in Rol for nivel in NIVELES[rol]}
    assert Rol.ADMINISTRACION_DE_PLATAFORMA not in todos_los_que_da(
        Rol.ADMINISTRACION_DEPARTAMENTAL
    )
    del_municipio = todos_los_que_da(Rol.ADMINISTRACION_MUNICIPAL) | todos_los_que_da(Rol.ALCALDIA)
    assert not del_municipio & (DE_ADMINISTRACION - {Rol.ADMINISTRACION_MUNICIPAL})
    assert Rol.ADMINISTRACION_MUNICIPAL not in todos_los_que_da(Rol.ALCALDIA)


def todos_los_que_da(rol):
    return set().union(*INVITA[rol].values())


def test_solo_mirar_es_solo_mirar():
    """Auditoría, Concejo y Control Social no cambian ninguna demanda ni ningún paso.

    Del POA, el Concejo aprueba y el Control Social se pronuncia y lo sigue: no lo formulan.
    """
    miran = {Accion.VER_RESERVADO, Accion.VER_AVANCE, Accion.VER_ADJUNTOS}
    dicen = {Accion.OBSERVAR, Accion.PRONUNCIARSE, Accion.APROBAR_POA, Accion.INFORMAR}
    siguen = {Accion.LLEVAR_CONTROL_SOCIAL}
    escriben = set(Accion) - miran - dicen - siguen
    for rol in (Rol.AUDITORIA, Rol.CONCEJO, Rol.CONTROL_SOCIAL):
        assert not PERMISOS[rol] & escriben
    assert Accion.OBSERVAR not in PERMISOS[Rol.AUDITORIA]


def test_quien_configura_no_prioriza_y_quien_prioriza_no_configura():
    pasos = {
        Accion.CONGELAR, Accion.ACORDAR, Accion.CALIFICAR, Accion.PUBLICAR, Accion.FIJAR_TECHO,
        Accion.ENTREGAR,
    }  # fmt: skip
    for rol in Rol:
        assert not (PERMISOS[rol] & pasos and Accion.AJUSTAR in PERMISOS[rol]), rol


def test_el_documento_es_el_de_la_tabla():
    """Si falla: copie lo que imprime `tinkuy usuario politica` en nucleo/dominio/POLITICA.md."""
    assert POLITICA.read_text(encoding="utf-8").endswith(f"\n\n{en_markdown()}\n")


# ── El mandato ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("desde", "hasta", "vale"),
    [
        (0, None, True), (0, 0, True), (-9, 0, True), (-9, 9, True),
        (1, None, False), (1, 9, False), (-9, -1, False),
    ],
)  # fmt: skip
def test_vale_del_primer_dia_al_ultimo_incluidos(desde, hasta, vale):
    fin = None if hasta is None else HOY + timedelta(days=hasta)
    assert mandato(Rol.ALCALDIA, desde=HOY + timedelta(days=desde), hasta=fin).vigente(HOY) is vale


def test_cerrado_no_vale_ni_el_mismo_dia():
    cerrado = mandato(Rol.ALCALDIA)
    cerrado.cerrada_en = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert not cerrado.vigente(HOY)


# ── Lo que puede ────────────────────────────────────────────────────────────────────────────────


def test_se_puede_lo_del_cargo_en_su_ambito_y_en_ningun_otro():
    alcaldesa = persona(mandato(Rol.ALCALDIA))
    for accion in Accion:
        suya = accion in PERMISOS[Rol.ALCALDIA]
        assert alcaldesa.puede(accion, AQUI) is alcaldesa.podria(accion, AQUI) is suya
        for otro in (ALLA, EnDepartamento("03"), EnRegion("uninominal-24"), EnPlataforma()):
            assert not alcaldesa.puede(accion, otro)
            assert not alcaldesa.podria(accion, otro)


def test_un_cargo_mas_grande_no_alcanza_a_los_de_adentro():
    """La administración departamental no escribe en sus municipios, ni la plataforma en nadie."""
    de_arriba = persona(
        mandato(Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("03")),
        mandato(Rol.ADMINISTRACION_DE_PLATAFORMA, EnPlataforma()),
    )
    assert not [a for a in Accion if de_arriba.podria(a, AQUI)]
    assert de_arriba.puede(Accion.SUSPENDER, EnDepartamento("03"))


@pytest.mark.parametrize("rol", sorted(DE_ORGANIZACION))
def test_quien_habla_por_una_organizacion_puede_solo_en_la_suya(rol):
    suya, ajena = nuevo_id(), nuevo_id()
    dirigenta = persona(mandato(rol, organizacion_id=suya))
    assert dirigenta.puede(Accion.PRESENTAR, AQUI, suya)
    assert not dirigenta.puede(Accion.PRESENTAR, AQUI, ajena)
    assert not dirigenta.puede(Accion.PRESENTAR, AQUI), "hay que decir por cuál"
    assert not dirigenta.puede(Accion.PRESENTAR, ALLA, suya)
    assert dirigenta.podria(Accion.PRESENTAR, AQUI)
    assert dirigenta.organizaciones(AQUI) == {suya}
    assert dirigenta.organizaciones(ALLA) == frozenset()


def test_con_dos_mandatos_se_firma_con_el_que_alcanza():
    mio, suya = mandato(Rol.CONCEJO), nuevo_id()
    como_dirigenta = mandato(Rol.DIRIGENCIA, organizacion_id=suya)
    ana = persona(mio, como_dirigenta, mandato(Rol.ALCALDIA, ALLA))
    assert ana.mandato_para(Accion.OBSERVAR, AQUI) is mio
    assert ana.mandato_para(Accion.PRESENTAR, AQUI, suya) is como_dirigenta
    assert ana.mandato_para(Accion.PUBLICAR, AQUI) is None


def test_invita_solo_desde_donde_puede_invitar():
    administra = persona(mandato(Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("03")))
    en_el_suyo = administra.invita_a(EnDepartamento("03"), Nivel.MUNICIPIO)
    assert en_el_suyo == {Rol.ADMINISTRACION_MUNICIPAL}
    assert administra.invita_a(EnDepartamento("07"), Nivel.MUNICIPIO) == frozenset()
    assert persona(mandato(Rol.TECNICO_MUNICIPAL)).invita_a(AQUI, Nivel.MUNICIPIO) == frozenset()


@pytest.mark.parametrize("rol", list(Rol))
def test_el_segundo_factor_se_exige_a_quien_administra(rol):
    quien = persona(mandato(rol))
    assert quien.debe_segundo_factor is (rol in DE_ADMINISTRACION)
    con_factor = Persona(nuevo_id(), "Ana", mandatos=quien.mandatos, con_segundo_factor=True)
    assert not con_factor.debe_segundo_factor
