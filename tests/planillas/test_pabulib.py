"""El formato Pabulib: se lee con lo mínimo, va y vuelve, y lo hostil se explica con su renglón."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election.pabulib import parse_pabulib_from_string

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.instancias import Instancia, Papel, Proyecto
from nucleo.dominio.seleccion import decidir
from nucleo.planillas.pabulib import escribir_pabulib, leer_pabulib
from plugins.lista_con_techo.reglas import seleccionar
from tests.dominio.test_seleccion import LISTA

MINIMO = """META
key;value
budget;100
PROJECTS
project_id;cost
a;60
b;50
c;40
VOTES
voter_id;vote
1;b
2;b,c
3;
"""


def leer(texto, codificacion="utf-8"):
    return leer_pabulib("x.pb", texto.encode(codificacion))


def test_basta_lo_que_el_calculo_usa():
    instancia = leer(MINIMO)
    assert instancia.presupuesto == Dinero.de(100)
    assert [(p.clave, str(p.costo)) for p in instancia.proyectos] == [
        ("a", "60.00"), ("b", "50.00"), ("c", "40.00"),
    ]  # fmt: skip
    assert instancia.votos == {"a": 0, "b": 2, "c": 1}
    eleccion = instancia.eleccion()
    assert [c.fila.organizacion for c in eleccion.candidatas] == ["b", "c", "a"]
    assert [d.entra for d in decidir(LISTA, eleccion)] == [True, True, False]
    assert LISTA.seleccionar is seleccionar


@pytest.mark.parametrize(
    "cambio",
    [
        ("META\n", "\ufeffMETA\n"),
        ("\n", "\r\n"),
        ("budget;100", "budget;100,00\nfecha;ayer\nnum_votes;9999"),
        ("a;60", "a;60;sobra;y más"),
        ("key;value\n", "Key;Value\n\n"),
        ("PROJECTS", " projects "),
    ],
)
def test_lo_que_no_usa_no_estorba(cambio):
    assert leer(MINIMO.replace(*cambio)).votos == {"a": 0, "b": 2, "c": 1}


@pytest.mark.parametrize(
    ("antes", "despues", "dice"),
    [
        ("budget;100", "presupuesto;100", "budget"),
        ("budget;100", "budget;mucho", "budget"),
        ("budget;100", "budget;1e400", "budget"),
        ("budget;100", "budget;NaN", "budget"),
        ("b;50", "b;-1", "renglón 7"),
        ("b;50", "b;0.001", "renglón 7"),
        ("b;50", ";50", "project_id"),
        ("b;50", "a;50", "dos veces"),
        ("1;b", "1;zeta", "zeta"),
        ("voter_id;vote", "voter_id;voto", "vote"),
        ("VOTES", "VOTOS", "VOTES"),
        ("META", "X", "META"),
        ("a;60", "a;60\x00", "texto"),
    ],
)
def test_lo_que_falta_o_no_se_entiende_se_dice(antes, despues, dice):
    with pytest.raises(ArchivoIlegible) as caso:
        leer(MINIMO.replace(antes, despues, 1))
    assert dice in str(caso.value.datos["motivo"])


def test_un_archivo_vacio_o_de_otra_cosa():
    for contenido in (b"", b"\x89PNG\r\n\x00", b"<html>", b"META\n"):
        with pytest.raises(ArchivoIlegible):
            leer_pabulib("x.pb", contenido)


textos = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@st.composite
def instancias(dibujar):
    claves = [f"2027-{n:04d}" for n in range(1, dibujar(st.integers(1, 6)) + 1)]
    proyectos = [
        Proyecto(c, " ".join(dibujar(textos).split()), Dinero(dibujar(st.integers(1, 10**10))))
        for c in claves
    ]
    votos = st.frozensets(st.sampled_from(claves))
    papeles = dibujar(st.dictionaries(votos, st.integers(1, 4), min_size=1, max_size=4))
    juntos = [Papel(apoya, personas) for apoya, personas in papeles.items()]
    return Instancia(Dinero(dibujar(st.integers(1, 10**11))), proyectos, juntos)


@settings(max_examples=60)
@given(instancias())
def test_va_y_vuelve_igual_y_pabutools_lee_lo_mismo(instancia):
    texto = escribir_pabulib(instancia, {"description": "prueba; con «signos»"})
    vuelta = leer(texto)
    assert (vuelta.presupuesto, list(vuelta.proyectos)) == (
        instancia.presupuesto,
        list(instancia.proyectos),
    )
    assert list(vuelta.papeles) == list(instancia.papeles)
    suya, perfil = parse_pabulib_from_string(texto)
    assert len(perfil) == sum(p.personas for p in instancia.papeles)
    assert {p.name for p in suya} == {p.clave for p in instancia.proyectos}
    assert float(suya.budget_limit) == pytest.approx(float(instancia.presupuesto.monto))
