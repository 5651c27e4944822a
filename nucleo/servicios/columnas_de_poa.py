"""Las columnas de la planilla del POA: cómo se llaman, qué sinónimos tienen y cómo se leen."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.lectura import (
    dinero_no_negativo,
    ilegible,
    reparar_enie,
    si_o_no,
)
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import normalizar
from nucleo.dominio.poa import LineaDePoa
from nucleo.servicios.encabezados import Columna

LARGO_DE_CODIGO = 60
LARGO_DE_NOMBRE = 500
LARGO_DE_TEXTO = 1_000
NO_DECLARADO = "-1"
"""Como los sistemas viejos escribían lo que nadie declaró."""
ANIOS = range(2000, 2101)
DIGITOS_DE_EXCEL = 15
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FECHA = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?")
_ANIO = re.compile(r"([0-9]{4})\s*[:=]\s*(.+)")


def texto_fiel(maximo: int) -> Callable[[str], str]:
    """Lector de texto que no cambia lo escrito, aunque empiece como una fórmula.

    Solo une espacios y apóstrofos, como todo nombre de la casa, y rechaza lo que no es texto.
    """

    def leer(texto: str) -> str:
        if _CONTROL.search(texto):
            raise ilegible(N_("tiene caracteres que no son texto"))
        limpio = normalizar(texto)
        if len(limpio) > maximo:
            raise ilegible(N_("es más largo que %(maximo)s caracteres"), maximo=maximo)
        return limpio

    return leer


def nombre_de_tecnico(texto: str) -> str:
    """La denominación de una planilla ajena: además, «CA¿ADA» vuelve a ser «CAÑADA»."""
    return texto_fiel(LARGO_DE_NOMBRE)(reparar_enie(texto))


def codigo(texto: str) -> str:
    """Un código tal como vino, con sus ceros; −1 es «no declarado».

    Una fecha no es un código: la hoja de cálculo cambió «11-3-1» por el 1 de marzo de 2011.
    """
    limpio = texto_fiel(LARGO_DE_CODIGO)(texto)
    if _FECHA.fullmatch(limpio):
        raise ilegible(
            N_("es una fecha: la hoja de cálculo cambió el código, escríbalo como texto")
        )
    return "" if limpio in {NO_DECLARADO, "−1"} else limpio


def anios(texto: str) -> dict[str, str]:
    """«2028: 1.500.000; 2029: 20.000,50» → año y monto; ni repetidos ni sin monto."""
    leidos: dict[str, str] = {}
    for parte in filter(None, (p.strip() for p in texto.split(";"))):
        hallado = _ANIO.fullmatch(parte)
        if not hallado or int(hallado[1]) not in ANIOS or hallado[1] in leidos:
            raise ilegible(N_("se espera año y monto, como 2028: 150.000; 2029: 20.000,50"))
        leidos[hallado[1]] = str(dinero_no_negativo(hallado[2]))
    return dict(sorted(leidos.items()))


def anios_escritos(montos: dict[str, str]) -> str:
    """El camino de vuelta de `anios`, con coma decimal: no se presta a dudas."""
    return "; ".join(f"{a}: {m.replace('.', ',')}" for a, m in sorted(montos.items()))


def dinero_escrito(monto: Dinero | None) -> Decimal | str | None:
    """Un número de Excel si cabe exacto en sus quince cifras; si no, texto con coma."""
    if monto is None:
        return None
    exacto = len(str(abs(monto.centavos))) <= DIGITOS_DE_EXCEL
    return monto.monto if exacto else str(monto).replace(".", ",")


def orden(texto: str) -> str:
    """El número de renglón no se guarda: lo da el lugar en la hoja."""
    return texto


_COD, _TXT = codigo, texto_fiel(LARGO_DE_TEXTO)
DENOMINACION = (
    "nombre", "nombre del proyecto", "descripcion", "descripción del proyecto", "detalle", "obra",
    "nombre de la obra", "proyecto o actividad", "proyecto actividad", "denominacion del proyecto",
    "obra o proyecto", "glosa", "concepto",
)  # fmt: skip
MONTO = (
    "monto", "presupuesto", "presupuesto bs", "total", "total bs", "importe", "importe bs",
    "monto asignado", "monto total", "presupuesto total", "ppto", "costo", "costo bs",
    "presupuesto inicial", "monto programado", "presupuesto programado",
)  # fmt: skip


def columnas(*, propia: bool = False, proyecto_es_nombre: bool = False) -> tuple[Columna, ...]:
    """Las que se leen. `propia`: la hoja la escribió Tinkuy y no se le arregla nada.

    En muchas planillas «Proyecto» es el nombre y no el código: con `proyecto_es_nombre` se lee así.
    """
    nombre = texto_fiel(LARGO_DE_NOMBRE) if propia else nombre_de_tecnico
    del_nombre = (*DENOMINACION, "proyecto") if proyecto_es_nombre else DENOMINACION
    de_codigo = "Código de proyecto" if proyecto_es_nombre else "Proyecto"
    return (
        Columna("orden", "N.º", orden, ("nro", "numero", "item", "it", "n")),
        Columna("programa", "Programa", _COD, ("prog", "pg", "cod programa", "codigo programa")),
        Columna("cod_proyecto", de_codigo, _COD,
                ("proy", "py", "cod proyecto", "codigo proyecto", "codigo de proyecto")),
        Columna("actividad", "Actividad", _COD, ("act", "ac", "cod actividad")),
        Columna("categoria", "Categoría programática", categoria,
                ("cat prog", "categoria prog", "apertura programatica", "apertura", "cat prg")),
        Columna("denominacion", "Denominación", nombre, del_nombre, obligatoria=True),
        Columna("sisin", "Código SISIN", _COD, ("sisin", "cod sisin", "codigo sisin web")),
        Columna("objeto", "Objeto del gasto", _COD, ("objeto", "partida", "obj", "og", "part")),
        Columna("fuente", "Fuente", _COD, ("fte", "ff", "fuente de financiamiento", "fuente fin")),
        Columna("organismo", "Organismo", _COD, ("org", "of", "organismo financiador", "org fin")),
        Columna("fuente_organismo", "Fuente-organismo", fuente_organismo,
                ("fuente y organismo", "fte org", "ff of", "fte fin", "ff-of")),
        *resto(),
    )  # fmt: skip


def resto() -> tuple[Columna, ...]:
    """Las que se leen igual en toda planilla."""
    return (
        Columna("finalidad", "Finalidad-función", _COD,
                ("finalidad y funcion", "fin fun", "finalidad", "finfun", "funcion")),
        Columna("sector_economico", "Sector económico", _COD, ("sector", "sec eco", "sececo")),
        Columna("distrito", "Distrito", _TXT, ("dist", "distrito municipal", "distrito o canton")),
        Columna("unidad", "Unidad responsable", _COD,
                ("unidad", "responsable", "unidad ejecutora", "ue", "direccion")),
        Columna("objetivo", "Objetivo del plan", _COD,
                ("objetivo", "cod objetivo", "codigo de objetivo", "objetivo estrategico")),
        Columna("sin_objetivo", "Por qué sin objetivo", _TXT, ("razon sin objetivo",)),
        Columna("monto", "Monto (Bs)", dinero_no_negativo, MONTO, obligatoria=True),
        Columna("plurianual_total", "Costo total plurianual (Bs)", dinero_no_negativo,
                ("costo total", "costo plurianual", "costo total del proyecto")),
        Columna("plurianual", "Años siguientes", anios, ("programacion plurianual",)),
        Columna("demanda", "Demanda", _COD, ("codigo de demanda", "cod demanda")),
        Columna("nota", "Nota", _TXT, ("observacion", "observaciones", "notas")),
        Columna("procedencia", "Fuente del dato", texto_fiel(300), ("origen del dato",)),
        Columna("simulada", "Simulada", si_o_no, ("simulado", "dato simulado")),
    )  # fmt: skip


def categoria(texto: str) -> tuple[str, str, str]:
    """«11 0001 000», «11-1-0» → programa, proyecto y actividad; el código SISIN no va aquí."""
    partes = re.split(r"[\s./-]+", codigo(texto))
    if len(partes) != 3:  # noqa: PLR2004 - programa, proyecto y actividad
        raise ilegible(N_("se espera programa, proyecto y actividad, como 11 0001 000"))
    programa, proyecto, actividad = partes
    return programa, proyecto, actividad


def fuente_organismo(texto: str) -> tuple[str, str]:
    """«41-113» → fuente y organismo. Lo que dice «no declarado» queda vacío."""
    limpio = texto_fiel(LARGO_DE_CODIGO)(texto)
    if limpio.casefold() in {"no declarada", "no declarado", NO_DECLARADO, "s/d", "-"}:
        return "", ""
    hallado = re.fullmatch(r"([0-9]{2})\s*[-/ .]\s*([0-9]{3})", limpio)
    if not hallado:
        raise ilegible(N_("se espera fuente y organismo, como 41-113"))
    return hallado[1], hallado[2]


DE_IDA = tuple(c for c in columnas(propia=True) if c.clave not in {"categoria", "fuente_organismo"})
"""Las que se escriben: la categoría y la fuente-organismo van en sus partes."""
TITULOS = tuple(c.nombre for c in DE_IDA)
CAMPO = {"cod_proyecto": "proyecto"}


def celdas_de(linea: LineaDePoa) -> list[str | int | Decimal | None]:
    """Un renglón de la planilla, en el orden de `DE_IDA`."""
    return [_celda(linea, c.clave) for c in DE_IDA]


def _celda(linea: LineaDePoa, clave: str) -> str | int | Decimal | None:
    valor: Any = getattr(linea, CAMPO.get(clave, clave))
    match clave:
        case "monto" | "plurianual_total":
            return dinero_escrito(valor)
        case "plurianual":
            return anios_escritos(dict(valor))
        case "simulada":
            return "sí" if valor else ""
        case _:
            return valor  # type: ignore[no-any-return]


def datos_de(valores: dict[str, Any]) -> dict[str, Any]:
    """De lo leído de una fila a los datos de una línea; lo que no vino, vacío."""
    datos = {CAMPO.get(c, c): v for c, v in valores.items()}
    datos.pop("orden", None)
    if partes := datos.pop("categoria", None):
        for nombre, valor in zip(("programa", "proyecto", "actividad"), partes, strict=True):
            datos.setdefault(nombre, valor)
    if partes := datos.pop("fuente_organismo", None):
        for nombre, valor in zip(("fuente", "organismo"), partes, strict=True):
            datos.setdefault(nombre, valor)
    datos.setdefault("monto", CERO)
    return datos
