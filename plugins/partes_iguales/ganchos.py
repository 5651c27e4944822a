"""Lo que partes_iguales aporta: una regla de selección, con sus ajustes."""

from functools import partial

from nucleo.api import N_, Contexto, ReglaDeSeleccion, implementa
from plugins.partes_iguales.ajustes import Ajustes, Esquema
from plugins.partes_iguales.reglas import AYUDA, en_lote, seleccionar


@implementa
def esquema_de_ajustes() -> type[Esquema]:
    return Esquema


@implementa
def reglas_de_seleccion(contexto: Contexto) -> list[ReglaDeSeleccion]:
    ajustes = contexto.ajustes_de(Ajustes)
    return [
        ReglaDeSeleccion(
            "partes_iguales",
            N_("Partes iguales"),
            partial(seleccionar, ajustes=ajustes),
            en_lote=partial(en_lote, ajustes=ajustes),
            usa_puntajes=ajustes.completado.baja_por_la_lista,
            ayuda=AYUDA,
        )
    ]
