"""El sitio de la exportación: se lee sin servidor, no apunta afuera y escapa lo ajeno."""

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from flask import has_app_context, has_request_context
from markupsafe import escape

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import ORIGEN, Hecho, encadenar
from nucleo.servicios.lecturas import HechoLeido, Procedencia
from nucleo.web.carpetas import POR_TABLA
from nucleo.web.fabrica import crear_app
from nucleo.web.sitio import POR_FICHAS, congelar
from tests.web.doble import PiezasDeDoble
from tests.web.ejemplos import AHORA, CHIMORE, GESTION, HOSTIL, TUNARI, fila
from tests.web.lecturas import LecturaVacia

CUANDO = datetime(2026, 11, 22, 19, 5, tzinfo=UTC)
ESPACIO_DE_NOMBRES = "http://www.w3.org/2000/svg"


@dataclass
class LecturaHostil(LecturaVacia):
    """Además del título, son hostiles quien actuó, el hecho de un plugin y la fuente del dinero."""

    abiertas: int = 0

    def __enter__(self):
        self.abiertas += 1
        return self

    def __exit__(self, *_):
        self.abiertas -= 1

    def cifras(self, gestion):
        return replace(super().cifras(gestion), simuladas=30)

    def hechos(self, cuantos):
        return [HechoLeido(3, HOSTIL, HOSTIL, AHORA), *super().hechos(cuantos)]

    def procedencias(self, _gestion):
        return {"41-119": Procedencia(HOSTIL, simulada=True)}


class PiezasHostiles(PiezasDeDoble):
    def leer_municipio(self, ambito):
        if ambito.id != TUNARI.id:
            return super().leer_municipio(ambito)
        filas = [replace(f, organizacion=HOSTIL, fuente=HOSTIL) for f in self.filas[:2]]
        self.lectura = LecturaHostil([*filas, *self.filas[2:]])
        return self.lectura


def archivos_de(piezas, municipio=TUNARI, cuando=CUANDO):
    pares = list(congelar(crear_app(piezas), municipio, cuando))
    archivos = dict(pares)
    assert len(archivos) == len(pares), "dos páginas con la misma ruta"
    return archivos


def paginas_de(archivos):
    return {r: c.decode() for r, c in archivos.items() if r.endswith(".html")}


class Enlaces(HTMLParser):
    """Los enlaces, las anclas y las etiquetas sin cerrar de una página."""

    VACIAS = frozenset({"meta", "link", "br", "rect"})

    def __init__(self, texto):
        super().__init__()
        self.enlaces, self.anclas, self.abiertas = [], [], []
        self.feed(texto)
        self.close()

    def handle_starttag(self, etiqueta, atributos):
        for nombre, valor in atributos:
            assert not nombre.startswith("on")
            assert nombre != "style"
            if nombre in {"href", "src", "action", "srcset", "data"}:
                self.enlaces.append(valor)
            if nombre == "id":
                self.anclas.append(valor)
        if etiqueta not in self.VACIAS:
            self.abiertas.append(etiqueta)

    def handle_startendtag(self, etiqueta, atributos):
        self.handle_starttag(etiqueta, atributos)
        self.handle_endtag(etiqueta)

    def handle_endtag(self, etiqueta):
        if etiqueta not in self.VACIAS:
            assert self.abiertas.pop() == etiqueta


@pytest.fixture(scope="module")
def archivos():
    return archivos_de(PiezasHostiles())


@pytest.fixture(scope="module")
def paginas(archivos):
    return paginas_de(archivos)


def comprobar_enlaces(archivos):
    """Cada enlace es relativo y lleva a un archivo, y a un ancla, que están en el sitio."""
    leidas = {ruta: Enlaces(texto) for ruta, texto in paginas_de(archivos).items()}
    for ruta, leida in leidas.items():
        assert leida.abiertas == []
        assert len(leida.anclas) == len(set(leida.anclas)), ruta
        for enlace in leida.enlaces:
            archivo, _, ancla = enlace.partition("#")
            destino = posixpath.normpath(posixpath.join(posixpath.dirname(ruta), archivo))
            destino = destino if archivo else ruta
            assert re.fullmatch(r"(\.\./)?[a-z0-9][a-z0-9/_.-]*|", archivo), (ruta, enlace)
            assert destino in archivos, (ruta, enlace)
            assert not ancla or ancla in leidas[destino].anclas, (ruta, enlace)
    return leidas


