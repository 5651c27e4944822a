"""Method of Equal Shares con aritmética exacta: quién paga qué, compra por compra.

Sigue a Peters, Pierczyński y Skowron (2021): cada persona empieza con la misma parte del techo y
se compra, una por una, la demanda que menos pide por cada unidad de satisfacción a quienes la
apoyan; quien ya no tiene para su parte pone lo que le queda y los demás cubren el resto. Los
montos van en centavos y en fracciones exactas.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

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


class Recta(NamedTuple):
    """Un monto en centavos y cuánto cambia por cada centavo más en la parte de cada persona."""

    valor: Fraction
    pendiente: Fraction

    def menos(self, otra: "Recta", veces: int = 1) -> "Recta":
        return Recta(self.valor - otra.valor * veces, self.pendiente - otra.pendiente * veces)

    def entre(self, divisor: int) -> "Recta":
        return Recta(self.valor / divisor, self.pendiente / divisor)


CERO = Recta(Fraction(0), Fraction(0))


@dataclass(slots=True)
class Vuelta:
    """Lo comprado, en su orden, cuando a cada persona le tocan `parte` centavos.

    `dinero` es lo que le queda a una persona de cada grupo; `saldos`, a cada fuente; `sueltas`,
    las que su gente podía pagar y no cabían enteras en ninguna fuente. Mientras la parte suba menos
    que `holgura` se compra lo mismo, en el mismo orden; `None` si eso nunca cambia.
    """

    parte: Fraction
    dinero: list[Fraction]
    saldos: dict[str, int]
    compras: dict[int, Compra] = field(default_factory=dict)
    sueltas: set[int] = field(default_factory=set)
    holgura: Fraction | None = None

    def fuente_para(self, costo: int) -> str:
        """La primera, en orden de gasto, donde cabe entera; vacío si en ninguna."""
        return next((f for f, saldo in self.saldos.items() if costo <= saldo), "")


def instancia_de(eleccion: Eleccion, ajustes: Ajustes, costos: Enteros | None = None) -> Instancia:
    """Una persona, un voto: la organización vota tantas veces como habitantes tiene."""
    candidatas = eleccion.candidatas
    lugar_de = {c.fila.demanda_id: lugar for lugar, c in enumerate(candidatas)}
    grupos: Counter[frozenset[int]] = Counter()
    for apoyo in eleccion.apoyos:
        if apoyo.poblacion > 0:
            suyas = frozenset(lugar_de[d] for d in apoyo.demandas if d in lugar_de)
            grupos[suyas] += apoyo.poblacion
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
    una pasa el techo, vale la anterior. Las vueltas que comprarían lo mismo se saltan: el resultado
    es el de darlas todas, por chico que sea el paso.
    """
    personas = instancia.personas
    parte = Fraction(instancia.techo, personas) if personas else Fraction(0)
    vuelta, _ = una_vuelta(instancia, parte)
    while incremento and falta_algo(instancia, vuelta) and vuelta.holgura is not None:
        pasos = max(1, math.ceil(vuelta.holgura / incremento))
        siguiente, cabe = una_vuelta(instancia, vuelta.parte + pasos * incremento)
        if not cabe:
            if pasos > 1:
                vuelta, _ = una_vuelta(instancia, vuelta.parte + (pasos - 1) * incremento)
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


def una_vuelta(instancia: Instancia, parte: Fraction) -> tuple[Vuelta, bool]:
    """Compra hasta que nadie pueda pagar más; falso si para eso haría falta pasar el techo."""
    vuelta = Vuelta(parte, [parte] * len(instancia.grupos), dict(instancia.techos))
    mercado = Mercado(instancia, vuelta)
    cabe = True
    while cabe and (siguiente := mercado.siguiente()) is not None:
        lugar, pago = siguiente
        costo = instancia.costos[lugar]
        fuente = vuelta.fuente_para(costo)
        if fuente:
            mercado.pagar(lugar, pago)
            vuelta.saldos[fuente] -= costo
            vuelta.compras[lugar] = Compra(fuente, pago.valor)
        elif costo > sum(vuelta.saldos.values()):
            cabe = False
        else:
            vuelta.sueltas.add(lugar)
        mercado.quitar(lugar)
    vuelta.dinero = [mercado.montos[cual].valor for cual in mercado.de_grupo]
    return vuelta, cabe


