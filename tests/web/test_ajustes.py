"""Los ajustes por pantalla, en una casa de verdad: encender, apagar, ajustar, volver atrás."""

from io import BytesIO

import pytest
from PIL import Image

from nucleo.dominio.roles import Rol
from tests.web.casa import CHIMORE, COCHABAMBA, TUNARI, en, entrar_como, enviar, ficha_de

RAIZ = "/villa-tunari/ajustes"
SALUD = f"{RAIZ}/modulos/salud"
DEL_DEPARTAMENTO = "/departamentos/cochabamba/ajustes"
PAGINAS = (
    "", "/general", "/marca", "/escudo", "/historial", "/modulos/salud", "/modulos/lista_con_techo",
    "/modulos/edc_competencias", "/modulos/salud/apagar",
)  # fmt: skip


@pytest.fixture
def ana(casa):
    return entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI, nombre="Ana Quispe")


@pytest.fixture
def luz(casa):
    return entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA, nombre="Luz Rojas")


def cambios_de(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return unidad.ajustes.todos()


def imagen(formato="PNG", lado=600):
    salida = BytesIO()
    Image.new("RGB", (lado, lado), "#7a1f1f").save(salida, formato)
    return salida.getvalue()


# ── Módulos ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pagina", PAGINAS)
def test_las_paginas_se_abren_en_los_dos_ambitos(ana, luz, pagina):
    assert ana.get(RAIZ + pagina).status_code == 200
    assert luz.get(DEL_DEPARTAMENTO + pagina).status_code == 200


def test_apagado_da_404_y_al_encender_vuelve_en_esta_y_en_otra_instancia(casa, ana):
    otra = en(casa.instancia)
    paginas = [ana, otra.web.test_client()]
    ver = lambda: [p.get("/villa-tunari/salud/").status_code for p in paginas]  # noqa: E731
    try:
        assert ver() == [200, 200]
        assert enviar(ana, f"{SALUD}/apagar").status_code == 303
        assert ver() == [404, 404]
        assert "Salud" not in paginas[1].get("/villa-tunari").text
        assert paginas[1].get("/chimore/salud/").status_code == 200
        assert enviar(ana, RAIZ, accion=f"{SALUD}/encender").status_code == 303
        assert ver() == [200, 200]
        assert "Salud" in paginas[1].get("/villa-tunari").text
    finally:
        otra.cerrar()


def test_apagar_dice_que_se_pierde_y_que_no(ana):
    texto = ana.get(f"{RAIZ}/modulos/lista_con_techo/apagar").text
    assert "no se borran" in texto
    assert "Es el que decide hoy qué entra al POA" in texto
    for plugin in ("partes_iguales", "reparto_por_distrito"):
        otra = ana.get(f"{RAIZ}/modulos/{plugin}/apagar").text
        assert "decide hoy qué entra" not in otra
        enviar(ana, f"{RAIZ}/modulos/{plugin}/apagar")
    texto = ana.get(f"{RAIZ}/modulos/lista_con_techo/apagar").text
    assert "Es el único que decide qué entra al POA" in texto
    assert "Es el único que propone criterios" not in texto
    for plugin in ("salud", "educacion"):
        enviar(ana, f"{RAIZ}/modulos/{plugin}/apagar")
    assert "Es el único que propone criterios" in ana.get(f"{RAIZ}/modulos/equidad/apagar").text


def test_el_formulario_sale_del_esquema_y_guarda_solo_lo_distinto(casa, ana):
    texto = ana.get(SALUD).text
    assert "Peso del tiempo hasta el establecimiento" in texto
    assert "Un número desde 0." in texto
    assert "propuesto por el módulo" in texto
    assert enviar(ana, SALUD, peso_acceso="2,5").status_code == 303
    [cambio] = cambios_de(casa)
    assert cambio.valor == {"valor": {"peso_acceso": 2.5}}
    assert cambio.quien.startswith("Ana Quispe, Administración municipal")
    origen = str(casa.configuracion(TUNARI).origenes["plugins.salud.peso_acceso"])
    assert origen.startswith("por pantalla, por Ana Quispe")
    assert "Lo heredado: 1." in ana.get(SALUD).text
    assert enviar(ana, SALUD, peso_acceso="1").status_code == 303
    assert cambios_de(casa)[-1].valor == {}


@pytest.mark.parametrize(
    ("campos", "motivo"),
    [
        ({"peso_acceso": "-1"}, "se esperaba un número desde 0"),
        ({"peso_acceso": "mucho"}, "Se espera un número."),
        ({"ajeno": "1"}, "Este dato no es parte del formulario."),
    ],
)
def test_lo_invalido_no_se_guarda_y_dice_que_campo(casa, ana, campos, motivo):
    respuesta = enviar(ana, SALUD, **campos)
    assert respuesta.status_code == 422
    assert motivo in respuesta.text
    assert not cambios_de(casa)


def test_dos_a_la_vez_quien_guarda_despues_ve_la_diferencia(casa, ana):
    otra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI, nombre="Eva")
    ficha = ficha_de(otra, SALUD)
    comunes = {"csrf_token": ficha, "version": "0", "minutos_lejos": "120", "peso_sin_seguro": "1"}
    enviar(ana, SALUD, peso_acceso="7")
    respuesta = otra.post(SALUD, data={**comunes, "peso_acceso": "5", "partida": "{}"})
    assert respuesta.status_code == 409
    assert 'value="5"' in respuesta.text
    assert "<strong>7</strong>" in respuesta.text
    assert len(cambios_de(casa)) == 1
    repetida = otra.post(SALUD, data={**comunes, "peso_acceso": "7", "partida": "{}"})
    assert repetida.status_code == 303
    assert len(cambios_de(casa)) == 1


