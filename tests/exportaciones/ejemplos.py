"""Una exportación pequeña y verdadera, y cómo rehacerla con algo cambiado."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Cabeza, Eslabon, Hecho, encadenar
from nucleo.dominio.volcado import Forma, ResumenDeTabla, Tabla, resumen_de
from nucleo.exportaciones.contenedor import MANIFIESTO
from nucleo.exportaciones.escritura import Contenido, Portada, escribir
from nucleo.pruebas import VolcadoEnMemoria

TUNARI = EnMunicipio(31003)
CUANDO = datetime(2026, 8, 15, 16, 30, tzinfo=UTC)
ADJUNTO = b"acta de la asamblea"
AJUSTES = 'vocabulario = "sindicato"\n'
SITIO = [("index.html", b"<!doctype html><p>Villa Tunari"), ("2027/poa.html", b"<p>POA")]


class AdjuntosEnMemoria:
    """Cumple `piezas.Adjuntos`."""

    def __init__(self, *contenidos):
        self.guardados = {}
        for contenido in contenidos:
            self.guardar(contenido)

    def resumenes(self):
        return sorted(self.guardados)

    def leer(self, resumen):
        return self.guardados[resumen]

    def guardar(self, contenido):
        resumen = hashlib.sha256(contenido).hexdigest()
        self.guardados[resumen] = contenido
        return resumen

    def quitar(self, resumen):
        self.guardados.pop(resumen, None)

    def vaciar(self):
        self.guardados.clear()


def tabla(nombre, paquete="nucleo", **columnas):
    return Tabla(nombre, paquete, "0001", {c: Forma(f) for c, f in columnas.items()})


ALTAS = tabla("altas", cuando="instante", quien="texto", suspendida_en="instante", motivo="texto")
DEMANDAS = tabla("demandas", id="identificador", titulo="texto", costo="entero", datos="datos")
ACCESOS = tabla("salud_accesos", "salud", id="identificador", minutos="real", hay="si_no")
ESLABONES = tabla(
    "eslabones", numero="entero", previa="texto", resumen="texto", que="texto", quien="texto",
    cuando="instante", carga="texto",
)  # fmt: skip
CABEZAS = tabla("cabezas", numero="entero", resumen="texto")


def cadena(cuantos=3, ambito=TUNARI):
    """Los eslabones de un ámbito, verdaderos, y su cabeza."""
    eslabones: list[Eslabon] = []
    cabeza = None
    for numero in range(cuantos):
        hecho = Hecho("prueba.hecha", "ana", CUANDO, {"numero": numero})
        eslabones.append(encadenar(hecho, cabeza, ambito.clave))
        cabeza = Cabeza(eslabones[-1].numero, eslabones[-1].resumen)
    return eslabones, cabeza


def volcado_de(cuantas=2, ambito=TUNARI):
    """Todo lo de un municipio chico, con letras de aquí y datos que no van en orden alfabético."""
    lleno = VolcadoEnMemoria()
    instante = CUANDO.isoformat()
    alta = {"cuando": instante, "quien": "ana", "suspendida_en": None, "motivo": ""}
    lleno.cargar(ALTAS, [alta])
    lleno.cargar(DEMANDAS, [
        {
            "id": f"00000000-0000-7000-8000-{n:012d}",
            "titulo": f"Riego en Ch’alla Pampa n.º {n} \u2028 «ñ»",
            "costo": 15_000_000 + n,
            "datos": {"z": [1, 2.5, None], "a": {"ñ": True}},
        }
        for n in range(cuantas)
    ])  # fmt: skip
    lleno.cargar(ACCESOS, [
        {"id": "00000000-0000-7000-8000-00000000000a", "minutos": 12.5, "hay": True}
    ])  # fmt: skip
    eslabones, cabeza = cadena(ambito=ambito)
    campos = [c for c in ESLABONES.columnas if c != "cuando"]
    lleno.cargar(ESLABONES, [
        {"cuando": e.cuando.isoformat(), **{c: getattr(e, c) for c in campos}} for e in eslabones
    ])  # fmt: skip
    lleno.cargar(CABEZAS, [{"numero": cabeza.numero, "resumen": cabeza.resumen}])
    return lleno


def exportacion_de_prueba(volcado=None, adjuntos=None, ambito=TUNARI, nombre="Villa Tunari"):
    """Los bytes del archivo."""
    salida = io.BytesIO()
    contenido = Contenido(
        volcado or volcado_de(ambito=ambito),
        adjuntos or AdjuntosEnMemoria(ADJUNTO),
        ("ajustes/villa-tunari.toml", AJUSTES),
        SITIO,
    )
    escribir(salida, Portada(ambito, nombre, CUANDO, "prueba"), contenido)
    return salida.getvalue()


def abierta(contenido):
    """Ruta → bytes, en su orden."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
        return {n: zip_.read(n) for n in zip_.namelist()}


def cerrada(entradas, metodo=zipfile.ZIP_DEFLATED):
    """Un zip con esas entradas: un diccionario o una lista de pares (nombre o `ZipInfo`, bytes)."""
    salida = io.BytesIO()
    pares = entradas.items() if isinstance(entradas, dict) else entradas
    with zipfile.ZipFile(salida, "w", metodo) as zip_:
        for nombre, contenido in pares:
            zip_.writestr(nombre, contenido)
    return salida.getvalue()


def sellada(entradas):
    """El manifiesto rehecho para que todo cuadre: lo malo que quede se nota por lo que es."""
    manifiesto = json.loads(entradas[MANIFIESTO])
    sin_el = {r: c for r, c in entradas.items() if r != MANIFIESTO}
    manifiesto["archivos"] = {r: hashlib.sha256(c).hexdigest() for r, c in sin_el.items()}
    for descrita in manifiesto["tablas"]:
        carpeta = "bitacora" if descrita["nombre"] in {"eslabones", "cabezas"} else "datos"
        contenido = entradas[f"{carpeta}/{descrita['nombre']}.jsonl"]
        descrita["resumen"] = hashlib.sha256(contenido).hexdigest()
        descrita["filas"] = len(contenido.splitlines()) or 1
    tablas = [ResumenDeTabla(t["nombre"], t["filas"], t["resumen"]) for t in manifiesto["tablas"]]
    adjuntos = [r.partition("/")[2] for r in sin_el if r.startswith("adjuntos/")]
    manifiesto["resumen"] = resumen_de(tablas, adjuntos)
    return entradas | {MANIFIESTO: json.dumps(manifiesto).encode()}
