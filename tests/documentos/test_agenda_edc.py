"""La agenda del EDC en papel, con cualquier reparto entre autoridades y municipios."""

from itertools import product

import pytest
import typst

from nucleo.documentos.composicion import componer
from tests.documentos.estructura import mirar

VACIO = {"titulo": "Acuerdos", "columnas": ["Qué", "Quién", "Hasta", "Cómo va"], "filas": [],
         "vacio": "Ninguno."}  # fmt: skip
DE_UNA_HOJA = 60


def agenda(renglones):
    """`renglones`: de cada uno, si es de un municipio (va con sangría) o de una autoridad."""
    filas = [{"celdas": [f"Renglón {n}", "1", "2", "3"], "sangria": suya}
             for n, suya in enumerate(renglones)]  # fmt: skip
    demanda = {"titulo": "Demanda", "columnas": ["De", "A", "B", "C"], "filas": filas,
               "vacio": "Nadie entregó.", "nota": "Cuenta una vez."}  # fmt: skip
    return {
        "idioma": "es", "titulo": "Agenda del EDC", "subtitulo": "Región", "pie": "Pie",
        "llamado": "Falta el día.", "datos": [["Cuándo", "mañana"]], "qr": "", "direccion": "",
        "puntos_titulo": "Qué se trata", "puntos_nota": "", "puntos": [["Bienvenida", ""]],
        "acuerdos": VACIO, "demanda": demanda, "quienes_titulo": "Quiénes van",
        "quienes": ["Alcaldes"], "cargos_titulo": "Cargos", "cargos": [],
    }  # fmt: skip


@pytest.mark.parametrize("largo", [0, 1, 2, 3, 4])
def test_sale_aunque_una_autoridad_no_tenga_ningun_municipio(largo):
    """Un encabezado sin filas debajo rompe a typst: solo encabeza la que tiene municipios."""
    for renglones in product((False, True), repeat=largo):
        assert mirar(componer("agenda-edc", agenda(renglones))).paginas == 1


def test_la_autoridad_de_una_lista_larga_vuelve_en_la_otra_hoja():
    assert mirar(componer("agenda-edc", agenda([False, *[True] * DE_UNA_HOJA]))).paginas > 1


def test_si_typst_se_rompe_es_un_error_y_no_se_lleva_a_quien_atiende(monkeypatch):
    class PanicException(BaseException):
        """Lo que levanta un defecto de typst."""

    def romper(*_, **__):
        raise PanicException

    monkeypatch.setattr(typst, "compile", romper)
    with pytest.raises(RuntimeError, match="agenda-edc"):
        componer("agenda-edc", agenda([]))
