"""El avance desde la pantalla: la tabla tal cual, autorizar y revocar."""

import pytest

from nucleo.dominio.ambito import EnRegion
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import NIVELES, Nivel, Rol
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.pasos import GESTION, hasta, hechos_de, sembrar

AVANCE = f"/villa-tunari/avance?gestion={GESTION}"
REVOCAR = f"/villa-tunari/avance/revocar?gestion={GESTION}"
ACTA = "Resolución Municipal 12/2026"


@pytest.fixture
def admin(casa):
    return entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)


def visto(casa):
    with casa.leer_region(EnRegion("departamento-cochabamba")) as lectura:
        return lectura.avances(GESTION)


def test_autorizar_muestra_la_tabla_tal_cual_y_el_departamento_ve_lo_mismo(casa, admin):
    sembrar(casa)
    assert "no ve nada de este municipio" in admin.get(AVANCE).text
    assert enviar(admin, AVANCE, constancia=ACTA).status_code == 303
    texto = admin.get(AVANCE).text
    assert ACTA in texto
    assert "Bs\u00a0255.000,00" in texto
    [fila] = visto(casa)
    assert (fila.demandas, fila.organizaciones, fila.asambleas) == (6, 3, 3)
    hasta(casa, "congelar")
    [fila] = visto(casa)
    assert fila.paso == "priorizacion.congelada"
    assert "Se cerró la lista de demandas." in admin.get(AVANCE).text


def test_autorizar_dos_veces_no_cambia_nada(casa, admin):
    ficha = {"csrf_token": ficha_de(admin, AVANCE), "constancia": ACTA}
    assert admin.post(AVANCE, data=ficha).status_code == 303
    antes = hechos_de(casa)
    assert admin.post(AVANCE, data=ficha | {"constancia": "otra"}).status_code == 303
    assert hechos_de(casa) == antes
    texto = admin.get(AVANCE).text
    assert "Ya estaba autorizado" in texto
    assert ACTA in texto


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"constancia": " "}, "Falta este dato."),
        ({"constancia": "=1+1"}, "es una fórmula"),
        ({"constancia": "x" * 201}, "más largo"),
        ({"constancia": ACTA, "avance_desde": "2020-01-01"}, "no es parte del formulario"),
    ],
)
def test_sin_constancia_no_se_autoriza(casa, admin, campos, dice):
    respuesta = enviar(admin, AVANCE, **campos)
    assert respuesta.status_code == 422
    assert dice in respuesta.text
    assert visto(casa) == []


def test_revocar_pide_confirmar_retira_y_repetirlo_no_es_error(casa, admin):
    enviar(admin, AVANCE, constancia=ACTA)
    assert "Se retira la copia" in admin.get(REVOCAR).text
    ficha = {"csrf_token": ficha_de(admin, AVANCE)}
    assert len(visto(casa)) == 1, "mirar la confirmación no revoca"
    assert admin.post(REVOCAR, data=ficha).status_code == 303
    assert visto(casa) == []
    antes = hechos_de(casa)
    assert admin.post(REVOCAR, data=ficha).status_code == 303
    assert hechos_de(casa) == antes
    assert admin.get(REVOCAR).status_code == 303


def test_la_constancia_se_escapa(admin):
    enviar(admin, AVANCE, constancia="<script>alert(1)</script>")
    texto = admin.get(AVANCE).text
    assert "<script>alert" not in texto
    assert "&lt;script&gt;" in texto


@pytest.mark.parametrize("rol", [r for r in Rol if Nivel.MUNICIPIO in NIVELES[r]])
def test_solo_quien_puede_lo_autoriza(casa, rol):
    cliente, ajeno = entrar_como(casa, rol, TUNARI), entrar_como(casa, rol, CHIMORE)
    puede = Accion.AUTORIZAR_AVANCE in PERMISOS[rol]
    assert cliente.get(AVANCE).status_code == (200 if puede else 403)
    assert ajeno.get(AVANCE).status_code == 403
    datos = {"csrf_token": ficha_de(ajeno, "/villa-tunari/priorizacion"), "constancia": ACTA}
    assert ajeno.post(AVANCE, data=datos).status_code == 403
    assert ajeno.post(REVOCAR, data=datos).status_code == 403
    assert anonimo(casa).get(AVANCE).location.startswith("/entrar")
    assert visto(casa) == []
