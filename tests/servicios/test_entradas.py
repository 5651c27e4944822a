"""Entrar, seguir dentro y salir."""

from datetime import date

import pytest
from argon2 import PasswordHasher

from nucleo.dominio.errores import CredencialInvalida, DemasiadosIntentos
from nucleo.dominio.roles import Rol
from nucleo.servicios import claves, entradas
from nucleo.servicios.frenos import POR_CUENTA, POR_DIRECCION
from tests.servicios.cuentas import CLAVE, OTRA


def test_con_su_clave_se_entra_y_la_base_no_guarda_el_secreto(mundo):
    entrada = mundo.entrar()
    assert mundo.mirar(entrada.secreto).persona.usuario_id == mundo.usuario.id
    assert entrada.secreto not in repr(vars(entrada.sesion))
    assert mundo.mirar(entrada.sesion.resumen) is None, "con la copia de la base no se entra"
    assert mundo.hechos() == [], "entrar no es un hecho de la bitácora"


def test_el_correo_se_escribe_de_cualquier_modo(mundo):
    assert mundo.entrar(correo="  ANA@Ejemplo.BO ").secreto


@pytest.mark.parametrize(
    ("correo", "clave"),
    [("ana@ejemplo.bo", "otra cosa"), ("nadie@ejemplo.bo", CLAVE), ("ana@ejemplo.bo", "")],
)
def test_si_algo_no_coincide_no_se_dice_que(mundo, correo, clave):
    with pytest.raises(CredencialInvalida) as error:
        mundo.entrar(clave, correo=correo)
    assert error.value.datos == {}


def test_una_cuenta_suspendida_no_entra_ni_sigue_dentro(mundo):
    entrada = mundo.entrar()
    mundo.usuario.suspendido_en = mundo.ahora
    assert mundo.mirar(entrada.secreto) is None
    with pytest.raises(CredencialInvalida):
        mundo.entrar()


def test_una_cuenta_sin_clave_no_entra_con_ninguna(mundo):
    mundo.usuario.clave = ""
    for clave in ("", CLAVE):
        with pytest.raises(CredencialInvalida):
            mundo.entrar(clave)


def test_la_clave_vieja_se_vuelve_a_guardar_al_entrar(mundo, monkeypatch):
    antes = mundo.usuario.clave
    monkeypatch.setattr(claves, "CIFRADOR", PasswordHasher(2, 8, 1))
    mundo.entrar()
    assert mundo.usuario.clave != antes
    assert mundo.hechos() == [entradas.RESUMIDA]
    assert mundo.entrar().secreto


# ── Frenos ──────────────────────────────────────────────────────────────────────────────────────


def fallar(mundo, veces, **con):
    for _ in range(veces):
        with pytest.raises(CredencialInvalida):
            mundo.entrar("equivocada", **con)


def test_a_la_sexta_hay_que_esperar_aunque_sea_la_buena(mundo):
    fallar(mundo, POR_CUENTA)
    with pytest.raises(DemasiadosIntentos) as error:
        mundo.entrar()
    assert error.value.datos["minutos"] == 15
    mundo.pasar(minutes=14)
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar(direccion="10.9.9.9")
    mundo.pasar(minutes=1)
    assert mundo.entrar().secreto


def test_pasada_la_ventana_se_cuenta_de_nuevo(mundo):
    fallar(mundo, POR_CUENTA - 1)
    mundo.pasar(minutes=16)
    fallar(mundo, POR_CUENTA - 1)
    assert mundo.entrar().secreto


def test_el_freno_es_igual_exista_o_no_la_cuenta(mundo):
    fallar(mundo, POR_CUENTA, correo="nadie@ejemplo.bo")
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar(correo="nadie@ejemplo.bo")


def test_acertar_olvida_las_fallas_de_la_cuenta_y_no_las_de_la_direccion(mundo):
    fallar(mundo, POR_CUENTA - 1)
    mundo.entrar()
    fallar(mundo, POR_CUENTA - 1)
    mundo.entrar()
    for n in range(POR_DIRECCION - 2 * (POR_CUENTA - 1)):
        fallar(mundo, 1, correo=f"alguien{n}@ejemplo.bo")
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar()
    assert mundo.entrar(direccion="10.0.0.2").secreto


