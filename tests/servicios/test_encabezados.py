"""Cómo se reconoce cada columna aunque el encabezado no sea el de la plantilla."""

import pytest

from nucleo.servicios.columnas import columnas_de_demandas
from nucleo.servicios.encabezados import Planilla, encabezar
from nucleo.servicios.organizaciones import Padron


@pytest.mark.parametrize(
    ("escrito", "clave"),
    [
        ("Proyecto o demanda", "demanda"),
        ("Nombre del proyecto / obra", "demanda"),
        ("Prioridad 1 o 2", "prioridad"),
        ("Costo total (Bs.)", "costo"),
        ("Solicitado por", "pedida_por"),
        ("Beneficiarios mujeres y hombres", None),
        ("Observaciones", None),
        ("Tipo de proyecto", "tipo"),
    ],
)
def test_el_encabezado_se_reconoce_por_sus_palabras_o_no_se_adivina(escrito, clave):
    titulos = ["OTB", "Demanda", "Costo"]
    columnas = columnas_de_demandas(Padron([]), {})
    reemplazo = {"demanda": 1, "costo": 2}.get(clave)
    celdas = titulos if reemplazo is None else [*titulos[:reemplazo], *titulos[reemplazo + 1 :]]
    encabezado = encabezar(Planilla("d.csv", [(1, [*celdas, escrito])]), columnas)
    assert encabezado.claves[-1] == clave
