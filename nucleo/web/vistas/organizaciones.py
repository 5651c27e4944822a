"""Las organizaciones de un municipio: la lista, la ficha de cada una y quien las registra."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, ValidationError, fields, validate

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import entero, ilegible, porcentaje, texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import (
    QUE_PIDEN,
    Area,
    Lengua,
    Organizacion,
    OrganizacionRepetida,
    TipoDeOrganizacion,
)
from nucleo.dominio.personas import Personas
from nucleo.dominio.politica import Accion
from nucleo.servicios import organizaciones
from nucleo.servicios.distritos import distritos_de
from nucleo.servicios.lecturas import (
    FilaDeOrganizacion,
    FiltroDeDemandas,
    FiltroDeOrganizaciones,
)
from nucleo.servicios.organizaciones import (
    LARGO_DE_FUENTE,
    LARGO_DE_NOMBRE,
    SERVICIOS,
    DatosDeOrganizacion,
    organizacion_de,
)
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    gestion_de_trabajo,
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import comprobar, pagina_pedida, pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.invitar import TIPOS_DE

plano = Blueprint("organizaciones", __name__)
Pagina = tuple[str, int]
DEL_FORMULARIO = "nueva"
CARENCIA = N_("De cada 100; por ejemplo: 35")


def con_letras(texto: str) -> str:
    """Un nombre que se pueda buscar."""
    leido = texto_de(LARGO_DE_NOMBRE)(texto)
    if not plegar(leido):
        raise ilegible(N_("no tiene letras ni números"))
    return leido


def _cien(etiqueta: str) -> Leido:
    return Leido(
        porcentaje,
        escribir=lambda v: f"{v:g}".replace(".", ","),
        metadata={"etiqueta": etiqueta, "ayuda": CARENCIA, "clase": "numero"},
    )


def lenguas_que_se_ofrecen() -> tuple[Lengua, ...]:
    """Las de la plataforma: en otra no habría con qué decirle nada."""
    return tuple(lengua for lengua in Lengua if lengua.value in piezas().plataforma.idiomas)


def exigir_que_se_ofrezca(codigo: str) -> None:
    """`ValidationError` si no es una de las lenguas de la plataforma."""
    if codigo not in lenguas_que_se_ofrecen():
        raise ValidationError([Mensaje(N_("No es una de las lenguas que se ofrecen aquí."))])


class EsquemaDeOrganizacion(Schema):
    """Lo que se sabe de una organización."""

    nombre = Leido(con_letras, required=True, metadata={"etiqueta": N_("Nombre")})
    tipo = fields.String(
        required=True,
        validate=validate.OneOf([t.value for t in QUE_PIDEN]),
        metadata={"etiqueta": N_("Qué es"), "clase": "opcion"},
    )
    distrito = fields.String(
        metadata={
            "etiqueta": N_("Distrito"),
            "clase": "opcion",
            "ayuda": N_("Si no está en la lista, agréguelo antes en «Distritos»."),
        }
    )
    area = fields.String(
        validate=validate.OneOf([t.value for t in Area]),
        metadata={"etiqueta": N_("Área"), "clase": "opcion"},
    )
    mujeres = Leido(entero(), metadata={"etiqueta": N_("Cuántas mujeres"), "clase": "numero"})
    hombres = Leido(entero(), metadata={"etiqueta": N_("Cuántos hombres"), "clase": "numero"})
    agua = _cien(N_("Viviendas sin agua"))
    energia = _cien(N_("Viviendas sin energía"))
    desague = _cien(N_("Viviendas sin desagüe"))
    seguro = _cien(N_("Personas sin seguro de salud"))
    fuente = Leido(
        texto_de(LARGO_DE_FUENTE),
        metadata={
            "etiqueta": N_("De dónde sale el dato"),
            "ayuda": N_("Por ejemplo: Censo 2024, registro del municipio."),
        },
    )
    idioma = fields.String(
        validate=exigir_que_se_ofrezca,
        metadata={
            "etiqueta": N_("En qué lengua quiere leer lo suyo"),
            "clase": "opcion",
            "ayuda": N_("La de sus papeles y mensajes. Lo no traducido sale en castellano."),
        },
    )


@plano.get("/<municipio>/organizaciones")
@publica
def lista() -> str:
    """Todas, con lo que hicieron en la gestión; el filtro y la página van en la dirección."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        filtro = filtro_pedido(gestion_de_trabajo(gestiones))
        pagina = comprobar(lectura.organizaciones(filtro))
        cifras = lectura.cifras(filtro.gestion)
    return pintar(
        "organizaciones.html",
        gestiones=gestiones,
        gestion=filtro.gestion,
        filtro=filtro,
        pagina=pagina,
        cifras=cifras,
        distritos=distritos_por_clave(),
        tipos=nombres(QUE_PIDEN),
    )


