"""La lista para firmar y el afiche: qué renglones llevan, y que el papel sale."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.documentos.composicion import componer
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.eventos import Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import organizacion_de_prueba
from nucleo.textos import convocatorias
from nucleo.textos.papeles_de_encuentro import EN_BLANCO_AL_FINAL, lista_para_firmar
from tests.documentos.estructura import DE_TABLA, SIEMPRE, mirar

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
TIPO = MGMP.eventos["cumbre-2"]
EVENTO = Evento(nuevo_id(), 2027, "cumbre-2", 1, TIPO.sigla, TIPO.nombre, date(2026, 8, 18))
ALDANA, BELLA = organizacion_de_prueba("Aldana"), organizacion_de_prueba("Bella #Vista")


def dirigencia(nombre, **mas):
    return Dirigencia(nuevo_id(), ALDANA.id, nombre, "Jilacata", **mas)


def lista(*dirigencias):
    return lista_para_firmar(
        EVENTO, TIPO, MGMP, [ALDANA, BELLA], dirigencias,
        subtitulo="Villa Tunari", pie="Gestión 2027", idioma="es",
    )  # fmt: skip


def test_un_grupo_por_organizacion_y_por_autoridad_con_renglones_en_blanco():
    dada = lista(dirigencia("Ana"), dirigencia("Luz"), dirigencia("Eva", hasta=date(2026, 8, 17)))
    nombres = [g["nombre"] for g in dada["grupos"]]
    assert nombres[:2] == ["Aldana", "Bella #Vista"]
    assert any("Concejo" in n for n in nombres)
    assert "OTB" not in nombres
    aldana, bella = dada["grupos"][:2]
    assert [f[1] for f in aldana["filas"]] == ["Ana", "Luz", ""]
    assert [f[0] for f in bella["filas"]] == ["4", "5"]
    assert len(dada["de_mas"]["filas"]) == EN_BLANCO_AL_FINAL
    assert mirar(componer("firmas", dada)).etiquetas.keys() >= {*SIEMPRE, *DE_TABLA}


@pytest.mark.parametrize("con_qr", [True, False])
def test_el_afiche_sale_con_qr_o_sin_el(con_qr):
    evento = replace(EVENTO, hora="09:00", lugar="Coliseo #1")
    anuncio = convocatorias.anuncio(
        evento, TIPO, MGMP, municipio="Villa Tunari", dia="18/08/2026", direccion="https://t.bo/x"
    )
    datos = convocatorias.afiche(anuncio, idioma="es", con_qr=con_qr)
    assert bool(datos["qr"]) is con_qr
    assert mirar(componer("afiche", datos)).alternativos == (["https://t.bo/x"] if con_qr else [])
