"""Hospedar el EDC: uno solo por región y gestión, y lo acordado pasa al siguiente anfitrión."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.actas import Acta, ActaCerrada, EstadoDeActa
from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.anclajes import (
    EncuentroYaAnclado,
    NoEsRegional,
    Secretaria,
    SecretariaAlReves,
    SinAnclar,
    YaAnclado,
)
from nucleo.dominio.edc_de_region import EdcDeRegion
from nucleo.dominio.errores import EdicionConcurrente, FueraDeLaRegion
from nucleo.dominio.eventos import EstadoDeEvento, FechaFueraDeAnio
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mesas import MesaCerrada
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import UnidadEnMemoria, conjunto_de, contexto_de_prueba
from nucleo.servicios import acuerdos, anclajes, calendarios, eventos, gestiones
from nucleo.servicios.anclajes import Llamado

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
TUNARI, CHIMORE = EnMunicipio(31003), EnMunicipio(31204)
REGION = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",),
    {31003: 100.0, 31204: 100.0}, nombres={31003: "Villa Tunari", 31204: "Chimoré"},
)  # fmt: skip
OTRA = replace(REGION, slug="provincia-chapare", nombre="Provincia Chapare")
LLAMADO = Llamado(date(2026, 6, 20), "09:00", "Coliseo", "Traigan sus informes.")


class Lectura:
    """Lo que la región lee: lo vigente de todos, sellado con su origen."""

    def __init__(self, casas, region=REGION):
        self.casas, self.region = casas, region.slug

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def anclajes(self):
        dados = [
            replace(a.leido, origen_id=ambito.id)
            for ambito, unidad in self.casas.items()
            for a in unidad.anclajes.todas()
            if a.retirada_en is None and a.region == self.region
        ]
        return sorted(dados, key=lambda a: -a.gestion)


@pytest.fixture
def casas():
    """Dos municipios con las gestiones 2027 y 2028 abiertas."""
    todas = {TUNARI: UnidadEnMemoria(TUNARI), CHIMORE: UnidadEnMemoria(CHIMORE)}
    for ambito, unidad in todas.items():
        for gestion in (2027, 2028):
            gestiones.abrir(en(ambito, gestion), unidad)
    return todas


@pytest.fixture
def lectura(casas):
    return Lectura(casas)


def en(ambito, gestion=2027):
    nombre = REGION.nombres[ambito.id]
    return replace(contexto_de_prueba(), ambito=ambito, nombre=nombre, gestion=gestion, ciclo=MGMP)


def anclar(casas, lectura, ambito=TUNARI, gestion=2027, llamado=LLAMADO, version=0, region=REGION):
    return anclajes.anclar(
        en(ambito, gestion), casas[ambito], lectura, region, "edc", llamado, version
    )


def empezar(casas, ambito, gestion):
    con, unidad = en(ambito, gestion), casas[ambito]
    version = calendarios.evento_de(unidad, gestion, "edc").version
    eventos.avanzar(con, unidad, "edc", version, EstadoDeEvento.EN_CURSO, saltar="prueba")


def mirar(lectura, hoy=date(2026, 6, 1), rotacion=()):
    return anclajes.leer(lectura, hoy, rotacion)


def test_anclar_pone_el_dia_en_el_calendario_y_la_region_lo_lee(casas, lectura):
    anclar(casas, lectura)
    evento = calendarios.evento_de(casas[TUNARI], 2027, "edc")
    assert (evento.fecha, evento.hora, evento.lugar) == (LLAMADO.fecha, "09:00", "Coliseo")
    edc = mirar(lectura).proximo
    assert (edc.origen_id, edc.convocatoria) == (TUNARI.id, "Traigan sus informes.")
    assert not edc.publicado
    assert [h.que for h in casas[TUNARI].hechos][-2:] == ["evento.programado", "edc.anclado"]


def test_el_segundo_sabe_quien_lo_tiene_y_en_otra_gestion_cabe(casas, lectura):
    anclar(casas, lectura)
    with pytest.raises(YaAnclado) as error:
        anclar(casas, lectura, CHIMORE)
    assert error.value.datos == {
        "anfitrion": "Villa Tunari", "region": "Circunscripción 24", "gestion": 2027,
    }  # fmt: skip
    assert not casas[CHIMORE].anclajes.todas()
    anclar(casas, lectura, CHIMORE, 2028, replace(LLAMADO, fecha=date(2027, 6, 20)))
    assert [e.origen_id for e in mirar(lectura).anclados] == [CHIMORE.id, TUNARI.id]


def test_corregir_da_otra_copia_y_repetir_no_hace_nada(casas, lectura):
    anclar(casas, lectura)
    anclar(casas, lectura)  # el mismo envío dos veces
    assert len(casas[TUNARI].anclajes.todas()) == 1
    otro = replace(LLAMADO, lugar="Escuela")
    with pytest.raises(EdicionConcurrente):
        anclar(casas, lectura, llamado=otro, version=7)
    anclar(casas, lectura, llamado=otro, version=1)
    [edc] = mirar(lectura).anclados
    assert (edc.lugar, edc.version, len(casas[TUNARI].anclajes.todas())) == ("Escuela", 2, 2)
    assert casas[TUNARI].hechos[-1].que == "edc.corregido"


def test_no_se_ancla_lo_ajeno_ni_lo_que_no_es_de_region(casas, lectura):
    fuera = replace(REGION, municipios={31204: 100.0})
    with pytest.raises(FueraDeLaRegion):
        anclar(casas, lectura, region=fuera)
    con, unidad = en(TUNARI), casas[TUNARI]
    with pytest.raises(NoEsRegional):
        anclajes.anclar(con, unidad, lectura, REGION, "cumbre-1", LLAMADO)
    with pytest.raises(FechaFueraDeAnio):
        anclar(casas, lectura, llamado=Llamado(date(1990, 1, 1)))
    with pytest.raises(SinAnclar):
        anclajes.retirar(con, unidad, "edc", 1)
    anclar(casas, lectura)
    with pytest.raises(EncuentroYaAnclado):
        anclar(casas, Lectura(casas, OTRA), region=OTRA, version=1)


def test_publicar_da_agenda_acuerdos_y_acta_y_lo_retirado_desaparece(casas, lectura):
    anclar(casas, lectura)
    empezar(casas, TUNARI, 2027)
    con, unidad = en(TUNARI), casas[TUNARI]
    acuerdos.acordar(con, unidad, "edc", nuevo_id(), "El puente", "Gobernación", date(2026, 9, 1))
    copia = anclajes.publicar(con, unidad, NADIE, "edc", 1)
    assert anclajes.publicar(con, unidad, NADIE, "edc", 1) is copia  # dos veces no es dos
    edc = mirar(lectura).proximo
    assert [p.texto for p in edc.contenido.agenda] == [r.texto for r in MGMP.eventos["edc"].agenda]
    [acuerdo] = edc.contenido.acuerdos
    assert (acuerdo.que, acuerdo.de, acuerdo.dia_limite) == (
        "El puente",
        TUNARI.id,
        date(2026, 9, 1),
    )
    assert acuerdo.vencio(date(2026, 9, 2))
    assert not acuerdo.vencio(date(2026, 9, 1))
    with pytest.raises(EdicionConcurrente):
        anclajes.retirar(con, unidad, "edc", 1)
    anclajes.retirar(con, unidad, "edc", 2)
    assert mirar(lectura).anclados == []
    anclar(casas, lectura, CHIMORE)  # ya puede hospedarlo otro


@pytest.fixture
def con_un_acuerdo(casas, lectura):
    """El EDC de 2027, hospedado por Villa Tunari, con un acuerdo publicado."""
    anclar(casas, lectura)
    empezar(casas, TUNARI, 2027)
    con, unidad = en(TUNARI), casas[TUNARI]
    acuerdos.acordar(con, unidad, "edc", nuevo_id(), "El puente", "Gobernación", None)
    anclajes.publicar(con, unidad, NADIE, "edc", 1)
    return casas


def test_el_siguiente_anfitrion_revisa_los_acuerdos_del_anterior(con_un_acuerdo, lectura):
    casas, con = con_un_acuerdo, en(CHIMORE, 2028)
    anclar(casas, lectura, CHIMORE, 2028, replace(LLAMADO, fecha=date(2027, 6, 20)))
    evento = calendarios.evento_de(casas[CHIMORE], 2028, "edc")
    [traido] = acuerdos.por_cumplir(con, casas[CHIMORE], evento)
    assert (traido.que, traido.traido_de, traido.gestion) == ("El puente", TUNARI.id, 2027)
    assert acuerdos.del_encuentro(casas[CHIMORE], 2027, "edc") == [], "no es de su acta"
    acuerdos.marcar(con, casas[CHIMORE], traido.id, 0, EstadoDeAcuerdo.CUMPLIDO, "Se hizo")
    anclajes.publicar(con, casas[CHIMORE], NADIE, "edc", 1)
    [acuerdo] = mirar(lectura).acuerdos
    assert (acuerdo.estado, acuerdo.nota, acuerdo.de) == (
        EstadoDeAcuerdo.CUMPLIDO, "Se hizo", TUNARI.id,
    )  # fmt: skip
    assert acuerdos.por_cumplir(con, casas[CHIMORE], evento) == [traido], "sigue a la vista"


def test_traer_despues_lo_que_se_publico_tarde_y_una_sola_vez(con_un_acuerdo, lectura):
    casas, con = con_un_acuerdo, en(CHIMORE, 2028)
    anclar(casas, lectura, CHIMORE, 2028, replace(LLAMADO, fecha=date(2027, 6, 20)))
    assert anclajes.traer(con, casas[CHIMORE], lectura, "edc") == []
    acuerdos.acordar(en(TUNARI), casas[TUNARI], "edc", nuevo_id(), "La posta", "Ministerio", None)
    anclajes.publicar(en(TUNARI), casas[TUNARI], NADIE, "edc", 2)
    assert [a.que for a in anclajes.traer(con, casas[CHIMORE], lectura, "edc")] == ["La posta"]
    assert anclajes.traer(con, casas[CHIMORE], lectura, "edc") == []


def test_la_mesa_regional_no_revisa_lo_del_municipio(casas):
    con, unidad = en(TUNARI), casas[TUNARI]
    version = calendarios.evento_de(unidad, 2027, "eda-1").version
    eventos.avanzar(con, unidad, "eda-1", version, EstadoDeEvento.EN_CURSO, saltar="prueba")
    acuerdos.acordar(con, unidad, "eda-1", nuevo_id(), "La plaza", "Obras", None)
    edc = calendarios.evento_de(unidad, 2027, "edc")
    cumbre = calendarios.evento_de(unidad, 2027, "cumbre-1")
    assert acuerdos.por_cumplir(con, unidad, edc) == []
    assert [a.que for a in acuerdos.por_cumplir(con, unidad, cumbre)] == ["La plaza"]


def test_la_secretaria_se_designa_en_el_encuentro_y_propone_al_anfitrion(casas, lectura):
    anclar(casas, lectura)
    con, unidad = en(TUNARI), casas[TUNARI]
    de_chimore = Secretaria("Chimoré", "2026-06-20", "2027-06-20", CHIMORE.id)
    with pytest.raises(MesaCerrada):
        anclajes.designar(con, unidad, REGION, "edc", de_chimore, 1)
    empezar(casas, TUNARI, 2027)
    with pytest.raises(FueraDeLaRegion):
        anclajes.designar(con, unidad, REGION, "edc", replace(de_chimore, municipio=10101), 1)
    anclajes.designar(con, unidad, REGION, "edc", de_chimore, 1)
    anclajes.designar(con, unidad, REGION, "edc", de_chimore, 1)  # lo mismo otra vez
    assert unidad.hechos[-1].carga["municipio"] == CHIMORE.id
    leido = mirar(lectura, date(2026, 7, 1), [CHIMORE.id, TUNARI.id])
    assert (leido.propuesto, leido.sigue) == (CHIMORE.id, TUNARI.id)
    assert mirar(lectura, date(2026, 6, 1)).vigente is None, "todavía no empieza"
    assert mirar(lectura, date(2027, 6, 20)).vigente, "su último día todavía la tiene"
    assert mirar(lectura, date(2027, 6, 21)).vigente is None, "ya terminó"
    assert len(mirar(lectura).secretarias) == 1


def test_la_rotacion_sin_historia_empieza_por_el_primero_y_un_actor_no_la_mueve():
    assert EdcDeRegion([], date(2026, 1, 1)).sigue == 0
    assert EdcDeRegion([], date(2026, 1, 1), [5, 6]).sigue == 5
    assert anclajes.rotacion_de(REGION, ["a", "b"], {"a": 31204, "b": 9}.__getitem__) == [31204]


def test_una_secretaria_no_termina_antes_de_empezar():
    with pytest.raises(SecretariaAlReves):
        Secretaria("Chimoré", "2026-06-20", "2026-06-19")


def test_lo_ultimo_que_se_dijo_de_un_acuerdo_manda(con_un_acuerdo, lectura):
    casas = con_un_acuerdo
    [acuerdo] = mirar(lectura).acuerdos
    acuerdos.marcar(
        en(TUNARI), casas[TUNARI], UUID(str(acuerdo.id)), 0, EstadoDeAcuerdo.INCUMPLIDO, "No llegó"
    )
    assert mirar(lectura).acuerdos[0].estado is EstadoDeAcuerdo.PENDIENTE, "aún no se publicó"
    anclajes.publicar(en(TUNARI), casas[TUNARI], NADIE, "edc", 2)
    assert mirar(lectura).acuerdos[0].estado is EstadoDeAcuerdo.INCUMPLIDO


def test_con_el_acta_cerrada_se_ancla_donde_ella_dice_y_en_ningun_otro_lado(casas, lectura):
    unidad, con = casas[TUNARI], en(TUNARI)
    evento = calendarios.evento_de(unidad, 2027, "edc")
    gestiones.programar(con, unidad, "edc", evento.version, LLAMADO.fecha, "09:00", "Coliseo")
    empezar(casas, TUNARI, 2027)
    evento.avanzar(EstadoDeEvento.REALIZADO, con.ahora(), "Ana")
    evento.avanzar(EstadoDeEvento.ACTA_CERRADA, con.ahora(), "Ana")
    unidad.actas.agregar(
        Acta(nuevo_id(), 2027, "edc", con.ahora(), "Ana", estado=EstadoDeActa.CERRADA, resumen="f")
    )
    for cambio in ({"hora": "10:00"}, {"lugar": "Otro coliseo"}):
        with pytest.raises(ActaCerrada):
            anclar(casas, lectura, llamado=replace(LLAMADO, **cambio))
    assert (evento.hora, evento.lugar) == ("09:00", "Coliseo")
    anclar(casas, lectura)
    anclar(casas, lectura, llamado=replace(LLAMADO, convocatoria="Ya se hizo."), version=1)
    assert mirar(lectura, LLAMADO.fecha).de_gestion(2027).convocatoria == "Ya se hizo."


def test_ya_hecho_se_ancla_el_dia_en_que_se_hizo_y_lo_programado_no_se_mueve(casas, lectura):
    empezar(casas, TUNARI, 2027)
    con, evento = en(TUNARI), calendarios.evento_de(casas[TUNARI], 2027, "edc")
    evento.avanzar(EstadoDeEvento.REALIZADO, con.ahora(), "Ana")
    programado, evento.realizado_en = evento.fecha, date(2026, 7, 3)
    anclar(casas, lectura, llamado=replace(LLAMADO, fecha=date(2026, 5, 1)))
    assert mirar(lectura).de_gestion(2027).fecha == date(2026, 7, 3)
    assert evento.fecha == programado


def test_lo_traido_dice_de_quien_es_aunque_su_edc_se_retire(con_un_acuerdo, lectura):
    casas, con = con_un_acuerdo, en(CHIMORE, 2028)
    anclar(casas, lectura, CHIMORE, 2028, replace(LLAMADO, fecha=date(2027, 6, 20)))
    anclajes.publicar(con, casas[CHIMORE], NADIE, "edc", 1)
    anclajes.retirar(en(TUNARI), casas[TUNARI], "edc", 2)
    [acuerdo] = mirar(lectura).acuerdos
    assert (acuerdo.gestion, acuerdo.de) == (2027, TUNARI.id)


@pytest.mark.usefixtures("con_un_acuerdo")
def test_lo_dicho_antes_no_tapa_lo_dicho_despues(lectura):
    """El anfitrión siguiente publicó cómo iba en junio; el anterior, lo que pasó en agosto."""
    [suyo] = mirar(lectura).acuerdos
    agosto = replace(suyo, estado=EstadoDeAcuerdo.CUMPLIDO, nota="Listo", visto_el="2027-08-01")
    junio = replace(suyo, nota="Falta", visto_el="2027-06-20")
    [primero] = mirar(lectura).anclados
    contenido = replace(primero.contenido, acuerdos=(agosto,))
    despues = replace(primero.contenido, acuerdos=(), anteriores=(junio,))
    edc = EdcDeRegion(
        [replace(primero, gestion=2028, contenido=despues), replace(primero, contenido=contenido)],
        date(2027, 9, 1),
    )
    assert [(a.estado, a.nota) for a in edc.acuerdos] == [(EstadoDeAcuerdo.CUMPLIDO, "Listo")]


def test_el_siguiente_anfitrion_retira_lo_traido_y_la_region_lo_sabe(con_un_acuerdo, lectura):
    """El que lo acordó lo sigue publicando pendiente: callarlo lo dejaría así para siempre."""
    casas, con = con_un_acuerdo, en(CHIMORE, 2028)
    anclar(casas, lectura, CHIMORE, 2028, replace(LLAMADO, fecha=date(2027, 6, 20)))
    [acuerdo] = mirar(lectura).acuerdos
    acuerdos.marcar(
        con, casas[CHIMORE], acuerdo.id, 0, EstadoDeAcuerdo.RETIRADO, "Ya no hace falta"
    )
    anclajes.publicar(con, casas[CHIMORE], NADIE, "edc", 1)
    assert [(a.estado, a.nota) for a in mirar(lectura).acuerdos] == [
        (EstadoDeAcuerdo.RETIRADO, "Ya no hace falta")
    ]
    evento = calendarios.evento_de(casas[CHIMORE], 2028, "edc")
    assert acuerdos.por_cumplir(con, casas[CHIMORE], evento) == []


def test_publicar_lleva_el_dia_y_el_lugar_del_calendario(casas, lectura):
    anclar(casas, lectura)
    con, unidad = en(TUNARI), casas[TUNARI]
    evento = calendarios.evento_de(unidad, 2027, "edc")
    dia = date(2026, 6, 27)
    gestiones.programar(con, unidad, "edc", evento.version, dia, "10:00", "Escuela")
    anclajes.publicar(con, unidad, NADIE, "edc", 1)
    edc = mirar(lectura).de_gestion(2027)
    assert (edc.fecha, edc.hora, edc.lugar) == (dia, "10:00", "Escuela")


@pytest.mark.usefixtures("con_un_acuerdo")
def test_lo_del_ultimo_edc_se_revisa_aunque_ya_se_cumplio_y_lo_hecho_ya_paso(lectura):
    [suyo] = mirar(lectura).acuerdos
    cumplido = replace(suyo, estado=EstadoDeAcuerdo.CUMPLIDO)
    viejo = replace(cumplido, id=nuevo_id(), gestion=2026)
    [anclado] = mirar(lectura).anclados
    contenido = replace(anclado.contenido, acuerdos=(cumplido, viejo), hecho=True)
    hoy = date(2026, 6, 1)
    edc = EdcDeRegion([replace(anclado, contenido=contenido)], hoy)
    assert edc.anteriores_a(2028) == [cumplido]
    assert (edc.proximo, edc.ultimo) == (None, edc.anclados[0]), "se hizo antes de su día"
