"""Los idiomas: negociación, capas, plurales, reserva, validación y formato de Bolivia."""

import logging
import pickle
from datetime import date
from pathlib import Path

import polib
import pytest
from babel import Locale
from babel.dates import format_date

from nucleo.web.catalogos import Catalogos, Fuente, Traductor, defecto, leer
from nucleo.web.fabrica import crear_app
from nucleo.web.idiomas import IDIOMAS, LocalePropia, negociar, pseudo
from nucleo.web.reserva import ABRE, CIERRA, Marcador, etiquetar
from tests.web.doble import PiezasDeDoble

RAIZ = Path(__file__).parents[2]
PLURALES = {"ay": "nplurals=1; plural=0;"}


def escribir(ruta, idioma, *entradas):
    po = polib.POFile()
    plural = PLURALES.get(idioma, "nplurals=2; plural=(n != 1);")
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": plural}
    po.extend(entradas)
    ruta.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(ruta))


def simple(msgid, msgstr, **otros):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **otros)


def plural(uno, varios, *formas):
    return polib.POEntry(msgid=uno, msgid_plural=varios, msgstr_plural=dict(enumerate(formas)))


@pytest.fixture
def capas(tmp_path):
    """Núcleo (qu, ay), un plugin (ay con su plural) y un vocabulario municipal en castellano."""
    ruta = "LC_MESSAGES/nucleo.po"
    escribir(
        tmp_path / "n" / "qu" / ruta,
        "qu",
        simple("Demandas", "Qu demandas"),
        plural("obra", "obras", "qu uno", "qu varios"),
    )
    escribir(tmp_path / "n" / "ay" / ruta, "ay", plural("obra", "obras", "ay única"))
    escribir(
        tmp_path / "p" / "ay" / "LC_MESSAGES" / "salud.po",
        "ay",
        plural("posta", "postas", "ay posta"),
        simple("Demandas", "Plugin demandas"),
    )
    escribir(tmp_path / "v" / "sindicato" / "es.po", "es", simple("OTB", "Sindicato"))
    fuentes = [Fuente("nucleo", tmp_path / "n"), Fuente("salud", tmp_path / "p")]
    return Catalogos(fuentes, tmp_path / "v")


@pytest.mark.parametrize(
    ("pedido", "recordado", "aceptados", "elegido"),
    [
        ("", "", [], "es"),
        ("ay", "qu", ["es"], "ay"),
        ("xx", "qu", ["es"], "qu"),
        ("", "", ["qu-BO", "ay"], "qu"),
        ("", "", ["quz", "es"], "qu"),
        ("", "", ["en-US", "ayr"], "ay"),
        ("", "xx", ["zz"], "es"),
    ],
)
def test_negocia(pedido, recordado, aceptados, elegido):
    assert negociar(("es", "qu", "ay"), pedido, recordado, aceptados) == elegido


def test_la_locale_propia_formatea_como_bolivia():
    aymara = LocalePropia("ay")
    assert str(aymara) == "ay_BO"
    assert format_date(date(2026, 8, 6), "long", locale=aymara) == "6 de agosto de 2026"
    assert aymara.number_symbols["latn"]["decimal"] == ","
    assert pickle.loads(pickle.dumps(aymara)).language == "ay"  # noqa: S301 - lo propio
    assert str(Locale.parse("es_BO")) == "es_BO"


def test_gana_la_primera_capa_que_tiene_la_cadena(capas):
    qu = Traductor(capas.juntar(("qu", "es"), "sindicato"))
    assert qu.ugettext("Demandas") == "Qu demandas"
    assert qu.ugettext("OTB") == "Sindicato"
    assert qu.ugettext("Nadie la tradujo") == "Nadie la tradujo"
    assert Traductor(capas.juntar(("qu", "es"))).ugettext("OTB") == "OTB"
    assert Traductor(capas.juntar(("ay", "es"))).ugettext("Demandas") == "Plugin demandas"


