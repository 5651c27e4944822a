"""La misma elección con otros pesos o con otro costo, muchas veces: qué entra en cada variante.

Es el motor de las dos preguntas que siguen a una lista: qué habría hecho falta para entrar, y si
el resultado es firme. Todo va en columnas; una regla que no sabe de lotes se llama de a una.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nucleo.dominio.columnas import Enteros, Lugares
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import atribuido_a
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.seleccion import (
    LE_TOCA_A_OTRO,
    Candidata,
    Eleccion,
    ReglaDeSeleccion,
    comprobar,
)

Entran = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Lote:
    """Variantes de `eleccion`, una por renglón.

    `ordenes[v]` trae los lugares de `eleccion.candidatas` de la primera a la última según la
    variante v; `costos[v]`, en centavos, el de cada lugar (con un solo renglón vale para todas);
    `puntajes[v]`, en diezmilésimas, el de cada lugar.
    """

    eleccion: Eleccion
    ordenes: Lugares
    costos: Enteros
    puntajes: Enteros

    def __len__(self) -> int:
        return len(self.ordenes)

    def costos_de(self, variante: int) -> Enteros:
        cuales: Enteros = self.costos[variante if len(self.costos) > 1 else 0]
        return cuales

    @property
    def costos_en_orden(self) -> Enteros:
        """En centavos, por puesto y por variante: el primer renglón es lo que cuesta la primera."""
        if len(self.costos) > 1:
            return np.ascontiguousarray(np.take_along_axis(self.costos, self.ordenes, axis=1).T)
        por_puesto: Enteros = self.costos[0][self.ordenes.T]
        return por_puesto


def entran(regla: ReglaDeSeleccion, lote: Lote, ambito: str = "") -> Entran:
    """Por variante y por lugar, si la demanda entra. Lo ajeno no compite y nunca entra."""
    candidatas = lote.eleccion.candidatas
    suyas = np.array(
        [i for i, c in enumerate(candidatas) if c.fila.competencia not in LE_TOCA_A_OTRO],
        dtype=np.intp,
    )
    resultado = np.zeros((len(lote), len(candidatas)), dtype=np.bool_)
    if not len(suyas) or not len(lote):
        return resultado
    with atribuido_a(regla.plugin, f"reglas_de_seleccion ({regla.clave})", ambito):
        resultado[:, suyas] = _preguntar(regla, _solo(lote, suyas))
    return resultado


def bajar_por_la_lista(
    lote: Lote,
    bolsas: Enteros,
    bolsa_de: Lugares | None = None,
    *,
    ya: Entran | None = None,
    se_junta: bool = False,
) -> Entran:
    """Por variante y por lugar, si la demanda entra al bajar por la lista gastando de su bolsa.

    `bolsas` trae un renglón por bolsa y una columna por fuente, en centavos y en su orden de
    gasto; `bolsa_de`, la de cada lugar (sin ella, hay una sola). Entra lo que quepa entero en
    alguna fuente; lo que no cabe deja pasar a la siguiente. Las de `ya` entraron antes, con otro
    dinero. Con `se_junta`, lo que sobra en todas las bolsas se suma por fuente y se baja otra vez.
    """
    cuantas, lugares = len(lote), lote.ordenes.T
    saldos = [np.repeat(fuente, cuantas) for fuente in bolsas.T.astype(np.int64)]
    dentro = np.zeros(lugares.shape, dtype=np.bool_)
    if ya is not None:
        dentro[:] = np.take_along_axis(ya, lote.ordenes, axis=1).T
    costos = lote.costos_en_orden
    _gastar(costos, dentro, saldos, None if bolsa_de is None else bolsa_de[lugares])
    if se_junta:
        _gastar(costos, dentro, [s.reshape(-1, cuantas).sum(axis=0) for s in saldos], None)
    resultado = np.empty_like(dentro.T)
    np.put_along_axis(resultado, lote.ordenes, dentro.T, axis=1)
    return resultado


def _gastar(costos: Enteros, dentro: Entran, saldos: list[Enteros], bolsas: Lugares | None) -> None:
    """Un paso por puesto con todas las variantes a la vez; anota en `dentro` y gasta de `saldos`.

    El saldo de la bolsa b en la variante v está en b × variantes + v.
    """
    cuantas, cada_una = costos.shape[1], np.arange(costos.shape[1])
    for puesto, (costo, cabe) in enumerate(zip(costos, dentro, strict=True)):
        donde = slice(None) if bolsas is None else bolsas[puesto] * cuantas + cada_una
        for saldo in saldos:
            queda = saldo[donde]
            aqui = (costo <= queda) & ~cabe
            saldo[donde] = queda - costo * aqui
            cabe[aqui] = True


def _preguntar(regla: ReglaDeSeleccion, lote: Lote) -> Entran:
    if regla.en_lote is None:
        return np.array([_una(regla, lote, v) for v in range(len(lote))], dtype=np.bool_)
    respuesta: Any = np.asarray(regla.en_lote(lote))
    if respuesta.shape != lote.ordenes.shape or respuesta.dtype != np.bool_:
        raise ValueError(respuesta.shape, respuesta.dtype)
    devuelta: Entran = respuesta
    return devuelta


def _solo(lote: Lote, suyas: Lugares) -> Lote:
    """El mismo lote sin lo ajeno, con los lugares contados de nuevo."""
    candidatas = lote.eleccion.candidatas
    if len(suyas) == len(candidatas):
        return lote
    nuevo = np.full(len(candidatas), -1, dtype=np.intp)
    nuevo[suyas] = np.arange(len(suyas))
    ordenes = nuevo[lote.ordenes]
    return Lote(
        replace(lote.eleccion, candidatas=[candidatas[i] for i in suyas]),
        ordenes[ordenes >= 0].reshape(len(lote), len(suyas)),
        lote.costos[:, suyas],
        lote.puntajes[:, suyas],
    )


def _una(regla: ReglaDeSeleccion, lote: Lote, v: int) -> list[bool]:
    """La variante v preguntada a la regla como si fuera la elección; en el orden de los lugares."""
    costos, puntajes = lote.costos_de(v), lote.puntajes[v]
    candidatas = [
        Candidata(puesto, int(puntajes[i]), _con_costo(lote.eleccion.candidatas[i], int(costos[i])))
        for puesto, i in enumerate(lote.ordenes[v], 1)
    ]
    eleccion = replace(lote.eleccion, candidatas=candidatas)
    decisiones = list(regla.seleccionar(eleccion))
    comprobar(regla, candidatas, eleccion.techos, decisiones)
    entra = [False] * len(candidatas)
    for i, decision in zip(lote.ordenes[v], decisiones, strict=True):
        entra[i] = decision.entra
    return entra


def _con_costo(candidata: Candidata, centavos: int) -> FilaDeMatriz:
    fila = candidata.fila
    return fila if fila.costo.centavos == centavos else replace(fila, costo=Dinero(centavos))
