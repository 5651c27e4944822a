"""Los archivos que acompañan a los formularios del municipio."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.adjuntos import Adjunto
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.contenidos import nombrados
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Adjuntos:
    """Cumple `puertos.FichasDeAdjuntos`: lo que se sabe de cada archivo, no su contenido."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, adjunto: Adjunto) -> None:
        agregar(self._sesion, [adjunto])

    def quitar(self, adjunto: Adjunto) -> None:
        self._sesion.delete(adjunto)

    def de(self, adjunto_id: UUID) -> Adjunto | None:
        consulta = select(Adjunto).where(columna(campos(Adjunto).id) == adjunto_id)
        return self._sesion.scalars(consulta).one_or_none()

    def resumenes(self) -> Sequence[str]:
        """Cada contenido una vez, aunque esté en varios, sea de quien sea."""
        return sorted(nombrados(self._sesion))

    def del_formulario(self, formulario_id: UUID) -> Sequence[Adjunto]:
        """En el orden en que se agregaron."""
        a = campos(Adjunto)
        consulta = select(Adjunto).where(columna(a.formulario_id) == formulario_id)
        return self._sesion.scalars(consulta.order_by(columna(a.cuando), columna(a.id))).all()
