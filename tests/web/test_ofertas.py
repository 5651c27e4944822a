"""Ofrecer, cruzar y comprometerse por pantalla, con una casa de verdad."""

import io
import re

import pytest

from nucleo.dominio.ofertas import EstadoDeCompromiso
from nucleo.dominio.roles import Rol
from nucleo.planillas.lectura import leer_contenido
from nucleo.pruebas import conjunto_de
from nucleo.servicios.planilla_de_ofertas import importar
from nucleo.servicios.priorizacion import priorizar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar
from tests.web.presentadas import GESTION, hechos, presentar

OFERTAS = "/villa-tunari/ofertas"
UNA_PAGINA = "01a22400-4dd7-7e27-a1ac-d51e86962313"
DATOS = {"oferente": "Gobernación", "tipo": "otro", "que": "Agua", "monto": "70.000"}


@pytest.fixture
def tecnico(casa):
    presentar(casa)
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def priorizada(casa):
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    conjunto = conjunto_de(equidad, lista)
    priorizar(contexto, casa.unidad(TUNARI), conjunto, regla="lista_con_techo", confirmar=True)


def registrada(tecnico, **cambios):
    hecha = enviar(tecnico, f"{OFERTAS}/nueva?gestion=2027", **(DATOS | cambios))
    assert hecha.status_code == 303, hecha.text
    return hecha.location


def test_de_la_oferta_al_compromiso_cumplido(casa, tecnico):
    ficha = registrada(tecnico)
    assert "Gobernación" in anonimo(casa).get(f"{OFERTAS}?texto=agua").text
    assert "todavía no se calificaron" in anonimo(casa).get(f"{OFERTAS}/cruce").text
    priorizada(casa)
    cruce = anonimo(casa).get(f"{OFERTAS}/cruce").text
    assert "alcanza para todo" in cruce
    assert "Anotar un compromiso" not in cruce
    datos = {"codigo": "2027-0001", "fecha": "20/08/2026", "constancia": "Acta de la Cumbre 2"}
    mucho = enviar(tecnico, f"{ficha}/comprometer", monto="70.000", **datos)
    assert (mucho.status_code, "le faltan" in mucho.text) == (422, True)
    for _ in "12":  # dos toques del mismo botón: un solo compromiso
        hecho = enviar(tecnico, f"{ficha}/comprometer", monto="59.000", orden=UNA_PAGINA, **datos)
        assert hecho.status_code == 303, hecho.text
    with casa.unidad_de_lectura(TUNARI) as unidad:
        [compromiso] = unidad.ofertas.compromisos(GESTION)
    assert enviar(tecnico, f"{ficha}/retirar", motivo="no").status_code == 422
    cumplir = f"/villa-tunari/compromisos/{compromiso.id}/cumplir"
    assert enviar(tecnico, cumplir, motivo="Obra entregada").status_code == 303
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert unidad.ofertas.compromiso(compromiso.id).estado is EstadoDeCompromiso.CUMPLIDO
    assert "Obra entregada" in anonimo(casa).get(ficha).text
    assert "compromisos.cumplido" in hechos(casa)


def test_otro_monto_desde_una_pagina_ya_guardada_no_se_da_por_guardado(casa, tecnico):
    ficha = registrada(tecnico, orden=UNA_PAGINA)
    assert registrada(tecnico, orden=UNA_PAGINA) == ficha
    otra = enviar(tecnico, f"{OFERTAS}/nueva?gestion=2027", **(DATOS | {"monto": "80.000"}),
                  orden=UNA_PAGINA)  # fmt: skip
    assert (otra.status_code, "ya guardó «Agua»" in otra.text) == (422, True)
    assert f'href="{ficha}"' in otra.text
    priorizada(casa)
    datos = {"codigo": "2027-0001", "fecha": "20/08/2026", "constancia": "Acta"}
    comprometer = f"{ficha}/comprometer"
    enviar(tecnico, comprometer, monto="59.000", orden=UNA_PAGINA, **datos)
    menos = enviar(tecnico, comprometer, monto="50.000", orden=UNA_PAGINA, **datos)
    assert (menos.status_code, "«2027-0001, Bs 59.000,00»" in menos.text) == (422, True)
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert [str(c.monto) for c in unidad.ofertas.compromisos(GESTION)] == ["59000.00"]
        assert [str(o.monto) for o in unidad.ofertas.de_gestion(GESTION)] == ["70000.00"]


def test_corregir_y_retirar_con_su_motivo(casa, tecnico):
    ficha = registrada(tecnico)
    assert enviar(tecnico, f"{ficha}/editar", monto="80.000", hasta="31/12/2027").status_code == 303
    assert "31/12/2027" in anonimo(casa).get(f"{OFERTAS}.csv").text
    mal = enviar(tecnico, f"{ficha}/editar", desde="01/01/2029")
    assert (mal.status_code, "antes de empezar" in mal.text) == (422, True)
    assert enviar(tecnico, f"{ficha}/retirar", motivo="Sin presupuesto").status_code == 303
    assert "Sin presupuesto" in anonimo(casa).get(ficha).text