def test_quien_falla_a_proposito_no_la_deja_fuera_de_donde_ella_ya_entro(mundo):
    fallar(mundo, POR_CUENTA)
    for n in range(POR_DIRECCION - POR_CUENTA):
        fallar(mundo, 1, correo=f"alguien{n}@ejemplo.bo")
    for conocidos in (entradas.NINGUNO, {"otra-cuenta": "un-numero"}):
        with pytest.raises(DemasiadosIntentos):
            mundo.entrar(conocidos=conocidos)
    assert mundo.entrar(conocidos=mundo.suyo).secreto
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar(direccion="10.9.9.9")


def test_en_el_aparato_conocido_tampoco_se_prueba_sin_fin(mundo):
    fallar(mundo, POR_CUENTA, conocidos=mundo.suyo)
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar(conocidos=mundo.suyo)
    assert mundo.entrar().secreto, "ni frena a la cuenta en los demás"


def test_el_segundo_paso_tampoco_lo_frena_otro(mundo):
    mundo.con_factor()
    ajena, suya = mundo.entrar(), mundo.entrar()
    for _ in range(POR_CUENTA):
        with pytest.raises(CredencialInvalida):
            confirmar(mundo, ajena.secreto, "000000")
    with pytest.raises(DemasiadosIntentos):
        confirmar(mundo, suya.secreto, mundo.codigo())
    assert confirmar(mundo, suya.secreto, mundo.codigo(), conocidos=mundo.suyo)


@pytest.fixture
def mientras(mundo, monkeypatch):
    """Hace algo mientras se compara la contraseña, que tarda a propósito: otro pudo ir antes."""

    def poner(hacer):
        comparar = claves.es_la_clave

        def lenta(*dados):
            monkeypatch.setattr(claves, "es_la_clave", comparar)
            hacer(mundo)
            return comparar(*dados)

        monkeypatch.setattr(claves, "es_la_clave", lenta)

    return poner


def test_muchas_pruebas_a_la_vez_no_pasan_del_tope(mundo, mientras):
    mientras(lambda m: fallar(m, POR_CUENTA))
    with pytest.raises(DemasiadosIntentos):
        mundo.entrar()


def test_la_clave_cambiada_mientras_se_comparaba_ya_no_entra(mundo, mientras):
    mientras(lambda m: setattr(m.usuario, "clave", claves.resumir_clave(OTRA)))
    with pytest.raises(CredencialInvalida):
        mundo.entrar()


def test_la_tabla_de_frenos_no_dice_de_quien_y_no_crece_sin_fin(mundo):
    fallar(mundo, 1)
    guardado = repr([vars(i) for i in mundo.unidad.frenos.filas])
    assert "ana@" not in guardado
    assert "10.0.0.1" not in guardado
    mundo.pasar(minutes=20)
    fallar(mundo, 1, correo="otra@ejemplo.bo", direccion="10.0.0.7")
    assert len(mundo.unidad.frenos.filas) == 2


# ── La sesión ───────────────────────────────────────────────────────────────────────────────────


def test_la_sesion_vence_por_vieja_o_por_quieta(mundo):
    quieta, usada = mundo.entrar(), mundo.entrar()
    mundo.pasar(days=13)
    entradas.anotar_vista(mundo.unidad, usada.secreto, mundo.ahora)
    mundo.pasar(days=2)
    assert mundo.mirar(quieta.secreto) is None
    assert mundo.mirar(usada.secreto)
    entradas.anotar_vista(mundo.unidad, usada.secreto, mundo.ahora)
    mundo.pasar(days=13)
    entradas.anotar_vista(mundo.unidad, usada.secreto, mundo.ahora)
    mundo.pasar(days=3)
    assert mundo.mirar(usada.secreto) is None, "a los treinta días hay que volver a entrar"


def test_quien_administra_vuelve_a_entrar_cada_doce_horas(mundo):
    antes_del_cargo = mundo.entrar()
    mundo.con_mandato(Rol.ADMINISTRACION_MUNICIPAL)
    con_el_cargo = mundo.entrar()
    mundo.pasar(hours=11)
    assert mundo.mirar(antes_del_cargo.secreto)
    mundo.pasar(hours=2)
    assert mundo.mirar(con_el_cargo.secreto) is None
    assert mundo.mirar(antes_del_cargo.secreto) is None