@plano.get("/<municipio>/organizaciones.<any(csv, xlsx):formato>")
@publica
def archivo(formato: str) -> Response:
    """Las que cumplen el filtro, con los mismos títulos que la planilla que se importa."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        filtro = filtro_pedido(gestion_de_trabajo(lectura.gestiones()))
        todas = lectura.organizaciones(replace(filtro, pagina=1, por_pagina=0)).filas
    return descargar(tabla_de(todas), formato, "organizaciones")


@plano.get("/<municipio>/organizaciones/<uuid:organizacion>")
@publica
def ficha(organizacion: UUID) -> str:
    """Sus datos, quién la representa y quién la representó, y lo que pide."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = organizacion_de(unidad, organizacion)
        dirigencias = unidad.dirigencias.de_organizacion(organizacion)
        en_uso = unidad.organizaciones.en_uso(organizacion)
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        gestion = gestion_de_trabajo(gestiones)
        suyas = FiltroDeDemandas(gestion, organizacion_id=organizacion, por_pagina=0)
        demandas = lectura.demandas(suyas).filas
        proceso = lectura.proceso(gestion)
    hoy = dia_en_bolivia(ahora())
    return pintar(
        "organizacion.html",
        organizacion=esta,
        vigentes=[d for d in dirigencias if d.vigente(hoy)],
        otras=[d for d in dirigencias if not d.vigente(hoy)],
        hoy=hoy,
        demandas=demandas,
        calificada=proceso is not None and proceso.calificada_en is not None,
        gestiones=gestiones,
        gestion=gestion,
        sectores=nombres_de_sectores(municipio_de_lectura(), gestion),
        en_uso=en_uso,
        rol=rol_de(esta),
    )


