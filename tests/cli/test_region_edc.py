"""`tinkuy region anclar`, `publicar`, `secretaria`, `desanclar`, `edc` y `agenda`."""

import pytest

REGION = "uninominal-24"
GESTION = ("--gestion", 2031)


@pytest.fixture
def abierta(cargados):
    hecha = cargados("gestion", "abrir", "villa-tunari", "2031", "--limite", "2030-09-10")
    assert hecha.codigo == 0, hecha.errores
    return cargados


@pytest.fixture
def anclada(abierta):
    hecha = abierta(
        "region", "anclar", "villa-tunari", REGION, *GESTION, "--fecha", "20/06/2030",
        "--hora", "09:00", "--lugar", "Coliseo",
    )  # fmt: skip
    assert hecha.codigo == 0, hecha.errores
    assert "hospeda el EDC" in hecha.salida
    return abierta


def test_sin_nadie_se_dice_y_la_agenda_sale_igual(abierta, tmp_path):
    assert "nadie lo hospeda" in abierta("region", "edc", REGION).salida
    papel = tmp_path / "agenda.pdf"
    pedido = ("region", "agenda", REGION, 2031, str(papel))
    assert abierta(*pedido).codigo == 0
    assert papel.read_bytes()[:5] == b"%PDF-"
    assert abierta(*pedido).codigo == 1, "ya existe"
    assert abierta(*pedido, "--reemplazar").codigo == 0
    sin_anclar = abierta("region", "publicar", "villa-tunari", *GESTION)
    assert (sin_anclar.codigo, "no está anclado" in sin_anclar.errores) == (1, True)


def test_se_ancla_se_publica_y_se_retira(anclada):
    leido = anclada("region", "edc", REGION, "--json").json
    [edc] = leido["anclados"]
    assert (edc["municipio"], edc["fecha"], edc["lugar"]) == (
        "villa-tunari", "2030-06-20", "Coliseo",
    )  # fmt: skip
    assert (leido["secretaria"], leido["sigue"], leido["acuerdos"]) == (None, "", [])
    assert "puntos y 0 acuerdos" in anclada("region", "publicar", "villa-tunari", *GESTION).salida
    otra = anclada("region", "anclar", "villa-tunari", REGION, *GESTION, "--fecha", "21/06/2030")
    assert otra.codigo == 0
    assert "21/06/2030" in anclada("region", "edc", REGION).salida
    assert anclada("region", "desanclar", "villa-tunari", *GESTION).codigo == 0
    assert anclada("region", "edc", REGION, "--json").json["anclados"] == []


def test_la_secretaria_se_designa_cuando_empezo(anclada):
    pedido = ("region", "secretaria", "villa-tunari", *GESTION, "--desde", "20/06/2020")
    assert anclada(*pedido).codigo == 2
    assert anclada(*pedido, "--de", "chimore", "--actor", "La gobernación").codigo == 2
    assert anclada(*pedido, "--de", "chimore").codigo == 1, "no empezó"
    avance = ("evento", "avanzar", "villa-tunari", "2031", "edc", "en_curso", "--saltar", "prueba")
    hecha = anclada(*avance)
    assert hecha.codigo == 0, hecha.errores
    assert anclada(*pedido, "--de", "sacaba").codigo == 1, "no es de la región"
    assert "Chimoré" in anclada(*pedido, "--de", "chimore").salida
    assert anclada("region", "edc", REGION, "--json").json["secretaria"]["quien"] == "Chimoré"
    assert "Chimoré" in anclada("region", "edc", REGION).salida
