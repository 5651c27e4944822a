import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema, fields, post_load, validate

from nucleo.configuracion.capas import aplanar
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.configuracion.esquemas import (
    EsquemaDeCorreo,
    EsquemaDelArchivo,
    EsquemaDeOidc,
    EsquemaDePlataforma,
    EsquemaDeRegion,
    EsquemaDeServidor,
)
from nucleo.dominio.configuracion import Configuracion
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.dominio.regiones import derivar
from nucleo.dominio.territorio import Territorio
from tests.configuracion.conftest import CONFIGURACIONES, PLATAFORMA, datos_de

Escribir = Callable[[str, str], None]
De = Callable[[str], Configuracion]
COCHABAMBA = "bolivia/cochabamba"
SHINAHOTA = f"{COCHABAMBA}/shinahota.toml"


@dataclass(frozen=True)
class Ajustes:
    peso_costo: float


class Esquema(Schema):
    peso_costo = fields.Float(load_default=1.0, validate=validate.Range(min=0))

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        return Ajustes(**datos)


def test_cada_toml_del_repositorio_carga():
    rutas = sorted(CONFIGURACIONES.rglob("*.toml"))
    assert rutas
    for ruta in rutas:
        tomllib.loads(ruta.read_text(encoding="utf-8"))


def test_las_configuraciones_del_repositorio_valen(territorio: Territorio):
    de_casa = Configuraciones(CONFIGURACIONES)
    definidas = de_casa.mancomunidades(territorio, 2026)
    de_casa.revisar(territorio, derivar(territorio, 2026) | definidas)
    assert de_casa.plataforma().nombre == "Tinkuy"
    assert list(definidas) == ["mancomunidad-tropico-de-cochabamba"]


def test_los_cinco_del_tropico_priorizan_y_no_todos_igual(territorio: Territorio):
    de_casa = Configuraciones(CONFIGURACIONES)
    activos = {}
    for m in ("villa-tunari", "chimore", "shinahota", "puerto-villarroel", "entre-rios-cochabamba"):
        municipio = territorio.municipio(m)
        departamento = territorio.departamento_de[municipio.departamento]
        activos[m] = de_casa.de_municipio(municipio, departamento).activos
    assert all({"equidad", "lista_con_techo"} <= a for a in activos.values())
    assert len(set(activos.values())) == 3
    assert activos["puerto-villarroel"] == activos["entre-rios-cochabamba"]


def test_los_ajustes_del_repositorio_valen_para_sus_plugins(territorio: Territorio):
    de_casa = Configuraciones(CONFIGURACIONES)
    cadenas = [
        de_casa.de_municipio(m, territorio.departamento_de[m.departamento])
        for m in territorio.municipios
    ] + [
        de_casa.de_region(r, territorio.departamento_de[r.departamentos[0]])
        for r in (derivar(territorio, 2026) | de_casa.mancomunidades(territorio, 2026)).values()
    ]
    for cadena in {repr(c.plugins): c for c in cadenas}.values():
        for plugin in cadena.activos:
            esquema = getattr(
                import_module(f"plugins.{plugin}.ganchos"), "esquema_de_ajustes", lambda: Schema
            )()
            de_casa.ajustes(cadena, plugin, esquema)


def test_sin_archivo_propio_se_hereda(de: De):
    sucre = de("sucre")
    assert sucre.idiomas == ("es", "qu")
    assert sucre.plugins == {"equidad": {"peso_costo": 1}, "salud": {}}
    assert sucre.origenes["plugins.salud"] == "plataforma.toml [municipio]"


