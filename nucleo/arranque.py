"""Raíz de composición: el único lugar que conoce todas las piezas y las une."""

import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from marshmallow import Schema

from nucleo import ganchos, ganchos_plataforma
from nucleo.cli.fallas import FALLAS
from nucleo.cli.raiz import armar, ejecutar
from nucleo.configuracion.catalogos import leer_fuentes, leer_sectores, leer_territorio
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.configuracion.propios import AjustesPropios
from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import DEMOSTRACION
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import BaseInaccesible, ErrorDeNegocio, ErrorDePlugin, PluginAusente
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.municipios import Alta
from nucleo.dominio.regiones import Region, derivar
from nucleo.dominio.revisiones import Muros
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import Departamento, Municipio, Territorio
from nucleo.ganchos import Conjunto
from nucleo.persistencia.adjuntos import AdjuntosEnDisco
from nucleo.persistencia.base import Base, base_pasajera
from nucleo.persistencia.fallas import explicada
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.piezas import Adjuntos, Desechable, PiezasDeConsola
from nucleo.servicios.puertos import Unidad
from nucleo.servidor import proceso
from nucleo.servidor import registro as registro_del_servidor
from nucleo.textos.errores import frase
from nucleo.web import fabrica
from nucleo.web.frontera import Observador
from nucleo.web.sitio import congelar

RAIZ = Path(__file__).parents[1]
ESPECIFICACIONES = (ganchos, ganchos_plataforma)
registro = logging.getLogger("tinkuy")


class Casa:
    """Todas las piezas de una instalación. Cumple `PiezasDeConsola` por forma."""

    def __init__(self, instancia: Path, configuraciones: Path, url: str, dueno: str = "") -> None:
        self.instancia = instancia
        self._carpeta = configuraciones
        self._configuraciones = Configuraciones(configuraciones)
        self._propios = AjustesPropios(configuraciones)
        self._base = Base(url, dueno)
        self._plataforma: ConfiguracionDePlataforma | None = None
        self._conjuntos: dict[frozenset[str], Conjunto] = {}
        self.caidos: dict[str, str] = {}
        for _ in self._de_plataforma("tablas"):
            pass

    @classmethod
    def del_entorno(cls) -> "Casa":
        """Las piezas según el entorno.

        `TINKUY_RAIZ`: dónde viven los datos; `TINKUY_BASE`: la URL de la base, con el rol que
        atiende; `TINKUY_BASE_DUENO`: la misma con el rol que migra, si es otro.
        """
        instancia = carpeta_de_datos()
        url = os.environ.get("TINKUY_BASE") or f"sqlite:///{instancia / 'tinkuy.db'}"
        carpeta = os.environ.get("TINKUY_CONFIGURACIONES") or RAIZ / "configuraciones"
        return cls(instancia, Path(carpeta).resolve(), url, os.environ.get("TINKUY_BASE_DUENO", ""))

    # ── Lo que no cambia ────────────────────────────────────────────────────────────────────────

    @property
    def plataforma(self) -> ConfiguracionDePlataforma:
        """La del archivo; si la base se llenó con el demo, dice que es de demostración.

        Con la base caída se responde sin recordarlo: la página que lo explica también la pide.
        """
        if self._plataforma is None:
            configurada = self._configuraciones.plataforma()
            try:
                es_demo = configurada.demostracion or self._es_de_demo()
            except Exception as error:
                if isinstance(explicada(error), ErrorDeNegocio):
                    return configurada
                raise
            self._plataforma = replace(configurada, demostracion=es_demo)
        return self._plataforma

    @property
    def servidor(self) -> ConfiguracionDeServidor:
        return self._configuraciones.plataforma().servidor

    @property
    def datos(self) -> Path:
        return self.instancia

    @property
    def _pasajeras(self) -> Path:
        return self.instancia / "pasajeras"

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
                self.caidos[entrada.name] = repr(error)
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
        if pendientes or self._base.fallas():
            self._base.migrar(self._migraciones)
        return pendientes

    def crear_rol(self) -> Sequence[Mensaje]:
        return self._base.preparar()

    @contextmanager
    def instantanea(self) -> Iterator["Casa"]:
        with self._base.instantanea(self._pasajeras) as base:
            fija = copy(self)
            vars(fija)["_base"] = base
            yield fija

    @contextmanager
    def desechable(self, paquetes: Mapping[str, str]) -> Iterator[Desechable]:
        with base_pasajera(self._pasajeras) as base:
            base.llevar(paquetes, self._migraciones)
            yield Pasajera(base, self._migraciones)

    def adjuntos(self, ambito: Ambito) -> Adjuntos:
        return AdjuntosEnDisco(self.instancia / "adjuntos", ambito)

    def configuraciones(self) -> Iterator[tuple[str, bytes]]:
        return self._propios.todos()

    def ajustes_propios(self, municipio: Municipio) -> str | None:
        return self._propios.leer(*self._de_quien(municipio))

    def guardar_ajustes(self, municipio: Municipio, texto: str) -> bool:
        """Se prueba puesto: si aquí no vale, se quita y se dice por qué."""
        de_quien = self._de_quien(municipio)
        if (ya := self._propios.leer(*de_quien)) is not None:
            return ya == texto
        self._propios.escribir(*de_quien, texto)
        try:
            self.contexto(EnMunicipio(municipio.id), 0)
        except ErrorDeNegocio:
            self._propios.quitar(*de_quien)
            raise
        return True

    def _de_quien(self, municipio: Municipio) -> tuple[Municipio, Departamento]:
        return municipio, self.territorio.departamento_de[municipio.departamento]

    def sitio(self, municipio: Municipio, cuando: datetime) -> Iterator[tuple[str, bytes]]:
        return congelar(self.app(), municipio, cuando)

    def base_pendiente(self) -> Sequence[str]:
        return self._base.pendientes(self._migraciones)

    def muros(self) -> Muros:
        try:
            return self._base.muros(self._migraciones)
        except Exception as error:
            causa = explicada(error)
            sabida = isinstance(causa, ErrorDeNegocio)
            raise (causa if sabida else BaseInaccesible(repr(causa))) from error

    def app(self, *observadores: Observador) -> Flask:
        planos = list(self._de_plataforma("vistas"))
        return fabrica.crear_app(self, planos, observadores=observadores)

    def servir(self, puerto: int) -> None:
        proceso.atender_aqui(puerto, self.app)

    def servir_en_produccion(self, ajustes: ConfiguracionDeServidor) -> None:
        def armar(*observadores: Observador) -> Flask:
            app = self.app(*observadores)
            self.cerrar()  # los procesos hijos no heredan ninguna conexión abierta
            return app

        proceso.atender(ajustes, armar)

    def cerrar(self) -> None:
        """Suelta las conexiones con la base."""
        self._base.cerrar()

    def comandos(self) -> list[tuple[str, Any]]:
        return list(self._de_plataforma("comandos"))


@dataclass(frozen=True)
class Pasajera:
    """Cumple `Desechable` con una base que se borra al terminar."""

    base: Base
    migraciones: Mapping[str, Path]

    def unidad(self, ambito: Ambito) -> Unidad:
        return self.base.unidad(ambito)

    def poner_al_dia(self) -> None:
        self.base.migrar(self.migraciones)


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


def carpeta_de_datos() -> Path:
    return Path(os.environ.get("TINKUY_RAIZ") or RAIZ / "instancia").resolve()
