"""La mesa: un punto a la vez, votos que no se cambian, y lo que pasa cuando algo sale mal."""

from dataclasses import replace
from datetime import date

import pytest

from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.mesas import MesaCerrada, OtroPuntoAbierto, PuntoConVotacion, PuntoSinAbrir
from nucleo.dominio.votaciones import (
    EstadoDeVotacion,
    Manos,
    MasVotosQuePersonas,
    OpcionDeVoto,
    VotacionAbierta,
    VotacionCerrada,
    VotacionSinCerrar,
)
from nucleo.pruebas import MEDIODIA
from nucleo.servicios import (
    acuerdos,
    asistencias,
    calendarios,
    eventos,
    gestiones,
    mesas,
    votaciones,
)  # fmt: skip
from nucleo.servicios.asistencias import DatosDeAsistencia
from tests.ejemplos import GESTION
from tests.servicios.de_mesa import (
    EDA,
    NADIE,
    NUMEROS,
    abrir,
    dichos,
    empezar,
    leida,
    pasar,
    votar,
)


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


def test_la_mesa_de_otra_gestion_no_toca_las_votaciones_de_esta(con, mesa):
    """Con el mismo encuentro en curso un año después, lo votado el año anterior sigue fijo."""
    abrir(con, mesa, "bienvenida")
    orden = nuevo_id()
    hecha = votaciones.abrir(con, mesa, EDA, orden, "bienvenida", "¿Se aprueba?")
    votaciones.cerrar(con, mesa, hecha.id, NUMEROS)
    version = calendarios.evento_de(mesa, GESTION, EDA).version
    eventos.avanzar(con, mesa, EDA, version, EstadoDeEvento.REALIZADO)
    otro = replace(con, gestion=GESTION + 1)
    gestiones.abrir(otro, mesa, date(GESTION, 9, 8))
    empezar(otro, mesa, EDA)
    with pytest.raises(MesaCerrada):
        votaciones.anular(otro, mesa, hecha.id, "No nos gustó")
    with pytest.raises(MesaCerrada):
        votaciones.disentir(otro, mesa, hecha.id, "Alguien", "Tarde")
    with pytest.raises(OrdenUsada):
        votaciones.abrir(otro, mesa, EDA, orden, "bienvenida", "¿Se aprueba?")
    assert hecha.estado is EstadoDeVotacion.CERRADA
