from dataclasses import replace

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import FueraDeLaRegion, NadaQueEntregar, NoExiste, PasoPendiente
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios.entregas import entregar, retirar
from nucleo.servicios.priorizacion import priorizar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION

REGION = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",), {31003: 100.0}
)


@pytest.fixture
def publicado(contexto, unidad):
    priorizar(contexto, unidad, conjunto_de(equidad, lista), confirmar=True)
    return unidad


def test_por_omision_entrega_la_matriz_publicada_entera(contexto, publicado):
    hecho = entregar(contexto, publicado, REGION)
    assert [e.puesto for e in hecho.entregadas] == [1, 2, 3, 4, 5]
    assert {e.en_poa for e in hecho.entregadas} == {True, False}
    assert publicado.hechos[-1].que == "entregas.hechas"
    assert publicado.hechos[-1].carga == {
        "gestion": GESTION,
        "region": "uninominal-24",
        "codigos": [e.codigo for e in hecho.entregadas],
    }
    assert hecho.como_json()["entregadas"] == publicado.hechos[-1].carga["codigos"]


def test_la_copia_no_cambia_con_la_demanda(contexto, publicado):
    entrega = entregar(contexto, publicado, REGION, codigos=["2027-0004"]).entregadas[0]
    original = next(d for d in publicado.demandas.todas() if d.numero == 4)
    original.titulo, original.sector = "Otra cosa", "otro"
    assert (entrega.titulo, entrega.sector) == ("Posta de salud", "salud")
    assert (entrega.organizacion, entrega.demanda_id) == ("Bella Vista", original.id)
    assert (entrega.region, entrega.entregada_por, entrega.entregada_en) == (
        "uninominal-24", "prueba", MEDIODIA,
    )  # fmt: skip


def test_lo_ya_entregado_no_se_duplica(contexto, publicado):
    entregar(contexto, publicado, REGION, codigos=["2027-0004"])
    resto = entregar(contexto, publicado, REGION)
    assert len(resto.entregadas) == 4
    assert resto.ya_estaban == ["2027-0004"]
    hechos = len(publicado.hechos)
    nada = entregar(contexto, publicado, REGION)
    assert (len(nada.entregadas), len(nada.ya_estaban)) == (0, 5)
    assert len(publicado.hechos) == hechos
    assert not publicado.confirmada


def test_puede_llevar_solo_lo_que_no_cupo(contexto, publicado):
    hecho = entregar(contexto, publicado, REGION, solo_fuera_del_poa=True)
    assert hecho.entregadas
    assert not any(e.en_poa for e in hecho.entregadas)


def test_retirar_marca_deja_rastro_y_permite_volver(contexto, publicado):
    entregar(contexto, publicado, REGION)
    retiradas = retirar(contexto, publicado, REGION, codigos=["2027-0004"])
    assert [(e.codigo, e.retirada_por, e.retirada_en) for e in retiradas] == [
        ("2027-0004", "prueba", MEDIODIA)
    ]
    assert publicado.hechos[-1].que == "entregas.retiradas"
    assert publicado.hechos[-1].carga["codigos"] == ["2027-0004"]
    assert len(publicado.entregas.vigentes("uninominal-24", GESTION)) == 4
    with pytest.raises(NoExiste):
        retirar(contexto, publicado, REGION, codigos=["2027-0004"])
    assert len(entregar(contexto, publicado, REGION).entregadas) == 1
    assert len(publicado.entregas.todas()) == 6


def test_sin_codigos_retira_todo(contexto, publicado):
    entregar(contexto, publicado, REGION)
    assert len(retirar(contexto, publicado, REGION)) == 5
    with pytest.raises(NadaQueEntregar):
        retirar(contexto, publicado, REGION)


def test_un_municipio_de_otra_region_no_entrega(contexto, publicado):
    ajeno = replace(contexto, ambito=EnMunicipio(10101), nombre="Sucre")
    with pytest.raises(FueraDeLaRegion, match="Sucre"):
        entregar(ajeno, publicado, REGION)


def test_sin_publicar_no_hay_que_entregar(contexto, unidad):
    with pytest.raises(PasoPendiente):
        entregar(contexto, unidad, REGION)
    assert not unidad.entregas.todas()


@pytest.mark.parametrize("codigo", ["2027-0003", "2027-0099", "cualquiera"])
def test_un_codigo_fuera_de_la_matriz_no_existe_y_no_entra_ninguno(contexto, publicado, codigo):
    with pytest.raises(NoExiste, match=codigo):
        entregar(contexto, publicado, REGION, codigos=["2027-0004", codigo])
    assert not publicado.entregas.todas()


def test_si_todo_cupo_en_el_poa_no_queda_nada_que_llevar(contexto, publicado):
    for puesto in publicado.priorizaciones.ultima(GESTION).puestos:
        puesto.entra = True
    with pytest.raises(NadaQueEntregar):
        entregar(contexto, publicado, REGION, solo_fuera_del_poa=True)
