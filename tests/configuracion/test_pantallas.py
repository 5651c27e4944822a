"""La capa que vive en la base, fundida con las de los archivos."""

from datetime import UTC, datetime

import pytest
from marshmallow import Schema, fields
from marshmallow.validate import Range

from nucleo.arranque.pantallas import RESPIRO, Pantallas
from nucleo.configuracion.capas import Capa, capas_de
from nucleo.dominio.ajustes import Ajuste, AjusteInvalido
from nucleo.dominio.ambito import EnDepartamento
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import UnidadEnMemoria

CUANDO = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
QUIEN = "por pantalla, por Ana el 28/11/2026"
DEPARTAMENTO = EnDepartamento("03")


class Ajustes(Schema):
    peso_costo = fields.Float(validate=Range(min=0))


def dicho(clave, valor, numero=1):
    return Ajuste(nuevo_id(), numero, clave, {"valor": valor}, {}, CUANDO, "Ana")


def capas(**claves):
    ajustes = [dicho(clave.replace("__", "."), valor) for clave, valor in claves.items()]
    return capas_de(ajustes, del_departamento=False)


@pytest.fixture
def de_tunari(configuraciones, territorio):
    municipio = territorio.municipio("villa-tunari")
    departamento = territorio.departamento_de[municipio.departamento]
    return lambda *pantallas: configuraciones.de_municipio(municipio, departamento, *pantallas)


def test_el_orden_es_departamento_archivo_y_al_final_el_municipio(escribir, de_tunari):
    escribir("bolivia/cochabamba/_comun.toml", 'idiomas = ["qu"]\n[marca]\nnombre = "Archivo"\n')
    escribir("bolivia/cochabamba/villa-tunari.toml", '[marca]\ncolor = "#0b5d5b"\n')
    departamento = capas(idiomas=["es"], marca__color="#004d40", marca__nombre="Gobernación")
    sola = de_tunari(departamento)
    assert (sola.idiomas, sola.marca.nombre, sola.marca.color) == (
        ("es",), "Gobernación", "#0b5d5b",
    )  # fmt: skip
    propia = de_tunari(departamento, capas(marca__color="#7a1f1f", idiomas=["es", "qu"]))
    assert (propia.idiomas, propia.marca.color) == (("es", "qu"), "#7a1f1f")
    assert str(propia.origenes["marca.color"]) == QUIEN


def test_es_el_mismo_objeto_mientras_ninguna_capa_cambie(de_tunari):
    propias = capas(idiomas=["qu"])
    antes = de_tunari((), propias)
    assert de_tunari().idiomas == ("es", "qu")  # lo heredado se guarda aparte
    assert de_tunari((), propias) is antes
    assert de_tunari((), capas(idiomas=["es"])) is not antes


@pytest.mark.parametrize(
    ("clave", "valor", "donde", "motivo"),
    [
        ("idiomas", ["gn"], "idiomas", "no es un idioma de la plataforma"),
        ("idiomas", "es", "idiomas", "se esperaba una lista"),
        ("vocabulario", "marciano", "vocabulario", "no hay vocabulario"),
        ("colores", 1, "colores", "clave desconocida"),
        ("marca.color", "#ffd400", "marca.color", "no se leen sobre el fondo"),
        ("marca.escudo", "../../etc", "marca.escudo", "SHA-256"),
        ("plugins.salud", 3, "plugins.salud", "se esperaba una tabla"),
    ],
)
def test_lo_malo_dice_quien_lo_puso_y_cuando(de_tunari, clave, valor, donde, motivo):
    propias = capas_de([dicho(clave, valor)], del_departamento=False)
    with pytest.raises(AjusteInvalido) as error:
        de_tunari((), propias)
    assert str(error.value.datos["donde"]) == QUIEN
    assert error.value.datos["clave"] == donde
    assert motivo in error.value.datos["motivo"]


def test_el_ajuste_malo_de_un_plugin_se_ubica_en_la_pantalla_o_en_el_archivo(
    configuraciones, escribir, de_tunari
):
    mala = de_tunari((), capas(plugins__equidad={"peso_costo": -1}))
    with pytest.raises(AjusteInvalido) as error:
        configuraciones.ajustes(mala, "equidad", Ajustes)
    assert error.value.datos["clave"] == "plugins.equidad.peso_costo"
    escribir("bolivia/cochabamba/villa-tunari.toml", "[plugins.equidad]\npeso_costo = -2\n")
    otra = de_tunari((), capas(idiomas=["es"]))
    with pytest.raises(ConfiguracionInvalida) as de_archivo:
        configuraciones.ajustes(otra, "equidad", Ajustes)
    assert de_archivo.value.datos["linea"] == 2


class Reloj:
    hora = 0.0

    def __call__(self):
        return self.hora


@pytest.fixture
def mirado():
    """Las pantallas de un departamento en memoria, su reloj y cuántas veces se abrió la base."""
    unidad, reloj, veces = UnidadEnMemoria(DEPARTAMENTO), Reloj(), []

    def abrir(_ambito):
        veces.append(1)
        return unidad

    return Pantallas(reloj), unidad, reloj, veces, abrir


def cambiar(unidad, clave, valor):
    numero = len(unidad.ajustes.todos()) + 1
    with unidad:
        unidad.ajustes.agregar(dicho(clave, valor, numero))
        unidad.anotar(Hecho("ajustes.cambiado", "Ana", CUANDO, {"numero": numero}))
        unidad.confirmar()


def test_con_la_version_sabida_no_se_abre_la_base(mirado):
    pantallas, unidad, _, veces, abrir = mirado
    cambiar(unidad, "idiomas", ["es"])
    version = unidad.bitacora.cabeza().resumen
    antes = pantallas.de(abrir, DEPARTAMENTO, version)
    assert pantallas.de(abrir, DEPARTAMENTO, version) is antes
    assert len(veces) == 1
    cambiar(unidad, "idiomas", ["qu"])
    [capa] = pantallas.de(abrir, DEPARTAMENTO, unidad.bitacora.cabeza().resumen)
    assert isinstance(capa, Capa)
    assert capa.datos == {"idiomas": ["qu"]}


def test_sin_cambios_de_configuracion_sigue_siendo_el_mismo_objeto(mirado):
    pantallas, unidad, _, _, abrir = mirado
    cambiar(unidad, "idiomas", ["es"])
    antes = pantallas.de(abrir, DEPARTAMENTO)
    with unidad:
        unidad.anotar(Hecho("otra.cosa", "Ana", CUANDO, {}))
        unidad.confirmar()
    assert pantallas.de(abrir, DEPARTAMENTO) is antes


def test_quien_hereda_mira_a_lo_sumo_una_vez_por_segundo(mirado):
    pantallas, unidad, reloj, veces, abrir = mirado
    assert pantallas.heredadas(abrir, DEPARTAMENTO) == ()
    cambiar(unidad, "idiomas", ["qu"])
    reloj.hora += RESPIRO / 2
    assert pantallas.heredadas(abrir, DEPARTAMENTO) == ()
    assert len(veces) == 1
    assert pantallas.de(abrir, DEPARTAMENTO) != ()  # sus propias páginas miran siempre
    reloj.hora += RESPIRO
    assert pantallas.heredadas(abrir, DEPARTAMENTO)[0].datos == {"idiomas": ["qu"]}
