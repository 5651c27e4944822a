"""El Chromium del sistema y dos servidores de verdad: piezas en memoria y el demo completo."""

import shutil
import threading
import tomllib
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from nucleo.arranque import RAIZ, Casa
from nucleo.cli import demo_anio
from nucleo.cli.demo import cargar, llevar_a_la_mesa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.roles import DE_ADMINISTRACION
from nucleo.planillas.lectura import leer
from nucleo.servicios.municipios import dar_de_alta
from nucleo.web.fabrica import crear_app
from plugins.salud import accesos
from tests.navegador.seguimiento import organizar_el_control_social
from tests.web.casa import crear_usuario, dar_mandato, entrar_sin_navegador
from tests.web.doble import PiezasDeDoble

NOMBRES = ("chromium", "chromium-browser", "google-chrome")
OPCIONES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Callado(WSGIRequestHandler):
    def log_request(self, *_, **__):
        """Las peticiones de una prueba no se anotan."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """El Chromium instalado en la máquina: no se descarga ninguno."""
    ruta = next(filter(None, map(shutil.which, NOMBRES)), None)
    assert ruta, "falta Chromium: corra «make navegador»"
    return {**browser_type_launch_args, "executable_path": ruta, "args": list(OPCIONES)}


@contextmanager
def servida(aplicacion):
    """La dirección de un servidor en un hilo, en un puerto libre."""
    servidor = make_server("127.0.0.1", 0, aplicacion, threaded=True, request_handler=Callado)
    hilo = threading.Thread(target=servidor.serve_forever)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    hilo.join()
    servidor.server_close()


@pytest.fixture(scope="session")
def base_url():
    """Con las piezas en memoria: lo hostil, lo largo y lo vacío."""
    with servida(crear_app(PiezasDeDoble())) as direccion:
        yield direccion


class CasaConPseudo(Casa):
    """La de verdad; además, cada municipio ofrece el pseudoidioma."""

    def configuracion(self, ambito, version=None):
        propia = super().configuracion(ambito, version)
        return replace(propia, idiomas=(*propia.idiomas, "pseudo"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """La casa del demo: los datos y los plugins reales, accesos de salud y un municipio vacío."""
    carpeta = tmp_path_factory.mktemp("navegador")
    casa = CasaConPseudo(carpeta, RAIZ / "configuraciones", f"sqlite:///{carpeta / 'base.db'}")
    casa.actualizar_base()
    guion = tomllib.loads((casa.demo / "demo.toml").read_text(encoding="utf-8"))
    for indicado in guion["municipios"]:
        cargar(casa, indicado, guion["gestion"])
        llevar_a_la_mesa(casa, indicado, guion["gestion"])
        vivir_el_anio(casa, indicado, guion["gestion"])
    cargar_accesos(casa, carpeta / "accesos.csv")
    dar_de_alta_vacio(casa, "sacaba")
    organizar_el_control_social(casa, guion["gestion"])
    yield casa
    casa.cerrar()


@pytest.fixture(scope="session")
def demo_url(demo):
    with servida(demo.app()) as direccion:
        yield direccion


@pytest.fixture(scope="session")
def sesion_de(demo):
    """El secreto de una sesión abierta con ese cargo, una por cargo: va en la cookie."""

    @cache
    def abrir(rol, ambito):
        usuario = crear_usuario(demo, "Ana Quispe Mamani", con_factor=rol in DE_ADMINISTRACION)
        dar_mandato(demo, usuario, rol, ambito)
        return entrar_sin_navegador(demo, usuario)

    return abrir


def vivir_el_anio(casa, indicado, gestion):
    ambito = EnMunicipio(casa.territorio.municipio(indicado["municipio"]).id)
    demo_anio.vivir(casa, casa.contexto(ambito, gestion, "prueba"), ambito, indicado)


def cargar_accesos(casa, archivo):
    ambito = EnMunicipio(casa.territorio.municipio("villa-tunari").id)
    filas = ("otb;establecimiento;minutos;fuente", "40 Arroyos;Hospital de Ivirgarzama;95;DILOS")
    archivo.write_text("\n".join(filas), encoding="utf-8")
    accesos.importar(casa.contexto(ambito, 0, "prueba"), casa.unidad(ambito), leer(archivo))


def dar_de_alta_vacio(casa, slug):
    municipio = casa.territorio.municipio(slug)
    ambito = EnMunicipio(municipio.id)
    dar_de_alta(casa.contexto(ambito, 0, "prueba"), casa.unidad(ambito), municipio)
