"""El municipio en páginas sueltas que se abren sin servidor: el sitio que va en su exportación.

Cada gestión tiene su carpeta. Las fichas van de a `POR_FICHAS` en un archivo, con un ancla por
demanda: un municipio de 20 000 demandas da cientos de archivos y no miles, y ninguno le pesa a un
teléfono viejo. De una gestión se tienen a mano las filas y los puestos; lo demás se lee y se pinta
página por página.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from flask import Flask, g

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import Estado
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.lecturas import (
    CorridaLeida,
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    HechoLeido,
    LecturaMunicipal,
    Pagina,
    PuestoLeido,
)
from nucleo.textos.hechos import relatar
from nucleo.textos.nombres import nombres
from nucleo.web import estaticos
from nucleo.web.ambito import municipio_de_lectura, nombres_de_sectores, piezas
from nucleo.web.formato import entero
from nucleo.web.graficos import Barra
from nucleo.web.idiomas import IDIOMAS, traducir
from nucleo.web.paginas import pintar
from nucleo.web.vistas.demandas import COLUMNAS, NUMERICAS, observaciones_de
from nucleo.web.vistas.municipios import pasos_de
from nucleo.web.vistas.priorizacion import bolsas, columnas_de, explicar, motivo_de

POR_TABLA = 2000
POR_FICHAS = 50
TODOS = 2**31 - 1
SUELTOS = ("hoja.css", "icono.svg")

Archivo = tuple[str, bytes]
F = TypeVar("F")
R = TypeVar("R")


def congelar(app: Flask, municipio: Municipio, cuando: datetime) -> Iterator[Archivo]:
    """Las páginas del municipio como archivos sueltos: (ruta relativa, contenido).

    Se entra por `index.html`. `cuando` (con zona) es el momento de la exportación: con la misma base y
    el mismo `cuando` salen los mismos bytes. Todo se lee en una sola transacción, que dura lo que
    dure el recorrido. Fuera de cada página no queda abierto ningún contexto de la aplicación.
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


def _paginas(municipio: Municipio, cuando: datetime) -> Iterator[Archivo]:
    for suelto in SUELTOS:
        yield suelto, (estaticos.CARPETA / suelto).read_bytes()
    with piezas().leer_municipio(EnMunicipio(municipio.id)) as lectura:
        gestiones = lectura.gestiones()
        raiz = Carpeta("", {"cuando": cuando, "gestiones": gestiones})
        yield _portada(raiz, municipio, lectura, gestiones)
        yield from _bitacora(raiz, lectura)
        for gestion in gestiones:
            carpeta = Carpeta(f"{gestion}/", {"cuando": cuando, "gestion": gestion})
            yield from _gestion(carpeta, lectura, gestion)


def archivo_de(nombre: str, numero: int) -> str:
    """`demandas.html`, `demandas-2.html`…: la primera página de una serie no lleva número."""
    return f"{nombre}.html" if numero == 1 else f"{nombre}-{numero}.html"


@dataclass(frozen=True, slots=True)
class Carpeta:
    """Dónde quedan unas páginas (`""` o `"2027/"`) y lo que todas ellas muestran."""

    ruta: str
    comunes: Mapping[str, object]

    def pagina(self, archivo: str, plantilla: str, **datos: object) -> Archivo:
        raiz = "../" if self.ruta else ""
        html = pintar(f"sitio/{plantilla}", raiz=raiz, **self.comunes, **datos)
        return self.ruta + archivo, html.encode()

    def serie(
        self,
        nombre: str,
        plantilla: str,
        filas: Sequence[F],
        preparar: Callable[[F], R],
        por_pagina: int = POR_TABLA,
        **datos: object,
    ) -> Iterator[Archivo]:
        """Las filas, en cuantas páginas hagan falta; sin filas, una que lo dice."""
        for desde in range(0, len(filas) or 1, por_pagina):
            numero = desde // por_pagina + 1
            tramo = [preparar(fila) for fila in filas[desde : desde + por_pagina]]
            yield self.pagina(
                archivo_de(nombre, numero),
                plantilla,
                pagina=Pagina(tramo, len(filas), numero, por_pagina),
                direccion=partial(archivo_de, nombre),
                **datos,
            )


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
    def contar(hecho: HechoLeido) -> tuple[str, HechoLeido]:
        return relatar(hecho.que), hecho

    hechos = lectura.hechos(TODOS)
    ultimo = hechos[0].numero if hechos else 0
    resumen = lectura.version()
    yield from raiz.serie(
        "bitacora", "bitacora.html", hechos, contar, ultimo=ultimo, resumen=resumen
    )


