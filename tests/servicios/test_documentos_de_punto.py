"""Los documentos de un punto: limpios, una vez, hasta que el acta se cierra, y en el acta."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.actas import Acta, ActaCerrada, EstadoDeActa
from nucleo.dominio.adjuntos import ArchivoRechazado
from nucleo.dominio.documentos_de_punto import DemasiadosDocumentos, DocumentoRepetido
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios import actas, calendarios, documentos_de_punto, gestiones
from nucleo.servicios.documentos_de_punto import Presentado
from tests.archivos import HTML, PDF, foto, foto_de_telefono
from tests.ejemplos import GESTION
from tests.exportaciones.ejemplos import AdjuntosEnMemoria

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
EDA, PUNTO = "eda-1", "reclamos"
INFORME = Presentado(PUNTO, "Informe de obras", PDF)


@pytest.fixture
def con(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def abierta(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    return unidad


@pytest.fixture
def disco():
    return AdjuntosEnMemoria()


def subir(con, unidad, disco, presentado=INFORME, orden=None, encuentro=EDA):
    cual = orden or nuevo_id()
    return documentos_de_punto.agregar(con, unidad, NADIE, disco, encuentro, cual, presentado)


def cerrar_el_acta(con, unidad):
    acta = Acta(nuevo_id(), con.gestion, EDA, MEDIODIA, "ana", estado=EstadoDeActa.CERRADA)
    unidad.actas.agregar(acta)


def test_queda_limpio_con_su_hecho_sin_nombres(con, abierta, disco):
    dicho = Presentado(PUNTO, "Informe de Juana Mamani", foto_de_telefono(), publico=True)
    nuevo = subir(con, abierta, disco, dicho)
    assert disco.resumenes() == [nuevo.resumen]
    assert b"70712345" not in disco.leer(nuevo.resumen)
    hecho = abierta.hechos[-1]
    assert (hecho.que, hecho.carga["resumen"], hecho.carga["publico"]) == (
        "mesa.documento_agregado",
        nuevo.resumen,
        True,
    )
    assert "Mamani" not in str(hecho.carga)


def test_enviarlo_dos_veces_es_uno(con, abierta, disco):
    orden = nuevo_id()
    uno = subir(con, abierta, disco, orden=orden)
    assert subir(con, abierta, disco, orden=orden).id == subir(con, abierta, disco).id == uno.id
    for otro in (replace(INFORME, titulo="Otro"), replace(INFORME, contenido=foto())):
        with pytest.raises(OrdenUsada):
            subir(con, abierta, disco, otro, orden)
    with pytest.raises(OrdenUsada):
        subir(con, abierta, disco, orden=orden, encuentro="eda-2")
    with pytest.raises(DocumentoRepetido):
        subir(con, abierta, disco, replace(INFORME, publico=True))
    assert len([h for h in abierta.hechos if h.que == "mesa.documento_agregado"]) == 1


def test_lo_que_no_va_no_deja_nada(con, abierta, disco):
    with pytest.raises(ArchivoRechazado):
        subir(con, abierta, disco, replace(INFORME, contenido=HTML))
    with pytest.raises(NoExiste):
        subir(con, abierta, disco, replace(INFORME, punto="no-hay"))
    with pytest.raises(NoExiste):
        subir(con, abierta, disco, encuentro="no-hay")
    assert (disco.resumenes(), abierta.mesas.presentados.filas) == ([], [])


def test_si_no_se_confirma_el_archivo_se_quita(con, abierta, disco, monkeypatch):
    def caerse():
        raise InterruptedError

    monkeypatch.setattr(abierta, "confirmar", caerse)
    with pytest.raises(InterruptedError):
        subir(con, abierta, disco)
    assert disco.resumenes() == []


def test_hay_un_maximo_por_punto(con, abierta, disco):
    for n in range(12):
        subir(con, abierta, disco, replace(INFORME, contenido=PDF + b"%%EOF" * n))
    with pytest.raises(DemasiadosDocumentos):
        subir(con, abierta, disco, replace(INFORME, contenido=foto()))
    subir(con, abierta, disco, replace(INFORME, punto="bienvenida"))
    assert len(disco.resumenes()) == 12


def test_se_quita_mientras_el_acta_no_se_cierre(con, abierta, disco):
    uno = subir(con, abierta, disco)
    with pytest.raises(NoExiste):
        documentos_de_punto.quitar(con, abierta, disco, "eda-2", uno.id)
    for _ in range(2):
        documentos_de_punto.quitar(con, abierta, disco, EDA, uno.id)
    assert (disco.resumenes(), abierta.mesas.presentados.filas) == ([], [])
    otro = subir(con, abierta, disco)
    cerrar_el_acta(con, abierta)
    with pytest.raises(ActaCerrada):
        documentos_de_punto.quitar(con, abierta, disco, EDA, otro.id)
    with pytest.raises(ActaCerrada):
        subir(con, abierta, disco, replace(INFORME, contenido=foto()))
    assert disco.resumenes() == [otro.resumen]


def test_van_al_acta_con_su_resumen_aunque_el_ciclo_ya_no_tenga_el_punto(con, abierta, disco):
    suyo = subir(con, abierta, disco, replace(INFORME, publico=True))
    ido = subir(con, abierta, disco, replace(INFORME, punto="bienvenida"))
    ido.punto, ido.texto = "no-esta-mas", "Un punto que había"
    evento = calendarios.evento_de(abierta, GESTION, EDA)
    puntos = actas.contenido_de(con, abierta, NADIE, evento).partes.puntos
    [con_uno] = [p for p in puntos if p.documentos and p.texto != "Un punto que había"]
    assert [(d.titulo, d.resumen, d.publico) for d in con_uno.documentos] == [
        ("Informe de obras", suyo.resumen, True)
    ]
    assert (puntos[-1].texto, puntos[-1].documentos[0].publico) == ("Un punto que había", False)
