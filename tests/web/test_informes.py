"""Los informes de un encuentro por pantalla: quién los lee, quién los escribe y qué no se puede."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.informes import resumen_de
from nucleo.dominio.roles import Rol
from nucleo.servicios import mesas
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar
from tests.web.paginas import formularios_de

CICLO = "/villa-tunari/ciclo"
INFORMES = f"{CICLO}/cumbre-1/informes"
CONSULTA = "?gestion=2031"
RESPUESTA = "Se terminó el empedrado de Chipiriri."


def de(cual, paso=""):
    return f"{INFORMES}/{cual}{paso}{CONSULTA}"


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"{CICLO}/abrir{CONSULTA}", limite="10/09/2030")
    return cliente


def guardado(casa, cual="fisico"):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        suyos = unidad.informes.del_encuentro(2031, "cumbre-1")
        return [i for i in suyos if i.clave == cual]


def escribir(cliente, cual="fisico", **campos):
    return enviar(cliente, de(cual, "/escribir"), **(campos or {"de_hecho": RESPUESTA}))


def presentar(cliente, cual="fisico"):
    return enviar(cliente, de(cual, "/presentar"))


def test_cualquiera_ve_quien_debe_cada_uno_y_que_se_sabe(casa):
    """También con la gestión sin abrir: se mira y se imprime en blanco."""
    lista = anonimo(casa).get(f"{INFORMES}{CONSULTA}").text
    assert "0 de 15 informes presentados" in lista
    assert "todavía no se abrió" in lista
    uno = anonimo(casa).get(de("obras")).text
    assert "Qué obras se visitaron" in uno
    assert "El sistema no tiene" in uno
    hoja = anonimo(casa).get(de("obras", "/hoja.pdf"))
    assert (hoja.status_code, hoja.data[:4]) == (200, b"%PDF")
    assert anonimo(casa).get(de("obras", "/presentado.pdf")).status_code == 404
    assert anonimo(casa).get(de("nada")).status_code == 404
    assert anonimo(casa).get(f"{de('obras')}&version=1").status_code == 404
    assert anonimo(casa).get(f"{de('obras')}&version=x").status_code == 404


def test_se_escribe_se_presenta_y_cualquiera_lo_lee(casa, tecnica):
    assert escribir(tecnica).status_code == 303
    assert RESPUESTA not in anonimo(casa).get(de("fisico")).text, "el borrador no es público"
    assert "En borrador" in tecnica.get(de("fisico")).text
    confirma = tecnica.get(de("fisico", "/presentar")).text
    assert RESPUESTA in confirma
    assert presentar(tecnica).status_code == 303
    publica = anonimo(casa).get(de("fisico")).text
    assert RESPUESTA in publica
    assert guardado(casa)[0].resumen in publica
    assert "Personal técnico municipal" in publica
    assert anonimo(casa).get(de("fisico", "/presentado.pdf")).data[:4] == b"%PDF"
    assert "1 de 15" in anonimo(casa).get(f"{INFORMES}{CONSULTA}").text
    assert tecnica.get(de("fisico", "/escribir")).status_code == 422
    assert tecnica.get(de("fisico", "/presentar")).status_code == 303


def test_no_sale_el_nombre_de_quien_lo_escribio(casa, tecnica):
    escribir(tecnica)
    presentar(tecnica)
    [suyo] = guardado(casa)
    nombre = suyo.presentado_por.partition(",")[0]
    assert nombre
    for paso in ("", "/proyector"):
        assert nombre not in anonimo(casa).get(de("fisico", paso)).text
    assert RESPUESTA not in anonimo(casa).get(de("fisico", "/proyector")).text


def test_se_dice_de_que_gestiones_habla_y_lo_presentado_no_trae_lo_de_hoy(casa, tecnica):
    anterior = f"{CICLO}/eda-1/informes/gestion-anterior{CONSULTA}"
    assert "es de la gestión 2029." in anonimo(casa).get(anterior).text
    assert "de las gestiones 2030, 2031." in anonimo(casa).get(de("fisico")).text
    escribir(tecnica)
    assert "de las gestiones 2030, 2031." in tecnica.get(de("fisico", "/presentar")).text
    presentar(tecnica)
    publica = anonimo(casa).get(de("fisico")).text
    assert "sabía ese día" in publica
    assert "de las gestiones 2030, 2031." not in publica
    enviar(tecnica, de("fisico", "/rehacer"), motivo="Faltaba una obra")
    assert "de las gestiones 2030, 2031." in tecnica.get(de("fisico", "/escribir")).text


def test_vacio_no_se_presenta_y_dos_envios_son_uno(casa, tecnica):
    assert escribir(tecnica, de_hecho="  ").status_code == 303
    vacio = presentar(tecnica)
    assert (vacio.status_code, "todavía no dice nada" in vacio.text) == (422, True)
    pagina = formularios_de(tecnica.get(de("fisico", "/escribir")).text)[-1]
    datos = {**pagina.valores, "de_hecho": RESPUESTA}
    for _ in range(2):
        assert tecnica.post(de("fisico", "/escribir"), data=datos).status_code == 303
    assert len(guardado(casa)) == 1


def test_si_otra_persona_guardo_antes_se_ve_la_diferencia(casa, tecnica):
    escribir(tecnica)
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    vieja = formularios_de(alcaldesa.get(de("fisico", "/escribir")).text)[-1]
    escribir(tecnica, de_hecho="Otra cosa")
    choque = alcaldesa.post(de("fisico", "/escribir"), data={**vieja.valores, "de_hecho": "Lo mío"})
    assert choque.status_code == 409
    assert "Lo mío" in choque.text
    assert "Otra cosa" in choque.text
    paso = formularios_de(alcaldesa.get(de("fisico", "/presentar")).text)[-1]
    escribir(tecnica, de_hecho="Otra más")
    assert alcaldesa.post(de("fisico", "/presentar"), data=paso.valores).status_code == 409


def test_cada_quien_escribe_el_suyo(casa, tecnica):
    concejo = entrar_como(casa, Rol.CONCEJO, TUNARI)
    control = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert escribir(concejo, "normativa", de_aprobadas="Ley 7").status_code == 303
    assert escribir(control, "obras", de_visto="El puente").status_code == 303
    for quien, ajeno in (
        (concejo, "fisico"), (concejo, "obras"), (control, "normativa"), (tecnica, "normativa"),
        (tecnica, "obras"), (concejo, "diputado"),
    ):  # fmt: skip
        for paso in ("/escribir", "/presentar", "/rehacer"):
            assert quien.get(de(ajeno, paso)).status_code == 403, (ajeno, paso)
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    de_otro = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    for ajena in (dirigenta, de_otro):
        assert ajena.get(de("fisico", "/escribir")).status_code == 403
    assert anonimo(casa).get(de("fisico", "/escribir")).status_code == 303
    assert "Ley 7" not in tecnica.get(de("normativa")).text


def test_la_oficina_escribe_a_nombre_del_diputado_y_se_dice(casa, tecnica):
    assert "a nombre de Diputado uninominal" in tecnica.get(de("diputado", "/escribir")).text
    escribir(tecnica, "diputado", de_logrado="Ítems")
    presentar(tecnica, "diputado")
    assert "a nombre de Diputado uninominal" in anonimo(casa).get(de("diputado")).text
    [suyo] = guardado(casa, "diputado")
    assert (suyo.a_nombre, suyo.leido().cargo) == (True, "tecnico_municipal")


def test_el_dilos_escribe_el_suyo_y_no_el_de_educacion(casa, tecnica):
    dilos = entrar_como(casa, Rol.DILOS, TUNARI)
    assert tecnica.get(de("salud", "/escribir")).status_code == 200
    assert escribir(dilos, "salud", de_hecho="La posta").status_code == 303
    assert guardado(casa, "salud")[0].a_nombre is False
    assert dilos.get(de("educacion", "/escribir")).status_code == 403


def test_se_rehace_con_motivo_y_la_de_antes_sigue_a_la_vista(casa, tecnica):
    assert tecnica.get(de("fisico", "/rehacer")).status_code == 404
    escribir(tecnica)
    presentar(tecnica)
    sin_motivo = enviar(tecnica, de("fisico", "/rehacer"), motivo="")
    assert sin_motivo.status_code == 422
    hecho = enviar(tecnica, de("fisico", "/rehacer"), motivo="Faltaba el puente")
    assert hecho.headers["Location"].endswith("/escribir?gestion=2031")
    otra = enviar(tecnica, de("fisico", "/rehacer"), motivo="Otro motivo")
    assert (otra.status_code, "ya se está rehaciendo" in otra.text) == (422, True)
    escribir(tecnica, de_hecho="Se terminó el puente.")
    assert RESPUESTA in anonimo(casa).get(de("fisico")).text
    presentar(tecnica)
    publica = anonimo(casa).get(de("fisico")).text
    assert "Se terminó el puente." in publica
    assert "Faltaba el puente" in publica
    assert RESPUESTA in anonimo(casa).get(f"{de('fisico')}&version=1").text


def test_con_el_acta_cerrada_no_se_escribe(casa, tecnica):
    with casa.unidad(TUNARI) as unidad:
        eventos = unidad.calendarios.eventos(2031)
        evento = next(e for e in eventos if e.clave == "cumbre-1")
        evento.estado = EstadoDeEvento.ACTA_CERRADA
        unidad._sesion.flush()
        unidad._sesion.commit()
    cerrado = tecnica.get(de("fisico", "/escribir"))
    assert (cerrado.status_code, "quedan como están" in cerrado.text) == (422, True)
    assert "/escribir" not in tecnica.get(de("fisico")).text


def test_lo_hostil_se_escapa_y_un_campo_de_mas_no_entra(casa, tecnica):
    malo = "<script>alert(1)</script>"
    escribir(tecnica, de_hecho=malo)
    presentar(tecnica)
    assert malo not in anonimo(casa).get(de("fisico")).text
    assert anonimo(casa).get(de("fisico", "/presentado.pdf")).status_code == 200
    pagina = formularios_de(tecnica.get(de("financiero", "/escribir")).text)[-1]
    datos = {**pagina.valores, "de_inventado": "x"}
    assert tecnica.post(de("financiero", "/escribir"), data=datos).status_code == 422
    assert guardado(casa, "financiero") == []


def test_lo_cambiado_por_fuera_no_se_muestra_como_presentado(casa, tecnica):
    escribir(tecnica)
    presentar(tecnica)
    with casa.unidad(TUNARI) as unidad:
        [suyo] = unidad.informes.del_encuentro(2031, "cumbre-1")
        suyo.contenido = suyo.contenido.replace("empedrado", "estadio")
        unidad._sesion.flush()
        unidad._sesion.commit()
    roto = anonimo(casa).get(de("fisico"))
    assert (roto.status_code, "ya no es lo que se presentó" in roto.text) == (500, True)


def test_se_llega_desde_el_encuentro_la_mesa_y_el_proyector(casa, tecnica):
    assert f"{INFORMES}{CONSULTA}" in anonimo(casa).get(f"{CICLO}/cumbre-1{CONSULTA}").text
    avanzar = f"{CICLO}/eda-1/avanzar{CONSULTA}&hacia=en_curso"
    assert enviar(tecnica, avanzar).status_code == 303
    contexto = casa.contexto(TUNARI, 2031, "prueba")
    mesas.abrir(contexto, casa.unidad(TUNARI), casa.ganchos(TUNARI), "eda-1", "autoridades")
    suyo = f"{CICLO}/eda-1/informes/gestion-anterior"
    assert f"{suyo}{CONSULTA}" in tecnica.get(f"{CICLO}/eda-1/mesa{CONSULTA}").text
    proyectado = anonimo(casa).get(f"{CICLO}/eda-1/proyector{CONSULTA}").text
    assert f"{suyo}/proyector{CONSULTA}" in proyectado


def test_cambiado_por_fuera_con_su_resumen_no_se_muestra(casa, tecnica):
    """La cadena recuerda qué resumen se presentó: rehacer los dos en la base no alcanza."""
    escribir(tecnica)
    presentar(tecnica)
    assert anonimo(casa).get(de("fisico")).status_code == 200
    with casa.unidad(TUNARI) as unidad:
        [suyo] = [i for i in unidad.informes.del_encuentro(2031, "cumbre-1") if i.presentado]
        suyo.contenido = suyo.contenido.replace("Chipiriri", "Eterazama")
        suyo.resumen = resumen_de(suyo.contenido)
        unidad.anotar(Hecho("prueba.cambio", "prueba", ahora(), {}))
        unidad.confirmar()
    for paso in ("", "/presentado.pdf", "/proyector"):
        respuesta = anonimo(casa).get(de("fisico", paso))
        assert respuesta.status_code == 500
        assert "Eterazama" not in respuesta.text
