"""El muro 1, puerta por puerta."""

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import ArgumentError, IntegrityError, InvalidRequestError

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import Cabeza, Eslabon
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.municipios import Alta
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.inspeccion import FugaDeTenencia
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import HORA, asamblea, demanda, formulario, organizacion
from tests.persistencia.ordenes import ACOTADAS, CRUDAS, UNIONES

SIN_MUNICIPIO = [None, EnRegion("uninominal-24"), EnDepartamento("03"), EnPlataforma()]
TODOS = [*SIN_MUNICIPIO, UNO]


@pytest.mark.parametrize("nombre", ACOTADAS)
@pytest.mark.usefixtures("dos")
def test_con_ambito_solo_se_ve_lo_propio(base, nombre):
    consulta, esperado = ACOTADAS[nombre]
    with base.sesion(UNO) as s:
        assert s.scalar(consulta) == esperado


@pytest.mark.parametrize("nombre", UNIONES)
def test_una_union_suelta_tambien_se_acota(base, dos, nombre):
    with base.sesion(UNO) as s:
        vistas = set(s.scalars(UNIONES[nombre]))
    assert {d.id for d in dos[UNO]} <= vistas
    assert not vistas & {x for d in dos[DOS] for x in (d.id, d.organizacion_id)}


@pytest.mark.parametrize("ambito", SIN_MUNICIPIO, ids=str)
@pytest.mark.parametrize("nombre", ACOTADAS)
def test_sin_municipio_no_se_consulta(base, nombre, ambito):
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.scalar(ACOTADAS[nombre][0])


@pytest.mark.parametrize("ambito", TODOS, ids=str)
@pytest.mark.parametrize("nombre", CRUDAS)
def test_lo_que_no_sale_de_una_entidad_se_rechaza(base, nombre, ambito):
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.execute(CRUDAS[nombre])


@pytest.mark.parametrize(
    "puerta", ["connection", "bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"]
)
def test_las_puertas_de_atras_estan_cerradas(base, puerta):
    with base.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        getattr(s, puerta)([])


def test_get_ajeno_no_existe(base, dos):
    with base.sesion(UNO) as s:
        assert s.get(Demanda, (DOS.id, dos[DOS][0].id)) is None
        assert s.get(Demanda, (UNO.id, dos[UNO][0].id)).municipio_id == UNO.id


def test_get_sin_ambito_es_una_fuga(base, dos):
    with base.sesion(None) as s, pytest.raises(FugaDeTenencia):
        s.get(Demanda, (UNO.id, dos[UNO][0].id))


@pytest.mark.usefixtures("dos")
def test_la_consulta_de_antes_pasa_por_la_misma_guardia(base):
    with base.sesion(UNO) as s:
        assert s.query(Demanda).count() == 2
        assert s.query(Demanda).update({"titulo": "x"}) == 2
    with base.sesion(None) as s, pytest.raises(FugaDeTenencia):
        s.query(Demanda).all()


def test_una_fila_ajena_no_entra_por_merge(base, dos):
    with base.sesion(UNO) as s:
        s.merge(dos[DOS][0])
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.parametrize("puerta", ["add", "delete"])
def test_una_fila_traida_de_otra_sesion_no_se_adopta(base, dos, puerta):
    with base.sesion(UNO) as s:
        s.add(dos[UNO][0])
        with pytest.raises(FugaDeTenencia):
            getattr(s, puerta)(dos[DOS][0])


def test_el_ambito_no_cambia_a_mitad(base):
    with base.sesion(UNO) as s, pytest.raises(AttributeError):
        s.ambito = DOS


@pytest.mark.parametrize("ambito", SIN_MUNICIPIO, ids=str)
def test_sin_municipio_tampoco_se_escribe(base, ambito):
    with base.sesion(ambito) as s:
        s.add(organizacion())
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.parametrize("ambito", SIN_MUNICIPIO, ids=str)
@pytest.mark.parametrize(
    "orden",
    [
        insert(Organizacion).values(id=nuevo_id()),
        update(Demanda).values(titulo="x"),
        delete(Entrega),
        update(Entrega).values(titulo="x"),
    ],
    ids=["insert", "update", "delete", "update de entregas"],
)
def test_sin_municipio_tampoco_se_escribe_de_a_muchos(base, ambito, orden):
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.execute(orden)


