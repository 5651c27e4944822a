"""Ninguna orden de apagar se pierde en el instante en que un proceso nace."""

import subprocess
import sys

import pytest

from nucleo.servidor import proceso

NACER_Y_MATAR = """
import os, signal, sys, time
from nucleo.servidor.apagado import cuidar_los_nacimientos

oidas = []
for senal in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
    signal.signal(senal, lambda cual, _: oidas.append(cual))
if {cuidado}:
    cuidar_los_nacimientos()
finales = []
for _ in range({veces}):
    hijo = os.fork()
    if not hijo:
        time.sleep(0.5)
        os._exit(0)
    os.kill(hijo, signal.SIGTERM)
    finales.append(os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1]))
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(0.05)
print(finales.count(-signal.SIGTERM), len(oidas))
"""


@pytest.mark.parametrize(("cuidado", "veces", "obedecen"), [(True, 30, 30), (False, 2, 0)])
def test_el_recien_nacido_obedece_y_el_padre_sigue_oyendo(cuidado, veces, obedecen):
    """Sin el cuidado, la orden va a parar al manejador heredado y el hijo sigue de largo."""
    orden = [sys.executable, "-c", NACER_Y_MATAR.format(cuidado=cuidado, veces=veces)]
    corrida = subprocess.run(orden, capture_output=True, text=True, check=True)
    assert corrida.stdout.split() == [str(obedecen), "1"]


def test_el_servidor_los_cuida_desde_antes_del_primero(monkeypatch):
    pasos = []
    monkeypatch.setattr(proceso, "cuidar_los_nacimientos", lambda: pasos.append("cuidar"))
    monkeypatch.setattr(proceso.BaseApplication, "run", lambda _: pasos.append("nacer"))
    proceso.Servidor(lambda: None, proceso.de_esta_maquina(8000)).run()
    assert pasos == ["cuidar", "nacer"]
