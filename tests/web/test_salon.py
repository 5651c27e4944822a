"""Los pesos en el salón y las reglas lado a lado: públicas, por GET y sin escribir nada."""

import pytest

from nucleo.dominio.roles import Rol
from nucleo.servicios import priorizacion
from tests.web.casa import TUNARI, entrar_como
from tests.web.pasos import GESTION, PANEL, hasta, hechos_de, proceso_de, sembrar

SALON, REGLAS = f"{PANEL}/salon", f"{PANEL}/reglas"


@pytest.fixture
def sembrada(casa):
    sembrar(casa)
    hasta(casa, "congelar")
    return casa


def test_cualquiera_mueve_los_pesos_y_ve_quien_entra_y_quien_sale(sembrada):
    antes = hechos_de(sembrada)
    visita = sembrada.web.test_client()
    quieta = visita.get(SALON)
    assert quieta.status_code == 200
    assert "Nadie nuevo." in quieta.text
    movida = visita.get(f"{SALON}?p.equidad.mujeres=90&p.equidad.poblacion=0")
    assert movida.status_code == 200
    assert movida.text != quieta.text
    assert "era " in movida.text
    assert "Por años desde su última obra" in movida.text
    assert "p.equidad.mujeres=91" in movida.text
    assert "p.equidad.mujeres=89" in movida.text
    assert hechos_de(sembrada) == antes
    assert "ETag" not in movida.headers


@pytest.mark.parametrize(
    ("consulta", "dice"),
    [
        ("p.equidad.mujeres=-1", "debe ser un número de cero para arriba"),
        ("p.equidad.mujeres=99999999", "debe ser un número de cero para arriba"),
        ("p.equidad.mujeres=%00%3Cb%3E", "debe ser un número de cero para arriba"),
        ("p.nadie=1", "«nadie» no es un criterio de aquí."),
        ("regla=nada", "«nada» no es una regla de este municipio."),
    ],
)
def test_lo_que_no_se_entiende_se_dice_y_la_lista_sigue(sembrada, consulta, dice):
    respuesta = sembrada.web.test_client().get(f"{SALON}?{consulta}")
    if "%00" in consulta:
        assert respuesta.status_code in {400, 422}
        return
    assert respuesta.status_code == 422
    assert dice in respuesta.text
    assert "Entran" in respuesta.text


def test_todo_en_cero_no_vale(sembrada):
    ceros = "&".join(
        f"p.equidad.{c}=0"
        for c in ("poblacion", "mujeres", "carencias", "inversion", "contraparte", "costo")
    )
    pagina = sembrada.web.test_client().get(f"{SALON}?{ceros}")
    assert pagina.status_code in {200, 422}
    assert "Entran" in pagina.text


def test_quien_puede_acordar_lleva_esos_pesos_y_todavia_confirma(sembrada):
    otra = sembrada.web.test_client().get(f"{SALON}?p.equidad.mujeres=7")
    assert "/priorizacion/acordar" not in otra.text
    tecnico = entrar_como(sembrada, Rol.TECNICO_MUNICIPAL, TUNARI)
    pagina = tecnico.get(f"{SALON}?p.equidad.mujeres=7")
    assert "/priorizacion/acordar?gestion=2027" in pagina.text
    llena = tecnico.get(f"{PANEL}/acordar?gestion={GESTION}&p.equidad.mujeres=7")
    assert 'value="7"' in llena.text
    assert proceso_de(sembrada).acordada_en is None


def test_despues_de_acordar_se_ve_el_codigo_y_ya_no_se_ofrece(sembrada):
    hasta_acordar(sembrada)
    tecnico = entrar_como(sembrada, Rol.TECNICO_MUNICIPAL, TUNARI)
    pagina = tecnico.get(SALON).text
    assert proceso_de(sembrada).codigo in pagina
    assert "/priorizacion/acordar" not in pagina


def hasta_acordar(casa):
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    regla = casa.configuracion(TUNARI).regla_de_seleccion
    priorizacion.acordar(contexto, casa.unidad(TUNARI), casa.ganchos(TUNARI), {}, regla)


def test_las_reglas_se_ven_y_se_descargan(sembrada):
    visita = sembrada.web.test_client()
    pagina = visita.get(REGLAS)
    assert pagina.status_code == 200
    assert "la del municipio" in pagina.text
    hoja = visita.get(f"{REGLAS}.csv").get_data(as_text=True)
    assert "2027-0001" in hoja
    assert "/salon" in visita.get(PANEL).text
