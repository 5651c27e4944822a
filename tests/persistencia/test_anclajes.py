"""El EDC anclado: uno solo por región y gestión, sea quien sea el que lo pida primero."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.anclajes import YaAnclado
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.servicios import anclajes, gestiones
from nucleo.servicios.anclajes import Llamado
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, anclaje

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NORTE, SUR = EnRegion("uninominal-24"), EnRegion("uninominal-25")
REGION = Region(
    NORTE.slug, TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",), {UNO.id: 100, DOS.id: 100},
    nombres={UNO.id: "Uno", DOS.id: "Dos"},
)  # fmt: skip
LLAMADO = Llamado(date(GESTION - 1, 6, 20), "09:00", "Coliseo")


def contexto_de(ambito):
    return Contexto(ambito, "Municipio", "ana", GESTION, ahora=lambda: HORA, ciclo=MGMP)


@pytest.mark.usefixtures("dos")
def test_dos_municipios_a_la_vez_y_solo_uno_lo_hospeda(base):
    for ambito in (UNO, DOS):
        gestiones.abrir(contexto_de(ambito), base.base.unidad(ambito))

    def pedir(ambito):
        lectura = base.base.leer_region(NORTE)
        try:
            return anclajes.anclar(
                contexto_de(ambito), base.base.unidad(ambito), lectura, REGION, "edc", LLAMADO
            )
        except YaAnclado as error:
            return error

    with ThreadPoolExecutor(4) as hilos:
        obtenidos = list(hilos.map(pedir, [UNO, DOS, UNO, DOS]))
    [edc] = anclajes.leer(base.base.leer_region(NORTE), date(2026, 1, 1)).anclados
    tarde = [o for o in obtenidos if isinstance(o, YaAnclado)]
    assert len(tarde) == 2, obtenidos
    assert {e.datos["anfitrion"] for e in tarde} == {REGION.nombres[edc.origen_id]}
    assert base.crudo("SELECT count(*) FROM anclajes") == [(1,)]


@pytest.mark.usefixtures("dos")
def test_la_base_no_admite_dos_vigentes_y_si_el_retirado(base):
    with base.unidad(UNO) as unidad:
        unidad.anclajes.agregar(primero := anclaje())
        unidad.confirmar()
    with base.unidad(DOS) as unidad, pytest.raises(EdicionConcurrente):
        unidad.anclajes.agregar(anclaje())
    with base.unidad(UNO) as unidad:
        [suyo] = unidad.anclajes.vigentes(GESTION)
        unidad.anclajes.agregar(suyo.copia("ana", HORA, lugar="Otro"))
        unidad.confirmar()
    with base.base.leer_region(NORTE) as lectura:
        [leido] = lectura.anclajes()
    assert (leido.lugar, leido.version, leido.origen_id) == ("Otro", 2, UNO.id)
    assert leido.contenido == primero.leido.contenido
    with base.unidad(UNO) as unidad:
        unidad.anclajes.vigentes(GESTION)[0].retirar("ana", HORA)
        unidad.confirmar()
    with base.unidad(DOS) as unidad:
        unidad.anclajes.agregar(anclaje())
        unidad.confirmar()


@pytest.mark.usefixtures("dos")
def test_una_region_solo_lee_lo_suyo_y_un_municipio_lo_propio(base):
    with base.unidad(UNO) as unidad:
        unidad.anclajes.agregar(anclaje())
        unidad.anclajes.agregar(anclaje(gestion=GESTION + 1))
        unidad.confirmar()
    with base.base.leer_region(NORTE) as lectura:
        assert [e.gestion for e in lectura.anclajes()] == [GESTION + 1, GESTION]
    with base.base.leer_region(SUR) as lectura:
        assert lectura.anclajes() == []
    with base.base.unidad_de_lectura(DOS) as unidad:
        assert unidad.anclajes.vigentes(GESTION) == []


def test_el_que_se_nombra_ocupado_se_lee_de_la_region(base, dos):
    del dos
    with base.unidad(DOS) as unidad:
        unidad.anclajes.agregar(anclaje())
        unidad.confirmar()
    gestiones.abrir(contexto_de(UNO), base.base.unidad(UNO))
    with pytest.raises(YaAnclado) as error:
        anclajes.anclar(
            contexto_de(UNO), base.base.unidad(UNO), base.base.leer_region(NORTE),
            replace(REGION, nombre="La 24"), "edc", LLAMADO,
        )  # fmt: skip
    assert error.value.datos["anfitrion"] == "Dos"
