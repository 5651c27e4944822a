"""La base de datos vista desde `arranque`: abre unidades y lecturas; nadie más tiene conexión."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path

from sqlalchemy import Engine, make_url

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.revisiones import Muros
from nucleo.persistencia.catalogo import atajos, fallas, poderes
from nucleo.persistencia.consultas.lecturas import LecturaMunicipalSql, LecturaRegionalSql
from nucleo.persistencia.esquema import Esquema
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.migrador import llevar_a, migrar, pendientes
from nucleo.persistencia.motor import crear_motor, de_lectura
from nucleo.persistencia.pasajeras import carpeta_pasajera
from nucleo.persistencia.roles import con_permiso, preparar
from nucleo.persistencia.unidad import UnidadSql
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.puertos import Unidad


@contextmanager
def base_pasajera(donde: Path | None = None) -> Iterator["Base"]:
    """Una base SQLite en una carpeta que desaparece al salir; `donde`, la de la instalación."""
    with carpeta_pasajera(donde) as carpeta:
        base = Base(f"sqlite:///{carpeta}/base.db")
        try:
            yield base
        finally:
            base.cerrar()


class Base:
    """Una por proceso; la comparten los hilos y la heredan los procesos hijos.

    `url` es la de SQLAlchemy: `sqlite:///ruta.db` (crea la carpeta) o `postgresql+psycopg://…`,
    con el rol sin poderes que atiende. `dueno` es la del rol que migra; si falta, el mismo.
    """

    def __init__(self, url: str, dueno: str = "") -> None:
        self.url, self._url_del_dueno = url, dueno or url
        self._motor = crear_motor(url)
        self._lectura = de_lectura(self._motor)
        self._esquema: Esquema | None = None

    def unidad(self, ambito: Ambito) -> Unidad:
        """Una transacción de escritura en ese ámbito; se abre con `with`."""
        return UnidadSql(lambda: Sesion(self._motor, ambito), self.esquema)

    def unidad_de_lectura(self, ambito: Ambito) -> Unidad:
        """Lo mismo, sin poder escribir: no espera turno ni hace esperar a nadie."""
        return UnidadSql(lambda: Sesion(self._lectura, ambito), self.esquema)

    def esquema(self) -> Esquema:
        """Las tablas que la base tiene; se lee una vez y se olvida al migrar."""
        if self._esquema is None:
            with self._lectura.connect() as conexion:
                self._esquema = Esquema(conexion)
        return self._esquema

    def lector(self, ambito: Ambito) -> Callable[[type[DelMunicipio]], Sequence[DelMunicipio]]:
        """Lo que un gancho usa para leer las tablas propias de su plugin en este ámbito."""

        def leer(tipo: type[DelMunicipio]) -> Sequence[DelMunicipio]:
            with self.unidad_de_lectura(ambito) as unidad:
                return unidad.de_plugin(tipo)

        return leer

    def leer_municipio(self, ambito: EnMunicipio) -> LecturaMunicipal:
        return LecturaMunicipalSql(lambda: Sesion(self._lectura, ambito), ambito)

    def leer_region(self, ambito: EnRegion) -> LecturaRegional:
        return LecturaRegionalSql(lambda: Sesion(self._lectura, ambito))

    def migrar(self, paquetes: Mapping[str, Path]) -> None:
        """Pone al día el esquema del núcleo y el de cada plugin (nombre → `migraciones/`)."""
        with self._como_dueno() as motor, con_permiso(motor.url):
            migrar(motor, paquetes)
        self._esquema = None

    def llevar(self, revisiones: Mapping[str, str], paquetes: Mapping[str, Path]) -> None:
        """Migra solo hasta esas revisiones (paquete → revisión); `VersionFutura` si no existen."""
        llevar_a(self._motor, revisiones, paquetes)
        self._esquema = None

    def muros(self, paquetes: Mapping[str, Path]) -> Muros:
        """Cómo está la base; sin migrar no se mira más."""
        if faltan := self.pendientes(paquetes):
            return Muros(self.de_postgres, faltan)
        return Muros(self.de_postgres, [], self.fallas(), self.poderes(), self.atajos())

    def fallas(self) -> Sequence[str]:
        """Lo que en la base incumple los muros, en una línea cada cosa; vacía si están enteros."""
        with self._lectura.connect() as conexion:
            return fallas(conexion)

    def atajos(self) -> Sequence[str]:
        """Lo que queda abierto y solo un superusuario puede cerrar."""
        with self._lectura.connect() as conexion:
            return atajos(conexion)

    def poderes(self) -> Sequence[str]:
        """Los poderes de más del rol que atiende: con ellos, el muro 2 se puede saltar."""
        with self._lectura.connect() as conexion:
            return poderes(conexion)

    def preparar(self) -> Sequence[Mensaje]:
        """Crea en PostgreSQL lo que falte de base y roles; dice qué hizo."""
        return preparar(make_url(self.url), make_url(self._url_del_dueno))

    @property
    def de_postgres(self) -> bool:
        return self._motor.dialect.name == "postgresql"

    def pendientes(self, paquetes: Mapping[str, Path]) -> list[str]:
        """Los paquetes con migraciones por correr; si hay, toca `tinkuy base actualizar`."""
        with con_permiso(self._motor.url):
            return pendientes(self._motor, paquetes)

    @contextmanager
    def instantanea(self, donde: Path | None = None) -> Iterator["Base"]:
        """La base tal como está ahora, para leer mucho sin que nada cambie debajo.

        La de SQLite es una copia, que vive en `donde` mientras se usa.
        """
        if self.de_postgres:
            with self._lectura.connect() as conexion:
                nombre = conexion.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
                yield self._fija_en(nombre)
            return
        with base_pasajera(donde) as fija:
            with closing(self._motor.raw_connection()) as conexion:
                conexion.cursor().execute("PRAGMA query_only=OFF")  # la última pudo ser de lectura
                conexion.cursor().execute("VACUUM INTO ?", [make_url(fija.url).database])
            yield fija

    def _fija_en(self, instantanea: str) -> "Base":
        fija = copy(self)
        vars(fija)["_lectura"] = vars(fija)["_motor"] = self._lectura.execution_options(
            instantanea=instantanea
        )
        return fija

    @contextmanager
    def _como_dueno(self) -> Iterator[Engine]:
        if self._url_del_dueno == self.url:
            yield self._motor
            return
        motor = crear_motor(self._url_del_dueno)
        try:
            yield motor
        finally:
            motor.dispose()

    def cerrar(self) -> None:
        """Suelta las conexiones. La siguiente unidad abre otras."""
        self._motor.dispose()
