"""De la dirección web al ámbito: qué municipio, región o departamento se mira, y qué gestión."""

import logging
from collections.abc import Mapping, Sequence

from flask import Flask, abort, current_app, g, redirect, request

from nucleo.dominio.ajustes import AjusteInvalido
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnRegion
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import ErrorDePlugin, MunicipioSinAlta, MunicipioSuspendido, NoExiste
from nucleo.dominio.nombres import nombre_corto
from nucleo.dominio.regiones import Region
from nucleo.dominio.sectores import SIN_CLASIFICAR
from nucleo.dominio.territorio import Departamento, Municipio
from nucleo.servicios.lecturas import Situacion
from nucleo.servicios.piezas import Piezas
from nucleo.servicios.sectores import sectores_de
from nucleo.textos.traduccion import gettext

REGISTRO = logging.getLogger(__name__)
GESTIONES = range(2000, 2100)
LO_ARREGLAN = frozenset({"ajustes", "modulos", "escudos", "cambios"})
"""Las pantallas que abren aunque lo cambiado por pantalla haya dejado de valer."""


def piezas() -> Piezas:
    """Lo que `arranque` armó para esta aplicación."""
    todas: Piezas = current_app.extensions["tinkuy"]
    return todas


def municipio_actual() -> Municipio:
    """El municipio de la dirección, ya comprobado que está hospedado."""
    municipio: Municipio = g.municipio
    return municipio


def region_actual() -> Region:
    """La región de la dirección."""
    region: Region = g.region
    return region


def departamento_actual() -> Departamento:
    """El departamento de la dirección."""
    departamento: Departamento = g.departamento
    return departamento


def hospedados() -> list[Municipio]:
    """Los municipios dados de alta y no suspendidos, por nombre."""
    por_id = piezas().territorio.por_id
    altas = [por_id[a.municipio_id] for a in piezas().altas() if not a.suspendida_en]
    return sorted(altas, key=lambda m: nombre_corto(m.nombre))


def instalar(app: Flask, plugins: Mapping[str, str]) -> None:
    """Resuelve `<municipio>`, `<region>` y `<departamento>` antes de cada vista.

    Y los repone al armar direcciones.

    `plugins` va del nombre de un Blueprint al del plugin que lo trajo: donde ese plugin no está
    activo, sus pantallas no existen.
    """

    @app.url_value_preprocessor
    def resolver(_punto: str | None, valores: dict[str, str] | None) -> None:
        if valores and "municipio" in valores:
            _entrar_al_municipio(valores.pop("municipio"), plugins.get(request.blueprint or "", ""))
        if valores and "region" in valores:
            _entrar_a_la_region(valores.pop("region"))
        if valores and "departamento" in valores:
            _entrar_al_departamento(valores.pop("departamento"))

    @app.url_defaults
    def reponer(punto: str, valores: dict[str, object]) -> None:
        for nombre in ("municipio", "region", "departamento"):
            falta = nombre in g and nombre not in valores
            if falta and app.url_map.is_endpoint_expecting(punto, nombre):
                valores[nombre] = getattr(g, nombre).slug


def _entrar_al_municipio(slug: str, plugin: str) -> None:
    territorio = piezas().territorio
    municipio = territorio.por_slug.get(slug)
    if municipio is None:
        cierto = territorio.municipio(slug).slug  # por código o mal escrito; si no, NoExiste
        abort(redirect(request.full_path.replace(f"/{slug}", f"/{cierto}", 1).rstrip("?"), 301))
    situacion = situacion_de(municipio)
    configuracion = configuracion_de(EnMunicipio(municipio.id), situacion.version)
    if plugin and plugin not in configuracion.activos:
        raise NoExiste("página", request.path)
    g.municipio, g.configuracion, g.situacion = municipio, configuracion, situacion


def configuracion_de(ambito: Ambito, version: str | None = None) -> Configuracion:
    """La vigente. Si lo cambiado por pantalla dejó de valer, sus ajustes abren igual."""
    try:
        return piezas().configuracion(ambito, version)
    except AjusteInvalido:
        if request.blueprint not in LO_ARREGLAN:
            raise
        return piezas().ajustables.heredada(ambito)


def situacion_de(municipio: Municipio) -> Situacion:
    """Se pregunta siempre: otra persona pudo suspenderlo o borrarlo desde otro proceso."""
    with piezas().leer_municipio(EnMunicipio(municipio.id)) as lectura:
        situacion = lectura.situacion()
    if situacion is None:
        raise MunicipioSinAlta(municipio.nombre)
    if situacion.suspendida_en:
        raise MunicipioSuspendido(municipio.nombre, situacion.motivo)
    return situacion


