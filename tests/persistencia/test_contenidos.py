"""Barrer no toca lo que algo del municipio nombra, en cada motor; y todo dueño está anotado."""

import pytest

from nucleo.dominio.adjuntos import Adjunto, ClaseDeAdjunto, TipoDeArchivo
from nucleo.dominio.ajustes import Ajuste
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contenidos import DUENOS
from nucleo.dominio.identidad import nuevo_id
from nucleo.persistencia.adjuntos import AdjuntosEnDisco
from nucleo.persistencia.registro import registro
from nucleo.servicios.adjuntos import barrer
from nucleo.servicios.legibilidad import sin_contenido
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, acta
from tests.persistencia.ejemplos_de_mesa import documento


def test_los_duenos_de_archivos_son_tablas_con_esa_columna():
    """Un dueño nuevo se agrega a `DUENOS` y se prueba aquí abajo."""
    assert DUENOS.keys() == {"adjuntos", "actas", "ajustes", "documentos_de_punto"}
    tablas = registro.metadata.tables
    assert all(dueno.columna in tablas[nombre].columns for nombre, dueno in DUENOS.items())


@pytest.fixture
def disco(tmp_path):
    return AdjuntosEnDisco(tmp_path, UNO)


def ajuste(numero, valor, clave="marca.escudo"):
    return Ajuste(nuevo_id(), numero, clave, valor, {}, HORA, "ana")


def con_todo(unidad, formulario_id, guardados):
    """Un archivo de cada dueño: una foto, una hoja firmada, dos escudos y un documento."""
    foto, hoja, viejo, escudo, punto = guardados
    unidad.adjuntos.agregar(
        Adjunto(nuevo_id(), formulario_id, ClaseDeAdjunto.ACTA, "a.pdf", TipoDeArchivo.PDF, foto,
                10, HORA, "ana")
    )  # fmt: skip
    firmada = acta()
    firmada.constancias = [{**firmada.constancias[0], "escaneo": hoja}]
    unidad.actas.agregar(firmada)
    for n, valor in enumerate((viejo, escudo, ""), 1):
        unidad.ajustes.agregar(ajuste(n, {"valor": valor}))
    unidad.ajustes.agregar(ajuste(4, {}, "idiomas"))
    unidad.ajustes.agregar(ajuste(5, {"valor": {"peso": 2}}, "plugins.salud"))
    unidad.mesas.agregar(documento(GESTION, resumen=punto))
    unidad.anotar(Hecho("prueba", "ana", HORA, {}))
    unidad.confirmar()


def test_barrer_deja_lo_de_cada_dueno_y_se_lleva_lo_de_nadie(base, dos, disco):
    cuales = (b"foto", b"hoja firmada", b"escudo viejo", b"escudo", b"documento")
    guardados = [disco.guardar(c) for c in cuales]
    disco.guardar(b"de nadie")
    with base.unidad(UNO) as unidad:
        con_todo(unidad, dos[UNO][0].formulario_id, guardados)
    with base.unidad(UNO) as unidad:
        barrer(unidad, disco)
    assert disco.resumenes() == sorted(guardados)
    with base.unidad(DOS) as unidad:
        assert list(unidad.adjuntos.resumenes()) == []


def test_quitado_el_documento_su_archivo_se_va(base, disco):
    suyo = documento(GESTION, resumen=disco.guardar(b"documento"))
    with base.unidad(UNO) as unidad:
        unidad.mesas.agregar(suyo)
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        [guardado] = unidad.mesas.documentos(GESTION, suyo.evento)
        assert (guardado.titulo, guardado.tipo, guardado.publico) == (
            suyo.titulo,
            TipoDeArchivo.PDF,
            True,
        )
        unidad.mesas.quitar_documento(unidad.mesas.documento(suyo.id))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        barrer(unidad, disco)
    assert disco.resumenes() == []


def test_a_una_exportacion_no_le_falta_un_documento_y_un_escudo_perdido_no_la_impide(base, disco):
    suyo, escudo = disco.guardar(b"documento"), disco.guardar(b"escudo")
    with base.unidad(UNO) as unidad:
        unidad.mesas.agregar(documento(GESTION, resumen=suyo))
        unidad.ajustes.agregar(ajuste(1, {"valor": escudo}))
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert sin_contenido(unidad.volcado, [suyo, escudo]) is None
        assert sin_contenido(unidad.volcado, [suyo]) is None
        assert sin_contenido(unidad.volcado, [escudo]) == suyo
