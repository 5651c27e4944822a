"""La mesa: un punto a la vez, votos que no se cambian y lo que pasa al encuentro siguiente."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.acuerdos import EstadoDeAcuerdo, FaltaDecirPorQue
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.mesas import MesaCerrada, OtroPuntoAbierto, PuntoConVotacion, PuntoSinAbrir
from nucleo.dominio.reclamos import (
    EstadoDeReclamo,
    ReclamoCerrado,
    ReclamoSinRespuesta,
    SobreQue,
)
from nucleo.dominio.votaciones import (
    EstadoDeVotacion,
    Manos,
    MasVotosQuePersonas,
    OpcionDeVoto,
    VotacionAbierta,
    VotacionCerrada,
    VotacionSinCerrar,
)
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios import (
    acuerdos,
    asistencias,
    calendarios,
    eventos,
    gestiones,
    mesas,
    reclamos,
    votaciones,
)  # fmt: skip
from nucleo.servicios.asistencias import DatosDeAsistencia
from nucleo.servicios.reclamos import DatosDeReclamo, Filtro
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
EDA, EDA_2 = "eda-1", "eda-2"
NUMEROS = {
    OpcionDeVoto.FAVOR: Manos(40, 21, 19),
    OpcionDeVoto.CONTRA: Manos(3, 1, 2),
    OpcionDeVoto.ABSTENCION: Manos(0, 0, 0),
}


@pytest.fixture
def con(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def mesa(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    empezar(con, unidad, EDA)
    return unidad


def empezar(con, unidad, clave):
    version = calendarios.evento_de(unidad, con.gestion, clave).version
    eventos.avanzar(con, unidad, clave, version, EstadoDeEvento.EN_CURSO, saltar="prueba")


def pasar(con, minutos):
    return replace(con, ahora=lambda: MEDIODIA + timedelta(minutes=minutos))


def abrir(con, unidad, punto, encuentro=EDA):
    return mesas.abrir(con, unidad, NADIE, encuentro, punto)


def leida(con, unidad):
    return mesas.mesa_de(con, unidad, NADIE, EDA)


def dichos(unidad, prefijo):
    return [h.que for h in unidad.hechos if h.que.startswith(prefijo)]


def votar(con, unidad, pregunta="¿Se aprueba?", punto="reclamos", orden=None):
    return votaciones.abrir(con, unidad, EDA, orden or nuevo_id(), punto, pregunta)


def test_sin_empezar_la_mesa_no_anota(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    with pytest.raises(MesaCerrada):
        abrir(con, unidad, "bienvenida")
    with pytest.raises(MesaCerrada):
        acuerdos.acordar(con, unidad, EDA, nuevo_id(), "Algo", "Alcaldía", None)
    assert dichos(unidad, "mesa") == []


def test_un_punto_a_la_vez_con_su_hora_y_lo_que_se_dijo(con, mesa):
    assert leida(con, mesa).siguiente.clave == "bienvenida"
    abrir(con, mesa, "bienvenida")
    abrir(con, mesa, "bienvenida")
    with pytest.raises(OtroPuntoAbierto):
        abrir(con, mesa, "compromisos")
    with pytest.raises(NoExiste):
        mesas.decir(con, mesa, NADIE, EDA, "compromisos", 0, "x", "y")
    for _ in range(2):
        mesas.decir(con, mesa, NADIE, EDA, "bienvenida", 0, "Concejo", "Se dio la bienvenida")
    with pytest.raises(EdicionConcurrente):
        mesas.decir(con, mesa, NADIE, EDA, "bienvenida", 7, "Concejo", "Otra cosa")
    despues = pasar(con, 12)
    for _ in range(2):
        mesas.cerrar(despues, mesa, NADIE, EDA, "bienvenida")
    assert dichos(mesa, "mesa") == ["mesa.punto_abierto", "mesa.punto_dicho", "mesa.punto_cerrado"]
    assert mesa.hechos[-1].carga["minutos"] == 12
    assert "Se dio" not in str([h.carga for h in mesa.hechos])
    ahora = leida(con, mesa)
    assert (ahora.actual, ahora.siguiente.clave) == (None, "compromisos")
    with pytest.raises(NoExiste):
        abrir(con, mesa, "no-hay")


def test_un_punto_al_vuelo_va_antes_de_la_clausura_una_sola_vez(con, mesa):
    orden = nuevo_id()
    for _ in range(2):
        nuevo = mesas.agregar(con, mesa, NADIE, EDA, orden, "Agua en la escuela")
    with pytest.raises(OrdenUsada):
        mesas.agregar(con, mesa, NADIE, EDA, orden, "Otra cosa")
    assert [p.clave for p in leida(con, mesa).puntos][-2:] == [nuevo.clave, "clausura"]
    abrir(con, mesa, nuevo.clave)
    assert leida(con, mesa).actual.texto == "Agua en la escuela"


def test_se_vota_sobre_el_punto_que_se_trata_y_queda_con_sus_numeros(con, mesa):
    with pytest.raises(PuntoSinAbrir):
        votar(con, mesa)
    abrir(con, mesa, "reclamos")
    orden = nuevo_id()
    for _ in range(2):
        votada = votar(con, mesa, orden=orden)
    with pytest.raises(OrdenUsada):
        votar(con, mesa, "¿Otra?", orden=orden)
    with pytest.raises(VotacionAbierta):
        votar(con, mesa, "¿Otra?")
    with pytest.raises(PuntoConVotacion):
        mesas.cerrar(con, mesa, NADIE, EDA, "reclamos")
    for _ in range(2):
        votaciones.disentir(con, mesa, votada.id, "Juana Mamani", "Falta el puente")
    votaciones.cerrar(con, mesa, votada.id, NUMEROS)
    assert len(votada.disensos) == 1
    [hecho] = [h for h in mesa.hechos if h.que == "votacion.cerrada"]
    assert hecho.carga["cuenta"]["favor"] == {"total": 40, "mujeres": 21, "hombres": 19}
    assert hecho.carga["disensos"] == 1
    assert "Mamani" not in str([h.carga for h in mesa.hechos])


def test_cerrada_no_se_cambia_se_anula_y_se_repite(con, mesa):
    abrir(con, mesa, "reclamos")
    mal = votar(con, mesa)
    for _ in range(2):
        votaciones.cerrar(con, mesa, mal.id, NUMEROS)
    otros = {**NUMEROS, OpcionDeVoto.CONTRA: Manos(4, 2, 2)}
    with pytest.raises(VotacionCerrada):
        votaciones.cerrar(con, mesa, mal.id, otros)
    for _ in range(2):
        votaciones.anular(con, mesa, mal.id, "Se contó dos veces una fila")
    bien = votar(con, mesa)
    votaciones.cerrar(con, mesa, bien.id, otros)
    estados = [v.estado for v in leida(con, mesa).del_punto("reclamos")]
    assert estados == [EstadoDeVotacion.ANULADA, EstadoDeVotacion.CERRADA]
    assert dichos(mesa, "votacion").count("votacion.anulada") == 1


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


def terminar(con, unidad, **mas):
    version = calendarios.evento_de(unidad, GESTION, EDA).version
    realizado = EstadoDeEvento.REALIZADO
    return eventos.avanzar(con, unidad, EDA, version, realizado, saltar="prueba", **mas)


def test_darlo_por_hecho_cierra_el_punto_que_quedo_abierto(con, mesa):
    abrir(con, mesa, "reclamos")
    terminar(pasar(con, 30), mesa)
    [punto] = mesa.mesas.puntos(GESTION, EDA)
    assert (punto.tratado, punto.minutos(MEDIODIA)) == (True, 30)
    assert dichos(mesa, "mesa") == ["mesa.punto_abierto", "mesa.punto_cerrado"]


def test_el_punto_olvidado_se_cierra_a_mas_tardar_ese_dia(con, mesa):
    abrir(con, mesa, "reclamos")
    terminar(pasar(con, 3 * 24 * 60), mesa, dia=dia_en_bolivia(MEDIODIA))
    [punto] = mesa.mesas.puntos(GESTION, EDA)
    assert dia_en_bolivia(punto.fin) == dia_en_bolivia(punto.inicio)


def test_con_algo_votandose_no_se_da_por_hecho(con, mesa):
    abrir(con, mesa, "reclamos")
    abierta = votar(con, mesa)
    with pytest.raises(VotacionSinCerrar):
        terminar(con, mesa)
    assert not dichos(mesa, "mesa.punto_cerrado")
    votaciones.anular(con, mesa, abierta.id, "Se fue la gente")
    assert terminar(con, mesa).hecho


def test_si_el_reloj_retrocede_nada_termina_antes_de_empezar(con, mesa):
    abrir(con, mesa, "reclamos")
    votada = votar(con, mesa)
    antes = pasar(con, -45)
    votaciones.cerrar(antes, mesa, votada.id, NUMEROS)
    mesas.cerrar(antes, mesa, NADIE, EDA, "reclamos")
    [punto] = mesa.mesas.puntos(GESTION, EDA)
    assert (punto.inicio, punto.fin, votada.cerrada_en) == (MEDIODIA, MEDIODIA, MEDIODIA)
    abrir(antes, mesa, "reclamos")
    assert punto.tramos[-1]["desde"] == MEDIODIA.isoformat()
    assert punto.minutos(antes.ahora()) == 0


def test_un_telefono_atrasado_no_retoma_lo_que_otro_ya_cerro(con, mesa):
    mesas.abrir(con, mesa, NADIE, EDA, "bienvenida", 0)
    [punto] = mesa.mesas.puntos(GESTION, EDA)
    mesas.cerrar(con, mesa, NADIE, EDA, "bienvenida")
    punto.version = 2
    with pytest.raises(EdicionConcurrente):
        mesas.abrir(con, mesa, NADIE, EDA, "bienvenida", 0)
    mesas.abrir(con, mesa, NADIE, EDA, "bienvenida", 2)
    assert len(punto.tramos) == 2


def test_mas_manos_que_personas_se_avisa_y_se_puede_decir_que_esta_bien(con, mesa):
    for nombre in ("Ana", "Luz"):
        asistencias.anotar(con, mesa, EDA, nuevo_id(), DatosDeAsistencia(nombre))
    abrir(con, mesa, "reclamos")
    votada = votar(con, mesa)
    with pytest.raises(MasVotosQuePersonas) as error:
        votaciones.cerrar(con, mesa, votada.id, NUMEROS)
    assert error.value.datos == {"votos": 43, "personas": 2}
    assert votada.estado is EstadoDeVotacion.ABIERTA
    for _ in range(2):
        votaciones.cerrar(con, mesa, votada.id, NUMEROS, de_todos_modos=True)
    assert mesa.hechos[-1].carga["personas"] == 2


def test_se_vota_solo_en_el_encuentro_de_su_gestion(con, mesa):
    abrir(con, mesa, "reclamos")
    votada = votar(con, mesa)
    otra = replace(con, gestion=GESTION + 1)
    gestiones.abrir(otra, mesa, date(GESTION, 9, 8))
    votaciones.disentir(otra, mesa, votada.id, "Rosa", "No alcanza")
    calendarios.evento_de(mesa, GESTION, EDA).estado = EstadoDeEvento.REALIZADO
    empezar(otra, mesa, EDA)
    with pytest.raises(MesaCerrada):
        votaciones.cerrar(otra, mesa, votada.id, NUMEROS)
