"""`tinkuy doctor` halla cada falta, dice cómo arreglarla y no se cae con ninguna."""

import os
import shutil
from importlib.metadata import EntryPoint, entry_points

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.cli import doctor
from nucleo.dominio.revisiones import Gravedad
from tests.correo.conftest import servidor
from tests.web.emisor import emisor_levantado

SERVIDOR = """
[servidor]
proxies = 1
hosts = ["tinkuy.test"]
puerto_de_metricas = 9100
"""


@pytest.fixture
def configurar(tmp_path, monkeypatch):
    """Añade algo al final de `plataforma.toml`, en una copia."""

    def anadir(texto):
        copia = tmp_path / "configuraciones"
        if not copia.exists():
            shutil.copytree(RAIZ / "configuraciones", copia)
            monkeypatch.setenv("TINKUY_CONFIGURACIONES", str(copia))
        with (copia / "plataforma.toml").open("a", encoding="utf-8") as archivo:
            archivo.write(texto)

    return anadir


def revisadas(corrida):
    return {r["nombre"]: r for r in corrida.json["revisiones"]}


def estados(corrida):
    return {nombre: r["estado"] for nombre, r in revisadas(corrida).items()}


def test_recien_instalada_no_falta_nada_y_los_avisos_traen_su_arreglo(instalada):
    corrida = instalada("doctor", "--json")
    assert (corrida.codigo, corrida.json["listo"], corrida.errores) == (0, True, "")
    dichos = estados(corrida)
    assert dichos.items() >= {
        "Python": "bien", "configuración": "bien", "proxy": "aviso", "hosts": "aviso",
        "métricas": "aviso", "módulos": "bien",
    }.items()  # fmt: skip
    assert "falta" not in dichos.values()
    for revision in revisadas(corrida).values():
        assert revision.keys() == {"nombre", "estado", "detalle", "arreglo"}
        assert bool(revision["arreglo"]) == (revision["estado"] != "bien")


def test_con_todo_declarado_quedan_solo_los_avisos_de_la_base(instalada, configurar):
    configurar(SERVIDOR)
    de_mas = ("carpeta de datos", "base de datos", "correo")
    dichos = {n: e for n, e in estados(instalada("doctor", "--json")).items() if n not in de_mas}
    assert set(dichos.values()) == {"bien"}, dichos


def test_sin_migrar_falta_y_servir_en_produccion_se_niega(sin_migrar, tinkuy):  # noqa: ARG001 - deja la base vacía
    corrida = tinkuy("doctor")
    assert corrida.codigo == 1
    assert "FALTA  base de datos: No está al día: nucleo, salud." in corrida.salida
    assert "→ Corra «tinkuy base actualizar»." in corrida.salida
    assert tinkuy("servir", "--produccion").codigo == 1


def test_una_base_que_no_responde_no_detiene_las_demas_revisiones(tinkuy, monkeypatch):
    monkeypatch.setenv("TINKUY_BASE", "postgresql+psycopg://ana:secreta@127.0.0.1:1/tinkuy")
    monkeypatch.delenv("TINKUY_BASE_DUENO", raising=False)
    corrida = tinkuy("doctor", "--json")
    assert corrida.codigo == 1
    assert estados(corrida).items() >= {"base de datos": "falta", "configuración": "bien"}.items()
    assert "TINKUY_BASE" in revisadas(corrida)["base de datos"]["arreglo"]
    assert "secreta" not in corrida.salida + corrida.errores


def test_la_configuracion_rota_se_dice_con_su_renglon(instalada, configurar):
    configurar("\n[servidor]\nproxis = 1\n")
    corrida = instalada("doctor", "--json")
    assert corrida.codigo == 1
    revision = revisadas(corrida)["configuración"]
    assert revision["estado"] == "falta"
    assert "¿quiso decir «proxies»?" in revision["detalle"]
    assert estados(corrida)["carpeta de datos"] != "falta"


