"""El acta de un encuentro: se empieza, se escribe, se observa y se cierra para siempre."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nucleo.dominio.actas import (
    Acta,
    ActaAlterada,
    ActaEnLlano,
    ActaSinObservar,
    EstadoDeActa,
    FueraDePlazo,
    PlazoAbierto,
    SaltoEnActa,
    SeccionDeActa,
    SeccionEscrita,
    votos_en_llano,
)
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.servicios.calendarios import evento_de, hoy_de
from nucleo.servicios.encuentros import armado_de
from nucleo.servicios.partes_de_acta import partes_de
from nucleo.servicios.piezas import Sellador
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.rastros import CERRADA, cierre_de

EMPEZADA, ESCRITA, ABIERTA = "acta.empezada", "acta.escrita", "acta.en_observacion"
SELLO_DE_CONTENIDO = "tinkuy-acta-1 contenido "
"""Lo que se firma al cerrar: esto y el resumen. Una firma de otra cosa no sirve para un acta."""


def acta_de(unidad: Unidad, gestion: int, clave: str) -> Acta:
    """La del encuentro, con la unidad abierta; o `NoExiste`."""
    acta = unidad.actas.de(gestion, clave)
    if acta is None:
        raise NoExiste("acta", clave)
    return acta


def contenido_de(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, evento: Evento
) -> ActaEnLlano:
    """Todo lo que el acta del encuentro diría si se cerrara ahora. Con la unidad abierta.

    Un plugin que falla no la detiene: dice de qué módulos falta lo suyo.
    """
    armado, ciclo = armado_de(contexto, ganchos, evento), contexto.ciclo
    tipo = armado.tipo
    acta = unidad.actas.de(evento.gestion, evento.clave)
    textos = {c.clave: c.texto for c in tipo.compuertas}
    llamados = [q for q in tipo.participan if q in ciclo.participantes]
    return ActaEnLlano(
        municipio=contexto.nombre,
        municipio_id=getattr(contexto.ambito, "id", 0),
        gestion=evento.gestion,
        evento=evento.clave,
        sigla=evento.sigla,
        encuentro=evento.nombre,
        fecha=evento.dia.isoformat(),
        hora=evento.hora,
        lugar=evento.lugar,
        llamados=tuple((q, ciclo.participantes[q].nombre) for q in llamados),
        partes=partes_de(contexto, unidad, tipo, evento),
        saltos=tuple(
            SaltoEnActa(
                textos.get(s["compuerta"], s["compuerta"]), s["motivo"], s["quien"], s["cuando"]
            )
            for s in evento.saltos
        ),
        secciones=_secciones(acta.secciones if acta else {}),
        observaciones=acta.observada if acta else (),
        constancias=acta.conformes if acta else (),
        plazo=acta.plazo.isoformat() if acta and acta.plazo else "",
        sin_modulos=armado.rotos,
    )


def _secciones(escritas: Mapping[str, str]) -> tuple[SeccionEscrita, ...]:
    return tuple(SeccionEscrita(s, escritas[s]) for s in SeccionDeActa if escritas.get(s))


def empezar(contexto: Contexto, unidad: Unidad, clave: str) -> Acta:
    """El borrador del encuentro; si ya se empezó, el que hay."""
    with unidad:
        unidad.reservar()
        evento_de(unidad, contexto.gestion, clave)
        if ya := unidad.actas.de(contexto.gestion, clave):
            return ya
        acta = Acta(nuevo_id(), contexto.gestion, clave, contexto.ahora(), contexto.quien)
        unidad.actas.agregar(acta)
        _anotar(contexto, unidad, EMPEZADA, acta, {})
        unidad.confirmar()
    return acta


def escribir(
    contexto: Contexto, unidad: Unidad, clave: str, version: int, secciones: Mapping[str, str]
) -> Acta:
    """Guarda el texto de cada sección; en la bitácora queda cuáles cambiaron, no qué dicen.

    `ActaCerrada` si ya no cambia; escribir lo mismo no deja hecho.
    """
    with unidad:
        unidad.reservar()
        acta = _editable(unidad, contexto.gestion, clave, version)
        nuevas = {s.value: secciones[s] for s in SeccionDeActa if secciones.get(s)}
        cambiadas = [s.value for s in SeccionDeActa if nuevas.get(s) != acta.secciones.get(s)]
        if not cambiadas:
            return acta
        acta.secciones = nuevas
        _anotar(contexto, unidad, ESCRITA, acta, {"secciones": cambiadas})
        unidad.confirmar()
    return acta


def abrir_a_observaciones(
    contexto: Contexto, unidad: Unidad, clave: str, version: int, plazo: date
) -> Acta:
    """Los participantes pueden observarla hasta el `plazo`, ese día incluido; también lo alarga.

    `FueraDePlazo` si ese día ya pasó.
    """
    with unidad:
        unidad.reservar()
        acta = _editable(unidad, contexto.gestion, clave, version)
        if plazo < hoy_de(contexto):
            raise FueraDePlazo(clave, f"{plazo:%d/%m/%Y}")
        if acta.estado is EstadoDeActa.EN_OBSERVACION and acta.plazo == plazo:
            return acta
        acta.plazo = plazo
        acta.pasar(EstadoDeActa.EN_OBSERVACION, contexto.ahora(), contexto.quien)
        _anotar(contexto, unidad, ABIERTA, acta, {"plazo": plazo.isoformat()})
        unidad.confirmar()
    return acta


def cerrar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    sellador: Sellador,
    clave: str,
    version: int,
    *,
    antes_de_plazo: str = "",
) -> Acta:
    """La cierra para siempre, la sella y pasa el encuentro a «con acta cerrada».

    `ActaSinObservar` si no pasó por observaciones; `PlazoAbierto` si el plazo sigue y no se dijo
    por qué cerrarla antes; `AvanceNoPermitido` si el encuentro no se hizo. Cerrarla otra vez no
    hace nada; con una que la bitácora dice cerrada y la base abierta, `ActaAlterada`.
    """
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, clave)
        acta = acta_de(unidad, contexto.gestion, clave)
        if acta.cerrada:
            return acta
        if ya := cierre_de(contexto, unidad, clave):
            raise ActaAlterada(clave, ya["resumen"])
        if acta.version != version:
            raise EdicionConcurrente
        _exigir_observada(contexto, acta, antes_de_plazo)
        cuando = contexto.ahora()
        evento.avanzar(EstadoDeEvento.ACTA_CERRADA, cuando, contexto.quien)
        contenido = _al_cerrar(contexto, unidad, ganchos, evento, antes_de_plazo)
        acta.sellar(contenido, sello_de(sellador, contenido.resumen))
        acta.pasar(EstadoDeActa.CERRADA, cuando, contexto.quien, antes_de_plazo)
        _anotar(contexto, unidad, CERRADA, acta, _carga_del_cierre(acta, contenido))
        unidad.confirmar()
    return acta


def _carga_del_cierre(acta: Acta, contenido: ActaEnLlano) -> dict[str, object]:
    return {
        "resumen": acta.resumen,
        "votos": votos_en_llano(contenido.partes.votaciones),
        "sello": dict(acta.sello),
        "antes_de_plazo": contenido.cierre_anticipado,
    }


def _al_cerrar(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, evento: Evento, antes_de_plazo: str
) -> ActaEnLlano:
    """Lo que dice, con cuándo y quién la cerró."""
    return replace(
        contenido_de(contexto, unidad, ganchos, evento),
        cierre_anticipado=antes_de_plazo,
        cerrada_en=contexto.ahora().isoformat(),
        cerrada_por=contexto.quien,
    )


def _exigir_observada(contexto: Contexto, acta: Acta, antes_de_plazo: str) -> None:
    if acta.estado is not EstadoDeActa.EN_OBSERVACION:
        raise ActaSinObservar(acta.evento)
    if acta.observable(hoy_de(contexto)) and not antes_de_plazo:
        raise PlazoAbierto(acta.evento, f"{acta.plazo:%d/%m/%Y}")


def sello_de(sellador: Sellador, resumen: str) -> dict[str, str]:
    """La firma de la instalación sobre el resumen, con qué llave."""
    firma = sellador.firmar((SELLO_DE_CONTENIDO + resumen).encode())
    return {"clave": sellador.identificador, "publica": sellador.publica, "firma": firma}


def _editable(unidad: Unidad, gestion: int, clave: str, version: int) -> Acta:
    acta = acta_de(unidad, gestion, clave)
    acta.exigir_abierta()
    if acta.version != version:
        raise EdicionConcurrente
    return acta


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, acta: Acta, carga: Mapping[str, object]
) -> None:
    suya = {"gestion": acta.gestion, "evento": acta.evento, **carga}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), suya))
