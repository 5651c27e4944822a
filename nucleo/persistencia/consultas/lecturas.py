"""Las dos lecturas que las pantallas reciben: la de un municipio y la de una región."""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self
from uuid import UUID

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.anclajes import EdcAnclado
from nucleo.dominio.corridas import Proceso
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.persistencia.consultas import (
    anclajes,
    avances,
    bitacora,
    cifras,
    corridas,
    demandas,
    entregas,
    formularios,
    organizaciones,
)
from nucleo.persistencia.fallas import decir_causa
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import (
    POR_PAGINA,
    Cifras,
    CorridaLeida,
    FichaDeDemanda,
    FilaDeAvance,
    FilaDeDemanda,
    FilaDeEntrega,
    FilaDeOrganizacion,
    FiltroDeDemandas,
    FiltroDeOrganizaciones,
    HechoLeido,
    Pagina,
    Procedencia,
    PuestoLeido,
    ResumenDeSector,
    Situacion,
)
from nucleo.servicios.presentaciones import FilaDeFormulario, FiltroDeFormularios


class LecturaSql:
    """Una transacción que no puede escribir; todas sus preguntas ven la base del mismo momento."""

    def __init__(self, sesiones: Callable[[], Sesion]) -> None:
        self._sesiones = sesiones

    def __enter__(self) -> Self:
        self._sesion = self._sesiones()
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        self._sesion.close()
        decir_causa(error)


class LecturaMunicipalSql(LecturaSql):
    """Cumple `nucleo.servicios.lecturas.LecturaMunicipal`."""

    def __init__(self, sesiones: Callable[[], Sesion], ambito: EnMunicipio) -> None:
        super().__init__(sesiones)
        self._municipio = ambito.id

    def __enter__(self) -> Self:
        self._contadas: Mapping[int, int] = {}
        return super().__enter__()

    def situacion(self) -> Situacion | None:
        return bitacora.situacion(self._sesion, self._municipio)

    def gestiones(self) -> Sequence[int]:
        self._contadas = demandas.por_gestion(self._sesion)
        return list(self._contadas)

    def cifras(self, gestion: int) -> Cifras:
        return cifras.cifras(self._sesion, gestion)

    def por_sector(self, gestion: int) -> Sequence[ResumenDeSector]:
        return cifras.por_sector(self._sesion, gestion)

    def demandas(self, filtro: FiltroDeDemandas) -> Pagina[FilaDeDemanda]:
        return demandas.listar(self._sesion, filtro, self._contadas)

    def demanda(self, gestion: int, numero: int) -> FichaDeDemanda | None:
        return demandas.ficha(self._sesion, gestion, numero)

    def organizaciones(self, filtro: FiltroDeOrganizaciones) -> Pagina[FilaDeOrganizacion]:
        return organizaciones.listar(self._sesion, filtro)

    def techos(self, gestion: int) -> Mapping[str, Dinero]:
        return cifras.techos(self._sesion, gestion)

    def procedencias(self, gestion: int) -> Mapping[str, Procedencia]:
        return cifras.procedencias(self._sesion, gestion)

    def proceso(self, gestion: int) -> Proceso | None:
        return corridas.proceso(self._sesion, gestion)

    def corrida(self, gestion: int) -> CorridaLeida | None:
        return corridas.corrida(self._sesion, gestion)

    def puesto(self, gestion: int, numero: int) -> PuestoLeido | None:
        return corridas.puesto(self._sesion, gestion, numero)

    def formularios(self, filtro: FiltroDeFormularios) -> Pagina[FilaDeFormulario]:
        return formularios.listar(self._sesion, filtro)

    def historia(
        self, membresias: frozenset[UUID], dirigencias: frozenset[UUID]
    ) -> Sequence[FilaDeFormulario]:
        return formularios.historia(self._sesion, membresias, dirigencias)

    def hechos(self, cuantos: int) -> Sequence[HechoLeido]:
        return bitacora.hechos(self._sesion, cuantos)


class LecturaRegionalSql(LecturaSql):
    """Cumple `nucleo.servicios.lecturas.LecturaRegional`."""

    def gestiones(self) -> Sequence[int]:
        return entregas.gestiones(self._sesion)

    def grupos(self, gestion: int) -> Sequence[Grupo]:
        return entregas.grupos(self._sesion, gestion)

    def entregas(
        self,
        gestion: int,
        competencias: frozenset[Competencia],
        municipios: frozenset[int],
        pagina: int,
        por_pagina: int = POR_PAGINA,
    ) -> Pagina[FilaDeEntrega]:
        return entregas.listar(self._sesion, gestion, competencias, municipios, pagina, por_pagina)

    def anclajes(self) -> Sequence[EdcAnclado]:
        return anclajes.listar(self._sesion)

    def gestiones_con_avance(self) -> Sequence[int]:
        return avances.gestiones(self._sesion)

    def avances(self, gestion: int) -> Sequence[FilaDeAvance]:
        return avances.listar(self._sesion, gestion)
