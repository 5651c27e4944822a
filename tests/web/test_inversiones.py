"""La inversión por organización, en pantalla: anotarla, corregirla con versión y quitarla."""

import pytest

from nucleo.dominio.roles import Rol
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar, ficha_de, fundar_organizacion
from tests.web.pasos import hechos_de

RAIZ = "/villa-tunari/memoria/inversiones"
DATOS = {"gestion_de_la_obra": "2024", "proyecto": "Empedrado", "fuente": "acta de entrega"}


@pytest.fixture
def tecnica(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def guardadas(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return unidad.inversiones.todas()


def test_se_anota_con_su_fuente_y_se_ve_en_la_ficha_de_su_organizacion(casa, tecnica):
    otb = fundar_organizacion(casa)
    datos = DATOS | {"monto": "1.500,50", "organizacion": str(otb.id)}
    assert enviar(tecnica, f"{RAIZ}/nueva", **(datos | {"fuente": ""})).status_code == 422
    assert enviar(tecnica, f"{RAIZ}/nueva", **datos).status_code == 303
    assert enviar(tecnica, f"{RAIZ}/nueva", **datos).status_code == 422
    nadie = anonimo(casa)
    assert "acta de entrega" in nadie.get(f"{RAIZ}?texto=empedr&gestion=2024").text
    assert "Empedrado" not in nadie.get(f"{RAIZ}?gestion=2020").text
    ficha = nadie.get(f"/villa-tunari/memoria/organizaciones/{otb.id}").text
    assert "1.500,50" in ficha
    assert "por-anio" in ficha
    hoja = nadie.get(f"{RAIZ}.csv").data.decode("utf-8-sig").splitlines()
    assert "Empedrado" in hoja[1]
    assert nadie.get(f"{RAIZ}/nueva").status_code == 303
    assert hechos_de(casa)[-1] == "inversiones.registrada"


def test_se_corrige_con_version_y_se_quita_confirmando(casa, tecnica):
    enviar(tecnica, f"{RAIZ}/nueva", monto="100", **DATOS)
    [una] = guardadas(casa)
    suya = f"{RAIZ}/{una.id}"
    ficha = ficha_de(tecnica, f"{suya}/corregir")
    assert enviar(tecnica, f"{suya}/corregir", monto="200").status_code == 303
    viejo = DATOS | {"monto": "300", "version": "1", "partida": "{}", "csrf_token": ficha}
    choque = tecnica.post(f"{suya}/corregir", data=viejo)
    assert choque.status_code == 409
    assert "200,00" in choque.text
    mal = tecnica.post(f"{suya}/quitar", data={"csrf_token": ficha, "version": "1"})
    assert mal.status_code == 409
    assert guardadas(casa)
    assert enviar(tecnica, f"{suya}/quitar").status_code == 303
    assert not guardadas(casa)
    assert hechos_de(casa)[-2:] == ["inversiones.corregida", "inversiones.quitada"]
