"""Abrir una gestión y ponerle fechas a sus encuentros."""

from collections.abc import Sequence
from datetime import date

from nucleo.dominio.actas import ActaCerrada
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import (
    Evento,
    FechaFueraDeAnio,
    GestionAbierta,
    GestionYaAbierta,
    en_cadena,
    plazos,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.servicios.avances import renovar
from nucleo.servicios.calendarios import abierta_de, evento_de, hoy_de
from nucleo.servicios.puertos import Unidad


def abrir(
    contexto: Contexto, unidad: Unidad, limite: date | None = None, fuente: str = ""
) -> Sequence[Evento]:
    """Pone en fecha los encuentros de la gestión. Devuelve los que agregó.

    `limite` es cuándo vence la entrega del POA y `fuente`, quién lo dice; sin él, el día del ciclo.
    Si la gestión ya está abierta, agrega los encuentros que el ciclo tiene de más; si no hay
    ninguno, `GestionYaAbierta`.
    """
    with unidad:
        unidad.reservar()
        abierta = unidad.calendarios.abierta(contexto.gestion)
        if abierta is None:
            vence = limite or contexto.ciclo.limite(contexto.gestion)
            _exigir_anio(contexto, vence)
            nuevos = _programados(contexto, vence, ())
            abierta = GestionAbierta(
                nuevo_id(), contexto.gestion, contexto.ciclo.clave, vence, contexto.ahora(),
                contexto.quien, fuente,
            )  # fmt: skip
            unidad.calendarios.abrir(abierta, nuevos)
            _anotar(contexto, unidad, "gestion.abierta", abierta, nuevos)
        else:
            ya = unidad.calendarios.eventos(contexto.gestion)
            nuevos = _programados(contexto, abierta.limite, ya)
            if not nuevos:
                raise GestionYaAbierta(contexto.gestion, abierta.abierta_en.isoformat())
            _ordenar(contexto, [*ya, *nuevos])
            unidad.calendarios.agregar_eventos(nuevos)
            _anotar(contexto, unidad, "gestion.actualizada", abierta, nuevos)
        renovar(contexto, unidad, "gestion.abierta")
        unidad.confirmar()
    return nuevos


def corregir_limite(
    contexto: Contexto, unidad: Unidad, limite: date, fuente: str, version: int
) -> GestionAbierta:
    """Cambia cuándo vence la entrega del POA; las fechas puestas quedan y se vuelven a avisar."""
    with unidad:
        unidad.reservar()
        abierta = abierta_de(unidad, contexto.gestion)
        if abierta.version != version:
            raise EdicionConcurrente
        _exigir_anio(contexto, limite)
        if (abierta.limite, abierta.fuente) == (limite, fuente):
            return abierta
        carga = {"gestion": contexto.gestion, "antes": abierta.limite.isoformat(),
                 "limite": limite.isoformat(), "fuente": fuente}  # fmt: skip
        abierta.limite, abierta.fuente = limite, fuente
        unidad.anotar(Hecho("gestion.limite", contexto.quien, contexto.ahora(), carga))
        renovar(contexto, unidad, "gestion.limite")
        unidad.confirmar()
    return abierta


def programar(
    contexto: Contexto,
    unidad: Unidad,
    clave: str,
    version: int,
    fecha: date,
    hora: str = "",
    lugar: str = "",
) -> Evento:
    """Pone día, hora («09:00») y lugar a un encuentro, si sigue como se lo vio.

    Un día que no cuadra con los plazos se guarda igual y el calendario avisa: decide la gente. Con
    el acta cerrada, `ActaCerrada`: el encuentro fue donde y cuando ella dice.
    """
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, clave)
        _exigir_sin_acta(unidad, evento)
        if evento.version != version:
            raise EdicionConcurrente
        if poner(contexto, unidad, evento, fecha, hora, lugar):
            unidad.confirmar()
    return evento


def poner(
    contexto: Contexto, unidad: Unidad, evento: Evento, fecha: date, hora: str, lugar: str
) -> bool:
    """Lo mismo, con la unidad abierta y sin confirmar; devuelve si cambió algo."""
    _exigir_anio(contexto, fecha)
    if (evento.fecha, evento.hora, evento.lugar) == (fecha, hora, lugar):
        return False
    _exigir_sin_acta(unidad, evento)
    antes = evento.fecha.isoformat()
    evento.fecha, evento.hora, evento.lugar = fecha, hora, lugar
    carga = {"gestion": evento.gestion, "evento": evento.clave, "antes": antes,
             "fecha": fecha.isoformat(), "hora": hora, "lugar": lugar}  # fmt: skip
    unidad.anotar(Hecho("evento.programado", contexto.quien, contexto.ahora(), carga))
    renovar(contexto, unidad, "evento.programado")
    return True


def _programados(contexto: Contexto, limite: date, ya: Sequence[Evento]) -> list[Evento]:
    """Los encuentros que faltan, cada uno a la mitad de lo posible después del que va antes."""
    ciclo, gestion, hoy = contexto.ciclo, contexto.gestion, hoy_de(contexto)
    puestas = {e.clave: e.fecha for e in ya}
    for clave in en_cadena(ciclo):
        if clave not in puestas:
            puestas[clave] = plazos(ciclo, gestion, limite, hoy, puestas)[clave].propuesta
    tenia = {e.clave for e in ya}
    return [
        Evento(nuevo_id(), gestion, c, orden, tipo.sigla, tipo.nombre, puestas[c])
        for orden, (c, tipo) in enumerate(ciclo.eventos.items(), 1)
        if c not in tenia
    ]


def _ordenar(contexto: Contexto, eventos: Sequence[Evento]) -> None:
    """Los numera como el ciclo; el que el ciclo quitó sigue detrás del que iba antes."""
    lugares = {c: n for n, c in enumerate(contexto.ciclo.eventos)}
    detras, lugar = -1, {}
    for evento in eventos:
        detras = lugares.get(evento.clave, detras)
        lugar[evento.clave] = detras, evento.clave not in lugares
    for orden, evento in enumerate(sorted(eventos, key=lambda e: lugar[e.clave]), 1):
        if evento.orden != orden:
            evento.orden = orden


def _exigir_sin_acta(unidad: Unidad, evento: Evento) -> None:
    acta = unidad.actas.de(evento.gestion, evento.clave)
    if acta and acta.cerrada:
        raise ActaCerrada(evento.clave, acta.resumen)


def _exigir_anio(contexto: Contexto, fecha: date) -> None:
    """Una fecha de otro siglo es un dedo mal puesto."""
    desde, hasta = contexto.gestion + contexto.ciclo.anio, contexto.gestion + 1
    if not desde <= fecha.year <= hasta:
        raise FechaFueraDeAnio(fecha.strftime("%d/%m/%Y"), desde, hasta)


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, abierta: GestionAbierta, nuevos: Sequence[Evento]
) -> None:
    carga = {
        "gestion": abierta.gestion,
        "ciclo": abierta.ciclo,
        "limite": abierta.limite.isoformat(),
        "fuente": abierta.fuente,
        "eventos": {e.clave: e.fecha.isoformat() for e in nuevos},
    }
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
