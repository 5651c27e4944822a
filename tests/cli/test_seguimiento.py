"""`tinkuy seguimiento`: quién sigue qué, y el programa en papel."""

from datetime import date

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.encargos import QuienSigue
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.seguimientos import ClaseDeSeguimiento
from nucleo.servicios import encargos, seguimientos
from nucleo.servicios.seguimientos import Cita

TUNARI, GESTION = EnMunicipio(31003), 2028
AQUI = ("villa-tunari", GESTION)
LISTAR, PROGRAMA = ("seguimiento", "listar", *AQUI), ("seguimiento", "programa", *AQUI)


def bien(tinkuy, *orden):
    corrida = tinkuy(*orden)
    assert corrida.codigo == 0, corrida.errores
    return corrida


@pytest.fixture
def organizado(instalada, casa):
    bien(instalada, "municipio", "alta", "villa-tunari")
    contexto, quien = casa.contexto(TUNARI, GESTION, "prueba"), QuienSigue(comision="Agua")
    [encargo, _] = encargos.encargar(
        contexto, casa.unidad(TUNARI), ["coparticipacion:"], "Posta", quien
    )
    cita = Cita(date(GESTION, 3, 1), "09:00", "Alcaldía")
    seguimientos.programar(
        contexto, casa.unidad(TUNARI), nuevo_id(), encargo.id, ClaseDeSeguimiento.PEDIDO,
        "Pedir el extracto", cita,
    )  # fmt: skip
    return instalada


def test_lista_quien_sigue_que_y_lo_que_nadie_sigue(organizado):
    leido = bien(organizado, *LISTAR, "--json").json
    assert (leido["gestion"], leido["version_del_poa"]) == (GESTION, None)
    assert leido["sin_nadie"] == ["plan_y_poa:"]
    assert [(e["sigue"], e["comision"], e["en_el_poa"]) for e in leido["encargos"]] == [
        ("coparticipacion", "Agua", True),
        ("servicio", "Agua", True),
    ]
    [actividad] = leido["actividades"]
    assert (actividad["clase"], actividad["fecha"], actividad["resultado"]) == (
        "pedido",
        "2028-03-01",
        "",
    )
    dicho = bien(organizado, *LISTAR).salida
    assert "Pedir el extracto" in dicho
    assert "Nadie sigue 1 de 3 cosas." in dicho


def test_el_programa_en_papel_no_pisa_otro(organizado, tmp_path):
    papel = tmp_path / "programa.pdf"
    bien(organizado, *PROGRAMA, papel)
    assert papel.read_bytes().startswith(b"%PDF-")
    assert organizado(*PROGRAMA, papel).codigo == 1
    bien(organizado, *PROGRAMA, papel, "--reemplazar")


def test_sin_nada_tambien_se_imprime(instalada, tmp_path):
    bien(instalada, "municipio", "alta", "villa-tunari")
    assert "Nadie sigue 2 de 2 cosas." in bien(instalada, *LISTAR).salida
    bien(instalada, *PROGRAMA, tmp_path / "vacio.pdf")
    assert instalada("seguimiento", "listar", "no-hay", GESTION).codigo == 1
