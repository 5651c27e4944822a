import pytest

from nucleo.configuracion.archivos import linea_de

TOML = """\
# comentario = 1
idiomas = [
  "es",
  ["qu"],
]
plugins.salud = false

[plugins.equidad]  # con pesos
peso = 1
"con espacio" = 2
tabla = { dentro = 3 }

[[pasos]]
[ plugins . otro ]
peso = 4
"""


@pytest.mark.parametrize(
    ("clave", "linea"),
    [
        ("idiomas", 2),
        ("idiomas.1", 2),
        ("plugins.salud", 6),
        ("plugins", 6),
        ("plugins.equidad", 8),
        ("plugins.equidad.peso", 9),
        ("plugins.equidad.con espacio", 10),
        ("plugins.equidad.tabla.dentro", 11),
        ("plugins.equidad.falta", 8),
        ("pasos", 13),
        ("plugins.otro.peso", 15),
        ("nada", 1),
        ("", 1),
    ],
)
def test_la_linea_de_una_clave(clave: str, linea: int):
    assert linea_de(TOML, clave) == linea
