"""Lo regional solo lee lo que un municipio le entregó."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma, EnRegion
from nucleo.dominio.demandas import CambioDeEstado, Competencia, Demanda
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.personas import Personas
from nucleo.persistencia.inspeccion import FugaDeTenencia
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, entrega

NORTE, SUR = EnRegion("uninominal-24"), EnRegion("mancomunidad-del-tropico")
NADA = frozenset()


@pytest.fixture
def entregadas(base, dos):
    """El municipio uno entrega dos demandas al norte y una al sur; el dos, una al norte."""
    regional = {"competencia": Competencia.DEPARTAMENTAL}
    for municipio, entregas in {
        UNO: [
            entrega(NORTE.slug, dos[UNO][0]),
            entrega(NORTE.slug, dos[UNO][1], **regional),
            entrega(SUR.slug, dos[UNO][0]),
        ],
        DOS: [entrega(NORTE.slug, dos[DOS][0])],
    }.items():
        with base.unidad(municipio) as unidad:
            unidad.entregas.agregar_todas(entregas)
            unidad.confirmar()


@pytest.mark.usefixtures("entregadas")
def test_cada_region_suma_lo_suyo_de_varios_municipios(base):
    gente, costo = Personas(40, 35), Dinero.de("1500.50")
    esperados = [
        Grupo(UNO.id, "riego", Competencia.DEPARTAMENTAL, 1, Dinero.de("99.90"), gente),
        Grupo(UNO.id, "salud", Competencia.MUNICIPAL, 1, costo, gente),
        Grupo(DOS.id, "salud", Competencia.MUNICIPAL, 1, costo, gente),
    ]
    with base.base.leer_region(NORTE) as lectura:
        ordenes = base.contar(lambda: lectura.grupos(GESTION))
        assert (lectura.grupos(GESTION), len(ordenes)) == (esperados, 1)
        assert (lectura.grupos(2030), lectura.gestiones()) == ([], [GESTION])
    with base.base.leer_region(SUR) as lectura:
        assert lectura.grupos(GESTION) == esperados[1:2]


@pytest.mark.parametrize(
    ("competencias", "municipios", "esperados"),
    [
        (NADA, NADA, [(UNO.id, 1), (UNO.id, 2), (DOS.id, 1)]),
        ({Competencia.DEPARTAMENTAL}, NADA, [(UNO.id, 2)]),
        (NADA, {DOS.id}, [(DOS.id, 1)]),
        ({Competencia.NACIONAL}, {DOS.id}, []),
    ],
)
@pytest.mark.usefixtures("entregadas")
def test_las_entregas_se_listan_por_destinatario(base, competencias, municipios, esperados):
    with base.base.leer_region(NORTE) as lectura:
        pagina = lectura.entregas(GESTION, frozenset(competencias), frozenset(municipios), 1)
    assert [(f.origen_id, f.puesto) for f in pagina.filas] == esperados
    assert pagina.total == len(esperados)


@pytest.mark.parametrize(("pagina", "cuantas"), [(1, 2), (2, 1), (3, 0)])
@pytest.mark.usefixtures("entregadas")
def test_las_entregas_se_paginan(base, pagina, cuantas):
    with base.base.leer_region(NORTE) as lectura:
        leida = lectura.entregas(GESTION, NADA, NADA, pagina, 2)
        assert len(lectura.entregas(GESTION, NADA, NADA, 1, 0).filas) == 3
    assert (len(leida.filas), leida.total) == (cuantas, 3)


@pytest.mark.usefixtures("entregadas")
def test_lo_retirado_deja_de_verse_en_la_region(base):
    with base.unidad(DOS) as unidad:
        for e in unidad.entregas.vigentes(NORTE.slug, GESTION):
            e.retirar("consola:ana", HORA)
        unidad.confirmar()
    with base.base.leer_region(NORTE) as lectura:
        assert {g.origen_id for g in lectura.grupos(GESTION)} == {UNO.id}
    assert base.crudo("SELECT count(*) FROM entregas WHERE retirada_en IS NOT NULL") == [(1,)]


@pytest.mark.usefixtures("entregadas")
def test_el_municipio_ve_solo_sus_entregas(base):
    with base.sesion(DOS) as s:
        assert s.scalar(select(func.count(Entrega.id))) == 1


@pytest.mark.parametrize("ambito", [None, EnDepartamento("03"), EnPlataforma()], ids=str)
@pytest.mark.usefixtures("entregadas")
def test_las_entregas_no_se_ven_desde_otro_ambito(base, ambito):
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.scalars(select(Entrega))


@pytest.mark.usefixtures("entregadas")
@pytest.mark.parametrize(
    "consulta",
    [
        select(Organizacion),
        select(CambioDeEstado.quien),
        select(Entrega).where(Entrega.demanda_id.in_(select(Demanda.id))),
        select(Entrega).join(Demanda, Demanda.id == Entrega.demanda_id),
    ],
    ids=["entidad", "hija", "subconsulta", "join"],
)
def test_una_region_no_llega_a_tablas_municipales(base, consulta):
    with base.sesion(NORTE) as s, pytest.raises(FugaDeTenencia):
        s.execute(consulta)


def test_una_region_no_escribe_entregas(base, dos):
    with base.sesion(NORTE) as s:
        s.add(entrega(NORTE.slug, dos[UNO][0]))
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.usefixtures("entregadas")
def test_una_region_no_cambia_ni_borra_entregas(base):
    with base.sesion(NORTE) as s:
        leida = s.scalars(select(Entrega)).first()
        leida.titulo = "otro"
        with pytest.raises(FugaDeTenencia):
            s.flush()
        s.expunge(leida)
        s.delete(s.scalars(select(Entrega)).first())
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_ni_por_sql_crudo_ve_una_region_lo_retirado(base, dos):
    with base.unidad(UNO) as unidad:
        unidad.entregas.agregar_todas([entrega("uninominal-24", d) for d in dos[UNO]])
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        [primera, _] = unidad.entregas.vigentes("uninominal-24", GESTION)
        primera.retirada_en = HORA
        unidad.confirmar()
    with base.sesion(EnRegion("uninominal-24")) as sesion:
        conexion = Session.connection(sesion)
        assert conexion.exec_driver_sql("SELECT count(*) FROM entregas").scalar_one() == 1
