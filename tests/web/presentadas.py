"""Demandas ya presentadas en una casa de verdad, para lo que se hace después con ellas."""

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import conjunto_de
from nucleo.servicios.demandas import importar
from nucleo.servicios.encabezados import Planilla
from tests.web.casa import TUNARI, fundar_organizacion

GESTION = 2027
CODIGO = "2027-0001"
FICHA = f"/villa-tunari/demandas/{CODIGO}"


def presentar(
    casa, ambito=TUNARI, titulo="Posta de salud", costo="60.000", organizacion=None, gestion=GESTION
):
    """Una demanda de una organización, que se devuelve; las siguientes pueden ser de la misma."""
    organizacion = organizacion or fundar_organizacion(casa, ambito)
    renglones = [
        ("OTB", "Demanda", "Costo", "Sector", "Mujeres", "Hombres", "Fecha de la asamblea"),
        (organizacion.nombre, titulo, costo, "", "40", "35", "12/07/2026"),
    ]
    contexto = casa.contexto(ambito, gestion, "prueba")
    planilla = Planilla("d.csv", [*enumerate(renglones, 1)])
    importacion = importar(contexto, casa.unidad(ambito), conjunto_de(), (), planilla)
    assert importacion.creadas == 1, importacion
    return organizacion


def la(casa, numero=1, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return unidad.demandas.de(GESTION, numero)


def hechos(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return [e.que for e in unidad.bitacora.eslabones()]


def cerrar_lista(casa, ambito=TUNARI):
    proceso = Proceso(nuevo_id(), GESTION)
    proceso.dar(Paso.CONGELAR, ahora())
    with casa.unidad(ambito) as unidad:
        unidad.priorizaciones.abrir(proceso)
        unidad.anotar(Hecho("prueba.cierre", "prueba", ahora(), {}))
        unidad.confirmar()
