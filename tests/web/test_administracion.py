"""La administración departamental y la de la plataforma, por pantalla."""

import io
import re
from uuid import uuid4

import pytest
from python_calamine import load_workbook

from nucleo.dominio.ambito import EnDepartamento, EnMunicipio
from nucleo.dominio.contexto import ahora
from nucleo.dominio.roles import Rol
from nucleo.servicios import avances
from tests.web.casa import (
    CHIMORE,
    COCHABAMBA,
    PLATAFORMA,
    SUSPENDIDO,
    TUNARI,
    anonimo,
    entrar_como,
    enviar,
    ficha_de,
    fundar_organizacion,
)

CASA = "/departamentos/cochabamba/administracion"
ALTA = "/departamentos/cochabamba/municipios/alta"
SHINAHOTA = EnMunicipio(31602)


@pytest.fixture
def gobernacion(casa):
    return entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)


def alta_de(casa, ambito):
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        return unidad.altas.de(ambito.id)


def contar_avance(casa, ambito, gestion=2027):
    """El municipio autoriza y cuenta su avance, como lo haría al dar un paso."""
    fundar_organizacion(casa, ambito)
    contexto = casa.contexto(ambito, gestion, "prueba")
    assert avances.autorizar(contexto, casa.unidad(ambito), "Nota 12/2026")


def renglon(texto, municipio):
    """Lo que la tabla dice de ese municipio."""
    filas = [f for f in texto.split("<tr>") if f">{municipio}<" in f]
    assert len(filas) == 1, municipio
    return " ".join(re.sub(r"<[^>]*>", " ", filas[0].partition("</tr>")[0]).split())


# ── Mirar ───────────────────────────────────────────────────────────────────────────────────────


def test_ve_sus_municipios_con_su_estado_y_su_avance(casa, gobernacion):
    contar_avance(casa, TUNARI)
    pagina = gobernacion.get(CASA).text
    assert "Departamento de Cochabamba · Gestión 2027" in pagina
    assert "2 de 48" in pagina
    assert "0 de 1" in renglon(pagina, "Villa Tunari")
    assert "No lo autorizó" in renglon(pagina, "Chimoré")
    assert "no firmó el convenio" in renglon(pagina, "Puerto Villarroel")


def test_se_filtra_y_se_busca(casa, gobernacion):
    contar_avance(casa, TUNARI)
    sin = gobernacion.get(f"{CASA}?ver=sin_autorizar").text
    assert "Chimoré" in sin
    assert ">Villa Tunari<" not in sin
    assert ">Chimoré<" not in gobernacion.get(f"{CASA}?buscar=tunari").text
    assert "Ningún municipio cumple" in gobernacion.get(f"{CASA}?buscar=xyz").text


def test_se_lleva_a_una_hoja_de_calculo(casa, gobernacion):
    contar_avance(casa, TUNARI)
    csv = gobernacion.get(f"{CASA}.csv?ver=hospedados")
    filas = csv.get_data().decode("utf-8-sig").splitlines()
    assert len(filas) == 3
    assert any("Villa Tunari" in f for f in filas)
    assert 'filename="cochabamba-avance-2027.csv"' in csv.headers["Content-Disposition"]
    libro = load_workbook(io.BytesIO(gobernacion.get(f"{CASA}.xlsx").data))
    assert len(libro.get_sheet_by_index(0).to_python()) == 49


@pytest.mark.parametrize(
    ("rol", "ambito"),
    [
        (Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("02")),
        (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA),
        (Rol.ADMINISTRACION_MUNICIPAL, TUNARI),
        (Rol.ALCALDIA, TUNARI),
    ],
)
@pytest.mark.parametrize("direccion", [CASA, f"{CASA}.csv", ALTA])
def test_nadie_mas_entra(casa, rol, ambito, direccion):
    assert entrar_como(casa, rol, ambito).get(direccion).status_code == 403
    assert anonimo(casa).get(direccion).status_code == 303


