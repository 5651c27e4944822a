"""Los pasos del POA, en su orden y con lo que cada uno exige."""

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import (
    PASOS,
    ConstanciaRequerida,
    EstadoDePoa,
    NoEsDeUnAnioPasado,
    ObservacionesSinResponder,
    PasoDePoa,
    PasoDePoaFueraDeOrden,
    PoaAbierto,
    PoaIncompleto,
    PoaPasaElTecho,
    PoaReemplazado,
    PoaYaPresentado,
)
from nucleo.dominio.techos import Techo
from nucleo.servicios import poa
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.pasos_de_poa import avanzar, posibles, responder
from nucleo.textos.errores import frase
from tests.servicios.poa.ejemplos import COMPLETA, agregar, contexto, dar, unidad_con_techo

P, E = PasoDePoa, EstadoDePoa
HASTA_EJECUTAR = (P.PRESENTAR, P.CONFORMAR, P.APROBAR, P.EJECUTAR)


@pytest.fixture
def unidad():
    nueva = unidad_con_techo()
    agregar(nueva)
    return nueva


def test_de_anteproyecto_a_cerrado_con_su_constancia(unidad):
    hecho = dar(unidad, *HASTA_EJECUTAR, P.CERRAR)
    assert [(p.paso, p.estado) for p in hecho.historia][1:] == [
        ("presentar", E.PRESENTADO), ("conformar", E.CONFORME), ("aprobar", E.APROBADO),
        ("ejecutar", E.EN_EJECUCION), ("cerrar", E.CERRADO),
    ]  # fmt: skip
    assert {p.quien for p in hecho.historia} == {"Ana Flores, técnica municipal"}
    assert hecho.historia[3].constancia == "Nota de aprobar"
    assert [h.que for h in unidad.hechos] == ["poa.abierto", "poa.linea_agregada"] + [
        "poa.avanzado"
    ] * 5


@pytest.mark.parametrize("paso", [p for p in P if p is not P.PRESENTAR])
def test_un_paso_fuera_de_orden_no_se_da(unidad, paso):
    with pytest.raises(PasoDePoaFueraDeOrden) as error:
        avanzar(contexto(), unidad, 1, paso, constancia="x", observaciones=["y"])
    assert "Anteproyecto" in frase(error.value)
    assert unidad.poas.de(2027, 1).estado is E.ANTEPROYECTO


def test_cada_estado_dice_que_se_puede(unidad):
    ida = unidad.poas.de(2027, 1)
    assert posibles(ida, ultima=True) == [P.PRESENTAR]
    assert posibles(dar(unidad, P.PRESENTAR), ultima=True) == [P.OBSERVAR, P.CONFORMAR]
    assert posibles(ida, ultima=False) == []
    assert {r.hacia for r in PASOS.values()} < set(E)


def test_lo_presentado_no_se_edita(unidad):
    dar(unidad, P.PRESENTAR)
    for cambio in (
        lambda: agregar(unidad),
        lambda: poa.cambiar_linea(contexto(), unidad, 1, COMPLETA, 0),
        lambda: poa.quitar_linea(contexto(), unidad, 1, 0),
    ):
        with pytest.raises(PoaYaPresentado):
            cambio()


def test_observado_se_responde_y_recien_entonces_hay_conformidad(unidad):
    dar(unidad, P.PRESENTAR)
    with pytest.raises(ConstanciaRequerida):
        avanzar(contexto(), unidad, 1, P.OBSERVAR)
    avanzar(contexto(), unidad, 1, P.OBSERVAR, observaciones=["Falta el puente", "Y la posta"])
    with pytest.raises(ObservacionesSinResponder) as error:
        dar(unidad, P.CONFORMAR)
    assert error.value.datos == {"cuantas": 2}
    assert responder(contexto(), unidad, 1, 1, "Entra en 2028")
    assert not responder(contexto(), unidad, 1, 1, "Entra en 2028")
    with pytest.raises(EdicionConcurrente):
        responder(contexto(), unidad, 1, 1, "Otra cosa")
    with pytest.raises(NoExiste):
        responder(contexto(), unidad, 1, 9, "Nada")
    responder(contexto(), unidad, 1, 2, "Ya está en la línea 1")
    assert dar(unidad, P.CONFORMAR).estado is E.CONFORME


