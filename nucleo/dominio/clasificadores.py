"""Los clasificadores del presupuesto: qué códigos rigen en una gestión y cuál es el probable.

Un código que no está no siempre es un error: el catálogo de programas viene de las directrices y
se tiene por completo; el de partidas, de lo que los municipios declararon, y puede faltarle. Por
eso cada hallazgo dice si `impide` o solo avisa.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar

ANCHO_DE_OBJETO = 5
DIGITOS_DE_SISIN = 14  # los que tiene el código observado; la norma está por verificar
PARECIDO = 0.6
SECTORES = re.compile(r"[0-9]{1,2}")
FINALIDAD = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}")


class Clasificador(StrEnum):
    """De qué lista es un código."""

    PROGRAMA = "programa"
    OBJETO = "objeto"
    FUENTE_ORGANISMO = "fuente_organismo"
    FINALIDAD = "finalidad"
    SECTOR = "sector_economico"
    SISIN = "sisin"


@dataclass(frozen=True, slots=True)
class Entrada:
    """Un código, o un rango de códigos, con la denominación y las gestiones en que rige.

    `finalidades` son las finalidades-función que le corresponden (`4.2`, o un rango
    `4.7.1-4.7.3`); `sector`, su sector económico. Vacíos: la fuente no lo dice.
    """

    primero: str
    ultimo: str
    denominacion: str
    desde: int | None = None
    hasta: int | None = None
    finalidades: Sequence[str] = ()
    sector: str = ""
    nota: str = ""

    def rige(self, gestion: int) -> bool:
        return (self.desde or gestion) <= gestion <= (self.hasta or gestion)

    @property
    def es_rango(self) -> bool:
        return self.primero != self.ultimo

    @property
    def visible(self) -> str:
        """`11`, o `110-119` si es un rango."""
        return f"{self.primero}-{self.ultimo}" if self.es_rango else self.primero

    def contiene(self, codigo: str) -> bool:
        """Si el código es este o está en el rango, escrito con los mismos dígitos."""
        if not self.es_rango:
            return codigo == self.primero
        ancho = {len(self.primero), len(self.ultimo)}
        return len(codigo) in ancho and int(self.primero) <= int(codigo) <= int(self.ultimo)


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Un código que no calza: por qué, y cuál es el probable si se pudo saber.

    Con `impide`, la línea no se puede presentar así; sin él, es un aviso.
    """

    clasificador: Clasificador
    codigo: str
    motivo: Mensaje
    probable: str = ""
    impide: bool = True


NO_ES = N_("«%(codigo)s» no está en el clasificador de %(gestion)s.")
NO_ES_Y_PROBABLE = N_(
    "«%(codigo)s» no está en el clasificador de %(gestion)s. El correcto probable es %(probable)s "
    "(%(nombre)s)."
)
NO_CONSTA = N_("«%(codigo)s» no consta entre los códigos que se conocen de %(gestion)s: revíselo.")
NO_CONSTA_Y_PROBABLE = N_(
    "«%(codigo)s» no consta entre los códigos que se conocen de %(gestion)s. ¿Será %(probable)s "
    "(%(nombre)s)?"
)
NO_CORRESPONDE = N_(
    "«%(codigo)s» no es el que corresponde al programa %(programa)s: se espera %(probable)s."
)
CAMBIO = N_(
    "«%(codigo)s» es de otra gestión. En %(gestion)s le corresponde %(probable)s (%(nombre)s)."
)
OTRAS_CIFRAS = N_(
    "«%(codigo)s» está escrito con otra cantidad de cifras: en %(gestion)s se escribe "
    "%(probable)s (%(nombre)s)."
)
SISIN_MAL = N_("«%(codigo)s» no tiene la forma esperada: %(digitos)s dígitos (por verificar).")


@dataclass(frozen=True)
class Clasificadores:
    """Todo el catálogo. `de(gestion)` da lo que rige ese año.

    `aperturas` son las aperturas programáticas obligatorias: `20 0 99` → «SUS».
    """

    programas: Sequence[Entrada]
    objetos: Sequence[Entrada]
    fuentes: Mapping[str, str]
    organismos: Mapping[str, str]
    pares: Mapping[str, str]
    aperturas: Sequence[Entrada] = ()

    def de(self, gestion: int) -> "DeGestion":
        return DeGestion(gestion, self)


