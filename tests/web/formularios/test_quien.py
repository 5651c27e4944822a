"""Quién llena qué: ni por otra organización, ni en otro municipio, ni lo de otra persona."""

from nucleo.dominio.contexto import ahora
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.formularios import acunar
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios import identidad
from nucleo.servicios.identidad import Invitacion
from tests.web.casa import (
    CHIMORE,
    CLAVE,
    PLATAFORMA,
    TUNARI,
    anonimo,
    dar_mandato,
    entrar,
    entrar_como,
    enviar,
    fundar_organizacion,
)
from tests.web.formularios.pasos import (
    ASAMBLEA,
    LISTA,
    RESERVADO,
    a_nombre_de,
    demandas,
    empezar,
    llenar,
    presentar,
)
from tests.web.paginas import formulario_de


def test_una_dirigencia_no_presenta_por_otra_organizacion(casa, dirigenta):
    ajena = fundar_organizacion(casa, nombre="Cañada")
    elegir = dirigenta.get(f"{LISTA}/nuevo?organizacion={ajena.id}")
    assert elegir.status_code == 200
    assert "Cañada" not in elegir.text
    [suyo] = acunar(TUNARI.id, ajena.id, 2027, ahora())
    for resto in ("", "/asamblea", "/demandas/1", "/revisar", "/nombre", "/descartar"):
        respuesta = dirigenta.get(f"{LISTA}/{suyo}{resto}")
        assert respuesta.status_code == 404
        assert "Cañada" not in respuesta.text
    assert dirigenta.get(f"{LISTA}/planilla?gestion=2027&de={ajena.id}").status_code == 404
    assert "Cañada" not in dirigenta.get(f"{LISTA}/planilla?gestion=2027&de=todas").text


def test_ni_en_otro_municipio(casa, dirigenta, challa):
    for resto in ("", "/nuevo", "/planilla"):
        assert dirigenta.get(f"/chimore/formularios{resto}").status_code == 403
    [suyo] = acunar(TUNARI.id, challa.id, 2027, ahora())
    assert dirigenta.get(f"/chimore/formularios/{suyo}/asamblea").status_code == 403
    de_chimore = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert de_chimore.get(f"/chimore/formularios/{suyo}/asamblea").status_code == 404
    assert de_chimore.get(f"{LISTA}/{suyo}/asamblea").status_code == 403


def test_un_mandato_de_otro_municipio_no_sirve_aunque_nombre_a_la_organizacion(casa, challa):
    forastera = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    dar_mandato(casa, forastera.usuario, Rol.DIRIGENCIA, CHIMORE, challa.id)
    [suyo] = acunar(TUNARI.id, challa.id, 2027, ahora())
    assert forastera.get(f"{LISTA}/{suyo}/asamblea").status_code == 404
    nuevo = forastera.get(f"{LISTA}/nuevo?gestion=2027&organizacion={challa.id}")
    assert nuevo.status_code == 200  # vuelve a preguntar por cuál, de las suyas
    assert "Ch’alla" not in nuevo.text


def test_nadie_toca_el_borrador_de_otra_persona(casa, challa, dirigenta, tecnico):
    base = empezar(dirigenta)
    enviar(dirigenta, f"{base}/asamblea", **ASAMBLEA)
    companera = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, challa.id)
    ajena = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    for otra in (companera, tecnico, ajena):
        for resto in ("/asamblea", "/revisar", "/descartar", ""):
            respuesta = otra.get(base + resto)
            assert respuesta.status_code == 404
            assert "Escuela" not in respuesta.text
    pagina = formulario_de(dirigenta.get(f"{base}/asamblea").text).valores
    assert companera.post(f"{base}/asamblea", data=pagina).status_code == 400  # su propia ficha
    assert formulario_de(dirigenta.get(f"{base}/asamblea").text).valores["fecha"] == "10/08/2024"
    assert "Ch’alla" not in ajena.get(LISTA).text


