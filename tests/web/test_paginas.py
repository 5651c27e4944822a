"""Cada pantalla de lectura: responde, pesa poco, protege y escapa lo que otros escribieron."""

import gzip
import html
import re
from dataclasses import replace

import pytest

from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.personas import NADIE
from nucleo.web.fabrica import crear_app
from nucleo.web.vistas.priorizacion import motivo_de
from tests.web.doble import PiezasDeDoble
from tests.web.ejemplos import HOSTIL, fila
from tests.web.lecturas import LecturaVacia

PAGINAS = (
    "/",
    "/?buscar=chimore",
    "/departamentos/cochabamba",
    "/regiones",
    "/regiones?tipo=provincia&texto=chap",
    "/regiones/uninominal-24",
    "/regiones/uninominal-24/edc",
    "/regiones/uninominal-24/edc?gestion=2030",
    "/regiones/uninominal-24/edc/diputado",
    "/regiones/chapare",
    "/regiones/chapare/edc",
    "/regiones/chapare/edc/diputado",
    "/villa-tunari",
    "/villa-tunari/demandas",
    "/villa-tunari/demandas/2027-0001",
    "/villa-tunari/demandas/2027-0002",
    "/villa-tunari/matriz",
    "/villa-tunari/poa",
    "/villa-tunari/poa?ver=espera&pagina=2",
    "/chimore",
    "/chimore/demandas",
    "/chimore/matriz",
    "/chimore/poa",
)
KILOBYTE = 1024


def texto_de(respuesta):
    """Lo que se lee en el contenido, sin etiquetas."""
    contenido = respuesta.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", contenido)).split())


@pytest.mark.parametrize("ruta", PAGINAS)
def test_responde_pesa_poco_y_se_presenta(cliente, ruta):
    respuesta = cliente.get(ruta)
    assert respuesta.status_code == 200, respuesta.text[-500:]
    assert len(respuesta.data) <= 60 * KILOBYTE
    assert respuesta.text.count("<h1>") == 1
    assert '<meta name="description" content="' in respuesta.text
    assert "<title> ·" not in respuesta.text


@pytest.mark.parametrize("ruta", PAGINAS)
def test_nada_va_en_linea(cliente, ruta):
    """La política de contenido no deja estilos ni guiones dentro de la página."""
    pagina = cliente.get(ruta).text
    assert not re.search(r"<(script|style)\b|\sstyle=|\son\w+=", pagina)


