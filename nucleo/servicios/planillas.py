"""Las planillas que una pantalla sabe importar: cuáles, con qué plantilla y con qué importador."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.organizaciones import que_piden
from nucleo.dominio.sectores import Sector
from nucleo.servicios import (
    demandas,
    estructura,
    inversiones,
    organizaciones,
    papeletas,
    planilla_de_ofertas,
    planilla_de_plan,
    techos,
)
from nucleo.servicios.columnas import columnas_de_demandas
from nucleo.servicios.encabezados import Columna, Planilla
from nucleo.servicios.importacion import Importacion
from nucleo.servicios.organizaciones import AREAS, TIPOS, Padron
from nucleo.servicios.planilla_de_ofertas import TIPOS_DE_OFERENTE
from nucleo.servicios.planilla_de_plan import ALIADOS, CLASES, DIMENSIONES
from nucleo.servicios.plantillas import ColumnaDeHoja, Hoja, plantilla
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.sectores import sectores_de

ANCHO_DE_NOMBRE = 34


class ClaseDePlanilla(StrEnum):
    """Qué trae. El valor va en la dirección."""

    DEMANDAS = "demandas"
    ORGANIZACIONES = "organizaciones"
    INVERSION = "inversion"
    TECHO = "techo"
    PAPELETAS = "papeletas"
    ESTRUCTURA = "estructura"
    PLAN = "plan"
    OFERTAS = "ofertas"


DE_GESTION = frozenset(
    {
        ClaseDePlanilla.DEMANDAS,
        ClaseDePlanilla.TECHO,
        ClaseDePlanilla.PAPELETAS,
        ClaseDePlanilla.OFERTAS,
    }
)
"""Las que se importan para una gestión."""


CON_SECTORES: Mapping[ClaseDePlanilla, Callable[..., Importacion]] = {
    ClaseDePlanilla.DEMANDAS: demandas.importar,
    ClaseDePlanilla.OFERTAS: planilla_de_ofertas.importar,
}
"""Las que leen sectores y, por eso, preguntan a los plugins."""


@dataclass(frozen=True, slots=True)
class Importadores:
    """Lo que todo importador pide, junto; la unidad de un ensayo puede ser de solo lectura."""

    contexto: Contexto
    unidad: Unidad
    ganchos: Ganchos
    sectores: Sequence[Sector]

    def ensayar(self, clase: ClaseDePlanilla, planilla: Planilla) -> Importacion:
        """Qué pasaría si entrara lo bueno, sin escribir nada."""
        return self.importar(clase, planilla, parcial=True, ensayo=True)

    def importar(
        self,
        clase: ClaseDePlanilla,
        planilla: Planilla,
        *,
        parcial: bool = False,
        ensayo: bool = False,
    ) -> Importacion:
        """Lo mismo que la orden de consola de esa planilla."""
        if clase in CON_SECTORES:
            return CON_SECTORES[clase](
                self.contexto,
                self.unidad,
                self.ganchos,
                self.sectores,
                planilla,
                parcial=parcial,
                ensayo=ensayo,
            )
        if clase is ClaseDePlanilla.ESTRUCTURA:
            return estructura.importar(
                self.contexto,
                self.unidad,
                sectores_de(self.contexto, self.ganchos, self.sectores),
                planilla,
                parcial=parcial,
                ensayo=ensayo,
            )
        importar = {
            ClaseDePlanilla.ORGANIZACIONES: organizaciones.importar,
            ClaseDePlanilla.INVERSION: inversiones.importar,
            ClaseDePlanilla.TECHO: techos.importar,
            ClaseDePlanilla.PAPELETAS: papeletas.importar,
            ClaseDePlanilla.PLAN: planilla_de_plan.importar,
        }[clase]
        return importar(self.contexto, self.unidad, planilla, parcial=parcial, ensayo=ensayo)

    def plantilla(self, clase: ClaseDePlanilla) -> list[Hoja]:
        """Una planilla en blanco, con sus columnas y sus listas desplegables."""
        if clase is ClaseDePlanilla.DEMANDAS:
            return plantilla(self.contexto, self.unidad, self.ganchos, self.sectores)
        with self.unidad:
            padron = Padron(que_piden(self.unidad.organizaciones.todas()))
        tipos = TIPOS_DE_OFERENTE if clase is ClaseDePlanilla.OFERTAS else TIPOS
        listas = {
            "otb": sorted((o.nombre for o in padron.por_clave.values()), key=str.casefold),
            "tipo": [escritos[0] for escritos in tipos.values()],
            "area": [escritos[0] for escritos in AREAS.values()],
            "simulado": ["sí", "no"],
            "simulada": ["sí", "no"],
            "clase": [escritos[0] for escritos in CLASES.values()],
            "dimension": [escritos[0] for escritos in DIMENSIONES.values()],
            "aliado": [escritos[0] for escritos in ALIADOS.values()],
        }
        columnas = self.columnas(clase, padron)
        suyas = {c.clave: listas[c.clave] for c in columnas if listas.get(c.clave)}
        return [Hoja(clase.value.capitalize(), [_de_hoja(c, suyas) for c in columnas], [], suyas)]

    def columnas(self, clase: ClaseDePlanilla, padron: Padron) -> Sequence[Columna]:
        """Las que esa planilla sabe leer."""
        match clase:
            case ClaseDePlanilla.ORGANIZACIONES:
                return organizaciones.COLUMNAS
            case ClaseDePlanilla.INVERSION:
                return inversiones.columnas(padron)
            case ClaseDePlanilla.TECHO:
                return techos.COLUMNAS
            case ClaseDePlanilla.PAPELETAS:
                return papeletas.columnas(padron)
            case ClaseDePlanilla.PLAN:
                with self.unidad:
                    editables = [p for p in self.unidad.planes.todos() if p.editable]
                return planilla_de_plan.columnas(planilla_de_plan.anios_de(editables))
        return self._con_sectores(clase, padron)

    def _con_sectores(self, clase: ClaseDePlanilla, padron: Padron) -> Sequence[Columna]:
        conocidos = sectores_de(self.contexto, self.ganchos, self.sectores)
        if clase is ClaseDePlanilla.DEMANDAS:
            return columnas_de_demandas(padron, conocidos)
        if clase is ClaseDePlanilla.OFERTAS:
            return planilla_de_ofertas.columnas(conocidos)
        return estructura.columnas(conocidos)


def _de_hoja(columna: Columna, listas: Collection[str]) -> ColumnaDeHoja:
    nombre = f"{columna.nombre} *" if columna.obligatoria else columna.nombre
    ancho = ANCHO_DE_NOMBRE if columna.clave in {"nombre", "otb", "proyecto"} else len(nombre) + 6
    return ColumnaDeHoja(
        nombre, ancho=ancho, lista=columna.clave if columna.clave in listas else ""
    )
