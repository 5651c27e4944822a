"""Las partes de un plan: agregar, corregir y quitar elementos, indicadores y alianzas."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import (
    UNICAS,
    Alianza,
    ClaseDeElemento,
    CodigoRepetido,
    ElementoDePlan,
    ElementoEnUso,
    EstadoDePlan,
    PadreInvalido,
    Plan,
    PlanFirme,
    exigir_padre,
)
from nucleo.dominio.unidades_operativas import exigir_vigencia
from nucleo.servicios.planes import PlanLeido, leer, plan_de
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.puertos.planificacion import P, Parte

FIJOS = frozenset({"id", "plan_id", "clase", "codigo", "orden", "version"})
"""Lo que de una parte no se corrige: si está mal, se quita y se hace otra."""


def agregar(contexto: Contexto, unidad: Unidad, nueva: Parte) -> None:
    """Agrega una parte a un borrador o a un plan ajeno. Repetirla con el mismo `id` no la duplica.

    `PlanFirme`, `CodigoRepetido`, `PadreInvalido`, `VigenciaAlReves`; `OrdenUsada` si con ese `id`
    ya se guardó otra cosa.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.planes.parte(type(nueva), nueva.id):
            if _dicho(ya) != _dicho(nueva):
                raise OrdenUsada(ya.codigo)
            return
        leido = leer(unidad, nueva.plan_id)
        leido.plan.exigir_editable()
        if isinstance(nueva, ElementoDePlan):
            nueva.orden = max((e.orden for e in leido.elementos), default=0) + 1
        exigir_parte(nueva, leido, unidad.estructura.todas())
        unidad.planes.agregar_partes([nueva])
        _anotar(contexto, unidad, "plan.parte_agregada", leido.plan, nueva)
        unidad.confirmar()


def corregir(
    contexto: Contexto,
    unidad: Unidad,
    tipo: type[P],
    cual: UUID,
    version: int,
    cambios: Mapping[str, Any],
) -> None:
    """Cambia esos campos si la parte sigue como se la vio. O `EdicionConcurrente`.

    Guardar lo mismo no deja hecho.
    """
    with unidad:
        unidad.reservar()
        parte = parte_de(unidad, tipo, cual, version)
        leido = leer(unidad, parte.plan_id)
        leido.plan.exigir_editable()
        cambian = {
            c: v
            for c, v in cambios.items()
            if c not in FIJOS and _llano(getattr(parte, c)) != _llano(v)
        }
        if not cambian:
            return
        for campo, valor in cambian.items():
            setattr(parte, campo, valor)
        exigir_parte(parte, leido, unidad.estructura.todas())
        _anotar(contexto, unidad, "plan.parte_corregida", leido.plan, parte)
        unidad.confirmar()


def quitar(contexto: Contexto, unidad: Unidad, tipo: type[P], cual: UUID, version: int) -> None:
    """Quita una parte de un borrador; si otra la nombra, `ElementoEnUso`."""
    with unidad:
        unidad.reservar()
        parte = parte_de(unidad, tipo, cual, version)
        leido = leer(unidad, parte.plan_id)
        leido.plan.exigir_editable()
        if usos := usos_de(unidad, leido, parte):
            raise ElementoEnUso(parte.codigo, usos)
        unidad.planes.quitar_parte(parte)
        _anotar(contexto, unidad, "plan.parte_quitada", leido.plan, parte)
        unidad.confirmar()


def _llano(valor: object) -> object:
    """La base devuelve como lista lo que se guardó como tupla."""
    return list(valor) if isinstance(valor, tuple) else valor


