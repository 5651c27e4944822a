"""El demo no se carga encima de una base con datos de verdad."""

import tomllib
from datetime import date

import pytest

from nucleo.arranque import Casa, armar_consola
from nucleo.cli import demo_acordado, demo_anio, demo_mesa
from nucleo.cli.demo import anotar_que_es_demo, cargar, exigir_que_sea_para_eso
from nucleo.cli.raiz import ejecutar
from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.atrasos import NO_SE_HIZO, NO_TERMINA, atraso_de
from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.encargos import QuienSigue
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.evaluaciones import AlEdc, Etapa
from nucleo.persistencia.fallas import explicada
from nucleo.servicios import anclajes, encargos, informes, mesas, seguimientos
from nucleo.servicios.asistencias import presencia
from nucleo.servicios.calendarios import evento_de, hoy_de
from nucleo.servicios.comprobaciones import comprobar
from nucleo.servicios.compuertas import SIN_EVALUAR
from nucleo.servicios.disputas import disputa_de
from nucleo.servicios.encargos import organizacion_de
from tests.conftest import poner_motor
from tests.motores import MOTORES

SELLADAS = ("eda-2", "edc", "cumbre-1", "cumbre-2")
PRESENTADOS = {
    "eda-2": {"avance", "control-social"},
    "cumbre-1": {"fisico", "financiero", "actividades", "fiscalizacion", "obras", "diputado"},
}


@pytest.mark.parametrize(
    "orden",
    [
        ("municipio", "alta", "villa-tunari"),
        ("usuario", "invitar", "ana@ejemplo.bo", "--rol", "administracion_de_plataforma"),
    ],
)
def test_una_base_en_uso_no_se_vuelve_demostracion(instalada, casa, orden):
    assert instalada(*orden).codigo == 0
    corrida = instalada("demo", "--sin-servir")
    assert (corrida.codigo, "de verdad" in corrida.errores) == (2, True)
    assert not casa.plataforma.demostracion


def test_la_que_ya_lo_es_sigue_aunque_la_carga_se_haya_cortado(instalada, casa):
    exigir_que_sea_para_eso(casa)
    anotar_que_es_demo(casa, ["villa-tunari"])
    assert instalada("municipio", "alta", "villa-tunari").codigo == 0
    exigir_que_sea_para_eso(casa)


@pytest.fixture(scope="module", params=MOTORES)
def dos_veces(request, tmp_path_factory):
    """El demo cargado y vuelto a pedir, una vez por motor: lo que se mira ya se repitió."""
    carpeta = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as entorno:
        poner_motor(request, carpeta, entorno)
        for modulo in (demo_acordado, demo_anio):
            entorno.setattr(modulo, "avisar", pytest.fail)
        for _ in range(2):
            orden = ["demo", "--sin-servir"]
            assert ejecutar(orden, armar_consola, carpeta / "fallas.log", explicada) == 0
        casa = Casa.del_entorno()
        yield casa
        casa.cerrar()


@pytest.fixture
def solo_chimore(casa):
    """Chimoré cargado, sin su año, y cómo se le pide vivirlo."""
    guion = tomllib.loads((casa.demo / "demo.toml").read_text(encoding="utf-8"))
    [indicado] = [m for m in guion["municipios"] if m["municipio"] == "chimore"]
    del indicado["priorizado"]  # con él, cargar ya vive lo de antes
    cargar(casa, indicado, 2027)
    ambito = del_municipio(casa, "chimore")
    return lambda: demo_anio.vivir(casa, casa.contexto(ambito, 2027, "prueba"), ambito, indicado)


def del_municipio(casa, slug):
    return EnMunicipio(casa.territorio.municipio(slug).id)


def test_trae_un_anio_al_dia_uno_atrasado_y_uno_en_disputa_y_no_los_repite(dos_veces):
    van = {}
    for slug in ("villa-tunari", "shinahota", "chimore"):
        with dos_veces.unidad_de_lectura(del_municipio(dos_veces, slug)) as unidad:
            eventos = unidad.calendarios.eventos(2027)
            van[slug] = next((e for e in eventos if not e.hecho), None)
            assert "simulado" in unidad.calendarios.abierta(2027).fuente
            assert all(e.dia == e.fecha for e in eventos)
            hechos = [(e.que, e.carga) for e in unidad.bitacora.eslabones()]
        contados = [carga for que, carga in hechos if que == "avance.entregado"]
        assert [q for q, _ in hechos].count("gestion.abierta") == 1
        veces = sum("evento.avanzado" in carga for carga in contados)
        assert veces == (slug != "chimore"), "lo que pasó antes de priorizar se cuenta al priorizar"
    assert van["villa-tunari"] is None
    assert (van["shinahota"].clave, van["shinahota"].estado.value) == ("cumbre-3", "convocado")
    assert (van["chimore"].clave, van["chimore"].estado.value) == ("cumbre-2", "en_curso")


