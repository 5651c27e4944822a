"""Del texto de una planilla al valor: dinero, enteros, fechas, sí o no, opciones. Sin adivinar.

Cada lector recibe una celda con texto y devuelve el valor o levanta `DatoIlegible` con el motivo.
Nada se redondea: lo que puede leerse de dos maneras se devuelve para que una persona lo aclare.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import normalizar, plegar

T = TypeVar("T")

MAXIMO_DE_DIGITOS = 15  # los centavos caben en un entero de 64 bits
MAXIMO_DE_PERSONAS = 20_000_000
ANIOS = range(1950, 2101)
MESES = {
    nombre: numero
    for numero, nombre in enumerate(
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        1,
    )
} | {"setiembre": 9}
MESES |= {nombre[:3]: numero for nombre, numero in MESES.items()}
SI_O_NO = dict.fromkeys(["si", "s", "x", "verdadero", "true", "yes", "1"], True) | dict.fromkeys(
    ["no", "n", "falso", "false", "0"], False
)

_MONEDA = re.compile(
    r"(?<![a-z])(?:bolivianos?|bs|bob)(?![a-z])(?:[./]-+\s*$|\.)?|\$b\.?|(?<=[0-9])[.,]-+\s*$",
    re.IGNORECASE,
)  # «12.000.-» es como se cierra un monto en un recibo
_ESPACIOS = str.maketrans(dict.fromkeys("\xa0\u2007\u2009\u202f", " "))
_MENOS = str.maketrans("−–", "--")
_AGRUPADO = re.compile(r"[0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"(.*[0-9])([.,])([0-9]+)")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_DIA_PRIMERO = re.compile(
    r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})(?: 0?0:00(?::00)?)?"
)
_CON_MES = re.compile(r"(?:[a-z]+ )?([0-9]{1,2}) (?:de )?([a-z]+) (?:de |del )?([0-9]{4}|[0-9]{2})")
_FORMULA = re.compile(r"\s*(?:[=@]|[-+][\w.$:+*/-]*[(!|])")
_CODIGO = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class DatoIlegible(ValueError):  # noqa: N818 - nombra el hecho, como los demás errores
    """Una celda que no se puede leer; `motivo` es la frase para quien la escribió."""

    def __init__(self, motivo: Mensaje) -> None:
        super().__init__(str(motivo))
        self.motivo = motivo


_HORA = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?")


def ilegible(texto: str, **datos: str | int) -> DatoIlegible:
    """`ilegible(N_("… %(x)s"), x=1)`: el error con su frase y sus datos."""
    return DatoIlegible(Mensaje(texto, datos))


def numero(texto: str) -> Decimal:
    """Un número escrito a la boliviana o a la inglesa, exacto.

    Con los dos signos, el último es el decimal: «1.234,50» y «1,234.50» son el mismo. Uno solo y
    repetido separa miles. Uno solo, una vez: con una o dos cifras detrás es decimal («12,5»,
    «1234.5»); el punto con tres cifras separa miles («1.500» son mil quinientos, como se escribe
    en Bolivia); la coma con tres cifras («1,500») puede ser mil quinientos o uno y medio: no se
    acepta. El espacio y el apóstrofo solo separan miles.
    """
    limpio = " ".join(texto.translate(_ESPACIOS).translate(_MENOS).split())
    signo, cifras = ("-", limpio[1:].strip()) if limpio.startswith("-") else ("", limpio)
    enteros, decimales = _partes(cifras)
    if not enteros.isascii() or not enteros.isdigit():
        raise ilegible(N_("no es un número: se espera algo como 1.234,50"))
    if len(enteros.lstrip("0")) > MAXIMO_DE_DIGITOS or len(decimales) > MAXIMO_DE_DIGITOS:
        raise ilegible(N_("el número es demasiado grande"))
    return Decimal(f"{signo}{enteros}.{decimales or 0}")


def _partes(cifras: str) -> tuple[str, str]:
    """Cifras enteras y decimales; las enteras quedan sin separador si agrupaban bien."""
    if _AGRUPADO.fullmatch(cifras) and not cifras.startswith("0"):
        if re.fullmatch(r"[0-9]{1,3},[0-9]{3}", cifras):
            miles, resto = cifras.split(",")
            raise ilegible(
                N_("es ambiguo: escriba %(miles)s.%(resto)s si son miles o use dos decimales"),
                miles=miles,
                resto=resto,
            )
        return re.sub("[^0-9]", "", cifras), ""
    if con_decimales := _DECIMAL.fullmatch(cifras):
        enteros, signo, decimales = con_decimales.groups()
        agrupado = _AGRUPADO.fullmatch(enteros)
        if agrupado and agrupado[1] != signo:
            enteros = re.sub("[^0-9]", "", enteros)
        return enteros, decimales
    return cifras, ""


def dinero(texto: str) -> Dinero:
    """Un monto en Bs, con o sin la moneda escrita; más de dos decimales se rechaza."""
    try:
        return Dinero.de(numero(_MONEDA.sub(" ", texto)))
    except DatoIlegible:
        raise
    except ValueError:
        raise ilegible(N_("tiene más de dos decimales: no se redondea")) from None


def dinero_positivo(texto: str) -> Dinero:
    """Un monto mayor que cero: lo que cuesta una demanda o costó una obra."""
    monto = dinero(texto)
    if monto <= CERO:
        raise ilegible(N_("debe ser mayor que cero"))
    return monto


def dinero_no_negativo(texto: str) -> Dinero:
    """Un monto que puede ser cero: una contraparte, un techo."""
    monto = dinero(texto)
    if monto < CERO:
        raise ilegible(N_("no puede ser negativo"))
    return monto


def entero(minimo: int = 0, maximo: int = MAXIMO_DE_PERSONAS) -> Callable[[str], int]:
    """Lector de enteros entre dos topes, ambos incluidos; «12,00» vale 12 y «12,5» no vale."""

    def leer(texto: str) -> int:
        valor = numero(texto)
        if valor != valor.to_integral_value():
            raise ilegible(N_("debe ser un número entero"))
        if not minimo <= valor <= maximo:
            raise ilegible(
                N_("debe estar entre %(minimo)s y %(maximo)s"), minimo=minimo, maximo=maximo
            )
        return int(valor)

    return leer


def porcentaje(texto: str) -> float:
    """De 0 a 100, con o sin «%». Aquí no hay miles: el punto y la coma son decimales."""
    limpio = texto.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,15})?", limpio) or float(limpio) > 100:  # noqa: PLR2004 - el todo
        raise ilegible(N_("debe ser un porcentaje entre 0 y 100"))
    return float(limpio)


def peso(texto: str) -> float:
    """El peso de un criterio: «2», «2,5». Aquí no hay miles: el punto y la coma son decimales."""
    limpio = texto.strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", limpio):
        raise ilegible(N_("debe ser un número de cero para arriba, como 2 o 2,5"))
    return float(limpio)


def fecha(texto: str) -> date:
    """Día primero (12/07/2026, 12-07-26), aaaa-mm-dd o «12 de julio de 2026».

    Dos cifras de año son de este siglo. El mes nunca va primero: 07/25/2026 se rechaza.
    """
    limpio = " ".join(texto.split())
    if iso := _ISO.fullmatch(limpio):
        anio, mes, dia = iso.groups()
    elif comun := _DIA_PRIMERO.fullmatch(limpio):
        dia, mes, anio = comun.groups()
    elif (dicha := _CON_MES.fullmatch(plegar(limpio))) and dicha[2] in MESES:
        dia, mes, anio = dicha[1], str(MESES[dicha[2]]), dicha[3]
    else:
        raise ilegible(N_("no es una fecha: se espera día/mes/año, como 12/07/2026"))
    return _fecha(int(anio) + (2000 if len(anio) == 2 else 0), int(mes), int(dia))  # noqa: PLR2004 - dos cifras


def _fecha(anio: int, mes: int, dia: int) -> date:
    if anio not in ANIOS:
        raise ilegible(N_("el año %(anio)s no parece correcto"), anio=anio)
    try:
        return date(anio, mes, dia)
    except ValueError:
        raise ilegible(N_("esa fecha no existe: se lee día/mes/año")) from None


def si_o_no(texto: str) -> bool:
    """Sí o no, también como x, 1, 0, verdadero o falso."""
    valor = SI_O_NO.get(plegar(texto))
    if valor is None:
        raise ilegible(N_("se espera «sí» o «no»"))
    return valor


def texto_de(maximo: int) -> Callable[[str], str]:
    """Lector de texto: espacios simples, ni fórmulas ni caracteres de control, hasta `maximo`."""

    def leer(texto: str) -> str:
        if _CONTROL.search(texto):
            raise ilegible(N_("tiene caracteres que no son texto"))
        if _FORMULA.match(texto):
            raise ilegible(N_("es una fórmula, no un texto: escriba solo el texto"))
        limpio = normalizar(texto)
        if len(limpio) > maximo:
            raise ilegible(N_("es más largo que %(maximo)s caracteres"), maximo=maximo)
        return limpio

    return leer


def codigo_de(maximo: int) -> Callable[[str], str]:
    """Lector de un código corto: letras sin tilde, cifras, puntos y guiones, en mayúsculas."""

    def leer(texto: str) -> str:
        limpio = normalizar(texto).upper()
        if _ISO.fullmatch(limpio):
            raise ilegible(
                N_("es una fecha: la hoja de cálculo cambió el código, escríbalo como texto")
            )
        if not _CODIGO.fullmatch(limpio):
            raise ilegible(N_("se espera un código corto, como SMOP u OE1.2, sin espacios"))
        if len(limpio) > maximo:
            raise ilegible(N_("es más largo que %(maximo)s caracteres"), maximo=maximo)
        return limpio

    return leer


def opcion(opciones: Mapping[T, Iterable[str]]) -> Callable[[str], T]:
    """Lector de una lista cerrada: valor → nombres con que se escribe; compara plegado.

    El primer nombre de cada valor es el que se ofrece al rechazar.
    """
    nombres = {valor: tuple(escritos) for valor, escritos in opciones.items()}
    por_nombre = {plegar(n): valor for valor, escritos in nombres.items() for n in escritos}
    ofrecidos = ", ".join(escritos[0] for escritos in nombres.values())

    def leer(texto: str) -> T:
        if (clave := plegar(texto)) not in por_nombre:
            raise ilegible(N_("no está en la lista; se espera: %(opciones)s"), opciones=ofrecidos)
        return por_nombre[clave]

    return leer


_PERDIDA = re.compile(r"(?<=[^\W\d_])[¿�](?=[^\W\d_])")


def reparar_enie(texto: str) -> str:
    """Devuelve la Ñ que un programa viejo volvió «¿», solo si está entre dos letras.

    «CA¿ADA» → «CAÑADA», «Ca¿ada» → «Cañada»; «¿Por qué?» no cambia.
    """

    def enie(hallada: re.Match[str]) -> str:
        vecinas = texto[hallada.start() - 1] + texto[hallada.end()]
        return "Ñ" if vecinas.isupper() else "ñ"

    return _PERDIDA.sub(enie, texto)


def plegar_con_perdidas(nombre: str) -> str:
    """Como `plegar`, pero «CA¿ADA» da lo mismo que «Cañada», donde quiera que esté la Ñ perdida."""
    return plegar(re.sub("[¿�]", "n", nombre))


def hora_de(texto: str) -> str:
    """«9», «9:00», «09.30» o «14h15» como «HH:MM»; vacía si no se dice."""
    limpio = texto.strip().lower().removesuffix("hrs").removesuffix("h").strip()
    if not limpio:
        return ""
    hallada = _HORA.fullmatch(limpio)
    if not hallada:
        raise ilegible(N_("no es una hora: se espera como 09:00"))
    return f"{int(hallada[1]):02}:{hallada[2] or '00'}"
