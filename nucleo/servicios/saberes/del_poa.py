"""Lo que el sistema sabe del plan, del POA y del dinero, para informarlo."""

from collections import Counter
from collections.abc import Iterable

from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.ejecuciones import INGRESOS, INVERSION, Ejecucion
from nucleo.dominio.ejercicios import es_proyecto
from nucleo.dominio.inversiones import QUINQUENIO
from nucleo.dominio.mensajes import N_
from nucleo.dominio.planes import CON_INVERSION
from nucleo.dominio.poa import LineaDePoa, Poa, sumar
from nucleo.servicios.planes import objetivos_vigentes
from nucleo.servicios.saberes.mirada import Fila, Mirada, dia

SIN_POA = N_(
    "El sistema no tiene el POA de las gestiones de que habla este informe: no sabe qué se "
    "programó."
)
SIN_EJECUCION = N_("El sistema no tiene ninguna ejecución publicada de este municipio.")
CABEZAS = (INGRESOS, "gasto_total", INVERSION, "gastos_cap", "gasto_operativo")
"""Los renglones publicados que resumen un año."""
COPARTICIPACION = "copart"


def obras_del_poa(m: Mirada) -> Cuadro:
    """Las líneas del POA: primero los proyectos. El avance físico lo pone quien informa."""
    filas = [
        (m.marcar(linea.denominacion, linea.simulada), m.cual(poa), linea.monto.legible(), "")
        for poa in m.poas()
        for linea in sorted(poa.lineas, key=_proyectos_primero)
    ]
    return Cuadro(
        "obras-del-poa",
        N_("Lo que el POA programó: primero los proyectos"),
        (N_("Obra o actividad"), N_("POA"), N_("Programado"),
         N_("Avance físico (el sistema no lo lleva)")),
        (*m.hasta(filas), *m.sin_poa(4)),
        SIN_POA,
    )  # fmt: skip


def _proyectos_primero(linea: LineaDePoa) -> tuple[bool, int, int]:
    return not es_proyecto(linea), -linea.monto.centavos, linea.orden


def por_programa(m: Mirada) -> Cuadro:
    """Lo programado en cada programa, y cuántas líneas y proyectos son.

    Sin número de proyecto ni SISIN en ninguna línea no se sabe cuáles lo son: no es cero.
    """
    filas = [
        (
            m.marcar(_programa(m, poa, programa), any(x.simulada for x in suyas)),
            m.cual(poa),
            str(len(suyas)),
            str(sum(map(es_proyecto, suyas))) if any(x.proyecto or x.sisin for x in suyas) else "",
            sumar(suyas).legible(),
        )
        for poa in m.poas()
        for programa, suyas in _agrupadas(poa.lineas)
    ]
    return Cuadro(
        "por-programa",
        N_("Lo programado en el POA, por programa"),
        (N_("Programa"), N_("POA"), N_("Líneas"), N_("Proyectos"), N_("Programado")),
        (*m.hasta(filas), *m.sin_poa(5)),
        SIN_POA,
    )


def _programa(m: Mirada, poa: Poa, programa: str) -> str:
    return m.palabras.programa(poa.gestion, programa)


def _agrupadas(lineas: Iterable[LineaDePoa]) -> list[tuple[str, list[LineaDePoa]]]:
    grupos: dict[str, list[LineaDePoa]] = {}
    for linea in lineas:
        grupos.setdefault(linea.programa, []).append(linea)
    return sorted(grupos.items())


def por_fuente(m: Mirada) -> Cuadro:
    """De cada fuente: cuánto hay de techo y cuánto programó el POA."""
    filas = [fila for gestion in m.gestiones for fila in _fuentes(m, gestion)]
    return Cuadro(
        "por-fuente",
        N_("El dinero por fuente: techo y programado"),
        (N_("Fuente-organismo"), N_("Gestión"), N_("Techo"), N_("Programado en el POA"),
         N_("Ejecutado (el sistema no lo lleva por fuente-organismo)")),
        m.hasta(filas),
        N_("El sistema no tiene techo ni POA de las gestiones de que habla este informe."),
    )  # fmt: skip


def _fuentes(m: Mirada, gestion: int) -> list[Fila]:
    poa = m.unidad.poas.vigente(gestion)
    techos = {t.clave: t for t in m.unidad.techos.de_gestion(gestion)}
    usado: Counter[str] = Counter()
    supuestas = {clave for clave, techo in techos.items() if techo.simulado}
    for linea in poa.lineas if poa else ():
        usado[linea.fuente_organismo] += linea.monto.centavos
        if linea.simulada:
            supuestas.add(linea.fuente_organismo)
    return [
        (
            m.marcar(m.palabras.fuente(clave), clave in supuestas),
            str(gestion),
            techos[clave].monto.legible() if clave in techos else "",
            Dinero(usado[clave]).legible() if poa else "",
            "",
        )
        for clave in (*techos, *sorted(set(usado) - set(techos)))
    ]


def publicado(m: Mirada) -> Cuadro:
    """Lo último que se publicó como ejecutado, que suele ser de años anteriores."""
    todas = m.unidad.ejecuciones.todas()
    ultima = max((e.gestion for e in todas), default=0)
    suyas = {e.codigo: e for e in todas if e.gestion == ultima}
    return Cuadro(
        "publicado",
        N_("Lo último que se publicó como ejecutado"),
        (N_("Concepto"), N_("Gestión"), N_("Monto"), N_("Fuente del dato")),
        tuple(_ejecutado(m, suyas[c]) for c in CABEZAS if c in suyas),
        SIN_EJECUCION,
    )


