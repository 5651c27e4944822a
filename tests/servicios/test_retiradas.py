"""Lo retirado queda en la memoria: no compite, no suma ni vuelve con una planilla vieja."""

import pytest

from nucleo.dominio.demandas import Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import SinDemandas
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios.calculo import reunir
from nucleo.servicios.demandas import importar
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.priorizacion import congelar, priorizar
from nucleo.servicios.tablero import mirar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista

CONJUNTO = conjunto_de(equidad, lista)


def retirar(unidad, *numeros):
    for demanda in unidad.demandas.filas:
        if demanda.numero in numeros:
            demanda.pasar_a(Estado.RETIRADA, "ana", MEDIODIA, "ya se hizo")


def pedir(contexto, unidad, *filas):
    renglones = [("OTB", "Demanda", "Costo"), *filas]
    return importar(
        contexto, unidad, conjunto_de(), (), Planilla("d.csv", [*enumerate(renglones, 1)])
    )


def test_antes_de_congelar_la_siguiente_de_su_organizacion_sube(contexto, unidad):
    assert [d.numero for d in reunir(contexto, unidad).demandas] == [1, 2, 4, 5, 6]
    retirar(unidad, 1)
    reunidas = reunir(contexto, unidad)
    assert [d.numero for d in reunidas.demandas] == [2, 3, 4, 5, 6]
    assert reunidas.fuera == []


def test_al_congelar_y_publicar_sigue_retirada(contexto, unidad):
    retirar(unidad, 4)
    assert congelar(contexto, unidad) == 4
    resultado = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert 4 not in {r.fila.numero for r in resultado.renglones}
    assert "2027-0004" not in {f.codigo for f in resultado.fuera}
    (retirada,) = (d for d in unidad.demandas.filas if d.numero == 4)
    assert retirada.estado is Estado.RETIRADA


def test_si_todas_se_retiran_no_hay_que_congelar(contexto, unidad):
    retirar(unidad, *range(1, 7))
    with pytest.raises(SinDemandas):
        congelar(contexto, unidad)


def test_una_planilla_vieja_no_la_devuelve(contexto, unidad):
    fila = ("Ch’alla Pampa", "Tinglado", "5000")
    assert pedir(contexto, unidad, fila).creadas == 1
    retirar(unidad, 7)
    rechazada = pedir(contexto, unidad, fila)
    assert (rechazada.creadas, rechazada.repetidas, rechazada.filas_rechazadas) == (0, 0, 1)
    assert "la retiró (2027-0007)" in str(rechazada.rechazadas[0].motivo)


def test_corregido_el_titulo_la_planilla_vieja_no_la_duplica(contexto, unidad):
    fila = ("Ch’alla Pampa", "Tinglado", "5000")
    pedir(contexto, unidad, fila)
    corregida = unidad.demandas.filas[-1]
    corregida.titulo, corregida.clave = "Tinglado y cancha", "tinglado y cancha"
    corregida.costo = Dinero.de(5000)
    otra_vez = pedir(contexto, unidad, fila)
    assert (otra_vez.creadas, otra_vez.filas_rechazadas) == (0, 1)
    assert "Tinglado y cancha" in str(otra_vez.rechazadas[0].motivo)
    assert pedir(contexto, unidad, ("Ch’alla Pampa", "Tinglado y cancha", "5000")).repetidas == 1


def test_quien_retiro_lo_unico_que_pedia_queda_sin_demanda_en_el_panel(contexto, unidad):
    unica = next(d for d in unidad.demandas.filas if d.numero == 4)
    suyas = [d.numero for d in unidad.demandas.filas if d.organizacion_id == unica.organizacion_id]
    antes = mirar(contexto, unidad).sin_demanda
    retirar(unidad, *suyas)
    nombre = unidad.organizaciones.de(unica.organizacion_id).nombre
    assert mirar(contexto, unidad).sin_demanda == sorted([*antes, nombre])
