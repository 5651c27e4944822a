import pytest
from marshmallow import ValidationError

from nucleo.dominio.criterios import Sentido
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from plugins.equidad import ganchos
from plugins.equidad.ajustes import Ajustes, Esquema

CLAVES = [
    f"equidad.{c}"
    for c in ("carencia", "contraparte", "costo", "inversion", "mujeres", "poblacion")
]


def criterios(**ajustes):
    contexto = contexto_de_prueba(Ajustes(**ajustes))
    pares = conjunto_de(ganchos).recoger("criterios_de_priorizacion", "Toco", contexto=contexto)
    return {c.clave: c for plugin, c in pares if plugin == "equidad"}


def test_ofrece_sus_seis_criterios_con_su_explicacion():
    ofrecidos = criterios()
    assert sorted(ofrecidos) == CLAVES
    assert all(c.nombre and c.ayuda for c in ofrecidos.values())


def test_quien_menos_recibio_y_quien_menos_cuesta_van_primero():
    al_reves = {c.clave for c in criterios().values() if c.sentido is Sentido.MENOS}
    assert al_reves == {"equidad.inversion", "equidad.costo"}


def test_los_pesos_salen_de_los_ajustes_y_cero_se_ofrece_sin_usarse():
    ofrecidos = criterios(peso_mujeres=7, peso_costo=0, contraparte_plena=0.2)
    assert ofrecidos["equidad.mujeres"].peso == 7
    assert ofrecidos["equidad.costo"].peso == 0
    assert ofrecidos["equidad.contraparte"].tope == 0.2


def test_la_tabla_vacia_vale_lo_propuesto():
    [(_, esquema)] = conjunto_de(ganchos).pedir("esquema_de_ajustes", "Toco")
    assert esquema is Esquema
    assert esquema().load({}) == Ajustes()
    assert esquema().load({"peso_mujeres": 3}) == Ajustes(peso_mujeres=3)


@pytest.mark.parametrize(
    "mala", [{"peso_costo": -1}, {"peso_costo": "mucho"}, {"contraparte_plena": 0}, {"peso_x": 1}]
)
def test_un_ajuste_malo_se_rechaza(mala):
    with pytest.raises(ValidationError):
        Esquema().load(mala)


def test_todo_campo_lleva_su_etiqueta():
    assert all(campo.metadata["etiqueta"] for campo in Esquema().fields.values())
