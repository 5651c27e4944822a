"""En qué no hay acuerdo en un encuentro, para que se vea de un vistazo."""

from nucleo.dominio.disputas import Disputa, disputa
from nucleo.dominio.eventos import Evento
from nucleo.servicios import reclamos
from nucleo.servicios.puertos import Unidad


def disputa_de(unidad: Unidad, evento: Evento) -> Disputa:
    """La del encuentro ahora. Con la unidad abierta."""
    return disputa(
        unidad.mesas.votaciones(evento.gestion, evento.clave),
        reclamos.del_encuentro(unidad, evento.gestion, evento.clave),
    )
