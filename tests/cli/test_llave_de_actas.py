"""La llave de las actas se pierde, se cambia, no va en el respaldo, y un municipio se muda."""

import os
import shutil
from pathlib import Path

import pytest

from nucleo.arranque import Casa
from nucleo.documentos.claves import LLAVE, PUBLICA
from nucleo.documentos.sellado import Llave
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.servicios import conformidades
from nucleo.servicios.conformidades import Dicha
from tests.cli.test_acta import CLAVE, GESTION, con_acta, generar
from tests.cli.vida.ordenes import bien, en_sqlite, mal
from tests.web.casa import TUNARI

__all__ = ["con_acta"]


@pytest.fixture
def instancia(con_acta):  # noqa: ARG001 - con el acta ya cerrada
    return Path(os.environ["TINKUY_RAIZ"])


def verificar(tinkuy, archivo, *mas):
    return tinkuy("acta", "verificar", str(archivo), *mas)


def test_con_otra_llave_lo_de_antes_se_comprueba_y_se_vuelve_a_imprimir(
    con_acta, instancia, tmp_path
):
    vieja, nueva = tmp_path / "vieja.pdf", tmp_path / "nueva.pdf"
    bien(generar(con_acta, vieja))
    antes = con_acta("acta", "clave").salida
    (instancia / LLAVE).write_bytes(b"r" * 32)
    assert Casa.del_entorno().sellador.identificador == Llave(b"r" * 32).identificador
    bien(verificar(con_acta, vieja))
    bien(verificar(con_acta, vieja, "--con-base"))
    bien(generar(con_acta, nueva))
    hecha = verificar(con_acta, nueva, "--json")
    assert hecha.json["clave"] == Llave(b"r" * 32).identificador
    ahora = con_acta("acta", "clave").salida
    assert antes.strip() in ahora
    assert ahora.count("BEGIN") == 2
    (tmp_path / "publicadas.pem").write_text(ahora)
    for archivo in (vieja, nueva):
        bien(verificar(con_acta, archivo, "--clave", str(tmp_path / "publicadas.pem")))
    (tmp_path / "antes.pem").write_text(antes)
    mal(verificar(con_acta, nueva, "--clave", str(tmp_path / "antes.pem")), "otra instalación")


def test_una_llave_danada_se_dice_y_no_se_reemplaza(con_acta, instancia, tmp_path, monkeypatch):
    (instancia / LLAVE).write_bytes(b"corta")
    mal(generar(con_acta, tmp_path / "a.pdf"), "no sirve", LLAVE)
    assert (instancia / LLAVE).read_bytes() == b"corta"
    for mala in ("zz", "ab" * 31):
        monkeypatch.setenv("TINKUY_LLAVE_DE_ACTAS", mala)
        mal(generar(con_acta, tmp_path / "a.pdf"), "TINKUY_LLAVE_DE_ACTAS")
    (instancia / PUBLICA).write_text("nada")
    mal(verificar(con_acta, instancia / PUBLICA), "no es una clave pública")


def test_el_respaldo_dice_que_la_llave_no_va_y_restaurar_que_falta(con_acta, instancia, tmp_path):
    acta, copia = tmp_path / "acta.pdf", tmp_path / "copia.zip"
    bien(generar(con_acta, acta))
    hecho = bien(con_acta("respaldo", "crear", str(copia)))
    assert "no va en el respaldo" in hecho.errores
    assert (instancia / LLAVE).read_bytes() not in copia.read_bytes()
    bien(con_acta("respaldo", "verificar", str(copia)))
    (otra := tmp_path / "otra").mkdir()
    alli = en_sqlite(otra)
    bien(alli("base", "actualizar"))
    vuelto = bien(alli("respaldo", "restaurar", copia))
    assert "todavía con ninguna" in vuelto.errores
    assert not (otra / LLAVE).exists()
    bien(verificar(alli, acta))
    bien(generar(alli, tmp_path / "alli.pdf"))
    bien(verificar(alli, acta, "--con-base"))
    shutil.copy(instancia / LLAVE, otra / LLAVE)
    bien(generar(alli, tmp_path / "igual.pdf"))
    assert (tmp_path / "igual.pdf").read_bytes() == acta.read_bytes()


def test_un_municipio_que_se_muda_pide_aceptar_la_clave_de_antes(con_acta, tmp_path):
    acta, archivo, clave = tmp_path / "acta.pdf", tmp_path / "m.zip", tmp_path / "clave.pem"
    bien(generar(con_acta, acta))
    bien(con_acta("municipio", "exportar", "villa-tunari", str(archivo)))
    clave.write_text(con_acta("acta", "clave").salida)
    (otra := tmp_path / "otra").mkdir()
    alli = en_sqlite(otra)
    bien(alli("base", "actualizar"))
    assert "--agregar" in bien(alli("municipio", "restaurar", archivo)).errores
    mal(generar(alli, tmp_path / "alli.pdf"), "alguien lo cambió por fuera")
    bien(alli("acta", "clave", "--agregar", clave))
    assert "Aceptada" not in bien(alli("acta", "clave", "--agregar", clave)).errores
    bien(generar(alli, tmp_path / "alli.pdf"))
    for hoja in (acta, tmp_path / "alli.pdf"):
        bien(verificar(alli, hoja, "--con-base"))
    mal(verificar(con_acta, tmp_path / "alli.pdf"), "otra instalación")


def test_la_hoja_de_constancias_va_aparte_y_no_cambia_el_acta(con_acta, tmp_path):
    acta, hoja = tmp_path / "acta.pdf", tmp_path / "hoja.pdf"
    bien(generar(con_acta, acta))
    pedir = ("acta", "constancias", "villa-tunari", str(GESTION), CLAVE, str(hoja), "--reemplazar")
    mal(con_acta(*pedir), "No encontramos la constancia")
    casa = Casa.del_entorno()
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    dicha = Dicha(MedioDeConformidad.HUELLA, "p0", "Ana Quispe", "OTB Norte", testigo="Beto")
    conformidades.anotar(contexto, casa.unidad(TUNARI), None, CLAVE, dicha)
    casa.cerrar()
    bien(con_acta(*pedir))
    hecha = bien(verificar(con_acta, hoja, "--con-base", "--json")).json
    assert (hecha["documento"], set(hecha["base"].values())) == ("constancias", {True})
    assert hecha["resumen"] == bien(verificar(con_acta, acta, "--json")).json["resumen"]
    assert "hoja de constancias" in bien(verificar(con_acta, hoja)).salida
    bien(generar(con_acta, tmp_path / "otra.pdf"))
    assert (tmp_path / "otra.pdf").read_bytes() == acta.read_bytes()
    casa = Casa.del_entorno()
    with casa.unidad(TUNARI) as unidad:
        guardada = unidad.actas.de(GESTION, CLAVE)
        guardada.constancias = [{**guardada.constancias[0], "nombre": "Ana Rojas"}]
        unidad.anotar(Hecho("prueba", "prueba", contexto.ahora(), {}))
        unidad.confirmar()
    casa.cerrar()
    mal(con_acta(*pedir), "alguien lo cambió por fuera")
    bien(generar(con_acta, tmp_path / "otra.pdf", "--reemplazar"))
    assert verificar(con_acta, acta, "--con-base").codigo == 3
