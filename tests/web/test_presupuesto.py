"""El presupuesto del POA a la vista de todos: sumas, líneas, diferencias, ejercicio y descargas."""

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.poa import PasoDePoa
from nucleo.planillas.lectura import leer_contenido
from nucleo.servicios import poa
from nucleo.servicios.columnas_de_poa import TITULOS
from nucleo.servicios.pasos_de_poa import avanzar
from nucleo.servicios.planilla_de_poa import leer
from nucleo.servicios.techos import fijar
from tests.documentos.estructura import DE_TABLA, SIEMPRE, mirar
from tests.servicios.poa.ejemplos import COMPLETA
from tests.web.casa import CHIMORE, TUNARI, anonimo

RAIZ = "/villa-tunari/poa"
HOSTIL = "<script>alert(1)</script> =1+1"


def contexto(casa, ambito=TUNARI):
    return casa.contexto(ambito, 2027, "Ana Flores, Técnica [abc123]")


def escribir(casa, *lineas, ambito=TUNARI):
    for datos in lineas:
        poa.agregar_linea(contexto(casa, ambito), casa.unidad(ambito), {**COMPLETA, **datos})


@pytest.fixture
def cliente(casa):
    fijar(contexto(casa), casa.unidad(TUNARI), {"41-113": Dinero.de(5000)})
    escribir(casa, {}, {"denominacion": HOSTIL, "programa": "11", "monto": Dinero.de(7),
                        "distrito": "Distrito 2"})  # fmt: skip
    return anonimo(casa)


def test_dice_por_donde_va_cuanto_usa_y_que_codigo_no_calza(cliente):
    pagina = cliente.get(f"{RAIZ}/presupuesto").text
    for parte in ("Bs\xa01.007,50", "Bs\xa03.992,50", "Anteproyecto", "110 · ", "Lo priorizado",
                  "«11» es de otra gestión", "&lt;script&gt;", "Ana Flores, Técnica"):  # fmt: skip
        assert parte in pagina
    assert "[abc123]" not in pagina
    assert "Distrito 2" in cliente.get(f"{RAIZ}/presupuesto?por=distrito").text
    assert "El presupuesto" in cliente.get(RAIZ).text
    linea = cliente.get(f"{RAIZ}/lineas/2").text
    assert "correcto probable" in linea or "le corresponde" in linea


def test_lo_que_se_descarga_se_vuelve_a_leer_igual(cliente):
    for formato in ("csv", "xlsx"):
        bajada = cliente.get(f"{RAIZ}/presupuesto.{formato}")
        vuelta = leer(leer_contenido(f"poa.{formato}", bajada.data))
        assert [x.denominacion for x in vuelta.lineas] == [COMPLETA["denominacion"], HOSTIL]
        assert tuple(vuelta.importacion.encabezado.nombres) == TITULOS
    assert mirar(cliente.get(f"{RAIZ}/presupuesto.pdf").data).etiquetas.keys() >= {
        *SIEMPRE,
        *DE_TABLA,
    }


def test_las_diferencias_entre_versiones_se_leen_y_se_descargan(casa, cliente):
    poa.quitar_linea(contexto(casa), casa.unidad(TUNARI), 2, visto=1)
    avanzar(contexto(casa), casa.unidad(TUNARI), 1, PasoDePoa.PRESENTAR)
    poa.abrir(contexto(casa), casa.unidad(TUNARI))
    cambios = {**COMPLETA, "monto": Dinero.de(2000), "objeto": "42310"}
    poa.cambiar_linea(contexto(casa), casa.unidad(TUNARI), 1, cambios, visto=1)
    pagina = cliente.get(f"{RAIZ}/diferencias").text
    assert "Monto: Bs\xa01.000,50 → Bs\xa02.000,00" in pagina
    assert "Objeto del gasto: 42230 → 42310" in pagina
    assert "Cambia;1;" in cliente.get(f"{RAIZ}/diferencias.csv").text


