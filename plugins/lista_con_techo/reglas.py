"""Entra en orden lo que quepa entero en alguna fuente; lo que no cabe deja pasar a la siguiente."""

import numpy as np

from nucleo.api import (
    N_,
    Candidata,
    Decision,
    Dinero,
    Eleccion,
    Entran,
    Lote,
    Mensaje,
    Techos,
    bajar_por_la_lista,
)

AYUDA = N_(
    "Se baja por la lista, de la primera a la última, y entra todo lo que quepa entero en el "
    "dinero que queda. Lo que no cabe deja pasar a la siguiente."
)
SIN_TECHO = Mensaje(N_("No entra: la gestión no tiene techo fijado."))
ENTRA = N_("Entra con la fuente %(fuente)s: cuesta %(costo)s y después quedan %(saldo)s.")
NO_ALCANZA = N_(
    "No entra: a la fuente %(fuente)s, la de mayor saldo, le faltan %(falta)s. La última que "
    "entró antes con esa fuente es %(ultima)s, en el puesto %(puesto)s."
)
NO_CABE = N_(
    "No entra: cuesta %(costo)s y ni la fuente %(fuente)s, la de mayor saldo y todavía sin gastar, "
    "alcanza: le faltan %(falta)s."
)


def seleccionar(eleccion: Eleccion) -> list[Decision]:
    """Baja por la lista gastando de cada fuente-organismo, en el orden en que vienen."""
    lista = Lista(eleccion.techos)
    return [lista.decidir(c) for c in eleccion.candidatas]


def en_lote(lote: Lote) -> Entran:
    """Lo mismo que `seleccionar`, sin motivos y para todas las variantes de una vez."""
    techos = [t.centavos for t in lote.eleccion.techos.values()]
    return bajar_por_la_lista(lote, np.array([techos], dtype=np.int64))


class Lista:
    """Lo que va quedando en cada fuente y la última demanda que gastó de ella."""

    def __init__(self, techos: Techos) -> None:
        self.saldos = dict(techos)
        self.ultimas: dict[str, Candidata] = {}

    def decidir(self, candidata: Candidata) -> Decision:
        """Gasta de la primera fuente donde la demanda quepa entera, o dice por qué no entra."""
        costo = candidata.fila.costo
        if not self.saldos:
            return Decision(entra=False, motivo=SIN_TECHO)
        fuente = next((f for f, saldo in self.saldos.items() if costo <= saldo), None)
        if fuente is None:
            return Decision(entra=False, motivo=self._por_que_no(costo))
        self.saldos[fuente] -= costo
        self.ultimas[fuente] = candidata
        datos = {"fuente": fuente, "costo": costo.legible(), "saldo": self.saldos[fuente].legible()}
        return Decision(entra=True, motivo=Mensaje(ENTRA, datos), fuente=fuente)

    def _por_que_no(self, costo: Dinero) -> Mensaje:
        fuente = max(self.saldos, key=lambda f: self.saldos[f])
        datos: dict[str, str | int] = {
            "fuente": fuente,
            "costo": costo.legible(),
            "falta": (costo - self.saldos[fuente]).legible(),
        }
        if ultima := self.ultimas.get(fuente):
            datos |= {"ultima": ultima.fila.codigo, "puesto": ultima.puesto}
            return Mensaje(NO_ALCANZA, datos)
        return Mensaje(NO_CABE, datos)
