"""Una priorización hecha: los pasos públicos de la gestión y el resultado que queda guardado."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import PasoPendiente, PasoYaDado
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.priorizacion import MILLON, POR_PUNTO, Aporte, puntos
from nucleo.dominio.seleccion import Decision, Techos


class Paso(StrEnum):
    """Los cuatro pasos de la Cumbre 2, en su orden: los pesos se acuerdan antes de calificar."""

    CONGELAR = "congelar"
    ACORDAR = "acordar"
    CALIFICAR = "calificar"
    PUBLICAR = "publicar"


@dataclass(eq=False)
class Proceso(DelMunicipio):
    """Por dónde va la priorización de una gestión. `pesos` son los acordados en la Cumbre.

    `entradas` es todo lo que decidía al acordar, en llano (`verificables.Entradas`), y `codigo`,
    el público que sale de su resumen. Los acuerdos de antes no los tienen.
    """

    id: UUID
    gestion: int
    congelada_en: datetime | None = None
    acordada_en: datetime | None = None
    calificada_en: datetime | None = None
    publicada_en: datetime | None = None
    pesos: Mapping[str, float] = field(default_factory=dict)
    codigo: str = ""
    entradas: Mapping[str, Any] | None = None
    version: int = 0

    def cuando(self, paso: Paso) -> datetime | None:
        """Cuándo se dio el paso, o `None` si falta."""
        return {
            Paso.CONGELAR: self.congelada_en,
            Paso.ACORDAR: self.acordada_en,
            Paso.CALIFICAR: self.calificada_en,
            Paso.PUBLICAR: self.publicada_en,
        }[paso]

    def dar(self, paso: Paso, cuando: datetime) -> None:
        """Da el paso si es el que toca. Solo se repite calificar, y solo antes de publicar."""
        dado, de_nuevo = self.cuando(paso), paso is Paso.CALIFICAR and not self.publicada_en
        if dado and not de_nuevo:
            raise PasoYaDado(paso.value, dado.isoformat(timespec="minutes"), self.gestion)
        pendiente = next(p for p in Paso if self.cuando(p) is None)
        if pendiente is not paso and not dado:
            raise PasoPendiente(paso.value, pendiente.value, self.gestion)
        match paso:
            case Paso.CONGELAR:
                self.congelada_en = cuando
            case Paso.ACORDAR:
                self.acordada_en = cuando
            case Paso.CALIFICAR:
                self.calificada_en = cuando
            case Paso.PUBLICAR:
                self.publicada_en = cuando


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una demanda en el resultado: su puesto, su puntaje, su desglose y la decisión."""

    puesto: int
    fila: FilaDeMatriz
    puntaje: int
    aportes: Sequence[Aporte]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Fuera:
    """Una demanda que no compite esta vez, y por qué."""

    codigo: str
    titulo: str
    organizacion: str
    motivo: Mensaje


@dataclass(frozen=True, slots=True)
class Resultado:
    """Una priorización entera, de ensayo o confirmada; `resumen` no depende de hora ni de base."""

    gestion: int
    regla: str
    pesos: Mapping[str, float]
    techos: Techos
    renglones: Sequence[Renglon]
    fuera: Sequence[Fuera] = ()

    @property
    def techo(self) -> Dinero:
        return sum(self.techos.values(), CERO)

    @property
    def usado(self) -> Dinero:
        return sum((r.fila.costo for r in self.renglones if r.decision.entra), CERO)

    @property
    def resumen(self) -> str:
        """SHA-256 de todo lo que decide: misma entrada, mismo resumen."""
        datos = {
            "gestion": self.gestion,
            "regla": self.regla,
            "pesos": dict(self.pesos),
            "techos": [[clave, monto.centavos] for clave, monto in self.techos.items()],
            "renglones": [esencia(r) for r in self.renglones],
        }
        return hashlib.sha256(canonico(datos).encode()).hexdigest()


def esencia(r: Renglon) -> list[object]:
    """Lo que de un renglón entra en el resumen."""
    aportes = [[a.clave, a.crudo, a.normalizado, a.aporte] for a in r.aportes]
    return [
        r.puesto,
        r.fila.codigo,
        r.fila.costo.centavos,
        r.puntaje,
        aportes,
        r.decision.entra,
        r.decision.fuente,
    ]


@dataclass(eq=False)
class Puesto(DelMunicipio):
    """Un renglón guardado. `desglose` es la lista de `aporte_como_json`."""

    id: UUID
    lugar: int
    demanda_id: UUID
    puntaje: int
    entra: bool
    fuente: str
    motivo: Mapping[str, object]
    desglose: Sequence[Mapping[str, object]]


@dataclass(eq=False)
class Corrida(DelMunicipio):
    """Una calificación guardada. No se corrige: se corre otra, antes de publicar.

    `procedencias` dice, por fuente, de dónde salía el dinero y si era un supuesto (`texto` y
    `simulada`): que el techo cambie después no cambia lo que se publicó. No entra en el resumen.
    `entradas` es todo lo que decidió, en llano (`verificables.Entradas`): con ello cualquiera la
    vuelve a hacer. Las corridas de antes no tienen ni lo uno ni lo otro.
    """

    id: UUID
    gestion: int
    cuando: datetime
    quien: str
    regla: str
    pesos: Mapping[str, float]
    techos: Mapping[str, str]
    resumen: str
    puestos: list[Puesto] = field(default_factory=list)
    procedencias: Mapping[str, Mapping[str, object]] | None = None
    entradas: Mapping[str, Any] | None = None


def aporte_como_json(a: Aporte) -> dict[str, object]:
    """La forma estable de un aporte: normalizado de 0 a 1, aporte en puntos sobre 100."""
    return {
        "clave": a.clave,
        "nombre": a.nombre,
        "plugin": a.plugin,
        "unidad": a.unidad,
        "crudo": a.crudo,
        "normalizado": a.normalizado / MILLON,
        "peso": a.peso,
        "aporte": puntos(a.aporte),
        "nota": a.nota.texto if a.nota else None,
    }


def aporte_de_json(guardado: Mapping[str, Any]) -> Aporte:
    """El camino de vuelta de `aporte_como_json`, sin perder una millonésima."""
    return Aporte(
        clave=guardado["clave"],
        nombre=guardado["nombre"],
        plugin=guardado["plugin"],
        unidad=guardado["unidad"],
        crudo=guardado["crudo"],
        normalizado=round(guardado["normalizado"] * MILLON),
        peso=guardado["peso"],
        aporte=round(guardado["aporte"] * POR_PUNTO),
        nota=Mensaje(guardado["nota"]) if guardado["nota"] else None,
    )


def recordar(
    corrida: Corrida, filas: Mapping[UUID, FilaDeMatriz], fuera: Sequence[Fuera] = ()
) -> Resultado:
    """El resultado de una corrida guardada, sin volver a preguntar a los plugins."""
    return Resultado(
        gestion=corrida.gestion,
        regla=corrida.regla,
        pesos=corrida.pesos,
        techos={clave: Dinero.de(monto) for clave, monto in corrida.techos.items()},
        renglones=[
            Renglon(
                puesto=p.lugar,
                fila=filas[p.demanda_id],
                puntaje=p.puntaje,
                aportes=[aporte_de_json(a) for a in p.desglose],
                decision=Decision(p.entra, Mensaje.de_json(p.motivo), p.fuente),
            )
            for p in sorted(corrida.puestos, key=lambda p: p.lugar)
        ],
        fuera=fuera,
    )
