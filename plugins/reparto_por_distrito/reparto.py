"""Cuánto le toca a cada distrito: exacto al centavo, en total y en cada fuente-organismo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nucleo.api import Dinero, Eleccion, Techos, plegar
from plugins.reparto_por_distrito.ajustes import CIENTO, Ajustes, Metodo

COMUN = ""
"""La bolsa de lo que no es de un solo distrito."""
Pesos = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Parte:
    """Lo que le toca a un distrito: `nombre` es el suyo, vacío en la bolsa común.

    `centavos` va por fuente-organismo, en el orden de gasto de los techos.
    """

    nombre: str
    centavos: Sequence[int]

    @property
    def total(self) -> Dinero:
        return Dinero(sum(self.centavos))


def repartir(eleccion: Eleccion, ajustes: Ajustes) -> dict[str, Parte]:
    """La parte de cada distrito por su nombre plegado, con la bolsa común al final.

    Los distritos son los de las organizaciones del municipio, los de las demandas y los que los
    ajustes nombran. La suma es exactamente el techo de cada fuente-organismo.
    """
    nombres = distritos_de(eleccion, ajustes)
    totales = cuanto_toca(eleccion, ajustes, [clave for clave in nombres if clave != COMUN])
    filas = por_fuente([totales[clave] for clave in nombres], eleccion.techos)
    return {
        clave: Parte(nombre, fila)
        for (clave, nombre), fila in zip(nombres.items(), filas, strict=True)
    }


def distritos_de(eleccion: Eleccion, ajustes: Ajustes) -> dict[str, str]:
    """Nombre plegado → nombre a la vista, en orden; la bolsa común va siempre, al final."""
    vistos = [*eleccion.distritos, *eleccion.con_carencia]
    vistos += [c.fila.distrito for c in eleccion.candidatas]
    escritos = {Metodo.MANUAL: ajustes.montos, Metodo.PORCENTAJE: ajustes.porcentajes}
    nombres: dict[str, str] = {}
    for nombre in [*vistos, *escritos.get(ajustes.metodo, ())]:
        nombres.setdefault(plegar(nombre), nombre.strip())
    nombres.pop(COMUN, None)
    return dict(sorted(nombres.items())) | {COMUN: ""}


def cuanto_toca(eleccion: Eleccion, ajustes: Ajustes, distritos: Sequence[str]) -> dict[str, int]:
    """Centavos por distrito y en la bolsa común; suman el techo."""
    techo = eleccion.techo.centavos
    comun, resto = por_mayor_residuo(
        techo, [Fraction(ajustes.comun), Fraction(CIENTO - ajustes.comun)]
    )
    tocan = _segun_metodo(eleccion, ajustes, distritos, resto) if distritos else {}
    sin_dueno = resto - sum(tocan.values())
    return {d: tocan.get(d, 0) for d in distritos} | {
        COMUN: comun + sin_dueno + tocan.get(COMUN, 0)
    }


def _segun_metodo(
    eleccion: Eleccion, ajustes: Ajustes, distritos: Sequence[str], resto: int
) -> dict[str, int]:
    """Lo que no llega a nadie queda para la bolsa común; nunca pasa de `resto`."""
    match ajustes.metodo:
        case Metodo.MANUAL:
            montos = {d: ajustes.montos.get(d, 0) for d in distritos}
            return _sin_pasar(montos, resto)
        case Metodo.MONTO_FIJO:
            return _sin_pasar(dict.fromkeys(distritos, ajustes.monto_fijo.centavos), resto)
        case Metodo.PORCENTAJE:
            pesos = {d: Fraction(ajustes.porcentajes.get(d, 0)) for d in distritos}
            return _en_partes(resto, pesos | {COMUN: Fraction(CIENTO) - sum(pesos.values())})
        case Metodo.POBLACION:
            return _en_partes(resto, _por_poblacion(eleccion) or _iguales(distritos))
        case Metodo.FORMULA:
            return _en_partes(resto, _por_formula(eleccion, ajustes, distritos))


def _sin_pasar(montos: Mapping[str, int], resto: int) -> dict[str, int]:
    """Los montos tal como van o, si suman más que lo que hay, todos en la misma proporción."""
    if sum(montos.values()) <= resto:
        return dict(montos)
    return _en_partes(resto, {d: Fraction(m) for d, m in montos.items()})


def _por_formula(eleccion: Eleccion, ajustes: Ajustes, distritos: Sequence[str]) -> Pesos:
    """La suma ponderada de las tres partes; la que no tiene dato de nadie no cuenta."""
    partes = [
        (ajustes.igual, _iguales(distritos)),
        (ajustes.poblacion, _por_poblacion(eleccion)),
        (ajustes.carencia, _plegados(eleccion.con_carencia)),
    ]
    pesos: dict[str, Fraction] = {}
    for peso, parte in partes:
        suma = sum(parte.values())
        for d, cuanto in parte.items():
            if suma and peso:
                pesos[d] = pesos.get(d, Fraction(0)) + peso * cuanto / suma
    return pesos or _iguales(distritos)


def _iguales(distritos: Sequence[str]) -> Pesos:
    return dict.fromkeys(distritos, Fraction(1))


def _por_poblacion(eleccion: Eleccion) -> Pesos:
    """Vacío si no se conoce la población de nadie."""
    return _plegados(eleccion.distritos)


def _plegados(cuantos: Mapping[str, int]) -> Pesos:
    """Por nombre plegado, sumando las dos maneras de escribir un mismo distrito."""
    suma: dict[str, Fraction] = {}
    for nombre, cuanto in cuantos.items():
        suma[plegar(nombre)] = suma.get(plegar(nombre), Fraction(0)) + cuanto
    return suma if any(suma.values()) else {}


def _en_partes(total: int, pesos: Pesos) -> dict[str, int]:
    return dict(zip(pesos, por_mayor_residuo(total, list(pesos.values())), strict=True))


def por_mayor_residuo(total: int, pesos: Sequence[Fraction]) -> list[int]:
    """`total` en partes enteras según los pesos, sin que sobre ni falte una unidad.

    Cada una recibe su parte entera; las unidades que quedan van a los residuos más grandes y, a
    igual residuo, a la primera. Los pesos no son negativos y alguno es positivo.
    """
    suma = sum(pesos)
    exactas = [total * peso / suma for peso in pesos]
    partes = [int(exacta) for exacta in exactas]
    por_residuo = sorted(range(len(pesos)), key=lambda i: (partes[i] - exactas[i], i))
    for i in por_residuo[: total - sum(partes)]:
        partes[i] += 1
    return partes


def por_fuente(totales: Sequence[int], techos: Techos) -> list[list[int]]:
    """Cada total en sus fuentes, en proporción: las filas suman su total y las columnas, su techo.

    Los centavos sueltos de cada fila van a las fuentes que más tienen por colocar: así siempre
    cuadran las dos sumas (Gale y Ryser).
    """
    montos = [t.centavos for t in techos.values()]
    techo = sum(montos)
    filas = [[total * monto // techo if techo else 0 for monto in montos] for total in totales]
    sueltos = [monto - sum(f[j] for f in filas) for j, monto in enumerate(montos)]
    for total, fila in zip(totales, filas, strict=True):
        de_mayor = sorted(range(len(montos)), key=lambda j: -sueltos[j])
        for j in de_mayor[: total - sum(fila)]:
            fila[j] += 1
            sueltos[j] -= 1
    return filas
