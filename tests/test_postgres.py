"""El PostgreSQL de las pruebas: no deja nada detrás y, si no hay con qué, dice qué instalar."""

import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.postgres import Postgres, binarios, de_la_rueda

PROGRAMA = """
import time
from tests.postgres import Postgres
with Postgres() as pg:
    print(pg.proceso.pid, pg.raiz, flush=True)
    time.sleep(60)
"""


def vive(pid):
    try:
        estado = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2]
    except FileNotFoundError:
        return False
    return estado != "Z"


def test_muere_con_quien_prueba_aunque_lo_maten():
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAMA], stdout=subprocess.PIPE, text=True
    ) as prueba:
        pid, raiz = prueba.stdout.readline().split()
        assert vive(pid)
        prueba.send_signal(signal.SIGKILL)
    fin = time.monotonic() + 10
    while vive(pid) and time.monotonic() < fin:
        time.sleep(0.05)
    assert not vive(pid)
    shutil.rmtree(raiz)


def test_no_cambia_permisos_ajenos_ni_crea_usuarios_ni_deja_su_carpeta():
    def como_estaba():
        carpetas = [binarios(), *binarios().parents]
        modos = [(c, c.stat().st_mode, c.stat().st_uid) for c in carpetas]
        return modos, Path("/etc/passwd").read_bytes()

    antes = como_estaba()
    with Postgres() as pg:
        with pg.conectar() as conexion:
            assert conexion.execute("SELECT 1").fetchone() == (1,)
        raiz = pg.raiz
    assert como_estaba() == antes
    assert not raiz.exists()


def test_es_al_menos_el_15_y_no_abre_ningun_puerto(postgresql):
    with postgresql.pg.conectar() as conexion:
        [version] = conexion.execute("SHOW server_version_num").fetchone()
        [escucha] = conexion.execute("SHOW listen_addresses").fetchone()
    assert int(version) >= 150000
    assert escucha == ""


def test_sin_programas_falla_y_dice_que_instalar(monkeypatch, tmp_path):
    monkeypatch.delenv("TINKUY_PG_BIN", raising=False)
    monkeypatch.setattr(postgres, "de_la_rueda", list)
    monkeypatch.setattr(postgres, "del_sistema", lambda: [tmp_path])
    with pytest.raises(RuntimeError, match="apt-get install postgresql"):
        binarios()


def test_sin_la_rueda_usa_el_del_sistema(monkeypatch, tmp_path):
    (tmp_path / "initdb").write_text("", encoding="utf-8")
    monkeypatch.delenv("TINKUY_PG_BIN", raising=False)
    monkeypatch.setattr(postgres, "de_la_rueda", list)
    monkeypatch.setattr(postgres, "del_sistema", lambda: [tmp_path])
    assert binarios() == tmp_path


@pytest.mark.parametrize("rueda", [c.parents[1] for c in de_la_rueda()], ids=["rueda"])
def test_de_un_entorno_bajo_una_carpeta_cerrada_se_copia_y_no_se_la_abre(
    rueda, tmp_path, monkeypatch
):
    cerrada = tmp_path / "cerrada"
    cerrada.mkdir(mode=0o700)
    for carpeta in (rueda, rueda.with_name(f"{rueda.name}.libs")):
        shutil.copytree(carpeta, cerrada / carpeta.name, symlinks=True)
    monkeypatch.setenv("TINKUY_PG_BIN", str(cerrada / rueda.name / "pginstall" / "bin"))
    with Postgres() as pg, pg.conectar() as conexion:
        assert conexion.execute("SELECT 1").fetchone() == (1,)
    assert stat.S_IMODE(cerrada.stat().st_mode) == 0o700
