"""La asistencia y la convocatoria, en cada motor."""

import pytest

from nucleo.dominio.asistencias import Sexo
from nucleo.dominio.bitacora import Hecho
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import (
    GESTION,
    HORA,
    asistencia,
    convocatoria,
    organizacion,
)


def anotar(unidad):
    unidad.anotar(Hecho("asistencia.anotada", "ana", HORA, {}))
    unidad.confirmar()


@pytest.fixture
def otb(base):
    suya = organizacion()
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([suya])
        unidad.asistencias.agregar_todas([asistencia(suya), asistencia(None, "Ana Rojas")])
        unidad.convocatorias.agregar_todas([convocatoria(suya)])
        anotar(unidad)
        return suya.id


def test_vuelven_enteras_y_solo_en_su_municipio(base, otb):
    with base.unidad(UNO) as unidad:
        ana, juana = unidad.asistencias.de_evento(GESTION, "cumbre-2")
        assert (ana.nombre, ana.organizacion_id, ana.sin_inscripcion) == ("Ana Rojas", None, False)
        assert (juana.sexo, juana.organizacion_id, juana.hora) == (Sexo.MUJER, otb, "09:15")
        [llamada] = unidad.convocatorias.de_evento(GESTION, "cumbre-2")
        assert (llamada.organizacion_id, llamada.recibio) == (otb, "Juana Mamani")
        assert unidad.asistencias.de_evento(GESTION, "eda-1") == []
        assert unidad.organizaciones.en_uso(otb)
        juana_id = juana.id
    with base.unidad(DOS) as unidad:
        assert unidad.asistencias.de_evento(GESTION, "cumbre-2") == []
        assert unidad.asistencias.de(juana_id) is None
        assert unidad.convocatorias.de_evento(GESTION, "cumbre-2") == []


def test_se_quitan(base, otb):
    with base.unidad(UNO) as unidad:
        for a in unidad.asistencias.de_evento(GESTION, "cumbre-2"):
            unidad.asistencias.quitar(a)
        for c in unidad.convocatorias.de_evento(GESTION, "cumbre-2"):
            unidad.convocatorias.quitar(c)
        anotar(unidad)
    with base.unidad(UNO) as unidad:
        assert unidad.asistencias.de_evento(GESTION, "cumbre-2") == []
        assert not unidad.organizaciones.en_uso(otb)
