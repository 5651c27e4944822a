"""El plan: versiones, partes que se nombran entre sí, y su planilla de ida y de vuelta."""

from decimal import Decimal

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import (
    Alianza,
    ClaseDeAliado,
    ClaseDeElemento,
    CodigoRepetido,
    ElementoDePlan,
    ElementoEnUso,
    EstadoDePlan,
    NivelDePlan,
    PadreInvalido,
    PeriodoInvalido,
    PlanAbierto,
    PlanFirme,
    PlanRepetido,
    PlanSinObjetivos,
    SinConstancia,
    TipoDePlan,
    arbol,
    codigo_siguiente,
    objetivo_de,
)
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import estructura, partes_de_plan, planes, planilla_de_plan
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.estructura import DatosDeUnidad
from nucleo.servicios.planes import DatosDePlan

CONTEXTO = contexto_de_prueba()
C = ClaseDeElemento
PTDI = TipoDePlan("ptdi", "PTDI", "Plan territorial", NivelDePlan.MUNICIPAL, 5)
PEI = TipoDePlan("pei", "PEI", "Plan institucional", NivelDePlan.MUNICIPAL, 5)
PDES = TipoDePlan("pdes", "PDES", "Plan nacional", NivelDePlan.NACIONAL, 5)
DATOS = DatosDePlan("Plan 2026-2030", 2026, 2030)


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def empezar(unidad, tipo=PTDI, datos=DATOS):
    return planes.empezar(CONTEXTO, unidad, nuevo_id(), tipo, datos)


def poner(unidad, plan, clase, codigo, padre="", **otros):
    parte = ElementoDePlan(nuevo_id(), plan.id, clase, codigo, f"{codigo}.", padre=padre, **otros)
    partes_de_plan.agregar(CONTEXTO, unidad, parte)
    return parte


def con_objetivo(unidad, tipo=PTDI, codigo="OE1", datos=DATOS):
    plan = empezar(unidad, tipo, datos)
    poner(unidad, plan, C.OBJETIVO, codigo)
    return plan


def regir(unidad, plan):
    return planes.poner_a_regir(CONTEXTO, unidad, plan.id, plan.version, "Ley 12/2026")


def test_el_poa_apunta_solo_a_lo_que_rige_en_su_gestion(unidad):
    plan = con_objetivo(unidad)
    assert planes.objetivos_vigentes(unidad, 2027) == {}
    regir(unidad, plan)
    assert planes.objetivos_vigentes(unidad, 2027) == {"OE1": "OE1."}
    assert planes.objetivos_vigentes(unidad, 2031) == {}


def test_regir_pide_objetivos_y_constancia(unidad):
    plan = empezar(unidad)
    with pytest.raises(PlanSinObjetivos):
        regir(unidad, plan)
    with pytest.raises(SinConstancia):
        planes.poner_a_regir(CONTEXTO, unidad, plan.id, 0, " ")


def test_lo_vigente_se_cambia_con_otra_version_que_lo_reemplaza_entero(unidad):
    plan = regir(unidad, con_objetivo(unidad))
    with pytest.raises(PlanFirme):
        poner(unidad, plan, C.OBJETIVO, "OE2")
    otra = planes.abrir_version(CONTEXTO, unidad, plan.id, 0)
    with pytest.raises(PlanAbierto):
        planes.abrir_version(CONTEXTO, unidad, plan.id, 0)
    poner(unidad, otra, C.OBJETIVO, "OE2")
    assert list(planes.objetivos_vigentes(unidad, 2027)) == ["OE1"]
    regir(unidad, otra)
    assert (plan.estado, otra.numero) == (EstadoDePlan.REEMPLAZADO, 2)
    assert list(planes.objetivos_vigentes(unidad, 2027)) == ["OE1", "OE2"]


def test_dos_planes_que_rigen_a_la_vez_no_repiten_codigos_de_objetivo(unidad):
    regir(unidad, con_objetivo(unidad))
    repetido = con_objetivo(unidad, PEI)
    with pytest.raises(CodigoRepetido):
        regir(unidad, repetido)
    regir(unidad, con_objetivo(unidad, PEI, "OI1", DatosDePlan("PEI", 2027, 2031)))
    assert list(planes.objetivos_vigentes(unidad, 2027)) == ["OI1", "OE1"]


