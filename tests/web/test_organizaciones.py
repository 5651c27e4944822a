"""Las organizaciones, sus distritos y sus dirigencias, por pantalla y con su cargo."""

import re

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import ahora
from nucleo.dominio.roles import Rol
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    entrar_como,
    enviar,
    ficha_de,
    fundar_organizacion,
)
from tests.web.paginas import formulario_de

LISTA = "/villa-tunari/organizaciones"
HOSTIL = '"><script>alert(1)</script>'


@pytest.fixture
def tecnica(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def todas(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return list(unidad.organizaciones.todas())


def dirigencias_de(casa, organizacion):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return list(unidad.dirigencias.de_organizacion(organizacion.id))


def registrar(cliente, nombre="Eterazama", **campos):
    return enviar(cliente, f"{LISTA}/nueva", nombre=nombre, tipo="comunidad_campesina", **campos)


# ── Mirar ───────────────────────────────────────────────────────────────────────────────────────


def test_sin_organizaciones_se_explica(casa):
    assert "Todavía no hay organizaciones" in anonimo(casa).get(LISTA).text


def test_la_lista_busca_filtra_y_se_descarga(casa):
    for nombre in ("Eterazama", "Samuzabety"):
        fundar_organizacion(casa, nombre=nombre)
    cliente = anonimo(casa)
    assert "2 organizaciones" in cliente.get(LISTA).text
    hallada = cliente.get(f"{LISTA}?texto=ETERAZÁMA").text
    assert "Eterazama" in hallada
    assert "Samuzabety" not in hallada
    assert "Ninguna organización" in cliente.get(f"{LISTA}?tipo=dilos").text
    assert "2 organizaciones" in cliente.get(f"{LISTA}?distrito=1").text
    csv = cliente.get(f"{LISTA}.csv")
    assert csv.mimetype == "text/csv"
    assert "Samuzabety" in csv.text
    assert cliente.get(f"{LISTA}.xlsx").data.startswith(b"PK")


def test_la_lengua_es_una_de_las_de_la_plataforma_y_se_descarga(casa, tecnica):
    assert registrar(tecnica, idioma="qu").status_code == 303
    assert [o.idioma for o in todas(casa)] == ["qu"]
    assert "quechua" in anonimo(casa).get(f"{LISTA}.csv").text
    assert "quechua" in tecnica.get(f"{LISTA}/{todas(casa)[0].id}").text
    for ajena in ("pseudo", "xx"):
        assert registrar(tecnica, nombre="Otra", idioma=ajena).status_code == 422
    assert len(todas(casa)) == 1


@pytest.mark.parametrize("cola", ["?pagina=9", "?pagina=x", "?gestion=1", "/no-es-uuid"])
def test_lo_que_no_existe_es_404(casa, cola):
    assert anonimo(casa).get(LISTA + cola).status_code == 404


def test_la_ficha_de_otro_municipio_no_esta(casa):
    ajena = fundar_organizacion(casa, CHIMORE)
    assert anonimo(casa).get(f"{LISTA}/{ajena.id}").status_code == 404


def test_el_telefono_solo_lo_ve_quien_puede_ver_lo_reservado(casa, tecnica):
    suya = fundar_organizacion(casa, nombre="Eterazama")
    enviar(
        tecnica, f"{LISTA}/{suya.id}/dirigencias/nueva", nombre="Ana Quispe", cargo="Mallku",
        telefono="70012345",
    )  # fmt: skip
    direccion = f"{LISTA}/{suya.id}"
    publica = anonimo(casa).get(direccion).text
    assert "Ana Quispe" in publica
    assert "Mallku" in publica
    assert "70012345" not in publica
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, suya.id)
    assert "70012345" not in dirigenta.get(direccion).text
    ajena = entrar_como(casa, Rol.CONTROL_SOCIAL, CHIMORE)
    assert "70012345" not in ajena.get(direccion).text
    for rol in (Rol.CONTROL_SOCIAL, Rol.TECNICO_MUNICIPAL):
        assert "70012345" in entrar_como(casa, rol, TUNARI).get(direccion).text
    assert "70012345" in tecnica.get("/villa-tunari/dirigencias.csv").text
    assert dirigenta.get("/villa-tunari/dirigencias.csv").status_code == 403
    assert anonimo(casa).get("/villa-tunari/dirigencias.csv").status_code == 303


def test_quien_debe_su_segundo_factor_ve_solo_lo_de_todos(casa, tecnica):
    suya = fundar_organizacion(casa, nombre="Eterazama")
    dirigencias = f"{LISTA}/{suya.id}/dirigencias/nueva"
    enviar(tecnica, dirigencias, nombre="Ana Quispe", cargo="Mallku", telefono="70012345")
    usuario = crear_usuario(casa)
    dar_mandato(casa, usuario, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    sin_factor = entrar(casa, usuario)
    pagina = sin_factor.get(f"{LISTA}/{suya.id}").text
    assert "Ana Quispe" in pagina
    assert "70012345" not in pagina, "una página pública no se detiene a pedir el factor"
    assert "Editar" not in pagina.partition("<main")[2]
    con_factor = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    assert "70012345" in con_factor.get(f"{LISTA}/{suya.id}").text


# ── Registrar y corregir ────────────────────────────────────────────────────────────────────────


def test_registrar_y_verla(casa, tecnica):
    respuesta = registrar(tecnica, mujeres="120", hombres="110", agua="35,5", area="rural")
    assert respuesta.status_code == 303
    [nueva] = todas(casa)
    assert respuesta.headers["Location"] == f"{LISTA}/{nueva.id}"
    assert (nueva.poblacion.total, nueva.carencias) == (230, {"agua": 35.5})
    assert "Quedó registrada" in tecnica.get(respuesta.headers["Location"]).text


def test_enviar_dos_veces_el_mismo_formulario_no_duplica(casa, tecnica):
    pagina = tecnica.get(f"{LISTA}/nueva").text
    orden = re.search(r'name="orden" value="([^"]+)"', pagina)[1]
    datos = {
        "csrf_token": ficha_de(tecnica, f"{LISTA}/nueva"), "orden": orden,
        "nombre": "Eterazama", "tipo": "junta_vecinal",
    }  # fmt: skip
    for _ in range(2):
        assert tecnica.post(f"{LISTA}/nueva", data=datos).status_code == 303
    assert len(todas(casa)) == 1


def volver_atras_y_enviar_otra(cliente, direccion, **campos):
    """El navegador guarda la página: al volver atrás trae el mismo `orden`. Se envían las dos."""
    vista = formulario_de(cliente.get(direccion).text).valores
    primera = {c: pares[0] for c, pares in campos.items()}
    assert cliente.post(direccion, data=vista | primera).status_code == 303
    return cliente.post(direccion, data=vista | {c: pares[1] for c, pares in campos.items()})


def test_volver_atras_y_registrar_otra_no_la_pierde(casa, tecnica):
    nombres, tipo = ("Comunidad Alta", "Comunidad Baja"), ("junta_vecinal", "junta_vecinal")
    respuesta = volver_atras_y_enviar_otra(tecnica, f"{LISTA}/nueva", nombre=nombres, tipo=tipo)
    assert respuesta.status_code == 422
    assert "ya guardó «Comunidad Alta»" in respuesta.text
    assert 'value="Comunidad Baja"' in respuesta.text
    de_nuevo = formulario_de(respuesta.text).valores
    assert tecnica.post(f"{LISTA}/nueva", data=de_nuevo).status_code == 303
    assert {o.nombre for o in todas(casa)} == set(nombres)


def test_volver_atras_y_agregar_otra_dirigencia_no_la_pierde(casa, tecnica):
    suya = fundar_organizacion(casa)
    direccion = f"{LISTA}/{suya.id}/dirigencias/nueva"
    respuesta = volver_atras_y_enviar_otra(
        tecnica, direccion, nombre=("Juana", "Petrona"), cargo=("presidenta", "secretaria")
    )
    assert (respuesta.status_code, "ya guardó «Juana»" in respuesta.text) == (422, True)
    assert tecnica.post(direccion, data=formulario_de(respuesta.text).valores).status_code == 303
    with casa.unidad_de_lectura(TUNARI) as unidad:
        suyas = unidad.dirigencias.de_organizacion(suya.id)
    assert {d.nombre for d in suyas} == {"Juana", "Petrona"}


def test_un_nombre_repetido_enlaza_a_la_que_ya_esta(casa, tecnica):
    ya = fundar_organizacion(casa, nombre="Ch’alla Pampa")
    respuesta = registrar(tecnica, "CHALLA PAMPA")
    assert respuesta.status_code == 422
    assert f"{LISTA}/{ya.id}" in respuesta.text
    assert 'value="CHALLA PAMPA"' in respuesta.text


def test_lo_mal_escrito_vuelve_con_su_motivo_y_sin_ejecutarse(casa, tecnica):
    respuesta = registrar(tecnica, HOSTIL, mujeres="muchas")
    assert respuesta.status_code == 422
    assert "no es un número" in respuesta.text
    assert "<script>alert" not in respuesta.text
    registrar(tecnica, HOSTIL)
    [nueva] = todas(casa)
    for direccion in (LISTA, f"{LISTA}/{nueva.id}", f"{LISTA}/{nueva.id}/editar"):
        assert "<script>alert" not in tecnica.get(direccion).text


def test_un_campo_que_no_se_ofrece_no_entra(casa, tecnica):
    assert registrar(tecnica, municipio_id="31204", clave="otra").status_code == 422
    assert todas(casa) == []


def test_quien_guarda_despues_ve_la_diferencia_y_no_pierde_lo_suyo(casa, tecnica):
    suya = fundar_organizacion(casa, nombre="Eterazama")
    otra = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    editar = f"{LISTA}/{suya.id}/editar"
    antes = otra.get(editar)
    ficha = re.search(r'name="csrf_token" value="([^"]+)"', antes.text)[1]
    assert enviar(tecnica, editar, fuente="Censo 2024").status_code == 303
    choque = otra.post(
        editar,
        data={
            "csrf_token": ficha, "version": str(suya.version), "partida": "{}",
            "nombre": "Eterazama", "tipo": "comunidad_campesina", "fuente": "Acta",
        },
    )  # fmt: skip
    assert choque.status_code == 409
    assert "Otra persona guardó antes" in choque.text
    assert "Censo 2024" in choque.text
    assert 'value="Acta"' in choque.text
    assert todas(casa)[0].fuente == "Censo 2024"


def test_quitar_confirma_y_solo_si_no_tiene_nada(casa, tecnica):
    sola, usada = fundar_organizacion(casa), fundar_organizacion(casa)
    enviar(tecnica, f"{LISTA}/{usada.id}/dirigencias/nueva", nombre="Ana", cargo="Mallku")
    confirmar = tecnica.get(f"{LISTA}/{usada.id}/quitar").text
    assert "no se borra" in confirmar
    ficha = ficha_de(tecnica, f"{LISTA}/{sola.id}/quitar")
    datos = {"csrf_token": ficha, "version": "1"}
    assert tecnica.post(f"{LISTA}/{usada.id}/quitar", data=datos).status_code == 422
    assert enviar(tecnica, f"{LISTA}/{sola.id}/quitar").status_code == 303
    assert [o.id for o in todas(casa)] == [usada.id]


# ── Distritos ───────────────────────────────────────────────────────────────────────────────────

DISTRITOS = "/villa-tunari/distritos"


def test_agregar_renombrar_unir_y_quitar_un_distrito(casa, tecnica):
    fundar_organizacion(casa)
    enviar(tecnica, DISTRITOS, nombre="Central Norte")
    assert "Central Norte" in tecnica.get(DISTRITOS).text
    enviar(tecnica, f"{DISTRITOS}/central-norte/renombrar", nombre="Norte")
    assert enviar(tecnica, f"{DISTRITOS}/1/unir", con="norte").status_code == 303
    assert [o.distrito for o in todas(casa)] == ["Norte"]
    assert "Quedarán sin distrito" in tecnica.get(f"{DISTRITOS}/norte/quitar").text
    enviar(tecnica, f"{DISTRITOS}/norte/quitar")
    assert [o.distrito for o in todas(casa)] == [""]
    assert tecnica.get(f"{DISTRITOS}/norte/quitar").status_code == 404


def test_renombrar_con_el_nombre_de_otro_lo_dice(casa, tecnica):
    fundar_organizacion(casa)
    enviar(tecnica, DISTRITOS, nombre="Norte")
    respuesta = enviar(tecnica, f"{DISTRITOS}/1/renombrar", nombre="NORTE")
    assert respuesta.status_code == 422
    assert "únalos" in respuesta.text


# ── Dirigencias ─────────────────────────────────────────────────────────────────────────────────


def test_una_dirigencia_se_agrega_se_corrige_y_termina(casa, tecnica):
    suya = fundar_organizacion(casa)
    raiz = f"{LISTA}/{suya.id}/dirigencias"
    enviar(tecnica, f"{raiz}/nueva", nombre="Ana", cargo="Jilacata", desde="1/2/2026")
    [ana] = dirigencias_de(casa, suya)
    enviar(tecnica, f"{raiz}/{ana.id}/editar", nombre="Ana Quispe")
    enviar(tecnica, f"{raiz}/{ana.id}/terminar", hasta="1/3/2026")
    [ana] = dirigencias_de(casa, suya)
    assert (ana.nombre, f"{ana.hasta}") == ("Ana Quispe", "2026-03-01")
    ficha = anonimo(casa).get(f"{LISTA}/{suya.id}").text
    assert "ninguna dirigencia con mandato vigente" in ficha
    assert "Ana Quispe" in ficha


def test_quien_puede_invitar_llega_a_la_invitacion_con_todo_elegido(casa, tecnica):
    suya = fundar_organizacion(casa)
    enviar(tecnica, f"{LISTA}/{suya.id}/dirigencias/nueva", nombre="Ana Quispe", cargo="Mallku")
    invitacion = f"/villa-tunari/personas/invitar?rol=dirigencia&organizacion={suya.id}"
    administra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    ficha = administra.get(f"{LISTA}/{suya.id}").text
    assert invitacion.replace("&", "&amp;") in ficha
    assert "Ana Quispe" in administra.get(invitacion).text
    assert "personas/invitar" not in tecnica.get(f"{LISTA}/{suya.id}").text


def test_el_mandato_al_reves_se_devuelve_junto_a_su_campo(casa, tecnica):
    suya = fundar_organizacion(casa)
    respuesta = enviar(
        tecnica, f"{LISTA}/{suya.id}/dirigencias/nueva", nombre="Ana", cargo="Jilacata",
        desde="1/2/2026", hasta="1/1/2026",
    )  # fmt: skip
    assert respuesta.status_code == 422
    assert "antes de empezar" in respuesta.text
    assert dirigencias_de(casa, suya) == []


def test_una_dirigencia_no_se_edita_por_la_direccion_de_otra_organizacion(casa, tecnica):
    suya, otra = fundar_organizacion(casa), fundar_organizacion(casa)
    enviar(tecnica, f"{LISTA}/{suya.id}/dirigencias/nueva", nombre="Ana", cargo="Jilacata")
    [ana] = dirigencias_de(casa, suya)
    assert tecnica.get(f"{LISTA}/{otra.id}/dirigencias/{ana.id}/editar").status_code == 404


# ── Quién puede ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rol", "ambito", "codigo"),
    [
        (Rol.TECNICO_MUNICIPAL, TUNARI, 200),
        (Rol.ADMINISTRACION_MUNICIPAL, TUNARI, 200),
        (Rol.TECNICO_MUNICIPAL, CHIMORE, 403),
        (Rol.DIRIGENCIA, TUNARI, 403),
        (Rol.CONTROL_SOCIAL, TUNARI, 403),
    ],
)
def test_solo_la_oficina_de_aqui_escribe(casa, rol, ambito: EnMunicipio, codigo):
    suya = fundar_organizacion(casa)
    cliente = entrar_como(casa, rol, ambito)
    colas = ("/nueva", f"/{suya.id}/editar", f"/{suya.id}/quitar", f"/{suya.id}/dirigencias/nueva")
    for cola in colas:
        assert cliente.get(LISTA + cola).status_code == codigo
    assert cliente.get(DISTRITOS).status_code == codigo


def test_anonimo_va_a_la_puerta_y_el_mandato_vencido_no_vale(casa):
    assert anonimo(casa).get(f"{LISTA}/nueva").status_code == 303
    ayer = ahora().date().replace(year=2020)
    vencida = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI, desde=ayer, hasta=ayer)
    assert vencida.get(f"{LISTA}/nueva").status_code == 403


def test_sin_ficha_no_se_escribe(casa, tecnica):
    datos = {"nombre": "Eterazama", "tipo": "junta_vecinal"}
    assert tecnica.post(f"{LISTA}/nueva", data=datos).status_code == 400
    assert todas(casa) == []
