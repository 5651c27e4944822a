"""La corrida se vuelve a hacer sola, y lo que alguien le cambie se nota y se dice dónde."""

import copy
import json

import pytest

from nucleo.dominio.codigos import SIMBOLOS, CodigoMalEscrito, codigo_de, leer_codigo
from nucleo.dominio.corridas import recordar
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.llano import en_llano
from nucleo.dominio.verificables import DocumentoInvalido, documento, entradas_de
from nucleo.pruebas import conjunto_de
from nucleo.servicios import verificables
from nucleo.servicios.diferencias import cambios
from nucleo.servicios.priorizacion import acordar, calificar, congelar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista

CONJUNTO = conjunto_de(equidad, lista)


class Reglas:
    def conjunto(self, plugins):
        return conjunto_de(lista) if "lista_con_techo" in plugins else conjunto_de()

    def esquema_de(self, plugin):  # noqa: ARG002 - firma del puerto
        return None


@pytest.fixture
def exportada(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {"equidad.mujeres": 2.5})
    calificar(contexto, unidad, CONJUNTO)
    return verificables.exportar(contexto, unidad)


def verificar(datos):
    escrito = datos if isinstance(datos, bytes) else json.dumps(datos).encode()
    return verificables.verificar(escrito, Reglas(), {})


def test_lo_exportado_se_vuelve_a_hacer_igual(contexto, unidad, exportada):
    hecha = verificar(exportada)
    assert hecha.coincide, [str(c.detalle) for c in hecha.comprobaciones if not c.coincide]
    assert hecha.codigo == unidad.priorizaciones.proceso(contexto.gestion).codigo
    ultima = unidad.priorizaciones.ultima(contexto.gestion)
    assert exportada["resultado"]["resumen"] == ultima.resumen


def test_lo_que_se_guarda_vuelve_igual(exportada):
    assert en_llano(entradas_de(exportada["entradas"])) == exportada["entradas"]


def hojas(datos, camino=()):
    if isinstance(datos, dict):
        for clave, valor in datos.items():
            yield from hojas(valor, (*camino, clave))
    elif isinstance(datos, list):
        for i, valor in enumerate(datos):
            yield from hojas(valor, (*camino, i))
    else:
        yield camino, datos


def con(datos, camino, valor):
    otro = copy.deepcopy(datos)
    dentro = otro
    for paso in camino[:-1]:
        dentro = dentro[paso]
    dentro[camino[-1]] = valor
    return otro


def test_cualquier_dato_cambiado_se_nota_y_se_dice_cual(exportada):
    caminos = list(hojas(exportada))
    assert len(caminos) > 300
    for camino, valor in caminos[::7]:
        torcido = valor + "x" if isinstance(valor, str) else (0 if valor else 1)
        assert donde_se_nota(con(exportada, camino, torcido)), camino


def donde_se_nota(alterado):
    try:
        hecha = verificar(alterado)
    except DocumentoInvalido as error:
        return error.datos["donde"]
    return hecha.coincide is False and hecha.comprobaciones[0].detalle.datos["partes"]


def test_quien_cambia_un_peso_y_sella_de_nuevo_no_tiene_el_codigo(exportada):
    entradas = copy.deepcopy(exportada["entradas"])
    entradas["criterios"][0]["peso"] = 9.0
    resultado = verificables.rehacer(entradas_de(entradas), lista_con_techo())
    hecha = verificar(documento(exportada["codigo"], entradas, resultado))
    assert [c.coincide for c in hecha.comprobaciones] == [True, False, True, True, True]


def lista_con_techo():
    [regla] = lista.reglas_de_seleccion(None)
    return regla


@pytest.mark.parametrize(
    "hostil",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"formato": "tinkuy.priorizacion", "version": NaN}',
        b'{"formato": "tinkuy.priorizacion", "formato": "tinkuy.priorizacion"}',
        b'{"formato": "tinkuy.priorizacion", "version": 1}',
        b'{"formato": "tinkuy.priorizacion", "version": 1' + b"1" * 5000 + b"}",
        b" " * (verificables.MAYOR + 1),
    ],
    ids=["vacio", "binario", "recursivo", "nan", "repetida", "incompleto", "entero", "enorme"],
)
def test_un_archivo_hostil_es_un_error_que_se_explica(hostil):
    with pytest.raises(DocumentoInvalido):
        verificar(hostil)


@pytest.mark.parametrize(
    ("hostil", "dice"),
    [
        (b'{"formato": "tinkuy.prio', "renglón 1, columna 13"),
        ('{"formato": "ñ"}'.encode("utf-16"), "UTF-8"),
        (b'{"a": NaN}', "«NaN» no es un número"),
        (b'{"a": 1, "a": 2}', "dos veces"),
        (b'{"a": ' + b"1" * 5000 + b"}", "demasiado largo"),
    ],
    ids=["truncado", "utf16", "nan", "repetida", "entero"],
)
def test_el_motivo_se_dice_en_castellano(hostil, dice):
    with pytest.raises(DocumentoInvalido) as falla:
        verificar(hostil)
    assert dice in falla.value.datos["motivo"]


