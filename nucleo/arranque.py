"""Raíz de composición: el único lugar que conoce todas las piezas y las une."""

import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from marshmallow import Schema

from nucleo import ganchos, ganchos_plataforma
from nucleo.cli.raiz import armar, ejecutar
from nucleo.configuracion.catalogos import leer_fuentes, leer_sectores, leer_territorio
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import DEMOSTRACION
from nucleo.dominio.configuracion import Configuracion, ConfiguracionDePlataforma
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDePlugin, PluginAusente, PuertoOcupado
from nucleo.dominio.municipios import Alta
from nucleo.dominio.regiones import Region, derivar
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import Territorio
from nucleo.ganchos import Conjunto
from nucleo.persistencia.base import Base
from nucleo.persistencia.fallas import explicada
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.puertos import Unidad
from nucleo.textos.errores import frase
from nucleo.web import fabrica

RAIZ = Path(__file__).parents[1]
ESPECIFICACIONES = (ganchos, ganchos_plataforma)
registro = logging.getLogger("tinkuy")


class Casa:
    """Todas las piezas de una instalación. Cumple `PiezasDeConsola` por forma."""

    def __init__(self, instancia: Path, configuraciones: Path, url: str) -> None:
        self.instancia = instancia
        self._carpeta = configuraciones
        self._configuraciones = Configuraciones(configuraciones)
        self._base = Base(url)
        self._conjuntos: dict[frozenset[str], Conjunto] = {}
        for _ in self._de_plataforma("tablas"):
            pass

    @classmethod
    def del_entorno(cls) -> "Casa":
        """`TINKUY_RAIZ`: dónde viven los datos; `TINKUY_BASE`: la URL de la base."""
        instancia = carpeta_de_datos()
        url = os.environ.get("TINKUY_BASE") or f"sqlite:///{instancia / 'tinkuy.db'}"
        carpeta = os.environ.get("TINKUY_CONFIGURACIONES") or RAIZ / "configuraciones"
        return cls(instancia, Path(carpeta).resolve(), url)

    # ── Lo que no cambia ────────────────────────────────────────────────────────────────────────

    @cached_property
    def plataforma(self) -> ConfiguracionDePlataforma:
        """La del archivo; si la base se llenó con el demo, dice que es de demostración."""
        configurada = self._configuraciones.plataforma()
        return replace(configurada, demostracion=configurada.demostracion or self._es_de_demo())

    def _es_de_demo(self) -> bool:
        if self.base_pendiente():
            return False
        with self._base.unidad_de_lectura(EnPlataforma()) as unidad:
            return any(e.que == DEMOSTRACION for e in unidad.bitacora.eslabones())

    @cached_property
    def territorio(self) -> Territorio:
        return leer_territorio(self._catalogo)

    @cached_property
    def regiones(self) -> Mapping[str, Region]:
        anio = datetime.now(UTC).year
        definidas = self._configuraciones.mancomunidades(
            self.territorio, anio, lambda error: registro.warning(frase(error))
        )
        return derivar(self.territorio, anio) | definidas

    @cached_property
    def sectores(self) -> Sequence[Sector]:
        return leer_sectores(self._catalogo)

    @cached_property
    def fuentes(self) -> Mapping[str, str]:
        return leer_fuentes(self._catalogo)

    @property
    def demo(self) -> Path:
        return self._carpeta / "demo"

    @property
    def _catalogo(self) -> Path:
        return self._carpeta / "catalogos" / "bolivia"

    # ── Plugins ─────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def modulos(self) -> Mapping[str, ModuleType]:
        """Los plugins instalados que cargan; el que no, se anota y no tumba a los demás."""
        cargados = {}
        for entrada in sorted(entry_points(group="tinkuy.plugins"), key=lambda e: e.name):
            try:
                modulo = entrada.load()
                Conjunto({entrada.name: modulo}, ESPECIFICACIONES)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - ajeno: falla de cualquier modo
                registro.warning("El módulo %s no carga y queda fuera: %r", entrada.name, error)
                registro.debug("Así falló %s.", entrada.name, exc_info=True)
            else:
                cargados[entrada.name] = modulo
        return cargados

    @property
    def plugins(self) -> Mapping[str, str]:
        return {nombre: nombre_visible(modulo) for nombre, modulo in self.modulos.items()}

    def _de_plataforma(self, gancho: str) -> Iterator[tuple[str, Any]]:
        """Lo que cada plugin aporta a un gancho de plataforma; el que falla se anota y se salta."""
        for nombre in self.modulos:
            try:
                yield from self._conjunto(frozenset({nombre})).pedir(gancho, "plataforma")
            except ErrorDePlugin as error:
                registro.warning(
                    "El módulo %s falló en %s: %s", nombre, gancho, error.datos["error"]
                )
                registro.debug("Así falló %s en %s.", nombre, gancho, exc_info=True)

    def _conjunto(self, activos: frozenset[str]) -> Conjunto:
        if activos not in self._conjuntos:
            if ausentes := activos - self.modulos.keys():
                raise PluginAusente(", ".join(sorted(ausentes)), ", ".join(self.modulos))
            modulos = {nombre: self.modulos[nombre] for nombre in activos}
            self._conjuntos[activos] = Conjunto(modulos, ESPECIFICACIONES)
        return self._conjuntos[activos]

    # ── Por ámbito ──────────────────────────────────────────────────────────────────────────────

    def configuracion(self, ambito: Ambito) -> Configuracion:
        match ambito:
            case EnMunicipio(id):
                municipio = self.territorio.por_id[id]
                departamento = self.territorio.departamento_de[municipio.departamento]
                return self._configuraciones.de_municipio(municipio, departamento)
            case EnRegion(slug):
                region = self.regiones[slug]
                departamento = self.territorio.departamento_de[region.departamentos[0]]
                return self._configuraciones.de_region(region, departamento)
            case _:
                return Configuracion(self.plataforma.idiomas, None, {})

    def revisar_configuracion(self) -> int:
        self._configuraciones.mancomunidades(self.territorio, datetime.now(UTC).year)
        self._configuraciones.revisar(self.territorio, self.regiones)
        for municipio in self.territorio.municipios:
            self.contexto(EnMunicipio(municipio.id), 0)
        for slug in self.regiones:
            self.contexto(EnRegion(slug), 0)
        return len(self.territorio.municipios) + len(self.regiones)

    def ganchos(self, ambito: Ambito) -> Conjunto:
        return self._conjunto(self.configuracion(ambito).activos)

    def contexto(self, ambito: Ambito, gestion: int, quien: str = "") -> Contexto:
        """Valida la tabla de cada plugin activo con su propio esquema."""
        configuracion = self.configuracion(ambito)
        ajustes: dict[type, object] = {}
        for nombre in configuracion.plugins:
            conjunto = self._conjunto(frozenset({nombre}))
            dados = conjunto.pedir("esquema_de_ajustes", self._nombre(ambito))
            esquema = dados[0][1] if dados else Schema  # sin esquema, ninguna clave vale
            ajuste = self._configuraciones.ajustes(configuracion, nombre, esquema)
            ajustes[type(ajuste)] = ajuste
        return Contexto(
            ambito, self._nombre(ambito), quien, gestion, ajustes, leer=self._base.lector(ambito)
        )

    def _nombre(self, ambito: Ambito) -> str:
        match ambito:
            case EnMunicipio(id):
                return self.territorio.por_id[id].nombre
            case EnRegion(slug):
                return self.regiones[slug].nombre
            case _:
                return self.plataforma.nombre

    def altas(self) -> Sequence[Alta]:
        with self._base.unidad_de_lectura(EnPlataforma()) as unidad:
            return unidad.altas.todas()

    def unidad(self, ambito: Ambito) -> Unidad:
        return self._base.unidad(ambito)

    def leer_municipio(self, ambito: EnMunicipio) -> LecturaMunicipal:
        return self._base.leer_municipio(ambito)

    def leer_region(self, ambito: EnRegion) -> LecturaRegional:
        return self._base.leer_region(ambito)

    # ── Operación ───────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _migraciones(self) -> Mapping[str, Path]:
        carpetas = {nombre: carpeta_de(m) / "migraciones" for nombre, m in self.modulos.items()}
        return {nombre: carpeta for nombre, carpeta in carpetas.items() if carpeta.is_dir()}

    def actualizar_base(self) -> Sequence[str]:
        pendientes = self.base_pendiente()
        if pendientes:
            self._base.migrar(self._migraciones)
        return pendientes

    def base_pendiente(self) -> Sequence[str]:
        return self._base.pendientes(self._migraciones)

    def app(self) -> Flask:
        return fabrica.crear_app(self, list(self._de_plataforma("vistas")))

    def servir(self, puerto: int) -> None:
        with socket.socket() as prueba:
            prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                prueba.bind(("127.0.0.1", puerto))
            except OSError as error:
                raise PuertoOcupado(puerto) from error
        Servidor(self.app, puerto).run()

    def cerrar(self) -> None:
        """Suelta las conexiones con la base."""
        self._base.cerrar()

    def comandos(self) -> list[tuple[str, Any]]:
        return list(self._de_plataforma("comandos"))