@plano.route("/<municipio>/organizaciones/nueva", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def nueva() -> Pagina | Response:
    """Registrar una. Enviarla dos veces no la duplica: su identificador ya viene en la página."""
    formulario = Formulario(EsquemaDeOrganizacion(), opciones=opciones())
    orden = orden_pedida()
    repetida = None
    if recibido(formulario):
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        try:
            organizaciones.registrar(
                contexto, piezas().unidad(aqui()), orden, datos_de(formulario.datos)
            )
        except OrganizacionRepetida as error:
            formulario.fallar("nombre", frase(error))
            repetida = error.datos["cual"]
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Quedó registrada la organización."))
            return a(de_organizacion(orden))
    pagina = pintar(
        "organizacion-nueva.html", formulario=formulario, orden=orden, repetida=repetida
    )
    return pagina, estado_de(formulario)


@plano.route("/<municipio>/organizaciones/<uuid:organizacion>/editar", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def editar(organizacion: UUID) -> Pagina | Response:
    """Corregir sus datos; si otra persona guardó antes, se ve la diferencia."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = organizacion_de(unidad, organizacion)
    formulario = Formulario(EsquemaDeOrganizacion(), inicial_de(esta), opciones())
    edicion = Edicion(formulario, esta.version)
    repetidas: list[object] = []

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        unidad = piezas().unidad(aqui())
        try:
            organizaciones.corregir(contexto, unidad, organizacion, version, datos_de(datos))
        except OrganizacionRepetida as error:
            formulario.fallar("nombre", frase(error))
            repetidas.append(error.datos["cual"])

    if edicion.guardar(guardar, lambda: releer(organizacion)):
        flash(gettext("Quedaron guardados los datos de la organización."))
        return a(de_organizacion(organizacion))
    pagina = pintar(
        "organizacion-editar.html",
        edicion=edicion,
        organizacion=esta,
        repetida=next(iter(repetidas), None),
    )
    return pagina, edicion.estado


@plano.route("/<municipio>/organizaciones/<uuid:organizacion>/quitar", methods=["GET", "POST"])
@permite(Accion.EDITAR_ORGANIZACIONES)
def quitar(organizacion: UUID) -> str | Response:
    """Borrar la que se registró por error y no tiene nada; antes se dice qué se pierde."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = organizacion_de(unidad, organizacion)
        en_uso = unidad.organizaciones.en_uso(organizacion)
    if request.method == "POST":
        exigir_version(esta)
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        organizaciones.quitar(contexto, piezas().unidad(aqui()), organizacion, esta.version)
        flash(gettext("Se quitó la organización."))
        return a(f"/{municipio_actual().slug}/organizaciones")
    return pintar("organizacion-quitar.html", organizacion=esta, en_uso=en_uso)


def aqui() -> EnMunicipio:
    return EnMunicipio(municipio_actual().id)


def de_organizacion(cual: UUID) -> str:
    """La dirección de su ficha."""
    return f"/{municipio_actual().slug}/organizaciones/{cual}"


def rol_de(organizacion: Organizacion) -> str:
    """Con qué cargo se invita a quien la representa; el gobierno no invita por aquí."""
    return next((r.value for r, tipos in TIPOS_DE.items() if organizacion.tipo in tipos), "")


def orden_pedida() -> UUID:
    """El identificador de lo que se va a crear: el de la página enviada, o uno nuevo."""
    try:
        return UUID(request.form.get("orden", ""))
    except ValueError:
        return nuevo_id()


def releer(organizacion: UUID) -> tuple[Mapping[str, Any], int]:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        esta = organizacion_de(unidad, organizacion)
    return inicial_de(esta), esta.version


def filtro_pedido(gestion: int) -> FiltroDeOrganizaciones:
    return FiltroDeOrganizaciones(
        gestion=gestion,
        texto=request.args.get("texto", "").strip()[:200],
        distrito=plegar(request.args.get("distrito", "")[:200]),
        tipo=request.args.get("tipo", ""),
        pagina=pagina_pedida(),
    )


def distritos_por_clave() -> dict[str, str]:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return {d.clave: d.nombre for d in distritos_de(unidad)}


def opciones() -> dict[str, Sequence[tuple[str, str]]]:
    """Las listas del formulario."""
    return {
        "tipo": list(nombres(QUE_PIDEN).items()),
        "distrito": [(n, n) for n in distritos_por_clave().values()],
        "area": list(nombres(Area).items()),
        "idioma": list(nombres(lenguas_que_se_ofrecen()).items()),
    }


def inicial_de(o: Organizacion) -> dict[str, Any]:
    return {
        "nombre": o.nombre,
        "tipo": o.tipo.value,
        "distrito": distritos_por_clave().get(plegar(o.distrito), o.distrito),
        "area": o.area.value if o.area else None,
        "mujeres": o.poblacion.mujeres if o.poblacion else None,
        "hombres": o.poblacion.hombres if o.poblacion else None,
        **{servicio: o.carencias.get(servicio) for servicio in SERVICIOS},
        "fuente": o.fuente,
        "idioma": o.idioma.value if o.idioma else None,
    }


def datos_de(leido: Mapping[str, Any]) -> DatosDeOrganizacion:
    contadas = "mujeres" in leido or "hombres" in leido
    return DatosDeOrganizacion(
        nombre=leido["nombre"],
        tipo=TipoDeOrganizacion(leido["tipo"]),
        distrito=leido.get("distrito", ""),
        area=Area(leido["area"]) if leido.get("area") else None,
        poblacion=Personas(leido.get("mujeres", 0), leido.get("hombres", 0)) if contadas else None,
        carencias={s: leido[s] for s in SERVICIOS if s in leido},
        fuente=leido.get("fuente", ""),
        idioma=Lengua(leido["idioma"]) if leido.get("idioma") else None,
    )


def tabla_de(filas: Sequence[FilaDeOrganizacion]) -> Tabla:
    """Se puede volver a importar tal cual: los títulos son los que el importador conoce."""
    titulos = (
        gettext("Nombre"), gettext("Tipo"), gettext("Distrito"), gettext("Área"),
        gettext("Mujeres"), gettext("Hombres"), gettext("Sin agua (%)"),
        gettext("Sin energía (%)"), gettext("Sin desagüe (%)"), gettext("Sin seguro (%)"),
        gettext("Fuente"), gettext("Idioma"), gettext("Asambleas"), gettext("Demandas"),
    )  # fmt: skip
    cuerpo = [
        (
            f.nombre, nombre(f.tipo), f.distrito, nombre(f.area),
            f.poblacion.mujeres if f.poblacion else None,
            f.poblacion.hombres if f.poblacion else None,
            *(f.carencias.get(s) for s in SERVICIOS), f.fuente, nombre(f.idioma),
            f.asambleas, f.demandas,
        )
        for f in filas
    ]  # fmt: skip
    return Tabla(titulos, cuerpo)
