"""Una transacción por caso de uso: entera o nada, con su bitácora dentro."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import Contraparte, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.personas import Personas
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    asamblea,
    corrida,
    demanda,
    entrega,
    formulario,
    inversion,
    organizacion,
    proceso,
    techo,
)
from tests.persistencia.plugin_de_prueba.modelos import Establecimiento


def test_cada_entidad_vuelve_igual_que_se_fue(base):
    o = organizacion(poblacion=Personas(100, 90), carencias={"agua": 80.5})
    a, sin_asistentes = asamblea(o), asamblea(o, asistentes=None, fecha=None)
    f = formulario(a)
    d = demanda(
        o,
        f,
        contraparte=Contraparte("terreno", Dinero.de("300.10")),
        observaciones=({"texto": "falta acta", "datos": {}},),
    )
    d.nacer("consola:ana", HORA)
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([o])
        unidad.asambleas.agregar_todas([a, sin_asistentes])
        unidad.asambleas.agregar_formularios([f])
        unidad.demandas.agregar_todas([d, demanda(o, f)])
        unidad.inversiones.agregar_todas([inversion(o), inversion(None)])
        unidad.priorizaciones.abrir(proceso(pesos={"a": 1.0}))
        unidad.priorizaciones.guardar(corrida([d]))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        [leida] = unidad.organizaciones.todas()
        assert (leida.poblacion, leida.carencias) == (Personas(100, 90), {"agua": 80.5})
        asistentes = {x.id: x.asistentes for x in unidad.asambleas.de_gestion(GESTION)}
        assert asistentes == {a.id: Personas(30, 21), sin_asistentes.id: None}
        assert unidad.asambleas.formularios_de(GESTION)[0].situacion == {"agua": "vertiente"}
        con, sin = unidad.demandas.de_gestion(GESTION)
        assert (con.costo, con.contraparte, sin.contraparte) == (d.costo, d.contraparte, None)
        assert (con.observaciones, sin.observaciones) == (d.observaciones, ())
        assert [(c.numero, c.cuando) for c in con.historial] == [(1, HORA)]
        assert [i.organizacion_id for i in unidad.inversiones.todas()] != [o.id, o.id]
        assert unidad.priorizaciones.proceso(GESTION).pesos == {"a": 1.0}
        guardada = unidad.priorizaciones.ultima(GESTION)
        assert list(guardada.techos) == ["41-119", "41-113"]
        assert guardada.puestos[0].desglose == ({"clave": "equidad.poblacion", "crudo": 75.0},)


def test_sin_confirmar_no_queda_nada(base, dos):
    with base.unidad(UNO) as unidad:
        unidad.demandas.de_gestion(GESTION)[0].titulo = "otro"
        unidad.organizaciones.agregar_todas([organizacion("fantasma")])
        unidad.anotar(Hecho("prueba", "ana", HORA, {}))
    with base.unidad(UNO) as unidad:
        assert unidad.demandas.de_gestion(GESTION)[0].titulo == dos[UNO][0].titulo
        assert len(unidad.organizaciones.todas()) == 1
        assert "prueba" not in {e.que for e in unidad.bitacora.eslabones()}


def fijar_techo_y_fallar(base):
    with base.unidad(UNO) as unidad:
        unidad.techos.reemplazar(GESTION, [techo()])
        unidad.anotar(Hecho("prueba", "ana", HORA, {}))
        raise ZeroDivisionError


def fijar_techo_y_anotar_lo_imposible(base):
    with base.unidad(UNO) as unidad:
        unidad.techos.reemplazar(GESTION, [techo()])
        unidad.anotar(Hecho("prueba", "ana", HORA, {("clave", "rara"): 1}))
        unidad.confirmar()


@pytest.mark.parametrize("tarea", [fijar_techo_y_fallar, fijar_techo_y_anotar_lo_imposible])
def test_un_error_a_mitad_no_deja_rastro(base, tarea):
    with pytest.raises((ZeroDivisionError, TypeError)):
        tarea(base)
    for tabla in ("techos", "eslabones", "cabezas"):
        assert base.crudo(f"SELECT count(*) FROM {tabla}") == [(0,)]  # noqa: S608 - literal


def cambiar_lo_que_otra_persona_ya_cambio(base):
    with base.unidad(UNO) as unidad:
        unidad.demandas.de_gestion(GESTION)[0].titulo = "tarde"
        otra_persona = Session.connection(unidad._sesion)
        otra_persona.exec_driver_sql("UPDATE demandas SET version = 7")
        unidad.confirmar()


@pytest.mark.usefixtures("dos")
def test_quien_llega_tarde_a_una_fila_cambiada_es_rechazado(base):
    with pytest.raises(EdicionConcurrente):
        cambiar_lo_que_otra_persona_ya_cambio(base)


@pytest.mark.usefixtures("dos")
def test_cambiar_el_estado_sube_la_version_y_guarda_la_historia(base):
    with base.unidad(UNO) as unidad:
        unidad.demandas.de_gestion(GESTION)[0].pasar_a(Estado.CONGELADA, "ana", HORA)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        demanda = unidad.demandas.de_gestion(GESTION)[0]
    assert (demanda.estado, demanda.version) == (Estado.CONGELADA, 2)
    assert [c.estado for c in demanda.historial] == [Estado.REGISTRADA, Estado.CONGELADA]


@pytest.mark.usefixtures("dos")
def test_quitar_la_contraparte_la_deja_vacia(base):
    for contraparte in (Contraparte("mano de obra", Dinero(500)), None):
        with base.unidad(UNO) as unidad:
            unidad.demandas.de_gestion(GESTION)[0].contraparte = contraparte
            unidad.confirmar()
        with base.unidad(UNO) as unidad:
            assert unidad.demandas.de_gestion(GESTION)[0].contraparte == contraparte


@pytest.mark.parametrize("repetida", ["numero", "referencia"])
def test_un_numero_o_una_referencia_no_se_repiten_en_la_gestion(base, dos, repetida):
    otra = dos[UNO][0]
    nueva = demanda(otra, otra, numero=50)
    nueva.organizacion_id, nueva.formulario_id = otra.organizacion_id, otra.formulario_id
    setattr(nueva, repetida, getattr(otra, repetida))
    with base.unidad(UNO) as unidad, pytest.raises(IntegrityError, match=repetida):
        unidad.demandas.agregar_todas([nueva])


def test_los_techos_se_reemplazan_enteros_y_por_gestion(base):
    otra_gestion = techo()
    otra_gestion.gestion = GESTION + 1
    with base.unidad(UNO) as unidad:
        unidad.techos.reemplazar(GESTION + 1, [otra_gestion])
        unidad.techos.reemplazar(GESTION, [techo(), techo(organismo="119")])
        unidad.techos.reemplazar(GESTION, [techo(monto="5.05")])
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert [t.monto for t in unidad.techos.de_gestion(GESTION)] == [Dinero(505)]
        assert len(unidad.techos.de_gestion(GESTION + 1)) == 1


def test_el_proceso_guarda_sus_pasos(base):
    with base.unidad(UNO) as unidad:
        unidad.priorizaciones.abrir(proceso())
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        unidad.priorizaciones.proceso(GESTION).dar(Paso.CONGELAR, HORA)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        abierto = unidad.priorizaciones.proceso(GESTION)
        assert (abierto.congelada_en, abierto.acordada_en, abierto.version) == (HORA, None, 2)


def test_la_ultima_corrida_es_la_mas_nueva(base, dos):
    with base.unidad(UNO) as unidad:
        unidad.priorizaciones.guardar(corrida(dos[UNO], HORA + timedelta(hours=1)))
        unidad.priorizaciones.guardar(corrida(dos[UNO][::-1], HORA))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        ultima = unidad.priorizaciones.ultima(GESTION)
        assert [p.demanda_id for p in ultima.puestos] == [d.id for d in dos[UNO]]
        assert unidad.priorizaciones.ultima(GESTION + 1) is None


def test_una_entrega_vigente_no_se_repite_y_retirada_si(base, dos):
    with base.unidad(UNO) as unidad:
        primera = entrega("uninominal-24", dos[UNO][0])
        unidad.entregas.agregar_todas([primera, entrega("tropico", dos[UNO][0])])
        unidad.confirmar()
    with base.unidad(UNO) as unidad, pytest.raises(IntegrityError):
        unidad.entregas.agregar_todas([entrega("uninominal-24", dos[UNO][0])])
    with base.unidad(UNO) as unidad:
        [vigente] = unidad.entregas.vigentes("uninominal-24", GESTION)
        vigente.retirar("consola:ana", HORA)
        unidad.entregas.agregar_todas([entrega("uninominal-24", dos[UNO][0])])
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert [e.id != primera.id for e in unidad.entregas.vigentes("uninominal-24", GESTION)] == [
            True
        ]
    with base.unidad(DOS) as unidad:
        assert unidad.entregas.vigentes("uninominal-24", GESTION) == []


def test_las_tablas_de_un_plugin_pasan_por_la_misma_unidad(base, dos):
    camas = [
        Establecimiento(nuevo_id(), dos[UNO][0].organizacion_id, nombre, 2) for nombre in ("a", "b")
    ]
    with base.unidad(UNO) as unidad:
        unidad.agregar_de_plugin(camas)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert {e.nombre for e in unidad.de_plugin(Establecimiento)} == {"a", "b"}
    with base.unidad(DOS) as unidad:
        assert unidad.de_plugin(Establecimiento) == []
    assert [e.camas for e in base.base.lector(UNO)(Establecimiento)] == [2, 2]
    assert base.base.lector(DOS)(Establecimiento) == []


def test_una_unidad_de_lectura_lee_mientras_otra_escribe_y_no_escribe(base, dos):
    with base.unidad(UNO) as escribe, base.base.unidad_de_lectura(UNO) as lee:
        escribe.organizaciones.agregar_todas([organizacion("sin confirmar")])
        assert len(lee.demandas.de_gestion(GESTION)) == len(dos[UNO])
        assert len(lee.organizaciones.todas()) == 1
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            lee.organizaciones.agregar_todas([organizacion("otra")])


def test_lo_leido_sigue_legible_tras_cerrar(base, dos):
    with base.unidad(UNO) as unidad:
        leida = unidad.demandas.de_gestion(GESTION)[0]
        unidad.confirmar()
    assert (leida.titulo, len(leida.historial)) == (dos[UNO][0].titulo, 1)


def test_una_unidad_se_puede_volver_a_abrir(base):
    unidad = base.unidad(UNO)
    for nombre in "ab":
        with unidad:
            unidad.organizaciones.agregar_todas([organizacion(nombre)])
            unidad.confirmar()
    with unidad:
        assert [o.nombre for o in unidad.organizaciones.todas()] == ["a", "b"]


def test_lo_que_es_memoria_no_pasa_por_la_puerta_de_lo_pasajero(base):
    with base.base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([organizacion()])
        with pytest.raises(ConfirmarSinHecho):
            unidad.confirmar_pasajero()
    with base.base.unidad(UNO) as unidad:
        unidad.anotar(Hecho("prueba.suelto", "prueba", HORA, {}))
        with pytest.raises(ConfirmarSinHecho):
            unidad.confirmar_pasajero()
    with base.unidad(UNO) as unidad:
        assert unidad.organizaciones.todas() == []


def test_sin_un_hecho_no_se_confirma_y_no_queda_nada(base):
    with base.base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([organizacion()])
        with pytest.raises(ConfirmarSinHecho):
            unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert unidad.organizaciones.todas() == []
