"""La mesa de un encuentro de punta a punta, lo que se proyecta y los reclamos que se publican."""

from datetime import timedelta

import pytest

from nucleo.dominio.contexto import ahora
from nucleo.dominio.roles import Rol
from nucleo.web.vistas import mesas, proyector
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar, fundar_organizacion
from tests.web.paginas import formularios_de

RAIZ = "/villa-tunari/ciclo"
MESA = f"{RAIZ}/eda-1/mesa?gestion=2031"
PROYECTOR = f"{RAIZ}/eda-1/proyector?gestion=2031"
RECLAMOS = "/villa-tunari/reclamos?gestion=2031"
POR_SEXO = {
    "contar-favor_mujeres": "21", "contar-favor_hombres": "19", "contar-contra_mujeres": "1",
    "contar-contra_hombres": "2", "contar-abstencion_mujeres": "0",
    "contar-abstencion_hombres": "0",
}  # fmt: skip


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"{RAIZ}/abrir?gestion=2031", limite="10/09/2030")
    return cliente


@pytest.fixture
def mesa(tecnica):
    empezar(tecnica, "eda-1")
    return tecnica


def empezar(cliente, encuentro):
    direccion = f"{RAIZ}/{encuentro}/avanzar?gestion=2031&hacia=en_curso"
    assert enviar(cliente, direccion).status_code == 303


def en_la_mesa(cliente, accion, direccion=MESA, **campos):
    """Envía el formulario de esa acción, con sus campos sin el prefijo que llevan en la página."""
    todos = formularios_de(cliente.get(direccion).text)
    cual = next(f for f in todos if f"accion={accion}" in f.accion)
    nombres = {n.rpartition("-")[2]: n for n in cual.valores}
    puestos = {nombres.get(c, c): v for c, v in campos.items()}
    return cliente.post(cual.accion, data={**cual.valores, **puestos})


def bien(respuesta, ancla):
    assert respuesta.status_code == 303, respuesta.text
    assert respuesta.headers["Location"].endswith(f"#{ancla}")


def leida(casa, que):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return list(getattr(unidad.mesas, que)(2031, "eda-1"))


def test_antes_de_empezar_dice_que_falta_y_no_ofrece_nada(tecnica):
    pagina = tecnica.get(MESA).text
    assert "todavía no empezó" in pagina
    assert "accion=" not in pagina


def test_un_punto_se_abre_se_dice_y_se_cierra(casa, mesa):
    bien(en_la_mesa(mesa, "abrir"), "punto")
    assert "Bienvenida y reglas del encuentro" in anonimo(casa).get(PROYECTOR).text
    bien(en_la_mesa(mesa, "decir", informo="Ana Quispe", dicho="Se leyó la agenda"), "punto")
    publica = anonimo(casa).get(PROYECTOR).text
    assert "Ana Quispe" not in publica
    bien(en_la_mesa(mesa, "cerrar"), "punto")
    [punto] = leida(casa, "puntos")
    assert (punto.tratado, punto.informo, punto.dicho) == (True, "Ana Quispe", "Se leyó la agenda")
    pagina = mesa.get(MESA).text
    assert "Sigue: Cumplimiento de los acuerdos" in pagina
    assert "Se leyó la agenda" in pagina


def test_lo_escrito_no_se_pierde_si_otra_persona_guardo_antes(casa, mesa):
    en_la_mesa(mesa, "abrir")
    en_la_mesa(mesa, "decir", dicho="Lo primero")
    choque = en_la_mesa(mesa, "decir", dicho="Lo que yo escribí", version="1")
    assert choque.status_code == 409
    assert "Lo que yo escribí" in choque.text
    assert leida(casa, "puntos")[0].dicho == "Lo primero"


def test_un_punto_al_vuelo(casa, mesa):
    vacio = en_la_mesa(mesa, "agregar", texto="")
    assert (vacio.status_code, "Falta este dato" in vacio.text) == (422, True)
    bien(en_la_mesa(mesa, "agregar", texto="Agua en la escuela"), "agenda")
    assert "Abrir: Agua en la escuela" in mesa.get(MESA).text
    assert leida(casa, "puntos")[0].agregado


