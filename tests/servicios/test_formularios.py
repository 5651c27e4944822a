"""Presentar el formulario de una asamblea contra una unidad en memoria."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from nucleo.dominio.asambleas import Constancia, MedioDeConstancia
from nucleo.dominio.borradores import BorradorAjeno
from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import Competencia, Estado, Observacion, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.errores import EdicionConcurrente, ErrorDePlugin, NoExiste
from nucleo.dominio.formularios import FormularioAjeno, FormularioRechazado, acunar
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.personas import Personas
from nucleo.dominio.sectores import Sector
from nucleo.ganchos import implementa
from nucleo.pruebas import (
    MEDIODIA,
    TUNARI,
    UnidadEnMemoria,
    conjunto_de,
    contexto_de_prueba,
    organizacion_de_prueba,
)
from nucleo.servicios import borradores
from nucleo.servicios.demandas import importar
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.formularios import Pedido, presentar, revisar
from nucleo.servicios.recibos import recibo_de, resumir

SECTORES = (Sector("agua", "Agua potable"), Sector("educacion", "Educación", ("escuela",)))
ASAMBLEA = {
    "fecha": "10/08/2026",
    "lugar_asamblea": "Escuela",
    "asistentes_mujeres": "41",
    "asistentes_hombres": "37",
    "folio": "",
}
AGUA = {
    "demanda": "Sistema de agua para Ch'alla",
    "sector": "agua",
    "problema": "Se seca la vertiente",
    "costo": "120.000",
    "beneficiarias": "80",
    "beneficiarios": "75",
    "pedida_por": "mujeres",
    "tipo_contraparte": "Mano de obra",
    "contraparte": "15.000,50",
    "competencia": "concurrente",
}
AULAS = {"demanda": "Dos aulas", "sector": "educacion", "costo": "90000"}


class Revisa:
    @implementa
    def revisar_demanda(self, demanda):
        if "cancha" in demanda.clave:
            return [Observacion(Mensaje("ya hay cancha"), impide=True)]
        return [Observacion(Mensaje("falta el informe"))]


class Falla:
    @implementa
    def revisar_demanda(self):
        raise ZeroDivisionError


class Mesa:
    """Una unidad con dos organizaciones y la dirigenta de la primera."""

    def __init__(self):
        self.unidad = UnidadEnMemoria()
        self.contexto = contexto_de_prueba()
        self.ganchos = conjunto_de()
        self.challa = organizacion_de_prueba("Ch’alla")
        self.canada = organizacion_de_prueba("Cañada")
        self.unidad.organizaciones.agregar_todas([self.challa, self.canada])
        self.juana = Dirigencia(nuevo_id(), self.challa.id, "Juana Mamani", "secretaria general")
        self.unidad.dirigencias.agregar(self.juana)

    def pedido(self, *demandas, de=None, **cambios):
        de = de or self.challa
        [uno] = acunar(TUNARI.id, de.id, 2027, MEDIODIA)
        base = {"asamblea": ASAMBLEA, "membresia_id": nuevo_id(), "id": uno}
        return Pedido(organizacion_id=de.id, demandas=demandas or (AGUA, AULAS), **(base | cambios))

    def presentar(self, pedido):
        return presentar(self.contexto, self.unidad, self.ganchos, SECTORES, pedido)

    def revisar(self, pedido):
        return revisar(self.contexto, self.unidad, self.ganchos, SECTORES, pedido)

    def fallas(self, pedido):
        """Las que da presentar, que son las que da revisar; y no queda nada."""
        with pytest.raises(FormularioRechazado) as rechazado:
            self.presentar(pedido)
        assert not self.unidad.confirmada
        assert rechazado.value.fallas == self.revisar(pedido).fallas
        return {(f.paso, f.campo): str(f.motivo) for f in rechazado.value.fallas}


@pytest.fixture
def mesa():
    return Mesa()


def a_nombre(mesa, **cambios):
    base = {
        "dirigencia": str(mesa.juana.id),
        "medio": "huella",
        "detalle": "Huella del pulgar derecho, folio 12",
        "motivo": "sin_cuenta",
    }
    return base | cambios


def test_registra_asamblea_formulario_y_demandas_de_una_vez(mesa):
    pedido = mesa.pedido(situacion={"agua": "Se acarrea del río", "luz": " "})
    recibo = mesa.presentar(pedido)
    [asamblea] = mesa.unidad.asambleas.todas()
    [formulario] = mesa.unidad.asambleas.formularios
    agua, aulas = mesa.unidad.demandas.todas()
    assert (asamblea.fecha, asamblea.lugar) == (date(2026, 8, 10), "Escuela")
    assert asamblea.asistentes == Personas(41, 37)
    assert (formulario.id, formulario.asamblea_id) == (pedido.id, asamblea.id)
    assert formulario.situacion == {"agua": "Se acarrea del río"}
    assert (formulario.presentado_por, formulario.presentado_en) == ("prueba", MEDIODIA)
    assert formulario.membresia_id == pedido.membresia_id
    assert (formulario.dirigencia_id, formulario.constancia) == (None, None)
    assert (agua.titulo, agua.costo) == ("Sistema de agua para Ch’alla", Dinero.de(120_000))
    assert (agua.pedida_por, agua.competencia) == (PedidaPor.MUJERES, Competencia.CONCURRENTE)
    assert agua.contraparte.valor == Dinero.de("15000.50")
    assert [d.prioridad for d in (agua, aulas)] == [1, 2]
    assert {d.formulario_id for d in (agua, aulas)} == {pedido.id}
    assert agua.historial[0].quien == "prueba"
    assert [d.codigo for d in recibo.demandas] == ["2027-0001", "2027-0002"]


def test_presentarlo_dos_veces_da_el_mismo_recibo(mesa):
    pedido = mesa.pedido()
    primero = mesa.presentar(pedido)
    assert mesa.presentar(pedido) == primero
    assert mesa.presentar(replace(pedido, demandas=(AULAS,))) == primero
    assert len(mesa.unidad.demandas.todas()) == 2
    assert len(mesa.unidad.hechos) == 1


def test_el_hecho_dice_quien_por_quien_y_por_que_sin_nombres(mesa):
    pedido = mesa.pedido(nombre=a_nombre(mesa))
    recibo = mesa.presentar(pedido)
    [hecho] = mesa.unidad.hechos
    assert (hecho.que, hecho.quien) == ("formularios.presentado", "prueba")
    assert hecho.carga == {
        "formulario": str(pedido.id),
        "organizacion": str(mesa.challa.id),
        "gestion": 2027,
        "demandas": ["2027-0001", "2027-0002"],
        "membresia": str(pedido.membresia_id),
        "dirigencia": str(mesa.juana.id),
        "medio": "huella",
        "motivo": "sin_cuenta",
        "resumen": recibo.resumen,
    }
    assert "Juana" not in str(hecho.carga)
    assert "pulgar" not in str(hecho.carga)


def test_a_nombre_de_guarda_la_constancia(mesa):
    recibo = mesa.presentar(mesa.pedido(nombre=a_nombre(mesa)))
    [formulario] = mesa.unidad.asambleas.formularios
    assert formulario.dirigencia_id == mesa.juana.id
    assert formulario.constancia == Constancia(
        MedioDeConstancia.HUELLA, "Huella del pulgar derecho, folio 12", "sin_cuenta"
    )
    assert recibo.a_nombre_de == "Juana Mamani, secretaria general"


def test_a_nombre_de_pide_todo_y_a_alguien_de_esa_organizacion(mesa):
    ajena = Dirigencia(nuevo_id(), mesa.canada.id, "Pedro", "presidente")
    vencida = Dirigencia(nuevo_id(), mesa.challa.id, "Rosa", "x", hasta=date(2026, 8, 9))
    for otra in (ajena, vencida):
        mesa.unidad.dirigencias.agregar(otra)
        fallas = mesa.fallas(mesa.pedido(nombre=a_nombre(mesa, dirigencia=str(otra.id))))
        assert list(fallas) == [("nombre", "dirigencia")]
    fallas = mesa.fallas(mesa.pedido(nombre={"dirigencia": "x", "medio": "rumor"}))
    assert set(fallas) == {("nombre", c) for c in ("dirigencia", "medio", "detalle", "motivo")}


def test_quien_dirigia_el_dia_de_la_asamblea_sigue_valiendo(mesa):
    mesa.juana.hasta = date(2026, 8, 10)
    recibo = mesa.presentar(mesa.pedido(nombre=a_nombre(mesa)))
    assert recibo.a_nombre_de == "Juana Mamani, secretaria general"


def test_el_resumen_se_rehace_y_avisa_si_algo_se_corrigio(mesa):
    pedido = mesa.pedido(nombre=a_nombre(mesa))
    recibo = mesa.presentar(pedido)
    assert recibo.intacto
    assert resumir(recibo.contenido) == recibo.resumen
    assert recibo.corto == " ".join(recibo.resumen[i : i + 4] for i in (0, 4, 8, 12))
    assert "pulgar" not in recibo.contenido
    demanda = mesa.unidad.demandas.todas()[0]
    demanda.pasar_a(Estado.CONGELADA, "x", MEDIODIA)
    assert recibo_de(mesa.unidad, pedido.id).intacto
    demanda.costo = Dinero.de(1)
    despues = recibo_de(mesa.unidad, pedido.id)
    assert (despues.intacto, despues.resumen) == (False, recibo.resumen)


def test_dice_todo_lo_que_falta_de_una_vez(mesa):
    mala = AGUA | {"sector": "", "costo": "1,500", "beneficiarias": "-3"}
    fallas = mesa.fallas(mesa.pedido(mala, AULAS, asamblea={"fecha": "31/02/2026"}))
    assert set(fallas) == {
        ("asamblea", "fecha"),
        ("demandas/1", "sector"),
        ("demandas/1", "costo"),
        ("demandas/1", "beneficiarias"),
    }


def test_sin_fecha_sin_demandas_o_en_el_futuro_no_entra(mesa):
    assert ("asamblea", "fecha") in mesa.fallas(mesa.pedido(asamblea={"fecha": ""}))
    assert ("demandas/1", "demanda") in mesa.fallas(mesa.pedido({"demanda": "  "}))
    manana = mesa.pedido(asamblea=ASAMBLEA | {"fecha": "16/08/2026"})
    assert mesa.fallas(manana) == {("asamblea", "fecha"): "Esa fecha todavía no llega."}


def test_la_demanda_vacia_se_salta_y_la_otra_conserva_su_paso(mesa):
    mesa.presentar(mesa.pedido({}, AULAS))
    assert [d.titulo for d in mesa.unidad.demandas.todas()] == ["Dos aulas"]


def test_lo_ya_registrado_se_dice_con_su_codigo(mesa):
    mesa.presentar(mesa.pedido())
    otra = ASAMBLEA | {"fecha": "11/08/2026"}
    fallas = mesa.fallas(mesa.pedido(AULAS | {"demanda": "DOS AULAS"}, asamblea=otra))
    assert "2027-0002" in fallas["demandas/1", "demanda"]
    fallas = mesa.fallas(mesa.pedido({"demanda": "Otra", "sector": "agua", "costo": "1"}))
    assert "2027-0001, 2027-0002" in fallas["asamblea", "fecha"]


def test_dos_demandas_iguales_en_el_mismo_formulario(mesa):
    assert "2027-0001" in mesa.fallas(mesa.pedido(AULAS, AULAS))["demandas/2", "demanda"]


def test_es_lo_mismo_que_importar_la_fila(mesa):
    mesa.presentar(mesa.pedido(AULAS))
    fila = ["Ch'alla", "Dos aulas", "90.000", "Escuela", "10/08/2026", "Escuela", "41", "37"]
    encabezado = (
        "OTB;Demanda;Costo;Sector;Fecha;Lugar asamblea;Asistentes mujeres;Asistentes hombres"
    )
    planilla = Planilla("x.csv", list(enumerate([encabezado.split(";"), fila], 1)))
    importacion = importar(mesa.contexto, mesa.unidad, mesa.ganchos, SECTORES, planilla)
    assert (importacion.repetidas, importacion.rechazadas) == (1, [])


def test_los_plugins_revisan_y_pueden_impedir(mesa):
    mesa.ganchos = conjunto_de(revisor=Revisa())
    fallas = mesa.fallas(mesa.pedido(AULAS | {"demanda": "Una cancha"}))
    assert fallas == {("demandas/1", "demanda"): "ya hay cancha"}
    assert [str(a) for a in mesa.revisar(mesa.pedido(AULAS)).avisos] == ["falta el informe"]
    mesa.presentar(mesa.pedido(AULAS))
    [demanda] = mesa.unidad.demandas.todas()
    assert demanda.observaciones[0]["plugin"] == "revisor"


def test_si_un_plugin_falla_no_queda_nada(mesa):
    mesa.ganchos = conjunto_de(roto=Falla())
    with pytest.raises(ErrorDePlugin):
        mesa.presentar(mesa.pedido())
    assert not mesa.unidad.confirmada
    assert not mesa.unidad.demandas.todas()


def test_con_la_matriz_cerrada_se_avisa_antes_y_en_el_recibo(mesa):
    pedido = mesa.pedido()
    assert not mesa.revisar(pedido).avisos
    proceso = Proceso(nuevo_id(), 2027)
    proceso.dar(Paso.CONGELAR, MEDIODIA)
    mesa.unidad.priorizaciones.abrir(proceso)
    assert "ya se cerró" in str(mesa.revisar(pedido).avisos[0])
    assert mesa.presentar(pedido).fuera


def test_la_tercera_demanda_se_acepta_y_se_avisa(mesa):
    tercera = {"demanda": "Puente", "sector": "agua", "costo": "1000"}
    pedido = mesa.pedido(AGUA, AULAS, tercera)
    [aviso] = mesa.revisar(pedido).avisos
    assert "«Puente» queda en el lugar 3" in str(aviso)
    assert [d.prioridad for d in mesa.presentar(pedido).demandas] == [1, 2, 3]


def test_las_retiradas_dejan_su_lugar(mesa):
    for demanda in mesa.presentar(mesa.pedido()).demandas:
        demanda.pasar_a(Estado.RETIRADA, "x", MEDIODIA)
    otra = mesa.pedido(
        {"demanda": "Riego", "sector": "agua", "costo": "5"},
        asamblea=ASAMBLEA | {"fecha": "12/08/2026"},
    )
    assert [d.prioridad for d in mesa.presentar(otra).demandas] == [1]


def test_el_identificador_de_otra_organizacion_municipio_o_gestion_no_vale(mesa):
    [ajeno] = acunar(TUNARI.id, mesa.canada.id, 2027, MEDIODIA)
    [de_otro_lado] = acunar(31204, mesa.challa.id, 2027, MEDIODIA)
    [de_otro_anio] = acunar(TUNARI.id, mesa.challa.id, 2028, MEDIODIA)
    for malo in (ajeno, de_otro_lado, de_otro_anio, nuevo_id(), uuid4()):
        with pytest.raises(FormularioAjeno):
            mesa.presentar(mesa.pedido(id=malo))
    fantasma = organizacion_de_prueba("Fantasma")
    with pytest.raises(NoExiste):
        mesa.presentar(mesa.pedido(de=fantasma))
    assert not mesa.unidad.demandas.todas()


def test_al_presentar_se_va_el_borrador(mesa):
    pedido, yo = mesa.pedido(), nuevo_id()
    escribir(mesa, pedido.id, yo, "asamblea", ASAMBLEA)
    mesa.presentar(pedido)
    assert not mesa.unidad.borradores.todas()


def test_lo_que_cambio_despues_de_verlo_no_se_presenta(mesa):
    pedido, yo = mesa.pedido(), nuevo_id()
    escribir(mesa, pedido.id, yo, "asamblea", ASAMBLEA)
    [borrador] = mesa.unidad.borradores.todas()
    borrador.version = 4
    for vista in (3, -1):
        with pytest.raises(EdicionConcurrente):
            mesa.presentar(replace(pedido, version=vista))
    assert not mesa.unidad.demandas.todas()
    mesa.presentar(replace(pedido, version=4))
    with pytest.raises(EdicionConcurrente):  # y ya presentado, no nace otro borrador
        escribir(mesa, pedido.id, yo, "asamblea", ASAMBLEA)
    assert not mesa.unidad.borradores.todas()


# ── El borrador ─────────────────────────────────────────────────────────────────────────────────


def escribir(mesa, formulario, quien, paso, escrito, **mas):
    borradores.guardar(
        mesa.contexto, mesa.unidad, formulario, quien, mesa.challa.id, paso, escrito, **mas
    )


def test_cada_paso_queda_como_se_escribio(mesa):
    formulario, yo = mesa.pedido().id, nuevo_id()
    escribir(mesa, formulario, yo, "asamblea", {"fecha": "mañana"})
    escribir(mesa, formulario, yo, "demandas/1", {"costo": "x" * 9000})
    [borrador] = borradores.mios(mesa.unidad, yo)
    assert (borrador.id, borrador.gestion) == (formulario, 2027)
    assert borrador.datos["asamblea"] == {"fecha": "mañana"}
    assert len(borrador.datos["demandas/1"]["costo"]) == 5000


def test_el_borrador_es_de_quien_lo_escribe(mesa):
    formulario, yo, otra = mesa.pedido().id, nuevo_id(), nuevo_id()
    escribir(mesa, formulario, yo, "asamblea", ASAMBLEA)
    with pytest.raises(BorradorAjeno):
        escribir(mesa, formulario, otra, "asamblea", {"fecha": "1/1/2026"})
    with pytest.raises(BorradorAjeno):
        borradores.descartar(mesa.unidad, formulario, otra)
    assert borradores.mios(mesa.unidad, otra) == []
    assert borradores.mios(mesa.unidad, yo)[0].datos["asamblea"] == ASAMBLEA


def test_descartar_dos_veces_no_falla(mesa):
    formulario, yo = mesa.pedido().id, nuevo_id()
    escribir(mesa, formulario, yo, "asamblea", ASAMBLEA)
    assert borradores.descartar(mesa.unidad, formulario, yo)
    assert not borradores.descartar(mesa.unidad, formulario, yo)


def test_dos_ventanas_en_el_mismo_paso_chocan_y_en_distintos_no(mesa):
    formulario, yo = mesa.pedido().id, nuevo_id()
    escribir(mesa, formulario, yo, "asamblea", {"fecha": "1/8/2026"})
    vista = borradores.version_de({"fecha": "1/8/2026"})
    escribir(mesa, formulario, yo, "situacion", {"agua": "poca"}, vista=borradores.version_de({}))
    escribir(mesa, formulario, yo, "asamblea", {"fecha": "2/8/2026"}, vista=vista)
    escribir(mesa, formulario, yo, "asamblea", {"fecha": "2/8/2026"}, vista=vista)
    with pytest.raises(EdicionConcurrente):
        escribir(mesa, formulario, yo, "asamblea", {"fecha": "3/8/2026"}, vista=vista)
    assert mesa.unidad.borradores.de(formulario).datos["asamblea"] == {"fecha": "2/8/2026"}
