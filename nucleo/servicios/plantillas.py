"""La planilla en blanco que se entrega a cada municipio: qué hojas lleva y con qué listas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.mensajes import N_
from nucleo.dominio.organizaciones import que_piden
from nucleo.dominio.sectores import SIN_CLASIFICAR, Sector
from nucleo.servicios.columnas import COMPETENCIAS, PEDIDA_POR, columnas_de_demandas
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.sectores import sectores_de

POR_ORGANIZACION = 2  # demandas 1 y 2: las que van a la matriz
ANCHO_USUAL = 18
ANCHOS = {"otb": 34, "demanda": 52, "problema": 40, "lugar": 26, "fuente": 30}
DE_TEXTO = frozenset({"folio", "codigo"})

EXPLICACIONES = {
    "otb": N_("Nombre de la OTB u organización. Elíjala de la lista."),
    "demanda": N_("Qué se pide, en una frase. Si queda vacía, la fila no cuenta."),
    "costo": N_("Costo en bolivianos, sin la contraparte. Por ejemplo: 1.234,50"),
    "prioridad": N_("El orden que le dio la asamblea: 1 es la primera."),
    "sector": N_("De qué trata. Elija de la lista; vacío queda sin clasificar."),
    "beneficiarias": N_("A cuántas mujeres beneficia."),
    "beneficiarios": N_("A cuántos hombres beneficia."),
    "familias": N_("A cuántas familias beneficia."),
    "pedida_por": N_("Quién la pidió en la asamblea: mujeres, hombres o ambos."),
    "orden_mujeres": N_("El orden que le dieron las mujeres."),
    "orden_hombres": N_("El orden que le dieron los hombres."),
    "contraparte": N_("Cuánto vale lo que pone la comunidad, en bolivianos."),
    "tipo_contraparte": N_("Qué pone la comunidad: terreno, mano de obra, materiales o dinero."),
    "competencia": N_("Qué nivel del Estado puede hacerla. Vacío es el municipio."),
    "tipo": N_("Construcción, mejoramiento, equipamiento, servicio…"),
    "problema": N_("Qué problema resuelve."),
    "lugar": N_("Dónde se haría."),
    "preparacion": N_("Qué está listo: perfil, terreno saneado, permisos."),
    "fecha": N_("Día/mes/año de la asamblea. Por ejemplo: 12/07/2026"),
    "lugar_asamblea": N_("Dónde fue la asamblea."),
    "asistentes_mujeres": N_("Cuántas mujeres asistieron."),
    "asistentes_hombres": N_("Cuántos hombres asistieron."),
    "folio": N_("Número del formulario de papel."),
    "fuente": N_("De dónde sale el dato."),
    "codigo": N_("Código propio, si lo tiene: con él, corregir el título no la duplica."),
    "simulado": N_("Sí, si el dato no es real."),
}
INSTRUCCIONES = (
    N_("Escriba una demanda por fila en la hoja «Demandas»."),
    N_("Cada OTB ya tiene dos filas, con prioridad 1 y 2. Agregue más si hace falta."),
    N_("La fila sin demanda se ignora: no hace falta borrarla."),
    N_("Las columnas marcadas con * son obligatorias; las demás pueden quedar vacías."),
    N_("No cambie los nombres de las columnas. Puede ocultar o borrar las que no use."),
    N_("Volver a importar la misma planilla no duplica demandas."),
)


@dataclass(frozen=True, slots=True)
class ColumnaDeHoja:
    """Un encabezado con su nota, su ancho en caracteres y, si la tiene, su lista desplegable.

    `texto` hace que Excel guarde lo escrito tal cual: 0012 no se vuelve 12.
    """

    nombre: str
    nota: str = ""
    texto: bool = False
    ancho: int = ANCHO_USUAL
    lista: str = ""


@dataclass(frozen=True, slots=True)
class Hoja:
    """Una hoja por escribir: encabezado fijo y filas de texto o enteros.

    `listas` va de nombre a opciones y se escribe en la hoja oculta que las guarda.
    """

    nombre: str
    columnas: Sequence[ColumnaDeHoja]
    filas: Sequence[Sequence[str | int]]
    listas: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))


def plantilla(
    contexto: Contexto, unidad: Unidad, ganchos: Ganchos, sectores: Sequence[Sector]
) -> list[Hoja]:
    """Las hojas de la planilla de demandas del municipio, con sus OTB ya cargadas."""
    with unidad:
        padron = Padron(que_piden(unidad.organizaciones.todas()))
    conocidos = sectores_de(contexto, ganchos, sectores)
    nombres = sorted((o.nombre for o in padron.por_clave.values()), key=str.casefold)
    listas = {
        "otb": nombres,
        "sector": sorted(s.nombre for c, s in conocidos.items() if c != SIN_CLASIFICAR),
        "pedida_por": [escritos[0] for escritos in PEDIDA_POR.values()],
        "competencia": [escritos[0] for escritos in COMPETENCIAS.values()],
        "simulado": ["sí", "no"],
    }
    columnas = [
        ColumnaDeHoja(
            nombre=f"{c.nombre} *" if c.obligatoria else c.nombre,
            nota=EXPLICACIONES[c.clave],
            ancho=ANCHOS.get(c.clave, ANCHO_USUAL),
            lista=c.clave if listas.get(c.clave) else "",
            texto=c.clave in DE_TEXTO,
        )
        for c in columnas_de_demandas(padron, conocidos)
    ]
    demandas = Hoja("Demandas", columnas, _renglones(nombres), listas)
    return [demandas, _instrucciones(contexto, columnas)]


def _renglones(nombres: Sequence[str]) -> list[list[str | int]]:
    """Por organización, sus primeras filas: nombre, demanda y costo por llenar, y la prioridad."""
    ordenes = range(1, POR_ORGANIZACION + 1)
    return [[nombre, "", "", orden] for nombre in nombres for orden in ordenes]


def _instrucciones(contexto: Contexto, columnas: Sequence[ColumnaDeHoja]) -> Hoja:
    encabezado = [ColumnaDeHoja(contexto.nombre, ancho=30), ColumnaDeHoja("Qué hacer", ancho=90)]
    generales = [["", frase] for frase in INSTRUCCIONES]
    return Hoja("Instrucciones", encabezado, [*generales, *([c.nombre, c.nota] for c in columnas)])
