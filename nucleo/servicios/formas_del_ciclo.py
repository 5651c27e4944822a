"""La forma de lo que guardan los encuentros: pasos, votos, actas, informes y seguimiento."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nucleo.dominio.actas import EstadoDeActa, SeccionDeActa
from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.asistencias import Sexo
from nucleo.dominio.constancias import Conformidad
from nucleo.dominio.convocatorias import MedioDeConvocatoria
from nucleo.dominio.encargos import QueSeSigue
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.informes import EstadoDeInforme
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa
from nucleo.dominio.reclamos import EstadoDeReclamo, SobreQue
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo
from nucleo.dominio.votaciones import EstadoDeVotacion, Manos, OpcionDeVoto
from nucleo.servicios.lectores import Lector, de_clase, exigir_lista, exigir_texto, textos


def renglones(*claves: str, cuando: str = "") -> Lector:
    """Una lista de tablas de texto con esas claves; `cuando`, si se da, es un instante o vacío."""

    def leer(valor: Any) -> object:
        for uno in exigir_lista(valor):
            for clave in claves:
                exigir_texto(uno[clave])
            if cuando and uno[cuando]:
                datetime.fromisoformat(uno[cuando])
        return valor

    return leer


def cada_uno(tipo: type) -> Lector:
    """Una lista de valores del dominio guardados en llano."""
    uno = de_clase(tipo)
    return lambda valor: [uno(v) for v in exigir_lista(valor)]


def entero(valor: Any) -> int:
    """Una cuenta: ni texto ni negativa."""
    if not isinstance(valor, int) or valor < 0:
        raise ValueError(valor)
    return valor


def manos(valor: Mapping[str, Mapping[str, Any]]) -> object:
    """De cada opción, cuántas manos."""
    for opcion, contadas in valor.items():
        suyas = Manos(**contadas)
        OpcionDeVoto(opcion)
        for cuantas in (suyas.total, suyas.mujeres, suyas.hombres):
            if cuantas is not None:
                entero(cuantas)
    return valor


def tarjetas(valor: Mapping[str, Mapping[str, list[int]]]) -> object:
    """De cada pregunta y cada quien, cuántas tarjetas por respuesta."""
    return {
        (PreguntaDeSalida(pregunta), Quienes(quien)): [entero(n) for n in exigir_lista(cuentas)]
        for pregunta, por_quien in valor.items()
        for quien, cuentas in por_quien.items()
    }


def secciones(valor: Mapping[str, str]) -> object:
    """De cada parte del acta, lo que se escribió."""
    return {SeccionDeActa(cual): exigir_texto(texto) for cual, texto in valor.items()}


PASOS = renglones("estado", "quien", "cuando", cuando="cuando")

DEL_CICLO: Mapping[str, Mapping[str, Lector]] = {
    "eventos": {
        "estado": EstadoDeEvento,
        "saltos": renglones("compuerta", "motivo", "quien", "cuando", cuando="cuando"),
        "pasos": PASOS,
    },
    "convocatorias": {"medio": MedioDeConvocatoria},
    "asistencias": {"sexo": Sexo},
    "puntos_tratados": {"tramos": renglones("desde", "hasta", cuando="desde")},
    "votaciones": {
        "estado": EstadoDeVotacion,
        "cuenta": manos,
        "disensos": renglones("quien", "por_que"),
    },
    "acuerdos": {"estado": EstadoDeAcuerdo},
    "reclamos": {"sobre": SobreQue, "estado": EstadoDeReclamo},
    "tarjetas_de_salida": {"cuenta": tarjetas},
    "actas": {
        "estado": EstadoDeActa,
        "secciones": secciones,
        "observaciones": cada_uno(ObservacionEnActa),
        "constancias": cada_uno(Conformidad),
        "sello": textos,
        "pasos": PASOS,
    },
    "informes": {"estado": EstadoDeInforme, "apartados": textos},
    "encargos": {"sigue": QueSeSigue},
    "seguimientos": {
        "clase": ClaseDeSeguimiento,
        "resultado": Hallazgo,
        "cambios": renglones("de", "a", "motivo"),
    },
}
"""Tabla → columna → cómo se lee lo que guarda."""
