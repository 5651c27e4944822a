"""El demo no se carga encima de una base con datos de verdad."""

import pytest

from nucleo.cli.demo import anotar_que_es_demo, exigir_que_sea_para_eso
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.evaluaciones import AlEdc, Etapa


@pytest.mark.parametrize(
    "orden",
    [
        ("municipio", "alta", "villa-tunari"),
        ("usuario", "invitar", "ana@ejemplo.bo", "--rol", "administracion_de_plataforma"),
    ],
)
def test_una_base_en_uso_no_se_vuelve_demostracion(instalada, casa, orden):
    assert instalada(*orden).codigo == 0
    corrida = instalada("demo", "--sin-servir")
    assert (corrida.codigo, "de verdad" in corrida.errores) == (2, True)
    assert not casa.plataforma.demostracion


def test_la_que_ya_lo_es_sigue_aunque_la_carga_se_haya_cortado(instalada, casa):
    exigir_que_sea_para_eso(casa)
    anotar_que_es_demo(casa, ["villa-tunari"])
    assert instalada("municipio", "alta", "villa-tunari").codigo == 0
    exigir_que_sea_para_eso(casa)


def test_trae_un_anio_al_dia_uno_atrasado_y_uno_en_disputa_y_no_los_repite(instalada, casa):
    for _ in range(2):
        instalada("demo", "--sin-servir")
    van = {}
    for slug in ("villa-tunari", "shinahota", "chimore"):
        ambito = EnMunicipio(casa.territorio.municipio(slug).id)
        with casa.unidad_de_lectura(ambito) as unidad:
            eventos = unidad.calendarios.eventos(2027)
            van[slug] = next((e for e in eventos if not e.hecho), None)
            assert "simulado" in unidad.calendarios.abierta(2027).fuente
            hechos = [e.que for e in unidad.bitacora.eslabones()]
        assert hechos.count("gestion.abierta") == 1
    assert van["villa-tunari"] is None
    assert van["shinahota"].clave == "eda-2"
    assert (van["chimore"].clave, van["chimore"].estado.value) == ("cumbre-2", "en_curso")


def test_trae_dictamenes_y_compromisos_rotulados_y_no_los_repite(instalada, casa):
    for _ in "12":
        assert instalada("demo", "--sin-servir").codigo == 0
    ambito = EnMunicipio(casa.territorio.municipio("villa-tunari").id)
    with casa.unidad_de_lectura(ambito) as unidad:
        evaluadas = {e.codigo: e for e in unidad.evaluaciones.de_gestion(2027)}
        demandas = {d.id: d for d in unidad.demandas.de_gestion(2027)}
        ofrecidas = {o.id: o for o in unidad.ofertas.de_gestion(2027)}
        acordados = unidad.ofertas.compromisos(2027)
    etapas = sorted(e.etapa for e in evaluadas.values())
    assert etapas == [Etapa.ADMISIBILIDAD, Etapa.NO_VIABLE, Etapa.VIABLE]
    [devuelta] = [e for e in evaluadas.values() if e.etapa is Etapa.NO_VIABLE]
    assert devuelta.motivo.startswith("Simulado")
    assert devuelta.alternativa.startswith("Simulado")
    assert [e.al_edc for e in evaluadas.values() if e.al_edc is AlEdc.COMPETENCIA]
    assert all(d.simulada for d in demandas.values() if d.codigo in evaluadas)
    assert sorted(str(c.monto) for c in acordados) == ["200000.00", "70000.00"]
    assert all(c.constancia.startswith("Simulado") for c in acordados)
    for c in acordados:
        assert demandas[c.demanda_id].simulada
        assert ofrecidas[c.oferta_id].simulada
