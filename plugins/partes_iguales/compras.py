"""Method of Equal Shares con aritmética exacta: quién paga qué, compra por compra.

Sigue a Peters, Pierczyński y Skowron (2021): cada persona empieza con la misma parte del techo y
se compra, una por una, la demanda que menos pide por cada unidad de satisfacción a quienes la
apoyan; quien ya no tiene para su parte pone lo que le queda y los demás cubren el resto. Los
montos van en centavos y en fracciones exactas.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nucleo.api import Apoyo, Candidata, Eleccion, Enteros
from plugins.partes_iguales.ajustes import Ajustes, Desempate, Satisfaccion


@dataclass(frozen=True, slots=True)
class Grupo:
    """Las personas que apoyan lo mismo: siempre les queda lo mismo."""

    personas: int
    apoya: frozenset[int]


@dataclass(frozen=True, slots=True)
class Instancia:
    """`costos` y `turnos` por lugar de candidata; a igual valor se compra la de menor turno."""

    grupos: Sequence[Grupo]
    costos: Sequence[int]
    techos: Mapping[str, int]
    turnos: Sequence[int]
    satisfaccion: Satisfaccion

    @property
    def personas(self) -> int:
        return sum(g.personas for g in self.grupos)

    @property
    def techo(self) -> int:
        return sum(self.techos.values())

    def apoyan(self, lugar: int) -> list[int]:
        return [g for g, grupo in enumerate(self.grupos) if lugar in grupo.apoya]


@dataclass(frozen=True, slots=True)
class Compra:
    """Con qué fuente-organismo se paga y hasta cuánto puso cada persona, en centavos."""

    fuente: str
    pago: Fraction


@dataclass(slots=True)
class Vuelta:
    """Lo comprado, en su orden, cuando a cada persona le tocan `parte` centavos.

    `dinero` es lo que le queda a una persona de cada grupo; `saldos`, a cada fuente; `sueltas`,
    las que su gente podía pagar y no cabían enteras en ninguna fuente.
    """

    parte: Fraction
    dinero: list[Fraction]
    saldos: dict[str, int]
    compras: dict[int, Compra] = field(default_factory=dict)
    sueltas: set[int] = field(default_factory=set)

    def fuente_para(self, costo: int) -> str:
        """La primera, en orden de gasto, donde cabe entera; vacío si en ninguna."""
        return next((f for f, saldo in self.saldos.items() if costo <= saldo), "")


def instancia_de(eleccion: Eleccion, ajustes: Ajustes, costos: Enteros | None = None) -> Instancia:
    """Una persona, un voto: la organización vota tantas veces como habitantes tiene."""
    candidatas = eleccion.candidatas
    lugar_de = {c.fila.demanda_id: lugar for lugar, c in enumerate(candidatas)}
    grupos: Counter[frozenset[int]] = Counter()
    for apoyo in eleccion.apoyos:
        grupos[frozenset(lugar_de[d] for d in apoyo.demandas if d in lugar_de)] += apoyo.poblacion
    precios = [c.fila.costo.centavos for c in candidatas] if costos is None else costos.tolist()
    return Instancia(
        [Grupo(personas, apoya) for apoya, personas in grupos.items()],
        precios,
        {fuente: techo.centavos for fuente, techo in eleccion.techos.items()},
        turnos_de(candidatas, precios, eleccion.apoyos, ajustes.desempate),
        ajustes.satisfaccion,
    )


def turnos_de(
    candidatas: Sequence[Candidata],
    costos: Sequence[int],
    apoyos: Sequence[Apoyo],
    desempate: Desempate,
) -> list[int]:
    """El turno de cada lugar. No mira puestos ni puntajes: los pesos no lo mueven."""
    personas = Counter({d: 0 for a in apoyos for d in a.demandas})
    for apoyo in apoyos:
        personas.update(dict.fromkeys(apoyo.demandas, apoyo.poblacion))

    def clave(lugar: int) -> tuple[int, int]:
        fila = candidatas[lugar].fila
        match desempate:
            case Desempate.REGISTRO:
                return 0, fila.numero
            case Desempate.MENOR_COSTO:
                return costos[lugar], fila.numero
            case Desempate.MAS_PERSONAS:
                return -personas[fila.demanda_id], fila.numero

    turnos = [0] * len(candidatas)
    for turno, lugar in enumerate(sorted(range(len(candidatas)), key=clave)):
        turnos[lugar] = turno
    return turnos


def comprar(instancia: Instancia, incremento: int = 0) -> Vuelta:
    """Una vuelta o, con `incremento`, las que hagan falta hasta que nada más quepa en el techo.

    Cada vuelta empieza de cero con la parte de cada persona más alta en `incremento` centavos; si
    una pasa el techo, vale la anterior.
    """
    personas = instancia.personas
    parte = Fraction(instancia.techo, personas) if personas else Fraction(0)
    vuelta = una_vuelta(instancia, parte) or Vuelta(parte, [], dict(instancia.techos))
    while incremento and falta_algo(instancia, vuelta):
        parte += incremento
        siguiente = una_vuelta(instancia, parte)
        if siguiente is None:
            break
        vuelta = siguiente
    return vuelta


def falta_algo(instancia: Instancia, vuelta: Vuelta) -> bool:
    """Si queda una demanda con apoyo que todavía cabe en alguna fuente."""
    apoyadas = frozenset().union(*(g.apoya for g in instancia.grupos))
    return any(
        vuelta.fuente_para(instancia.costos[lugar])
        for lugar in apoyadas - vuelta.compras.keys()
        if instancia.costos[lugar] > 0
    )


def una_vuelta(instancia: Instancia, parte: Fraction) -> Vuelta | None:
    """Compra hasta que nadie pueda pagar más; `None` si para eso haría falta pasar el techo."""
    vuelta = Vuelta(parte, [parte] * len(instancia.grupos), dict(instancia.techos))
    mercado = Mercado(instancia, vuelta)
    while (siguiente := mercado.siguiente()) is not None:
        lugar, pago = siguiente
        costo = instancia.costos[lugar]
        fuente = vuelta.fuente_para(costo)
        if fuente:
            mercado.pagar(lugar, pago)
            vuelta.saldos[fuente] -= costo
            vuelta.compras[lugar] = Compra(fuente, pago)
        elif costo > sum(vuelta.saldos.values()):
            return None
        else:
            vuelta.sueltas.add(lugar)
        mercado.quitar(lugar)
    return vuelta


class Mercado:
    """Las demandas que todavía se pueden comprar y lo que menos le pediría cada una a su gente.

    Lo que pide una demanda nunca baja mientras se compran otras: por eso lo último que se le
    calculó sirve de piso, y casi nunca hay que volver a calcularlas todas.
    """

    def __init__(self, instancia: Instancia, vuelta: Vuelta) -> None:
        self.instancia, self.vuelta = instancia, vuelta
        self.grupos = {lugar: instancia.apoyan(lugar) for lugar in range(len(instancia.costos))}
        self.pisos = {lugar: Fraction(0) for lugar, suyos in self.grupos.items() if suyos}

    def siguiente(self) -> tuple[int, Fraction] | None:
        """La que menos pide por unidad de satisfacción, y cuánto pone como mucho cada persona.

        Las que su gente ya no puede pagar salen del mercado.
        """
        mejor: tuple[Fraction, int, int, Fraction] | None = None
        for lugar, piso in sorted(self.pisos.items(), key=lambda par: par[1]):
            if mejor is not None and piso > mejor[0]:
                break
            pago = self.pago_de(lugar)
            if pago is None:
                self.quitar(lugar)
                continue
            self.pisos[lugar] = pide = pago / self.satisfaccion(lugar)
            opcion = (pide, self.instancia.turnos[lugar], lugar, pago)
            mejor = opcion if mejor is None else min(mejor, opcion)
        return mejor and mejor[2:]

    def satisfaccion(self, lugar: int) -> int:
        """Lo que vale para cada persona que la apoya; lo que no cuesta se compra antes que nada."""
        if self.instancia.satisfaccion is Satisfaccion.CARDINAL:
            return 1
        return self.instancia.costos[lugar] or 1

    def pago_de(self, lugar: int) -> Fraction | None:
        """Lo más que pondría cada persona para juntar el costo; `None` si no lo juntan."""
        dinero, grupos = self.vuelta.dinero, self.instancia.grupos
        falta = Fraction(self.instancia.costos[lugar])
        personas = sum(grupos[g].personas for g in self.grupos[lugar])
        for g in sorted(self.grupos[lugar], key=dinero.__getitem__):
            if falta <= dinero[g] * personas:
                return falta / personas
            falta -= dinero[g] * grupos[g].personas
            personas -= grupos[g].personas
        return None

    def pagar(self, lugar: int, pago: Fraction) -> None:
        dinero = self.vuelta.dinero
        for g in self.grupos[lugar]:
            dinero[g] -= min(dinero[g], pago)

    def quitar(self, lugar: int) -> None:
        del self.pisos[lugar]
