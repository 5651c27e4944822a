"""Lo que lista_con_techo aporta: una regla de selección."""

from nucleo.api import N_, Contexto, ReglaDeSeleccion, implementa
from plugins.lista_con_techo.reglas import AYUDA, en_lote, seleccionar


@implementa
def reglas_de_seleccion(contexto: Contexto) -> list[ReglaDeSeleccion]:  # noqa: ARG001 - firma del gancho
    return [
        ReglaDeSeleccion(
            "lista_con_techo",
            N_("Lista con techo"),
            seleccionar,
            en_lote=en_lote,
            ayuda=AYUDA,
        )
    ]
