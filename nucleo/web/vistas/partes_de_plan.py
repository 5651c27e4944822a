"""Las partes de un plan, de a una: elementos, indicadores y alianzas, cada clase con sus campos."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.planes import (
    CUELGAN,
    Alianza,
    ClaseDeElemento,
    CodigoRepetido,
    ElementoDePlan,
    PadreInvalido,
    codigo_siguiente,
)
from nucleo.dominio.politica import Accion
from nucleo.dominio.unidades_operativas import VigenciaAlReves
from nucleo.servicios import partes_de_plan, planes
from nucleo.servicios.columnas_por_clase import ALIANZA, INDICADOR
from nucleo.servicios.estructura import unidades_vigentes
from nucleo.servicios.partes_de_plan import FIJOS, parte_de, usos_de
from nucleo.servicios.planes import PlanLeido
from nucleo.servicios.planilla_de_plan import (
    LARGO_DE_NOMBRE,
    anio,
    celdas_de,
    parte_de_fila,
)
from nucleo.servicios.puertos.planificacion import Parte
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, piezas
from nucleo.web.campos_de_plan import campos_de, decimal_escrito, lector_decimal
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida
from nucleo.web.vistas.planes import direccion_de, leido_de

plano = Blueprint("partes_de_plan", __name__)
Pagina = tuple[str, int]
CLASE = (
    "<any(mision, vision, potencialidad, limitacion, objetivo, lineamiento, politica, programa, "
    "proyecto, resultado, indicador, alianza):clase>"
)
UNA = f"/<municipio>/plan/<uuid:plan>/{CLASE}"
ALCANZADO = "/<municipio>/plan/<uuid:plan>/indicador/<uuid:renglon>/alcanzado"
CAMPO = {CodigoRepetido: "codigo", PadreInvalido: "padre", VigenciaAlReves: "hasta"}
NO_SIEMPRE = frozenset(
    {"descripcion", "dimension", "responsable", "alineados", "inversion", "metas", "alcanzados"}
)
"""Lo que algunas clases, o algunos planes, no preguntan."""
DE_LA_CLASE: Mapping[str, str] = {
    INDICADOR: N_("Indicador"),
    ALIANZA: N_("Pacto o alianza"),
}


class EsquemaDeLoAlcanzado(Schema):
    """Cuánto se alcanzó, en qué año y quién lo dice."""

    anio = Leido(
        anio, required=True, metadata={"etiqueta": N_("En qué gestión"), "clase": "numero"}
    )
    valor = Leido(
        lector_decimal,
        required=True,
        escribir=decimal_escrito,
        metadata={"etiqueta": N_("Cuánto se alcanzó"), "clase": "numero"},
    )
    fuente = Leido(
        texto_de(LARGO_DE_NOMBRE),
        required=True,
        metadata={
            "etiqueta": N_("Quién lo dice"),
            "ayuda": N_("El informe, el censo o el acta de donde sale."),
        },
    )


@plano.route(f"{UNA}/nuevo", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def nueva(plan: UUID, clase: str) -> Pagina | Response:
    """Agregar una parte. Enviarla dos veces no la duplica."""
    leido = leido_de(plan)
    leido.plan.exigir_editable()
    formulario = formulario_de(leido, clase, iniciales(leido, clase))
    orden = orden_pedida()
    if recibido(formulario):
        parte = armada(leido, clase, formulario.datos, orden)
        try:
            contexto = contexto_de(Accion.PLANIFICAR, aqui())
            partes_de_plan.agregar(contexto, piezas().unidad(aqui()), parte)
        except tuple(CAMPO) as error:
            fallar(formulario, CAMPO[type(error)], frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Quedó agregado al plan."))
            return a(f"{direccion_de(plan)}#{parte.codigo}")
    pagina = pintar(
        "plan-parte-nueva.html",
        formulario=formulario,
        plan=leido.plan,
        que=nombre_de(clase),
        orden=orden,
    )
    return pagina, estado_de(formulario)


@plano.route(f"{UNA}/<uuid:renglon>/editar", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def editar(plan: UUID, clase: str, renglon: UUID) -> Pagina | Response:
    """Corregir una parte; si otra persona guardó antes, se ve la diferencia."""
    leido, esta = leida(plan, clase, renglon)
    leido.plan.exigir_editable()
    edicion = Edicion(formulario_de(leido, clase, inicial_de(esta), nueva=False), esta.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        tipo = type(esta)
        escrita = armada(leido, clase, {**datos, "codigo": esta.codigo}, esta.id)
        cambios = cambios_de(escrita, esta, edicion.formulario.esquema.fields.keys())
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        try:
            partes_de_plan.corregir(
                contexto, piezas().unidad(aqui()), tipo, renglon, version, cambios
            )
        except tuple(CAMPO) as error:
            fallar(edicion.formulario, CAMPO[type(error)], frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        _, ahora = leida(plan, clase, renglon)
        return inicial_de(ahora), ahora.version

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedó guardado."))
        return a(f"{direccion_de(plan)}#{esta.codigo}")
    pagina = pintar(
        "plan-parte-editar.html", edicion=edicion, plan=leido.plan, parte=esta, que=nombre_de(clase)
    )
    return pagina, edicion.estado


@plano.route(f"{UNA}/<uuid:renglon>/quitar", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def quitar(plan: UUID, clase: str, renglon: UUID) -> str | Response:
    """Quitar una parte que nada nombra."""
    leido, esta = leida(plan, clase, renglon)
    leido.plan.exigir_editable()
    if request.method == "POST":
        exigir_version(esta)
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        unidad = piezas().unidad(aqui())
        partes_de_plan.quitar(contexto, unidad, type(esta), renglon, esta.version)
        flash(gettext("Se quitó del plan."))
        return a(direccion_de(plan))
    with piezas().unidad_de_lectura(aqui()) as unidad:
        usos = usos_de(unidad, leido, esta)
    return pintar(
        "plan-parte-quitar.html", plan=leido.plan, parte=esta, que=nombre_de(clase), usos=usos
    )


@plano.route(ALCANZADO, methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def alcanzado(plan: UUID, renglon: UUID) -> Pagina | Response:
    """Anotar cuánto se alcanzó en una gestión, también cuando el plan ya rige."""
    leido, esta = leida(plan, INDICADOR, renglon)
    formulario = Formulario(EsquemaDeLoAlcanzado(), {"anio": gestion_de_trabajo() - 1})
    if recibido(formulario):
        d = formulario.datos
        dicho = {"valor": str(d["valor"]), "fuente": d["fuente"]}
        ya = isinstance(esta, Indicador) and esta.alcanzados.get(str(d["anio"])) == dicho
        if not ya:
            exigir_version(esta)
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        unidad = piezas().unidad(aqui())
        partes_de_plan.anotar_alcanzado(
            contexto, unidad, renglon, esta.version, d["anio"], d["valor"], d["fuente"]
        )
        flash(gettext("Quedó anotado."))
        return a(f"{direccion_de(plan)}#{esta.codigo}")
    pagina = pintar("plan-alcanzado.html", formulario=formulario, plan=leido.plan, parte=esta)
    return pagina, estado_de(formulario)


# ── De la parte al formulario y de vuelta ───────────────────────────────────────────────────────


def nombre_de(clase: str) -> str:
    return gettext(DE_LA_CLASE[clase]) if clase in DE_LA_CLASE else nombre(ClaseDeElemento(clase))


def tipo_de(clase: str) -> type[ElementoDePlan] | type[Indicador] | type[Alianza]:
    return {INDICADOR: Indicador, ALIANZA: Alianza}.get(clase, ElementoDePlan)


def leida(plan: UUID, clase: str, renglon: UUID) -> tuple[PlanLeido, Parte]:
    """El plan y la parte de esa clase que es suya; si no, no existe."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        leido = planes.leer(unidad, plan)
        suyas: Sequence[Parte] = (*leido.elementos, *leido.indicadores, *leido.alianzas)
        esta = next((p for p in suyas if p.id == renglon and clase_de(p) == clase), None)
        return leido, esta or parte_de(unidad, tipo_de(clase), nuevo_id())


