"""Lo que la administración por pantalla escribe y lee, en cada motor."""

from datetime import date

import pytest

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.personas import Personas
from nucleo.dominio.roles import Rol
from nucleo.dominio.territorio import Municipio, TipoDeGobierno
from nucleo.dominio.usuarios import Membresia, Usuario
from nucleo.servicios import identidad
from nucleo.servicios.identidad import Invitacion
from nucleo.servicios.municipios import dar_de_alta
from tests.persistencia.ejemplos import GESTION, HORA

CHIMORE, SHINAHOTA = EnMunicipio(31204), EnMunicipio(31602)
COCHABAMBA = EnRegion("departamento-cochabamba")
CATALOGADO = Municipio(
    codigo="031204", codigo_oep="1", codigo_sigep="2", nombre="Chimoré", slug="chimore",
    tipo=TipoDeGobierno.GAM, provincia="0312", departamento="03", poblacion_2012=1,
    poblacion=Personas(1, 1),
)  # fmt: skip


def contexto_en(ambito):
    return Contexto(
        ambito, "Tinkuy", "ana", GESTION, ahora=lambda: HORA, departamental=COCHABAMBA.slug
    )


def test_un_alta_que_autoriza_deja_su_primera_copia_en_cero(base):
    hecha = dar_de_alta(
        contexto_en(CHIMORE),
        base.base.unidad(CHIMORE),
        CATALOGADO,
        constancia_de_avance="Nota 9/2026",
    )
    assert hecha
    with base.base.leer_region(COCHABAMBA) as lectura:
        [fila] = [f for f in lectura.avances(GESTION) if f.origen_id == CHIMORE.id]
    assert (fila.organizaciones, fila.demandas, set(fila.dados.values())) == (0, 0, {None})
    with base.base.unidad_de_lectura(CHIMORE) as unidad:
        alta = unidad.altas.de(CHIMORE.id)
        dichos = [e.que for e in unidad.bitacora.eslabones()]
    assert (alta.avance_desde, alta.avance_constancia) == (HORA, "Nota 9/2026")
    assert dichos == ["municipio.alta", "avance.autorizado", "avance.entregado"]


@pytest.fixture
def con_mandatos(base):
    """Un mandato y una invitación en cada uno de dos municipios."""
    usuario = Usuario(nuevo_id(), "ana@ejemplo.bo", "Ana", HORA)
    contexto = contexto_en(EnPlataforma())
    for n, sobre in enumerate((CHIMORE, SHINAHOTA)):
        invitacion = Invitacion(f"{n}@ejemplo.bo", Rol.CONCEJO, sobre)
        identidad.invitar(contexto, base.base.unidad(EnPlataforma()), invitacion)
        with base.base.unidad(EnPlataforma()) as unidad:
            if n == 0:
                unidad.usuarios.agregar(usuario)
            unidad.membresias.agregar(
                Membresia(
                    nuevo_id(), usuario.id, sobre.clave, Rol.CONCEJO, date(2026, 1, 1), None,
                    HORA, "prueba",
                )
            )  # fmt: skip
            unidad.anotar(Hecho("prueba.mandato", "prueba", HORA, {}))
            unidad.confirmar()
    return contexto


def test_se_leen_los_mandatos_de_varios_ambitos_y_de_ninguno(base, con_mandatos):
    assert con_mandatos
    with base.base.unidad_de_lectura(EnPlataforma()) as unidad:
        assert [m.sobre for m in unidad.membresias.sobre(SHINAHOTA.clave)] == [SHINAHOTA.clave]
        assert len(unidad.membresias.sobre(CHIMORE.clave, SHINAHOTA.clave, "plataforma")) == 2
        assert unidad.membresias.sobre() == []
        enlace = unidad.enlaces.pendientes()[0]
        assert unidad.enlaces.de(enlace.id).resumen == enlace.resumen
        assert unidad.enlaces.de(nuevo_id()) is None


def test_cerrar_lo_de_un_municipio_no_toca_al_otro(base, con_mandatos):
    unidad = base.base.unidad(EnPlataforma())
    assert identidad.cerrar_todos(con_mandatos, unidad, CHIMORE) == 1
    with base.base.unidad_de_lectura(EnPlataforma()) as unidad:
        cerradas = {
            m.sobre: m.cerrada_en is not None
            for m in unidad.membresias.sobre(CHIMORE.clave, SHINAHOTA.clave)
        }
        sirven = {e.datos["sobre"]: e.sirve(HORA) for e in unidad.enlaces.pendientes()}
    assert cerradas == {CHIMORE.clave: True, SHINAHOTA.clave: False}
    assert sirven == {CHIMORE.clave: False, SHINAHOTA.clave: True}
