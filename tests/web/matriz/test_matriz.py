"""Toda ruta × todo cargo × {lo propio, lo ajeno, sin cuenta, mandato vencido}: lo que dice la
política.

Las filas salen de `app.url_map` y las columnas, de `Rol` y `NIVELES`: una ruta o un cargo nuevo
quedan dentro sin tocar nada. Se pide por HTTP, con una sesión de verdad por columna; lo único que
se apaga es la ficha contra CSRF, que tiene su propia prueba (`tests/web/ataques`), para que un
envío vacío llegue hasta el permiso. Las casillas negadas van primero: lo que las permitidas
escriban no cambia lo que se niega.
"""

import sys
from dataclasses import dataclass
from typing import Any

import pytest

from nucleo.dominio.roles import Rol
from nucleo.web.permisos import Permiso, Puerta
from tests.web.casa import copiar
from tests.web.matriz.casos import ANONIMO, TODOS, Caso, Suerte, ambito_de_la_regla, casos_de
from tests.web.rutas import direccion_de, metodos_de, permiso_de_la_regla, reglas_de

NUNCA = range(500, 600)
FALTA_FACTOR = "/mi/segundo-factor"


@dataclass(frozen=True)
class Casilla:
    """Una ruta con un método, pedida en un caso, y lo que le toca."""

    caso: Caso
    regla: Any
    metodo: str
    suerte: Suerte
    es_publica: bool

    def __str__(self):
        return f"{self.metodo} {self.regla.rule} · {self.caso}"


@pytest.fixture(scope="module")
def casa(plantilla, tmp_path_factory):
    """Una sola para todos los cargos, ya caliente, sin la ficha contra CSRF."""
    casa = copiar(plantilla, tmp_path_factory.mktemp("matriz"))
    casa.web.config["WTF_CSRF_ENABLED"] = False
    yield casa
    casa.cerrar()


def casillas(app, casos):
    """Todas las de esos casos; las negadas, primero."""
    todas = [
        casilla(app, regla, metodo, caso)
        for caso in casos
        for regla in reglas_de(app)
        for metodo in metodos_de(regla)
    ]
    return sorted(todas, key=lambda c: c.suerte is Suerte.PASA)


def casilla(app, regla, metodo, caso):
    permiso = permiso_de_la_regla(app, regla)
    assert permiso is not None, f"{regla.rule} no declara su permiso"
    suerte = caso.suerte(permiso, ambito_de_la_regla(regla))
    return Casilla(caso, regla, metodo, suerte, permiso.pide is Puerta.PUBLICA)


def le_toco(respuesta):
    """Qué le pasó, visto desde afuera."""
    destino = respuesta.location or ""
    if respuesta.status_code == 403:
        return Suerte.SIN_PERMISO
    if respuesta.status_code == 303 and destino == FALTA_FACTOR:
        return Suerte.A_PONER_FACTOR
    if respuesta.status_code == 303 and destino.partition("?")[0] in {"/entrar", "/entrar/codigo"}:
        return Suerte.A_LA_PUERTA
    return Suerte.PASA


def cumple(casilla, respuesta):
    """Lo público puede llevar a la puerta por su cuenta; lo demás, solo si le toca."""
    if respuesta.status_code in NUNCA:
        return False
    toco = le_toco(respuesta)
    return toco is casilla.suerte or (casilla.es_publica and toco is Suerte.A_LA_PUERTA)


def recorrer(casa, casos):
    """Pide cada casilla; devuelve cuántas y las que no salieron como dice la política."""
    llegados, mal = {}, []
    todas = casillas(casa.web, casos)
    for una in todas:
        cliente = llegados[una.caso] = llegados.get(una.caso) or una.caso.llegar(casa)
        respuesta = cliente.open(direccion_de(una.regla), method=una.metodo)
        respuesta.close()
        if not cumple(una, respuesta):
            mal.append(f"{una}: {una.suerte}, y fue {le_toco(respuesta)} ({respuesta.status})")
        if una.metodo != "GET" and una.suerte is Suerte.PASA:
            del llegados[una.caso]  # pudo salir de su cuenta: que llegue otra vez
    return len(todas), mal


@pytest.mark.parametrize("rol", [None, *Rol], ids=lambda rol: rol or "sin cuenta")
def test_cada_casilla_cumple_la_politica(casa, rol):
    cuantas, mal = recorrer(casa, casos_de(rol) if rol else [ANONIMO])
    assert not mal, "\n".join([f"{len(mal)} de {cuantas}", *mal[:20]])


def test_la_matriz_esta_entera(casa):
    """La cuenta se ve con `pytest -s`."""
    app = casa.web
    filas = sum(len(metodos_de(regla)) for regla in reglas_de(app))
    todas = casillas(app, TODOS)
    por_suerte = {s.value: sum(c.suerte is s for c in todas) for s in Suerte}
    sys.stdout.write(f"\n{filas} rutas × {len(TODOS)} casos = {len(todas)} casillas {por_suerte}\n")
    assert len(todas) == filas * len(TODOS)
    assert {c.caso.rol for c in todas} == {None, *Rol}


def test_toda_ruta_declara_su_permiso(casa):
    sin = [r.rule for r in reglas_de(casa.web) if permiso_de_la_regla(casa.web, r) is None]
    assert sin == []


def test_lo_que_escribe_no_es_publico_salvo_la_puerta(casa):
    """Sin cuenta solo se escribe para entrar, salir o recuperar la cuenta."""
    publicas = {
        regla.rule
        for regla in reglas_de(casa.web)
        if "POST" in metodos_de(regla)
        and permiso_de_la_regla(casa.web, regla) == Permiso(Puerta.PUBLICA)
    }
    assert publicas <= PUERTAS


PUERTAS = {
    "/entrar",
    "/entrar/codigo",
    "/entrar/demo",
    "/entrar/oidc",
    "/invitacion/<secreto>",
    "/recuperar",
    "/recuperar/<secreto>",
    "/salir",
}


def test_una_ruta_sin_permiso_no_se_atiende(plantilla, tmp_path):
    """Olvidarlo cierra la puerta, no la abre."""
    casa = copiar(plantilla, tmp_path)
    casa.web.add_url_rule("/olvidada", "olvidada", lambda: "nadie dijo quién puede")
    for caso in TODOS:
        respuesta = caso.llegar(casa).get("/olvidada")
        assert respuesta.status_code == 403, caso
        assert "nadie dijo" not in respuesta.text
    casa.cerrar()