def test_todos_los_enlaces_llevan_a_alguna_parte(archivos):
    leidas = comprobar_enlaces(archivos)
    vistas, porver = set(), {"index.html"}
    while porver:
        ruta = porver.pop()
        vistas.add(ruta)
        cerca = (e.partition("#")[0] for e in leidas[ruta].enlaces)
        alli = {posixpath.normpath(posixpath.join(posixpath.dirname(ruta), e)) for e in cerca if e}
        porver |= (alli & leidas.keys()) - vistas
    assert vistas == leidas.keys(), "hay páginas a las que no se llega desde el índice"


def test_con_muchas_demandas_hay_paginas_numeradas_y_tambien_enlazan():
    piezas = PiezasDeDoble(demandas=POR_TABLA + 1)
    archivos = archivos_de(piezas)
    comprobar_enlaces(archivos)
    assert archivos["2027/demandas.html"].count(b"<tr><td") == POR_TABLA
    assert archivos["2027/demandas-2.html"].count(b"<tr><td") == 1
    assert "2027/matriz-2.html" in archivos
    assert "2027/demandas-3.html" not in archivos
    fichas = [r for r in archivos if "/fichas" in r]
    assert len(fichas) == POR_TABLA // POR_FICHAS + 1
    lleva = f'href="fichas-{len(fichas)}.html#d2027-{POR_TABLA + 1}"'
    assert lleva in archivos["2027/demandas-2.html"].decode()


def test_las_rutas_son_seguras(archivos):
    assert {"index.html", "bitacora.html", "hoja.css", "icono.svg"} <= archivos.keys()
    for ruta in archivos:
        assert re.fullmatch(r"[a-z0-9/_.-]+", ruta)
        assert not ruta.startswith("/")
        assert ".." not in ruta


def test_nada_apunta_afuera_ni_se_ejecuta(archivos):
    for ruta, contenido in archivos.items():
        texto = contenido.decode().lower()
        assert "http" not in texto.replace(ESPACIO_DE_NOMBRES, ""), ruta
        assert "<script" not in texto
        assert "javascript:" not in texto
        assert "url(" not in texto
        assert "@import" not in texto


@pytest.mark.parametrize(
    "ruta",
    ["bitacora.html", *(f"2027/{n}.html" for n in ("demandas", "fichas", "matriz", "poa"))],
)
def test_lo_hostil_sale_escapado(paginas, ruta):
    assert str(escape(HOSTIL)) in paginas[ruta]
    assert HOSTIL not in paginas[ruta]


def test_cada_pagina_se_presenta(paginas):
    for ruta, texto in paginas.items():
        raiz = "../" if "/" in ruta else ""
        assert texto.startswith('<!doctype html>\n<html lang="es">')
        assert f'<link rel="stylesheet" href="{raiz}hoja.css">' in texto
        assert texto.count("<h1>") == 1
        assert "22 de noviembre de 2026, 15:05" in texto
        assert "Instalación de demostración" in texto


def test_estan_todas_las_demandas_con_su_ficha_y_su_porque(paginas):
    fichas = paginas["2027/fichas.html"] + paginas["2027/fichas-2.html"]
    for numero in range(1, 61):
        codigo = fila(numero).codigo
        assert f'<td class="codigo">{codigo}</td>' in paginas["2027/demandas.html"]
        assert f'<article id="d{codigo}"' in fichas
        assert f"{codigo}</span>" in paginas["2027/matriz.html"]
    assert fichas.count("De dónde salen sus puntos") == 60
    assert fichas.count("Registrada <span") == 60


def test_el_poa_separa_lo_que_entra_de_lo_que_espera(paginas):
    entran, esperan = paginas["2027/poa.html"], paginas["2027/espera.html"]
    assert entran.count("Entra: quedaban Bs") == 20
    assert esperan.count("No alcanza: faltan Bs") == 40
    assert "Coparticipación tributaria" in entran


