"""Los catálogos al día: lo que dice el código está en el .pot, y actualizar no pierde nada."""

from pathlib import Path

import polib
import pytest

from nucleo.web.extraer import dominios, extraer, plantilla_de, poner_al_dia, textos_de

RAIZ = Path(__file__).parents[2]
DOMINIOS = {nombre: (codigo, carpeta) for nombre, codigo, carpeta in dominios(RAIZ)}


def textos(po):
    return {(e.msgctxt, e.msgid, e.msgid_plural) for e in po}


@pytest.mark.parametrize("dominio", DOMINIOS)
def test_la_plantilla_esta_al_dia(dominio):
    """Si falla: `make traducciones`."""
    codigo, carpeta = DOMINIOS[dominio]
    ahora = plantilla_de(dominio, codigo, RAIZ)
    ruta = carpeta / "origen" / f"{dominio}.pot"
    guardada = polib.pofile(str(ruta)) if ruta.exists() else polib.POFile()
    assert textos(guardada) == textos(ahora)


def test_extrae_codigo_y_plantillas(tmp_path):
    codigo = tmp_path / "a.py"
    codigo.write_text(
        "# TRADUCTORES: nombre de un botón\n_('uno')\nMensaje(N_('dos %(x)s'))\n"
        "ngettext('tres', 'treses', n)\npgettext('verbo', 'cuatro')\ngettext(variable)\n",
        encoding="utf-8",
    )
    plantilla = tmp_path / "b.html"
    plantilla.write_text("{{ _('cinco') }} {% trans %}\n  seis\n{% endtrans %}", encoding="utf-8")
    hallados = [(c, u, v) for c, u, v, _ in textos_de(codigo)]
    esperados = [("", "uno", ""), ("", "dos %(x)s", ""), ("", "tres", "treses")]
    assert hallados == [*esperados, ("verbo", "cuatro", "")]
    assert [u for _, u, _, _ in textos_de(plantilla)] == ["cinco", "seis"]
    assert extraer(tmp_path, tmp_path).find("uno").comment == "TRADUCTORES: nombre de un botón"


def test_actualizar_conserva_lo_traducido(tmp_path):
    ruta = tmp_path / "ay.po"
    previo = polib.POFile()
    previo.metadata = {"Language": "ay", "X-Generator": "Weblate", "Last-Translator": "Ana"}
    previo.append(polib.POEntry(msgid="uno", msgstr="maya", flags=["fuzzy"], tcomment="Duda"))
    previo.append(polib.POEntry(msgid="viejo", msgstr="nayra"))
    previo.save(str(ruta))
    plantilla = polib.POFile()
    plantilla.append(polib.POEntry(msgid="uno"))
    plantilla.append(polib.POEntry(msgid="dos", msgid_plural="doses", msgstr_plural={0: "", 1: ""}))
    poner_al_dia(ruta, plantilla, "ay").save(str(ruta))
    queda = polib.pofile(str(ruta))
    assert queda.metadata["X-Generator"] == "Weblate"
    assert queda.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    uno = queda.find("uno")
    assert (uno.msgstr, uno.flags, uno.tcomment) == ("maya", ["fuzzy"], "Duda")
    assert queda.find("dos").msgstr_plural == {0: ""}
    assert [e.msgid for e in queda.obsolete_entries()] == ["viejo"]
