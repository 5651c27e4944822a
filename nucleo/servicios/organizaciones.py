"""Importar las organizaciones de un municipio, y encontrarlas por su nombre como lo escriben."""

from collections.abc import Iterable

from rapidfuzz import process

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.identidad import nuevo_id
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
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Area, Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
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
    Columna("distrito", "Distrito", texto_de(100), ("distrito municipal", "canton", "central")),
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
) -> Importacion:
    """Crea las organizaciones que faltan. Identidad: el nombre plegado. Sin tipo, comunidad."""
    with unidad:
        padron = Padron(unidad.organizaciones.todas())
        reparados: list[str] = []

        def procesar(fila: Fila) -> Organizacion | None:
            return _procesar(padron, fila, reparados)

        importacion, nuevas = importar_filas(
            planilla, COLUMNAS, procesar, parcial=parcial, avance=avance
        )
        avisar_reparados(importacion, reparados)
        if nuevas:
            unidad.organizaciones.agregar_todas(nuevas)
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
    }
    return dicho | {f"sin_{s}": o.carencias.get(s) for s in SERVICIOS}


def avisar_reparados(importacion: Importacion, reparados: list[str]) -> None:
    """Dice en cuántos nombres se devolvió la Ñ que venía como «¿», con un ejemplo."""
    if reparados:
        texto = N_("Se cambió «¿» por Ñ en %(cuantos)s nombres; por ejemplo: %(ejemplo)s.")
        importacion.avisos.append(
            Mensaje(texto, {"cuantos": len(reparados), "ejemplo": reparados[0]})
        )
