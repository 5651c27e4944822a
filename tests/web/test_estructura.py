"""El organigrama que todos ven y las pantallas de quien lo mantiene."""

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios import estructura
from nucleo.servicios.estructura import DatosDeUnidad
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar

RAIZ = "/villa-tunari/estructura"


@pytest.fixture
def tecnica(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def anotar(cliente, codigo="SMOP", nombre="Obras Públicas", **mas):
    return enviar(cliente, f"{RAIZ}/nueva", codigo=codigo, nombre=nombre, **mas)


def todas(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return list(unidad.estructura.todas())


def test_el_organigrama_es_publico_y_dice_de_quien_depende_cada_una(casa, tecnica):
    assert "Todavía no se anotaron" in anonimo(casa).get(RAIZ).text
    assert anotar(tecnica, "MAE", "Despacho").status_code == 303
    otra = anotar(tecnica, depende_de="MAE", responsable="Secretaria", sectores=["salud"])
    assert otra.status_code == 303
    pagina = anonimo(casa).get(RAIZ).text
    assert pagina.index("Despacho") < pagina.index("Obras Públicas") < pagina.index("Secretaria")
    assert "/nueva" not in pagina
    assert "SMOP;Obras Públicas;MAE;Secretaria" in anonimo(casa).get(f"{RAIZ}.csv").text
    assert anonimo(casa).get(f"{RAIZ}.xlsx").data.startswith(b"PK")


def test_lo_mal_escrito_vuelve_con_su_razon(casa, tecnica):
    anotar(tecnica)
    for campos, frase in [
        ({"codigo": "smop"}, "ya es de"),
        ({"codigo": "con espacio"}, "código corto"),
        ({"codigo": "B", "desde": "2028", "hasta": "2027"}, "antes de empezar"),
    ]:
        mala = anotar(tecnica, **campos)
        assert mala.status_code == 422
        assert frase in mala.text
    assert len(todas(casa)) == 1


def test_dos_que_corrigen_a_la_vez_ven_la_diferencia(casa, tecnica):
    anotar(tecnica)
    editar = f"{RAIZ}/{todas(casa)[0].id}/editar"
    assert enviar(tecnica, editar, nombre="Obras").status_code == 303
    choque = enviar(tecnica, editar, nombre="Otra", version="1")
    assert choque.status_code == 409
    assert "Otra persona guardó antes" in choque.text


def test_la_usada_se_cierra_y_la_suelta_se_quita(casa, tecnica):
    anotar(tecnica, "MAE", "Despacho")
    anotar(tecnica, depende_de="MAE")
    arriba, hija = todas(casa)
    assert "No se borra" in tecnica.get(f"{RAIZ}/{arriba.id}/quitar").text
    assert enviar(tecnica, f"{RAIZ}/{arriba.id}/cerrar", hasta="2026").status_code == 303
    assert enviar(tecnica, f"{RAIZ}/{hija.id}/quitar").status_code == 303
    assert [(u.codigo, u.hasta) for u in todas(casa)] == [("MAE", 2026)]


def test_corregir_no_quita_el_sector_que_ya_no_se_ofrece(casa, tecnica):
    datos = DatosDeUnidad("SMOP", "Obras", sectores=("salud", "antiguo"))
    contexto = casa.contexto(TUNARI, 2027, "Ana")
    estructura.registrar(contexto, casa.unidad(TUNARI), nuevo_id(), datos)
    editar = f"{RAIZ}/{todas(casa)[0].id}/editar"
    assert enviar(tecnica, editar, nombre="Obras Públicas").status_code == 303
    [una] = todas(casa)
    assert (una.nombre, set(una.sectores)) == ("Obras Públicas", {"salud", "antiguo"})


def test_cerrarla_dos_veces_igual_no_choca(casa, tecnica):
    anotar(tecnica)
    cerrar = f"{RAIZ}/{todas(casa)[0].id}/cerrar"
    for _ in range(2):
        assert enviar(tecnica, cerrar, hasta="2026", version="1").status_code == 303
    assert enviar(tecnica, cerrar, hasta="2028", version="1").status_code == 409
    assert todas(casa)[0].hasta == 2026


def test_ni_otro_municipio_ni_el_control_social_la_cambian(casa, tecnica):
    anotar(tecnica)
    editar = f"{RAIZ}/{todas(casa)[0].id}/editar"
    ajena = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    vigila = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert {c.get(editar).status_code for c in (ajena, vigila)} == {403}
    assert ajena.get(editar.replace("villa-tunari", "chimore")).status_code == 404


def test_su_planilla_pide_ademas_poder_organizar(casa, tecnica):
    administra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    assert administra.get("/villa-tunari/planillas/estructura").status_code == 403
    assert tecnica.get("/villa-tunari/planillas/estructura.xlsx").data.startswith(b"PK")
