"""El dinero disponible desde la pantalla: filas sin JavaScript, reemplazo confirmado y choques."""

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from nucleo.servicios import techos
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, ficha_de
from tests.web.paginas import formulario_de
from tests.web.pasos import GESTION, hasta, hechos_de, sembrar

TECHO = f"/villa-tunari/techo?gestion={GESTION}"


@pytest.fixture
def tecnico(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def hay(casa):
    return techos.fijados(casa.contexto(TUNARI, GESTION), casa.unidad_de_lectura(TUNARI))


def mandar(cliente, accion, pagina=None, quitar=(), **campos):
    """Aprieta ese botón con lo que la página trae y lo que se le cambie."""
    texto = pagina if pagina is not None else cliente.get(TECHO).text
    datos = {n: v for n, v in formulario_de(texto, "").valores.items() if n not in quitar}
    return cliente.post(TECHO, data=datos | {c.replace("_", "-"): v for c, v in campos.items()}
                        | {"accion": accion})  # fmt: skip


UNA = {"fuente_0": "41-113", "monto_0": "1.500.000,50"}


def test_se_fija_por_filas_con_procedencia_y_rotulo(casa, tecnico):
    con_dos = mandar(tecnico, "agregar", **UNA, procedencia_0="Carta MEFP 12")
    assert con_dos.status_code == 200
    valores = formulario_de(con_dos.text).valores
    assert (valores["monto-0"], valores["filas"], valores["monto-1"]) == ("1.500.000,50", "2", "")
    hecho = mandar(
        tecnico, "guardar", con_dos.text,
        fuente_1="otra", otra_1="42 / 230", monto_1="99", simulado_1="si",
    )  # fmt: skip
    assert hecho.status_code == 303
    assert hay(casa) == {
        "41-113": techos.Monto(Dinero.de("1500000.50"), "Carta MEFP 12"),
        "42-230": techos.Monto(Dinero.de(99), "", simulado=True),
    }
    assert "El dinero disponible quedó guardado." in tecnico.get(TECHO).text
    puesta = formulario_de(tecnico.get(TECHO).text).valores
    assert (puesta["fuente-1"], puesta["otra-1"], puesta["simulado-1"]) == ("otra", "42-230", "si")


def test_agregar_quitar_subir_y_sumar_no_pierden_ni_guardan_nada(casa, tecnico):
    tres = mandar(tecnico, "agregar", mandar(tecnico, "agregar", **UNA).text).text
    llenas = mandar(tecnico, "ver", tres, monto_1="20", monto_2="mucho", procedencia_2="acta").text
    assert "Bs\u00a01.500.020,50" in llenas
    subida = formulario_de(mandar(tecnico, "subir-2", llenas).text).valores
    assert (subida["monto-1"], subida["procedencia-1"], subida["monto-2"]) == (
        "mucho",
        "acta",
        "20",
    )
    quitada = formulario_de(mandar(tecnico, "quitar-0", llenas).text).valores
    assert (quitada["filas"], quitada["monto-0"], quitada["monto-1"]) == ("2", "20", "mucho")
    for rara in ("quitar-99", "subir-0", "otra-cosa"):
        assert formulario_de(mandar(tecnico, rara, llenas).text).valores["filas"] == "3"
    assert hay(casa) == {}


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"fuente_0": "41-113"}, "Falta este dato."),
        ({"monto_0": "5"}, "Falta este dato."),
        ({"fuente_0": "41-113", "monto_0": "-5"}, "no puede ser negativo"),
        ({"fuente_0": "99-999", "monto_0": "5"}, "Elija una de la lista."),
        ({"fuente_0": "otra", "monto_0": "5"}, "Escriba cuál"),
        ({"fuente_0": "otra", "otra_0": "x", "monto_0": "5"}, "se espera fuente y organismo"),
        (UNA | {"procedencia_0": "=HYPERLINK(1)"}, "es una fórmula"),
        (UNA | {"municipio_id": "31204"}, "no es parte del formulario"),
    ],
)
def test_lo_que_no_sirve_se_dice_en_su_campo_y_no_se_pierde(casa, tecnico, campos, dice):
    if "municipio_id" in campos:  # un nombre que no es de una fila viaja tal cual
        datos = formulario_de(tecnico.get(TECHO).text).valores
        datos |= {"fuente-0": "41-113", "monto-0": "5", "municipio_id": "31204"}
        mal = tecnico.post(TECHO, data=datos | {"accion": "guardar"})
    else:
        mal = mandar(tecnico, "guardar", **campos)
        for nombre, valor in campos.items():
            if nombre != "fuente_0":
                assert formulario_de(mal.text).valores[nombre.replace("_", "-")] == valor
    assert mal.status_code == 422
    assert dice in mal.text
    assert hay(casa) == {}