def test_cada_parte_cuelga_de_donde_puede_y_la_nombrada_no_se_quita(unidad):
    plan = con_objetivo(unidad)
    poner(unidad, plan, C.PROGRAMA, "OE1.1", "OE1")
    poner(unidad, plan, C.PROYECTO, "OE1.1.1", "OE1.1")
    for clase, padre in [(C.PROGRAMA, ""), (C.PROYECTO, "NO"), (C.POLITICA, "OE1.1")]:
        with pytest.raises(PadreInvalido):
            poner(unidad, plan, clase, "X", padre)
    with pytest.raises(PadreInvalido):
        poner(unidad, plan, C.RESULTADO, "R1")
    with pytest.raises(CodigoRepetido):
        poner(unidad, plan, C.OBJETIVO, "OE1.1")
    programa = unidad.planes.elementos(plan.id)[1]
    with pytest.raises(ElementoEnUso):
        partes_de_plan.quitar(CONTEXTO, unidad, ElementoDePlan, programa.id, 0)
    por_codigo = {e.codigo: e for e in unidad.planes.elementos(plan.id)}
    assert objetivo_de("OE1.1.1", por_codigo).codigo == "OE1"
    assert codigo_siguiente(C.OBJETIVO, list(por_codigo.values())) == "OE2"
    assert codigo_siguiente(C.PROYECTO, list(por_codigo.values()), "OE1.1") == "OE1.1.2"


def test_un_objetivo_se_alinea_con_un_resultado_ajeno_que_entonces_no_se_quita(unidad):
    ajeno = empezar(unidad, PDES, DatosDePlan("PDES", 2021, 2025))
    poner(unidad, ajeno, C.RESULTADO, "3.1")
    plan = empezar(unidad)
    with pytest.raises(PadreInvalido):
        poner(unidad, plan, C.OBJETIVO, "OE1", alineados=("PDES-2021/9.9",))
    poner(unidad, plan, C.OBJETIVO, "OE1", alineados=("PDES-2021/3.1",))
    for quitar in (
        lambda: partes_de_plan.quitar(
            CONTEXTO, unidad, ElementoDePlan, unidad.planes.elementos(ajeno.id)[0].id, 0
        ),
        lambda: planes.descartar(CONTEXTO, unidad, ajeno.id, 0),
    ):
        with pytest.raises(ElementoEnUso):
            quitar()
    planes.descartar(CONTEXTO, unidad, plan.id, 0)
    assert unidad.planes.todos() == [ajeno]


def test_lo_mal_dicho_no_entra(unidad):
    with pytest.raises(PeriodoInvalido):
        empezar(unidad, datos=DatosDePlan("x", 2030, 2026))
    plan = empezar(unidad)
    with pytest.raises(PlanRepetido):
        empezar(unidad)
    with pytest.raises(EdicionConcurrente):
        planes.corregir(CONTEXTO, unidad, plan.id, 9, DATOS)


def test_la_unidad_responsable_existe_y_queda_en_uso(unidad):
    estructura.registrar(CONTEXTO, unidad, nuevo_id(), DatosDeUnidad("SMOP", "Obras"))
    plan = empezar(unidad)
    with pytest.raises(PadreInvalido):
        poner(unidad, plan, C.OBJETIVO, "OE1", responsable="NADIE")
    poner(unidad, plan, C.OBJETIVO, "OE1", responsable="SMOP")
    assert estructura.usos_de(unidad, unidad.estructura.todas()[0]) == ["PTDI-2026 OE1"]


@pytest.mark.parametrize(
    ("base", "valor", "parte"), [("10", "15", "0.5"), ("30", "28", "0.2"), ("", "5", None)]
)
def test_el_avance_se_mide_desde_la_linea_de_base_suba_o_baje(base, valor, parte):
    metas = {"2026": "20"} if base else {"2027": "20"}
    i = Indicador(nuevo_id(), nuevo_id(), "I1", "OE1", "x", base=base, metas=metas)
    i.alcanzados = {"2026": {"valor": valor, "fuente": "acta"}}
    avance = i.avance()
    assert avance is None if parte is None else avance.parte == Decimal(parte)


def test_lo_alcanzado_se_anota_tambien_cuando_el_plan_ya_rige(unidad):
    plan = con_objetivo(unidad)
    indicador = Indicador(nuevo_id(), plan.id, "I1", "OE1", "Agua", metas={"2027": "10"})
    partes_de_plan.agregar(CONTEXTO, unidad, indicador)
    regir(unidad, plan)
    partes_de_plan.anotar_alcanzado(
        CONTEXTO, unidad, indicador.id, 0, 2027, Decimal("4.5"), "Censo"
    )
    assert indicador.avance().parte == Decimal("0.45")


