"""El respaldo: un zip de exportaciones que se comprueban como cualquiera."""

import hashlib
import io
import json
import zipfile

import pytest

from nucleo.dominio import errores as e
from nucleo.dominio.ambito import EnMunicipio, EnPlataforma, EnRegion
from nucleo.exportaciones.escritura import Contenido, Portada
from nucleo.exportaciones.lectura import leer
from nucleo.exportaciones.respaldos import abrir_respaldo, escribir_respaldo
from nucleo.pruebas import VolcadoEnMemoria
from tests.exportaciones.ejemplos import (
    CABEZAS,
    CUANDO,
    TUNARI,
    AdjuntosEnMemoria,
    abierta,
    cerrada,
    volcado_de,
)

DE_TUNARI = "ambitos/municipio-031003.tinkuy.zip"
AMBITOS = (TUNARI, EnRegion("uninominal-24"), EnPlataforma(), EnMunicipio(31602))


def solo_cabeza():
    volcado = VolcadoEnMemoria()
    volcado.cargar(CABEZAS, [{"numero": 1, "resumen": "0" * 64}])
    return volcado


def respaldo_de_prueba():
    salida = io.BytesIO()
    ambitos = [
        (
            Portada(ambito, ambito.clave, CUANDO, "prueba"),
            Contenido(
                volcado_de(ambito=ambito) if isinstance(ambito, EnMunicipio) else solo_cabeza(),
                AdjuntosEnMemoria(b"acta"),
            ),
        )
        for ambito in AMBITOS
    ]
    configuraciones = [("plataforma.toml", b"[plataforma]\n"), ("bolivia/x/_comun.toml", b"")]
    portada = Portada(EnPlataforma(), "Tinkuy", CUANDO, "prueba")
    escribir_respaldo(salida, portada, ambitos, configuraciones)
    return salida.getvalue()


BUENO = respaldo_de_prueba()
ENTRADAS = abierta(BUENO)


@pytest.fixture
def leido(tmp_path):
    def todo(contenido):
        archivo = tmp_path / "r.zip"
        archivo.write_bytes(contenido)
        with abrir_respaldo(archivo) as respaldo:
            hechas = [(x.ambito, x.resumen, x.cuentas()) for x in respaldo.exportaciones()]
            assert [ambito for ambito, *_ in hechas] == list(respaldo.ambitos)
            return hechas, dict(respaldo.configuraciones()), respaldo.manifiesto.paquetes

    return todo


def con_manifiesto(cambiar):
    manifiesto = json.loads(ENTRADAS["manifiesto.json"])
    cambiar(manifiesto)
    return cerrada(ENTRADAS | {"manifiesto.json": json.dumps(manifiesto).encode()})


def test_va_y_vuelve_con_la_plataforma_primero(leido):
    hechas, configuraciones, paquetes = leido(BUENO)
    assert hechas[0][0] == EnPlataforma()
    assert {ambito for ambito, *_ in hechas} == set(AMBITOS)
    assert configuraciones.keys() == {"plataforma.toml", "bolivia/x/_comun.toml"}
    assert paquetes == {"nucleo": "0001", "salud": "0001"}


def test_la_de_un_municipio_se_saca_y_se_usa_por_separado():
    suya = leer(io.BytesIO(ENTRADAS[DE_TUNARI]), "vt.tinkuy.zip")
    assert suya.ambito == TUNARI
    assert all(list(suya.filas(tabla)) for tabla in suya.tablas())


def sin_un_ambito(manifiesto):
    manifiesto["ambitos"].pop()


def con_un_ambito_de_mas(manifiesto):
    manifiesto["ambitos"].append(manifiesto["ambitos"][0] | {"ambito": "municipio:010101"})


def con_el_resumen_de_otro(manifiesto):
    manifiesto["ambitos"][0]["resumen"] = "0" * 64


def con_el_archivo_de_otro(manifiesto):
    uno, otro = manifiesto["ambitos"][0], manifiesto["ambitos"][-1]
    uno["archivo"], otro["archivo"] = otro["archivo"], uno["archivo"]


def con_version_futura(manifiesto):
    manifiesto["version"] = 9


@pytest.mark.parametrize(
    ("cambiar", "error"),
    [
        (sin_un_ambito, e.ExportacionIlegible),
        (con_un_ambito_de_mas, e.ExportacionIlegible),
        (con_el_resumen_de_otro, e.ExportacionDanada),
        (con_el_archivo_de_otro, e.ExportacionDanada),
        (con_version_futura, e.VersionFutura),
    ],
)
def test_el_manifiesto_no_puede_decir_otra_cosa(leido, cambiar, error):
    with pytest.raises(error):
        leido(con_manifiesto(cambiar))


@pytest.mark.parametrize("ruta", ["../x.zip", "ambitos/../x.tinkuy.zip", "configuraciones/x.py"])
def test_las_rutas_ajenas_no_pasan(leido, ruta):
    info = zipfile.ZipInfo(ruta)
    with pytest.raises(e.RutaProhibida):
        leido(cerrada([*ENTRADAS.items(), (info, b"x")]))


def test_una_exportacion_no_es_un_respaldo_ni_al_reves(leido):
    with pytest.raises(e.ExportacionIlegible, match="tinkuy-exportacion"):
        leido(ENTRADAS[DE_TUNARI])
    with pytest.raises(e.ExportacionIlegible, match="tinkuy-respaldo"):
        leer(io.BytesIO(BUENO), "r.zip")


def test_un_respaldo_no_trae_tablas_sueltas(leido):
    def con_una_mas(manifiesto):
        manifiesto["archivos"]["datos/x.jsonl"] = hashlib.sha256(b"{}").hexdigest()

    manifiesto = abierta(con_manifiesto(con_una_mas))["manifiesto.json"]
    with pytest.raises(e.ExportacionDanada):
        leido(cerrada(ENTRADAS | {"datos/x.jsonl": b"{}", "manifiesto.json": manifiesto}))


@pytest.mark.parametrize("parte", range(0, 100, 7))
def test_un_byte_cambiado_se_nota_o_no_cambia_nada(leido, parte):
    crudo = bytearray(BUENO)
    crudo[len(crudo) * parte // 100] ^= 0xFF
    try:
        hechas = leido(bytes(crudo))
    except e.ErrorDeNegocio:
        return
    assert hechas == leido(BUENO)
