"""Lo que se escribe se lee igual, y se puede comprobar sin Tinkuy."""

import hashlib
import io
import json
import subprocess

import pytest

from nucleo.dominio.errores import AdjuntoDanado
from nucleo.dominio.volcado import resumir_tabla
from nucleo.exportaciones.lectura import abrir, leer
from tests.exportaciones.ejemplos import (
    ADJUNTO,
    AJUSTES,
    SITIO,
    TUNARI,
    AdjuntosEnMemoria,
    abierta,
    exportacion_de_prueba,
    volcado_de,
)


@pytest.fixture
def exportacion():
    return leer(io.BytesIO(exportacion_de_prueba()), "vt.tinkuy.zip")


def test_va_y_vuelve_igual(exportacion):
    volcado = volcado_de()
    assert (exportacion.ambito, exportacion.nombre) == (TUNARI, "Villa Tunari")
    assert exportacion.tablas() == volcado.tablas()
    for tabla in exportacion.tablas():
        assert list(exportacion.filas(tabla)) == list(volcado.filas(tabla))
    [resumen] = exportacion.adjuntos()
    assert exportacion.adjunto(resumen) == ADJUNTO
    assert exportacion.ajustes() == AJUSTES
    assert exportacion.paquetes == {"nucleo": "0001", "salud": "0001"}
    assert exportacion.cuentas()["demandas"] == 2


def test_los_datos_conservan_su_orden_por_dentro(exportacion):
    demandas = next(t for t in exportacion.tablas() if t.nombre == "demandas")
    assert list(next(exportacion.filas(demandas))["datos"]) == ["z", "a"]


def test_exportar_dos_veces_da_el_mismo_resumen():
    uno, otro = (
        leer(io.BytesIO(exportacion_de_prueba()), "vt.tinkuy.zip").resumen for _ in range(2)
    )
    assert uno == otro


def test_el_resumen_se_rehace_a_mano_con_lo_que_hay_en_el_archivo(exportacion):
    entradas = abierta(exportacion_de_prueba())
    manifiesto = json.loads(entradas["manifiesto.json"])
    tablas = manifiesto["tablas"]
    renglones = sorted(f"{t['nombre']} {t['filas']} {t['resumen']}\n" for t in tablas)
    renglones.append(f"adjunto {hashlib.sha256(ADJUNTO).hexdigest()}\n")
    a_mano = hashlib.sha256("".join(renglones).encode()).hexdigest()
    assert a_mano == manifiesto["resumen"] == exportacion.resumen
    volcado = volcado_de()
    for tabla in volcado.tablas():
        carpeta = "bitacora" if tabla.nombre in {"eslabones", "cabezas"} else "datos"
        contenido = entradas[f"{carpeta}/{tabla.nombre}.jsonl"]
        calculado = resumir_tabla(tabla.nombre, volcado.filas(tabla))
        assert hashlib.sha256(contenido).hexdigest() == calculado.resumen
        assert contenido.count(b"\n") == calculado.filas


def test_el_manifiesto_tiene_el_sha256_de_cada_archivo():
    entradas = abierta(exportacion_de_prueba())
    archivos = json.loads(entradas.pop("manifiesto.json"))["archivos"]
    assert archivos == {r: hashlib.sha256(c).hexdigest() for r, c in entradas.items()}
    assert {f"sitio/{ruta}" for ruta, _ in SITIO} < archivos.keys()
    assert "sha256sum" in entradas["LEAME.txt"].decode()


@pytest.mark.parametrize("adjuntos", [(), (ADJUNTO, b"otra acta", b"una foto")], ids=len)
def test_la_orden_del_leame_da_el_resumen(tmp_path, adjuntos):
    entradas = abierta(exportacion_de_prueba(adjuntos=AdjuntosEnMemoria(*adjuntos)))
    for ruta, contenido in entradas.items():
        (tmp_path / ruta).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ruta).write_bytes(contenido)
    _, _, despues = entradas["LEAME.txt"].decode().partition("por cada adjunto:\n")
    orden = despues.partition("\n\n")[0]
    dicho = subprocess.run(
        ["sh", "-c", orden], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert dicho.stdout.split()[0] == json.loads(entradas["manifiesto.json"])["resumen"]


class AdjuntosRotos(AdjuntosEnMemoria):
    """El disco devuelve otra cosa, o nada."""

    def leer(self, resumen):
        if super().leer(resumen) == ADJUNTO:
            raise FileNotFoundError(resumen)
        return b"otra cosa"


@pytest.mark.parametrize("contenido", [ADJUNTO, b"una foto"], ids=["falta", "cambiado"])
def test_un_adjunto_danado_es_un_mal_de_la_instalacion_y_dice_cual(contenido):
    adjuntos = AdjuntosRotos(contenido)
    with pytest.raises(AdjuntoDanado) as error:
        exportacion_de_prueba(adjuntos=adjuntos)
    assert error.value.datos == {"ambito": "Villa Tunari", "adjunto": adjuntos.resumenes()[0]}


def test_cambiar_una_fila_o_un_adjunto_cambia_el_resumen(exportacion):
    otra = volcado_de(cuantas=3)
    con_otra_fila = leer(io.BytesIO(exportacion_de_prueba(otra)), "x")
    assert con_otra_fila.resumen != exportacion.resumen


def test_se_abre_desde_el_disco_y_dice_su_sha256(tmp_path):
    contenido = exportacion_de_prueba()
    archivo = tmp_path / "vt.tinkuy.zip"
    archivo.write_bytes(contenido)
    with abrir(archivo) as exportacion:
        assert exportacion.archivo == "vt.tinkuy.zip"
        assert exportacion.sha256 == hashlib.sha256(contenido).hexdigest()
