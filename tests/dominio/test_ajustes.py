"""La capa que se arma con los cambios por pantalla."""

from datetime import UTC, datetime

from nucleo.configuracion.capas import capas_de, fundir
from nucleo.dominio.ajustes import (
    HEREDADO,
    Ajuste,
    como_capa,
    origen_de,
    ultimo_numero,
    valor_de,
    vigentes,
)
from nucleo.dominio.identidad import nuevo_id

CUANDO = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


def ajuste(numero, clave, valor, antes=HEREDADO):
    return Ajuste(nuevo_id(), numero, clave, valor, antes, CUANDO, "Ana")


def test_manda_el_de_mayor_numero_venga_como_venga():
    rigen = vigentes([ajuste(2, "x", {"valor": 2}), ajuste(1, "x", {"valor": 1})])
    assert valor_de(rigen, "x") == {"valor": 2}
    assert valor_de(rigen, "otra") == HEREDADO
    assert ultimo_numero(rigen, ["otra", "x"]) == 2
    assert ultimo_numero(rigen, ["otra"]) == 0


def test_como_capa_arma_las_tablas():
    valores = {"idiomas": {"valor": ["es"]}, "plugins.a": {"valor": False}, "vocabulario": {}}
    assert como_capa(valores) == {"idiomas": ["es"], "plugins": {"a": False}}


def test_cada_clave_dice_quien_la_puso_y_el_dia_de_bolivia():
    capas = capas_de(
        [ajuste(1, "plugins.a", {"valor": {"p": 2}}), ajuste(2, "marca.color", HEREDADO)],
        del_departamento=False,
    )
    configuracion = fundir(capas)
    assert str(configuracion.origenes["plugins.a.p"]) == "por pantalla, por Ana el 28/11/2026"
    assert configuracion.plugins == {"a": {"p": 2}}
    assert "marca.color" not in configuracion.origenes
    del_departamento = origen_de(ajuste(1, "x", {"valor": 1}), del_departamento=True)
    assert str(del_departamento) == "por pantalla del departamento, por Ana el 28/11/2026"
