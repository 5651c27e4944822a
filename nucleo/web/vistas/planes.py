"""Los planes del municipio: los que todos leen, y quien los escribe y los pone a regir."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.documentos.composicion import componer
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.inversion_del_plan import programa_de_inversion
from nucleo.dominio.lectura import entero, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.planes import (
    CUELGAN,
    UNICAS,
    ClaseDeElemento,
    CodigoRepetido,
    Dimension,
    EstadoDePlan,
    Nodo,
    PeriodoInvalido,
    Plan,
    PlanRepetido,
    PlanSinObjetivos,
    arbol,
)
from nucleo.dominio.politica import Accion
from nucleo.servicios import planes
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, LARGO_DE_NOMBRE
from nucleo.servicios.planes import DatosDePlan, PlanLeido, apuntan_a, plan_de
from nucleo.servicios.planilla_de_plan import en_tabla
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.descargas import Tabla, descargar, mostrar_pdf
from nucleo.web.formato import porcentaje
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.graficos import Barra
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.planes import en_papel
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("planes", __name__)
Pagina = tuple[str, int]
anio = entero(1994, 2100)
REALIDAD = (ClaseDeElemento.POTENCIALIDAD, ClaseDeElemento.LIMITACION)


class EsquemaDePlan(Schema):
    """Lo que se dice de un plan al empezarlo."""

    nombre = Leido(
        texto_de(LARGO_DE_NOMBRE), required=True, metadata={"etiqueta": N_("Nombre del plan")}
    )
    desde = Leido(
        anio,
        required=True,
        metadata={"etiqueta": N_("Primer año"), "clase": "numero", "ayuda": N_("Como 2026.")},
    )
    hasta = Leido(anio, required=True, metadata={"etiqueta": N_("Último año"), "clase": "numero"})
    fuente = Leido(
        texto_de(LARGO_DE_FUENTE),
        metadata={
            "etiqueta": N_("De dónde sale"),
            "ayuda": N_("El documento o la ley del que se copió, si ya estaba escrito."),
        },
    )
    simulada = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Es un ejemplo, no un plan de verdad")}
    )


class EsquemaDePlanNuevo(EsquemaDePlan):
    """Además, de qué tipo es."""

    class Meta:
        """El tipo va primero."""

        fields = ("tipo", *EsquemaDePlan._declared_fields)  # noqa: SLF001 - no hay otra forma de anteponer un campo

    tipo = fields.String(required=True, metadata={"etiqueta": N_("Qué plan es"), "clase": "opcion"})


class EsquemaDeVigencia(Schema):
    """Con qué empieza a regir."""

    constancia = Leido(
        texto_de(LARGO_DE_FUENTE),
        required=True,
        metadata={
            "etiqueta": N_("Ley, resolución o acta que lo aprueba"),
            "ayuda": N_("Con su número y su fecha. Quedará a la vista de todos."),
        },
    )


@plano.get("/<municipio>/plan")
@publica
def lista() -> str:
    """Los que rigen en la gestión, los demás propios y los ajenos con que se alinean."""
    gestion = gestion_de_trabajo()
    with piezas().unidad_de_lectura(aqui()) as unidad:
        todos = [planes.leer(unidad, p.id) for p in unidad.planes.todos()]
    propios = [p for p in todos if p.plan.propio]
    return pintar(
        "planes.html",
        gestion=gestion,
        rigen=[p for p in propios if p.plan.rige(gestion)],
        otros=[p for p in propios if not p.plan.rige(gestion)],
        ajenos=[p for p in todos if not p.plan.propio],
        tipos=piezas().tipos_de_plan,
    )


@plano.get("/<municipio>/plan/<uuid:plan>")
@publica
def ver(plan: UUID) -> str:
    """El plan entero, para leerlo o imprimirlo."""
    leido = leido_de(plan)
    return pintar("plan.html", **partes_de(leido), tipos=piezas().tipos_de_plan)


@plano.get("/<municipio>/plan/<uuid:plan>.pdf")
@publica
def pdf(plan: UUID) -> Response:
    """El plan en una hoja que se archiva o se imprime."""
    leido = leido_de(plan)
    return mostrar_pdf(
        componer("plan", en_papel(leido)),
        f"{leido.plan.codigo.lower()}",
    )


@plano.get("/<municipio>/plan/<uuid:plan>.<any(csv, xlsx):formato>")
@publica
def archivo(plan: UUID, formato: str) -> Response:
    """El árbol entero, que se puede volver a importar en otro borrador."""
    leido = leido_de(plan)
    titulos, filas = en_tabla(leido)
    return descargar(Tabla(titulos, filas), formato, f"plan-{leido.plan.codigo.lower()}")


@plano.route("/<municipio>/plan/nuevo", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def nuevo() -> Pagina | Response:
    """Empezar un plan, o registrar uno ajeno con que alinearse."""
    formulario = Formulario(EsquemaDePlanNuevo(), opciones={"tipo": tipos()})
    orden = orden_pedida()
    if recibido(formulario):
        datos = dict(formulario.datos)
        tipo = piezas().tipos_de_plan[datos.pop("tipo")]
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        try:
            planes.empezar(contexto, piezas().unidad(aqui()), orden, tipo, DatosDePlan(**datos))
        except PlanRepetido as error:
            formulario.fallar("desde", frase(error))
        except PeriodoInvalido as error:
            formulario.fallar("hasta", frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Ahora escriba sus partes."))
            return a(direccion_de(orden))
    return pintar("plan-nuevo.html", formulario=formulario, orden=orden), estado_de(formulario)


@plano.route("/<municipio>/plan/<uuid:plan>/editar", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def editar(plan: UUID) -> Pagina | Response:
    """Corregir nombre, período y fuente; si otra persona guardó antes, se ve la diferencia."""
    este = plan_leido(plan)
    este.exigir_editable()
    edicion = Edicion(Formulario(EsquemaDePlan(), inicial_de(este)), este.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        try:
            planes.corregir(contexto, piezas().unidad(aqui()), plan, version, DatosDePlan(**datos))
        except PeriodoInvalido as error:
            edicion.formulario.fallar("hasta", frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora = plan_leido(plan)
        return inicial_de(ahora), ahora.version

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedaron guardados los datos del plan."))
        return a(direccion_de(plan))
    return pintar("plan-editar.html", edicion=edicion, plan=este), edicion.estado


@plano.route("/<municipio>/plan/<uuid:plan>/vigencia", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def regir(plan: UUID) -> Pagina | Response:
    """Ponerlo a regir, con su constancia; antes se dice a cuál reemplaza."""
    este = plan_leido(plan)
    formulario = Formulario(EsquemaDeVigencia())
    if recibido(formulario):
        exigir_version(este)
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        constancia = formulario.datos["constancia"]
        try:
            planes.poner_a_regir(contexto, piezas().unidad(aqui()), plan, este.version, constancia)
        except (PlanSinObjetivos, CodigoRepetido) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("El plan rige desde ahora."))
            return a(direccion_de(plan))
    with piezas().unidad_de_lectura(aqui()) as unidad:
        reemplaza = [p for p in unidad.planes.todos() if _reemplaza(este, p)]
    pagina = pintar("plan-regir.html", formulario=formulario, plan=este, reemplaza=reemplaza)
    return pagina, estado_de(formulario)


def _reemplaza(este: Plan, otro: Plan) -> bool:
    vigente = otro.estado is EstadoDePlan.VIGENTE and otro.id != este.id
    return vigente and otro.tipo == este.tipo and otro.coincide(este)


@plano.route("/<municipio>/plan/<uuid:plan>/version", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def abrir_version(plan: UUID) -> str | Response:
    """Copiar el que rige en un borrador, para cambiarlo."""
    este = plan_leido(plan)
    if request.method == "POST":
        exigir_version(este)
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        otra = planes.abrir_version(contexto, piezas().unidad(aqui()), plan, este.version)
        flash(gettext("Este es el borrador: el plan que rige no cambió."))
        return a(direccion_de(otra.id))
    return pintar("plan-version.html", plan=este)


@plano.route("/<municipio>/plan/<uuid:plan>/descartar", methods=["GET", "POST"])
@permite(Accion.PLANIFICAR)
def descartar(plan: UUID) -> str | Response:
    """Borrar un borrador, o un plan ajeno al que nada apunta."""
    este = plan_leido(plan)
    if request.method == "POST":
        exigir_version(este)
        contexto = contexto_de(Accion.PLANIFICAR, aqui())
        planes.descartar(contexto, piezas().unidad(aqui()), plan, este.version)
        flash(gettext("Se descartó el plan."))
        return a(f"/{municipio_actual().slug}/plan")
    with piezas().unidad_de_lectura(aqui()) as unidad:
        usos = apuntan_a(unidad, este)
    return pintar("plan-descartar.html", plan=este, usos=usos)


# ── Lo que se lee ───────────────────────────────────────────────────────────────────────────────


def leido_de(plan: UUID) -> PlanLeido:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return planes.leer(unidad, plan)


def plan_leido(plan: UUID) -> Plan:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return plan_de(unidad, plan)


def direccion_de(plan: UUID) -> str:
    return f"/{municipio_actual().slug}/plan/{plan}"


def tipos() -> list[tuple[str, str]]:
    """Los del municipio primero; de los ajenos se dice de quién son."""
    todos = sorted(piezas().tipos_de_plan.values(), key=lambda t: t.nivel != "municipal")
    return [(t.clave, f"{t.sigla} · {gettext(t.nombre)} ({nombre(t.nivel)})") for t in todos]


def inicial_de(plan: Plan) -> dict[str, Any]:
    return {campo: getattr(plan, campo) for campo in EsquemaDePlan().fields}


def partes_de(leido: PlanLeido) -> dict[str, Any]:
    """Lo que la página necesita, ya agrupado."""
    ramas = [n for n in arbol(leido.elementos) if n.elemento.clase is ClaseDeElemento.OBJETIVO]
    de = leido.de_clase
    return {
        "leido": leido,
        "plan": leido.plan,
        "mision": de(ClaseDeElemento.MISION),
        "vision": de(ClaseDeElemento.VISION),
        "realidad": [(c, de(c)) for c in REALIDAD],
        "dimensiones": por_dimension(ramas),
        "resultados": de(ClaseDeElemento.RESULTADO),
        "sueltos": [e for e in leido.objetivos if not e.alineados],
        "inversion": programa_de_inversion(leido.plan, leido.elementos),
        "avances": avances_de(leido),
        "agregables": agregables(leido),
    }


def por_dimension(ramas: Sequence[Nodo]) -> list[tuple[Dimension | None, list[Nodo]]]:
    """Las cuatro, aunque alguna no tenga objetivos; al final, los que no dicen la suya."""
    grupos: list[tuple[Dimension | None, list[Nodo]]] = [
        (d, [n for n in ramas if n.elemento.dimension is d]) for d in Dimension
    ]
    sin = [n for n in ramas if n.elemento.dimension is None]
    return [*grupos, (None, sin)] if sin else grupos


def avances_de(leido: PlanLeido) -> list[Barra]:
    """Cuánto del camino a su meta anduvo cada indicador ya medido."""
    barras = []
    for i in leido.indicadores:
        if avance := i.avance():
            escrito = gettext(
                "%(parte)s (%(gestion)s)",
                parte=porcentaje(float(avance.parte), 1),
                gestion=avance.gestion,
            )
            barras.append(Barra(i.nombre, max(0.0, min(1.0, float(avance.parte))), escrito))
    return barras


def agregables(leido: PlanLeido) -> list[str]:
    """Qué partes se le pueden agregar ahora: la misión una vez, lo que cuelga si hay de qué."""
    if not leido.plan.propio:
        return [ClaseDeElemento.RESULTADO]
    hay = {e.clase for e in leido.elementos}
    posible: Callable[[ClaseDeElemento], bool] = lambda c: (  # noqa: E731 - una condición
        c is not ClaseDeElemento.RESULTADO
        and not (c in UNICAS and c in hay)
        and (c not in CUELGAN or bool(hay & set(CUELGAN[c])))
    )
    return [*filter(posible, ClaseDeElemento), "indicador", "alianza"]