def test_un_mandato_vencido_ya_no_esta_en_la_siguiente_mirada(mundo):
    mundo.con_mandato(Rol.TECNICO_MUNICIPAL, hasta=date(2026, 8, 15))
    entrada = mundo.entrar()
    assert len(mundo.mirar(entrada.secreto).persona.mandatos) == 1
    mundo.pasar(hours=12)  # en Bolivia ya es el 16
    assert mundo.mirar(entrada.secreto).persona.mandatos == ()


def test_cerrar_una_las_demas_o_todas(mundo):
    una, otra, tercera = mundo.entrar(), mundo.entrar(), mundo.entrar()
    yo = mundo.usuario.id
    assert entradas.cerrar(mundo.unidad, yo, una.sesion.id, mundo.ahora) == 1
    assert mundo.mirar(una.secreto) is None
    assert len(entradas.abiertas(mundo.unidad, yo, mundo.ahora)) == 2
    salvo = otra.sesion.id
    assert entradas.cerrar(mundo.unidad, yo, None, mundo.ahora, salvo=salvo) == 1
    assert mundo.mirar(tercera.secreto) is None
    assert mundo.mirar(otra.secreto)
    assert entradas.cerrar(mundo.unidad, yo, None, mundo.ahora) == 1
    assert entradas.abiertas(mundo.unidad, yo, mundo.ahora) == []


def test_nadie_cierra_la_sesion_de_otro(mundo):
    entrada = mundo.entrar()
    ajeno = mundo.unidad.usuarios.filas[0].id.__class__(int=1)
    assert entradas.cerrar(mundo.unidad, ajeno, entrada.sesion.id, mundo.ahora) == 0
    assert mundo.mirar(entrada.secreto)


# ── El segundo paso ─────────────────────────────────────────────────────────────────────────────


def confirmar(mundo, secreto, codigo, direccion="10.0.0.1", conocidos=entradas.NINGUNO):
    return entradas.confirmar_sesion(
        mundo.contexto, mundo.unidad, secreto, codigo, direccion, conocidos
    )


def test_con_segundo_factor_la_sesion_nace_a_medias_y_al_confirmar_cambia_de_secreto(mundo):
    mundo.con_factor()
    entrada = mundo.entrar()
    assert not mundo.mirar(entrada.secreto).sesion.confirmada
    nuevo = confirmar(mundo, entrada.secreto, mundo.codigo())
    assert mundo.mirar(nuevo).sesion.confirmada
    assert mundo.mirar(entrada.secreto) is None, "quien tenía el de antes se quedó afuera"


def test_un_codigo_del_telefono_no_sirve_dos_veces(mundo):
    mundo.con_factor()
    codigo = mundo.codigo()
    confirmar(mundo, mundo.entrar().secreto, codigo)
    with pytest.raises(CredencialInvalida):
        confirmar(mundo, mundo.entrar().secreto, codigo)


def test_un_codigo_de_recuperacion_sirve_una_vez(mundo):
    mundo.con_factor()
    assert confirmar(mundo, mundo.entrar().secreto, " ABCD efgh-JKMN-pqrs ")
    with pytest.raises(CredencialInvalida):
        confirmar(mundo, mundo.entrar().secreto, "abcd-efgh-jkmn-pqrs")


def test_probar_codigos_tambien_tiene_freno(mundo):
    mundo.con_factor()
    entrada = mundo.entrar()
    for _ in range(POR_CUENTA):
        with pytest.raises(CredencialInvalida):
            confirmar(mundo, entrada.secreto, "000000")
    with pytest.raises(DemasiadosIntentos):
        confirmar(mundo, entrada.secreto, mundo.codigo())
    with pytest.raises(DemasiadosIntentos):
        confirmar(mundo, mundo.entrar().secreto, mundo.codigo(), "10.8.8.8")


def test_sin_sesion_no_hay_segundo_paso(mundo):
    with pytest.raises(CredencialInvalida):
        confirmar(mundo, "inventado", "000000")
