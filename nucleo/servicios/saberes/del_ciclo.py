"""Lo que el sistema sabe de los encuentros, sus acuerdos y sus reclamos, para informarlo."""

from collections import Counter
from collections.abc import Callable

from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.eventos import Evento
from nucleo.dominio.mensajes import N_
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.servicios.saberes.mirada import Fila, Mirada, dia


def actividades_hechas(m: Mirada) -> Cuadro:
    """Los encuentros de la gestión que ya se hicieron."""
    return Cuadro(
        "actividades-hechas",
        N_("Encuentros ya hechos"),
        (N_("Encuentro"), N_("Día"), N_("Estado")),
        _encuentros(m, lambda e: e.hecho),
        N_("El sistema no tiene ningún encuentro de esta gestión anotado como hecho."),
    )


def proximas_actividades(m: Mirada) -> Cuadro:
    """Los que faltan, con su fecha."""
    return Cuadro(
        "proximas-actividades",
        N_("Próximos encuentros"),
        (N_("Encuentro"), N_("Día"), N_("Estado")),
        _encuentros(m, lambda e: not e.hecho),
        N_("El sistema no tiene ningún encuentro por venir en esta gestión."),
    )


def _encuentros(m: Mirada, vale: Callable[[Evento], bool]) -> tuple[Fila, ...]:
    return m.hasta(
        (m.palabras.decir(e.nombre), dia(e.dia), m.palabras.nombrar(e.estado))
        for e in m.unidad.calendarios.eventos(m.gestion)
        if vale(e)
    )


def cuenta_de_reclamos(m: Mirada) -> Cuadro:
    """Cuántos se recibieron, se respondieron y se cerraron, de obras y de servicios."""
    todos = m.unidad.mesas.reclamos_hasta(m.gestion)
    cuenta = Counter((r.sobre, r.estado) for r in todos)
    filas = [
        (m.palabras.nombrar(s), str(sum(suyas)), *map(str, suyas))
        for s in SobreQue
        for suyas in [[cuenta[s, e] for e in EstadoDeReclamo]]
    ]
    return Cuadro(
        "cuenta-de-reclamos",
        N_("Reclamos recibidos, respondidos y cerrados, de siempre"),
        (N_("Sobre qué"), N_("Recibidos"), N_("Sin respuesta"), N_("Respondidos"), N_("Cerrados")),
        tuple(filas) if todos else (),
        N_("El sistema no tiene ningún reclamo anotado hasta esta gestión."),
    )


def reclamos_por_cerrar(m: Mirada) -> Cuadro:
    """Los que siguen vivos, con quién responde y hasta cuándo."""
    return _por_cerrar(m, "reclamos-por-cerrar", N_("Reclamos sin cerrar"), lambda _: True)


def reclamos_de_obras(m: Mirada) -> Cuadro:
    """Los que son de obras y siguen vivos."""
    titulo = N_("Reclamos sobre obras, sin cerrar")
    return _por_cerrar(m, "reclamos-de-obras", titulo, lambda r: r.sobre is SobreQue.OBRA)


def _por_cerrar(m: Mirada, clave: str, titulo: str, vale: Callable[[Reclamo], bool]) -> Cuadro:
    filas = [
        (
            f"{r.asunto}: {r.texto}",
            m.palabras.nombrar(r.estado),
            r.responsable,
            dia(r.plazo),
        )
        for r in m.unidad.mesas.reclamos_hasta(m.gestion)
        if r.vivo and vale(r)
    ]
    return Cuadro(
        clave,
        titulo,
        (N_("Qué se reclama"), N_("Estado"), N_("Quién responde"), N_("Hasta cuándo")),
        m.hasta(filas),
        N_("El sistema no tiene reclamos de estos sin cerrar."),
    )


def acuerdos_pendientes(m: Mirada) -> Cuadro:
    """Lo que los encuentros acordaron y todavía no se cumplió."""
    pendientes = {EstadoDeAcuerdo.PENDIENTE, EstadoDeAcuerdo.INCUMPLIDO}
    return Cuadro(
        "acuerdos-pendientes",
        N_("Acuerdos por cumplir"),
        (N_("Qué se acordó"), N_("Responde"), N_("Hasta"), N_("Cómo va"), N_("Qué se dijo")),
        _acordados(m, lambda a: a.estado in pendientes),
        N_("El sistema no tiene acuerdos por cumplir hasta esta gestión."),
    )


def acuerdos_cumplidos(m: Mirada) -> Cuadro:
    """Lo que ya se cumplió."""
    return Cuadro(
        "acuerdos-cumplidos",
        N_("Acuerdos cumplidos"),
        (N_("Qué se acordó"), N_("Responde"), N_("Hasta"), N_("Cómo va"), N_("Qué se dijo")),
        _acordados(m, lambda a: a.estado is EstadoDeAcuerdo.CUMPLIDO),
        N_("El sistema no tiene ningún acuerdo marcado como cumplido."),
    )


def _acordados(m: Mirada, vale: Callable[[Acuerdo], bool]) -> tuple[Fila, ...]:
    return m.hasta(
        (a.que, a.responsable, dia(a.fecha), m.palabras.nombrar(a.estado), a.nota)
        for a in m.unidad.mesas.acuerdos_hasta(m.gestion)
        if vale(a)
    )
