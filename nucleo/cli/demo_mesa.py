"""La mesa de un encuentro del demo: lo tratado, votado, acordado y reclamado, y la salida."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from nucleo.cli.demo_sala import Dato, Paso, Sala, momento
from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import EstadoDeReclamo, SobreQue
from nucleo.dominio.votaciones import Conteo, EstadoDeVotacion, Manos, OpcionDeVoto
from nucleo.servicios import acuerdos, mesas, reclamos, satisfaccion, votaciones
from nucleo.servicios.reclamos import DatosDeReclamo

POR_PUNTO = 10
"""Cuántos minutos dura un punto, si el guion no dice otra cosa."""


def pasos_de(encuentro: Dato, inicio: datetime) -> tuple[list[Paso], datetime]:
    """Lo que la mesa anota, y a qué hora termina.

    Lo que se vota, se acuerda y se reclama pasa mientras se trata el punto que nombra.
    """
    pasos: list[Paso] = []
    reloj, clave = inicio, encuentro["clave"]
    for punto in encuentro.get("puntos", ()):
        pasos.append(Paso(reloj, clave, partial(abrir, punto=punto["clave"])))
        pasos.extend(_del_punto(encuentro, punto, reloj))
        if not punto.get("abierto"):
            reloj += timedelta(minutes=punto.get("minutos", POR_PUNTO))
            pasos.append(Paso(reloj, clave, partial(cerrar, punto=punto["clave"])))
    if salida := encuentro.get("salida"):
        pasos.append(Paso(reloj, clave, partial(anotar_salida, cuenta=salida)))
    return [*pasos, *_despues(encuentro)], reloj


def _del_punto(encuentro: Dato, punto: Dato, reloj: datetime) -> Iterator[Paso]:
    clave = encuentro["clave"]
    if "dicho" in punto or "informo" in punto:
        yield Paso(reloj, clave, partial(decir, punto=punto))
    for de, hacer in (("votaciones", votar), ("acuerdos", acordar), ("reclamos", reclamar)):
        for numero, dato in enumerate(encuentro.get(de, ()), 1):
            if dato["punto"] == punto["clave"]:
                yield Paso(reloj, clave, partial(hacer, numero=numero, dato=dato))


def _despues(encuentro: Dato) -> Iterator[Paso]:
    """Lo que se supo después: cómo va cada acuerdo y qué pasó con cada reclamo."""
    clave = encuentro["clave"]
    for numero, dato in enumerate(encuentro.get("acuerdos", ()), 1):
        if "visto" in dato:
            yield Paso(momento(dato["visto"]), clave, partial(marcar, numero=numero, dato=dato))
    for numero, dato in enumerate(encuentro.get("reclamos", ()), 1):
        if "respondido" in dato:
            hacer = partial(responder, numero=numero, dato=dato)
            yield Paso(momento(dato["respondido"]), clave, hacer)
        if "cerrado" in dato:
            yield Paso(momento(dato["cerrado"]), clave, partial(concluir, numero=numero, dato=dato))


def tratado_en(sala: Sala, punto: str) -> PuntoTratado | None:
    """El punto, si ya se abrió alguna vez."""
    with sala.lectura as unidad:
        puntos = unidad.mesas.puntos(sala.contexto.gestion, sala.clave)
    return next((p for p in puntos if p.clave == punto and p.tramos), None)


def abrir(sala: Sala, punto: str) -> None:
    """Empieza a tratarlo; el que ya se trató no se retoma."""
    if tratado_en(sala, punto) is None:
        mesas.abrir(sala.contexto, sala.unidad, sala.ganchos, sala.clave, punto)


def decir(sala: Sala, punto: Dato) -> None:
    """Quién informó y qué se dijo; lo que otra persona escribió queda."""
    ya = tratado_en(sala, punto["clave"])
    if ya and not ya.informo and not ya.dicho:
        dichos = punto.get("informo", ""), punto.get("dicho", "")
        mesas.decir(
            sala.contexto, sala.unidad, sala.ganchos, sala.clave, ya.clave, ya.version, *dichos
        )


def cerrar(sala: Sala, punto: str) -> None:
    """Termina de tratarlo, si sigue abierto."""
    ya = tratado_en(sala, punto)
    if ya and ya.abierto:
        mesas.cerrar(sala.contexto, sala.unidad, sala.ganchos, sala.clave, punto)


def votar(sala: Sala, numero: int, dato: Dato) -> None:
    """Se pregunta, disiente quien disiente y se cuenta."""
    orden = sala.orden("votacion", numero)
    with sala.lectura as unidad:
        ya = unidad.mesas.votacion(orden)
    if ya and ya.estado is not EstadoDeVotacion.ABIERTA:
        return
    votaciones.abrir(sala.contexto, sala.unidad, sala.clave, orden, dato["punto"], dato["pregunta"])
    for disenso in dato.get("disensos", ()):
        votaciones.disentir(sala.contexto, sala.unidad, orden, disenso["quien"], disenso["por_que"])
    votaciones.cerrar(sala.contexto, sala.unidad, orden, conteo_de(dato))


def conteo_de(dato: Dato) -> Conteo:
    """Las manos de cada opción, que el guion da como `[mujeres, hombres]`."""
    return {o: Manos.contar(o, None, *dato[o.value]) for o in OpcionDeVoto}


def acordar(sala: Sala, numero: int, dato: Dato) -> None:
    """A qué se comprometen, quién responde y hasta cuándo."""
    orden = sala.orden("acuerdo", numero)
    with sala.lectura as unidad:
        ya = unidad.mesas.acuerdo(orden)
    if ya is None:
        acuerdos.acordar(
            sala.contexto, sala.unidad, sala.clave, orden, dato["que"], dato["responsable"],
            dato.get("fecha"), dato["punto"],
        )  # fmt: skip


def marcar(sala: Sala, numero: int, dato: Dato) -> None:
    """Cómo va, si nadie lo dijo todavía."""
    with sala.lectura as unidad:
        ya = unidad.mesas.acuerdo(sala.orden("acuerdo", numero))
    if ya and ya.visto_el is None:
        estado = EstadoDeAcuerdo(dato["estado"])
        acuerdos.marcar(sala.contexto, sala.unidad, ya.id, ya.version, estado, dato.get("nota", ""))


def reclamar(sala: Sala, numero: int, dato: Dato) -> None:
    """Lo que una organización observa o reclama."""
    orden = sala.orden("reclamo", numero)
    with sala.lectura as unidad:
        ya = unidad.mesas.reclamo(orden)
        quien = dato.get("organizacion")
        suya = sala.organizacion(unidad, quien).id if quien else None
    if ya is None:
        datos = DatosDeReclamo(SobreQue(dato["sobre"]), dato["asunto"], dato["texto"], suya)
        reclamos.recibir(sala.contexto, sala.unidad, sala.clave, orden, datos)


def responder(sala: Sala, numero: int, dato: Dato) -> None:
    """Qué se va a hacer con el reclamo, si nadie lo respondió."""
    with sala.lectura as unidad:
        ya = unidad.mesas.reclamo(sala.orden("reclamo", numero))
    if ya and ya.estado is EstadoDeReclamo.ABIERTO:
        dichos = dato["respuesta"], dato["responsable"], dato.get("plazo")
        reclamos.responder(sala.contexto, sala.unidad, ya.id, ya.version, *dichos)


def concluir(sala: Sala, numero: int, dato: Dato) -> None:
    """Con qué se cerró el reclamo, si sigue respondido."""
    with sala.lectura as unidad:
        ya = unidad.mesas.reclamo(sala.orden("reclamo", numero))
    if ya and ya.estado is EstadoDeReclamo.RESPONDIDO:
        reclamos.cerrar(sala.contexto, sala.unidad, ya.id, ya.version, dato["cierre"])


def anotar_salida(sala: Sala, cuenta: Dato) -> None:
    """La tarjeta de salida, si nadie la sumó."""
    with sala.lectura as unidad:
        ya = unidad.mesas.salida(sala.contexto.gestion, sala.clave)
    if ya is None:
        satisfaccion.anotar(sala.contexto, sala.unidad, sala.clave, 0, cuenta)
