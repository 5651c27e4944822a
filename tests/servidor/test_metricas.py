"""Las métricas cuadran exactas con varios procesos, aunque uno muera, y no dicen de quién."""

import os
import re
import signal
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.dominio.errores import PuertoOcupado
from nucleo.servidor.metricas import Metricas, primer_libre
from tests.servidor.conftest import esperar, pedir, puerto_libre

PETICIONES = 120


def pedir_hasta(uno, bastan):
    """Pide de a muchas hasta que los procesos vistos `bastan`: cuáles son y cuántas se pidieron."""
    vistos, pedidas = set(), 0
    while not bastan(vistos):
        with ThreadPoolExecutor(8) as hilos:
            dadas = hilos.map(lambda _: pedir(uno.puerto, "/prueba/proceso"), range(PETICIONES))
            vistos |= {int(texto) for _, _, texto in dadas}
        pedidas += PETICIONES
    return vistos, pedidas


def test_la_cuenta_de_dos_procesos_cuadra(servidor):
    uno = servidor(procesos=2, puerto_de_metricas=puerto_libre())
    _, pedidas = pedir_hasta(uno, lambda vistos: len(vistos) == 2)
    esperar(lambda: uno.contadas("proceso") >= pedidas)
    assert uno.contadas("proceso") == pedidas


def test_al_que_muere_lo_releva_otro_y_la_cuenta_sigue(servidor):
    uno = servidor(procesos=2, puerto_de_metricas=puerto_libre())
    primeros, antes = pedir_hasta(uno, lambda vistos: len(vistos) == 2)
    esperar(lambda: uno.contadas("proceso") == antes)
    os.kill(min(primeros), signal.SIGKILL)
    _, despues = pedir_hasta(uno, lambda vistos: vistos - primeros)
    esperar(lambda: uno.contadas("proceso") >= antes + despues)
    assert uno.contadas("proceso") == antes + despues


def test_los_procesos_vivos_son_los_que_son(servidor):
    uno = servidor(procesos=2, puerto_de_metricas=puerto_libre())
    esperar(lambda: vivos(uno) == 2)
    uno.proceso.send_signal(signal.SIGTTOU)
    esperar(lambda: vivos(uno) == 1)


def vivos(uno):
    texto = pedir(uno.metricas, "/metrics")[2]
    return sum(float(n) for n in re.findall(r"^tinkuy_procesos{[^}]*} (\S+)", texto, re.MULTILINE))


def test_las_etiquetas_no_dicen_de_quien(servidor):
    uno = servidor(puerto_de_metricas=puerto_libre())
    for ruta in (
        "/villa-tunari/demandas?texto=Juana",
        "/no/hay/Juana",
        "/prueba/rota?nombre=Juana",
    ):
        pedir(uno.puerto, ruta, User_Agent="Juana", Cookie="idioma=Juana")
    pedir(uno.puerto, "/", "JUANA")
    esperar(lambda: uno.contadas("demandas.lista") == 1)
    esperar(lambda: uno.contadas("ninguno") == 2)
    texto = pedir(uno.metricas, "/metrics")[2]
    assert "villa-tunari" not in texto.lower()
    assert "juana" not in texto.lower()
    assert 'codigo="500",metodo="GET",punto="rota"' in texto
    assert 'metodo="OTRO"' in texto
    assert 'tinkuy_peticion_segundos_bucket{le="0.005",punto="demandas.lista"}' in texto


def test_no_se_ven_por_el_puerto_de_la_web(servidor):
    uno = servidor(puerto_de_metricas=puerto_libre())
    assert pedir(uno.puerto, "/metrics")[0] == 404


def test_apagadas_no_se_crea_nada():
    assert Metricas.de(ConfiguracionDeServidor()) is None


def test_cada_proceso_toma_el_primer_lugar_libre():
    assert primer_libre([]) == 0
    assert primer_libre([0, 1]) == 2
    assert primer_libre([2, 0]) == 1


def test_con_su_puerto_tomado_no_arranca(servidor):
    with socket.create_server(("127.0.0.1", 0)) as otro:
        ocupado = otro.getsockname()[1]
        with pytest.raises(AssertionError, match=PuertoOcupado.__name__):
            servidor(puerto_de_metricas=ocupado)
