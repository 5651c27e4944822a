"""Invitar por consola, y quitar el segundo factor a quien perdió el teléfono."""

import shutil

from nucleo.arranque import RAIZ
from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Usuario
from nucleo.servicios import claves, entradas

PLATAFORMA = EnPlataforma()


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
