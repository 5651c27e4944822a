"""La gestión entera como la vive cada persona, en Chromium y por pantalla, sin una consola.

De un municipio que no existía a una demanda ante su diputado: cada quien entra con su enlace, hace
lo suyo y nada más. Solo el primer enlace sale de la consola, como al instalar.
"""

import re
from dataclasses import dataclass

import pyotp
import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnDepartamento, EnMunicipio, EnPlataforma
from nucleo.dominio.roles import Rol
from nucleo.servicios import identidad
from nucleo.servicios.bitacora import verificar
from nucleo.servicios.identidad import Invitacion
from tests.navegador.conftest import servida

GESTION = 2027
MUNICIPIO = "tiraque"
CLAVE = "cuatro llamas cruzan el rio {}"
TELEFONO, ESCRITORIO = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
PARA_EL_DIPUTADO = "Ampliación de la posta de salud"
DEMANDAS = {
    "Sindicato Boquerón": "Agua potable por gravedad",
    "Sindicato Cañacota": PARA_EL_DIPUTADO,
    "Junta vecinal Centro": "Empedrado de la calle principal",
}


@dataclass
class Gente:
    """El navegador y la dirección; abre una pestaña aparte para cada persona."""

    navegador: object
    sitio: str

    def aceptar(self, enlace, nombre, tamano=ESCRITORIO):
        """Abre su enlace, crea la cuenta y, si su cargo lo pide, pone el segundo factor."""
        contexto = self.navegador.new_context(base_url=self.sitio, viewport=tamano)
        contexto.set_default_timeout(15_000)
        p = contexto.new_page()
        p.goto(enlace)
        p.fill("[name=nombre]", nombre)
        for campo in p.locator("input[type=password]").all():
            campo.fill(CLAVE.format(nombre))
        apretar(p, p.get_by_role("button", name="Crear mi cuenta y aceptar"))
        if "/mi/segundo-factor" in p.url:
            poner_factor(p)
        return p


def poner_factor(p):
    """Como con el teléfono: se teclea la semilla y se devuelve el código del momento."""
    semilla = re.search(r"\b(?:[A-Z2-7]{4}[ \u00a0]?){8}\b", p.inner_text("main"))[0]
    p.fill("[name=codigo]", pyotp.TOTP(re.sub(r"\s", "", semilla)).now())
    apretar(p, p.get_by_role("button", name="Poner el segundo paso"))
    assert "recuperación" in p.inner_text("main")


@pytest.fixture
def casa(tmp_path):
    casa = Casa(tmp_path, RAIZ / "configuraciones", f"sqlite:///{tmp_path / 'base.db'}")
    casa.actualizar_base()
    yield casa
    casa.cerrar()


@pytest.fixture
def gente(browser, casa):
    with servida(casa.app()) as sitio:
        yield Gente(browser, sitio)


def enlace_de_la_consola(casa):
    """Lo que imprime `tinkuy usuario invitar`."""
    invitacion = Invitacion(
        "gobernacion@ejemplo.bo", Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("03")
    )
    contexto = casa.contexto(EnPlataforma(), 0, "consola:prueba")
    return f"/invitacion/{identidad.invitar(contexto, casa.unidad(EnPlataforma()), invitacion)}"


def enviar(p, boton, **campos):
    """Llena lo que haya que llenar por su nombre y aprieta el botón."""
    for nombre, valor in campos.items():
        campo = p.locator(f"[name={nombre}]")
        if campo.evaluate("e => e.tagName") == "SELECT":
            opcion = campo.locator("option", has_text=valor).first.get_attribute("value")
            campo.select_option(opcion)
        elif campo.get_attribute("type") == "checkbox":
            campo.check()
        else:
            campo.fill(valor)
    apretar(p, p.get_by_role("button", name=boton, exact=True).first)


def apretar(p, donde):
    """Aprieta y espera la página que sigue: un clic de más caería en la de antes."""
    with p.expect_navigation():
        donde.click()


def enlace_mostrado(p):
    """El de la invitación, que se muestra una sola vez."""
    return re.search(r"/invitacion/[\w-]+", p.content())[0]


def invitar(p, lugar, rol, correo, *elecciones):
    """Desde «Personas»: el cargo, dónde o por quién si hace falta, y el correo."""
    p.goto(f"{lugar}/personas/invitar?rol={rol.value}")
    for eleccion in elecciones:
        enviar(p, "Seguir", **eleccion)
    enviar(p, "Invitar", correo=correo)
    return enlace_mostrado(p)


