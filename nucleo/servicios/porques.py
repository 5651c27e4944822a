"""La tarjeta del porqué: por qué una demanda quedó donde quedó y qué la habría hecho entrar.

Se arma de la corrida guardada: lo publicado no cambia. El cambio más pequeño pide recalcular, y
solo se dice si recalcular da exactamente lo guardado.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Corrida, Renglon, Resultado, recordar
from nucleo.dominio.criterios import Criterio, DatoDe, Normalizacion
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.inversiones import QUINQUENIO, Inversion
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.palancas import Caso
from nucleo.dominio.porques import Delante, Respuesta, delante_de, responder
from nucleo.dominio.priorizacion import Aporte, acordados, calificar
from nucleo.dominio.seleccion import LE_TOCA_A_OTRO
from nucleo.servicios.calculo import (
    Reunidas,
    eleccion_de,
    regla_para,
    resultado_de,
    reunir,
)
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger

VECINAS = 3


@dataclass(frozen=True, slots=True)
class Fuente:
    """De dónde sale un dato y si es un supuesto."""

    texto: str
    simulada: bool


@dataclass(frozen=True, slots=True)
class Razon:
    """Un criterio en la tarjeta: lo que dio, lo más que podía dar y de dónde sale el dato.

    `maximo` en diezmilésimas de punto. `peldano`, el nombre del peldaño si la medida es una escala.
    """

    aporte: Aporte
    maximo: int
    peldano: str
    fuentes: Sequence[Fuente]


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Todo lo que la tarjeta dice de una demanda, sin palabras todavía.

    `antes` son las últimas que entraron delante de ella. `respuestas` queda vacía si la demanda
    no compite (`compite`) o si la lista guardada ya no se puede rehacer (`rehecha`). `firmeza` es
    en cuántas de cada cien combinaciones de pesos parecidas entra, si se midió.
    """

    gestion: int
    codigo: str
    titulo: str
    organizacion: str
    distrito: str
    idioma: str
    costo: Dinero
    contraparte: Dinero
    simulada: bool
    puesto: int
    de_cuantas: int
    puntaje: int
    entra: bool
    motivo: Mensaje
    razones: Sequence[Razon]
    delante: Delante
    antes: Sequence[Renglon]
    respuestas: Sequence[Respuesta]
    criterios: Mapping[str, str]
    compite: bool
    rehecha: bool
    publicada: datetime | None
    resumen: str
    firmeza: int | None = None


