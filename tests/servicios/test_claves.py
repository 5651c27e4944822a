"""Contraseñas, códigos y secretos: qué se acepta y qué queda guardado."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher, extract_parameters

from nucleo.dominio.errores import ClaveDebil
from nucleo.servicios import claves

AHORA = datetime(2026, 8, 15, 16, 0, 5, tzinfo=UTC)
SEMILLA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    "clave",
    ["", "corta", "1234567", "12345678", "password", "contraseña", "qwertyui", "aaaaaaaaaaaa",
     "villatunari", "x" * 129],
)  # fmt: skip
def test_una_clave_mala_se_rechaza_con_que_hacer(clave):
    with pytest.raises(ClaveDebil) as error:
        claves.exigir_fuerte(clave, ["Villa Tunari"])
    assert str(error.value.datos["motivo"])


@pytest.mark.parametrize(
    "clave", ["kx7#mQ2v", "cuatro llamas cruzan el rio", "ñandú y quirquincho"]
)
def test_una_clave_buena_se_acepta_de_8_a_128(clave):
    claves.exigir_fuerte(clave)


def test_una_de_64_y_una_de_128_se_aceptan_enteras():
    for largo in (64, 128):
        clave = ("cuatro llamas cruzan el rio " * 5)[:largo]
        claves.exigir_fuerte(clave)
        resumida = claves.resumir_clave(clave)
        assert claves.es_la_clave(resumida, clave)
        assert not claves.es_la_clave(resumida, clave[:-1]), "no se corta al comparar"


def test_el_nombre_propio_no_sirve_de_clave():
    claves.exigir_fuerte("rosaquispe")
    with pytest.raises(ClaveDebil):
        claves.exigir_fuerte("rosaquispe", ["Rosa", "Quispe"])


def test_se_guarda_con_argon2id_y_los_parametros_de_la_rfc():
    resumida = claves.resumir_clave("cuatro llamas")
    dichos = extract_parameters(resumida)
    assert resumida.startswith("$argon2id$")
    assert (dichos.memory_cost, dichos.time_cost, dichos.parallelism) == (65536, 3, 4)
    assert claves.resumir_clave("cuatro llamas") != resumida, "cada una con su sal"


def test_una_guardada_con_menos_cuidado_se_reconoce():
    vieja = PasswordHasher(1, 8, 1).hash("cuatro llamas")
    nueva = claves.resumida_otra_vez(vieja, "cuatro llamas")
    assert claves.es_la_clave(nueva, "cuatro llamas")
    assert claves.resumida_otra_vez(nueva, "cuatro llamas") == ""


def test_la_misma_letra_escrita_en_dos_telefonos(barato):  # noqa: ARG001 - cambia los parámetros
    junta, suelta = "ñandú del chaco", "n\u0303andu\u0301 del chaco"
    assert claves.es_la_clave(claves.resumir_clave(junta), suelta)


@pytest.mark.parametrize("guardada", ["", "no es un resumen", "$argon2id$roto"])
def test_sin_clave_guardada_ninguna_vale(barato, guardada):  # noqa: ARG001 - cambia los parámetros
    assert not claves.es_la_clave(guardada, "")
    assert not claves.es_la_clave(guardada, "cualquiera")


@pytest.mark.parametrize(
    ("paso", "vale"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_el_reloj_del_telefono_puede_estar_medio_minuto_corrido(paso, vale):
    codigo = pyotp.TOTP(SEMILLA).at(AHORA + timedelta(seconds=30 * paso))
    hallado = claves.paso_de(SEMILLA, codigo, AHORA, 0)
    assert hallado == (int(AHORA.timestamp()) // 30 + paso if vale else None)


def test_un_codigo_vale_una_vez_y_tampoco_el_anterior():
    ahora = pyotp.TOTP(SEMILLA).at(AHORA)
    antes = pyotp.TOTP(SEMILLA).at(AHORA - timedelta(seconds=30))
    paso = claves.paso_de(SEMILLA, ahora, AHORA, 0)
    assert claves.paso_de(SEMILLA, ahora, AHORA, paso) is None
    assert claves.paso_de(SEMILLA, antes, AHORA, paso) is None


@pytest.mark.parametrize("codigo", ["", "abcdef", "00000", "0000000", "٠٠٠٠٠٠", "’ OR 1=1"])
def test_lo_que_no_es_un_codigo_no_vale_ni_rompe(codigo):
    assert claves.paso_de(SEMILLA, codigo, AHORA, 0) is None


def test_el_codigo_se_puede_escribir_con_espacios():
    codigo = pyotp.TOTP(SEMILLA).at(AHORA)
    assert claves.paso_de(SEMILLA, f" {codigo[:3]} {codigo[3:]} ", AHORA, 0)


def test_los_codigos_de_recuperacion_no_se_repiten_ni_se_confunden_al_leerlos():
    codigos = claves.codigos_de_recuperacion()
    assert len(set(codigos)) == claves.CODIGOS
    for codigo in codigos:
        assert re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", codigo)
        a_mano = codigo.upper().replace("-", " ")
        assert claves.resumen_de_codigo(a_mano) == claves.resumen_de_codigo(codigo)


def test_dos_secretos_no_se_parecen_y_se_guardan_resumidos():
    uno, otro = claves.secreto(), claves.secreto()
    assert uno != otro
    assert len(uno) >= 43, "256 bits"
    assert re.fullmatch("[0-9a-f]{64}", claves.resumen_de(uno))


def test_la_direccion_del_qr_lleva_la_semilla_y_la_cuenta():
    direccion = claves.direccion_de_totp(SEMILLA, "ana@ejemplo.bo", "Tinkuy del Trópico")
    assert direccion.startswith("otpauth://totp/Tinkuy%20del%20Tr%C3%B3pico:ana%40ejemplo.bo?")
    assert f"secret={SEMILLA}" in direccion