def test_votar_por_sexo_y_que_cuadre(casa, mesa):
    en_la_mesa(mesa, "abrir")
    bien(en_la_mesa(mesa, "preguntar", pregunta="¿Se aprueba el informe?"), "votacion")
    assert "¿Se aprueba el informe?" in anonimo(casa).get(PROYECTOR).text
    mal = en_la_mesa(mesa, "contar", **POR_SEXO, **{"contar-favor": "41"})
    assert (mal.status_code, "suman 40" in mal.text) == (422, True)
    assert 'value="21"' in mal.text
    dicho = {"quien": "Juana Mamani", "por_que": "Falta el puente"}
    bien(en_la_mesa(mesa, "disentir", **dicho), "votacion")
    bien(en_la_mesa(mesa, "contar", **POR_SEXO), "votacion")
    publica = anonimo(casa).get(PROYECTOR).text
    assert "<strong>40</strong>" in publica
    assert "1 disenso con constancia" in publica
    assert "Juana Mamani" not in publica
    assert "Juana Mamani" in mesa.get(MESA).text


def test_una_votacion_mal_contada_se_anula_con_motivo_y_se_repite(casa, mesa):
    en_la_mesa(mesa, "abrir")
    en_la_mesa(mesa, "preguntar", pregunta="¿Va?")
    en_la_mesa(mesa, "contar", favor="10", contra="2", abstencion="0")
    assert en_la_mesa(mesa, "anular", motivo="").status_code == 422
    bien(en_la_mesa(mesa, "anular", motivo="Una fila se contó dos veces"), "votacion")
    en_la_mesa(mesa, "preguntar", pregunta="¿Va?")
    en_la_mesa(mesa, "contar", favor="9", contra="2", abstencion="0")
    assert [v.estado.value for v in leida(casa, "votaciones")] == ["anulada", "cerrada"]
    assert "Una fila se contó dos veces" in mesa.get(MESA).text
    assert "<strong>10</strong>" not in anonimo(casa).get(PROYECTOR).text


def test_una_votacion_renida_y_sus_reclamos_se_ven_de_un_vistazo_y_sin_nombres(casa, mesa):
    ficha = f"{RAIZ}/eda-1?gestion=2031"
    assert "En disputa" not in anonimo(casa).get(ficha).text
    en_la_mesa(mesa, "abrir")
    reclamo = {"sobre": "obra", "asunto": "El puente", "texto": "No está"}
    en_la_mesa(mesa, "reclamar", **reclamo)
    assert "Desacuerdos y reclamos" in anonimo(casa).get(ficha).text
    en_la_mesa(mesa, "preguntar", pregunta="¿Pesa más la carencia?")
    en_la_mesa(mesa, "disentir", quien="Juana Mamani", por_que="Falta el puente")
    en_la_mesa(mesa, "contar", favor="24", contra="23", abstencion="4")
    for pagina in (anonimo(casa).get(ficha), anonimo(casa).get(PROYECTOR), mesa.get(MESA)):
        assert ">En disputa</h2>" in pagina.text
        assert "Votación reñida: «¿Pesa más la carencia?»" in pagina.text
        assert "24 a favor y 23 en contra" in pagina.text
        assert "1 disenso con constancia" in pagina.text
        assert "1 reclamo de este encuentro sin respuesta" in pagina.text
    assert "Juana Mamani" not in anonimo(casa).get(ficha).text


def test_un_punto_que_quedo_abierto_otro_dia_no_cuenta_minutos(casa, mesa, monkeypatch):
    en_la_mesa(mesa, "abrir")
    manana = ahora() + timedelta(days=2)
    for vista in (mesas, proyector):
        monkeypatch.setattr(vista, "ahora", lambda: manana)
    for pagina in (mesa.get(MESA), anonimo(casa).get(PROYECTOR)):
        assert "Sigue abierto desde el" in pagina.text
        assert " minutos" not in pagina.text


def test_lo_acordado_es_lo_primero_del_encuentro_siguiente(casa, mesa):
    dicho = {"que": "Publicar el informe", "responsable": "Secretaría", "fecha": "01/10/2030"}
    bien(en_la_mesa(mesa, "acordar", **dicho), "acuerdos")
    assert "Publicar el informe" in anonimo(casa).get(PROYECTOR).text
    siguiente = MESA.replace("eda-1", "eda-2")
    pagina = mesa.get(siguiente).text
    cumplimiento = pagina.index("Cumplimiento de los acuerdos y compromisos anteriores")
    assert cumplimiento < pagina.index("Publicar el informe") < pagina.index('id="punto"')
    sin_nota = en_la_mesa(mesa, "marcar", siguiente, estado="incumplido", nota="")
    assert (sin_nota.status_code, "lleva escrito por qué" in sin_nota.text) == (422, True)
    bien(en_la_mesa(mesa, "marcar", siguiente, estado="cumplido", nota="En la web"), "cumplimiento")
    assert "En la web" in mesa.get(siguiente).text


