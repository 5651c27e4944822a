"""Las fotos y documentos por pantalla: quién los ve, qué entra y cómo salen."""

from io import BytesIO

import pytest
from PIL import Image

from nucleo.dominio.roles import Rol
from tests.archivos import HTML, PDF, SVG, foto, foto_de_telefono, png_bomba
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.presentadas import FICHA, cerrar_lista, hechos, la, presentar

MEGA = 1024 * 1024
NADIE = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def organizacion(casa):
    return presentar(casa)


@pytest.fixture
def direccion(casa, organizacion):
    assert organizacion
    return f"/villa-tunari/formularios/{la(casa).formulario_id}/adjuntos"


@pytest.fixture
def dirigenta(casa, organizacion):
    return entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id, nombre="Rosa Mamani")


def subir(cliente, direccion, contenido, nombre="planilla.jpg", clase="planilla"):
    campos = {"clase": clase, "csrf_token": ficha_de(cliente, direccion)}
    return cliente.post(direccion, **multiparte(contenido, nombre, **campos))


def guardados(casa, ambito=TUNARI):
    return casa.adjuntos(ambito).resumenes()


def enlace_de(cliente, direccion):
    pagina = cliente.get(direccion).text
    return (
        "/villa-tunari/adjuntos/" + pagina.split('href="/villa-tunari/adjuntos/')[1].split('"')[0]
    )


def test_la_foto_entra_limpia_y_sale_cerrada(casa, dirigenta, direccion):
    assert direccion in dirigenta.get(FICHA).text, "se llega desde la demanda"
    subida = subir(dirigenta, direccion, foto_de_telefono(), "../../mi planilla.jpg")
    assert (subida.status_code, subida.location) == (303, direccion)
    assert hechos(casa)[-1] == "adjuntos.agregado"
    lista = dirigenta.get(direccion)
    assert "mi planilla.jpg" in lista.text
    assert "Rosa Mamani, Dirigencia de OTB" in lista.text
    vista = dirigenta.get(enlace_de(dirigenta, direccion))
    assert vista.status_code == 200
    assert b"Telefono" not in vista.data
    assert Image.open(BytesIO(vista.data)).format == "JPEG"
    cabeceras = vista.headers
    assert cabeceras["Content-Type"] == "image/jpeg"
    assert cabeceras["X-Content-Type-Options"] == "nosniff"
    assert cabeceras["Cache-Control"] == "private, no-store"
    assert cabeceras["Content-Disposition"] == 'inline; filename="mi planilla.jpg"'
    politica = cabeceras.getlist("Content-Security-Policy")
    assert len(politica) == 1
    assert politica[0].startswith("default-src 'none'; sandbox;")
    assert "ETag" not in cabeceras


def test_la_politica_de_las_demas_paginas_no_se_relaja(dirigenta, direccion):
    pagina = dirigenta.get(direccion)
    assert pagina.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_el_pdf_se_descarga(dirigenta, direccion):
    subir(dirigenta, direccion, PDF, "acta; x\u202efdp.html", "acta")
    vista = dirigenta.get(enlace_de(dirigenta, direccion))
    assert vista.data == PDF
    assert vista.headers["Content-Type"] == "application/pdf"
    assert vista.headers["Content-Disposition"] == 'attachment; filename="acta x fdp.pdf"'


def test_un_nombre_que_quiere_ser_cabecera_no_lo_logra(dirigenta, direccion):
    ficha = ficha_de(dirigenta)
    nombre = 'ac\\"ta%0d%0aX-Malo: 1.jpg'
    hecha = dirigenta.post(direccion, **multiparte(foto(), nombre, csrf_token=ficha, clase="acta"))
    assert hecha.status_code == 303
    vista = dirigenta.get(enlace_de(dirigenta, direccion))
    assert "X-Malo" not in vista.headers
    assert not set("\r\n%") & set(vista.headers["Content-Disposition"])


def multiparte(contenido, nombre, **campos):
    """El cuerpo tal como se quiera, sin que nadie lo corrija por el camino."""
    corte = b"--corte\r\nContent-Disposition: form-data; name="
    partes = [corte + f'"{c}"\r\n\r\n{v}\r\n'.encode() for c, v in campos.items()]
    archivo = f'"archivo"; filename="{nombre}"\r\nContent-Type: image/jpeg\r\n\r\n'
    cuerpo = b"".join([*partes, corte, archivo.encode(), contenido, b"\r\n--corte--\r\n"])
    return {"data": cuerpo, "content_type": "multipart/form-data; boundary=corte"}


