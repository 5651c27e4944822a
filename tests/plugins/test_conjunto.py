"""Qué plugins están activos decide el resultado, y cada respuesta lleva el nombre de su autor."""

import pytest
from pluggy import PluginValidationError

from nucleo.ganchos import implementa
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios.priorizacion import como_json, ensayar
from plugins.educacion import ganchos as educacion
from plugins.educacion.ajustes import Ajustes as AjustesDeEducacion
from plugins.equidad import ganchos as equidad
from plugins.equidad.ajustes import Ajustes as AjustesDeEquidad
from plugins.lista_con_techo import ganchos as lista
from plugins.salud import ganchos as salud
from plugins.salud.ajustes import Ajustes as AjustesDeSalud


class Suelto:
    """Un plugin que da los elementos que se le digan, sin mirar el contexto."""

    def __init__(self, *elementos):
        self.sectores = implementa(lambda: elementos)


def test_cada_elemento_lleva_su_autor_en_orden_alfabetico():
    conjunto = conjunto_de(zeta=Suelto(1, 2), alfa=Suelto(3))
    assert conjunto.activos == ("alfa", "zeta")
    pares = conjunto.recoger("sectores", "Toco", contexto=contexto_de_prueba())
    assert pares == [("alfa", 3), ("zeta", 1), ("zeta", 2)]


def test_dice_que_ganchos_llena_cada_uno():
    conjunto = conjunto_de(lista, educacion)
    assert conjunto.implementados("lista_con_techo") == ["reglas_de_seleccion"]
    assert "revisar_demanda" in conjunto.implementados("educacion")


def test_un_gancho_mal_escrito_no_pasa_callado():
    class Torcido:
        @staticmethod
        @implementa
        def criterios_de_priorizasion(contexto):
            return [contexto]

    class Pedigueno:
        @staticmethod
        @implementa
        def sectores(contexto, lo_que_no_hay):
            return [contexto, lo_que_no_hay]

    for malo in (Torcido(), Pedigueno()):
        with pytest.raises(PluginValidationError):
            conjunto_de(malo=malo)


def test_dos_municipios_con_las_mismas_demandas_y_plugins_distintos(unidad):
    """Uno mira equidad; el otro enciende salud y le da peso. Ambos órdenes se explican solos."""
    uno = ensayar(contexto_de_prueba(AjustesDeEquidad()), unidad, conjunto_de(equidad, lista))
    contexto = contexto_de_prueba(
        AjustesDeSalud(peso_sin_seguro=5), AjustesDeEducacion(peso_alcance=0)
    )
    otro = ensayar(contexto, unidad, conjunto_de(salud, educacion, lista))
    titulos = [[r.fila.titulo for r in resultado.renglones] for resultado in (uno, otro)]
    assert titulos[0] != titulos[1]
    assert titulos[1][0] == "Posta de salud"
    assert uno.resumen != otro.resumen
    for resultado, autores in ((uno, {"equidad"}), (otro, {"salud"})):
        for demanda in como_json(resultado, "toco")["demandas"]:
            assert {c["plugin"] for c in demanda["criterios"]} == autores
            assert demanda["motivo"]
            assert sum(round(c["aporte"] * 10_000) for c in demanda["criterios"]) == round(
                demanda["puntaje"] * 10_000
            )