def _entrar_a_la_region(slug: str) -> None:
    regiones = piezas().regiones
    if slug not in regiones:
        parecidos = [s for s in regiones if slug[:4] and slug[:4] in s][:3]
        raise NoExiste("región", slug, parecidos)
    g.region = regiones[slug]


def _entrar_al_departamento(slug: str) -> None:
    departamento = piezas().territorio.departamento(slug)
    if departamento.slug != slug:  # por código o mal escrito
        cierto = request.full_path.replace(f"/{slug}", f"/{departamento.slug}", 1)
        abort(redirect(cierto.rstrip("?"), 301))
    g.departamento = departamento
    g.configuracion = configuracion_de(EnDepartamento(departamento.codigo))


def gestion_de_trabajo(gestiones: Sequence[int] | None = None) -> int:
    """Con qué gestión se escribe: la del campo `gestion` o de `?gestion=N`, si viene.

    Si no, la más nueva con datos; y donde todavía no hay ninguna, el año que viene, que es para
    cuando se planifica. `gestiones` evita preguntar otra vez por las que tienen datos.
    """
    pedida = request.form.get("gestion") or request.args.get("gestion", "")
    if pedida:
        return _gestion_pedida(pedida, gestiones or ())
    if gestiones is None:
        with piezas().leer_municipio(municipio_de_lectura()) as lectura:
            gestiones = lectura.gestiones()
    return gestiones[0] if gestiones else dia_en_bolivia(ahora()).year + 1


def gestion_por_presentar() -> int:
    """Para cuál se presenta: la pedida o, si la más nueva ya cerró su lista, la que sigue."""
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = lectura.gestiones()
        proceso = lectura.proceso(gestiones[0]) if gestiones else None
    cerrada = proceso is not None and proceso.congelada_en is not None
    return gestion_de_trabajo([gestiones[0] + 1] if cerrada else gestiones)


def gestion_elegida(gestiones: Sequence[int]) -> int | None:
    """`?gestion=N` o, si no se pide, la más nueva con datos; `None` si no hay ninguna."""
    pedida = request.args.get("gestion", "")
    if not pedida:
        return gestiones[0] if gestiones else None
    return _gestion_pedida(pedida, gestiones)


def _gestion_pedida(pedida: str, gestiones: Sequence[int]) -> int:
    if pedida not in map(str, GESTIONES):
        raise NoExiste("gestión", pedida, [str(g) for g in gestiones])
    return int(pedida)


def nombres_de_sectores(ambito: Ambito, gestion: int) -> Mapping[str, str]:
    """Clave de sector → nombre en el idioma de quien lee, con lo que agregan los plugins activos.

    Se guarda mientras la configuración del ámbito sea la misma. Si un plugin falla, se registra,
    la pantalla sigue con los del clasificador y la próxima vez se le vuelve a preguntar.
    """
    configuracion = g.get("configuracion") or piezas().configuracion(ambito)
    guardados: dict[str, tuple[Configuracion, Mapping[str, str]]]
    guardados = current_app.extensions.setdefault("tinkuy_sectores", {})
    previa = guardados.get(ambito.clave)
    if previa is None or previa[0] != configuracion:
        try:
            previa = guardados[ambito.clave] = (configuracion, _sectores(ambito, gestion))
        except ErrorDePlugin:
            REGISTRO.exception("Los sectores de %s salen sin lo de sus plugins", ambito.clave)
            previa = (configuracion, {s.clave: s.nombre for s in piezas().sectores})
            g.pop("vigencia", None)  # una página a medias no se recuerda
    propios = {clave: gettext(nombre) for clave, nombre in previa[1].items()}
    return {**propios, SIN_CLASIFICAR: gettext("Sin clasificar")}


def _sectores(ambito: Ambito, gestion: int) -> dict[str, str]:
    contexto = piezas().contexto(ambito, gestion)
    sectores = sectores_de(contexto, piezas().ganchos(ambito), piezas().sectores)
    return {clave: s.nombre for clave, s in sectores.items()}


def region_de_lectura() -> EnRegion:
    return EnRegion(region_actual().slug)


def municipio_de_lectura() -> EnMunicipio:
    return EnMunicipio(municipio_actual().id)
