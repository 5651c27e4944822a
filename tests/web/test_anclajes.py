"""Hospedar el EDC desde la pantalla, y lo que ven la región y los demás municipios."""

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.roles import Rol
from tests.web.casa import CHIMORE, COCHABAMBA, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.paginas import formulario_de, formularios_de

GESTION = 2031
EDC = f"/villa-tunari/ciclo/edc?gestion={GESTION}"
DE_CHIMORE = EDC.replace("villa-tunari", "chimore")
REGION, AGENDA = "/regiones/uninominal-24", f"/regiones/uninominal-24/agenda?gestion={GESTION}"
LUGAR = {"fecha": "20/06/2030", "hora": "09:00", "lugar": "Coliseo municipal"}


def en(parte, municipio="villa-tunari", gestion=GESTION):
    return f"/{municipio}/ciclo/edc/anclaje{parte}?gestion={gestion}"


@pytest.fixture
def alcaldesa(casa):
    return con_gestion(casa, TUNARI, "villa-tunari")


@pytest.fixture
def alcalde(casa):
    return con_gestion(casa, CHIMORE, "chimore")


def con_gestion(casa, ambito, slug, gestion=GESTION):
    cliente = entrar_como(casa, Rol.ALCALDIA, ambito)
    limite = f"10/09/{gestion - 1}"
    enviar(cliente, f"/{slug}/ciclo/abrir?gestion={gestion}", limite=limite)
    return cliente


@pytest.fixture
def anclado(alcaldesa):
    respuesta = enviar(alcaldesa, en(""), region="uninominal-24", convocatoria="Traigan.", **LUGAR)
    assert respuesta.status_code == 303, respuesta.text
    return alcaldesa


def empezar(cliente, slug="villa-tunari", gestion=GESTION):
    ruta = f"/{slug}/ciclo/edc/avanzar?gestion={gestion}&hacia=en_curso"
    assert enviar(cliente, ruta).status_code == 303


def acordar(cliente, que, slug="villa-tunari", gestion=GESTION):
    mesa = f"/{slug}/ciclo/edc/mesa?gestion={gestion}"
    todos = formularios_de(cliente.get(mesa).text)
    suyo = next(f for f in todos if "accion=acordar" in f.accion)
    nombres = {n.rpartition("-")[2]: n for n in suyo.valores}
    datos = {nombres["que"]: que, nombres["responsable"]: "Gobernación"}
    assert cliente.post(suyo.accion, data={**suyo.valores, **datos}).status_code == 303


def en_la_region(casa):
    with casa.leer_region(EnRegion("uninominal-24")) as lectura:
        return lectura.anclajes()


def test_sin_nadie_se_explica_y_se_ofrece_hospedarlo(casa, alcaldesa):
    texto = alcaldesa.get(EDC).text
    assert "Todavía ningún municipio de sus regiones" in texto
    assert en("").split("?")[0] in texto
    assert "anclaje" not in anonimo(casa).get(EDC).text
    region = anonimo(casa).get(REGION).text
    assert "Ningún municipio dijo todavía que lo hospeda" in region
    assert "Hoy no la tiene nadie" in region
    assert "es un turno" in region
    assert "Todavía no hay EDC" in anonimo(casa).get("/regiones/uninominal-25/agenda").text
    assert anonimo(casa).get("/regiones/uninominal-25/agenda.pdf").status_code == 404


def test_anclar_se_ve_en_la_region_y_en_los_demas_municipios(casa, anclado, alcalde):
    region = anonimo(casa).get(REGION).text
    for dicho in ("20 de junio de 2030", "Coliseo municipal", "Villa Tunari convoca", "Traigan."):
        assert dicho in region
    assert "20 de junio de 2030" in anclado.get(EDC).text.partition("Quiénes participan")[0]
    ajeno = alcalde.get(DE_CHIMORE).text
    assert "se hace en" in ajeno
    assert "Llevar ese día al calendario" in ajeno
    assert "Llevar ese día" not in anonimo(casa).get(DE_CHIMORE).text
    dia = en("/dia/uninominal-24", "chimore")
    assert enviar(alcalde, dia).status_code == 303
    assert "está en el calendario" in alcalde.get(DE_CHIMORE).text
    assert alcalde.get(dia).status_code == 303, "ya estaba"


def test_el_segundo_lee_quien_lo_tiene_y_no_pierde_lo_escrito(casa, anclado, alcalde):
    del anclado
    respuesta = enviar(alcalde, en("", "chimore"), region="uninominal-24", **LUGAR)
    assert respuesta.status_code == 422
    assert "Villa Tunari ya hospeda el EDC" in respuesta.text
    assert 'value="Coliseo municipal"' in respuesta.text
    assert len(en_la_region(casa)) == 1


def test_doble_envio_y_version_vieja(casa, anclado):
    pagina = anclado.get(en("")).text
    datos = formulario_de(pagina).valores
    assert "region" not in datos, "la región ya no se cambia"
    assert anclado.post(en(""), data={**datos, "lugar": "Escuela"}).status_code == 303
    assert anclado.post(en(""), data={**datos, "lugar": "Escuela"}).status_code == 303
    vieja = anclado.post(en(""), data={**datos, "lugar": "Plaza"})
    assert vieja.status_code == 409
    assert "Otra persona guardó antes" in vieja.text
    assert en_la_region(casa)[0].lugar == "Escuela"
    mala = enviar(anclado, en(""), fecha="31/02/2030")
    assert mala.status_code == 422
    lejos = enviar(anclado, en(""), fecha="20/06/1999")
    assert (lejos.status_code, en_la_region(casa)[0].version) == (422, 2)


