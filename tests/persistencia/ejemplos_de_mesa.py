"""Una fila de cada cosa que la mesa de un encuentro anota."""

from datetime import UTC, date, datetime

from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.adjuntos import TipoDeArchivo
from nucleo.dominio.documentos_de_punto import DocumentoDePunto
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes, TarjetasDeSalida
from nucleo.dominio.votaciones import Manos, OpcionDeVoto, Votacion

HORA = datetime(2026, 8, 18, 14, tzinfo=UTC)
CONTEO = {o: Manos(3, 2, 1) for o in OpcionDeVoto}


def punto(gestion, clave="bienvenida", **otros):
    nuevo = PuntoTratado(nuevo_id(), gestion, "cumbre-2", clave, "Bienvenida", **otros)
    nuevo.abrir(HORA)
    return nuevo


def votacion(gestion, marca="¿Se aprueba?"):
    nueva = Votacion(nuevo_id(), gestion, "cumbre-2", "bienvenida", marca, HORA, marca)
    nueva.disentir(marca, marca)
    nueva.cerrar(CONTEO, HORA)
    return nueva


def acuerdo(gestion, marca="Publicar el informe", **otros):
    datos = {"fecha": date(2026, 9, 1)} | otros
    return Acuerdo(nuevo_id(), gestion, "cumbre-2", marca, marca, HORA, marca, **datos)


def reclamo(gestion, organizacion_id=None, marca="El puente"):
    nuevo = Reclamo(
        nuevo_id(), gestion, "cumbre-2", SobreQue.OBRA, marca, marca, HORA, marca,
        organizacion_id=organizacion_id,
    )  # fmt: skip
    nuevo.responder(marca, marca, date(2026, 10, 1), date(2026, 8, 20))
    return nuevo


def salida(gestion, marca="ana"):
    cuenta = {p.value: {s.value: [0, 0, 1, 2, 3] for s in Quienes} for p in PreguntaDeSalida}
    return TarjetasDeSalida(nuevo_id(), gestion, "cumbre-2", HORA, marca, cuenta)


def documento(gestion, marca="Informe de obras", resumen="cd" * 32, evento="cumbre-2"):
    return DocumentoDePunto(
        nuevo_id(), gestion, evento, "bienvenida", marca, marca, TipoDeArchivo.PDF, resumen, 9,
        HORA, marca, publico=True,
    )  # fmt: skip


def de_una_mesa(gestion, organizacion_id, marca="Lo que se dijo"):
    """Uno de cada uno, con la marca en todo texto."""
    tratado = punto(gestion, informo=marca, dicho=marca)
    tratado.texto = marca
    anulada, acordado = votacion(gestion, marca), acuerdo(gestion, marca)
    anulada.anular(marca, HORA, marca)
    acordado.nota = marca
    dicho = reclamo(gestion, organizacion_id, marca)
    dicho.cerrar(marca, date(2026, 10, 2))
    return [tratado, anulada, acordado, dicho, salida(gestion, marca), documento(gestion, marca)]