def test_una_fuente_repetida_se_rechaza_y_la_fila_en_blanco_no_cuenta(casa, tecnico):
    dos = mandar(tecnico, "agregar", **UNA).text
    repetida = mandar(tecnico, "guardar", dos, fuente_1="otra", otra_1="41-113", monto_1="5")
    assert repetida.status_code == 422
    assert "ya está más arriba" in repetida.text
    assert mandar(tecnico, "guardar", dos).status_code == 303
    assert list(hay(casa)) == ["41-113"]


@pytest.fixture
def fijado(casa):
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    montos = {"41-113": Dinero.de(100), "41-119": Dinero.de(50)}
    techos.fijar(contexto, casa.unidad(TUNARI), montos)
    return casa


def test_reemplazar_pide_confirmar_mostrando_las_dos_versiones(fijado, tecnico):
    pregunta = mandar(tecnico, "guardar", monto_0="300")
    assert pregunta.status_code == 200
    assert "¿Reemplazar el dinero disponible?" in pregunta.text
    for monto in ("Bs\u00a0100,00", "Bs\u00a0300,00", "Bs\u00a0150,00", "Bs\u00a0350,00"):
        assert monto in pregunta.text
    assert hay(fijado)["41-113"].valor == Dinero.de(100)
    vuelta = mandar(tecnico, "ver", pregunta.text)
    assert formulario_de(vuelta.text).valores["monto-0"] == "300"
    assert mandar(tecnico, "reemplazar", pregunta.text).status_code == 303
    assert hay(fijado)["41-113"].valor == Dinero.de(300)


def test_repetir_el_envio_no_hace_nada(fijado, tecnico):
    pregunta = mandar(tecnico, "guardar", monto_0="300").text
    mandar(tecnico, "reemplazar", pregunta)
    antes = hechos_de(fijado)
    assert mandar(tecnico, "reemplazar", pregunta).status_code == 303
    assert hechos_de(fijado) == antes
    assert "no cambió nada" in tecnico.get(TECHO).text


def test_si_otra_persona_guardo_antes_se_ven_los_dos_y_no_se_pierde_nada(fijado, tecnico):
    abierta = tecnico.get(TECHO).text
    contexto = fijado.contexto(TUNARI, GESTION, "otra")
    techos.fijar(contexto, fijado.unidad(TUNARI), {"41-113": Dinero.de(777)})
    tarde = mandar(tecnico, "guardar", abierta, monto_0="300")
    assert tarde.status_code == 409
    assert "Bs\u00a0777,00" in tarde.text
    assert formulario_de(tarde.text).valores["monto-0"] == "300"
    assert hay(fijado)["41-113"].valor == Dinero.de(777)
    pregunta = mandar(tecnico, "guardar", tarde.text)
    assert mandar(tecnico, "reemplazar", pregunta.text).status_code == 303
    assert hay(fijado)["41-113"].valor == Dinero.de(300)


def test_ya_publicada_avisa_que_el_resultado_no_cambia(casa, tecnico):
    sembrar(casa)
    assert "ya no lo cambia" not in tecnico.get(TECHO).text
    hasta(casa, "publicar")
    assert "cambiar el dinero ya no lo cambia" in tecnico.get(TECHO).text


@pytest.mark.parametrize("rol", [r for r in Rol if Nivel.MUNICIPIO in NIVELES[r]])
def test_solo_quien_puede_lo_fija(casa, rol):
    cliente = entrar_como(casa, rol, TUNARI)
    esperado = 200 if Accion.FIJAR_TECHO in PERMISOS[rol] else 403
    assert cliente.get(TECHO).status_code == esperado
    ajeno = entrar_como(casa, rol, CHIMORE)
    datos = {"csrf_token": ficha_de(ajeno, "/"), "accion": "guardar", "filas": "1",
             "fuente-0": "41-113", "monto-0": "5"}  # fmt: skip
    assert ajeno.post(TECHO, data=datos).status_code == 403
    assert anonimo(casa).get(TECHO).location.startswith("/entrar")
    assert hay(casa) == {}


def test_el_rotulo_del_dinero_viaja_con_la_corrida(casa):
    """Cambiar el techo después no le quita al POA publicado que su dinero era un supuesto."""
    sembrar(casa)
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    supuesto = {"41-113": techos.Monto(Dinero.de(80_000), "Promedio de 2025", simulado=True)}
    techos.fijar(contexto, casa.unidad(TUNARI), supuesto)
    hasta(casa, "publicar")
    techos.fijar(contexto, casa.unidad(TUNARI), {"41-119": Dinero.de(1)})
    poa = anonimo(casa).get(f"/villa-tunari/poa?gestion={GESTION}").text
    [dinero] = [t for t in poa.split("<section") if 'id="dinero"' in t]
    assert "Promedio de 2025" in dinero
    assert "simulado" in dinero
