"""La base de datos vista desde `arranque`: abre unidades y lecturas; nadie más tiene conexión."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.identidad import DelMunicipio
from nucleo.persistencia.consultas.lecturas import LecturaMunicipalSql, LecturaRegionalSql
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.migrador import migrar, pendientes
from nucleo.persistencia.motor import crear_motor, de_lectura
from nucleo.persistencia.unidad import UnidadSql
from nucleo.servicios.lecturas import LecturaMunicipal, LecturaRegional
from nucleo.servicios.puertos import Unidad


class Base:
    """Una por proceso; la comparten los hilos y la heredan los procesos hijos.

    `url` es la de SQLAlchemy: `sqlite:///ruta.db` (crea la carpeta) o `postgresql+psycopg://…`.
    """

    def __init__(self, url: str) -> None:
        self._motor = crear_motor(url)
        self._lectura = de_lectura(self._motor)

    def unidad(self, ambito: Ambito) -> Unidad:
        """Una transacción de escritura en ese ámbito; se abre con `with`."""
        return UnidadSql(lambda: Sesion(self._motor, ambito))

    def unidad_de_lectura(self, ambito: Ambito) -> Unidad:
        """Lo mismo, sin poder escribir: no espera turno ni hace esperar a nadie."""
        return UnidadSql(lambda: Sesion(self._lectura, ambito))

    def lector(self, ambito: Ambito) -> Callable[[type[DelMunicipio]], Sequence[DelMunicipio]]:
        """Lo que un gancho usa para leer las tablas propias de su plugin en este ámbito."""

        def leer(tipo: type[DelMunicipio]) -> Sequence[DelMunicipio]:
            with self.unidad_de_lectura(ambito) as unidad:
                return unidad.de_plugin(tipo)

        return leer

    def leer_municipio(self, ambito: EnMunicipio) -> LecturaMunicipal:
        return LecturaMunicipalSql(lambda: Sesion(self._lectura, ambito))

    def leer_region(self, ambito: EnRegion) -> LecturaRegional:
        return LecturaRegionalSql(lambda: Sesion(self._lectura, ambito))

    def migrar(self, paquetes: Mapping[str, Path]) -> None:
        """Pone al día el esquema del núcleo y el de cada plugin (nombre → `migraciones/`)."""
        migrar(self._motor, paquetes)

    def pendientes(self, paquetes: Mapping[str, Path]) -> list[str]:
        """Los paquetes con migraciones por correr; si hay, toca `tinkuy base actualizar`."""
        return pendientes(self._motor, paquetes)

    def cerrar(self) -> None:
        """Suelta las conexiones. La siguiente unidad abre otras."""
        self._motor.dispose()
