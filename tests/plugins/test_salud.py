"""Salud entera: criterios en memoria y, en una instalación nueva, tabla, orden y pantalla."""

from pathlib import Path

import pytest

from nucleo.arranque import Casa, armar_consola
from nucleo.cli.raiz import ejecutar
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.priorizacion import calificar
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import (
    UnidadEnMemoria,
    conjunto_de,
    contexto_de_prueba,
    demanda_de_prueba,
    fila_de_prueba,
    medidas_de,
    organizacion_de_prueba,
)
from nucleo.servicios.encabezados import Planilla
from plugins.salud import ganchos
from plugins.salud.accesos import Acceso, importar
from plugins.salud.ajustes import Ajustes

CONJUNTO = conjunto_de(ganchos)
[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
ENCABEZADO = (1, ["OTB", "Establecimiento", "Tiempo en minutos", "Fuente"])
REGION = Region("r", TipoDeRegion.MANCOMUNIDAD, "R", ("03",), {1: 100.0}, (), {1: "Uno"})


def recoger(gancho, *accesos, **datos):
    contexto = contexto_de_prueba(Ajustes(peso_acceso=4, minutos_lejos=90), entidades=accesos)
    return [e for _, e in CONJUNTO.recoger(gancho, "Toco", contexto=contexto, **datos)]


@pytest.mark.parametrize(
    ("carencias", "medida"),
    [({"seguro": 50.0}, 50), ({}, None)],
)
def test_la_gente_sin_seguro(carencias, medida):
    sin_seguro, _ = recoger("criterios_de_priorizacion")
    assert medidas_de(sin_seguro, fila_de_prueba(carencias=carencias)) == [medida]


def test_lo_de_otro_sector_no_se_mide_ni_puntua_y_lo_dice():
    filas = [fila_de_prueba(sector=s, carencias={"seguro": 50.0}) for s in ("riego", "salud")]
    calificacion = calificar(Matriz(filas), recoger("criterios_de_priorizacion"))
    ajena, propia = (calificacion.desglose(i)[0] for i in range(2))
    assert (ajena.crudo, ajena.aporte, propia.crudo) == (None, 0, 50)
    assert "otro sector" in ajena.nota.texto
    assert propia.aporte > 0


def test_la_lejania_es_la_del_establecimiento_mas_cercano():
    lejana, sin_dato = nuevo_id(), nuevo_id()
    accesos = [
        Acceso(nuevo_id(), lejana, "Hospital", 120),
        Acceso(nuevo_id(), lejana, "Posta", 45),
    ]
    _, acceso = recoger("criterios_de_priorizacion", *accesos)
    assert (acceso.peso, acceso.tope) == (4, 90)
    filas = [fila_de_prueba(organizacion_id=o) for o in (lejana, sin_dato)]
    assert medidas_de(acceso, *filas) == [45, None]
    assert acceso.solo_sector == "salud"


def observaciones(tipo, **cambios):
    organizacion = organizacion_de_prueba(tipo=tipo)
    demanda = demanda_de_prueba(1, organizacion, **cambios)
    halladas = recoger("revisar_demanda", demanda=demanda, organizacion=organizacion)
    assert not any(o.impide for o in halladas)
    return [str(o.mensaje) for o in halladas]


def test_revisa_solo_lo_de_salud_y_pide_al_dilos():
    assert observaciones(TipoDeOrganizacion.COMUNIDAD, sector="riego") == []
    completa = {"sector": "salud", "beneficiarios": Personas(1, 0)}
    assert observaciones(TipoDeOrganizacion.DILOS, **completa) == []
    assert observaciones(TipoDeOrganizacion.COMUNIDAD, sector="salud") == [
        "Falta decir a cuántas mujeres y hombres atenderá.",
        "Falta priorizarla con el DILOS.",
    ]


def test_su_sector_lo_lleva_el_dilos():
    [sector] = recoger("sectores")
    assert (sector.clave, sector.origen) == ("salud", TipoDeOrganizacion.DILOS)


def test_su_cuadro_del_edc():
    grupos = [Grupo(1, "salud", Competencia.CONCURRENTE, 2, Dinero.de(1500), Personas(3, 4))]
    [bloque] = recoger("bloques_de_edc", region=REGION, grupos=grupos)
    assert bloque.filas == (
        ("Uno", "2", "Bs 1.500,00", "3", "4"),
        ("Total", "2", "Bs 1.500,00", "3", "4"),
    )


def test_en_el_informe_del_sector_dice_quien_esta_mas_lejos():
    """Aporta `cuadros_de_informe`; en el de otro no aporta nada y sin accesos lo dice."""
    chalas = organizacion_de_prueba("Ch’alla Pampa")
    accesos = [Acceso(nuevo_id(), chalas.id, "Posta", 45), Acceso(nuevo_id(), nuevo_id(), "P", 9)]

    def cuadros(informa, *entidades):
        suyo = Renglon("i", "Informe", informa)
        evento = MGMP.eventos["cumbre-1"]
        return recoger("cuadros_de_informe", *entidades, evento=evento, informe=suyo)

    [cuadro] = cuadros("salud", chalas, *accesos)
    assert cuadro.filas == (("Ch’alla Pampa", "45"),)
    [vacio] = cuadros("salud")
    assert (vacio.filas, "Nadie cargó" in vacio.vacio) == ((), True)
    assert cuadros("concejo", chalas, *accesos) == []


@pytest.fixture
def unidad():
    llena = UnidadEnMemoria()
    llena.organizaciones.agregar(organizacion_de_prueba("Ch’alla Pampa"))
    return llena


def cargar(unidad, *renglones, **opciones):
    planilla = Planilla("a.csv", [ENCABEZADO, *enumerate(renglones, 2)])
    return importar(contexto_de_prueba(), unidad, planilla, **opciones)


def test_importar_accesos_no_duplica_y_dice_lo_que_contradice(unidad):
    uno = ["CH'ALLA PAMPA", "Posta", "45", "DILOS"]
    assert cargar(unidad, uno).creadas == 1
    assert [h.que for h in unidad.hechos] == ["salud.accesos_importados"]
    assert cargar(unidad, uno).repetidas == 1
    assert not unidad.confirmada
    otra = cargar(unidad, ["Ch'alla Pampa", "posta", "50", "DILOS"])
    assert [(r.columna, r.valor) for r in otra.rechazadas] == [("Tiempo en minutos", "50")]
    assert [(a.establecimiento, a.minutos) for a in unidad.de_plugin(Acceso)] == [("Posta", 45)]


@pytest.mark.parametrize(
    "malo", [["No está", "Posta", "45"], ["Ch’alla Pampa", "Posta", "-1"], ["Ch’alla Pampa", ""]]
)
def test_si_una_fila_falla_no_entra_ninguna(unidad, malo):
    resultado = cargar(unidad, ["Ch’alla Pampa", "Hospital", "90"], malo)
    assert resultado.filas_rechazadas == 1
    assert unidad.de_plugin(Acceso) == []
    assert cargar(
        unidad, ["Ch’alla Pampa", "Hospital", "90"], malo, parcial=True
    ).creadas == 1  # fmt: skip


@pytest.fixture
def instalada(tmp_path, motor):  # noqa: ARG001 - fija el entorno
    """Una instalación nueva con dos municipios y una organización en cada uno."""

    def tinkuy(*argumentos):
        return ejecutar([str(a) for a in argumentos], armar_consola, tmp_path / "fallas.log")

    (tmp_path / "otb.csv").write_text("nombre\nCañada Alta\n", encoding="utf-8")
    (tmp_path / "accesos.csv").write_text(
        "otb;establecimiento;minutos;fuente\nCAÑADA ALTA;Posta Uteo;45;DILOS\n", encoding="utf-8"
    )
    assert tinkuy("base", "actualizar") == 0
    assert tinkuy("municipio", "alta", "villa-tunari", "tiquipaya") == 0
    for municipio in ("villa-tunari", "tiquipaya"):
        assert tinkuy("organizaciones", "importar", municipio, tmp_path / "otb.csv") == 0
    return tinkuy


@pytest.fixture
def casa(instalada):  # noqa: ARG001 - la misma instalación, vista desde la web
    casa = Casa.del_entorno()
    yield casa
    casa.cerrar()


def test_la_orden_carga_la_tabla_de_un_municipio_y_la_pantalla_la_muestra(
    instalada, casa, tmp_path
):
    assert instalada("salud", "accesos", "importar", "villa-tunari", tmp_path / "accesos.csv") == 0
    de_tunari, de_tiquipaya = (
        casa.contexto(EnMunicipio(casa.territorio.municipio(m).id), 2027).todas(Acceso)
        for m in ("villa-tunari", "tiquipaya")
    )
    assert [(a.establecimiento, a.minutos, a.fuente) for a in de_tunari] == [
        ("Posta Uteo", 45, "DILOS")
    ]
    assert de_tiquipaya == []
    cliente = casa.app().test_client()
    pagina = cliente.get("/villa-tunari/salud/")
    assert pagina.status_code == 200
    assert "Posta Uteo" in pagina.text
    assert "Cañada Alta" in pagina.text
    assert "Todavía no hay datos" in cliente.get("/tiquipaya/salud/").text
    assert instalada("bitacora", "verificar", "villa-tunari") == 0
