"""La casa: todas las piezas de una instalación, unidas."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from marshmallow import Schema

from nucleo.arranque.ajustables import Ajustables
from nucleo.arranque.catalogos import ConCatalogos
from nucleo.arranque.instalados import RAIZ, Instalados
from nucleo.arranque.llave import llave_de
from nucleo.arranque.pantallas import Pantallas
from nucleo.arranque.papeles import ConPapeles
from nucleo.arranque.pasajera import Pasajera
from nucleo.arranque.secreto import secreto_de
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.configuracion.propios import AjustesPropios
from nucleo.correo.bandeja import Bandeja
from nucleo.correo.smtp import PorSmtp
from nucleo.documentos.sellado import Llave
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import DEMOSTRACION
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import BaseInaccesible, ErrorDeNegocio
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.municipios import Alta
from nucleo.dominio.regiones import TipoDeRegion
from nucleo.dominio.revisiones import Muros
from nucleo.dominio.territorio import Departamento, Municipio
from nucleo.ganchos import Conjunto
from nucleo.persistencia.adjuntos import AdjuntosEnDisco
from nucleo.persistencia.base import Base, base_pasajera
from nucleo.persistencia.fallas import explicada
from nucleo.persistencia.subidas import SubidasEnDisco
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.piezas import Adjuntos, Correo, Desechable, Proveedor, Subidas
from nucleo.servicios.puertos import Unidad
from nucleo.servidor import proceso
from nucleo.web import fabrica
from nucleo.web.frontera import Observador

registro = logging.getLogger("tinkuy")


class Casa(ConCatalogos, ConPapeles):
    """Todas las piezas de una instalación. Cumple `PiezasDeConsola` por forma."""

    def __init__(self, instancia: Path, configuraciones: Path, url: str, dueno: str = "") -> None:
        self.instancia = instancia
        self._carpeta = configuraciones
        self._configuraciones = Configuraciones(configuraciones)
        self._propios = AjustesPropios(configuraciones)
        self._base = Base(url, dueno)
        self._plataforma: ConfiguracionDePlataforma | None = None
        self._instalados = Instalados()
        self._pantallas = Pantallas()
        for _ in self._instalados.de_plataforma("tablas"):
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

    # ── Plugins ─────────────────────────────────────────────────────────────────────────────────

    @property
    def plugins(self) -> Mapping[str, str]:
        return self._instalados.visibles

    @property
    def versiones(self) -> Mapping[str, str]:
        return self._instalados.versiones

    @property
    def caidos(self) -> Mapping[str, str]:
        return self._instalados.caidos

    # ── Por ámbito ──────────────────────────────────────────────────────────────────────────────

    @property
    def ajustables(self) -> Ajustables:
        return Ajustables(self, self._configuraciones, self._instalados, self._pantallas)

    def configuracion(self, ambito: Ambito, version: str | None = None) -> Configuracion:
        match ambito:
            case EnMunicipio() | EnDepartamento():
                return self.ajustables.vigente(ambito, version)
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
            de_archivo = self._configuraciones.de_municipio(*self._de_quien(municipio))
            self._ajustes_de(EnMunicipio(municipio.id), de_archivo)
            for gestion in (0, *map(int, de_archivo.ciclo.get("gestiones", ()))):
                self._configuraciones.ciclo(de_archivo, gestion)
        for slug in self.regiones:
            self.contexto(EnRegion(slug), 0)
        self._revisar_pantallas()
        return len(self.territorio.municipios) + len(self.regiones)

    def _revisar_pantallas(self) -> None:
        """Lo cambiado por pantalla en lo hospedado; sin base que leer, no hay nada cambiado."""
        try:
            altas = [] if self.base_pendiente() else self.altas()
        except Exception as error:
            if isinstance(explicada(error), ErrorDeNegocio):
                return
            raise
        for alta in altas:
            self.contexto(EnMunicipio(alta.municipio_id), 0)

    def ganchos(self, ambito: Ambito) -> Conjunto:
        return self._instalados.conjunto(self.configuracion(ambito).activos)

    def contexto(self, ambito: Ambito, gestion: int, quien: str = "") -> Contexto:
        """Valida la tabla de cada plugin activo con su propio esquema."""
        configuracion = self.configuracion(ambito)
        return Contexto(
            ambito,
            self._nombre(ambito),
            quien,
            gestion,
            self._ajustes_de(ambito, configuracion),
            leer=self._base.lector(ambito),
            departamental=self._departamental(ambito),
            escritos=configuracion.plugins,
            versiones=self._instalados.versiones,
            ciclo=self._configuraciones.ciclo(configuracion, gestion),
        )

    def _ajustes_de(self, ambito: Ambito, configuracion: Configuracion) -> dict[type, object]:
        ajustes: dict[type, object] = {}
        for nombre in configuracion.plugins:
            conjunto = self._instalados.conjunto(frozenset({nombre}))
            dados = conjunto.pedir("esquema_de_ajustes", self._nombre(ambito))
            esquema = dados[0][1] if dados else Schema  # sin esquema, ninguna clave vale
            ajuste = self._configuraciones.ajustes(configuracion, nombre, esquema)
            ajustes[type(ajuste)] = ajuste
        return ajustes

    def _departamental(self, ambito: Ambito) -> str:
        if not isinstance(ambito, EnMunicipio):
            return ""
        municipio = self.territorio.por_id[ambito.id]
        departamento = self.territorio.departamento_de[municipio.departamento]
        return f"{TipoDeRegion.DEPARTAMENTO.value}-{departamento.slug}"

    def _nombre(self, ambito: Ambito) -> str:
        match ambito:
            case EnMunicipio(id):
                return self.territorio.por_id[id].nombre
            case EnRegion(slug):
                return self.regiones[slug].nombre
            case EnDepartamento(codigo):
                return self.territorio.departamento_de[codigo].nombre
            case _:
                return self.plataforma.nombre

    def altas(self) -> Sequence[Alta]:
        with self._base.unidad_de_lectura(EnPlataforma()) as unidad:
            return unidad.altas.todas()

    def unidad(self, ambito: Ambito) -> Unidad:
        return self._base.unidad(ambito)

    def unidad_de_lectura(self, ambito: Ambito) -> Unidad:
        return self._base.unidad_de_lectura(ambito)

    @cached_property
    def secreto(self) -> bytes:
        return secreto_de(self.instancia)

    @cached_property
    def sellador(self) -> Llave:
        return llave_de(self.instancia)

    @cached_property
    def bandeja(self) -> Bandeja:
        return Bandeja(self.instancia / "bandeja", self._configuraciones.plataforma().nombre)

    @cached_property
    def proveedor(self) -> Proveedor | None:
        """Se carga solo si está configurado: pesa medio segundo en cada orden."""
        ajustes = self.plataforma.oidc
        if ajustes is None:
            return None
        modulo = import_module("nucleo.oidc.proveedor")
        propio: Proveedor = modulo.Proveedor(ajustes, os.environ.get("TINKUY_SECRETO_OIDC", ""))
        return propio

    @property
    def correo(self) -> Correo:
        """En una demostración nunca sale una carta a una persona de verdad."""
        ajustes = self.plataforma.correo
        if ajustes is None or self.plataforma.demostracion:
            return self.bandeja
        clave = os.environ.get("TINKUY_CLAVE_DE_CORREO", "")
        return PorSmtp(ajustes, clave, self.plataforma.nombre)

    def leer_municipio(self, ambito: EnMunicipio) -> LecturaMunicipal:
        return self._base.leer_municipio(ambito)

    def leer_region(self, ambito: EnRegion) -> LecturaRegional:
        return self._base.leer_region(ambito)

    # ── Operación ───────────────────────────────────────────────────────────────────────────────

    def actualizar_base(self) -> Sequence[str]:
        pendientes = self.base_pendiente()
        if pendientes or self._base.fallas():
            self._base.migrar(self._instalados.migraciones)
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
            base.llevar(paquetes, self._instalados.migraciones)
            yield Pasajera(base, self._instalados.migraciones)

    def adjuntos(self, ambito: Ambito) -> Adjuntos:
        return AdjuntosEnDisco(self.instancia / "adjuntos", ambito)

    def subidas(self, ambito: Ambito, usuario_id: UUID) -> Subidas:
        return SubidasEnDisco(self.instancia / "subidas", ambito, usuario_id)

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

    def base_pendiente(self) -> Sequence[str]:
        return self._base.pendientes(self._instalados.migraciones)

    def muros(self) -> Muros:
        try:
            return self._base.muros(self._instalados.migraciones)
        except Exception as error:
            causa = explicada(error)
            sabida = isinstance(causa, ErrorDeNegocio)
            raise (causa if sabida else BaseInaccesible(repr(causa))) from error

    def app(self, *observadores: Observador) -> Flask:
        self._plataforma = None  # `tinkuy demo` la miró antes de cargar, cuando aún no lo era
        planos = list(self._instalados.de_plataforma("vistas"))
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
        return list(self._instalados.de_plataforma("comandos"))


def carpeta_de_datos() -> Path:
    return Path(os.environ.get("TINKUY_RAIZ") or RAIZ / "instancia").resolve()
