"""La calificación escrita otra vez, sin numpy y con fracciones: contra ella se mira la de verdad.

No comparte una línea con `nucleo.dominio.priorizacion`: lee las reglas, no el código. Es lenta y
corta a propósito.
"""

from fractions import Fraction
from functools import cmp_to_key

MEDIO, UNO, CERO = Fraction(1, 2), Fraction(1), Fraction(0)


def calificar(filas, criterios):
    """Por fila, sus aportes en diezmilésimas y su puntaje; y los lugares, en orden.

    `criterios` trae pares (criterio, medidas): las medidas van por fila, `None` si no se sabe.
    """
    pesos = [Fraction(repr(c.peso)) for c, _ in criterios]
    normales = [en_millonesimas(c, medidas, filas) for c, medidas in criterios]
    aportes = [
        [
            round(n[i] * p / sum(pesos))
            for n, p in zip(normales, pesos, strict=True)
        ]
        for i in range(len(filas))
    ]  # fmt: skip
    puntajes = [sum(a) for a in aportes]
    con_turno = sorted((c.desempate, k) for k, (c, _) in enumerate(criterios) if c.desempate)

    def primero(i, j):
        if puntajes[i] != puntajes[j]:
            return puntajes[j] - puntajes[i]
        for _, k in con_turno:
            if normales[k][i] != normales[k][j]:
                return normales[k][j] - normales[k][i]
        return filas[i].numero - filas[j].numero

    orden = sorted(range(len(filas)), key=cmp_to_key(primero))
    return aportes, puntajes, orden


def en_millonesimas(criterio, medidas, filas):
    """Enteros de 0 a 1 000 000; cero para lo que es de otro sector."""
    suyas = [i for i, f in enumerate(filas) if criterio.solo_sector in {"", f.sector}]
    sabidas = [Fraction(medidas[i]) for i in suyas if medidas[i] is not None]
    resultado = [0] * len(filas)
    for i in suyas:
        if medidas[i] is None:
            parte = MEDIO if criterio.faltante == "mitad" else CERO
        else:
            parte = normal(criterio, Fraction(medidas[i]), sabidas)
        resultado[i] = round(parte * 1_000_000)
    return resultado


def normal(criterio, medida, sabidas):
    """De 0 a 1, exacto."""
    al_reves = criterio.sentido == "menos"
    relativa = criterio.normalizacion in {"rango", "cuantil"}
    if relativa and min(sabidas) == max(sabidas):
        return UNO
    if criterio.normalizacion == "rango":
        parte = (medida - min(sabidas)) / (max(sabidas) - min(sabidas))
    elif criterio.normalizacion == "cuantil":
        menores = sum(otra < medida for otra in sabidas)
        iguales = sum(otra == medida for otra in sabidas) - 1
        parte = (menores + Fraction(iguales, 2)) / (len(sabidas) - 1)
    elif criterio.normalizacion == "umbral":
        parte = min(max(medida / Fraction(criterio.tope), CERO), UNO)
    elif criterio.normalizacion == "ordinal":
        ultimo = len(criterio.escala) - 1
        parte = min(max(medida, CERO), Fraction(ultimo)) / ultimo
    else:
        parte = UNO if medida else CERO
    return UNO - parte if al_reves else parte
