import pytest

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import MunicipioSinAlta
from nucleo.dominio.municipios import Alta
from nucleo.dominio.personas import Personas
from nucleo.dominio.territorio import Municipio, TipoDeGobierno
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.municipios import altas_borradas, dar_de_alta, reactivar, suspender
from tests.exportaciones.ejemplos import AdjuntosEnMemoria

TUNARI = Municipio(
    codigo="031003", codigo_oep="1", codigo_sigep="2", nombre="Villa Tunari", slug="villa-tunari",
    tipo=TipoDeGobierno.GAM, provincia="0310", departamento="03", poblacion_2012=1,
    poblacion=Personas(1, 1),
)  # fmt: skip


def test_el_alta_abre_la_bitacora_del_municipio():
    unidad = UnidadEnMemoria()
    assert dar_de_alta(contexto_de_prueba(), unidad, TUNARI)
    [alta] = unidad.altas.todas()
    assert (alta.municipio_id, alta.quien, alta.cuando) == (31003, "prueba", MEDIODIA)
    [hecho] = unidad.hechos
    assert hecho.que == "municipio.alta"
    assert hecho.carga["municipio"] == "031003"
    [en_plataforma] = unidad.en_plataforma
    assert (en_plataforma.que, en_plataforma.carga) == ("municipios.alta", {"codigos": ["031003"]})
    assert verificar(unidad, alta=True) is None


def test_repetir_el_alta_no_escribe_nada():
    unidad = UnidadEnMemoria()
    dar_de_alta(contexto_de_prueba(), unidad, TUNARI)
    assert not dar_de_alta(contexto_de_prueba(), unidad, TUNARI)
    assert not unidad.confirmada
    assert len(unidad.altas.todas()) == len(unidad.hechos) == 1


def test_nadie_hereda_los_adjuntos_de_un_borrado_que_se_corto():
    unidad, adjuntos = UnidadEnMemoria(), AdjuntosEnMemoria(b"de antes")
    assert dar_de_alta(contexto_de_prueba(), unidad, TUNARI, adjuntos)
    assert adjuntos.resumenes() == []
    adjuntos.guardar(b"de ahora")
    assert not dar_de_alta(contexto_de_prueba(), unidad, TUNARI, adjuntos)
    assert len(adjuntos.resumenes()) == 1, "repetir el alta no quita nada"


@pytest.fixture
def plataforma():
    unidad = UnidadEnMemoria(EnPlataforma())
    unidad.altas.agregar(Alta(TUNARI.id, MEDIODIA, "prueba"))
    return unidad


def test_suspender_dice_por_que_y_desde_cuando(plataforma):
    assert suspender(contexto_de_prueba(), plataforma, TUNARI, "a pedido suyo")
    [alta] = plataforma.altas.todas()
    assert (alta.suspendida_en, alta.motivo) == (MEDIODIA, "a pedido suyo")
    [hecho] = plataforma.hechos
    assert hecho.que == "municipio.suspendido"
    assert hecho.carga == {"codigo": "031003", "motivo": "a pedido suyo"}
    assert not suspender(contexto_de_prueba(), plataforma, TUNARI, "otra vez")
    assert alta.motivo == "a pedido suyo"


def test_reactivar_lo_deja_como_antes(plataforma):
    assert not reactivar(contexto_de_prueba(), plataforma, TUNARI)
    suspender(contexto_de_prueba(), plataforma, TUNARI, "a pedido suyo")
    assert reactivar(contexto_de_prueba(), plataforma, TUNARI)
    [alta] = plataforma.altas.todas()
    assert (alta.suspendida_en, alta.motivo) == (None, "")
    assert [h.que for h in plataforma.hechos] == ["municipio.suspendido", "municipio.reactivado"]


@pytest.mark.parametrize("accion", [lambda *a: suspender(*a, "motivo"), reactivar])
def test_lo_que_no_esta_de_alta_no_se_suspende(accion):
    with pytest.raises(MunicipioSinAlta):
        accion(contexto_de_prueba(), UnidadEnMemoria(EnPlataforma()), TUNARI)


ALTA = ("municipios.alta", {"codigos": ["031003", "031602"]})
BORRADO = ("municipio.borrado", {"codigo": "031003"})
RESTAURADO = ("municipio.restaurado", {"codigo": "031003"})


@pytest.mark.parametrize(
    ("hechos", "estan", "borradas"),
    [
        ([ALTA], [31003, 31602], []),
        ([ALTA], [31602], ["031003"]),
        ([ALTA, BORRADO], [31602], []),
        ([ALTA, BORRADO, RESTAURADO], [31003, 31602], []),
        ([ALTA, BORRADO, RESTAURADO], [31602], ["031003"]),
        ([RESTAURADO], [], ["031003"]),
    ],
)
def test_solo_se_nota_el_alta_que_se_borro_por_fuera(hechos, estan, borradas):
    unidad = UnidadEnMemoria(EnPlataforma())
    for que, carga in hechos:
        unidad.anotar(Hecho(que, "prueba", MEDIODIA, carga))
    unidad.confirmar()
    unidad.altas.agregar_todas([Alta(codigo, MEDIODIA, "prueba") for codigo in estan])
    assert altas_borradas(unidad) == borradas
