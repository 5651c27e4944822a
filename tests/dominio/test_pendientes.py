"""Lo que falta, regla por regla y sin base."""

from datetime import date

import pytest

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Estado, PedidaPor
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.pendientes import (
    REMEDIOS,
    Falta,
    Panorama,
    Suyo,
    Urgencia,
    de_la_organizacion,
    del_municipio,
)
from nucleo.dominio.personas import Personas
from nucleo.dominio.sectores import SIN_CLASIFICAR
from nucleo.pruebas import MEDIODIA, demanda_de_prueba, organizacion_de_prueba

HOY = date(2026, 8, 15)
COMPLETA = {"beneficiarios": Personas(10, 10), "pedida_por": PedidaPor.AMBOS}
PASOS = list(Paso)


def suyo(nombre="Aldana", demandas=2, asambleas=1, **cambios):
    """Una organización que lo tiene todo, salvo lo que se cambie."""
    o = organizacion_de_prueba(nombre, tipo=cambios.pop("tipo", TipoDeOrganizacion.COMUNIDAD))
    suyas = [demanda_de_prueba(n, o, **(COMPLETA | cambios)) for n in range(1, demandas + 1)]
    return Suyo(o, asambleas, suyas, [Dirigencia(nuevo_id(), o.id, "Ana", "Mallku")])


def proceso_hasta(paso):
    """Con todos los pasos anteriores dados."""
    proceso = Proceso(nuevo_id(), 2027)
    for dado in PASOS[: PASOS.index(paso)]:
        proceso.dar(dado, MEDIODIA)
    return proceso


def panorama(*suyos, techo=True, criterios=True, paso=Paso.CONGELAR):
    return Panorama(HOY, proceso_hasta(paso), techo, criterios, suyos)


def faltas(pendientes):
    return [p.falta for p in pendientes]


def test_cuando_esta_todo_no_falta_nada():
    este = panorama(suyo(), suyo("Bella"))
    assert del_municipio(este) == []
    assert de_la_organizacion(este.suyos[0], este) == []


@pytest.mark.parametrize(
    ("cambios", "falta"),
    [
        ({"asambleas": 0, "demandas": 0}, Falta.ASAMBLEA),
        ({"demandas": 0}, Falta.FORMULARIO),
        ({"demandas": 1}, Falta.SEGUNDA),
        ({"demandas": 2, "estado": Estado.RETIRADA}, Falta.FORMULARIO),
        ({"sector": SIN_CLASIFICAR}, Falta.SECTOR),
        ({"beneficiarios": Personas(0, 0)}, Falta.BENEFICIARIOS),
        ({"costo": 0}, Falta.COSTO),
        ({"pedida_por": PedidaPor.SIN_DATO}, Falta.PEDIDA_POR),
    ],
)
def test_cada_falta_de_una_organizacion(cambios, falta):
    este = suyo(**cambios)
    assert faltas(de_la_organizacion(este, panorama(este))) == [falta]


def test_a_la_que_no_es_otb_no_se_le_pide_asamblea_ni_segunda_demanda():
    este = suyo(demandas=0, asambleas=0, tipo=TipoDeOrganizacion.DILOS)
    assert de_la_organizacion(este, panorama(este)) == []


@pytest.mark.parametrize(
    ("mandatos", "falta"),
    [
        ([], Falta.DIRIGENCIA),
        ([date(2026, 8, 14)], Falta.DIRIGENCIA_VENCIDA),
        ([date(2026, 8, 14), date(2026, 8, 15)], None),
    ],
)
def test_la_dirigencia_vencida_no_es_lo_mismo_que_ninguna(mandatos, falta):
    este = suyo()
    dirigencias = [
        Dirigencia(nuevo_id(), este.organizacion.id, "Ana", "Mallku", hasta=h) for h in mandatos
    ]
    este = Suyo(este.organizacion, 1, este.demandas, dirigencias)
    assert faltas(de_la_organizacion(este, panorama(este))) == ([falta] if falta else [])


def test_lo_observado_sin_responder_se_dice_con_su_demanda():
    este = suyo()
    observada = este.demandas[1]
    este = Suyo(este.organizacion, 1, este.demandas, este.dirigencias, frozenset({observada.id}))
    [pendiente] = de_la_organizacion(este, panorama(este))
    assert pendiente.falta is Falta.RESPUESTA
    assert [c.ruta for c in pendiente.cuales] == [f"demandas/{observada.codigo}"]


def test_el_municipio_reune_cada_falta_una_sola_vez():
    este = panorama(suyo("A", demandas=1), suyo("B", demandas=1), suyo("C"))
    [pendiente] = del_municipio(este)
    assert [c.nombre for c in pendiente.cuales] == ["A", "B"]


@pytest.mark.parametrize(
    ("paso", "impiden"),
    [
        (Paso.CONGELAR, []),
        (Paso.ACORDAR, [Falta.CRITERIOS]),
        (Paso.CALIFICAR, [Falta.CRITERIOS, Falta.TECHO]),
        (Paso.PUBLICAR, []),
    ],
)
def test_lo_que_impide_depende_del_paso_que_toca(paso, impiden):
    este = panorama(suyo(), techo=False, criterios=False, paso=paso)
    dichas = del_municipio(este)
    assert [p.falta for p in dichas if p.urgencia is Urgencia.IMPIDE] == impiden
    assert faltas(dichas)[: len(impiden)] == impiden


def test_sin_organizaciones_ni_demandas_no_se_puede_cerrar_la_lista():
    [vacio] = del_municipio(panorama())
    assert (vacio.falta, vacio.urgencia) == (Falta.ORGANIZACIONES, Urgencia.IMPIDE)
    sin_demandas = del_municipio(panorama(suyo(demandas=0)))
    assert sin_demandas[0].falta is Falta.DEMANDAS


def test_cerrada_la_lista_ya_no_se_piden_demandas():
    este = panorama(suyo(demandas=1, sector=SIN_CLASIFICAR), suyo(asambleas=0), paso=Paso.ACORDAR)
    assert del_municipio(este) == []


def test_publicado_solo_queda_lo_que_no_es_de_la_gestion():
    publicado = proceso_hasta(Paso.PUBLICAR)
    publicado.dar(Paso.PUBLICAR, MEDIODIA)
    sola = suyo()
    sin_nadie = Suyo(sola.organizacion, 1, sola.demandas)
    este = Panorama(HOY, publicado, con_techo=False, con_criterios=False, suyos=[sin_nadie])
    assert (este.siguiente, faltas(del_municipio(este))) == (None, [Falta.DIRIGENCIA])


def test_lo_urgente_va_primero():
    este = panorama(suyo("A", demandas=1), suyo("B", demandas=0), techo=False)
    urgencias = [p.urgencia for p in del_municipio(este)]
    assert urgencias == sorted(urgencias, key=list(Urgencia).index)
    assert len(set(urgencias)) > 1


def test_toda_falta_dice_que_hacer():
    assert set(REMEDIOS) == set(Falta)
