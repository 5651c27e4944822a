"""Los documentos de un punto: quién los sube, quién los abre y dónde se nombran."""

import re
from io import BytesIO

import pytest

from nucleo.dominio.actas import Acta, EstadoDeActa
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from tests.archivos import HTML, PDF, foto_de_telefono
from tests.persistencia.ejemplos_de_mesa import HORA
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, ficha_de

RAIZ = "/villa-tunari/ciclo/eda-1"
PAGINA = f"{RAIZ}/documentos?gestion=2031"
ENCUENTRO, PROYECTOR = f"{RAIZ}?gestion=2031", f"{RAIZ}/proyector?gestion=2031"
MESA, ACTA = f"{RAIZ}/mesa?gestion=2031", f"{RAIZ}/acta?gestion=2031"


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, "/villa-tunari/ciclo/abrir?gestion=2031", limite="10/09/2030")
    direccion = f"{RAIZ}/avanzar?gestion=2031&hacia=en_curso"
    assert enviar(cliente, direccion).status_code == 303
    return cliente


def subir(cliente, contenido=PDF, titulo="Informe de obras", **otros):
    campos = {"punto": "bienvenida", "titulo": titulo, "gestion": "2031"} | otros
    campos["csrf_token"] = ficha_de(cliente, PAGINA)
    archivo = (BytesIO(contenido), "informe de Juana Mamani.pdf")
    return cliente.post(PAGINA, data=campos | {"archivo": archivo})


def enlaces(cliente, direccion):
    return re.findall(
        rf'href="({RAIZ}/documentos/[0-9a-f-]+\?gestion=2031)"', cliente.get(direccion).text
    )


def abrir_el_primer_punto(cliente):
    datos = {"csrf_token": ficha_de(cliente, MESA), "gestion": "2031"}
    assert cliente.post(f"{MESA}&accion=abrir&sobre=bienvenida", data=datos).status_code == 303


def test_el_publico_lo_abre_cualquiera_y_se_proyecta_solo_su_titulo(casa, tecnica):
    abrir_el_primer_punto(tecnica)
    assert subir(tecnica, foto_de_telefono(), publico="si").status_code == 303
    [enlace] = enlaces(anonimo(casa), ENCUENTRO)
    visto = anonimo(casa).get(enlace)
    assert (visto.status_code, visto.mimetype) == (200, "image/jpeg")
    assert b"70712345" not in visto.data
    assert "Mamani" not in str(visto.headers)
    assert "sandbox" in visto.headers["Content-Security-Policy"]
    proyectado = anonimo(casa).get(PROYECTOR).text
    assert "«Informe de obras»" in proyectado
    assert not enlaces(anonimo(casa), PROYECTOR)
    assert enlaces(tecnica, MESA)


def test_el_reservado_no_existe_para_los_demas(casa, tecnica):
    abrir_el_primer_punto(tecnica)
    subir(tecnica)
    [enlace] = enlaces(tecnica, PAGINA)
    assert tecnica.get(enlace).headers["Content-Disposition"].startswith("attachment")
    for cliente in (
        anonimo(casa),
        entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE),
    ):
        assert cliente.get(enlace).status_code == 404
        for direccion in (ENCUENTRO, PROYECTOR):
            assert "Informe de obras" not in cliente.get(direccion).text
    assert "Informe de obras" in tecnica.get(ENCUENTRO).text
    assert anonimo(casa).get(PAGINA).status_code in {302, 303, 401}
    ajeno = enlace.replace("villa-tunari", "chimore")
    assert tecnica.get(ajeno).status_code == 404
    assert tecnica.get(enlace.replace("eda-1", "eda-2")).status_code == 404


def test_enviarlo_dos_veces_no_lo_repite_y_lo_que_no_va_se_dice_en_su_campo(tecnica):
    orden = "01900000-0000-7000-8000-0000000000aa"
    for _ in range(2):
        assert subir(tecnica, orden=orden).status_code == 303
    assert len(enlaces(tecnica, PAGINA)) == 1
    otra = subir(tecnica, titulo="Otro título")
    assert (otra.status_code, "Para cambiarle el título" in otra.text) == (422, True)
    mala = subir(tecnica, HTML)
    assert (mala.status_code, "No es una foto ni un PDF" in mala.text) == (422, True)
    assert subir(tecnica, punto="no-hay").status_code == 422
    assert subir(tecnica, titulo="").status_code == 422
    usada = subir(tecnica, titulo="Otro", orden=orden)
    assert usada.status_code == 422
    assert f'name="orden" value="{orden}"' not in usada.text


def test_se_quita_confirmando_y_con_el_acta_cerrada_ya_no(casa, tecnica):
    subir(tecnica)
    subir(tecnica, foto_de_telefono(), titulo="Plano")
    uno, otro = (e.split("?")[0] for e in enlaces(tecnica, PAGINA))
    assert "Qué se pierde" in tecnica.get(f"{uno}/quitar?gestion=2031").text
    assert len(casa.adjuntos(TUNARI).resumenes()) == 2
    for _ in range(2):
        enviado = tecnica.post(
            f"{uno}/quitar?gestion=2031",
            data={"csrf_token": ficha_de(tecnica, PAGINA), "gestion": "2031"},
        )
        assert enviado.status_code == 303
    assert len(casa.adjuntos(TUNARI).resumenes()) == 1
    cerrar_el_acta(casa)
    assert "Subir un documento" not in tecnica.get(PAGINA).text
    assert tecnica.get(f"{otro}/quitar?gestion=2031").status_code == 303
    datos = {"csrf_token": ficha_de(tecnica, MESA), "gestion": "2031"}
    tecnica.post(f"{otro}/quitar?gestion=2031", data=datos)
    assert len(casa.adjuntos(TUNARI).resumenes()) == 1


def cerrar_el_acta(casa):
    acta = Acta(nuevo_id(), 2031, "eda-1", HORA, "ana", estado=EstadoDeActa.CERRADA)
    with casa.unidad(TUNARI) as unidad:
        unidad.actas.agregar(acta)
        unidad.anotar(Hecho("prueba", "ana", HORA, {}))
        unidad.confirmar()


def test_en_el_acta_el_reservado_va_sin_titulo_y_los_dos_con_su_resumen(casa, tecnica):
    subir(tecnica)
    subir(tecnica, foto_de_telefono(), titulo="Plano del puente", publico="si")
    enviar(tecnica, f"{RAIZ}/acta/escribir?gestion=2031", apertura="Se abrió.")
    plazo = f"{dia_en_bolivia(ahora()):%d/%m/%Y}"
    assert enviar(tecnica, f"{RAIZ}/acta/abrir?gestion=2031", plazo=plazo).status_code == 303
    assert "Informe de obras" in tecnica.get(ACTA).text
    assert enviar(tecnica, f"{RAIZ}/avanzar?gestion=2031&hacia=realizado").status_code == 303
    assert enviar(tecnica, f"{RAIZ}/acta/cerrar?gestion=2031", motivo="Ya").status_code == 303
    publica = anonimo(casa).get(ACTA).text
    assert "Plano del puente" in publica
    assert "documento reservado" in publica
    assert "Informe de obras" not in publica
    assert all(r in publica for r in casa.adjuntos(TUNARI).resumenes())
    assert "Informe de obras" in tecnica.get(ACTA).text
    assert anonimo(casa).get(ACTA.replace("/acta?", "/acta.pdf?")).status_code == 200