def test_departamento_y_municipio_se_imponen_en_ese_orden(de: De, escribir: Escribir):
    escribir(f"{COCHABAMBA}/_comun.toml", 'idiomas = ["es"]\n[plugins.equidad]\npeso_costo = 2')
    escribir(SHINAHOTA, "[plugins]\nsalud = false\n[plugins.equidad]\npeso_costo = 3")
    assert de("shinahota").idiomas == de("chimore").idiomas == ("es",)
    assert de("shinahota").plugins == {"equidad": {"peso_costo": 3}}
    assert de("chimore").plugins["equidad"] == {"peso_costo": 2}
    assert de("sucre").plugins["equidad"] == {"peso_costo": 1}
    assert ("plugins.salud", False, SHINAHOTA) in aplanar(de("shinahota"))


def test_un_archivo_cambiado_se_vuelve_a_leer(de: De, escribir: Escribir, tmp_path: Path):
    escribir(SHINAHOTA, 'idiomas = ["es"]')
    assert de("shinahota").idiomas == ("es",)
    escribir(SHINAHOTA, 'idiomas = ["qu"]')
    os.utime(tmp_path / SHINAHOTA, ns=(1, 1))
    assert de("shinahota").idiomas == ("qu",)
    (tmp_path / SHINAHOTA).unlink()
    assert de("shinahota").idiomas == ("es", "qu")


def test_la_region_no_hereda_de_los_municipios(
    configuraciones: Configuraciones, territorio: Territorio, escribir: Escribir
):
    escribir(f"{COCHABAMBA}/_comun.toml", "[plugins.de_municipio]")
    escribir(f"{COCHABAMBA}/regiones/_comun.toml", "[plugins.de_regiones]")
    escribir(f"{COCHABAMBA}/regiones/uninominal-24.toml", "[plugins.edc]\nclave = 1")
    region = derivar(territorio, 2026)["uninominal-24"]
    configuracion = configuraciones.de_region(region, territorio.departamento("cochabamba"))
    assert configuracion.plugins == {"edc": {"clave": 1}, "de_regiones": {}}


DESCONOCIDA = (
    "clave desconocida; se esperaba una de: ciclo, idiomas, marca, obra_menor, plugins, "
    "regla_de_seleccion, vocabulario"
)


@pytest.mark.parametrize(
    ("texto", "linea", "clave", "motivo"),
    [
        ('# nada\nidioma = ["es"]', 2, "idioma", "clave desconocida; ¿quiso decir «idiomas»?"),
        ("xyz = 1", 1, "xyz",
         DESCONOCIDA),
        ('tipo = "mancomunidad"', 1, "tipo",
         DESCONOCIDA),
        ('idiomas = "es"', 1, "idiomas", "se esperaba una lista entre corchetes"),
        ("idiomas = []", 1, "idiomas", "se esperaba un largo de 1 o más"),
        ('idiomas = ["es", 3]', 1, "idiomas.1", "se esperaba un texto entre comillas"),
        ('\n\nidiomas = ["es", "gn"]', 3, "idiomas",
         "«gn» no es un idioma de la plataforma: es, qu"),
        ('vocabulario = "inventado"', 1, "vocabulario",
         "no hay vocabulario «inventado»; hay: ninguno"),
        ("regla_de_seleccion = 3", 1, "regla_de_seleccion", "se esperaba un texto entre comillas"),
        ("[plugins]\n\nsalud = true", 3, "plugins.salud",
         "se esperaba una tabla [plugins.salud] que lo encienda, o false"),
        ("plugins.salud = 1", 1, "plugins.salud",
         "se esperaba una tabla [plugins.salud] que lo encienda, o false"),
        ("plugins = 3", 1, "plugins", "se esperaba una tabla [plugins.nombre] por plugin"),
    ],
)  # fmt: skip
def test_una_clave_mala_dice_archivo_linea_y_que_se_esperaba(
    de: De, escribir: Escribir, texto: str, linea: int, clave: str, motivo: str
):
    escribir(SHINAHOTA, texto)
    with pytest.raises(ConfiguracionInvalida) as error:
        de("shinahota")
    assert datos_de(error) == (SHINAHOTA, linea, clave, motivo)
    assert de("chimore").activos


