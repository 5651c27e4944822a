"""Abrir una gestión y llevar su calendario: cuándo es cada encuentro y qué no llega."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import (
    Evento,
    FechaFueraDeAnio,
    GestionAbierta,
    GestionSinAbrir,
    GestionYaAbierta,
    Plazo,
    en_cadena,
    plazos,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.servicios.puertos import Unidad

VENTANA_PASADA = N_("Su ventana terminó el %(hasta)s. Si se hizo, anótelo con su fecha.")
NO_LLEGA = N_(
    "No llega: lo más pronto sería el %(pronto)s y, para entregar el POA a tiempo, tendría que ser "
    "a más tardar el %(tarde)s."
)
YA_PASO = N_("Su fecha ya pasó: anote si se hizo o póngale otra.")
MUY_TARDE = N_("Es después del %(tarde)s: a lo que sigue no le alcanza el tiempo.")
MUY_PRONTO = N_("Es antes del %(pronto)s: falta tiempo para prepararlo.")


@dataclass(frozen=True, slots=True)
class Fecha:
    """Un renglón del calendario. Sin `tipo` ni `plazo`, el ciclo ya no tiene ese encuentro."""

    evento: Evento
    tipo: TipoDeEvento | None
    plazo: Plazo | None
    aviso: Mensaje | None


@dataclass(frozen=True, slots=True)
class Calendario:
    """El de una gestión abierta, mirado hoy."""

    abierta: GestionAbierta
    fechas: Sequence[Fecha]
    hoy: date

    @property
    def dias(self) -> int:
        """Los que faltan para entregar el POA; negativos si ya venció."""
        return (self.abierta.limite - self.hoy).days

    @property
    def en_curso(self) -> Fecha | None:
        """El primero que no ha pasado, en el orden del ciclo: donde estamos."""
        return next((f for f in self.fechas if not f.evento.hecho), None)

    @property
    def avisos(self) -> list[Fecha]:
        """Lo que no llega, o no cuadra."""
        return [f for f in self.fechas if f.aviso]


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
            unidad.calendarios.agregar_eventos(nuevos)
            _anotar(contexto, unidad, "gestion.actualizada", abierta, nuevos)
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

    Un día que no cuadra con los plazos se guarda igual y el calendario avisa: decide la gente.
    """
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, clave)
        if evento.version != version:
            raise EdicionConcurrente
        _exigir_anio(contexto, fecha)
        if (evento.fecha, evento.hora, evento.lugar) == (fecha, hora, lugar):
            return evento
        antes = evento.fecha.isoformat()
        evento.fecha, evento.hora, evento.lugar = fecha, hora, lugar
        carga = {"gestion": evento.gestion, "evento": clave, "antes": antes,
                 "fecha": fecha.isoformat(), "hora": hora, "lugar": lugar}  # fmt: skip
        unidad.anotar(Hecho("evento.programado", contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()
    return evento


def calendario(contexto: Contexto, unidad: Unidad) -> Calendario | None:
    """El de la gestión, o `None` si no se abrió. Con la unidad abierta."""
    gestion, ciclo, hoy = contexto.gestion, contexto.ciclo, hoy_de(contexto)
    abierta = unidad.calendarios.abierta(gestion)
    if abierta is None:
        return None
    eventos = unidad.calendarios.eventos(gestion)
    puestas = {e.clave: e.realizado_en or e.fecha for e in eventos}
    cuentas = plazos(ciclo, gestion, abierta.limite, hoy, puestas)
    fechas = [
        Fecha(e, ciclo.eventos.get(e.clave), plazo := cuentas.get(e.clave), _aviso(e, plazo, hoy))
        for e in eventos
    ]
    return Calendario(abierta, fechas, hoy)


def hoy_de(contexto: Contexto) -> date:
    """El día que es en Bolivia."""
    return dia_en_bolivia(contexto.ahora())


def abierta_de(unidad: Unidad, gestion: int) -> GestionAbierta:
    """Con la unidad abierta; `GestionSinAbrir`."""
    abierta = unidad.calendarios.abierta(gestion)
    if abierta is None:
        raise GestionSinAbrir(gestion)
    return abierta


def evento_de(unidad: Unidad, gestion: int, clave: str) -> Evento:
    """Con la unidad abierta; `GestionSinAbrir` o `NoExiste`."""
    abierta_de(unidad, gestion)
    eventos = unidad.calendarios.eventos(gestion)
    for evento in eventos:
        if evento.clave == clave:
            return evento
    raise NoExiste("encuentro", clave, [e.clave for e in eventos])


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


def _aviso(evento: Evento, plazo: Plazo | None, hoy: date) -> Mensaje | None:
    """Lo primero que hay que saber de su fecha; nada si ya se hizo o si cuadra."""
    if evento.hecho or plazo is None:
        return None
    dias = {d: f"{getattr(plazo, d):%d/%m/%Y}" for d in ("hasta", "pronto", "tarde")}
    if plazo.vencio and evento.fecha <= hoy:
        return Mensaje(VENTANA_PASADA, dias)
    if not plazo.llega:
        return Mensaje(NO_LLEGA, dias)
    if evento.fecha < hoy:
        return Mensaje(YA_PASO, dias)
    if evento.fecha > plazo.tarde:
        return Mensaje(MUY_TARDE, dias)
    return Mensaje(MUY_PRONTO, dias) if evento.fecha < plazo.pronto else None


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