def planilla(titulos, filas):
    escritas = [["" if c is None else str(c).replace(".", ",") if isinstance(c, Decimal) else str(c)
                 for c in fila] for fila in filas]  # fmt: skip
    return Planilla("plan.xlsx", list(enumerate([titulos, *escritas], 1)))


def test_la_planilla_va_y_vuelve_sin_perder_nada(unidad):
    plan = empezar(unidad)
    poner(unidad, plan, C.VISION, "VISION")
    poner(unidad, plan, C.OBJETIVO, "OE1", dimension="equidad_social", descripcion="Más agua")
    monto = {"2027": "1500.50", "2028": "0.01"}
    poner(unidad, plan, C.PROYECTO, "OE1.1", "OE1", inversion=monto)
    alcanzados = {"2026": {"valor": "1.25", "fuente": "acta"}}
    for parte in (
        Indicador(
            nuevo_id(), plan.id, "I1", "OE1", "Agua", "hogares", "1.5", 2024, {"2027": "10"}, "INE",
            alcanzados,
        ),
        Alianza(
            nuevo_id(), plan.id, "A1", "Chimoré", ClaseDeAliado.MUNICIPIOS, "Camino",
            Dinero.de("10.10"), 2026, 2028, "Convenio 3", "OE1",
        ),
    ):  # fmt: skip
        partes_de_plan.agregar(CONTEXTO, unidad, parte)
    titulos, filas = planilla_de_plan.en_tabla(planes.leer(unidad, plan.id))

    otra = UnidadEnMemoria()
    copia = empezar(otra)
    hecha = planilla_de_plan.importar(CONTEXTO, otra, planilla(titulos, filas))
    assert (hecha.creadas, hecha.rechazadas) == (5, [])
    assert planilla_de_plan.en_tabla(planes.leer(otra, copia.id)) == (titulos, filas)
    repetida = planilla_de_plan.importar(CONTEXTO, otra, planilla(titulos, filas))
    assert (repetida.creadas, repetida.repetidas) == (0, 5)
    assert arbol(otra.planes.elementos(copia.id))[1].nodos[0].elemento.total == Dinero.de("1500.51")


def test_la_planilla_dice_que_esta_mal_en_cada_fila(unidad):
    empezar(unidad)
    titulos = ["Clase", "Código", "Nombre", "Cuelga de", "Plan"]
    filas = [
        ["proyecto", "X1", "Suelto", "NADA", ""],
        ["objetivo", "", "Sin código", "", ""],
        ["objetivo", "OE1", "De otro plan", "", "PEI-2026"],
        ["objetivo", "OE1", "Bueno", "", "PTDI-2026"],
        ["programa", "OE1", "Repetido", "OE1", ""],
    ]
    hecha = planilla_de_plan.importar(CONTEXTO, unidad, planilla(titulos, filas), parcial=True)
    assert (hecha.creadas, hecha.filas_rechazadas) == (1, 4)


def test_guardar_lo_mismo_no_deja_hecho(unidad):
    plan = con_objetivo(unidad)
    objetivo = poner(unidad, plan, C.OBJETIVO, "OE2")
    indicador = Indicador(nuevo_id(), plan.id, "I1", "OE2", "Cobertura", metas={"2027": "80"})
    partes_de_plan.agregar(CONTEXTO, unidad, indicador)
    alcanzado = (indicador.id, 0, 2027, Decimal("12.5"), "INE")
    partes_de_plan.anotar_alcanzado(CONTEXTO, unidad, *alcanzado)
    hechos = len(unidad.hechos)
    planes.corregir(CONTEXTO, unidad, plan.id, 0, DATOS)
    mismo = {"nombre": objetivo.nombre, "alineados": list(objetivo.alineados)}
    partes_de_plan.corregir(CONTEXTO, unidad, ElementoDePlan, objetivo.id, 0, mismo)
    partes_de_plan.anotar_alcanzado(CONTEXTO, unidad, *alcanzado)
    assert len(unidad.hechos) == hechos


def test_el_codigo_no_cambia_con_los_anios(unidad):
    plan = empezar(unidad)
    otros = DatosDePlan("Plan 2027-2031", 2027, 2031)
    planes.corregir(CONTEXTO, unidad, plan.id, 0, otros)
    assert (plan.codigo, plan.desde, plan.hasta) == ("PTDI-2026", 2027, 2031)