def test_del_atrasado_se_cuenta_en_que_y_por_que_y_del_que_esta_en_disputa_que_sigue(dos_veces):
    dichos = {}
    for slug in ("villa-tunari", "shinahota", "chimore"):
        with dos_veces.unidad_de_lectura(del_municipio(dos_veces, slug)) as unidad:
            [copia] = [a for a in unidad.avances.vigentes() if a.gestion == 2027]
        dichos[slug] = atraso_de(copia.anio, date(2026, 11, 29))
    assert dichos["villa-tunari"] is None
    assert (dichos["shinahota"].que.texto, dichos["shinahota"].dias) == (NO_SE_HIZO, 89)
    assert [f.texto for f in dichos["shinahota"].faltan] == [SIN_EVALUAR]
    assert (dichos["chimore"].que.texto, dichos["chimore"].dias) == (NO_TERMINA, 106)


def test_la_cumbre_2_al_dia_trae_lista_votos_acuerdos_y_acta_sellada(dos_veces):
    ambito = del_municipio(dos_veces, "villa-tunari")
    contexto = dos_veces.contexto(ambito, 2027)
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        hechas = [comprobar(contexto, unidad, dos_veces.sellador, c) for c in SELLADAS]
        lista = presencia(contexto, unidad, "cumbre-2").cuenta.personas
        abierta = unidad.actas.de(2027, "cumbre-3")
        votadas = unidad.mesas.votaciones(2027, "cumbre-2")
        acuerdos = unidad.mesas.acuerdos_hasta(2027)
        reclamos = unidad.mesas.reclamos_hasta(2027)
        salidas = unidad.mesas.salidas(2027)
        puntos = unidad.mesas.puntos(2027, "cumbre-2")
    assert (lista.mujeres, lista.hombres) == (30, 30)
    assert all(v.votaron == lista.total and v.por_sexo for v in votadas)
    assert all(h.entera and h.contenido.constancias for h in hechas)
    assert abierta.observable(hoy_de(contexto))
    assert {a.estado.value for a in acuerdos} == {"cumplido", "incumplido", "pendiente"}
    assert {r.estado.value for r in reclamos} == {"abierto", "respondido", "cerrado"}
    assert len(salidas) == len({t.evento for t in salidas}) > 1
    assert all(p.tratado and p.dicho for p in puntos)


def test_la_cumbre_2_en_disputa_tiene_cuorum_y_un_voto_renido(dos_veces):
    ambito = del_municipio(dos_veces, "chimore")
    contexto = dos_veces.contexto(ambito, 2027)
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        leida = presencia(contexto, unidad, "cumbre-2")
        disputa = disputa_de(unidad, evento_de(unidad, 2027, "cumbre-2"))
        abierto = [p for p in unidad.mesas.puntos(2027, "cumbre-2") if p.abierto]
    assert leida.cuorum.hay
    assert [v.votaron for v in disputa.renidas] == [leida.cuenta.personas.total]
    assert (disputa.disensos, disputa.reclamos) == (3, 2)
    assert [p.clave for p in abierto] == ["calificacion"]


