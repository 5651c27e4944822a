"""Juntar, separar y proponer por pantalla, con una casa de verdad."""

import pytest

from nucleo.dominio.demandas import ClaseDeDemanda, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.roles import Rol
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar
from tests.web.presentadas import cerrar_lista, hechos, la, presentar

AGRUPAR = "/villa-tunari/agrupar"
NUEVA = f"{AGRUPAR}/nueva?gestion=2027&codigo=2027-0001&codigo=2027-0002"
COMPARTIDA = "/villa-tunari/demandas/2027-0003"


@pytest.fixture
def dos(casa):
    return [presentar(casa, titulo="Puente Ichoa"), presentar(casa, titulo="Puente río Ichoa")]


@pytest.fixture
def tecnico(casa, dos):  # noqa: ARG001 - lo que hay antes de entrar
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def test_se_propone_se_mira_se_junta_y_queda_a_la_vista(casa, tecnico, dos):
    propuestas = tecnico.get(AGRUPAR).text
    assert "Puente río Ichoa" in propuestas
    vista = tecnico.get(NUEVA).text
    assert "Bs 120.000,00" in vista.replace("\xa0", " ")
    juntas = enviar(tecnico, NUEVA, codigos=["2027-0001", "2027-0002"], titulo="Puente")
    assert (juntas.status_code, juntas.location) == (303, COMPARTIDA)
    assert la(casa, 3).clase is ClaseDeDemanda.AGRUPADA
    ficha = anonimo(casa).get(COMPARTIDA).text
    assert f"{dos[0].nombre} y {dos[1].nombre}" in ficha
    assert "2027-0003" in anonimo(casa).get("/villa-tunari/demandas/2027-0001").text
    lista = anonimo(casa).get("/villa-tunari/demandas").text
    assert "va junto con otras" in lista
    solas = anonimo(casa).get("/villa-tunari/demandas?clase=agrupada").text
    assert "Puente río Ichoa" not in solas
    assert "Va en" in anonimo(casa).get("/villa-tunari/demandas.csv").text
    assert "Puente río Ichoa" not in tecnico.get(AGRUPAR).text
    assert anonimo(casa).get("/villa-tunari").status_code == 200


def test_con_una_sola_organizacion_se_dice_que_falta(casa, tecnico):
    mal = enviar(tecnico, NUEVA, codigos=["2027-0001"], titulo="Puente")
    assert mal.status_code == 422
    assert "dos organizaciones o más" in mal.text
    assert la(casa, 3) is None


def test_descartar_y_no_vuelve(casa, tecnico):
    assert enviar(tecnico, AGRUPAR, accion="/villa-tunari/agrupar/descartar").status_code == 303
    assert "Puente río Ichoa" not in tecnico.get(AGRUPAR).text
    assert hechos(casa).count("demandas.propuesta_descartada") == 1


def test_separar_pide_motivo_y_con_la_lista_cerrada_no_se_puede(casa, tecnico):
    enviar(tecnico, NUEVA, codigos=["2027-0001", "2027-0002"], titulo="Puente")
    corregida = enviar(tecnico, f"{COMPARTIDA}/corregir", costo="100.000")
    assert (corregida.status_code, la(casa, 3).costo) == (303, Dinero.de(100_000))
    assert enviar(tecnico, f"{COMPARTIDA}/separar", motivo="").status_code == 422
    assert enviar(tecnico, f"{COMPARTIDA}/separar", motivo="No es lo mismo").status_code == 303
    assert la(casa, 3).estado is Estado.RETIRADA
    enviar(tecnico, NUEVA, codigos=["2027-0001", "2027-0002"], titulo="Puente")
    cerrar_lista(casa)
    enviar(tecnico, "/villa-tunari/demandas/2027-0004/separar", motivo="tarde")
    assert la(casa, 4).viva


def test_el_municipio_propone_su_proyecto(casa, tecnico):
    nuevo = enviar(
        tecnico, "/villa-tunari/estructurantes/nuevo?gestion=2027", demanda="Mercado",
        costo="500.000", beneficiarias="900", beneficiarios="800",
    )  # fmt: skip
    assert nuevo.status_code == 303
    assert la(casa, 3).clase is ClaseDeDemanda.ESTRUCTURANTE
    assert "Mercado" in anonimo(casa).get("/villa-tunari/estructurantes?gestion=2027").text
    ficha = anonimo(casa).get(COMPARTIDA).text
    assert "proyecto del municipio" in ficha
    gobierno = la(casa, 3).organizacion_id
    assert anonimo(casa).get(f"/villa-tunari/organizaciones/{gobierno}").status_code == 200
    assert "Gobierno Municipal" not in anonimo(casa).get("/villa-tunari/organizaciones").text
    cerrar_lista(casa)
    tarde = enviar(
        tecnico, "/villa-tunari/estructurantes/nuevo?gestion=2027", demanda="Otro", costo="1"
    )
    assert tarde.status_code == 422
