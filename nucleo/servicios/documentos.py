"""Lo que hace falta saber para imprimir un documento de un encuentro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.asistencias import OTB, PARTICIPANTE_DE
from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.documentos import LE_TOCA, SUYAS, Receptor, imprimibles
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import Evento
from nucleo.dominio.llano import en_llano
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.poa import EstadoDePoa, Poa, la_vigente
from nucleo.dominio.verificables import resumen_de
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.lecturas import CorridaLeida, PuestoLeido
from nucleo.servicios.puertos import Unidad

POR_DEFECTO = (OTB, "control_social", "concejo", "salud", "educacion", "mujeres", "funcionales")
NO_FIRMAN = frozenset({"ejecutivo"})
"""Presenta el proyecto: no es quien da la conformidad."""


@dataclass(frozen=True, slots=True)
class DeQue:
    """El documento pedido y su encuentro."""

    evento: Evento
    tipo: TipoDeEvento
    documento: Renglon


def buscar(contexto: Contexto, unidad: Unidad, encuentro: str, documento: str) -> DeQue:
    """Con la unidad abierta. `NoExiste` dice qué documentos de ese encuentro se imprimen."""
    evento = evento_de(unidad, contexto.gestion, encuentro)
    tipo = contexto.ciclo.eventos.get(encuentro)
    hay = imprimibles(tipo) if tipo else {}
    if tipo is None or documento not in hay:
        raise NoExiste("documento", documento, [*hay])
    return DeQue(evento, tipo, hay[documento])


def encuentros_desde(unidad: Unidad, evento: Evento) -> list[Evento]:
    """Los que siguen a ese en el ciclo, por fecha. Con la unidad abierta."""
    todos = unidad.calendarios.eventos(evento.gestion)
    return sorted((e for e in todos if e.orden > evento.orden), key=lambda e: (e.dia, e.orden))


def por_entregar(corrida: CorridaLeida | None, receptor: Receptor) -> list[PuestoLeido]:
    """La demanda calificada que lleva el ejemplar de ese receptor, en su orden."""
    puestos = corrida.puestos if corrida else ()
    return [p for p in puestos if p.fila.competencia in LE_TOCA[receptor]]


def es_suya(puesto: PuestoLeido, receptor: Receptor) -> bool:
    """Si su nivel puede hacerla, solo o con otros."""
    return puesto.fila.competencia in SUYAS[receptor]


@dataclass(frozen=True, slots=True)
class PoaPorFirmar:
    """La versión que se presenta: cuál, cómo está, cuánto suma y su resumen."""

    numero: int
    estado: EstadoDePoa
    lineas: int
    total: Dinero
    resumen: str
    simuladas: int

    @property
    def presentado(self) -> bool:
        return self.estado is not EstadoDePoa.ANTEPROYECTO


def poa_por_firmar(unidad: Unidad, gestion: int) -> PoaPorFirmar | None:
    """La que rige o, si ninguna, la última con efecto. Con la unidad abierta."""
    poa = la_vigente(unidad.poas.versiones(gestion))
    if poa is None:
        return None
    simuladas = sum(x.simulada for x in poa.lineas)
    return PoaPorFirmar(
        poa.numero, poa.estado, len(poa.lineas), poa.total, resumen_del_poa(poa), simuladas
    )


def resumen_del_poa(poa: Poa) -> str:
    """SHA-256 de la gestión, la versión y lo declarado en cada línea, en su orden."""
    lineas = sorted(poa.lineas, key=lambda x: x.orden)
    return resumen_de(
        {
            "gestion": poa.gestion,
            "version": poa.numero,
            "lineas": [{"orden": x.orden, **en_llano(x.datos())} for x in lineas],
        }
    )


@dataclass(frozen=True, slots=True)
class Firmante:
    """Una organización que firma, con quién la representa ese día si se sabe."""

    organizacion: Organizacion
    dirigencia: Dirigencia | None


def firmantes(
    contexto: Contexto, unidad: Unidad, tipo: TipoDeEvento, dia: date
) -> list[tuple[str, Sequence[Firmante]]]:
    """Por participante, sus organizaciones; sin ninguna, un grupo vacío. Con la unidad abierta."""
    dirigencias = _vigentes(unidad, dia)
    suyas: dict[str, list[Firmante]] = {}
    for o in unidad.organizaciones.todas():
        quien = Firmante(o, dirigencias.get(o.id))
        suyas.setdefault(PARTICIPANTE_DE[o.tipo], []).append(quien)
    llamados = [q for q in tipo.participan or POR_DEFECTO if q in contexto.ciclo.participantes]
    return [
        (q, sorted(suyas.get(q, ()), key=lambda f: f.organizacion.clave))
        for q in llamados
        if q not in NO_FIRMAN
    ]


def _vigentes(unidad: Unidad, dia: date) -> Mapping[UUID, Dirigencia]:
    """Una por organización: la primera con mandato ese día."""
    hallada: dict[UUID, Dirigencia] = {}
    for d in unidad.dirigencias.todas():
        if d.vigente(dia):
            hallada.setdefault(d.organizacion_id, d)
    return hallada