def test_sin_mandato_vigente_no_se_llega(casa):
    assert anonimo(casa).get(LISTA).location == "/entrar?volver=%2Fvilla-tunari%2Fformularios"
    for rol in (Rol.CONCEJO, Rol.CONTROL_SOCIAL, Rol.AUDITORIA):
        assert entrar_como(casa, rol, TUNARI).get(LISTA).status_code == 403


def test_la_oficina_presenta_a_nombre_de_la_dirigencia_con_constancia(casa, challa, juana, tecnico):
    base = empezar(tecnico, challa)
    llenar(tecnico, base)
    assert "Paso 5 de 6" in tecnico.get(f"{base}/nombre").text
    assert "A nombre de quién: falta este dato" in tecnico.get(f"{base}/revisar").text
    ajena = Dirigencia(nuevo_id(), challa.id, "X", "x")
    assert enviar(tecnico, f"{base}/nombre", **a_nombre_de(ajena)).status_code == 422
    assert enviar(tecnico, f"{base}/nombre", **a_nombre_de(juana)).location == f"{base}/revisar"
    recibo = presentar(tecnico, base).location
    publico = anonimo(casa).get(recibo).text
    assert "Juana Mamani, secretaria general" in publico
    assert "Huella dactilar" in publico
    assert "Luis Rojas, Personal técnico municipal" in publico
    assert RESERVADO not in publico
    assert "No tiene correo" not in publico
    for quien in (tecnico, entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)):
        assert RESERVADO in quien.get(recibo).text
    de_afuera = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    vecina = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    for quien in (de_afuera, vecina):
        assert RESERVADO not in quien.get(recibo).text
    ficha = anonimo(casa).get("/villa-tunari/demandas/2027-0001").text
    assert "Juana Mamani, secretaria general" in ficha
    assert "Huella dactilar" in ficha
    assert RESERVADO not in ficha
    assert RESERVADO not in anonimo(casa).get(f"{base}/recibo.json").text


def test_sin_dirigencia_se_dice_como_registrarla(challa, tecnico):
    pagina = tecnico.get(f"{empezar(tecnico, challa)}/nombre").text
    assert f'href="/villa-tunari/organizaciones/{challa.id}/dirigencias/nueva"' in pagina


def test_la_dirigenta_no_tiene_paso_a_nombre_de(dirigenta):
    base = empezar(dirigenta)
    assert dirigenta.get(f"{base}/nombre").location == f"{base}/revisar"


def test_la_cuenta_que_se_crea_despues_reclama_su_historia(casa, challa, juana, tecnico):
    base = empezar(tecnico, challa)
    llenar(tecnico, base, **a_nombre_de(juana))
    presentar(tecnico, base)
    invitacion = Invitacion(
        correo="juana@ejemplo.bo",
        rol=Rol.DIRIGENCIA,
        sobre=TUNARI,
        organizacion_id=challa.id,
        dirigencia_id=juana.id,
    )
    contexto = casa.contexto(PLATAFORMA, 0, "prueba")
    secreto = identidad.invitar(contexto, casa.unidad(PLATAFORMA), invitacion)
    cuenta = identidad.aceptar(
        contexto, casa.unidad(PLATAFORMA), secreto, nombre="Juana Mamani", clave=CLAVE
    )
    suya = entrar(casa, cuenta)
    historia = suya.get("/mi/historia").text
    assert f'href="{base}/recibo"' in historia
    assert historia.count("Ver el recibo") == 1
    assert "A nombre de Juana Mamani, secretaria general" in historia
    assert RESERVADO in suya.get(f"{base}/recibo").text
    assert f'href="{base}/recibo"' in tecnico.get("/mi/historia").text
    assert (
        "Todavía no hay nada" in entrar_como(casa, Rol.DIRIGENCIA, TUNARI).get("/mi/historia").text
    )
    assert len(demandas(casa)) == 2