def test_lo_simulado_se_dice(paginas):
    for ruta in ("index.html", "2027/index.html", "2027/demandas.html"):
        assert "30 de estas demandas llevan algún dato que no es real" in paginas[ruta]
    fichas = paginas["2027/fichas.html"]
    assert fichas.count("Dato simulado: esta demanda") == POR_FICHAS // 2
    assert "simulado</span><br>" in paginas["2027/poa.html"], "el dinero supuesto"


def test_un_municipio_vacio_tambien_tiene_sitio():
    archivos = archivos_de(PiezasDeDoble(), CHIMORE)
    comprobar_enlaces(archivos)
    assert archivos.keys() == {"hoja.css", "icono.svg", "index.html", "bitacora.html"}
    assert "Todavía no hay demandas" in archivos["index.html"].decode()


def test_una_gestion_sin_calificar_lo_explica():
    class SinCorrida(LecturaVacia):
        def corrida(self, _gestion):
            return None

        def techos(self, _gestion):
            return {}

    class Piezas(PiezasDeDoble):
        def leer_municipio(self, _ambito):
            return SinCorrida(self.filas)

    archivos = archivos_de(Piezas(demandas=3))
    comprobar_enlaces(archivos)
    assert "todavía no se habían calificado" in archivos["2027/matriz.html"].decode()
    assert "todavía no se había fijado el dinero" in archivos["2027/poa.html"].decode()
    assert archivos["2027/fichas.html"].decode().count("Todavía no tiene puesto") == 3


def test_cada_gestion_tiene_su_carpeta():
    class DosGestiones(LecturaVacia):
        def gestiones(self):
            return [GESTION, GESTION - 1]

        def corrida(self, gestion):
            corrida = super().corrida(gestion)
            suyos = [p for p in corrida.puestos if p.fila.gestion == gestion]
            return replace(corrida, puestos=suyos)

    class Piezas(PiezasDeDoble):
        def leer_municipio(self, _ambito):
            anterior = [replace(f, gestion=GESTION - 1) for f in self.filas]
            return DosGestiones([*self.filas, *anterior])

    archivos = archivos_de(Piezas(demandas=3))
    comprobar_enlaces(archivos)
    assert b"2026-0003" in archivos["2026/demandas.html"]
    assert b"2027-0003" not in archivos["2026/demandas.html"]


def test_los_mismos_datos_dan_los_mismos_bytes():
    piezas = PiezasDeDoble()
    uno, otro = archivos_de(piezas), archivos_de(piezas)
    assert list(uno.items()) == list(otro.items())
    despues = archivos_de(piezas, cuando=CUANDO.replace(day=23))
    assert uno["index.html"] != despues["index.html"]
    assert uno.keys() == despues.keys()


def test_sale_en_castellano_aunque_el_municipio_prefiera_otra_lengua():
    archivos = archivos_de(PiezasDeDoble(idiomas=("pseudo", "qu")))
    assert b"Lo que piden las organizaciones" in archivos["2027/demandas.html"]


def test_entre_paginas_no_queda_nada_abierto():
    piezas = PiezasHostiles()
    recorrido = congelar(crear_app(piezas), TUNARI, CUANDO)
    for ruta, _ in recorrido:
        assert not has_app_context()
        assert not has_request_context()
        if ruta == "2027/demandas.html":
            break
    assert piezas.lectura.abiertas == 1
    recorrido.close()
    assert piezas.lectura.abiertas == 0


def test_la_bitacora_se_comprueba_como_dice_la_pagina(paginas):
    """La receta impresa es cierta: la misma lista, en el mismo orden, da el mismo resumen."""
    ambito = EnMunicipio(TUNARI.id).clave
    eslabon = encadenar(Hecho("demandas.importadas", "ana", AHORA, {"ñ": 1}), None, ambito)
    partes = [ambito, 1, "0" * 64, "demandas.importadas", "ana", AHORA.isoformat(), eslabon.carga]
    lista = json.dumps(partes, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(lista.encode()).hexdigest() == eslabon.resumen
    assert ORIGEN == "0" * 64
    assert f"con el ámbito ({ambito})" in paginas["bitacora.html"]
    assert "<dd>3</dd>" in paginas["bitacora.html"]
