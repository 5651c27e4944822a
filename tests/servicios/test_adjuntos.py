"""Guardar un adjunto: su contenido, su ficha y su hecho, o nada."""

import hashlib

import pytest

from nucleo.dominio.adjuntos import (
    AdjuntoFirme,
    ArchivoRechazado,
    ClaseDeAdjunto,
    DemasiadosAdjuntos,
)
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.errores import AdjuntoDanado, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import DE_ORGANIZACION
from nucleo.servicios import adjuntos
from nucleo.servicios.adjuntos import contenido_de
from nucleo.servicios.priorizacion import congelar
from tests.archivos import HTML, PDF, foto, foto_de_telefono
from tests.exportaciones.ejemplos import AdjuntosEnMemoria


@pytest.fixture
def formulario(unidad):
    asamblea = Asamblea(nuevo_id(), unidad.organizaciones.filas[0].id, 2027)
    nuevo = Formulario(nuevo_id(), asamblea.id, 2027)
    unidad.asambleas.agregar_todas([asamblea])
    unidad.asambleas.agregar_formularios([nuevo])
    return nuevo.id


@pytest.fixture
def disco():
    return AdjuntosEnMemoria()


def agregar(contexto, unidad, disco, formulario, contenido=None, nombre="../acta.jpg"):
    clase = ClaseDeAdjunto.ACTA
    contenido = foto_de_telefono() if contenido is None else contenido
    return adjuntos.agregar(contexto, unidad, disco, formulario, clase, nombre, contenido)


def test_queda_limpio_con_su_ficha_y_su_hecho(contexto, unidad, disco, formulario):
    nuevo = agregar(contexto, unidad, disco, formulario)
    (guardado,) = disco.resumenes()
    assert (nuevo.nombre, nuevo.tipo, nuevo.quien) == ("acta.jpg", "image/jpeg", "prueba")
    assert nuevo.resumen == guardado == hashlib.sha256(disco.leer(guardado)).hexdigest()
    assert nuevo.tamano == len(disco.leer(guardado))
    (hecho,) = unidad.hechos
    assert (hecho.que, hecho.carga["resumen"]) == ("adjuntos.agregado", nuevo.resumen)
    assert "acta.jpg" not in str(hecho.carga), "el nombre puede llevar el de una persona"
    assert contenido_de(contexto, disco, nuevo) == disco.leer(guardado)


def test_el_mismo_dos_veces_es_uno(contexto, unidad, disco, formulario):
    uno = agregar(contexto, unidad, disco, formulario)
    otro = agregar(contexto, unidad, disco, formulario, nombre="otra vez.jpg")
    assert otro.id == uno.id
    assert (len(unidad.adjuntos.filas), len(unidad.hechos)) == (1, 1)


def test_lo_rechazado_no_deja_nada(contexto, unidad, disco, formulario):
    with pytest.raises(ArchivoRechazado):
        agregar(contexto, unidad, disco, formulario, HTML)
    with pytest.raises(NoExiste):
        agregar(contexto, unidad, disco, nuevo_id())
    assert disco.resumenes() == []
    assert unidad.adjuntos.filas == []


def test_hay_un_maximo_por_formulario(contexto, unidad, disco, formulario):
    for n in range(12):
        agregar(contexto, unidad, disco, formulario, PDF + b"%%EOF" * n)
    with pytest.raises(DemasiadosAdjuntos):
        agregar(contexto, unidad, disco, formulario)
    assert len(disco.resumenes()) == 12


def test_si_no_se_confirma_el_archivo_se_quita(contexto, unidad, disco, formulario, monkeypatch):
    def caerse():
        raise InterruptedError

    monkeypatch.setattr(unidad, "confirmar", caerse)
    with pytest.raises(InterruptedError):
        agregar(contexto, unidad, disco, formulario)
    assert disco.resumenes() == []


def test_lo_que_otro_formulario_ya_tenia_no_se_quita(
    contexto, unidad, disco, formulario, monkeypatch
):
    agregar(contexto, unidad, disco, formulario)
    otro = Formulario(nuevo_id(), unidad.asambleas.filas[0].id, 2027)
    unidad.asambleas.agregar_formularios([otro])

    def caerse():
        raise InterruptedError

    monkeypatch.setattr(unidad, "confirmar", caerse)
    with pytest.raises(InterruptedError):
        agregar(contexto, unidad, disco, otro.id)
    assert len(disco.resumenes()) == 1


def test_quitarlo_borra_ficha_y_contenido_y_deja_el_hecho(contexto, unidad, disco, formulario):
    nuevo = agregar(contexto, unidad, disco, formulario)
    for _ in range(2):
        adjuntos.quitar(contexto, unidad, disco, nuevo.id)
    assert (disco.resumenes(), unidad.adjuntos.filas) == ([], [])
    assert [h.que for h in unidad.hechos] == ["adjuntos.agregado", "adjuntos.quitado"]
    assert unidad.hechos[-1].carga["resumen"] == nuevo.resumen


def test_lo_que_otro_formulario_comparte_sigue_en_el_disco(contexto, unidad, disco, formulario):
    nuevo = agregar(contexto, unidad, disco, formulario)
    otro = Formulario(nuevo_id(), unidad.asambleas.filas[0].id, 2027)
    unidad.asambleas.agregar_formularios([otro])
    agregar(contexto, unidad, disco, otro.id)
    adjuntos.quitar(contexto, unidad, disco, nuevo.id)
    assert disco.resumenes() == [nuevo.resumen]


def test_cerrada_la_lista_ya_no_se_quita(contexto, unidad, disco, formulario):
    nuevo = agregar(contexto, unidad, disco, formulario)
    congelar(contexto, unidad)
    with pytest.raises(AdjuntoFirme):
        adjuntos.quitar(contexto, unidad, disco, nuevo.id)
    assert disco.resumenes() == [nuevo.resumen]


def test_lo_que_un_corte_dejo_suelto_se_quita_con_el_siguiente(contexto, unidad, disco, formulario):
    suelto = disco.guardar(b"a medias")
    nuevo = agregar(contexto, unidad, disco, formulario, foto())
    assert disco.resumenes() == [nuevo.resumen]
    assert suelto not in disco.resumenes()


def test_perdido_o_cambiado_se_dice_y_no_se_sirve(contexto, unidad, disco, formulario):
    nuevo = agregar(contexto, unidad, disco, formulario)
    disco.guardados[nuevo.resumen] = HTML
    with pytest.raises(AdjuntoDanado):
        contenido_de(contexto, disco, nuevo)
    disco.quitar(nuevo.resumen)
    with pytest.raises(AdjuntoDanado):
        contenido_de(contexto, disco, nuevo)


def test_los_ven_quienes_ven_lo_reservado_y_su_organizacion():
    for rol, permisos in PERMISOS.items():
        espera = Accion.VER_RESERVADO in permisos or rol in DE_ORGANIZACION
        assert (Accion.VER_ADJUNTOS in permisos) is espera, rol
