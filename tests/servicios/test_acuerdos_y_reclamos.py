"""Lo que se acuerda y se reclama en un encuentro pasa al siguiente, hasta que se cierra."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nucleo.dominio.acuerdos import EstadoDeAcuerdo, FaltaDecirPorQue
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.mesas import MesaCerrada
from nucleo.dominio.reclamos import (
    EstadoDeReclamo,
    ReclamoCerrado,
    ReclamoSinRespuesta,
    SobreQue,
)
from nucleo.servicios import (
    acuerdos,
    calendarios,
    eventos,
    gestiones,
    reclamos,
)  # fmt: skip
from nucleo.servicios.reclamos import DatosDeReclamo, Filtro
from tests.ejemplos import GESTION
from tests.servicios.de_mesa import (
    EDA,
    EDA_2,
    MGMP,
    abrir,
    dichos,
    empezar,
    votar,
)


def acordar(con, unidad, que, encuentro=EDA, orden=None):
    dia = date(GESTION - 1, 10, 1)
    return acuerdos.acordar(con, unidad, encuentro, orden or nuevo_id(), que, "Alcaldía", dia)


def por_cumplir(con, unidad, clave):
    evento = calendarios.evento_de(unidad, con.gestion, clave)
    return [a.que for a in acuerdos.por_cumplir(con, unidad, evento)]


def test_los_acuerdos_pasan_al_encuentro_siguiente_para_marcarlos(con, mesa):
    orden = nuevo_id()
    for _ in range(2):
        uno = acordar(con, mesa, "Publicar el informe", orden=orden)
    with pytest.raises(OrdenUsada):
        acordar(con, mesa, "Otra cosa", orden=orden)
    otro = acordar(con, mesa, "Arreglar la bomba")
    assert por_cumplir(con, mesa, EDA) == []
    assert por_cumplir(con, mesa, EDA_2) == ["Publicar el informe", "Arreglar la bomba"]
    with pytest.raises(FaltaDecirPorQue):
        acuerdos.marcar(con, mesa, uno.id, 0, EstadoDeAcuerdo.INCUMPLIDO)
    with pytest.raises(EdicionConcurrente):
        acuerdos.marcar(con, mesa, uno.id, 9, EstadoDeAcuerdo.CUMPLIDO)
    for _ in range(2):
        acuerdos.marcar(con, mesa, uno.id, 0, EstadoDeAcuerdo.CUMPLIDO, "En la web")
    assert dichos(mesa, "acuerdo").count("acuerdo.marcado") == 1
    assert len(por_cumplir(con, mesa, EDA_2)) == 2
    assert por_cumplir(con, mesa, "cumbre-1") == [otro.que]
    with pytest.raises(NoExiste):
        acuerdos.marcar(con, mesa, nuevo_id(), 0, EstadoDeAcuerdo.CUMPLIDO)


def test_el_anterior_es_el_que_dice_sigue_a_y_el_primero_mira_la_gestion_anterior(con, mesa):
    antes = replace(con, gestion=GESTION - 1)
    gestiones.abrir(antes, mesa, date(GESTION - 2, 9, 8))
    empezar(antes, mesa, "cumbre-3")
    acordar(antes, mesa, "Lo de la otra gestión", "cumbre-3")
    esperados = {EDA: "acs-3", EDA_2: EDA, "mujeres": "cumbre-1", "cumbre-3": "cumbre-2"}
    for clave, anterior in esperados.items():
        evento = calendarios.evento_de(mesa, GESTION, clave)
        assert acuerdos.encuentro_anterior(con, mesa, evento).clave == anterior
    assert por_cumplir(con, mesa, EDA) == ["Lo de la otra gestión"]
    assert por_cumplir(con, mesa, "cumbre-2") == ["Lo de la otra gestión"]


def por_cerrar(con, unidad, clave):
    evento = calendarios.evento_de(unidad, con.gestion, clave)
    return [r.asunto for r in reclamos.por_cerrar(unidad, evento)]


def test_un_reclamo_reaparece_hasta_que_se_cierra(con, mesa):
    orden, otb = nuevo_id(), mesa.organizaciones.todas()[0]
    datos = DatosDeReclamo(SobreQue.SERVICIO, "Posta de salud", "No hay enfermera", otb.id)
    for _ in range(2):
        dicho = reclamos.recibir(con, mesa, EDA, orden, datos)
    with pytest.raises(OrdenUsada):
        reclamos.recibir(con, mesa, EDA, orden, replace(datos, asunto="Otra"))
    with pytest.raises(NoExiste):
        reclamos.recibir(con, mesa, EDA, nuevo_id(), replace(datos, organizacion_id=nuevo_id()))
    assert por_cerrar(con, mesa, EDA) == []
    assert por_cerrar(con, mesa, EDA_2) == ["Posta de salud"]
    with pytest.raises(ReclamoSinRespuesta):
        reclamos.cerrar(con, mesa, dicho.id, 0, "Listo")
    plazo = date(GESTION - 1, 9, 1)
    for _ in range(2):
        reclamos.responder(con, mesa, dicho.id, 0, "Se contrata", "Salud", plazo)
    assert (dicho.estado, dicho.vencio(date(GESTION - 1, 9, 2))) == (
        EstadoDeReclamo.RESPONDIDO,
        True,
    )
    assert por_cerrar(con, mesa, "cumbre-2") == ["Posta de salud"]
    with pytest.raises(EdicionConcurrente):
        reclamos.cerrar(con, mesa, dicho.id, 5, "Ya hay")
    for _ in range(2):
        reclamos.cerrar(con, mesa, dicho.id, 0, "Ya hay enfermera")
    assert por_cerrar(con, mesa, "cumbre-2") == []
    with pytest.raises(ReclamoCerrado):
        reclamos.responder(con, mesa, dicho.id, 0, "Otra", "Salud", None)
    hechos = ["reclamo.recibido", "reclamo.respondido", "reclamo.cerrado"]
    assert dichos(mesa, "reclamo") == hechos


def test_por_atender_los_vencidos_primero_y_los_cerrados_no(con, mesa):
    una, otra, _ = (o.id for o in mesa.organizaciones.todas())
    hoy = date(GESTION - 1, 9, 2)
    plazos = {"con plazo": 20, "recién vencido": -1, "muy vencido": -9, "cerrado": 3}
    for asunto in ("sin respuesta", *plazos):
        de = una if asunto in {"con plazo", "muy vencido"} else otra
        datos = DatosDeReclamo(SobreQue.OBRA, asunto, "Está roto", de)
        nuevo = reclamos.recibir(con, mesa, EDA, nuevo_id(), datos)
        if asunto in plazos:
            plazo = hoy + timedelta(days=plazos[asunto])
            reclamos.responder(con, mesa, nuevo.id, 0, "Se hará", "Obras", plazo)
    reclamos.cerrar(con, mesa, nuevo.id, 0, "Ya está")
    todos = ["muy vencido", "recién vencido", "sin respuesta", "con plazo"]
    assert [r.asunto for r in reclamos.por_atender(mesa, hoy)] == todos
    suyos = reclamos.por_atender(mesa, hoy, {una})
    assert [r.asunto for r in suyos] == ["muy vencido", "con plazo"]
    assert reclamos.por_atender(mesa, hoy, set()) == []


@pytest.mark.parametrize(
    ("filtro", "vale"),
    [
        (Filtro(), True),
        (Filtro(gestion=GESTION, estado=EstadoDeReclamo.ABIERTO, sobre=SobreQue.OBRA), True),
        (Filtro(texto="PUENTE roto"), True),
        (Filtro(gestion=GESTION - 1), False),
        (Filtro(estado=EstadoDeReclamo.CERRADO), False),
        (Filtro(sobre=SobreQue.SERVICIO), False),
        (Filtro(texto="agua"), False),
    ],
)
def test_se_filtra_por_lo_que_se_pide(con, mesa, filtro, vale):
    datos = DatosDeReclamo(SobreQue.OBRA, "Puente Chipiriri", "Está roto")
    reclamos.recibir(con, mesa, EDA, nuevo_id(), datos)
    assert len(reclamos.listar(mesa, GESTION, filtro)) == vale


def test_lo_de_papel_se_transcribe_despues_pero_no_se_vota(con, mesa):
    abrir(con, mesa, "reclamos")
    version = calendarios.evento_de(mesa, GESTION, EDA).version
    eventos.avanzar(con, mesa, EDA, version, EstadoDeEvento.REALIZADO, saltar="prueba")
    acordar(con, mesa, "Lo que quedó en el cuaderno")
    reclamos.recibir(con, mesa, EDA, nuevo_id(), DatosDeReclamo(SobreQue.OBRA, "Muro", "Cayó"))
    with pytest.raises(MesaCerrada):
        votar(con, mesa)


def test_lo_que_se_hace_despues_recibe_lo_anterior_aunque_el_ciclo_lo_ponga_antes(con, mesa):
    """La reunión de mujeres va antes en el ciclo: dejada para octubre, le llega lo de la Cumbre 2.

    El EDC revisa solo los acuerdos de la región, y los reclamos como cualquiera.
    """
    empezar(con, mesa, "cumbre-2")
    acuerdos.acordar(con, mesa, "cumbre-2", nuevo_id(), "Traer el diseño", "Técnica", None)
    datos = DatosDeReclamo(SobreQue.OBRA, "Puente", "Se partió")
    reclamos.recibir(con, mesa, "cumbre-2", nuevo_id(), datos)
    version = calendarios.evento_de(mesa, GESTION, "mujeres").version
    gestiones.programar(con, mesa, "mujeres", version, date(GESTION - 1, 10, 10), "", "")
    for clave, cumple, cierra in (
        (EDA, False, False), ("mujeres", True, True), ("edc", False, True),
        ("cumbre-3", True, True),
    ):  # fmt: skip
        assert (por_cumplir(con, mesa, clave) == ["Traer el diseño"]) is cumple
        assert (por_cerrar(con, mesa, clave) == ["Puente"]) is cierra
    version = calendarios.evento_de(mesa, GESTION, "mujeres").version
    eventos.avanzar(con, mesa, "mujeres", version, EstadoDeEvento.REALIZADO, saltar="x",
                    dia=date(GESTION - 1, 6, 20))  # fmt: skip
    assert por_cumplir(con, mesa, "mujeres") == por_cerrar(con, mesa, "mujeres") == []


def test_el_que_el_ciclo_quito_y_no_se_hizo_no_es_el_anterior(con, mesa):
    sin_ellos = {c: t for c, t in MGMP.eventos.items() if c not in {"eda-2", "edc"}}
    otro = replace(con, ciclo=replace(MGMP, eventos=sin_ellos))
    cumbre = calendarios.evento_de(mesa, GESTION, "cumbre-1")
    assert acuerdos.encuentro_anterior(con, mesa, cumbre).clave == "edc"
    assert acuerdos.encuentro_anterior(otro, mesa, cumbre).clave == EDA


def test_un_acuerdo_no_es_de_un_punto_que_nadie_abrio(con, mesa):
    """El punto viene en la dirección: cualquiera puede escribirlo, y con cualquier largo."""
    nuevo = EDA, nuevo_id(), "Publicar el informe", "Alcaldía", None
    for punto in ("clausura", "x" * 5000):
        with pytest.raises(NoExiste):
            acuerdos.acordar(con, mesa, *nuevo, punto)
    abrir(con, mesa, "bienvenida")
    assert acuerdos.acordar(con, mesa, *nuevo, "bienvenida").punto == "bienvenida"
