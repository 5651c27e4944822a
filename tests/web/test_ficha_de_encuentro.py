"""La página de un encuentro: qué ofrece antes, durante y después, y a quién."""

import re

import pytest

from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.roles import Rol
from nucleo.web import ficha_de_encuentro
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar

CUMBRE, Q = "/villa-tunari/ciclo/cumbre-2", "?gestion=2031"
PRINCIPAL = re.compile(r'<a class="boton lleno" href="([^"]+)"')
MOMENTO = re.compile(r'<section aria-current="step"><h2>(\w+)')


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"/villa-tunari/ciclo/abrir{Q}", limite="10/09/2030")
    return cliente


def llevar(cliente, hacia):
    ruta = f"{CUMBRE}/avanzar{Q}&hacia={hacia}"
    motivo = {"motivo": "En papel"} if 'name="motivo"' in cliente.get(ruta).text else {}
    assert enviar(cliente, ruta, **motivo).status_code == 303


def principal(cliente):
    """Adónde lleva el único botón principal."""
    suyos = PRINCIPAL.findall(cliente.get(CUMBRE + Q).text)
    assert len(suyos) <= 1
    return suyos[0].removeprefix(f"{CUMBRE}/") if suyos else ""


def momento(cliente):
    (suyo,) = MOMENTO.findall(cliente.get(CUMBRE + Q).text)
    return suyo


def test_un_boton_principal_segun_el_estado_y_quien_mira(casa, tecnica):
    nadie = anonimo(casa)
    assert (principal(tecnica), principal(nadie)) == (
        f"avanzar{Q}&amp;hacia=convocado", "",
    )  # fmt: skip
    assert momento(nadie) == "Antes"
    llevar(tecnica, "convocado")
    assert principal(tecnica) == f"avanzar{Q}&amp;hacia=en_curso"
    assert principal(nadie) == f"convocatoria{Q}"
    llevar(tecnica, "en_curso")
    assert (principal(tecnica), principal(nadie)) == (f"mesa{Q}", f"proyector{Q}")
    assert momento(nadie) == "Durante"
    llevar(tecnica, "realizado")
    assert (principal(tecnica), principal(nadie)) == (f"acta{Q}", f"acta{Q}")
    assert momento(nadie) == "Después"


def test_lo_de_trabajar_solo_lo_ve_quien_lleva_el_ciclo(casa, tecnica):
    suyas = {f'href="{CUMBRE}/{p}{Q}"' for p in ("mesa", "documentos", "salida", "programar")}
    de_todos = {f'href="{CUMBRE}/{p}{Q}"' for p in ("convocatoria", "asistencia", "acta")}
    pagina, ajena = tecnica.get(CUMBRE + Q).text, anonimo(casa).get(CUMBRE + Q).text
    assert all(p in pagina for p in suyas | de_todos)
    assert all(p in ajena for p in de_todos)
    assert not any(p in ajena for p in suyas)


def test_con_el_acta_cerrada_no_se_ofrece_cambiar_el_dia(tecnica, monkeypatch):
    llevar(tecnica, "realizado")
    assert f"{CUMBRE}/programar{Q}" in tecnica.get(CUMBRE + Q).text
    cerrado = frozenset({EstadoDeEvento.REALIZADO})
    monkeypatch.setattr(ficha_de_encuentro, "CON_ACTA", cerrado)
    pagina = tecnica.get(CUMBRE + Q).text
    assert f"{CUMBRE}/programar{Q}" not in pagina
    assert principal(tecnica) == f"acta{Q}"


def test_sin_informes_no_se_ofrecen_y_sin_fecha_no_hay_paginas(casa, tecnica):
    informes = "/informes?gestion=2031"
    assert f"{CUMBRE}{informes}" in tecnica.get(CUMBRE + Q).text
    assert f"cumbre-3{informes}" not in tecnica.get(f"/villa-tunari/ciclo/cumbre-3{Q}").text
    assert "momentos" not in anonimo(casa).get("/villa-tunari/ciclo/cumbre-2?gestion=2033").text
