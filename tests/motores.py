"""Los motores contra los que corre lo que toca la base, y una base nueva en cada uno.

SQLite y PostgreSQL siempre; PgBouncer, en modo transacción, si está instalado.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from nucleo.persistencia.base import Base
from tests.postgres import Postgres

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
MOTORES = ["sqlite", "postgresql", *(["pgbouncer"] if PGBOUNCER else [])]
ROL = "atiende"
"""El rol que atiende en las pruebas: abre sesión y no puede nada más."""


@dataclass
class Servidor:
    """Un PostgreSQL con bases que se copian de una ya migrada: copiar cuesta menos que migrar."""

    pg: Postgres
    por_donde: Path | None = None
    numero: Iterator[int] = field(default_factory=lambda: count(1))

    def crear(self, plantilla: str = "template1") -> tuple[str, str]:
        """Las dos direcciones de una base nueva: la del rol que atiende y la del dueño."""
        nombre = f"prueba{next(self.numero)}"
        with self.pg.conectar() as conexion:
            conexion.execute(f"CREATE DATABASE {nombre} TEMPLATE {plantilla} STRATEGY file_copy")
            conexion.execute(f"REVOKE TEMPORARY ON DATABASE {nombre} FROM PUBLIC")  # no se copia
        return self.url(nombre), self.pg.url(nombre)

    def url(self, base: str) -> str:
        donde = self.por_donde or self.pg.raiz
        return f"postgresql+psycopg://{ROL}@/{base}?host={donde}"

    def plantilla(self, nombre: str, migrar: Callable[[Base], None]) -> str:
        with self.pg.conectar() as conexion:
            conexion.execute(f"CREATE DATABASE {nombre}")
        base = Base(self.pg.url(nombre, ROL), self.pg.url(nombre))
        base.preparar()
        migrar(base)
        base.cerrar()
        return nombre


AJUSTES_DEL_REPARTIDOR = """
[databases]
* = host={servidor}
[pgbouncer]
pool_mode = transaction
unix_socket_dir = {carpeta}
listen_addr =
listen_port = 5432
auth_type = trust
auth_file = {carpeta}/usuarios
max_client_conn = 1000
default_pool_size = 10
server_idle_timeout = 2
logfile = {carpeta}/registro
"""


@contextmanager
def repartidor(pg: Postgres) -> Iterator[Path]:
    """PgBouncer delante de ese servidor, en modo transacción; entrega la carpeta de su socket."""
    carpeta = pg.raiz / "repartidor"
    carpeta.mkdir()
    ajustes = AJUSTES_DEL_REPARTIDOR.format(servidor=pg.raiz, carpeta=carpeta)
    (carpeta / "ajustes.ini").write_text(ajustes, encoding="utf-8")
    (carpeta / "usuarios").write_text(f'"postgres" ""\n"{ROL}" ""\n', encoding="utf-8")
    if pg.quien:
        shutil.chown(carpeta, pg.quien["user"], pg.quien["group"])
    proceso = subprocess.Popen([PGBOUNCER, "-q", carpeta / "ajustes.ini"], **pg.quien)
    try:
        esperar(carpeta)
        yield carpeta
    finally:
        proceso.terminate()
        proceso.wait(20)


def esperar(carpeta: Path) -> None:
    fin = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(f"host={carpeta} user=postgres dbname=postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > fin:
                raise
            time.sleep(0.05)
        else:
            return
