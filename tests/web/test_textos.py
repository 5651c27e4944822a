"""Cada error tiene su frase y cada clave su nombre, dentro y fuera de la web."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from nucleo import ganchos, ganchos_plataforma
from nucleo.dominio import errores
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import Competencia, Estado, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import EjecucionConErrores
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.organizaciones import Area, OrganizacionRepetida, TipoDeOrganizacion
from nucleo.dominio.poa import ObservacionesSinResponder
from nucleo.dominio.regiones import TipoDeRegion
from nucleo.textos.errores import CON_CUENTA, FRASES, frase
from nucleo.textos.hechos import HECHOS, relatar
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import GANCHOS, aporte_de, nombre, nombres

CALLADOS = {
    errores.SinPermiso: {"accion"},
    errores.UltimaAdministracion: {"ambito"},
    OrganizacionRepetida: {"cual"},
}
"""Datos para quien programa o para un enlace, que la frase no dice: sin ellos es más llana."""
SERVICIOS = Path(__file__).parents[2] / "nucleo" / "servicios"


def subclases(tipo):
    for hija in tipo.__subclasses__():
        yield hija
        yield from subclases(hija)


@pytest.mark.parametrize(
    "tipo", sorted(set(subclases(errores.ErrorDeNegocio)) - set(CON_CUENTA), key=str)
)
def test_cada_error_tiene_su_frase_y_usa_sus_datos(tipo):
    assert tipo in FRASES, f"falta la frase de {tipo.__name__} en nucleo/textos/errores.py"
    datos = {campo: f"dato-{campo}" for campo in tipo.campos}
    dicha = FRASES[tipo] % datos
    assert dicha[-1] in ".!?" or dicha.endswith(("dato-detalle", "dato-motivo"))
    usados = [campo for campo in tipo.campos if f"dato-{campo}" in dicha]
    assert set(tipo.campos) - set(usados) <= {"parecidos", "error"} | CALLADOS.get(tipo, set())


@pytest.mark.parametrize(
    ("error", "dicho"),
    [
        (EjecucionConErrores(1, "línea 2"), "1 renglón del municipio no se lee y no se guardó"),
        (EjecucionConErrores(3, "línea 2"), "3 renglones del municipio no se leen y no se guardó"),
        (ObservacionesSinResponder(1), "Falta responder 1 observación"),
        (ObservacionesSinResponder(2), "Faltan responder 2 observaciones"),
    ],
)
def test_la_frase_concuerda_con_el_numero(error, dicho):
    assert type(error) in CON_CUENTA
    assert frase(error).startswith(dicho)


@pytest.mark.parametrize("tipo", [Estado, Competencia, PedidaPor, TipoDeOrganizacion, Area, Paso,
                                  TipoDeRegion])  # fmt: skip
def test_cada_valor_tiene_nombre(tipo: type[StrEnum]):
    assert all(nombre(valor) for valor in tipo)
    assert len(set(nombres(tipo).values())) == len(tipo)


@pytest.mark.parametrize("modulo", [ganchos, ganchos_plataforma])
def test_cada_gancho_dice_que_aporta(modulo):
    declarados = {n for n, f in vars(modulo).items() if hasattr(f, "tinkuy_spec")}
    assert declarados
    assert declarados <= GANCHOS.keys()
    assert aporte_de("gancho_ajeno") == "gancho_ajeno"


def test_las_frases_llanas():
    pendiente = errores.PasoPendiente("publicar", "calificar", 2027)
    assert frase(pendiente).startswith(
        "Antes de «Publicar el resultado» falta «Calificar las demandas» en la gestión 2027"
    )
    estado = errores.PasoNoPermitido("2027-0001", Estado.REGISTRADA, Estado.EN_POA)
    assert "está como «Registrada» y no puede pasar a «Entra al POA»" in frase(estado)
    excedido = errores.TechoExcedido("x", "41-113", None, Dinero.de(10))
    assert "Bs 10,00" in frase(excedido)
    assert "ninguno" in frase(excedido)


def test_no_existe_sugiere():
    assert frase(errores.NoExiste("municipio", "vila", ["villa-tunari", "villa-rivero"])) == (
        "No encontramos el municipio «vila». Revise el nombre o el código. "
        "Quizás busca: villa-tunari, villa-rivero."
    )
    assert "Quizás" not in frase(errores.NoExiste("demanda", "2027-0009"))


def test_decir_llena_y_no_revienta():
    vivo = Mensaje("Faltan %(cuanto)s.", {"cuanto": "Bs 5,00"})
    assert decir(vivo) == decir(vivo.como_json()) == "Faltan Bs 5,00."
    assert decir("Salud") == "Salud"
    assert decir(None) == ""
    assert decir({}) == ""


def test_cada_hecho_de_los_servicios_tiene_su_frase():
    codigo = "".join(p.read_text(encoding="utf-8") for p in SERVICIOS.glob("*.py"))
    dichos = set(re.findall(r'"((?:[a-z]+)\.(?:hech|retirad|alta|importad|fijad)[a-z]*)"', codigo))
    assert "demandas.importadas" in dichos
    assert dichos <= HECHOS.keys()
    assert relatar("plugin.algo") == "plugin.algo"
