"""Los documentos de un encuentro desde su página: adónde lleva cada uno y quién ve nombres."""

import shutil
from io import BytesIO

import pytest
from PIL import Image

from nucleo.arranque import RAIZ
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios.dirigencias import DatosDeDirigencia, registrar
from nucleo.web.documentos import imprenta
from tests.documentos.estructura import mirar
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    CasaDePrueba,
    anonimo,
    entrar_como,
    enviar,
    fundar_organizacion,
)

CICLO, Q = "/villa-tunari/ciclo", "?gestion=2031"
CONFORMIDAD = f"{CICLO}/cumbre-3/documentos/conformidad.pdf{Q}"


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"{CICLO}/abrir{Q}", limite="10/09/2030")
    return cliente


@pytest.fixture
def visto(monkeypatch):
    """Lo que llega a typst."""
    dados, componer = {}, imprenta.componer
    monkeypatch.setattr(
        imprenta, "componer", lambda plantilla, d: dados.update(d) or componer(plantilla, d)
    )
    return dados


def test_la_pagina_lleva_a_cada_documento(casa, tecnica):
    assert tecnica
    pagina = anonimo(casa).get(f"{CICLO}/cumbre-2{Q}").text
    for lleva in (
        f"{CICLO}/cumbre-2/documentos/matriz.pdf{Q}",
        f"{CICLO}/cumbre-2/documentos/entrega.pdf{Q}",
        f"{CICLO}/cumbre-2/convocatoria{Q}",
        f"{CICLO}/cumbre-2/asistencia{Q}",
        f"{CICLO}/cumbre-2/acta{Q}",
        f"/villa-tunari/matriz{Q}",
    ):
        assert f'href="{lleva}"' in pagina
        assert anonimo(casa).get(lleva).status_code == 200, lleva
    assert "nombres=si" not in pagina
    acs = anonimo(casa).get(f"{CICLO}/acs{Q}").text
    assert "Formulario de autodiagnóstico y demanda de la OTB" in acs
    assert "/documentos/" not in acs


def test_sin_calendario_los_documentos_solo_se_nombran(casa):
    pagina = anonimo(casa).get(f"{CICLO}/cumbre-2?gestion=2033").text
    assert "Matriz calificada" in pagina
    assert "/documentos/" not in pagina
    assert (
        anonimo(casa).get(f"{CICLO}/cumbre-2/documentos/matriz.pdf?gestion=2033").status_code == 404
    )


def test_los_nombres_solo_para_quien_puede_verlos(casa, tecnica, visto):
    otb = fundar_organizacion(casa)
    contexto = casa.contexto(TUNARI, 2031, "prueba")
    registrar(
        contexto, casa.unidad(TUNARI), nuevo_id(), otb.id,
        DatosDeDirigencia("Ch’iri Ñanco", "Jilacata"),
    )  # fmt: skip
    con = f"{CONFORMIDAD}&nombres=si"
    assert f'href="{con.replace("&", "&amp;")}"' in tecnica.get(f"{CICLO}/cumbre-3{Q}").text
    privado = tecnica.get(con)
    assert "Ch’iri Ñanco" in str(visto["bloques"])
    assert "no-store" in privado.headers["Cache-Control"]
    publico = anonimo(casa).get(CONFORMIDAD)
    assert "Ch’iri Ñanco" not in str(visto)
    assert mirar(publico.data).titulo.startswith("Acta de conformidad")
    assert otb.nombre in str(visto["bloques"])
    assert anonimo(casa).get(con).status_code in {302, 303, 403}
    ajena = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert ajena.get(con).status_code == 403


def test_lo_que_no_existe_no_se_imprime(casa, tecnica):
    assert tecnica
    for ruta in (
        f"{CICLO}/cumbre-1/documentos/acta.pdf{Q}",
        f"{CICLO}/cumbre-1/documentos/..%2f..%2facta.pdf{Q}",
        f"{CICLO}/nada/documentos/convenio.pdf{Q}",
        f"/chimore/ciclo/cumbre-1/documentos/convenio.pdf{Q}",
    ):
        assert anonimo(casa).get(ruta).status_code == 404, ruta


PROPIOS = """
[ciclo.eventos.cumbre-1.documentos]
convenio = { texto = "Acuerdo de la Marka" }
constancia = { texto = "Lo observado", plantilla = "observaciones" }
plan-de-trabajo = { plantilla = "" }
"""


def test_cada_municipio_redefine_los_suyos(casa, tecnica, tmp_path):
    """Le cambia el nombre a uno, agrega otro y le quita la plantilla a un tercero."""
    assert tecnica
    copia = shutil.copytree(RAIZ / "configuraciones", tmp_path / "configuraciones")
    with (copia / "bolivia/cochabamba/villa-tunari.toml").open("a") as suyo:
        suyo.write(PROPIOS)
    otra = CasaDePrueba(casa.instancia, copia, f"sqlite:///{casa.instancia / 'base.db'}")
    pagina = anonimo(otra).get(f"{CICLO}/cumbre-1{Q}").text
    assert "Acuerdo de la Marka (PDF)" in pagina
    assert f"{CICLO}/cumbre-1/documentos/constancia.pdf" in pagina
    assert "Plan de trabajo" in pagina
    assert "/documentos/plan-de-trabajo.pdf" not in pagina
    hecho = anonimo(otra).get(f"{CICLO}/cumbre-1/documentos/constancia.pdf{Q}")
    assert mirar(hecho.data).titulo.startswith("Lo observado")
    ajena = anonimo(otra).get(f"/chimore/ciclo/cumbre-1{Q}").text
    assert "Acuerdo de la Marka" not in ajena
    otra.cerrar()


def test_el_escudo_del_municipio_encabeza_el_papel(casa, tecnica, visto):
    """El que la pantalla de ajustes guarda; sin ninguno, el papel sale igual."""
    assert tecnica
    papel = f"{CICLO}/cumbre-1/documentos/convenio.pdf{Q}"
    assert mirar(anonimo(casa).get(papel).data).alternativos == [visto["direccion"]]
    administra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    imagen = BytesIO()
    Image.new("RGB", (60, 60), "red").save(imagen, "PNG")
    escudo = (BytesIO(imagen.getvalue()), "escudo.png")
    assert enviar(administra, "/villa-tunari/ajustes/escudo", escudo=escudo).status_code == 303
    alternativos = mirar(anonimo(casa).get(papel).data).alternativos
    assert alternativos == ["Escudo de Villa Tunari", visto["direccion"]]


def test_las_tarjetas_en_papel_se_ofrecen_donde_se_suman(casa, tecnica):
    pagina = tecnica.get(f"{CICLO}/acs/salida{Q}").text
    lleva = f"{CICLO}/acs/documentos/tarjetas-de-salida.pdf{Q}"
    assert f'href="{lleva}"' in pagina
    assert mirar(anonimo(casa).get(lleva).data).paginas == 1