def test_cada_catalogo_lleva_su_plural(capas):
    qu, ay = (Traductor(capas.juntar((c, "es"))) for c in ("qu", "ay"))
    assert [qu.ungettext("obra", "obras", n) for n in (1, 2)] == ["qu uno", "qu varios"]
    assert [ay.ungettext("obra", "obras", n) for n in (1, 2)] == ["ay única", "ay única"]
    assert ay.ungettext("posta", "postas", 2) == "ay posta"
    assert [qu.ungettext("posta", "postas", n) for n in (1, 2)] == ["posta", "postas"]


def test_fuzzy_obsoleta_y_vacia_no_se_publican(tmp_path):
    ruta = tmp_path / "x.po"
    escribir(
        ruta,
        "qu",
        simple("a", "A", flags=["fuzzy"]),
        simple("b", ""),
        simple("c", "C", obsolete=True),
        simple("d", "D"),
        plural("e", "es", "uno", ""),
    )
    assert list(leer(ruta, "qu")) == ["d"]


@pytest.mark.parametrize(
    ("original", "traducida"),
    [
        ("Hola", "<img src=x onerror=alert(1)>"),
        ("Hola", "Hola < mundo"),
        ("Hola %(nombre)s", "Hola"),
        ("Hola %(nombre)s", "Hola %(otro)s"),
        ("Hola %(nombre)s", "Hola %(nombre)s %(nombre)s"),
        ("Hola %(nombre)s", "Hola %(nombre)d"),
        ("Hola %(nombre)s", "Hola %(nombre)s 100 %"),
        ("Hola <b>tú</b>", "Hola <b onclick='x()'>tú</b>"),
        ("Hola", "Hola\u202egnp"),
    ],
)
def test_lo_defectuoso_se_descarta_y_se_avisa(tmp_path, caplog, original, traducida):
    ruta = tmp_path / "x.po"
    escribir(ruta, "qu", simple(original, traducida), simple("Bien", "Sumaq"))
    with caplog.at_level(logging.WARNING):
        assert list(leer(ruta, "qu")) == ["Bien"]
    assert "se descarta" in caplog.text


def test_lo_bueno_pasa():
    assert not defecto(simple("%(a)s de <b>%(b)s</b>", "<b>%(b)s</b>, %(a)s"))
    assert not defecto(plural("una demanda", "%(num)s demandas", "mañakuy"))
    assert not defecto(simple("%(parte)s %% del padrón", "%(parte)s %% padrón"))


def test_el_apostrofo_se_guarda_tipografico(tmp_path):
    ruta = tmp_path / "x.po"
    escribir(ruta, "ay", simple("Salud", "K'umara"))
    assert leer(ruta, "ay")["Salud"].formas == ("K’umara",)


def test_lo_que_cae_al_castellano_lleva_su_lengua(capas):
    marcador = Marcador(capas.juntar(("qu", "es")), "qu")
    assert marcador.ugettext("Demandas") == "Qu demandas"
    assert marcador.ugettext("Otra") == f"{ABRE}Otra{CIERRA}"
    html = f'<title>{ABRE}T{CIERRA}</title><a title="{ABRE}x{CIERRA}">{ABRE}y{CIERRA}</a>'
    assert etiquetar(html) == '<title>T</title><a title="x"><span lang="es">y</span></a>'


@pytest.mark.parametrize("idioma", ["es", "qu", "ay", "pseudo"])
@pytest.mark.parametrize(
    "ruta", ["/", "/villa-tunari", "/villa-tunari/demandas", "/regiones/uninominal-24/edc", "/nada"]
)
def test_cada_pagina_en_cada_idioma(cliente, idioma, ruta):
    respuesta = cliente.get(f"{ruta}?idioma={idioma}")
    assert respuesta.status_code in {200, 404}
    assert f'<html lang="{IDIOMAS[idioma].etiqueta}">' in respuesta.text
    assert not {ABRE, CIERRA} & set(respuesta.text)
    assert "idioma=" + idioma in respuesta.headers["Set-Cookie"]


