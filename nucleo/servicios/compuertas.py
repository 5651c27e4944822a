"""Las compuertas: qué pide el ciclo para dar un paso, si ya está, y cómo se pasa por alto."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import Compuerta, Exigencia
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Proceso
from nucleo.dominio.demandas import Estado, codigo_de
from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.evaluaciones import FINALES
from nucleo.dominio.eventos import CompuertaCerrada, EstadoDeEvento, Evento
from nucleo.dominio.inversiones import QUINQUENIO
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.servicios.calculo import proceso_de
from nucleo.servicios.calendarios import evento_de
from nucleo.servicios.puertos import Unidad

SIN_ANTERIOR = N_("%(sigla)s todavía no se hizo.")
SIN_FORMULARIOS = N_("Ninguna organización entregó su formulario.")
SIN_QUINQUENIO = N_("No hay ninguna inversión anotada de %(desde)s a %(hasta)s.")
SIN_EMPEZAR = N_("%(sigla)s no está en curso: los criterios se acuerdan en ella.")
SIN_CERRAR_LISTA = N_("La lista de demandas no está cerrada: no hay matriz a la vista.")
SIN_ACORDAR = N_("Los criterios todavía no se acordaron.")
ACORDADOS_ANTES = N_("Los criterios se acordaron el %(dia)s, antes de que empezara %(sigla)s.")
ACORDADOS_DESPUES = N_(
    "Los criterios se acordaron el %(dia)s, cuando %(sigla)s ya había terminado."
)
SIN_CALIFICAR = N_("Las demandas no están calificadas.")
SIN_PUBLICAR = N_("El resultado no está publicado.")
SIN_EVALUAR = N_("De %(cuantas)s demandas que entran al POA, %(faltan)s no tienen dictamen.")
SIN_ENTRAR = N_("Ninguna demanda entró al POA todavía.")
SIN_POA = N_("No hay ninguna versión del POA de esta gestión.")
SIN_ENCARGOS = N_("El control social no está organizado: nadie sigue nada del POA todavía.")


@dataclass(frozen=True, slots=True)
class Revisada:
    """Una compuerta mirada ahora; `falta` dice qué, o es `None` si se cumple."""

    compuerta: Compuerta
    falta: Mensaje | None


def revisar(contexto: Contexto, unidad: Unidad, evento: Evento, para: str) -> list[Revisada]:
    """Las que le cierran ese paso a ese encuentro. Con la unidad abierta."""
    return [r for r in todas(contexto, unidad, evento) if r.compuerta.para == para]


def exigir(
    contexto: Contexto, unidad: Unidad, evento: Evento, para: Sequence[str], saltar: str = ""
) -> None:
    """`CompuertaCerrada` si falta algo; con un motivo para `saltar`, queda escrito y se pasa.

    Con la unidad abierta y sin confirmar: lo anotado entra con el paso que lo pidió.
    """
    saltadas = {s["compuerta"] for s in evento.saltos}
    cerradas = [
        r
        for p in para
        for r in revisar(contexto, unidad, evento, p)
        if r.falta and r.compuerta.clave not in saltadas
    ]
    if not cerradas:
        return
    if not saltar:
        raise CompuertaCerrada(evento.sigla, [r.falta for r in cerradas])
    for r in cerradas:
        _saltar(contexto, unidad, evento, r, saltar)


def saltar(
    contexto: Contexto, unidad: Unidad, encuentro: str, compuerta: str, version: int, motivo: str
) -> Evento:
    """Pasa por alto una sola, antes de que haga falta. Repetirlo no la anota otra vez."""
    with unidad:
        unidad.reservar()
        evento = evento_de(unidad, contexto.gestion, encuentro)
        if any(s["compuerta"] == compuerta for s in evento.saltos):
            return evento
        if evento.version != version:
            raise EdicionConcurrente
        _saltar(contexto, unidad, evento, revisada_de(contexto, unidad, evento, compuerta), motivo)
        unidad.confirmar()
    return evento


def revisada_de(contexto: Contexto, unidad: Unidad, evento: Evento, cual: str) -> Revisada:
    """Una compuerta del encuentro, mirada ahora; `NoExiste`. Con la unidad abierta."""
    for revisada in todas(contexto, unidad, evento):
        if revisada.compuerta.clave == cual:
            return revisada
    raise NoExiste("compuerta", cual)


def todas(contexto: Contexto, unidad: Unidad, evento: Evento) -> list[Revisada]:
    """Las del encuentro, en el orden del ciclo. Con la unidad abierta."""
    tipo = contexto.ciclo.eventos.get(evento.clave)
    return [
        Revisada(c, REVISORES[c.exige](contexto, unidad, evento))
        for c in (tipo.compuertas if tipo else ())
    ]


def _saltar(
    contexto: Contexto, unidad: Unidad, evento: Evento, revisada: Revisada, motivo: str
) -> None:
    cuando = contexto.ahora()
    salto = {
        "compuerta": revisada.compuerta.clave,
        "motivo": motivo,
        "quien": contexto.quien,
        "cuando": cuando.isoformat(),
    }
    evento.saltos = [*evento.saltos, salto]
    carga = {"gestion": evento.gestion, "evento": evento.clave, **salto}
    unidad.anotar(Hecho("evento.compuerta_saltada", contexto.quien, cuando, carga))


def exigir_para_el_paso(contexto: Contexto, unidad: Unidad, paso: str, saltar: str = "") -> None:
    """Lo mismo para un paso de la priorización. Sin la gestión abierta, nada lo detiene."""
    for evento in unidad.calendarios.eventos(contexto.gestion):
        exigir(contexto, unidad, evento, (paso,), saltar)


def _anterior(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:
    tipo = contexto.ciclo.eventos[evento.clave]
    for otro in unidad.calendarios.eventos(evento.gestion):
        if otro.clave == tipo.sigue_a and not otro.hecho:
            return Mensaje(SIN_ANTERIOR, {"sigla": otro.sigla})
    return None


def _formularios(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
    return None if unidad.demandas.hay(evento.gestion) else Mensaje(SIN_FORMULARIOS)


def _quinquenio(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
    """Los mismos años que mira la matriz."""
    desde, hasta = evento.gestion - QUINQUENIO, evento.gestion - 1
    if unidad.inversiones.hay_entre(desde, hasta):
        return None
    return Mensaje(SIN_QUINQUENIO, {"desde": desde, "hasta": hasta})


def _criterios(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:
    empezo, proceso = evento.desde_cuando(EstadoDeEvento.EN_CURSO), proceso_de(contexto, unidad)
    if empezo is None:
        return Mensaje(SIN_EMPEZAR, {"sigla": evento.sigla})
    if proceso.congelada_en is None:
        return Mensaje(SIN_CERRAR_LISTA)
    if proceso.acordada_en is None:
        return Mensaje(SIN_ACORDAR)
    dia = f"{proceso.acordada_en.astimezone(BOLIVIA):%d/%m/%Y}"
    if proceso.acordada_en < empezo:
        return Mensaje(ACORDADOS_ANTES, {"dia": dia, "sigla": evento.sigla})
    termino = evento.desde_cuando(EstadoDeEvento.REALIZADO)
    if termino and proceso.acordada_en > termino:
        return Mensaje(ACORDADOS_DESPUES, {"dia": dia, "sigla": evento.sigla})
    return None


def _dado(paso: Callable[[Proceso], object], falta: str) -> "Revisor":
    def mirar(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
        return None if paso(proceso_de(contexto, unidad)) else Mensaje(falta)

    return mirar


def _evaluacion(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
    entran = unidad.demandas.numeros(evento.gestion, Estado.EN_POA)
    if not entran:
        return Mensaje(SIN_ENTRAR)
    dictaminadas = unidad.evaluaciones.codigos(evento.gestion, FINALES)
    faltan = sum(codigo_de(evento.gestion, n) not in dictaminadas for n in entran)
    return Mensaje(SIN_EVALUAR, {"cuantas": len(entran), "faltan": faltan}) if faltan else None


def _poa(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
    return None if unidad.poas.vigente(evento.gestion) else Mensaje(SIN_POA)


def _organizado(contexto: Contexto, unidad: Unidad, evento: Evento) -> Mensaje | None:  # noqa: ARG001 - la firma es de la tabla
    return None if unidad.seguimientos.encargos(evento.gestion) else Mensaje(SIN_ENCARGOS)


Revisor = Callable[[Contexto, Unidad, Evento], Mensaje | None]
REVISORES: Mapping[Exigencia, Revisor] = {
    Exigencia.ANTERIOR_REALIZADO: _anterior,
    Exigencia.FORMULARIOS_RECIBIDOS: _formularios,
    Exigencia.RESUMEN_QUINQUENAL: _quinquenio,
    Exigencia.CRITERIOS_ACORDADOS: _criterios,
    Exigencia.DEMANDA_CALIFICADA: _dado(lambda p: p.calificada_en, SIN_CALIFICAR),
    Exigencia.RESULTADO_PUBLICADO: _dado(lambda p: p.publicada_en, SIN_PUBLICAR),
    Exigencia.EVALUACION_TECNICA: _evaluacion,
    Exigencia.PROYECTO_DE_POA: _poa,
    Exigencia.CONTROL_SOCIAL_ORGANIZADO: _organizado,
}
