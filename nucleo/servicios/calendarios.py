"""El calendario de una gestión abierta: cuándo es cada encuentro, dónde estamos y qué no llega."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import (
    EstadoDeEvento,
    Evento,
    GestionAbierta,
    GestionSinAbrir,
    Plazo,
    plazos,
)
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
    """El de una gestión abierta, mirado hoy.

    `sin_fecha` son los encuentros que el ciclo agregó después de abrirla.
    """

    abierta: GestionAbierta
    fechas: Sequence[Fecha]
    hoy: date
    sin_fecha: Sequence[TipoDeEvento] = ()

    @property
    def dias(self) -> int:
        """Los que faltan para entregar el POA; negativos si ya venció."""
        return (self.abierta.limite - self.hoy).days

    @property
    def por_hacer(self) -> list[Fecha]:
        """Los que no han pasado, por fecha. Lo que el ciclo quitó no cuenta."""
        pendientes = (f for f in self.fechas if f.tipo and not f.evento.hecho)
        return sorted(pendientes, key=lambda f: f.evento.dia)

    @property
    def en_curso(self) -> Fecha | None:
        """Donde estamos: el encuentro que se está haciendo o, si ninguno, el próximo."""
        pendientes = self.por_hacer
        abiertos = (f for f in pendientes if f.evento.estado is EstadoDeEvento.EN_CURSO)
        return next(abiertos, pendientes[0] if pendientes else None)

    @property
    def sigue(self) -> Fecha | None:
        """El que viene después de donde estamos."""
        actual = self.en_curso
        return next((f for f in self.por_hacer if f is not actual), None)

    @property
    def para_agenda(self) -> list[tuple[Evento, bool]]:
        """Cada encuentro, y si el ciclo todavía lo tiene."""
        return [(f.evento, f.tipo is not None) for f in self.fechas]

    @property
    def avisos(self) -> list[Fecha]:
        """Lo que no llega, o no cuadra."""
        return [f for f in self.fechas if f.aviso]


def calendario(contexto: Contexto, unidad: Unidad) -> Calendario | None:
    """El de la gestión, o `None` si no se abrió. Con la unidad abierta."""
    gestion, ciclo, hoy = contexto.gestion, contexto.ciclo, hoy_de(contexto)
    abierta = unidad.calendarios.abierta(gestion)
    if abierta is None:
        return None
    eventos = unidad.calendarios.eventos(gestion)
    puestas = {e.clave: e.dia for e in eventos}
    desde = dia_en_bolivia(abierta.abierta_en)
    cuentas = plazos(ciclo, gestion, abierta.limite, hoy, puestas, desde)
    fechas = [
        Fecha(e, ciclo.eventos.get(e.clave), plazo := cuentas.get(e.clave), _aviso(e, plazo, hoy))
        for e in eventos
    ]
    return Calendario(
        abierta, fechas, hoy, [t for c, t in ciclo.eventos.items() if c not in puestas]
    )


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


def van_antes(unidad: Unidad, evento: Evento) -> list[Evento]:
    """Los de su gestión que van antes que él, como pasaron y no como los pone el ciclo.

    Primero los que ya empezaron, por su día; después los demás, por su fecha. El mismo día, en el
    orden del ciclo. Con la unidad abierta.
    """
    eventos = sorted(unidad.calendarios.eventos(evento.gestion), key=_cuando)
    return [e for e in eventos if _cuando(e) < _cuando(evento)]


def _cuando(evento: Evento) -> tuple[bool, date, int]:
    empezo = evento.desde_cuando(EstadoDeEvento.EN_CURSO)
    dia = dia_en_bolivia(empezo) if empezo and not evento.hecho else evento.dia
    return empezo is None, dia, evento.orden


def _aviso(evento: Evento, plazo: Plazo | None, hoy: date) -> Mensaje | None:
    """Lo primero que hay que saber de su fecha; nada si ya empezó o si cuadra."""
    if evento.hecho or evento.estado is EstadoDeEvento.EN_CURSO or plazo is None:
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
