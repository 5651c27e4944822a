"""Toda ruta de la aplicación, con qué llenarla: de aquí salen las pruebas que las recorren todas.

Una ruta con un parámetro que aquí no figura hace fallar a todas, hasta que se diga con qué se la
llena. Un valor que no existe también sirve: el permiso se comprueba antes de buscarlo.
"""

from collections.abc import Mapping
from uuid import UUID

from werkzeug.routing import AnyConverter, IntegerConverter, UUIDConverter

from nucleo.web.permisos import permiso_de

DE_NADIE = UUID("01900000-0000-7000-8000-000000000000")
"""Un identificador bien escrito que no es de nada."""
DE_EJEMPLO = UUID("01900000-0000-7000-8000-000000000001")
"""La organización que el doble tiene."""
VALORES: Mapping[str, str] = {
    "archivo": "hoja.css",
    "clave": "20260815T160000000000-00000000",
    "codigo": "2027-0001",
    "cual": "villa-tunari",
    "parte": "asamblea",
    "departamento": "cochabamba",
    "destinatario": "diputado",
    "destino": "uninominal-24",
    "distrito": "1",
    "compuerta": "criterios",
    "encuentro": "cumbre-2",
    "documento": "matriz",
    "informe": "fisico",
    "municipio": "villa-tunari",
    "organizacion": str(DE_EJEMPLO),
    "plugin": "salud",
    "region": "uninominal-24",
    "resumen": "0" * 16,
    "secreto": "un-secreto-que-nadie-dio",
    "slug": "cochabamba",
}
POR_CLASE = {UUIDConverter: DE_NADIE, IntegerConverter: 1}


class ParametroDesconocidoError(AssertionError):
    """Una ruta pide algo que nadie dijo con qué llenar: agréguelo a `VALORES`."""


def valores_de(regla, **otros):
    """Con qué se llena cada parámetro de la regla."""
    llenos = {}
    for nombre in regla.arguments:
        valor = otros.get(nombre, VALORES.get(nombre, de_su_clase(regla._converters[nombre])))
        if valor is None:
            raise ParametroDesconocidoError(regla.rule, nombre)
        llenos[nombre] = valor
    return llenos


def de_su_clase(conversor):
    """Uno bien escrito: de una lista cerrada, el primero por orden."""
    if isinstance(conversor, AnyConverter):
        return min(conversor.items)
    return POR_CLASE.get(type(conversor))


def direccion_de(regla, **otros):
    """La dirección que sale de llenar la regla."""
    armada = regla.build(valores_de(regla, **otros))
    assert armada is not None, regla
    return armada[1]


def reglas_de(app):
    """Todas, en orden."""
    return sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint))


def permiso_de_la_regla(app, regla):
    return permiso_de(app.view_functions[regla.endpoint])


def metodos_de(regla):
    """Los que llegan a la vista."""
    return sorted(set(regla.methods or ()) - {"HEAD", "OPTIONS"})
