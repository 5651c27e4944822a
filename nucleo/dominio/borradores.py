"""Lo que alguien está escribiendo y todavía no presenta: se guarda paso a paso y no se pierde."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio, Pasajero


class BorradorAjeno(ErrorDeNegocio):
    """Otra persona está escribiendo ese mismo formulario."""


@dataclass(eq=False)
class Borrador(DelMunicipio, Pasajero):
    """Lo escrito hasta ahora, tal como se escribió (`datos`: campo → texto).

    `id` es el del formulario que va a nacer: presentarlo dos veces no lo duplica. `organizacion_id`
    es de quién es y `usuario_id`, quién lo escribe.
    """

    id: UUID
    usuario_id: UUID
    organizacion_id: UUID
    gestion: int
    cuando: datetime
    datos: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
