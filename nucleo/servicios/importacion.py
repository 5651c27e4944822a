"""La pieza que comparten todos los importadores: de una planilla a filas con valores.

Cada importador declara sus columnas y una función que procesa una fila; aquí se busca el
encabezado, se convierten las celdas, se cuentan los resultados y se arman los rechazos.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nucleo.dominio.bitacora import Hecho, canonico
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.lectura import DatoIlegible
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.encabezados import MOTIVO, Columna, Encabezado, Planilla, encabezar

T = TypeVar("T")

Avance = Callable[[int, int], None]
CADA_CUANTAS = 25
ERROR_DE_HOJA = re.compile(
    r"#[¡¿]?(div/0|ref|valor|value|nombre|name|num|nulo|null|desbordamiento|spill|calc)[!?]"
    r"|#n/[ad]|err:[0-9]{3}",
    re.IGNORECASE,
)
"""Lo que una fórmula rota deja escrito, en castellano o en inglés."""
CON_ERROR = N_("la celda trae un error de la hoja de cálculo (%(error)s): corrija su fórmula")


@dataclass(frozen=True, slots=True)
class Fila:
    """Un renglón ya leído: `valores` trae, por clave de columna, solo lo que venía escrito."""

    numero: int
    celdas: Sequence[str]
    textos: Mapping[str, str]
    valores: Mapping[str, Any]


class FilaRechazada(Exception):  # noqa: N818 - nombra el hecho, como los demás errores
    """La fila se leyó pero no puede entrar; `motivos` son pares (clave de columna, frase)."""

    def __init__(self, motivos: Sequence[tuple[str, Mensaje]]) -> None:
        super().__init__(motivos)
        self.motivos = motivos


def rechazo(columna: str, texto: str, **datos: str | int) -> FilaRechazada:
    """Una fila que no entra por una sola columna, con la frase y sus datos."""
    return FilaRechazada([(columna, Mensaje(texto, datos))])


@dataclass(frozen=True, slots=True)
class Rechazo:
    """Una celda que impidió que su fila entrara, para decirle a quien la escribió qué corregir."""

    fila: int
    columna: str
    valor: str
    motivo: Mensaje


@dataclass(slots=True)
class Importacion:
    """Qué pasó con cada fila. Siempre: leidas = creadas + repetidas + filas rechazadas + detenidas.

    Una fila con dos problemas da dos rechazos y cuenta una vez. `detenidas` son las buenas que no
    entraron porque otra falló y no se pidió `parcial`; entonces `creadas` es cero.
    """

    encabezado: Encabezado
    leidas: int = 0
    creadas: int = 0
    repetidas: int = 0
    detenidas: int = 0
    rechazadas: list[Rechazo] = field(default_factory=list)
    avisos: list[Mensaje] = field(default_factory=list)
    devueltas: list[Fila] = field(default_factory=list)
    resumen: str = ""

    @property
    def filas_rechazadas(self) -> int:
        return len(self.devueltas)

    def cerrar(self, creadas: int) -> None:
        """Cuántas entran; si no se leyó ninguna, lo avisa."""
        self.creadas = creadas
        if not self.leidas:
            self.avisos.append(Mensaje(N_("La planilla no trae filas con datos.")))

    def devolver(self, fila: Fila, rechazada: FilaRechazada) -> None:
        """La fila vuelve a quien la escribió, con cada motivo."""
        self.devueltas.append(fila)
        for clave, motivo in rechazada.motivos:
            columna, valor = self.encabezado.visible(clave), fila.textos.get(clave, "")
            self.rechazadas.append(Rechazo(fila.numero, columna, valor, motivo))

    def como_json(self) -> dict[str, object]:
        """La forma estable: cuentas y, por rechazo, fila, columna, valor y motivo."""
        rechazadas = [
            {"fila": r.fila, "columna": r.columna, "valor": r.valor, "motivo": str(r.motivo)}
            for r in self.rechazadas
        ]
        return {
            "leidas": self.leidas,
            "creadas": self.creadas,
            "repetidas": self.repetidas,
            "rechazadas": rechazadas,
        }

    def planilla_de_rechazos(self, decir: Callable[[Mensaje], str] = str) -> list[list[str]]:
        """Las filas rechazadas como llegaron, con su motivo al final: se corrigen y se reimportan.

        La primera es la de encabezados. `decir` traduce; la columna `motivo` se ignora al leer.
        """
        motivos: dict[int, list[str]] = {}
        for r in self.rechazadas:
            motivos.setdefault(r.fila, []).append(f"{r.columna}: {decir(r.motivo)}")
        nombres = self.encabezado.nombres
        quedan = [i for i, nombre in enumerate(nombres) if plegar(nombre) != MOTIVO]
        filas = [[nombres[i] for i in quedan] + [MOTIVO]]
        for fila in self.devueltas:
            celdas = [fila.celdas[i] if i < len(fila.celdas) else "" for i in quedan]
            filas.append([*celdas, "; ".join(motivos[fila.numero])])
        return filas


def importar(
    planilla: Planilla,
    columnas: Sequence[Columna],
    procesar: Callable[[Fila], T | None],
    *,
    parcial: bool,
    avance: Avance | None = None,
    no_cuentan: Collection[str] = (),
    ensayo: bool = False,
    literal: bool = False,
) -> tuple[Importacion, list[T]]:
    """Lee todas las filas y devuelve el resultado con lo nuevo por guardar.

    `procesar` da lo que hay que crear, `None` si ya estaba, o levanta `FilaRechazada`. La fila que
    solo trae columnas de `no_cuentan` está vacía. Si algo falla y no es `parcial`, no hay nada
    por guardar. En un `ensayo` tampoco, aunque el resultado dice cuántas se crearían: con eso
    basta para que ningún importador escriba. `literal`: vea `convertida`.
    """
    encabezado = encabezar(planilla, columnas)
    resultado = Importacion(encabezado=encabezado, avisos=list(encabezado.avisos))
    nuevas: list[T] = []
    suma = hashlib.sha256()
    for fila in _con_datos(encabezado, no_cuentan, avance):
        resultado.leidas += 1
        suma.update(canonico(fila.textos).encode())
        try:
            nueva = procesar(convertida(fila, columnas, literal=literal))
        except FilaRechazada as rechazada:
            resultado.devolver(fila, rechazada)
            continue
        if nueva is None:
            resultado.repetidas += 1
        else:
            nuevas.append(nueva)
    resultado.resumen = suma.hexdigest()
    if resultado.rechazadas and not parcial:
        resultado.detenidas, nuevas = len(nuevas), []
    resultado.cerrar(len(nuevas))
    return resultado, [] if ensayo else nuevas


def _con_datos(
    encabezado: Encabezado, no_cuentan: Collection[str], avance: Avance | None
) -> Iterator[Fila]:
    """Las filas que traen algo más que lo que la plantilla ya llevaba escrito."""
    total = len(encabezado.renglones)
    for hechas, (numero, celdas) in enumerate(encabezado.renglones, 1):
        textos = encabezado.por_clave(celdas)
        if textos.keys() - no_cuentan:
            yield Fila(numero, celdas, textos, {})
        if avance and (hechas % CADA_CUANTAS == 0 or hechas == total):
            avance(hechas, total)


def convertida(fila: Fila, columnas: Sequence[Columna], *, literal: bool = False) -> Fila:
    """La fila con sus valores; si falta o no se lee alguna celda, la rechaza con cada motivo.

    Un «#REF!» no es un dato, salvo que sea `literal` y su columna admita ese texto.
    """
    valores: dict[str, Any] = {}
    motivos: list[tuple[str, Mensaje]] = []
    for columna in columnas:
        texto = fila.textos.get(columna.clave)
        if texto is None:
            if columna.obligatoria:
                motivos.append((columna.clave, Mensaje(N_("falta este dato"))))
            continue
        roto = Mensaje(CON_ERROR, {"error": texto}) if ERROR_DE_HOJA.fullmatch(texto) else None
        if roto and not literal:
            motivos.append((columna.clave, roto))
            continue
        try:
            valores[columna.clave] = columna.convertir(texto)
        except DatoIlegible as error:
            motivos.append((columna.clave, roto or error.motivo))
    if motivos:
        raise FilaRechazada(motivos)
    return Fila(fila.numero, fila.celdas, fila.textos, valores)


def hecho(que: str, contexto: Contexto, importacion: Importacion, **mas: object) -> Hecho:
    """Lo que la bitácora recuerda de una importación: las cuentas y el resumen de las filas."""
    carga = {
        "leidas": importacion.leidas,
        "creadas": importacion.creadas,
        "repetidas": importacion.repetidas,
        "rechazadas": importacion.filas_rechazadas,
        "resumen": importacion.resumen,
    }
    return Hecho(que, contexto.quien, contexto.ahora(), carga | mas)


def exigir_igual(antes: Mapping[str, object], fila: Fila) -> None:
    """Una fila repetida dice lo mismo que lo registrado; si cambia algo, se rechaza y se dice qué.

    La celda vacía no contradice: calla.
    """
    texto = N_("ya está registrado con otro dato: %(antes)s")
    distintos = [
        (clave, Mensaje(texto, {"antes": legible(antes[clave])}))
        for clave, valor in fila.valores.items()
        if clave in antes and antes[clave] != valor
    ]
    if distintos:
        raise FilaRechazada(distintos)


def legible(valor: object) -> str:
    """Un dato ya registrado, como se le muestra a quien quiso cambiarlo."""
    match valor:
        case None | "":
            return "—"
        case bool():
            return "sí" if valor else "no"
        case Dinero():
            return valor.legible()
        case Organizacion():
            return valor.nombre
        case _:
            return str(valor)
