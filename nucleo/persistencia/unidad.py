"""Una transacción por caso de uso, con su bitácora dentro: entera o nada."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import DelMunicipio
from nucleo.persistencia.campos import identidad_de
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar
from nucleo.persistencia.repositorios.altas import Altas
from nucleo.persistencia.repositorios.asambleas import Asambleas
from nucleo.persistencia.repositorios.bitacora import Bitacora
from nucleo.persistencia.repositorios.demandas import Demandas
from nucleo.persistencia.repositorios.entregas import Entregas
from nucleo.persistencia.repositorios.inversiones import Inversiones
from nucleo.persistencia.repositorios.organizaciones import Organizaciones
from nucleo.persistencia.repositorios.priorizaciones import Priorizaciones
from nucleo.persistencia.repositorios.techos import Techos

E = TypeVar("E", bound=DelMunicipio)


class UnidadSql:
    """Cumple `nucleo.servicios.puertos.Unidad`. Se abre con `with`, y nunca dentro de otra."""

    def __init__(self, sesiones: Callable[[], Sesion]) -> None:
        self._sesiones = sesiones

    def __enter__(self) -> Self:
        self._sesion = sesion = self._sesiones()
        self._hechos: list[Hecho] = []
        self.organizaciones = Organizaciones(sesion)
        self.asambleas = Asambleas(sesion)
        self.demandas = Demandas(sesion)
        self.priorizaciones = Priorizaciones(sesion)
        self.techos = Techos(sesion)
        self.inversiones = Inversiones(sesion)
        self.entregas = Entregas(sesion)
        self.altas = Altas(sesion)
        self.bitacora = Bitacora(sesion)
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        self._sesion.close()
        if isinstance(error, StaleDataError):
            raise EdicionConcurrente from error

    def de_plugin(self, tipo: type[E]) -> Sequence[E]:
        """Todas las filas de una tabla de plugin en este municipio, en el orden en que nacieron."""
        return self._sesion.scalars(select(tipo).order_by(identidad_de(tipo))).all()

    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio]) -> None:
        agregar(self._sesion, entidades)

    def anotar(self, hecho: Hecho) -> None:
        """El hecho entra en la bitácora al confirmar, o nunca."""
        self._hechos.append(hecho)

    def confirmar(self) -> None:
        """El candado de la bitácora se toma al final: dura lo que dura el COMMIT.

        Sin un hecho que diga qué se hizo no se confirma (`ConfirmarSinHecho`).
        """
        if not self._hechos:
            raise ConfirmarSinHecho
        self._sesion.flush()
        self.bitacora.encadenar(self._hechos)
        self._sesion.commit()
        self._hechos = []