def llenar_formulario(p, titulo, costo, **mas):
    """Del primer paso a «Revisar» o a «A nombre de quién», con una sola demanda."""
    enviar(p, "Guardar y seguir", fecha="12/07/2026", lugar_asamblea="Sede del sindicato",
           asistentes_mujeres="31", asistentes_hombres="28")  # fmt: skip
    enviar(p, "Guardar y seguir")  # cómo estamos
    p.locator("details").evaluate_all("todos => todos.forEach(e => e.open = true)")
    enviar(p, "Guardar y seguir", demanda=titulo, sector="Infraestructura",
           costo=costo, beneficiarias="120", beneficiarios="110", **mas)  # fmt: skip
    enviar(p, "Guardar y seguir")  # la segunda, que es opcional


def presentar(p):
    enviar(p, "Presentar")
    assert "Recibo" in p.inner_text("h1")
    assert p.locator("main svg").count() >= 1, "el recibo lleva su QR"


def test_de_un_municipio_nuevo_a_la_mesa_del_diputado(casa, gente):
    # La gobernación da de alta el municipio y le deja su enlace a quien lo administrará
    gobernacion = gente.aceptar(enlace_de_la_consola(casa), "Gobernación")
    gobernacion.goto("/departamentos/cochabamba/municipios/alta")
    enviar(gobernacion, "Dar de alta", municipio="Tiraque", autoriza=True,
           constancia="Nota GAM 12/2026", correo="admin@tiraque.bo")  # fmt: skip
    administracion = gente.aceptar(enlace_mostrado(gobernacion), "Administración")

    # La administración anota las organizaciones e invita a cada cargo
    organizaciones = anotar_organizaciones(administracion)
    casa_de = f"/{MUNICIPIO}"
    tecnico = gente.aceptar(
        invitar(administracion, casa_de, Rol.TECNICO_MUNICIPAL, "tecnico@tiraque.bo"), "Técnico"
    )
    alcaldesa = gente.aceptar(
        invitar(administracion, casa_de, Rol.ALCALDIA, "alcaldesa@tiraque.bo"), "Alcaldesa"
    )
    dirigenta = gente.aceptar(
        invitar(administracion, casa_de, Rol.DIRIGENCIA, "dirigenta@tiraque.bo",
                {"organizacion": "Sindicato Boquerón"}),
        "Dirigenta", TELEFONO,
    )  # fmt: skip

    # Tres OTB: una por su dirigenta en el teléfono, una en papel y una a nombre de
    por_su_dirigenta(dirigenta)
    en_papel(tecnico, organizaciones["Sindicato Cañacota"])
    a_nombre_de(tecnico, organizaciones["Junta vecinal Centro"])

    # La Cumbre: dinero, cerrar, acordar, calificar y publicar
    cumbre(tecnico, alcaldesa)

    # A la región, y el diputado la ve
    alcaldesa.goto(f"/{MUNICIPIO}/entregas?gestion={GESTION}")
    region = alcaldesa.locator("main a[href*='/entregas/uninominal-']").first
    slug = re.search(r"uninominal-\d+", region.get_attribute("href"))[0]
    apretar(alcaldesa, region)
    enviar(alcaldesa, "Entregar todas")
    diputado = gente.aceptar(
        invitar(gobernacion, "/departamentos/cochabamba", Rol.DIPUTACION, "diputado@ejemplo.bo",
                {"sobre": f"uninominal {slug.rpartition('-')[2]}"}),
        "Diputado",
    )  # fmt: skip
    diputado.goto("/mi")
    apretar(diputado, diputado.locator(f"main a[href*='{slug}']").first)
    suyas = diputado.inner_text("main")
    assert PARA_EL_DIPUTADO in suyas
    assert DEMANDAS["Sindicato Boquerón"] not in suyas, "es del municipio: no le toca"

    # Y la gobernación ve el avance, sin un nombre de nadie
    gobernacion.goto("/departamentos/cochabamba/administracion")
    fila = gobernacion.locator("tr", has_text="Tiraque").first.inner_text()
    assert "Publicar el resultado" in fila
    assert not verificar(casa.unidad(EnMunicipio(31601)), alta=True)


def anotar_organizaciones(p):
    hechas = {}
    for nombre in DEMANDAS:
        p.goto(f"/{MUNICIPIO}/organizaciones/nueva")
        tipo = "Junta vecinal" if nombre.startswith("Junta") else "Comunidad campesina"
        enviar(p, "Registrar", nombre=nombre, tipo=tipo)
        hechas[nombre] = re.search(r"/organizaciones/([0-9a-f-]{36})", p.url)[1]
    for nombre, cargo in (
        ("Junta vecinal Centro", "Presidenta"),
        ("Sindicato Cañacota", "Secretario general"),
    ):
        p.goto(f"/{MUNICIPIO}/organizaciones/{hechas[nombre]}/dirigencias/nueva")
        enviar(p, "Agregar", nombre=f"{cargo} de {nombre}", cargo=cargo)
    return hechas


