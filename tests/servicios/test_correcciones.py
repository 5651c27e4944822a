"""Corregir, retirar, observar y responder, contra una unidad en memoria."""

import json

import pytest

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import (
    Contraparte,
    DemandaRetirada,
    Estado,
    ListaCerrada,
    Observacion,
    YaRespondida,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, ErrorDePlugin, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.personas import Personas
from nucleo.ganchos import implementa
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios.correcciones import corregir, lo_registrado, retirar
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.observaciones import observar, responder


class Avisa:
    @implementa
    def revisar_demanda(self, demanda):
        if "cancha" in demanda.clave:
            return [Observacion(Mensaje("aquí ya hay cancha"), impide=True)]
        return [Observacion(Mensaje(f"revisada: {demanda.titulo}"))]


class Falla:
    @implementa
    def revisar_demanda(self):
        raise ZeroDivisionError


def la(unidad, numero):
    return unidad.demandas.de(2027, numero)


def cambiar(contexto, unidad, numero, version=0, ganchos=None, **cambios):
    valores = lo_registrado(la(unidad, numero)) | cambios
    return corregir(contexto, unidad, ganchos or conjunto_de(), numero, version, valores)


def cerrar(unidad):
    proceso = Proceso(nuevo_id(), 2027)
    proceso.dar(Paso.CONGELAR, MEDIODIA)
    unidad.priorizaciones.abrir(proceso)


def test_corregir_deja_dicho_que_habia_y_que_quedo(contexto, unidad):
    assert cambiar(
        contexto, unidad, 2, demanda="Tres aulas", costo=Dinero.de(45_000), beneficiarias=70,
        contraparte=Dinero.de(500), tipo_contraparte="arena",
    )  # fmt: skip
    demanda = la(unidad, 2)
    assert (demanda.titulo, demanda.clave) == ("Tres aulas", "tres aulas")
    assert demanda.beneficiarios == Personas(70, 90)
    assert demanda.contraparte == Contraparte("arena", Dinero.de(500))
    assert demanda.referencia == "2", "su identidad de planilla no cambia"
    (hecho,) = unidad.hechos
    assert (hecho.que, hecho.quien, hecho.carga["codigo"]) == (
        "demandas.corregida",
        "prueba",
        "2027-0002",
    )
    assert hecho.carga["cambios"]["costo"] == {"antes": "30000.00", "despues": "45000.00"}
    assert set(hecho.carga["cambios"]) == {
        "demanda", "costo", "beneficiarias", "contraparte", "tipo_contraparte"
    }  # fmt: skip
    json.dumps(hecho.carga)
    (paso,) = demanda.historial
    assert (paso.estado, paso.quien) == (Estado.REGISTRADA, "prueba")
    assert ("costo", "30000.00", "45000.00") in paso.cambios


def test_guardar_sin_cambiar_nada_no_deja_hecho(contexto, unidad):
    assert not cambiar(contexto, unidad, 2)
    assert unidad.hechos == []


def test_con_una_version_vieja_no_se_guarda(contexto, unidad):
    la(unidad, 2).version = 4
    with pytest.raises(EdicionConcurrente):
        cambiar(contexto, unidad, 2, version=3, demanda="Otra")
    assert la(unidad, 2).titulo == "Aulas"


def test_los_plugins_la_revisan_como_si_entrara_de_nuevo(contexto, unidad):
    ganchos = conjunto_de(deporte=Avisa())
    cambiar(contexto, unidad, 2, ganchos=ganchos, demanda="Tres aulas")
    assert [o["texto"] for o in la(unidad, 2).observaciones] == ["revisada: Tres aulas"]
    with pytest.raises(FilaRechazada):
        cambiar(contexto, unidad, 2, ganchos=ganchos, demanda="Cancha")
    assert la(unidad, 2).titulo == "Tres aulas", "lo rechazado no se escribe"
    with pytest.raises(ErrorDePlugin):
        cambiar(contexto, unidad, 2, ganchos=conjunto_de(malo=Falla()), demanda="Cuatro")


@pytest.mark.parametrize("titulo", ["EMPEDRADO", "¡!"])
def test_el_titulo_no_repite_el_de_otra_suya_ni_queda_vacio(contexto, unidad, titulo):
    with pytest.raises(FilaRechazada):
        cambiar(contexto, unidad, 2, demanda=titulo)
    cambiar(contexto, unidad, 4, demanda="Empedrado")
    assert la(unidad, 4).titulo == "Empedrado", "de otra organización no es repetirse"


def test_sin_prioridad_conserva_la_que_tenia(contexto, unidad):
    cambiar(contexto, unidad, 2, prioridad=None, demanda="Tres aulas")
    assert la(unidad, 2).prioridad == 2


def test_cerrada_la_lista_no_se_corrige_ni_se_retira(contexto, unidad):
    cerrar(unidad)
    with pytest.raises(ListaCerrada):
        cambiar(contexto, unidad, 2, demanda="Otra")
    with pytest.raises(ListaCerrada):
        retirar(contexto, unidad, 2, "ya no")
    with pytest.raises(NoExiste):
        retirar(contexto, unidad, 99, "ya no")


def test_retirar_guarda_el_motivo_y_repetir_no_hace_nada(contexto, unidad):
    retirar(contexto, unidad, 2, "la hizo la gobernación")
    retirar(contexto, unidad, 2, "otra vez")
    demanda = la(unidad, 2)
    assert demanda.estado is Estado.RETIRADA
    assert [c.motivo for c in demanda.historial] == ["la hizo la gobernación"]
    (hecho,) = unidad.hechos
    assert (hecho.que, hecho.carga["motivo"]) == ("demandas.retirada", "la hizo la gobernación")
    with pytest.raises(DemandaRetirada):
        cambiar(contexto, unidad, 2, demanda="Otra")


def test_observar_dos_veces_lo_mismo_es_una_y_vale_con_la_lista_cerrada(contexto, unidad):
    cerrar(unidad)
    cual = nuevo_id()
    observar(contexto, unidad, 1, cual, "Falta el aval de la junta de aguas.")
    observar(contexto, unidad, 1, cual, "Falta el aval de la junta de aguas.")
    (escrita,) = unidad.demandas.observaciones_de(la(unidad, 1).id)
    assert (escrita.texto, escrita.quien, escrita.cuando) == (
        "Falta el aval de la junta de aguas.",
        "prueba",
        MEDIODIA,
    )
    assert [h.que for h in unidad.hechos] == ["demandas.observada"]


def test_de_una_retirada_ya_no_se_observa(contexto, unidad):
    retirar(contexto, unidad, 1, "ya se hizo")
    with pytest.raises(DemandaRetirada):
        observar(contexto, unidad, 1, nuevo_id(), "tarde")


def test_se_responde_una_vez_y_solo_en_su_demanda(contexto, unidad):
    cual = nuevo_id()
    observar(contexto, unidad, 1, cual, "Falta el aval.")
    with pytest.raises(NoExiste):
        responder(contexto, unidad, 2, cual, "Aquí está.")
    responder(contexto, unidad, 1, cual, "Aquí está.")
    responder(contexto, unidad, 1, cual, "Aquí está.")
    with pytest.raises(YaRespondida):
        responder(contexto, unidad, 1, cual, "Otra cosa.")
    escrita = unidad.demandas.observacion(cual)
    assert (escrita.respuesta, escrita.respondida_por) == ("Aquí está.", "prueba")
    assert [h.que for h in unidad.hechos] == ["demandas.observada", "demandas.respondida"]
