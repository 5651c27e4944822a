"""Muro 1: una sesión solo entrega y acepta filas del ámbito con que nació."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any, NoReturn, cast

from sqlalchemy import ClauseElement, Connection, Engine, Insert, Select, Update, event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction
from sqlalchemy.orm.base import instance_state
from sqlalchemy.orm.interfaces import ORMOption

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.identidad import Pasajero
from nucleo.persistencia.inspeccion import FugaDeTenencia, tenencias
from nucleo.persistencia.motor import candado
from nucleo.persistencia.muros import APLICACION, REGIONAL
from nucleo.persistencia.registro import Tenencia
from nucleo.persistencia.sellos import Sello, filtros_de, sello_de

ESPERAS = {"statement_timeout": "300s", "lock_timeout": "30s"}
DE_A_MIL = {"yield_per": 1000}
SIN_COMILLAS = re.compile(r"[a-z0-9:_.-]*")


class Sesion(Session):
    """Nace con un ámbito que no cambia, y cierra las puertas que no avisan a sus eventos."""

    def __init__(self, motor: Engine | Connection, ambito: Ambito | None) -> None:
        super().__init__(motor, expire_on_commit=False)
        self._ambito = ambito
        self.memorable = False
        """Si escribió algo que no es pasajero: eso solo se confirma con un hecho."""

    @property
    def ambito(self) -> Ambito:
        """Sin asignación: lo ya cargado pertenece a este ámbito y `get` no vuelve a preguntar."""
        if self._ambito is None:
            raise FugaDeTenencia("sin ámbito no se mira ni se escribe")
        return self._ambito

    @property
    def filtros(self) -> Mapping[Tenencia, ORMOption | None]:
        return filtros_de(self.ambito)

    def tomar_candado(self) -> None:
        """Un escritor de bitácora por ámbito, hasta que la transacción termine."""
        candado(super().connection(), self.ambito.clave)

    def al_lado(self, ambito: Ambito) -> "Sesion":
        """Otra sesión, de otro ámbito, dentro de esta misma transacción.

        Desde que escribe, la base está en su ámbito: esta ya no consulta, solo confirma.
        """
        self.flush()
        return Sesion(super().connection(), ambito)

    def filas(self, consulta: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        """Lo que trae una consulta de columnas, acotada igual y tal como lo entrega la base.

        Es para leer mucho: de a mil, sin ORM y sin tipos, cada fila cuesta lo que cuesta leerla.
        """
        _, filtros = alcance(self, consulta, exigir_entidades=True)
        if not isinstance(consulta, Select):
            raise FugaDeTenencia("por aquí solo se lee", type(consulta).__name__)
        self.flush()
        orden = consulta.options(*filtros)
        with super().connection().execute(orden, execution_options=DE_A_MIL) as resultado:
            while filas := resultado._fetchmany_impl(1000):  # noqa: SLF001 - sin armar cada fila
                yield from filas

    def _cerrada(self, *_: Any, **__: Any) -> NoReturn:
        raise FugaDeTenencia("esta puerta no pasa por la guardia")

    connection = bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _cerrada


@event.listens_for(Sesion, "do_orm_execute")
def acotar(estado: ORMExecuteState) -> object:
    """Filtra toda orden por el ámbito; lo que no puede filtrar, lo rechaza."""
    sesion = cast("Sesion", estado.session)
    propia = not (estado.is_column_load or estado.is_relationship_load)
    orden = cast("ClauseElement", estado.statement)
    tocadas, filtros = alcance(sesion, orden, exigir_entidades=propia)
    estado.statement = estado.statement.options(*filtros)
    cambia = estado.is_update or estado.is_delete
    if cambia and Tenencia.LIBRE in tocadas and not isinstance(sesion.ambito, EnPlataforma):
        raise FugaDeTenencia(sesion.ambito, "lo de todos no se cambia de a muchos")
    if estado.is_insert or cambia:
        mapeo = estado.bind_mapper
        sesion.memorable |= mapeo is None or not issubclass(mapeo.class_, Pasajero)
        return sellar_masivo(estado, sesion.ambito)
    return None


def alcance(
    sesion: Sesion, orden: ClauseElement, *, exigir_entidades: bool
) -> tuple[AbstractSet[Tenencia], list[ORMOption]]:
    """De quién es lo que la orden toca, y los filtros que la acotan al ámbito de la sesión."""
    tocadas = tenencias(orden, exigir_entidades=exigir_entidades)
    if not tocadas <= sesion.filtros.keys():
        raise FugaDeTenencia(sesion.ambito, tocadas)
    return tocadas, [f for t in tocadas if (f := sesion.filtros[t]) is not None]


def sellar_masivo(estado: ORMExecuteState, ambito: Ambito) -> object:
    """INSERT y UPDATE masivos también llevan su sello, y no pueden traer otro."""
    mapeo = estado.bind_mapper
    sello = sello_de(mapeo.class_, ambito) if mapeo else None
    if sello is None or estado.is_delete:
        return None
    marca = {sello.columna: sello.valor}
    if estado.is_executemany:
        filas = cast("Sequence[Mapping[str, object]]", estado.parameters)
        if any(f.get(sello.columna, sello.valor) != sello.valor for f in filas):
            raise FugaDeTenencia(ambito, "escritura masiva fuera del ámbito")
        return estado.invoke_statement(params=[marca] * len(filas))
    orden = cast("Insert | Update", estado.statement)
    if sello.columna in {getattr(clave, "key", clave) for clave in orden._values or ()}:  # noqa: SLF001 - no hay otra vía
        raise FugaDeTenencia(ambito, "el sello lo pone la guardia")
    estado.statement = orden.values(marca)
    return None


@event.listens_for(Sesion, "before_attach")
def no_adoptar(sesion: Sesion, objeto: object) -> None:
    """Una fila ya guardada solo entra a una sesión de su ámbito: releerla no pasa por el filtro."""
    clave = instance_state(objeto).key
    sello = sello_de(type(objeto), sesion.ambito) if clave else None
    if clave and sello and clave[1][0] != sello.valor:  # el dueño va primero en toda clave
        raise FugaDeTenencia(sello, clave[1])


@event.listens_for(Sesion, "before_flush")
def sellar(sesion: Sesion, _contexto: UOWTransaction, _instancias: object) -> None:
    """Lo nuevo nace en el ámbito de la sesión; lo ajeno no se escribe."""
    for objeto in (*sesion.new, *sesion.dirty, *sesion.deleted):
        sesion.memorable |= not isinstance(objeto, Pasajero)
        if sello := sello_de(type(objeto), sesion.ambito):
            poner(objeto, sello)


def poner(objeto: object, sello: Sello) -> None:
    actual = getattr(objeto, sello.columna)
    if not actual:
        setattr(objeto, sello.columna, sello.valor)
    elif actual != sello.valor:
        raise FugaDeTenencia(sello, actual)


@event.listens_for(Sesion, "after_begin")
def fijar(sesion: Sesion, _transaccion: SessionTransaction, conexion: Connection) -> None:
    """Para el muro 2: un solo viaje a la base, y lo fijado muere con la transacción."""
    if conexion.dialect.name != "postgresql":
        return
    instantanea = conexion.get_execution_options().get("instantanea")
    previa = f"SET TRANSACTION SNAPSHOT '{instantanea}';" if instantanea else ""
    cursor = cast("Any", conexion.connection).cursor()
    cursor.execute(previa + ajustes_de(sesion.ambito), prepare=False)
    cursor.close()


@lru_cache(maxsize=1024)
def ajustes_de(ambito: Ambito) -> str:
    """Con qué rol y en qué ámbito corre la transacción. `set_config` no llega a los de Citus.

    Se dicen los tres ámbitos, también vacíos: otra sesión pudo fijarlos en esta transacción.
    """
    en_region = isinstance(ambito, EnRegion)
    ajustes = {
        "role": REGIONAL if en_region else APLICACION,
        "app.ambito": ambito.clave,
        "app.municipio": f"{ambito.id:d}" if isinstance(ambito, EnMunicipio) else "",
        "app.region": ambito.slug if isinstance(ambito, EnRegion) else "",
        **ESPERAS,
    }
    for nombre, valor in ajustes.items():
        if not SIN_COMILLAS.fullmatch(valor):
            raise FugaDeTenencia(nombre, valor)
    return "".join(f"SET LOCAL {nombre} = '{valor}';" for nombre, valor in ajustes.items())
