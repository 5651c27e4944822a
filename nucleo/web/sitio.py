"""El municipio en páginas sueltas que se abren sin servidor: el sitio que va en su exportación.

Cada gestión tiene su carpeta. Las fichas van de a `POR_FICHAS` en un archivo, con un ancla por
demanda: un municipio de 20 000 demandas da cientos de archivos y no miles, y ninguno le pesa a un
teléfono viejo. De una gestión se tienen a mano las filas y los puestos; lo demás se lee y se pinta
página por página.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, g

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import Estado
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.lecturas import (
    CorridaLeida,
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    HechoLeido,
    LecturaMunicipal,
    PuestoLeido,
)
from nucleo.textos.hechos import relatar
from nucleo.textos.nombres import nombres
from nucleo.web import estaticos
from nucleo.web.ambito import municipio_de_lectura, nombres_de_sectores, piezas
from nucleo.web.carpetas import Archivo, Carpeta, archivo_de
from nucleo.web.formato import entero
from nucleo.web.graficos import Barra
from nucleo.web.idiomas import IDIOMAS, traducir
from nucleo.web.vistas.demandas import COLUMNAS, NUMERICAS, observaciones_de
from nucleo.web.vistas.municipios import pasos_de
from nucleo.web.vistas.priorizacion import bolsas, columnas_de, explicar, motivo_de

POR_FICHAS = 50
TODOS = 2**31 - 1
SUELTOS = ("hoja.css", "icono.svg")


def congelar(app: Flask, municipio: Municipio, cuando: datetime) -> Iterator[Archivo]:
    """Las páginas del municipio como archivos sueltos: (ruta relativa, contenido).

    Se entra por `index.html`. `cuando` (con zona) es el momento de la exportación: la misma base y
    el mismo `cuando` dan los mismos bytes. Todo se lee en una sola transacción, que dura lo que el
    recorrido; entre una página y otra no queda abierto ningún contexto de la aplicación.
    """
    with closing(_paginas(municipio, cuando)) as paginas:
        while True:
            with _en_castellano(app, municipio):
                archivo = next(paginas, None)
            if archivo is None:
                return
            yield archivo


@contextmanager
def _en_castellano(app: Flask, municipio: Municipio) -> Iterator[None]:
    """Lo que una vista del municipio encuentra puesto, en castellano y con su vocabulario."""
    with app.test_request_context():
        g.municipio = municipio
        g.configuracion = piezas().configuracion(EnMunicipio(municipio.id))
        g.idioma = IDIOMAS["es"]
        yield


def _paginas(municipio: Municipio, cuando: datetime) -> Generator[Archivo]:
    for suelto in SUELTOS:
        yield suelto, (estaticos.CARPETA / suelto).read_bytes()
    with piezas().leer_municipio(EnMunicipio(municipio.id)) as lectura:
        gestiones = lectura.gestiones()
        raiz = Carpeta("", {"cuando": cuando, "gestiones": gestiones})
        yield _portada(raiz, municipio, lectura, gestiones)
        yield from _bitacora(raiz, lectura)
        for anio in gestiones:
            carpeta = Carpeta(f"{anio}/", {"cuando": cuando, "gestion": anio})
            yield from Gestion.abrir(anio, carpeta, lectura).paginas()


def _portada(
    raiz: Carpeta, municipio: Municipio, lectura: LecturaMunicipal, gestiones: Sequence[int]
) -> Archivo:
    territorio = piezas().territorio
    return raiz.pagina(
        "index.html",
        "portada.html",
        departamento=territorio.departamento_de[municipio.departamento],
        provincia=territorio.provincia_de.get(municipio.provincia),
        resumenes=[(anio, lectura.cifras(anio)) for anio in gestiones],
    )


def _bitacora(raiz: Carpeta, lectura: LecturaMunicipal) -> Iterator[Archivo]:
    hechos, situacion = lectura.hechos(TODOS), lectura.situacion()
    return raiz.serie(
        "bitacora",
        "bitacora.html",
        hechos,
        _relatado,
        ultimo=hechos[0].numero if hechos else 0,
        resumen=situacion.version if situacion else "",
        ambito=municipio_de_lectura().clave,
    )


def _relatado(hecho: HechoLeido) -> tuple[str, HechoLeido]:
    return relatar(hecho.que), hecho


@dataclass(frozen=True, slots=True)
class Ficha:
    """Una demanda entera y lo que la explica, ya dicho."""

    demanda: FichaDeDemanda
    sector: str
    puesto: PuestoLeido | None
    motivo: str
    observaciones: Sequence[str]


@dataclass(frozen=True, slots=True)
class Gestion:
    """Lo que comparten las páginas de una gestión; `archivos` dice en cuál está cada ficha."""

    anio: int
    carpeta: Carpeta
    lectura: LecturaMunicipal
    filas: Sequence[FilaDeDemanda]
    corrida: CorridaLeida | None
    sectores: Mapping[str, str]
    archivos: Mapping[str, str]

    @classmethod
    def abrir(cls, anio: int, carpeta: Carpeta, lectura: LecturaMunicipal) -> "Gestion":
        filas = lectura.demandas(FiltroDeDemandas(anio, por_pagina=0)).filas
        return cls(
            anio,
            carpeta,
            lectura,
            filas,
            lectura.corrida(anio),
            nombres_de_sectores(municipio_de_lectura(), anio),
            {f.codigo: archivo_de("fichas", 1 + i // POR_FICHAS) for i, f in enumerate(filas)},
        )

    def paginas(self) -> Iterator[Archivo]:
        yield self._resumen()
        yield from self._lista()
        yield from self._fichas()
        yield from self._matriz()
        yield from self._poa()

    @property
    def puestos(self) -> Sequence[PuestoLeido]:
        return self.corrida.puestos if self.corrida else ()

    def enlace(self, codigo: str) -> str:
        """`2027-0051` → `fichas-2.html#d2027-0051`."""
        return f"{self.archivos[codigo]}#d{codigo}"

    def _resumen(self) -> Archivo:
        contados = self.lectura.por_sector(self.anio)
        sectores = [(self.sectores.get(s.sector, s.sector), s) for s in contados]
        sectores.sort(key=lambda par: (-par[1].demandas, par[0]))
        return self.carpeta.pagina(
            "index.html",
            "gestion.html",
            cifras=self.lectura.cifras(self.anio),
            pasos=pasos_de(self.lectura.proceso(self.anio)),
            sectores=sectores,
            dibujo=[Barra(nombre, s.demandas, entero(s.demandas)) for nombre, s in sectores],
        )

    def _lista(self) -> Iterator[Archivo]:
        return self.carpeta.serie(
            "demandas",
            "demandas.html",
            self.filas,
            lambda fila: fila,
            simuladas=sum(f.simulada for f in self.filas),
            columnas=[(traducir(t), "num" if c in NUMERICAS else "") for c, t in COLUMNAS.items()],
            sectores=self.sectores,
            estados=nombres(Estado, traducir),
            enlace=self.enlace,
        )

    def _fichas(self) -> Iterator[Archivo]:
        puestos = {p.fila.numero: p for p in self.puestos}

        def completar(fila: FilaDeDemanda) -> Ficha:
            return self._ficha(fila, puestos.get(fila.numero))

        return self.carpeta.serie("fichas", "fichas.html", self.filas, completar, POR_FICHAS)

    def _ficha(self, fila: FilaDeDemanda, puesto: PuestoLeido | None) -> Ficha:
        demanda = self.lectura.demanda(fila.gestion, fila.numero)
        if demanda is None:
            raise NoExiste("demanda", fila.codigo)
        sector = self.sectores.get(fila.sector, fila.sector)
        motivo = motivo_de(puesto) if puesto else ""
        return Ficha(demanda, sector, puesto, motivo, observaciones_de(demanda))

    def _matriz(self) -> Iterator[Archivo]:
        proceso = self.lectura.proceso(self.anio)
        return self.carpeta.serie(
            "matriz",
            "matriz.html",
            self.puestos,
            explicar,
            corrida=self.corrida,
            publicada=proceso.cuando(Paso.PUBLICAR) if proceso else None,
            criterios=columnas_de(self.corrida),
            enlace=self.enlace,
        )

    def _poa(self) -> Iterator[Archivo]:
        """Dos series: lo que entra y lo que espera, con el mismo dinero a la vista."""
        techos = dict(self.lectura.techos(self.anio))
        suyos: Mapping[bool, list[PuestoLeido]] = {True: [], False: []}
        for puesto in self.puestos:
            suyos[puesto.entra].append(puesto)
        comunes: dict[str, Any] = {
            "corrida": self.corrida,
            "bolsas": bolsas(techos, self.corrida, self.lectura.procedencias(self.anio)),
            "entran": len(suyos[True]),
            "esperan": len(suyos[False]),
            "enlace": self.enlace,
        }
        for nombre, entra in (("poa", True), ("espera", False)):
            yield from self.carpeta.serie(
                nombre, "poa.html", suyos[entra], explicar, en_espera=not entra, **comunes
            )
