"""Las papeletas de la Cumbre 2, como una lista."""

from uuid import UUID

from nucleo.dominio.papeletas import Papeleta
from nucleo.pruebas.listas import PorGestion


class PapeletasEnMemoria(PorGestion[Papeleta]):
    """Cumple `puertos.Papeletas`."""

    def de(self, gestion: int, organizacion_id: UUID, /) -> Papeleta | None:
        suyas = (p for p in self.de_gestion(gestion) if p.organizacion_id == organizacion_id)
        return next(suyas, None)
