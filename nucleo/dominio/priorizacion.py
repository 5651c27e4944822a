"""El orden de la demanda: de las medidas al puntaje, del puntaje al puesto, con su porqué.

Todo se cuenta en enteros: el normalizado en millonésimas y el puntaje en diezmilésimas de punto
sobre 100. Así el desglose suma exactamente el puntaje, y la misma entrada da siempre el mismo
orden y el mismo resumen. Cada redondeo es el de la fracción exacta (la mitad, al par): la cuenta
rápida es con reales, y donde su error podría decidir se rehace con enteros.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from nucleo.dominio.columnas import Enteros, Matriz, Reales
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.errores import (
    CriterioDesconocido,
    CriterioRepetido,
    PesoInvalido,
    atribuido_a,
)
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_, Mensaje

MILLON = 1_000_000  # el puntaje más alto: 100 puntos con cuatro decimales
POR_PUNTO = 10_000
DUDA = 1e-6  # mil veces lo que la cuenta con reales puede errar aquí
MAYOR_ENTERO = 2**63
NUMERICO = "biuf"  # lo que numpy llama booleano, entero con y sin signo, y real

TRATO_DEL_FALTANTE = {
    Faltante.SIN_PUNTOS: (0.0, N_("No hay dato: este criterio no le da puntos.")),
    Faltante.MITAD: (
        0.5,
        N_("No hay dato: este criterio le da la mitad de los puntos."),
    ),
}
NO_APLICA = N_("Este criterio es de otro sector: aquí no da puntos.")


@dataclass(frozen=True, slots=True)
class Aporte:
    """Lo que un criterio puso en el puntaje de una demanda.

    `crudo` en la unidad del criterio (`None`: no hay dato o no aplica, y `nota` lo dice);
    `normalizado` en millonésimas; `peso` en proporción del total; `aporte` en diezmilésimas.
    """

    clave: str
    nombre: str
    plugin: str
    unidad: str
    crudo: float | None
    normalizado: int
    peso: float
    aporte: int
    nota: Mensaje | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Calificacion:
    """La matriz ya puntuada. Columnas en el orden de `criterios`; filas en el de `filas`."""

    filas: Sequence[FilaDeMatriz]
    criterios: Sequence[Criterio]
    pesos: Reales
    crudos: Reales
    normalizados: Enteros
    aportes: Enteros
    puntajes: Enteros
    orden: Sequence[int]

    def desglose(self, fila: int) -> list[Aporte]:
        """Por qué esta fila tiene su puntaje, criterio por criterio."""
        return [
            Aporte(
                clave=c.clave,
                nombre=c.nombre,
                plugin=c.plugin,
                unidad=c.unidad,
                crudo=None if np.isnan(crudo) else round(float(crudo), 6),
                normalizado=int(self.normalizados[fila, k]),
                peso=round(float(self.pesos[k]), 6),
                aporte=int(self.aportes[fila, k]),
                nota=_nota(c, self.filas[fila]) if np.isnan(crudo) else None,
            )
            for k, (c, crudo) in enumerate(zip(self.criterios, self.crudos[fila], strict=True))
        ]


def acordados(criterios: Sequence[Criterio], pesos: Mapping[str, float]) -> list[Criterio]:
    """Los criterios con el peso que la Cumbre acordó; sin acuerdo sobre uno, vale el propuesto.

    Peso cero es no usarlo. Salen por clave: el orden en que responden los plugins no cuenta.
    """
    disponibles = {c.clave: c for c in criterios}
    if len(disponibles) < len(criterios):
        raise _repetido(criterios, disponibles)
    if ajenas := sorted(pesos.keys() - disponibles.keys()):
        raise CriterioDesconocido(ajenas[0], ", ".join(sorted(disponibles)))
    con_peso = [replace(c, peso=float(pesos.get(c.clave, c.peso))) for c in criterios]
    for c in con_peso:
        if not np.isfinite(c.peso) or c.peso < 0:
            raise PesoInvalido(c.clave, c.peso)
    usados = [c for c in con_peso if c.peso]
    if criterios and not usados:
        raise PesoInvalido(", ".join(sorted(disponibles)), 0)
    return sorted(usados, key=lambda c: c.clave)


def _repetido(
    criterios: Sequence[Criterio], disponibles: Mapping[str, Criterio]
) -> CriterioRepetido:
    clave = next(c.clave for c in criterios if disponibles[c.clave] is not c)
    return CriterioRepetido(clave, ", ".join(c.plugin for c in criterios if c.clave == clave))


def calificar(matriz: Matriz, criterios: Sequence[Criterio], ambito: str = "") -> Calificacion:
    """Mide, normaliza, pesa y ordena.

    A igual puntaje deciden los criterios que desempatan, en su orden; si siguen iguales, va
    primero la registrada antes.

    `ambito` es el nombre del municipio, para decir dónde falló el plugin que falle.
    """
    partes, total = proporciones(criterios)
    crudos = np.empty((len(matriz), len(criterios)), order="F")
    normalizados = np.empty((len(matriz), len(criterios)), dtype=np.int64, order="F")
    aportes = np.empty_like(normalizados)
    for k, criterio in enumerate(criterios):
        crudos[:, k], normalizados[:, k] = _columna(criterio, matriz, ambito)
        aportes[:, k] = aporte_exacto(normalizados[:, k], partes[k], total)
    puntajes = aportes.sum(axis=1, dtype=np.int64)
    orden = np.lexsort((*claves_de_desempate(matriz, criterios, normalizados), -puntajes)).tolist()
    pesos = np.array([parte / total for parte in partes])
    return Calificacion(
        matriz.filas, criterios, pesos, crudos, normalizados, aportes, puntajes, orden
    )


def proporciones(criterios: Sequence[Criterio]) -> tuple[list[int], int]:
    """La parte de cada criterio y el total, en enteros: los pesos tal como se escriben.

    Un peso de 0.1 es un décimo, no el real que más se le acerca.
    """
    exactos = [Fraction(repr(float(c.peso))) for c in criterios]
    comun = math.lcm(*(e.denominator for e in exactos))
    partes = [int(e * comun) for e in exactos]
    divisor = math.gcd(*partes) or 1
    return [parte // divisor for parte in partes], sum(partes) // divisor or 1


def aporte_exacto(normalizados: Enteros, parte: int, total: int) -> Enteros:
    """`normalizado · parte / total`, redondeado exacto; la mitad, al par."""
    if MILLON * max(parte, total) * 2 >= MAYOR_ENTERO:
        return np.array([round(Fraction(n * parte, total)) for n in normalizados.tolist()], int)
    cerca = normalizados * (parte / total)
    enteros = np.rint(cerca)
    cerca -= enteros
    aportes: Enteros = enteros.astype(np.int64)
    dudosos = np.flatnonzero(np.abs(cerca, out=cerca) > 0.5 - DUDA)
    if len(dudosos):
        aportes[dudosos] = _al_par(normalizados[dudosos] * parte, total)
    return aportes


def _al_par(numeradores: Enteros, total: int) -> Enteros:
    cocientes, restos = np.divmod(numeradores, total)
    sube = (2 * restos > total) | ((2 * restos == total) & (cocientes % 2 == 1))
    redondeados: Enteros = cocientes + sube
    return redondeados


def claves_de_desempate(
    matriz: Matriz, criterios: Sequence[Criterio], normalizados: Enteros
) -> list[Enteros]:
    """Para `lexsort`, de la que menos decide (el registro) a la que más (el desempate 1)."""
    usados = sorted((c.desempate, k) for k, c in enumerate(criterios) if c.desempate)
    return [matriz.numeros, *(-normalizados[:, k] for _, k in reversed(usados))]


def _columna(criterio: Criterio, matriz: Matriz, ambito: str) -> tuple[Reales, Enteros]:
    """Lo medido y lo normalizado; lo de otro sector queda sin medida y en cero."""
    if not criterio.solo_sector:
        crudos = medir(criterio, matriz, ambito)
        return crudos, en_millonesimas(criterio, crudos)
    lugares, suyas = matriz.de_sector(criterio.solo_sector)
    crudos, normales = np.full(len(matriz), np.nan), np.zeros(len(matriz), dtype=np.int64)
    crudos[lugares] = medir(criterio, suyas, ambito)
    normales[lugares] = en_millonesimas(criterio, crudos[lugares])
    return crudos, normales


def _nota(criterio: Criterio, fila: FilaDeMatriz) -> Mensaje:
    if criterio.solo_sector and fila.sector != criterio.solo_sector:
        return Mensaje(NO_APLICA)
    return Mensaje(TRATO_DEL_FALTANTE[criterio.faltante][1])


def medir(criterio: Criterio, matriz: Matriz, ambito: str) -> Reales:
    """Una medida por demanda; sin demandas no se pregunta. Lo que falle se atribuye al plugin."""
    if not len(matriz):
        return np.empty(0)
    gancho = f"criterios_de_priorizacion ({criterio.clave})"
    with atribuido_a(criterio.plugin, gancho, ambito), np.errstate(all="ignore"):
        return comprobadas(criterio.medir(matriz), len(matriz))


def comprobadas(respuesta: object, cuantas: int) -> Reales:
    """Las medidas de un criterio, si son números, una por demanda y ninguna infinita."""
    medidas = np.asarray(respuesta)
    if medidas.shape != (cuantas,):
        llego = f"{type(respuesta).__name__} de forma {medidas.shape}"
        raise ValueError(f"se espera una medida por demanda, {cuantas} en total; llegó {llego}")
    if medidas.dtype.kind not in NUMERICO:
        raise TypeError(f"se esperan números; llegó {medidas.dtype}")
    if np.isinf(medidas).any():
        raise ValueError("hay una medida infinita")
    return medidas.astype(np.float64)


def normalizar(criterio: Criterio, crudos: Reales) -> Reales:
    """Lleva las medidas a 0…1 según la normalización y el sentido; lo que falta, según su trato."""
    faltan = np.isnan(crudos)
    if faltan.all():
        return np.full(len(crudos), TRATO_DEL_FALTANTE[criterio.faltante][0])
    match criterio.normalizacion:
        case Normalizacion.RANGO:
            menor, mayor = np.nanmin(crudos), np.nanmax(crudos)
            normales = (crudos - menor) / (mayor - menor) if mayor > menor else crudos * 0 + 1
        case Normalizacion.CUANTIL:
            normales = _cuantiles(crudos)
        case Normalizacion.ORDINAL:
            normales = np.clip(crudos, 0, len(criterio.escala) - 1) / (len(criterio.escala) - 1)
        case Normalizacion.UMBRAL:
            with np.errstate(over="ignore"):  # con un tope ínfimo pasa de 1, que es el tope
                normales = np.clip(crudos / criterio.tope, 0, 1)
        case Normalizacion.SI_NO:
            normales = (crudos != 0).astype(np.float64)
    if criterio.sentido is Sentido.MENOS and not _todas_iguales(criterio, crudos):
        normales = 1 - normales
    return np.where(faltan, TRATO_DEL_FALTANTE[criterio.faltante][0], normales)


def en_millonesimas(criterio: Criterio, crudos: Reales) -> Enteros:
    """Lo normalizado, de 0 a 1 000 000, con el redondeo de la fracción exacta."""
    normales = normalizar(criterio, crudos)
    normales *= MILLON
    enteros = np.rint(normales)
    normales -= enteros
    millonesimas: Enteros = enteros.astype(np.int64)
    dudosos = np.flatnonzero(np.abs(normales, out=normales) > 0.5 - DUDA)
    if len(dudosos):
        exacta = _fraccion_exacta(criterio, crudos)
        distintas, cual = np.unique(crudos[dudosos], return_inverse=True)
        millonesimas[dudosos] = np.array([round(exacta(c) * MILLON) for c in distintas])[cual]
    return millonesimas


def _fraccion_exacta(criterio: Criterio, crudos: Reales) -> Callable[[float], Fraction]:
    """Cómo se normaliza una medida sin redondear nada: lo mismo que `normalizar`, de a una."""
    medidas = np.sort(crudos[~np.isnan(crudos)])
    menor, mayor = Fraction(float(medidas[0])), Fraction(float(medidas[-1]))
    ultimo = len(criterio.escala) - 1

    def normal(crudo: float) -> Fraction:
        exacto = Fraction(float(crudo))
        match criterio.normalizacion:
            case Normalizacion.RANGO:
                parte = (exacto - menor) / (mayor - menor)
            case Normalizacion.CUANTIL:
                debajo = int(np.searchsorted(medidas, crudo, "left"))
                hasta = int(np.searchsorted(medidas, crudo, "right"))
                parte = Fraction(debajo + hasta - 1, 2 * (len(medidas) - 1))
            case Normalizacion.ORDINAL:
                parte = min(max(exacto, Fraction(0)), Fraction(ultimo)) / ultimo
            case _:
                parte = min(max(exacto / Fraction(criterio.tope), Fraction(0)), Fraction(1))
        return 1 - parte if criterio.sentido is Sentido.MENOS else parte

    return normal


def _cuantiles(crudos: Reales) -> Reales:
    """La parte de las otras medidas que queda por debajo, de 0 a 1; lo que falta sigue faltando."""
    orden = np.argsort(crudos)  # lo que falta va al final
    orden = orden[: len(crudos) - np.count_nonzero(np.isnan(crudos))]
    medidas = crudos[orden]
    if medidas[0] == medidas[-1]:
        return crudos * 0 + 1
    cambia = np.flatnonzero(medidas[1:] != medidas[:-1]) + 1
    bordes = np.concatenate(([0], cambia, [len(medidas)]))
    debajo_y_hasta = bordes[:-1] + bordes[1:]
    cuantil: Reales = np.full(len(crudos), np.nan)
    cuantil[orden] = np.repeat(
        (debajo_y_hasta - 1) / 2 / (len(medidas) - 1), bordes[1:] - bordes[:-1]
    )
    return cuantil


def _todas_iguales(criterio: Criterio, crudos: Reales) -> bool:
    """Sin diferencias nadie gana ni pierde: todas quedan en 1, en ambos sentidos."""
    relativa = criterio.normalizacion in {Normalizacion.RANGO, Normalizacion.CUANTIL}
    return relativa and bool(np.nanmin(crudos) == np.nanmax(crudos))


def puntos(diezmilesimas: int) -> float:
    """De diezmilésimas a puntos sobre 100, para mostrar."""
    return diezmilesimas / POR_PUNTO
