from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.demandas import Estado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion, sumar
from nucleo.dominio.matriz import PRIMERAS, filas_de, primeras
from nucleo.pruebas import MEDIODIA, demanda_de_prueba, organizacion_de_prueba
from tests.ejemplos import comunidades, demandas, inversiones


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5)), max_size=20))
def test_de_cada_organizacion_entran_dos_como_mucho_y_ninguna_se_pierde(pares):
    tres = [organizacion_de_prueba(n) for n in ("Uno", "Dos", "Tres")]
    todas = [
        demanda_de_prueba(n, tres[cual], prioridad=prioridad)
        for n, (cual, prioridad) in enumerate(pares, 1)
    ]
    dentro, fuera = primeras(todas)
    assert sorted(d.numero for d in (*dentro, *fuera)) == [d.numero for d in todas]
    for organizacion in tres:
        suyas = [d for d in dentro if d.organizacion_id == organizacion.id]
        resto = [d for d in fuera if d.organizacion_id == organizacion.id]
        assert len(suyas) <= PRIMERAS
        assert not resto or len(suyas) == PRIMERAS
        ultima = max(((d.prioridad, d.numero) for d in suyas), default=(0, 0))
        assert all((d.prioridad, d.numero) > ultima for d in resto)


def test_la_fila_une_demanda_organizacion_e_inversion():
    organizaciones = comunidades()
    suma = sumar(inversiones(organizaciones), 2027)
    filas = filas_de(demandas(organizaciones), {o.id: o for o in organizaciones}, suma)
    empedrado, posta = filas[0], filas[3]
    assert empedrado.codigo == "2027-0001"
    assert empedrado.inversion == Dinero.de(600_000)
    assert posta.inversion == CERO, "con historial cargado, quien no figura no recibió"
    assert posta.contraparte == Dinero.de(15_000)
    assert posta.carencias == {"agua": 95.0, "seguro": 60.0}


def test_sin_historial_no_se_sabe():
    organizaciones = comunidades()
    assert sumar([], 2027) is None
    vieja = Inversion(nuevo_id(), organizaciones[0].id, 2021, "Vieja", Dinero.de(1))
    assert sumar([vieja], 2027) is None
    filas = filas_de(demandas(organizaciones), {o.id: o for o in organizaciones}, None)
    assert {f.inversion for f in filas} == {None}


def test_el_quinquenio_son_los_cinco_anios_anteriores():
    organizacion = organizacion_de_prueba()
    todas = [
        Inversion(nuevo_id(), organizacion.id, anio, "Obra", Dinero.de(1))
        for anio in range(2015, 2030)
    ]
    assert sumar(todas, 2027).de(organizacion.id) == Dinero.de(5)


def test_la_retirada_no_ocupa_lugar_y_la_que_sigue_sube():
    (aldana,) = comunidades()[:1]
    tres = [demanda_de_prueba(n, aldana, prioridad=n) for n in (1, 2, 3)]
    tres[0].pasar_a(Estado.RETIRADA, "ana", MEDIODIA, "se hizo con otro proyecto")
    dentro, fuera = primeras(tres)
    assert [d.numero for d in dentro] == [2, 3]
    assert fuera == []
    assert tres[0].historial[-1].motivo == "se hizo con otro proyecto"
