from dataclasses import fields, replace

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.avances import Avance, Cuentas
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import MunicipioSinAlta
from nucleo.dominio.municipios import Alta
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios import correcciones, entregas, priorizacion, techos
from nucleo.servicios.avances import autorizar, mirar, renovar, revocar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION

COCHABAMBA = "departamento-cochabamba"
CONJUNTO = conjunto_de(equidad, lista)
REGION = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",), {31003: 100.0}
)


@pytest.fixture
def contexto(contexto):
    return replace(contexto, departamental=COCHABAMBA)


@pytest.fixture
def unidad(unidad):
    unidad.altas.agregar(Alta(31003, MEDIODIA, "prueba"))
    return unidad


@pytest.fixture
def autorizada(contexto, unidad):
    assert autorizar(contexto, unidad, "Resolución 12/2026")
    return unidad


def pasos(unidad):
    return [a.paso for a in unidad.avances.todas()]


def test_sin_autorizacion_ningun_paso_cuenta_nada(contexto, unidad):
    priorizacion.congelar(contexto, unidad)
    techos.fijar(contexto, unidad, {"41-113": Dinero.de(5)})
    assert not unidad.avances.todas()
    assert not [h for h in unidad.hechos if h.que.startswith("avance.")]


def test_sin_alta_no_se_autoriza_y_una_region_no_cuenta_avance(contexto, unidad):
    de_region = replace(contexto, ambito=EnRegion("uninominal-24"))
    assert renovar(de_region, unidad, "x") is None
    unidad.altas.filas.clear()
    with pytest.raises(MunicipioSinAlta):
        autorizar(contexto, unidad, "acta")


def test_autorizar_deja_constancia_y_la_primera_copia(contexto, autorizada):
    [copia] = autorizada.avances.vigentes()
    assert (copia.region, copia.gestion, copia.paso) == (COCHABAMBA, GESTION, "avance.autorizado")
    assert copia.cuentas == Cuentas(3, 0, 6, Dinero.de(255_000), Dinero.de(120_000), 0, 0)
    assert [h.que for h in autorizada.hechos] == ["avance.autorizado", "avance.entregado"]
    assert autorizada.hechos[0].carga == {"region": COCHABAMBA, "constancia": "Resolución 12/2026"}
    hechos = len(autorizada.hechos)
    assert not autorizar(contexto, autorizada, "otra")
    assert (len(autorizada.hechos), mirar(contexto, autorizada).constancia) == (
        hechos, "Resolución 12/2026",
    )  # fmt: skip


def test_cada_paso_deja_una_copia_nueva_y_retira_la_anterior(contexto, autorizada):
    priorizacion.congelar(contexto, autorizada)
    priorizacion.acordar(contexto, autorizada, CONJUNTO, {})
    priorizacion.calificar(contexto, autorizada, CONJUNTO)
    techos.fijar(contexto, autorizada, {"41-113": Dinero.de(120_000)})
    priorizacion.publicar(contexto, autorizada)
    entregas.entregar(contexto, autorizada, REGION)
    entregas.retirar(contexto, autorizada, REGION, codigos=["2027-0001"])
    assert pasos(autorizada) == [
        "avance.autorizado", "priorizacion.congelada", "priorizacion.acordada",
        "priorizacion.calificada", "techo.fijado", "priorizacion.publicada", "entregas.hechas",
        "entregas.retiradas",
    ]  # fmt: skip
    [vigente] = autorizada.avances.vigentes()
    entran = sum(p.entra for p in autorizada.priorizaciones.ultima(GESTION).puestos)
    assert entran > 0
    assert (vigente.demandas, vigente.en_poa, vigente.entregadas) == (6, entran, 4)
    assert vigente.publicada_en == MEDIODIA
    assert all(a.retirada_en for a in autorizada.avances.todas()[:-1])


def test_lo_retirado_y_lo_corregido_tambien_se_cuentan(contexto, autorizada):
    [primera] = autorizada.avances.vigentes()
    demanda = autorizada.demandas.de(GESTION, 2)
    valores = correcciones.lo_registrado(demanda) | {"costo": demanda.costo + Dinero.de(100)}
    correcciones.corregir(contexto, autorizada, conjunto_de(), 2, demanda.version, valores)
    correcciones.retirar(contexto, autorizada, 2, "ya se hizo")
    [vigente] = autorizada.avances.vigentes()
    assert pasos(autorizada)[1:] == ["demandas.corregida", "demandas.retirada"]
    assert vigente.demandas == primera.demandas - 1
    assert vigente.costo + demanda.costo == primera.costo + Dinero.de(100)


def test_dar_todos_los_pasos_de_una_vez_deja_una_sola_copia(contexto, autorizada):
    priorizacion.priorizar(contexto, autorizada, CONJUNTO, confirmar=True)
    assert pasos(autorizada) == ["avance.autorizado", "priorizacion.publicada"]


def test_la_copia_no_lleva_ni_un_nombre(autorizada):
    [copia] = autorizada.avances.vigentes()
    textos = {f.name for f in fields(Avance) if isinstance(getattr(copia, f.name), str)}
    assert textos == {"paso"}
    assert set(autorizada.hechos[-1].carga) == {"gestion", "region", "paso", "cuentas"}


def test_revocar_retira_todo_lo_contado_y_no_cuenta_mas(contexto, autorizada):
    renovar(replace(contexto, gestion=2026), autorizada, "techo.fijado")
    assert len(autorizada.avances.vigentes()) == 2
    assert revocar(contexto, autorizada)
    assert autorizada.avances.vigentes() == []
    assert autorizada.hechos[-1].que == "avance.revocado"
    assert mirar(contexto, autorizada).desde is None
    priorizacion.congelar(contexto, autorizada)
    assert autorizada.avances.vigentes() == []
    assert not revocar(contexto, autorizada)
