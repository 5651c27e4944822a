"""La tarjeta en sus tres formas, tal como la abre cualquiera."""

from urllib.parse import quote

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.organizaciones import Lengua
from tests.web.casa import TUNARI, anonimo
from tests.web.pasos import GESTION, hasta, sembrar

FICHA = "/villa-tunari/demandas/2027-0001"


@pytest.fixture
def publicada(casa):
    sembrar(casa)
    hasta(casa, "publicar")
    return anonimo(casa)


def test_las_tres_formas_dicen_lo_mismo(publicada):
    texto = publicada.get(f"{FICHA}/porque.txt").text
    pagina = publicada.get(f"{FICHA}/porque").text
    hoja = publicada.get(f"{FICHA}/porque.pdf")
    assert texto.splitlines()[0].startswith("2027-0001 ")
    assert texto.splitlines()[-1].endswith(f"{FICHA}/porque")
    assert all(linea in pagina for linea in texto.splitlines()[1:4])
    assert f"https://wa.me/?text={quote(texto)}" in pagina
    assert (hoja.mimetype, hoja.data[:5]) == ("application/pdf", b"%PDF-")


def test_se_llega_desde_la_demanda_la_matriz_y_el_poa(publicada):
    for desde in (FICHA, f"/villa-tunari/matriz?gestion={GESTION}"):
        assert f'href="{FICHA}/porque"' in publicada.get(desde).text
    poas = [publicada.get(f"/villa-tunari/poa{ver}").text for ver in ("", "?ver=espera")]
    assert any(f'href="{FICHA}/porque"' in p for p in poas)


def test_la_organizacion_imprime_las_suyas(publicada, casa):
    with casa.unidad(TUNARI) as unidad:
        suya = next(o.id for o in unidad.organizaciones.todas() if o.nombre == "Aldana")
    hoja = publicada.get(f"/villa-tunari/organizaciones/{suya}/porques.pdf?gestion={GESTION}")
    assert hoja.data.startswith(b"%PDF-")
    assert hoja.data.count(b"/Type /Page\n") in {0, 2}


def test_la_tercera_no_tiene_puesto_y_se_dice(publicada):
    tercera = "/villa-tunari/demandas/2027-0003/porque"
    assert "Todavía no tiene puesto" in publicada.get(tercera).text
    assert publicada.get(f"{tercera}.txt").status_code == 404


def test_por_consola_un_pdf_por_distrito(publicada, casa):  # noqa: ARG001 - necesita lo publicado
    avances = []
    municipio = casa.territorio.por_slug["villa-tunari"]
    hojas = dict(casa.porques(municipio, GESTION, lambda *a: avances.append(a)))
    assert list(hojas) == ["porques-sin-distrito.pdf"]
    assert avances[-1] == (5, 5)


def test_va_en_la_lengua_de_su_organizacion(publicada, casa):
    with casa.unidad(TUNARI) as unidad:
        unidad.reservar()
        for o in unidad.organizaciones.todas():
            o.idioma = Lengua.QUECHUA
        unidad.anotar(Hecho("prueba.lengua", "prueba", ahora(), {}))
        unidad.confirmar()
    pagina = publicada.get(f"{FICHA}/porque?idioma=es").text
    assert '<html lang="es"' in pagina  # la interfaz, en la suya
    assert '<div lang="qu">' in pagina  # la tarjeta, en la de la organización
    assert "Puesto " in pagina  # lo no traducido cae al castellano
