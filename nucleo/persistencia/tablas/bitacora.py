"""Tablas de la bitácora: los eslabones de cada ámbito y la cabeza de cada cadena."""

from nucleo.dominio.bitacora import Cabeza, Eslabon
from nucleo.persistencia.columnas import clave, entero, instante_firmado, texto
from nucleo.persistencia.registro import Tenencia, clave_de_ambito, registro, tabla

eslabones = tabla(
    "eslabones",
    Tenencia.DEL_AMBITO,
    clave_de_ambito(),
    entero("numero", primary_key=True, autoincrement=False),
    clave("previa", 64),
    clave("resumen", 64),
    clave("que"),
    texto("quien"),
    instante_firmado("cuando"),
    texto("carga"),
)
cabezas = tabla(
    "cabezas", Tenencia.DEL_AMBITO, clave_de_ambito(), entero("numero"), clave("resumen", 64)
)
registro.map_imperatively(Eslabon, eslabones)
registro.map_imperatively(Cabeza, cabezas)
