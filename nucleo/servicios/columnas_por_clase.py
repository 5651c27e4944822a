"""Qué columnas de la planilla del plan lleva cada clase de parte: lo demás se devuelve."""

import re
from collections.abc import Iterable, Mapping

from nucleo.dominio.dinero import CERO
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.planes import CON_INVERSION, CON_RESPONSABLE, ClaseDeElemento
from nucleo.servicios.encabezados import HASTA_DONDE, Planilla
from nucleo.servicios.importacion import Fila, FilaRechazada

INDICADOR, ALIANZA = "indicador", "alianza"
DE_TODAS = frozenset({"plan", "clase", "codigo", "nombre", "padre"})
DE_INDICADOR = DE_TODAS | {"medida", "base", "anio_de_base", "medio", "meta", "alcanzado", "fuente"}
DE_ALIANZA = DE_TODAS | {"con_quien", "aliado", "monto", "desde", "hasta", "documento"}
EXIGIDAS: Mapping[str, tuple[str, ...]] = {
    INDICADOR: ("padre",),
    ALIANZA: ("con_quien", "aliado"),
}
DEL_PLAN = frozenset({"inversion", "meta"})
_DE_UN_ANIO = re.compile(r"(inversion|meta|alcanzado|fuente)_([0-9]{4})")
_ANIO = re.compile(r"(?<![0-9])(?:199[4-9]|20[0-9]{2}|2100)(?![0-9])")


def anios_nombrados(planilla: Planilla) -> set[int]:
    """Los años que los encabezados pueden nombrar, sean o no de un plan."""
    celdas = (celda for _, fila in planilla.renglones[:HASTA_DONDE] for celda in fila)
    return {int(anio) for celda in celdas for anio in _ANIO.findall(celda)}


def admitidas(clase: str) -> frozenset[str]:
    """Las columnas que esa clase sabe guardar; las de cada año, sin el año."""
    if clase == INDICADOR:
        return DE_INDICADOR
    if clase == ALIANZA:
        return DE_ALIANZA
    suyas = DE_TODAS | {"descripcion"}
    suyas |= {"inversion"} if clase in CON_INVERSION else set()
    suyas |= {"responsable"} if clase in CON_RESPONSABLE else set()
    return suyas | ({"dimension", "alineados"} if clase == ClaseDeElemento.OBJETIVO else set())


def exigir_columnas(fila: Fila, clase: str, anios: Iterable[int]) -> None:
    """Que no traiga un dato que esa clase no guarda ni le falte uno suyo (`FilaRechazada`)."""
    suyas, del_plan = admitidas(clase), set(anios)
    motivos: list[tuple[str, Mensaje]] = []
    for clave, valor in fila.valores.items():
        de_un_anio = _DE_UN_ANIO.fullmatch(clave)
        que = de_un_anio[1] if de_un_anio else clave
        if que not in suyas and valor != CERO:  # un cero de fórmula no dice nada
            motivos.append((clave, Mensaje(N_("ese dato no va en una fila de esta clase"))))
        elif de_un_anio and que in suyas & DEL_PLAN and int(de_un_anio[2]) not in del_plan:
            motivos.append((clave, Mensaje(N_("ese año no es del plan"))))
    faltan = [c for c in EXIGIDAS.get(clase, ()) if c not in fila.valores]
    faltan += _sin_pareja(fila) if clase == INDICADOR else []
    motivos += [(c, Mensaje(N_("falta este dato"))) for c in faltan]
    if motivos:
        raise FilaRechazada(motivos)


def _sin_pareja(fila: Fila) -> list[str]:
    """Lo alcanzado va con quién lo dice."""
    pareja = {"alcanzado": "fuente", "fuente": "alcanzado"}
    dichas = [d for clave in fila.valores if (d := _DE_UN_ANIO.fullmatch(clave))]
    otras = [f"{pareja[d[1]]}_{d[2]}" for d in dichas if d[1] in pareja]
    return [otra for otra in otras if otra not in fila.valores]
