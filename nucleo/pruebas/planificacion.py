"""La estructura y el plan, como listas."""

from collections.abc import Sequence

from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.pruebas.listas import PorId


class EstructuraEnMemoria(PorId[UnidadOperativa]):
    """Las unidades operativas, por código."""

    def todas(self) -> Sequence[UnidadOperativa]:
        return sorted(self.filas, key=lambda u: u.codigo)
