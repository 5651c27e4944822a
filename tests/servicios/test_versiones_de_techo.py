"""El techo por versiones: bruto menos obligatorios, y lo fijado no cambia."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.versiones_de_techo import (
    Bruto,
    CuentasDeTecho,
    EstadoDeTecho,
    Obligatorio,
    ObligatoriosDeMas,
    TechoAbierto,
    TechoFueraDeOrden,
    TechoPorVersiones,
    TechoSinFuentes,
    diferencias,
)
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import techos, versiones_de_techo
from nucleo.textos.hechos import HECHOS

CT = Bruto("41-113", Dinero.de("12000000.50"), "Nota MEFP")
IDH = Bruto("41-119", Dinero.de(3_000_000))
SUS = Obligatorio("20 0 99", "SUS", "41-113", Dinero.de("1860000.08"))
RENTA = Obligatorio("25 0 88", "Renta Dignidad", "41-119", Dinero.de(900_000))


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


@pytest.fixture
def contexto():
    return contexto_de_prueba()


def hasta_fijar(contexto, unidad, brutos=(CT, IDH), obligatorios=(SUS, RENTA)):
    numero = versiones_de_techo.abrir(contexto, unidad)
    vista = versiones_de_techo.mirar(contexto, unidad).de(numero).version
    versiones_de_techo.escribir(contexto, unidad, numero, brutos, obligatorios, vista)
    versiones_de_techo.aprobar(contexto, unidad, numero, "Resolución 12")
    return numero, versiones_de_techo.fijar(contexto, unidad, numero)


def test_lo_distribuible_es_lo_que_se_gasta(contexto, unidad):
    numero, resumen = hasta_fijar(contexto, unidad)
    assert {t.clave: str(t.monto) for t in unidad.techos.filas} == {
        "41-113": "10140000.42",
        "41-119": "2100000.00",
    }
    assert unidad.techos.filas[0].procedencia == "Nota MEFP"
    version = versiones_de_techo.mirar(contexto, unidad).de(numero)
    assert version.resumen == resumen == version.calcular_resumen()
    assert [p.estado for p in version.historia] == [
        EstadoDeTecho.BORRADOR, EstadoDeTecho.APROBADO, EstadoDeTecho.FIJADO,
    ]  # fmt: skip
    assert version.historia[1].constancia == "Resolución 12"
    assert {h.que for h in unidad.hechos} <= HECHOS.keys()


def test_lo_fijado_no_se_toca_y_se_ajusta_con_otra_version(contexto, unidad):
    numero, resumen = hasta_fijar(contexto, unidad)
    for tocar in (
        lambda: versiones_de_techo.escribir(contexto, unidad, numero, [CT], [], 0),
        lambda: versiones_de_techo.aprobar(contexto, unidad, numero, ""),
        lambda: versiones_de_techo.devolver(contexto, unidad, numero, ""),
        lambda: versiones_de_techo.fijar(contexto, unidad, numero),
        lambda: versiones_de_techo.descartar(contexto, unidad, numero),
    ):
        with pytest.raises(TechoFueraDeOrden):
            tocar()
    segunda = versiones_de_techo.abrir(contexto, unidad, "Llegó menos IDH")
    mirada = versiones_de_techo.mirar(contexto, unidad)
    assert mirada.vigente.resumen == resumen, "un borrador no cambia lo que se gasta"
    menos = Bruto("41-119", Dinero.de(2_500_000))
    versiones_de_techo.escribir(contexto, unidad, segunda, [CT, menos], [SUS, RENTA], 0)
    cambios = mirada.cambios_de(mirada.de(segunda))
    assert [(d.que, str(d.cambio)) for d in cambios] == [("41-119", "-500000.00")]
    assert mirada.de(numero).resumen == resumen


def test_una_a_la_vez_y_se_puede_descartar(contexto, unidad):
    primera = versiones_de_techo.abrir(contexto, unidad)
    with pytest.raises(TechoAbierto):
        versiones_de_techo.abrir(contexto, unidad)
    with pytest.raises(TechoAbierto):
        techos.fijar(contexto, unidad, {"41-113": Dinero(1)})
    versiones_de_techo.descartar(contexto, unidad, primera)
    assert versiones_de_techo.mirar(contexto, unidad).versiones == []


def test_sin_fuentes_no_se_aprueba_y_con_vista_vieja_no_se_guarda(contexto, unidad):
    numero = versiones_de_techo.abrir(contexto, unidad)
    with pytest.raises(TechoSinFuentes):
        versiones_de_techo.aprobar(contexto, unidad, numero, "")
    with pytest.raises(EdicionConcurrente):
        versiones_de_techo.escribir(contexto, unidad, numero, [CT], [], 7)
    with pytest.raises(NoExiste):
        versiones_de_techo.aprobar(contexto, unidad, 99, "")


@pytest.mark.parametrize(
    "gasto",
    [
        Obligatorio("20 0 99", "SUS", "41-113", Dinero.de("12000000.51")),
        Obligatorio("20 0 99", "SUS", "20-210", Dinero.de(1)),
    ],
)
def test_un_gasto_que_no_cabe_en_su_fuente_no_se_guarda(contexto, unidad, gasto):
    numero = versiones_de_techo.abrir(contexto, unidad)
    with pytest.raises(ObligatoriosDeMas):
        versiones_de_techo.escribir(contexto, unidad, numero, [CT], [gasto], 0)
    assert versiones_de_techo.mirar(contexto, unidad).de(numero).brutos == []


def test_fijar_de_una_vez_deja_su_version_y_no_pisa_los_descuentos(contexto, unidad):
    techos.fijar(contexto, unidad, {"41-113": Dinero.de(5)})
    [version] = versiones_de_techo.mirar(contexto, unidad).versiones
    assert (version.estado, version.numero) == (EstadoDeTecho.FIJADO, 1)
    assert version.cuentas.distribuible == Dinero.de(5)
    hasta_fijar(contexto, unidad)
    with pytest.raises(TechoPorVersiones):
        techos.fijar(contexto, unidad, {"41-113": Dinero.de(9)})


montos = st.integers(0, 10**12).map(Dinero)


@given(
    st.dictionaries(st.sampled_from(["41-113", "41-119", "20-210"]), montos, min_size=1),
    st.lists(st.tuples(st.sampled_from(["41-113", "41-119", "20-210"]), montos), max_size=6),
)
def test_la_cuenta_cuadra_al_centavo(brutos, gastos):
    cuentas = CuentasDeTecho(
        [Bruto(c, m) for c, m in brutos.items()],
        [Obligatorio("", "x", c, m) for c, m in gastos if c in brutos],
    )
    assert cuentas.bruto - cuentas.obligatorio == cuentas.distribuible
    suma = sum(r.distribuible.centavos for r in cuentas.renglones)
    assert suma == cuentas.distribuible.centavos
    assert diferencias(cuentas, cuentas) == []


def test_escribir_o_fijar_lo_mismo_no_deja_hecho(contexto, unidad):
    numero = versiones_de_techo.abrir(contexto, unidad)
    for _ in range(2):
        version = versiones_de_techo.mirar(contexto, unidad).de(numero)
        versiones_de_techo.escribir(contexto, unidad, numero, [CT], [SUS], version.version)
    assert [h.que for h in unidad.hechos] == ["techo.abierta", "techo.escrita"]
    versiones_de_techo.aprobar(contexto, unidad, numero, "Resolución 12")
    with pytest.raises(TechoFueraDeOrden):
        versiones_de_techo.escribir(contexto, unidad, numero, [CT], [SUS], version.version)


def test_fijar_de_una_vez_lo_mismo_no_abre_otra_version(contexto, unidad):
    montos = {"41-113": Dinero.de(500)}
    assert techos.fijar(contexto, unidad, montos)
    hechos = len(unidad.hechos)
    assert not techos.fijar(contexto, unidad, montos)
    assert len(unidad.hechos) == hechos
    assert len(versiones_de_techo.mirar(contexto, unidad).versiones) == 1
