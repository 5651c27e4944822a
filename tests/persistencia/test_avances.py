"""El avance: lo único que el departamento lee de un municipio, y solo de los suyos."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma, EnRegion
from nucleo.dominio.avances import Avance
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Demanda, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.persistencia.inspeccion import FugaDeTenencia
from nucleo.servicios.avances import autorizar, renovar, revocar
from nucleo.servicios.techos import fijar
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, entrega

COCHABAMBA, ORURO = EnRegion("departamento-cochabamba"), EnRegion("departamento-oruro")
DEPARTAMENTO = {UNO: COCHABAMBA.slug, DOS: ORURO.slug}


def contexto_de(municipio, gestion=GESTION):
    return Contexto(
        municipio, "Municipio", "ana", gestion,
        ahora=lambda: HORA, departamental=DEPARTAMENTO[municipio],
    )  # fmt: skip


@pytest.fixture
def autorizados(base, dos):
    """Los dos cuentan su avance, cada uno a su departamento."""
    for municipio in (UNO, DOS):
        assert autorizar(contexto_de(municipio), base.base.unidad(municipio), "acta 7")
    return dos


@pytest.mark.usefixtures("autorizados")
def test_cada_departamento_ve_el_avance_de_los_suyos_y_nada_mas(base):
    for region, municipio in ((COCHABAMBA, UNO), (ORURO, DOS)):
        with base.base.leer_region(region) as lectura:
            assert lectura.gestiones_con_avance() == [GESTION]
            [fila] = lectura.avances(GESTION)
            assert lectura.avances(2030) == []
            assert lectura.entregas(GESTION, frozenset(), frozenset(), 1).filas == []
        cuentas = (fila.organizaciones, fila.asambleas, fila.demandas, fila.costo, fila.techo)
        assert cuentas == (1, 1, 2, Dinero.de("1600.40"), Dinero.de(0))
        assert (fila.origen_id, fila.paso, fila.cuando) == (municipio.id, "avance.autorizado", HORA)
        assert set(fila.dados.values()) == {None}


@pytest.mark.usefixtures("autorizados")
def test_las_cuentas_salen_de_lo_que_el_paso_acaba_de_escribir(base, autorizados):
    with base.base.unidad(UNO) as unidad:
        primera, segunda = unidad.demandas.de_gestion(GESTION)
        primera.estado, segunda.estado = Estado.EN_POA, Estado.RETIRADA
        unidad.entregas.agregar_todas([entrega(ORURO.slug, d) for d in autorizados[UNO]])
        renovar(contexto_de(UNO), unidad, "prueba")
        unidad.confirmar()
    fijar(contexto_de(UNO), base.base.unidad(UNO), {"41-113": Dinero.de(70)})
    with base.base.leer_region(COCHABAMBA) as lectura:
        [fila] = lectura.avances(GESTION)
    assert (fila.demandas, fila.costo, fila.en_poa) == (1, Dinero.de("1500.50"), 1)
    assert (fila.entregadas, fila.techo, fila.paso) == (2, Dinero.de(70), "techo.fijado")
    assert base.crudo("SELECT count(*) FROM avances WHERE retirada_en IS NOT NULL") == [(2,)]


@pytest.mark.usefixtures("autorizados")
def test_revocado_deja_de_verse(base):
    revocar(contexto_de(UNO), base.base.unidad(UNO))
    with base.base.leer_region(COCHABAMBA) as lectura:
        assert (lectura.avances(GESTION), lectura.gestiones_con_avance()) == ([], [])
    with base.base.leer_region(ORURO) as lectura:
        assert len(lectura.avances(GESTION)) == 1


@pytest.mark.usefixtures("autorizados")
def test_el_departamento_no_llega_a_lo_municipal_ni_escribe_avances(base):
    with base.sesion(COCHABAMBA) as s:
        for consulta in (select(Demanda), select(Avance).join(Demanda, Demanda.id == Avance.id)):
            with pytest.raises(FugaDeTenencia):
                s.execute(consulta)
        [leido] = s.scalars(select(Avance)).all()
        leido.demandas = 99
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.parametrize("ambito", [None, EnDepartamento("03"), EnPlataforma()], ids=str)
def test_los_avances_no_se_ven_desde_otro_ambito(base, ambito):
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.scalars(select(Avance))


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("autorizados")
def test_ni_por_sql_crudo_se_ve_el_avance_ajeno_ni_nada_municipal(base):
    cuantos = "SELECT count(*) FROM avances"
    with base.sesion(COCHABAMBA) as sesion:
        conexion = Session.connection(sesion)
        assert conexion.exec_driver_sql(cuantos).scalar_one() == 1
        assert conexion.exec_driver_sql("SELECT origen_id FROM avances").scalar_one() == UNO.id
        with pytest.raises(Exception, match=r"permission denied|permiso denegado"):
            conexion.exec_driver_sql("SELECT count(*) FROM demandas")
    with base.sesion(DOS) as sesion:
        suyas = Session.connection(sesion).exec_driver_sql("SELECT origen_id FROM avances")
        assert suyas.scalars().all() == [DOS.id]


@pytest.mark.usefixtures("autorizados")
def test_dos_pasos_a_la_vez_dejan_una_sola_copia_vigente(base):
    def anotar(numero):
        with base.base.unidad(UNO) as unidad:
            unidad.anotar(Hecho("prueba", "ana", HORA, {}))
            renovar(contexto_de(UNO), unidad, f"paso.{numero}")
            unidad.confirmar()

    with ThreadPoolExecutor(4) as hilos:
        list(hilos.map(anotar, range(8)))
    vigentes = "SELECT count(*) FROM avances WHERE retirada_en IS NULL AND origen_id = ?"
    assert base.crudo(vigentes, UNO.id) == [(1,)]
    assert base.crudo("SELECT count(*) FROM avances WHERE origen_id = ?", UNO.id) == [(9,)]
