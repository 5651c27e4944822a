"""`tinkuy evento asistencia` y `convocatoria`: cuentas, cuórum, textos y afiche."""

import json

import pytest

from nucleo.textos.convocatorias import LARGO_DE_MENSAJE


@pytest.fixture
def abierta(cargados):
    hecha = cargados("gestion", "abrir", "villa-tunari", "2031", "--limite", "2030-09-10")
    assert hecha.codigo == 0, hecha.errores
    return cargados


def test_la_asistencia_sin_nadie_y_sin_regla(abierta):
    pedido = ("evento", "asistencia", "villa-tunari", "2031", "cumbre-2")
    leida = json.loads(abierta(*pedido, "--json").salida)
    assert leida["personas"] == {"mujeres": 0, "hombres": 0, "sin_dato": 0}
    assert leida["organizaciones"]["presentes"] == 0
    assert leida["cuorum"] is None
    assert "asistencias" not in leida
    assert json.loads(abierta(*pedido, "--json", "--nombres").salida)["asistencias"] == []
    assert "Sin regla de cuórum" in abierta(*pedido).salida
    otra = abierta("evento", "asistencia", "villa-tunari", "2040", "cumbre-2")
    assert (otra.codigo, "no tiene calendario" in otra.errores) == (1, True)


def test_la_convocatoria_en_cada_medio(abierta, tmp_path):
    pedido = ("evento", "convocatoria", "villa-tunari", "2031", "cumbre-2", "--medio")
    corto = abierta(*pedido, "mensaje")
    assert "le convoca: " in corto.salida
    assert len(corto.salida.strip()) <= LARGO_DE_MENSAJE
    assert "sin enlace ni QR" in corto.errores
    assert "Convocatoria: Cumbre 2" in abierta(*pedido, "correo").salida
    assert "Repetimos" in abierta(*pedido, "radio").salida
    assert abierta(*pedido, "afiche").codigo == 2
    papel = tmp_path / "afiche.pdf"
    assert abierta(*pedido, "afiche", "--pdf", str(papel)).codigo == 0
    assert papel.read_bytes()[:5] == b"%PDF-"
    assert abierta(*pedido, "afiche", "--pdf", str(papel)).codigo == 1
    assert abierta(*pedido, "afiche", "--pdf", str(papel), "--reemplazar").codigo == 0
