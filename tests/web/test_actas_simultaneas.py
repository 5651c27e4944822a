"""Un acta que dos personas cierran en el mismo instante, y un proceso que muere al cerrarla."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from nucleo.documentos.sellado import Llave
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.roles import Rol
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servicios.rastros import CERRADA
from tests.web.casa import TUNARI, CasaDePrueba, entrar_como, enviar
from tests.web.paginas import formulario_de
from tests.web.test_actas import ACTA, CICLO, Q, hoy

GESTION, CLAVE = 2031, "cumbre-2"


@pytest.fixture
def casa(motor):
    assert motor
    nueva = CasaDePrueba.del_entorno()
    nueva.actualizar_base()
    municipio = nueva.territorio.por_id[TUNARI.id]
    dar_de_alta(nueva.contexto(TUNARI, 0, "prueba"), nueva.unidad(TUNARI), municipio)
    yield nueva
    nueva.cerrar()


@pytest.fixture
def lista(casa):
    """Escrita y abierta a observaciones; da dos personas que la llevan."""
    una, otra = (
        entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI, nombre=n) for n in ("Tania", "Rita")
    )
    for direccion, campos in (
        (f"{CICLO}/abrir{Q}", {"limite": "10/09/2030"}),
        (f"{CICLO}/{CLAVE}/avanzar{Q}&hacia=realizado", {"motivo": "En papel"}),
        (f"{ACTA}/escribir{Q}", {"apertura": "Se abrió."}),
        (f"{ACTA}/abrir{Q}", {"plazo": hoy()}),
    ):
        assert enviar(una, direccion, **campos).status_code == 303
    return una, otra


def guardado(casa):
    """El resumen, el estado del encuentro y cuántos hechos dicen que se cerró."""
    with casa.unidad_de_lectura(TUNARI) as unidad:
        acta = unidad.actas.de(GESTION, CLAVE)
        cierres = [f for f in unidad.bitacora.firmas() if f[3] == CERRADA]
        return acta.resumen, evento_de(unidad, GESTION, CLAVE).estado, len(cierres)


def test_dos_la_cierran_a_la_vez_y_se_cierra_una_sola_vez(casa, lista):
    salida = Barrier(2)
    direccion = f"{ACTA}/cerrar{Q}"
    envios = [(c, formulario_de(c.get(direccion).text).valores | {"motivo": "Ya"}) for c in lista]

    def cerrar(envio):
        cliente, datos = envio
        salida.wait()
        return cliente.post(direccion, data=datos).status_code

    with ThreadPoolExecutor(2) as hilos:
        codigos = sorted(hilos.map(cerrar, envios))
    assert codigos in ([303, 303], [303, 409])
    resumen, estado, cierres = guardado(casa)
    assert (bool(resumen), estado, cierres) == (True, EstadoDeEvento.ACTA_CERRADA, 1)
    assert "Es el acta que se cerró" in lista[0].get(ACTA + Q).text


def test_si_el_proceso_muere_entre_sellar_y_guardar_no_quedo_cerrada_y_se_cierra_despues(
    casa, lista, monkeypatch
):
    bueno = Llave.firmar

    def morir(llave, mensaje):
        raise SystemExit(bueno(llave, mensaje))

    with monkeypatch.context() as roto:
        roto.setattr(Llave, "firmar", morir)
        with pytest.raises(SystemExit):
            enviar(lista[0], f"{ACTA}/cerrar{Q}", motivo="Ya")
    assert guardado(casa) == ("", EstadoDeEvento.REALIZADO, 0)
    assert enviar(lista[1], f"{ACTA}/cerrar{Q}", motivo="Ya").status_code == 303
    assert guardado(casa)[2] == 1
