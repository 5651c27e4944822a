"""Dos personas a la vez sobre la misma demanda, en cada motor: gana una y la otra lo sabe."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from nucleo.dominio.adjuntos import Adjunto, ClaseDeAdjunto, TipoDeArchivo
from nucleo.dominio.demandas import DemandaRetirada, Estado, ListaCerrada
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios.correcciones import corregir, lo_registrado, retirar
from nucleo.servicios.observaciones import observar, responder
from nucleo.servicios.priorizacion import congelar
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA

CONTEXTO = contexto_de_prueba()


def la(base, numero=1, ambito=UNO):
    with base.unidad(ambito) as unidad:
        return unidad.demandas.de(GESTION, numero)


def cambiar(base, version, titulo, numero=1):
    valores = lo_registrado(la(base, numero)) | {"demanda": titulo}
    return corregir(CONTEXTO, base.base.unidad(UNO), conjunto_de(), numero, version, valores)


def hechos(base, que):
    with base.unidad(UNO) as unidad:
        return [e for e in unidad.bitacora.eslabones() if e.que == que]


def test_corregir_sube_la_version_y_la_vieja_ya_no_vale(base, dos):
    assert dos
    vieja = la(base).version
    assert cambiar(base, vieja, "Posta con agua")
    with pytest.raises(EdicionConcurrente):
        cambiar(base, vieja, "Otra cosa")
    corregida = la(base)
    assert (corregida.titulo, corregida.version) == ("Posta con agua", vieja + 1)
    nacio, correccion = corregida.historial
    assert (nacio.cambios, correccion.estado) == ((), Estado.REGISTRADA)
    assert [*map(list, correccion.cambios)] == [["demanda", "Posta de salud", "Posta con agua"]]
    assert la(base, ambito=DOS).titulo == "Posta de salud"
    assert len(hechos(base, "demandas.corregida")) == 1


def test_de_ocho_a_la_vez_gana_una(base, dos):
    assert dos
    version, salida = la(base).version, Barrier(8)

    def una(n):
        salida.wait()
        try:
            return cambiar(base, version, f"Versión {n}")
        except EdicionConcurrente:
            return False

    with ThreadPoolExecutor(8) as hilos:
        ganadas = list(hilos.map(una, range(8)))
    assert sum(ganadas) == 1
    assert la(base).titulo == f"Versión {ganadas.index(True)}"
    assert len(hechos(base, "demandas.corregida")) == 1


def test_congelar_y_corregir_a_la_vez_no_dejan_nada_a_medias(base, dos):
    assert dos
    version, salida = la(base).version, Barrier(2)

    def corrige():
        salida.wait()
        try:
            return cambiar(base, version, "Posta con agua")
        except (EdicionConcurrente, ListaCerrada):
            return False

    def congela():
        salida.wait()
        try:
            return bool(congelar(CONTEXTO, base.base.unidad(UNO)))
        except EdicionConcurrente:
            return False

    with ThreadPoolExecutor(2) as hilos:
        corregida, congelada = (f.result() for f in (hilos.submit(corrige), hilos.submit(congela)))
    assert corregida or congelada
    demanda = la(base)
    assert (demanda.titulo == "Posta con agua") is corregida
    assert (demanda.estado is Estado.CONGELADA) is congelada


def test_retirar_observar_y_responder_quedan_guardados(base, dos):
    assert dos
    cual = nuevo_id()
    observar(CONTEXTO, base.base.unidad(UNO), 1, cual, "Falta el aval.")
    responder(CONTEXTO, base.base.unidad(UNO), 1, cual, "Está en el acta.")
    retirar(CONTEXTO, base.base.unidad(UNO), 1, "ya se hizo")
    with base.base.leer_municipio(UNO) as lectura:
        ficha = lectura.demanda(GESTION, 1)
    (dicha,) = ficha.escritas
    assert (dicha.texto, dicha.respuesta, dicha.respondida_por) == (
        "Falta el aval.",
        "Está en el acta.",
        "prueba",
    )
    assert (ficha.historia[-1].estado, ficha.historia[-1].motivo) == ("retirada", "ya se hizo")
    assert ficha.organizacion_id == la(base).organizacion_id
    with pytest.raises(DemandaRetirada):
        cambiar(base, la(base).version, "Otra")
    with base.base.leer_municipio(DOS) as lectura:
        assert lectura.demanda(GESTION, 1).escritas == []


def test_las_fichas_de_adjuntos_son_las_propias_y_se_quitan(base, dos):
    for ambito, resumenes in ((UNO, "aab"), (DOS, "c")):
        with base.unidad(ambito) as unidad:
            for resumen in resumenes:
                unidad.adjuntos.agregar(
                    Adjunto(
                        nuevo_id(), dos[ambito][0].formulario_id, ClaseDeAdjunto.ACTA, "a.pdf",
                        TipoDeArchivo.PDF, resumen * 64, 10, HORA, "ana",
                    )
                )  # fmt: skip
            unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert sorted(unidad.adjuntos.resumenes()) == ["a" * 64, "b" * 64]
        for ficha in unidad.adjuntos.del_formulario(dos[UNO][0].formulario_id)[1:]:
            unidad.adjuntos.quitar(ficha)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert len(unidad.adjuntos.resumenes()) == 1
    with base.unidad(DOS) as unidad:
        assert len(unidad.adjuntos.resumenes()) == 1
