"""La página que dice cuán firme es el resultado: lo que muestra es lo que se calculó."""

import re
from html import unescape

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.firmezas import MUESTRAS
from nucleo.servicios import firmezas
from nucleo.servicios.firmezas import semilla_de
from tests.web.casa import TUNARI, anonimo
from tests.web.pasos import GESTION, hasta, sembrar

PAGINA = f"/villa-tunari/matriz/firmeza?gestion={GESTION}"


@pytest.fixture
def calificada(casa):
    """Con este techo dos quedan en el filo y tres son firmes."""
    sembrar(casa, montos=(("113", 90_000),))
    hasta(casa, "calificar")
    return casa


def firmeza_y_corrida(casa):
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    with casa.unidad(TUNARI) as unidad:
        corrida = unidad.priorizaciones.ultima(GESTION)
        resumen = corrida.resumen
        codigos = {d.id: d.codigo for d in unidad.demandas.de_gestion(GESTION)}
        puestos = [(p.lugar, codigos[p.demanda_id], p.demanda_id, p.entra) for p in corrida.puestos]
    hecha = firmezas.mirar(contexto, casa.unidad(TUNARI), casa.ajustables)
    return hecha, resumen, sorted(puestos)


def renglones(pagina):
    """De cada renglón: puesto, código, si entra, porcentaje y si dice «en el filo»."""
    cuerpo = re.search(r"<tbody>(.*?)</tbody>", pagina, re.DOTALL)[1]
    leidos = []
    for renglon in re.findall(r"<tr>.*?</tr>", cuerpo, re.DOTALL):
        celdas = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", renglon, re.DOTALL)
        puesto, demanda, poa, cuantas = (unescape(re.sub("<[^>]+>", " ", c)) for c in celdas[:4])
        numero, *resto = cuantas.split(maxsplit=1)
        codigo = re.search(r"/demandas/(\d{4}-\d{4})", celdas[1])[1]
        assert demanda.strip()
        leidos.append((int(puesto), codigo, poa.strip(), int(numero), " ".join(resto).strip()))
    return leidos


def test_cada_demanda_con_su_porcentaje_y_las_del_filo_senaladas(calificada):
    hecha, resumen, puestos = firmeza_y_corrida(calificada)
    respuesta = anonimo(calificada).get(PAGINA)
    pagina = respuesta.text
    assert respuesta.status_code == 200
    assert renglones(pagina) == [
        (
            lugar,
            codigo,
            "Entra" if entra else "Espera",
            hecha.porcentaje(demanda),
            "en el filo" if hecha.en_el_filo(demanda) else "",
        )
        for lugar, codigo, demanda, entra in puestos
    ]
    filo = sum(hecha.en_el_filo(d) for _, _, d, _ in puestos)
    assert 0 < filo < len(puestos)  # si no, no se estaría probando la señal
    assert f"{filo} demanda{'s están' if filo > 1 else ' está'} en el filo:" in pagina
    assert hecha.muestras == MUESTRAS == 10_000
    assert "10.000 combinaciones de pesos" in pagina
    assert hecha.semilla == semilla_de(resumen)
    assert f": {hecha.semilla}. Con ella sale siempre lo mismo." in pagina
    assert f"tinkuy priorizacion firmeza villa-tunari --gestion {GESTION}" in pagina


def test_sin_calificar_o_de_un_municipio_vacio_se_dice(casa):
    cliente = anonimo(casa)
    assert "todavía no se calificaron" in cliente.get(PAGINA).text
    assert cliente.get("/villa-tunari/matriz/firmeza?gestion=x").status_code < 500
    sembrar(casa)
    hasta(casa, "acordar")
    assert "todavía no se calificaron" in cliente.get(PAGINA).text


def test_una_corrida_de_antes_no_se_puede_saber(calificada):
    with calificada.unidad(TUNARI) as unidad:
        unidad.reservar()
        unidad.priorizaciones.ultima(GESTION).entradas = None
        unidad.anotar(Hecho("prueba.entradas", "prueba", ahora(), {}))
        unidad.confirmar()
    pagina = anonimo(calificada).get(PAGINA).text
    assert "No se puede saber" in pagina
    assert "<tbody>" not in pagina