class Mercado:
    """Las demandas que todavía se pueden comprar y lo que menos le pediría cada una a su gente.

    Lo que pide una demanda nunca baja mientras se compran otras: por eso lo último que se le
    calculó sirve de piso, y casi nunca hay que volver a calcularlas todas. Cada comparación que
    decide algo anota hasta dónde podría subir la parte sin dar otra cosa.
    """

    def __init__(self, instancia: Instancia, vuelta: Vuelta) -> None:
        self.instancia, self.vuelta = instancia, vuelta
        self.montos = [Recta(vuelta.parte, Fraction(1))]
        self.lugares = {self.montos[0]: 0}
        self.de_grupo = [0] * len(instancia.grupos)
        self.grupos = {lugar: instancia.apoyan(lugar) for lugar in range(len(instancia.costos))}
        self.pisos = {lugar: CERO for lugar, suyos in self.grupos.items() if suyos}

    def comparar(self, una: Recta, otra: Recta) -> int:
        """Negativo, cero o positivo, como `una - otra`; y anota cuánto falta para que cambie."""
        if una is otra:
            return 0
        resta = una.menos(otra)
        if resta.pendiente and resta.valor * resta.pendiente <= 0:
            cruce = -resta.valor / resta.pendiente
            holgura = self.vuelta.holgura
            self.vuelta.holgura = cruce if holgura is None else min(holgura, cruce)
        return (resta.valor > 0) - (resta.valor < 0)

    def siguiente(self) -> tuple[int, Recta] | None:
        """La que menos pide por unidad de satisfacción, y cuánto pone como mucho cada persona.

        Las que su gente ya no puede pagar salen del mercado.
        """
        mejor: tuple[Recta, int, Recta] | None = None
        for lugar, piso in sorted(self.pisos.items(), key=lambda par: par[1].valor):
            if mejor is not None and self.comparar(piso, mejor[0]) > 0:
                continue
            pago = self.pago_de(lugar)
            if pago is None:
                self.quitar(lugar)
                continue
            self.pisos[lugar] = pide = pago.entre(self.satisfaccion(lugar))
            if mejor is None or self.va_antes(pide, lugar, mejor):
                mejor = pide, lugar, pago
        return mejor and mejor[1:]

    def va_antes(self, pide: Recta, lugar: int, mejor: tuple[Recta, int, Recta]) -> bool:
        turnos = self.instancia.turnos
        diferencia = self.comparar(pide, mejor[0])
        return diferencia < 0 or (diferencia == 0 and turnos[lugar] < turnos[mejor[1]])

    def satisfaccion(self, lugar: int) -> int:
        """Lo que vale para cada persona que la apoya; lo que no cuesta se compra antes que nada."""
        if self.instancia.satisfaccion is Satisfaccion.CARDINAL:
            return 1
        return self.instancia.costos[lugar] or 1

    def pago_de(self, lugar: int) -> Recta | None:
        """Lo más que pondría cada persona para juntar el costo; `None` si no lo juntan."""
        tienen = self.cuantas_tienen(lugar)
        personas = sum(cuantas for _, cuantas in tienen)
        falta = Recta(Fraction(self.instancia.costos[lugar]), Fraction(0))
        for monto, cuantas in tienen:
            if falta.valor <= monto.valor * personas:
                pago = falta.entre(personas)
                for otro, _ in tienen:  # quién pone todo lo suyo y quién no
                    self.comparar(otro, pago)
                return pago
            falta = falta.menos(monto, cuantas)
            personas -= cuantas
        self.comparar(falta, CERO)
        return None

    def cuantas_tienen(self, lugar: int) -> list[tuple[Recta, int]]:
        """Cada monto distinto y cuántas de las personas que la apoyan lo tienen, de menor a mayor.

        Quienes pagaron lo mismo tienen lo mismo: son pocos montos para muchos grupos.
        """
        cuantas: Counter[int] = Counter()
        for g in self.grupos[lugar]:
            cuantas[self.de_grupo[g]] += self.instancia.grupos[g].personas
        tienen = [(self.montos[cual], n) for cual, n in cuantas.items()]
        return sorted(tienen, key=lambda par: par[0].valor)

    def pagar(self, lugar: int, pago: Recta) -> None:
        despues: dict[int, int] = {}
        for g in self.grupos[lugar]:
            antes = self.de_grupo[g]
            if antes not in despues:
                despues[antes] = self.lo_que_queda(self.montos[antes], pago)
            self.de_grupo[g] = despues[antes]

    def lo_que_queda(self, monto: Recta, pago: Recta) -> int:
        """En qué lugar de `montos` está lo que le queda a quien tenía `monto`."""
        pone = pago if self.comparar(pago, monto) < 0 else monto
        queda = monto.menos(pone)
        cual = self.lugares.setdefault(queda, len(self.montos))
        if cual == len(self.montos):
            self.montos.append(queda)
        return cual

    def quitar(self, lugar: int) -> None:
        del self.pisos[lugar]
