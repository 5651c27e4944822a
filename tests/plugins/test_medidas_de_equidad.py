"""Las medidas de equidad: qué dan, y cuándo dicen que no se sabe."""

from nucleo.api import CERO, Dinero, PedidaPor, Personas
from nucleo.pruebas import fila_de_prueba as fila
from nucleo.pruebas import medidas_de
from plugins.equidad import reglas
from plugins.equidad.ajustes import Ajustes

DIEZ = Personas(6, 4)
NADIE = Personas(0, 0)
CRITERIOS = {c.clave: c for c in reglas.criterios(Ajustes())}


def medidas(clave, *filas):
    return medidas_de(CRITERIOS[f"equidad.{clave}"], *filas)


def test_la_poblacion_sin_anotar_no_es_cero():
    assert medidas("poblacion", fila(beneficiarios=DIEZ), fila(beneficiarios=NADIE)) == [10, None]


def test_la_carencia_es_el_promedio_de_las_conocidas_en_cualquier_orden():
    carencias = {"agua": 0.1, "desague": 0.2, "seguro": 0.3}
    derecha, al_reves = medidas(
        "carencia", fila(carencias=carencias), fila(carencias=dict(reversed(carencias.items())))
    )
    assert derecha == al_reves
    dos = fila(carencias={"agua": 80.0, "energia": 20.0})
    assert medidas("carencia", dos, fila(carencias={})) == [50, None]


def test_la_inversion_va_por_habitante_y_sin_historial_no_se_sabe():
    mil = Dinero.de("1000.50")
    filas = [
        fila(inversion=mil, poblacion=DIEZ),
        fila(inversion=CERO, poblacion=DIEZ),
        fila(inversion=None, poblacion=DIEZ),
        fila(inversion=mil, poblacion=None),
        fila(inversion=mil, poblacion=NADIE),
    ]
    assert medidas("inversion", *filas) == [100.05, 0, None, None, None]


def test_la_contraparte_es_proporcion_del_costo():
    filas = [
        fila(costo=Dinero(400), contraparte=Dinero(100)),
        fila(costo=Dinero(400), contraparte=CERO),
        fila(costo=CERO, contraparte=Dinero(100)),
    ]
    assert medidas("contraparte", *filas) == [0.25, 0, None]


def test_lo_que_piden_las_mujeres_es_el_peldano_mas_alto_y_lo_que_no_se_sabe_no_es_cero():
    filas = [fila(pedida_por=p) for p in PedidaPor]
    assert medidas("mujeres", *filas) == [2, 0, 1, None]


def test_el_costo_por_persona_necesita_costo_y_gente():
    filas = [
        fila(costo=Dinero.de(500), beneficiarios=DIEZ),
        fila(costo=CERO, beneficiarios=DIEZ),
        fila(costo=Dinero(1), beneficiarios=NADIE),
    ]
    assert medidas("costo", *filas) == [50, None, None]
