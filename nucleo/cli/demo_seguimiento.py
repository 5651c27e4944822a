"""El control social del demo: quién sigue qué del POA, su programa y lo que halló."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from nucleo.cli import demo_mesa
from nucleo.cli.demo_sala import Dato, Paso, Sala, momento
from nucleo.dominio.encargos import SEPARADOR, Encargo, QueSeSigue, QuienSigue
from nucleo.dominio.nombres import plegar
from nucleo.dominio.reclamos import SobreQue
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo, Seguimiento
from nucleo.servicios import encargos, seguimientos
from nucleo.servicios.seguimientos import Cita, Volvio

AQUI = "control-social"
"""Con qué nombre se avisa y se numera lo que no es de ningún encuentro."""


def pasos_de(anio: Dato) -> Iterator[Paso]:
    """Cada encargo se da, y después se programa, se mueve, se hace y se reclama lo suyo."""
    numero = 0
    for dato in anio.get("seguimiento", ()):
        yield Paso(momento(dato["encargado"], "12:00"), AQUI, partial(encargar, dato=dato))
        for actividad in dato.get("actividades", ()):
            numero += 1
            yield from _de_la_actividad(dato, actividad, numero)


def _de_la_actividad(encargo: Dato, dato: Dato, numero: int) -> Iterator[Paso]:
    puesta = momento(dato.get("programada", encargo["encargado"]), "15:00")
    hacer = partial(programar, numero=numero, encargo=encargo, dato=dato)
    yield Paso(puesta, AQUI, hacer)
    if movida := dato.get("movida"):
        yield Paso(momento(movida["dia"]), AQUI, partial(mover, numero=numero, dato=movida))
    if hecha := dato.get("hecha"):
        yield Paso(momento(hecha["dia"], "18:00"), AQUI, partial(volver, numero=numero, dato=hecha))
    if reclamo := dato.get("reclamo"):
        datos = {"numero": numero, "dato": reclamo}
        yield Paso(momento(reclamo["dia"]), AQUI, partial(reclamar, **datos))
        if "respondido" in reclamo:
            hacer = partial(demo_mesa.responder, **datos)
            yield Paso(momento(reclamo["respondido"]), AQUI, hacer)


def encargar(sala: Sala, dato: Dato) -> None:
    """Deja a esa organización o comisión siguiendo ese asunto; lo que el guion ya dio, no otra vez.

    Si después alguien lo pasó a otras manos o lo quitó, así queda.
    """
    sigue, codigo = _sigue(dato)
    quien = _quien(sala, dato)
    datos = {
        "gestion": sala.contexto.gestion,
        "sigue": sigue.value,
        "codigo": codigo,
        "organizacion": str(quien.organizacion_id or ""),
        "comision": quien.comision,
    }
    if not sala.consta(encargos.ENCARGADO, datos):
        catalogo = sala.piezas.clasificadores.de(sala.contexto.gestion)
        claves = [dato["sigue"]] if "sigue" in dato else []
        encargos.encargar(
            sala.contexto, sala.unidad, claves, dato.get("servicio", ""), quien, catalogo
        )


def programar(sala: Sala, numero: int, encargo: Dato, dato: Dato) -> None:
    """Pone la actividad en el programa, si nunca estuvo y su encargo sigue como se lo dio."""
    orden = sala.orden("seguimiento", numero)
    suyo = _encargo_en(sala, encargo)
    if suyo and not sala.consta(seguimientos.PROGRAMADO, {"seguimiento": str(orden)}):
        cita = Cita(dato["fecha"], dato.get("hora", ""), dato.get("lugar", ""))
        clase = ClaseDeSeguimiento(dato["clase"])
        seguimientos.programar(
            sala.contexto, sala.unidad, orden, suyo.id, clase, dato["que"], cita,
            dato.get("van", ""),
        )  # fmt: skip


def mover(sala: Sala, numero: int, dato: Dato) -> None:
    """La pasa a otro día con su motivo, si nadie la movió ni se hizo."""
    ya = _actividad_en(sala, numero)
    if ya and ya.pendiente and not ya.cambios:
        cita = Cita(dato["a"], ya.hora, ya.lugar)
        seguimientos.reprogramar(
            sala.contexto, sala.unidad, ya.id, ya.version, cita, dato["motivo"]
        )


def volver(sala: Sala, numero: int, dato: Dato) -> None:
    """Con qué se volvió, si nadie lo anotó."""
    ya, dia = _actividad_en(sala, numero), dato["dia"]
    if ya and ya.pendiente:
        volvio = _volvio(dato, dia)
        seguimientos.anotar(sala.contexto, sala.unidad, ya.id, ya.version, volvio)


def _volvio(dato: Dato, dia: date) -> Volvio:
    hallado, constancia = dato.get("hallado", ""), dato.get("constancia", "")
    return Volvio(Hallazgo(dato["resultado"]), hallado, constancia, dia)


def reclamar(sala: Sala, numero: int, dato: Dato) -> None:
    """Lo observado se vuelve reclamo, si todavía no salió ninguno."""
    ya = _actividad_en(sala, numero)
    if ya and ya.resultado is Hallazgo.OBSERVADO and ya.reclamo_id is None:
        dichos = SobreQue(dato["sobre"]), dato["asunto"], dato["texto"]
        orden = sala.orden("reclamo", numero)
        seguimientos.reclamar(sala.contexto, sala.unidad, ya.id, orden, *dichos)


def _sigue(dato: Dato) -> tuple[QueSeSigue, str]:
    if servicio := dato.get("servicio"):
        return QueSeSigue.SERVICIO, plegar(servicio)
    sigue, _, codigo = dato["sigue"].partition(SEPARADOR)
    return QueSeSigue(sigue), codigo


def _quien(sala: Sala, dato: Dato) -> QuienSigue:
    if comision := dato.get("comision"):
        return QuienSigue(comision=comision)
    with sala.lectura as unidad:
        return QuienSigue(sala.organizacion(unidad, dato["organizacion"]).id)


def _encargo_en(sala: Sala, dato: Dato) -> Encargo | None:
    suyo, quien = _sigue(dato), _quien(sala, dato)
    with sala.lectura as unidad:
        todos = unidad.seguimientos.encargos(sala.contexto.gestion)
    return next((e for e in todos if (e.sigue, e.codigo) == suyo and e.de_quien.es(quien)), None)


def _actividad_en(sala: Sala, numero: int) -> Seguimiento | None:
    orden: UUID = sala.orden("seguimiento", numero)
    with sala.lectura as unidad:
        return unidad.seguimientos.de(orden)