def anotar_alcanzado(
    contexto: Contexto,
    unidad: Unidad,
    cual: UUID,
    version: int,
    gestion: int,
    valor: Decimal,
    fuente: str,
) -> None:
    """Cuánto se alcanzó en una gestión y quién lo dice. También en un plan que ya rige.

    `PlanFirme` si el plan ya fue reemplazado.
    """
    with unidad:
        unidad.reservar()
        indicador = parte_de(unidad, Indicador, cual, version)
        plan = plan_de(unidad, indicador.plan_id)
        if plan.estado is EstadoDePlan.REEMPLAZADO:
            raise PlanFirme(plan.codigo, plan.numero)
        dicho = {"valor": str(valor), "fuente": fuente}
        if indicador.alcanzados.get(str(gestion)) == dicho:
            return
        indicador.alcanzados = {**indicador.alcanzados, str(gestion): dicho}
        carga = {
            "plan": plan.codigo, "indicador": indicador.codigo, "gestion": gestion, **dicho,
        }  # fmt: skip
        hecho = Hecho("plan.alcanzado", contexto.quien, contexto.ahora(), carga)
        unidad.anotar(hecho)
        unidad.confirmar()


def parte_de(unidad: Unidad, tipo: type[P], cual: UUID, version: int | None = None) -> P:
    """Con la unidad abierta. `NoExiste`, o `EdicionConcurrente` si ya no es esa versión."""
    parte = unidad.planes.parte(tipo, cual)
    if parte is None:
        raise NoExiste("parte del plan", cual)
    if version is not None and parte.version != version:
        raise EdicionConcurrente
    return parte


def usos_de(unidad: Unidad, leido: PlanLeido, parte: Parte) -> list[str]:
    """Los códigos de lo que la nombra: lo que cuelga de ella, lo que la mide, lo que se alinea."""
    if not isinstance(parte, ElementoDePlan):
        return []
    cuelgan = [e.codigo for e in leido.elementos if e.padre == parte.codigo]
    miden = [i.codigo for i in leido.indicadores if i.elemento == parte.codigo]
    pactan = [a.codigo for a in leido.alianzas if a.elemento == parte.codigo]
    ajeno = f"{leido.plan.codigo}/{parte.codigo}"
    apuntan = [
        f"{plan.codigo} {e.codigo}"
        for plan in (unidad.planes.todos() if not leido.plan.propio else ())
        for e in unidad.planes.elementos(plan.id)
        if ajeno in e.alineados
    ]
    return [*cuelgan, *miden, *pactan, *apuntan]


def exigir_parte(parte: Parte, leido: PlanLeido, unidades: Sequence[Any] = ()) -> None:
    """Que su código no se repita y que lo que nombra exista."""
    todas: tuple[Parte, ...] = (*leido.elementos, *leido.indicadores, *leido.alianzas)
    if any(p.codigo == parte.codigo and p.id != parte.id for p in todas):
        raise CodigoRepetido(parte.codigo, leido.plan.codigo)
    codigos = {e.codigo for e in leido.elementos}
    if isinstance(parte, ElementoDePlan):
        _exigir_elemento(parte, leido, {u.codigo for u in unidades})
    elif parte.elemento and parte.elemento not in codigos:
        raise PadreInvalido(parte.codigo, parte.elemento)
    if isinstance(parte, Alianza):
        exigir_vigencia(parte.desde, parte.hasta)


def _exigir_elemento(e: ElementoDePlan, leido: PlanLeido, unidades: set[str]) -> None:
    if (e.clase is ClaseDeElemento.RESULTADO) is leido.plan.propio:
        raise PadreInvalido(e.codigo, leido.plan.codigo)
    otros = [o for o in leido.elementos if o.id != e.id]
    if e.clase in UNICAS and any(o.clase is e.clase for o in otros):
        raise CodigoRepetido(e.codigo, leido.plan.codigo)
    exigir_padre(e, otros)
    for ajeno in e.alineados:
        if ajeno not in leido.ajenos:
            raise PadreInvalido(e.codigo, ajeno)
    if e.responsable and e.responsable not in unidades:
        raise PadreInvalido(e.codigo, e.responsable)


def _dicho(parte: Parte) -> dict[str, object]:
    """Lo que una persona declaró; las listas, como tuplas."""
    dichos = {f.name: getattr(parte, f.name) for f in fields(parte)}
    return {
        nombre: tuple(valor) if isinstance(valor, list) else valor
        for nombre, valor in dichos.items()
        if nombre not in {"orden", "version"}
    }


def _anotar(contexto: Contexto, unidad: Unidad, que: str, plan: Plan, parte: Parte) -> None:
    carga = {"plan": plan.codigo, "numero": plan.numero, "parte": parte.codigo}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
