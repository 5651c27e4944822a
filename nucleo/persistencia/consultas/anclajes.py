"""Lo que una región lee del EDC que algún municipio ancló en ella."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.anclajes import Anclaje, EdcAnclado
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion


def listar(sesion: Sesion) -> Sequence[EdcAnclado]:
    """Los vigentes, de la gestión más nueva a la más vieja: hay uno por gestión a lo más."""
    a = campos(Anclaje)
    consulta = select(Anclaje).where(columna(a.retirada_en).is_(None))
    return [e.leido for e in sesion.scalars(consulta.order_by(columna(a.gestion).desc()))]
