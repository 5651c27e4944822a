"""La estructura del municipio: el organigrama que todos ven y quien lo mantiene al día."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import codigo_de, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.dominio.unidades_operativas import (
    DependenciaInvalida,
    Rama,
    UnidadOperativa,
    UnidadRepetida,
    VigenciaAlReves,
    organigrama,
)
from nucleo.servicios import estructura
from nucleo.servicios.estructura import (
    LARGO_DE_CODIGO,
    LARGO_DE_COMPETENCIAS,
    DatosDeUnidad,
    gestion_de_vigencia,
    operativa_de,
    usos_de,
)
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, LARGO_DE_NOMBRE
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, nombres_de_sectores, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("estructura", __name__)
Pagina = tuple[str, int]
CAMPO = {UnidadRepetida: "codigo", DependenciaInvalida: "depende_de", VigenciaAlReves: "hasta"}


class EsquemaDeCorreccion(Schema):
    """Lo que se puede cambiar de una unidad: todo, menos su código."""

    nombre = Leido(
        texto_de(LARGO_DE_NOMBRE), required=True, metadata={"etiqueta": N_("Nombre de la unidad")}
    )
    depende_de = fields.String(metadata={"etiqueta": N_("De quién depende"), "clase": "opcion"})
    responsable = Leido(
        texto_de(LARGO_DE_NOMBRE),
        metadata={
            "etiqueta": N_("Cargo responsable"),
            "ayuda": N_("El cargo, no el nombre de la persona. Por ejemplo: Directora de Salud."),
        },
    )
    competencias = Leido(
        texto_de(LARGO_DE_COMPETENCIAS),
        metadata={"etiqueta": N_("Qué le toca hacer"), "clase": "parrafo"},
    )
    sectores = fields.List(
        fields.String(), metadata={"etiqueta": N_("Qué sectores atiende"), "clase": "varias"}
    )
    desde = Leido(
        gestion_de_vigencia,
        metadata={
            "etiqueta": N_("Desde qué gestión existe"),
            "clase": "numero",
            "ayuda": N_("Un año, como 2027. Vacío es «desde siempre»."),
        },
    )
    hasta = Leido(
        gestion_de_vigencia,
        metadata={
            "etiqueta": N_("Hasta qué gestión existe"),
            "clase": "numero",
            "ayuda": N_("Vacío es «sigue»."),
        },
    )
    fuente = Leido(
        texto_de(LARGO_DE_FUENTE),
        metadata={
            "etiqueta": N_("De dónde sale el dato"),
            "ayuda": N_("Por ejemplo: el manual de organización y funciones."),
        },
    )
    simulada = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Es un ejemplo, no una unidad de verdad")}
    )


class EsquemaDeUnidad(EsquemaDeCorreccion):
    """Una unidad nueva, con su código."""

    class Meta:
        """El código va primero en la página."""

        fields = ("codigo", *EsquemaDeCorreccion._declared_fields)  # noqa: SLF001 - no hay otra forma de anteponer un campo

    codigo = Leido(
        codigo_de(LARGO_DE_CODIGO),
        required=True,
        metadata={
            "etiqueta": N_("Código corto"),
            "ayuda": N_("Letras y números, como SMOP. Después no cambia: el POA lo nombra."),
        },
    )


class EsquemaDeCierre(Schema):
    """Cuál es la última gestión en que existe."""

    hasta = Leido(
        gestion_de_vigencia,
        required=True,
        metadata={"etiqueta": N_("Última gestión en que existe"), "clase": "numero"},
    )


@plano.get("/<municipio>/estructura")
@publica
def lista() -> str:
    """El organigrama de la gestión, y aparte las que todavía no existen o ya se cerraron."""
    gestion = gestion_de_trabajo()
    todas = leer()
    return pintar(
        "estructura.html",
        gestion=gestion,
        ramas=organigrama([u for u in todas if u.vigente(gestion)]),
        cuantas=sum(u.vigente(gestion) for u in todas),
        otras=[u for u in todas if not u.vigente(gestion)],
        simuladas=sum(u.simulada for u in todas),
        sectores=nombres_de_sectores(aqui(), gestion),
    )


@plano.get("/<municipio>/estructura.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Todas, con los mismos títulos que la planilla que se importa y en su orden."""
    sectores = nombres_de_sectores(aqui(), gestion_de_trabajo())
    return descargar(tabla_de(en_orden(organigrama(leer())), sectores), formato, "estructura")