def reclamar(mesa, **otros):
    dicho = {"sobre": "servicio", "asunto": "Posta", "texto": "No hay enfermera"} | otros
    bien(en_la_mesa(mesa, "reclamar", **dicho), "reclamos")


def test_un_reclamo_se_publica_sin_personas_y_vuelve_hasta_cerrarse(casa, mesa):
    suya = fundar_organizacion(casa, nombre="Sindicato Litoral")
    reclamar(mesa)
    reclamar(mesa, sobre="obra", asunto="Puente", organizacion=str(suya.id))
    publica = anonimo(casa)
    pagina = publica.get(RECLAMOS).text
    assert "Una persona" in pagina
    assert "Sindicato Litoral" in pagina
    assert "/responder" not in pagina
    solo = publica.get(f"{RECLAMOS}&sobre=obra&estado=abierto&texto=puente").text
    assert ("Posta" in solo, "Puente" in solo) == (False, True)
    siguiente = MESA.replace("eda-1", "eda-2")
    assert "De encuentros anteriores, sin cerrar" in mesa.get(siguiente).text
    dicho = {"respuesta": "Se contrata", "responsable": "Salud", "plazo": "01/09/2030"}
    bien(en_la_mesa(mesa, "responder", siguiente, **dicho), "reclamos")
    bien(en_la_mesa(mesa, "concluir", siguiente, cierre="Ya hay enfermera"), "reclamos")
    assert "Posta" not in mesa.get(siguiente).text
    assert "Ya hay enfermera" in publica.get(f"{RECLAMOS}&estado=cerrado").text
    csv = publica.get("/villa-tunari/reclamos.csv?gestion=2031").text
    assert "Sindicato Litoral" in csv
    assert publica.get("/villa-tunari/reclamos.xlsx?gestion=2031").status_code == 200


def test_se_responde_y_se_cierra_entre_un_encuentro_y_otro(casa, mesa):
    reclamar(mesa)
    with casa.unidad_de_lectura(TUNARI) as unidad:
        [suyo] = unidad.mesas.reclamos_hasta(2031)
    raiz = f"/villa-tunari/reclamos/{suyo.id}"
    pronto = enviar(mesa, f"{raiz}/concluir", cierre="Listo")
    assert (pronto.status_code, "todavía no tiene respuesta" in pronto.text) == (422, True)
    dicho = {"respuesta": "Se contrata", "responsable": "Salud"}
    assert enviar(mesa, f"{raiz}/responder", **dicho).status_code == 303
    assert enviar(mesa, f"{raiz}/responder", **dicho, version="1").status_code == 303
    otra = {"respuesta": "Otra cosa", "responsable": "Salud"}
    assert enviar(mesa, f"{raiz}/responder", **otra, version="1").status_code == 409
    assert enviar(mesa, f"{raiz}/concluir", cierre="Ya hay").status_code == 303
    assert anonimo(casa).get(f"{raiz}/responder").status_code in {303, 403}


def test_lo_que_no_existe_y_quien_no_puede(casa, mesa):
    assert mesa.get(MESA.replace("eda-1", "eda-9")).status_code == 404
    assert anonimo(casa).get(PROYECTOR.replace("2031", "2032")).status_code == 404
    assert entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI).get(MESA).status_code == 403
    ficha = mesa.get(MESA).text.split('name="csrf_token" value="')[1].split('"')[0]
    for pedido in ("accion=nada", "accion=contar&sobre=x", "accion=abrir&sobre=no-hay"):
        datos = {"csrf_token": ficha, "gestion": "2031"}
        if "contar" in pedido:
            datos |= {"contar-favor": "1", "contar-contra": "1", "contar-abstencion": "1"}
        assert mesa.post(f"{MESA}&{pedido}", data=datos).status_code == 404


