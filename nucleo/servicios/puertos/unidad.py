"""La unidad de trabajo, que junta todos los repositorios, y los plugins activos."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.identidad import DelMunicipio
from nucleo.servicios.puertos.actas import Actas
from nucleo.servicios.puertos.asistencias import Asistencias, Convocatorias
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
from nucleo.servicios.puertos.eventos import Calendarios
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
from nucleo.servicios.puertos.memoria import Ajustes, Altas, Bitacora, Volcado
from nucleo.servicios.puertos.mesas import Mesas
from nucleo.servicios.puertos.ofertas import Ofertas
from nucleo.servicios.puertos.papeletas import Papeletas
from nucleo.servicios.puertos.planificacion import Estructura, Planes
from nucleo.servicios.puertos.poas import Poas
from nucleo.servicios.puertos.techos import VersionesDeTecho

E = TypeVar("E", bound=DelMunicipio)


class Unidad(Protocol):
    """Una transacción en un ámbito: `with unidad: … unidad.confirmar()`, o no queda nada.

    Confirmar exige al menos un hecho anotado: todo cambio con efecto deja memoria.
    """

    @property
    def organizaciones(self) -> Organizaciones: ...
    @property
    def asambleas(self) -> Asambleas: ...
    @property
    def demandas(self) -> Demandas: ...
    @property
    def priorizaciones(self) -> Priorizaciones: ...
    @property
    def papeletas(self) -> Papeletas: ...
    @property
    def techos(self) -> Techos: ...
    @property
    def versiones_de_techo(self) -> VersionesDeTecho: ...
    @property
    def poas(self) -> Poas: ...
    @property
    def inversiones(self) -> Inversiones: ...
    @property
    def ofertas(self) -> Ofertas: ...
    @property
    def entregas(self) -> Entregas: ...
    @property
    def evaluaciones(self) -> Evaluaciones: ...
    @property
    def ejecuciones(self) -> Ejecuciones: ...
    @property
    def calendarios(self) -> Calendarios: ...
    @property
    def asistencias(self) -> Asistencias: ...
    @property
    def convocatorias(self) -> Convocatorias: ...
    @property
    def mesas(self) -> Mesas: ...
    @property
    def actas(self) -> Actas: ...
    @property
    def altas(self) -> Altas: ...
    @property
    def distritos(self) -> Distritos: ...
    @property
    def dirigencias(self) -> Dirigencias: ...
    @property
    def borradores(self) -> Borradores: ...
    @property
    def adjuntos(self) -> FichasDeAdjuntos: ...
    @property
    def avances(self) -> Avances: ...
    @property
    def estructura(self) -> Estructura: ...
    @property
    def planes(self) -> Planes: ...
    @property
    def ajustes(self) -> Ajustes: ...
    @property
    def usuarios(self) -> Usuarios: ...
    @property
    def membresias(self) -> Membresias: ...
    @property
    def enlaces(self) -> Enlaces: ...
    @property
    def sesiones(self) -> Sesiones: ...
    @property
    def frenos(self) -> Frenos: ...
    @property
    def bitacora(self) -> Bitacora: ...
    @property
    def volcado(self) -> Volcado: ...
    def de_plugin(self, tipo: type[E], /) -> Sequence[E]: ...
    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio], /) -> None: ...
    def reservar(self) -> None:
        """Desde aquí y hasta terminar, nadie más confirma en este ámbito.

        Quien va a cambiar filas que otros cambian toma su turno antes de tocarlas: al revés, dos
        que se esperan mutuamente se traban.
        """
        ...

    def anotar(self, hecho: Hecho, /) -> None: ...
    def anotar_en_plataforma(self, hecho: Hecho, /) -> None:
        """El hecho entra en la cadena de la plataforma, en esta misma transacción."""
        ...

    def confirmar(self) -> None: ...
    def confirmar_pasajero(self) -> None:
        """Guarda lo que no es memoria (sesiones, intentos, borradores), sin ningún hecho."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
        /,
    ) -> None: ...


class Ganchos(Protocol):
    """El conjunto de plugins activos; `nucleo.ganchos.Conjunto` lo cumple."""

    @property
    def activos(self) -> tuple[str, ...]: ...
    def recoger(self, nombre: str, ambito: str, **datos: Any) -> list[tuple[str, Any]]: ...
    def recoger_lo_sano(
        self, nombre: str, ambito: str, **datos: Any
    ) -> tuple[list[tuple[str, Any]], list[ErrorDePlugin]]:
        """Lo que dieron los que respondieron, y la falla de cada uno que no."""
        ...

    def implementados(self, plugin: str, /) -> list[str]:
        """Qué ganchos llena un plugin del conjunto."""
        ...
