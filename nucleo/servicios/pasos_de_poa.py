"""Los pasos de una versión del POA: presentarla, observarla, darle conformidad, aprobarla…"""

from collections.abc import Sequence

from nucleo.dominio.clasificadores import DeGestion
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.poa import (
    PASOS,
    ConstanciaRequerida,
    EstadoDePoa,
    ObservacionesSinResponder,
    PasoDePoa,
    PasoDePoaFueraDeOrden,
    Poa,
    PoaIncompleto,
    PoaPasaElTecho,
)
from nucleo.dominio.presupuesto import del_techo, faltas_de
from nucleo.servicios.codigos_de_poa import codigos_vigentes
from nucleo.servicios.poa import anotar, dejar_sin_efecto, techos_de, version_que_avanza
from nucleo.servicios.puertos import Unidad

CON_CONSTANCIA = frozenset({PasoDePoa.CONFORMAR, PasoDePoa.APROBAR})
"""Sin un acta o un número de resolución no se dan."""


def avanzar(
    contexto: Contexto,
    unidad: Unidad,
    numero: int,
    paso: PasoDePoa,
    *,
    constancia: str = "",
    observaciones: Sequence[str] = (),
    visto: int | None = None,
    catalogo: DeGestion | None = None,
) -> bool:
    """Da el paso en esa versión. Devuelve si cambió algo.

    `visto` es la `version` que la persona miraba: si ya es otra, `EdicionConcurrente`, salvo que
    el cambio sea ese mismo paso (se envió dos veces). Levanta `PoaIncompleto`,
    `PoaPasaElTecho`, `ObservacionesSinResponder`, `ConstanciaRequerida` o `PasoDePoaFueraDeOrden`.
    """
    with unidad:
        unidad.reservar()
        poa = version_que_avanza(contexto, unidad, numero)
        if visto is not None and poa.version != visto:
            if _ya_dado(poa, paso, constancia, observaciones, contexto.quien):
                return False
            raise EdicionConcurrente
        _exigir(poa, paso, constancia, observaciones)
        _exigir_cuentas(contexto, unidad, poa, paso, catalogo)
        poa.dar(paso, contexto.ahora(), contexto.quien, constancia)
        poa.observar(observaciones, contexto.ahora(), contexto.quien)
        if paso is PasoDePoa.EJECUTAR:
            _relevar(contexto, unidad, poa, EstadoDePoa.EN_EJECUCION, EstadoDePoa.REFORMULADO)
        elif paso is PasoDePoa.CERRAR:
            _abandonar(contexto, unidad, poa)
        carga = {"gestion": poa.gestion, "version": poa.numero, "paso": paso.value}
        carga |= {"estado": poa.estado.value, "constancia": constancia}
        carga |= {"observaciones": len(observaciones)} if observaciones else {}
        anotar(contexto, unidad, "poa.avanzado", carga)
        unidad.confirmar()
    return True


def responder(
    contexto: Contexto, unidad: Unidad, numero: int, observacion: int, respuesta: str
) -> bool:
    """Deja por escrito la respuesta a una observación. Repetir la misma no hace nada.

    La respuesta dada no se cambia: `EdicionConcurrente` si ya hay otra.
    """
    with unidad:
        unidad.reservar()
        poa = version_que_avanza(contexto, unidad, numero)
        hay = next((o for o in poa.observaciones if o.numero == observacion), None)
        if hay is None:
            raise NoExiste("observación", observacion)
        if hay.respuesta == respuesta:
            return False
        if hay.respuesta:
            raise EdicionConcurrente
        poa.responder(observacion, respuesta, contexto.ahora(), contexto.quien)
        carga = {"gestion": poa.gestion, "version": poa.numero, "observacion": observacion}
        anotar(contexto, unidad, "poa.respondido", carga)
        unidad.confirmar()
    return True


def posibles(poa: Poa, *, ultima: bool) -> list[PasoDePoa]:
    """Los pasos que esa versión admite ahora, los pueda dar quien mira o no."""
    if not ultima and poa.estado is not EstadoDePoa.EN_EJECUCION:
        return []
    return [p for p, regla in PASOS.items() if poa.estado in regla.desde]


def _ya_dado(
    poa: Poa, paso: PasoDePoa, constancia: str, observaciones: Sequence[str], quien: str
) -> bool:
    """Si lo último que pasó es exactamente esto, de la misma persona."""
    dado = poa.historia[-1]
    mismo = (dado.paso, dado.constancia, dado.quien) == (paso.value, constancia, quien)
    ultimas = [o.texto for o in poa.observaciones[len(poa.notas) - len(observaciones) :]]
    return mismo and (not observaciones or ultimas == list(observaciones))


def exigir_completo(
    contexto: Contexto, unidad: Unidad, poa: Poa, catalogo: DeGestion | None
) -> None:
    """`PoaIncompleto` si falta algo que no deja presentar."""
    techos, codigos = techos_de(contexto, unidad), codigos_vigentes(contexto, unidad)
    faltas = faltas_de(poa.lineas, techos, catalogo, codigos, historico=poa.historico)
    if graves := [f.motivo for f in faltas if f.impide]:
        raise PoaIncompleto(poa.numero, graves)


def _exigir_cuentas(
    contexto: Contexto, unidad: Unidad, poa: Poa, paso: PasoDePoa, catalogo: DeGestion | None
) -> None:
    if paso is PasoDePoa.PRESENTAR:
        exigir_completo(contexto, unidad, poa, catalogo)
    elif paso is PasoDePoa.APROBAR:
        _exigir_techo(contexto, unidad, poa)


def _exigir_techo(contexto: Contexto, unidad: Unidad, poa: Poa) -> None:
    """El techo pudo fijarse de nuevo, más bajo, después de que se presentó."""
    if poa.historico:
        return
    if pasan := [f.motivo for f in del_techo(poa.lineas, techos_de(contexto, unidad))]:
        raise PoaPasaElTecho(poa.numero, pasan)


def _exigir(poa: Poa, paso: PasoDePoa, constancia: str, observaciones: Sequence[str]) -> None:
    if poa.estado not in PASOS[paso].desde:
        raise PasoDePoaFueraDeOrden(paso, poa.estado, poa.numero)
    if paso in CON_CONSTANCIA and not constancia:
        raise ConstanciaRequerida(paso)
    if paso is PasoDePoa.OBSERVAR and not observaciones:
        raise ConstanciaRequerida(paso)
    if paso is PasoDePoa.CONFORMAR and (faltan := sum(not o.respuesta for o in poa.observaciones)):
        raise ObservacionesSinResponder(faltan)


def _relevar(contexto: Contexto, unidad: Unidad, poa: Poa, de: EstadoDePoa, a: EstadoDePoa) -> None:
    """La que estaba en ejecución deja su lugar a su reformulado."""
    for otra in unidad.poas.versiones(contexto.gestion):
        if otra.numero != poa.numero and otra.estado is de:
            dejar_sin_efecto(contexto, otra, a)


def _abandonar(contexto: Contexto, unidad: Unidad, poa: Poa) -> None:
    """Al cerrar la gestión, el reformulado que no llegó a ejecutarse queda sin efecto."""
    for otra in unidad.poas.versiones(contexto.gestion):
        if otra.numero > poa.numero and otra.estado is not EstadoDePoa.SIN_EFECTO:
            dejar_sin_efecto(contexto, otra, EstadoDePoa.SIN_EFECTO)
