"""Lo que alguien haría por fuera o de mala fe con un acta, y qué pasa."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from nucleo.dominio.actas import (
    ActaAlterada,
    ActaSinCerrar,
    EstadoDeActa,
    FueraDePlazo,
    PlazoAbierto,
)
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.dominio.errores import AdjuntoDanado, EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.servicios import actas, calendarios, comprobaciones, conformidades
from nucleo.servicios.comprobaciones import comprobar, posteriores_integras
from nucleo.servicios.conformidades import Dicha
from nucleo.servicios.observaciones_de_acta import observar
from tests.ejemplos import GESTION
from tests.servicios.test_actas import (
    CLAVE,
    CONJUNTO,
    HOY,
    LLAVE,
    PDF,
    CajonDePrueba,
    cerrada,
    cerrar,
    ctx,
    hecha,
    hechos,
)

__all__ = ["ctx", "hecha"]
ELECTRONICA, PAPEL = MedioDeConformidad.ELECTRONICA, MedioDeConformidad.PAPEL


def test_una_cerrada_que_alguien_reabrio_por_fuera_no_se_cierra_otra_vez(ctx, hecha):
    acta = cerrada(ctx, hecha)
    resumen = acta.resumen
    acta.estado = EstadoDeActa.EN_OBSERVACION
    calendarios.evento_de(hecha, GESTION, CLAVE).estado = EstadoDeEvento.REALIZADO
    actas.escribir(ctx, hecha, CLAVE, acta.version, {"apertura": "Otra historia"})
    with pytest.raises(ActaAlterada) as alterada:
        cerrar(ctx, hecha, antes_de_plazo="Ya")
    assert alterada.value.datos["resumen"] == resumen
    assert len(hechos(hecha, "acta.cerrada")) == 1


@pytest.mark.parametrize(
    "dano",
    [
        lambda c: json.dumps(json.loads(c)),
        lambda c: json.dumps(json.loads(c), sort_keys=True, separators=(",", ":")),
        lambda c: c.replace('"formato":"tinkuy-acta-1"', '"formato":"tinkuy-acta-2"'),
        lambda c: c.replace('{"', '{"otro":1,"', 1),
        lambda _: "[" * 100_000,
        lambda _: "{}",
        lambda _: "",
        lambda c: c + " ",
    ],
)
def test_lo_guardado_con_otra_forma_no_se_imprime(ctx, hecha, dano):
    acta = cerrada(ctx, hecha)
    acta.contenido = dano(acta.contenido)
    assert not comprobar(ctx, hecha, LLAVE, CLAVE).intacta
    with pytest.raises(ActaAlterada):
        comprobaciones.contenido_integro(ctx, hecha, LLAVE, CLAVE)


def test_el_plazo_termina_cuando_termina_el_dia_en_bolivia(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    medianoche = datetime.combine(HOY + timedelta(days=1), time(4), UTC)  # las 00:00 en Bolivia
    antes = replace(ctx, ahora=lambda: medianoche - timedelta(microseconds=1))
    despues = replace(ctx, ahora=lambda: medianoche)
    observar(antes, hecha, CLAVE, "A último momento", "Ana")
    with pytest.raises(PlazoAbierto):
        cerrar(antes, hecha)
    with pytest.raises(FueraDePlazo):
        observar(despues, hecha, CLAVE, "Tarde", "Ana")
    with pytest.raises(FueraDePlazo):
        actas.abrir_a_observaciones(despues, hecha, CLAVE, acta.version, HOY)
    assert cerrar(despues, hecha).cerrada


class Muere:
    """La llave, con un proceso que muere justo después de firmar."""

    identificador, publica = LLAVE.identificador, LLAVE.publica

    def firmar(self, mensaje):
        raise KeyboardInterrupt(LLAVE.firmar(mensaje))


def test_si_el_proceso_muere_al_sellar_la_bitacora_no_dice_que_se_cerro(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    with pytest.raises(KeyboardInterrupt):
        actas.cerrar(ctx, hecha, CONJUNTO, Muere(), CLAVE, acta.version, antes_de_plazo="Ya")
    assert hechos(hecha, "acta.cerrada") == []
    assert not acta.resumen


def con_posterior(ctx, unidad):
    acta = cerrada(ctx, unidad)
    papel = Dicha(PAPEL, "p1", "Luz Condo", "OTB Norte")
    conformidades.anotar(ctx, unidad, None, CLAVE, papel)
    return acta


def test_las_posteriores_de_verdad_se_imprimen_y_sin_ninguna_no_hay_hoja(ctx, hecha):
    acta = cerrada(ctx, hecha)
    with pytest.raises(NoExiste):
        posteriores_integras(ctx, hecha, LLAVE, CLAVE)
    conformidades.anotar(ctx, hecha, None, CLAVE, Dicha(PAPEL, "p1", "Luz", "OTB"))
    contenido, [posterior] = posteriores_integras(ctx, hecha, LLAVE, CLAVE)
    assert (contenido.resumen, posterior.conforme_con) == (acta.resumen, acta.resumen)
    assert comprobar(ctx, hecha, LLAVE, CLAVE).entera


@pytest.mark.parametrize(
    "dano",
    [
        lambda c: {**c, "nombre": "Otra"},
        lambda c: {**c, "medio": "electronica"},
        lambda c: {**c, "cuando": "2020-01-01T00:00:00+00:00"},
        lambda c: {**c, "conforme_con": "0" * 64},
        lambda c: {**c, "conforme_con": ""},
        lambda c: {**c, "testigo": "Nadie"},
        lambda c: {k: v for k, v in c.items() if k != "sal"},
        lambda c: {**c, "sal": "00"},
        lambda c: {**c, "medio": "firma_digital"},
        lambda _: {"otra": "cosa"},
    ],
)
def test_una_constancia_posterior_cambiada_por_fuera_se_nota(ctx, hecha, dano):
    acta = con_posterior(ctx, hecha)
    acta.constancias = [dano(acta.constancias[0])]
    mirada = comprobar(ctx, hecha, LLAVE, CLAVE)
    assert (mirada.constancias, mirada.imprimible, mirada.entera) == (False, True, False)
    with pytest.raises(ActaAlterada):
        posteriores_integras(ctx, hecha, LLAVE, CLAVE)


@pytest.mark.parametrize("veces", [0, 2])
def test_una_constancia_quitada_o_repetida_por_fuera_se_nota(ctx, hecha, veces):
    acta = con_posterior(ctx, hecha)
    acta.constancias = [*acta.constancias] * veces
    assert not comprobar(ctx, hecha, LLAVE, CLAVE).constancias


def test_una_constancia_de_antes_de_las_sales_sigue_valiendo(ctx, hecha, monkeypatch):
    monkeypatch.setattr(conformidades.secrets, "token_hex", lambda _: "")
    con_posterior(ctx, hecha)
    assert "compromiso" not in hechos(hecha, "acta.conformidad")[0].carga
    assert comprobar(ctx, hecha, LLAVE, CLAVE).constancias


def test_la_misma_cuenta_no_esta_conforme_dos_veces(ctx, hecha):
    acta = cerrada(ctx, hecha)
    for de in ("p1", "", "p2"):
        suya = Dicha(ELECTRONICA, de, "Luz Condo", "OTB Norte")
        conformidades.anotar(ctx, hecha, None, CLAVE, suya)
    assert [c.de for c in acta.posteriores] == ["p1"]
    otra = replace(ctx, quien="Eva Lazo, Concejo Municipal [aa11bb]")
    conformidades.anotar(otra, hecha, None, CLAVE, Dicha(ELECTRONICA, "p2", "Eva Lazo"))
    with pytest.raises(EdicionConcurrente):
        conformidades.anotar(otra, hecha, None, CLAVE, Dicha(PAPEL, "p2", "Quien no es"))
    assert [c.nombre for c in acta.posteriores] == ["Luz Condo", "Eva Lazo"]
    assert "Luz" not in str([h.carga for h in hechos(hecha, "acta.conformidad")])


def test_lo_que_no_cambia_nada_no_deja_hecho_y_con_una_version_vieja_no_se_cierra(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    for _ in range(2):
        actas.escribir(ctx, hecha, CLAVE, acta.version, {"apertura": "Una"})
        actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    assert len(hechos(hecha, "acta.escrita")) == len(hechos(hecha, "acta.en_observacion")) == 1
    vieja = acta.version - 1
    with pytest.raises(EdicionConcurrente):
        actas.cerrar(ctx, hecha, CONJUNTO, LLAVE, CLAVE, vieja, antes_de_plazo="Ya")
    with pytest.raises(ActaSinCerrar):
        conformidades.anotar(ctx, hecha, None, CLAVE, Dicha(ELECTRONICA, "p1", "Luz"))


def test_con_la_cadena_rota_la_hoja_no_se_imprime(ctx, hecha, monkeypatch):
    con_posterior(ctx, hecha)
    posteriores_integras(ctx, hecha, LLAVE, CLAVE)
    monkeypatch.setattr(comprobaciones, "primer_roto", lambda *_: 3)
    with pytest.raises(ActaAlterada):
        posteriores_integras(ctx, hecha, LLAVE, CLAVE)


@pytest.mark.parametrize("ya_estaba", [True, False])
def test_si_no_se_pudo_guardar_la_constancia_su_hoja_no_queda_suelta(
    ctx, hecha, monkeypatch, ya_estaba
):
    actas.empezar(ctx, hecha, CLAVE)
    cajon = CajonDePrueba()
    if ya_estaba:
        cajon.guardar(PDF)
        monkeypatch.setattr("nucleo.servicios.adjuntos.barrer", lambda *_: None)
    monkeypatch.setattr(type(hecha), "confirmar", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        conformidades.anotar(ctx, hecha, cajon, CLAVE, Dicha(PAPEL, "p1", "Luz"), PDF)
    assert bool(cajon) is ya_estaba


def test_una_hoja_escaneada_que_alguien_cambio_no_se_muestra(ctx, hecha):
    acta, cajon = actas.empezar(ctx, hecha, CLAVE), CajonDePrueba()
    conformidades.anotar(ctx, hecha, cajon, CLAVE, Dicha(PAPEL, "p1", "Luz"), PDF)
    [resumen] = acta.escaneos
    cajon[resumen] += b" "
    with pytest.raises(AdjuntoDanado):
        conformidades.escaneo_de(ctx, hecha, cajon, CLAVE, resumen)
    del cajon[resumen]
    with pytest.raises(AdjuntoDanado):
        conformidades.escaneo_de(ctx, hecha, cajon, CLAVE, resumen)
