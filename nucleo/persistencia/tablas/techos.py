"""Tablas del techo: sus versiones, y lo distribuible de la vigente por fuente y organismo."""

from sqlalchemy import Column

from nucleo.dominio.techos import Techo
from nucleo.dominio.versiones_de_techo import EstadoDeTecho, VersionDeTecho
from nucleo.persistencia.columnas import bolivianos, clave, entero, lista, si_no, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

techos = tabla_municipal(
    "techos",
    entero("gestion"),
    clave("fuente"),
    clave("organismo"),
    bolivianos("monto"),
    entero("orden"),
    texto("procedencia"),
    si_no("simulado"),
    unica("gestion", "fuente", "organismo"),
)
versiones = tabla_municipal(
    "techos_por_version",
    entero("gestion"),
    entero("numero"),
    Column("estado", opcion(EstadoDeTecho), nullable=False),
    lista("renglones"),
    lista("descuentos"),
    lista("pasos"),
    entero("sale_de"),
    texto("motivo"),
    clave("resumen", 64),
    entero("version"),
    unica("gestion", "numero"),
)
registro.map_imperatively(Techo, techos)
registro.map_imperatively(VersionDeTecho, versiones, version_id_col=versiones.c.version)
