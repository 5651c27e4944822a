"""Entregar a la región y retirar desde la pantalla."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, ficha_de
from tests.web.paginas import formulario_de
from tests.web.pasos import GESTION, hasta, hechos_de, sembrar

LISTA = f"/villa-tunari/entregas?gestion={GESTION}"
MESA = f"/villa-tunari/entregas/uninominal-24?gestion={GESTION}"
RETIRAR = f"/villa-tunari/entregas/uninominal-24/retirar?gestion={GESTION}"
NADA = frozenset()


@pytest.fixture
def publicada(casa):
    sembrar(casa)
    hasta(casa, "publicar")
    return casa


@pytest.fixture
def alcaldesa(casa):
    return entrar_como(casa, Rol.ALCALDIA, TUNARI)


def en_la_region(casa, slug="uninominal-24"):
    with casa.leer_region(EnRegion(slug)) as lectura:
        return {e.codigo for e in lectura.entregas(GESTION, NADA, NADA, 1, 0).filas}


def en_espera(casa):
    with casa.leer_municipio(TUNARI) as lectura:
        return {p.fila.codigo for p in lectura.corrida(GESTION).puestos if not p.entra}


def accion(cliente, pagina, cual, **campos):
    """Aprieta ese botón con lo que se marque."""
    formulario = formulario_de(cliente.get(pagina).text)
    datos = formulario.valores | campos | {"accion": cual}
    return cliente.post(formulario.accion or pagina, data=datos)


def test_antes_de_publicar_se_explica_que_falta(casa, alcaldesa):
    sembrar(casa)
    hasta(casa, "calificar")
    assert "todavía no se publicó" in alcaldesa.get(LISTA).text
    assert "todavía no se publicó" in alcaldesa.get(MESA).text
    ficha = {"csrf_token": ficha_de(alcaldesa, LISTA), "accion": "todas"}
    assert alcaldesa.post(MESA, data=ficha).status_code == 303
    assert en_la_region(casa) == set()


@pytest.mark.usefixtures("publicada")
def test_la_lista_dice_de_cada_region_que_esta_entregado(alcaldesa):
    texto = alcaldesa.get(LISTA).text
    for region in ("uninominal-24", "departamento-cochabamba", "provincia-chapare"):
        assert f"/villa-tunari/entregas/{region}?gestion=2027" in texto
    assert "/villa-tunari/entregas/uninominal-20" not in texto


def test_entregar_toda_la_matriz_y_repetirlo(publicada, alcaldesa):
    assert accion(alcaldesa, MESA, "todas").status_code == 303
    assert len(en_la_region(publicada)) == 5
    assert "Se entregaron 5 demandas" in alcaldesa.get(MESA).text
    antes = hechos_de(publicada)
    otra_vez = {"csrf_token": ficha_de(alcaldesa, MESA), "accion": "todas", "gestion": str(GESTION)}
    assert alcaldesa.post(MESA, data=otra_vez).status_code == 303
    assert hechos_de(publicada) == antes
    assert "5 demandas ya estaban entregadas" in alcaldesa.get(MESA).text


def test_entregar_solo_lo_que_no_entra_al_poa(publicada, alcaldesa):
    accion(alcaldesa, MESA, "sin_lugar")
    assert en_la_region(publicada) == en_espera(publicada) != set()


def test_entregar_las_marcadas_y_ninguna_otra(publicada, alcaldesa):
    accion(alcaldesa, MESA, "elegidas", codigos=["2027-0004", "2027-0005"])
    assert en_la_region(publicada) == {"2027-0004", "2027-0005"}
    accion(alcaldesa, MESA, "elegidas", codigos=["2027-0005", "2027-0006"])
    assert en_la_region(publicada) == {"2027-0004", "2027-0005", "2027-0006"}
    assert "1 demanda ya estaba entregada" in alcaldesa.get(MESA).text


@pytest.mark.parametrize("cual", ["elegidas", "", "otra"])
@pytest.mark.parametrize("pagina", [MESA, RETIRAR])
def test_sin_marcar_ninguna_no_se_mueve_todo(publicada, alcaldesa, cual, pagina):
    accion(alcaldesa, MESA, "elegidas", codigos=["2027-0004"])
    datos = formulario_de(alcaldesa.get(pagina).text).valores | {"accion": cual}
    respuesta = alcaldesa.post(pagina, data=datos)
    assert respuesta.status_code == 422
    assert "Marque al menos una." in respuesta.text
    assert en_la_region(publicada) == {"2027-0004"}


def test_un_codigo_ajeno_se_rechaza(publicada, alcaldesa):
    for ajeno in ("2027-0003", "2026-0001", "<script>"):
        assert accion(alcaldesa, MESA, "elegidas", codigos=[ajeno]).status_code == 422
    assert en_la_region(publicada) == set()


def test_retirar_dice_que_deja_de_verse_y_repetirlo_no_es_error(publicada, alcaldesa):
    accion(alcaldesa, MESA, "todas")
    texto = alcaldesa.get(RETIRAR).text
    assert "dejan de verlas" in texto
    assert "no se borra nada" in texto
    datos = formulario_de(texto).valores | {"accion": "elegidas", "codigos": ["2027-0004"]}
    assert alcaldesa.post(RETIRAR, data=datos).status_code == 303
    assert len(en_la_region(publicada)) == 4
    assert "Se retiró 1 demanda" in alcaldesa.get(MESA).text
    antes = hechos_de(publicada)
    assert alcaldesa.post(RETIRAR, data=datos).status_code == 303
    assert hechos_de(publicada) == antes
    assert "Ya estaban retiradas" in alcaldesa.get(MESA).text
    accion(alcaldesa, RETIRAR, "todas")
    assert en_la_region(publicada) == set()
    assert alcaldesa.get(RETIRAR).status_code == 303
    accion(alcaldesa, MESA, "todas")
    assert len(en_la_region(publicada)) == 5


@pytest.mark.usefixtures("publicada")
def test_una_region_que_no_integra_no_existe_para_el(alcaldesa):
    for destino in ("uninominal-20", "departamento-oruro", "no-hay"):
        pagina = f"/villa-tunari/entregas/{destino}?gestion=2027"
        assert alcaldesa.get(pagina).status_code == 404
        ficha = {"csrf_token": ficha_de(alcaldesa, LISTA), "accion": "todas"}
        assert alcaldesa.post(pagina, data=ficha).status_code == 404


def test_dos_envios_a_la_vez_no_duplican(publicada):
    clientes = [entrar_como(publicada, Rol.ALCALDIA, TUNARI) for _ in range(4)]
    datos = [formulario_de(c.get(MESA).text).valores | {"accion": "todas"} for c in clientes]
    with ThreadPoolExecutor(4) as hilos:
        pares = zip(clientes, datos, strict=True)
        dados = list(hilos.map(lambda par: par[0].post(MESA, data=par[1]), pares))
    assert [d.status_code for d in dados] == [303] * 4
    assert hechos_de(publicada).count("entregas.hechas") == 1
    assert len(en_la_region(publicada)) == 5


@pytest.mark.parametrize("rol", [r for r in Rol if Nivel.MUNICIPIO in NIVELES[r]])
def test_solo_quien_puede_entrega(publicada, rol):
    cliente, ajeno = entrar_como(publicada, rol, TUNARI), entrar_como(publicada, rol, CHIMORE)
    esperado = 200 if Accion.ENTREGAR in PERMISOS[rol] else 403
    for pagina in (LISTA, MESA):
        assert cliente.get(pagina).status_code == esperado
        assert ajeno.get(pagina).status_code == 403
    assert anonimo(publicada).get(MESA).location.startswith("/entrar")
    if esperado != 200:
        ficha = {"csrf_token": ficha_de(cliente, "/villa-tunari/priorizacion"), "accion": "todas"}
        assert cliente.post(MESA, data=ficha).status_code == 403
        assert cliente.post(RETIRAR, data=ficha).status_code == 403
    assert en_la_region(publicada) == set()
