"""La forma de lo que una columna guarda sin que la base la vigile: opciones, pesos, mensajes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nucleo.dominio.adjuntos import ClaseDeAdjunto, TipoDeArchivo
from nucleo.dominio.anclajes import Contenido, Secretaria
from nucleo.dominio.asambleas import MedioDeConstancia
from nucleo.dominio.corridas import aporte_de_json
from nucleo.dominio.demandas import ClaseDeDemanda, Competencia, Estado, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.evaluaciones import AlEdc, Condicion, Cumplimiento, Etapa
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.ofertas import EstadoDeCompromiso, TipoDeOferente
from nucleo.dominio.organizaciones import Area, TipoDeOrganizacion
from nucleo.dominio.versiones_de_techo import EstadoDeTecho, bruto_de, obligatorio_de, paso_de
from nucleo.servicios.formas_del_ciclo import DEL_CICLO
from nucleo.servicios.lectores import Lector, de_clase, exigir_lista, exigir_texto, textos

ILEGIBLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""Lo que un lector levanta ante un valor que no tiene su forma."""


def numeros(valor: Mapping[str, float]) -> object:
    """De cada nombre a un número: unos pesos, unas carencias."""
    return {nombre: float(numero) for nombre, numero in valor.items()}


def montos(valor: Mapping[str, str]) -> object:
    """De cada fuente a su monto, como lo escribe `Dinero`."""
    return {fuente: Dinero.de(exigir_texto(monto)) for fuente, monto in valor.items()}


def procedencias(valor: Mapping[str, Mapping[str, Any]]) -> object:
    """De cada fuente, de dónde salía su monto y si era un supuesto."""
    return {
        fuente: (exigir_texto(dicha["texto"]), bool(dicha["simulada"]))
        for fuente, dicha in valor.items()
    }


def mensaje(valor: Mapping[str, Any]) -> object:
    return str(Mensaje.de_json(valor))


def mensajes(valor: list[Mapping[str, Any]]) -> object:
    return [mensaje(uno) for uno in exigir_lista(valor)]


def aportes(valor: list[Mapping[str, Any]]) -> object:
    return [aporte_de_json(uno) for uno in exigir_lista(valor)]


def ternas(valor: list[list[Any]]) -> object:
    """Qué columna cambió, qué había y qué quedó."""
    return [(exigir_texto(columna), antes, ahora) for columna, antes, ahora in exigir_lista(valor)]


def nombres(valor: list[str]) -> object:
    return [exigir_texto(uno) for uno in exigir_lista(valor)]


def condiciones(valor: Mapping[str, Mapping[str, str]]) -> object:
    """De cada condición revisada: cómo está, una nota y un plazo, que puede ir vacío."""
    return {
        Condicion(cual): (
            Cumplimiento(dicha["estado"]),
            exigir_texto(dicha["nota"]),
            dicha["plazo"] and date.fromisoformat(dicha["plazo"]),
        )
        for cual, dicha in valor.items()
    }


FORMAS: Mapping[str, Mapping[str, Lector]] = {
    **DEL_CICLO,
    "organizaciones": {"tipo": TipoDeOrganizacion, "area": Area, "carencias": numeros},
    "formularios": {"situacion": textos, "constancia_medio": MedioDeConstancia},
    "demandas": {
        "pedida_por": PedidaPor,
        "competencia": Competencia,
        "estado": Estado,
        "observaciones": mensajes,
        "clase": ClaseDeDemanda,
        "distritos": nombres,
    },
    "ofertas": {
        "tipo": TipoDeOferente,
        "sectores": nombres,
        "distritos": nombres,
        "competencias": nombres,
    },
    "compromisos": {"estado": EstadoDeCompromiso},
    "descartes": {"demandas": nombres},
    "adjuntos": {"clase": ClaseDeAdjunto, "tipo": TipoDeArchivo},
    "documentos_de_punto": {"tipo": TipoDeArchivo},
    "cambios_de_estado": {"estado": Estado, "cambios": ternas},
    "papeletas": {"demandas": nombres, "constancia_medio": MedioDeConstancia},
    "procesos": {"pesos": numeros},
    "corridas": {"pesos": numeros, "techos": montos, "procedencias": procedencias},
    "puestos": {"motivo": mensaje, "desglose": aportes},
    "entregas": {"competencia": Competencia},
    "anclajes": {"contenido": de_clase(Contenido), "secretaria": de_clase(Secretaria)},
    "evaluaciones": {"etapa": Etapa, "al_edc": AlEdc, "condiciones": condiciones},
    "pasos_de_evaluacion": {"etapa": Etapa, "hacia": Etapa},
    "techos_por_version": {
        "estado": EstadoDeTecho,
        "renglones": lambda v: [bruto_de(r) for r in exigir_lista(v)],
        "descuentos": lambda v: [obligatorio_de(o) for o in exigir_lista(v)],
        "pasos": lambda v: [paso_de(p) for p in exigir_lista(v)],
    },
}
"""Tabla → columna → cómo se lee lo que guarda."""