# ── Idiomas, palabras y regla ───────────────────────────────────────────────────────────────────


def test_los_idiomas_llevan_orden_y_no_se_repite_el_lugar(casa, ana):
    puestos = {"idiomas.es": "2", "idiomas.qu": "1", "vocabulario": "sindicato"}
    assert enviar(ana, f"{RAIZ}/general", **puestos).status_code == 303
    configuracion = casa.configuracion(TUNARI)
    assert (configuracion.idiomas, configuracion.vocabulario) == (("qu", "es"), "sindicato")
    for mal, motivo in [
        ({"idiomas.es": "1", "idiomas.qu": "1"}, "Dos idiomas no pueden tener el mismo lugar."),
        ({"idiomas.es": "", "idiomas.qu": ""}, "Deje al menos un idioma."),
        ({"idiomas.es": "99"}, "Elija una de la lista."),
        ({"vocabulario": "../.."}, "Elija una de la lista."),
    ]:
        respuesta = enviar(ana, f"{RAIZ}/general", **mal)
        assert respuesta.status_code == 422
        assert motivo in respuesta.text
    assert casa.configuracion(TUNARI).idiomas == ("qu", "es")


# ── Marca ───────────────────────────────────────────────────────────────────────────────────────


def test_la_marca_va_a_la_cabecera_sin_nada_en_linea(ana):
    enviar(ana, f"{RAIZ}/marca", nombre="Tunari <b>Vive", color="#7A1F1F")
    texto = ana.get("/villa-tunari").text
    assert "Tunari &lt;b&gt;Vive" in texto
    hoja = texto.split('rel="stylesheet" href="')[2].split('"')[0]
    servida = ana.get(hoja)
    assert servida.mimetype == "text/css"
    assert "--principal:#7a1f1f" in servida.text
    assert "immutable" in servida.headers["Cache-Control"]
    assert ana.get("/villa-tunari/marca/0123456789abcdef.css").status_code == 404
    assert 'style="' not in texto


@pytest.mark.parametrize(
    ("color", "motivo"),
    [
        ("#ffd400", "las letras no se leen sobre el fondo; el más cercano que sí es #806a00"),
        ("rojo", "se esperaba un color como #0b5d5b"),
        ("#000;}body{display:none", "se esperaba un color como"),
    ],
)
def test_un_color_que_no_se_lee_o_no_es_color_se_rechaza(casa, ana, color, motivo):
    respuesta = enviar(ana, f"{RAIZ}/marca", color=color)
    assert respuesta.status_code == 422
    assert motivo in respuesta.text
    assert not cambios_de(casa)


@pytest.mark.parametrize("formato", ["PNG", "JPEG", "WEBP"])
def test_el_escudo_se_reescribe_y_se_sirve(casa, ana, formato):
    subido = imagen(formato) + b"<script>alert(1)</script>"
    respuesta = enviar(ana, f"{RAIZ}/escudo", escudo=(BytesIO(subido), "escudo.png"))
    assert respuesta.status_code == 303
    resumen = casa.configuracion(TUNARI).marca.escudo
    servido = ana.get(f"/villa-tunari/escudo/{resumen}")
    assert servido.mimetype == f"image/{formato.lower()}"
    assert b"script" not in servido.data
    assert Image.open(BytesIO(servido.data)).width == 512
    assert f'src="/villa-tunari/escudo/{resumen}"' in ana.get("/villa-tunari").text


