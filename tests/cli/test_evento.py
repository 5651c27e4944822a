"""Lo que un encuentro acordó y lo que le reclamaron, por la consola."""

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.reclamos import SobreQue
from nucleo.servicios import acuerdos, reclamos
from nucleo.servicios.reclamos import DatosDeReclamo

TUNARI, GESTION = EnMunicipio(31003), 2028
AQUI = ("villa-tunari", GESTION)


def bien(tinkuy, *orden):
    corrida = tinkuy(*orden)
    assert corrida.codigo == 0, corrida.errores
    return corrida


@pytest.fixture
def con_mesa(instalada, casa):
    bien(instalada, "municipio", "alta", "villa-tunari")
    bien(instalada, "gestion", "abrir", *AQUI)
    bien(instalada, "evento", "avanzar", *AQUI, "eda-1", "en_curso")
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    que, quien = "Publicar el informe", "Secretaría"
    acuerdos.acordar(contexto, casa.unidad(TUNARI), "eda-1", nuevo_id(), que, quien, None)
    dicho = DatosDeReclamo(SobreQue.OBRA, "Puente", "Está roto")
    reclamos.recibir(contexto, casa.unidad(TUNARI), "eda-1", nuevo_id(), dicho)
    return instalada


def test_los_acuerdos_de_un_encuentro(con_mesa):
    [uno] = bien(con_mesa, "evento", "acuerdos", *AQUI, "eda-1", "--json").json["acuerdos"]
    assert (uno["que"], uno["estado"], uno["fecha"]) == ("Publicar el informe", "pendiente", None)
    assert "Secretaría" in bien(con_mesa, "evento", "acuerdos", *AQUI, "eda-1").salida
    assert con_mesa("evento", "acuerdos", *AQUI, "eda-9").codigo == 1


def test_los_reclamos_sin_nombrar_a_nadie(con_mesa):
    [uno] = bien(con_mesa, "evento", "reclamos", *AQUI, "--json").json["reclamos"]
    assert (uno["organizacion"], uno["sobre"], uno["estado"]) == ("", "obra", "abierto")
    assert "Una persona" in bien(con_mesa, "evento", "reclamos", *AQUI).salida
