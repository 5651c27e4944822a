"""Lo cambiado por pantalla viaja con el municipio, y la consola dice quién lo puso."""

import shutil

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ajustes import AjusteInvalido
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import PluginAusente
from nucleo.servicios.ajustes import cambiar
from tests.cli.vida.ordenes import TUNARI, bien, en_sqlite, exportar

AMBITO = EnMunicipio(31003)


def cambiar_en(carpeta, cambios, *, probando=True):
    """Como la pantalla; sin probar, como lo dejaría otra instalación con otros módulos."""
    casa = Casa(carpeta, RAIZ / "configuraciones", f"sqlite:///{carpeta / 'tinkuy.db'}")
    probar = casa.ajustables.probar if probando else lambda *_: None
    contexto = Contexto(AMBITO, "Villa Tunari", "Ana Quispe", 0)
    try:
        cambiar(contexto, casa.unidad(AMBITO), probar, cambios)
    finally:
        casa.cerrar()


def test_la_consola_dice_quien_lo_puso_por_pantalla(copia, tmp_path):
    cambiar_en(tmp_path / "copia", {"plugins.salud": {"valor": {"peso_acceso": 3.0}}})
    filas = bien(copia("configuracion", "mostrar", TUNARI, "--json")).json
    por_clave = {fila["clave"]: (fila["valor"], fila["origen"]) for fila in filas}
    valor, origen = por_clave["plugins.salud.peso_acceso"]
    assert valor == 3.0
    assert origen.startswith("por pantalla, por Ana Quispe el ")
    assert por_clave["plugins.equidad"][1] == "plataforma.toml [municipio]"
    assert (
        "por pantalla, por Ana"
        in bien(copia("configuracion", "mostrar", TUNARI, "--origen")).salida
    )
    bien(copia("configuracion", "verificar"))


@pytest.mark.parametrize(
    ("cambios", "error"),
    [
        ({"plugins.salud": {"valor": {"peso_acceso": -1}}}, AjusteInvalido),
        ({"plugins.salud": {"valor": {"ajeno": 1}}}, AjusteInvalido),
        ({"plugins.pozos": {"valor": {}}}, PluginAusente),
        ({"marca.escudo": {"valor": "0" * 64}}, AjusteInvalido),
    ],
)
def test_lo_que_no_sirve_no_llega_a_la_base(copia, tmp_path, cambios, error):
    antes = bien(copia("municipio", "resumen", TUNARI)).salida
    with pytest.raises(error):
        cambiar_en(tmp_path / "copia", cambios)
    assert bien(copia("municipio", "resumen", TUNARI)).salida == antes


def test_se_exporta_y_vuelve_con_el_municipio(copia, tmp_path):
    cambiar_en(tmp_path / "copia", {"idiomas": {"valor": ["qu"]}})
    exportar(copia, tmp_path / "con-ajustes.zip")
    shutil.copytree(RAIZ / "configuraciones", tmp_path / "configuraciones")
    otra = en_sqlite(tmp_path / "otra", tmp_path / "configuraciones")
    bien(otra("base", "actualizar"))
    bien(otra("municipio", "restaurar", tmp_path / "con-ajustes.zip"))
    filas = bien(otra("configuracion", "mostrar", TUNARI, "--json")).json
    [idiomas] = [fila for fila in filas if fila["clave"] == "idiomas"]
    assert idiomas["valor"] == ["qu"]
    assert idiomas["origen"].startswith("por pantalla, por Ana Quispe")


def test_si_encendia_un_modulo_que_aqui_no_esta_se_dice(copia, tmp_path):
    cambiar_en(tmp_path / "copia", {"plugins.pozos": {"valor": {}}}, probando=False)
    exportar(copia, tmp_path / "con-pozos.zip")
    otra = en_sqlite(tmp_path / "otra")
    bien(otra("base", "actualizar"))
    restaurado = bien(otra("municipio", "restaurar", tmp_path / "con-pozos.zip"))
    assert "pide el módulo «pozos», que no está instalado" in restaurado.errores
    mostrado = otra("configuracion", "mostrar", TUNARI)
    assert mostrado.codigo == 1
    assert "pozos" in mostrado.errores