def _gestion(carpeta: Carpeta, lectura: LecturaMunicipal, gestion: int) -> Iterator[Archivo]:
    """Las páginas de una gestión; todas enlazan a las mismas fichas."""
    filas = lectura.demandas(FiltroDeDemandas(gestion, por_pagina=0)).filas
    archivos = {f.codigo: archivo_de("fichas", 1 + i // POR_FICHAS) for i, f in enumerate(filas)}

    def enlace(codigo: str) -> str:
        return f"{archivos[codigo]}#d{codigo}"

    sectores = nombres_de_sectores(municipio_de_lectura(), gestion)
    corrida = lectura.corrida(gestion)
    yield _resumen(carpeta, lectura, gestion, sectores)
    yield from _lista(carpeta, filas, enlace, sectores)
    yield from _fichas(carpeta, lectura, filas, corrida, sectores)
    yield from _matriz(carpeta, lectura, gestion, corrida, enlace)
    yield from _poa(carpeta, lectura, gestion, corrida, enlace)


def _resumen(
    carpeta: Carpeta, lectura: LecturaMunicipal, gestion: int, nombrados: Mapping[str, str]
) -> Archivo:
    sectores = [(nombrados.get(s.sector, s.sector), s) for s in lectura.por_sector(gestion)]
    sectores.sort(key=lambda par: (-par[1].demandas, par[0]))
    return carpeta.pagina(
        "index.html",
        "gestion.html",
        cifras=lectura.cifras(gestion),
        pasos=pasos_de(lectura.proceso(gestion)),
        sectores=sectores,
        dibujo=[Barra(nombre, s.demandas, entero(s.demandas)) for nombre, s in sectores],
    )


def _lista(
    carpeta: Carpeta,
    filas: Sequence[FilaDeDemanda],
    enlace: Callable[[str], str],
    sectores: Mapping[str, str],
) -> Iterator[Archivo]:
    return carpeta.serie(
        "demandas",
        "demandas.html",
        filas,
        lambda fila: fila,
        simuladas=sum(f.simulada for f in filas),
        columnas=[(traducir(t), "num" if c in NUMERICAS else "") for c, t in COLUMNAS.items()],
        sectores=sectores,
        estados=nombres(Estado, traducir),
        enlace=enlace,
    )


@dataclass(frozen=True, slots=True)
class Ficha:
    """Una demanda entera y lo que la explica, ya dicho."""

    demanda: FichaDeDemanda
    sector: str
    puesto: PuestoLeido | None
    motivo: str
    observaciones: Sequence[str]


def _fichas(
    carpeta: Carpeta,
    lectura: LecturaMunicipal,
    filas: Sequence[FilaDeDemanda],
    corrida: CorridaLeida | None,
    sectores: Mapping[str, str],
) -> Iterator[Archivo]:
    puestos = {p.fila.numero: p for p in corrida.puestos} if corrida else {}

    def completar(fila: FilaDeDemanda) -> Ficha:
        demanda = lectura.demanda(fila.gestion, fila.numero)
        assert demanda is not None  # noqa: S101 - la misma transacción acaba de listarla
        puesto = puestos.get(fila.numero)
        motivo = motivo_de(puesto) if puesto else ""
        sector = sectores.get(fila.sector, fila.sector)
        return Ficha(demanda, sector, puesto, motivo, observaciones_de(demanda))

    return carpeta.serie("fichas", "fichas.html", filas, completar, POR_FICHAS)


def _matriz(
    carpeta: Carpeta,
    lectura: LecturaMunicipal,
    gestion: int,
    corrida: CorridaLeida | None,
    enlace: Callable[[str], str],
) -> Iterator[Archivo]:
    proceso = lectura.proceso(gestion)
    return carpeta.serie(
        "matriz",
        "matriz.html",
        corrida.puestos if corrida else [],
        explicar,
        corrida=corrida,
        publicada=proceso.cuando(Paso.PUBLICAR) if proceso else None,
        criterios=columnas_de(corrida),
        enlace=enlace,
    )


def _poa(
    carpeta: Carpeta,
    lectura: LecturaMunicipal,
    gestion: int,
    corrida: CorridaLeida | None,
    enlace: Callable[[str], str],
) -> Iterator[Archivo]:
    puestos = corrida.puestos if corrida else []
    entran = [p for p in puestos if p.entra]
    esperan = [p for p in puestos if not p.entra]
    techos = dict(lectura.techos(gestion))
    comunes = {
        "corrida": corrida,
        "bolsas": bolsas(techos, corrida, lectura.procedencias(gestion)),
        "entran": len(entran),
        "esperan": len(esperan),
        "enlace": enlace,
    }
    yield from carpeta.serie("poa", "poa.html", entran, explicar, en_espera=False, **comunes)
    yield from carpeta.serie("espera", "poa.html", esperan, explicar, en_espera=True, **comunes)