def test_la_misma_foto_dos_veces_es_una(casa, dirigenta, direccion):
    for _ in range(2):
        assert subir(dirigenta, direccion, foto()).status_code == 303
    assert len(guardados(casa)) == 1
    assert "1 archivo" in dirigenta.get(direccion).text
    assert hechos(casa).count("adjuntos.agregado") == 1


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (b"", "vacia.jpg", "vacío"),
        (b"\xff\xd8\xff" + bytes(9 * MEGA), "grande.jpg", "8 MB"),
        (SVG, "dibujo.png", "No es una foto"),
        (HTML, "pagina.jpg", "No es una foto"),
        (b"\xff\xd8\xff\xe0" + HTML, "poliglota.jpg", "dañada"),
        (png_bomba(), "bomba.png", "demasiado"),
        (b"%PDF-1.7" + HTML, "acta.pdf", "el final"),
        (foto("GIF"), "foto.jpg", "No es una foto"),
    ],
)
def test_todo_ataque_vuelve_con_una_frase_y_no_deja_nada(
    casa, dirigenta, direccion, contenido, nombre, dice
):
    rechazada = subir(dirigenta, direccion, contenido, nombre)
    assert rechazada.status_code == 422
    alerta = rechazada.text.split('role="alert"')[1].split("</div>")[0]
    assert dice in alerta
    assert guardados(casa) == []
    assert "adjuntos.agregado" not in hechos(casa)


def test_lo_que_pasa_del_cuerpo_maximo_es_413(dirigenta, direccion):
    assert subir(dirigenta, direccion, bytes(17 * MEGA)).status_code == 413


def test_sin_archivo_o_sin_decir_que_es_se_pide(casa, dirigenta, direccion):
    assert enviar(dirigenta, direccion, clase="acta").status_code == 422
    assert subir(dirigenta, direccion, foto(), clase="").status_code == 422
    assert subir(dirigenta, direccion, foto(), clase="otra cosa").status_code == 422
    de_texto = enviar(dirigenta, direccion, clase="acta", archivo="no soy un archivo")
    assert de_texto.status_code == 422
    ajeno = enviar(
        dirigenta, direccion, clase="acta",
        archivo=(BytesIO(foto()), "a.jpg"), otro=(BytesIO(foto()), "b.jpg"),
    )  # fmt: skip
    assert ajeno.status_code == 422
    assert guardados(casa) == []


def test_quienes_lo_ven_y_quienes_no(casa, dirigenta, direccion):
    subir(dirigenta, direccion, foto())
    archivo = enlace_de(dirigenta, direccion)
    for rol in (Rol.CONTROL_SOCIAL, Rol.CONCEJO, Rol.AUDITORIA, Rol.ADMINISTRACION_MUNICIPAL):
        mira = entrar_como(casa, rol, TUNARI)
        assert mira.get(archivo).status_code == 200, rol
        assert "multipart" not in mira.get(direccion).text, rol
        envio = {"csrf_token": ficha_de(mira), "clase": "acta"}
        assert mira.post(direccion, data=envio).status_code == 403, rol
    otra = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    vecino = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    for cliente in (otra, vecino):
        assert cliente.get(archivo).status_code == 403
        assert cliente.get(direccion).status_code == 403
        envio = {"csrf_token": ficha_de(cliente), "clase": "acta"}
        envio["archivo"] = (BytesIO(foto(color=(1, 2, 3))), "x.jpg")
        assert cliente.post(direccion, data=envio).status_code == 403
    ajena = archivo.replace("villa-tunari", "chimore")
    assert vecino.get(ajena).status_code == 404, "en su municipio ese archivo no existe"
    for pagina in (archivo, direccion):
        assert anonimo(casa).get(pagina).location.startswith("/entrar")
    assert direccion not in anonimo(casa).get(FICHA).text
    assert len(guardados(casa)) == 1


def test_se_quita_con_confirmacion_hasta_cerrar_la_lista(casa, dirigenta, direccion):
    subir(dirigenta, direccion, foto())
    subir(dirigenta, direccion, PDF, "acta.pdf", "acta")
    quitar = enlace_de(dirigenta, direccion) + "/quitar"
    assert quitar in dirigenta.get(direccion).text
    for ajeno in (Rol.DIRIGENCIA, Rol.CONTROL_SOCIAL):
        assert entrar_como(casa, ajeno, TUNARI).get(quitar).status_code == 403
    assert "Qué se pierde" in dirigenta.get(quitar).text
    assert len(guardados(casa)) == 2, "mirar no quita"
    assert enviar(dirigenta, quitar).location == direccion
    assert len(guardados(casa)) == 1
    assert hechos(casa)[-1] == "adjuntos.quitado"
    assert dirigenta.get(quitar).status_code == 404
    otro = enlace_de(dirigenta, direccion) + "/quitar"
    cerrar_lista(casa)
    assert otro not in dirigenta.get(direccion).text
    assert dirigenta.get(otro).location == direccion
    envio = {"csrf_token": ficha_de(dirigenta)}
    assert dirigenta.post(otro, data=envio).location == direccion
    assert len(guardados(casa)) == 1


def test_lo_que_no_existe_es_404(dirigenta):
    assert dirigenta.get(f"/villa-tunari/adjuntos/{NADIE}").status_code == 404
    assert dirigenta.get(f"/villa-tunari/formularios/{NADIE}/adjuntos").status_code == 404


def test_perdido_en_el_disco_se_dice_sin_mostrar_nada(casa, dirigenta, direccion):
    subir(dirigenta, direccion, foto())
    casa.adjuntos(TUNARI).vaciar()
    perdido = dirigenta.get(enlace_de(dirigenta, direccion))
    assert perdido.status_code == 500
    assert "respaldo" in perdido.text
    assert str(casa.instancia) not in perdido.text
