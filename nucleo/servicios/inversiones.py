"""Importar lo que cada organización recibió en gestiones anteriores."""

from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.lectura import dinero_positivo, entero, reparar_enie, si_o_no, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import que_piden
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
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE, Padron, avisar_reparados
from nucleo.servicios.puertos import Unidad

LARGO_DE_PROYECTO = 300
LARGO_DE_CLAVE = 100
PRIMERA_GESTION, ULTIMA_GESTION = 1994, 2100  # la Ley 1551 crea los municipios de hoy en 1994

Identidad = tuple[UUID | None, int, str]


def columnas(padron: Padron) -> tuple[Columna, ...]:
    """Sin OTB, la inversión es del municipio entero."""
    return (
        Columna(
            "otb", "OTB", padron.hallar,
            ("organizacion", "comunidad", "junta", "junta vecinal", "nombre de la otb"),
        ),
        Columna(
            "gestion", "Gestión", entero(PRIMERA_GESTION, ULTIMA_GESTION), ("año", "anio", "poa"),
            obligatoria=True,
        ),
        Columna(
            "proyecto", "Proyecto", texto_de(LARGO_DE_PROYECTO),
            ("obra", "descripcion", "nombre del proyecto", "actividad", "titulo"),
            obligatoria=True,
        ),
        Columna(
            "monto", "Monto (Bs)", dinero_positivo,
            ("monto bs", "costo", "ejecutado", "monto ejecutado", "inversion", "importe",
             "presupuesto", "devengado", "total"),
            obligatoria=True,
        ),
        Columna("sector", "Sector", texto_de(LARGO_DE_CLAVE), ("programa", "rubro")),
        Columna("estado", "Estado", texto_de(LARGO_DE_CLAVE), ("situacion", "avance")),
        Columna("fuente", "Fuente del dato", texto_de(LARGO_DE_FUENTE), ("fuente", "origen")),
        Columna("simulado", "Simulado", si_o_no, ("simulada", "dato simulado", "es simulado")),
    )  # fmt: skip


def importar(
    contexto: Contexto,
    unidad: Unidad,
    planilla: Planilla,
    *,
    parcial: bool = False,
    avance: Avance | None = None,
    ensayo: bool = False,
) -> Importacion:
    """Agrega al historial las inversiones que faltan.

    La identidad es organización, gestión y proyecto plegado; una repetida con otro dato se rechaza.
    """
    with unidad:
        if not ensayo:
            unidad.reservar()
        padron = Padron(que_piden(unidad.organizaciones.todas()))
        historial = Historial(unidad)
        importacion, nuevas = importar_filas(
            planilla,
            columnas(padron),
            historial.procesar,
            parcial=parcial,
            avance=avance,
            ensayo=ensayo,
        )
        avisar_reparados(importacion, historial.reparados)
        if nuevas:
            unidad.inversiones.agregar_todas(nuevas)
            unidad.anotar(hecho("inversiones.importadas", contexto, importacion))
            unidad.confirmar()
    return importacion


class Historial:
    """Las inversiones ya registradas, por identidad; crece con cada fila."""

    def __init__(self, unidad: Unidad) -> None:
        self.registradas: dict[Identidad, Inversion] = {}
        self.reparados: list[str] = []
        for i in unidad.inversiones.todas():
            self.registradas[i.organizacion_id, i.gestion, plegar(i.proyecto)] = i

    def procesar(self, fila: Fila) -> Inversion | None:
        """La inversión nueva de la fila o `None` si ya estaba; levanta `FilaRechazada`."""
        proyecto = reparar_enie(fila.valores["proyecto"])
        if not plegar(proyecto):
            raise rechazo("proyecto", N_("no tiene letras ni números"))
        nueva = _nueva(proyecto, fila)
        identidad = (nueva.organizacion_id, nueva.gestion, plegar(proyecto))
        if antes := self.registradas.get(identidad):
            exigir_igual(_dicho(antes), fila)
            return None
        if proyecto != fila.valores["proyecto"]:
            self.reparados.append(proyecto)
        self.registradas[identidad] = nueva
        return nueva


def _nueva(proyecto: str, fila: Fila) -> Inversion:
    dato = fila.valores
    return Inversion(
        id=nuevo_id(),
        organizacion_id=dato["otb"].id if "otb" in dato else None,
        gestion=dato["gestion"],
        proyecto=proyecto,
        monto=dato["monto"],
        sector=dato.get("sector", ""),
        estado=dato.get("estado", ""),
        fuente=dato.get("fuente", ""),
        simulada=dato.get("simulado", False),
    )


def _dicho(i: Inversion) -> dict[str, object]:
    return {
        "monto": i.monto,
        "sector": i.sector,
        "estado": i.estado,
        "fuente": i.fuente,
        "simulado": i.simulada,
    }
