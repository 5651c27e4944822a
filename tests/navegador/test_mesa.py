"""La mesa de un encuentro en Chromium, de punta a punta y solo con teclado."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.roles import Rol
from nucleo.servicios import eventos, gestiones
from nucleo.web.sesion import COOKIE
from tests.navegador.conftest import servida
from tests.web.casa import TUNARI, crear_usuario, dar_mandato, entrar_sin_navegador, fundar

GESTION = 2031
MESA = f"/villa-tunari/ciclo/eda-1/mesa?gestion={GESTION}"
PROYECTOR = MESA.replace("/mesa?", "/proyector?")
RECLAMOS = f"/villa-tunari/reclamos?gestion={GESTION}"
POR_SEXO = {
    "favor_mujeres": "31", "favor_hombres": "28", "contra_mujeres": "2", "contra_hombres": "1",
    "abstencion_mujeres": "0", "abstencion_hombres": "4",
}  # fmt: skip
TABULACIONES = 200
REGLAS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def sitio(tmp_path):
    """Villa Tunari con el primer encuentro de la gestión en curso."""
    casa = fundar(tmp_path)
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    gestiones.abrir(contexto, casa.unidad(TUNARI))
    hacia = EstadoDeEvento.EN_CURSO
    eventos.avanzar(contexto, casa.unidad(TUNARI), "eda-1", 1, hacia, saltar="prueba")
    usuario = crear_usuario(casa)
    dar_mandato(casa, usuario, Rol.TECNICO_MUNICIPAL, TUNARI)
    with servida(casa.web) as direccion:
        yield direccion, entrar_sin_navegador(casa, usuario)
    casa.cerrar()


@pytest.fixture
def pagina(page, sitio):
    direccion, secreto = sitio
    page.context.add_cookies([{"name": COOKIE, "value": secreto, "url": direccion}])
    page.goto(direccion + MESA)
    return page


def tabular_hasta(pagina, selector, texto=""):
    """El foco en lo que cumpla el selector y diga eso, apretando solo el tabulador."""
    prueba = "([s, t]) => document.activeElement.matches(s) && (!t || document.activeElement"
    for _ in range(TABULACIONES):
        pagina.keyboard.press("Tab")
        if pagina.evaluate(f"{prueba}.textContent.includes(t))", [selector, texto]):
            return
    pytest.fail(f"no se llega a {selector} {texto}")


def llenar(pagina, accion, ancla, **campos):
    formulario = f'form[action*="accion={accion}"]'
    for campo, valor in campos.items():
        tabular_hasta(pagina, f'{formulario} [name$="-{campo}"]')
        pagina.keyboard.type(valor)
    tabular_hasta(pagina, f"{formulario} button")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    assert pagina.url.endswith(f"#{ancla}")
    assert pagina.evaluate("document.activeElement.id") == ancla


def desplegar(pagina, texto):
    tabular_hasta(pagina, "summary", texto)
    pagina.keyboard.press("Enter")


def test_un_encuentro_entero_solo_con_el_teclado(pagina, sitio):
    llenar(pagina, "abrir", "punto")
    llenar(pagina, "decir", "punto", informo="Concejo", dicho="Se leyeron las reglas")
    llenar(pagina, "preguntar", "votacion", pregunta="¿Se aprueban las reglas?")
    desplegar(pagina, "disenso")
    llenar(pagina, "disentir", "votacion", quien="Sindicato Litoral", por_que="Faltan intervalos")
    llenar(pagina, "contar", "votacion", **POR_SEXO)
    llenar(pagina, "acordar", "acuerdos", que="Publicar el informe", responsable="Secretaría")
    desplegar(pagina, "Anotar un reclamo")
    llenar(pagina, "reclamar", "reclamos", sobre="Un s", asunto="Posta", texto="Falta la enfermera")
    desplegar(pagina, "Responder: Posta")
    llenar(pagina, "responder", "reclamos", respuesta="Se contrata", responsable="Salud")
    desplegar(pagina, "Agregar un punto")
    llenar(pagina, "agregar", "agenda", texto="Agua en la escuela")
    pagina.goto(sitio[0] + MESA)
    llenar(pagina, "cerrar", "punto")
    llenar(pagina, "abrir", "punto")
    pagina.goto(sitio[0] + PROYECTOR)
    cuerpo = pagina.locator("main").inner_text()
    assert "59" in cuerpo
    assert "Publicar el informe" in cuerpo
    assert "Sindicato Litoral" not in cuerpo
    for ruta in (MESA, PROYECTOR, RECLAMOS):
        revisar(pagina, sitio[0] + ruta)


def revisar(pagina, direccion):
    """Accesible en claro y en oscuro, y sin desborde a 320 px."""
    for ancho, colores in ((1280, "light"), (320, "dark")):
        pagina.set_viewport_size({"width": ancho, "height": 800})
        pagina.emulate_media(color_scheme=colores)
        pagina.goto(direccion)
        hallado = Axe().run(pagina, options=REGLAS)
        assert not hallado.response["violations"], hallado.generate_report()
        assert pagina.evaluate("document.documentElement.scrollWidth") <= ancho
