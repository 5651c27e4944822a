"""Las reglas del mapeo imperativo, comprobadas sobre todo lo que esté mapeado."""

import pytest
from sqlalchemy import UniqueConstraint

from nucleo.dominio.identidad import DelAmbito, DelMunicipio, EntregadoARegion
from nucleo.dominio.municipios import Alta
from nucleo.dominio.poa import Poa
from nucleo.persistencia.registro import Tenencia, mapear, registro
from nucleo.persistencia.tablas.municipios import altas
from tests.persistencia.plugin_de_prueba.modelos import Establecimiento

MAPEOS = sorted(registro.mappers, key=lambda m: m.class_.__name__)
TABLAS = list(registro.metadata.tables.values())
MARCAS = {
    Tenencia.MUNICIPAL: (DelMunicipio, ["municipio_id", "id"]),
    Tenencia.ENTREGADA: (EntregadoARegion, ["origen_id", "id"]),
    Tenencia.DEL_AMBITO: (DelAmbito, None),
    Tenencia.LIBRE: (Alta, ["municipio_id"]),
}
cada_mapeo = pytest.mark.parametrize("mapeo", MAPEOS, ids=lambda m: m.class_.__name__)
cada_tabla = pytest.mark.parametrize("tabla", TABLAS, ids=str)


@cada_mapeo
def test_la_tenencia_de_la_tabla_y_la_marca_de_la_entidad_coinciden(mapeo):
    marca, clave = MARCAS[mapeo.local_table.info["tenencia"]]
    assert issubclass(mapeo.class_, marca)
    columnas = list(mapeo.local_table.primary_key.columns.keys())
    assert columnas == clave or (clave is None and columnas[0] == "ambito")


@cada_mapeo
def test_toda_entidad_se_compara_por_identidad(mapeo):
    assert mapeo.class_.__eq__ is object.__eq__, "dataclass(eq=False)"


@cada_mapeo
def test_todo_campo_de_la_entidad_esta_mapeado(mapeo):
    """Un campo sin columna desaparece al cargar: `__init__` y `__post_init__` no corren."""
    assert set(mapeo.class_.__dataclass_fields__) <= set(mapeo.attrs.keys())
    assert not hasattr(mapeo.class_, "__post_init__")


@cada_mapeo
def test_toda_columna_viene_de_un_campo_o_de_la_tenencia(mapeo):
    compuestas = {c.key for compuesto in mapeo.composites for c in compuesto.props}
    hijas = {c.key for t in TABLAS for f in t.foreign_key_constraints for c in f.columns}
    sobrantes = set(mapeo.columns.keys()) - set(mapeo.class_.__dataclass_fields__)
    assert sobrantes - compuestas <= {"municipio_id", "origen_id", "region", "ambito"} | hijas


@cada_mapeo
def test_todo_valor_por_omision_pasa_por_el_constructor(mapeo):
    """`field(default=…, init=False)` vive en la clase, y el mapeo lo reemplaza por la columna."""
    assert all(f.init for f in mapeo.class_.__dataclass_fields__.values())


CUANDO_SE_LEE = {Poa: "select"}
"""Las versiones de un POA se listan sin sus líneas: son miles en cada una, y se mira una sola."""


@cada_mapeo
def test_las_relaciones_no_salen_del_agregado(mapeo):
    for relacion in mapeo.relationships:
        assert relacion.direction.name == "ONETOMANY"
        assert relacion.cascade.delete_orphan
        assert relacion.lazy == CUANDO_SE_LEE.get(mapeo.class_, "selectin")


@cada_tabla
def test_el_dueno_va_primero_en_toda_clave(tabla):
    unicas = [c for c in tabla.constraints if isinstance(c, UniqueConstraint)]
    for clave in (tabla.primary_key, *unicas, *tabla.indexes):
        primera = next(iter(clave.columns.keys()))
        assert primera in {"municipio_id", "origen_id", "ambito", "region"}
        assert primera != "region" or tabla.info["tenencia"] is Tenencia.ENTREGADA


@cada_tabla
def test_toda_foranea_incluye_el_municipio(tabla):
    for foranea in tabla.foreign_key_constraints:
        assert foranea.column_keys[0] == "municipio_id"
        assert [e.column.name for e in foranea.elements] == ["municipio_id", "id"]


def test_un_plugin_solo_mapea_entidades_municipales_en_tablas_municipales():
    with pytest.raises(TypeError):
        mapear(Alta, altas)
    with pytest.raises(TypeError):
        mapear(Establecimiento, altas)
