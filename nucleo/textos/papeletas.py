"""Lo que se dice de las papeletas de la Cumbre 2."""

from nucleo.dominio.mensajes import N_
from nucleo.dominio.papeletas import (
    NoEstaEnLaMatriz,
    PapeletasCerradas,
    PapeletasSinAbrir,
)

FRASES = {
    PapeletasSinAbrir: N_(
        "Las papeletas de la gestión %(gestion)s se abren cuando se cierre la lista de demandas: "
        "antes no se sabe entre cuáles se marca."
    ),
    PapeletasCerradas: N_(
        "Las papeletas de la gestión %(gestion)s se cerraron el %(cuando)s, al acordar los pesos: "
        "desde ahí nadie cambia lo que decide."
    ),
    NoEstaEnLaMatriz: N_(
        "«%(codigo)s» no está entre las demandas que compiten en la gestión %(gestion)s."
    ),
}
HECHOS = {
    "papeletas.registrada": N_("Se llenó la papeleta de una organización"),
    "papeletas.importadas": N_("Se cargaron papeletas de la Cumbre 2"),
}