def test_lo_nuevo_se_sella_y_lo_ajeno_se_rechaza(base):
    with base.sesion(UNO) as s:
        nueva = organizacion("OTB nueva")
        s.add(nueva)
        s.flush()
        assert nueva.municipio_id == UNO.id
        ajena = organizacion("ajena")
        ajena.municipio_id = DOS.id
        s.add(ajena)
        with pytest.raises(FugaDeTenencia):
            s.flush()


def test_no_se_muda_una_fila_de_municipio(base, dos):
    with base.sesion(UNO) as s:
        s.get(Demanda, (UNO.id, dos[UNO][0].id)).municipio_id = DOS.id
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.usefixtures("dos")
def test_lo_masivo_tambien_se_acota(base):
    ajenas = select(Organizacion.id)
    with base.sesion(UNO) as s:
        cambio = update(Demanda).where(Demanda.organizacion_id.in_(ajenas))
        assert s.execute(cambio.values(titulo="x")).rowcount == 2
        assert s.execute(delete(Demanda).where(Demanda.sector == "cultura")).rowcount == 0
        s.commit()
    with base.sesion(DOS) as s:
        assert sorted(s.scalars(select(Demanda.titulo))) == ["Posta de salud", "Riego"]


@pytest.mark.usefixtures("dos")
def test_una_subconsulta_dentro_de_lo_masivo_solo_ve_lo_propio(base):
    with base.sesion(UNO) as s:
        titulo = select(func.max(Organizacion.nombre)).scalar_subquery()
        s.execute(update(Demanda).values(titulo=titulo))
        assert set(s.scalars(select(Demanda.titulo))) == {f"OTB {UNO.id}"}


@pytest.mark.parametrize("clave", ["municipio_id", Demanda.municipio_id], ids=str)
@pytest.mark.parametrize("escribir", [insert, update])
@pytest.mark.usefixtures("dos")
def test_nadie_pone_el_sello_a_mano(base, escribir, clave):
    with base.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        s.execute(escribir(Demanda).values({"titulo": "x", clave: DOS.id}))


@pytest.mark.parametrize(
    "orden",
    [
        update(Demanda).ordered_values((Demanda.municipio_id, DOS.id)),
        insert(Organizacion).values([{"municipio_id": DOS.id}, {"municipio_id": DOS.id}]),
        insert(Organizacion).from_select(["id"], select(Organizacion.id)),
    ],
    ids=["valores en orden", "varias filas", "desde un select"],
)
@pytest.mark.usefixtures("dos")
def test_lo_que_no_se_puede_sellar_se_rechaza(base, orden):
    with base.sesion(UNO) as s, pytest.raises((ArgumentError, FugaDeTenencia, InvalidRequestError)):
        s.execute(orden)


def test_un_update_por_clave_no_toca_lo_ajeno(base, dos):
    ajena = dos[DOS][0]
    filas = [{"municipio_id": DOS.id, "id": ajena.id, "titulo": "x"}]
    with base.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        s.execute(update(Demanda), filas)


def nuevas():
    return [
        {"id": nuevo_id(), "nombre": n, "clave": n, "tipo": "junta_vecinal", "distrito": ""}
        | {"carencias": {}, "fuente": ""}
        for n in "ab"
    ]


@pytest.mark.usefixtures("dos")
def test_insertar_en_lote_sella_y_no_acepta_ajenas(base):
    with base.sesion(UNO) as s:
        s.execute(insert(Organizacion), nuevas())
        s.execute(insert(Organizacion).values(nuevas()[0] | {"clave": "c"}))
        assert s.scalar(select(func.count(Organizacion.id))) == 4
        with pytest.raises(FugaDeTenencia):
            s.execute(insert(Organizacion), [f | {"municipio_id": DOS.id} for f in nuevas()])
    with base.sesion(DOS) as s:
        assert s.scalar(select(func.count(Organizacion.id))) == 1


