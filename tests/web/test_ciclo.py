"""El ciclo en pantalla: antes de abrir, abrirlo, mover una fecha y llevárselo al teléfono."""

from dataclasses import replace

import pytest
from icalendar import Calendar

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    entrar_como,
    enviar,
    ficha_de,
    fundar_organizacion,
)

RAIZ = "/villa-tunari/ciclo"
ABRIR = f"{RAIZ}/abrir?gestion=2031"


@pytest.fixture
def tecnica(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def eventos(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return list(unidad.calendarios.eventos(2031))


def test_antes_de_abrir_se_ve_que_encuentros_tendra(casa):
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2031").text
    assert "todavía no tiene calendario" in pagina
    assert "Cumbre 3" in pagina
    assert "La abre la oficina técnica" in pagina
    assert anonimo(casa).get(f"{RAIZ}.ics?gestion=2031").status_code == 404


def test_abrir_pone_fechas_una_sola_vez(casa, tecnica):
    mala = enviar(tecnica, ABRIR, limite="08/09/2035")
    assert (mala.status_code, len(eventos(casa))) == (422, 0)
    assert "de 2030 a 2032" in mala.text
    datos = {"csrf_token": ficha_de(tecnica, ABRIR), "limite": "10/09/2030", "fuente": "RM 1"}
    for _ in range(2):
        assert tecnica.post(ABRIR, data=datos).status_code == 303
    assert tecnica.get(ABRIR).status_code == 303
    assert len(eventos(casa)) == 10
    assert eventos(casa, CHIMORE) == []
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2031").text
    assert "10 de septiembre de 2030" in pagina
    assert "RM 1" in pagina
    assert "fechas que mirar" not in pagina
    assert "Por dónde va el año" in anonimo(casa).get("/villa-tunari?gestion=2031").text


def test_un_encuentro_dice_todo_lo_suyo_y_lo_que_agregan_los_modulos(casa):
    pagina = anonimo(casa).get(f"{RAIZ}/cumbre-2?gestion=2031").text
    criterios = pagina.index("toma de acuerdos sobre los criterios")
    assert pagina.index("El requerimiento de salud que trae el DILOS") < criterios
    assert criterios < pagina.index("Clausura de la Cumbre 2")
    assert "Organizaciones de mujeres" in pagina
    assert anonimo(casa).get(f"{RAIZ}/cumbre-9").status_code == 404


def test_mover_una_fecha_avisa_y_dos_a_la_vez_ven_la_diferencia(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    mover = f"{RAIZ}/cumbre-2/programar?gestion=2031"
    assert enviar(tecnica, mover, fecha="30/08/2030", hora="9", lugar="Coliseo").status_code == 303
    pagina = anonimo(casa).get(f"{RAIZ}/cumbre-2?gestion=2031").text
    assert "30 de agosto de 2030, 09:00" in pagina
    assert "no le alcanza el tiempo" in pagina
    mala = enviar(tecnica, mover, fecha="30/08/2030", hora="25:00")
    assert (mala.status_code, "no es una hora" in mala.text) == (422, True)
    choque = enviar(tecnica, mover, fecha="01/08/2030", version="1")
    assert choque.status_code == 409


def test_la_agenda_que_se_lleva_abre_en_cualquier_parte(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    enviar(tecnica, f"{RAIZ}/rdc/programar?gestion=2031", fecha="05/08/2030", hora="09:30")
    respuesta = anonimo(casa).get(f"{RAIZ}.ics?gestion=2031")
    assert respuesta.content_type.startswith("text/calendar")
    citas = Calendar.from_ical(respuesta.data).walk("VEVENT")
    assert len(citas) == 10
    [rdc] = [c for c in citas if c["summary"].startswith("RDC")]
    assert rdc["dtstart"].dt.isoformat() == "2030-08-05T13:30:00+00:00"
    assert rdc["sequence"] == 2


def test_corregir_la_entrega(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    corregida = enviar(tecnica, f"{RAIZ}/entrega?gestion=2031", limite="20/08/2030", fuente="RM 2")
    assert corregida.status_code == 303
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2031").text
    assert "20 de agosto de 2030" in pagina
    assert "No llega" in pagina


@pytest.mark.parametrize("rol", [Rol.CONTROL_SOCIAL, Rol.CONCEJO, Rol.ADMINISTRACION_MUNICIPAL])
def test_quien_no_lleva_el_ciclo_no_lo_abre(casa, rol):
    assert entrar_como(casa, rol, TUNARI).get(ABRIR).status_code == 403


def estado(casa, clave):
    return next(e for e in eventos(casa) if e.clave == clave).estado.value


def test_avanzar_muestra_lo_que_falta_y_pide_motivo(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    empezar = f"{RAIZ}/cumbre-2/avanzar?gestion=2031&hacia=en_curso"
    pagina = tecnica.get(empezar).text
    assert "Ninguna organización entregó su formulario" in pagina
    detenida = enviar(tecnica, empezar)
    assert (detenida.status_code, estado(casa, "cumbre-2")) == (422, "programado")
    assert enviar(tecnica, empezar, motivo="La lista vino en papel").status_code == 303
    assert estado(casa, "cumbre-2") == "en_curso"
    ficha = anonimo(casa).get(f"{RAIZ}/cumbre-2?gestion=2031").text
    assert "Se pasó por alto" in ficha
    assert "La lista vino en papel" in ficha


def test_anotar_lo_que_ya_se_hizo_con_su_dia(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    hecho = f"{RAIZ}/eda-1/avanzar?gestion=2031&hacia=realizado"
    manana = enviar(tecnica, hecho, dia="15/02/2030")
    assert (manana.status_code, "todavía no llega" in manana.text) == (422, True)
    assert enviar(tecnica, hecho, dia="").status_code == 303
    assert estado(casa, "eda-1") == "realizado"
    assert "Segundo Encuentro de Avance" in anonimo(casa).get(f"{RAIZ}?gestion=2031").text


def test_pasar_una_por_alto_queda_a_la_vista_con_su_autor(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    saltar = f"{RAIZ}/cumbre-2/saltar/criterios?gestion=2031"
    assert enviar(tecnica, saltar, motivo="").status_code == 422
    assert enviar(tecnica, saltar, motivo="Rige el acuerdo de 2029").status_code == 303
    ficha = anonimo(casa).get(f"{RAIZ}/cumbre-2?gestion=2031").text
    assert "Rige el acuerdo de 2029" in ficha
    assert tecnica.get(f"{RAIZ}/cumbre-2/saltar/nada?gestion=2031").status_code == 404


def test_la_agenda_propia_trae_los_municipios_donde_tiene_cargo_y_ninguno_mas(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    chimore = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    enviar(chimore, ABRIR.replace("villa-tunari", "chimore"), limite="10/09/2030")
    for quien, municipio in ((tecnica, "Villa Tunari"), (chimore, "Chimoré")):
        citas = Calendar.from_ical(quien.get("/mi/encuentros.ics").data).walk("VEVENT")
        assert len(citas) == 10
        assert {c["summary"].split(" · ")[1] for c in citas} == {municipio}
    assert anonimo(casa).get("/mi/encuentros.ics").status_code in {302, 303}


def test_con_todo_hecho_la_entrega_pasada_no_alarma(casa, tecnica):
    abrir = f"{RAIZ}/abrir?gestion=2027"
    enviar(tecnica, abrir, limite="08/09/2026")
    assert "La entrega del POA venció" in anonimo(casa).get(f"{RAIZ}?gestion=2027").text
    with casa.unidad_de_lectura(TUNARI) as unidad:
        claves = [e.clave for e in unidad.calendarios.eventos(2027)]
    for clave in claves:
        hecho = f"{RAIZ}/{clave}/avanzar?gestion=2027&hacia=realizado"
        pide = "Por qué se pasa por alto" in tecnica.get(hecho).text
        motivo = {"motivo": "En papel"} if pide else {}
        assert enviar(tecnica, hecho, dia="", **motivo).status_code == 303
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2027").text
    assert "El POA se entregaba hasta el" in pagina
    assert "venció" not in pagina


def test_la_portada_muestra_el_anio_que_se_abrio_aunque_todavia_no_tenga_demandas(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    portada = anonimo(casa).get("/villa-tunari").text
    assert "Por dónde va el año: gestión 2031" in portada
    for clave, dicho in (("Dónde estamos", "Primer Encuentro de Avance"),
                         ("Qué falta", "Nada que el ciclo pida"),
                         ("Qué sigue", "Segundo Encuentro de Avance")):  # fmt: skip
        assert portada.index(clave) < portada.index(dicho)
    assert "El ciclo de la gestión 2031" in anonimo(casa).get(RAIZ).text
    assert anonimo(casa).get(f"{RAIZ}.ics").status_code == 200
    assert "Por dónde va el año" not in anonimo(casa).get("/villa-tunari?gestion=2032").text
    assert "Por dónde va el año" not in anonimo(casa).get("/chimore").text


def test_la_portada_dice_que_le_falta_al_encuentro_en_que_esta(casa, tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    avanzar = f"{RAIZ}/cumbre-2/avanzar?gestion=2031&hacia=en_curso"
    enviar(tecnica, avanzar, motivo="Se recibieron en papel")
    for ruta in ("/villa-tunari", f"{RAIZ}?gestion=2031"):
        pagina = anonimo(casa).get(ruta).text
        assert pagina.index("Segunda Cumbre") < pagina.index("Las demandas no están calificadas.")


def test_lo_que_el_ciclo_agrego_despues_se_dice_y_se_pone_en_fecha(casa, tecnica, monkeypatch):
    """Y el que quitó llega cancelado al teléfono."""
    enviar(tecnica, ABRIR, limite="10/09/2030")
    antes = casa.contexto

    def con_otro_ciclo(*pedido):
        contexto = antes(*pedido)
        otros = {c: t for c, t in contexto.ciclo.eventos.items() if c != "mujeres"}
        otros["marka"] = replace(otros["rdc"], clave="marka", sigla="Marka", nombre="La marka")
        return replace(contexto, ciclo=replace(contexto.ciclo, eventos=otros))

    monkeypatch.setattr(casa, "contexto", con_otro_ciclo)
    publica, ciclo = anonimo(casa), f"{RAIZ}?gestion=2031"
    assert "El ciclo agregó un encuentro después de abrir" in publica.get(ciclo).text
    marka = f"{RAIZ}/marka?gestion=2031"
    assert "el ciclo lo agregó después de abrir la gestión" in publica.get(marka).text
    assert "La marka" in tecnica.get(ABRIR).text
    assert enviar(tecnica, ABRIR).status_code == 303
    assert "El ciclo agregó" not in publica.get(ciclo).text
    assert len(eventos(casa)) == 11
    citas = Calendar.from_ical(publica.get(f"{RAIZ}.ics?gestion=2031").data).walk("VEVENT")
    canceladas = [c["summary"] for c in citas if c["status"] == "CANCELLED"]
    assert canceladas == ["Mujeres · Villa Tunari"]


def test_con_una_votacion_abierta_no_se_anota_como_hecho_y_se_dice_en_la_pagina(tecnica):
    enviar(tecnica, ABRIR, limite="10/09/2030")
    assert enviar(tecnica, f"{RAIZ}/eda-1/avanzar?gestion=2031&hacia=en_curso").status_code == 303
    mesa = f"{RAIZ}/eda-1/mesa?gestion=2031"
    datos = {"csrf_token": ficha_de(tecnica, mesa), "orden": str(nuevo_id())}
    for que, mas in (("abrir", {}), ("preguntar", {"preguntar-pregunta": "¿Se aprueba?"})):
        ruta = f"{mesa}&accion={que}&sobre=bienvenida"
        assert tecnica.post(ruta, data=datos | mas).status_code == 303
    mala = enviar(tecnica, f"{RAIZ}/eda-1/avanzar?gestion=2031&hacia=realizado")
    assert (mala.status_code, "algo a medio votar" in mala.text) == (422, True)


def test_el_atraso_se_dice_en_la_portada_y_en_el_ciclo(casa, tecnica):
    enviar(tecnica, f"{RAIZ}/abrir?gestion=2027", limite="08/09/2026")
    enviar(tecnica, f"{RAIZ}/eda-1/programar?gestion=2027", fecha="20/02/2026")
    dicho = "de atraso</span> EDA 1 debía hacerse el 20/02/2026."
    assert dicho in anonimo(casa).get(f"{RAIZ}?gestion=2027").text
    fundar_organizacion(casa)
    assert dicho in anonimo(casa).get("/villa-tunari?gestion=2027").text
