"""Lo de una versión anterior se pone al día al restaurarlo; lo de una futura no entra."""

from pathlib import Path

from tests.cli.vida.conftest import SEGUNDA
from tests.cli.vida.ordenes import bien, borrar, en_sqlite, exportar, mal, resumen, resumen_en
from tests.exportaciones.ejemplos import abierta

ANTERIORES = Path(__file__).parent / "anteriores"
MUNICIPIO = ANTERIORES / "municipio-0001.tinkuy.zip"
RESPALDO = ANTERIORES / "respaldo-0001.zip"
"""Los escribió de verdad la versión de antes, con `municipio exportar` y `respaldo crear`."""


def test_lo_de_una_revision_anterior_se_restaura_al_dia(vieja, migraciones, tmp_path):
    (migraciones / "v0002.py").write_text(SEGUNDA, encoding="utf-8")
    nueva, copia = en_sqlite(tmp_path / "nueva"), tmp_path / "nueva.zip"
    bien(nueva("base", "actualizar"))
    bien(nueva("municipio", "restaurar", vieja))
    exportar(nueva, copia)
    assert (
        b'"litros":7,"nombre":"Pozo de la OTB"'
        in abierta(copia.read_bytes())["datos/pozos_pozos.jsonl"]
    )
    assert resumen(nueva) == resumen_en(copia) != resumen_en(vieja), "tiene una columna más"
    bien(nueva("bitacora", "verificar"))
    bien(borrar(nueva, copia))
    bien(nueva("municipio", "restaurar", copia))


def test_lo_de_una_revision_futura_no_entra(vieja, migraciones, tmp_path):
    (migraciones / "v0002.py").write_text(SEGUNDA, encoding="utf-8")
    nueva, copia = en_sqlite(tmp_path / "nueva"), tmp_path / "nueva.zip"
    bien(nueva("base", "actualizar"))
    bien(nueva("municipio", "restaurar", vieja))
    exportar(nueva, copia)
    (migraciones / "v0002.py").unlink()
    atrasada = en_sqlite(tmp_path / "atrasada")
    bien(atrasada("base", "actualizar"))
    mal(atrasada("municipio", "restaurar", copia), "pozos 0002")
    bien(atrasada("municipio", "restaurar", vieja))


def test_un_archivo_de_la_version_anterior_del_nucleo_se_restaura(tinkuy):
    """Hecho con las tablas de entonces: sin mandatos, avances ni quién presentó cada formulario."""
    bien(tinkuy("base", "actualizar"))
    assert "32 filas" in bien(tinkuy("municipio", "restaurar", MUNICIPIO)).salida
    bien(tinkuy("bitacora", "verificar"))
    mal(tinkuy("municipio", "restaurar", MUNICIPIO), "ya")


def test_un_respaldo_de_la_version_anterior_del_nucleo_se_restaura(tmp_path):
    nueva = en_sqlite(tmp_path / "nueva")
    bien(nueva("base", "actualizar"))
    bien(nueva("respaldo", "restaurar", RESPALDO))
    bien(nueva("bitacora", "verificar"))
    assert "arani" in bien(nueva("municipio", "listar")).salida