@pytest.mark.parametrize(
    ("texto", "linea", "renglon"),
    [
        ("a = 1\nb = = 2\n", 2, "b = = 2"),
        ("[plugins\n", 1, "[plugins"),
        ('x = "sin cerrar', 1, 'x = "sin cerrar'),
        ("x =", 1, "x ="),
    ],
)
def test_un_toml_mal_escrito_dice_la_linea_y_la_muestra(
    de: De, escribir: Escribir, texto: str, linea: int, renglon: str
):
    escribir(SHINAHOTA, texto)
    with pytest.raises(ConfiguracionInvalida) as error:
        de("shinahota")
    archivo, hallada, clave, motivo = datos_de(error)
    assert (archivo, hallada, clave) == (SHINAHOTA, linea, renglon)
    assert motivo.startswith("TOML mal escrito")


def test_un_archivo_que_no_es_utf8(de: De, tmp_path: Path):
    (tmp_path / COCHABAMBA).mkdir(parents=True)
    (tmp_path / SHINAHOTA).write_bytes(b'regla_de_seleccion = "\xf1"')
    with pytest.raises(ConfiguracionInvalida) as error:
        de("shinahota")
    assert datos_de(error) == (SHINAHOTA, 1, "", "se esperaba texto UTF-8")


@pytest.mark.parametrize(
    ("viejo", "nuevo", "linea", "clave", "motivo"),
    [
        ('nombre = "Tinkuy"\n', "", 2, "plataforma.nombre", "falta y es obligatoria"),
        ('nombre = "Tinkuy"', 'nombre = ""', 3, "plataforma.nombre",
         "se esperaba un largo de 1 o más"),
        ("[plataforma]", "[plataform]", 2, "plataform",
         "clave desconocida; ¿quiso decir «plataforma»?"),
        ("[plataforma]", '[plataforma]\ndemostracion = "si"', 3, "plataforma.demostracion",
         "se esperaba true o false"),
        ("[municipio.plugins.salud]", "[municipio.plugin.salud]", 9, "municipio.plugin",
         "clave desconocida; ¿quiso decir «plugins»?"),
    ],
)  # fmt: skip
def test_una_plataforma_mala(
    configuraciones: Configuraciones,
    escribir: Escribir,
    viejo: str,
    nuevo: str,
    linea: int,
    clave: str,
    motivo: str,
):
    escribir("plataforma.toml", PLATAFORMA.replace(viejo, nuevo))
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.plataforma()
    archivo, hallada, cual, porque = datos_de(error)
    assert (archivo, cual, porque) == ("plataforma.toml", clave, motivo)
    assert hallada == linea


def test_sin_plataforma_no_hay_nada(tmp_path: Path):
    with pytest.raises(ConfiguracionInvalida) as error:
        Configuraciones(tmp_path).plataforma()
    assert error.value.datos["archivo"] == "plataforma.toml"


def test_una_clave_obligatoria_que_falta_senala_donde_se_encendio(
    configuraciones: Configuraciones, de: De
):
    class Exigente(Schema):
        peso = fields.Float(required=True)

    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.ajustes(de("sucre"), "salud", Exigente)
    assert datos_de(error) == (
        "plataforma.toml", 9, "plugins.salud.peso", "falta y es obligatoria"
    )  # fmt: skip


def test_los_ajustes_de_un_plugin_llegan_validados(configuraciones: Configuraciones, de: De):
    assert configuraciones.ajustes(de("sucre"), "equidad", Esquema) == Ajustes(1.0)


@pytest.mark.parametrize(
    ("texto", "linea", "clave", "motivo"),
    [
        ("peso_costo = -1", 2, "plugins.equidad.peso_costo", "se esperaba un número desde 0"),
        ('\npeso_costo = "mucho"', 3, "plugins.equidad.peso_costo", "se esperaba un número"),
        ("peso_cost = 1", 2, "plugins.equidad.peso_cost",
         "clave desconocida; ¿quiso decir «peso_costo»?"),
    ],
)  # fmt: skip
def test_un_ajuste_malo_dice_en_que_archivo_y_linea(
    configuraciones: Configuraciones,
    de: De,
    escribir: Escribir,
    texto: str,
    linea: int,
    clave: str,
    motivo: str,
):
    escribir(SHINAHOTA, f"[plugins.equidad]\n{texto}")
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.ajustes(de("shinahota"), "equidad", Esquema)
    assert datos_de(error) == (SHINAHOTA, linea, clave, motivo)