@dataclass(frozen=True, slots=True)
class Lista:
    """Una corrida guardada, abierta para explicarla. `caso` falta si ya no da lo guardado.

    `firmezas` es la de `firmezas.de_la_corrida`, si se midió.
    """

    corrida: Corrida
    resultado: Resultado
    caso: Caso | None
    criterios: Mapping[str, Criterio]
    publicada: datetime | None
    demandas: Mapping[UUID, Demanda]
    organizaciones: Mapping[UUID, Organizacion]
    inversiones: Mapping[UUID, Sequence[Inversion]]
    firmezas: Mapping[UUID, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def renglones(self) -> Sequence[Renglon]:
        return self.resultado.renglones

    @property
    def historial_simulado(self) -> bool:
        """Si lo que cada una recibió es un supuesto: también lo es que una no haya recibido."""
        return any(i.simulada for suyas in self.inversiones.values() for i in suyas)

    def de_distrito(self) -> Mapping[str, Sequence[Renglon]]:
        """Los renglones por distrito, en orden de nombre; lo que no tiene uno solo, en ``""``."""
        partes: dict[str, list[Renglon]] = {}
        for r in self.renglones:
            partes.setdefault(r.fila.distrito, []).append(r)
        return dict(sorted(partes.items()))

    def de_organizacion(self, cual: UUID) -> Sequence[Renglon]:
        return [r for r in self.renglones if cual in r.fila.organizaciones]

    def de_codigo(self, codigo: str) -> Renglon | None:
        return next((r for r in self.renglones if r.fila.codigo == codigo), None)


def abrir_lista(contexto: Contexto, unidad: Unidad, ganchos: Ganchos) -> Lista | None:
    """La última corrida de la gestión, con la unidad abierta; `None` si no se calificó."""
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    if corrida is None:
        return None
    reunidas = reunir(contexto, unidad)
    filas = {f.demanda_id: f for f in reunidas.matriz.filas}
    corrida_viva = [p for p in corrida.puestos if p.demanda_id in filas]
    entera = len(corrida_viva) == len(corrida.puestos)
    resultado = recordar(corrida, filas, reunidas.fuera) if entera else _parcial(corrida, filas)
    proceso = unidad.priorizaciones.proceso(contexto.gestion)
    inversiones = unidad.inversiones.todas()
    return Lista(
        corrida=corrida,
        resultado=resultado,
        caso=_rehacer(contexto, unidad, ganchos, corrida, reunidas),
        criterios={c.clave: c for c in _ofrecidos(contexto, ganchos)},
        publicada=proceso.publicada_en if proceso else None,
        demandas={d.id: d for d in reunidas.demandas},
        organizaciones={o.id: o for o in unidad.organizaciones.todas()},
        inversiones=_del_quinquenio(inversiones, contexto.gestion),
    )


def _parcial(corrida: Corrida, filas: Mapping[UUID, FilaDeMatriz]) -> Resultado:
    """Sin las que se retiraron después de calificar."""
    vivos = [p for p in corrida.puestos if p.demanda_id in filas]
    de_ahora = Corrida(
        corrida.id, corrida.gestion, corrida.cuando, corrida.quien, corrida.regla, corrida.pesos,
        corrida.techos, corrida.resumen, vivos,
    )  # fmt: skip
    return recordar(de_ahora, filas)


def _ofrecidos(contexto: Contexto, ganchos: Ganchos) -> list[Criterio]:
    try:
        return recoger(ganchos, "criterios_de_priorizacion", Criterio, contexto)
    except ErrorDeNegocio:
        return []


def _rehacer(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, corrida: Corrida, reunidas: Reunidas
) -> Caso | None:
    """La misma cuenta con lo instalado hoy; `None` si no da, dato por dato, lo guardado."""
    try:
        ofrecidos = recoger(ganchos, "criterios_de_priorizacion", Criterio, contexto)
        suyos = [c for c in ofrecidos if c.clave in corrida.pesos]
        criterios = acordados(suyos, corrida.pesos)
        regla = regla_para(contexto, ganchos, corrida.regla)
        calificacion = calificar(reunidas.matriz, criterios, contexto.nombre)
        techos = {clave: Dinero.de(monto) for clave, monto in corrida.techos.items()}
        eleccion = replace(eleccion_de(contexto, unidad, calificacion), techos=techos)
        hecho = resultado_de(calificacion, eleccion, regla, corrida.gestion)
    except ErrorDeNegocio:
        return None
    if hecho.resumen != corrida.resumen:
        return None
    return Caso(calificacion, eleccion, regla, contexto.nombre)


def tarjeta_de(lista: Lista, renglon: Renglon) -> Tarjeta:
    """La de una demanda de la lista. Cuesta lo que cuesta buscar en cada palanca."""
    fila, entra = renglon.fila, renglon.decision.entra
    delanteras = [
        r for r in lista.renglones if r.decision.entra and r.puesto < renglon.puesto
    ]  # fmt: skip
    respuestas: Sequence[Respuesta] = ()
    if lista.caso:
        respuestas = responder(lista.caso, renglon.puesto - 1, entra=entra)
    suya = lista.organizaciones.get(fila.organizacion_id)
    return Tarjeta(
        gestion=fila.gestion,
        codigo=fila.codigo,
        titulo=fila.titulo,
        organizacion=fila.organizacion,
        distrito=fila.distrito,
        idioma=suya.idioma.value if suya and suya.idioma else "",
        costo=fila.costo,
        contraparte=fila.contraparte,
        simulada=fila.simulada,
        puesto=renglon.puesto,
        de_cuantas=len(lista.renglones),
        puntaje=renglon.puntaje,
        entra=entra,
        motivo=renglon.decision.motivo,
        razones=[_razon(lista, fila, a) for a in renglon.aportes],
        delante=delante_de(lista.renglones, renglon, lista.resultado.techos),
        antes=delanteras[-VECINAS:],
        respuestas=respuestas,
        criterios={a.clave: a.nombre for a in renglon.aportes},
        compite=fila.competencia not in LE_TOCA_A_OTRO,
        rehecha=lista.caso is not None,
        publicada=lista.publicada,
        resumen=lista.corrida.resumen,
        firmeza=lista.firmezas.get(fila.demanda_id),
    )


def _razon(lista: Lista, fila: FilaDeMatriz, aporte: Aporte) -> Razon:
    criterio, hay_dato = lista.criterios.get(aporte.clave), aporte.crudo is not None
    return Razon(
        aporte=aporte,
        maximo=round(aporte.peso * 1_000_000),
        peldano=_peldano(criterio, aporte.crudo) if criterio else "",
        fuentes=_fuentes(lista, fila, criterio.datos) if criterio and hay_dato else (),
    )


def _peldano(criterio: Criterio, crudo: float | None) -> str:
    if criterio.normalizacion is not Normalizacion.ORDINAL or crudo is None:
        return ""
    return criterio.escala[min(max(round(crudo), 0), len(criterio.escala) - 1)]


def _fuentes(lista: Lista, fila: FilaDeMatriz, datos: Sequence[DatoDe]) -> Sequence[Fuente]:
    """Lo escrito en la ficha de cada dato, sin repetir; lo que nadie escribió no se inventa."""
    halladas: list[Fuente] = []
    if DatoDe.DEMANDA in datos and (d := lista.demandas.get(fila.demanda_id)):
        halladas.append(Fuente(d.fuente, d.simulada))
    for cual in fila.organizaciones:
        if DatoDe.ORGANIZACION in datos and (o := lista.organizaciones.get(cual)):
            halladas.append(Fuente(o.fuente, simulada=False))
        if DatoDe.INVERSION in datos:
            suyas = lista.inversiones.get(cual, ())
            halladas += [Fuente(i.fuente, i.simulada) for i in suyas]
            if not suyas and lista.historial_simulado:
                halladas.append(Fuente("", simulada=True))
    return [f for f in dict.fromkeys(halladas) if f.texto or f.simulada]


def _del_quinquenio(
    inversiones: Iterable[Inversion], gestion: int
) -> Mapping[UUID, Sequence[Inversion]]:
    partes: dict[UUID, list[Inversion]] = {}
    for i in inversiones:
        if i.organizacion_id and gestion - QUINQUENIO <= i.gestion < gestion:
            partes.setdefault(i.organizacion_id, []).append(i)
    return partes
