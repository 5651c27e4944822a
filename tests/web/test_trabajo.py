"""«Mi cuenta» y «Mi trabajo»: cada cargo llega a su lugar y se le ofrece solo lo que puede."""

from datetime import UTC, datetime, timedelta

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import PERMISOS
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.roles import Rol
from nucleo.web.trabajo import TAREAS
from tests.web.casa import (
    CHIMORE,
    COCHABAMBA,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    entrar_como,
    enviar,
    fundar_organizacion,
)
from tests.web.presentadas import cerrar_lista, presentar

HOY = datetime.now(UTC).date()
MESA = "/regiones/uninominal-24/edc"
EN_EL_MUNICIPIO = [
    Rol.ADMINISTRACION_MUNICIPAL,
    Rol.ALCALDIA,
    Rol.TECNICO_MUNICIPAL,
    Rol.CONCEJO,
    Rol.CONTROL_SOCIAL,
    Rol.DIRIGENCIA,
    Rol.AUDITORIA,
]


@pytest.mark.parametrize(
    ("rol", "ambito", "lugar"),
    [
        (Rol.TECNICO_MUNICIPAL, TUNARI, "/villa-tunari/trabajo"),
        (
            Rol.ADMINISTRACION_DEPARTAMENTAL,
            COCHABAMBA,
            "/departamentos/cochabamba/administracion",
        ),
        (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA, "/plataforma"),
        (Rol.TRADUCCION, PLATAFORMA, "/"),
        (Rol.SECRETARIA_PRO_TEMPORE, EnRegion("uninominal-24"), MESA),
        (
            Rol.DIPUTACION,
            EnRegion("uninominal-24"),
            f"{MESA}/diputado-uninominal-circunscripcion-24",
        ),
        # en la uninominal hay un subgobernador por provincia: cuál es, no se sabe
        (Rol.SUBGOBERNACION, EnRegion("uninominal-24"), MESA),
        (
            Rol.SUBGOBERNACION,
            EnRegion("provincia-chapare"),
            "/regiones/provincia-chapare/edc/subgobernador-provincia-chapare",
        ),
    ],
)
def test_cada_cargo_llega_a_su_lugar_de_trabajo(casa, rol, ambito, lugar):
    cliente = entrar_como(casa, rol, ambito)
    pagina = cliente.get("/mi").text
    assert f'class="boton lleno" href="{lugar}"' in pagina
    assert cliente.get(lugar).status_code == 200


def test_los_mandatos_vencidos_van_aparte_y_no_llevan_a_ninguna_parte(casa):
    usuario = crear_usuario(casa)
    organizacion = fundar_organizacion(casa, TUNARI, "Sindicato San Isidro")
    ayer = HOY - timedelta(days=2)
    dar_mandato(casa, usuario, Rol.DIRIGENCIA, TUNARI, organizacion.id, desde=ayer, hasta=ayer)
    dar_mandato(casa, usuario, Rol.CONCEJO, CHIMORE, desde=HOY + timedelta(days=9))
    pagina = entrar(casa, usuario).get("/mi").text
    assert "Hoy no tiene ningún cargo" in pagina
    assert "/villa-tunari/trabajo" not in pagina
    assert "Cargos que todavía no empiezan" in pagina
    terminados = pagina.partition("Cargos que terminaron")[2]
    assert "Sindicato San Isidro" in terminados


def test_con_varios_cargos_se_elige_a_cual_ir(casa):
    usuario = crear_usuario(casa)
    dar_mandato(casa, usuario, Rol.CONCEJO, TUNARI)
    dar_mandato(casa, usuario, Rol.CONTROL_SOCIAL, CHIMORE)
    pagina = entrar(casa, usuario).get("/mi").text
    assert 'href="/villa-tunari/trabajo"' in pagina
    assert 'href="/chimore/trabajo"' in pagina


@pytest.mark.parametrize("rol", EN_EL_MUNICIPIO)
def test_mi_trabajo_ofrece_lo_que_el_cargo_puede_y_lo_que_existe(casa, rol):
    pagina = entrar_como(casa, rol, TUNARI).get("/villa-tunari/trabajo")
    assert pagina.status_code == 200
    atendidas = {r.rule for r in casa.web.url_map.iter_rules()}
    contenido = pagina.text.partition("<main")[2]
    for tarea in (t for tareas in TAREAS.values() for t in tareas):
        se_ofrece = f'href="/villa-tunari{tarea.ruta}"' in contenido
        existe = f"/<municipio>{tarea.ruta}" in atendidas
        assert se_ofrece == (existe and bool(tarea.acciones & PERMISOS[rol])), tarea.ruta


def test_toda_tarea_se_ofrece_a_alguien():
    for tarea in (t for tareas in TAREAS.values() for t in tareas):
        assert any(tarea.acciones & PERMISOS[rol] for rol in EN_EL_MUNICIPIO), tarea.ruta


def test_mi_trabajo_dice_por_quien_se_habla_y_que_aun_no_hay_demandas(casa):
    organizacion = fundar_organizacion(casa, TUNARI, "Sindicato San Isidro")
    cliente = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id)
    pagina = cliente.get("/villa-tunari/trabajo").text
    assert "Sindicato San Isidro" in pagina
    assert "Todavía no hay demandas" in pagina