def test_el_proyector_se_actualiza_solo_si_se_le_pide(casa, tecnica):  # noqa: ARG001 - abre la gestión
    quieta, sola = (anonimo(casa).get(f"{PROYECTOR}{mas}") for mas in ("", "&sola=si"))
    assert "Refresh" not in quieta.headers
    assert sola.headers["Refresh"] == "15"
    ficha = anonimo(casa).get(f"{RAIZ}/eda-1?gestion=2031").text
    assert "/eda-1/proyector" in ficha
    assert "/eda-1/mesa" not in ficha


def test_la_tarjeta_de_salida_y_su_serie(casa, mesa):
    salida = f"{RAIZ}/eda-1/salida?gestion=2031"
    mala = enviar(mesa, salida, sirvio_mujeres_5="muchas")
    assert mala.status_code == 422
    assert "Qué le pareció" not in anonimo(casa).get(f"{RAIZ}?gestion=2031").text
    assert enviar(mesa, salida, sirvio_mujeres_5="3", sirvio_mujeres_4="1").status_code == 303
    choque = enviar(mesa, salida, sirvio_mujeres_5="4", version="0")
    assert choque.status_code == 409
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2031").text
    assert "4,8 <small>(4)</small>" in pagina


@pytest.mark.parametrize(
    "mal", ["-1", "100000", "99999999999999999999", "1e5", "1,5", "diez", "NaN", "0x10"]
)
def test_un_conteo_imposible_no_cierra_la_votacion(casa, mesa, mal):
    en_la_mesa(mesa, "abrir")
    en_la_mesa(mesa, "preguntar", pregunta="¿Va?")
    respuesta = en_la_mesa(mesa, "contar", favor=mal, contra="0", abstencion="0")
    assert respuesta.status_code == 422
    assert [v.estado.value for v in leida(casa, "votaciones")] == ["abierta"]


def test_mas_manos_que_personas_pide_decir_que_esta_bien(casa, mesa):
    enviar(mesa, f"{RAIZ}/eda-1/asistencia/anotar?gestion=2031", nombre="Ana")
    en_la_mesa(mesa, "abrir")
    en_la_mesa(mesa, "preguntar", pregunta="¿Va?")
    manos = {"favor": "9", "contra": "0", "abstencion": "0"}
    assert "de_todos_modos" not in mesa.get(MESA).text
    aviso = en_la_mesa(mesa, "contar", **manos)
    assert (aviso.status_code, "Manos contadas: 9; personas en la lista: 1." in aviso.text) == (
        422,
        True,
    )
    cual = next(f for f in formularios_de(aviso.text) if "accion=contar" in f.accion)
    marcado = cual.valores | {"contar-de_todos_modos": "si"}
    bien(mesa.post(cual.accion, data=marcado), "votacion")
    assert leida(casa, "votaciones")[0].votaron == 9


def test_dos_telefonos_ven_lo_que_guardo_el_otro_y_no_retoman_sin_querer(casa, mesa):
    otro = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    atrasada = next(f for f in formularios_de(otro.get(MESA).text) if "accion=abrir" in f.accion)
    en_la_mesa(mesa, "abrir")
    vieja = next(f for f in formularios_de(otro.get(MESA).text) if "accion=decir" in f.accion)
    en_la_mesa(mesa, "decir", informo="Obras", dicho="Se leyó el informe")
    choque = otro.post(vieja.accion, data=vieja.valores | {"decir-dicho": "Lo mío"})
    assert choque.status_code == 409
    assert "Obras: Se leyó el informe" in choque.text
    assert "Lo mío" in choque.text
    en_la_mesa(mesa, "cerrar")
    assert otro.post(atrasada.accion, data=atrasada.valores).status_code == 409
    [punto] = leida(casa, "puntos")
    assert (punto.tratado, len(punto.tramos)) == (True, 1)


def test_darlo_por_hecho_con_algo_votandose_dice_donde_cerrarlo(casa, mesa):
    en_la_mesa(mesa, "abrir")
    en_la_mesa(mesa, "preguntar", pregunta="¿Va?")
    hecho = f"{RAIZ}/eda-1/avanzar?gestion=2031&hacia=realizado"
    pronto = enviar(mesa, hecho)
    assert (pronto.status_code, "a medio votar («¿Va?»)" in pronto.text) == (422, True)
    en_la_mesa(mesa, "anular", motivo="Se fue la gente")
    assert enviar(mesa, hecho).status_code == 303
    [punto] = leida(casa, "puntos")
    assert punto.tratado
