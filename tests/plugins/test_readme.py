"""Los plugins de ejemplo de la guía y del README funcionan tal como están escritos."""

import re
from pathlib import Path
from types import ModuleType

from nucleo.dominio.personas import Personas
from nucleo.pruebas import conjunto_de, contexto_de_prueba, fila_de_prueba, medidas_de

RAIZ = Path(__file__).parents[2]


def ejemplos(archivo):
    """El código de cada bloque de Python de un documento."""
    texto = (RAIZ / archivo).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", texto, re.DOTALL)


def cargar(codigo):
    modulo = ModuleType("ejemplo.ganchos")
    exec(codigo, vars(modulo))  # noqa: S102 - es la documentación de esta misma casa
    return modulo


def test_el_ejemplo_y_su_prueba_corren():
    plugin, prueba = ejemplos("plugins/README.md")[:2]
    corrida = {"ganchos": cargar(plugin)}
    exec(prueba, corrida)  # noqa: S102 - ídem
    assert (corrida["plugin"], corrida["criterio"].clave) == ("barato", "barato.costo")


def test_el_plugin_en_diez_minutos_mide():
    _, codigo = ejemplos("README.md")[:2]
    [(_, criterio)] = conjunto_de(pequenas=cargar(codigo)).recoger(
        "criterios_de_priorizacion", "Toco", contexto=contexto_de_prueba()
    )
    filas = fila_de_prueba(poblacion=Personas(30, 20)), fila_de_prueba(poblacion=None)
    assert medidas_de(criterio, *filas) == [50, None]
