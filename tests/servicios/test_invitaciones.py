"""Aceptar una invitación: una vez, a tiempo y quien es."""

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import ClaveDebil, CredencialInvalida, EnlaceInvalido
from nucleo.dominio.roles import Rol
from nucleo.dominio.vinculos import Identidad, SujetoAjeno
from nucleo.servicios import claves, identidad, recuperaciones
from nucleo.servicios.identidad import Invitacion, aceptar, invitar
from tests.servicios.cuentas import CLAVE, OTRA, TUNARI

DE_EVA = Identidad("https://id.gob.bo", "777")


def invitada(mundo, correo="eva@ejemplo.bo"):
    return invitar(
        mundo.contexto, mundo.unidad, Invitacion(correo, Rol.TECNICO_MUNICIPAL, TUNARI, "Eva")
    )


def usar(mundo, secreto, **con):
    return aceptar(mundo.contexto, mundo.unidad, secreto, **con)


def test_nace_la_cuenta_con_su_mandato_y_el_enlace_no_sirve_dos_veces(mundo):
    secreto = invitada(mundo)
    eva = usar(mundo, secreto, nombre="Eva Choque", clave=OTRA)
    assert (eva.nombre, eva.correo) == ("Eva Choque", "eva@ejemplo.bo")
    [mandato] = mundo.unidad.membresias.de_usuario(eva.id)
    assert (mandato.rol, mandato.sobre) == (Rol.TECNICO_MUNICIPAL, TUNARI.clave)
    assert mundo.entrar(OTRA, correo="eva@ejemplo.bo").secreto
    for otra in (secreto, "inventado", ""):
        with pytest.raises(EnlaceInvalido):
            usar(mundo, otra, clave=OTRA)


def test_nadie_se_llama_como_la_firma_de_otro(mundo):
    eva = usar(mundo, invitada(mundo), nombre="Ana,  Alcaldía [3f9a2c]", clave=OTRA)
    assert eva.nombre == "Ana, Alcaldía (3f9a2c)"
    [aceptada] = [h for h in mundo.unidad.hechos if h.que == identidad.ACEPTADO]
    assert aceptada.quien.count("[") == 1


def test_vence_en_siete_dias(mundo):
    secreto = invitada(mundo)
    mundo.pasar(days=7)
    with pytest.raises(EnlaceInvalido):
        usar(mundo, secreto, clave=OTRA)


def test_con_una_clave_debil_no_se_gasta(mundo):
    secreto = invitada(mundo)
    for debil in ("", "12345678", "evachoque"):
        with pytest.raises(ClaveDebil):
            usar(mundo, secreto, nombre="Eva Choque", clave=debil)
    assert usar(mundo, secreto, clave=OTRA)


def test_a_quien_ya_tiene_cuenta_su_clave_no_se_le_prueba_por_aqui(mundo):
    secreto = invitada(mundo, "ana@ejemplo.bo")
    for con in ({"clave": CLAVE}, {"clave": OTRA}, {"identidad": DE_EVA}, {}):
        with pytest.raises(CredencialInvalida):
            usar(mundo, secreto, **con)
    with pytest.raises(CredencialInvalida):
        usar(mundo, secreto, ya_dentro=DE_EVA.sujeto)
    mundo.usuario.suspendido_en = mundo.ahora
    with pytest.raises(CredencialInvalida):
        usar(mundo, secreto, ya_dentro=mundo.usuario.id)
    mundo.usuario.suspendido_en = None
    assert usar(mundo, secreto, ya_dentro=mundo.usuario.id) is mundo.usuario
    assert len(mundo.unidad.usuarios.filas) == 1, "no se duplica la cuenta"


def test_con_el_proveedor_nace_vinculada_y_sin_clave(mundo):
    eva = usar(mundo, invitada(mundo), nombre="Eva", identidad=DE_EVA)
    assert (eva.sujeto, eva.clave) == (DE_EVA.clave, "")


def test_una_identidad_de_otra_cuenta_no_hace_nacer_una_segunda(mundo):
    mundo.usuario.sujeto = DE_EVA.clave
    with pytest.raises(SujetoAjeno):
        usar(mundo, invitada(mundo), identidad=DE_EVA)
    assert usar(mundo, invitada(mundo, "ana@ejemplo.bo"), identidad=DE_EVA) is mundo.usuario


def test_el_secreto_de_recuperar_no_abre_una_invitacion(mundo):

    secreto = claves.secreto()
    recuperaciones.pedir_recuperacion(mundo.contexto, mundo.unidad, "ana@ejemplo.bo", secreto)
    with pytest.raises(EnlaceInvalido):
        usar(mundo, secreto, ya_dentro=mundo.usuario.id)
    with pytest.raises(EnlaceInvalido):
        recuperaciones.recuperar(mundo.contexto, mundo.unidad, invitada(mundo), OTRA)


def test_desde_otro_ambito_no_se_cierra_se_retira_ni_se_renueva(mundo):
    mandato, secreto = mundo.con_mandato(Rol.CONCEJO), invitada(mundo)
    [enlace] = mundo.unidad.enlaces.pendientes()
    lugar = mundo.contexto, mundo.unidad
    antes = mundo.hechos()
    assert identidad.cerrar_mandato(*lugar, mandato.id, EnMunicipio(31204)) is None
    assert not identidad.retirar_invitacion(*lugar, enlace.id, EnMunicipio(31204))
    assert not identidad.renovar_invitacion(*lugar, enlace.id, EnMunicipio(31204))
    assert (mandato.cerrada_en, mundo.hechos()) == (None, antes)
    assert usar(mundo, secreto, nombre="Eva Choque", clave=OTRA)
    assert identidad.cerrar_mandato(*lugar, mandato.id, TUNARI) is mandato
