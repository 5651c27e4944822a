"""Del POA a una planilla y de vuelta, sin perder nada; y la planilla sucia de un técnico."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.lectura import DatoIlegible, dinero_no_negativo, reparar_enie
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.poa import LineaDePoa
from nucleo.servicios.columnas_de_poa import TITULOS, celdas_de, columnas, datos_de
from nucleo.servicios.encabezados import Columna, Encabezado, Planilla, Renglones, encabezar
from nucleo.servicios.importacion import Avance, Fila, Importacion, importar, rechazo

MAXIMO_DE_LINEAS = 20_000
TOTAL = re.compile(r"(sub ?)?total(es)?( (general|del?|programa|presupuesto|poa|bs|inversion).*)?")
ES_TOTAL = N_("La fila %(fila)s parece una suma («%(texto)s») y no se leyó como línea.")
ES_TITULO = N_("La fila %(fila)s no trae monto («%(texto)s»): se tomó como título.")
NO_CUADRA = N_(
    "El total de la planilla (%(escrito)s) no es la suma de sus líneas (%(suma)s): revísela."
)
DE_LA_CATEGORIA = frozenset({"programa", "cod_proyecto", "actividad", "categoria"})
NO_SE_HEREDA = frozenset({None, "monto", "plurianual_total", "denominacion"})
"""Un monto combinado no se reparte: repetirlo lo duplicaría."""
SIN_DINERO = DE_LA_CATEGORIA | {"denominacion", "orden"}


@dataclass(slots=True)
class Lectura:
    """Lo que una planilla trae: cómo salió cada fila y las líneas que darían."""

    importacion: Importacion
    lineas: list[LineaDePoa] = field(default_factory=list)
    propia: bool = False


def filas_de(lineas: Sequence[LineaDePoa]) -> list[list[str | int | Decimal | None]]:
    """Las celdas de cada línea, sin el encabezado."""
    return [celdas_de(linea) for linea in lineas]


def leer(planilla: Planilla, *, parcial: bool = False, avance: Avance | None = None) -> Lectura:
    """Las líneas de una planilla, numeradas en su orden. Nada de lo que no se lee se inventa.

    Levanta `ArchivoIlegible` si no trae denominación y monto. Las celdas combinadas de programa,
    distrito y unidad valen hacia abajo. En la que no escribió Tinkuy, las filas de suma y de título
    se apartan con un aviso y la Ñ perdida se devuelve; en la suya, que alguien pudo seguir
    escribiendo en su hoja de cálculo, solo las sumas que no llevan N.º.
    """
    suyas, encabezado = _reconocer(planilla)
    propia = tuple(encabezado.nombres) == TITULOS
    avisos: list[Mensaje] = []
    if propia:
        suyas = columnas(propia=True)
    planilla = Limpieza(planilla, encabezado, avisos, propia=propia).limpiar()
    lineas: list[LineaDePoa] = []
    nombres = {c.clave for c in suyas}

    def procesar(fila: Fila) -> LineaDePoa:
        if len(lineas) >= MAXIMO_DE_LINEAS:
            raise rechazo("denominacion", N_("hay más de %(n)s líneas"), n=MAXIMO_DE_LINEAS)
        valores = {c: v for c, v in fila.valores.items() if c in nombres}
        linea = LineaDePoa(nuevo_id(), len(lineas) + 1, **datos_de(valores))
        lineas.append(linea)
        return linea

    importacion, nuevas = importar(
        planilla, suyas, procesar, parcial=parcial, avance=avance, no_cuentan={"orden"},
        literal=propia,
    )  # fmt: skip
    if not propia:
        avisos += _reparadas(encabezado, planilla)
    importacion.avisos += avisos
    return Lectura(importacion, list(nuevas), propia)


def _reconocer(planilla: Planilla) -> tuple[tuple[Columna, ...], Encabezado]:
    """Con «Proyecto» como código o, si así no hay nombre, como nombre."""
    try:
        suyas = columnas()
        return suyas, encabezar(planilla, suyas)
    except ArchivoIlegible as error:
        otras = columnas(proyecto_es_nombre=True)
        try:
            return otras, encabezar(planilla, otras)
        except ArchivoIlegible:
            raise error from None


def _reparadas(encabezado: Encabezado, planilla: Planilla) -> Iterator[Mensaje]:
    cual = encabezado.claves.index("denominacion")
    nombres = [c[cual] for _, c in planilla.renglones if cual < len(c)]
    reparados = [n for n in nombres if reparar_enie(n) != n]
    if reparados:
        texto = N_("Se cambió «¿» por Ñ en %(cuantos)s nombres; por ejemplo: %(ejemplo)s.")
        yield Mensaje(texto, {"cuantos": len(reparados), "ejemplo": reparar_enie(reparados[0])})
    if perdidas := [n for n in nombres if "¿" in reparar_enie(n)]:
        texto = N_("En «%(ejemplo)s» hay un «¿» que pudo ser otra letra: se dejó como vino.")
        yield Mensaje(texto, {"ejemplo": perdidas[0]})


@dataclass
class Limpieza:
    """Aparta de una planilla lo que no es línea y completa lo combinado."""

    planilla: Planilla
    encabezado: Encabezado
    avisos: list[Mensaje]
    propia: bool = False
    suma: int = 0
    total: Dinero | None = None

    def limpiar(self) -> Planilla:
        hasta = len(self.planilla.renglones) - len(self.encabezado.renglones)
        arriba = self.planilla.renglones[:hasta]
        limpios = list(self._lineas(self.encabezado.renglones))
        if self.total is not None and self.total.centavos != self.suma:
            datos = {"escrito": self.total.legible(), "suma": Dinero(self.suma).legible()}
            self.avisos.append(Mensaje(NO_CUADRA, datos))
        return Planilla(self.planilla.archivo, [*arriba, *limpios])

    def _lineas(self, renglones: Renglones) -> Iterator[tuple[int, Sequence[str]]]:
        for numero, celdas in renglones:
            textos = self.encabezado.por_clave(celdas)
            escrito = next((c.strip() for c in celdas if plegar(c)), "")
            monto = _monto(textos.get("monto", ""))
            if self._es_total(textos, escrito):
                self.total = monto
                self._apartar(ES_TOTAL, numero, escrito)
            elif textos.keys() <= SIN_DINERO and not self.propia:
                self._apartar(ES_TITULO, numero, escrito)
            else:
                self.suma += monto.centavos if monto else 0
                yield numero, self._combinada(numero, celdas)

    def _es_total(self, textos: dict[str, str], escrito: str) -> bool:
        """Dice «total» y no lleva códigos, o trae solo un monto.

        Toda línea que Tinkuy escribió lleva su N.º: una llamada «Total» vuelve como línea.
        """
        if self.propia and "orden" in textos:
            return False
        if "monto" not in textos or not textos.keys() <= {"monto", "plurianual_total", *SIN_DINERO}:
            return False
        return textos.keys() == {"monto"} or bool(TOTAL.fullmatch(plegar(escrito)))

    def _apartar(self, texto: str, numero: int, escrito: str) -> None:
        self.avisos.append(Mensaje(texto, {"fila": numero, "texto": escrito[:80]}))

    def _combinada(self, numero: int, celdas: Sequence[str]) -> Sequence[str]:
        """La fila con lo que dicen las celdas unidas que la cubren."""
        heredado = self._heredado.get(numero, {})
        if not heredado:
            return celdas
        llenas = list(celdas) + [""] * (max(heredado) + 1 - len(celdas))
        return [c or heredado.get(i, "") for i, c in enumerate(llenas)]

    def __post_init__(self) -> None:
        """De cada celda unida hacia abajo, qué filas cubre y con qué texto."""
        self._heredado: dict[int, dict[int, str]] = {}
        por_fila = dict(self.planilla.renglones)
        for columna, desde, hasta in self.planilla.combinadas:
            celdas = por_fila.get(desde, ())
            texto = celdas[columna] if columna < len(celdas) else ""
            clave = (
                self.encabezado.claves[columna] if columna < len(self.encabezado.claves) else None
            )
            if clave in NO_SE_HEREDA or not texto.strip():
                continue
            for numero in por_fila.keys() & range(
                desde + 1, min(hasta, desde + MAXIMO_DE_LINEAS) + 1
            ):
                self._heredado.setdefault(numero, {})[columna] = texto


def _monto(texto: str) -> Dinero | None:
    try:
        return dinero_no_negativo(texto) if texto else None
    except DatoIlegible:
        return None
