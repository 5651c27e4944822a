"""Las papeletas en pantalla: quién las ve, quién las llena y qué pasa si dos lo hacen a la vez."""

import io

import pytest

from nucleo.dominio.roles import Rol
from tests.web.casa import TUNARI, entrar_como, enviar
from tests.web.paginas import formulario_de
from tests.web.pasos import GESTION, RAIZ, hasta, sembrar
from tests.web.test_salon import hasta_acordar

LISTA = f"{RAIZ}/papeletas"
AGUA, POSTA, EMPEDRADO = "2027-0005", "2027-0004", "2027-0001"


@pytest.fixture
def abierta(casa):
    sembrar(casa)
    hasta(casa, "congelar")
    return casa


def aldana(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return next(o for o in unidad.organizaciones.todas() if o.nombre == "Aldana")


def la_de(casa, organizacion):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return unidad.papeletas.de(GESTION, organizacion.id)


def marcadas(casa, organizacion):
    return [*la_de(casa, organizacion).demandas]


def test_la_dirigencia_marca_la_suya_y_todos_la_ven_contada(abierta):
    suya = aldana(abierta)
    quien = entrar_como(abierta, Rol.DIRIGENCIA, TUNARI, suya.id)
    assert f"Llenar la de {suya.nombre}" in quien.get(LISTA).text
    respuesta = enviar(quien, f"{LISTA}/{suya.id}", demandas=[AGUA, POSTA])
    assert (respuesta.status_code, marcadas(abierta, suya)) == (303, [POSTA, AGUA])
    assert la_de(abierta, suya).constancia is None
    visita = abierta.web.test_client()
    assert "<strong>" in visita.get(LISTA).text
    assert AGUA in visita.get(f"{LISTA}?ver=organizaciones").text
    assert f"Aldana;{AGUA}" in visita.get(f"{LISTA}.csv").get_data(as_text=True)
    hoja = visita.get(f"{LISTA}/en-blanco?organizacion={suya.id}").text
    assert (suya.nombre in hoja, EMPEDRADO in hoja, "suya" in hoja) == (True, True, True)


def test_la_de_otra_organizacion_no_se_toca_y_sin_cuenta_tampoco(abierta):
    ajena = f"{LISTA}/{aldana(abierta).id}"
    otra = entrar_como(abierta, Rol.DIRIGENCIA, TUNARI)
    assert otra.get(ajena).status_code == 403
    assert abierta.web.test_client().get(ajena).status_code in {302, 303}
    assert entrar_como(abierta, Rol.ADMINISTRACION_MUNICIPAL, TUNARI).get(ajena).status_code == 403


def test_la_oficina_la_llena_con_constancia_o_no_la_llena(abierta):
    suya = aldana(abierta)
    oficina = entrar_como(abierta, Rol.TECNICO_MUNICIPAL, TUNARI)
    ruta = f"{LISTA}/{suya.id}"
    sin = enviar(oficina, ruta, demandas=[AGUA])
    assert (sin.status_code, la_de(abierta, suya)) == (422, None)
    pagina = formulario_de(oficina.get(ruta).text, "")
    como = {c: next(v for v in pagina.opciones[c] if v) for c in ("medio", "motivo")}
    con = enviar(oficina, ruta, demandas=[AGUA], detalle="Acta del 3 de agosto", **como)
    assert con.status_code == 303
    assert la_de(abierta, suya).constancia.detalle == "Acta del 3 de agosto"


def test_buscar_no_pierde_lo_marcado_ni_adelanta_la_version(abierta):
    suya = aldana(abierta)
    ruta = f"{LISTA}/{suya.id}"
    una, otra = (entrar_como(abierta, Rol.DIRIGENCIA, TUNARI, suya.id) for _ in "12")
    antes = formulario_de(una.get(ruta).text, "").valores
    enviar(otra, ruta, demandas=[AGUA])
    datos = antes | {"demandas": [POSTA], "busca_texto": "zzz", "accion": "buscar"}
    buscada = una.post(ruta, data=datos)
    traidos = formulario_de(buscada.text, "").valores
    assert buscada.status_code == 200
    assert (traidos["demandas"], traidos["version"]) == (POSTA, "0")
    choque = una.post(ruta, data=traidos | {"busca_texto": ""})
    assert choque.status_code == 409
    assert marcadas(abierta, suya) == [AGUA]
    encima = una.post(ruta, data=formulario_de(choque.text, "").valores)
    assert (encima.status_code, marcadas(abierta, suya)) == (303, [POSTA])


def test_antes_de_cerrar_la_lista_y_despues_de_acordar_no_se_llena(casa):
    sembrar(casa)
    suya = aldana(casa)
    quien = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, suya.id)
    ruta = f"{LISTA}/{suya.id}"
    assert "Todavía no se pueden llenar" in quien.get(ruta).text
    hasta(casa, "congelar")
    datos = formulario_de(quien.get(ruta).text, "").valores
    hasta_acordar(casa)
    tarde = quien.post(ruta, data=datos | {"demandas": [AGUA]}, follow_redirects=True)
    assert "no se guardó nada" in tarde.text
    assert la_de(casa, suya) is None


def test_la_planilla_se_baja_se_carga_por_pantalla_y_vuelve_igual(abierta):
    oficina = entrar_como(abierta, Rol.TECNICO_MUNICIPAL, TUNARI)
    assert oficina.get(f"{RAIZ}/planillas/papeletas.xlsx").status_code == 200
    contenido = f"OTB;Código;Demanda\nAldana;{AGUA};\n".encode()
    archivo = (io.BytesIO(contenido), "p.csv")
    vista = enviar(oficina, f"{RAIZ}/planillas/papeletas", archivo=archivo)
    assert enviar(oficina, vista.location).status_code == 303
    assert marcadas(abierta, aldana(abierta)) == [AGUA]
    archivo = (io.BytesIO(oficina.get(f"{LISTA}.csv").data), "p.csv")
    vista = enviar(oficina, f"{RAIZ}/planillas/papeletas", archivo=archivo)
    assert "todo lo que trae ya está" in oficina.get(vista.location).text
