"""«Mis funciones»: todo cargo está, con su fuente, y dice lo mismo que la política."""

import pytest

from nucleo.dominio.politica import PERMISOS
from nucleo.dominio.roles import CARGOS, Rol
from nucleo.textos.funciones import DEBERES
from nucleo.textos.politica import ACCIONES
from tests.web.casa import TUNARI, anonimo, crear_usuario, dar_mandato, entrar, entrar_como

LAMINAS = range(24, 55)


def test_todo_cargo_tiene_un_deber_con_su_lamina():
    assert DEBERES.keys() == set(Rol)
    for rol, deberes in DEBERES.items():
        assert deberes, rol
        for deber in deberes:
            assert deber.laminas, (rol, deber.texto)
            assert set(deber.laminas) <= set(LAMINAS), (rol, deber.texto)


def test_los_cargos_de_la_semilla_tienen_algo_que_ella_dice_sin_deducir():
    deducidos = {rol for rol, suyos in DEBERES.items() if all(d.por_verificar for d in suyos)}
    assert deducidos == {
        Rol.ADMINISTRACION_DE_PLATAFORMA,
        Rol.ADMINISTRACION_DEPARTAMENTAL,
        Rol.ADMINISTRACION_MUNICIPAL,
        Rol.TRADUCCION,
        Rol.AUDITORIA,
    }


@pytest.mark.parametrize("rol", list(Rol))
def test_la_pagina_de_cada_cargo_se_ve_sin_cuenta_y_dice_lo_que_puede(casa, rol):
    pagina = anonimo(casa).get(f"/mi/funciones?cargo={rol.value}")
    assert pagina.status_code == 200
    assert CARGOS[rol] in pagina.text
    for deber in DEBERES[rol]:
        assert deber.texto in pagina.text
    for accion, texto in ACCIONES.items():
        assert (f"<li>{texto}</li>" in pagina.text) == (accion in PERMISOS[rol]), accion


def test_un_cargo_que_no_existe_es_404(casa):
    assert anonimo(casa).get("/mi/funciones?cargo=rey").status_code == 404


def test_quien_entro_ve_primero_lo_suyo(casa):
    pagina = entrar_como(casa, Rol.CONCEJO, TUNARI).get("/mi/funciones").text
    assert "<h1>Mis funciones</h1>" in pagina
    assert DEBERES[Rol.CONCEJO][0].texto in pagina
    assert DEBERES[Rol.ALCALDIA][0].texto not in pagina


def test_sin_mandato_se_ve_la_lista_de_cargos(casa):
    pagina = entrar(casa, crear_usuario(casa)).get("/mi/funciones").text
    assert all(f"/mi/funciones?cargo={rol.value}" in pagina for rol in Rol)


def test_con_dos_cargos_se_ven_los_dos(casa):
    usuario = crear_usuario(casa)
    for rol in (Rol.CONCEJO, Rol.CONTROL_SOCIAL):
        dar_mandato(casa, usuario, rol, TUNARI)
    pagina = entrar(casa, usuario).get("/mi/funciones").text
    assert DEBERES[Rol.CONCEJO][0].texto in pagina
    assert DEBERES[Rol.CONTROL_SOCIAL][0].texto in pagina