def test_sin_mandato_ahi_no_hay_trabajo(casa):
    ayer = HOY - timedelta(days=2)
    sin_mandato = (
        entrar_como(casa, Rol.ALCALDIA, CHIMORE),
        entrar_como(casa, Rol.ALCALDIA, TUNARI, desde=ayer, hasta=ayer),
        entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA),
    )
    for cliente in sin_mandato:
        assert cliente.get("/villa-tunari/trabajo").status_code == 403
    assert anonimo(casa).get("/villa-tunari/trabajo").status_code == 303


@pytest.mark.parametrize(
    ("rol", "dice", "enlace"),
    [
        (Rol.TECNICO_MUNICIPAL, "Toca ahora: cerrar la lista de demandas", True),
        (Rol.DIRIGENCIA, "la lista de demandas está abierta", False),
        (Rol.CONTROL_SOCIAL, "la lista de demandas está abierta", False),
    ],
)
def test_lo_que_toca_se_le_pide_a_quien_puede_darlo(casa, rol, dice, enlace):
    presentar(casa)
    pagina = entrar_como(casa, rol, TUNARI).get("/villa-tunari/trabajo").text
    assert dice in pagina
    assert ("Ver los pasos" in pagina) is enlace


def test_con_la_lista_cerrada_se_dice_que_le_falta_al_municipio(casa):
    presentar(casa)
    cerrar_lista(casa)
    pagina = entrar_como(casa, Rol.DIRIGENCIA, TUNARI).get("/villa-tunari/trabajo").text
    assert "la lista de demandas ya se cerró" in pagina
    assert "Toca ahora" not in pagina


# ── Reclamos ────────────────────────────────────────────────────────────────────────────────────

TRABAJO = "/villa-tunari/trabajo"


def reclamar(casa, asunto, de=None, plazo=None, ambito=TUNARI):
    nuevo = Reclamo(
        nuevo_id(), 2031, "eda-1", SobreQue.OBRA, asunto, "Está roto", ahora(), "ana", de
    )
    if plazo:
        nuevo.responder("Se hará", "Obras", plazo, HOY)
    with casa.unidad(ambito) as unidad:
        unidad.mesas.agregar(nuevo)
        unidad.anotar(Hecho("prueba", "ana", ahora(), {}))
        unidad.confirmar()
    return nuevo


@pytest.fixture
def reclamados(casa):
    suya, otra = (fundar_organizacion(casa, TUNARI, n) for n in ("OTB Norte", "OTB Sur"))
    reclamar(casa, "El puente", suya.id)
    reclamar(casa, "La posta", otra.id, HOY - timedelta(days=3))
    reclamar(casa, "El de Chimoré", None, ambito=CHIMORE)
    return suya


@pytest.mark.parametrize("rol", [Rol.TECNICO_MUNICIPAL, Rol.ALCALDIA])
def test_quien_los_lleva_ve_todos_con_los_vencidos_primero(casa, reclamados, rol):
    assert reclamados
    pagina = entrar_como(casa, rol, TUNARI).get(TRABAJO).text
    assert "Reclamos por atender" in pagina
    assert pagina.index("La posta") < pagina.index("El puente")
    assert "Plazo vencido" in pagina
    assert pagina.count("/responder") == 2
    assert pagina.count("/concluir") == 1
    assert "Chimoré" not in pagina.split("Reclamos por atender")[1].split("</section>")[0]


def test_quien_fiscaliza_los_ve_y_no_los_responde(casa, reclamados):
    assert reclamados
    pagina = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI).get(TRABAJO).text
    assert "Reclamos sin cerrar" in pagina
    assert "La posta" in pagina
    assert "/responder" not in pagina


def test_una_dirigencia_ve_los_de_su_organizacion(casa, reclamados):
    pagina = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, reclamados.id).get(TRABAJO).text
    assert "Los reclamos de su organización" in pagina
    assert "El puente" in pagina
    assert "La posta" not in pagina
    ajena = entrar_como(casa, Rol.DIRIGENCIA, TUNARI).get(TRABAJO).text
    assert "no tiene ningún reclamo sin cerrar" in ajena
    assert "El puente" not in ajena


def test_con_muchos_se_ven_los_primeros_y_cuantos_son(casa):
    for n in range(7):
        reclamar(casa, f"Reclamo {n}")
    pagina = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI).get(TRABAJO).text
    assert pagina.count("/responder") == 5
    assert "Ver todos: 7 sin cerrar" in pagina


def test_la_dirigencia_ve_los_encuentros_que_vienen_y_los_lleva_a_su_telefono(casa):
    tecnica = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    assert "Los encuentros que vienen" not in tecnica.get("/villa-tunari/trabajo").text
    enviar(tecnica, "/villa-tunari/ciclo/abrir?gestion=2031", limite="10/09/2030")
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    pagina = dirigenta.get("/villa-tunari/trabajo").text
    assert pagina.index("Primer Encuentro de Avance") < pagina.index("Segundo Encuentro de Avance")
    assert 'href="/villa-tunari/ciclo/eda-1?gestion=2031"' in pagina
    assert dirigenta.get("/mi/encuentros.ics").status_code == 200
