"""Con el código público cualquiera ve la lista, la baja y la vuelve a hacer."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.servicios import verificables
from nucleo.servicios.priorizacion import calificar
from tests.web.casa import TUNARI, anonimo
from tests.web.pasos import GESTION, hasta, proceso_de, sembrar

RAIZ = "/villa-tunari/priorizacion/codigo"


@pytest.fixture
def sembrada(casa):
    sembrar(casa)
    return casa


@pytest.fixture
def cliente(sembrada):
    return anonimo(sembrada)


def test_del_codigo_a_la_lista_y_de_la_lista_a_comprobarla(sembrada, cliente):
    hasta(sembrada, "acordar")
    codigo = proceso_de(sembrada).codigo
    panel = cliente.get(f"/villa-tunari/priorizacion?gestion={GESTION}").text
    assert codigo in panel
    buscado = cliente.get(RAIZ, query_string={"codigo": codigo.lower().replace("-", "")})
    assert buscado.location.endswith(f"{RAIZ}/{codigo}")
    pagina = cliente.get(f"{RAIZ}/{codigo}").text
    assert "2027-0001" in pagina
    assert "verificar lista-" in pagina
    bajado = cliente.get(f"{RAIZ}/{codigo}/lista.json")
    hecha = verificables.verificar(bajado.data, sembrada.ajustables, sembrada.versiones)
    assert (hecha.coincide, hecha.codigo) == (True, codigo)


def test_lo_que_cambia_despues_del_acuerdo_se_dice(sembrada, cliente):
    hasta(sembrada, "acordar")
    codigo = proceso_de(sembrada).codigo
    with sembrada.unidad(TUNARI) as unidad:
        contexto = sembrada.contexto(TUNARI, GESTION, "p")
        unidad.reservar()
        for t in unidad.techos.de_gestion(GESTION):
            t.monto = t.monto + t.monto
        unidad.anotar(Hecho("prueba.techo", "p", contexto.ahora(), {}))
        unidad.confirmar()
    regla = sembrada.configuracion(TUNARI).regla_de_seleccion
    calificar(contexto, sembrada.unidad(TUNARI), sembrada.ganchos(TUNARI), regla)
    assert "cambió algo que decide" in cliente.get(f"{RAIZ}/{codigo}").text
    bajada = cliente.get(f"/villa-tunari/matriz.json?gestion={GESTION}")
    hecha = verificables.verificar(bajada.data, sembrada.ajustables, sembrada.versiones)
    assert [c.coincide for c in hecha.comprobaciones] == [True, False, True, True, True]


def test_un_codigo_que_no_es_se_explica(cliente):
    mal = cliente.get(RAIZ, query_string={"codigo": "K7MQ-2XPX"})
    assert (mal.status_code, "no es un código" in mal.text) == (422, True)
    assert cliente.get(f"{RAIZ}/ABCD-EFGH").status_code == 404


def test_la_firmeza_de_cada_demanda_a_la_vista(sembrada, cliente):
    firmeza = f"/villa-tunari/matriz/firmeza?gestion={GESTION}"
    assert "todavía no se calificaron" in cliente.get(firmeza).text
    hasta(sembrada, "calificar")
    pagina = cliente.get(firmeza).text
    assert "combinaciones de pesos" in pagina
    assert "De cada 100" in pagina
    tarjeta = cliente.get("/villa-tunari/demandas/2027-0001/porque").text
    assert "pesos" in tarjeta
