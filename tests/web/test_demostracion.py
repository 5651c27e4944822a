"""Las siete entradas directas: en una demostración, y en ninguna otra base."""

import tomllib

import pytest

from nucleo.cli.demo import anotar_que_es_demo, presentar, sembrar_papeles
from nucleo.dominio.ambito import EnDepartamento, EnRegion
from nucleo.servicios import identidad
from nucleo.servicios.demostracion import PAPELES
from nucleo.web.sesion import COOKIE
from tests.web.casa import (
    PLATAFORMA,
    TUNARI,
    anonimo,
    copiar,
    enviar,
    ficha_de,
    fundar_organizacion,
)

CLAVES = [p.clave for p in PAPELES]
LUGARES = {
    "dirigenta": "/villa-tunari/trabajo",
    "tecnico": "/villa-tunari/trabajo",
    "alcaldesa": "/villa-tunari/trabajo",
    "control-social": "/villa-tunari/trabajo",
    "concejo": "/villa-tunari/trabajo",
    "diputado": "/regiones/uninominal-24/edc/diputado-uninominal-circunscripcion-24",
    "gobernacion": "/departamentos/cochabamba/administracion",
}


@pytest.fixture(scope="module")
def demo(plantilla, tmp_path_factory):
    """Una casa con lo que `tinkuy demo` deja, sin cargar sus miles de filas."""
    casa = copiar(plantilla, tmp_path_factory.mktemp("demo"))
    fundar_organizacion(casa, TUNARI, "Chipiriri")
    anotar_que_es_demo(casa, ["villa-tunari"])
    sembrar_papeles(casa, guion_de(casa))
    yield casa
    casa.cerrar()


def guion_de(casa):
    return tomllib.loads((casa.demo / "demo.toml").read_text(encoding="utf-8"))["papeles"]


def mandatos(casa):
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        gente = {u.id: u.correo for u in unidad.usuarios.todos()}
        todas = [m for u in gente for m in unidad.membresias.de_usuario(u)]
    return sorted((gente[m.usuario_id], m.rol, m.sobre) for m in todas if m.cerrada_en is None)


@pytest.mark.parametrize("clave", CLAVES)
def test_se_entra_sin_contrasena_y_se_llega_a_lo_propio(demo, clave):
    cliente = anonimo(demo)
    puerta = cliente.get("/entrar").text
    assert all(f'value="{c}"' in puerta for c in CLAVES)
    datos = {"papel": clave, "csrf_token": ficha_de(cliente)}
    entro = cliente.post("/entrar/demo", data=datos)
    assert (entro.status_code, entro.location) == (303, "/mi")
    pagina = cliente.get("/mi").text
    assert "(demostración)" in pagina
    assert f'href="{LUGARES[clave]}"' in pagina
    assert cliente.get(LUGARES[clave]).status_code == 200


def test_fuera_de_una_demostracion_no_existe(casa):
    fundar_organizacion(casa, TUNARI, "Chipiriri")
    sembrar_papeles(casa, guion_de(casa))  # ni aunque alguien sembrara sus cuentas
    cliente = anonimo(casa)
    assert "Entrar para probar" not in cliente.get("/entrar").text
    datos = {"papel": "gobernacion", "csrf_token": ficha_de(cliente)}
    assert cliente.post("/entrar/demo", data=datos).status_code == 404
    assert cliente.get_cookie(COOKIE) is None


def test_pide_la_ficha_contra_csrf(demo):
    cliente = anonimo(demo)
    assert cliente.post("/entrar/demo", data={"papel": "alcaldesa"}).status_code == 400
    assert cliente.get_cookie(COOKIE) is None


@pytest.mark.parametrize("papel", ["", "administracion_de_plataforma", "' OR 1=1"])
def test_otro_papel_no_entra(demo, papel):
    cliente = anonimo(demo)
    datos = {"papel": papel, "csrf_token": ficha_de(cliente)}
    assert cliente.post("/entrar/demo", data=datos).status_code == 422
    assert cliente.get_cookie(COOKIE) is None


def test_con_contrasena_no_entra_ninguna(demo):
    for clave in ("", "demostracion", "alcaldesa"):
        mal = enviar(
            anonimo(demo),
            "/entrar",
            accion="/entrar",
            correo="alcaldesa@demostracion.invalid",
            clave=clave,
        )
        assert mal.status_code == 422


def test_sembrar_dos_veces_no_duplica_y_repone_lo_que_se_cerro(demo):
    antes = mandatos(demo)
    assert sorted(m[2] for m in antes) == [
        EnDepartamento("03").clave,
        *[TUNARI.clave] * 5,
        EnRegion("uninominal-24").clave,
    ]
    assert {m[1] for m in antes} == {p.rol for p in PAPELES}
    sembrar_papeles(demo, guion_de(demo))
    assert mandatos(demo) == antes
    contexto = demo.contexto(PLATAFORMA, 0, "prueba")
    with demo.unidad_de_lectura(PLATAFORMA) as unidad:
        tecnico = unidad.usuarios.por_correo("tecnico@demostracion.invalid")
        (suyo,) = unidad.membresias.de_usuario(tecnico.id)
    identidad.cerrar_mandato(contexto, demo.unidad(PLATAFORMA), suyo.id, TUNARI)
    assert mandatos(demo) != antes
    sembrar_papeles(demo, guion_de(demo))
    assert mandatos(demo) == antes


def test_el_mensaje_final_dice_por_donde_se_entra(capsys):
    presentar(8000)
    dicho = capsys.readouterr().out
    assert "http://127.0.0.1:8000/entrar" in dicho
    assert all(p.nombre in dicho for p in PAPELES)