@pytest.mark.parametrize("ruta", [*PAGINAS, "/no/hay/nada", "/estado/vivo"])
def test_cabeceras(cliente, ruta):
    cabeceras = cliente.get(ruta).headers
    assert "default-src 'self'" in cabeceras["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in cabeceras["Content-Security-Policy"]
    assert cabeceras["X-Content-Type-Options"] == "nosniff"
    assert cabeceras["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "ruta",
    [
        "/villa-tunari/demandas",
        "/villa-tunari/demandas/2027-0001",
        "/villa-tunari/matriz",
        "/villa-tunari/poa",
        "/regiones/uninominal-24/edc/diputado",
        "/villa-tunari/demandas?texto=" + HOSTIL,
        "/?buscar=" + HOSTIL,
        "/villa-tunari/demandas?sector=" + HOSTIL,
        "/" + HOSTIL.replace("/", ""),
        "/villa-tunari?idioma=" + HOSTIL,
    ],
)
def test_lo_hostil_sale_escapado(cliente, ruta):
    pagina = cliente.get(ruta).text
    assert "<script" not in pagina
    assert 'alert("1")' not in pagina


def test_la_ficha_muestra_lo_hostil_como_texto(cliente):
    assert HOSTIL in texto_de(cliente.get("/villa-tunari/demandas/2027-0001"))


def test_la_hoja_se_guarda_para_siempre(cliente):
    ruta = re.search(r"/e/[0-9a-f]+/hoja\.css", cliente.get("/").text).group()
    respuesta = cliente.get(ruta)
    assert respuesta.mimetype == "text/css"
    assert "immutable" in respuesta.headers["Cache-Control"]
    assert len(respuesta.data) < 20 * KILOBYTE
    assert cliente.get("/e/0000000000000000/hoja.css").status_code == 404


def test_la_hoja_viaja_comprimida_a_quien_la_entiende(cliente):
    ruta = re.search(r"/e/[0-9a-f]+/hoja\.css", cliente.get("/").text).group()
    llana = cliente.get(ruta)
    breve = cliente.get(ruta, headers={"Accept-Encoding": "br, gzip"})
    assert breve.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(breve.data) == llana.data
    assert len(breve.data) < 6 * KILOBYTE
    assert {"Content-Encoding"}.isdisjoint(llana.headers.keys())
    assert "Accept-Encoding" in breve.headers["Vary"]


def test_portada_sin_municipios_dice_como_empezar(vacia):
    assert "tinkuy municipio alta villa-tunari" in texto_de(vacia.get("/"))


def test_portada_busca_por_nombre_plegado(cliente):
    pagina = texto_de(cliente.get("/?buscar=CHIMORE"))
    assert "Chimoré" in pagina
    assert "Villa Tunari" not in pagina
    assert "Ningún municipio se llama" in texto_de(cliente.get("/?buscar=zzz"))


def test_municipio_muestra_cifras_pasos_y_modulos(cliente):
    pagina = texto_de(cliente.get("/villa-tunari"))
    assert "60 demandas en la gestión 2027" in pagina
    assert "41 de 48 organizaciones hicieron su asamblea" in pagina
    assert "Publicar el resultado Es lo que toca ahora" in pagina
    assert "Equidad entre comunidades Propone criterios" in pagina
    assert "Circunscripción uninominal 24" in pagina
    assert "Se cargaron demandas 15 de agosto de 2026, 12:00" in pagina


def test_municipio_sin_demandas_lo_explica(cliente):
    assert "Todavía no hay demandas" in texto_de(cliente.get("/chimore"))


@pytest.mark.parametrize("ruta", ["", "/demandas", "/matriz", "/poa", "/demandas.csv"])
def test_municipio_sin_alta_es_404_con_explicacion(cliente, ruta):
    respuesta = cliente.get(f"/pojo{ruta}")
    assert respuesta.status_code == 404
    assert "Pojo todavía no usa esta plataforma" in texto_de(respuesta)


def test_municipio_desconocido_sugiere_parecidos(cliente):
    respuesta = cliente.get("/villa-tunary/demandas")
    assert respuesta.status_code == 404
    assert '<a href="/villa-tunari">Villa Tunari</a>' in respuesta.text
    assert "Quizás busca" not in respuesta.text


def test_el_codigo_ine_lleva_al_nombre_corto(cliente):
    respuesta = cliente.get("/031003/demandas?sector=agua")
    assert respuesta.status_code == 301
    assert respuesta.location == "/villa-tunari/demandas?sector=agua"


@pytest.mark.parametrize(
    "ruta",
    [
        "/regiones/uninominal-99",
        "/regiones/uninominal-24/edc/nadie",
        "/departamentos/atlantida",
        "/villa-tunari?gestion=dosmil",
        "/villa-tunari?gestion=99999999999999999999",
        pytest.param(f"/villa-tunari?gestion={'9' * 5000}", id="gestion-de-5000-cifras"),
        "/villa-tunari/demandas/2027-9999",
        "/villa-tunari/demandas/2027-1",
        "/villa-tunari/demandas/²-1",
        "/villa-tunari/demandas?pagina=4",
        "/villa-tunari/demandas?pagina=0",
        "/villa-tunari/demandas?pagina=-1",
        "/villa-tunari/demandas?pagina=uno",
        "/villa-tunari/matriz?pagina=9",
        "/villa-tunari/matriz.pdf",
        "/chimore/matriz.csv",
    ],
)
def test_lo_que_no_existe_es_404(cliente, ruta):
    respuesta = cliente.get(ruta)
    assert respuesta.status_code == 404
    assert "Traceback" not in respuesta.text


def test_metodo_que_no_va(cliente):
    assert cliente.post("/villa-tunari/demandas").status_code == 405


def test_el_edc_suma_y_separa_mujeres_y_hombres(cliente):
    pagina = texto_de(cliente.get("/regiones/uninominal-24/edc"))
    assert "60 demandas entregadas" in pagina
    assert "4.230 mujeres beneficiadas 3.630 hombres beneficiados" in pagina
    assert "Chimoré 0 Bs\u00a00,00" in pagina.replace("Bs 0,00", "Bs\u00a00,00")
    assert "Lo que toca a salud." in pagina
    assert "20 ya tienen lugar en el POA de su municipio" in pagina
    assert "30 de estas demandas llevan algún dato que no es real." in pagina


def test_region_sin_entregas_da_ceros(cliente):
    respuesta = cliente.get("/regiones/chapare/edc?gestion=2027")
    assert respuesta.status_code == 200
    assert "0 demandas entregadas" in texto_de(respuesta)


class ConGanchoRoto(PiezasDeDoble):
    def ganchos(self, _ambito, /):
        raise ErrorDePlugin("salud", "sectores", "Villa Tunari", "ValueError()")


class ConFalla(PiezasDeDoble):
    def leer_municipio(self, _ambito, /):
        raise RuntimeError("la clave secreta es 1234")


def test_un_plugin_roto_se_nombra(caplog):
    respuesta = crear_app(ConGanchoRoto()).test_client().get("/villa-tunari")
    assert respuesta.status_code == 500
    assert "El módulo «salud» falló en «sectores» para Villa Tunari" in texto_de(respuesta)
    assert "ErrorDePlugin" in caplog.text


def test_una_falla_inesperada_no_muestra_su_rastro(caplog):
    respuesta = crear_app(ConFalla()).test_client().get("/villa-tunari")
    assert respuesta.status_code == 500
    assert "secreta" not in respuesta.text
    assert "Algo falló de nuestro lado" in texto_de(respuesta)
    assert "la clave secreta" in caplog.text


def test_al_destinatario_se_le_dice_cuanto_suma_lo_suyo(cliente):
    """El total es de todas sus demandas, no de la página que se ve."""
    pagina = texto_de(cliente.get("/regiones/uninominal-24/edc/diputado"))
    assert "30 demandas entregadas" in pagina
    assert "Bs 11.437.500 cuestan en total" in pagina.replace("\u00a0", " ")
    assert "15 de estas demandas llevan algún dato que no es real" in pagina


def test_el_motivo_nombra_la_fuente_del_dinero():
    app = crear_app(PiezasDeDoble())
    [puesto] = LecturaVacia([fila(3)]).corrida(2027).puestos
    motivo = Mensaje("Entra con la fuente %(fuente)s.", {"fuente": "41-119"})
    with app.test_request_context("/"):
        dicho = motivo_de(replace(puesto, motivo=motivo.como_json()))
    assert dicho == "Entra con la fuente IDH (41-119)."


def test_lo_que_falta_traducir_se_avisa(cliente):
    aviso = "Lo que falta traducir sale en castellano."
    assert aviso in texto_de(cliente.get("/?idioma=ay"))
    assert aviso not in texto_de(cliente.get("/?idioma=es"))


def test_sin_beneficiarios_anotados_no_se_dice_cero():
    piezas = PiezasDeDoble()
    piezas.filas[:] = [replace(f, beneficiarios=NADIE) for f in piezas.filas]
    cliente = crear_app(piezas).test_client()
    assert "Beneficia a No se anotó" in texto_de(cliente.get("/villa-tunari/demandas/2027-0003"))
    for ruta in ("/villa-tunari/demandas", "/regiones/uninominal-24/edc/diputado"):
        assert 'class="num" data-r="Personas">0<' not in cliente.get(ruta).text
        assert 'class="num" data-r="Mujeres">0<' not in cliente.get(ruta).text


@pytest.mark.parametrize("cual", ["03", "Cochabamba"])
def test_un_departamento_por_codigo_lleva_a_su_direccion(cliente, cual):
    respuesta = cliente.get(f"/departamentos/{cual}")
    assert respuesta.status_code == 301
    assert respuesta.location.endswith("/departamentos/cochabamba")


@pytest.mark.parametrize(
    "ruta", ["demandas?sector=%00", "demandas.csv?texto=a%00b", "matriz?%00=1"]
)
def test_un_byte_nulo_en_la_consulta_no_llega_a_la_base(cliente, ruta):
    respuesta = cliente.get(f"/villa-tunari/{ruta}")
    assert respuesta.status_code == 400
    assert "El pedido no se entiende" in respuesta.text
