"""Lo de una versión anterior se pone al día al restaurarlo; lo de una futura no entra."""

from tests.cli.vida.conftest import SEGUNDA
from tests.cli.vida.ordenes import bien, borrar, en_sqlite, exportar, mal, resumen, resumen_en
from tests.exportaciones.ejemplos import abierta


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
