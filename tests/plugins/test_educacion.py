from dataclasses import replace
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import (
    conjunto_de,
    contexto_de_prueba,
    demanda_de_prueba,
    fila_de_prueba,
    medidas_de,
    organizacion_de_prueba,
)
from plugins.educacion import ganchos
from plugins.educacion.ajustes import Ajustes

CONJUNTO = conjunto_de(ganchos)
[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONTEXTO = contexto_de_prueba(Ajustes(peso_alcance=3))
GENTE = Personas(30, 70)
REGION = Region(
    "r", TipoDeRegion.MANCOMUNIDAD, "R", ("03",), {1: 100.0, 2: 100.0}, (), {1: "Uno", 2: "Dos"}
)


def recoger(gancho, **datos):
    return [e for _, e in CONJUNTO.recoger(gancho, "Toco", contexto=CONTEXTO, **datos)]


@pytest.mark.parametrize(
    ("cambios", "medida"),
    [
        ({"beneficiarios": Personas(10, 15), "poblacion": GENTE}, 0.25),
        ({"beneficiarios": Personas(0, 0), "poblacion": GENTE}, None),
        ({"beneficiarios": Personas(1, 1), "poblacion": None}, None),
        ({"beneficiarios": Personas(1, 1), "poblacion": Personas(0, 0)}, None),
    ],
)
def test_el_alcance(cambios, medida):
    [criterio] = recoger("criterios_de_priorizacion")
    assert (criterio.peso, criterio.solo_sector) == (3, "educacion")
    assert medidas_de(criterio, fila_de_prueba(**cambios)) == [medida]


def observaciones(tipo, **cambios):
    organizacion = organizacion_de_prueba(tipo=tipo)
    demanda = demanda_de_prueba(1, organizacion, **cambios)
    halladas = recoger("revisar_demanda", demanda=demanda, organizacion=organizacion)
    assert not any(o.impide for o in halladas)
    return [str(o.mensaje) for o in halladas]


def test_revisa_solo_lo_de_educacion():
    comunidad, distrital = TipoDeOrganizacion.COMUNIDAD, TipoDeOrganizacion.EDUCACION
    assert observaciones(comunidad, sector="riego") == []
    assert observaciones(distrital, beneficiarios=GENTE) == []
    assert observaciones(comunidad) == [
        "Falta decir cuántas y cuántos estudiantes se benefician.",
        "Falta coordinarla con la Dirección Distrital de Educación.",
    ]


def test_su_sector_lo_lleva_la_direccion_distrital():
    [sector] = recoger("sectores")
    assert (sector.clave, sector.origen) == ("educacion", TipoDeOrganizacion.EDUCACION)


def test_su_cuadro_trae_todos_los_municipios_y_el_total():
    grupos = [
        Grupo(1, "educacion", Competencia.MUNICIPAL, 2, Dinero.de(1500), Personas(3, 4)),
        Grupo(1, "educacion", Competencia.NACIONAL, 1, Dinero.de(10), Personas(1, 0)),
        Grupo(2, "salud", Competencia.MUNICIPAL, 9, Dinero.de(9), Personas(9, 9)),
    ]
    [bloque] = recoger("bloques_de_edc", region=REGION, grupos=grupos)
    assert bloque.filas == (
        ("Uno", "3", "Bs 1.510,00", "4", "4"),
        ("Dos", "0", "Bs 0,00", "0", "0"),
        ("Total", "3", "Bs 1.510,00", "4", "4"),
    )
    [vacio] = recoger("bloques_de_edc", region=REGION, grupos=[])
    assert vacio.filas[-1] == ("Total", "0", "Bs 0,00", "0", "0")


def test_en_el_informe_del_sector_dice_a_cuanta_gente_sirve_cada_demanda():
    """Aporta `cuadros_de_informe`: lo que no se sabe va vacío, y en el de otro no aporta nada."""
    sabida = organizacion_de_prueba("Chipiriri", poblacion=GENTE)
    sin_gente = organizacion_de_prueba("Eterazama")
    demandas = [
        demanda_de_prueba(1, sabida, beneficiarios=Personas(10, 15)),
        demanda_de_prueba(2, sin_gente, beneficiarios=Personas(1, 1)),
        demanda_de_prueba(3, sabida, sector="riego"),
        demanda_de_prueba(4, sabida, gestion=2020),
    ]
    contexto = contexto_de_prueba(Ajustes(), entidades=[sabida, sin_gente, *demandas])
    evento = MGMP.eventos["cumbre-1"]

    def cuadros(informa):
        datos = {"evento": evento, "informe": Renglon("i", "Informe", informa)}
        con = replace(contexto, ciclo=MGMP)
        return [c for _, c in CONJUNTO.recoger("cuadros_de_informe", "Toco", contexto=con, **datos)]

    [cuadro] = cuadros("educacion")
    assert cuadro.filas == (
        ("2027-0001 · Demanda 1", "Chipiriri", "25", "25 %"),
        ("2027-0002 · Demanda 2", "Eterazama", "2", ""),
    )
    assert cuadros("salud") == []
