"""Revisar un XLSX ajeno antes de dárselo al lector: bomba, entidades, hojas y celdas sin fin.

Un XLSX es un ZIP con XML. Lo que el ZIP declara puede ser mentira, y el lector reserva memoria
para todo el rectángulo ocupado de una hoja; por eso cada miembro se descomprime aquí contando
octetos reales, se recorre con expat sin guardar nada, y al lector se le entrega un ZIP nuevo con
esos mismos octetos: lo que lee es lo que se contó.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from xml.parsers import expat

from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.mensajes import N_
from nucleo.planillas.limites import Limites, ilegible

TRAMO = 64 * 1024
FRASE = "si"  # una frase de la tabla compartida; «v» e «is» son valores de celda
TEXTOS = frozenset({"v", "is", FRASE})
CUENTAS = frozenset({"count", "uniqueCount"})  # el lector reserva memoria para lo que prometen
VERDADERO = {"1", "true"}
RAZON_DESDE = 1024 * 1024  # un miembro chico puede comprimirse mucho sin ser una bomba
CELDA_CON_ERROR = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*?\st\s*=\s*)(?:"e"|'e')""")
CIFRADO = 0x1
ADMITIDAS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def revisado(nombre: str, contenido: bytes, limites: Limites) -> bytes:
    """El mismo libro en un ZIP sin compresión, solo con sus XML; o `ArchivoIlegible`."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
            return _rehecho(nombre, libro, limites)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
        raise ilegible(nombre, N_("el libro de Excel está dañado")) from None
    except expat.ExpatError:
        raise ilegible(nombre, N_("el libro de Excel tiene un XML dañado")) from None


def _rehecho(nombre: str, libro: zipfile.ZipFile, limites: Limites) -> bytes:
    miembros = [m for m in libro.infolist() if m.filename.endswith((".xml", ".rels"))]
    _comprobar_declarado(nombre, libro.infolist(), miembros, limites)
    cuentas = Cuentas(nombre, limites)
    salida = io.BytesIO()
    restante = limites.descomprimido
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as copia:
        for miembro in miembros:
            datos = _descomprimido(nombre, libro, miembro, restante)
            restante -= len(datos)
            datos = CELDA_CON_ERROR.sub(rb'\1"str"', datos)  # el lector las daría por vacías
            cuentas.recorrer(datos)
            copia.writestr(miembro.filename, datos)
    cuentas.comprobar_formulas()
    cuentas.comprobar_texto()
    return salida.getvalue()


def _comprobar_declarado(
    nombre: str, todos: list[zipfile.ZipInfo], miembros: list[zipfile.ZipInfo], limites: Limites
) -> None:
    """Lo que el propio ZIP confiesa, antes de descomprimir un solo octeto."""
    nombres = {m.filename for m in todos}
    if "xl/workbook.xml" not in nombres or len(nombres) != len(todos):
        raise ilegible(nombre, N_("es un ZIP, pero no un libro de Excel"))
    if any(m.flag_bits & CIFRADO for m in todos):
        raise ilegible(nombre, N_("está protegido con contraseña"))
    if any(m.compress_type not in ADMITIDAS for m in todos):
        raise ilegible(nombre, N_("es un ZIP, pero no un libro de Excel"))
    desmedido = len(todos) > limites.miembros
    desmedido |= sum(m.file_size for m in miembros) > limites.descomprimido
    desmedido |= any(
        m.file_size > RAZON_DESDE and m.file_size > limites.razon * max(1, m.compress_size)
        for m in miembros
    )
    if desmedido:
        raise _demasiado(nombre)


def _demasiado(nombre: str) -> ArchivoIlegible:
    return ilegible(nombre, N_("crece demasiado al descomprimirse"))


def _descomprimido(
    nombre: str, libro: zipfile.ZipFile, miembro: zipfile.ZipInfo, restante: int
) -> bytes:
    """El contenido real, leído por tramos y sin pasar de lo que queda permitido."""
    partes, leidos = [], 0
    with libro.open(miembro) as abierto:
        while tramo := abierto.read(TRAMO):
            leidos += len(tramo)
            if leidos > restante:
                raise _demasiado(nombre)
            partes.append(tramo)
    return b"".join(partes)


class Cuentas:
    """Recorre los XML y lleva la cuenta de lo que el lector tendría que cargar."""

    def __init__(self, nombre: str, limites: Limites) -> None:
        self.nombre, self.limites = nombre, limites
        self.largos: list[int] = []
        self.usos: Counter[str] = Counter()
        self.texto = 0
        self.en_cero, self.por_calcular = False, False

    def recorrer(self, datos: bytes) -> None:
        """Un XML entero; levanta `ArchivoIlegible` en cuanto algo pasa los límites."""
        self.fila, self.columna, self.ultima, self.fin = 0, 0, 0, 0
        self.compartida, self.letras, self.dentro, self.formula = False, 0, False, False
        self.pendiente: list[str] = []
        lector = expat.ParserCreate("UTF-8", " ")  # como el lector, diga lo que diga el XML
        lector.buffer_text = True
        lector.StartDoctypeDeclHandler = self._doctype
        lector.StartElementHandler = self._abre
        lector.EndElementHandler = self._cierra
        lector.CharacterDataHandler = self._letras
        lector.Parse(datos, True)  # noqa: FBT003 - expat no le da nombre

    def _doctype(self, *_: object) -> None:
        raise ilegible(self.nombre, N_("trae entidades XML, que una planilla no necesita"))

    def _abre(self, etiqueta: str, atributos: dict[str, str]) -> None:
        nombre = etiqueta.rpartition(" ")[2]
        for cuenta in CUENTAS.intersection(atributos):
            if int(atributos[cuenta]) > self.limites.celdas:
                raise ilegible(self.nombre, N_("el libro de Excel está dañado"))
        if nombre == "row":
            self.fila = int(atributos.get("r", self.fila + 1))
            self.columna = 0
        elif nombre == "c":
            self.columna = _columna(atributos.get("r", "")) or self.columna + 1
            self.fila = _fila(atributos.get("r", "")) or self.fila
            self.compartida = atributos.get("t") == "s"
            self.formula, self.de_texto = False, atributos.get("t") == "str"
        elif nombre in TEXTOS:
            self._abre_texto(nombre)
        elif nombre == "f":
            self.formula, self.valor = True, ""
        elif nombre == "calcPr":
            self.por_calcular = atributos.get("fullCalcOnLoad") in VERDADERO

    def _abre_texto(self, nombre: str) -> None:
        if self.dentro:  # anidados engañarían a la cuenta
            raise ilegible(self.nombre, N_("el libro de Excel está dañado"))
        self.dentro, self.letras, self.pendiente = True, 0, []
        if nombre != FRASE:
            self._ocupada()

    def _ocupada(self) -> None:
        """Una celda con valor: el rectángulo que el lector reservará llega hasta ella."""
        self.ultima, self.fin = max(self.ultima, self.fila), max(self.fin, self.columna)
        limites = self.limites
        if self.ultima > limites.filas:
            raise ilegible(self.nombre, N_("tiene más de %(filas)s filas"), filas=limites.filas)
        if self.fin > limites.columnas:
            texto = N_("tiene más de %(columnas)s columnas")
            raise ilegible(self.nombre, texto, columnas=limites.columnas)
        if self.ultima * self.fin > limites.celdas:
            raise ilegible(self.nombre, N_("tiene más de %(celdas)s celdas"), celdas=limites.celdas)

    def _letras(self, letras: str) -> None:
        if not self.dentro:
            return
        self.letras += len(letras)
        if self.letras > self.limites.letras:
            texto = N_("tiene una celda de más de %(letras)s caracteres")
            raise ilegible(self.nombre, texto, letras=self.limites.letras)
        if self.compartida:
            self.pendiente.append(letras)
        if self.formula:
            self.valor += letras

    def _cierra(self, etiqueta: str) -> None:
        nombre = etiqueta.rpartition(" ")[2]
        if nombre == "c" and self.formula:
            self.en_cero |= self.valor == "0"
            if not self.valor and not self.de_texto:
                raise self._sin_calcular()
        if nombre not in TEXTOS:
            return
        self.dentro = False
        if nombre == FRASE:
            self.largos.append(self.letras)
        elif self.compartida:
            self.usos["".join(self.pendiente).strip()] += 1
        else:
            self.texto += self.letras

    def comprobar_formulas(self) -> None:
        """Quien escribe fórmulas sin calcularlas deja ceros o vacíos donde se ven datos."""
        if self.en_cero and self.por_calcular:
            raise self._sin_calcular()

    def _sin_calcular(self) -> ArchivoIlegible:
        texto = N_("tiene fórmulas sin calcular: ábralo en la hoja de cálculo y guárdelo")
        return ilegible(self.nombre, texto)

    def comprobar_texto(self) -> None:
        """Una frase compartida por un millón de celdas se carga un millón de veces: se suma así."""
        for indice, veces in self.usos.items():
            if not indice.isdecimal() or int(indice) >= len(self.largos):
                raise ilegible(self.nombre, N_("el libro de Excel está dañado"))
            self.texto += self.largos[int(indice)] * veces
        if self.texto > self.limites.texto:
            raise ilegible(self.nombre, N_("tiene demasiado texto"))


def _columna(referencia: str) -> int:
    """«AB12» → 28; cero si no hay letras."""
    numero = 0
    for letra in referencia:
        if not "A" <= letra <= "Z":
            break
        numero = numero * 26 + ord(letra) - ord("A") + 1
    return numero


def _fila(referencia: str) -> int:
    cifras = referencia.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(cifras) if cifras else 0