def test_un_idioma_desconocido_es_castellano(cliente):
    respuesta = cliente.get("/?idioma=xx")
    assert '<html lang="es">' in respuesta.text
    assert "Set-Cookie" not in respuesta.headers
    assert respuesta.headers["Vary"] == "Accept-Language, Cookie"


def test_el_navegador_pide_y_la_cookie_manda(cliente):
    cabeceras = {"Accept-Language": "qu-BO, ay;q=0.9"}
    assert '<html lang="qu">' in cliente.get("/", headers=cabeceras).text
    cliente.set_cookie("idioma", "ay")
    assert '<html lang="ay">' in cliente.get("/", headers=cabeceras).text


def test_el_quechua_con_fuente_se_publica_y_lo_demas_no(cliente):
    pagina = cliente.get("/regiones/uninominal-24/edc?idioma=qu").text
    assert '<th scope="col">Kamachiq</th>' in pagina
    assert '<span lang="es">Mujeres</span>' in pagina
    assert "Warmikuna" not in pagina


def test_el_vocabulario_del_municipio_cambia_sus_palabras(tmp_path):
    escribir(tmp_path / "ayllu" / "es.po", "es", simple("Demandas", "Pedidos del ayllu"))
    catalogos = Catalogos([], tmp_path)
    propio = crear_app(PiezasDeDoble(vocabulario="ayllu"), catalogos=catalogos).test_client()
    comun = crear_app(PiezasDeDoble(), catalogos=catalogos).test_client()
    assert ">Pedidos del ayllu</a>" in propio.get("/villa-tunari").text
    assert ">Demandas</a>" in comun.get("/villa-tunari").text


def test_el_pseudoidioma_alarga_y_respeta_las_marcas():
    assert pseudo("Hola %(nombre)s") == "[Hòlà %(nombre)s~~~~~~]"


def test_todo_lo_que_se_lee_sale_del_catalogo(cliente):
    """En el pseudoidioma, el menú y los títulos cambian: ninguno quedó escrito a mano."""
    pagina = cliente.get("/villa-tunari/demandas?idioma=pseudo").text
    for escrito in (">Demandas<", ">Filtrar<", ">Costo<", ">En espera<", ">Inicio<"):
        assert escrito not in pagina


@pytest.mark.parametrize(
    "ruta",
    sorted((RAIZ / "traducciones").rglob("*.po")),
    ids=lambda r: f"{r.parents[1].name}-{r.stem}",
)
def test_los_catalogos_de_la_casa_estan_sanos(ruta):
    po = polib.pofile(str(ruta))
    idioma = ruta.parents[1].name
    assert po.metadata["Plural-Forms"] == PLURALES.get(idioma, "nplurals=2; plural=(n != 1);")
    assert not [e.msgid for e in po if e.translated() and defecto(e)]
    publicadas = [e for e in po if e.translated() and not e.obsolete]
    assert all("Con fuente:" in e.tcomment for e in publicadas), "una traducción cita su fuente"


def test_el_vocabulario_de_ejemplo_pisa_frases_que_existen():
    """Un perfil que cambia una frase que ya no está no cambia nada: hay que enterarse."""
    origen = polib.pofile(str(RAIZ / "traducciones" / "origen" / "nucleo.pot"))
    vigentes = {e.msgid for e in origen}
    for ruta in (RAIZ / "configuraciones" / "vocabularios").rglob("*.po"):
        perfil = leer(ruta, ruta.stem)
        assert perfil.keys() <= vigentes, ruta
    cliente = crear_app(PiezasDeDoble(vocabulario="sindicato")).test_client()
    assert "<h1>Lo que piden los sindicatos</h1>" in cliente.get("/villa-tunari/demandas").text
