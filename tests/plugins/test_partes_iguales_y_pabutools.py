"""El mismo resultado que `pabutools`, la referencia publicada, en instancias de toda forma."""

import random
import warnings
from uuid import UUID

import pytest

from nucleo.dominio.dinero import CENTAVOS, Dinero
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.seleccion import Candidata, Eleccion
from nucleo.pruebas import fila_de_prueba
from plugins.partes_iguales.ajustes import Ajustes, Completado, Desempate, Satisfaccion
from plugins.partes_iguales.compras import comprar, instancia_de
from plugins.partes_iguales.reglas import paso_de, seleccionar

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # lo que avise al importarse no es nuestro
    from pabutools.election import (
        ApprovalBallot,
        ApprovalMultiProfile,
        Cardinality_Sat,
        Cost_Sat,
        FrozenApprovalBallot,
        Instance,
        Project,
    )
    from pabutools.rules import method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

INSTANCIAS = 500
SATISFACCION = {Satisfaccion.COSTO: Cost_Sat, Satisfaccion.CARDINAL: Cardinality_Sat}


def generar(semilla):
    """Una elección de tamaño variado; la mitad con organizaciones de distinto peso."""
    azar = random.Random(semilla)
    cuantas, organizaciones = azar.randint(1, 14), azar.randint(1, 12)
    tope = azar.choice([3, 10, 100, 5000])
    costos = [azar.randint(1, tope) for _ in range(cuantas)]
    filas = [
        fila_de_prueba(n, costo=Dinero.de(costo), demanda_id=UUID(int=n))
        for n, costo in enumerate(costos, 1)
    ]
    gusto = azar.uniform(0.1, 0.9)
    apoyos = [
        Apoyo(
            UUID(int=n),
            f"OTB {n}",
            azar.randint(1, 400) if semilla % 2 else 1,
            frozenset(f.demanda_id for f in filas if azar.random() < gusto),
        )
        for n in range(organizaciones)
    ]
    techo = max(1, round(sum(costos) * azar.uniform(0.05, 0.9)))
    azar.shuffle(filas)
    candidatas = [Candidata(puesto, 0, fila) for puesto, fila in enumerate(filas, 1)]
    return Eleccion(candidatas, {"41-113": Dinero.de(techo)}, apoyos)


def segun_pabutools(eleccion, ajustes):
    """Las elegidas, en el orden en que se compran."""
    proyectos = {
        c.fila.demanda_id: Project(f"{c.fila.numero:04}", c.fila.costo.centavos // CENTAVOS)
        for c in eleccion.candidatas
    }
    instancia = Instance(proyectos.values(), budget_limit=eleccion.techo.centavos // CENTAVOS)
    perfil = ApprovalMultiProfile()
    for apoyo in eleccion.apoyos:
        papeleta = FrozenApprovalBallot(ApprovalBallot(proyectos[d] for d in apoyo.demandas))
        perfil[papeleta] += apoyo.poblacion
    desempates = {
        Desempate.REGISTRO: lambda _i, _p, proyecto: proyecto.name,
        Desempate.MENOR_COSTO: lambda _i, _p, proyecto: (proyecto.cost, proyecto.name),
        Desempate.MAS_PERSONAS: lambda _i, perfil, proyecto: (
            -perfil.approval_score(proyecto),
            proyecto.name,
        ),
    }
    paso = paso_de(ajustes) // CENTAVOS
    elegidas = method_of_equal_shares(
        instancia,
        perfil,
        sat_class=SATISFACCION[ajustes.satisfaccion],
        tie_breaking=TieBreakingRule(desempates[ajustes.desempate]),
        voter_budget_increment=paso or None,
    )
    return [int(p.name) for p in elegidas]


@pytest.mark.parametrize("completado", [Completado.NINGUNO, Completado.INCREMENTO])
@pytest.mark.parametrize("satisfaccion", Satisfaccion)
def test_igual_que_pabutools(satisfaccion, completado):
    mas_de_una, con_incremento = 0, 0
    for semilla in range(INSTANCIAS):
        eleccion = generar(semilla)
        desempate = list(Desempate)[semilla % 3]
        paso = Dinero.de(1 + semilla % 7)
        ajustes = Ajustes(satisfaccion, completado, paso, desempate)
        vuelta = comprar(instancia_de(eleccion, ajustes), paso_de(ajustes))
        nuestras = [eleccion.candidatas[lugar].fila.numero for lugar in vuelta.compras]
        assert nuestras == segun_pabutools(eleccion, ajustes), (semilla, ajustes)
        mas_de_una += len(nuestras) > 1
        personas = sum(a.poblacion for a in eleccion.apoyos)
        con_incremento += vuelta.parte * personas > eleccion.techo.centavos
        if not semilla % 20:
            entran = {
                c.fila.numero
                for c, d in zip(eleccion.candidatas, seleccionar(eleccion, ajustes), strict=True)
                if d.entra
            }
            assert entran == set(nuestras)
    assert mas_de_una > INSTANCIAS // 3  # no son instancias vacías
    assert (con_incremento > INSTANCIAS // 10) == completado.incrementa
