"""Los bordes: sin demandas, con una, todas empatadas, sin un boliviano, o con todo regalado."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.demandas import Estado, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.personas import NADIE
from tests.web.casa import TUNARI, anonimo
from tests.web.pasos import GESTION, hasta, proceso_de, sembrar

FICHA = "/villa-tunari/demandas/2027-0001"
PUBLICAS = (
    "/villa-tunari/matriz",
    "/villa-tunari/matriz.csv",
    "/villa-tunari/matriz/firmeza",
    "/villa-tunari/poa",
    "/villa-tunari/priorizacion",
    "/villa-tunari/priorizacion/salon",
    "/villa-tunari/priorizacion/reglas",
    "/villa-tunari/priorizacion/reglas.csv",
    f"{FICHA}/porque",
    f"{FICHA}/porque.txt",
    f"{FICHA}/porque.pdf",
)
TECHO, NADA = (("113", 80_000),), (("113", 0),)


def empatar(d):
    d.costo, d.beneficiarios, d.contraparte = Dinero.de(50_000), NADIE, None
    d.pedida_por = PedidaPor.SIN_DATO


def regalar(d):
    d.costo = CERO


def dejar_una(d):
    if d.numero > 1:
        d.estado = Estado.RETIRADA


def con(casa, cambiar, montos):
    sembrar(casa, montos=montos)
    with casa.unidad(TUNARI) as unidad:
        unidad.reservar()
        for d in unidad.demandas.de_gestion(GESTION):
            cambiar(d)
        unidad.anotar(Hecho("prueba.extremo", "prueba", ahora(), {}))
        unidad.confirmar()


def todas(casa):
    cliente = anonimo(casa)
    return {ruta: cliente.get(f"{ruta}?gestion={GESTION}").status_code for ruta in PUBLICAS}


@pytest.mark.parametrize(
    ("cambiar", "montos"),
    [(empatar, ()), (empatar, NADA), (regalar, NADA), (dejar_una, TECHO)],
    ids=["empatadas sin techo", "empatadas con techo cero", "regaladas", "una"],
)
def test_calificada_con_lo_que_sea_todo_abre(casa, cambiar, montos):
    con(casa, cambiar, montos)
    hasta(casa, "calificar")
    assert set(todas(casa).values()) == {200}
    codigo = proceso_de(casa).codigo
    cliente = anonimo(casa)
    assert cliente.get(f"/villa-tunari/priorizacion/codigo/{codigo}").status_code == 200
    for regla in ("lista_con_techo", "reparto_por_distrito", "partes_iguales"):
        salon = cliente.get(f"/villa-tunari/priorizacion/salon?regla={regla}&p.equidad.poblacion=9")
        assert salon.status_code == 200
    if montos != TECHO and cambiar is not regalar:
        assert "No entra al POA" in cliente.get(f"{FICHA}/porque").text


def test_sin_demandas_se_dice_y_nada_falla(casa):
    estados = todas(casa)
    assert set(estados.values()) <= {200, 404, 422}
    assert estados["/villa-tunari/priorizacion/salon"] == 200
    cliente = anonimo(casa)
    assert "todavía no se calificaron" in cliente.get("/villa-tunari/matriz/firmeza").text
