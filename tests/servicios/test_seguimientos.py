"""El control social se organiza, programa, vuelve con lo que halló y lo reclama."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.encargos import (
    EncargoConSeguimientos,
    EncargoRepetido,
    QueSeSigue,
    QuienSigue,
    SinNadaQueSeguir,
)
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import FechaFueraDeAnio
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.reclamos import EstadoDeReclamo, SobreQue
from nucleo.dominio.seguimientos import (
    ClaseDeSeguimiento,
    Hallazgo,
    NadaQueReprogramar,
    SeguimientoHecho,
    SeguimientoPorVenir,
    SinObservacion,
)
from nucleo.pruebas import MEDIODIA
from nucleo.servicios import calendarios, compuertas, encargos, gestiones, reclamos, seguimientos
from nucleo.servicios.saberes import Mirada, Palabras, del_seguimiento
from nucleo.servicios.saberes.mirada import A_LA_VISTA
from nucleo.servicios.seguimientos import Cita, Volvio
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
COMISION = QuienSigue(comision="Comisión de agua")
HOY = MEDIODIA.date()
VISITA = ClaseDeSeguimiento.VISITA


def linea(orden, codigo, nombre, **datos):
    return LineaDePoa(nuevo_id(), orden, nombre, Dinero.de(100), demanda=codigo, **datos)


def version(numero, *lineas, estado=EstadoDePoa.EN_EJECUCION):
    return Poa(nuevo_id(), GESTION, numero, estado, MEDIODIA, "ana", lineas=[*lineas])


@pytest.fixture
def con(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def otb(unidad):
    return unidad.organizaciones.todas()[0]


@pytest.fixture
def poa(unidad):
    suyo = version(1, linea(1, "A", "Riego", programa="11"), linea(2, "B", "Escuela"))
    unidad.poas.agregar(suyo)
    return suyo


@pytest.fixture
def encargo(con, unidad, poa, otb):  # noqa: ARG001 - sin POA no hay qué seguir
    [suyo] = encargos.encargar(con, unidad, ["obra:A"], "", QuienSigue(otb.id))
    return suyo


def programar(con, unidad, encargo, fecha=HOY, que="Ver el muro", orden=None):
    cita = Cita(fecha)
    return seguimientos.programar(con, unidad, orden or nuevo_id(), encargo.id, VISITA, que, cita)


def hechos(unidad, que):
    return [h for h in unidad.hechos if h.que == que]


@pytest.mark.usefixtures("poa")
def test_se_encarga_mucho_de_una_vez_y_dos_veces_es_una(con, unidad, otb):
    quien, claves = QuienSigue(otb.id), ["obra:A", "obra:B", "obra:A", "coparticipacion:"]
    nuevos = encargos.encargar(con, unidad, claves, "Posta de salud", quien)
    assert [(e.sigue, e.nombre) for e in nuevos] == [
        (QueSeSigue.OBRA, "Riego"),
        (QueSeSigue.OBRA, "Escuela"),
        (QueSeSigue.COPARTICIPACION, ""),
        (QueSeSigue.SERVICIO, "Posta de salud"),
    ]
    assert encargos.encargar(con, unidad, claves, "posta de SALUD", quien) == []
    assert len(encargos.encargar(con, unidad, claves, "", COMISION)) == 3
    assert len(hechos(unidad, "encargo.dado")) == 7
    with unidad:
        organizacion = encargos.organizacion_de(con, unidad)
    assert {s.asunto.clave for s in organizacion.con_varios} == {
        "obra:A",
        "obra:B",
        "coparticipacion:",
    }
    assert [s.asunto.clave for s in organizacion.sin_nadie] == ["plan_y_poa:"]
    assert organizacion.comisiones == ["Comisión de agua"]


@pytest.mark.usefixtures("poa", "otb")
def test_no_se_encarga_nada_ni_lo_que_no_esta_ni_a_quien_no_existe(con, unidad):
    with pytest.raises(SinNadaQueSeguir):
        encargos.encargar(con, unidad, [], "", COMISION)
    for claves in (["obra:Z"], ["obra"], ["municipio_id"]):
        with pytest.raises(NoExiste):
            encargos.encargar(con, unidad, claves, "", COMISION)
    with pytest.raises(NoExiste):
        encargos.encargar(con, unidad, ["obra:A"], "", QuienSigue(nuevo_id()))
    assert not unidad.hechos


def test_si_la_linea_sale_del_poa_el_encargo_lo_dice_y_ya_no_se_da_otro(con, unidad, poa, encargo):
    poa.estado = EstadoDePoa.REFORMULADO
    unidad.poas.agregar(version(2, linea(1, "B", "Escuela")))
    with unidad:
        organizacion = encargos.organizacion_de(con, unidad)
    [fuera] = organizacion.fuera
    assert (fuera.asunto.nombre, fuera.encargos, fuera.nadie) == ("Riego", (encargo,), False)
    assert organizacion.poa.numero == 2
    with pytest.raises(NoExiste):
        encargos.encargar(con, unidad, ["obra:A"], "", COMISION)


def test_aunque_cambie_de_numero_la_linea_se_reconoce(con, unidad, poa, encargo):
    poa.estado = EstadoDePoa.REFORMULADO
    unidad.poas.agregar(version(2, linea(7, "A", "Riego y canal"), linea(1, "C", "Otra")))
    with unidad:
        suyo = encargos.organizacion_de(con, unidad).del_codigo("obra:A")
    assert (suyo.vive, suyo.asunto.nombre, suyo.encargos) == (True, "Riego y canal", (encargo,))


@pytest.mark.usefixtures("poa")
def test_actua_por_su_dirigencia_vigente_y_se_dice_el_cargo_no_el_nombre(con, unidad, otb):
    viejo = Dirigencia(nuevo_id(), otb.id, "Ana", "Presidenta", hasta=HOY - timedelta(1))
    de_hoy = Dirigencia(nuevo_id(), otb.id, "Juan", "Secretario general")
    for d in (viejo, de_hoy):
        unidad.dirigencias.agregar(d)
    with unidad:
        organizacion = encargos.organizacion_de(con, unidad)
    assert organizacion.cargos[otb.id] == ["Secretario general"]


def test_un_encargo_pasa_a_otras_manos_y_se_quita(con, unidad, encargo, otb):
    encargos.cambiar(con, unidad, encargo.id, encargo.version, COMISION)
    assert encargo.de_quien == COMISION
    [hecho] = hechos(unidad, "encargo.cambiado")
    assert hecho.carga["antes"]["organizacion"] == str(otb.id)
    encargos.cambiar(con, unidad, encargo.id, 99, COMISION)  # ya está: no choca
    with pytest.raises(EdicionConcurrente):
        encargos.cambiar(con, unidad, encargo.id, 99, QuienSigue(otb.id))
    with pytest.raises(NoExiste):
        encargos.cambiar(con, unidad, encargo.id, encargo.version, QuienSigue(nuevo_id()))
    with pytest.raises(EdicionConcurrente):
        encargos.quitar(con, unidad, encargo.id, 99)
    encargos.quitar(con, unidad, encargo.id, encargo.version)
    assert not unidad.seguimientos.encargos(GESTION)
    with pytest.raises(NoExiste):
        encargos.quitar(con, unidad, encargo.id, encargo.version)


def test_no_se_pasa_a_quien_ya_lo_sigue(con, unidad, encargo):
    encargos.encargar(con, unidad, ["obra:A"], "", COMISION)
    with pytest.raises(EncargoRepetido):
        encargos.cambiar(
            con, unidad, encargo.id, encargo.version, QuienSigue(comision="COMISION de agua")
        )


def test_con_actividades_no_se_quita(con, unidad, encargo):
    suya = programar(con, unidad, encargo)
    with pytest.raises(EncargoConSeguimientos):
        encargos.quitar(con, unidad, encargo.id, encargo.version)
    seguimientos.quitar(con, unidad, suya.id, suya.version)
    encargos.quitar(con, unidad, encargo.id, encargo.version)


def test_programar_dos_veces_es_una_y_otra_cosa_con_esa_orden_no_pisa(con, unidad, encargo):
    orden = nuevo_id()
    una = programar(con, unidad, encargo, orden=orden)
    assert programar(con, unidad, encargo, orden=orden) is una
    with pytest.raises(OrdenUsada):
        programar(con, unidad, encargo, que="Otra cosa", orden=orden)
    with pytest.raises(OrdenUsada):
        programar(con, unidad, encargo, HOY + timedelta(1), orden=orden)
    otro = Cita(HOY + timedelta(9))
    seguimientos.reprogramar(con, unidad, una.id, una.version, otro, "Llovió")
    assert programar(con, unidad, encargo, orden=orden) is una, "tardó en llegar, y es la misma"
    assert len(unidad.seguimientos.de_gestion(GESTION)) == 1


@pytest.mark.parametrize("fecha", [date(GESTION - 2, 12, 31), date(GESTION + 2, 1, 1)])
def test_una_fecha_lejana_es_un_dedazo(con, unidad, encargo, fecha):
    with pytest.raises(FechaFueraDeAnio):
        programar(con, unidad, encargo, fecha)


def test_reprogramar_con_motivo_y_sin_pisar_a_otra_persona(con, unidad, encargo):
    suya, otro = programar(con, unidad, encargo), Cita(HOY + timedelta(9), "09:00", "La obra")
    seguimientos.reprogramar(con, unidad, suya.id, suya.version, otro, "Llovió")
    seguimientos.reprogramar(con, unidad, suya.id, 99, otro, "Llovió")  # repetida: nada
    assert len(suya.cambios) == len(hechos(unidad, "seguimiento.reprogramado")) == 1
    with pytest.raises(EdicionConcurrente):
        seguimientos.reprogramar(con, unidad, suya.id, 99, Cita(HOY), "x")
    with pytest.raises(NadaQueReprogramar):
        seguimientos.reprogramar(con, unidad, suya.id, suya.version, otro, "Otro motivo")
    with pytest.raises(FechaFueraDeAnio):
        seguimientos.reprogramar(
            con, unidad, suya.id, suya.version, Cita(date(2072, 1, 1)), "dedazo"
        )


def test_se_anota_con_que_se_volvio_nunca_manana(con, unidad, encargo):
    suya = programar(con, unidad, encargo, HOY - timedelta(3))
    with pytest.raises(SeguimientoPorVenir):
        seguimientos.anotar(
            con, unidad, suya.id, suya.version, Volvio(Hallazgo.CONFORME, dia=HOY + timedelta(1))
        )
    visto = Volvio(Hallazgo.OBSERVADO, "Falta el desagüe", "Acta 3")
    seguimientos.anotar(con, unidad, suya.id, suya.version, visto)
    assert (suya.hecho_el, suya.dia) == (HOY, HOY)
    seguimientos.anotar(con, unidad, suya.id, 99, visto)  # repetida: nada
    lejos = Volvio(Hallazgo.OBSERVADO, "x", dia=date(GESTION - 2, 12, 31))
    with pytest.raises(FechaFueraDeAnio):
        seguimientos.anotar(con, unidad, suya.id, suya.version, lejos)
    [hecho] = hechos(unidad, "seguimiento.hallado")
    assert "desagüe" not in str(hecho.carga)
    with pytest.raises(EdicionConcurrente):
        seguimientos.anotar(con, unidad, suya.id, 99, Volvio(Hallazgo.CONFORME))
    with pytest.raises(SeguimientoHecho):
        seguimientos.quitar(con, unidad, suya.id, suya.version)


def test_corregir_lo_anotado_sin_decir_el_dia_no_lo_mueve(con, unidad, encargo):
    suya = programar(con, unidad, encargo, HOY - timedelta(3))
    ayer = HOY - timedelta(1)
    visto = Volvio(Hallazgo.CONFORME, dia=ayer)
    seguimientos.anotar(con, unidad, suya.id, suya.version, visto)
    corregido = Volvio(Hallazgo.OBSERVADO, "Falta fierro")
    seguimientos.anotar(con, unidad, suya.id, suya.version, corregido)
    assert (suya.resultado, suya.hecho_el) == (Hallazgo.OBSERVADO, ayer)


def test_no_se_quita_lo_que_otra_persona_acaba_de_mover(con, unidad, encargo):
    suya = programar(con, unidad, encargo)
    with pytest.raises(EdicionConcurrente):
        seguimientos.quitar(con, unidad, suya.id, suya.version + 1)
    seguimientos.quitar(con, unidad, suya.id, suya.version)
    assert not unidad.seguimientos.de_gestion(GESTION)


@pytest.mark.parametrize("fecha", [date(GESTION - 1, 1, 1), date(GESTION + 1, 12, 31)])
def test_se_sigue_desde_que_se_discute_hasta_que_se_rinde_cuentas(con, unidad, encargo, fecha):
    assert programar(con, unidad, encargo, fecha).fecha == fecha


def test_de_lo_observado_sale_un_reclamo_que_vuelve_al_encuentro(con, unidad, encargo, otb):
    suya, orden = programar(con, unidad, encargo), nuevo_id()
    reclamo = (con, unidad, suya.id, orden, SobreQue.OBRA, "Riego", "Falta el desagüe")
    with pytest.raises(SinObservacion):
        seguimientos.reclamar(*reclamo)
    visto = Volvio(Hallazgo.OBSERVADO, "Falta el desagüe")
    seguimientos.anotar(con, unidad, suya.id, suya.version, visto)
    dicho = seguimientos.reclamar(*reclamo)
    assert seguimientos.reclamar(*reclamo) is dicho
    assert (dicho.organizacion_id, dicho.evento, suya.reclamo_id) == (otb.id, "", dicho.id)
    assert len(unidad.mesas.reclamos_hasta(GESTION)) == 1
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    primero = unidad.calendarios.eventos(GESTION)[0]
    assert reclamos.por_cerrar(unidad, primero) == [dicho]
    assert dicho.estado is EstadoDeReclamo.ABIERTO


def test_las_proximas_y_las_vencidas_no_se_mezclan(con, unidad, encargo):
    vieja = programar(con, unidad, encargo, HOY - timedelta(1))
    hoy = programar(con, unidad, encargo, HOY)
    hecha = programar(con, unidad, encargo, HOY - timedelta(9))
    seguimientos.anotar(con, unidad, hecha.id, hecha.version, Volvio(Hallazgo.CONFORME))
    todas = unidad.seguimientos.de_gestion(GESTION)
    assert seguimientos.por_hacer(todas, HOY) == [hoy]
    assert seguimientos.vencidos(todas, HOY) == [vieja]


def cuadros(con, unidad, gestion=GESTION):
    palabras = Palabras(
        str, lambda v: v.value, lambda _g, c: c, str, lambda e: e.concepto, lambda n: f"y {n} más"
    )
    con = replace(con, gestion=gestion)
    with unidad:
        m = Mirada(con, unidad, MGMP.eventos["cumbre-1"], (), palabras)
        return del_seguimiento.programa(m), del_seguimiento.hallazgos(m)


def test_los_cuadros_del_informe_traen_lo_que_se_ejecuta_y_lo_que_se_prepara(con, unidad, encargo):
    suya = programar(con, unidad, encargo)
    vieja = programar(con, unidad, encargo, HOY - timedelta(1))
    visto = Volvio(Hallazgo.OBSERVADO, "Falta el desagüe")
    seguimientos.anotar(con, unidad, suya.id, suya.version, visto)
    seguimientos.reclamar(con, unidad, suya.id, nuevo_id(), SobreQue.OBRA, "Riego", "x")
    for gestion in (GESTION, GESTION + 1):
        programa, hallazgos = cuadros(con, unidad, gestion)
        comunes = ("visita: Ver el muro", str(GESTION), "Riego", "Aldana")
        assert programa.filas == (
            (*comunes, f"{vieja.fecha:%d/%m/%Y}", "Vencida sin anotar"),
            (*comunes, f"{HOY:%d/%m/%Y}", "observado"),
        )
        [fila] = hallazgos.filas
        assert fila == (*comunes, f"{HOY:%d/%m/%Y}", "observado", "Falta el desagüe", "abierto")
        assert all(len(f) == len(c.encabezados) for c in (programa, hallazgos) for f in c.filas)


def test_los_cuadros_dicen_primero_lo_observado_y_no_pasan_de_lo_que_se_lee(con, unidad, encargo):
    for n in range(A_LA_VISTA + 2):
        suya = programar(con, unidad, encargo, que=f"Vez {n}")
        resultado = Hallazgo.OBSERVADO if n in {3, 5} else Hallazgo.CONFORME
        dia = HOY - timedelta(A_LA_VISTA + 2 - n)
        seguimientos.anotar(con, unidad, suya.id, suya.version, Volvio(resultado, "x", "", dia))
    programa, hallazgos = cuadros(con, unidad)
    assert [f[0] for f in hallazgos.filas[:3]] == [f"visita: Vez {n}" for n in (5, 3, 31)]
    assert all((len(c.filas), c.filas[-1][0]) == (A_LA_VISTA + 1, "y 2 más")
               for c in (programa, hallazgos))  # fmt: skip


def test_sin_nada_los_cuadros_lo_dicen(con, unidad):
    assert all(not c.filas and c.vacio for c in cuadros(con, unidad))


@pytest.mark.usefixtures("poa")
def test_la_compuerta_se_cumple_con_el_primer_encargo(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    mira = compuertas.REVISORES[compuertas.Exigencia.CONTROL_SOCIAL_ORGANIZADO]
    evento = calendarios.evento_de(unidad, GESTION, "acs-3")
    assert mira(con, unidad, evento)
    encargos.encargar(con, unidad, ["obra:A"], "", COMISION)
    assert mira(con, unidad, evento) is None


def test_nada_del_control_social_deja_nombres_en_la_bitacora(con, unidad, encargo):
    suya = programar(con, unidad, encargo, que="Ver con la señora Quispe")
    seguimientos.reprogramar(
        con, unidad, suya.id, suya.version, Cita(HOY, "", "Casa Mamani"), "Quispe no vino"
    )
    assert not any(n in str(h.carga) for h in unidad.hechos for n in ("Quispe", "Mamani"))