def test_un_ajuste_malo_heredado_senala_la_plataforma(
    configuraciones: Configuraciones, de: De, escribir: Escribir
):
    escribir("plataforma.toml", PLATAFORMA.replace("peso_costo = 1", "peso_costo = -1"))
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.ajustes(de("sucre"), "equidad", Esquema)
    assert datos_de(error)[:2] == ("plataforma.toml", 7)


@pytest.mark.parametrize(
    "archivo",
    [
        "bolivia/cochabamba/vila-tunari.toml",
        "bolivia/la-paz/villa-tunari.toml",
        "bolivia/cochabanba/_comun.toml",
        "bolivia/cochabamba/regiones/uninominal-99.toml",
        "bolivia/la-paz/regiones/uninominal-24.toml",
    ],
)
def test_un_archivo_que_nadie_leeria_es_un_error(
    configuraciones: Configuraciones, territorio: Territorio, escribir: Escribir, archivo: str
):
    regiones = derivar(territorio, 2026)
    configuraciones.revisar(territorio, regiones)
    escribir(archivo, 'idiomas = ["es"]')
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.revisar(territorio, regiones)
    assert error.value.datos["archivo"] == archivo


@pytest.mark.parametrize(
    ("rotacion", "motivo"),
    [('["sacaba"]', "no es de esta región"), ('["vila-tunari"]', "parecidos: villa-tunari")],
)
def test_quien_se_turna_la_secretaria_es_de_la_region(
    configuraciones: Configuraciones,
    territorio: Territorio,
    escribir: Escribir,
    rotacion: str,
    motivo: str,
):
    regiones = derivar(territorio, 2026)
    cual = regiones["uninominal-24"]
    [departamento] = [d for d in territorio.departamentos if d.codigo == cual.departamentos[0]]
    archivo = "bolivia/cochabamba/regiones/uninominal-24.toml"
    escribir(archivo, 'rotacion = ["chimore", "villa-tunari"]')
    configuraciones.revisar(territorio, regiones)
    dicha = configuraciones.de_region(cual, departamento).rotacion
    assert dicha == ("chimore", "villa-tunari")
    escribir(archivo, f"rotacion = {rotacion}")
    with pytest.raises(ConfiguracionInvalida) as error:
        configuraciones.revisar(territorio, regiones)
    assert (error.value.datos["clave"], error.value.datos["archivo"]) == ("rotacion", archivo)
    assert motivo in error.value.datos["motivo"]


def test_el_leeme_nombra_cada_clave():
    leeme = (CONFIGURACIONES / "README.md").read_text(encoding="utf-8")
    claves = {
        clave
        for esquema in (
            EsquemaDelArchivo,
            EsquemaDePlataforma,
            EsquemaDeServidor,
            EsquemaDeCorreo,
            EsquemaDeOidc,
            EsquemaDeRegion,
        )
        for clave in esquema().fields
    }
    nombradas = set(re.findall(r"^\| `([a-z_.<>]+)`", leeme, re.MULTILINE))
    assert claves <= {parte for n in nombradas for parte in n.split(".")}


def test_es_el_mismo_objeto_mientras_ningun_archivo_cambie(escribir: Escribir, de: De):
    escribir(SHINAHOTA, 'idiomas = ["es"]\n')
    antes = de("shinahota")
    assert de("shinahota") is antes
    assert de("chimore") is not antes
    escribir(SHINAHOTA, 'idiomas = ["es", "qu"]\n# distinto tamaño\n')
    assert de("shinahota").idiomas == ("es", "qu")
