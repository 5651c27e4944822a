"""Mil demandas generadas y sus porqués: `python -m tests.rendimiento.porques [CUANTAS] [SEMILLA]`.

CUANTAS son las que no entraron; se les suma, de las mismas listas, una parte de las que sí. Por
cada demanda se pregunta cada palanca y se comprueba con el cálculo completo, escrito aquí
aparte: aplicar lo hallado le da vuelta a lo decidido y un paso menos no. En una de cada diez se
barren además, con el cálculo completo, todos los pasos más cortos (o todos, si se dijo que no
alcanza). Sale con 1 si algo no es verdad. Dice cuánto tarda como razón contra calificar y decidir
la lista una vez.
"""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

import numpy as np

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.demandas import Competencia, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.palancas import PUNTOS, Caso, Movible, Palanca, palancas_de
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.personas import Personas
from nucleo.dominio.porques import Alcance, Respuesta, responder
from nucleo.dominio.priorizacion import calificar
from nucleo.dominio.seleccion import Candidata, Decision, Eleccion, ReglaDeSeleccion, decidir
from nucleo.pruebas import fila_de_prueba
from plugins.lista_con_techo.ganchos import reglas_de_seleccion
from plugins.partes_iguales import reglas as partes_iguales
from plugins.partes_iguales.ajustes import Completado, Desempate, Satisfaccion
from plugins.reparto_por_distrito import reglas as reparto
from plugins.reparto_por_distrito.ajustes import Metodo, Sobrante

SEMILLA = 5
CUANTAS = 1_000
BARRIDA = 10  # una de cada tantas
DISTRITOS = ("Norte", "Sur", "Centro")
FUENTES = ("41-113", "41-119", "20-220")
SECTORES = ("salud", "educacion", "vialidad")
LISTA = reglas_de_seleccion(None)[0]
MOTIVO = Mensaje("Porque sí")


def por_punto(eleccion: Eleccion) -> list[Decision]:
    """Entra lo que más puntos da por boliviano: mira el puntaje y no el puesto."""
    indices = range(len(eleccion.candidatas))
    lista = eleccion.candidatas
    orden = sorted(indices, key=lambda i: (-lista[i].puntaje / lista[i].fila.costo.centavos, i))
    saldo, entra = eleccion.techo.centavos, [False] * len(lista)
    for i in orden:
        entra[i] = lista[i].fila.costo.centavos <= saldo
        saldo -= lista[i].fila.costo.centavos * entra[i]
    return [Decision(e, MOTIVO, "41-113") for e in entra]


def mas_baratas(eleccion: Eleccion) -> list[Decision]:
    """Las de menor costo primero, sin mirar los puntos."""
    lista = eleccion.candidatas
    saldo, entra = eleccion.techo.centavos, [False] * len(lista)
    for i in sorted(range(len(lista)), key=lambda i: (lista[i].fila.costo, lista[i].fila.numero)):
        entra[i] = lista[i].fila.costo.centavos <= saldo
        saldo -= lista[i].fila.costo.centavos * entra[i]
    return [Decision(e, MOTIVO, "41-113") for e in entra]


def con_apoyos(**ajustes: object) -> ReglaDeSeleccion:
    """`partes_iguales`; solo si completa por la lista mira los puntos."""
    suyos = partes_iguales.Ajustes(**ajustes)
    return ReglaDeSeleccion(
        "partes_iguales",
        "Partes iguales",
        partial(partes_iguales.seleccionar, ajustes=suyos),
        en_lote=partial(partes_iguales.en_lote, ajustes=suyos),
        usa_puntajes=suyos.completado.baja_por_la_lista,
    )


def por_distrito(**ajustes: object) -> ReglaDeSeleccion:
    """`reparto_por_distrito`."""
    suyos = reparto.Ajustes(**ajustes)
    return ReglaDeSeleccion(
        "reparto_por_distrito",
        "Reparto por distrito",
        partial(reparto.seleccionar, ajustes=suyos),
        en_lote=partial(reparto.en_lote, ajustes=suyos),
    )


