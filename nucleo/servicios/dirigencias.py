"""Quién representa a cada organización: registrar, corregir y terminar su mandato."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dirigencias import Dirigencia, MandatoAlReves
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.servicios.puertos import Unidad

LARGO_DE_NOMBRE = 150
LARGO_DE_CARGO = 100
LARGO_DE_TELEFONO = 40


@dataclass(frozen=True, slots=True)
class DatosDeDirigencia:
    """Lo que se sabe de ella. `hasta` incluye ese día; sin él, sigue."""

    nombre: str
    cargo: str
    desde: date | None = None
    hasta: date | None = None
    telefono: str = ""


def registrar(
    contexto: Contexto, unidad: Unidad, nueva: UUID, de: UUID, datos: DatosDeDirigencia
) -> Dirigencia:
    """Agrega una dirigencia a la organización `de`. Repetirla con el mismo `id` no la duplica.

    Con ese `id` y otros datos, `OrdenUsada`.
    """
    exigir_en_orden(datos.desde, datos.hasta)
    with unidad:
        unidad.reservar()
        if unidad.organizaciones.de(de) is None:
            raise NoExiste("organización", de)
        if ya := unidad.dirigencias.de(nueva):
            if ya.organizacion_id != de or _dichos_de(ya) != datos:
                raise OrdenUsada(ya.nombre)
            return ya
        dirigencia = Dirigencia(
            nueva, de, datos.nombre, datos.cargo, datos.desde, datos.hasta, datos.telefono
        )
        unidad.dirigencias.agregar(dirigencia)
        _anotar(contexto, unidad, "dirigencias.registrada", dirigencia)
        unidad.confirmar()
    return dirigencia


def corregir(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, datos: DatosDeDirigencia
) -> Dirigencia:
    """Cambia sus datos si siguen como se los vio (`version`). O `EdicionConcurrente`."""
    exigir_en_orden(datos.desde, datos.hasta)
    with unidad:
        dirigencia = dirigencia_de(unidad, cual, version)
        dirigencia.nombre, dirigencia.cargo = datos.nombre, datos.cargo
        dirigencia.desde, dirigencia.hasta = datos.desde, datos.hasta
        dirigencia.telefono = datos.telefono
        _anotar(contexto, unidad, "dirigencias.corregida", dirigencia)
        unidad.confirmar()
    return dirigencia


def terminar(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, hasta: date
) -> Dirigencia:
    """Le pone su último día. La cuenta que tenga se cierra aparte: es otro mandato."""
    with unidad:
        dirigencia = dirigencia_de(unidad, cual, version)
        exigir_en_orden(dirigencia.desde, hasta)
        dirigencia.hasta = hasta
        _anotar(contexto, unidad, "dirigencias.terminada", dirigencia)
        unidad.confirmar()
    return dirigencia


def dirigencia_de(unidad: Unidad, cual: UUID, version: int | None = None) -> Dirigencia:
    """Con la unidad abierta. `NoExiste`, o `EdicionConcurrente` si ya no es esa versión."""
    dirigencia = unidad.dirigencias.de(cual)
    if dirigencia is None:
        raise NoExiste("dirigencia", cual)
    if version is not None and dirigencia.version != version:
        raise EdicionConcurrente
    return dirigencia


def _dichos_de(d: Dirigencia) -> DatosDeDirigencia:
    return DatosDeDirigencia(d.nombre, d.cargo, d.desde, d.hasta, d.telefono)


def exigir_en_orden(desde: date | None, hasta: date | None) -> None:
    """Que no termine antes de empezar."""
    if desde and hasta and hasta < desde:
        raise MandatoAlReves(f"{desde:%d/%m/%Y}", f"{hasta:%d/%m/%Y}")


def _anotar(contexto: Contexto, unidad: Unidad, que: str, dirigencia: Dirigencia) -> None:
    """Ni el nombre ni el teléfono: la memoria no se borra, y la persona podría pedirlo."""
    carga = {
        "dirigencia": str(dirigencia.id),
        "organizacion": str(dirigencia.organizacion_id),
        "cargo": dirigencia.cargo,
        "desde": str(dirigencia.desde or ""),
        "hasta": str(dirigencia.hasta or ""),
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
