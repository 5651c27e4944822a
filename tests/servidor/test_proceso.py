"""El servidor de producción, de verdad: enciende, aguanta, apaga en orden y no deja nada."""

import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from nucleo.arranque import Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import PuertoOcupado
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servidor.proceso import enlace, exigir_libre
from tests.servidor.conftest import crudo, esperar, pedir, puerto_libre, tinkuy

EN_TODAS = (
    "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)  # fmt: skip


def test_al_apagar_termina_lo_que_esta_en_curso(servidor):
    uno = servidor()
    respuestas = []
    hilo = threading.Thread(target=lambda: respuestas.append(pedir(uno.puerto, "/prueba/lenta")))
    hilo.start()
    esperar(lambda: "atendiendo" in uno.salida)
    antes = time.monotonic()
    assert uno.terminar() == 0
    assert time.monotonic() - antes > 1, "se apagó sin esperar a nadie"
    hilo.join()
    assert [(codigo, texto) for codigo, _, texto in respuestas] == [(200, "completa")]
    with pytest.raises(ConnectionRefusedError):
        pedir(uno.puerto)


def test_quien_pide_a_cuentagotas_no_deja_a_los_demas_sin_servicio(servidor):
    uno = servidor(procesos=1, hilos=1, plazo=3)
    with socket.create_connection(("127.0.0.1", uno.puerto)) as lento:
        lento.sendall(b"GET /estado/vivo HTTP/1.1\r\nHost: a\r\nX-Gota: ")
        antes = time.monotonic()
        assert pedir(uno.puerto)[0] == 200
        assert 1 < time.monotonic() - antes < 10
        lento.settimeout(10)
        assert b"200 OK" not in lento.recv(4096)


@pytest.mark.parametrize(
    ("bytes_", "codigo"),
    [
        (b"GET /?nombre=secreto HTTP/9.9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHo st: secreto\r\n\r\n", 400),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-Larga: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Otra: 1\r\n" * 80 + b"\r\n", 431),
    ],
    ids=["version", "cabecera", "direccion larga", "cabecera larga", "muchas cabeceras"],
)
def test_lo_que_no_es_una_peticion_tambien_lleva_las_cabeceras(servidor, bytes_, codigo):
    uno = servidor()
    respuesta = crudo(uno.puerto, bytes_).decode()
    assert respuesta.startswith(f"HTTP/1.1 {codigo} ")
    assert all(f"\r\n{nombre}: " in respuesta for nombre in EN_TODAS)
    assert "secreto" not in respuesta + uno.errores


def test_un_cuerpo_demasiado_grande_no_entra(servidor):
    uno = servidor(cuerpo_maximo=1)
    mega = 1024 * 1024
    assert pedir(uno.puerto, "/prueba/cuerpo", "POST", b"a" * mega)[2] == str(mega)
    codigo, cabeceras, texto = pedir(uno.puerto, "/prueba/cuerpo", "POST", b"a" * (mega + 1))
    assert codigo == 413
    assert "demasiado grande" in texto
    assert all(nombre in cabeceras for nombre in EN_TODAS)


def test_un_cuerpo_a_trozos_no_se_guarda_por_la_mitad(servidor):
    uno = servidor()
    trozos = (b"hola" for _ in range(3))
    assert pedir(uno.puerto, "/prueba/cuerpo", "POST", trozos)[0] == 411


def test_gunicorn_no_le_cree_a_cualquiera_que_vino_por_https(servidor):
    """Por omisión cree lo que le digan desde 127.0.0.1: aquí lo decide solo la frontera."""
    suelto = servidor()
    assert "Strict-Transport-Security" not in pedir(suelto.puerto, X_Forwarded_Proto="https")[1]
    detras = servidor(proxies=1)
    assert "Strict-Transport-Security" in pedir(detras.puerto, X_Forwarded_Proto="https")[1]
    assert "Strict-Transport-Security" not in pedir(detras.puerto)[1]


def test_no_deja_socket_de_control_ni_archivos(servidor, tmp_path):
    uno = servidor(puerto_de_metricas=puerto_libre())
    carpeta = tmp_path / str(uno.puerto)
    assert [p for p in carpeta.iterdir() if p.name.startswith("tinkuy-metricas-")]
    assert uno.terminar() == 0
    assert {p.name for p in carpeta.iterdir()} == {"errores.log", "salida.log"}


@pytest.mark.usefixtures("motor")
def test_la_orden_tinkuy_servir_produccion(tmp_path, monkeypatch):
    """De punta a punta, con la base de verdad; y solo atiende, no escribe a la terminal."""
    monkeypatch.delenv("TINKUY_CONFIGURACIONES", raising=False)
    casa = Casa.del_entorno()
    casa.actualizar_base()
    tunari = EnMunicipio(casa.territorio.municipio("villa-tunari").id)
    contexto = casa.contexto(tunari, 0, "prueba")
    dar_de_alta(contexto, casa.unidad(tunari), casa.territorio.por_id[tunari.id])
    casa.cerrar()
    puerto = puerto_libre()
    orden = ("servir", "--produccion", "--puerto", str(puerto))
    with tinkuy(tmp_path, *orden, puerto=puerto) as uno:
        codigo, _, texto = pedir(puerto, "/estado/listo")
        assert (codigo, texto) == (200, '{"falta":[],"listo":true}\n')
        with ThreadPoolExecutor(8) as hilos:  # ningún proceso usa la conexión de otro
            paginas = list(hilos.map(lambda _: pedir(puerto, "/villa-tunari"), range(40)))
        assert {codigo for codigo, _, _ in paginas} == {200}
        assert len({texto for _, _, texto in paginas}) == 1
        esperar(lambda: len([r for r in uno.renglones if r["evento"] == "peticion"]) >= 41)
        assert uno.terminar() == 0
        assert uno.salida == ""
    assert not (tmp_path / "instancia" / "fallas.log").exists()


def test_un_puerto_tomado_se_dice_antes_de_empezar():
    with socket.create_server(("127.0.0.1", 0)) as otro:
        puerto = otro.getsockname()[1]
        with pytest.raises(PuertoOcupado):
            exigir_libre("127.0.0.1", puerto)
    exigir_libre("127.0.0.1", puerto)


def test_una_direccion_ipv6_lleva_corchetes():
    assert enlace("::1", 80) == "[::1]:80"
    assert enlace("192.0.2.1", 80) == "192.0.2.1:80"


def test_un_proceso_muerto_se_reemplaza(servidor):
    uno = servidor(procesos=1)
    primero = int(pedir(uno.puerto, "/prueba/proceso")[2])
    os.kill(primero, signal.SIGKILL)
    segundo = esperar(lambda: otro_que(primero, uno.puerto), "el reemplazo")
    assert segundo != primero


def otro_que(primero, puerto):
    actual = int(pedir(puerto, "/prueba/proceso")[2])
    return actual if actual != primero else None


def test_un_cuerpo_que_no_llega_entero_no_se_atiende(servidor):
    uno = servidor(procesos=1, hilos=1, plazo=3)
    cabeza = b"POST /prueba/cuerpo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"
    respuesta = crudo(uno.puerto, cabeza + b"a" * 10)
    assert b" 200 OK" not in respuesta
    assert pedir(uno.puerto)[0] == 200
