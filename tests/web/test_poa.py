"""El POA por pantalla: escribirlo, cargarlo, presentarlo, observarlo y aprobarlo."""

import io

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import EstadoDePoa
from nucleo.dominio.roles import Rol
from nucleo.servicios import estructura, poa
from nucleo.servicios.estructura import DatosDeUnidad
from nucleo.servicios.techos import fijar
from tests.servicios.poa.ejemplos import COMPLETA
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar
from tests.web.paginas import formulario_de

RAIZ = "/villa-tunari/poa"
LINEA = {
    "denominacion": "Puente Mejillones", "monto": "1.500,50", "programa": "110", "fuente": "41",
    "organismo": "113", "unidad": "SOP", "objetivo": "OE1", "plurianual": "2028: 20.000,50",
}  # fmt: skip
PLANILLA = "Denominación;Monto;Proy.\nPuente Mejillones;2.000;0001\nPosta;7,5;0002\n".encode()


@pytest.fixture(autouse=True)
def techo(casa):
    fijar(casa.contexto(TUNARI, 2027, "prueba"), casa.unidad(TUNARI), {"41-113": Dinero.de(5000)})


@pytest.fixture
def alcaldesa(casa):
    return entrar_como(casa, Rol.ALCALDIA, TUNARI, nombre="Ana Flores")


@pytest.fixture
def control(casa):
    return entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI, nombre="Félix Rojas")


@pytest.fixture
def concejo(casa):
    return entrar_como(casa, Rol.CONCEJO, TUNARI, nombre="Rosa Vía")


def leido(casa):
    contexto = casa.contexto(TUNARI, 2027)
    return poa.leer(contexto, casa.unidad_de_lectura(TUNARI))


def test_de_la_linea_a_la_aprobacion_y_al_reformulado(casa, alcaldesa, control, concejo):
    assert enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA).status_code == 303
    assert leido(casa).lineas[0].monto == Dinero(150050)
    assert leido(casa).lineas[0].plurianual == {"2028": "20000.50"}
    assert enviar(alcaldesa, f"{RAIZ}/presentar", constancia="Nota 1").status_code == 303
    textos = "Falta la posta\nY el <b>puente</b>"
    assert enviar(control, f"{RAIZ}/observar", observaciones=textos).status_code == 303
    antes = enviar(control, f"{RAIZ}/conformar", constancia="Acta 3")
    assert (antes.status_code, "2 observaciones" in antes.text) == (422, True)
    for n in (1, 2):
        assert enviar(alcaldesa, f"{RAIZ}/observaciones/{n}/responder", respuesta="En 2028")
    assert enviar(control, f"{RAIZ}/conformar", constancia="Acta 3").status_code == 303
    assert enviar(concejo, f"{RAIZ}/aprobar").status_code == 422
    assert enviar(concejo, f"{RAIZ}/aprobar", constancia="Ley 12/2026").status_code == 303
    assert enviar(alcaldesa, f"{RAIZ}/ejecutar").status_code == 303
    assert leido(casa).poa.estado is EstadoDePoa.EN_EJECUCION
    pagina = anonimo(casa).get(f"{RAIZ}/presupuesto").text
    for parte in ("Ley 12/2026", "Rosa Vía", "&lt;b&gt;puente&lt;/b&gt;", "En 2028"):
        assert parte in pagina
    assert enviar(alcaldesa, f"{RAIZ}/versiones/nueva", motivo="Bajó el IDH").status_code == 303
    assert (leido(casa).poa.numero, leido(casa).poa.reformulado) == (2, 1)


def test_enviar_dos_veces_no_repite_ni_falla(casa, alcaldesa):
    nueva = formulario_de(alcaldesa.get(f"{RAIZ}/lineas/nueva").text).valores | LINEA
    for _ in range(2):
        assert alcaldesa.post(f"{RAIZ}/lineas/nueva", data=nueva).status_code == 303
    assert len(leido(casa).lineas) == 1
    paso = formulario_de(alcaldesa.get(f"{RAIZ}/presentar").text).valores | {"constancia": "N"}
    for _ in range(2):
        assert alcaldesa.post(f"{RAIZ}/presentar", data=paso).status_code == 303
    assert len(leido(casa).poa.historia) == 2


def test_dos_personas_en_la_misma_linea_ven_la_diferencia(casa, alcaldesa):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA)
    editar = f"{RAIZ}/lineas/1/editar"
    tarde = formulario_de(alcaldesa.get(editar).text).valores
    assert enviar(alcaldesa, editar, monto="10").status_code == 303
    choque = alcaldesa.post(editar, data=tarde | {"monto": "20"})
    assert choque.status_code == 409
    assert "Otra persona guardó antes" in choque.text
    assert leido(casa).lineas[0].monto == Dinero(1000)
    presentar = formulario_de(alcaldesa.get(f"{RAIZ}/presentar").text).valores
    enviar(alcaldesa, editar, nota="otra")
    assert alcaldesa.post(f"{RAIZ}/presentar", data=presentar).status_code == 409
    assert enviar(alcaldesa, f"{RAIZ}/lineas/1/quitar").status_code == 303
    assert not leido(casa).lineas


def test_borrar_un_dato_lo_borra(casa, alcaldesa):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA)
    enviar(alcaldesa, f"{RAIZ}/lineas/1/editar", quitar=("unidad", "plurianual"))
    assert (leido(casa).lineas[0].unidad, leido(casa).lineas[0].plurianual) == ("", {})