def _ejecutado(m: Mirada, e: Ejecucion) -> Fila:
    return (m.palabras.concepto(e), str(e.gestion), e.monto.legible(), e.fuente)


def coparticipacion_recibida(m: Mirada) -> Cuadro:
    """La coparticipación tributaria de los últimos años publicados."""
    suyas = (e for e in m.unidad.ejecuciones.todas() if e.codigo == COPARTICIPACION)
    ultimas = sorted(suyas, key=lambda e: -e.gestion)[:QUINQUENIO]
    return Cuadro(
        "coparticipacion-recibida",
        N_("Coparticipación tributaria recibida, como se publicó"),
        (N_("Gestión"), N_("Monto"), N_("Fuente del dato")),
        tuple((str(e.gestion), e.monto.legible(), e.fuente) for e in ultimas),
        SIN_EJECUCION,
    )


def plan_en_el_poa(m: Mirada) -> Cuadro:
    """A qué objetivo del plan sirve el POA, y qué objetivos no tienen ninguna línea."""
    filas = [fila for poa in m.poas() for fila in _objetivos(m, poa)]
    return Cuadro(
        "plan-en-el-poa",
        N_("Cuánto del plan alcanza el POA"),
        (N_("Objetivo del plan"), N_("POA"), N_("Líneas del POA"), N_("Programado")),
        (*m.hasta(filas), *m.sin_poa(4)),
        SIN_POA,
    )


def _objetivos(m: Mirada, poa: Poa) -> list[Fila]:
    nombres = objetivos_vigentes(m.unidad, poa.gestion)
    lineas: dict[str, list[LineaDePoa]] = {codigo: [] for codigo in nombres}
    for linea in poa.lineas:
        lineas.setdefault(linea.objetivo, []).append(linea)
    sin = m.palabras.decir(N_("Sin objetivo declarado"))
    if not nombres:
        sin = m.palabras.decir(N_("Ningún plan cargado rige en esta gestión"))
    return [
        (
            m.marcar(
                f"{codigo} · {nombres.get(codigo, '')}".rstrip(" ·") if codigo else sin,
                any(x.simulada for x in suyas),
            ),
            m.cual(poa),
            str(len(suyas)),
            sumar(suyas).legible(),
        )
        for codigo, suyas in lineas.items()
    ]


def del_plan(m: Mirada) -> Cuadro:
    """Los programas y proyectos del plan que rige, con lo previsto para la última gestión."""
    gestion = m.gestiones[-1]
    filas = [
        (
            m.marcar(f"{e.codigo} · {e.nombre}", plan.simulada),
            m.palabras.nombrar(e.clase),
            str(gestion),
            e.montos.get(gestion, CERO).legible() if e.montos else "",
        )
        for plan in m.unidad.planes.todos()
        if plan.propio and plan.rige(gestion)
        for e in m.unidad.planes.elementos(plan.id)
        if e.clase in CON_INVERSION
    ]
    return Cuadro(
        "del-plan",
        N_("Programas y proyectos del plan, con lo previsto para la gestión"),
        (N_("Programa o proyecto"), N_("Qué es"), N_("Gestión"), N_("Previsto")),
        m.hasta(filas),
        N_("El sistema no tiene programas ni proyectos en un plan que rija en la gestión."),
    )


def memoria_de_obras(m: Mirada) -> Cuadro:
    """Las obras ejecutadas que la memoria del municipio tiene, por año."""
    desde = min(m.gestiones) - QUINQUENIO
    cuenta: Counter[int] = Counter()
    suma: Counter[int] = Counter()
    supuestas: Counter[int] = Counter()
    for i in m.unidad.inversiones.todas():
        if desde <= i.gestion:
            cuenta[i.gestion] += 1
            suma[i.gestion] += i.monto.centavos
            supuestas[i.gestion] += i.simulada
    return Cuadro(
        "memoria-de-obras",
        N_("Obras ejecutadas en los últimos años"),
        (N_("Gestión"), N_("Obras"), N_("Invertido")),
        tuple(
            (m.marcar(str(g), bool(supuestas[g])), str(cuenta[g]), Dinero(suma[g]).legible())
            for g in sorted(cuenta, reverse=True)
        ),
        N_("El sistema no tiene anotada ninguna obra de los últimos años."),
    )


def pasos_del_poa(m: Mirada) -> Cuadro:
    """Qué pasos dio cada POA y con qué acta, nota o resolución."""
    filas = [
        (
            m.palabras.nombrar(paso.estado),
            str(poa.gestion),
            str(poa.numero),
            dia(paso.cuando),
            paso.constancia,
        )
        for poa in m.poas()
        for paso in poa.historia
    ]
    return Cuadro(
        "pasos-del-poa",
        N_("Por dónde pasó el POA, y con qué constancia"),
        (N_("Quedó"), N_("Gestión"), N_("Versión"), N_("Día"), N_("Constancia")),
        (*m.hasta(filas), *m.sin_poa(5)),
        SIN_POA,
    )
