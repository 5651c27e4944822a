"""Una priorización que cualquiera vuelve a hacer: todo lo que decide, en un documento sellado.

`Entradas` se guarda con cada corrida y, al acordar los pesos, con el proceso. Su resumen da el
código público. El documento que se descarga lleva además el resultado y un sello por parte: si
algo se altera, se sabe qué.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.corridas import Resultado
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.demandas import codigo_de as codigo_de_demanda
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.llano import NoTieneLaForma, de_llano, en_llano
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.priorizacion import Calificacion

FORMATO: Final = "tinkuy.priorizacion"
VERSION: Final = 1
LARGO_DE_SELLO: Final = 16

Llano = Mapping[str, Any]


class DocumentoInvalido(ErrorDeNegocio):
    """No es una priorización que se pueda comprobar. `donde`, en qué parte del archivo."""

    campos = ("donde", "motivo")


class SinEntradas(ErrorDeNegocio):
    """No hay corrida, o se guardó antes de que quedara con ella todo lo que la decidió."""

    campos = ("gestion",)


@dataclass(frozen=True, slots=True)
class CriterioMedido:
    """Un criterio con todo lo que decide y lo que midió en cada demanda, en el orden de `filas`.

    Un crudo en `None` es que no se sabe, o que el criterio es de otro sector.
    """

    clave: str
    nombre: str
    plugin: str
    version: str
    peso: float
    sentido: Sentido
    normalizacion: Normalizacion
    tope: float
    faltante: Faltante
    solo_sector: str
    escala: Sequence[str]
    desempate: int
    unidad: str
    ayuda: str
    crudos: Sequence[float | None]

    def rehecho(self, filas: Sequence[FilaDeMatriz]) -> Criterio:
        """El criterio, que en vez de medir repite lo que midió en esas filas."""
        medidas = {f.demanda_id: c for f, c in zip(filas, self.crudos, strict=True)}
        return Criterio(
            clave=self.clave,
            nombre=self.nombre,
            peso=self.peso,
            medir=lambda matriz: matriz.por_fila(lambda f: medidas[f.demanda_id]),
            sentido=self.sentido,
            normalizacion=self.normalizacion,
            tope=self.tope,
            faltante=self.faltante,
            solo_sector=self.solo_sector,
            escala=tuple(self.escala),
            desempate=self.desempate,
            unidad=self.unidad,
            ayuda=self.ayuda,
            plugin=self.plugin,
        )


@dataclass(frozen=True, slots=True)
class ReglaUsada:
    """La regla de selección y cómo estaba ajustado su plugin, tal como se escribió."""

    clave: str
    plugin: str
    version: str
    ajustes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entradas:
    """Todo lo que decide una lista. `techos` va en el orden en que se gastan. Sin personas."""

    municipio: str
    gestion: int
    filas: Sequence[FilaDeMatriz]
    criterios: Sequence[CriterioMedido]
    regla: ReglaUsada
    techos: Sequence[tuple[str, Dinero]]
    apoyos: Sequence[Apoyo]
    distritos: Mapping[str, int]
    con_carencia: Mapping[str, int]

    def __post_init__(self) -> None:
        """Una medida por demanda, pesos de verdad, nada repetido ni negativo."""
        codigos = [f.codigo for f in self.filas]
        identidades = [f.demanda_id for f in self.filas]
        claves = [c.clave for c in self.criterios]
        fuentes = [clave for clave, _ in self.techos]
        unicos = all(len(set(a)) == len(a) for a in (codigos, identidades, claves, fuentes))
        completos = all(len(c.crudos) == len(codigos) and c.peso > 0 for c in self.criterios)
        montos = [m for _, m in self.techos] + [f.costo for f in self.filas]
        cuentas = [a.poblacion for a in self.apoyos]
        cuentas += [*self.distritos.values(), *self.con_carencia.values()]
        positivos = all(m >= CERO for m in montos) and all(n >= 0 for n in cuentas)
        de_otra = any(f.gestion != self.gestion for f in self.filas)
        if not unicos or not completos or not positivos or de_otra:
            raise ValueError(self.municipio, self.gestion)


@dataclass(frozen=True, slots=True)
class RenglonEscrito:
    """Un puesto del resultado, como va en el documento; `aportes`, en su orden."""

    codigo: str
    puesto: int
    puntaje: int
    aportes: Sequence[tuple[str, float | None, int, int]]
    entra: bool
    fuente: str
    motivo: str


@dataclass(frozen=True, slots=True)
class ResultadoEscrito:
    """Lo que salió, con el resumen de `Resultado.resumen`."""

    resumen: str
    renglones: Sequence[RenglonEscrito]


@dataclass(frozen=True, slots=True)
class Documento:
    """El archivo que se descarga. `codigo` es el del acuerdo del que salió, si hubo uno."""

    formato: str
    version: int
    codigo: str
    entradas: Entradas
    resultado: ResultadoEscrito
    sellos: Mapping[str, str]
    resumen: str


def medidos(calificacion: Calificacion, versiones: Mapping[str, str]) -> list[CriterioMedido]:
    """Los criterios de una calificación con lo que midieron y la versión de su plugin."""
    return [
        CriterioMedido(
            clave=c.clave,
            nombre=c.nombre,
            plugin=c.plugin,
            version=versiones.get(c.plugin, ""),
            peso=c.peso,
            sentido=c.sentido,
            normalizacion=c.normalizacion,
            tope=c.tope,
            faltante=c.faltante,
            solo_sector=c.solo_sector,
            escala=tuple(c.escala),
            desempate=c.desempate,
            unidad=c.unidad,
            ayuda=c.ayuda,
            crudos=[None if math.isnan(m) else m for m in calificacion.crudos[:, k].tolist()],
        )
        for k, c in enumerate(calificacion.criterios)
    ]


def entradas_de(llano: object) -> Entradas:
    """Las entradas de su forma llana. `DocumentoInvalido` si no la tiene."""
    try:
        entradas: Entradas = de_llano(Entradas, llano, "entradas")
    except NoTieneLaForma as error:
        raise DocumentoInvalido(error.datos["donde"], error.datos["motivo"]) from error
    return entradas


def resumen_de(llano: object) -> str:
    """SHA-256 de un valor llano, escrito de la única forma posible."""
    return hashlib.sha256(canonico(llano).encode()).hexdigest()


def escrito(resultado: Resultado) -> ResultadoEscrito:
    """El resultado como va en el documento."""
    return ResultadoEscrito(
        resultado.resumen,
        [
            RenglonEscrito(
                r.fila.codigo,
                r.puesto,
                r.puntaje,
                tuple((a.clave, a.crudo, a.normalizado, a.aporte) for a in r.aportes),
                r.decision.entra,
                r.decision.fuente,
                str(r.decision.motivo),
            )
            for r in resultado.renglones
        ],
    )


def documento(codigo: str, entradas: Llano, resultado: Resultado) -> dict[str, Any]:
    """El archivo entero, en llano, a partir de las entradas tal como se guardaron."""
    datos: dict[str, Any] = {
        "formato": FORMATO,
        "version": VERSION,
        "codigo": codigo,
        "entradas": entradas,
        "resultado": en_llano(escrito(resultado)),
    }
    datos["sellos"] = dict(sellos(datos))
    return {**datos, "resumen": resumen_de(datos)}


def documento_de(llano: object) -> Documento:
    """El documento ya comprobado forma por forma. `DocumentoInvalido`."""
    if not isinstance(llano, dict) or llano.get("formato") != FORMATO:
        raise DocumentoInvalido("formato", "no es una priorización de Tinkuy")
    if llano.get("version") != VERSION:
        raise DocumentoInvalido("version", "lo escribió otra versión de Tinkuy")
    try:
        leido: Documento = de_llano(Documento, llano)
    except NoTieneLaForma as error:
        raise DocumentoInvalido(error.datos["donde"] or "raíz", error.datos["motivo"]) from error
    return leido


def sellos(datos: Llano) -> Iterator[tuple[str, str]]:
    """Parte por parte, con nombre: así se dice cuál cambió y no solo que algo cambió."""
    entradas, resultado = datos["entradas"], datos["resultado"]
    partes: list[tuple[str, object]] = [
        *((n, datos[n]) for n in ("formato", "version", "codigo")),
        *((n, entradas[n]) for n in sorted(entradas.keys() - {"filas", "criterios"})),
    ]
    for criterio in entradas["criterios"]:
        forma = {k: v for k, v in criterio.items() if k != "crudos"}
        partes.append((f"criterios/{criterio['clave']}", forma))
    for i, fila in enumerate(entradas["filas"]):
        codigo = codigo_de_demanda(fila["gestion"], fila["numero"])
        partes.append((f"filas/{codigo}", fila))
        partes.append((f"medidas/{codigo}", [c["crudos"][i] for c in entradas["criterios"]]))
    partes.append(("resultado/resumen", resultado["resumen"]))
    partes += ((f"resultado/{r['codigo']}", r) for r in resultado["renglones"])
    for nombre, parte in partes:
        yield nombre, resumen_de(parte)[:LARGO_DE_SELLO]


def alterado(llano: Llano) -> list[str]:
    """Qué partes no son las selladas, en orden; vacío si nadie tocó nada."""
    esperados, dichos = dict(sellos(llano)), llano["sellos"]
    distintos = [n for n in esperados if dichos.get(n) != esperados[n]]
    distintos += [f"sellos/{n}" for n in dichos if n not in esperados]
    sin_resumen = {clave: v for clave, v in llano.items() if clave != "resumen"}
    if not distintos and llano["resumen"] != resumen_de(sin_resumen):
        distintos.append("resumen")
    return distintos
