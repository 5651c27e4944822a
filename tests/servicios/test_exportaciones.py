"""Restaurar y borrar deciden bien: todo o nada, y con constancia en la plataforma."""

import io
import json
from datetime import datetime

import pytest

from nucleo.dominio import errores as e
from nucleo.dominio.ambito import ambito_de
from nucleo.dominio.bitacora import Cabeza, Eslabon
from nucleo.dominio.municipios import Alta
from nucleo.dominio.volcado import ResumenDeTabla, resumen_de
from nucleo.exportaciones.lectura import leer
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, VolcadoEnMemoria, contexto_de_prueba
from nucleo.servicios import exportaciones
from nucleo.servicios.exportaciones import resumir
from tests.exportaciones.ejemplos import (
    ADJUNTO,
    TUNARI,
    AdjuntosEnMemoria,
    abierta,
    cerrada,
    exportacion_de_prueba,
    sellada,
    volcado_de,
)

CONTEXTO = contexto_de_prueba()


class VolcadoConMemoria(VolcadoEnMemoria):
    """Lo cargado se ve también donde la base lo mostraría: el alta y la cadena."""

    def __init__(self, unidad):
        super().__init__()
        self.unidad = unidad

    def cargar(self, tabla, filas):
        super().cargar(tabla, filas)
        if tabla.nombre == "altas":
            self.unidad.altas.agregar(Alta(TUNARI.id, MEDIODIA, "ana"))
        if tabla.nombre == "eslabones":
            self.unidad.bitacora.cadena = [eslabon_de(f) for f in self.cargadas["eslabones"][1]]
        if tabla.nombre == "cabezas":
            [fila] = self.cargadas["cabezas"][1]
            cabeza = Cabeza(**fila)
            cabeza.ambito = TUNARI.clave
            self.unidad.bitacora.cabeza = lambda: cabeza

    def vaciar(self):
        super().vaciar()
        self.unidad.altas.filas.clear()


def eslabon_de(fila):
    eslabon = Eslabon(**(fila | {"cuando": datetime.fromisoformat(fila["cuando"])}))
    eslabon.ambito = TUNARI.clave
    return eslabon


class Desechable:
    def __init__(self):
        self.unidades = {}

    def unidad(self, ambito):
        return self.unidades.setdefault(ambito, unidad_vacia())

    def poner_al_dia(self):
        pass


def unidad_vacia():
    unidad = UnidadEnMemoria(TUNARI)
    unidad.volcado = VolcadoConMemoria(unidad)
    return unidad


def unidad_llena():
    unidad, origen = unidad_vacia(), volcado_de()
    for tabla in origen.tablas():
        unidad.volcado.cargar(tabla, origen.filas(tabla))
    return unidad


@pytest.fixture
def exportacion():
    return leer(io.BytesIO(exportacion_de_prueba()), "vt.tinkuy.zip")


@pytest.fixture
def desechable(exportacion):
    hecha = Desechable()
    exportaciones.comprobar(CONTEXTO, exportacion, hecha)
    return hecha


def restaurar(exportacion, desechable, unidad, adjuntos):
    exportaciones.restaurar(CONTEXTO, exportacion, desechable, unidad, adjuntos)


def test_exportar_se_anota_en_la_plataforma_y_no_cambia_el_resumen(exportacion):
    unidad, plataforma = unidad_llena(), UnidadEnMemoria()
    antes = resumir(unidad.volcado, [])
    exportaciones.anotar_exportacion(CONTEXTO, plataforma, exportacion)
    [hecho] = plataforma.hechos
    assert hecho.que == "municipio.exportado"
    assert hecho.carga["codigo"] == "031003"
    assert hecho.carga["resumen"] == exportacion.resumen
    assert hecho.carga["sha256"] == exportacion.sha256
    assert resumir(unidad.volcado, []) == antes


def test_restaurado_queda_igual_y_solo_la_plataforma_lo_anota(exportacion, desechable):
    unidad, adjuntos = unidad_vacia(), AdjuntosEnMemoria()
    restaurar(exportacion, desechable, unidad, adjuntos)
    assert resumir(unidad.volcado, adjuntos.resumenes()).total == exportacion.resumen
    assert [adjuntos.leer(r) for r in adjuntos.resumenes()] == [ADJUNTO]
    assert unidad.hechos == []
    assert [h.que for h in unidad.en_plataforma] == ["municipio.restaurado"]
    assert unidad.confirmada


def test_lo_que_sobro_de_un_intento_anterior_no_se_mezcla(exportacion, desechable):
    unidad, adjuntos = unidad_vacia(), AdjuntosEnMemoria(b"resto")
    restaurar(exportacion, desechable, unidad, adjuntos)
    assert [adjuntos.leer(r) for r in adjuntos.resumenes()] == [ADJUNTO]


def test_donde_ya_esta_no_se_restaura(exportacion, desechable):
    unidad = unidad_llena()
    with pytest.raises(e.AmbitoOcupado):
        restaurar(exportacion, desechable, unidad, AdjuntosEnMemoria())
    assert not unidad.confirmada


