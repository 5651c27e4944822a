"""Los planes del municipio y los ajenos, con sus partes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import Alianza, ElementoDePlan, Plan
from nucleo.persistencia.campos import campos, columna, identidad_de
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar
from nucleo.servicios.puertos.planificacion import P, Parte


class Planes:
    """Cumple `puertos.Planes`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, plan: Plan) -> None:
        agregar(self._sesion, [plan])

    def quitar(self, plan: Plan) -> None:
        for suyo in (
            columna(campos(ElementoDePlan).plan_id),
            columna(campos(Indicador).plan_id),
            columna(campos(Alianza).plan_id),
        ):
            self._sesion.execute(delete(suyo.class_).where(suyo == plan.id))
        self._sesion.delete(plan)
        self._sesion.flush()

    def de(self, plan_id: UUID) -> Plan | None:
        consulta = select(Plan).where(columna(campos(Plan).id) == plan_id)
        return self._sesion.scalars(consulta).one_or_none()

    def todos(self) -> Sequence[Plan]:
        p = campos(Plan)
        consulta = select(Plan).order_by(columna(p.codigo), columna(p.numero))
        return self._sesion.scalars(consulta).all()

    def elementos(self, plan_id: UUID) -> Sequence[ElementoDePlan]:
        e = campos(ElementoDePlan)
        return self._de(ElementoDePlan, plan_id, columna(e.orden), columna(e.codigo))

    def indicadores(self, plan_id: UUID) -> Sequence[Indicador]:
        return self._de(Indicador, plan_id, columna(campos(Indicador).codigo))

    def alianzas(self, plan_id: UUID) -> Sequence[Alianza]:
        return self._de(Alianza, plan_id, columna(campos(Alianza).codigo))

    def _de(self, tipo: type[P], plan_id: UUID, *orden: Any) -> Sequence[P]:
        consulta = select(tipo).where(columna(campos(tipo).plan_id) == plan_id).order_by(*orden)
        return self._sesion.scalars(consulta).all()

    def parte(self, tipo: type[P], cual: UUID) -> P | None:
        consulta = select(tipo).where(identidad_de(tipo) == cual)
        return self._sesion.scalars(consulta).one_or_none()

    def agregar_partes(self, partes: Sequence[Parte]) -> None:
        agregar(self._sesion, partes)

    def quitar_parte(self, parte: Parte) -> None:
        self._sesion.delete(parte)
