"""El EDC anclado, como una lista."""

from collections.abc import Sequence

from nucleo.dominio.anclajes import Anclaje
from nucleo.pruebas.listas import PorGestion


class AnclajesEnMemoria(PorGestion[Anclaje]):
    """Cumple `puertos.Anclajes`, para un solo municipio."""

    def vigentes(self, gestion: int, /) -> Sequence[Anclaje]:
        return [a for a in self.de_gestion(gestion) if a.retirada_en is None]
