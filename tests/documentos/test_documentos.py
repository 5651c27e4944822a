"""Cada documento de un encuentro: accesible, con lo que se sabe y sin personas para el público."""

from datetime import date

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.documentos import (
    AGENDA_EDC,
    EN_PANTALLA,
    EN_PAPEL,
    LE_TOCA,
    PLANTILLAS,
    TARJETAS,
    Receptor,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import EstadoDeEvento, GestionSinAbrir
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.reclamos import SobreQue
from nucleo.servicios import acuerdos, eventos, gestiones, reclamos
from nucleo.servicios.documentos import poa_por_firmar, por_entregar, resumen_del_poa
from nucleo.servicios.reclamos import DatosDeReclamo
from nucleo.textos.nombres import NOMBRES
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos import CON_NOMBRES, HACEN, PANTALLAS, imprenta
from nucleo.web.documentos.imprenta import en_papel, pedir
from nucleo.web.idiomas import idioma_actual
from tests.documentos.estructura import DE_TABLA, SIEMPRE, mirar
from tests.web.casa import TUNARI
from tests.web.pasos import GESTION, hasta, sembrar

DIRECCION = "https://tinkuy.ejemplo.bo/villa-tunari/ciclo/cumbre-1?gestion=2027"
HOSTIL = '#read("/etc/passwd") $x^2$ <script> "\\ *negrita* _cursiva_ = título'
TODOS = [
    ("cumbre-1", "convenio"),
    ("cumbre-1", "plan-de-trabajo"),
    ("cumbre-2", "matriz"),
    ("cumbre-2", "entrega"),
    ("cumbre-3", "conformidad"),
    ("eda-1", "observaciones"),
    ("eda-1", "tarjetas-de-salida"),
]


VACIA = 2031


@pytest.fixture(scope="module")
def casa(en_villa_tunari):
    """La gestión 2027 con de todo; la 2031, solo abierta."""
    casa = en_villa_tunari
    sembrar(casa)
    hasta(casa, "calificar")
    for gestion in (GESTION, VACIA):
        contexto = casa.contexto(TUNARI, gestion, "prueba")
        gestiones.abrir(contexto, casa.unidad(TUNARI), date(gestion - 1, 9, 8))
    with casa.unidad(TUNARI) as unidad:
        primera = min(unidad.organizaciones.todas(), key=lambda o: o.clave)
        unidad.dirigencias.agregar(
            Dirigencia(nuevo_id(), primera.id, "Ch’iri Ñanco", "Secretaria general")
        )
        unidad.poas.agregar(poa())
        unidad.anotar(Hecho("prueba.sembrada", "prueba", ahora(), {}))
        unidad.confirmar()
    con_mesa(casa, primera)
    return casa


def con_mesa(casa, organizacion):
    """Un acuerdo en la Cumbre 1, y un reclamo en el EDA 1 que llega sin cerrar al EDA 2."""
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    for encuentro in ("eda-1", "cumbre-1"):
        en_curso = EstadoDeEvento.EN_CURSO
        eventos.avanzar(contexto, casa.unidad(TUNARI), encuentro, 1, en_curso, saltar="En papel")
    que = "Publicar el informe"
    acuerdos.acordar(contexto, casa.unidad(TUNARI), "cumbre-1", nuevo_id(), que, "Yo", None)
    for de in (organizacion.id, None):
        dicho = DatosDeReclamo(SobreQue.OBRA, "Puente", HOSTIL, de)
        reclamos.recibir(contexto, casa.unidad(TUNARI), "eda-1", nuevo_id(), dicho)


def poa(estado=EstadoDePoa.PRESENTADO, monto=1200):
    lineas = [LineaDePoa(nuevo_id(), n, f"Obra {n}", Dinero.de(monto)) for n in (1, 2)]
    return Poa(nuevo_id(), GESTION, 1, estado, ahora(), "prueba", lineas=lineas)


def papel(encuentro, documento, idiomas=("es",), *, gestion=GESTION, **mas):
    con_nombres, direccion = mas.get("con_nombres", False), mas.get("direccion", DIRECCION)
    pedido = pedir(TUNARI, gestion, encuentro, documento, idiomas, con_nombres=con_nombres)
    return en_papel(pedido, direccion)


@pytest.fixture
def datos(monkeypatch):
    """Lo que llega a typst, además del PDF."""
    vistos, componer = {}, imprenta.componer

    def anotar(plantilla, dados):
        vistos.update(dados)
        return componer(plantilla, dados)

    monkeypatch.setattr(imprenta, "componer", anotar)
    return vistos


def test_cada_plantilla_del_ciclo_tiene_quien_la_haga_o_su_pantalla():
    """Sumar una es nombrarla en el dominio y decir aquí quién la hace."""
    assert set(HACEN) == set(EN_PAPEL)
    assert {*PANTALLAS, AGENDA_EDC} == {*EN_PANTALLA, "matriz"}
    assert {*HACEN, *PANTALLAS, AGENDA_EDC} == set(PLANTILLAS)
    assert set(EN_PAPEL) >= CON_NOMBRES


@pytest.mark.usefixtures("casa")
@pytest.mark.parametrize("gestion", [GESTION, VACIA])
@pytest.mark.parametrize(("encuentro", "documento"), TODOS)
def test_cada_documento_es_accesible_lleno_y_en_blanco(encuentro, documento, gestion):
    suya = mirar(papel(encuentro, documento, gestion=gestion))
    if documento == TARJETAS.clave:
        assert suya.paginas == 1
        assert suya.etiquetas.keys() >= {*SIEMPRE, "P"}
        return
    assert suya.etiquetas.keys() >= {*SIEMPRE, *DE_TABLA, "H2", "Figure"}
    veces = len(Receptor) if documento == "entrega" else 1
    assert suya.alternativos == [DIRECCION] * veces
    assert suya.numeros.count("1") == veces, "cada ejemplar cuenta sus páginas"
    assert str(gestion) in suya.titulo


@pytest.mark.usefixtures("casa")
@pytest.mark.parametrize(("encuentro", "documento"), TODOS)
def test_en_dos_idiomas_y_sin_direccion(encuentro, documento, monkeypatch):
    """Con otra lengua revisada, cada rótulo va dos veces, marcado; sin dirección no hay QR."""
    monkeypatch.setattr(
        "nucleo.web.papel.gettext",
        lambda texto, **datos: f"[{idioma_actual().codigo}] {texto % datos if datos else texto}",
    )
    suya = mirar(papel(encuentro, documento, ("es", "qu"), direccion=""))
    assert suya.lenguas >= {"es-BO", "qu-BO"}
    assert suya.alternativos == []
    assert suya.paginas == 1 or documento != TARJETAS.clave


def test_el_convenio_trae_lo_acordado_y_las_fechas(casa, datos):
    papel("cumbre-1", "convenio")
    bloques = por_titulo(datos)
    assert bloques["Otros compromisos acordados en el encuentro"]["filas"][0][:2] == [
        "Publicar el informe", "Yo",
    ]  # fmt: skip
    with casa.unidad_de_lectura(TUNARI) as unidad:
        siguen = [e for e in unidad.calendarios.eventos(GESTION) if e.orden > 4]
    assert len(bloques["Plan de trabajo"]["filas"]) == len(siguen)
    assert len(bloques["Firmas"]["firmas"]) == 3


def test_la_matriz_dice_con_que_se_califico(casa, datos):
    papel("cumbre-2", "matriz")
    bloques = por_titulo(datos)
    with casa.leer_municipio(TUNARI) as lectura:
        corrida, proceso = lectura.corrida(GESTION), lectura.proceso(GESTION)
    criterios = bloques["Criterios y pesos acordados"]
    assert len(criterios["filas"]) == len(proceso.pesos)
    assert corrida.resumen in str(criterios["al_pie"])
    assert proceso.codigo in str(criterios["al_pie"])
    filas = bloques["Demandas, de la primera a la última"]["filas"]
    assert [f[0] for f in filas] == [str(p.puesto) for p in corrida.puestos]


def test_cada_receptor_lleva_lo_suyo_y_firma(casa, datos):
    papel("cumbre-2", "entrega")
    with casa.leer_municipio(TUNARI) as lectura:
        corrida = lectura.corrida(GESTION)
    constancias = [b for b in datos["bloques"] if b["firmas"]]
    assert [b["hoja_nueva"] for b in datos["bloques"]] == [False, False, True, False, True, False]
    assert [c["firmas"][0][0][0][1] for c in constancias] == [gettext(NOMBRES[r]) for r in Receptor]
    assert len(por_entregar(corrida, Receptor.ALCALDE)) == len(corrida.puestos)
    for receptor in Receptor:
        suyas = {p.fila.competencia for p in por_entregar(corrida, receptor)}
        assert suyas <= LE_TOCA[receptor]
    assert Competencia.MUNICIPAL not in LE_TOCA[Receptor.DIPUTADO]
    assert por_entregar(None, Receptor.ALCALDE) == []


def test_la_conformidad_dice_que_poa_y_sin_nombres_salvo_que_se_pidan(casa, datos):
    papel("cumbre-3", "conformidad")
    with casa.unidad_de_lectura(TUNARI) as unidad:
        firmado = poa_por_firmar(unidad, GESTION)
        organizaciones = len(unidad.organizaciones.todas())
    assert (firmado.presentado, firmado.lineas, firmado.total) == (True, 2, Dinero.de(2400))
    assert firmado.resumen in str(datos["bloques"])
    assert len(por_titulo(datos)["OTB"]["filas"]) == organizaciones
    assert "Ñanco" not in str(datos)
    assert datos["notas"]
    papel("cumbre-3", "conformidad", con_nombres=True)
    assert por_titulo(datos)["OTB"]["filas"][0][2:4] == ["Ch’iri Ñanco", "Secretaria general"]
    assert not datos["notas"]


def test_sin_poa_lo_que_falta_se_ve(casa, datos):
    assert casa
    papel("cumbre-3", "conformidad", gestion=VACIA)
    assert "FALTA: no hay un proyecto de POA" in str(datos["bloques"][0]["avisos"])


def test_el_resumen_del_poa_cambia_con_una_linea_y_no_con_su_identidad():
    assert resumen_del_poa(poa()) == resumen_del_poa(poa())
    assert resumen_del_poa(poa()) != resumen_del_poa(poa(monto=1201))


def test_el_registro_trae_lo_dicho_sin_nombrar_a_nadie(casa, datos):
    assert casa
    papel("eda-1", "observaciones")
    [de_organizacion, de_nadie, *blancos] = datos["bloques"][0]["filas"]
    assert HOSTIL in de_organizacion[2]
    assert (de_organizacion[3], de_nadie[3]) == ("Aldana", "Una persona")
    assert all(set(f) == {""} for f in blancos)
    papel("eda-2", "observaciones")
    assert len(por_titulo(datos)["De encuentros anteriores, sin cerrar"]["filas"]) == 2


def test_lo_que_no_se_imprime_dice_lo_que_hay(casa):
    assert casa
    for encuentro, documento in (("cumbre-1", "acta"), ("cumbre-1", "nada"), ("acs", "convenio")):
        with pytest.raises(NoExiste) as error:
            pedir(TUNARI, GESTION, encuentro, documento, ["es"], con_nombres=False)
        assert TARJETAS.clave in error.value.datos["parecidos"]
    with pytest.raises(GestionSinAbrir):
        pedir(TUNARI, 2040, "cumbre-1", "convenio", ["es"], con_nombres=False)


def por_titulo(datos):
    return {b["titulo"][0][1]: b for b in datos["bloques"]}
