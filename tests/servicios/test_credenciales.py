"""Volver a probar quién se es, cambiar la contraseña, recuperarla y el segundo factor."""

import pytest

from nucleo.dominio.errores import (
    ClaveDebil,
    CredencialInvalida,
    DemasiadosIntentos,
    EnlaceInvalido,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.usuarios import Usuario
from nucleo.dominio.vinculos import Identidad, SujetoAjeno, SujetoDesconocido, UnicaEntrada
from nucleo.servicios import claves, factores, recuperaciones, vinculos
from nucleo.servicios.credenciales import CLAVE_CAMBIADA, CODIGO_USADO, cambiar_clave, probar
from nucleo.servicios.frenos import POR_CUENTA
from tests.servicios.cuentas import CLAVE, OTRA

DE_ANA = Identidad("https://id.gob.bo", "4123456")


def probar_con(mundo, prueba, direccion="10.0.0.1"):
    probar(mundo.contexto, mundo.unidad, mundo.usuario.id, prueba, direccion)


def test_vale_la_contrasena_o_un_codigo_que_se_gasta(mundo):
    probar_con(mundo, CLAVE)
    assert mundo.hechos() == []
    mundo.con_factor()
    codigo = mundo.codigo()
    probar_con(mundo, codigo)
    assert mundo.hechos() == [CODIGO_USADO]
    with pytest.raises(CredencialInvalida):
        probar_con(mundo, codigo)


def test_quien_encontro_la_sesion_abierta_no_prueba_contrasenas_sin_fin(mundo):
    for _ in range(POR_CUENTA):
        with pytest.raises(CredencialInvalida):
            probar_con(mundo, "equivocada")
    with pytest.raises(DemasiadosIntentos):
        probar_con(mundo, CLAVE)
    assert mundo.entrar().secreto, "el dueño, con su clave, entra igual"


def test_una_semilla_sin_confirmar_no_prueba_nada(mundo):
    mundo.usuario.totp = claves.semilla()
    with pytest.raises(CredencialInvalida):
        probar_con(mundo, mundo.codigo())


# ── La contraseña ───────────────────────────────────────────────────────────────────────────────


def test_cambiarla_cierra_las_demas_sesiones(mundo):
    aqui, alla = mundo.entrar(), mundo.entrar()
    cambiar_clave(mundo.contexto, mundo.unidad, mundo.usuario.id, OTRA, aqui.sesion.id)
    assert mundo.mirar(aqui.secreto)
    assert mundo.mirar(alla.secreto) is None
    assert mundo.hechos() == [CLAVE_CAMBIADA]
    with pytest.raises(CredencialInvalida):
        mundo.entrar(CLAVE)
    assert mundo.entrar(OTRA).secreto


@pytest.mark.parametrize("debil", ["12345678", "anaquispe", "ejemplo.bo"])
def test_una_debil_no_cambia_nada(mundo, debil):
    entrada = mundo.entrar()
    with pytest.raises(ClaveDebil):
        cambiar_clave(mundo.contexto, mundo.unidad, mundo.usuario.id, debil, entrada.sesion.id)
    assert mundo.entrar(CLAVE).secreto


def pedir(mundo, correo="ana@ejemplo.bo"):
    secreto = claves.secreto()
    hay = recuperaciones.pedir_recuperacion(mundo.contexto, mundo.unidad, correo, secreto)
    return secreto if hay else None


def recuperar(mundo, secreto, nueva=OTRA):
    return recuperaciones.recuperar(mundo.contexto, mundo.unidad, secreto, nueva)


def test_recuperarla_cierra_todo_y_el_enlace_no_sirve_otra_vez(mundo):
    mundo.con_factor()
    entrada, secreto, otro = mundo.entrar(), pedir(mundo), pedir(mundo)
    recuperar(mundo, secreto)
    assert mundo.mirar(entrada.secreto) is None
    assert mundo.entrar(OTRA).secreto
    assert mundo.usuario.totp_desde, "quien tiene el correo no tiene el teléfono"
    for usado in (secreto, otro, "inventado"):
        with pytest.raises(EnlaceInvalido):
            recuperar(mundo, usado)


def test_el_enlace_vence_en_una_hora(mundo):
    secreto = pedir(mundo)
    mundo.pasar(minutes=60)
    with pytest.raises(EnlaceInvalido):
        recuperar(mundo, secreto)


def test_con_una_clave_debil_el_enlace_no_se_gasta(mundo):
    secreto = pedir(mundo)
    with pytest.raises(ClaveDebil):
        recuperar(mundo, secreto, "12345678")
    assert recuperar(mundo, secreto)


def test_cambiar_la_clave_gasta_los_enlaces_pendientes(mundo):
    secreto, entrada = pedir(mundo), mundo.entrar()
    cambiar_clave(mundo.contexto, mundo.unidad, mundo.usuario.id, OTRA, entrada.sesion.id)
    with pytest.raises(EnlaceInvalido):
        recuperar(mundo, secreto)


def test_recuperarla_levanta_el_freno_de_la_cuenta(mundo):
    for _ in range(POR_CUENTA):
        with pytest.raises(CredencialInvalida):
            mundo.entrar("equivocada")
    recuperar(mundo, pedir(mundo))
    assert mundo.entrar(OTRA).secreto


def test_a_quien_no_tiene_cuenta_o_esta_suspendido_no_se_le_abre_nada(mundo):
    assert pedir(mundo, "nadie@ejemplo.bo") is None
    secreto = pedir(mundo)
    mundo.usuario.suspendido_en = mundo.ahora
    assert pedir(mundo) is None
    with pytest.raises(EnlaceInvalido):
        recuperar(mundo, secreto)


@pytest.mark.parametrize("correo", ["ana@ejemplo.bo", "nadie@ejemplo.bo"])
def test_pedir_tiene_freno_igual_para_quien_existe_y_quien_no(mundo, correo):
    def contar(direccion):
        recuperaciones.contar_pedido(mundo.contexto, mundo.unidad, correo, direccion)

    for n in range(recuperaciones.POR_CORREO):
        contar(f"10.0.0.{n}")
    with pytest.raises(DemasiadosIntentos):
        contar("10.0.0.99")
    assert mundo.entrar().secreto, "pedir de más no impide entrar"


def test_la_bitacora_dice_cual_cuenta_y_no_de_quien(mundo):
    recuperar(mundo, pedir(mundo))
    for hecho in mundo.unidad.hechos:
        assert set(hecho.carga) == {"usuario"}
        assert "ana" not in hecho.quien.lower()


# ── El segundo factor ───────────────────────────────────────────────────────────────────────────


def poner(mundo, semilla, codigo, sesion=None):
    yo = mundo.usuario.id
    return factores.poner_factor(mundo.contexto, mundo.unidad, yo, semilla, codigo, sesion)


def test_se_pone_con_un_codigo_de_la_semilla_y_las_demas_sesiones_se_cierran(mundo):
    aqui, alla, semilla = mundo.entrar(), mundo.entrar(), claves.semilla()
    codigos = poner(mundo, semilla, mundo.codigo(semilla), aqui.sesion.id)
    assert mundo.mirar(aqui.secreto).persona.con_segundo_factor
    assert mundo.mirar(alla.secreto) is None
    assert len(codigos) == 10
    assert not set(codigos) & set(mundo.usuario.codigos), "quedan resumidos"
    assert not mundo.mirar(mundo.entrar().secreto).sesion.confirmada


def test_un_codigo_de_otra_semilla_no_lo_pone(mundo):
    with pytest.raises(CredencialInvalida):
        poner(mundo, claves.semilla(), mundo.codigo(claves.semilla()))
    assert mundo.usuario.totp_desde is None


def test_el_codigo_con_que_se_puso_no_sirve_para_entrar(mundo):
    semilla = claves.semilla()
    codigo = mundo.codigo(semilla)
    poner(mundo, semilla, codigo)
    with pytest.raises(CredencialInvalida):
        probar_con(mundo, codigo)


def test_quien_ya_tiene_uno_lo_quita_antes_de_poner_otro(mundo):
    mundo.con_factor()
    otra = claves.semilla()
    with pytest.raises(CredencialInvalida):
        poner(mundo, otra, mundo.codigo(otra))
    factores.quitar_factor(mundo.contexto, mundo.unidad, mundo.usuario.id)
    assert (mundo.usuario.totp, mundo.usuario.codigos) == ("", ())
    assert poner(mundo, otra, mundo.codigo(otra))


def test_los_codigos_nuevos_reemplazan_a_los_de_antes(mundo):
    with pytest.raises(CredencialInvalida):
        factores.renovar_codigos(mundo.contexto, mundo.unidad, mundo.usuario.id)
    mundo.con_factor()
    nuevos = factores.renovar_codigos(mundo.contexto, mundo.unidad, mundo.usuario.id)
    with pytest.raises(CredencialInvalida):
        probar_con(mundo, "abcd-efgh-jkmn-pqrs")
    probar_con(mundo, nuevos[0])


# ── El proveedor ────────────────────────────────────────────────────────────────────────────────


def entrar_con(mundo, identidad):
    return vinculos.entrar_con(mundo.contexto, mundo.unidad, identidad, "CD", "Prueba")


def test_con_el_proveedor_entra_solo_quien_se_vinculo_antes(mundo):
    with pytest.raises(SujetoDesconocido):
        entrar_con(mundo, DE_ANA)
    vinculos.vincular(mundo.contexto, mundo.unidad, mundo.usuario.id, DE_ANA, "CD")
    assert mundo.mirar(entrar_con(mundo, DE_ANA).secreto).persona.usuario_id == mundo.usuario.id
    with pytest.raises(SujetoDesconocido):
        entrar_con(mundo, Identidad("https://otro.bo", DE_ANA.sujeto))
    mundo.usuario.suspendido_en = mundo.ahora
    with pytest.raises(SujetoDesconocido):
        entrar_con(mundo, DE_ANA)


def test_con_el_proveedor_tambien_se_pide_el_segundo_factor(mundo):
    vinculos.vincular(mundo.contexto, mundo.unidad, mundo.usuario.id, DE_ANA, "CD")
    mundo.con_factor()
    assert not mundo.mirar(entrar_con(mundo, DE_ANA).secreto).sesion.confirmada


def test_una_identidad_es_de_una_sola_cuenta(mundo):
    eva = Usuario(nuevo_id(), "eva@ejemplo.bo", "Eva", mundo.ahora)
    mundo.unidad.usuarios.agregar(eva)
    vinculos.vincular(mundo.contexto, mundo.unidad, mundo.usuario.id, DE_ANA, "CD")
    with pytest.raises(SujetoAjeno):
        vinculos.vincular(mundo.contexto, mundo.unidad, eva.id, DE_ANA, "CD")


def test_desvincular_no_deja_la_cuenta_sin_por_donde_entrar(mundo):
    vinculos.vincular(mundo.contexto, mundo.unidad, mundo.usuario.id, DE_ANA, "CD")
    mundo.usuario.clave = ""
    with pytest.raises(UnicaEntrada):
        vinculos.desvincular(mundo.contexto, mundo.unidad, mundo.usuario.id)
    mundo.usuario.clave = claves.resumir_clave(CLAVE)
    vinculos.desvincular(mundo.contexto, mundo.unidad, mundo.usuario.id)
    with pytest.raises(SujetoDesconocido):
        entrar_con(mundo, DE_ANA)
