"""`tinkuy informe`: qué debe cada quien y la hoja en papel, sin personas."""

import pytest

from nucleo.arranque import Casa
from nucleo.servicios import informes
from nucleo.servicios.informes import Autoria
from nucleo.textos.saberes import mirada_de
from tests.web.casa import TUNARI

PEDIDO = ("villa-tunari", "2031", "cumbre-1")


@pytest.fixture
def con_uno(cargados):
    """La gestión abierta, con el informe físico presentado."""
    hecha = cargados("gestion", "abrir", "villa-tunari", "2031", "--limite", "2030-09-10")
    assert hecha.codigo == 0, hecha.errores
    casa = Casa.del_entorno()
    contexto, unidad = casa.contexto(TUNARI, 2031, "prueba"), casa.unidad(TUNARI)
    ganchos, autoria = casa.ganchos(TUNARI), Autoria("tecnico_municipal")
    textos = {"hecho": "Se terminó"}
    informes.escribir(contexto, unidad, ganchos, "cumbre-1", "fisico", 0, textos, autoria)
    with casa.unidad_de_lectura(TUNARI) as lectura:
        [suyo] = lectura.informes.del_encuentro(2031, "cumbre-1")
        version = suyo.version
    mirada = mirada_de(casa, contexto, unidad, contexto.ciclo.eventos["cumbre-1"])
    informes.presentar(contexto, unidad, ganchos, mirada, "fisico", version, autoria)
    casa.cerrar()
    return cargados


def test_lista_cuales_estan_y_cuales_faltan(con_uno):
    leida = con_uno("informe", "listar", *PEDIDO, "--json").json
    por_clave = {i["clave"]: i for i in leida["informes"]}
    assert (leida["gestion"], leida["evento"], len(por_clave)) == (2031, "cumbre-1", 15)
    assert (por_clave["fisico"]["estado"], por_clave["fisico"]["version"]) == ("presentado", 1)
    assert len(por_clave["fisico"]["resumen"]) == 64
    assert (por_clave["obras"]["estado"], por_clave["obras"]["resumen"]) == ("falta", None)
    dicha = con_uno("informe", "listar", *PEDIDO)
    assert "Control social" in dicha.salida
    nada = con_uno("informe", "listar", "villa-tunari", "2031", "cumbre-9")
    assert (nada.codigo, "cumbre-9" in nada.errores) == (1, True)


def test_la_hoja_y_el_presentado(con_uno, tmp_path):
    papel = tmp_path / "hoja.pdf"
    assert con_uno("informe", "hoja", *PEDIDO, "obras", papel).codigo == 0
    assert papel.read_bytes()[:5] == b"%PDF-"
    assert con_uno("informe", "hoja", *PEDIDO, "obras", papel).codigo == 1
    reemplazada = con_uno(
        "informe", "hoja", *PEDIDO, "fisico", papel, "--presentado", "--reemplazar"
    )
    assert reemplazada.codigo == 0, reemplazada.errores
    falta = con_uno("informe", "hoja", *PEDIDO, "obras", tmp_path / "b.pdf", "--presentado")
    assert (falta.codigo, "todavía no se presentó" in falta.errores) == (1, True)
    assert con_uno("informe", "hoja", *PEDIDO, "nada", tmp_path / "b.pdf").codigo == 1
