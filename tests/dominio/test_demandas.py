from itertools import product

import pytest

from nucleo.dominio.demandas import PASOS, Estado
from nucleo.dominio.errores import PasoNoPermitido
from nucleo.pruebas import MEDIODIA, demanda_de_prueba, organizacion_de_prueba


@pytest.mark.parametrize(("desde", "hacia"), list(product(Estado, Estado)))
def test_solo_se_dan_los_pasos_que_existen_y_quedan_escritos(desde, hacia):
    demanda = demanda_de_prueba(7, organizacion_de_prueba(), estado=desde)
    demanda.nacer("ana", MEDIODIA)
    if hacia in PASOS[desde]:
        demanda.pasar_a(hacia, "luis", MEDIODIA)
        assert [(c.numero, c.estado, c.quien) for c in demanda.historial] == [
            (1, desde, "ana"),
            (2, hacia, "luis"),
        ]
    else:
        with pytest.raises(PasoNoPermitido, match="2027-0007"):
            demanda.pasar_a(hacia, "luis", MEDIODIA)
        assert (demanda.estado, len(demanda.historial)) == (desde, 1)
