"""Dos personas guardan la misma demanda en el mismo instante, por la web y en cada motor."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from nucleo.dominio.roles import Rol
from nucleo.servicios.municipios import dar_de_alta
from tests.web.casa import TUNARI, CasaDePrueba, entrar_como
from tests.web.paginas import formulario_de
from tests.web.presentadas import FICHA, hechos, la, presentar

CORREGIR = f"{FICHA}/corregir"


@pytest.fixture
def casa(motor):
    assert motor
    nueva = CasaDePrueba.del_entorno()
    nueva.actualizar_base()
    municipio = nueva.territorio.por_id[TUNARI.id]
    dar_de_alta(nueva.contexto(TUNARI, 0, "prueba"), nueva.unidad(TUNARI), municipio)
    yield nueva
    nueva.cerrar()


def test_una_queda_y_la_otra_ve_la_diferencia(casa):
    organizacion = presentar(casa)
    salida = Barrier(2)
    clientes = [
        entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id),
        entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI),
    ]
    envios = [
        (c, formulario_de(c.get(CORREGIR).text).valores | {"demanda": f"Título de {n}"})
        for n, c in enumerate(clientes)
    ]

    def guardar(envio):
        cliente, datos = envio
        salida.wait()
        return cliente.post(CORREGIR, data=datos)

    with ThreadPoolExecutor(2) as hilos:
        respuestas = list(hilos.map(guardar, envios))
    assert sorted(r.status_code for r in respuestas) == [303, 409]
    perdida = next(n for n, r in enumerate(respuestas) if r.status_code == 409)
    texto = respuestas[perdida].text
    assert f"<strong>Título de {1 - perdida}</strong>" in texto
    assert formulario_de(texto).valores["demanda"] == f"Título de {perdida}"
    assert la(casa).titulo == f"Título de {1 - perdida}"
    assert hechos(casa).count("demandas.corregida") == 1
