"""Lo que todo repositorio hace igual."""

from collections.abc import Sequence

from nucleo.persistencia.guardia import Sesion


def agregar(sesion: Sesion, entidades: Sequence[object]) -> None:
    """Inserta ya, en el orden que dice el servicio.

    Entre agregados no hay `relationship`, así que el ORM no sabe cuál va primero: si se dejara
    para el final, una demanda podría insertarse antes que su organización.
    """
    sesion.add_all(entidades)
    sesion.flush()
