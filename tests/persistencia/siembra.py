"""Filas de dos municipios en todas las tablas que hay: las del núcleo y las de los plugins.

Se arman de la metadata: una tabla nueva queda sembrada, y atacada, sin tocar ninguna prueba.
"""

from datetime import UTC, date, datetime

from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, Table, Uuid, insert, select

from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.persistencia.motor import crear_motor
from nucleo.persistencia.registro import Tenencia, registro
from nucleo.persistencia.tipos import Bolivianos, Lista

UNO, DOS = EnMunicipio(31003), EnMunicipio(31004)
NORTE, SUR = EnRegion("uninominal-24"), EnRegion("mancomunidad-del-tropico")
REGION_DE = {UNO: NORTE, DOS: SUR}
"""A qué región entrega cada uno."""
HORA = datetime(2027, 8, 1, tzinfo=UTC)
DUENOS = {
    Tenencia.MUNICIPAL: "municipio_id",
    Tenencia.ENTREGADA: "origen_id",
    Tenencia.DEL_AMBITO: "ambito",
    Tenencia.LIBRE: "municipio_id",
}


def tablas() -> list[Table]:
    """Padres antes que hijas."""
    return list(registro.metadata.sorted_tables)


def tenencia(tabla):
    return tabla.info["tenencia"]


def columna_del_dueno(tabla):
    return DUENOS[tenencia(tabla)]


def sello(tabla, ambito):
    """Lo que la columna del dueño lleva en las filas de ese ámbito."""
    return ambito.clave if tenencia(tabla) is Tenencia.DEL_AMBITO else ambito.id


def sembrar_todo(dueno):
    """Una fila de cada municipio en cada tabla, con todos los poderes."""
    motor = crear_motor(dueno)
    with motor.begin() as conexion:
        for municipio in (UNO, DOS):
            padres = {}
            for tabla in tablas():
                nueva = fila(tabla, municipio, padres)
                padres[tabla.name] = nueva.get("id")
                conexion.execute(insert(tabla), nueva)
    motor.dispose()


def fila(tabla, municipio, padres=None):
    """Una fila nueva de ese municipio. `padres`: el `id` al que apunta cada foránea, por tabla."""
    nueva = {c.name: valor(c) for c in tabla.columns}
    nueva[columna_del_dueno(tabla)] = sello(tabla, municipio)
    if "region" in nueva:
        nueva["region"] = REGION_DE[municipio].slug
    for foranea in tabla.foreign_key_constraints:
        hija = foranea.column_keys[1]
        nueva[hija] = (padres or {}).get(foranea.referred_table.name) or nuevo_id()
    return nueva


VALORES = (
    (Uuid, lambda _: nuevo_id()),
    (Boolean, lambda _: True),
    (Bolivianos, lambda _: Dinero.de(1)),
    (Integer, lambda _: 1),
    (DateTime, lambda _: HORA),
    (Date, lambda _: date(2027, 8, 1)),
    (Lista, lambda _: []),
    (JSON, lambda _: {}),
    (Enum, lambda tipo: next(iter(tipo.enum_class))),
)


def valor(columna):
    """Uno cualquiera que su tipo acepte; en los textos, el nombre de la columna."""
    if columna.nullable:
        return None
    tipo = columna.type
    for clase, dar in VALORES:
        if isinstance(tipo, clase) or isinstance(getattr(tipo, "impl", None), clase):
            return dar(tipo)
    return columna.name


def nuevo_objeto(mapeo, valores):
    """La entidad con esos valores por columna, sin pasar por su constructor."""
    objeto = mapeo.class_manager.new_instance()
    for columna in mapeo.local_table.columns:
        setattr(objeto, mapeo.get_property_by_column(columna).key, valores[columna.name])
    return objeto


def mapeo_de(tabla):
    return next(m for m in registro.mappers if m.local_table is tabla)


def clave_de(banco, tabla, municipio):
    """La clave primaria de la fila de ese municipio, leída con todos los poderes."""
    columnas = list(tabla.primary_key.columns)
    consulta = select(*columnas).where(tabla.c[columna_del_dueno(tabla)] == sello(tabla, municipio))
    motor = crear_motor(banco.dueno)
    with motor.connect() as conexion:
        clave = tuple(conexion.execute(consulta).one())
    motor.dispose()
    return clave