def test_la_auditoria_departamental_mira_y_no_toca(casa):
    audita = entrar_como(casa, Rol.AUDITORIA, COCHABAMBA)
    pagina = audita.get(CASA)
    assert pagina.status_code == 200
    assert "/municipios/" not in pagina.text.partition("<main")[2]
    assert audita.get(ALTA).status_code == 403


# ── Alta ────────────────────────────────────────────────────────────────────────────────────────


def test_un_municipio_entra_desde_una_sola_pantalla(casa, gobernacion):
    orden = str(uuid4())
    campos = {
        "municipio": "shinahota",
        "autoriza": "si",
        "constancia": "Nota GAM 9/2026",
        "correo": "ana@ejemplo.bo",
        "nombre": "Ana Mamani",
        "orden": orden,
    }
    campos["csrf_token"] = ficha_de(gobernacion, ALTA)
    hecho = gobernacion.post(ALTA, data=campos)
    assert hecho.status_code == 303
    repetido = gobernacion.post(ALTA, data=campos)
    assert repetido.location == hecho.location
    final = gobernacion.get(hecho.location).text
    assert "Shinahota ya usa la plataforma" in final
    assert "http://localhost/invitacion/" in final
    alta = alta_de(casa, SHINAHOTA)
    assert alta.avance_constancia == "Nota GAM 9/2026"
    assert alta.avance_desde
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        (enlace,) = unidad.enlaces.pendientes()
    assert enlace.datos["sobre"] == SHINAHOTA.clave
    assert enlace.datos["rol"] == "administracion_municipal"
    assert anonimo(casa).get("/shinahota").status_code == 200
    assert "Ninguno" in renglon(gobernacion.get(CASA).text, "Shinahota"), (
        "la primera copia, en cero"
    )


def test_sin_autorizar_ni_invitar_tambien_entra(casa, gobernacion):
    hecho = enviar(gobernacion, ALTA, accion=ALTA, municipio="shinahota", constancia="Nota 1")
    assert hecho.location == CASA
    assert alta_de(casa, SHINAHOTA).avance_desde is None


def test_autorizar_pide_el_documento(casa, gobernacion):
    mal = enviar(gobernacion, ALTA, accion=ALTA, municipio="shinahota", autoriza="si")
    assert mal.status_code == 422
    assert "con qué documento" in mal.text
    assert alta_de(casa, SHINAHOTA) is None


def test_no_se_da_de_alta_lo_ajeno_ni_se_escribe_lo_que_no_se_ofrece(casa, gobernacion):
    assert "oruro" not in gobernacion.get(ALTA).text
    for campos in ({"municipio": "oruro"}, {"municipio": "shinahota", "quien": "yo"}):
        assert enviar(gobernacion, ALTA, accion=ALTA, **campos).status_code == 422
    assert alta_de(casa, SHINAHOTA) is None
    assert alta_de(casa, EnMunicipio(40101)) is None


def test_la_plataforma_da_de_alta_en_cualquier_departamento(casa):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA)
    direccion = "/plataforma/municipios/alta"
    hecho = enviar(cliente, direccion, accion=direccion, municipio="oruro", correo="a@ejemplo.bo")
    assert hecho.location.startswith("/plataforma/personas/invitaciones/")
    assert "http://localhost/invitacion/" in cliente.get(hecho.location).text
    assert alta_de(casa, EnMunicipio(40101))


# ── Suspender y reactivar ───────────────────────────────────────────────────────────────────────


def test_suspender_dice_que_se_pierde_y_pide_el_motivo(casa, gobernacion):
    suspender = "/departamentos/cochabamba/municipios/chimore/suspender"
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, CHIMORE)
    assert "Qué se pierde" in gobernacion.get(suspender).text
    assert enviar(gobernacion, suspender, accion=suspender).status_code == 422
    hecho = enviar(gobernacion, suspender, accion=suspender, motivo="Pidió <b>salir</b>")
    assert hecho.location == CASA
    assert "Pidió &lt;b&gt;salir&lt;/b&gt;" in gobernacion.get(CASA).text
    assert anonimo(casa).get("/chimore").status_code == 403
    assert alcaldesa.get("/chimore/trabajo").status_code == 403
    reactivar = "/departamentos/cochabamba/municipios/chimore/reactivar"
    assert enviar(gobernacion, reactivar, accion=reactivar).status_code == 303
    assert anonimo(casa).get("/chimore").status_code == 200
    assert alcaldesa.get("/chimore/trabajo").status_code == 200