def por_su_dirigenta(p):
    """En un teléfono de 320 px: solo por su organización, y el borrador no se pierde."""
    p.goto(f"/{MUNICIPIO}/formularios/nuevo?gestion={GESTION}")
    enviar(p, "Guardar y salir", fecha="12/07/2026", lugar_asamblea="Sede del sindicato",
           asistentes_mujeres="31", asistentes_hombres="28")  # fmt: skip
    p.goto(f"/{MUNICIPIO}/formularios")
    p.locator("main a[href*='/asamblea'], main a[href*='/formularios/']").filter(
        has_text=re.compile("Seguir|Boquerón")
    ).first.click()
    p.wait_for_load_state()
    if "/asamblea" not in p.url:
        p.goto(re.sub(r"(/formularios/[0-9a-f-]{36}).*", r"\1/asamblea", p.url))
    assert p.input_value("[name=fecha]") == "12/07/2026"
    llenar_formulario(p, DEMANDAS["Sindicato Boquerón"], "180000")
    presentar(p)
    for ajena in ("techo", "personas", "ajustes", "priorizacion/congelar"):
        assert p.goto(f"/{MUNICIPIO}/{ajena}").status == 403


def en_papel(p, organizacion):
    """Se imprime la hoja, vuelve llena, y al transcribirla dos veces no se duplica."""
    p.goto(f"/{MUNICIPIO}/formularios/planilla?gestion={GESTION}&de={organizacion}&cuantas=1")
    codigo = re.search(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b", p.inner_text("main"))[0]
    abrir_por_codigo(p, codigo)
    llenar_formulario(p, PARA_EL_DIPUTADO, "95.000,50", competencia="Compartida")
    enviar(p, "Guardar y seguir", dirigencia="Secretario general", medio="Planilla en papel",
           detalle=f"Hoja {codigo}, con firma y sello", motivo="No tiene correo")  # fmt: skip
    presentar(p)
    recibo = p.url
    abrir_por_codigo(p, codigo)
    assert p.url == recibo


def abrir_por_codigo(p, codigo):
    """Sin cámara: el código de la hoja se escribe a mano."""
    p.goto(f"/{MUNICIPIO}/formularios")
    enviar(p, "Abrir", codigo=codigo)


def a_nombre_de(p, organizacion):
    """Una presidenta sin correo: el técnico teclea, y queda con qué constancia y por qué."""
    p.goto(f"/{MUNICIPIO}/formularios/nuevo?gestion={GESTION}&organizacion={organizacion}")
    llenar_formulario(p, DEMANDAS["Junta vecinal Centro"], "240000")
    assert "/nombre" in p.url
    enviar(p, "Guardar y seguir", dirigencia="Presidenta", medio="Huella dactilar",
           detalle="Huella en la planilla", motivo="No tiene correo")  # fmt: skip
    presentar(p)
    assert "Huella dactilar" in p.inner_text("main")


def cumbre(tecnico, alcaldesa):
    tecnico.goto(f"/{MUNICIPIO}/techo?gestion={GESTION}")
    fuente = tecnico.locator("select[name^=fuente]").first
    fuente.select_option(fuente.locator("option", has_text="41-113").first.get_attribute("value"))
    tecnico.locator("input[name^=monto]").first.fill("300000")
    enviar(tecnico, "Guardar")
    for quien, paso, boton, campos in (
        (tecnico, "congelar", "Cerrar la lista", {}),
        (tecnico, "acordar", "Guardar el acuerdo", {}),
        (tecnico, "calificar", "Guardar la calificación", {}),
        (alcaldesa, "publicar", "Publicar el resultado", {"firme": True}),
    ):
        quien.goto(f"/{MUNICIPIO}/priorizacion/{paso}?gestion={GESTION}")
        enviar(quien, boton, **campos)
    alcaldesa.goto(f"/{MUNICIPIO}/poa?gestion={GESTION}")
    assert "Entra" in alcaldesa.content()
    tecnico.goto(f"/{MUNICIPIO}/priorizacion/publicar?gestion={GESTION}")
    assert tecnico.get_by_role("button", name="Publicar el resultado").count() == 0
