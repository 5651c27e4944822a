"""Las medidas de equidad: qué dan, y cuándo dicen que no se sabe."""

from nucleo.api import CERO, Dinero, PedidaPor, Personas
from nucleo.pruebas import fila_de_prueba as fila
from plugins.equidad import reglas

DIEZ = Personas(6, 4)


def test_la_poblacion_sin_anotar_no_es_cero():
    assert reglas.poblacion(fila(beneficiarios=DIEZ)) == 10
    assert reglas.poblacion(fila(beneficiarios=Personas(0, 0))) is None


def test_la_carencia_es_el_promedio_de_las_conocidas_en_cualquier_orden():
    carencias = {"agua": 0.1, "desague": 0.2, "seguro": 0.3}
    al_reves = dict(reversed(carencias.items()))
    assert reglas.carencia(fila(carencias=carencias)) == reglas.carencia(fila(carencias=al_reves))
    assert reglas.carencia(fila(carencias={"agua": 80.0, "energia": 20.0})) == 50
    assert reglas.carencia(fila(carencias={})) is None


def test_la_inversion_va_por_habitante_y_sin_historial_no_se_sabe():
    mil = Dinero.de("1000.50")
    assert reglas.inversion(fila(inversion=mil, poblacion=DIEZ)) == 100.05
    assert reglas.inversion(fila(inversion=CERO, poblacion=DIEZ)) == 0
    assert reglas.inversion(fila(inversion=None, poblacion=DIEZ)) is None
    assert reglas.inversion(fila(inversion=mil, poblacion=None)) is None
    assert reglas.inversion(fila(inversion=mil, poblacion=Personas(0, 0))) is None


def test_la_contraparte_es_proporcion_del_costo():
    assert reglas.contraparte(fila(costo=Dinero(400), contraparte=Dinero(100))) == 0.25
    assert reglas.contraparte(fila(costo=CERO, contraparte=Dinero(100))) is None


def test_lo_que_piden_las_mujeres_vale_uno_y_lo_que_no_se_sabe_no_vale_cero():
    assert [reglas.mujeres(fila(pedida_por=p)) for p in PedidaPor] == [1.0, 0.0, 0.5, None]


def test_el_costo_por_persona_necesita_costo_y_gente():
    assert reglas.costo_por_persona(fila(costo=Dinero.de(500), beneficiarios=DIEZ)) == 50
    assert reglas.costo_por_persona(fila(costo=CERO, beneficiarios=DIEZ)) is None
    assert reglas.costo_por_persona(fila(costo=Dinero(1), beneficiarios=Personas(0, 0))) is None
