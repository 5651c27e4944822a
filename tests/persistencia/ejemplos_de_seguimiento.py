"""Una fila de cada cosa que el control social lleva."""

from datetime import UTC, date, datetime

from nucleo.dominio.encargos import Encargo, QueSeSigue
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo, Seguimiento

HORA = datetime(2027, 3, 1, 14, tzinfo=UTC)
DIA = date(2027, 3, 10)


def encargo(gestion, organizacion_id=None, marca="Riego", **otros):
    return Encargo(
        nuevo_id(), gestion, QueSeSigue.OBRA, marca, marca, HORA, marca,
        organizacion_id=organizacion_id, **otros,
    )  # fmt: skip


def seguimiento(gestion, de, marca="Ver el muro", **otros):
    nuevo = Seguimiento(
        nuevo_id(), gestion, de.id, ClaseDeSeguimiento.VISITA, marca, DIA, HORA, marca, **otros
    )
    nuevo.reprogramar(date(2027, 3, 20), "09:00", marca, marca, HORA, marca)
    nuevo.van = marca
    return nuevo


def del_control_social(gestion, organizacion_id, marca="Lo que se sigue"):
    """Un encargo y una actividad ya hecha, con la marca en todo texto."""
    suyo = encargo(gestion, organizacion_id, marca)
    hecha = seguimiento(gestion, suyo, marca)
    hecha.anotar(Hallazgo.OBSERVADO, marca, marca, DIA, HORA)
    return [suyo, hecha]
