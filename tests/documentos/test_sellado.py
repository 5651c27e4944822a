"""El acta sellada: auténtica tal cual, falsa con un solo byte distinto, y accesible."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import g

from nucleo.arranque.llave import llave_de
from nucleo.documentos import sellado
from nucleo.documentos.claves import LLAVE as ARCHIVO
from nucleo.documentos.claves import PUBLICA
from nucleo.documentos.composicion import se_ve
from nucleo.documentos.sellado import (
    ClaveIlegible,
    ClavePublica,
    Documento,
    Llave,
    leer_sello,
    verificar,
)
from nucleo.dominio.actas import ActaFalsa
from nucleo.dominio.mensajes import Mensaje
from nucleo.web import papel
from nucleo.web.actas import bloques_de, en_papel
from nucleo.web.constancias import posteriores_en_papel
from nucleo.web.idiomas import IDIOMAS, Idioma
from nucleo.web.papel_sellado import EnPapel
from tests.actas import acta_de_cumbre
from tests.documentos.estructura import DE_TABLA, SIEMPRE, mirar

LLAVE = Llave(b"s" * 32)
ACTA = acta_de_cumbre(60)
en_el_municipio = pytest.mark.usefixtures("en_villa_tunari")
DIRECCION = "https://tinkuy.ejemplo.bo/villa-tunari/ciclo/cumbre-2/acta?gestion=2027"


@pytest.fixture(scope="module")
def pdf(en_villa_tunari):  # noqa: ARG001 - deja puesto el municipio
    return en_papel(ACTA, LLAVE, ["es", "qu"], con_nombres=True, direccion=DIRECCION)


def motivo(pdf, clave=LLAVE.clave):
    with pytest.raises(ActaFalsa) as falsa:
        verificar(pdf, clave)
    return str(falsa.value.datos["motivo"])


def test_autentica_y_dice_de_que_acta_es(pdf):
    sello = verificar(pdf, LLAVE.clave)
    assert (sello.municipio_id, sello.gestion, sello.evento) == (31003, 2027, "cumbre-2")
    assert sello.resumen == ACTA.resumen


def test_la_misma_acta_da_los_mismos_bytes(pdf):
    assert pdf == en_papel(ACTA, LLAVE, ["es", "qu"], con_nombres=True, direccion=DIRECCION)


def lugares(pdf):
    """El principio, el final, cada letra del sello en sus dos sitios, y muchos al azar."""
    azar = random.Random(6)
    marcas = [n for m in re.finditer(rb"tinkuy-acta-1[^<)]*", pdf) for n in range(*m.span())]
    return sorted({0, 5, len(pdf) - 1, *marcas, *azar.sample(range(len(pdf)), 600)})


def test_falsa_con_cualquier_byte_cambiado(pdf):
    quedaron = []
    for lugar in lugares(pdf):
        for bit in (1, 32):
            cambiado = bytearray(pdf)
            cambiado[lugar] ^= bit
            try:
                verificar(bytes(cambiado), LLAVE.clave)
            except ActaFalsa:
                continue
            quedaron.append((lugar, bit))
    assert quedaron == []


@pytest.mark.parametrize("cuantos", [1, 7, 5000])
def test_falsa_recortada_o_con_bytes_de_mas(pdf, cuantos):
    for otra in (pdf[:-cuantos], pdf[cuantos:], pdf + b" " * cuantos, b" " * cuantos + pdf):
        assert motivo(otra)
    medio = len(pdf) // 2
    assert "cambió" in motivo(pdf[:medio] + b"\0" * cuantos + pdf[medio:])


def test_dice_por_que_no_es_autentica(pdf):
    assert "ningún sello" in motivo(b"%PDF-1.7 otra cosa %%EOF")
    assert "ningún sello" in motivo(pdf + pdf)
    assert "otra instalación" in motivo(pdf, Llave(b"t" * 32).clave)
    firma = leer_sello(pdf)[1].encode()
    assert "dos sellos" in motivo(pdf.replace(firma, b"0" * 128, 1))
    assert "cambió" in motivo(pdf.replace(firma, b"0" * 128))


@en_el_municipio
def test_el_sello_de_un_acta_no_sirve_para_otra(pdf):
    otra = en_papel(acta_de_cumbre(3), LLAVE, con_nombres=True)
    puesta = otra.replace(leer_sello(otra)[1].encode(), leer_sello(pdf)[1].encode())
    assert "cambió" in motivo(puesta)


def test_la_clave_publica_va_y_vuelve():
    pem = LLAVE.clave.pem.encode()
    assert ClavePublica.de_pem(pem).identificador == LLAVE.identificador
    assert ClavePublica.de_hex(LLAVE.publica).cruda == LLAVE.clave.cruda
    assert b"PRIVATE" not in pem
    for mala in (b"", b"no es PEM", pem.replace(b"M", b"N")):
        with pytest.raises(ClaveIlegible):
            ClavePublica.de_pem(mala, "clave.pem")


def test_estructura_accesible_y_archivo_a_largo_plazo(pdf):
    suya = mirar(pdf)
    assert suya.etiquetas.keys() >= {*SIEMPRE, *DE_TABLA, "H2", "Figure"}
    assert suya.etiquetas["TR"] > 60
    assert suya.alternativos == [DIRECCION]
    assert suya.titulo.startswith("Acta: ")


@en_el_municipio
def test_la_letra_va_incrustada_y_cubre_las_tres_lenguas(pdf):
    """Si a la letra le faltara alguno, typst no escribiría el PDF/A."""
    assert mirar(pdf).paginas > 1
    letras = "K’ara Jach’a ʼ äïü ÄÏÜ ñ Ñ ẽ ỹ ĩ ũ ã õ g̃ G̃ ɨ Ɨ ë ö Ỹ Ẽ Ĩ Ũ"
    llueve = acta_de_cumbre(2, lugar=letras)
    assert en_papel(llueve, LLAVE, con_nombres=True).startswith(b"%PDF-1.7")


@en_el_municipio
def test_la_copia_sin_nombres_no_los_lleva(monkeypatch):
    visto = {}
    monkeypatch.setattr(
        "nucleo.web.papel_sellado.componer", lambda _, datos: visto.update(datos) or b"%PDF"
    )
    with pytest.raises(ValueError, match="Sello"):
        en_papel(ACTA, LLAVE, con_nombres=False)
    dicho = str(visto["bloques"])
    for persona in ("Quispe Ñanco", "Ch’iri", "Cuéllar", "Yarhui", "Arandu", "Rojas", "Condo"):
        assert persona not in dicho
    assert "OTB Jach’a Uma" in dicho
    assert ACTA.resumen in str(visto["sellado"])


@en_el_municipio
def test_nada_escrito_se_interpreta():
    hostil = '#read("/etc/passwd") $x^2$ <script> "\\ tinkuy-acta-1 031003 2027 x ' + "0" * 16
    con = acta_de_cumbre(1, lugar=hostil, cierre_anticipado=hostil)
    assert verificar(en_papel(con, LLAVE, con_nombres=True), LLAVE.clave).resumen == con.resumen


def test_la_llave_nace_una_vez_y_es_solo_del_dueno(tmp_path):
    una, otra = llave_de(tmp_path), llave_de(tmp_path)
    assert una.publica == otra.publica
    assert (Path(tmp_path, ARCHIVO).stat().st_mode & 0o077) == 0
    publica = ClavePublica.de_pem(Path(tmp_path, PUBLICA).read_bytes())
    assert publica.identificador == una.identificador


DE_LAS_TRES = "k’ q’ ch’ t’ tʼ ñ ä ï ü ẽ ỹ g̃ ɨ"
"""Letras del quechua, el aymara y el guaraní. No es una traducción de nada."""


@en_el_municipio
@pytest.mark.parametrize("lengua", ["qu", "ay", "gn"])
def test_en_dos_lenguas_cada_rotulo_dice_cual_y_el_que_nadie_tradujo_sale_una_vez(
    lengua, monkeypatch
):
    """El guaraní todavía no se ofrece en la pantalla: aquí se lo agrega para ver que cabe."""
    otra = Idioma(lengua, lengua, lengua)
    monkeypatch.setitem(IDIOMAS, lengua, otra)
    monkeypatch.setattr(g, "configuracion", replace(g.configuracion, idiomas=("es", lengua)))

    def dicho(texto, /, **datos):
        propio = g.idioma is otra and texto in {"Cuórum", "Qué se trató", "Representación"}
        return f"{DE_LAS_TRES} {texto}" if propio else texto % datos if datos else texto

    monkeypatch.setattr(papel, "gettext", dicho)
    hoja = EnPapel(ACTA, ["es", lengua], con_nombres=True)
    assert hoja.rotulo("Cuórum") == [("es", "Cuórum"), (lengua, f"{DE_LAS_TRES} Cuórum")]
    assert hoja.rotulo("Acuerdos") == [("es", "Acuerdos")]
    pdf = en_papel(ACTA, LLAVE, ["es", lengua], con_nombres=True)
    assert verificar(pdf, LLAVE.clave).resumen == ACTA.resumen
    suya = mirar(pdf)
    assert all("LibertinusSerif" in letra for letra in suya.letras)
    assert suya.lenguas == {"es-BO", f"{lengua}-BO"}
    assert se_ve(DE_LAS_TRES)


@en_el_municipio
def test_un_nombre_propio_no_se_traduce_y_una_frase_marcada_si(monkeypatch):
    """Una organización que se llama como una palabra traducida sigue llamándose así."""
    monkeypatch.setattr(g, "configuracion", replace(g.configuracion, idiomas=("es", "qu")))

    def dicho(texto, /, **datos):
        suyo = f"{texto}-qu" if g.idioma.codigo == "qu" else texto
        return suyo % datos if datos else suyo

    monkeypatch.setattr(papel, "gettext", dicho)
    hoja = EnPapel(ACTA, ["es", "qu"], con_nombres=True)
    propio = hoja.rotulo("De %(quien)s, %(n)s", quien="Salud", n=3)
    assert propio == [("es", "De Salud, 3"), ("qu", "De Salud, 3-qu")]
    marcada = hoja.rotulo("Acta: %(que)s", que=Mensaje("Cumbre %(n)s", {"n": "2"}))
    assert marcada == [("es", "Acta: Cumbre 2"), ("qu", "Acta: Cumbre 2-qu-qu")]
    assert hoja.rotulo("De %(quien)s", quien="") == [("es", "De "), ("qu", "De -qu")]


@en_el_municipio
def test_el_papel_no_depende_de_en_que_lengua_tiene_la_pantalla_quien_lo_pide(pdf, monkeypatch):
    monkeypatch.setattr(g, "idioma", IDIOMAS["qu"])
    monkeypatch.setattr(g, "traductor", None)
    del g.traductor
    assert en_papel(ACTA, LLAVE, ["es", "qu"], con_nombres=True, direccion=DIRECCION) == pdf


@en_el_municipio
def test_con_el_pseudoidioma_tambien_se_compone(monkeypatch):
    monkeypatch.setattr(g, "configuracion", replace(g.configuracion, idiomas=("es", "pseudo")))
    con = en_papel(ACTA, LLAVE, ["es", "pseudo"], con_nombres=True)
    assert len(con) > len(en_papel(ACTA, LLAVE, ["es"], con_nombres=True))


CON_OTRO_ADENTRO = b"\n9 0 obj<</Type/EmbeddedFile>>stream\n%PDF-1.4 otro %%EOF\nendstream endobj\n"
AUMENTO = b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\ntrailer<</Prev 9>>\n%%EOF\n"


@pytest.mark.parametrize("resto", [CON_OTRO_ADENTRO, AUMENTO, b"\0", b"\n", b"%%EOF"])
def test_falsa_con_otro_pdf_adentro_o_con_una_revision_agregada(pdf, resto):
    for otra in (pdf + resto, pdf.replace(b"%%EOF", resto + b"%%EOF", 1), resto + pdf):
        assert "cambió" in motivo(otra)


@en_el_municipio
def test_quien_dice_ser_de_una_llave_que_no_tiene_no_pasa(pdf):
    """Compone y firma con la suya, y escribe el identificador de la ajena."""
    intruso = Llave(b"x" * 32)
    falsa = en_papel(ACTA, intruso, con_nombres=True)
    disfrazada = falsa.replace(intruso.identificador.encode(), LLAVE.identificador.encode())
    assert "cambió" in motivo(disfrazada)
    assert "otra instalación" in motivo(falsa)
    assert verificar(falsa, LLAVE.clave, intruso.clave).clave == intruso.identificador
    for antes, despues in ((b" 031003 ", b" 031602 "), (b" 2027 ", b" 2028 ")):
        assert "cambió" in motivo(pdf.replace(antes, despues))
    assert "ningún sello" in motivo(pdf.replace(b"cumbre-2 ", b"CUMBRE-2 "))


@en_el_municipio
def test_el_sello_de_la_hoja_de_constancias_no_sirve_para_un_acta():
    tarde = tuple(replace(c, conforme_con=ACTA.resumen) for c in ACTA.constancias[:2])
    hoja = posteriores_en_papel(ACTA, tarde, LLAVE, con_nombres=True, direccion=DIRECCION)
    sello = verificar(hoja, LLAVE.clave)
    assert (sello.documento, sello.resumen) == (Documento.CONSTANCIAS, ACTA.resumen)
    assert "cambió" in motivo(hoja.replace(b"tinkuy-constancias-1", b"tinkuy-acta-1"))
    assert hoja == posteriores_en_papel(ACTA, tarde, LLAVE, con_nombres=True, direccion=DIRECCION)


@en_el_municipio
def test_lo_largo_lo_raro_y_lo_mucho_se_imprimen():
    textos = (
        "x" * 5000,
        "larga y más larga " * 300,
        "<b>hola</b>",
        "مرحبا " * 300,
        "😀🇧🇴👨‍👩‍👧‍👦" * 300,
    )
    observadas = tuple(replace(ACTA.observaciones[0], texto=t) for t in textos)
    muchos = acta_de_cumbre(500, observaciones=observadas)
    assert verificar(en_papel(muchos, LLAVE, con_nombres=True), LLAVE.clave)


def test_lo_que_no_puede_ser_un_acta_se_dice_sin_leerlo_entero(monkeypatch, pdf):
    monkeypatch.setattr(sellado, "MAYOR", len(pdf) - 1)
    assert "pesa demasiado" in motivo(pdf)


def test_una_clave_de_otra_clase_no_sirve():
    ajena = generate_private_key(SECP256R1()).public_key()
    pem = ajena.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ClaveIlegible):
        ClavePublica.de_pem(pem, "clave.pem")
    with pytest.raises(ClaveIlegible):
        ClavePublica.todas_de_pem(LLAVE.clave.pem.encode() + pem, "clave.pem")


@en_el_municipio
def test_no_se_sella_lo_que_ya_trae_otra_marca(pdf):
    """Quien lograra escribir una marca en el archivo no obtiene un sello que no cubre todo."""
    sello, firma = leer_sello(pdf)
    vacio = pdf.replace(sello.en_texto(firma).encode(), sello.en_texto().encode())
    assert sellado.sellar(vacio, sello, LLAVE.firmar) == pdf
    for otro in (
        vacio + sello.en_texto("1" * 128).encode(),
        pdf,
        vacio + sello.en_texto().encode(),
    ):
        with pytest.raises(ValueError, match="Sello"):
            sellado.sellar(otro, sello, LLAVE.firmar)


@en_el_municipio
def test_cada_cuenta_de_una_votacion_dice_que_se_voto_y_nadie_queda_en_blanco():
    """En la pantalla angosta cada fila va sola: la que no dice de qué es, no dice nada."""
    suelta = replace(ACTA.partes.participantes[0], clave="suelta", organizacion="")
    de_nadie = replace(suelta, clave="de-nadie", representacion="")
    con_suelta = (*ACTA.partes.participantes, suelta, de_nadie)
    acta = replace(ACTA, partes=replace(ACTA.partes, participantes=con_suelta))
    sin_nombres = bloques_de(EnPapel(acta, ["es"], con_nombres=False))
    hoja = {b["titulo"][0][1]: b for b in sin_nombres}
    votadas = [fila[:2] for fila in hoja["Qué se votó"]["filas"]]
    assert votadas == [
        ["Pesos de los criterios", "Mujeres"], ["Pesos de los criterios", "Hombres"],
        ["Pesos de los criterios", "Todos"], ["Regla de selección", "Todos"],
    ]  # fmt: skip
    faltan = [fila[0] for fila in hoja["Al cerrarse, faltaba la constancia de"]["filas"]]
    assert faltan[-2:] == [suelta.representacion, "alguien, sin nombrar"]
    assert hoja["Quiénes participaron"]["compacta"]
