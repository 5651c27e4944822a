"""El plan como se lleva al papel: los mismos datos de la pantalla, ya escritos."""

from collections.abc import Sequence
from decimal import Decimal

from nucleo.dominio.inversion_del_plan import programa_de_inversion
from nucleo.dominio.planes import ClaseDeElemento, Nodo, arbol
from nucleo.servicios.planes import PlanLeido
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual
from nucleo.web.formato import dinero
from nucleo.web.idiomas import idioma_actual


def en_papel(leido: PlanLeido) -> dict[str, object]:
    """Lo que la plantilla `plan.typ` compone."""
    plan, de = leido.plan, leido.de_clase
    version = gettext("Versión %(numero)s", numero=plan.numero)
    estado = f"{version} · {nombre(plan.estado)}"
    if plan.constancia:
        estado = f"{estado} · {plan.constancia}"
    pie = f"{municipio_actual().nombre} · {plan.codigo}"
    simulado = gettext("Simulado: este plan es un ejemplo, no es un plan de verdad.")
    return {
        "titulo": plan.nombre,
        "subtitulo": f"{municipio_actual().nombre} · {plan.desde}–{plan.hasta} · {estado}",
        "idioma": idioma_actual().etiqueta.partition("-")[0],
        "pie": f"{pie} · {gettext('simulado')}" if plan.simulada else pie,
        "aviso": simulado if plan.simulada else "",
        "parrafos": [
            {"titulo": nombre(c), "texto": e.nombre}
            for c in (ClaseDeElemento.MISION, ClaseDeElemento.VISION)
            for e in de(c)
        ],
        "listas": [
            {"titulo": titulo, "puntos": [f"{e.codigo}. {e.nombre}" for e in de(clase)]}
            for titulo, clase in (
                (gettext("Potencialidades"), ClaseDeElemento.POTENCIALIDAD),
                (gettext("Limitaciones"), ClaseDeElemento.LIMITACION),
                (gettext("Resultados y metas"), ClaseDeElemento.RESULTADO),
            )
            if de(clase)
        ],
        "objetivos": gettext("Objetivos y lo que cuelga de ellos"),
        "arbol": _renglones(
            [n for n in arbol(leido.elementos) if n.elemento.clase is ClaseDeElemento.OBJETIVO]
        ),
        "tablas": [t for t in (_inversion(leido), _indicadores(leido), _alianzas(leido)) if t],
    }


def _renglones(nodos: Sequence[Nodo], nivel: int = 0) -> list[dict[str, object]]:
    """El árbol en renglones con su sangría."""
    salida: list[dict[str, object]] = []
    for n in nodos:
        e = n.elemento
        dimension = f" ({nombre(e.dimension)})" if e.dimension else ""
        texto = f"{nombre(e.clase)} {e.codigo}{dimension}: {e.nombre}"
        if e.alineados:
            texto += f" [{', '.join(e.alineados)}]"
        salida += [{"nivel": nivel, "texto": texto}, *_renglones(n.nodos, nivel + 1)]
    return salida


def _inversion(leido: PlanLeido) -> dict[str, object] | None:
    programa = programa_de_inversion(leido.plan, leido.elementos)
    if not programa.filas:
        return None
    filas = [
        [f"{f.elemento.codigo} {f.elemento.nombre}", *map(_monto, f.montos), _monto(f.total)]
        for f in programa.filas
    ]
    filas.append([gettext("Total"), *map(_monto, programa.por_anio), _monto(programa.total)])
    titulos = [gettext("Programa o proyecto"), *map(str, programa.anios), gettext("Total (Bs)")]
    return {
        "numeros": True,
        "titulo": gettext("Programa de inversión"),
        "columnas": titulos,
        "filas": filas,
    }


def _monto(valor: object) -> str:
    return dinero(valor).removeprefix("Bs\u00a0")  # type: ignore[arg-type]  # siempre es Dinero


def _indicadores(leido: PlanLeido) -> dict[str, object] | None:
    if not leido.indicadores:
        return None
    filas = []
    for i in leido.indicadores:
        metas = "; ".join(f"{a}: {escrito(v)}" for a, v in i.por_alcanzar.items())
        medidos = "; ".join(f"{m.gestion}: {escrito(m.valor)}" for m in i.medidos)
        base = escrito(Decimal(i.base)) if i.base else "—"
        filas.append([f"{i.codigo} {i.nombre}", i.medida, base, metas or "—", medidos or "—"])
    titulos = [
        gettext("Indicador"), gettext("Unidad de medida"), gettext("Línea de base"),
        gettext("Metas"), gettext("Alcanzado"),
    ]  # fmt: skip
    return {"numeros": False, "titulo": gettext("Indicadores"), "columnas": titulos, "filas": filas}


def _alianzas(leido: PlanLeido) -> dict[str, object] | None:
    if not leido.alianzas:
        return None
    filas = [
        [
            x.con_quien, nombre(x.aliado), x.objeto, dinero(x.monto) if x.monto else "—",
            f"{x.desde or '…'}–{x.hasta or '…'}", x.documento or "—",
        ]
        for x in leido.alianzas
    ]  # fmt: skip
    titulos = [
        gettext("Con quién"), gettext("Qué es"), gettext("Qué se acuerda"), gettext("Monto"),
        gettext("Vigencia"), gettext("Documento"),
    ]  # fmt: skip
    return {
        "numeros": False,
        "titulo": gettext("Pactos y alianzas"),
        "columnas": titulos,
        "filas": filas,
    }


def escrito(valor: Decimal) -> str:
    """`12.5` → `12,5`: exacto, con coma."""
    return format(valor.normalize(), "f").replace(".", ",")
