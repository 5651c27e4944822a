"""Los códigos del presupuesto: el que rige pasa, y del que no, se dice el probable."""

from pathlib import Path

import pytest

from nucleo.configuracion.catalogos import leer_clasificadores

TODO = leer_clasificadores(Path(__file__).parents[2] / "configuraciones/catalogos/bolivia")
HASTA_2026, DESDE_2027 = TODO.de(2026), TODO.de(2027)


def test_cada_codigo_del_catalogo_pasa_en_su_gestion():
    for rige in (HASTA_2026, DESDE_2027):
        for e in rige.programas:
            assert rige.revisar_programa(e.primero) is None
            assert rige.revisar_programa(e.ultimo) is None
            for f in e.finalidades:
                assert rige.revisar_finalidad(f.split("-")[0], e.primero) is None
            assert rige.revisar_sector(e.sector, e.primero) is None
        assert all(rige.revisar_objeto(codigo) is None for codigo in rige.objetos)
        assert all(rige.revisar_fuente_organismo(*par.split("-")) is None for par in TODO.pares)


@pytest.mark.parametrize("vacio", ["", "  "])
def test_lo_que_no_se_declara_no_se_objeta(vacio):
    assert HASTA_2026.revisar_programa(vacio) is None
    assert HASTA_2026.revisar_objeto(vacio) is None
    assert HASTA_2026.revisar_fuente_organismo(vacio, vacio) is None
    assert HASTA_2026.revisar_finalidad(vacio, "11") is None
    assert HASTA_2026.revisar_sector(vacio, "11") is None
    assert HASTA_2026.revisar_sisin(vacio) is None


@pytest.mark.parametrize(
    ("rige", "escrito", "probable"),
    [
        (DESDE_2027, "11", "110"),
        (DESDE_2027, "20", "200"),
        (HASTA_2026, "205", "20"),
        (HASTA_2026, "1", "01"),
        (HASTA_2026, "020", "20"),
    ],
)
def test_el_programa_de_otra_gestion_dice_cual_es_ahora(rige, escrito, probable):
    """En 2027 los programas pasan de dos a tres cifras: el de antes queda prohibido."""
    hallazgo = rige.revisar_programa(escrito)
    assert hallazgo.impide
    assert hallazgo.probable == probable
    assert probable in str(hallazgo.motivo)


def test_el_programa_tambien_se_busca_por_su_nombre():
    hallazgo = HASTA_2026.revisar_programa("XX", "gestion de la salud")
    assert (hallazgo.probable, hallazgo.impide) == ("20", True)
    sin_pista = HASTA_2026.revisar_programa("XX")
    assert sin_pista.probable == ""
    assert "XX" in str(sin_pista.motivo)


@pytest.mark.parametrize(
    ("escrito", "probable", "impide"),
    [
        ("422", "42200", True),
        ("4.2.3.1.0", "42310", True),
        ("42390", "42300", False),
        ("O2310", "", True),
        ("99999", None, False),
    ],
)
def test_la_partida_mal_escrita_impide_y_la_que_no_consta_avisa(escrito, probable, impide):
    hallazgo = HASTA_2026.revisar_objeto(escrito)
    assert hallazgo.impide is impide
    if probable:
        assert hallazgo.probable == probable


def test_la_fuente_organismo_inusual_avisa_y_la_que_no_existe_impide():
    assert not HASTA_2026.revisar_fuente_organismo("41", "120").impide
    invertida = HASTA_2026.revisar_fuente_organismo("20", "113")
    assert (invertida.probable, invertida.impide) == ("41-113", False)
    assert HASTA_2026.revisar_fuente_organismo("41", "112").impide
    assert HASTA_2026.revisar_fuente_organismo("41", "").impide


def test_la_finalidad_y_el_sector_se_comparan_con_los_del_programa():
    assert HASTA_2026.revisar_finalidad("4.7.2", "24") is None
    otra = HASTA_2026.revisar_finalidad("9.1", "20")
    assert (otra.probable, otra.impide) == ("7", False)
    assert HASTA_2026.revisar_finalidad("nueve", "20").impide
    assert HASTA_2026.revisar_sector("08", "20") is None
    assert HASTA_2026.revisar_sector("9", "20").probable == "8"


def test_el_sisin_solo_avisa():
    assert HASTA_2026.revisar_sisin("13120104700000") is None
    assert not HASTA_2026.revisar_sisin("1312").impide


def test_las_aperturas_obligatorias_cambian_con_la_gestion():
    assert "20 0 99" in {e.primero for e in HASTA_2026.aperturas}
    assert {e.primero for e in DESDE_2027.aperturas} == {"251"}


@pytest.mark.parametrize(
    ("gestion", "escrito", "probable", "nombre"),
    [
        (2010, "0", "00", "Funcionamiento órgano ejecutivo"),
        (2010, "5", "05", "Administración central"),
        (2010, "000", "00", "Funcionamiento órgano ejecutivo"),
        (2027, "00", "0", "Funcionamiento órgano ejecutivo"),
    ],
)
def test_el_mismo_numero_con_otros_ceros_dice_como_se_escribe(gestion, escrito, probable, nombre):
    hallazgo = TODO.de(gestion).revisar_programa(escrito)
    assert hallazgo.probable == probable
    assert f"en {gestion} se escribe {probable} ({nombre})" in str(hallazgo.motivo)
    assert "otra gestión" not in str(hallazgo.motivo)
