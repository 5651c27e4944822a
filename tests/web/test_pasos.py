"""Los cuatro pasos desde la pantalla: quién puede, en qué turno, y qué pasa al repetir o chocar."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.politica import PERMISOS
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from nucleo.servicios import priorizacion, techos
from nucleo.web.vistas.pasos import ACCIONES
from tests.web.casa import CHIMORE, SUSPENDIDO, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.paginas import formulario_de
from tests.web.pasos import (
    GESTION,
    PANEL,
    corridas_de,
    hasta,
    hechos_de,
    proceso_de,
    sembrar,
)

MUNICIPALES = [r for r in Rol if Nivel.MUNICIPIO in NIVELES[r]]
PASOS = [p.value for p in Paso]


@pytest.fixture
def sembrada(casa):
    sembrar(casa)
    return casa


@pytest.fixture
def tecnico(sembrada):
    return entrar_como(sembrada, Rol.TECNICO_MUNICIPAL, TUNARI)


@pytest.fixture
def alcaldesa(sembrada):
    return entrar_como(sembrada, Rol.ALCALDIA, TUNARI)


def pagina(paso):
    return f"{PANEL}/{paso}?gestion={GESTION}"


def mandar(cliente, paso, **campos):
    """Abre la página del paso, la llena y la envía."""
    return enviar(cliente, pagina(paso), **campos)


def vuelve_al_panel(respuesta):
    assert respuesta.status_code == 303, respuesta.text
    assert respuesta.location == f"{PANEL}?gestion={GESTION}"


def leer(cliente):
    return cliente.get(f"{PANEL}?gestion={GESTION}").text


# ── Mirar ───────────────────────────────────────────────────────────────────────────────────────


def test_cualquiera_mira_el_panel_y_no_ve_botones(sembrada):
    texto = leer(anonimo(sembrada))
    for paso in ("Cerrar la lista de demandas", "Publicar el resultado", "Es lo que toca ahora"):
        assert paso in texto
    assert "Alcaldía, Personal técnico municipal" in texto
    assert f'href="{PANEL}/congelar' not in texto


def test_el_panel_ofrece_solo_el_paso_que_toca_y_solo_a_quien_puede(sembrada, tecnico, alcaldesa):
    assert f'href="{PANEL}/congelar?gestion=2027"' in leer(tecnico)
    assert f'href="{PANEL}/acordar' not in leer(tecnico)
    hasta(sembrada, "calificar")
    assert f'href="{PANEL}/publicar' not in leer(tecnico)
    assert f'href="{PANEL}/calificar' in leer(tecnico), "se repite hasta publicar"
    assert f'href="{PANEL}/publicar' in leer(alcaldesa)
    hasta_publicar(sembrada)
    for paso in PASOS:
        assert f'href="{PANEL}/{paso}?' not in leer(alcaldesa)


def hasta_publicar(casa):
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    return priorizacion.publicar(contexto, casa.unidad(TUNARI))


def test_una_gestion_sin_nada_lo_explica(tecnico):
    texto = tecnico.get(f"{PANEL}?gestion=2030").text
    assert "No hay demandas registradas en esta gestión." in texto
    assert "no hay lista que cerrar" in tecnico.get(f"{PANEL}/congelar?gestion=2030").text
    assert tecnico.get(f"{PANEL}?gestion=mil").status_code == 404


def test_sin_ninguna_gestion_se_trabaja_en_la_que_viene(casa):
    texto = anonimo(casa).get("/chimore/priorizacion").text
    assert "No hay demandas registradas en esta gestión." in texto


def test_la_pagina_del_municipio_lleva_al_panel(sembrada):
    assert f'href="{PANEL}?gestion=2027"' in anonimo(sembrada).get("/villa-tunari").text


# ── Quién puede ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rol", MUNICIPALES)
def test_cada_cargo_entra_solo_a_los_pasos_que_le_tocan(sembrada, rol):
    cliente = entrar_como(sembrada, rol, TUNARI)
    for paso in Paso:
        esperado = {200, 303} if ACCIONES[paso] in PERMISOS[rol] else {403}
        assert cliente.get(pagina(paso.value)).status_code in esperado, paso
        ficha = ficha_de(cliente, PANEL)
        if esperado == {403}:
            dado = cliente.post(pagina(paso.value), data={"csrf_token": ficha, "visto": "x"})
            assert dado.status_code == 403
    assert proceso_de(sembrada) is None


def test_ni_anonimo_ni_de_otro_municipio(sembrada):
    otro = entrar_como(sembrada, Rol.ALCALDIA, CHIMORE)
    for paso in PASOS:
        assert otro.get(pagina(paso)).status_code == 403
        assert anonimo(sembrada).get(pagina(paso)).location.startswith("/entrar?volver=")


def test_con_el_mandato_vencido_o_el_municipio_suspendido_tampoco(sembrada):
    ayer = datetime.now(UTC).date() - timedelta(days=2)
    vencido = entrar_como(sembrada, Rol.ALCALDIA, TUNARI, desde=ayer, hasta=ayer)
    suspendido = entrar_como(sembrada, Rol.ALCALDIA, SUSPENDIDO)
    for resto in ("techo", "entregas", "entregas/uninominal-24", "avance", "avance/revocar"):
        assert vencido.get(f"/villa-tunari/{resto}").status_code == 403
        assert suspendido.get(f"/puerto-villarroel/{resto}").status_code == 403
    for paso in PASOS:
        assert vencido.get(pagina(paso)).status_code == 403
        ficha = {"csrf_token": ficha_de(vencido, PANEL), "visto": "x"}
        assert vencido.post(pagina(paso), data=ficha).status_code == 403
    assert anonimo(sembrada).get("/puerto-villarroel/priorizacion").status_code == 403


# ── Dar los pasos ───────────────────────────────────────────────────────────────────────────────


def test_los_cuatro_pasos_de_punta_a_punta(sembrada, tecnico, alcaldesa):
    vuelve_al_panel(mandar(tecnico, "congelar"))
    vuelve_al_panel(mandar(tecnico, "acordar", **{"peso-equidad--poblacion": "2,5"}))
    assert proceso_de(sembrada).pesos["equidad.poblacion"] == 2.5
    vuelve_al_panel(mandar(tecnico, "calificar"))
    vuelve_al_panel(mandar(alcaldesa, "publicar", firme="si"))
    assert [h for h in hechos_de(sembrada) if h.startswith("priorizacion.")] == [
        "priorizacion.congelada", "priorizacion.acordada", "priorizacion.calificada",
        "priorizacion.publicada",
    ]  # fmt: skip
    with sembrada.unidad_de_lectura(TUNARI) as unidad:
        estados = {d.estado for d in unidad.demandas.de_gestion(GESTION)}
        quien = unidad.priorizaciones.ultima(GESTION).quien
    assert estados == {Estado.EN_POA, Estado.EN_ESPERA, Estado.REGISTRADA}
    assert quien.startswith(f"{tecnico.usuario.nombre}")
    assert "Hecho el" in leer(anonimo(sembrada))


@pytest.mark.parametrize("paso", PASOS[1:])
def test_un_paso_antes_de_tiempo_vuelve_al_panel_y_dice_cual_falta(sembrada, alcaldesa, paso):
    vuelve_al_panel(alcaldesa.get(pagina(paso)))
    assert "Haga primero ese paso" in leer(alcaldesa)
    ficha = ficha_de(alcaldesa, PANEL)
    datos = {"csrf_token": ficha, "visto": "x", "firme": "si"}
    respuesta = alcaldesa.post(pagina(paso), data=datos)
    assert respuesta.status_code in {303, 422}
    assert proceso_de(sembrada) is None


@pytest.mark.parametrize("paso", PASOS)
def test_repetir_un_paso_dado_vuelve_al_panel_sin_hacer_nada(sembrada, alcaldesa, paso):
    """El segundo envío es el mismo formulario, abierto antes de que el primero llegara."""
    if paso != "congelar":
        hasta(sembrada, PASOS[PASOS.index(paso) - 1])
    abierto = alcaldesa.get(pagina(paso)).text
    datos = formulario_de(abierto).valores | {"firme": "si"}
    if paso != "publicar":
        datos.pop("firme")
    vuelve_al_panel(alcaldesa.post(pagina(paso), data=datos))
    leer(alcaldesa)
    antes = hechos_de(sembrada)
    vuelve_al_panel(alcaldesa.post(pagina(paso), data=datos))
    assert hechos_de(sembrada) == antes
    assert corridas_de(sembrada) <= 1
    texto = leer(alcaldesa)
    assert "ya estaba dado" in texto or paso == "calificar"


def test_lo_que_cambia_entre_mirar_y_cerrar_se_muestra_otra_vez(sembrada, tecnico):
    datos = formulario_de(tecnico.get(pagina("congelar")).text).valores
    with sembrada.unidad(TUNARI) as unidad:
        [primera, *_] = unidad.demandas.de_gestion(GESTION)
        primera.prioridad = 9
        unidad.anotar(hecho_de_prueba())
        unidad.confirmar()
    respuesta = tecnico.post(pagina("congelar"), data=datos)
    assert respuesta.status_code == 409
    assert "algo cambió y no se guardó nada" in respuesta.text
    assert proceso_de(sembrada) is None
    nuevos = formulario_de(respuesta.text).valores
    vuelve_al_panel(tecnico.post(pagina("congelar"), data=nuevos))


def hecho_de_prueba():
    return Hecho("prueba.cambio", "prueba", ahora(), {})


def test_si_el_dinero_cambia_el_ensayo_confirmado_ya_no_vale(sembrada, tecnico):
    hasta(sembrada, "acordar")
    datos = formulario_de(tecnico.get(pagina("calificar")).text).valores
    contexto = sembrada.contexto(TUNARI, GESTION, "otra")
    techos.fijar(contexto, sembrada.unidad(TUNARI), {"41-113": Dinero.de(20_000)})
    assert tecnico.post(pagina("calificar"), data=datos).status_code == 409
    assert corridas_de(sembrada) == 0


def test_calificar_se_repite_si_da_otra_cosa(sembrada, tecnico):
    hasta(sembrada, "calificar")
    texto = tecnico.get(pagina("calificar")).text
    assert "no hace falta repetirla" in texto
    assert "Guardar la calificación" not in texto
    contexto = sembrada.contexto(TUNARI, GESTION, "otra")
    techos.fijar(contexto, sembrada.unidad(TUNARI), {"41-113": Dinero.de(20_000)})
    assert "ahora da otra cosa" in tecnico.get(pagina("calificar")).text
    vuelve_al_panel(mandar(tecnico, "calificar"))
    assert corridas_de(sembrada) == 2


def test_publicar_exige_marcar_la_casilla_y_la_corrida_que_se_vio(sembrada, alcaldesa):
    hasta(sembrada, "calificar")
    sin_marcar = mandar(alcaldesa, "publicar")
    assert sin_marcar.status_code == 422
    assert "es la última confirmación" in sin_marcar.text
    datos = formulario_de(alcaldesa.get(pagina("publicar")).text).valores | {"firme": "si"}
    otra = alcaldesa.post(pagina("publicar"), data=datos | {"visto": "0" * 64})
    assert otra.status_code == 409
    assert proceso_de(sembrada).publicada_en is None


# ── Acordar ─────────────────────────────────────────────────────────────────────────────────────


def test_ver_como_quedaria_no_guarda_y_conserva_lo_escrito(sembrada, tecnico):
    hasta(sembrada, "congelar")
    datos = formulario_de(tecnico.get(pagina("acordar")).text).valores
    datos |= {"peso-equidad--poblacion": "40,5", "accion": "ver"}
    visto = tecnico.post(pagina("acordar"), data=datos)
    assert visto.status_code == 200
    assert "Así quedaría con estos pesos" in visto.text
    assert formulario_de(visto.text).valores["peso-equidad--poblacion"] == "40,5"
    assert proceso_de(sembrada).acordada_en is None


@pytest.mark.parametrize(
    ("escrito", "dice"),
    [
        ("", "Falta este dato."),
        ("-1", "de cero para arriba"),
        ("mucho", "de cero para arriba"),
        ("nan", "de cero para arriba"),
        ("1e9", "de cero para arriba"),
    ],
)
def test_un_peso_que_no_sirve_se_dice_en_su_campo(sembrada, tecnico, escrito, dice):
    hasta(sembrada, "congelar")
    respuesta = mandar(tecnico, "acordar", **{"peso-equidad--poblacion": escrito})
    assert respuesta.status_code == 422
    assert 'href="#peso-equidad--poblacion"' in respuesta.text
    assert dice in respuesta.text
    assert proceso_de(sembrada).acordada_en is None


def test_todos_en_cero_no_es_un_acuerdo_y_un_criterio_de_mas_se_rechaza(sembrada, tecnico):
    hasta(sembrada, "congelar")
    datos = formulario_de(tecnico.get(pagina("acordar")).text).valores
    ceros = {c: "0" for c in datos if c.startswith("peso-")}
    respuesta = tecnico.post(pagina("acordar"), data=datos | ceros)
    assert respuesta.status_code == 422
    assert "al menos uno es mayor que cero" in respuesta.text
    de_mas = tecnico.post(pagina("acordar"), data=datos | {"peso-otro--nuevo": "5"})
    assert de_mas.status_code == 422
    assert proceso_de(sembrada).acordada_en is None


def test_quien_acuerda_despues_ve_los_dos_acuerdos_y_no_pisa_nada(sembrada, tecnico, alcaldesa):
    hasta(sembrada, "congelar")
    datos = formulario_de(tecnico.get(pagina("acordar")).text).valores
    vuelve_al_panel(mandar(alcaldesa, "acordar", **{"peso-equidad--poblacion": "7"}))
    tarde = tecnico.post(pagina("acordar"), data=datos | {"peso-equidad--poblacion": "31,5"})
    assert tarde.status_code == 409
    assert "31,5" in tarde.text
    assert ">7<" in tarde.text
    assert proceso_de(sembrada).pesos["equidad.poblacion"] == 7
    mismo = tecnico.post(pagina("acordar"), data=datos | {"peso-equidad--poblacion": "7,0"})
    vuelve_al_panel(mismo)


# ── Plugins que fallan ──────────────────────────────────────────────────────────────────────────


def test_un_modulo_que_falla_se_nombra_y_no_tumba(sembrada, tecnico, monkeypatch, caplog):
    hasta(sembrada, "congelar")

    def fallar(*_, **__):
        raise ErrorDePlugin("equidad", "criterios_de_priorizacion", "Villa Tunari", "se rompió")

    monkeypatch.setattr("nucleo.servicios.priorizacion.recoger", fallar)
    monkeypatch.setattr("nucleo.servicios.calculo.recoger", fallar)
    respuesta = tecnico.get(pagina("acordar"))
    assert respuesta.status_code == 200
    assert "El módulo «equidad» falló" in respuesta.text
    assert "Un paso no se pudo dar" in caplog.text
    assert leer(anonimo(sembrada)).count("Es lo que toca ahora") == 1
    monkeypatch.undo()
    hasta_acordar(sembrada)
    monkeypatch.setattr("nucleo.servicios.calculo.recoger", fallar)
    calificar = tecnico.get(pagina("calificar"))
    assert "El módulo «equidad» falló" in calificar.text
    ficha = {"csrf_token": ficha_de(tecnico, PANEL), "visto": "x"}
    assert tecnico.post(pagina("calificar"), data=ficha).status_code == 422
    assert corridas_de(sembrada) == 0


def hasta_acordar(casa):
    ganchos = casa.ganchos(TUNARI)
    regla = casa.configuracion(TUNARI).regla_de_seleccion
    contexto = casa.contexto(TUNARI, GESTION, "p")
    priorizacion.acordar(contexto, casa.unidad(TUNARI), ganchos, {}, regla)


# ── A la vez ────────────────────────────────────────────────────────────────────────────────────


def test_dos_a_la_vez_cierran_la_lista_una_sola_vez(sembrada):
    clientes = [entrar_como(sembrada, Rol.TECNICO_MUNICIPAL, TUNARI) for _ in range(4)]
    datos = [formulario_de(c.get(pagina("congelar")).text).valores for c in clientes]
    with ThreadPoolExecutor(4) as hilos:
        dados = list(
            hilos.map(
                lambda par: par[0].post(pagina("congelar"), data=par[1]),
                zip(clientes, datos, strict=True),
            )
        )
    assert [d.status_code for d in dados] == [303] * 4
    assert hechos_de(sembrada).count("priorizacion.congelada") == 1


def test_sin_la_ficha_contra_csrf_no_se_da_ningun_paso(sembrada, alcaldesa):
    for paso in PASOS:
        assert alcaldesa.post(pagina(paso), data={"visto": "x"}).status_code == 400
    assert proceso_de(sembrada) is None
