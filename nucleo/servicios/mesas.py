"""Llevar la mesa de un encuentro en curso: abrir un punto, anotar qué se dijo y cerrarlo."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.mesas import (
    AGREGADO,
    MesaCerrada,
    OtroPuntoAbierto,
    Punto,
    PuntoConVotacion,
    PuntoTratado,
    agenda_de_mesa,
)
from nucleo.dominio.votaciones import EstadoDeVotacion, Votacion
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.encuentros import tipo_sin_caerse
from nucleo.servicios.puertos import Ganchos, Unidad

ABIERTO, DICHO, CERRADO, NUEVO = (
    "mesa.punto_abierto", "mesa.punto_dicho", "mesa.punto_cerrado", "mesa.punto_agregado",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mesa:
    """La de un encuentro: sus puntos con lo que pasó y sus votaciones, en orden."""

    evento: Evento
    puntos: Sequence[Punto]
    votaciones: Sequence[Votacion]

    @property
    def actual(self) -> Punto | None:
        """El que se trata ahora."""
        return next((p for p in self.puntos if p.tratado and p.tratado.abierto), None)

    @property
    def siguiente(self) -> Punto | None:
        """El primero que nadie abrió."""
        return next((p for p in self.puntos if not (p.tratado and p.tratado.tramos)), None)

    @property
    def votando(self) -> Votacion | None:
        """La votación abierta."""
        abierta = EstadoDeVotacion.ABIERTA
        return next((v for v in self.votaciones if v.estado is abierta), None)

    def del_punto(self, clave: str) -> list[Votacion]:
        """Sus votaciones, también las anuladas."""
        return [v for v in self.votaciones if v.punto == clave]

    def texto_de(self, clave: str) -> str:
        """Cómo se llama un punto."""
        return next((p.texto for p in self.puntos if p.clave == clave), "")


def mesa_de(contexto: Contexto, unidad: Unidad, ganchos: Ganchos, clave: str) -> Mesa:
    """La del encuentro en este momento. Con la unidad abierta."""
    evento = evento_de(unidad, contexto.gestion, clave)
    tratados = unidad.mesas.puntos(evento.gestion, clave)
    votaciones = unidad.mesas.votaciones(evento.gestion, clave)
    return Mesa(evento, agenda_de_mesa(agenda_de(contexto, ganchos, clave), tratados), votaciones)


def agenda_de(contexto: Contexto, ganchos: Ganchos, clave: str) -> Sequence[Renglon]:
    """Los renglones del encuentro; los del plugin que falla faltan: la mesa no se detiene."""
    if clave not in contexto.ciclo.eventos:
        return ()
    return tipo_sin_caerse(contexto, ganchos, clave).tipo.agenda


def abrir(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, punto: str
) -> PuntoTratado:
    """Empieza a tratarlo, o lo retoma; `OtroPuntoAbierto` si se trata otro.

    Abrir el que ya está abierto no hace nada.
    """
    with unidad:
        unidad.reservar()
        mesa = _en_curso(contexto, unidad, ganchos, encuentro)
        if mesa.actual and mesa.actual.tratado:
            if mesa.actual.clave == punto:
                return mesa.actual.tratado
            raise OtroPuntoAbierto(mesa.actual.texto)
        este = _punto(mesa, punto)
        tratado = este.tratado or PuntoTratado(
            nuevo_id(), contexto.gestion, encuentro, punto, este.texto, _proximo(mesa)
        )
        tratado.abrir(contexto.ahora())
        if este.tratado is None:
            unidad.mesas.agregar(tratado)
        _anotar(contexto, unidad, ABIERTO, tratado)
        unidad.confirmar()
    return tratado


def agregar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, orden: UUID, texto: str
) -> PuntoTratado:
    """Un punto que no era de la agenda. `orden` viene en la página: enviarlo dos veces es uno."""
    with unidad:
        unidad.reservar()
        mesa = _en_curso(contexto, unidad, ganchos, encuentro)
        for ya in (p.tratado for p in mesa.puntos if p.tratado and p.tratado.id == orden):
            if ya.texto != texto:
                raise OrdenUsada(ya.texto)
            return ya
        clave = f"{AGREGADO}{orden}"
        nuevo = PuntoTratado(orden, contexto.gestion, encuentro, clave, texto, _proximo(mesa))
        unidad.mesas.agregar(nuevo)
        _anotar(contexto, unidad, NUEVO, nuevo, texto=texto)
        unidad.confirmar()
    return nuevo


def decir(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    encuentro: str,
    punto: str,
    version: int,
    informo: str,
    dicho: str,
) -> PuntoTratado:
    """Anota quién informó y qué se dijo, si el punto sigue como se lo vio.

    Guardar lo que ya está no hace nada. La bitácora dice que se escribió, no qué.
    """
    with unidad:
        unidad.reservar()
        tratado = _tratado(_en_curso(contexto, unidad, ganchos, encuentro), punto)
        if (tratado.informo, tratado.dicho) == (informo, dicho):
            return tratado
        if tratado.version != version:
            raise EdicionConcurrente
        tratado.informo, tratado.dicho = informo, dicho
        _anotar(contexto, unidad, DICHO, tratado)
        unidad.confirmar()
    return tratado


def cerrar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str, punto: str
) -> PuntoTratado:
    """Termina de tratarlo; `PuntoConVotacion` si tiene una abierta. Repetirlo no hace nada."""
    with unidad:
        unidad.reservar()
        mesa = _en_curso(contexto, unidad, ganchos, encuentro)
        tratado = _tratado(mesa, punto)
        if tratado.tratado:
            return tratado
        if mesa.votando and mesa.votando.punto == punto:
            raise PuntoConVotacion(tratado.texto, mesa.votando.pregunta)
        tratado.cerrar(contexto.ahora())
        minutos = tratado.minutos(contexto.ahora())
        _anotar(contexto, unidad, CERRADO, tratado, minutos=minutos)
        unidad.confirmar()
    return tratado


def exigir_en_curso(evento: Evento, *, tambien: Sequence[EstadoDeEvento] = ()) -> None:
    """`MesaCerrada` si el encuentro no está en curso (ni en otro estado que también valga)."""
    if evento.estado not in (EstadoDeEvento.EN_CURSO, *tambien):
        raise MesaCerrada(evento.sigla, evento.estado)


def _en_curso(contexto: Contexto, unidad: Unidad, ganchos: Ganchos, encuentro: str) -> Mesa:
    mesa = mesa_de(contexto, unidad, ganchos, encuentro)
    exigir_en_curso(mesa.evento)
    return mesa


def _punto(mesa: Mesa, clave: str) -> Punto:
    for punto in mesa.puntos:
        if punto.clave == clave:
            return punto
    raise NoExiste("punto", clave, [p.clave for p in mesa.puntos])


def _tratado(mesa: Mesa, clave: str) -> PuntoTratado:
    """Uno que ya se abrió; `NoExiste`."""
    tratado = _punto(mesa, clave).tratado
    if tratado is None or not tratado.tramos:
        raise NoExiste("punto", clave)
    return tratado


def _proximo(mesa: Mesa) -> int:
    return 1 + max((p.tratado.orden for p in mesa.puntos if p.tratado), default=0)


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, punto: PuntoTratado, **mas: object
) -> None:
    carga = {"gestion": punto.gestion, "evento": punto.evento, "punto": punto.clave, **mas}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