def clase_de(parte: Parte) -> str:
    if isinstance(parte, ElementoDePlan):
        return parte.clase.value
    return INDICADOR if isinstance(parte, Indicador) else ALIANZA


def formulario_de(
    leido: PlanLeido, clase: str, inicial: Mapping[str, Any], *, nueva: bool = True
) -> Formulario:
    """El de esa clase, con sus listas."""
    campos: dict[str, fields.Field[Any]] = campos_de(clase, leido.plan.anios)
    if not nueva:
        campos.pop("codigo", None)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        vigentes = dict(unidades_vigentes(unidad, gestion_de_trabajo()))
    if suya := inicial.get("responsable"):
        vigentes.setdefault(suya, gettext("no existe en esta gestión"))
    opciones = {
        "padre": [(e.codigo, f"{e.codigo} · {e.nombre}") for e in padres(leido, clase)],
        "responsable": [(c, f"{c} · {n}") for c, n in vigentes.items()],
        "alineados": [(c, f"{c} · {e.nombre}") for c, e in leido.ajenos.items()],
    }
    if not leido.ajenos:
        campos.pop("alineados", None)
    return Formulario(
        Schema.from_dict(campos)(), inicial, {n: o for n, o in opciones.items() if n in campos}
    )


def padres(leido: PlanLeido, clase: str) -> Sequence[ElementoDePlan]:
    """De cuáles puede colgar, o a cuáles mide o sirve."""
    if clase in DE_LA_CLASE:
        return [e for e in leido.elementos if e.clase in {*CUELGAN, ClaseDeElemento.OBJETIVO}]
    pueden = CUELGAN.get(ClaseDeElemento(clase), ())
    return [e for e in leido.elementos if e.clase in pueden]


