"""Una transacción por caso de uso, con su bitácora dentro: entera o nada."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho
from nucleo.dominio.errores import EdicionConcurrente, MunicipioSinAlta, MunicipioSuspendido
from nucleo.dominio.identidad import DelMunicipio
from nucleo.persistencia.campos import identidad_de
from nucleo.persistencia.esquema import Esquema
from nucleo.persistencia.fallas import decir_causa
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.actas import Actas
from nucleo.persistencia.repositorios.adjuntos import Adjuntos
from nucleo.persistencia.repositorios.agregados import agregar
from nucleo.persistencia.repositorios.ajustes import Ajustes
from nucleo.persistencia.repositorios.altas import Altas
from nucleo.persistencia.repositorios.anclajes import Anclajes
from nucleo.persistencia.repositorios.asambleas import Asambleas
from nucleo.persistencia.repositorios.asistencias import Asistencias, Convocatorias
from nucleo.persistencia.repositorios.avances import Avances
from nucleo.persistencia.repositorios.bitacora import Bitacora
from nucleo.persistencia.repositorios.borradores import Borradores
from nucleo.persistencia.repositorios.demandas import Demandas
from nucleo.persistencia.repositorios.dirigencias import Dirigencias, Distritos
from nucleo.persistencia.repositorios.ejecuciones import Ejecuciones
from nucleo.persistencia.repositorios.entregas import Entregas
from nucleo.persistencia.repositorios.estructura import Estructura
from nucleo.persistencia.repositorios.evaluaciones import Evaluaciones
from nucleo.persistencia.repositorios.eventos import Calendarios
from nucleo.persistencia.repositorios.informes import Informes
from nucleo.persistencia.repositorios.inversiones import Inversiones
from nucleo.persistencia.repositorios.mesas import Mesas
from nucleo.persistencia.repositorios.ofertas import Ofertas
from nucleo.persistencia.repositorios.organizaciones import Organizaciones
from nucleo.persistencia.repositorios.papeletas import Papeletas
from nucleo.persistencia.repositorios.planes import Planes
from nucleo.persistencia.repositorios.poas import Poas
from nucleo.persistencia.repositorios.priorizaciones import Priorizaciones
from nucleo.persistencia.repositorios.seguimientos import Seguimientos
from nucleo.persistencia.repositorios.sesiones import Frenos, Sesiones
from nucleo.persistencia.repositorios.techos import Techos
from nucleo.persistencia.repositorios.usuarios import Enlaces, Membresias, Usuarios
from nucleo.persistencia.repositorios.versiones_de_techo import VersionesDeTecho
from nucleo.persistencia.volcado import Volcado

E = TypeVar("E", bound=DelMunicipio)


class UnidadSql:
    """Cumple `nucleo.servicios.puertos.Unidad`. Se abre con `with`, y nunca dentro de otra."""

    def __init__(self, sesiones: Callable[[], Sesion], esquema: Callable[[], Esquema]) -> None:
        self._sesiones = sesiones
        self._esquema = esquema

    def __enter__(self) -> Self:
        self._sesion = sesion = self._sesiones()
        self._hechos: list[Hecho] = []
        self._a_la_plataforma: list[Hecho] = []
        self.organizaciones = Organizaciones(sesion, self._esquema)
        self.asambleas = Asambleas(sesion)
        self.demandas = Demandas(sesion)
        self.priorizaciones = Priorizaciones(sesion)
        self.papeletas = Papeletas(sesion)
        self.techos = Techos(sesion)
        self.versiones_de_techo = VersionesDeTecho(sesion)
        self.poas = Poas(sesion)
        self.inversiones = Inversiones(sesion)
        self.ofertas = Ofertas(sesion)
        self.entregas = Entregas(sesion)
        self.anclajes = Anclajes(sesion)
        self.evaluaciones = Evaluaciones(sesion)
        self.ejecuciones = Ejecuciones(sesion)
        self.calendarios = Calendarios(sesion)
        self.asistencias, self.convocatorias = Asistencias(sesion), Convocatorias(sesion)
        self.mesas = Mesas(sesion)
        self.seguimientos = Seguimientos(sesion)
        self.actas, self.informes = Actas(sesion), Informes(sesion)
        self.altas = Altas(sesion)
        self.distritos = Distritos(sesion)
        self.dirigencias = Dirigencias(sesion)
        self.borradores = Borradores(sesion)
        self.adjuntos = Adjuntos(sesion)
        self.avances = Avances(sesion)
        self.estructura = Estructura(sesion)
        self.planes = Planes(sesion)
        self.ajustes = Ajustes(sesion)
        self.usuarios = Usuarios(sesion)
        self.membresias = Membresias(sesion)
        self.enlaces = Enlaces(sesion)
        self.sesiones = Sesiones(sesion)
        self.frenos = Frenos(sesion)
        self.bitacora = Bitacora(sesion)
        self.volcado = Volcado(sesion, self._esquema)
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
        decir_causa(error)

    def de_plugin(self, tipo: type[E]) -> Sequence[E]:
        """Todas las filas de una tabla de plugin en este municipio, en el orden en que nacieron."""
        return self._sesion.scalars(select(tipo).order_by(identidad_de(tipo))).all()

    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio]) -> None:
        agregar(self._sesion, entidades)

    def reservar(self) -> None:
        """Desde aquí y hasta terminar, nadie más confirma en este ámbito.

        Lo pendiente se escribe antes, como al confirmar: tomar filas con el candado puesto se
        trabaría con quien las tiene y espera el candado.
        """
        self._sesion.flush()
        self._sesion.tomar_candado()

    def anotar(self, hecho: Hecho) -> None:
        """El hecho entra en la bitácora al confirmar, o nunca."""
        self._hechos.append(hecho)

    def anotar_en_plataforma(self, hecho: Hecho) -> None:
        """Lo mismo, en la cadena de la plataforma y en esta misma transacción."""
        self._a_la_plataforma.append(hecho)

    def confirmar(self) -> None:
        """El candado de la bitácora se toma al final: dura lo que dura el COMMIT.

        Sin un hecho que diga qué se hizo no se confirma (`ConfirmarSinHecho`); en un municipio
        suspendido o sin alta, tampoco (`MunicipioSuspendido`, `MunicipioSinAlta`).
        """
        if not (self._hechos or self._a_la_plataforma):
            raise ConfirmarSinHecho
        self._sesion.flush()
        if self._hechos:
            self.bitacora.encadenar(self._hechos)
            self._exigir_activo()
        if self._a_la_plataforma:
            with self._sesion.al_lado(EnPlataforma()) as otra:
                Bitacora(otra).encadenar(self._a_la_plataforma)
                otra.flush()
        self._sesion.commit()
        self._hechos, self._a_la_plataforma = [], []

    def confirmar_pasajero(self) -> None:
        """Guarda sesiones, intentos o borradores, que no son memoria y no dejan hecho.

        Si algo más cambió, o hay hechos por anotar, es un defecto: `ConfirmarSinHecho`.
        """
        self._sesion.flush()
        if self._sesion.memorable or self._hechos or self._a_la_plataforma:
            raise ConfirmarSinHecho
        self._sesion.commit()

    def _exigir_activo(self) -> None:
        """Un municipio suspendido, o borrado mientras tanto, no cambia: se mira con el candado.

        Lo que la plataforma hace con él (borrarlo, restaurarlo) no deja hecho suyo: no pasa aquí.
        """
        if not isinstance(ambito := self._sesion.ambito, EnMunicipio):
            return
        alta = self.altas.de(ambito.id)
        if alta is None:
            raise MunicipioSinAlta(f"{ambito.id:06d}")
        if alta.suspendida_en:
            raise MunicipioSuspendido(f"{ambito.id:06d}", alta.motivo)
