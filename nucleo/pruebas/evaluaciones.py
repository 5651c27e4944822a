"""Las evaluaciones, como lista."""

from nucleo.dominio.evaluaciones import Evaluacion
from nucleo.pruebas.listas import PorGestion


class EvaluacionesEnMemoria(PorGestion[Evaluacion]):
    """Una por demanda y gestión."""

    def de(self, gestion: int, codigo: str, /) -> Evaluacion | None:
        return next((e for e in self.de_gestion(gestion) if e.codigo == codigo), None)