@dataclass(frozen=True)
class DeGestion:
    """Los clasificadores que rigen en una gestión.

    Cada `revisar_…` recibe lo que alguien escribió y devuelve `None` si está bien o si está vacío:
    lo que no se declara no se inventa.
    """

    gestion: int
    todo: Clasificadores = field(repr=False)

    @cached_property
    def programas(self) -> Sequence[Entrada]:
        return [e for e in self.todo.programas if e.rige(self.gestion)]

    @cached_property
    def objetos(self) -> Mapping[str, Entrada]:
        return {e.primero: e for e in self.todo.objetos if e.rige(self.gestion)}

    @cached_property
    def aperturas(self) -> Sequence[Entrada]:
        return [e for e in self.todo.aperturas if e.rige(self.gestion)]

    def programa(self, codigo: str) -> Entrada | None:
        """La entrada que le corresponde a un código, o `None` si ese año no rige."""
        if not codigo.isdecimal():
            return None
        exactos = (e for e in self.programas if not e.es_rango and e.contiene(codigo))
        rangos = (e for e in self.programas if e.es_rango and e.contiene(codigo))
        return next(exactos, None) or next(rangos, None)

    def revisar_programa(self, codigo: str, denominacion: str = "") -> Hallazgo | None:
        """El código de programa; con `denominacion`, también se busca por su nombre."""
        escrito = codigo.strip()
        if not escrito or self.programa(escrito):
            return None
        if mismo := self._con_otras_cifras(escrito):
            return self._hallar(Clasificador.PROGRAMA, escrito, mismo, OTRAS_CIFRAS)
        if otro := self._el_de_otra_gestion(escrito):
            return self._hallar(Clasificador.PROGRAMA, escrito, otro, CAMBIO)
        return self._no_esta(
            Clasificador.PROGRAMA, escrito, self._programa_probable(escrito, denominacion)
        )

    def _con_otras_cifras(self, codigo: str) -> Entrada | None:
        """«0» por «00», «5» por «05», «000» por «0»: el mismo número, con los ceros que se usan."""
        if not re.fullmatch("[0-9]{1,9}", codigo):
            return None
        for bien in (str(int(codigo)), str(int(codigo)).zfill(2)):
            if bien != codigo and (suya := self.programa(bien)):
                return replace(suya, primero=bien, ultimo=bien)
        return None

    def _el_de_otra_gestion(self, codigo: str) -> Entrada | None:
        """El de igual denominación que rige ahora, si el código es de antes o de después."""
        suyo = next(
            (e for e in self.todo.programas if codigo.isdecimal() and e.contiene(codigo)), None
        )
        if suyo is None:
            return None
        return next((e for e in self.programas if e.denominacion == suyo.denominacion), None)

    def _programa_probable(self, codigo: str, denominacion: str) -> Entrada | None:
        digitos = re.sub("[^0-9]", "", codigo)
        intentos = (digitos.zfill(2), digitos.lstrip("0"), digitos[:3], digitos[:2])
        for intento in intentos if digitos else ():
            if intento and (hallada := self.programa(intento)):
                return hallada
        nombres = {plegar(e.denominacion): e for e in self.programas}
        cercanos = get_close_matches(plegar(denominacion), nombres, 1, PARECIDO)
        return nombres[cercanos[0]] if cercanos else None

    def revisar_objeto(self, codigo: str) -> Hallazgo | None:
        """La partida. La lista es de las observadas: la bien escrita que no consta solo avisa."""
        escrito = codigo.strip()
        if not escrito or escrito in self.objetos:
            return None
        digitos = re.sub("[^0-9]", "", escrito).ljust(ANCHO_DE_OBJETO, "0")
        bien = re.fullmatch(r"[1-9][0-9]{4}", escrito) is not None
        suya = self.objetos.get(digitos) or self.objetos.get(f"{digitos[:3]}00")
        probable = suya or self.objetos.get(_mas_cercano(digitos, self.objetos))
        return self._no_esta(Clasificador.OBJETO, escrito, probable, impide=not bien)

    def revisar_fuente_organismo(self, fuente: str, organismo: str) -> Hallazgo | None:
        """El par. Vacío es «no declarada», que se permite; el inusual solo avisa."""
        fuente, organismo = fuente.strip(), organismo.strip()
        par = f"{fuente}-{organismo}"
        if par in self.todo.pares or not (fuente or organismo):
            return None
        conocidos = fuente in self.todo.fuentes and organismo in self.todo.organismos
        probable = next(
            (p for p in self.todo.pares if organismo and p.endswith(f"-{organismo}")), ""
        )
        probable = probable or _mas_cercano(par, self.todo.pares)
        entrada = Entrada(probable, probable, self.todo.pares[probable]) if probable else None
        return self._no_esta(Clasificador.FUENTE_ORGANISMO, par, entrada, impide=not conocidos)

    def revisar_finalidad(self, codigo: str, programa: str = "") -> Hallazgo | None:
        """La finalidad-función; con el programa, si es de las que le corresponden (aviso)."""
        escrito = codigo.strip()
        if not escrito:
            return None
        if not FINALIDAD.fullmatch(escrito):
            return self._no_esta(Clasificador.FINALIDAD, escrito, None)
        suyo = self.programa(programa)
        if suyo is None or not suyo.finalidades or any(_cabe(escrito, f) for f in suyo.finalidades):
            return None
        return self._no_corresponde(Clasificador.FINALIDAD, escrito, suyo, suyo.finalidades[0])

    def revisar_sector(self, codigo: str, programa: str = "") -> Hallazgo | None:
        """El sector económico; con el programa, si es el que le corresponde (aviso)."""
        escrito = codigo.strip()
        if not escrito:
            return None
        if not SECTORES.fullmatch(escrito):
            return self._no_esta(Clasificador.SECTOR, escrito, None)
        suyo = self.programa(programa)
        if suyo is None or not suyo.sector or int(suyo.sector) == int(escrito):
            return None
        return self._no_corresponde(Clasificador.SECTOR, escrito, suyo, suyo.sector)

    def revisar_sisin(self, codigo: str) -> Hallazgo | None:
        """El código del proyecto de inversión. Solo avisa: su forma está por verificar."""
        escrito = codigo.strip()
        if not escrito or re.fullmatch(rf"[0-9]{{{DIGITOS_DE_SISIN}}}", escrito):
            return None
        motivo = Mensaje(SISIN_MAL, {"codigo": escrito, "digitos": DIGITOS_DE_SISIN})
        return Hallazgo(Clasificador.SISIN, escrito, motivo, impide=False)

    def _no_esta(
        self, cual: Clasificador, codigo: str, probable: Entrada | None, *, impide: bool = True
    ) -> Hallazgo:
        con, sin = (NO_ES_Y_PROBABLE, NO_ES) if impide else (NO_CONSTA_Y_PROBABLE, NO_CONSTA)
        return self._hallar(cual, codigo, probable, con if probable else sin, impide=impide)

    def _hallar(
        self,
        cual: Clasificador,
        codigo: str,
        probable: Entrada | None,
        texto: str,
        *,
        impide: bool = True,
    ) -> Hallazgo:
        datos: dict[str, str | int] = {
            "codigo": codigo,
            "gestion": self.gestion,
        }
        if probable:
            datos |= {"probable": probable.visible, "nombre": probable.denominacion}
        return Hallazgo(
            cual, codigo, Mensaje(texto, datos), probable.primero if probable else "", impide
        )

    def _no_corresponde(
        self, cual: Clasificador, codigo: str, programa: Entrada, probable: str
    ) -> Hallazgo:
        datos: dict[str, str | int] = {
            "codigo": codigo,
            "programa": f"{programa.visible} ({programa.denominacion})",
            "probable": probable,
        }
        return Hallazgo(cual, codigo, Mensaje(NO_CORRESPONDE, datos), probable, impide=False)


def _mas_cercano(codigo: str, codigos: Iterable[str]) -> str:
    """El que se parece más; entre iguales, el que empieza igual."""
    cercanos = get_close_matches(codigo, list(codigos), 5, PARECIDO)
    con_su_inicio = [c for c in cercanos if c[:2] == codigo[:2]]
    return next(iter([*con_su_inicio, *cercanos]), "")


def _cabe(codigo: str, esperada: str) -> bool:
    """`4.2.1` cabe en `4.2`; `4.7.2`, en `4.7.1-4.7.3`."""
    partes = _partes(codigo)
    desde, _, hasta = esperada.partition("-")
    if hasta:
        return _partes(desde) <= partes[: len(_partes(desde))] <= _partes(hasta)
    suyas = _partes(desde)
    return partes[: len(suyas)] == suyas


def _partes(codigo: str) -> tuple[int, ...]:
    return tuple(int(p) for p in codigo.split("."))
