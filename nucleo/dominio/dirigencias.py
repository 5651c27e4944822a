"""Quién representa a cada organización, con qué cargo y hasta cuándo."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


@dataclass(eq=False)
class Dirigencia(DelMunicipio):
    """Una persona al frente de una organización, tenga o no cuenta en la plataforma.

    `cargo` va como lo dice su pueblo: secretario general, jilacata, mallku, capitán, presidenta.
    Sin `hasta`, sigue. La cuenta que se cree después la nombra en su membresía y así reclama lo
    que se registró a su nombre.
    """

    id: UUID
    organizacion_id: UUID
    nombre: str
    cargo: str
    desde: date | None = None
    hasta: date | None = None
    telefono: str = ""
    version: int = 0

    def vigente(self, dia: date) -> bool:
        """Si su mandato vale ese día; sin fechas, vale."""
        return (self.desde is None or self.desde <= dia) and (
            self.hasta is None or dia <= self.hasta
        )


class MandatoAlReves(ErrorDeNegocio):
    """Termina antes de empezar."""

    campos = ("empieza", "termina")
