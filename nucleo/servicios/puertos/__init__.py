"""Lo que los servicios piden al mundo: contratos que la persistencia cumple por forma."""

from nucleo.servicios.puertos.ciclo import (
    Asambleas,
    Avances,
    Demandas,
    Entregas,
    Inversiones,
    Organizaciones,
    Priorizaciones,
    Techos,
)
from nucleo.servicios.puertos.ejecuciones import Ejecuciones
from nucleo.servicios.puertos.evaluaciones import Evaluaciones
from nucleo.servicios.puertos.gente import (
    Borradores,
    Dirigencias,
    Distritos,
    Enlaces,
    FichasDeAdjuntos,
    Frenos,
    Membresias,
    Sesiones,
    Usuarios,
)
from nucleo.servicios.puertos.memoria import (
    Ajustes,
    Altas,
    Apartados,
    Bitacora,
    Exportacion,
    Origen,
    Respaldo,
    Volcado,
)
from nucleo.servicios.puertos.papeletas import Papeletas
from nucleo.servicios.puertos.planificacion import Estructura, Planes
from nucleo.servicios.puertos.unidad import Ganchos, Unidad

__all__ = [
    "Ajustes",
    "Altas",
    "Apartados",
    "Asambleas",
    "Avances",
    "Bitacora",
    "Borradores",
    "Demandas",
    "Dirigencias",
    "Distritos",
    "Ejecuciones",
    "Enlaces",
    "Entregas",
    "Estructura",
    "Evaluaciones",
    "Exportacion",
    "FichasDeAdjuntos",
    "Frenos",
    "Ganchos",
    "Inversiones",
    "Membresias",
    "Organizaciones",
    "Origen",
    "Papeletas",
    "Planes",
    "Priorizaciones",
    "Respaldo",
    "Sesiones",
    "Techos",
    "Unidad",
    "Usuarios",
    "Volcado",
]
