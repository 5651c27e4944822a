"""El acta de un encuentro del demo: se escribe, se observa, se firma en papel y se sella."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from nucleo.cli.demo_sala import Dato, Paso, Sala, momento
from nucleo.dominio.actas import Acta, EstadoDeActa
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.servicios import actas, conformidades, observaciones_de_acta
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.conformidades import Dicha

TESTIGO = "Testigo simulado"


def pasos_de(encuentro: Dato, ahora: datetime) -> Iterator[Paso]:
    """Lo que el guion dice de su acta.

    La que se queda en observación no tiene fecha fija: se abre al cargar el demo, por los días de
    `observable`, para que quien lo mira la pueda observar.
    """
    if not (acta := encuentro.get("acta")):
        return
    clave = encuentro["clave"]
    cuando = momento(acta["escrita"]) if "escrita" in acta else ahora
    yield Paso(cuando, clave, partial(escribir, acta=acta))
    yield Paso(cuando, clave, partial(observar, acta=acta))
    yield Paso(cuando, clave, partial(firmar, acta=acta))
    if "cerrada" in acta:
        yield Paso(momento(acta["cerrada"]), clave, cerrar)


def acta_en(sala: Sala) -> Acta | None:
    """La del encuentro, si se empezó."""
    with sala.lectura as unidad:
        return unidad.actas.de(sala.contexto.gestion, sala.clave)


def escribir(sala: Sala, acta: Dato) -> None:
    """El borrador con lo escrito a mano, abierto a observaciones."""
    ya = acta_en(sala) or actas.empezar(sala.contexto, sala.unidad, sala.clave)
    if ya.estado is not EstadoDeActa.BORRADOR:
        return
    if not ya.secciones and "secciones" in acta:
        ya = actas.escribir(sala.contexto, sala.unidad, sala.clave, ya.version, acta["secciones"])
    plazo = hoy_de(sala.contexto) + timedelta(days=acta["observable"])
    actas.abrir_a_observaciones(sala.contexto, sala.unidad, sala.clave, ya.version, plazo)


def observar(sala: Sala, acta: Dato) -> None:
    """Lo que los participantes observaron del borrador, si está abierto a eso."""
    ya = acta_en(sala)
    if ya is None or not ya.observable(hoy_de(sala.contexto)):
        return
    for dicha in acta.get("observaciones", ()):
        datos = dicha["texto"], dicha["nombre"], dicha.get("organizacion", "")
        observaciones_de_acta.observar(sala.contexto, sala.unidad, sala.clave, *datos)


def firmar(sala: Sala, acta: Dato) -> None:
    """Las primeras de la lista dejan constancia: unas en papel y otras con huella y testigo."""
    ya, papel, huella = acta_en(sala), acta.get("en_papel", 0), acta.get("con_huella", 0)
    if ya is None or ya.cerrada or len(ya.constancias) >= papel + huella:
        return
    with sala.lectura as unidad:
        lista = unidad.asistencias.de_evento(sala.contexto.gestion, sala.clave)
        nombres = {o.id: o.nombre for o in unidad.organizaciones.todas()}
    for puesto, a in enumerate(lista[: papel + huella]):
        es_papel = puesto < papel
        medio = MedioDeConformidad.PAPEL if es_papel else MedioDeConformidad.HUELLA
        suya = nombres[a.organizacion_id] if a.organizacion_id else ""
        dicha = Dicha(medio, str(a.id), a.nombre, suya, "" if es_papel else TESTIGO)
        conformidades.anotar(sala.contexto, sala.unidad, None, sala.clave, dicha)


def cerrar(sala: Sala) -> None:
    """La sella, si sigue en observación; su plazo ya terminó."""
    ya = acta_en(sala)
    if ya and ya.estado is EstadoDeActa.EN_OBSERVACION:
        actas.cerrar(
            sala.contexto, sala.unidad, sala.ganchos, sala.piezas.sellador, sala.clave, ya.version
        )
