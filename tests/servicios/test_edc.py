import json

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Bloque, Destinatario, Grupo, Suma
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.personas import Personas
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import Municipio, Territorio, TipoDeGobierno
from nucleo.ganchos import implementa
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios.edc import como_json, consolidar

REGION = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",),
    {31003: 100.0, 31401: 40.0},
)  # fmt: skip
CONTEXTO = contexto_de_prueba(ambito=EnRegion("uninominal-24"), nombre="Circunscripción 24")
GRUPOS = [
    Grupo(31003, "salud", Competencia.MUNICIPAL, 2, Dinero.de("100.50"), Personas(10, 12)),
    Grupo(31003, "riego", Competencia.CONCURRENTE, 1, Dinero.de(40), Personas(3, 4)),
    Grupo(31401, "salud", Competencia.NACIONAL, 3, Dinero.de(9), Personas(1, 0)),
]


class Mesa:
    """Dos destinatarios y un cuadro, para ver qué le toca a cada quién."""

    @staticmethod
    @implementa
    def destinatarios_edc(contexto, region):  # noqa: ARG004 - firma del gancho
        nacional = frozenset({Competencia.NACIONAL, Competencia.CONCURRENTE})
        yield Destinatario("diputada", "Diputada", "Diputación", nacional)
        yield Destinatario("vecina", "Vecina", "Sub", nacional, frozenset({31003}), Mensaje("Ojo"))

    @staticmethod
    @implementa
    def bloques_de_edc(contexto, region, grupos):  # noqa: ARG004 - firma del gancho
        yield Bloque("cuenta", "Cuenta", Mensaje("Cuántas"), ("A",), ((str(len(grupos)),),))


class LecturaFija:
    def __init__(self, grupos):
        self._grupos = grupos

    def grupos(self, gestion):
        return self._grupos if gestion == 2027 else []


@pytest.fixture
def territorio():
    def municipio(codigo, nombre):
        return Municipio(
            codigo, "", "", nombre, nombre.lower(), TipoDeGobierno.GAM, codigo[:4], codigo[:2], 1,
            Personas(1, 1),
        )  # fmt: skip

    return Territorio([], [], [municipio("031003", "Tunari"), municipio("031401", "Ríos")], [], [])


def test_suma_por_municipio_sector_y_destinatario():
    mesa = consolidar(CONTEXTO, LecturaFija(GRUPOS), conjunto_de(mesa=Mesa()), REGION)
    assert mesa.total == Suma(6, Dinero.de("149.50"), Personas(14, 16))
    assert mesa.municipios[31003] == Suma(3, Dinero.de("140.50"), Personas(13, 16))
    assert mesa.sectores["salud"] == Suma(5, Dinero.de("109.50"), Personas(11, 12))
    assert [(d.clave, d.plugin, s.demandas) for d, s in mesa.destinatarios] == [
        ("diputada", "mesa", 4),
        ("vecina", "mesa", 1),
    ]
    assert [(b.plugin, b.filas) for b in mesa.bloques] == [("mesa", (("3",),))]


def test_sin_entregas_salen_todos_en_cero(territorio):
    mesa = consolidar(CONTEXTO, LecturaFija([]), conjunto_de(mesa=Mesa()), REGION)
    datos = como_json(mesa, territorio, {})
    assert datos["total"] == {"demandas": 0, "costo": "0.00", "mujeres": 0, "hombres": 0}
    assert [m["demandas"] for m in datos["municipios"]] == [0, 0]
    assert datos["sectores"] == []
    assert [d["demandas"] for d in datos["destinatarios"]] == [0, 0]


def test_como_json_cumple_el_contrato(territorio):
    mesa = consolidar(CONTEXTO, LecturaFija(GRUPOS), conjunto_de(mesa=Mesa()), REGION)
    datos = json.loads(json.dumps(como_json(mesa, territorio, {"salud": Sector("salud", "Salud")})))
    assert datos["region"] == "uninominal-24"
    assert datos["gestion"] == 2027
    assert [(m["codigo_ine"], m["nombre"]) for m in datos["municipios"]] == [
        ("031003", "Tunari"),
        ("031401", "Ríos"),
    ]
    assert [(s["clave"], s["nombre"], s["costo"]) for s in datos["sectores"]] == [
        ("riego", "riego", "40.00"),
        ("salud", "Salud", "109.50"),
    ]
    vecina = datos["destinatarios"][1]
    assert (vecina["municipios"], vecina["nota"]) == (["031003"], "Ojo")
    assert datos["bloques"][0]["filas"] == [["3"]]


def test_el_conjunto_que_cuenta_es_el_de_la_region():
    mesa = consolidar(CONTEXTO, LecturaFija(GRUPOS), conjunto_de(), REGION)
    assert (mesa.destinatarios, mesa.bloques) == ([], [])
    assert mesa.total.demandas == 6
