from nucleo.dominio.personas import Personas
from nucleo.dominio.territorio import Municipio, TipoDeGobierno
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.municipios import dar_de_alta

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
    assert verificar(unidad, alta=True) is None


def test_repetir_el_alta_no_escribe_nada():
    unidad = UnidadEnMemoria()
    dar_de_alta(contexto_de_prueba(), unidad, TUNARI)
    assert not dar_de_alta(contexto_de_prueba(), unidad, TUNARI)
    assert not unidad.confirmada
    assert len(unidad.altas.todas()) == len(unidad.hechos) == 1
