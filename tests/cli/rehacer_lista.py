"""Rehace una lista exportada con lo que dice `nucleo/dominio/LISTA.md`, sin nada de Tinkuy.

    python rehacer_lista.py lista.json

Escribe el resumen del documento, el del resultado y el código público que le salen. Solo sabe la
regla `lista_con_techo`.
"""

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path

SIMBOLOS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MILLON = 1_000_000


def resumir(valor):
    texto = json.dumps(valor, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(texto.encode()).hexdigest()


def normalizados(criterio, filas):
    """En millonésimas, uno por fila."""
    sector = criterio["solo_sector"]
    suyas = [i for i, f in enumerate(filas) if not sector or f["sector"] == sector]
    medidas = [Fraction(c) for i in suyas if (c := criterio["crudos"][i]) is not None]
    falta = Fraction(1, 2) if criterio["faltante"] == "mitad" else Fraction(0)
    normales = [0] * len(filas)
    for i in suyas:
        crudo = criterio["crudos"][i]
        parte = falta if crudo is None else normal(criterio, Fraction(crudo), medidas)
        normales[i] = round(parte * MILLON)
    return normales


def normal(criterio, medida, medidas):
    menor, mayor = min(medidas), max(medidas)
    como = criterio["normalizacion"]
    if como in {"rango", "cuantil"} and menor == mayor:
        return Fraction(1)
    match como:
        case "rango":
            parte = (medida - menor) / (mayor - menor)
        case "cuantil":
            debajo = sum(m < medida for m in medidas) + sum(m <= medida for m in medidas)
            parte = Fraction(debajo - 1, 2 * (len(medidas) - 1))
        case "umbral":
            parte = entre_0_y_1(medida / Fraction(criterio["tope"]))
        case "ordinal":
            parte = entre_0_y_1(medida / (len(criterio["escala"]) - 1))
        case "si_no":
            parte = Fraction(medida != 0)
    return 1 - parte if criterio["sentido"] == "menos" else parte


def entre_0_y_1(parte):
    return min(max(parte, Fraction(0)), Fraction(1))


def lista(entradas):
    filas, criterios = entradas["filas"], entradas["criterios"]
    pesos = [Fraction(repr(float(c["peso"]))) for c in criterios]
    normales = [normalizados(c, filas) for c in criterios]
    aportes = [
        [round(n[i] * p / sum(pesos)) for n, p in zip(normales, pesos, strict=True)]
        for i in range(len(filas))
    ]
    deciden = sorted((c["desempate"], k) for k, c in enumerate(criterios) if c["desempate"])

    def lugar(i):
        return (-sum(aportes[i]), *(-normales[k][i] for _, k in deciden), filas[i]["numero"])

    saldos = dict(entradas["techos"])
    for puesto, i in enumerate(sorted(range(len(filas)), key=lugar), 1):
        fila, fuente = filas[i], ""
        if fila["competencia"] not in {"departamental", "nacional"}:
            fuente = next((f for f, s in saldos.items() if fila["costo"] <= s), "")
        if fuente:
            saldos[fuente] -= fila["costo"]
        desglose = [
            [c["clave"], None if (m := c["crudos"][i]) is None else round(float(m), 6), n[i], a]
            for c, n, a in zip(criterios, normales, aportes[i], strict=True)
        ]
        codigo = f"{fila['gestion']}-{fila['numero']:04d}"
        yield [puesto, codigo, fila["costo"], sum(aportes[i]), desglose, bool(fuente), fuente]


def codigo_publico(resumen):
    estirado = hashlib.pbkdf2_hmac("sha256", bytes.fromhex(resumen), b"tinkuy", 20_000)
    numero, restos = int.from_bytes(estirado, "big"), []
    for _ in range(7):
        numero, resto = divmod(numero, 31)
        restos.append(resto)
    suma = sum(lugar * resto for lugar, resto in enumerate(restos, 1))
    restos.append(next(x for x in range(31) if (suma + 8 * x) % 31 == 0))
    simbolos = "".join(SIMBOLOS[r] for r in restos)
    return f"{simbolos[:4]}-{simbolos[4:]}"


def rehacer(documento):
    entradas = documento["entradas"]
    resultado = {
        "gestion": entradas["gestion"],
        "regla": entradas["regla"]["clave"],
        "pesos": {c["clave"]: float(c["peso"]) for c in entradas["criterios"]},
        "techos": entradas["techos"],
        "renglones": list(lista(entradas)),
    }
    return {
        "resumen": resumir({k: v for k, v in documento.items() if k != "resumen"}),
        "resultado": resumir(resultado),
        "codigo": codigo_publico(resumir(entradas)),
    }


if __name__ == "__main__":
    leido = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(rehacer(leido)) + "\n")
