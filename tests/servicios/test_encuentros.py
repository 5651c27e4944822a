"""Lo que los plugins aportan a un encuentro: dónde entra, quién lo lleva y de quién es."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.errores import ErrorDePlugin, NoExiste
from nucleo.dominio.eventos import Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.ganchos import implementa
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios.encuentros import armado_de, tipo_de, tipo_sin_caerse
from plugins.educacion import ganchos as educacion
from plugins.salud import ganchos as salud
from plugins.salud.ajustes import Ajustes

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONTEXTO = replace(contexto_de_prueba(Ajustes()), ciclo=MGMP)
CONJUNTO = conjunto_de(educacion=educacion, salud=salud)


class SinLugar:
    """Un plugin que no dice después de qué va su punto."""

    @implementa
    def puntos_de_agenda(self, contexto, evento):  # noqa: ARG002 - firma del gancho
        return [Renglon("x.musica", "Música", despues_de="no-hay")]


def claves(renglones):
    return [r.clave for r in renglones]


def test_en_la_cumbre_2_los_sectores_traen_su_requerimiento_antes_de_los_criterios():
    """Aporta `puntos_de_agenda`."""
    agenda = tipo_de(CONTEXTO, CONJUNTO, "cumbre-2").agenda
    suyos = {r.clave: r for r in agenda if r.plugin}
    assert suyos.keys() == {"salud.requerimiento", "educacion.requerimiento"}
    assert suyos["salud.requerimiento"].informa == "salud"
    orden = claves(agenda)
    for clave in suyos:
        assert orden.index("informes") < orden.index(clave) < orden.index("criterios")
    assert orden[-1] == "clausura"


@pytest.mark.parametrize("encuentro", ["eda-1", "eda-2", "cumbre-1"])
def test_los_sectores_informan_una_vez_donde_se_rinden_cuentas(encuentro):
    """Aporta `informes_de_evento` solo donde el ciclo no le da ya un informe al sector."""
    informes = tipo_de(CONTEXTO, CONJUNTO, encuentro).informes
    assert [r.informa for r in informes].count("salud") == 1
    assert [r.informa for r in informes].count("educacion") == 1
    assert sum(bool(r.plugin) for r in informes) == (2 if encuentro == "eda-1" else 0)


def test_un_punto_sin_lugar_va_antes_de_la_clausura():
    agenda = tipo_de(CONTEXTO, conjunto_de(musica=SinLugar()), "cumbre-3").agenda
    assert claves(agenda)[-2:] == ["x.musica", "clausura"]


def test_con_todo_apagado_queda_el_ciclo_y_otro_encuentro_no_existe():
    assert tipo_de(CONTEXTO, conjunto_de(), "cumbre-2") == MGMP.eventos["cumbre-2"]
    with pytest.raises(NoExiste):
        tipo_de(CONTEXTO, CONJUNTO, "cumbre-9")


class Roto:
    """Un plugin que falla en los dos ganchos del encuentro."""

    @implementa
    def puntos_de_agenda(self, contexto, evento):
        raise ZeroDivisionError(contexto, evento)

    @implementa
    def informes_de_evento(self, contexto, evento):
        raise ZeroDivisionError(contexto, evento)


def test_el_modulo_que_falla_no_se_lleva_lo_de_los_demas_y_se_dice_cual():
    con_uno_roto = conjunto_de(educacion=educacion, pozos=Roto(), salud=salud)
    armado = tipo_sin_caerse(CONTEXTO, con_uno_roto, "cumbre-2")
    assert armado.tipo == tipo_de(CONTEXTO, CONJUNTO, "cumbre-2")
    assert armado.rotos == ("pozos",)
    assert [f.datos["gancho"] for f in armado.fallas] == ["puntos_de_agenda", "informes_de_evento"]
    with pytest.raises(ErrorDePlugin):
        tipo_de(CONTEXTO, con_uno_roto, "cumbre-2")


def test_sin_fallas_es_lo_mismo_y_otro_encuentro_no_existe():
    armado = tipo_sin_caerse(CONTEXTO, CONJUNTO, "cumbre-1")
    assert (armado.tipo, armado.rotos) == (tipo_de(CONTEXTO, CONJUNTO, "cumbre-1"), ())
    with pytest.raises(NoExiste):
        tipo_sin_caerse(CONTEXTO, CONJUNTO, "cumbre-9")


class Descuidado:
    """Un plugin que da algo que no es un renglón, y otro con una clave que ya es de alguien."""

    @implementa
    def puntos_de_agenda(self, contexto, evento):  # noqa: ARG002 - firma del gancho
        return [Renglon("x.uno", "Uno"), "Dos", Renglon("bienvenida", "Otra bienvenida")]


def test_lo_que_no_es_un_renglon_o_repite_una_clave_es_falla_del_modulo_y_lo_demas_queda():
    conjunto = conjunto_de(descuidado=Descuidado())
    armado = tipo_sin_caerse(CONTEXTO, conjunto, "cumbre-3")
    assert (len(armado.fallas), armado.rotos) == (2, ("descuidado",))
    agenda = claves(armado.tipo.agenda)
    assert (agenda.count("bienvenida"), "x.uno" in agenda) == (1, True)
    with pytest.raises(ErrorDePlugin):
        tipo_de(CONTEXTO, conjunto, "cumbre-3")


def test_del_que_el_ciclo_quito_despues_de_hecho_queda_su_nombre():
    """Sin esto su acta no se podría cerrar."""
    hecho = Evento(nuevo_id(), 2027, "quitado", 9, "Marka", "La marka", date(2026, 2, 28))
    armado = armado_de(CONTEXTO, CONJUNTO, hecho)
    assert (armado.tipo.nombre, armado.tipo.agenda, armado.fallas) == ("La marka", (), ())
    propio = replace(hecho, clave="cumbre-2")
    assert armado_de(CONTEXTO, CONJUNTO, propio).tipo == tipo_de(CONTEXTO, CONJUNTO, "cumbre-2")
