"""Por dónde se sigue: lo que una pantalla ofrece a cada quien después de lo que acaba de ver."""

import pytest

from nucleo.dominio.roles import Rol
from nucleo.web.formato import sin_credencial
from tests.web.casa import SUSPENDIDO, TUNARI, anonimo, entrar_como, ficha_de, fundar_organizacion
from tests.web.pasos import GESTION, PANEL, RAIZ, hasta, sembrar
from tests.web.presentadas import presentar

ENTREGAS = f"{RAIZ}/entregas"


def test_el_cargo_que_no_alcanza_se_dice_y_lleva_de_vuelta_al_trabajo(casa):
    pagina = entrar_como(casa, Rol.DIRIGENCIA, TUNARI).get(f"{RAIZ}/techo")
    assert pagina.status_code == 403
    assert "<h1>Su cargo no permite eso</h1>" in pagina.text
    assert f'class="boton" href="{RAIZ}/trabajo"' in pagina.text


@pytest.mark.parametrize(("direccion", "codigo"), [("/arque", 404), ("/puerto-villarroel", 403)])
def test_lo_que_no_esta_en_uso_no_habla_de_la_consola(casa, direccion, codigo):
    assert SUSPENDIDO.id == casa.territorio.municipio("puerto-villarroel").id
    pagina = anonimo(casa).get(direccion)
    assert pagina.status_code == codigo
    assert "la administración de su departamento" in pagina.text
    assert "«tinkuy" not in pagina.text


def test_el_panel_ofrece_arriba_lo_que_toca_a_quien_puede_darlo(casa):
    sembrar(casa)
    ahora_toca = "Ahora toca:"
    assert ahora_toca in entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI).get(PANEL).text
    assert ahora_toca not in entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI).get(PANEL).text
    hasta(casa, "publicar")
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    panel = alcaldesa.get(PANEL).text
    assert ahora_toca not in panel
    assert f'class="boton lleno" href="{ENTREGAS}?gestion={GESTION}"' in panel


def entregar_todas(cliente, mesa):
    datos = {"csrf_token": ficha_de(cliente, mesa), "gestion": str(GESTION), "accion": "todas"}
    return cliente.post(mesa, data=datos)


def test_entregado_todo_no_se_ofrece_entregar_otra_vez(casa):
    sembrar(casa)
    hasta(casa, "publicar")
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    mesa = f"{ENTREGAS}/uninominal-24?gestion={GESTION}"
    assert entregar_todas(alcaldesa, mesa).status_code == 303
    pagina = alcaldesa.get(mesa).text
    assert "no queda nada por entregar" in pagina
    assert "Entregar todas" not in pagina
    assert "Retirar lo entregado" in pagina


def test_la_ficha_de_la_organizacion_lleva_a_llenar_su_formulario_a_quien_puede(casa):
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    suya = f"{RAIZ}/organizaciones/{dirigenta.membresia.organizacion_id}"
    enlace = f"/formularios/nuevo?organizacion={dirigenta.membresia.organizacion_id}"
    assert enlace in dirigenta.get(suya).text
    assert enlace in entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI).get(suya).text
    assert enlace not in entrar_como(casa, Rol.DIRIGENCIA, TUNARI).get(suya).text
    assert enlace not in anonimo(casa).get(suya).text


@pytest.mark.parametrize(
    ("firma", "se_lee"),
    [
        ("Ana Quispe, Alcaldía [3f9a2c]", "Ana Quispe, Alcaldía"),
        ("Ana [3f9a2c] Quispe", "Ana [3f9a2c] Quispe"),
        ("consola:jefa", "consola:jefa"),
        ("", ""),
    ],
)
def test_la_firma_se_lee_sin_su_credencial(firma, se_lee):
    assert sin_credencial(firma) == se_lee


def test_mi_trabajo_deja_elegir_la_gestion_y_la_lleva_a_cada_pantalla(casa):
    sembrar(casa)
    siguiente = fundar_organizacion(casa)
    presentar(casa, organizacion=siguiente, gestion=GESTION + 1)
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    trabajo = alcaldesa.get(f"{RAIZ}/trabajo").text
    assert f'href="?gestion={GESTION}"' in trabajo
    assert f'href="{ENTREGAS}"' in trabajo
    de_antes = alcaldesa.get(f"{RAIZ}/trabajo?gestion={GESTION}").text
    assert f'href="{ENTREGAS}?gestion={GESTION}"' in de_antes
