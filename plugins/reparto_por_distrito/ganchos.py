"""Lo que reparto_por_distrito aporta: una regla de selección, con sus ajustes."""

from functools import partial

from nucleo.api import N_, Contexto, ReglaDeSeleccion, implementa
from plugins.reparto_por_distrito.ajustes import Ajustes, Esquema
from plugins.reparto_por_distrito.reglas import AYUDA, en_lote, seleccionar


@implementa
def esquema_de_ajustes() -> type[Esquema]:
    return Esquema


@implementa
def reglas_de_seleccion(contexto: Contexto) -> list[ReglaDeSeleccion]:
    ajustes = contexto.ajustes_de(Ajustes)
    return [
        ReglaDeSeleccion(
            "reparto_por_distrito",
            N_("Reparto por distrito"),
            partial(seleccionar, ajustes=ajustes),
            en_lote=partial(en_lote, ajustes=ajustes),
            ayuda=AYUDA,
        )
    ]
