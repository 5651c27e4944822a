"""Qué se cuenta de una lista y cuándo hay cuórum."""

from dataclasses import replace

import pytest

from nucleo.dominio.asistencias import (
    Asistencia,
    PorSexo,
    Sexo,
    contar,
    convocadas_a,
    cuorum_de,
)
from nucleo.dominio.ciclos import BaseDelCuorum, Cuorum, armar_ciclo
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import TipoDeOrganizacion as T
from nucleo.pruebas import MEDIODIA, organizacion_de_prueba

CUMBRE = {
    "sigla": "C2", "nombre": "Cumbre", "bloque": "planificacion", "nivel": "municipio",
    "desde": "08-01", "hasta": "08-31", "participan": ["otb", "mujeres", "concejo"],
}  # fmt: skip
CICLO = armar_ciclo(
    "x",
    {
        "nombre": "x", "anio": -1, "entrega": {"dia": "09-08", "concejo": 7},
        "participantes": {c: {"nombre": c} for c in CUMBRE["participan"]},
        "eventos": {"cumbre-2": CUMBRE},
    },
)  # fmt: skip
TIPO = CICLO.eventos["cumbre-2"]
OTBS = [organizacion_de_prueba(n) for n in ("Aldana", "Bella Vista", "Chipiriri")]
MUJERES = organizacion_de_prueba("Bartolinas", tipo=T.MUJERES)
GOBIERNO = organizacion_de_prueba("GAM", tipo=T.GOBIERNO)
DILOS = organizacion_de_prueba("DILOS", tipo=T.DILOS)


def llego(nombre, de=None, representa="otb", sexo=Sexo.MUJER, **mas):
    return Asistencia(
        nuevo_id(), 2027, "cumbre-2", nombre, nombre, sexo, representa, MEDIODIA, "ana",
        de and de.id, **mas,
    )  # fmt: skip


def test_se_convoca_a_las_de_los_tipos_que_participan():
    todas = [*OTBS, MUJERES, GOBIERNO, DILOS]
    assert convocadas_a(TIPO, todas) == [*OTBS, MUJERES]
    otro = replace(TIPO, participan=("tenta",))
    assert convocadas_a(otro, todas) == [*OTBS, MUJERES, DILOS]


def test_la_cuenta_no_repite_organizaciones_y_ve_a_quien_vino_por_su_cuenta():
    lista = [
        llego("a", OTBS[0]),
        llego("b", OTBS[0], sexo=Sexo.HOMBRE),
        llego("c", MUJERES, "mujeres"),
        llego("d", None, "", Sexo.SIN_DATO, sin_inscripcion=True),
    ]
    cuenta = contar(TIPO, lista, [*OTBS, MUJERES])
    assert cuenta.personas == PorSexo(2, 1, 1)
    assert cuenta.por_representacion == [
        ("otb", PorSexo(1, 1)), ("mujeres", PorSexo(1)), ("concejo", PorSexo()),
        ("", PorSexo(0, 0, 1)),
    ]  # fmt: skip
    assert (cuenta.presentes, cuenta.convocadas, cuenta.sin_inscripcion) == (2, 4, 1)


@pytest.mark.parametrize(
    ("por_ciento", "total", "necesarios"),
    [(50, 4, 2), (50, 5, 3), (51, 4, 3), (67, 3, 3), (1, 0, 0)],
)
def test_la_parte_que_pide_va_hacia_arriba(por_ciento, total, necesarios):
    assert Cuorum(BaseDelCuorum.ORGANIZACIONES, por_ciento).necesarios(total) == necesarios


def test_sin_regla_no_hay_cuorum_que_decir():
    assert cuorum_de(TIPO, contar(TIPO, [], OTBS)) is None
    assert cuorum_de(None, contar(None, [], OTBS)) is None


def test_con_regla_dice_cuanto_falta():
    con_regla = replace(TIPO, cuorum=Cuorum(BaseDelCuorum.ORGANIZACIONES, 50))
    lista = [llego("a", OTBS[0])]
    estado = cuorum_de(con_regla, contar(con_regla, lista, OTBS))
    assert (estado.presentes, estado.total, estado.faltan, estado.hay) == (1, 3, 1, False)
    lista.append(llego("b", OTBS[1]))
    assert cuorum_de(con_regla, contar(con_regla, lista, OTBS)).hay
    assert not cuorum_de(con_regla, contar(con_regla, lista, [])).hay


def test_por_participantes_cuentan_los_del_encuentro():
    con_regla = replace(TIPO, cuorum=Cuorum(BaseDelCuorum.PARTICIPANTES, 60))
    lista = [llego("a"), llego("b"), llego("c", None, "alcalde"), llego("d", None, "")]
    estado = cuorum_de(con_regla, contar(con_regla, lista, OTBS))
    assert (estado.presentes, estado.total, estado.faltan) == (1, 3, 1)
