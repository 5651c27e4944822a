"""El acta de punta a punta: se empieza, se escribe, se observa, se cierra y ya no cambia."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.documentos.sellado import Llave
from nucleo.dominio.actas import (
    ActaAlterada,
    ActaCerrada,
    ActaSinObservar,
    FueraDePlazo,
    PlazoAbierto,
    leer_acta,
)
from nucleo.dominio.adjuntos import ArchivoRechazado
from nucleo.dominio.constancias import MedioDeConformidad
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import AvanceNoPermitido, EstadoDeEvento
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios import (
    actas,
    calendarios,
    comprobaciones,
    conformidades,
    eventos,
    gestiones,
    observaciones_de_acta,
)
from nucleo.servicios.conformidades import Dicha
from tests.actas import partes
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONJUNTO, LLAVE = conjunto_de(), Llave(b"s" * 32)
PAPEL = MedioDeConformidad.PAPEL
PDF = b"%PDF-1.4\n...\n%%EOF\n"
HOY = dia_en_bolivia(MEDIODIA)
CLAVE = "cumbre-2"


class CajonDePrueba(dict):
    """Los contenidos, por su resumen."""

    def resumenes(self):
        return list(self)

    def leer(self, resumen):
        return self[resumen]

    def guardar(self, contenido):
        resumen = sha256(contenido).hexdigest()
        self[resumen] = contenido
        return resumen

    def quitar(self, resumen):
        self.pop(resumen, None)


@pytest.fixture
def ctx(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def hecha(ctx, unidad, monkeypatch):
    """La Cumbre 2 ya se hizo, con lo que la mesa dejó."""
    gestiones.abrir(ctx, unidad, date(GESTION - 1, 9, 8))
    version = calendarios.evento_de(unidad, GESTION, CLAVE).version
    eventos.avanzar(ctx, unidad, CLAVE, version, EstadoDeEvento.REALIZADO, saltar="En papel")
    monkeypatch.setattr(actas, "partes_de", lambda *_: partes(4))
    monkeypatch.setattr(comprobaciones, "partes_de", lambda *_: partes(4))
    return unidad


def cerrar(ctx, unidad, **mas):
    acta = unidad.actas.de(GESTION, CLAVE)
    return actas.cerrar(ctx, unidad, CONJUNTO, LLAVE, CLAVE, acta.version, **mas)


def cerrada(ctx, unidad):
    acta = actas.empezar(ctx, unidad, CLAVE)
    actas.escribir(ctx, unidad, CLAVE, acta.version, {"apertura": "Se abrió."})
    actas.abrir_a_observaciones(ctx, unidad, CLAVE, acta.version, HOY)
    observaciones_de_acta.observar(ctx, unidad, CLAVE, "Falta la lluvia", "Rosa", "OTB Norte")
    return cerrar(ctx, unidad, antes_de_plazo="Todos la aprobaron en el acto")


def hechos(unidad, que):
    return [h for h in unidad.hechos if h.que == que]


def test_de_punta_a_punta_y_cada_cambio_deja_un_hecho(ctx, hecha):
    acta = cerrada(ctx, hecha)
    dice = leer_acta(acta.contenido)
    assert acta.resumen == sha256(acta.contenido.encode()).hexdigest()
    assert [s.texto for s in dice.secciones] == ["Se abrió."]
    assert dice.observaciones[0].texto == "Falta la lluvia"
    assert {s.motivo for s in dice.saltos} == {"En papel"}
    assert dice.cierre_anticipado == "Todos la aprobaron en el acto"
    assert calendarios.evento_de(hecha, GESTION, CLAVE).estado is EstadoDeEvento.ACTA_CERRADA
    [cierre] = hechos(hecha, "acta.cerrada")
    assert cierre.carga["resumen"] == acta.resumen
    assert cierre.carga["votos"][0]["cuentas"][0]["a_favor"] == 20
    for que in ("acta.empezada", "acta.escrita", "acta.en_observacion", "acta.observada"):
        assert len(hechos(hecha, que)) == 1


def test_repetir_no_duplica(ctx, hecha):
    assert actas.empezar(ctx, hecha, CLAVE) is actas.empezar(ctx, hecha, CLAVE)
    acta = cerrada(ctx, hecha)
    resumen = acta.resumen
    assert cerrar(ctx, hecha).resumen == resumen
    assert len(hechos(hecha, "acta.cerrada")) == 1


def test_cerrada_es_inmutable(ctx, hecha):
    acta = cerrada(ctx, hecha)
    with pytest.raises(ActaCerrada):
        actas.escribir(ctx, hecha, CLAVE, acta.version, {"apertura": "Otra cosa"})
    with pytest.raises(ActaCerrada):
        actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    with pytest.raises(ActaCerrada):
        observaciones_de_acta.observar(ctx, hecha, CLAVE, "Tarde", "Ana")


def test_no_se_cierra_sin_observaciones_ni_con_el_plazo_abierto_ni_sin_hacerse(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    with pytest.raises(ActaSinObservar):
        cerrar(ctx, hecha)
    with pytest.raises(FueraDePlazo):
        actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY - timedelta(days=1))
    actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    with pytest.raises(PlazoAbierto):
        cerrar(ctx, hecha)
    otra = actas.empezar(ctx, hecha, "cumbre-3")
    actas.abrir_a_observaciones(ctx, hecha, "cumbre-3", otra.version, HOY)
    with pytest.raises(AvanceNoPermitido):
        actas.cerrar(ctx, hecha, CONJUNTO, LLAVE, "cumbre-3", otra.version, antes_de_plazo="ya")


def test_fuera_de_plazo_no_se_observa_y_dos_no_se_pisan(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    with pytest.raises(FueraDePlazo):
        observaciones_de_acta.observar(ctx, hecha, CLAVE, "Antes de tiempo", "Ana")
    with pytest.raises(EdicionConcurrente):
        actas.escribir(ctx, hecha, CLAVE, acta.version + 1, {"apertura": "x"})
    with pytest.raises(NoExiste):
        observaciones_de_acta.observar(ctx, hecha, "cumbre-1", "Nada", "Ana")
    actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    for _ in range(2):
        observaciones_de_acta.observar(ctx, hecha, CLAVE, "La misma", "Ana")
    assert len(acta.observaciones) == 1


def test_lo_guardado_que_cambia_se_senala(ctx, hecha):
    acta = cerrada(ctx, hecha)
    assert comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE).entera
    bueno = acta.contenido
    acta.contenido = bueno.replace('"a_favor":20', '"a_favor":21')
    mala = comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE)
    assert (mala.intacta, mala.sellada, mala.en_bitacora, mala.votos) == (False, True, True, False)
    with pytest.raises(ActaAlterada):
        comprobaciones.contenido_integro(ctx, hecha, LLAVE, CLAVE)
    acta.resumen = sha256(acta.contenido.encode()).hexdigest()
    acta.sello = actas.sello_de(Llave(b"t" * 32), acta.resumen)
    con_todo = comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE)
    assert (con_todo.intacta, con_todo.sellada, con_todo.en_bitacora) == (True, False, False)
    acta.contenido = "no es nada"
    assert not comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE).intacta


def test_los_votos_que_la_mesa_guarda_tienen_que_seguir_igual(ctx, hecha, monkeypatch):
    cerrada(ctx, hecha)
    monkeypatch.setattr(comprobaciones, "partes_de", lambda *_: replace(partes(4), votaciones=()))
    mirada = comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE)
    assert (mirada.intacta, mirada.votos) == (True, False)


def test_constancias_antes_y_despues_de_cerrar(ctx, hecha):
    actas.empezar(ctx, hecha, CLAVE)
    cajon = CajonDePrueba()
    dicha = Dicha(PAPEL, "p0", "Ana", "OTB")
    for _ in range(2):
        conformidades.anotar(ctx, hecha, cajon, CLAVE, dicha, PDF)
    acta = cerrada(ctx, hecha)
    huella = Dicha(MedioDeConformidad.HUELLA, "p1", "Luz", "OTB", testigo="Beto")
    conformidades.anotar(ctx, hecha, None, CLAVE, huella)
    primera, segunda = acta.conformes
    assert (primera.conforme_con, segunda.conforme_con) == ("", acta.resumen)
    assert [c.de for c in leer_acta(acta.contenido).constancias] == ["p0"]
    assert comprobaciones.comprobar(ctx, hecha, LLAVE, CLAVE).entera
    assert len(hechos(hecha, "acta.conformidad")) == 2
    tipo, contenido = conformidades.escaneo_de(ctx, hecha, cajon, CLAVE, primera.escaneo)
    assert (tipo.value, contenido) == ("application/pdf", PDF)
    with pytest.raises(NoExiste):
        conformidades.escaneo_de(ctx, hecha, cajon, CLAVE, "0" * 64)
    with pytest.raises(ArchivoRechazado):
        conformidades.anotar(ctx, hecha, cajon, CLAVE, Dicha(PAPEL, "p2", "Eva"), b"<html>")


def test_sin_lo_que_otros_suman_dice_la_agenda_del_ciclo(ctx, unidad):
    gestiones.abrir(ctx, unidad, date(GESTION - 1, 9, 8))
    evento = calendarios.evento_de(unidad, GESTION, CLAVE)
    dice = actas.contenido_de(ctx, unidad, CONJUNTO, evento)
    assert dice.partes.puntos[0].texto == "Bienvenida a los participantes a la Cumbre 2"
    assert ("otb", "OTB") in dice.llamados
    assert dice.partes.participantes == ()
