"""Los municipios que la instalación hospeda."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.municipios import Alta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Altas:
    """Saber qué municipios hay no revela lo de ninguno: se ven desde cualquier ámbito.

    Las escribe el propio municipio o la plataforma.
    """

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, alta: Alta) -> None:
        agregar(self._sesion, [alta])

    def quitar(self, alta: Alta) -> None:
        self._sesion.delete(alta)

    def de(self, municipio_id: int) -> Alta | None:
        suya = select(Alta).where(columna(campos(Alta).municipio_id) == municipio_id)
        return self._sesion.scalars(suya).one_or_none()

    def codigos(self) -> set[int]:
        """Lee solo la clave: las demás columnas cambian de una revisión a otra."""
        return set(self._sesion.scalars(select(columna(campos(Alta).municipio_id))))

    def todas(self) -> Sequence[Alta]:
        """Por código INE."""
        consulta = select(Alta).order_by(columna(campos(Alta).municipio_id))
        return self._sesion.scalars(consulta).all()