DE_LA_CASA = (
    LISTA,
    LISTA,
    por_distrito(),
    por_distrito(metodo=Metodo.FORMULA, comun=10, sobrante=Sobrante.SE_RESERVA),
    por_distrito(metodo=Metodo.PORCENTAJE, porcentajes={"norte": Decimal(50), "sur": Decimal(20)}),
    con_apoyos(completado=Completado.LISTA),
    con_apoyos(completado=Completado.NINGUNO, satisfaccion=Satisfaccion.CARDINAL),
    con_apoyos(incremento=Dinero(100_000), desempate=Desempate.MENOR_COSTO),
)
"""Las tres que vienen instaladas, con ajustes distintos: aceptan varias fuentes."""
UNA_FUENTE = (
    ReglaDeSeleccion("por_punto", "Por punto", por_punto),
    ReglaDeSeleccion("mas_baratas", "Más baratas", mas_baratas, usa_puntajes=False),
)
MEDIDAS: Sequence[Callable[[Matriz], np.ndarray]] = (
    lambda m: m.personas,
    lambda m: m.costo,
    lambda m: m.contraparte,
    lambda m: m.contraparte / m.costo,
    lambda m: m.costo / m.personas,
    lambda m: m.inversion / m.poblacion,
    lambda m: m.carencia,
    lambda m: m.segun_quien_pide({PedidaPor.MUJERES: 2, PedidaPor.AMBOS: 1, PedidaPor.HOMBRES: 0}),
)


def criterio(n: int, azar: random.Random) -> Criterio:
    """Uno cualquiera: toda medida con toda normalización, sentido, trato y desempate."""
    return Criterio(
        clave=f"x.{n}",
        nombre=f"Criterio {n}",
        peso=azar.choice((0.5, 1, 1, 2, 3, 10, 25)),
        medir=azar.choice(MEDIDAS),
        sentido=azar.choice(list(Sentido)),
        normalizacion=azar.choice(list(Normalizacion)),
        tope=azar.choice((0.5, 3, 100, 50_000)),
        faltante=azar.choice(list(Faltante)),
        solo_sector=azar.choice(("", "", "", *SECTORES)),
        escala=("bajo", "medio", "alto"),
        desempate=azar.choice((0, 0, 1, 2)),
    )


def fila(n: int, azar: random.Random) -> FilaDeMatriz:
    falta = azar.random() < 0.15
    return fila_de_prueba(
        n,
        sector=azar.choice(SECTORES),
        costo=Dinero(azar.choice((azar.randint(1, 400_000), azar.randint(1, 150) * 100_000))),
        contraparte=Dinero(azar.choice((0, 0, azar.randint(1, 4_000_000)))),
        beneficiarios=Personas(0, 0) if falta else Personas(azar.randint(1, 400), 50),
        poblacion=None if falta else Personas(azar.randint(1, 900), 100),
        inversion=azar.choice((None, Dinero(azar.randint(0, 90_000_000)))),
        carencias={"agua": azar.randint(0, 100)} if azar.random() < 0.8 else {},
        pedida_por=azar.choice(list(PedidaPor)),
        distrito=azar.choice(DISTRITOS),
        competencia=azar.choice((Competencia.MUNICIPAL, Competencia.MUNICIPAL, *Competencia)),
        demanda_id=nuevo_id(),
    )


def caso(azar: random.Random) -> Caso:
    """Una lista de 3 a 30 demandas con un techo que alcanza para una parte."""
    filas = [fila(n, azar) for n in range(1, azar.randint(4, 31))]
    criterios = [criterio(n, azar) for n in range(azar.randint(1, 6))]
    parte = sum(f.costo.centavos for f in filas) * azar.randint(5, 80) // 100
    regla = azar.choice((*DE_LA_CASA, *UNA_FUENTE))
    cortes = sorted(azar.randint(0, parte) for _ in range(azar.randint(0, 2)))
    if regla in UNA_FUENTE:
        cortes = []
    montos = [b - a for a, b in zip([0, *cortes], [*cortes, parte], strict=True)]
    techos = {f: Dinero(m) for f, m in zip(FUENTES, montos, strict=False)}
    habitantes = {d: azar.randint(100, 9_000) for d in DISTRITOS}
    carencia = {d: azar.randint(0, n) for d, n in habitantes.items()}
    return armar(
        filas, criterios, regla, Eleccion([], techos, apoyos(filas, azar), habitantes, carencia)
    )


