import re

import pytest

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.regiones import CargoDeRegion, Region, TipoDeRegion
from nucleo.dominio.territorio import Cargo
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from plugins.edc_competencias import ganchos


def cargo(nombre, nivel, plaza, *municipios, eleccion="voto", nota=""):
    generico = Cargo(nombre.lower(), nombre, nivel, "provincia", "03", eleccion, 2026, nota=nota)
    return CargoDeRegion(generico, Mensaje(plaza), frozenset(municipios))


CARGOS = (
    cargo("Diputado uninominal", "nacional", "circunscripción 24", 1, 2),
    cargo("Asambleísta por territorio", "departamental", "provincia Chapare", 1, nota="Son 16."),
    cargo("Subgobernador", "departamental", "provincia Ñuflo de Chávez", 2,
          eleccion="por_verificar", nota="Puede no existir."),
    cargo("Subgobernador", "departamental", "provincia Ñuflo de Chávez", 1),
    cargo("Guardián", "comunal", "por ahí", 1),
)  # fmt: skip


@pytest.fixture
def destinatarios():
    region = Region("r", TipoDeRegion.UNINOMINAL, "R", ("03",), {1: 100.0, 2: 50.0}, CARGOS)
    pares = conjunto_de(ganchos).recoger(
        "destinatarios_edc", "R", contexto=contexto_de_prueba(), region=region
    )
    return [d for _, d in pares]


def test_a_cada_nivel_lo_suyo_y_lo_concurrente_a_los_dos(destinatarios):
    diputado, asambleista, *_, gobiernos = destinatarios
    assert diputado.competencias == {Competencia.NACIONAL, Competencia.CONCURRENTE}
    assert asambleista.competencias == {Competencia.DEPARTAMENTAL, Competencia.CONCURRENTE}
    assert gobiernos.competencias == {Competencia.MUNICIPAL}


def test_cada_autoridad_responde_a_sus_municipios(destinatarios):
    assert [sorted(d.municipios) for d in destinatarios] == [[1, 2], [1], [2], [1], []]


def test_las_claves_van_en_una_direccion_y_no_se_repiten(destinatarios):
    claves = [d.clave for d in destinatarios]
    assert claves == [
        "diputado-uninominal-circunscripcion-24",
        "asambleista-por-territorio-provincia-chapare",
        "subgobernador-provincia-nuflo-de-chavez",
        "subgobernador-provincia-nuflo-de-chavez-2",
        "gobiernos-municipales",
    ]
    assert all(re.fullmatch(r"[a-z0-9-]+", c) for c in claves)


def test_lo_que_el_catalogo_no_da_por_seguro_se_dice(destinatarios):
    assert destinatarios[0].nota is None
    assert str(destinatarios[1].nota) == "Dato del catálogo: Son 16."
    assert str(destinatarios[2].nota) == "Este cargo está por verificar. Puede no existir."
