"""Un informe de punta a punta: se escribe, se presenta con lo que el sistema sabe y no cambia."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.ciclos import Apartado, Renglon
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, GestionSinAbrir
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.informes import (
    InformeAlterado,
    InformeEnBorrador,
    InformeFueraDeTiempo,
    InformePresentado,
    InformeSinPresentar,
    InformeVacio,
    es_a_nombre,
    informan_por,
)
from nucleo.dominio.roles import Rol
from nucleo.ganchos import implementa
from nucleo.pruebas import UnidadEnMemoria, conjunto_de
from nucleo.servicios import acuerdos, calendarios, eventos, gestiones, informes
from nucleo.servicios.informes import Autoria, debido, debidos, del_punto
from nucleo.servicios.saberes import SABERES, Mirada, Palabras
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
CUMBRE, FISICO = "cumbre-1", "fisico"
TECNICO = Autoria("tecnico_municipal")
LLANAS = Palabras(
    str, lambda v: v.value, lambda _g, c: c, str, lambda e: e.concepto, lambda n: f"y {n} más"
)


class ConCuadro:
    """Un plugin que aporta `cuadros_de_informe`."""

    @implementa
    def cuadros_de_informe(self, contexto, evento, informe):  # noqa: ARG002 - firma del gancho
        return [Cuadro("x.propio", f"Propio de {informe.clave}", ("A",), (("1",),))]


@pytest.fixture
def con(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def abierta(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    return unidad


def mirada(con, unidad, encuentro=CUMBRE):
    return Mirada(con, unidad, MGMP.eventos[encuentro], (), LLANAS)


def escribir(con, unidad, version=0, clave=FISICO, autoria=TECNICO, **textos):
    return informes.escribir(
        con, unidad, NADIE, CUMBRE, clave, version, textos or {"hecho": "Se empedró"}, autoria
    )


def presentar(con, unidad, version=0, clave=FISICO, ganchos=NADIE, autoria=TECNICO):
    return informes.presentar(con, unidad, ganchos, mirada(con, unidad), clave, version, autoria)


def rehacer(con, unidad, vista=1, motivo="Faltaba una obra"):
    return informes.rehacer(con, unidad, NADIE, CUMBRE, FISICO, vista, motivo)


def test_el_encuentro_dice_que_informes_debe_y_quien(con, abierta):
    todos = debidos(con, abierta, NADIE, CUMBRE)
    assert all(d.falta for d in todos)
    de = {d.renglon.clave: d.renglon.informa for d in todos}
    assert (de["fisico"], de["normativa"], de["obras"]) == (
        "ejecutivo", "concejo", "control_social",
    )  # fmt: skip
    tipo = MGMP.eventos[CUMBRE]
    en_su_punto = [d.renglon.clave for d in del_punto(tipo, todos, "alcalde")]
    assert en_su_punto == ["fisico", "financiero", "actividades"]
    assert del_punto(tipo, todos, "vision") == []
    suelto = informes.Debido(Renglon("x.suelto", "Suelto", "concejo"), None, None)
    assert del_punto(tipo, [suelto], "concejo") == [suelto]
    with pytest.raises(NoExiste):
        debido(con, abierta, NADIE, CUMBRE, "nada")


def test_se_escribe_se_presenta_y_ya_no_cambia(con, abierta):
    acuerdos_de_prueba(con, abierta)
    informe = escribir(con, abierta)
    assert informe.version == 0
    hecho = presentar(con, abierta, ganchos=conjunto_de(x=ConCuadro()))
    dice = hecho.leido()
    assert (dice.titulo, dice.informante, dice.numero) == (
        "Alcalde: ejecución física", "Ejecutivo municipal (EM)", 1,
    )  # fmt: skip
    assert dice.apartados[0].texto == "Se empedró"
    assert [c.clave for c in dice.cuadros] == ["obras-del-poa", "comprometido", "x.propio"]
    assert presentar(con, abierta, ganchos=conjunto_de(x=ConCuadro())) is hecho
    with pytest.raises(InformePresentado):
        escribir(con, abierta, hecho="Otra cosa")
    assert [h.que for h in abierta.hechos][-2:] == ["informe.escrito", "informe.presentado"]
    carga = abierta.hechos[-1].carga
    assert (carga["resumen"], "Se empedró" in str(carga)) == (hecho.resumen, False)


def acuerdos_de_prueba(con, unidad):
    version = calendarios.evento_de(unidad, GESTION, "eda-1").version
    eventos.avanzar(con, unidad, "eda-1", version, EstadoDeEvento.EN_CURSO)
    acuerdos.acordar(con, unidad, "eda-1", nuevo_id(), "Terminar la posta", "Obras", None)


def test_dice_el_cargo_de_quien_lo_presento_y_no_el_de_quien_lo_empezo(con, abierta):
    de_oficina = Autoria("tecnico_municipal", a_nombre=True)
    escribir(con, abierta, clave="salud", autoria=de_oficina, hecho="Se vacunó")
    dice = presentar(con, abierta, clave="salud", autoria=Autoria("dilos")).leido()
    assert (dice.cargo, dice.a_nombre) == ("dilos", False)


def test_sin_punto_propio_se_lee_en_el_primero_de_su_informante(con, abierta):
    agenda = tuple(Renglon(c, c, informa="ejecutivo") for c in ("uno", "dos"))
    informe = Renglon("x", "X", informa="ejecutivo")
    tipo = replace(MGMP.eventos[CUMBRE], agenda=agenda, informes=(informe,))
    otro = replace(con, ciclo=replace(MGMP, eventos={**MGMP.eventos, CUMBRE: tipo}))
    todos = debidos(otro, abierta, NADIE, CUMBRE)
    assert [len(del_punto(tipo, todos, p)) for p in ("uno", "dos")] == [1, 0]


def test_los_cuadros_quedan_como_estaban_ese_dia(con, abierta):
    acuerdos_de_prueba(con, abierta)
    escribir(con, abierta, clave="coordinacion", **{"con-quien": "Con todos"})
    hecho = presentar(con, abierta, clave="coordinacion")
    acuerdo = abierta.mesas.acuerdos_hasta(GESTION)[0]
    acuerdo.que = "Otra cosa"
    [pendientes, cumplidos] = hecho.leido().cuadros
    assert pendientes.filas[0][0] == "Terminar la posta"
    assert (cumplidos.filas, bool(cumplidos.vacio)) == ((), True)
    hecho.contenido = hecho.contenido.replace("la posta", "el puente")
    with pytest.raises(InformeAlterado):
        hecho.leido()


def test_se_rehace_como_otra_version_con_motivo(con, abierta):
    with pytest.raises(InformeSinPresentar):
        rehacer(con, abierta)
    escribir(con, abierta)
    primero = presentar(con, abierta)
    segundo = rehacer(con, abierta)
    assert (segundo.numero, dict(segundo.apartados)) == (2, {"hecho": "Se empedró"})
    assert rehacer(con, abierta) is segundo
    with pytest.raises(InformeEnBorrador):
        rehacer(con, abierta, motivo="Otro motivo")
    suyo = debido(con, abierta, NADIE, CUMBRE, FISICO)
    assert (suyo.presentado, suyo.borrador) == (primero, segundo)
    hecho = presentar(con, abierta)
    assert (hecho.numero, hecho.leido().motivo) == (2, "Faltaba una obra")
    assert debido(con, abierta, NADIE, CUMBRE, FISICO).presentado is hecho
    with pytest.raises(EdicionConcurrente):
        rehacer(con, abierta, vista=1)


def test_no_se_pisa_ni_se_presenta_vacio_ni_con_el_acta_cerrada(con, abierta):
    with pytest.raises(InformeVacio):
        presentar(con, abierta)
    escribir(con, abierta, hecho="")
    with pytest.raises(InformeVacio):
        presentar(con, abierta)
    with pytest.raises(EdicionConcurrente):
        escribir(con, abierta, version=7, hecho="Otra")
    with pytest.raises(EdicionConcurrente):
        presentar(con, abierta, version=7)
    calendarios.evento_de(abierta, GESTION, CUMBRE).estado = EstadoDeEvento.ACTA_CERRADA
    with pytest.raises(InformeFueraDeTiempo):
        escribir(con, abierta)


def test_sin_gestion_abierta_no_se_escribe(con, unidad):
    with pytest.raises(GestionSinAbrir):
        escribir(con, unidad)


def test_lo_presentado_que_el_ciclo_ya_no_pide_sigue_en_la_lista(con, abierta):
    escribir(con, abierta)
    presentar(con, abierta)
    evento = replace(MGMP.eventos[CUMBRE], informes=())
    otro = replace(con, ciclo=replace(MGMP, eventos={**MGMP.eventos, CUMBRE: evento}))
    [queda] = debidos(otro, abierta, NADIE, CUMBRE)
    assert (queda.renglon.clave, queda.falta) == (FISICO, False)


def test_lo_escrito_en_una_pregunta_que_el_ciclo_ya_no_hace_no_se_pierde(con, abierta):
    escribir(con, abierta, hecho="Se empedró", falta="")
    evento = MGMP.eventos[CUMBRE]
    otras = tuple(
        replace(r, apartados=(Apartado("nueva", "¿Y ahora?"),)) if r.clave == FISICO else r
        for r in evento.informes
    )
    eventos_ = {**MGMP.eventos, CUMBRE: replace(evento, informes=otras)}
    cambiado = replace(con, ciclo=replace(MGMP, eventos=eventos_))
    apartados = presentar(cambiado, abierta).leido().apartados
    assert [(a.pregunta, a.texto) for a in apartados] == [
        ("¿Y ahora?", ""),
        ("Otra cosa que se informa", "Se empedró"),
    ]


def test_todo_saber_responde_en_un_municipio_sin_nada_y_no_inventa(con):
    """Sin datos no hay ceros: no hay filas, y se dice qué falta."""
    unidad = UnidadEnMemoria()
    for clave, saber in SABERES.items():
        for cuadro in saber(mirada(con, unidad)):
            assert cuadro.filas == (), clave
            assert "no tiene" in cuadro.vacio or "Todavía no" in cuadro.vacio, clave


def test_ningun_cuadro_tapa_a_otro(con, unidad):
    """Dos saberes que traen algo parecido, y un plugin que copia la clave de uno del sistema."""

    class Copion:
        @implementa
        def cuadros_de_informe(self, contexto, evento, informe):  # noqa: ARG002 - firma del gancho
            return [Cuadro("reclamos-por-cerrar", "Impostor", ("A",), (("1",),))]

    sabe = ("reclamos", "obras", "ejecucion-fisica", "ofertas-del-diputado", "entregas-al-diputado",
            "ofertas-del-asambleista", "entregas-al-asambleista")  # fmt: skip
    todos = informes.cuadros_de(
        mirada(con, unidad), conjunto_de(copion=Copion()), Renglon("x", "X", sabe=sabe)
    )
    esperados = {c.clave for s in sabe for c in SABERES[s](mirada(con, unidad))}
    assert {c.clave for c in todos} == esperados
    titulos = [c.titulo for c in todos]
    assert {"Reclamos sin cerrar", "Reclamos sobre obras, sin cerrar"} < {*titulos}
    assert titulos.count("Compromisos con demandas, y cómo van") == 3
    assert "Impostor" not in titulos


def test_los_cuadros_miran_las_gestiones_que_dice_el_renglon(con, unidad):
    vistas = []
    con_espia = {"espia": lambda m: vistas.append(m.gestiones) or []}
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(informes, "SABERES", con_espia)
        for gestiones_ in ((), (-1,)):
            renglon = Renglon("x", "X", sabe=("espia",), gestiones=gestiones_)
            informes.cuadros_de(mirada(con, unidad), NADIE, renglon)
    assert vistas == [[GESTION - 1, GESTION], [GESTION - 2]]


def test_lo_que_el_ciclo_pide_y_nadie_sabe_se_dice(con, unidad):
    raro = Renglon("raro", "Raro", sabe=("marcianos",))
    [cuadro] = informes.cuadros_de(mirada(con, unidad), NADIE, raro)
    assert (cuadro.filas, bool(cuadro.vacio)) == ((), True)


def test_la_oficina_escribe_a_nombre_de_otros_pero_no_de_quien_la_fiscaliza():
    for concejo in ("concejo", "presidente_concejo"):
        assert informan_por(concejo) == {Rol.CONCEJO}
    for control in ("control_social", "presidente_control_social"):
        assert informan_por(control) == {Rol.CONTROL_SOCIAL}
    assert Rol.TECNICO_MUNICIPAL in informan_por("diputado")
    assert Rol.CONCEJO not in informan_por("diputado")
    assert informan_por("salud") >= {Rol.DILOS, Rol.ALCALDIA}
    assert es_a_nombre("diputado", Rol.TECNICO_MUNICIPAL)
    assert not es_a_nombre("ejecutivo", Rol.TECNICO_MUNICIPAL)
