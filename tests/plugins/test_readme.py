"""El plugin de ejemplo de la guía funciona tal como está escrito."""

import re
from pathlib import Path
from types import ModuleType

GUIA = (Path(__file__).parents[2] / "plugins" / "README.md").read_text(encoding="utf-8")


def test_el_ejemplo_y_su_prueba_corren():
    plugin, prueba = re.findall(r"```python\n(.*?)```", GUIA, re.DOTALL)[:2]
    modulo = ModuleType("ejemplo.ganchos")
    exec(plugin, vars(modulo))  # noqa: S102 - es la guía de esta misma casa
    corrida = {"ganchos": modulo}
    exec(prueba, corrida)  # noqa: S102 - ídem
    assert (corrida["plugin"], corrida["criterio"].clave) == ("barato", "barato.costo")