def test_lo_que_se_descarga_se_puede_volver_a_cargar(casa, tecnico):
    registrada(tecnico, sectores=["salud"], competencias=["municipal"], desde="01/01/2027")
    contenido = tecnico.get(f"{OFERTAS}.csv?gestion=2027").data
    subida = enviar(
        tecnico, "/villa-tunari/planillas/ofertas?gestion=2027",
        archivo=(io.BytesIO(contenido), "ofertas.csv"),
    )  # fmt: skip
    assert tecnico.get(subida.location).status_code == 200
    contexto, unidad = casa.contexto(TUNARI, GESTION, "prueba"), casa.unidad(TUNARI)
    leida = leer_contenido("ofertas.csv", contenido)
    ensayo = importar(contexto, unidad, conjunto_de(), casa.sectores, leida, ensayo=True)
    assert (ensayo.repetidas, ensayo.rechazadas) == (1, [])
    plantilla = tecnico.get("/villa-tunari/planillas/ofertas.xlsx?gestion=2027")
    assert plantilla.status_code == 200


def test_lo_ya_acordado_no_desaparece_del_cruce(casa, tecnico):
    ficha = registrada(tecnico)
    priorizada(casa)
    with casa.unidad_de_lectura(TUNARI) as unidad:
        puestos = len(unidad.priorizaciones.ultima(GESTION).puestos)
    datos = {"codigo": "2027-0001", "fecha": "20/08/2026", "constancia": "Acta de la Cumbre 2"}
    enviar(tecnico, f"{ficha}/comprometer", monto="60.000", **datos)
    pagina = anonimo(casa).get(f"{OFERTAS}/cruce").text
    assert "Ya acordadas" in pagina
    acordadas = pagina.split('<caption id="ya_acordada">')[1].split("</table>")[0]
    for dicho in ("Gobernación", "2027-0001", "60.000,00", "nada"):
        assert dicho in acordadas
    assert pagina.count('<tr><td class="num" data-r="Puesto">') == puestos
    cifras = re.findall(r'<span class="cifra">(\d+)</span>', pagina)
    assert sum(map(int, cifras)) == puestos


def test_el_cruce_se_filtra_se_pagina_y_se_descarga(casa, tecnico, monkeypatch):
    presentar(casa, titulo="Riego", costo="30.000")
    ficha = registrada(tecnico)
    priorizada(casa)
    datos = {"codigo": "2027-0001", "fecha": "20/08/2026", "constancia": "Acta de la Cumbre 2"}
    enviar(tecnico, f"{ficha}/comprometer", monto="60.000", **datos)
    nadie = anonimo(casa)
    entera = leer_contenido("c.csv", nadie.get(f"{OFERTAS}/cruce.csv").data).renglones
    titulos, filas = entera[0][1], [fila for _, fila in entera[1:]]
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert len(filas) == len(unidad.priorizaciones.ultima(GESTION).puestos) > 1
    suya = dict(zip(titulos, next(f for f in filas if "2027-0001" in f), strict=True))
    assert suya["Cómo queda"] == "Ya acordada"
    assert (suya["Comprometido (Bs)"], suya["Falta (Bs)"]) == ("60000,00", "0,00")
    assert suya["Quién puso"] == "Gobernación: Bs 60.000,00"
    hoja = leer_contenido("c.xlsx", nadie.get(f"{OFERTAS}/cruce.xlsx?ver=ya_acordada").data)
    assert [f[1] for _, f in hoja.renglones[1:]] == ["2027-0001"]
    monkeypatch.setattr("nucleo.web.vistas.cruce.POR_PAGINA", 1)
    una = nadie.get(f"{OFERTAS}/cruce").text
    assert una.count('<tr><td class="num" data-r="Puesto">') == 1
    assert 'href="?pagina=2"' in una
    assert nadie.get(f"{OFERTAS}/cruce?pagina=2").status_code == 200
    assert nadie.get(f"{OFERTAS}/cruce?pagina=99").status_code == 404
    sola = nadie.get(f"{OFERTAS}/cruce?ver=ya_acordada").text
    assert "2027-0001" in sola
    assert "?pagina=2" not in sola


def test_en_toda_pagina_de_ofertas_la_navegacion_marca_su_seccion(casa, tecnico):
    ficha = registrada(tecnico)
    for ruta in (OFERTAS, f"{OFERTAS}/cruce", ficha):
        pagina = anonimo(casa).get(ruta).text
        principal = pagina.split('<ul class="menu">')[1].split("</ul>")[0]
        [marcada] = re.findall(r'href="([^"?]*)[^"]*" aria-current="page"', principal)
        assert marcada == "/villa-tunari/poa", ruta


def test_a_las_ofertas_y_a_la_evaluacion_se_llega_desde_el_poa(casa, tecnico):  # noqa: ARG001 - presenta una
    priorizada(casa)
    pagina = anonimo(casa).get("/villa-tunari/poa").text
    for ruta in (OFERTAS, "/villa-tunari/evaluacion"):
        assert f'href="{ruta}?gestion=2027"' in pagina
