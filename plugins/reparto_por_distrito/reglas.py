"""Se baja por la lista, cada demanda con lo de su distrito; lo que sobra, según los ajustes."""

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
    bajar_por_la_lista,
    plegar,
)
from plugins.reparto_por_distrito.ajustes import Ajustes, Sobrante
from plugins.reparto_por_distrito.reparto import repartir

AYUDA = N_(
    "Primero se reparte el techo entre los distritos; después se baja por la lista y cada demanda "
    "entra si cabe en lo que le queda a su distrito."
)
SIN_TECHO = Mensaje(N_("No entra: la gestión no tiene techo fijado."))
ENTRA = N_(
    "Entra con lo de su distrito (%(distrito)s), al que le tocan %(parte)s: cuesta %(costo)s con "
    "la fuente %(fuente)s y al distrito le quedan %(saldo)s."
)
ENTRA_DEL_COMUN = N_(
    "Entra con los %(parte)s apartados para lo que no es de un solo distrito: cuesta %(costo)s "
    "con la fuente %(fuente)s y después quedan %(saldo)s."
)
NO_CABE = N_(
    "No entra: a su distrito (%(distrito)s) le tocan %(parte)s. Al llegar a esta demanda su fuente "
    "de mayor saldo, la %(fuente)s, tenía %(queda)s; cuesta %(costo)s y le faltan %(falta)s."
)
NO_CABE_EN_COMUN = N_(
    "No entra: para lo que no es de un solo distrito hay %(parte)s. Al llegar a esta demanda la "
    "fuente de mayor saldo, la %(fuente)s, tenía %(queda)s; cuesta %(costo)s y le faltan %(falta)s."
)
ENTRA_CON_SOBRANTE = N_(
    "Entra con lo que sobró en todos los distritos: cuesta %(costo)s con la fuente %(fuente)s. En "
    "lo de su distrito no cabía: le faltaban %(falta)s."
)
NI_CON_SOBRANTE = N_(
    "No entra: a su distrito (%(distrito)s) le tocan %(parte)s y le faltaban %(falta)s. Tampoco "
    "cabe en lo que sobró en todos los distritos: cuesta %(costo)s y la fuente de mayor saldo, la "
    "%(fuente)s, tenía %(queda)s."
)
NI_CON_SOBRANTE_EN_COMUN = N_(
    "No entra: para lo que no es de un solo distrito hay %(parte)s y le faltaban %(falta)s. "
    "Tampoco cabe en lo que sobró en todos los distritos: cuesta %(costo)s y la fuente de mayor "
    "saldo, la %(fuente)s, tenía %(queda)s."
)


class Bolsa:
    """Lo que va quedando de una parte, en centavos por fuente y en su orden de gasto."""

    def __init__(self, nombre: str, saldos: dict[str, int]) -> None:
        self.nombre, self.saldos = nombre, saldos
        self.parte = Dinero(sum(saldos.values()))

    def gastar(self, centavos: int) -> str:
        """De qué fuente sale entera la demanda; vacío si no cabe en ninguna."""
        fuente = next((f for f, saldo in self.saldos.items() if centavos <= saldo), "")
        if fuente:
            self.saldos[fuente] -= centavos
        return fuente

    @property
    def mayor(self) -> str:
        return max(self.saldos, key=lambda f: self.saldos[f])

    def datos(self, costo: Dinero, fuente: str) -> dict[str, str | int]:
        """Lo que un motivo dice de esta bolsa."""
        queda = self.saldos[fuente]
        return {
            "distrito": self.nombre,
            "parte": self.parte.legible(),
            "fuente": fuente,
            "costo": costo.legible(),
            "queda": Dinero(queda).legible(),
            "falta": Dinero(costo.centavos - queda).legible(),
            "saldo": Dinero(sum(self.saldos.values())).legible(),
        }


def seleccionar(eleccion: Eleccion, ajustes: Ajustes) -> list[Decision]:
    """Una vuelta por distrito y, si lo que sobra se junta, otra por la lista entera."""
    if not eleccion.techos:
        return [Decision(entra=False, motivo=SIN_TECHO) for _ in eleccion.candidatas]
    fuentes = list(eleccion.techos)
    bolsas = {
        clave: Bolsa(parte.nombre, dict(zip(fuentes, parte.centavos, strict=True)))
        for clave, parte in repartir(eleccion, ajustes).items()
    }
    decisiones = [_decidir(c, bolsas[plegar(c.fila.distrito)]) for c in eleccion.candidatas]
    if ajustes.sobrante is Sobrante.SE_RESERVA:
        return decisiones
    juntas = Bolsa("", {f: sum(b.saldos[f] for b in bolsas.values()) for f in fuentes})
    return [
        d if d.entra else _con_lo_que_sobra(c, d, juntas)
        for c, d in zip(eleccion.candidatas, decisiones, strict=True)
    ]


def _decidir(candidata: Candidata, bolsa: Bolsa) -> Decision:
    costo, comun = candidata.fila.costo, not bolsa.nombre
    fuente = bolsa.gastar(costo.centavos)
    datos = bolsa.datos(costo, fuente or bolsa.mayor)
    if fuente:
        texto = ENTRA_DEL_COMUN if comun else ENTRA
        return Decision(entra=True, motivo=_con(texto, datos), fuente=fuente)
    return Decision(entra=False, motivo=_con(NO_CABE_EN_COMUN if comun else NO_CABE, datos))


def _con_lo_que_sobra(candidata: Candidata, antes: Decision, juntas: Bolsa) -> Decision:
    costo = candidata.fila.costo
    fuente = juntas.gastar(costo.centavos)
    ahora = juntas.datos(costo, fuente or juntas.mayor)
    datos = {**antes.motivo.datos, "fuente": ahora["fuente"], "queda": ahora["queda"]}
    if fuente:
        return Decision(entra=True, motivo=_con(ENTRA_CON_SOBRANTE, datos), fuente=fuente)
    de_distrito = antes.motivo.texto == NO_CABE
    texto = NI_CON_SOBRANTE if de_distrito else NI_CON_SOBRANTE_EN_COMUN
    return Decision(entra=False, motivo=_con(texto, datos | {"costo": costo.legible()}))


def _con(texto: str, datos: dict[str, str | int]) -> Mensaje:
    """Solo con los datos que el texto nombra: es lo que queda guardado con la corrida."""
    return Mensaje(texto, {clave: dato for clave, dato in datos.items() if f"%({clave})" in texto})


def en_lote(lote: Lote, ajustes: Ajustes) -> Entran:
    """Lo mismo que `seleccionar`, sin motivos y para todas las variantes de una vez."""
    partes = repartir(lote.eleccion, ajustes)
    lugar_de = {clave: lugar for lugar, clave in enumerate(partes)}
    bolsa_de = [lugar_de[plegar(c.fila.distrito)] for c in lote.eleccion.candidatas]
    return bajar_por_la_lista(
        lote,
        np.array([p.centavos for p in partes.values()], dtype=np.int64),
        np.array(bolsa_de, dtype=np.intp),
        se_junta=ajustes.sobrante is Sobrante.SE_JUNTA,
    )
