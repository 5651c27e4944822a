"""Exportar una corrida y comprobarla en otra parte, donde no hay base ni se crea."""

import json
import subprocess
import sys
from pathlib import Path

OTRA_CUENTA = Path(__file__).with_name("rehacer_lista.py")


def test_se_exporta_y_se_comprueba_sin_la_base(cargados, tmp_path, monkeypatch):
    tinkuy = cargados
    archivo = tmp_path / "corrida.json"
    confirmada = tinkuy("priorizar", "villa-tunari", "--gestion", "2027", "--confirmar", "--json")
    assert tinkuy("priorizacion", "exportar", "villa-tunari", "2027", str(archivo)).codigo == 0
    otra = tmp_path / "otra"
    otra.mkdir()
    monkeypatch.setenv("TINKUY_RAIZ", str(otra))
    monkeypatch.delenv("TINKUY_BASE", raising=False)
    hecha = tinkuy("priorizacion", "verificar", str(archivo), "--json")
    assert (hecha.codigo, hecha.json["coincide"]) == (0, True), hecha
    datos = json.loads(archivo.read_text())
    assert datos["resultado"]["resumen"] == confirmada.json["resumen"]
    assert list(otra.iterdir()) == []
    archivo.write_text(archivo.read_text().replace('"costo": 1', '"costo": 3', 1))
    alterada = tinkuy("priorizacion", "verificar", str(archivo))
    assert alterada.codigo == 3
    assert "filas/2027-" in alterada.salida
    archivo.write_text("[" * 9999)
    hostil = tinkuy("priorizacion", "verificar", str(archivo))
    assert (hostil.codigo, "no se puede comprobar" in hostil.errores) == (1, True)


def test_lo_exportado_en_pabulib_se_vuelve_a_leer_con_sus_demandas(cargados, tmp_path):
    archivo = tmp_path / "corrida.pb"
    orden = ("priorizacion", "exportar", "villa-tunari", "2027", str(archivo))
    assert "Califique otra vez" in cargados(*orden).errores
    assert not archivo.exists()
    cargados("priorizar", "villa-tunari", "--gestion", "2027", "--confirmar")
    escrito = cargados(*orden)
    assert (escrito.codigo, "5 proyectos" in escrito.salida) == (0, True), escrito
    calculado = cargados("priorizacion", "calcular", str(archivo), "--regla", "lista_con_techo")
    assert calculado.codigo == 0, calculado


def test_la_firmeza_se_dice_y_se_repite(cargados):
    assert cargados("priorizacion", "firmeza", "villa-tunari", "--gestion", "2027").codigo == 1
    cargados("priorizar", "villa-tunari", "--gestion", "2027", "--confirmar")
    orden = ("priorizacion", "firmeza", "villa-tunari", "--gestion", "2027")
    dicha = cargados(*orden, "--muestras", "200", "--json")
    assert dicha.json == cargados(*orden, "--muestras", "200", "--json").json
    assert all(0 <= d["veces"] <= 200 for d in dicha.json["demandas"])
    assert "combinaciones de pesos" in cargados(*orden).salida.replace("\n", " ")


def test_lo_que_dice_la_documentacion_basta_para_rehacerla_sin_tinkuy(cargados, tmp_path):
    """Con otro programa, aislado: ni el núcleo, ni los plugins, ni una biblioteca."""
    archivo = tmp_path / "lista.json"
    cargados("priorizar", "villa-tunari", "--gestion", "2027", "--confirmar")
    cargados("priorizacion", "exportar", "villa-tunari", "2027", str(archivo))
    hecha = subprocess.run(
        [sys.executable, "-I", "-S", OTRA_CUENTA, archivo], capture_output=True, check=True
    )
    datos = json.loads(archivo.read_text(encoding="utf-8"))
    assert json.loads(hecha.stdout) == {
        "resumen": datos["resumen"],
        "resultado": datos["resultado"]["resumen"],
        "codigo": datos["codigo"],
    }
    assert datos["codigo"]
