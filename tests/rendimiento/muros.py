"""Lo que cuestan los dos muros: la consulta acotada y con RLS, contra la misma sin ninguno.

En PostgreSQL, con 343 municipios x 300 demandas. Las dos hacen la misma pregunta del ORM en la
misma clase de transacción y traen lo mismo; sin muros es una `Session` de SQLAlchemy tal cual, con
un rol que salta RLS y el municipio dicho en la consulta. Se cuenta la CPU de los dos lados: la de
este proceso y la de los que atienden en el servidor.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, Row, Select, func, select
from sqlalchemy.orm import Session

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.municipios import Alta
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.base import Base
from nucleo.persistencia.consultas.demandas import LISTA, filtradas, ordenada
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.motor import crear_motor, de_lectura
from nucleo.servicios.lecturas import FiltroDeDemandas
from tests.motores import ROL
from tests.persistencia import ejemplos
from tests.postgres import RAPIDO, Postgres

from .medicion import Medicion, medir

META = 1.4
MUNICIPIOS = range(1, 344)
POR_MUNICIPIO = 300
GESTION = 2027
FILTRO = FiltroDeDemandas(GESTION, por_pagina=0)
TABLAS = ("organizaciones", "asambleas", "formularios", "demandas", "cambios_de_estado")
SECTORES = ("agua", "caminos", "educacion", "riego", "salud")
REPARTIR = """
    INSERT INTO {tabla}
    SELECT (jsonb_populate_record(fila, jsonb_build_object('municipio_id', otro))).*
      FROM {tabla} fila, generate_series(%s::int, %s::int) otro