def apoyos(filas: Sequence[FilaDeMatriz], azar: random.Random) -> list[Apoyo]:
    """La papeleta de 2 a 12 organizaciones: cada una apoya de ninguna a la mitad."""
    ids = [f.demanda_id for f in filas]
    return [
        Apoyo(
            nuevo_id(), f"OTB {n}", azar.randint(1, 900),
            frozenset(azar.sample(ids, azar.randint(0, len(ids) // 2 + 1))),
        )
        for n in range(azar.randint(2, 12))
    ]  # fmt: skip


def armar(
    filas: Sequence[FilaDeMatriz],
    criterios: Sequence[Criterio],
    regla: ReglaDeSeleccion,
    eleccion: Eleccion,
) -> Caso:
    """El caso tal como sale de calificar la lista."""
    hecha = calificar(Matriz(filas), criterios)
    candidatas = [
        Candidata(puesto, int(hecha.puntajes[i]), filas[i])
        for puesto, i in enumerate(hecha.orden, 1)
    ]
    return Caso(hecha, replace(eleccion, candidatas=candidatas), regla)


def entra_con(
    este: Caso, codigo: str, filas: Sequence[FilaDeMatriz], criterios: Sequence[Criterio]
) -> bool:
    """El cálculo completo, escrito aparte de lo que se prueba."""
    nuevo = armar(filas, criterios, este.regla, este.eleccion)
    decisiones = decidir(este.regla, nuevo.eleccion)
    return next(
        d.entra
        for c, d in zip(nuevo.eleccion.candidatas, decisiones, strict=True)
        if c.fila.codigo == codigo
    )


def con_el_cambio(este: Caso, lugar: int, r: Respuesta, paso: int) -> bool:
    """Si entra con `paso` pasos de esa palanca, dados a mano."""
    codigo = este.filas[lugar].codigo
    filas, criterios = [*este.calificacion.filas], list(este.criterios)
    if r.palanca is Palanca.PESO:
        movidos = [replace(c, peso=c.peso + paso * (c.clave == r.criterio)) for c in criterios]
        return entra_con(este, codigo, filas, [c for c in movidos if c.peso])
    cual = next(i for i, f in enumerate(filas) if f.codigo == codigo)
    campo = r.palanca.value
    monto = Dinero(getattr(filas[cual], campo).centavos + paso * 100_000)
    filas[cual] = replace(filas[cual], **{campo: monto})
    return entra_con(este, codigo, filas, criterios)


@dataclass
class Cuenta:
    """Lo que se fue hallando. `falsas` trae cada respuesta que no era verdad."""

    demandas: Counter[bool] = field(default_factory=Counter)
    respuestas: Counter[str] = field(default_factory=Counter)
    reglas: Counter[str] = field(default_factory=Counter)
    barridos: int = 0
    respondiendo: float = 0.0
    falsas: list[str] = field(default_factory=list)
    razones: list[float] = field(default_factory=list)


def revisar(este: Caso, lugar: int, *, entra: bool, barrer: bool, cuenta: Cuenta) -> None:
    """Pregunta y comprueba una demanda."""
    inicio = time.perf_counter()
    respuestas = responder(este, lugar, entra=entra)
    tardo = time.perf_counter() - inicio
    inicio = time.perf_counter()
    entra_con(este, este.filas[0].codigo, este.calificacion.filas, este.criterios)
    cuenta.razones.append(tardo / (time.perf_counter() - inicio))
    cuenta.respondiendo += tardo
    cuenta.reglas[este.regla.clave] += 1
    cuenta.demandas[entra] += 1
    movibles = palancas_de(este, lugar, entra=entra)
    for r, movible in zip(respuestas, movibles, strict=True):
        cuenta.respuestas[f"{r.palanca}: {r.alcance}"] += 1
        if not verdadera(este, lugar, r, movible, entra=entra, barrer=barrer, cuenta=cuenta):
            cuenta.falsas.append(f"{este.regla.clave} {este.filas[lugar].codigo} {r}")


def verdadera(
    este: Caso, lugar: int, r: Respuesta, movible: Movible, *, entra: bool, barrer: bool,
    cuenta: Cuenta,
) -> bool:  # fmt: skip
    """Si lo respondido se cumple; con `barrer`, también que no había uno más corto."""
    if r.alcance is Alcance.SIN_COMPROBAR:
        return False
    if r.alcance is Alcance.ALCANZA:
        menos = r.pasos - 1 if r.pasos > 0 else r.pasos + 1
        si = con_el_cambio(este, lugar, r, r.pasos) is not entra
        if not si or con_el_cambio(este, lugar, r, menos) is not entra:
            return False
    if not barrer:
        return True
    cuenta.barridos += 1
    corte = abs(r.pasos) if r.alcance is Alcance.ALCANZA else PUNTOS * 1_000_000
    menores = (p for p in movible.pasos if abs(p) < corte)
    return all(con_el_cambio(este, lugar, r, p) is entra for p in menores)


def preguntas(cuantas: int, semilla: int) -> Iterator[tuple[Caso, int, bool]]:
    """De muchas listas, `cuantas` demandas que compiten y no entraron, y algunas que sí."""
    azar, dadas = random.Random(semilla), 0
    while dadas < cuantas:
        este = caso(azar)
        decisiones = decidir(este.regla, este.eleccion)
        lugares = {e: [i for i, d in enumerate(decisiones) if d.entra is e and compite(este, i)]
                   for e in (False, True)}  # fmt: skip
        for entra, hasta in ((False, 6), (True, 3)):
            for lugar in azar.sample(lugares[entra], min(hasta, len(lugares[entra]))):
                if dadas < cuantas:
                    dadas += not entra
                    yield este, lugar, entra


def compite(este: Caso, lugar: int) -> bool:
    return este.filas[lugar].competencia in {Competencia.MUNICIPAL, Competencia.CONCURRENTE}


def contar(cuantas: int, semilla: int, barrida: int = BARRIDA) -> Cuenta:
    """Pregunta y comprueba tantas demandas."""
    cuenta = Cuenta()
    for n, (este, lugar, entra) in enumerate(preguntas(cuantas, semilla)):
        revisar(este, lugar, entra=entra, barrer=n % barrida == 0, cuenta=cuenta)
    return cuenta


def principal(cuantas: int = CUANTAS, semilla: int = SEMILLA) -> int:
    """0 si todo lo respondido es verdad."""
    inicio = time.perf_counter()
    cuenta = contar(cuantas, semilla)
    tardo = time.perf_counter() - inicio
    dichas, falsas = sum(cuenta.respuestas.values()), len(cuenta.falsas)
    si, no = cuenta.demandas[True], cuenta.demandas[False]
    comun, peor = statistics.median(cuenta.razones), max(cuenta.razones)
    lineas = [
        f"{no} demandas que no entraron y {si} que sí (semilla {semilla})",
        f"En {tardo:.1f} s: {cuenta.respondiendo:.1f} s de responder y lo demás de comprobar",
        f"{dichas} respuestas: {dichas - falsas} verdaderas y {falsas} falsas",
        f"{cuenta.barridos} comparadas con el barrido completo de los pasos menores",
        f"Una demanda cuesta {comun:.1f}x calificar y decidir su lista (la peor, {peor:.1f}x)",
        *(f"  {que}: {veces}" for que, veces in sorted(cuenta.respuestas.items())),
        *(f"  {cual}: {veces} demandas" for cual, veces in sorted(cuenta.reglas.items())),
        *cuenta.falsas,
    ]
    sys.stdout.write("\n".join(lineas) + "\n")
    return 1 if cuenta.falsas else 0


if __name__ == "__main__":
    sys.exit(principal(*map(int, sys.argv[1:])))
