"""Lo que el control social programó y halló, para informarlo."""

from collections.abc import Iterator

from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.encargos import Encargo, QueSeSigue
from nucleo.dominio.mensajes import N_
from nucleo.dominio.seguimientos import Hallazgo, Seguimiento
from nucleo.servicios.saberes.mirada import Fila, Mirada, dia

POR_HACER, VENCIDA = N_("Por hacer"), N_("Vencida sin anotar")
COMUNES = (
    N_("Qué se hizo o se hará"), N_("Gestión"), N_("Qué se sigue"), N_("Quién lo sigue"), N_("Día"),
)  # fmt: skip


def programa(m: Mirada) -> Cuadro:
    """Lo que va a hacer y lo que hizo: primero lo pendiente, por su día."""
    todas = sorted(_actividades(m), key=lambda par: (not par[0].pendiente, par[0].dia))
    return Cuadro(
        "seguimiento-programa",
        N_("Programa de seguimiento del POA"),
        (*COMUNES, N_("Cómo va")),
        m.hasta((*fila, _como_va(m, suyo)) for suyo, fila in todas),
        N_("Todavía no se programó ninguna actividad de seguimiento."),
    )


def hallazgos(m: Mirada) -> Cuadro:
    """Con qué volvió: primero lo observado, y de ello lo último."""
    hechas = [(s, fila) for s, fila in _actividades(m) if not s.pendiente]
    hechas.sort(key=lambda par: par[0].dia, reverse=True)
    hechas.sort(key=lambda par: par[0].resultado is not Hallazgo.OBSERVADO)
    reclamos = {r.id: r.estado for r in m.unidad.mesas.reclamos_hasta(m.gestiones[-1])}
    filas = [
        (
            *fila,
            m.palabras.nombrar(s.resultado) if s.resultado else "",
            s.hallado,
            m.palabras.nombrar(reclamos[s.reclamo_id]) if s.reclamo_id in reclamos else "",
        )
        for s, fila in hechas
    ]
    return Cuadro(
        "seguimiento-hallazgos",
        N_("Lo que halló el control social"),
        (*COMUNES, N_("Resultado"), N_("Qué se halló"), N_("Reclamo")),
        m.hasta(filas),
        N_("Todavía no se anotó ningún hallazgo."),
    )


def _actividades(m: Mirada) -> Iterator[tuple[Seguimiento, Fila]]:
    """Las de las gestiones que se miran, con lo que toda fila dice."""
    nombres = {o.id: o.nombre for o in m.unidad.organizaciones.todas()}
    for gestion in m.gestiones:
        encargos = {e.id: e for e in m.unidad.seguimientos.encargos(gestion)}
        for suyo in m.unidad.seguimientos.de_gestion(gestion):
            encargo = encargos[suyo.encargo_id]
            quien = encargo.organizacion_id and nombres.get(encargo.organizacion_id)
            que = f"{m.palabras.nombrar(suyo.clase)}: {suyo.que}"
            quien = quien or encargo.comision
            yield suyo, (que, str(gestion), _asunto(m, encargo), quien, dia(suyo.dia))


def _asunto(m: Mirada, encargo: Encargo) -> str:
    """Cómo se lo llama en castellano: «Programa 11 · Riego», «Camino a El Progreso»."""
    es = m.palabras.nombrar(encargo.sigue)
    match encargo.sigue:
        case QueSeSigue.PROGRAMA:
            return f"{es} {m.palabras.programa(encargo.gestion, encargo.codigo)}"
        case QueSeSigue.OBRA | QueSeSigue.SERVICIO:
            return encargo.nombre or encargo.codigo
        case _:
            return es


def _como_va(m: Mirada, suyo: Seguimiento) -> str:
    if suyo.resultado:
        return m.palabras.nombrar(suyo.resultado)
    return m.palabras.decir(VENCIDA if suyo.vencio(m.hoy) else POR_HACER)
