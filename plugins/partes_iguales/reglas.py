"""De los apoyos a la decisión de cada demanda, con un motivo que se pueda leer en la asamblea."""

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from nucleo.api import (
    N_,
    Decision,
    Dinero,
    Eleccion,
    Entran,
    Lote,
    Mensaje,
    bajar_por_la_lista,
)
from plugins.partes_iguales.ajustes import Ajustes
from plugins.partes_iguales.compras import Compra, Instancia, Vuelta, comprar, instancia_de

AYUDA = N_(
    "A cada persona le toca la misma parte del techo y con ella se pagan las demandas que su "
    "organización apoya. Entra la que su gente puede pagar, empezando por la que menos le pide a "
    "cada uno."
)
SIN_TECHO = Mensaje(N_("No entra: la gestión no tiene techo fijado."))
ENTRA = N_(
    "Entra. Organizaciones que la apoyan: %(organizaciones)s, con %(personas)s personas. De los "
    "%(parte)s que le tocan a cada persona, puso hasta %(pago)s. Se paga con la fuente %(fuente)s."
)
ENTRA_CON_AUMENTO = N_(
    "Entra. Organizaciones que la apoyan: %(organizaciones)s, con %(personas)s personas. Cada "
    "persona puso hasta %(pago)s: para no dejar dinero sin usar, lo que le toca a cada una se "
    "contó como %(parte)s en vez de %(antes)s. Se paga con la fuente %(fuente)s."
)
SIN_APOYO = N_("No entra: no la apoya ninguna organización que tenga anotada su población.")
LE_FALTA = N_(
    "No entra. Organizaciones que la apoyan: %(organizaciones)s, con %(personas)s personas. Entre "
    "todas les quedaban %(queda)s y cuesta %(costo)s: le faltan %(falta)s."
)
NO_CABE = N_(
    "No entra. Organizaciones que la apoyan: %(organizaciones)s, con %(personas)s personas, y "
    "podían pagarla; pero cuesta %(costo)s y no cabe entera en ninguna fuente: la de mayor saldo, "
    "la %(fuente)s, tenía %(queda)s."
)
ENTRA_POR_LA_LISTA = N_(
    "Entra con el dinero que los apoyos dejaron sin usar, bajando por la lista: cuesta %(costo)s "
    "con la fuente %(fuente)s y después quedan %(saldo)s."
)
NI_POR_LA_LISTA = N_(
    "No entra. Organizaciones que la apoyan: %(organizaciones)s, con %(personas)s personas, y no "
    "les alcanzó. Bajando por la lista tampoco cabe en lo que quedó sin usar: cuesta %(costo)s y "
    "la fuente de mayor saldo, la %(fuente)s, tenía %(queda)s."
)
SIN_APOYO_NI_LISTA = N_(
    "No entra: no la apoya ninguna organización que tenga anotada su población. Bajando por la "
    "lista tampoco cabe en lo que quedó sin usar: cuesta %(costo)s y la fuente de mayor saldo, la "
    "%(fuente)s, tenía %(queda)s."
)
Datos = dict[str, str | int]


def seleccionar(eleccion: Eleccion, ajustes: Ajustes) -> list[Decision]:
    """Lo que compran los apoyos y, si los ajustes lo dicen, lo que sobra bajando por la lista."""
    if not eleccion.techos:
        return [Decision(entra=False, motivo=SIN_TECHO) for _ in eleccion.candidatas]
    instancia = instancia_de(eleccion, ajustes)
    vuelta = comprar(instancia, paso_de(ajustes))
    motivos = Motivos(eleccion, instancia, vuelta)
    decisiones = [motivos.de(lugar) for lugar in range(len(eleccion.candidatas))]
    if not ajustes.completado.baja_por_la_lista:
        return decisiones
    return [d if d.entra else motivos.por_la_lista(lugar) for lugar, d in enumerate(decisiones)]


def paso_de(ajustes: Ajustes) -> int:
    """Centavos que sube la parte de cada persona en cada vuelta; cero si no se completa así."""
    return ajustes.incremento.centavos if ajustes.completado.incrementa else 0