def iniciales(leido: PlanLeido, clase: str) -> dict[str, Any]:
    """El código que se ofrece y, si hay un solo lugar de donde colgar, ese."""
    if clase in DE_LA_CLASE:
        letra = "I" if clase == INDICADOR else "A"
        suyas: Sequence[Parte] = leido.indicadores if clase == INDICADOR else leido.alianzas
        usados = {p.codigo for p in suyas}
        libres = (f"{letra}{n}" for n in range(1, len(usados) + 2))
        return {"codigo": next(c for c in libres if c not in usados)}
    pueden = padres(leido, clase)
    padre = pueden[0].codigo if len(pueden) == 1 else ""
    codigo = codigo_siguiente(ClaseDeElemento(clase), leido.elementos, padre)
    return {"codigo": codigo, "padre": padre}


def inicial_de(parte: Parte) -> dict[str, Any]:
    """Lo que dice, por campo; lo que no dice, no está."""
    return {n: v for n, v in celdas_de(parte).items() if v not in (None, "", ())}


def armada(leido: PlanLeido, clase: str, datos: Mapping[str, Any], cual: UUID) -> Parte:
    """La parte que dice el formulario: los mismos nombres que la planilla."""
    codigo = datos.get("codigo") or clase.upper()
    parte = parte_de_fila(leido.plan, clase, {**datos, "codigo": codigo})
    parte.id = cual
    return parte


def cambios_de(escrita: Parte, esta: Parte, campos: Collection[str]) -> dict[str, Any]:
    """Lo que el formulario pregunta; lo demás, que pudo llegar por planilla, queda como estaba."""
    dichos = {n: v for n, v in vars(escrita).items() if n not in FIJOS and not n.startswith("_")}
    cambios = {n: v for n, v in dichos.items() if n in campos or n not in NO_SIEMPRE}
    for que, atributo in (("inversion", "inversion"), ("meta", "metas")):
        if atributo in dichos:
            antes = getattr(esta, atributo).items()
            callados = {a: v for a, v in antes if f"{que}_{a}" not in campos}
            cambios[atributo] = {**callados, **dichos[atributo]}
    return cambios


def fallar(formulario: Formulario, campo: str, motivo: str) -> None:
    """En su campo si el formulario lo tiene; si no, arriba."""
    donde = campo if campo in formulario.esquema.fields else DE_TODO_EL_FORMULARIO
    formulario.fallar(donde, motivo)
