"""Las evaluaciones, como lista."""

from collections.abc import Collection

from nucleo.dominio.evaluaciones import Etapa, Evaluacion
from nucleo.pruebas.listas import PorGestion


class EvaluacionesEnMemoria(PorGestion[Evaluacion]):
    """Una por demanda y gestión."""

    def de(self, gestion: int, codigo: str, /) -> Evaluacion | None:
        return next((e for e in self.de_gestion(gestion) if e.codigo == codigo), None)

    def codigos(self, gestion: int, etapas: Collection[Etapa], /) -> Collection[str]:
        return {e.codigo for e in self.de_gestion(gestion) if e.etapa in etapas}
