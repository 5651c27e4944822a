"""Tabla de altas: qué municipios hospeda la instalación. Se ve desde cualquier ámbito."""

from nucleo.dominio.municipios import Alta
from nucleo.persistencia.columnas import instante, texto
from nucleo.persistencia.registro import Tenencia, propietario, registro, tabla

altas = tabla(
    "altas",
    Tenencia.LIBRE,
    propietario("municipio_id"),
    instante("cuando"),
    texto("quien"),
    instante("suspendida_en", nulo=True),
    texto("motivo"),
    instante("avance_desde", nulo=True),
    texto("avance_constancia", omision=""),
)
registro.map_imperatively(Alta, altas)