@pytest.mark.parametrize("paso", [P.CONFORMAR, P.APROBAR])
def test_sin_acta_ni_resolucion_no_hay_conformidad_ni_aprobacion(unidad, paso):
    dar(unidad, P.PRESENTAR, *([P.CONFORMAR] if paso is P.APROBAR else []))
    with pytest.raises(ConstanciaRequerida):
        avanzar(contexto(), unidad, 1, paso)


def test_enviar_dos_veces_el_mismo_paso_no_falla_ni_repite(unidad):
    visto = unidad.poas.de(2027, 1).version
    assert avanzar(contexto(), unidad, 1, P.PRESENTAR, constancia="N1", visto=visto)
    unidad.poas.de(2027, 1).version += 1  # como la base, al guardar
    assert not avanzar(contexto(), unidad, 1, P.PRESENTAR, constancia="N1", visto=visto)
    with pytest.raises(EdicionConcurrente):
        avanzar(contexto("Otra"), unidad, 1, P.PRESENTAR, constancia="N1", visto=visto)


@pytest.mark.parametrize(
    ("cambios", "falta"),
    [
        ({"monto": Dinero.de(5000)}, "sobran Bs 1.000,50"),
        ({"unidad": ""}, "sin unidad responsable: 1"),
        ({"objetivo": ""}, "sin objetivo"),
        ({"fuente": "", "organismo": ""}, "sin fuente-organismo"),
        ({"organismo": "119"}, "41-119"),
    ],
)
def test_lo_que_impide_presentar_se_dice(unidad, cambios, falta):
    agregar(unidad, **cambios)
    with pytest.raises(PoaIncompleto) as error:
        dar(unidad, P.PRESENTAR)
    assert falta in frase(error.value)


@pytest.mark.parametrize("antes", [(P.PRESENTAR,), (P.PRESENTAR, P.CONFORMAR)])
def test_si_el_techo_baja_el_concejo_no_aprueba_lo_que_se_pasa(unidad, antes):
    dar(unidad, *antes)
    unidad.techos.reemplazar(2027, [Techo(nuevo_id(), 2027, "41", "113", Dinero.de("900"), 1)])
    dar(unidad, *(p for p in (P.CONFORMAR,) if p not in antes))
    hechos = len(unidad.hechos)
    with pytest.raises(PoaPasaElTecho) as error:
        dar(unidad, P.APROBAR)
    dicho = frase(error.value)
    assert "De la fuente 41-113" in dicho
    assert "sobran Bs 100,50" in dicho
    assert "Abra una versión nueva" in dicho
    assert unidad.poas.de(2027, 1).estado is E.CONFORME
    assert len(unidad.hechos) == hechos
    assert poa.abrir(contexto(), unidad) == 2


def test_decir_por_que_no_tiene_objetivo_basta(unidad):
    agregar(unidad, objetivo="", sin_objetivo="Es una obligación de ley")
    assert dar(unidad, P.PRESENTAR).estado is E.PRESENTADO


def test_reformular_es_otra_version_y_la_de_antes_rige_hasta_que_se_ejecute(unidad):
    dar(unidad, *HASTA_EJECUTAR)
    assert poa.abrir(contexto(), unidad, motivo="Bajó el IDH") == 2
    with pytest.raises(PoaAbierto):
        poa.abrir(contexto(), unidad)
    nueva = unidad.poas.de(2027, 2)
    assert (nueva.sale_de, nueva.reformulado, len(nueva.lineas)) == (1, 1, 1)
    assert nueva.lineas[0].id != unidad.poas.de(2027, 1).lineas[0].id
    assert unidad.poas.vigente(2027).numero == 1
    dar(unidad, *HASTA_EJECUTAR, numero=2)
    assert unidad.poas.de(2027, 1).estado is E.REFORMULADO
    assert unidad.poas.vigente(2027).numero == 2


