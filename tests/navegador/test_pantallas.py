"""Cada pantalla en Chromium: accesible, sin desbordes, en claro y oscuro, con y sin guiones."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from nucleo.dominio.roles import Rol
from nucleo.web.sesion import COOKIE
from tests.web.casa import CHIMORE, COCHABAMBA, PLATAFORMA, TUNARI

PAGINAS = {
    "portada": "/",
    "departamento": "/departamentos/cochabamba",
    "regiones": "/regiones",
    "region": "/regiones/uninominal-24",
    "edc": "/regiones/uninominal-24/edc",
    "edc_vacio": "/regiones/chapare/edc",
    "destinatario": "/regiones/uninominal-24/edc/diputado",
    "municipio": "/villa-tunari",
    "municipio_vacio": "/chimore",
    "demandas": "/villa-tunari/demandas",
    "demandas_sin_hallar": "/villa-tunari/demandas?texto=nada+de+esto",
    "ficha": "/villa-tunari/demandas/2027-0002",
    "matriz": "/villa-tunari/matriz",
    "poa": "/villa-tunari/poa",
    "poa_espera": "/villa-tunari/poa?ver=espera",
    "demandas_2": "/villa-tunari/demandas?orden=-costo&pagina=2",
    "regiones_filtradas": "/regiones?tipo=provincia&texto=chap",
    "portada_sin_hallar": "/?buscar=zzz",
    "error": "/villa-tunary",
    "error_http": "/no/hay/nada",
    "error_gestion": "/villa-tunari/demandas?gestion=abc",
}
DEL_DEMO = {
    "demo_ficha_real": "/villa-tunari/demandas/2027-0001",
    "demo_ficha_simulada": "/villa-tunari/demandas/2027-0004",
    "demo_matriz": "/villa-tunari/matriz",
    "demo_firmeza": "/villa-tunari/matriz/firmeza",
    "demo_porque": "/villa-tunari/demandas/2027-0001/porque",
    "demo_salon": "/villa-tunari/priorizacion/salon?p.equidad.mujeres=9",
    "demo_reglas": "/villa-tunari/priorizacion/reglas",
    "demo_ciclo": "/villa-tunari/ciclo",
    "demo_ciclo_sin_abrir": "/sacaba/ciclo?gestion=2029",
    "demo_encuentro": "/chimore/ciclo/cumbre-2",
    "demo_documentos": "/villa-tunari/ciclo/cumbre-3",
    "demo_control_social": "/villa-tunari/control-social",
    "demo_quien_sigue": "/villa-tunari/control-social/organizacion",
    "demo_programa": "/villa-tunari/control-social/programa",
    "demo_programa_vacio": "/sacaba/control-social/programa",
    "demo_linea_de_poa": "/villa-tunari/poa/lineas/1",
    "demo_informes": "/villa-tunari/ciclo/cumbre-1/informes",
    "demo_informe": "/villa-tunari/ciclo/cumbre-1/informes/financiero",
    "demo_informe_a_nombre": "/villa-tunari/ciclo/cumbre-1/informes/diputado",
    "demo_informe_vacio": "/chimore/ciclo/cumbre-1/informes/normativa",
    "demo_informe_grande": "/villa-tunari/ciclo/cumbre-1/informes/financiero/proyector",
    "demo_disputa_proyectada": "/chimore/ciclo/cumbre-2/proyector",
    "demo_asistencia": "/villa-tunari/ciclo/cumbre-2/asistencia",
    "demo_acta_sellada": "/villa-tunari/ciclo/cumbre-2/acta",
    "demo_reclamos": "/villa-tunari/reclamos",
    "demo_atrasado": "/shinahota",
    "demo_poa": "/villa-tunari/poa",
    "demo_edc": "/regiones/uninominal-24/edc",
    "demo_region": "/regiones/uninominal-24",
    "demo_agenda_edc": "/regiones/uninominal-24/agenda",
    "demo_encuentro_edc": "/villa-tunari/ciclo/edc",
    "demo_edc_ajeno": "/chimore/ciclo/edc",
    "demo_destinatario": "/regiones/uninominal-24/edc/gobiernos-municipales",
    "demo_municipio_vacio": "/sacaba",
    "demo_salud": "/villa-tunari/salud/",
    "demo_salud_vacia": "/sacaba/salud/",
}
ALCALDESA, TECNICO = (Rol.ALCALDIA, TUNARI), (Rol.TECNICO_MUNICIPAL, TUNARI)
CONTROL = (Rol.CONTROL_SOCIAL, TUNARI)
JEFA = (Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
GOBERNACION = (Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)
PLATAFORMISTA = (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA)
CON_SESION = {
    "mi": (ALCALDESA, "/mi"),
    "mi_seguridad": (ALCALDESA, "/mi/seguridad"),
    "mi_sesiones": (ALCALDESA, "/mi/sesiones"),
    "mi_clave": (ALCALDESA, "/mi/clave"),
    "mi_factor": (ALCALDESA, "/mi/segundo-factor"),
    "mi_historia": (ALCALDESA, "/mi/historia"),
    "trabajo": (ALCALDESA, "/villa-tunari/trabajo"),
    "panel": (ALCALDESA, "/villa-tunari/priorizacion"),
    "techo": (ALCALDESA, "/villa-tunari/techo"),
    "entregas": (ALCALDESA, "/villa-tunari/entregas"),
    "avance": (ALCALDESA, "/villa-tunari/avance"),
    "anclaje": (ALCALDESA, "/villa-tunari/ciclo/edc/anclaje"),
    "trabajo_de_control": (CONTROL, "/villa-tunari/trabajo"),
    "encargos": (CONTROL, "/villa-tunari/control-social/organizacion?ver=nadie"),
    "seguimiento_nuevo": (CONTROL, "/villa-tunari/control-social/actividades/nueva"),
    "encargo_nuevo": (CONTROL, "/villa-tunari/control-social/encargos/nuevo?que=coparticipacion:"),
    "ciclo_abrir": (TECNICO, "/villa-tunari/ciclo/abrir?gestion=2029"),
    "ciclo_entrega": (TECNICO, "/villa-tunari/ciclo/entrega"),
    "documentos_de_punto": (TECNICO, "/villa-tunari/ciclo/cumbre-2/documentos"),
    "documentos_con_nombres": (TECNICO, "/villa-tunari/ciclo/cumbre-3"),
    "encuentro_programar": (TECNICO, "/villa-tunari/ciclo/cumbre-2/programar"),
    "informe_escribir": (TECNICO, "/villa-tunari/ciclo/eda-1/informes/programacion/escribir"),
    "acta": (TECNICO, "/villa-tunari/ciclo/cumbre-2/acta"),
    "mesa_en_disputa": ((Rol.TECNICO_MUNICIPAL, CHIMORE), "/chimore/ciclo/cumbre-2/mesa"),
    "acta_en_observacion": (TECNICO, "/villa-tunari/ciclo/cumbre-3/acta"),
    "convocatoria_hecha": (TECNICO, "/villa-tunari/ciclo/cumbre-2/convocatoria"),
    "corregir": (TECNICO, "/villa-tunari/demandas/2027-0001/corregir"),
    "observar": (TECNICO, "/villa-tunari/demandas/2027-0001/observar"),
    "formularios": (TECNICO, "/villa-tunari/formularios"),
    "formulario_nuevo": (TECNICO, "/villa-tunari/formularios/nuevo"),
    "agrupar": (TECNICO, "/villa-tunari/agrupar"),
    "planillas": (TECNICO, "/villa-tunari/planillas"),
    "planilla": (TECNICO, "/villa-tunari/planillas/demandas"),
    "distritos": (TECNICO, "/villa-tunari/distritos"),
    "organizacion_nueva": (TECNICO, "/villa-tunari/organizaciones/nueva"),
    "personas": (JEFA, "/villa-tunari/personas"),
    "invitar": (JEFA, "/villa-tunari/personas/invitar?cargo=concejo"),
    "ajustes": (JEFA, "/villa-tunari/ajustes"),
    "ajustes_marca": (JEFA, "/villa-tunari/ajustes/marca"),
    "administracion": (GOBERNACION, "/departamentos/cochabamba/administracion"),
    "alta": (GOBERNACION, "/departamentos/cochabamba/municipios/alta"),
    "plataforma": (PLATAFORMISTA, "/plataforma"),
}
"""Lo que pide entrar: con qué cargo se mira, en el demo."""
DE_LA_PUERTA = {
    "entrar": "/entrar",
    "recuperar": "/recuperar",
    "funciones": "/mi/funciones",
    "demo_organizaciones": "/villa-tunari/organizaciones",
}
DEL_DEMO |= DE_LA_PUERTA | {pantalla: ruta for pantalla, (_, ruta) in CON_SESION.items()}
TODAS = PAGINAS | DEL_DEMO
REGLAS = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ]
}  # fmt: skip
CONTRASTE = {"runOnly": ["color-contrast"]}
"""Lo único que cambia con los colores."""
CARTA, CARTA_ACOSTADA = 720, 960
"""Píxeles útiles de una hoja carta con sus márgenes."""

pytestmark = pytest.mark.parametrize("pantalla", TODAS)


@pytest.fixture
def sitio(request, pantalla):
    """El servidor que tiene esa pantalla: el de las piezas en memoria o el del demo."""
    return request.getfixturevalue("demo_url" if pantalla in DEL_DEMO else "base_url")


@pytest.fixture(scope="module")
def pestania(browser):
    contexto = browser.new_context()
    yield contexto.new_page()
    contexto.close()


@pytest.fixture
def page(request, pestania, sitio, pantalla):
    """Una sola pestaña para todas: limpia, en claro y en pantalla; adentro, si hay que entrar."""
    pestania.context.clear_cookies()
    if pantalla in CON_SESION:
        secreto = request.getfixturevalue("sesion_de")(*CON_SESION[pantalla][0])
        pestania.context.add_cookies([{"name": COOKIE, "value": secreto, "url": sitio}])
    pestania.emulate_media(media="screen", color_scheme="light")
    return pestania


def abrir(page, sitio, pantalla, ancho, **consulta):
    a_lo_ancho(page, ancho)
    ruta = TODAS[pantalla]
    for clave, valor in consulta.items():
        ruta += f"{'&' if '?' in ruta else '?'}{clave}={valor}"
    respuesta = page.goto(sitio + ruta)
    assert pantalla not in CON_SESION or respuesta.status == 200, (ruta, respuesta.status)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def a_lo_ancho(page, ancho):
    page.set_viewport_size({"width": ancho, "height": 800})


def recortar(page):
    """Deja seis filas por tabla: las demás repiten los mismos colores."""
    page.evaluate(
        """() => document.querySelectorAll('tbody')
            .forEach(t => [...t.rows].slice(6).forEach(f => f.remove()))"""
    )


def desbordan(page):
    """Cuántos píxeles sobra la página a lo ancho."""
    raiz = "document.documentElement"
    return page.evaluate(f"{raiz}.scrollWidth - {raiz}.clientWidth")


def faltas(page, reglas):
    informe = Axe().run(page, options=reglas)
    return informe.generate_report() if informe.violations_count else ""


def test_axe_no_encuentra_faltas(page, sitio, pantalla):
    """En ancho de teléfono y de escritorio, en claro y en oscuro."""
    abrir(page, sitio, pantalla, 320)
    assert not faltas(page, REGLAS)
    a_lo_ancho(page, 1280)
    assert not faltas(page, REGLAS)
    recortar(page)
    page.emulate_media(color_scheme="dark")
    for ancho in (1280, 320):
        a_lo_ancho(page, ancho)
        assert not faltas(page, CONTRASTE), f"{ancho}, oscuro"


def test_impresa_cabe_y_se_lee(page, sitio, pantalla):
    """En una hoja carta y sobre papel blanco, también desde un navegador en oscuro."""
    page.emulate_media(media="print", color_scheme="dark")
    abrir(page, sitio, pantalla, CARTA_ACOSTADA if pantalla.endswith("matriz") else CARTA)
    assert desbordan(page) <= 0
    recortar(page)
    assert not faltas(page, CONTRASTE)


def test_ninguna_tabla_esconde_columnas(page, sitio, pantalla):
    """Ni en el teléfono, donde cada fila es una tarjeta, ni ante el proyector."""
    abrir(page, sitio, pantalla, 1280)
    for ancho in (1280, 320):
        a_lo_ancho(page, ancho)
        cortadas = page.evaluate(
            """() => [...document.querySelectorAll('.desborde')]
                .filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText.slice(0, 80))"""
        )
        assert cortadas == [], ancho


def test_no_se_desborda(page, sitio, pantalla):
    """Tampoco con textos un 40 % más largos ni con la letra al doble."""
    abrir(page, sitio, pantalla, 1280, idioma="pseudo")
    sobras = {"1280": desbordan(page)}
    for ancho in (768, 320):
        a_lo_ancho(page, ancho)
        sobras[str(ancho)] = desbordan(page)
    a_lo_ancho(page, 640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    sobras["letra al doble"] = desbordan(page)
    assert not {donde: sobra for donde, sobra in sobras.items() if sobra > 0}


def test_lo_que_se_toca_mide_24_pixeles(page, sitio, pantalla):
    """WCAG 2.5.8: los enlaces dentro de una frase quedan exentos."""
    abrir(page, sitio, pantalla, 320)
    chicos = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, nav a, .boton, summary')]
            .filter(e => e.type !== 'hidden' && e.getClientRects().length)
            .filter(e => e.getBoundingClientRect().height < 24)
            .map(e => e.outerHTML)"""
    )
    assert chicos == []


def test_nada_viene_de_fuera_ni_lo_frena_la_politica(page, sitio, pantalla):
    pedidas, quejas = [], []
    page.on("request", lambda r: pedidas.append(r.url))
    page.on("console", lambda m: quejas.append(m.text))
    abrir(page, sitio, pantalla, 1280)
    assert all(url.startswith(sitio) for url in pedidas)
    assert not [q for q in quejas if "404" not in q]
