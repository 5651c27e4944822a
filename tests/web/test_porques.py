"""La tarjeta en sus tres formas, tal como la abre cualquiera."""

import re
from urllib.parse import quote

import pytest

from nucleo.documentos.codigos import qr_en_svg
from nucleo.documentos.composicion import componer
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.organizaciones import Lengua
from nucleo.web.idiomas import pseudo
from tests.documentos.estructura import SIEMPRE, mirar
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
    assert (hoja.mimetype, hojas_de(hoja.data)) == ("application/pdf", 1)


def hojas_de(pdf):
    assert mirar(pdf).etiquetas.keys() >= SIEMPRE
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("criterios", [9, 14])
@pytest.mark.parametrize("decir", [str, pseudo], ids=["castellano", "alargado"])
def test_cabe_en_una_hoja_aunque_la_lengua_alargue_todo(criterios, decir):
    """Con todos los módulos de casa hay nueve criterios; una de la región puede traer más."""
    hoja = {
        "idioma": "es",
        "titulo": "Construcción de sistema de agua potable y alcantarillado Chipiriri",
        "quien": "Chipiriri · Distrito 3 · 2027-0001",
        "simulada": decir("Dato simulado: es una demostración."),
        "titular": decir("No entra al POA 2027: queda en espera"),
        "puesto": decir("Puesto 59 de 63, con 23,72 puntos de 100."),
        "motivo": decir("No entra: a la fuente, la de mayor saldo, le faltan Bs 4.069.159. " * 3),
        "firmeza": decir("Moviendo los pesos acordados, entra en 0 de cada 100 combinaciones."),
        "de_los_puntos": decir("De dónde salen sus puntos"),
        "columnas": [decir(c) for c in ("Criterio", "Medida", "Puntos", "De lo que podía dar")],
        "razones": [
            {
                "criterio": decir("Inversión recibida en cinco años"),
                "medida": decir("20.310,74 Bs/persona"),
                "puntos": decir("18,18 de 18,18"),
                "parte": 0.5,
                "nota": decir("No hay dato: este criterio no le da puntos."),
                "fuente": decir("Fuente: 1."),
            }
        ]
        * criterios,
        "que_entro_antes": decir("Qué entró antes"),
        "delante": [decir("Entraron antes 19 demandas, que usan Bs 4.130.000.")] * 2,
        "titulo_de_cambios": decir("El cambio más pequeño que la habría hecho entrar"),
        "cambios": [decir("Poniendo más la comunidad y pidiendo lo mismo no entraba.")] * 3,
        "notas": [decir("Se mueve una sola cosa y todo lo demás queda igual. " * 2)] * 2,
        "de_los_datos": decir("De dónde salen los datos"),
        "fuentes": ["Censo 2024 (INE), vía una publicación de datos abiertos del país " * 2] * 3,
        "qr": qr_en_svg("https://ejemplo.bo/x"),
        "direccion": "https://ejemplo.bo/x",
    }
    pdf = componer("porque", {"titulo": "Porqué", "pie": "Pie", "tarjetas": [hoja, hoja]})
    assert hojas_de(pdf) == 2


def test_se_llega_desde_la_demanda_la_matriz_y_el_poa(publicada):
    for desde in (FICHA, f"/villa-tunari/matriz?gestion={GESTION}"):
        assert f'href="{FICHA}/porque"' in publicada.get(desde).text
    poas = [publicada.get(f"/villa-tunari/poa{ver}").text for ver in ("", "?ver=espera")]
    assert any(f'href="{FICHA}/porque"' in p for p in poas)


def test_la_organizacion_imprime_las_suyas(publicada, casa):
    with casa.unidad(TUNARI) as unidad:
        suya = next(o.id for o in unidad.organizaciones.todas() if o.nombre == "Aldana")
    hoja = publicada.get(f"/villa-tunari/organizaciones/{suya}/porques.pdf?gestion={GESTION}")
    assert hojas_de(hoja.data) == 2


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