def test_una_version_corregida_deja_sin_efecto_a_la_presentada(unidad):
    dar(unidad, P.PRESENTAR)
    poa.abrir(contexto(), unidad)
    assert unidad.poas.de(2027, 1).estado is E.SIN_EFECTO
    with pytest.raises(PoaReemplazado):
        dar(unidad, P.CONFORMAR)


def test_al_cerrar_el_reformulado_a_medias_queda_sin_efecto(unidad):
    dar(unidad, *HASTA_EJECUTAR)
    poa.abrir(contexto(), unidad)
    dar(unidad, P.CERRAR)
    assert unidad.poas.de(2027, 2).estado is E.SIN_EFECTO
    assert unidad.poas.vigente(2027).estado is E.CERRADO


def test_a_un_poa_historico_no_se_le_exige_lo_que_no_trae():
    unidad, hoy = unidad_con_techo(), contexto(gestion=2010)
    poa.abrir(hoy, unidad, historico=True)
    poa.agregar_linea(hoy, unidad, {"denominacion": "Obra", "monto": Dinero.de(99999)})
    leido = poa.leer(hoy, unidad)
    assert {f.clave for f in leido.faltas} >= {"objetivo", "unidad", "fuente", "programa"}
    assert avanzar(hoy, unidad, 1, P.PRESENTAR)


@pytest.mark.parametrize("gestion", [2026, 2027])
def test_el_poa_de_hoy_no_se_hace_pasar_por_historico(gestion):
    """Sería una manera de presentarlo sin techo, sin unidad y sin fuente."""
    unidad = unidad_con_techo()
    with pytest.raises(NoEsDeUnAnioPasado):
        poa.abrir(contexto(gestion=gestion), unidad, historico=True)
    assert not unidad.poas.versiones(gestion)


def test_abrir_otra_version_no_borra_lo_que_observo_el_control_social(unidad):
    dar(unidad, P.PRESENTAR)
    avanzar(contexto(), unidad, 1, P.OBSERVAR, observaciones=["Falta el puente"])
    poa.abrir(contexto(), unidad)
    dar(unidad, P.PRESENTAR, numero=2)
    with pytest.raises(ObservacionesSinResponder):
        dar(unidad, P.CONFORMAR, numero=2)
    responder(contexto(), unidad, 2, 1, "Entra en la línea 1")
    hecho = dar(unidad, P.CONFORMAR, P.APROBAR, P.EJECUTAR, numero=2)
    assert [o.respuesta for o in hecho.observaciones] == ["Entra en la línea 1"]
    poa.abrir(contexto(), unidad)
    assert not unidad.poas.de(2027, 3).observaciones, "el reformulado empieza su propio recorrido"


def test_si_la_planilla_no_entra_tampoco_se_abre_la_version(unidad):
    dar(unidad, P.PRESENTAR)

    def cargar(monto, **mas):
        filas = [(1, ["Denominación", "Monto"]), (2, ["Posta", monto])]
        return poa.importar(contexto(), unidad, Planilla("poa.csv", filas), **mas)

    assert cargar("7,5", nueva_version=True, ensayo=True).numero == 2
    assert cargar("mil", nueva_version=True).importacion.rechazadas
    assert [v.estado for v in unidad.poas.versiones(2027)] == [E.PRESENTADO]
    assert cargar("7,5", nueva_version=True).numero == 2
    assert [v.estado for v in unidad.poas.versiones(2027)] == [E.SIN_EFECTO, E.ANTEPROYECTO]
    assert [x.denominacion for x in unidad.poas.de(2027, 2).lineas] == ["Posta"]
