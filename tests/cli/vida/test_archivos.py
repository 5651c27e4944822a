"""Un archivo malo o un proceso muerto no tocan nada: ni lo propio ni lo de los demás."""

import json

import pytest

from tests.cli.vida.ordenes import (
    SHINAHOTA,
    TUNARI,
    a_la_vez,
    adjuntos_de,
    bien,
    borrar,
    exportar,
    hospedados,
    mal,
    morir_en,
    resumen,
    resumen_en,
    resumenes,
)
from tests.conftest import poner_motor
from tests.exportaciones.ejemplos import abierta, cerrada, sellada
from tests.motores import MOTORES


@pytest.fixture(params=MOTORES[:2])
def motor(request, tmp_path, monkeypatch):
    """Un archivo malo lo es igual a través de PgBouncer: se prueba sin él."""
    return poner_motor(request, tmp_path, monkeypatch)


def de_otro_pais(entradas):
    return entradas | {
        "manifiesto.json": entradas["manifiesto.json"].replace(b"031003", b"990099"),
    }


def de_otro_municipio(entradas):
    """El manifiesto dice Chimoré, y la cadena es de Villa Tunari."""
    return entradas | {
        "manifiesto.json": entradas["manifiesto.json"].replace(b"031003", b"031204"),
    }


def con_una_demanda_huerfana(entradas):
    vacia = {r: c for r, c in entradas.items() if r != "datos/organizaciones.jsonl"}
    manifiesto = json.loads(vacia["manifiesto.json"])
    manifiesto["tablas"] = [t for t in manifiesto["tablas"] if t["nombre"] != "organizaciones"]
    return sellada(vacia | {"manifiesto.json": json.dumps(manifiesto).encode()})


def con_un_titulo_cambiado(entradas):
    """Todo cuadra menos la cadena: nadie puede saberlo mirando el archivo por fuera."""
    eslabones = entradas["bitacora/eslabones.jsonl"].replace(b"importadas", b"inventadas", 1)
    return sellada(entradas | {"bitacora/eslabones.jsonl": eslabones})


def con_revision_futura(entradas):
    return entradas | {
        "manifiesto.json": entradas["manifiesto.json"].replace(b'"0001"', b'"9999"'),
    }


def con_un_texto_donde_va_un_numero(entradas):
    techos = entradas["datos/techos.jsonl"].replace(b'"gestion":2027', b'"gestion":"mil"', 1)
    return sellada(entradas | {"datos/techos.jsonl": techos})


def con_una_tabla_inventada(entradas):
    manifiesto = json.loads(entradas["manifiesto.json"])
    manifiesto["tablas"].append(manifiesto["tablas"][0] | {"nombre": "usuarios"})
    otra = {"datos/usuarios.jsonl": entradas["datos/altas.jsonl"]}
    return sellada(entradas | otra | {"manifiesto.json": json.dumps(manifiesto).encode()})


def con_un_estado_inventado(entradas):
    demandas = entradas["datos/demandas.jsonl"].replace(b'"estado":"en_poa"', b'"estado":"sonada"')
    assert demandas != entradas["datos/demandas.jsonl"]
    return sellada(entradas | {"datos/demandas.jsonl": demandas})


def con_menos_gente_que_nadie(entradas):
    suyas = entradas["datos/organizaciones.jsonl"].replace(b":60,", b":-60,")
    assert suyas != entradas["datos/organizaciones.jsonl"]
    return sellada(entradas | {"datos/organizaciones.jsonl": suyas})


def con_una_entrega_inventada(entradas):
    dadas = entradas["datos/entregas.jsonl"].replace(b'"municipal"', b'"imperial"')
    assert dadas != entradas["datos/entregas.jsonl"]
    return sellada(entradas | {"datos/entregas.jsonl": dadas})


@pytest.mark.parametrize(
    "cambiar",
    [
        de_otro_pais, de_otro_municipio, con_una_demanda_huerfana, con_un_titulo_cambiado,
        con_revision_futura, con_un_texto_donde_va_un_numero, con_una_tabla_inventada,
        con_un_estado_inventado, con_menos_gente_que_nadie, con_una_entrega_inventada,
    ],
)  # fmt: skip
def test_un_archivo_malo_no_toca_nada(otra, archivo, tmp_path, cambiar):
    bien(otra("municipio", "alta", SHINAHOTA))
    antes = resumenes(otra)
    malo = tmp_path / "malo.zip"
    malo.write_bytes(cerrada(cambiar(abierta(archivo.read_bytes()))))
    mal(otra("municipio", "restaurar", malo))
    assert resumenes(otra) == antes
    bien(otra("bitacora", "verificar"))


EXPORTACIONES = "nucleo.servicios.exportaciones"


@pytest.mark.parametrize(
    ("modulo", "funcion", "vez"),
    [
        ("nucleo.exportaciones.escritura", "a_json", 1),
        ("nucleo.cli.exportacion", "abrir", 1),
    ],
)
def test_muerto_a_la_mitad_de_exportar_no_deja_un_archivo(copia, tmp_path, modulo, funcion, vez):
    antes, ruta = resumen(copia), tmp_path / "vt.tinkuy.zip"
    orden = ("municipio", "exportar", TUNARI, ruta)
    morir_en(modulo, funcion, vez, *orden, raiz=tmp_path / "copia")
    assert [p for p in tmp_path.iterdir() if p.suffix == ".zip"] == []
    assert resumen(copia) == antes
    assert exportar(copia, ruta)["resumen"] == antes


@pytest.mark.parametrize(("funcion", "vez"), [("hecho_de_restaurar", 1), ("hecho_de_restaurar", 2)])
def test_muerto_a_la_mitad_de_restaurar_no_queda_nada_y_se_puede_repetir(
    llenos, archivo, funcion, vez
):
    antes = resumenes(llenos)
    bien(borrar(llenos, archivo))
    morir_en(EXPORTACIONES, funcion, vez, "municipio", "restaurar", archivo)
    assert hospedados(llenos) == [SHINAHOTA]
    bien(llenos("bitacora", "verificar"))
    bien(llenos("municipio", "restaurar", archivo))
    assert resumenes(llenos) == antes


def test_muerto_a_la_mitad_de_borrar_no_se_pierde_nada(llenos, archivo):
    antes = resumenes(llenos)
    orden = ("municipio", "borrar", TUNARI, "--exportacion", archivo, "--si")
    morir_en(EXPORTACIONES, "hecho", 2, *orden)
    assert resumenes(llenos) == antes
    bien(borrar(llenos, archivo))


def test_dos_que_restauran_a_la_vez_no_se_estorban(instalada, archivo, tmp_path):
    orden = ("municipio", "restaurar", archivo)
    codigos, errores = a_la_vez(orden, orden)
    assert sorted(codigos) == [0, 1], errores
    assert "Aquí ya hay datos" in "".join(errores)
    assert resumen(instalada) == resumen_en(archivo)
    assert len(adjuntos_de(tmp_path / "instancia").resumenes()) == 1
    bien(instalada("bitacora", "verificar"))


def test_nada_entra_en_un_municipio_mientras_se_lo_borra(llenos, archivo):
    codigos, errores = a_la_vez(
        ("municipio", "borrar", TUNARI, "--exportacion", archivo, "--si"),
        ("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"),
    )
    assert sorted(codigos) == [0, 1], errores
    assert "por dentro" not in "".join(errores)
    assert (TUNARI in hospedados(llenos)) is (codigos[0] == 1)
    if codigos[0] == 0:
        bien(llenos("municipio", "restaurar", archivo))
    bien(llenos("bitacora", "verificar"))