@plano.route("/<municipio>/estructura/nueva", methods=["GET", "POST"])
@permite(Accion.ORGANIZAR)
def nueva() -> Pagina | Response:
    """Anotar una. Enviarla dos veces no la duplica: su identificador ya viene en la página."""
    formulario = Formulario(EsquemaDeUnidad(), opciones=opciones(leer()))
    orden = orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.ORGANIZAR, aqui())
        try:
            datos = datos_de(formulario.datos)
            estructura.registrar(contexto, piezas().unidad(aqui()), orden, datos)
        except tuple(CAMPO) as error:
            formulario.fallar(CAMPO[type(error)], frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Quedó anotada la unidad."))
            return a(de_estructura())
    pagina = pintar("unidad-nueva.html", formulario=formulario, orden=orden)
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/estructura/<uuid:operativa>/editar", methods=["GET", "POST"])
@permite(Accion.ORGANIZAR)
def editar(operativa: UUID) -> Pagina | Response:
    """Corregir sus datos; si otra persona guardó antes, se ve la diferencia."""
    esta, usos = leida(operativa)
    formulario = Formulario(EsquemaDeCorreccion(), inicial_de(esta), opciones(leer(), esta))
    edicion = Edicion(formulario, esta.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.ORGANIZAR, aqui())
        nuevos = datos_de({**datos, "codigo": esta.codigo})
        try:
            estructura.corregir(contexto, piezas().unidad(aqui()), operativa, version, nuevos)
        except (DependenciaInvalida, VigenciaAlReves) as error:
            formulario.fallar(CAMPO[type(error)], frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        ahora, _ = leida(operativa)
        return inicial_de(ahora), ahora.version

    if edicion.guardar(guardar, releer):
        flash(gettext("Quedaron guardados los datos de la unidad."))
        return a(de_estructura())
    return pintar("unidad-editar.html", edicion=edicion, unidad=esta, usos=usos), edicion.estado


@plano.route("/<municipio>/estructura/<uuid:operativa>/cerrar", methods=["GET", "POST"])
@permite(Accion.ORGANIZAR)
def cerrar(operativa: UUID) -> Pagina | Response:
    """Decir hasta qué gestión existió; lo que la nombra queda como está."""
    esta, usos = leida(operativa)
    formulario = Formulario(EsquemaDeCierre(), {"hasta": esta.hasta or gestion_de_trabajo() - 1})
    if recibido(formulario):
        contexto = contexto_de(Accion.ORGANIZAR, aqui())
        hasta = formulario.datos["hasta"]
        if esta.hasta != hasta:  # enviar dos veces lo mismo no choca
            exigir_version(esta)
        try:
            estructura.cerrar(contexto, piezas().unidad(aqui()), operativa, esta.version, hasta)
        except VigenciaAlReves as error:
            formulario.fallar("hasta", frase(error))
        else:
            flash(gettext("Quedó cerrada la unidad."))
            return a(de_estructura())
    pagina = pintar("unidad-cerrar.html", formulario=formulario, unidad=esta, usos=usos)
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/estructura/<uuid:operativa>/quitar", methods=["GET", "POST"])
@permite(Accion.ORGANIZAR)
def quitar(operativa: UUID) -> str | Response:
    """Borrar la que se anotó por error y nadie nombra."""
    esta, usos = leida(operativa)
    if request.method == "POST":
        exigir_version(esta)
        contexto = contexto_de(Accion.ORGANIZAR, aqui())
        estructura.quitar(contexto, piezas().unidad(aqui()), operativa, esta.version)
        flash(gettext("Se quitó la unidad."))
        return a(de_estructura())
    return pintar("unidad-quitar.html", unidad=esta, usos=usos)


def leer() -> Sequence[UnidadOperativa]:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return unidad.estructura.todas()


def leida(operativa: UUID) -> tuple[UnidadOperativa, Sequence[str]]:
    """La unidad y qué la nombra."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = operativa_de(unidad, operativa)
        return esta, usos_de(unidad, esta)


def de_estructura() -> str:
    return f"/{municipio_actual().slug}/estructura"


def opciones(
    todas: Sequence[UnidadOperativa], esta: UnidadOperativa | None = None
) -> dict[str, Sequence[tuple[str, str]]]:
    """De quién puede depender (no de sí misma) y qué sectores hay."""
    superiores = [(u.codigo, f"{u.codigo} · {u.nombre}") for u in todas]
    sectores = dict(nombres_de_sectores(aqui(), gestion_de_trabajo()))
    for suyo in esta.sectores if esta else ():
        sectores.setdefault(suyo, suyo)
    return {
        "depende_de": [s for s in superiores if esta is None or s[0] != esta.codigo],
        "sectores": list(sectores.items()),
    }


def inicial_de(u: UnidadOperativa) -> dict[str, Any]:
    return {nombre: getattr(u, nombre) for nombre in EsquemaDeCorreccion().fields}


def datos_de(leido: Mapping[str, Any]) -> DatosDeUnidad:
    return DatosDeUnidad(**{**leido, "sectores": tuple(leido.get("sectores", ()))})


def en_orden(ramas: Sequence[Rama]) -> list[UnidadOperativa]:
    """Cada una después que aquella de la que depende."""
    return [u for r in ramas for u in (r.unidad, *en_orden(r.ramas))]


def tabla_de(unidades: Sequence[UnidadOperativa], sectores: Mapping[str, str]) -> Tabla:
    """Se puede volver a importar tal cual: los títulos son los que el importador conoce."""
    titulos = (
        gettext("Código"), gettext("Nombre"), gettext("Depende de"),
        gettext("Responsable (cargo)"), gettext("Competencias"), gettext("Sectores"),
        gettext("Desde (gestión)"), gettext("Hasta (gestión)"), gettext("Fuente"),
        gettext("Simulado"),
    )  # fmt: skip
    cuerpo = [
        (
            u.codigo, u.nombre, u.depende_de, u.responsable, u.competencias,
            "; ".join(sectores.get(s, s) for s in u.sectores), u.desde, u.hasta, u.fuente,
            gettext("sí") if u.simulada else gettext("no"),
        )
        for u in unidades
    ]  # fmt: skip
    return Tabla(titulos, cuerpo)
