"""Ninguna base desechable sobrevive a quien la pidió, aunque muera de golpe."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nucleo.dominio.errores import BaseInaccesible
from nucleo.persistencia.base import base_pasajera
from nucleo.persistencia.pasajeras import carpeta_pasajera

RAIZ = Path(__file__).parents[2]
MORIR = """
import os, signal, sys
from pathlib import Path
from nucleo.persistencia.base import base_pasajera
with base_pasajera(Path(sys.argv[1])) as base:
    base.migrar({})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def carpetas(donde):
    return [p for p in donde.iterdir() if p.is_dir()]


def test_la_de_un_muerto_se_barre_y_la_de_un_vivo_no(tmp_path):
    donde = tmp_path / "pasajeras"
    with carpeta_pasajera(donde) as viva:
        muerto = subprocess.run([sys.executable, "-c", MORIR, donde], cwd=RAIZ, check=False)
        assert muerto.returncode == -signal.SIGKILL
        assert len(carpetas(donde)) == 2
        with base_pasajera(donde) as base:
            base.migrar({})
            assert len(carpetas(donde)) == 2
            assert viva in carpetas(donde)
        assert carpetas(donde) == [viva]
    assert carpetas(donde) == []


def test_solo_la_lee_su_dueno(tmp_path):
    with carpeta_pasajera(tmp_path / "pasajeras") as carpeta:
        modos = {p.stat().st_mode & 0o777 for p in (carpeta, carpeta.parent)}
    assert modos == {0o700}


def test_si_no_hay_donde_se_dice(tmp_path):
    (tmp_path / "pasajeras").write_text("no es una carpeta", encoding="utf-8")
    with pytest.raises(BaseInaccesible), carpeta_pasajera(tmp_path / "pasajeras"):
        pass
