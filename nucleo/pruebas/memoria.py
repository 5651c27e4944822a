"""Una unidad de trabajo en memoria: los repositorios como listas."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID

from nucleo.dominio.ambito import Ambito, EnMunicipio
from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho
from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.dominio.identidad import DelMunicipio
from nucleo.pruebas.actas import ActasEnMemoria
from nucleo.pruebas.anclajes import AnclajesEnMemoria
from nucleo.pruebas.asistencias import AsistenciasEnMemoria, ConvocatoriasEnMemoria
from nucleo.pruebas.evaluaciones import EvaluacionesEnMemoria
from nucleo.pruebas.eventos import CalendariosEnMemoria
from nucleo.pruebas.identidad import (
    EnlacesEnMemoria,
    FrenosEnMemoria,
    MembresiasEnMemoria,
    SesionesEnMemoria,
    UsuariosEnMemoria,
)
from nucleo.pruebas.informes import InformesEnMemoria
from nucleo.pruebas.listas import EnMemoria
from nucleo.pruebas.llanos import BitacoraEnMemoria, VolcadoEnMemoria
from nucleo.pruebas.mesas import MesasEnMemoria
from nucleo.pruebas.ofertas import OfertasEnMemoria
from nucleo.pruebas.papeletas import PapeletasEnMemoria
from nucleo.pruebas.planificacion import EstructuraEnMemoria, PlanesEnMemoria
from nucleo.pruebas.poas import PoasEnMemoria
from nucleo.pruebas.repositorios import (
    AdjuntosEnMemoria,
    AjustesEnMemoria,
    AltasEnMemoria,
    AsambleasEnMemoria,
    AvancesEnMemoria,
    BorradoresEnMemoria,
    DemandasEnMemoria,
    DirigenciasEnMemoria,
    DistritosEnMemoria,
    EntregasEnMemoria,
    InversionesEnMemoria,
    OrganizacionesEnMemoria,
    PriorizacionesEnMemoria,
    TechosEnMemoria,
)
from nucleo.pruebas.seguimientos import SeguimientosEnMemoria
from nucleo.pruebas.versiones_de_techo import VersionesDeTechoEnMemoria
from nucleo.servicios.puertos import Unidad

TUNARI = EnMunicipio(31003)


E = TypeVar("E", bound=DelMunicipio)


class UnidadEnMemoria:
    """Cumple el puerto por forma. No deshace: sirve para probar decisiones, no transacciones.

    `confirmada` dice si el último uso terminó bien; `hechos`, lo confirmado, en orden.
    """

    def __init__(self, ambito: Ambito = TUNARI) -> None:
        self.organizaciones = OrganizacionesEnMemoria(self._nombradas)
        self.asambleas = AsambleasEnMemoria()
        self.demandas = DemandasEnMemoria()
        self.priorizaciones = PriorizacionesEnMemoria()
        self.papeletas = PapeletasEnMemoria()
        self.techos = TechosEnMemoria()
        self.versiones_de_techo = VersionesDeTechoEnMemoria()
        self.poas = PoasEnMemoria()
        self.inversiones = InversionesEnMemoria()
        self.ofertas = OfertasEnMemoria()
        self.entregas, self.anclajes = EntregasEnMemoria(), AnclajesEnMemoria()
        self.evaluaciones = EvaluacionesEnMemoria()
        self.ejecuciones: EnMemoria[Ejecucion] = EnMemoria()
        self.calendarios = CalendariosEnMemoria()
        self.asistencias, self.convocatorias = AsistenciasEnMemoria(), ConvocatoriasEnMemoria()
        self.mesas, self.seguimientos = MesasEnMemoria(), SeguimientosEnMemoria()
        self.actas, self.informes = ActasEnMemoria(), InformesEnMemoria()
        self.altas = AltasEnMemoria()
        self.distritos = DistritosEnMemoria()
        self.dirigencias = DirigenciasEnMemoria()
        self.borradores = BorradoresEnMemoria()
        self.adjuntos = AdjuntosEnMemoria(self)
        self.avances = AvancesEnMemoria(self)
        self.estructura = EstructuraEnMemoria()
        self.planes = PlanesEnMemoria()
        self.ajustes = AjustesEnMemoria()
        self.usuarios = UsuariosEnMemoria()
        self.membresias = MembresiasEnMemoria()
        self.enlaces = EnlacesEnMemoria()
        self.sesiones = SesionesEnMemoria()
        self.frenos = FrenosEnMemoria()
        self.volcado = VolcadoEnMemoria()
        self.bitacora = BitacoraEnMemoria(ambito.clave)
        self.propias: list[DelMunicipio] = []
        self.hechos: list[Hecho] = []
        self.en_plataforma: list[Hecho] = []
        self.confirmada = False
        self._por_anotar: list[Hecho] = []
        self._a_la_plataforma: list[Hecho] = []

    def _nombradas(self) -> Iterator[UUID | None]:
        """Las organizaciones que alguna otra fila nombra."""
        todas = (self.asambleas, self.demandas, self.inversiones, self.dirigencias, self.papeletas)
        for filas in todas:
            yield from (getattr(f, "organizacion_id", None) for f in filas.todas())
        yield from (a.organizacion_id for a in self.asistencias.filas)
        yield from (c.organizacion_id for c in self.convocatorias.filas)
        yield from (e.organizacion_id for e in self.seguimientos.encargados.filas)
        propias = (*self.propias, *self.mesas.reclamados.filas)
        yield from (getattr(f, "organizacion_id", None) for f in propias)

    def de_plugin(self, tipo: type[E], /) -> Sequence[E]:
        return [e for e in self.propias if isinstance(e, tipo)]

    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio], /) -> None:
        self.propias += entidades

    def reservar(self) -> None: ...

    def anotar(self, hecho: Hecho, /) -> None:
        self._por_anotar.append(hecho)

    def anotar_en_plataforma(self, hecho: Hecho, /) -> None:
        self._a_la_plataforma.append(hecho)

    def confirmar(self) -> None:
        """Como la de verdad: sin un hecho no se confirma."""
        if not (self._por_anotar or self._a_la_plataforma):
            raise ConfirmarSinHecho
        self.bitacora.encadenar(self._por_anotar)
        self.hechos += self._por_anotar
        self.en_plataforma += self._a_la_plataforma
        self._por_anotar, self._a_la_plataforma = [], []
        self.confirmada = True

    def confirmar_pasajero(self) -> None:
        """Como la de verdad: lo que deja hecho no se confirma así."""
        if self._por_anotar or self._a_la_plataforma:
            raise ConfirmarSinHecho
        self.confirmada = True

    def __enter__(self) -> Self:
        self.confirmada = False
        self._por_anotar, self._a_la_plataforma = [], []
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
        /,
    ) -> None: ...


CUMPLE_EL_PUERTO: type[Unidad] = UnidadEnMemoria
"""Si el puerto cambia y el doble no, mypy lo dice aquí."""
