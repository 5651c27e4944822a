"""Raíz de composición: el único lugar que conoce todas las piezas y las une."""

import sys
from pathlib import Path
from typing import Any

from flask import Flask

from nucleo.arranque.casa import Casa, carpeta_de_datos
from nucleo.arranque.instalados import RAIZ
from nucleo.arranque.pasajera import Pasajera
from nucleo.cli.fallas import FALLAS
from nucleo.cli.raiz import armar, ejecutar
from nucleo.persistencia.fallas import explicada
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servidor import registro as registro_del_servidor

__all__ = [
    "RAIZ",
    "Casa",
    "Pasajera",
    "armar_consola",
    "crear_app",
    "explicada",
    "principal",
    "registro_de_fallas",
]


def crear_app() -> Flask:
    """Para gunicorn: `gunicorn 'nucleo.arranque:crear_app()'`."""
    return Casa.del_entorno().app()


def principal() -> None:
    """La orden `tinkuy`. En producción, hasta lo que se avisa al arrancar sale como JSON."""
    if "--produccion" in sys.argv:
        registro_del_servidor.preparar(en_json=True)
    sys.exit(ejecutar(sys.argv[1:], armar_consola, registro_de_fallas(), explicada))


def armar_consola() -> tuple[Any, PiezasDeConsola]:
    casa = Casa.del_entorno()
    return armar(casa.comandos()), casa


def registro_de_fallas() -> Path:
    """Dónde queda el detalle de lo que falla por dentro: la pantalla solo da un aviso."""
    return carpeta_de_datos() / FALLAS
