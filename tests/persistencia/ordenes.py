"""Órdenes SQL que la guardia debe acotar, con lo que cuentan, y las que debe rechazar."""

from sqlalchemy import (
    DDL,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insertar_o_cambiar
from sqlalchemy.orm import aliased
from sqlalchemy.schema import DropTable
from sqlalchemy.types import UserDefinedType

from nucleo.dominio.demandas import Demanda
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.tablas.demandas import demandas as tabla


class Inventado(UserDefinedType):
    cache_ok = True

    def get_col_spec(self):
        return "int), (SELECT max(titulo) FROM demandas"


LIVIANA = table("demandas", column("titulo"))
OTRA = aliased(Demanda)
ANIDADA = select(Demanda.id).subquery()
DE_DEMANDAS = aliased(Demanda, select(Demanda).subquery())
ACOTADAS = {
    "entidad": (select(func.count(Demanda.id)), 2),
    "columna": (select(func.sum(Demanda.numero)), 3),
    "compuesto": (select(func.sum(Demanda.beneficiarios_mujeres)), 80),
    "select_from": (select(func.count()).select_from(Demanda), 2),
    "alias": (select(func.count(OTRA.id)), 2),
    "alias de subconsulta": (select(func.count(DE_DEMANDAS.id)), 2),
    "join": (select(func.count(Demanda.id)).join(Organizacion, Organizacion.nombre > ""), 2),
    "outerjoin": (
        select(func.count(OTRA.id)).select_from(Organizacion).outerjoin(OTRA, OTRA.gestion > 0),
        2,
    ),
    "relacion": (select(func.count(Demanda.id)).join(Demanda.historial), 2),
    "subconsulta": (select(func.count()).select_from(ANIDADA), 2),
    "cte": (select(func.count()).select_from(select(Demanda.id).cte()), 2),
    "cte recursiva": (
        select(func.count()).select_from(
            (raiz := select(Demanda.numero).where(Demanda.numero == 1).cte(recursive=True)).union(
                select(Demanda.numero).join(raiz, Demanda.numero == raiz.c.numero + 1)
            )
        ),
        2,
    ),
    "escalar": (select(select(func.count(Demanda.id)).scalar_subquery()), 2),
    "union en subconsulta": (
        select(func.count()).select_from(
            union_all(select(Demanda.id), select(Organizacion.id)).subquery()
        ),
        3,
    ),
    "exists": (
        select(func.count(Organizacion.id)).where(
            exists().where(Demanda.organizacion_id == Organizacion.id)
        ),
        1,
    ),
    "in": (
        select(func.count(Organizacion.id)).where(
            Organizacion.id.in_(select(Demanda.organizacion_id))
        ),
        1,
    ),
    "any": (select(func.count(Demanda.id)).where(Demanda.historial.any()), 2),
}
UNIONES = {
    "union": union_all(select(Demanda.id), select(Organizacion.id)),
    "interseccion": select(Demanda.id).intersect(select(OTRA.id)),
}
CRUDAS = {
    "texto": text("SELECT count(*) FROM demandas"),
    "ddl": DDL("DROP TABLE demandas"),
    "drop": DropTable(tabla),
    "funcion": func.load_extension("x"),
    "columna literal": select(literal_column("(SELECT count(*) FROM demandas)")),
    "orden de texto": select(Demanda).order_by(text("1")),
    "condicion de texto": select(Demanda).where(text("1 = 1")),
    "texto en una relacion": select(Demanda).where(Demanda.historial.any(text("1 = 1"))),
    "literal en una relacion": select(Demanda).where(
        Demanda.historial.any(literal_column("(SELECT 1 FROM techos)") == 1)
    ),
    "from_statement": select(Demanda).from_statement(text("SELECT * FROM demandas")),
    "tabla": select(tabla),
    "columna": select(tabla.c.titulo),
    "cuenta": select(func.count()).select_from(tabla),
    "alias": select(tabla.alias().c.titulo),
    "union": union_all(select(tabla.c.id), select(tabla.c.id)),
    "cte": select(func.count()).select_from(select(tabla.c.id).cte()),
    "subconsulta": select(Organizacion).where(Organizacion.id.in_(select(tabla.c.id))),
    "subconsulta de lo mismo": select(Demanda).where(Demanda.id.in_(select(tabla.c.id))),
    "escalar": select(Organizacion.id, select(func.count()).select_from(tabla).scalar_subquery()),
    "join": select(Organizacion.id).join(tabla, tabla.c.gestion > 0),
    "tabla sin columnas": select(func.count(Organizacion.id)).select_from(Organizacion, tabla),
    "delete": delete(tabla),
    "update": update(tabla).values(titulo="x"),
    "insert": insert(tabla).values(titulo="x"),
    "tabla suelta": select(LIVIANA.c.titulo),
    "tabla suelta en una subconsulta": select(
        Organizacion.id, select(func.max(LIVIANA.c.titulo)).scalar_subquery()
    ),
    "tabla suelta en un join": select(Organizacion.id).join(LIVIANA, literal(value=True)),
    "columna suelta": select(column("titulo")).select_from(Organizacion),
    "prefijo": select(Demanda.id).prefix_with("titulo FROM demandas UNION ALL SELECT"),
    "sufijo": select(Demanda.id).suffix_with("UNION ALL SELECT id FROM demandas"),
    "aviso a la orden": select(Demanda.id).with_statement_hint("UNION ALL SELECT 1"),
    "aviso a la tabla": select(Demanda.id).with_hint(Demanda, "UNION ALL SELECT 1"),
    "operador inventado": select(Demanda.id).where(Demanda.numero.op(">= 0) OR (1 =")(0)),
    "tipo inventado": select(Demanda.id, cast(literal(1), Inventado())),
    "funcion que hace de tabla": select(func.json_each("[1]").table_valued("value").c.value),
    "insert o update": insertar_o_cambiar(Demanda)
    .values(titulo="x")
    .on_conflict_do_update(index_elements=["id"], set_={"municipio_id": 2}),
}
