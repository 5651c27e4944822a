import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.corridas import (
    Paso,
    Proceso,
    Renglon,
    Resultado,
    aporte_como_json,
    aporte_de_json,
)
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import PasoPendiente, PasoYaDado
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.priorizacion import MILLON, Aporte
from nucleo.dominio.seleccion import Decision
from nucleo.pruebas import MEDIODIA, fila_de_prueba

ENTEROS = st.integers(0, MILLON)


@given(ENTEROS, ENTEROS, st.none() | st.floats(-1e9, 1e9).map(lambda x: round(x, 6)))
def test_un_aporte_vuelve_de_json_sin_perder_nada(normalizado, aporte, crudo):
    nota = Mensaje("No hay dato") if crudo is None else None
    a = Aporte("a.x", "X", "a", "Bs", crudo, normalizado, 0.25, aporte, nota)
    assert aporte_de_json(json.loads(json.dumps(aporte_como_json(a)))) == a


def resultado(**cambios):
    filas = [fila_de_prueba(n, costo=Dinero.de(100 * n)) for n in (1, 2)]
    entra = Decision(entra=True, motivo=Mensaje("Sí"), fuente="41-113")
    no_entra = Decision(entra=False, motivo=Mensaje("No"))
    renglones = [Renglon(1, filas[0], 5, [], entra), Renglon(2, filas[1], 4, [], no_entra)]
    techos = {"41-113": Dinero.de(150)}
    return replace(Resultado(2027, "lista", {"a.x": 1.0}, techos, renglones), **cambios)


def test_el_resumen_no_depende_de_identificadores_y_si_de_lo_que_decide():
    base = resultado()
    assert base.resumen == resultado().resumen
    assert len(base.resumen) == 64
    distintos = [
        resultado(gestion=2028),
        resultado(regla="otra"),
        resultado(pesos={"a.x": 2.0}),
        resultado(techos={"41-113": Dinero.de(151)}),
        resultado(renglones=base.renglones[:1]),
    ]
    assert len({base.resumen, *(r.resumen for r in distintos)}) == 6


def test_techo_y_usado():
    assert (resultado().techo, resultado().usado) == (Dinero.de(150), Dinero.de(100))
    assert resultado(techos={}, renglones=[]).techo == CERO


def test_los_cuatro_pasos_en_orden():
    proceso = Proceso(nuevo_id(), 2027)
    for i, paso in enumerate(Paso):
        for adelantado in list(Paso)[i + 1 :]:
            with pytest.raises(PasoPendiente):
                proceso.dar(adelantado, MEDIODIA)
        proceso.dar(paso, MEDIODIA)
        assert proceso.cuando(paso) == MEDIODIA
    for paso in Paso:
        with pytest.raises(PasoYaDado):
            proceso.dar(paso, MEDIODIA)