def en_lote(lote: Lote, ajustes: Ajustes) -> Entran:
    """Lo mismo que `seleccionar`: una compra por cada renglón distinto de costos."""
    eleccion = lote.eleccion
    entran = np.zeros(lote.ordenes.shape, dtype=np.bool_)
    if not eleccion.techos:
        return entran
    distintos, cual = np.unique(lote.costos, axis=0, return_inverse=True)
    for n, costos in enumerate(distintos):
        suyas = np.flatnonzero(np.broadcast_to(cual.ravel() == n, len(lote)))
        vuelta = comprar(instancia_de(eleccion, ajustes, costos), paso_de(ajustes))
        compradas = np.isin(np.arange(len(costos)), list(vuelta.compras))
        entran[suyas] = compradas
        if ajustes.completado.baja_por_la_lista:
            entran[suyas] = bajar_por_la_lista(
                Lote(eleccion, lote.ordenes[suyas], costos[np.newaxis], lote.puntajes[suyas]),
                np.array([list(vuelta.saldos.values())], dtype=np.int64),
                ya=entran[suyas],
            )
    return entran


class Motivos:
    """Las decisiones con su porqué; `por_la_lista` gasta de lo que va quedando, en orden."""

    def __init__(self, eleccion: Eleccion, instancia: Instancia, vuelta: Vuelta) -> None:
        self.candidatas = eleccion.candidatas
        self.instancia, self.vuelta = instancia, vuelta
        self.organizaciones = {
            c.fila.demanda_id: sum(c.fila.demanda_id in a.demandas for a in eleccion.apoyos)
            for c in eleccion.candidatas
        }
        self.saldos = dict(vuelta.saldos)

    def de(self, lugar: int) -> Decision:
        """Lo que compraron los apoyos."""
        compra = self.vuelta.compras.get(lugar)
        if compra:
            return Decision(entra=True, motivo=self._entra(lugar, compra), fuente=compra.fuente)
        return Decision(entra=False, motivo=self._no_entra(lugar))

    def por_la_lista(self, lugar: int) -> Decision:
        """Con lo que quedó sin usar."""
        costo = self.candidatas[lugar].fila.costo
        fuente = next((f for f, s in self.saldos.items() if costo.centavos <= s), "")
        if not fuente:
            texto = NI_POR_LA_LISTA if self.instancia.apoyan(lugar) else SIN_APOYO_NI_LISTA
            return Decision(entra=False, motivo=_con(texto, self._datos(lugar, self.saldos)))
        self.saldos[fuente] -= costo.centavos
        datos = {"costo": costo.legible(), "fuente": fuente}
        datos["saldo"] = Dinero(self.saldos[fuente]).legible()
        return Decision(entra=True, motivo=Mensaje(ENTRA_POR_LA_LISTA, datos), fuente=fuente)

    def _entra(self, lugar: int, compra: Compra) -> Mensaje:
        antes = Fraction(self.instancia.techo, self.instancia.personas)
        parte = self.vuelta.parte
        datos = self._datos(lugar, self.vuelta.saldos) | {
            "pago": legible(compra.pago),
            "parte": legible(parte),
            "antes": legible(antes),
            "fuente": compra.fuente,
        }
        return _con(ENTRA if parte == antes else ENTRA_CON_AUMENTO, datos)

    def _no_entra(self, lugar: int) -> Mensaje:
        suyos = self.instancia.apoyan(lugar)
        if not suyos:
            return Mensaje(SIN_APOYO)
        datos = self._datos(lugar, self.vuelta.saldos)
        if lugar in self.vuelta.sueltas:
            return _con(NO_CABE, datos)
        grupos, dinero = self.instancia.grupos, self.vuelta.dinero
        juntan = math.floor(sum(dinero[g] * grupos[g].personas for g in suyos))
        falta = self.instancia.costos[lugar] - juntan
        datos |= {"queda": Dinero(juntan).legible(), "falta": Dinero(falta).legible()}
        return _con(LE_FALTA, datos)

    def _datos(self, lugar: int, saldos: Mapping[str, int]) -> Datos:
        fuente = max(saldos, key=lambda f: saldos[f])
        fila = self.candidatas[lugar].fila
        grupos = self.instancia.grupos
        personas = sum(grupos[g].personas for g in self.instancia.apoyan(lugar))
        return {
            "organizaciones": self.organizaciones[fila.demanda_id],
            "personas": f"{personas:,}".replace(",", "."),
            "costo": fila.costo.legible(),
            "fuente": fuente,
            "queda": Dinero(saldos[fuente]).legible(),
        }


def legible(centavos: Fraction) -> str:
    """Al centavo, hacia arriba: nadie puso más que eso."""
    return Dinero(math.ceil(centavos)).legible()


def _con(texto: str, datos: Datos) -> Mensaje:
    """Solo con los datos que el texto nombra: es lo que queda guardado con la corrida."""
    return Mensaje(texto, {clave: dato for clave, dato in datos.items() if f"%({clave})" in texto})
