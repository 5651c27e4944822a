"""Invitar por consola, quitar el segundo factor a quien perdió el teléfono, y suspender."""

import shutil

import pytest

from nucleo.arranque import RAIZ
from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Usuario
from nucleo.servicios import claves, entradas

PLATAFORMA = EnPlataforma()
CLAVE = "cuatro llamas cruzan el rio"


def test_lo_quita_cierra_sus_sesiones_y_no_se_repite(casa, tinkuy):
    ana = Usuario(nuevo_id(), "ana@ejemplo.bo", "Ana", ahora(), totp=claves.semilla())
    ana.totp_desde = ahora()
    with casa.unidad(PLATAFORMA) as unidad:
        unidad.usuarios.agregar(ana)
        entrada = entradas.abrir(unidad, ana, ahora(), "Prueba")
        unidad.anotar(Hecho("prueba.cuenta", "prueba", ahora(), {}))
        unidad.confirmar()
    corrida = tinkuy("usuario", "quitar-factor", " ANA@ejemplo.bo")
    assert (corrida.codigo, "entra ahora con su contraseña" in corrida.salida) == (0, True)
    assert entradas.mirar(casa.unidad_de_lectura(PLATAFORMA), entrada.secreto, ahora()) is None
    for correo in ("ana@ejemplo.bo", "nadie@ejemplo.bo"):
        corrida = tinkuy("usuario", "quitar-factor", correo)
        assert (corrida.codigo, correo in corrida.errores) == (1, True)


def test_el_enlace_nace_de_la_direccion_declarada(instalada, tmp_path, monkeypatch):
    invitar = ("usuario", "invitar", "ana@ejemplo.bo", "--rol", "administracion_de_plataforma")
    assert instalada(*invitar).salida.startswith("http://127.0.0.1:8000/invitacion/")
    carpeta = tmp_path / "configuraciones"
    shutil.copytree(RAIZ / "configuraciones", carpeta)
    archivo = carpeta / "plataforma.toml"
    texto = archivo.read_text().replace("[plataforma]", "[plataforma]\ndireccion = 'https://t.bo'")
    archivo.write_text(texto)
    monkeypatch.setenv("TINKUY_CONFIGURACIONES", str(carpeta))
    assert instalada(*invitar).salida.startswith("https://t.bo/invitacion/")
    otra = instalada(*invitar, "--direccion", "https://otra.bo/")
    assert otra.salida.startswith("https://otra.bo/invitacion/")


def test_una_cuenta_suspendida_queda_fuera_y_vuelve_sin_sus_sesiones(casa, tinkuy):
    ana = Usuario(nuevo_id(), "ana@ejemplo.bo", "Ana", ahora(), claves.resumir_clave(CLAVE))
    with casa.unidad(PLATAFORMA) as unidad:
        unidad.usuarios.agregar(ana)
        entrada = entradas.abrir(unidad, ana, ahora(), "Prueba")
        unidad.anotar(Hecho("prueba.cuenta", "prueba", ahora(), {}))
        unidad.confirmar()
    assert "Suspendida" in tinkuy("usuario", "suspender", "ANA@ejemplo.bo").salida
    assert "Ya estaba" in tinkuy("usuario", "suspender", "ana@ejemplo.bo").salida
    assert entradas.mirar(casa.unidad_de_lectura(PLATAFORMA), entrada.secreto, ahora()) is None
    with pytest.raises(CredencialInvalida):
        entrar(casa)
    assert "Activa" in tinkuy("usuario", "reactivar", "ana@ejemplo.bo").salida
    assert "No estaba" in tinkuy("usuario", "reactivar", "ana@ejemplo.bo").salida
    assert entradas.mirar(casa.unidad_de_lectura(PLATAFORMA), entrada.secreto, ahora()) is None
    assert entrar(casa).secreto
    assert tinkuy("usuario", "suspender", "nadie@ejemplo.bo").codigo == 1


def entrar(casa):
    contexto, unidad = casa.contexto(PLATAFORMA, 0, ""), casa.unidad(PLATAFORMA)
    return entradas.entrar(contexto, unidad, "ana@ejemplo.bo", CLAVE, "10.0.0.1", "Prueba")