@pytest.mark.parametrize("cual", ["oruro", "shinahota", "no-existe"])
def test_no_se_suspende_lo_ajeno_ni_lo_que_no_esta(gobernacion, cual):
    ruta = f"/departamentos/cochabamba/municipios/{cual}/suspender"
    assert gobernacion.get(ruta).status_code == 404


def test_un_departamento_no_suspende_ni_reactiva_el_municipio_de_otro(casa):
    ajena = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("02"))
    ficha = ficha_de(ajena, "/mi/sesiones")
    for cual, que in ((TUNARI, "suspender"), (SUSPENDIDO, "reactivar")):
        antes = alta_de(casa, cual).suspendida_en
        slug = casa.territorio.por_id[cual.id].slug
        datos = {"csrf_token": ficha, "motivo": "Es de otro"}
        ruta = f"/departamentos/la-paz/municipios/{slug}/{que}"
        assert ajena.get(ruta).status_code == ajena.post(ruta, data=datos).status_code == 404
        assert alta_de(casa, cual).suspendida_en == antes


def test_solo_quien_administra_suspende(casa):
    ruta = "/departamentos/cochabamba/municipios/villa-tunari/suspender"
    ajena = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("07"))
    assert ajena.get(ruta).status_code == 403
    assert alta_de(casa, SUSPENDIDO).suspendida_en < ahora()


# ── La plataforma ───────────────────────────────────────────────────────────────────────────────


def test_la_plataforma_ve_los_departamentos_y_quien_los_administra(casa, gobernacion):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA)
    pagina = cliente.get("/plataforma").text
    assert "1 persona" in renglon(pagina, "Cochabamba")
    assert "Nadie todavía" in renglon(pagina, "Pando")
    assert "rol=administracion_departamental&amp;sobre=departamento:09" in pagina
    assert gobernacion.get("/plataforma").status_code == 403


def test_el_departamento_ve_quien_va_atrasado_en_que_y_por_que(casa, gobernacion):
    """Un encuentro que pasó sin hacerse: cuántos días, cuál, y qué lo detiene."""
    contar_avance(casa, TUNARI)
    tecnica = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    abrir = "/villa-tunari/ciclo/abrir?gestion=2027"
    assert enviar(tecnica, abrir, limite="08/09/2026").status_code == 303
    pagina = gobernacion.get(f"{CASA}?gestion=2027&ver=atrasados").text
    atrasado = renglon(pagina, "Villa Tunari")
    assert "EDA 1 debía hacerse el 28/02/2026" in atrasado
    assert "días de atraso" in atrasado
    assert "Chimoré" not in pagina
    hoja = gobernacion.get(f"{CASA}.csv?gestion=2027").text
    assert "EDA 1 debía hacerse el 28/02/2026" in hoja


def test_quien_no_abrio_su_gestion_no_pasa_por_al_dia(casa, gobernacion):
    contar_avance(casa, TUNARI)
    sin_abrir = f"{CASA}?gestion=2027&ver=hospedados"
    assert "No abrió la gestión" in renglon(gobernacion.get(sin_abrir).text, "Villa Tunari")
    assert "No abrió la gestión" in gobernacion.get(f"{CASA}.csv?gestion=2027").text
    tecnica = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(tecnica, "/villa-tunari/ciclo/abrir?gestion=2027", limite="08/09/2026")
    assert "No abrió la gestión" not in renglon(gobernacion.get(sin_abrir).text, "Villa Tunari")