def test_una_carpeta_donde_no_se_puede_escribir(instalada, tmp_path, monkeypatch):
    (tmp_path / "archivo").write_text("")
    monkeypatch.setattr(Casa, "datos", tmp_path / "archivo" / "instancia")
    revision = revisadas(instalada("doctor", "--json"))["carpeta de datos"]
    assert revision["estado"] == "falta"
    assert "TINKUY_RAIZ" in revision["arreglo"]


@pytest.mark.parametrize(
    ("libre", "estado"),
    [(doctor.NADA - 1, "falta"), (doctor.POCO - 1, "aviso"), (doctor.POCO, "bien")],
)
def test_el_espacio_libre(instalada, monkeypatch, libre, estado):
    uso = shutil._ntuple_diskusage(10**12, 0, libre)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: uso)
    assert estados(instalada("doctor", "--json"))["carpeta de datos"] == estado


@pytest.mark.parametrize(
    ("metricas", "estado"),
    [
        ("puerto_de_metricas = 8000", "falta"),
        ("puerto_de_metricas = 9100", "bien"),
        ('puerto_de_metricas = 9100\ndireccion_de_metricas = "0.0.0.0"', "aviso"),
        ('puerto_de_metricas = 9100\ndireccion_de_metricas = "localhost"', "bien"),
        ('puerto_de_metricas = 9100\ndireccion_de_metricas = "::1"', "bien"),
    ],
)
def test_el_puerto_de_las_metricas(instalada, configurar, metricas, estado):
    configurar(f"\n[servidor]\n{metricas}\n")
    assert estados(instalada("doctor", "--json"))["métricas"] == estado


def test_un_plugin_que_no_carga_y_el_demo_se_avisan(instalada, tmp_path, monkeypatch):
    (tmp_path / "malo.py").write_text("raise ZeroDivisionError")
    monkeypatch.syspath_prepend(tmp_path)
    entradas = [*entry_points(group="tinkuy.plugins"), EntryPoint("malo", "malo", "tinkuy.plugins")]
    monkeypatch.setattr("nucleo.arranque.instalados.entry_points", lambda group: entradas)  # noqa: ARG005 - firma ajena
    monkeypatch.setattr(Casa, "_es_de_demo", lambda _: True)
    corrida = instalada("doctor", "--json")
    assert corrida.codigo == 0
    assert estados(corrida).items() >= {"módulo malo": "aviso", "demostración": "aviso"}.items()


def test_produccion_no_arranca_con_una_falta_y_dice_cual(instalada, configurar):
    configurar("\n[servidor]\npuerto_de_metricas = 8000\n")
    corrida = instalada("servir", "--produccion")
    assert (corrida.codigo, corrida.salida) == (1, "")
    assert "FALTA  métricas: Usan el puerto de la web, 8000." in corrida.errores
    assert "→ Elija otro número" in corrida.errores


def test_produccion_atiende_donde_se_le_dice(instalada, configurar, monkeypatch):
    pedidos = []
    monkeypatch.setattr(Casa, "servir_en_produccion", lambda _, ajustes: pedidos.append(ajustes))
    configurar(SERVIDOR)
    assert instalada("servir", "--produccion").codigo == 0
    assert instalada("servir", "--produccion", "--puerto", 80, "--direccion", "::").codigo == 0
    assert [(a.direccion, a.puerto, a.proxies) for a in pedidos] == [
        ("127.0.0.1", 8000, 1), ("::", 80, 1),
    ]  # fmt: skip
    assert instalada("servir", "--direccion", "::").codigo == 2


def test_hay_una_marca_por_gravedad():
    assert set(doctor.MARCAS) == set(Gravedad)