@pytest.mark.parametrize(
    "ruta",
    ["presupuesto?version=9", "presupuesto?version=x", "presupuesto?por=nada", "lineas/99",
     "diferencias", "ejercicio?orden=nada", "presupuesto.pdf?gestion=2011"],
)  # fmt: skip
def test_lo_que_no_existe_es_un_404(cliente, ruta):
    assert cliente.get(f"{RAIZ}/{ruta}").status_code == 404


def test_el_ejercicio_se_rotula_y_un_techo_ilegible_se_explica(cliente):
    pagina = cliente.get(f"{RAIZ}/ejercicio?techo=500,50").text
    assert "El techo es simulado y no se guarda nada" in pagina
    assert "Entran 1 de 2 proyectos" in pagina
    assert "no es un número" in cliente.get(f"{RAIZ}/ejercicio?techo=mucho").text


def test_el_poa_de_un_municipio_no_se_ve_en_otro(casa, cliente):
    escribir(casa, {"denominacion": "Solo de Chimoré"}, ambito=CHIMORE)
    assert "Solo de Chimoré" in cliente.get("/chimore/poa/presupuesto").text
    assert "Solo de Chimoré" not in cliente.get(f"{RAIZ}/presupuesto").text


def hasta(casa, numero, *pasos):
    for paso in pasos:
        avanzar(contexto(casa), casa.unidad(TUNARI), numero, paso, constancia="Ley 12")


HASTA_EJECUTAR = (PasoDePoa.PRESENTAR, PasoDePoa.CONFORMAR, PasoDePoa.APROBAR, PasoDePoa.EJECUTAR)


def test_dice_que_version_rige_y_muestra_esa_aunque_haya_otra_despues(casa, cliente):
    poa.quitar_linea(contexto(casa), casa.unidad(TUNARI), 2, visto=1)
    assert "Todavía no rige ninguna versión del POA." in cliente.get(f"{RAIZ}/presupuesto").text
    hasta(casa, 1, *HASTA_EJECUTAR)
    poa.abrir(contexto(casa), casa.unidad(TUNARI))
    poa.agregar_linea(contexto(casa), casa.unidad(TUNARI), {**COMPLETA, "denominacion": "Nueva"})
    for ruta in (RAIZ, f"{RAIZ}/presupuesto"):
        pagina = cliente.get(ruta).text
        assert "Rige la versión 1 del POA, que está en ejecución." in pagina
        assert "La versión 2 está como «Anteproyecto»." in pagina
        assert "version=2" in pagina
    assert "Nueva" not in cliente.get(f"{RAIZ}/presupuesto").text
    otra = cliente.get(f"{RAIZ}/presupuesto?version=2").text
    assert "Nueva" in otra
    assert "Rige la versión 1" in otra
    bajada = leer(leer_contenido("poa.csv", cliente.get(f"{RAIZ}/presupuesto.csv").data))
    assert len(bajada.lineas) == 1


def test_cerrada_la_gestion_se_ve_la_version_cerrada(casa, cliente):
    poa.quitar_linea(contexto(casa), casa.unidad(TUNARI), 2, visto=1)
    hasta(casa, 1, *HASTA_EJECUTAR)
    poa.abrir(contexto(casa), casa.unidad(TUNARI))
    poa.agregar_linea(contexto(casa), casa.unidad(TUNARI), {**COMPLETA, "denominacion": "Nueva"})
    hasta(casa, 1, PasoDePoa.CERRAR)
    for ruta in (RAIZ, f"{RAIZ}/presupuesto"):
        pagina = cliente.get(ruta).text
        assert "La gestión está cerrada: vale la versión 1 del POA" in pagina
        assert "La versión 2 está" not in pagina
    assert "Nueva" not in pagina


def test_del_poa_de_un_anio_pasado_no_se_dice_que_todavia_no_rige(casa, cliente):
    viejo = casa.contexto(TUNARI, 2010, "Ana")
    poa.abrir(viejo, casa.unidad(TUNARI), historico=True)
    poa.agregar_linea(viejo, casa.unidad(TUNARI), COMPLETA)
    for ruta in (RAIZ, f"{RAIZ}/presupuesto"):
        pagina = cliente.get(f"{ruta}?gestion=2010").text
        assert "se cargó después, como historia" in pagina
        assert "Todavía no rige" not in pagina