def test_publicar_designar_y_retirar(casa, anclado):
    antes = enviar(anclado, en("/secretaria"), cual=str(CHIMORE.id))
    assert antes.status_code == 422, "todavía no empezó"
    empezar(anclado)
    acordar(anclado, "El puente Ichilo")
    assert "Todavía no se publicaron" in anclado.get(EDC).text
    assert "El puente Ichilo" in anclado.get(en("/publicar")).text
    assert "El puente Ichilo" not in anonimo(casa).get(REGION).text
    assert enviar(anclado, en("/publicar")).status_code == 303
    assert "Designación" in anonimo(casa).get(AGENDA).text
    assert "El puente Ichilo" in anonimo(casa).get(REGION).text
    assert "no hay nada nuevo" in anclado.get(en("/publicar")).text
    ninguno = enviar(anclado, en("/secretaria"), cual="", actor="")
    ambos = enviar(anclado, en("/secretaria"), cual=str(CHIMORE.id), actor="La gobernación")
    reves = enviar(anclado, en("/secretaria"), cual=str(CHIMORE.id), hasta="01/01/2030")
    assert [r.status_code for r in (ninguno, ambos, reves)] == [422, 422, 422]
    assert enviar(anclado, en("/secretaria"), cual=str(CHIMORE.id)).status_code == 303
    assert "Chimoré" in anclado.get(EDC).text.partition("Secretaría Pro Tempore designada")[2]
    retiro = formulario_de(anclado.get(en("/retirar")).text).valores
    assert "Chimoré" in anclado.get(en("/retirar")).text
    viejo = anclado.post(en("/retirar"), data={**retiro, "version": "1"})
    assert viejo.status_code == 409
    assert anclado.post(en("/retirar"), data=retiro).status_code == 303
    assert anclado.post(en("/retirar"), data=retiro).status_code == 303, "ya no estaba"
    assert en_la_region(casa) == []


def test_lo_acordado_llega_al_siguiente_anfitrion(casa, anclado):
    empezar(anclado)
    acordar(anclado, "El puente Ichilo")
    enviar(anclado, en("/publicar"))
    otro = con_gestion(casa, CHIMORE, "chimore", 2032)
    aqui = en("", "chimore", 2032)
    lugar = {**LUGAR, "fecha": "20/06/2031"}
    assert enviar(otro, aqui, region="uninominal-24", **lugar).status_code == 303
    mesa = otro.get("/chimore/ciclo/edc/mesa?gestion=2032").text
    assert "El puente Ichilo" in mesa
    assert "EDC 2031, en Villa Tunari" in mesa
    acordar(anclado, "La posta")
    enviar(anclado, en("/publicar"))
    traer = en("/traer", "chimore", 2032)
    assert "no está en la mesa" in otro.get("/chimore/ciclo/edc?gestion=2032").text
    assert "La posta" in otro.get(traer).text
    assert enviar(otro, traer).status_code == 303
    assert "No falta ninguno" in otro.get(traer).text
    agenda = anonimo(casa).get("/regiones/uninominal-24/agenda?gestion=2032").text
    assert "La posta" in agenda


def test_la_agenda_va_al_papel_con_lo_que_diga_cualquiera(casa, alcaldesa):
    hostil = {"lugar": '#panic("x") <b>', "convocatoria": "🙂 $x$ #eval"}
    datos = {"region": "uninominal-24", **LUGAR, **hostil}
    assert enviar(alcaldesa, en(""), **datos).status_code == 303
    texto = anonimo(casa).get(REGION).text
    assert "<b>" not in texto.partition("El próximo EDC")[2].partition("Ver la agenda")[0]
    papel = anonimo(casa).get(f"/regiones/uninominal-24/agenda.pdf?gestion={GESTION}")
    assert (papel.status_code, papel.data[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("parte", ["", "/publicar", "/secretaria", "/retirar"])
@pytest.mark.parametrize("rol", [Rol.TECNICO_MUNICIPAL, Rol.CONCEJO, Rol.CONTROL_SOCIAL])
def test_solo_quien_entrega_ancla(casa, anclado, rol, parte):
    del anclado
    cliente = entrar_como(casa, rol, TUNARI)
    assert cliente.get(en(parte)).status_code == 403
    ficha = {"csrf_token": ficha_de(cliente, "/mi"), "version": "1"}
    assert cliente.post(en(parte), data=ficha).status_code == 403
    assert len(en_la_region(casa)) == 1


def test_otro_municipio_y_la_gobernacion_miran_y_no_tocan(casa, anclado, alcalde):
    del anclado
    assert alcalde.get(en("/retirar")).status_code == 403
    gobernacion = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)
    assert "Coliseo municipal" in gobernacion.get(REGION).text
    assert gobernacion.get(en("")).status_code == 403
    assert alcalde.get(en("/publicar", "chimore")).status_code == 422, "no lo ancló él"
    assert alcalde.get(en("/dia/uninominal-1", "chimore")).status_code == 404
