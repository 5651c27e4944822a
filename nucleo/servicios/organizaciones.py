"""Las organizaciones de un municipio: importarlas, editarlas y hallarlas como las escriben."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from rapidfuzz import process

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import (
    entero,
    ilegible,
    opcion,
    plegar_con_perdidas,
    porcentaje,
    reparar_enie,
    texto_de,
)
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import normalizar, plegar
from nucleo.dominio.organizaciones import (
    Area,
    Lengua,
    Organizacion,
    OrganizacionEnUso,
    OrganizacionRepetida,
    TipoDeOrganizacion,
)
from nucleo.dominio.personas import Personas
from nucleo.servicios.distritos import LARGO_DE_DISTRITO, declarar_los_de
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.importacion import (
    Avance,
    Fila,
    Importacion,
    exigir_igual,
    hecho,
    rechazo,
)
from nucleo.servicios.importacion import (
    importar as importar_filas,
)
from nucleo.servicios.puertos import Unidad

SUGERENCIAS = 3
LARGO_DE_NOMBRE = 200
LARGO_DE_FUENTE = 300
SERVICIOS = ("agua", "energia", "desague", "seguro")

TIPOS = {
    TipoDeOrganizacion.COMUNIDAD: (
        "comunidad campesina", "comunidad", "sindicato", "sindicato agrario", "subcentral",
        "campesina", "otb rural", "otb",
    ),
    TipoDeOrganizacion.PUEBLO: (
        "pueblo indígena", "pueblo", "indígena", "ayllu", "capitanía", "comunidad indígena",
        "tenta", "marka",
    ),
    TipoDeOrganizacion.JUNTA: (
        "junta vecinal", "junta", "barrio", "urbanización", "zona", "otb urbana", "vecinal",
    ),
    TipoDeOrganizacion.MUJERES: (
        "organización de mujeres", "mujeres", "bartolinas", "club de madres", "madres",
    ),
    TipoDeOrganizacion.FUNCIONAL: (
        "organización funcional", "funcional", "asociación", "cooperativa", "productores",
    ),
    TipoDeOrganizacion.DILOS: ("dilos", "directorio local de salud", "salud"),
    TipoDeOrganizacion.EDUCACION: (
        "dirección distrital de educación", "dirección distrital", "educación", "distrital",
    ),
}  # fmt: skip
AREAS = {Area.URBANA: ("urbana", "urbano", "u"), Area.RURAL: ("rural", "r", "dispersa", "disperso")}
LENGUAS = {
    Lengua.CASTELLANO: ("castellano", "español", "es"),
    Lengua.QUECHUA: ("quechua", "qhichwa", "qu"),
    Lengua.AYMARA: ("aymara", "aimara", "ay"),
}

COLUMNAS = (
    Columna(
        "nombre", "Nombre", texto_de(LARGO_DE_NOMBRE), obligatoria=True,
        sinonimos=(
            "otb", "organizacion", "comunidad", "junta", "junta vecinal", "nombre de la otb",
            "nombre otb", "nombre de la organizacion", "nombre de la comunidad",
            "nombre organizacion", "barrio", "sindicato",
        ),
    ),
    Columna("tipo", "Tipo", opcion(TIPOS), ("tipo de organizacion", "tipo de otb", "clase")),
    Columna(
        "distrito", "Distrito", texto_de(LARGO_DE_DISTRITO),
        ("distrito municipal", "canton", "central"),
    ),
    Columna("area", "Área", opcion(AREAS), ("urbano rural", "urbano o rural", "zona geografica")),
    Columna(
        "mujeres", "Mujeres", entero(),
        ("poblacion mujeres", "poblacion femenina", "habitantes mujeres", "pob mujeres"),
    ),
    Columna(
        "hombres", "Hombres", entero(),
        ("poblacion hombres", "poblacion masculina", "habitantes hombres", "varones",
         "pob hombres"),
    ),
    Columna("sin_agua", "Sin agua (%)", porcentaje, ("viviendas sin agua", "porcentaje sin agua")),
    Columna(
        "sin_energia", "Sin energía (%)", porcentaje,
        ("viviendas sin energia", "sin luz", "sin electricidad"),
    ),
    Columna(
        "sin_desague", "Sin desagüe (%)", porcentaje,
        ("viviendas sin desague", "sin alcantarillado", "sin saneamiento"),
    ),
    Columna(
        "sin_seguro", "Sin seguro (%)", porcentaje,
        ("personas sin seguro", "sin seguro de salud", "sin salud"),
    ),
    Columna("fuente", "Fuente", texto_de(LARGO_DE_FUENTE), ("origen del dato", "fuente del dato")),
    Columna("idioma", "Idioma", opcion(LENGUAS), ("lengua", "idioma de la organizacion")),
)  # fmt: skip


class Padron:
    """Las organizaciones del municipio, por nombre plegado; «CA¿ADA» encuentra a «Cañada»."""

    def __init__(self, organizaciones: Iterable[Organizacion]) -> None:
        self.por_clave = {o.clave: o for o in organizaciones}

    def buscar(self, nombre: str) -> Organizacion | None:
        """La organización con ese nombre, o `None`."""
        exacta = self.por_clave.get(plegar(nombre))
        return exacta or self.por_clave.get(plegar_con_perdidas(nombre))

    def hallar(self, nombre: str) -> Organizacion:
        """Como `buscar`, pero si no está levanta `DatoIlegible` con las tres más parecidas."""
        hallada = self.buscar(nombre)
        if hallada is None:
            parecidas = process.extract(
                plegar_con_perdidas(nombre), self.por_clave.keys(), limit=SUGERENCIAS
            )
            nombres = [self.por_clave[clave].nombre for clave, _, _ in parecidas]
            if not nombres:
                raise ilegible(N_("el municipio todavía no tiene organizaciones cargadas"))
            raise ilegible(
                N_("no está entre las organizaciones; quizás: %(parecidas)s"),
                parecidas=", ".join(nombres),
            )
        return hallada


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Crea las organizaciones que faltan, y sus distritos. Identidad: el nombre plegado.

    Sin tipo, comunidad.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        padron = Padron(unidad.organizaciones.todas())
        reparados: list[str] = []

        def procesar(fila: Fila) -> Organizacion | None:
            return _procesar(padron, fila, reparados)

        importacion, nuevas = importar_filas(
            planilla, COLUMNAS, procesar, parcial=parcial, avance=avance, ensayo=ensayo
        )
        avisar_reparados(importacion, reparados)
        if nuevas:
            unidad.organizaciones.agregar_todas(nuevas)
            declarar_los_de(unidad, nuevas)
            unidad.anotar(hecho("organizaciones.importadas", contexto, importacion))
            unidad.confirmar()
    return importacion


def _procesar(padron: Padron, fila: Fila, reparados: list[str]) -> Organizacion | None:
    nombre = reparar_enie(fila.valores["nombre"])
    if not plegar(nombre):
        raise rechazo("nombre", N_("no tiene letras ni números"))
    if antes := padron.buscar(nombre):
        exigir_igual(_dicho(antes), fila)
        return None
    if nombre != fila.valores["nombre"]:
        reparados.append(nombre)
    nueva = _nueva(nombre, fila)
    padron.por_clave[nueva.clave] = nueva
    return nueva


def _nueva(nombre: str, fila: Fila) -> Organizacion:
    dato = fila.valores
    contadas = "mujeres" in dato or "hombres" in dato
    return Organizacion(
        id=nuevo_id(),
        nombre=nombre,
        clave=plegar(nombre),
        tipo=dato.get("tipo", TipoDeOrganizacion.COMUNIDAD),
        distrito=dato.get("distrito", ""),
        area=dato.get("area"),
        poblacion=Personas(dato.get("mujeres", 0), dato.get("hombres", 0)) if contadas else None,
        carencias={s: dato[f"sin_{s}"] for s in SERVICIOS if f"sin_{s}" in dato},
        fuente=dato.get("fuente", ""),
        idioma=dato.get("idioma"),
    )


def _dicho(o: Organizacion) -> dict[str, object]:
    """Lo ya registrado de una organización, por columna."""
    dicho: dict[str, object] = {
        "tipo": o.tipo,
        "distrito": o.distrito,
        "area": o.area,
        "mujeres": o.poblacion.mujeres if o.poblacion else None,
        "hombres": o.poblacion.hombres if o.poblacion else None,
        "fuente": o.fuente,
        "idioma": o.idioma,
    }
    return dicho | {f"sin_{s}": o.carencias.get(s) for s in SERVICIOS}


def avisar_reparados(importacion: Importacion, reparados: list[str]) -> None:
    """Dice en cuántos nombres se devolvió la Ñ que venía como «¿», con un ejemplo."""
    if reparados:
        texto = N_("Se cambió «¿» por Ñ en %(cuantos)s nombres; por ejemplo: %(ejemplo)s.")
        importacion.avisos.append(
            Mensaje(texto, {"cuantos": len(reparados), "ejemplo": reparados[0]})
        )


@dataclass(frozen=True, slots=True)
class DatosDeOrganizacion:
    """Lo que se escribe de una por pantalla; `carencias` como en `Organizacion`."""

    nombre: str
    tipo: TipoDeOrganizacion
    distrito: str = ""
    area: Area | None = None
    poblacion: Personas | None = None
    carencias: Mapping[str, float] = field(default_factory=dict)
    fuente: str = ""
    idioma: Lengua | None = None


def registrar(
    contexto: Contexto, unidad: Unidad, nueva: UUID, datos: DatosDeOrganizacion
) -> Organizacion:
    """Agrega una organización. Repetirla con el mismo `id` no la duplica.

    Con ese `id` y otros datos, `OrdenUsada`; con el nombre de otra, `OrganizacionRepetida`.
    """
    with unidad:
        unidad.reservar()
        if ya := unidad.organizaciones.de(nueva):
            if _dichos_de(ya) != _como_se_guardan(datos):
                raise OrdenUsada(ya.nombre)
            return ya
        exigir_unica(unidad, nueva, datos.nombre)
        organizacion = Organizacion(nueva, "", "", datos.tipo)
        _poner(organizacion, datos)
        unidad.organizaciones.agregar_todas([organizacion])
        declarar_los_de(unidad, [organizacion])
        _anotar(contexto, unidad, "organizaciones.registrada", organizacion)
        unidad.confirmar()
    return organizacion


def corregir(
    contexto: Contexto, unidad: Unidad, cual: UUID, version: int, datos: DatosDeOrganizacion
) -> Organizacion:
    """Cambia sus datos si siguen como se los vio (`version`). O `EdicionConcurrente`."""
    with unidad:
        unidad.reservar()
        organizacion = organizacion_de(unidad, cual, version)
        exigir_unica(unidad, cual, datos.nombre)
        antes = organizacion.nombre
        _poner(organizacion, datos)
        declarar_los_de(unidad, [organizacion])
        _anotar(contexto, unidad, "organizaciones.corregida", organizacion, antes=antes)
        unidad.confirmar()
    return organizacion


def quitar(contexto: Contexto, unidad: Unidad, cual: UUID, version: int) -> Organizacion:
    """Borra la que se registró por error. Si algo la nombra, `OrganizacionEnUso`."""
    with unidad:
        unidad.reservar()
        organizacion = organizacion_de(unidad, cual, version)
        if unidad.organizaciones.en_uso(cual):
            raise OrganizacionEnUso(organizacion.nombre)
        unidad.organizaciones.quitar(organizacion)
        _anotar(contexto, unidad, "organizaciones.quitada", organizacion)
        unidad.confirmar()
    return organizacion


def organizacion_de(unidad: Unidad, cual: UUID, version: int | None = None) -> Organizacion:
    """Con la unidad abierta. `NoExiste`, o `EdicionConcurrente` si ya no es esa versión."""
    organizacion = unidad.organizaciones.de(cual)
    if organizacion is None:
        raise NoExiste("organización", cual)
    if version is not None and organizacion.version != version:
        raise EdicionConcurrente
    return organizacion


def exigir_unica(unidad: Unidad, cual: UUID, nombre: str) -> None:
    """Que ninguna otra se llame así, con tildes o sin ellas."""
    otra = unidad.organizaciones.con_clave(plegar(nombre))
    if otra and otra.id != cual:
        raise OrganizacionRepetida(otra.nombre, otra.id)


def _como_se_guardan(datos: DatosDeOrganizacion) -> DatosDeOrganizacion:
    nombre, distrito = normalizar(datos.nombre), normalizar(datos.distrito)
    return replace(datos, nombre=nombre, distrito=distrito, carencias=dict(datos.carencias))


def _dichos_de(o: Organizacion) -> DatosDeOrganizacion:
    return DatosDeOrganizacion(
        o.nombre,
        o.tipo,
        o.distrito,
        o.area,
        o.poblacion,
        dict(o.carencias),
        o.fuente,
        o.idioma,
    )


def _poner(organizacion: Organizacion, dichos: DatosDeOrganizacion) -> None:
    datos = _como_se_guardan(dichos)
    organizacion.nombre, organizacion.clave = datos.nombre, plegar(datos.nombre)
    organizacion.tipo, organizacion.area = datos.tipo, datos.area
    organizacion.distrito = datos.distrito
    organizacion.poblacion, organizacion.carencias = datos.poblacion, dict(datos.carencias)
    organizacion.fuente, organizacion.idioma = datos.fuente, datos.idioma


def _anotar(
    contexto: Contexto, unidad: Unidad, que: str, organizacion: Organizacion, **mas: str
) -> None:
    carga = {"organizacion": str(organizacion.id), "nombre": organizacion.nombre, **mas}
    unidad.anotar(Hecho(que, contexto.quien, contexto.ahora(), carga))
