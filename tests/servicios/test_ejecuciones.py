"""Traer lo ejecutado del archivo nacional: en flujo, sin duplicar y con errores por línea."""

import gzip
import tracemalloc

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import EjecucionAusente, EjecucionConErrores, serie
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.planillas.fluido import fluir
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.ejecuciones import precargar
from tests.web.ejemplos import TUNARI

CONTEXTO = contexto_de_prueba(gestion=0)
TITULOS = "sigep,codigo_ine,municipio,gestion,bloque,codigo,concepto,monto_bs"
NUESTRO = f"1314,{TUNARI.codigo},Villa Tunari"
BUENO = [
    TITULOS,
    f"{NUESTRO},2024,ingresos_y_cuenta,inversion,inversion,1000.5",
    f"{NUESTRO},2025,ingresos_y_cuenta,inversion,inversion,36654909.54",
    f'{NUESTRO},2025,objeto_gasto_grupos,80000,"IMPUESTOS, REGALIAS",-17.0',
    "1101,010101,Sucre,2025,ingresos_y_cuenta,inversion,inversion,no es nuestro",
]


def traer(unidad, tmp_path, lineas, nombre="nacional.csv"):
    texto = ("\n".join(lineas) + "\n").encode()
    archivo = tmp_path / nombre
    archivo.write_bytes(gzip.compress(texto) if nombre.endswith(".gz") else texto)
    return precargar(CONTEXTO, unidad, TUNARI, fluir(archivo), nombre, "MEFP")


@pytest.mark.parametrize("nombre", ["nacional.csv", "nacional.csv.gz"])
def test_trae_solo_lo_del_municipio_y_repetir_no_hace_nada(tmp_path, nombre):
    unidad = UnidadEnMemoria()
    hecha = traer(unidad, tmp_path, BUENO, nombre)
    assert (hecha.nuevas, hecha.gestiones) == (3, (2024, 2025))
    invertido = serie(unidad.ejecuciones.todas(), "ingresos_y_cuenta", "inversion")
    assert invertido == {2024: Dinero.de("1000.5"), 2025: Dinero.de("36654909.54")}
    hecha = traer(unidad, tmp_path, BUENO, nombre)
    assert (hecha.nuevas, hecha.iguales, hecha.corregidas) == (0, 3, 0)
    assert [h.que for h in unidad.hechos] == ["ejecuciones.precargadas"]


def test_lo_que_la_fuente_corrige_reemplaza_y_queda_dicho(tmp_path):
    unidad = UnidadEnMemoria()
    traer(unidad, tmp_path, BUENO)
    hecha = traer(unidad, tmp_path, [x.replace("1000.5", "1200.00") for x in BUENO])
    assert hecha.corregidas == 1
    cambio = [2024, "ingresos_y_cuenta", "inversion", "1000.50", "1200.00"]
    assert unidad.hechos[-1].carga["corregidas"] == [cambio]


def test_cada_error_dice_su_linea_y_no_se_guarda_nada(tmp_path):
    unidad = UnidadEnMemoria()
    malas = [
        f"{NUESTRO},dos mil,x,y,z,1.0",
        f"{NUESTRO},2025,x,y,z,12.345",
        f"{NUESTRO},2025",
        BUENO[1],
    ]
    with pytest.raises(EjecucionConErrores) as mal:
        traer(unidad, tmp_path, [*BUENO, *malas])
    assert mal.value.datos["cuantos"] == 4
    for linea in ("línea 6: gestión", "línea 7: monto", "línea 8: le faltan", "línea 9: repite"):
        assert linea in mal.value.datos["detalle"]
    assert not unidad.ejecuciones.todas()


def test_un_archivo_de_otra_cosa_o_danado_se_dice(tmp_path):
    unidad = UnidadEnMemoria()
    with pytest.raises(ArchivoIlegible):
        traer(unidad, tmp_path, ["a,b,c"])
    with pytest.raises(EjecucionAusente):
        traer(unidad, tmp_path, [TITULOS, BUENO[-1]])
    roto = tmp_path / "roto.csv.gz"
    roto.write_bytes(gzip.compress("\n".join(BUENO).encode())[:-12])
    with pytest.raises(ArchivoIlegible):
        precargar(CONTEXTO, unidad, TUNARI, fluir(roto), "roto", "MEFP")


def test_una_sola_linea_enorme_no_se_trae_entera_a_la_memoria(tmp_path):
    bomba = tmp_path / "bomba.csv.gz"
    bomba.write_bytes(gzip.compress(b"a" * 20_000_000))
    tracemalloc.start()
    with pytest.raises(ArchivoIlegible):
        list(fluir(bomba))
    pico = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pico < 8_000_000