def test_retoma_el_anio_que_se_corto_a_la_mitad_y_no_pisa_lo_que_alguien_cambio(
    casa, solo_chimore, monkeypatch
):
    ambito = del_municipio(casa, "chimore")
    with monkeypatch.context() as corte:
        corte.setattr(demo_mesa.votaciones, "cerrar", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            solo_chimore()
    solo_chimore()
    contexto = casa.contexto(ambito, 2027, "prueba")
    mesas.cerrar(contexto, casa.unidad(ambito), casa.ganchos(ambito), "cumbre-2", "calificacion")
    solo_chimore()
    with casa.unidad_de_lectura(ambito) as unidad:
        votadas = unidad.mesas.votaciones(2027, "cumbre-2")
        puntos = unidad.mesas.puntos(2027, "cumbre-2")
    assert [(v.estado.value, len(v.disensos)) for v in votadas] == [("cerrada", 3)]
    assert all(len(p.tramos) == 1 and p.tratado for p in puntos)


def test_si_el_encuentro_ya_no_da_se_avisa_y_lo_demas_sigue(solo_chimore, monkeypatch):
    avisos = []
    monkeypatch.setattr(demo_anio, "avisar", avisos.append)
    monkeypatch.setattr(demo_anio, "anotar_lista", no_existe)
    solo_chimore()
    assert all("Del demo no se repuso chimore" in a for a in avisos)
    assert len(avisos) == len({a.split(",")[1] for a in avisos}) > 1


def no_existe(_sala):
    raise NoExiste("organización", "Ninguna")


def test_trae_dictamenes_y_compromisos_rotulados_y_no_los_repite(dos_veces):
    with dos_veces.unidad_de_lectura(del_municipio(dos_veces, "villa-tunari")) as unidad:
        evaluadas = {e.codigo: e for e in unidad.evaluaciones.de_gestion(2027)}
        demandas = {d.id: d for d in unidad.demandas.de_gestion(2027)}
        ofrecidas = {o.id: o for o in unidad.ofertas.de_gestion(2027)}
        acordados = unidad.ofertas.compromisos(2027)
    etapas = sorted(e.etapa for e in evaluadas.values())
    assert etapas == [Etapa.ADMISIBILIDAD, Etapa.NO_VIABLE, Etapa.VIABLE]
    [devuelta] = [e for e in evaluadas.values() if e.etapa is Etapa.NO_VIABLE]
    assert devuelta.motivo.startswith("Simulado")
    assert devuelta.alternativa.startswith("Simulado")
    assert [e.al_edc for e in evaluadas.values() if e.al_edc is AlEdc.COMPETENCIA]
    assert all(d.simulada for d in demandas.values() if d.codigo in evaluadas)
    assert sorted(str(c.monto) for c in acordados) == ["200000.00", "70000.00"]
    assert all(c.constancia.startswith("Simulado") for c in acordados)
    for c in acordados:
        assert demandas[c.demanda_id].simulada
        assert ofrecidas[c.oferta_id].simulada


def test_los_informes_se_presentan_a_tiempo_y_el_acta_cerrada_los_nombra(dos_veces):
    ambito = del_municipio(dos_veces, "villa-tunari")
    contexto, ganchos = dos_veces.contexto(ambito, 2027), dos_veces.ganchos(ambito)
    for clave, esperados in PRESENTADOS.items():
        with dos_veces.unidad_de_lectura(ambito) as unidad:
            dia = evento_de(unidad, 2027, clave).dia
            todos = informes.debidos(contexto, unidad, ganchos, clave)
            hecha = comprobar(contexto, unidad, dos_veces.sellador, clave)
        suyos = {d.renglon.clave: d.presentado for d in todos if d.presentado}
        assert set(suyos) == esperados
        assert all(i.numero == 1 and i.leido().cuadros for i in suyos.values())
        assert all(i.presentado_en.astimezone(BOLIVIA).date() <= dia for i in suyos.values())
        en_acta = {(i.resumen, i.a_nombre) for i in hecha.contenido.partes.informes}
        assert en_acta == {(i.resumen, i.a_nombre) for i in suyos.values()}
        assert {c for c, i in suyos.items() if i.a_nombre} == esperados & {"diputado"}
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        [borrador] = unidad.informes.del_encuentro(2027, "eda-1")
    assert (borrador.clave, borrador.presentado) == ("concejo", False)


def test_un_informe_no_sabe_lo_que_se_decidio_despues(dos_veces):
    with dos_veces.unidad_de_lectura(del_municipio(dos_veces, "villa-tunari")) as unidad:
        todos = unidad.informes.del_encuentro(2027, "cumbre-1")
        [fisico] = [i for i in todos if i.clave == "fisico"]
    assert not any(c.filas for c in fisico.leido().cuadros)


def test_el_control_social_reparte_lo_que_sigue_y_deja_vacios_a_la_vista(dos_veces):
    ambito = del_municipio(dos_veces, "villa-tunari")
    contexto = dos_veces.contexto(ambito, 2027)
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        repartido = organizacion_de(contexto, unidad)
        todas = unidad.seguimientos.de_gestion(2027)
        reclamado = [unidad.mesas.reclamo(s.reclamo_id) for s in todas if s.reclamo_id]
        hechos = [e.que for e in unidad.bitacora.eslabones()]
    siguen = [e.sigue.value for e in repartido.encargos]
    assert siguen.count("obra") == 6
    assert {"programa", "coparticipacion", "servicio"} < set(siguen)
    assert len(repartido.sin_nadie) > 5
    assert [len(s.encargos) for s in repartido.con_varios] == [1]
    assert not repartido.fuera
    assert hechos.count(encargos.ENCARGADO) == len(repartido.encargos)
    assert hechos.count(seguimientos.PROGRAMADO) == len(todas)
    dia = date(2026, 11, 29)
    assert {s.resultado.value for s in todas if s.resultado} == {
        "conforme", "observado", "no_se_pudo",
    }  # fmt: skip
    assert len(seguimientos.vencidos(todas, dia)) == 1
    assert len(seguimientos.por_hacer(todas, dia)) > 2
    assert [r.estado.value for r in reclamado] == ["respondido"]


def test_villa_tunari_hospeda_el_edc_y_los_demas_lo_ven(dos_veces):
    aqui = del_municipio(dos_veces, "villa-tunari")
    with dos_veces.unidad_de_lectura(aqui) as unidad:
        acta = unidad.actas.de(2027, "edc")
        edc = evento_de(unidad, 2027, "edc")
        copia = anclajes.vigente_de(unidad, 2027, "edc")
        contexto, ganchos = dos_veces.contexto(aqui, 2027), dos_veces.ganchos(aqui)
        ahora = anclajes.contenido_de(contexto, unidad, ganchos, edc)
        hechos = [e.que for e in unidad.bitacora.eslabones()]
    region = dos_veces.leer_region(EnRegion("uninominal-24"))
    leido = anclajes.leer(region, date(2026, 11, 29)).de_gestion(2027)
    assert (leido.origen_id, leido.contenido.acta) == (aqui.id, acta.resumen)
    assert not anclajes.falta_publicar(copia, edc, ahora)
    assert sorted(a.estado.value for a in leido.contenido.acuerdos) == ["cumplido", "pendiente"]
    assert leido.secretaria.municipio == del_municipio(dos_veces, "chimore").id
    assert [hechos.count(h) for h in (anclajes.ANCLADO, anclajes.DESIGNADA)] == [1, 1]
    assert hechos.count(anclajes.PUBLICADO) == 3
    for slug in ("chimore", "shinahota"):
        with dos_veces.unidad_de_lectura(del_municipio(dos_veces, slug)) as unidad:
            suyo = evento_de(unidad, 2027, "edc")
        assert (suyo.fecha, suyo.lugar) == (leido.fecha, leido.lugar)


def test_lo_que_alguien_cambio_del_seguimiento_y_del_edc_queda_cambiado(dos_veces):
    """Va al final: cambia la base que las demás miran."""
    ambito = del_municipio(dos_veces, "villa-tunari")
    contexto = dos_veces.contexto(ambito, 2027, "prueba")
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        todos = unidad.seguimientos.encargos(2027)
        con = {s.encargo_id for s in unidad.seguimientos.de_gestion(2027)}
        [suelto] = [e for e in todos if e.codigo == "2027-0036"]
        [pasado] = [e for e in todos if e.codigo == "2027-0046" and e.id in con]
        pendiente = next(s for s in unidad.seguimientos.de_gestion(2027) if s.pendiente)
        copia = anclajes.vigente_de(unidad, 2027, "edc")
    encargos.quitar(contexto, dos_veces.unidad(ambito), suelto.id, suelto.version)
    otra = QuienSigue(comision="Otra comisión")
    encargos.cambiar(contexto, dos_veces.unidad(ambito), pasado.id, pasado.version, otra)
    seguimientos.quitar(contexto, dos_veces.unidad(ambito), pendiente.id, pendiente.version)
    anclajes.retirar(contexto, dos_veces.unidad(ambito), "edc", copia.version)
    guion = tomllib.loads((dos_veces.demo / "demo.toml").read_text(encoding="utf-8"))
    [indicado] = [m for m in guion["municipios"] if m["municipio"] == "villa-tunari"]
    demo_anio.vivir(dos_veces, contexto, ambito, indicado)
    with dos_veces.unidad_de_lectura(ambito) as unidad:
        quedan = {e.id: e.comision for e in unidad.seguimientos.encargos(2027)}
        assert unidad.seguimientos.de(pendiente.id) is None
        assert anclajes.vigente_de(unidad, 2027, "edc") is None
    assert suelto.id not in quedan
    assert quedan[pasado.id] == "Otra comisión"
    assert len(quedan) == len(todos) - 1