def test_una_foranea_no_cruza_municipios(base, dos):
    with base.sesion(UNO) as s:
        o = organizacion()
        ajena = demanda(o, formulario(asamblea(o)), numero=99)
        ajena.organizacion_id = dos[DOS][0].organizacion_id
        ajena.formulario_id = dos[DOS][0].formulario_id
        s.add(ajena)
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            s.flush()


@pytest.mark.usefixtures("dos")
def test_la_coleccion_carga_dentro_del_ambito(base):
    with base.sesion(UNO) as s:
        ordenes = base.contar(lambda: s.scalars(select(Demanda)).all())
    assert len(ordenes) == 2
    assert all("municipio_id = " in o for o in ordenes)


@pytest.mark.parametrize("ambito", TODOS[1:], ids=str)
def test_las_altas_se_ven_desde_cualquier_ambito(base, ambito):
    with base.unidad(DOS) as unidad:
        unidad.altas.agregar(Alta(DOS.id, HORA, "consola:ana"))
        unidad.confirmar()
    with base.base.unidad_de_lectura(ambito) as unidad:
        assert [a.municipio_id for a in unidad.altas.todas()] == [DOS.id]
        assert unidad.altas.de(DOS.id).quien == "consola:ana"
        assert unidad.altas.de(UNO.id) is None


@pytest.mark.parametrize("ambito", [UNO, EnRegion("uninominal-24"), EnDepartamento("03")], ids=str)
def test_un_alta_la_escriben_su_municipio_o_la_plataforma(base, ambito):
    with base.unidad(EnPlataforma()) as unidad:
        unidad.altas.agregar(Alta(DOS.id, HORA, "consola:ana"))
        unidad.confirmar()
    with base.sesion(ambito) as s:
        [ajena] = s.scalars(select(Alta))
        ajena.motivo = "porque sí"
        with pytest.raises(FugaDeTenencia):
            s.flush()
    for nueva in (insert(Alta).values(municipio_id=DOS.id), update(Alta).values(motivo="x")):
        with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
            s.execute(nueva)
    with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
        s.execute(delete(Alta))


@pytest.mark.parametrize(
    "orden", [select(Alta), insert(Alta), delete(Alta)], ids=["select", "insert", "delete"]
)
def test_las_altas_tampoco_se_tocan_sin_ambito(base, orden):
    with base.sesion(None) as s, pytest.raises(FugaDeTenencia):
        s.execute(orden)


@pytest.mark.parametrize("ambito", TODOS[1:], ids=str)
def test_cada_ambito_sella_y_ve_su_propia_bitacora(base, ambito):
    for quien in TODOS[1:]:
        with base.sesion(quien) as s:
            s.add(Cabeza(1, "f" * 64))
            s.commit()
    with base.sesion(ambito) as s:
        assert [c.ambito for c in s.scalars(select(Cabeza))] == [ambito.clave]
        assert s.execute(update(Cabeza).values(numero=2)).rowcount == 1
        ajena = Eslabon(1, "", "", "q", "q", HORA, "{}")
        ajena.ambito = "otro"
        s.add(ajena)
        with pytest.raises(FugaDeTenencia):
            s.flush()


@pytest.mark.usefixtures("dos")
def test_lo_que_se_lee_sin_el_orm_tambien_se_acota(base):
    with base.sesion(UNO) as s:
        assert [
            numero for (numero,) in s.filas(select(Demanda.numero).order_by(Demanda.numero))
        ] == [1, 2]
        ambos = select(Demanda.municipio_id, Organizacion.municipio_id)
        assert set(s.filas(ambos.join(Organizacion, Organizacion.nombre > ""))) == {
            (UNO.id, UNO.id)
        }
    for ambito in SIN_MUNICIPIO:
        with base.sesion(ambito) as s, pytest.raises(FugaDeTenencia):
            next(s.filas(select(Demanda.numero)))


@pytest.mark.parametrize("nombre", CRUDAS)
def test_sin_el_orm_tampoco_se_consulta_lo_que_no_sale_de_una_entidad(base, nombre):
    with base.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        next(s.filas(CRUDAS[nombre]))


def test_sin_el_orm_no_se_escribe(base):
    with base.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        next(s.filas(delete(Demanda)))