"""
"""Lo del primer municipio, repetido en los demás: la clave lleva el municipio, y el `id` no."""


@dataclass(frozen=True)
class Sin:
    """Las preguntas sin muros: dicen el municipio ellas mismas, en toda entidad que nombran."""

    motor: Engine

    def abrir(self, _municipio: int) -> Session:
        return Session(self.motor, expire_on_commit=False)

    def acotar(
        self, consulta: Select[*tuple[object, ...]], municipio: int, *entidades: type
    ) -> Select[*tuple[object, ...]]:
        return consulta.where(*(suyo(e, municipio) for e in entidades))


@dataclass(frozen=True)
class Con(Sin):
    """Las mismas, sin decir el municipio: lo ponen la guardia y RLS."""

    def abrir(self, municipio: int) -> Session:
        return Sesion(self.motor, EnMunicipio(municipio))

    def acotar(
        self, consulta: Select[*tuple[object, ...]], *_: object
    ) -> Select[*tuple[object, ...]]:
        return consulta


def suyo(entidad: type, municipio: int) -> ColumnElement[bool]:
    return entidad.municipio_id == municipio


def una(puerta: Sin, clave: UUID, municipio: int) -> object:
    """Una demanda con su historial, por su clave."""
    with puerta.abrir(municipio) as sesion:
        return sesion.get(Demanda, (municipio, clave)).titulo


def lista(puerta: Sin, municipio: int) -> Sequence[Row]:
    """La lista del municipio, tal como la arma la pantalla: trescientas filas."""
    consulta = ordenada(filtradas(LISTA, FILTRO), FILTRO)
    with puerta.abrir(municipio) as sesion:
        return sesion.execute(puerta.acotar(consulta, municipio, Demanda, Organizacion)).all()


def entidades(puerta: Sin, municipio: int) -> list[str]:
    """Las trescientas como entidades, con sus historiales: lo que lee quien va a escribir."""
    consulta = select(Demanda).where(Demanda.gestion == GESTION).order_by(Demanda.numero)
    with puerta.abrir(municipio) as sesion:
        acotada = puerta.acotar(consulta, municipio, Demanda)
        return [d.titulo for d in sesion.scalars(acotada)]


def agregado(puerta: Sin, municipio: int) -> Sequence[Row]:
    """Cuántas y por cuánto, sector por sector."""
    consulta = select(Demanda.sector, func.count(), func.sum(Demanda.costo))
    consulta = consulta.where(Demanda.gestion == GESTION).group_by(Demanda.sector)
    with puerta.abrir(municipio) as sesion:
        return sesion.execute(
            puerta.acotar(consulta.order_by(Demanda.sector), municipio, Demanda)
        ).all()


def medir_muros() -> list[Medicion]:
    """La lista de trabajo tiene meta; las demás preguntas se dicen, para que nada se esconda."""
    with servidor_sembrado() as (con, sin, clave):
        reloj = reloj_de(con.motor, sin.motor)
        casos: list[tuple[str, float | None, Callable[..., object], int]] = [
            ("lista del municipio, 300 filas", META, lista, 40),
            ("una demanda por su clave", None, partial(una, clave=clave), 150),
            ("300 entidades con su historial", None, entidades, 15),
            ("agregado por sector", None, agregado, 150),
        ]
        return [comparar(*caso, con, sin, reloj) for caso in casos]


def comparar(
    caso: str,
    meta: float | None,
    pregunta: Callable[..., object],
    veces: int,
    con: Sin,
    sin: Sin,
    reloj: Callable[[], float],
) -> Medicion:
    """Cada turno pregunta a municipios distintos, y los dos a los mismos."""
    for municipio in (1, 171, 343):
        if pregunta(con, municipio=municipio) != pregunta(sin, municipio=municipio):
            raise AssertionError(f"{caso}: con muros no trae lo mismo que sin ellos")

    def preguntar(puerta: Sin, turno: Iterator[int]) -> None:
        for municipio in islice(turno, veces):
            pregunta(puerta, municipio=municipio)

    return medir(
        f"Muros 1 y 2, {caso}, contra lo mismo sin muros",
        meta,
        partial(preguntar, con, cycle(MUNICIPIOS)),
        partial(preguntar, sin, cycle(MUNICIPIOS)),
        reloj,
        turnos=15,
    )


@contextmanager
def servidor_sembrado() -> Iterator[tuple[Con, Sin, UUID]]:
    """Un PostgreSQL con el país sembrado, las dos puertas y la clave de una demanda."""
    with Postgres(RAPIDO) as pg:
        base = Base(pg.url(usuario=ROL), pg.url())
        base.preparar()
        base.migrar({})
        clave = sembrar_uno(base)
        with pg.conectar() as conexion:
            for tabla in TABLAS:
                conexion.execute(REPARTIR.format(tabla=tabla), (MUNICIPIOS[1], MUNICIPIOS[-1]))
            conexion.execute("VACUUM ANALYZE")
        yield Con(base._lectura), Sin(de_lectura(crear_motor(pg.url()))), clave
        base.cerrar()


def sembrar_uno(base: Base) -> UUID:
    """Las demandas del primer municipio, de una sola organización; devuelve la clave de una."""
    otb = ejemplos.organizacion()
    asamblea = ejemplos.asamblea(otb)
    formulario = ejemplos.formulario(asamblea)
    demandas = [
        ejemplos.demanda(otb, formulario, f"Demanda {n}", numero=n, sector=sector)
        for n, sector in zip(range(1, POR_MUNICIPIO + 1), cycle(SECTORES), strict=False)
    ]
    for demanda in demandas:
        demanda.nacer("rendimiento", ejemplos.HORA)
    with base.unidad(EnMunicipio(MUNICIPIOS[0])) as unidad:
        unidad.altas.agregar(Alta(MUNICIPIOS[0], ejemplos.HORA, "rendimiento"))
        unidad.organizaciones.agregar_todas([otb])
        unidad.asambleas.agregar_todas([asamblea])
        unidad.asambleas.agregar_formularios([formulario])
        unidad.demandas.agregar_todas(demandas)
        unidad.anotar(Hecho("demandas.importadas", "rendimiento", ejemplos.HORA, {}))
        unidad.confirmar()
    return demandas[6].id


def reloj_de(*motores: Engine) -> Callable[[], float]:
    """Segundos de CPU de este proceso más los de quien atiende a cada motor."""
    quienes = []
    for motor in motores:
        with motor.connect() as conexion:
            quienes.append(conexion.connection.driver_connection.info.backend_pid)
    cuentas = [Path(f"/proc/{quien}/schedstat") for quien in quienes]

    def reloj() -> float:
        servidores = sum(int(cuenta.read_text().split()[0]) for cuenta in cuentas)
        return time.process_time() + servidores / 1e9

    return reloj