def test_lo_que_el_bloc_de_notas_pone_delante_no_estorba(exportada):
    assert verificar(b"\xef\xbb\xbf" + json.dumps(exportada).encode()).coincide is True


MEDIA_LETRA = "\ud800"


@pytest.mark.parametrize(
    ("camino", "valor"),
    [
        (("entradas", "distritos"), {MEDIA_LETRA: 1}),
        (("entradas", "filas", 0, "carencias"), {MEDIA_LETRA: 1.0}),
        (("entradas", "regla", "ajustes"), {"a": MEDIA_LETRA}),
        (("entradas", "filas", 0, "titulo"), MEDIA_LETRA),
        (("entradas", "filas", 0, "costo"), -1),
        (("entradas", "techos"), [["41-113", -1]]),
        (("entradas", "distritos"), {"Distrito 1": -1}),
        (("entradas", "con_carencia"), {"Distrito 1": -1}),
    ],
)
def test_media_letra_o_un_negativo_no_rompen_nada(exportada, camino, valor):
    with pytest.raises(DocumentoInvalido):
        verificar(con(exportada, camino, valor))


def test_un_tope_infimo_no_ensucia_la_salida(exportada):
    hecha = verificar(con(exportada, ("entradas", "criterios", 0, "tope"), 5e-324))
    assert hecha.coincide is False


def test_de_un_modulo_que_no_esta_se_dice_que_no_esta(exportada):
    regla = {**exportada["entradas"]["regla"], "plugin": "ajeno", "version": "1.0"}
    hecha = verificar(con(exportada, ("entradas", "regla"), regla))
    assert "Era 1.0 y aquí no está." in [str(c.detalle) for c in hecha.comprobaciones]


@pytest.mark.parametrize(
    ("camino", "valor"),
    [
        (("entradas", "filas", 0, "costo"), "1000"),
        (("entradas", "filas", 0, "costo"), 10**30),
        (("entradas", "filas", 0, "numero"), True),
        (("entradas", "filas", 0, "inventado"), 1),
        (("entradas", "criterios", 0, "peso"), -1),
        (("entradas", "criterios", 0, "tope"), 0),
        (("entradas", "criterios", 0, "crudos"), []),
        (("entradas", "criterios", 0, "sentido"), "arriba"),
        (("entradas", "criterios", 0, "escala"), "abc"),
        (("entradas", "techos"), [["41-113", 1], ["41-113", 2]]),
        (("entradas", "apoyos"), {"a": 1}),
        (("resultado", "renglones", 0, "aportes"), [[1, 2]]),
    ],
)
def test_un_tipo_torcido_se_rechaza(exportada, camino, valor):
    with pytest.raises(DocumentoInvalido):
        verificar(con(exportada, camino, valor))


def test_se_dice_que_cambio_despues_del_acuerdo(contexto, unidad, exportada):
    techos = unidad.techos.de_gestion(contexto.gestion)
    techos[0].monto = techos[0].monto + Dinero.de(1)
    calificar(contexto, unidad, CONJUNTO)
    despues = unidad.priorizaciones.ultima(contexto.gestion).entradas
    acordado = unidad.priorizaciones.proceso(contexto.gestion).entradas
    [dicho] = cambios(acordado, despues)
    assert techos[0].clave in str(dicho)
    assert cambios(acordado, exportada["entradas"]) == []


def test_las_corridas_de_antes_se_recuerdan_sin_entradas(contexto, unidad, exportada):
    corrida = unidad.priorizaciones.ultima(contexto.gestion)
    filas = {f.demanda_id: f for f in entradas_de(exportada["entradas"]).filas}
    corrida.entradas = None
    assert recordar(corrida, filas).resumen == corrida.resumen
    with pytest.raises(verificables.SinEntradas):
        verificables.exportar(contexto, unidad)


def test_un_simbolo_cambiado_o_dos_trocados_no_son_un_codigo():
    codigo = codigo_de("ab" * 32)
    assert leer_codigo(codigo.lower().replace("-", " ")) == codigo
    simbolos = codigo.replace("-", "")
    for i, s in enumerate(simbolos):
        for otro in SIMBOLOS.replace(s, ""):
            with pytest.raises(CodigoMalEscrito):
                leer_codigo(simbolos[:i] + otro + simbolos[i + 1 :])
    for i in range(7):
        trocados = simbolos[:i] + simbolos[i + 1] + simbolos[i] + simbolos[i + 2 :]
        if trocados != simbolos:
            with pytest.raises(CodigoMalEscrito):
                leer_codigo(trocados)
