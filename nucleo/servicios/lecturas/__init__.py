"""Lo que las pantallas leen: filas inmutables y los contratos de quien las entrega."""

from nucleo.servicios.lecturas.contratos import (
    HechoLeido,
    Lectura,
    LecturaMunicipal,
    LecturaRegional,
    Situacion,
)
from nucleo.servicios.lecturas.corridas import CorridaLeida, Procedencia, PuestoLeido
from nucleo.servicios.lecturas.demandas import (
    Cifras,
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    ObservacionLeida,
    PasoDeHistoria,
    ResumenDeSector,
)
from nucleo.servicios.lecturas.organizaciones import FilaDeOrganizacion, FiltroDeOrganizaciones
from nucleo.servicios.lecturas.paginas import POR_PAGINA, Pagina
from nucleo.servicios.lecturas.regiones import FilaDeAvance, FilaDeEntrega

__all__ = [
    "POR_PAGINA",
    "Cifras",
    "CorridaLeida",
    "FichaDeDemanda",
    "FilaDeAvance",
    "FilaDeDemanda",
    "FilaDeEntrega",
    "FilaDeOrganizacion",
    "FiltroDeDemandas",
    "FiltroDeOrganizaciones",
    "HechoLeido",
    "Lectura",
    "LecturaMunicipal",
    "LecturaRegional",
    "ObservacionLeida",
    "Pagina",
    "PasoDeHistoria",
    "Procedencia",
    "PuestoLeido",
    "ResumenDeSector",
    "Situacion",
]
