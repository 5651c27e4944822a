"""La firmeza de una demanda, dicha para una asamblea."""

from uuid import UUID

from nucleo.dominio.firmezas import Firmeza, Region
from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext

TODAS = N_("Entra con todas las combinaciones de pesos que se probaron.")
NINGUNA = N_("No entra con ninguna de las combinaciones de pesos que se probaron.")
PARECIDAS = N_("Entra en %(cuantas)s de cada 100 combinaciones de pesos parecidas a la acordada.")
CUALQUIERA = N_("Entra en %(cuantas)s de cada 100 combinaciones de pesos, de todas las posibles.")
EN_EL_FILO = N_("Está en el filo: con otros pesos razonables podría cambiar.")
NO_DEPENDE = N_(
    "Con esta regla lo que entra no depende de los pesos: cambiarlos no mueve a ninguna demanda."
)


def decir_firmeza(firmeza: Firmeza, demanda_id: UUID) -> str:
    """En cuántas de cada cien entra y, si está en el filo, que lo está."""
    if not firmeza.depende:
        return gettext(NO_DEPENDE)
    cuantas = firmeza.porcentaje(demanda_id)
    if cuantas in {0, 100}:
        return gettext(TODAS if cuantas else NINGUNA)
    texto = PARECIDAS if firmeza.region is Region.PARECIDOS else CUALQUIERA
    dicha = gettext(texto) % {"cuantas": cuantas}
    return f"{dicha} {gettext(EN_EL_FILO)}" if firmeza.en_el_filo(demanda_id) else dicha
