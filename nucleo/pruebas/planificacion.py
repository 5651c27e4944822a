"""La estructura y el plan, como listas."""

from collections.abc import Sequence
from uuid import UUID

from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import Alianza, ElementoDePlan, Plan
from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.pruebas.listas import PorId
from nucleo.servicios.puertos.planificacion import P, Parte


class EstructuraEnMemoria(PorId[UnidadOperativa]):
    """Las unidades operativas, por código."""

    def todas(self) -> Sequence[UnidadOperativa]:
        return sorted(self.filas, key=lambda u: u.codigo)


class PlanesEnMemoria(PorId[Plan]):
    """Los planes con sus partes."""

    def __init__(self) -> None:
        super().__init__()
        self.partes: list[Parte] = []

    def todos(self) -> Sequence[Plan]:
        return sorted(self.filas, key=lambda p: (p.codigo, p.numero))

    def quitar(self, plan: Plan, /) -> None:
        self.partes = [p for p in self.partes if p.plan_id != plan.id]
        super().quitar(plan)

    def elementos(self, plan_id: UUID, /) -> Sequence[ElementoDePlan]:
        return sorted(self._de(ElementoDePlan, plan_id), key=lambda e: (e.orden, e.codigo))

    def indicadores(self, plan_id: UUID, /) -> Sequence[Indicador]:
        return sorted(self._de(Indicador, plan_id), key=lambda i: i.codigo)

    def alianzas(self, plan_id: UUID, /) -> Sequence[Alianza]:
        return sorted(self._de(Alianza, plan_id), key=lambda a: a.codigo)

    def _de(self, tipo: type[P], plan_id: UUID) -> list[P]:
        return [p for p in self.partes if isinstance(p, tipo) and p.plan_id == plan_id]

    def parte(self, tipo: type[P], cual: UUID, /) -> P | None:
        return next((p for p in self.partes if isinstance(p, tipo) and p.id == cual), None)

    def agregar_partes(self, partes: Sequence[Parte], /) -> None:
        self.partes += partes

    def quitar_parte(self, parte: Parte, /) -> None:
        self.partes.remove(parte)
