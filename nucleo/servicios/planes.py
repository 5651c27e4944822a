"""Los planes: escribirlos por versiones, ponerlos a regir y decir a qué apunta el POA."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar
from uuid import UUID

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import (
    Alianza,
    ClaseDeElemento,
    CodigoRepetido,
    ElementoDePlan,
    ElementoEnUso,
    EstadoDePlan,
    NivelDePlan,
    Plan,
    PlanAbierto,
    PlanNoVigente,
    PlanRepetido,
    PlanSinObjetivos,
    SinConstancia,
    TipoDePlan,
    exigir_periodo,
)
from nucleo.servicios.puertos import Unidad

C = TypeVar("C", Plan, ElementoDePlan, Indicador, Alianza)


@dataclass(frozen=True, slots=True)
class DatosDePlan:
    """Lo que se escribe de un plan al empezarlo y se puede corregir mientras es borrador."""

    nombre: str
    desde: int
    hasta: int
    fuente: str = ""
    simulada: bool = False


@dataclass(frozen=True, slots=True)
class PlanLeido:
    """Un plan con todas sus partes, y los resultados ajenos a los que puede apuntar."""

    plan: Plan
    elementos: Sequence[ElementoDePlan]
    indicadores: Sequence[Indicador]
    alianzas: Sequence[Alianza]
    ajenos: Mapping[str, ElementoDePlan]

    def de_clase(self, clase: ClaseDeElemento) -> list[ElementoDePlan]:
        return [e for e in self.elementos if e.clase is clase]

    @property
    def objetivos(self) -> list[ElementoDePlan]:
        return self.de_clase(ClaseDeElemento.OBJETIVO)


def objetivos_vigentes(unidad: Unidad, gestion: int) -> Mapping[str, str]:
    """Código → nombre de los objetivos a los que el POA de la gestión puede apuntar.

    Salen de los planes del municipio que rigen en ella; con la unidad de trabajo abierta.
    """
    return {e.codigo: e.nombre for e in objetivos_de(unidad, gestion)}


def objetivos_de(unidad: Unidad, gestion: int) -> list[ElementoDePlan]:
    """Lo mismo, enteros."""
    return [
        e
        for plan in unidad.planes.todos()
        if plan.propio and plan.rige(gestion)
        for e in unidad.planes.elementos(plan.id)
        if e.clase is ClaseDeElemento.OBJETIVO
    ]


def resultados_ajenos(unidad: Unidad) -> dict[str, ElementoDePlan]:
    """`PDES-2021/3.1` → el resultado: a qué de la gobernación o la nación se puede apuntar."""
    return {
        f"{plan.codigo}/{e.codigo}": e
        for plan in unidad.planes.todos()
        if not plan.propio
        for e in unidad.planes.elementos(plan.id)
    }


def plan_de(unidad: Unidad, cual: UUID, version: int | None = None) -> Plan:
    """Con la unidad abierta. `NoExiste`, o `EdicionConcurrente` si ya no es esa versión."""
    plan = unidad.planes.de(cual)
    if plan is None:
        raise NoExiste("plan", cual)
    if version is not None and plan.version != version:
        raise EdicionConcurrente
    return plan


def leer(unidad: Unidad, cual: UUID) -> PlanLeido:
    """El plan entero, con la unidad abierta; `NoExiste`."""
    plan = plan_de(unidad, cual)
    return PlanLeido(
        plan,
        unidad.planes.elementos(cual),
        unidad.planes.indicadores(cual),
        unidad.planes.alianzas(cual),
        resultados_ajenos(unidad),
    )


def con_codigo(unidad: Unidad, codigo: str) -> Plan:
    """La versión que se está escribiendo de ese plan o, si no hay, la más nueva. `NoExiste`."""
    suyos = [p for p in unidad.planes.todos() if p.codigo == codigo]
    if not suyos:
        raise NoExiste("plan", codigo, [p.codigo for p in unidad.planes.todos()][:3])
    return next((p for p in suyos if p.editable), suyos[-1])


def empezar(
    contexto: Contexto, unidad: Unidad, nuevo: UUID, tipo: TipoDePlan, datos: DatosDePlan
) -> Plan:
    """Abre un borrador o, si el tipo no es del municipio, registra un plan ajeno.

    Repetirlo con el mismo `id` no lo duplica. `PlanRepetido` si ya hay uno que empieza ese año.
    """
    exigir_periodo(datos.desde, datos.hasta)
    with unidad:
        unidad.reservar()
        if ya := unidad.planes.de(nuevo):
            if (ya.tipo, _dichos(ya)) != (tipo.clave, datos):
                raise OrdenUsada(ya.nombre)
            return ya
        codigo = f"{tipo.sigla}-{datos.desde}"
        if any(p.codigo == codigo for p in unidad.planes.todos()):
            raise PlanRepetido(codigo)
        ajeno = tipo.nivel is not NivelDePlan.MUNICIPAL
        plan = Plan(
            id=nuevo,
            codigo=codigo,
            numero=1,
            tipo=tipo.clave,
            nivel=tipo.nivel,
            nombre=datos.nombre,
            desde=datos.desde,
            hasta=datos.hasta,
            estado=EstadoDePlan.VIGENTE if ajeno else EstadoDePlan.BORRADOR,
            fuente=datos.fuente,
            simulada=datos.simulada,
        )
        unidad.planes.agregar(plan)
        _anotar(contexto, unidad, "plan.empezado", plan)
        unidad.confirmar()
    return plan


def corregir(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, datos: DatosDePlan
) -> None:
    """Cambia nombre, período y fuente de un borrador o de un plan ajeno. `PlanFirme`.

    Guardar lo mismo no deja hecho. El código no cambia aunque cambien los años: por él lo nombran
    sus otras versiones, los objetivos que se alinean a él (`PDES-2021/3.1`) y las órdenes.
    """
    exigir_periodo(datos.desde, datos.hasta)
    with unidad:
        unidad.reservar()
        plan = plan_de(unidad, cual, version)
        plan.exigir_editable()
        if _dichos(plan) == datos:
            return
        for campo in fields(DatosDePlan):
            setattr(plan, campo.name, getattr(datos, campo.name))
        _anotar(contexto, unidad, "plan.corregido", plan)
        unidad.confirmar()


def descartar(contexto: Contexto, unidad: Unidad, cual: UUID, version: int) -> None:
    """Borra un borrador, o un plan ajeno al que nada apunta (`ElementoEnUso`)."""
    with unidad:
        unidad.reservar()
        plan = plan_de(unidad, cual, version)
        plan.exigir_editable()
        if usos := apuntan_a(unidad, plan):
            raise ElementoEnUso(plan.codigo, usos)
        unidad.planes.quitar(plan)
        _anotar(contexto, unidad, "plan.descartado", plan)
        unidad.confirmar()


def apuntan_a(unidad: Unidad, plan: Plan) -> list[str]:
    """Los objetivos que se alinean con algo de ese plan ajeno."""
    if plan.propio:
        return []
    return sorted(
        f"{otro.codigo} {e.codigo}"
        for otro in unidad.planes.todos()
        for e in unidad.planes.elementos(otro.id)
        if any(a.partition("/")[0] == plan.codigo for a in e.alineados)
    )


def poner_a_regir(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, constancia: str
) -> Plan:
    """El borrador empieza a regir; el de su tipo que regía esos años queda reemplazado.

    Pide una constancia (`SinConstancia`) y algún objetivo (`PlanSinObjetivos`); sus objetivos no
    repiten el código de los de otro plan que siga rigiendo (`CodigoRepetido`).
    """
    if not constancia.strip():
        raise SinConstancia
    with unidad:
        unidad.reservar()
        plan = plan_de(unidad, cual, version)
        plan.exigir_editable()
        if not plan.propio:
            raise PlanNoVigente(plan.codigo)
        rigen = [p for p in unidad.planes.todos() if _rige_con(p, plan)]
        for otro in rigen:
            if otro.tipo == plan.tipo:
                otro.estado = EstadoDePlan.REEMPLAZADO
        _exigir_objetivos(unidad, plan, [p for p in rigen if p.tipo != plan.tipo])
        plan.estado, plan.vigente_en = EstadoDePlan.VIGENTE, contexto.ahora()
        plan.constancia = constancia
        _anotar(contexto, unidad, "plan.vigente", plan, constancia=constancia)
        unidad.confirmar()
    return plan


def _rige_con(otro: Plan, plan: Plan) -> bool:
    vigente = otro.estado is EstadoDePlan.VIGENTE and otro.propio
    return vigente and otro.id != plan.id and otro.coincide(plan)


def _exigir_objetivos(unidad: Unidad, plan: Plan, otros: Sequence[Plan]) -> None:
    suyos = {e.codigo for e in unidad.planes.elementos(plan.id) if _es_objetivo(e)}
    if not suyos:
        raise PlanSinObjetivos(plan.codigo)
    for otro in otros:
        for e in unidad.planes.elementos(otro.id):
            if _es_objetivo(e) and e.codigo in suyos:
                raise CodigoRepetido(e.codigo, otro.codigo)


def _es_objetivo(e: ElementoDePlan) -> bool:
    return e.clase is ClaseDeElemento.OBJETIVO


def abrir_version(contexto: Contexto, unidad: Unidad, cual: UUID, version: int) -> Plan:
    """Copia el vigente, entero, en un borrador nuevo; mientras tanto el vigente sigue rigiendo.

    `PlanNoVigente`, o `PlanAbierto` si ya hay un borrador.
    """
    with unidad:
        unidad.reservar()
        plan = plan_de(unidad, cual, version)
        if not plan.propio or plan.estado is not EstadoDePlan.VIGENTE:
            raise PlanNoVigente(plan.codigo)
        suyos = [p for p in unidad.planes.todos() if p.codigo == plan.codigo]
        if any(p.editable for p in suyos):
            raise PlanAbierto(plan.codigo)
        numero = max(p.numero for p in suyos) + 1
        borrador = {"estado": EstadoDePlan.BORRADOR, "constancia": "", "vigente_en": None}
        nuevo = _copia(plan, numero=numero, **borrador)
        unidad.planes.agregar(nuevo)
        for partes in (
            [_copia(e, plan_id=nuevo.id) for e in unidad.planes.elementos(cual)],
            [_copia(i, plan_id=nuevo.id) for i in unidad.planes.indicadores(cual)],
            [_copia(a, plan_id=nuevo.id) for a in unidad.planes.alianzas(cual)],
        ):
            unidad.planes.agregar_partes(partes)
        _anotar(contexto, unidad, "plan.version_abierta", nuevo)
        unidad.confirmar()
    return nuevo


def _copia(de: C, **cambios: Any) -> C:
    datos: dict[str, Any] = {f.name: getattr(de, f.name) for f in fields(de)}
    return type(de)(**{**datos, **cambios, "id": nuevo_id(), "version": 0})


def _dichos(plan: Plan) -> DatosDePlan:
    return DatosDePlan(plan.nombre, plan.desde, plan.hasta, plan.fuente, plan.simulada)


def _anotar(contexto: Contexto, unidad: Unidad, que: str, plan: Plan, **mas: str) -> None:
    carga = {"plan": plan.codigo, "numero": plan.numero, "nombre": plan.nombre, **mas}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
