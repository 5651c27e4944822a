"""La matriz de una gestión, tal como quedó en su última corrida."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.dominio.corridas import Corrida, Proceso, Puesto
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.consultas.demandas import DE_LA_FILA, SU_ORGANIZACION, fila_de, nombradas
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import CorridaLeida, Procedencia, PuestoLeido

c, d, p = campos(Corrida), campos(Demanda), campos(Puesto)
DEL_PUESTO: Sequence[InstrumentedAttribute[Any]] = (
    columna(p.puntaje),
    columna(p.entra),
    columna(p.fuente),
    columna(p.motivo),
    columna(p.desglose),
)


def proceso(sesion: Sesion, gestion: int) -> Proceso | None:
    """El proceso entero: es una fila, y la pantalla pregunta por sus pasos."""
    consulta = select(Proceso).where(columna(campos(Proceso).gestion) == gestion)
    return sesion.scalars(consulta).one_or_none()


def corrida(sesion: Sesion, gestion: int) -> CorridaLeida | None:
    datos = sesion.execute(
        ultima(
            gestion,
            columna(c.id),
            columna(c.cuando),
            columna(c.quien),
            columna(c.regla),
            columna(c.pesos),
            columna(c.techos),
            columna(c.resumen),
            columna(c.procedencias),
        )
    ).one_or_none()
    if datos is None:
        return None
    identidad, *resto, dichas = datos
    puestos = sesion.execute(con_demanda().where(columna(c.id) == identidad))
    renglones = nombrados(sesion, [puesto_de(fila) for fila in puestos])
    return CorridaLeida(*[gestion, *resto, renglones, procedencias_de(dichas)])


def procedencias_de(
    dichas: Mapping[str, Mapping[str, Any]] | None,
) -> Mapping[str, Procedencia] | None:
    """Las guardadas con la corrida; `None` en las de antes, que no las tienen."""
    if dichas is None:
        return None
    return {c: Procedencia(d["texto"], simulada=d["simulada"]) for c, d in dichas.items()}


def puesto(sesion: Sesion, gestion: int, numero: int) -> PuestoLeido | None:
    consulta = con_demanda().where(
        columna(c.id).in_(ultima(gestion, columna(c.id))),
        columna(d.gestion) == gestion,
        columna(d.numero) == numero,
    )
    fila = sesion.execute(consulta).one_or_none()
    return None if fila is None else nombrados(sesion, [puesto_de(fila)])[0]


def nombrados(sesion: Sesion, puestos: Sequence[PuestoLeido]) -> list[PuestoLeido]:
    """Los mismos; la compartida, con los nombres de quienes la piden."""
    filas = nombradas(sesion, [p.fila for p in puestos])
    return [replace(p, fila=f) for p, f in zip(puestos, filas, strict=True)]


def ultima(gestion: int, *que: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(*que)
        .where(columna(c.gestion) == gestion)
        .order_by(columna(c.cuando).desc(), columna(c.id).desc())
        .limit(1)
    )


def con_demanda() -> Select[*tuple[Any, ...]]:
    return (
        select(columna(p.lugar), *DE_LA_FILA, *DEL_PUESTO)
        .select_from(Corrida)
        .join(columna(c.puestos))
        .join(Demanda, columna(d.id) == columna(p.demanda_id))
        .join(Organizacion, SU_ORGANIZACION)
        .order_by(columna(p.lugar))
    )


def puesto_de(valores: Sequence[Any]) -> PuestoLeido:
    lugar, *resto = valores
    return PuestoLeido(lugar, fila_de(resto), *resto[len(DE_LA_FILA) :])
