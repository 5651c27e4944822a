"""Cada pantalla con sesión: un solo `h1`, su propio título y el camino para volver."""

import re

import pytest

from nucleo.dominio.roles import Rol
from tests.web.casa import COCHABAMBA, PLATAFORMA, TUNARI, entrar_como
from tests.web.pasos import RAIZ, sembrar

DE = "/departamentos/cochabamba"
PANTALLAS = {
    (Rol.DIRIGENCIA, TUNARI): (
        "/mi", "/mi/funciones", "/mi/seguridad", "/mi/sesiones", "/mi/historia",
        "/mi/segundo-factor", "/mi/segundo-factor/codigos",
        f"{RAIZ}/trabajo", f"{RAIZ}/formularios", f"{RAIZ}/formularios/planilla",
    ),
    (Rol.ALCALDIA, TUNARI): (
        f"{RAIZ}/formularios/nuevo", f"{RAIZ}/organizaciones", f"{RAIZ}/organizaciones/nueva",
        f"{RAIZ}/distritos", f"{RAIZ}/planillas", f"{RAIZ}/planillas/demandas",
        f"{RAIZ}/planillas/techo", f"{RAIZ}/lo-que-falta", f"{RAIZ}/priorizacion",
        f"{RAIZ}/priorizacion/congelar", f"{RAIZ}/techo", f"{RAIZ}/entregas", f"{RAIZ}/avance",
        f"{RAIZ}/demandas/2027-0001", f"{RAIZ}/demandas/2027-0001/corregir",
        f"{RAIZ}/demandas/2027-0001/retirar", f"{RAIZ}/demandas/2027-0001/observar",
    ),
    (Rol.ADMINISTRACION_MUNICIPAL, TUNARI): (
        f"{RAIZ}/personas", f"{RAIZ}/personas/invitar", f"{RAIZ}/ajustes",
        f"{RAIZ}/ajustes/general", f"{RAIZ}/ajustes/marca", f"{RAIZ}/ajustes/escudo",
        f"{RAIZ}/ajustes/historial", f"{RAIZ}/ajustes/modulos/salud",
        f"{RAIZ}/ajustes/modulos/salud/apagar",
    ),
    (Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA): (
        DE, f"{DE}/administracion", f"{DE}/municipios/alta", f"{DE}/personas",
        f"{DE}/municipios/villa-tunari/suspender", f"{DE}/ajustes",
    ),
    (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA): ("/plataforma", "/plataforma/personas"),
}  # fmt: skip


@pytest.fixture
def titulos(casa):
    """Dirección → título, con un `h1` y migas comprobados en cada una."""
    sembrar(casa)
    hallados = {}
    for (rol, ambito), direcciones in PANTALLAS.items():
        cliente = entrar_como(casa, rol, ambito)
        for direccion in direcciones:
            pagina = cliente.get(direccion)
            assert pagina.status_code == 200, (direccion, pagina.location)
            assert len(re.findall("<h1[ >]", pagina.text)) == 1, direccion
            assert 'class="migas"' in pagina.text, direccion
            (hallados[direccion],) = re.findall("<title>(.+?)</title>", pagina.text)
    return hallados


def test_cada_pantalla_tiene_su_titulo(titulos):
    vistos = {}
    for direccion, titulo in titulos.items():
        vistos.setdefault(titulo, []).append(direccion)
    assert not {t: d for t, d in vistos.items() if len(d) > 1}
