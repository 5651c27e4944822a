"""Una versión del POA se guarda con sus líneas, y dos personas no se pisan."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.poa import PasoDePoa
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import HORA, linea_de_poa, poa


def guardar(banco, nuevo, donde=UNO):
    with banco.unidad(donde) as unidad:
        unidad.poas.agregar(nuevo)
        unidad.anotar(Hecho("poa.abierto", "ana", HORA, {}))
        unidad.confirmar()


def test_una_version_vuelve_con_sus_lineas_en_orden_y_su_historia(base):
    nuevo = poa(lineas=[linea_de_poa(2, plurianual={"2028": "7.25"}), linea_de_poa(1, fuente="41")])
    nuevo.dar(PasoDePoa.PRESENTAR, HORA, "ana", "Nota 1")
    guardar(base, nuevo)
    with base.unidad(UNO) as unidad:
        leido = unidad.poas.vigente(2027)
        assert [(x.orden, x.fuente, x.anios) for x in leido.lineas] == [
            (1, "41", {}), (2, "", {2028: Dinero(725)}),
        ]  # fmt: skip
        assert [p.constancia for p in leido.historia] == ["Nota 1"]
        assert unidad.poas.totales(2027) == {1: (2, Dinero(2100))}
        assert list(unidad.poas.gestiones()) == [2027]
    with base.unidad(DOS) as unidad:
        assert unidad.poas.vigente(2027) is None
        assert unidad.poas.totales(2027) == {}


def test_dos_que_abren_la_misma_version_no_se_pisan(base):
    guardar(base, poa())
    with pytest.raises(EdicionConcurrente):
        guardar(base, poa())


def test_las_lineas_se_reemplazan_enteras(base):
    guardar(base, poa(lineas=[linea_de_poa(1), linea_de_poa(2)]))
    with base.unidad(UNO) as unidad:
        leido = unidad.poas.de(2027, 1)
        unidad.poas.vaciar(leido)
        leido.lineas.append(linea_de_poa(1, "3"))
        unidad.anotar(Hecho("poa.importado", "ana", HORA, {}))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert unidad.poas.totales(2027) == {1: (1, Dinero(300))}
