"""La firmeza de una lista guardada, calculada una vez y recordada: una corrida no cambia."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Final
from uuid import UUID

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDePlugin, SinReglaDeSeleccion, TechoExcedido
from nucleo.dominio.firmezas import MUESTRAS, Firmeza, Region, medir_firmeza
from nucleo.dominio.seleccion import ReglaDeSeleccion
from nucleo.dominio.verificables import DocumentoInvalido, Entradas, SinEntradas, entradas_de
from nucleo.servicios.calculo import Preparada
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.verificables import Reglas, calificacion_de, eleccion_de, regla_de

CUANTAS: Final = 64
POR_PANTALLA: Final = 10_000_000  # demandas por combinaciones que una pantalla espera
SIN_LOTE: Final = 300
"""Combinaciones con una regla que solo sabe decidir de a una."""
Clave = tuple[str, UUID]
_recordadas: OrderedDict[Clave, Firmeza] = OrderedDict()
_candado = Lock()


def de_la_corrida(contexto: Contexto, unidad: Unidad, reglas: Reglas) -> Mapping[UUID, int]:
    """De cada demanda, en cuántas de cada cien combinaciones entra; vacío si no se puede saber.

    También es vacío si la regla no mira los puntajes: moverlos no mueve a nadie.
    """
    firmeza = mirar(contexto, unidad, reglas)
    if firmeza is None or not firmeza.depende:
        return {}
    return {identidad: firmeza.porcentaje(identidad) for identidad in firmeza.veces}


def mirar(contexto: Contexto, unidad: Unidad, reglas: Reglas) -> Firmeza | None:
    """La de la última corrida; `None` si no hay, si es de las de antes o si su regla no está."""
    with unidad:
        corrida = unidad.priorizaciones.ultima(contexto.gestion)
        if corrida is None:
            return None
        clave = (contexto.ambito.clave, corrida.id)
        with _candado:
            if sabida := _recordadas.get(clave):
                return sabida
        entradas, resumen = corrida.entradas, corrida.resumen
    try:
        firmeza = _medir(entradas, resumen, reglas)
    except (SinEntradas, SinReglaDeSeleccion, DocumentoInvalido, ErrorDePlugin, TechoExcedido):
        return None
    with _candado:
        _recordadas[clave] = firmeza
        while len(_recordadas) > CUANTAS:
            _recordadas.popitem(last=False)
    return firmeza


def _medir(entradas: Mapping[str, object] | None, resumen: str, reglas: Reglas) -> Firmeza:
    if entradas is None:
        raise SinEntradas(0)
    leidas = entradas_de(entradas)
    regla = regla_de(reglas, leidas.regla)
    cuantas = min(MUESTRAS, POR_PANTALLA // max(1, len(leidas.filas)))
    if regla.en_lote is None:
        cuantas = min(cuantas, SIN_LOTE)
    return de_entradas(leidas, regla, semilla_de(resumen), muestras=cuantas)


def de_entradas(
    entradas: Entradas,
    regla: ReglaDeSeleccion,
    semilla: int,
    *,
    muestras: int = MUESTRAS,
    region: Region = Region.PARECIDOS,
) -> Firmeza:
    """La de una lista que se vuelve a hacer con lo que se guardó de ella."""
    calificacion = calificacion_de(entradas)
    return medir_firmeza(
        Matriz(entradas.filas),
        calificacion,
        eleccion_de(entradas, calificacion),
        regla,
        semilla,
        muestras=muestras,
        region=region,
        ambito=entradas.municipio,
    )


def de_preparada(
    preparada: Preparada,
    semilla: int,
    *,
    muestras: int = MUESTRAS,
    region: Region = Region.PARECIDOS,
    ambito: str = "",
) -> Firmeza:
    """La de una lista recién calificada, guardada o de ensayo."""
    return medir_firmeza(
        preparada.reunidas.matriz,
        preparada.calificacion,
        preparada.eleccion,
        preparada.regla,
        semilla,
        muestras=muestras,
        region=region,
        ambito=ambito,
    )


def semilla_de(resumen: str) -> int:
    """Sale del resumen del resultado: nadie la elige, y cualquiera la repite."""
    return int(resumen[:15], 16)