def test_si_la_base_falla_los_adjuntos_se_quitan(exportacion, desechable, monkeypatch):
    unidad, adjuntos = unidad_vacia(), AdjuntosEnMemoria()
    monkeypatch.setattr(unidad, "confirmar", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restaurar(exportacion, desechable, unidad, adjuntos)
    assert adjuntos.resumenes() == []


def test_si_ya_esta_no_se_tocan_sus_adjuntos(exportacion, desechable):
    """Dos restauraciones a la vez: la que llega tarde no le quita nada a la otra."""
    unidad, adjuntos = unidad_llena(), AdjuntosEnMemoria(ADJUNTO, b"de ahora")
    with pytest.raises(e.AmbitoOcupado):
        restaurar(exportacion, desechable, unidad, adjuntos)
    assert len(adjuntos.resumenes()) == 2


def test_si_la_base_guarda_otra_cosa_no_se_confirma(exportacion, desechable, monkeypatch):
    unidad = unidad_vacia()
    olvidadizo = VolcadoConMemoria.cargar

    def cargar_de_menos(tabla, filas):
        olvidadizo(unidad.volcado, tabla, list(filas)[:1])

    monkeypatch.setattr(unidad.volcado, "cargar", cargar_de_menos)
    with pytest.raises(e.ResumenDistinto):
        restaurar(exportacion, desechable, unidad, AdjuntosEnMemoria())
    assert not unidad.confirmada


ENTRADAS = abierta(exportacion_de_prueba())


def rehecha(ruta, contenido):
    return leer(io.BytesIO(cerrada(sellada(ENTRADAS | {ruta: contenido}))), "malo.zip")


CADENA = ENTRADAS["bitacora/eslabones.jsonl"]


@pytest.mark.parametrize(
    "alterada",
    [
        CADENA.replace(b'"quien":"ana"', b'"quien":"otra"', 1),
        b"".join(CADENA.splitlines(keepends=True)[:-1]),
        b"".join(CADENA.splitlines(keepends=True)[1:]),
    ],
    ids=["otro autor", "sin la cola", "sin el primero"],
)
def test_una_cadena_alterada_no_se_restaura_aunque_todo_lo_demas_cuadre(alterada):
    with pytest.raises(e.CadenaRota):
        exportaciones.comprobar(
            CONTEXTO, rehecha("bitacora/eslabones.jsonl", alterada), Desechable()
        )


def test_sin_su_alta_no_se_restaura():
    sin_alta = {r: c for r, c in ENTRADAS.items() if r != "datos/altas.jsonl"}
    manifiesto = json.loads(sin_alta["manifiesto.json"])
    manifiesto["tablas"] = [t for t in manifiesto["tablas"] if t["nombre"] != "altas"]
    sin_alta["manifiesto.json"] = json.dumps(manifiesto).encode()
    mala = leer(io.BytesIO(cerrada(sellada(sin_alta))), "malo.zip")
    with pytest.raises(e.DatosInvalidos):
        exportaciones.comprobar(CONTEXTO, mala, Desechable())


def test_un_manifiesto_que_cuenta_mal_las_filas_no_se_restaura():
    manifiesto = json.loads(ENTRADAS["manifiesto.json"])
    manifiesto["tablas"][1]["filas"] += 1
    tablas = [ResumenDeTabla(t["nombre"], t["filas"], t["resumen"]) for t in manifiesto["tablas"]]
    adjuntos = [r.partition("/")[2] for r in manifiesto["archivos"] if r.startswith("adjuntos/")]
    manifiesto["resumen"] = resumen_de(tablas, adjuntos)
    mala = cerrada(ENTRADAS | {"manifiesto.json": json.dumps(manifiesto).encode()})
    with pytest.raises(e.ResumenDistinto):
        exportaciones.comprobar(CONTEXTO, leer(io.BytesIO(mala), "malo.zip"), Desechable())


def test_borrar_deja_dicho_que_archivo_lo_contiene(exportacion):
    unidad, adjuntos = unidad_llena(), AdjuntosEnMemoria(ADJUNTO)
    exportaciones.borrar(CONTEXTO, exportacion, unidad, adjuntos)
    assert not unidad.volcado.tablas()
    assert not unidad.altas.todas()
    assert not adjuntos.resumenes()
    [hecho] = unidad.en_plataforma
    assert hecho.que == "municipio.borrado"
    assert hecho.carga["sha256"] == exportacion.sha256


@pytest.mark.parametrize("cambio", ["una fila", "un adjunto"])
def test_no_se_borra_con_una_copia_vieja(exportacion, cambio):
    unidad, adjuntos = unidad_llena(), AdjuntosEnMemoria(ADJUNTO)
    if cambio == "una fila":
        unidad.volcado.cargadas["demandas"][1].pop()
    else:
        adjuntos.guardar(b"otra acta")
    with pytest.raises(e.ExportacionVieja):
        exportaciones.borrar(CONTEXTO, exportacion, unidad, adjuntos)
    assert unidad.volcado.tablas()
    assert adjuntos.resumenes()


def test_si_borrar_falla_no_se_pierde_ningun_adjunto(exportacion, monkeypatch):
    unidad, adjuntos = unidad_llena(), AdjuntosEnMemoria(ADJUNTO)
    monkeypatch.setattr(unidad, "confirmar", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exportaciones.borrar(CONTEXTO, exportacion, unidad, adjuntos)
    assert adjuntos.resumenes()


def test_lo_que_no_esta_hospedado_no_se_borra(exportacion):
    with pytest.raises(e.MunicipioSinAlta):
        exportaciones.borrar(CONTEXTO, exportacion, unidad_vacia(), AdjuntosEnMemoria())


def test_las_regiones_y_la_plataforma_se_restauran_con_su_propio_hecho():
    for clave, que in (("plataforma", "respaldo.restaurado"), ("region:x", "ambito.restaurado")):
        ambito = ambito_de(clave)
        otra = leer(io.BytesIO(exportacion_de_prueba(ambito=ambito)), "x.zip")
        assert exportaciones.hecho_de_restaurar(CONTEXTO, otra).que == que
