"""Lo que cada saber trae cuando el municipio sí tiene el dato, y que distingue cero de no saber."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.demandas import Competencia, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.ofertas import Compromiso, EstadoDeCompromiso, Oferta, TipoDeOferente
from nucleo.dominio.planes import ClaseDeElemento, ElementoDePlan, EstadoDePlan, NivelDePlan, Plan
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, PasoDado, Poa
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.dominio.techos import Techo
from nucleo.pruebas import (
    MEDIODIA,
    UnidadEnMemoria,
    contexto_de_prueba,
    demanda_de_prueba,
    organizacion_de_prueba,
)
from nucleo.servicios import gestiones
from nucleo.servicios.saberes import SABERES, Mirada, Palabras
from nucleo.servicios.saberes.mirada import A_LA_VISTA

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CON = replace(contexto_de_prueba(), ciclo=MGMP)
LLANAS = Palabras(
    str, lambda v: v.value, lambda _g, c: c or "?", lambda c: c or "?", lambda e: e.concepto,
    lambda n: f"y {n} más",
)  # fmt: skip


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def sabe(unidad, clave, encuentro="cumbre-1", habla_de=()):
    mirada = Mirada(CON, unidad, MGMP.eventos[encuentro], (), LLANAS, habla_de)
    return {c.clave: c.filas for c in SABERES[clave](mirada)}


def linea(orden, monto, **otros):
    datos = {"programa": "110", "proyecto": "0001", "fuente": "41", "organismo": "113"} | otros
    return LineaDePoa(nuevo_id(), orden, f"Obra {orden}", Dinero.de(monto), **datos)


@pytest.fixture
def con_poa(unidad):
    """El POA que se ejecuta en el año de la Cumbre: el de la gestión anterior."""
    lineas = [
        linea(1, 500, objetivo="OE1"),
        linea(2, 900),
        linea(3, 100, proyecto="", sisin="", fuente="", organismo=""),
    ]
    poa = Poa(nuevo_id(), 2026, 1, EstadoDePoa.EN_EJECUCION, MEDIODIA, "ana", lineas=lineas)
    poa.pasar_a(poa.estado, PasoDado("ejecutar", poa.estado, MEDIODIA, "ana", "Resolución 7/2026"))
    unidad.poas.agregar(poa)
    return unidad


def test_lo_fisico_son_las_lineas_del_poa_que_se_ejecuta_sin_avance_inventado(con_poa):
    filas = sabe(con_poa, "ejecucion-fisica")["obras-del-poa"]
    assert filas == (
        ("Obra 2", "2026 (en_ejecucion)", "Bs 900,00", ""),
        ("Obra 1", "2026 (en_ejecucion)", "Bs 500,00", ""),
        ("Obra 3", "2026 (en_ejecucion)", "Bs 100,00", ""),
        ("El sistema no tiene este POA", "2027", "", ""),
    )


def test_si_falta_un_poa_de_los_que_se_miran_se_dice(con_poa):
    for clave, cuadro in (
        ("obras", "obras-del-poa"), ("ejecucion-financiera", "por-programa"),
        ("plan-y-poa", "plan-en-el-poa"), ("pasos-del-poa", "pasos-del-poa"),
    ):  # fmt: skip
        *hay, falta = sabe(con_poa, clave)[cuadro]
        assert falta[:2] == ("El sistema no tiene este POA", "2027")
        assert not any(falta[2:])
        assert {len(f) for f in hay} == {len(falta)}
        assert not any("no tiene" in f[0] for f in sabe(con_poa, clave, habla_de=(0,))[cuadro])


def test_un_informe_de_la_gestion_anterior_no_muestra_el_poa_que_se_arma(con_poa):
    lineas = [linea(1, 70), linea(2, 30)]
    for gestion in (2025, 2027):
        con_poa.poas.agregar(
            Poa(nuevo_id(), gestion, 1, EstadoDePoa.ANTEPROYECTO, MEDIODIA, "ana", lineas=lineas)
        )

    def de(*habla_de):
        filas = sabe(con_poa, "ejecucion-financiera", "eda-1", habla_de)["por-programa"]
        return [fila[1][:4] for fila in filas]

    assert (de(), de(-1), de(0), de(0, -1)) == (
        ["2026", "2027"],
        ["2025"],
        ["2026"],
        ["2025", "2026"],
    )
    renglones = {r.clave: r.gestiones for r in MGMP.eventos["eda-1"].informes}
    assert (renglones["gestion-anterior"], renglones["programacion"]) == ((-1,), (0,))


def test_sin_numero_de_proyecto_no_se_dice_que_hay_cero_proyectos(unidad):
    lineas = [linea(1, 500, proyecto=""), linea(2, 900, programa="120")]
    unidad.poas.agregar(
        Poa(nuevo_id(), 2027, 1, EstadoDePoa.ANTEPROYECTO, MEDIODIA, "ana", lineas=lineas)
    )
    filas = sabe(unidad, "programas-y-proyectos", habla_de=(1,))["por-programa"]
    assert [(f[0], f[2], f[3]) for f in filas] == [("110", "1", ""), ("120", "1", "1")]


def test_lo_programado_con_lineas_supuestas_dice_que_es_simulado(unidad):
    unidad.techos.reemplazar(2027, [Techo(nuevo_id(), 2027, "41", "113", Dinero.de(10))])
    lineas = [linea(1, 5, simulada=True, objetivo="OE1")]
    unidad.poas.agregar(
        Poa(nuevo_id(), 2027, 1, EstadoDePoa.ANTEPROYECTO, MEDIODIA, "ana", lineas=lineas)
    )
    assert sabe(unidad, "coparticipacion")["por-fuente"][0][0] == "41-113 (simulado)"
    assert sabe(unidad, "plan-y-poa")["plan-en-el-poa"][0][0] == "OE1 (simulado)"


def test_lo_financiero_va_por_programa_y_por_fuente(con_poa):
    techos = [Techo(nuevo_id(), 2026, "41", "113", Dinero.de(2000))]
    con_poa.techos.reemplazar(2026, techos)
    con_poa.ejecuciones.agregar_todas(
        [
            Ejecucion(nuevo_id(), 2023, "g", "gasto_total", "Gasto", Dinero.de(70), "Ministerio"),
            Ejecucion(nuevo_id(), 2022, "g", "gasto_total", "Gasto", Dinero.de(60), "Ministerio"),
        ]
    )
    dicho = sabe(con_poa, "ejecucion-financiera")
    assert dicho["por-programa"][0] == ("110", "2026 (en_ejecucion)", "3", "2", "Bs 1.500,00")
    assert dicho["por-fuente"] == (
        ("41-113", "2026", "Bs 2.000,00", "Bs 1.400,00", ""),
        ("?", "2026", "", "Bs 100,00", ""),
    )
    assert dicho["publicado"] == (("Gasto", "2023", "Bs 70,00", "Ministerio"),)


def test_un_techo_sin_poa_no_dice_que_se_programo_cero(unidad):
    unidad.techos.reemplazar(2027, [Techo(nuevo_id(), 2027, "41", "113", Dinero.de(10))])
    assert sabe(unidad, "coparticipacion")["por-fuente"] == (
        ("41-113", "2027", "Bs 10,00", "", ""),
    )


def test_el_plan_dice_que_objetivos_no_tienen_ninguna_linea(con_poa):
    plan = Plan(
        nuevo_id(), "P", 1, "ptdi", NivelDePlan.MUNICIPAL, "Plan", 2026, 2030, EstadoDePlan.VIGENTE
    )
    con_poa.planes.agregar(plan)
    objetivo, proyecto = ClaseDeElemento.OBJETIVO, ClaseDeElemento.PROYECTO
    con_poa.planes.agregar_partes(
        [
            ElementoDePlan(nuevo_id(), plan.id, objetivo, "OE1", "Agua"),
            ElementoDePlan(nuevo_id(), plan.id, objetivo, "OE2", "Salud"),
            ElementoDePlan(
                nuevo_id(), plan.id, proyecto, "P1", "Pozo", padre="OE1", inversion={"2027": "5"}
            ),
        ]
    )
    assert sabe(con_poa, "plan-y-poa", habla_de=(0,))["plan-en-el-poa"] == (
        ("OE1 · Agua", "2026 (en_ejecucion)", "1", "Bs 500,00"),
        ("OE2 · Salud", "2026 (en_ejecucion)", "0", "Bs 0,00"),
        ("Sin objetivo declarado", "2026 (en_ejecucion)", "2", "Bs 1.000,00"),
    )
    del_plan = sabe(con_poa, "programas-y-proyectos")["del-plan"]
    assert del_plan == (("P1 · Pozo", "proyecto", "2027", "Bs 5,00"),)


def test_la_normativa_lleva_la_constancia_de_cada_paso(con_poa):
    [paso] = sabe(con_poa, "pasos-del-poa", habla_de=(0,))["pasos-del-poa"]
    assert paso == ("en_ejecucion", "2026", "1", "15/08/2026", "Resolución 7/2026")


def test_los_encuentros_hechos_y_los_que_vienen(unidad):
    gestiones.abrir(CON, unidad, date(2026, 9, 8))
    evento = unidad.calendarios.eventos(2027)[0]
    evento.estado, evento.realizado_en = type(evento.estado).REALIZADO, date(2026, 2, 14)
    dicho = sabe(unidad, "actividades")
    assert dicho["actividades-hechas"] == (
        ("Primer Encuentro de Avance", "14/02/2026", "realizado"),
    )
    assert len(dicho["proximas-actividades"]) == len(MGMP.eventos) - 1


def test_los_reclamos_se_cuentan_y_los_vivos_se_nombran_sin_personas(unidad):
    for n, estado in enumerate((EstadoDeReclamo.ABIERTO, EstadoDeReclamo.CERRADO)):
        unidad.mesas.agregar(
            Reclamo(
                nuevo_id(), 2027, "eda-1", SobreQue.OBRA, f"Puente {n}", "Se cae", MEDIODIA,
                "Ana Quispe", estado=estado,
            )
        )  # fmt: skip
    dicho = sabe(unidad, "reclamos")
    assert dicho["cuenta-de-reclamos"] == (
        ("obra", "2", "1", "0", "1"),
        ("servicio", "0", "0", "0", "0"),
    )
    assert dicho["reclamos-por-cerrar"] == (("Puente 0: Se cae", "abierto", "", ""),)
    assert sabe(unidad, "obras")["reclamos-de-obras"] == dicho["reclamos-por-cerrar"]
    assert "Ana Quispe" not in str(dicho)


def test_la_memoria_de_obras_va_por_anio(unidad):
    unidad.inversiones.agregar_todas(
        [
            Inversion(nuevo_id(), None, anio, "Empedrado", Dinero.de(100))
            for anio in (2024, 2025, 2025)
        ]
    )
    assert sabe(unidad, "obras")["memoria-de-obras"] == (
        ("2025", "2", "Bs 200,00"),
        ("2024", "1", "Bs 100,00"),
    )


def test_cada_cargo_ve_lo_que_el_ofrecio_y_lo_retirado_no_cuenta(unidad):
    def oferta(tipo, que, **otros):
        monto = Dinero.de(50)
        return Oferta(nuevo_id(), 2027, que, "Un cargo", tipo, que, monto, **otros)

    unidad.ofertas.agregar_todas(
        [
            oferta(TipoDeOferente.DIPUTACION, "Puente", simulada=True),
            oferta(TipoDeOferente.DIPUTACION, "Camino", retirada_en=MEDIODIA),
            oferta(TipoDeOferente.GOBERNACION, "Riego"),
        ]
    )
    [una] = sabe(unidad, "ofertas-del-diputado")["ofrecido-diputacion"]
    assert una[:4] == ("Puente (simulado)", "2027", "Un cargo", "Bs 50,00")
    [otra] = sabe(unidad, "ofertas-del-asambleista")["ofrecido-asambleista-gobernacion"]
    assert otra[0] == "Riego"


def test_la_demanda_del_sector_y_un_cuadro_que_no_cabe(unidad):
    de = organizacion_de_prueba("Chipiriri")
    unidad.organizaciones.agregar(de)
    total = A_LA_VISTA + 4
    unidad.demandas.agregar_todas(
        [demanda_de_prueba(n, de, sector="salud") for n in range(1, total + 1)]
        + [demanda_de_prueba(90, de, competencia=Competencia.NACIONAL)]
    )
    filas = sabe(unidad, "demanda-de-salud")["demanda-salud"]
    assert (len(filas), filas[-1][0]) == (A_LA_VISTA + 1, "y 4 más")
    assert filas[0] == ("2027-0001 · Demanda 1", "Chipiriri", "Bs 1.000,00", "registrada")
    assert len(sabe(unidad, "demanda-de-educacion")["demanda-educacion"]) == 1


def test_de_lo_ofrecido_se_separa_lo_cumplido(unidad):
    de = organizacion_de_prueba("Chipiriri")
    unidad.organizaciones.agregar(de)
    demanda = demanda_de_prueba(1, de)
    unidad.demandas.agregar_todas([demanda])
    oferta = Oferta(
        nuevo_id(),
        2027,
        "x",
        "Un cargo",
        TipoDeOferente.DIPUTACION,
        "Puente",
        Dinero.de(50),
    )
    unidad.ofertas.agregar_todas([oferta])
    for monto, estado in ((30, EstadoDeCompromiso.CUMPLIDO), (10, EstadoDeCompromiso.ACORDADO)):
        unidad.ofertas.comprometer(
            Compromiso(
                nuevo_id(), oferta.id, demanda.id, 2027, Dinero.de(monto), MEDIODIA.date(), "Acta",
                MEDIODIA, "ana", estado,
            )
        )  # fmt: skip
    [una] = sabe(unidad, "ofertas-del-diputado")["ofrecido-diputacion"]
    assert una[3:] == ("Bs 50,00", "Bs 40,00", "Bs 30,00")


def test_lo_incumplido_tambien_esta_por_cumplir(unidad):
    for que, estado in (("A", EstadoDeAcuerdo.PENDIENTE), ("B", EstadoDeAcuerdo.INCUMPLIDO),
                        ("C", EstadoDeAcuerdo.CUMPLIDO)):  # fmt: skip
        unidad.mesas.agregar(
            Acuerdo(nuevo_id(), 2027, "eda-1", que, "Obras", MEDIODIA, "x", estado=estado)
        )
    dicho = sabe(unidad, "acuerdos")
    assert [f[0] for f in dicho["acuerdos-pendientes"]] == ["A", "B"]
    assert [f[0] for f in dicho["acuerdos-cumplidos"]] == ["C"]


def test_del_plan_solo_va_el_propio_y_lo_de_la_ultima_gestion(unidad):
    for codigo, nivel in (("P", NivelDePlan.MUNICIPAL), ("N", NivelDePlan.NACIONAL)):
        plan = Plan(
            nuevo_id(), codigo, 1, "ptdi", nivel, codigo, 2026, 2030, EstadoDePlan.VIGENTE
        )  # fmt: skip
        unidad.planes.agregar(plan)
        pozo = ClaseDeElemento.PROYECTO
        dinero = {"2026": "3", "2027": "5"}
        unidad.planes.agregar_partes(
            [ElementoDePlan(nuevo_id(), plan.id, pozo, codigo, "Pozo", inversion=dinero)]
        )
    de_hoy = sabe(unidad, "programas-y-proyectos")["del-plan"]
    assert [(f[0], *f[2:]) for f in de_hoy] == [("P · Pozo", "2027", "Bs 5,00")]
    del_ano = sabe(unidad, "programas-y-proyectos", "eda-1", (0,))["del-plan"]
    assert [(f[0], *f[2:]) for f in del_ano] == [("P · Pozo", "2026", "Bs 3,00")]


def test_la_demanda_retirada_no_es_del_sector(unidad):
    de = organizacion_de_prueba("Chipiriri")
    unidad.organizaciones.agregar(de)
    retirada = demanda_de_prueba(1, de, sector="salud", estado=Estado.RETIRADA)
    unidad.demandas.agregar_todas([retirada])
    assert sabe(unidad, "demanda-de-salud")["demanda-salud"] == ()


def test_de_lo_entregado_cada_cargo_ve_lo_que_le_toca():
    entregadas = [
        SimpleNamespace(
            codigo=codigo, titulo="Puente", simulada=False, organizacion="Chipiriri",
            competencia=competencia, costo=Dinero.de(5), entregada_en=MEDIODIA,
        )
        for codigo, competencia in (
            ("A", Competencia.NACIONAL), ("B", Competencia.DEPARTAMENTAL),
            ("C", Competencia.CONCURRENTE),
        )
    ]  # fmt: skip
    tablas = SimpleNamespace(entregas=SimpleNamespace(vigentes=lambda _r, _g: entregadas))
    region = SimpleNamespace(slug="uninominal-24")
    mirada = Mirada(CON, tablas, MGMP.eventos["cumbre-1"], (region,), LLANAS)

    def de(clave):
        [cuadro] = SABERES[clave](mirada)
        return [f[0][0] for f in cuadro.filas]

    assert (de("entregas-al-diputado"), de("entregas-al-asambleista")) == (["A", "C"], ["B", "C"])


def test_de_la_coparticipacion_van_los_ultimos_cinco_anios_y_la_memoria_no_va_mas_atras(unidad):
    unidad.ejecuciones.agregar_todas(
        [
            Ejecucion(nuevo_id(), anio, "i", "copart", "Copart", Dinero.de(anio), "Ministerio")
            for anio in range(2015, 2024)
        ]
    )
    filas = sabe(unidad, "coparticipacion")["coparticipacion-recibida"]
    assert [f[0] for f in filas] == ["2023", "2022", "2021", "2020", "2019"]
    unidad.inversiones.agregar_todas(
        [Inversion(nuevo_id(), None, anio, "Empedrado", Dinero.de(1)) for anio in (2020, 2021)]
    )
    assert [f[0] for f in sabe(unidad, "obras")["memoria-de-obras"]] == ["2021"]