def test_la_planilla_entra_en_dos_tiempos(casa, alcaldesa):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA)
    subida = enviar(alcaldesa, f"{RAIZ}/importar", archivo=(io.BytesIO(PLANILLA), "poa.csv"))
    ensayo = alcaldesa.get(subida.location)
    assert "Monto: Bs\xa01.500,50 → Bs\xa02.000,00" in ensayo.text
    assert len(leido(casa).lineas) == 1
    datos = formulario_de(ensayo.text).valores | {"procedencia": "Equipo técnico"}
    for _ in range(2):
        assert alcaldesa.post(subida.location, data=datos).status_code == 303
    assert [x.denominacion for x in leido(casa).lineas] == ["Puente Mejillones", "Posta"]
    assert leido(casa).poa.procedencia == "Equipo técnico"


def test_el_poa_que_viene_no_se_carga_como_historico(casa, alcaldesa):
    subida = enviar(alcaldesa, f"{RAIZ}/importar", archivo=(io.BytesIO(PLANILLA), "poa.csv"))
    ensayo = alcaldesa.get(subida.location)
    assert "Es de un año pasado" not in ensayo.text
    datos = formulario_de(ensayo.text).valores | {"historico": "on"}
    assert alcaldesa.post(subida.location, data=datos).status_code == 422
    assert leido(casa) is None


@pytest.mark.parametrize(
    "archivo", [(b"PK\x03\x04no", "poa.xlsx"), (b"", "poa.csv"), (b"color;talla\n1;2", "poa.csv")]
)
def test_un_archivo_que_no_sirve_se_explica(alcaldesa, archivo):
    contenido, nombre = archivo
    subida = enviar(alcaldesa, f"{RAIZ}/importar", archivo=(io.BytesIO(contenido), nombre))
    final = alcaldesa.get(subida.location) if subida.status_code == 303 else subida
    assert final.status_code == 422
    assert "Hay algo que corregir" in final.text


def test_lo_que_falta_se_dice_antes_de_presentar_y_no_deja(casa, alcaldesa):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", denominacion="Solo el nombre", monto="9999")
    pagina = alcaldesa.get(f"{RAIZ}/presentar").text
    assert "Líneas sin unidad responsable: 1." in pagina
    assert enviar(alcaldesa, f"{RAIZ}/presentar").status_code == 422
    assert leido(casa).poa.estado is EstadoDePoa.ANTEPROYECTO


def test_cada_quien_lo_suyo_y_nadie_lo_de_otro_municipio(casa, alcaldesa, control, concejo):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA)
    assert control.get(f"{RAIZ}/lineas/nueva").status_code == 403
    assert alcaldesa.get(f"{RAIZ}/aprobar").status_code == 403
    assert concejo.get(f"{RAIZ}/conformar").status_code == 403
    assert alcaldesa.get("/chimore/poa/lineas/nueva").status_code == 403
    ajena = entrar_como(casa, Rol.ALCALDIA, CHIMORE)
    assert ajena.get(f"{RAIZ}/lineas/1/editar").status_code == 403
    assert "Agregar una línea" not in anonimo(casa).get(f"{RAIZ}/presupuesto").text


def test_a_quien_no_le_toca_todavia_se_le_dice_cuando(alcaldesa, control, concejo):
    enviar(alcaldesa, f"{RAIZ}/lineas/nueva", **LINEA)
    pagina = concejo.get(f"{RAIZ}/presupuesto").text
    assert "Todavía no toca «Aprobar el POA en el Concejo»" in pagina
    assert "cuando el POA está como «Con conformidad del control social»" in pagina
    assert "Todavía no toca «Observar el POA»" in control.get(f"{RAIZ}/presupuesto").text
    assert "Todavía no toca" not in alcaldesa.get(f"{RAIZ}/presupuesto").text


def test_una_unidad_inventada_no_es_responsable(casa, alcaldesa):
    contexto = casa.contexto(TUNARI, 2027, "x")
    obras = DatosDeUnidad("SOP", "Obras públicas")
    estructura.registrar(contexto, casa.unidad(TUNARI), nuevo_id(), obras)
    poa.agregar_linea(contexto, casa.unidad(TUNARI), {**COMPLETA, "unidad": "XYZ"})
    poa.agregar_linea(contexto, casa.unidad(TUNARI), COMPLETA)
    mal = enviar(alcaldesa, f"{RAIZ}/presentar")
    assert (mal.status_code, "unidad responsable «XYZ» no está" in mal.text) == (422, True)
    assert enviar(alcaldesa, f"{RAIZ}/lineas/1/editar", unidad="SOP").status_code == 303
    assert enviar(alcaldesa, f"{RAIZ}/presentar").status_code == 303


def test_sin_resultado_publicado_traer_lo_priorizado_lo_explica(alcaldesa):
    hecha = enviar(alcaldesa, f"{RAIZ}/demandas")
    assert hecha.status_code == 422
    assert "Publicar el resultado" in hecha.text


def test_un_codigo_que_no_es_de_la_gestion_no_deja_presentar(casa, alcaldesa):
    datos = {**COMPLETA, "programa": "11"}
    poa.agregar_linea(casa.contexto(TUNARI, 2027, "x"), casa.unidad(TUNARI), datos)
    assert "le corresponde 110" in enviar(alcaldesa, f"{RAIZ}/presentar").text