@pytest.mark.parametrize(
    ("contenido", "motivo"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "PNG, JPEG o WebP"),
        (b"GIF89a" + b"\0" * 40, "PNG, JPEG o WebP"),
        (imagen()[:60], "PNG, JPEG o WebP"),
        (b"\0" * (512 * 1024 + 1), "512 kB"),
        (b"", "PNG, JPEG o WebP"),
    ],
)
def test_lo_que_no_es_imagen_no_entra(casa, ana, contenido, motivo):
    respuesta = enviar(ana, f"{RAIZ}/escudo", escudo=(BytesIO(contenido), "escudo.png"))
    respuesta.request.environ["wsgi.input"].close()  # lo grande viaja en un archivo pasajero
    assert respuesta.status_code == 422
    assert motivo in respuesta.text
    assert not casa.adjuntos(TUNARI).resumenes()
    assert not cambios_de(casa)


def test_por_la_direccion_del_escudo_no_sale_otro_archivo(casa, ana):
    resumen = casa.adjuntos(TUNARI).guardar(b"una planilla con nombres")
    assert ana.get(f"/villa-tunari/escudo/{resumen}").status_code == 404


# ── Departamento ────────────────────────────────────────────────────────────────────────────────


def test_lo_del_departamento_llega_a_sus_municipios_salvo_lo_que_ellos_dijeron(casa, ana, luz):
    enviar(ana, f"{RAIZ}/marca", color="#7a1f1f")
    enviar(luz, f"{DEL_DEPARTAMENTO}/marca", nombre="Gobernación", color="#004d40")
    enviar(luz, f"{DEL_DEPARTAMENTO}/escudo", escudo=(BytesIO(imagen()), "e.png"))
    otra = en(casa.instancia)
    try:
        tunari, chimore = otra.configuracion(TUNARI), otra.configuracion(CHIMORE)
        assert (tunari.marca.nombre, tunari.marca.color) == ("Gobernación", "#7a1f1f")
        assert chimore.marca.color == "#004d40"
        assert str(chimore.origenes["marca.color"]).startswith("por pantalla del departamento, por")
        nadie = otra.web.test_client()
        escudo = nadie.get(f"/chimore/escudo/{chimore.marca.escudo}")
        assert escudo.mimetype == "image/png"
        assert "<small>Chimoré</small>" in nadie.get("/chimore").text
    finally:
        otra.cerrar()


# ── Historial ───────────────────────────────────────────────────────────────────────────────────


def test_el_historial_dice_quien_y_se_vuelve_al_anterior_con_confirmacion(casa, ana):
    enviar(ana, SALUD, peso_acceso="2")
    enviar(ana, SALUD, peso_acceso="3")
    texto = ana.get(f"{RAIZ}/historial").text
    assert "encendido; Peso del tiempo hasta el establecimiento: 3" in texto
    assert "Ana Quispe" in texto
    confirmar = ana.get(f"{RAIZ}/historial/2/volver").text
    assert "Quedaría" in confirmar
    assert len(cambios_de(casa)) == 2
    assert enviar(ana, f"{RAIZ}/historial/2/volver").status_code == 303
    assert casa.configuracion(TUNARI).plugins["salud"] == {"peso_acceso": 2.0}
    assert enviar(ana, f"{RAIZ}/heredado/plugins.salud").status_code == 303
    assert casa.configuracion(TUNARI).plugins["salud"] == {}
    assert ana.get(f"{RAIZ}/historial/99/volver").status_code == 404
    assert ana.get(f"{RAIZ}/heredado/idiomas").status_code == 404


def test_el_historial_se_pagina(ana):
    for n in range(13):
        enviar(ana, SALUD, peso_acceso=str(n + 2))
        enviar(ana, f"{RAIZ}/marca", nombre=f"Nombre {n}")
    assert "Página 1 de 2" in ana.get(f"{RAIZ}/historial").text
    assert ana.get(f"{RAIZ}/historial?pagina=2").status_code == 200


# ── Quién puede ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rol", "ambito"),
    [
        (Rol.TECNICO_MUNICIPAL, TUNARI),
        (Rol.ALCALDIA, TUNARI),
        (Rol.ADMINISTRACION_MUNICIPAL, CHIMORE),
        (Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA),
    ],
)
def test_otro_cargo_y_otro_municipio_no_entran_ni_cambian(casa, ana, rol, ambito):
    ajeno = entrar_como(casa, rol, ambito)
    for pagina in PAGINAS:
        assert ajeno.get(RAIZ + pagina).status_code == 403
    ficha = ficha_de(ajeno, "/mi")
    assert ajeno.post(f"{SALUD}/apagar", data={"csrf_token": ficha}).status_code == 403
    assert ana.get("/villa-tunari/salud/").status_code == 200
    assert not cambios_de(casa)


def test_el_municipio_no_toca_los_del_departamento(ana):
    assert ana.get(DEL_DEPARTAMENTO).status_code == 403


def test_sin_ficha_contra_csrf_no_cambia_nada(casa, ana):
    assert ana.post(f"{SALUD}/apagar").status_code == 400
    assert not cambios_de(casa)