@pytest.mark.parametrize("motor", ["postgresql"], indirect=True)
def test_un_muro_caido_y_un_rol_con_poderes_son_faltas(instalada, por_fuera, monkeypatch):
    sano = instalada("doctor", "--json").json
    assert not {"muros", "rol que atiende"} & {r["nombre"] for r in sano["revisiones"]}
    por_fuera("ALTER TABLE demandas NO FORCE ROW LEVEL SECURITY")
    por_fuera("CREATE VIEW todas AS SELECT * FROM demandas")
    con_muro_caido = instalada("doctor")
    assert con_muro_caido.codigo == 1
    assert "demandas" in con_muro_caido.salida
    assert "todas" in con_muro_caido.salida
    assert instalada("base", "actualizar").codigo == 0
    repuesto = instalada("doctor").salida
    assert "demandas" not in repuesto
    assert "todas" in repuesto
    monkeypatch.setenv("TINKUY_BASE", os.environ["TINKUY_BASE_DUENO"])
    con_poderes = instalada("doctor")
    assert con_poderes.codigo == 1
    assert "superusuario" in con_poderes.salida
    assert instalada("servir", "--produccion").codigo == 1


def test_el_secreto_es_largo_y_solo_de_quien_sirve(instalada, tmp_path, monkeypatch):
    assert revisadas(instalada("doctor", "--json"))["secreto"]["estado"] == "bien"
    (tmp_path / "instancia" / "secreto").chmod(0o644)
    assert revisadas(instalada("doctor", "--json"))["secreto"]["estado"] == "falta"
    monkeypatch.setenv("TINKUY_SECRETO", "corto")
    assert "TINKUY_SECRETO" in revisadas(instalada("doctor", "--json"))["secreto"]["arreglo"]


CORREO = """
[correo]
servidor = "{servidor}"
puerto = {puerto}
remitente = "tinkuy@alcaldia.bo"
seguridad = "ninguna"
"""


OIDC = """
[oidc]
nombre = "Ciudadanía Digital"
emisor = "{direccion}"
cliente = "tinkuy"
"""


@pytest.fixture
def con_direccion(configurar, tmp_path):
    """Declara una tabla que exige decir la dirección pública."""

    def declarar(texto):
        configurar(texto)
        archivo = tmp_path / "configuraciones" / "plataforma.toml"
        con_direccion = '[plataforma]\ndireccion = "https://tinkuy.test"'
        archivo.write_text(archivo.read_text("utf-8").replace("[plataforma]", con_direccion, 1))

    return declarar


@pytest.fixture
def con_correo(con_direccion):
    def declarar(servidor, puerto):
        con_direccion(CORREO.format(servidor=servidor, puerto=puerto))

    return declarar


def test_un_proveedor_que_no_responde_se_avisa(instalada, con_direccion):
    assert revisadas(instalada("doctor", "--json"))["proveedor de identidad"]["estado"] == "bien"
    with emisor_levantado() as emisor:
        con_direccion(OIDC.format(direccion=emisor.direccion))
        dicha = revisadas(instalada("doctor", "--json"))["proveedor de identidad"]
        assert dicha["estado"] == "bien", dicha
    dicha = revisadas(instalada("doctor", "--json"))["proveedor de identidad"]
    assert (dicha["estado"], "emisor" in dicha["arreglo"]) == ("aviso", True)


def test_un_correo_que_atiende_esta_bien(instalada, con_correo):
    with servidor() as (_, puerto):
        con_correo("127.0.0.1", puerto)
        assert revisadas(instalada("doctor", "--json"))["correo"]["estado"] == "bien"
    revision = revisadas(instalada("doctor", "--json"))["correo"]
    assert (revision["estado"], "CLAVE_DE_CORREO" in revision["arreglo"]) == ("aviso", True)


def test_un_correo_sin_cifrar_hacia_otra_maquina_es_una_falta(instalada, con_correo):
    con_correo("correo.alcaldia.bo", 25)
    assert revisadas(instalada("doctor", "--json"))["correo"]["estado"] == "falta"
