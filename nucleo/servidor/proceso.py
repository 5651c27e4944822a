"""gunicorn dentro del mismo programa: para probar en esta máquina y para producción."""

import logging
import os
import socket
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.dominio.errores import PuertoOcupado
from nucleo.servidor.apagado import cuidar_los_nacimientos
from nucleo.servidor.metricas import Metricas
from nucleo.servidor.registro import DeGunicorn, anotar, preparar
from nucleo.servidor.trabajador import Trabajador

MEMORIA = Path("/dev/shm")  # noqa: S108 - el latido de cada proceso, que no debe esperar al disco


def atender_aqui(puerto: int, armar: Callable[[], Flask]) -> None:
    """Atiende en esta máquina hasta Ctrl+C; por la terminal salen solo los avisos."""
    exigir_libre("127.0.0.1", puerto)
    preparar(en_json=False, nivel=logging.WARNING)
    Servidor(armar, de_esta_maquina(puerto)).run()


def atender(pedidos: ConfiguracionDeServidor, armar: Callable[..., Flask]) -> None:
    """Atiende en producción hasta SIGTERM: termina lo que está en curso y sale con 0.

    `armar` recibe los observadores de la frontera y entrega la aplicación, que se arma una sola
    vez, antes de que nazcan los procesos. `PuertoOcupado` si otro tiene alguno de los puertos.
    """
    exigir_libre(pedidos.direccion, pedidos.puerto)
    preparar(en_json=True)
    metricas = Metricas.de(pedidos)
    observadores = [anotar, metricas.contar] if metricas else [anotar]
    Servidor(partial(armar, *observadores), de_produccion(pedidos, metricas)).run()


class Servidor(BaseApplication):  # type: ignore[misc]  # gunicorn no trae tipos
    """`armar` entrega la aplicación; los ajustes son los de gunicorn, con sus nombres."""

    def __init__(self, armar: Callable[[], Flask], ajustes: Mapping[str, Any]) -> None:
        self._armar = armar
        self._ajustes = ajustes
        super().__init__()

    def load_config(self) -> None:
        for clave, valor in self._ajustes.items():
            self.cfg.set(clave, valor)

    def load(self) -> Flask:
        return self._armar()

    def run(self) -> None:
        cuidar_los_nacimientos()
        super().run()


def de_esta_maquina(puerto: int) -> dict[str, Any]:
    """Para el demo y para probar: solo se llega desde aquí."""
    return {
        "bind": enlace("127.0.0.1", puerto),
        "workers": 2,
        "threads": 4,
        "worker_class": Trabajador,
        "logger_class": DeGunicorn,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",  # a quién se le cree lo decide la frontera
        "loglevel": "warning",
        "proc_name": "tinkuy",
    }


def de_produccion(pedidos: ConfiguracionDeServidor, metricas: Metricas | None) -> dict[str, Any]:
    """Lo mismo con los límites puestos: tiempos, tamaños, relevo de procesos y métricas."""
    return {
        **de_esta_maquina(pedidos.puerto),
        "bind": enlace(pedidos.direccion, pedidos.puerto),
        "workers": pedidos.procesos,
        "threads": pedidos.hilos,
        "preload_app": True,
        "timeout": pedidos.plazo,
        "graceful_timeout": pedidos.plazo,
        "keepalive": 5,
        "max_requests": 10_000,
        "max_requests_jitter": 1_000,
        "limit_request_line": 4094,
        "limit_request_fields": 64,
        "limit_request_field_size": 8190,
        "worker_tmp_dir": str(MEMORIA) if os.access(MEMORIA, os.W_OK) else None,
        "loglevel": "info",
        **(avisos(metricas) if metricas else {}),
    }


def avisos(metricas: Metricas) -> dict[str, Any]:
    """Lo que gunicorn le cuenta a las métricas, con los nombres y la firma que él espera."""
    return {
        "when_ready": metricas.atender,
        "pre_fork": metricas.asignar,
        "post_fork": metricas.ocupar,
        "child_exit": metricas.desocupar,
        "on_exit": metricas.cerrar,
    }


def enlace(direccion: str, puerto: int) -> str:
    """`direccion:puerto`, con corchetes si la dirección es IPv6."""
    return f"[{direccion}]:{puerto}" if ":" in direccion else f"{direccion}:{puerto}"


def exigir_libre(direccion: str, puerto: int) -> None:
    """`PuertoOcupado` si otro programa ya atiende ahí; gunicorn lo intentaría cinco veces."""
    familia = socket.AF_INET6 if ":" in direccion else socket.AF_INET
    with socket.socket(familia) as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((direccion, puerto))
        except OSError as error:
            raise PuertoOcupado(puerto) from error