class Servidor(BaseApplication):  # type: ignore[misc]  # gunicorn no trae tipos
    """gunicorn dentro del mismo programa, para `tinkuy servir` y el demo."""

    def __init__(self, app: Callable[[], Flask], puerto: int) -> None:
        self._app = app
        self._puerto = puerto
        super().__init__()

    def load_config(self) -> None:
        ajustes = {
            "bind": f"127.0.0.1:{self._puerto}",
            "workers": 2,
            "threads": 4,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "tinkuy",
        }
        for clave, valor in ajustes.items():
            self.cfg.set(clave, valor)

    def load(self) -> Flask:
        return self._app()


def nombre_visible(modulo: ModuleType) -> str:
    """La primera línea de la docstring del paquete del plugin, sin punto final."""
    paquete = sys.modules[modulo.__package__ or modulo.__name__]
    return (paquete.__doc__ or modulo.__name__).strip().splitlines()[0].rstrip(".")


def carpeta_de(modulo: ModuleType) -> Path:
    return Path(modulo.__file__ or "").parent


def crear_app() -> Flask:
    """Para gunicorn: `gunicorn 'nucleo.arranque:crear_app()'`."""
    return Casa.del_entorno().app()


def principal() -> None:
    """La orden `tinkuy`."""
    sys.exit(ejecutar(sys.argv[1:], armar_consola, registro_de_fallas(), explicada))


def armar_consola() -> tuple[Any, PiezasDeConsola]:
    casa = Casa.del_entorno()
    return armar(casa.comandos()), casa


def registro_de_fallas() -> Path:
    """Dónde queda el detalle de lo que falla por dentro: la pantalla solo da un aviso."""
    return carpeta_de_datos() / "fallas.log"


def carpeta_de_datos() -> Path:
    return Path(os.environ.get("TINKUY_RAIZ") or RAIZ / "instancia").resolve()
