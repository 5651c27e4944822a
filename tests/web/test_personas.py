"""Personas por pantalla: quién ve, quién invita a qué y dónde, y qué pasa al cerrar un mandato."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from nucleo.dominio.ambito import EnDepartamento, EnMunicipio, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from tests.web.casa import (
    CHIMORE,
    COCHABAMBA,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar_como,
    enviar,
    fundar_organizacion,
)

HOY = datetime.now(UTC).date()
ENLACE = re.compile(r"http://localhost/invitacion/([\w-]+)")


def pendientes(casa):
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        return list(unidad.enlaces.pendientes())


def membresia(casa, cual):
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        return unidad.membresias.de(cual)


def invitar(cliente, direccion, **campos):
    return enviar(cliente, direccion, **{"correo": "ana@ejemplo.bo", **campos})


@pytest.mark.parametrize(
    ("rol", "ambito", "raiz", "nombre"),
    [
        (Rol.ADMINISTRACION_MUNICIPAL, TUNARI, "/villa-tunari", "Municipio de Villa Tunari"),
        (Rol.ALCALDIA, TUNARI, "/villa-tunari", "Municipio de Villa Tunari"),
        (
            Rol.ADMINISTRACION_DEPARTAMENTAL,
            COCHABAMBA,
            "/departamentos/cochabamba",
            "Departamento de Cochabamba",
        ),
        (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA, "/plataforma", "Toda la plataforma"),
    ],
)
def test_quien_administra_ve_a_las_personas_de_su_ambito(casa, rol, ambito, raiz, nombre):
    cliente = entrar_como(casa, rol, ambito, nombre="Julia Rojas")
    pagina = cliente.get(f"{raiz}/personas")
    assert pagina.status_code == 200
    assert f'<p class="suave">{nombre}</p>' in pagina.text
    assert "Julia Rojas" in pagina.text
    assert cliente.usuario.correo in pagina.text


@pytest.mark.parametrize(
    ("rol", "ambito"),
    [
        (Rol.TECNICO_MUNICIPAL, TUNARI),
        (Rol.CONTROL_SOCIAL, TUNARI),
        (Rol.DIRIGENCIA, TUNARI),
        (Rol.AUDITORIA, TUNARI),
        (Rol.ADMINISTRACION_MUNICIPAL, CHIMORE),
        (Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA),
        (Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA),
    ],
)
@pytest.mark.parametrize("resto", ["", "/invitar"])
def test_otro_cargo_u_otro_ambito_no_ve_correos(casa, rol, ambito, resto):
    assert entrar_como(casa, rol, ambito).get(f"/villa-tunari/personas{resto}").status_code == 403


def test_sin_entrar_o_con_el_mandato_vencido_tampoco(casa):
    ayer = HOY - timedelta(days=2)
    vencida = entrar_como(casa, Rol.ALCALDIA, TUNARI, desde=ayer, hasta=ayer)
    assert vencida.get("/villa-tunari/personas").status_code == 403
    assert anonimo(casa).get("/villa-tunari/personas").status_code == 303


def test_una_administracion_de_otro_departamento_no_entra(casa):
    ajena = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, EnDepartamento("02"))
    assert ajena.get("/departamentos/cochabamba/personas").status_code == 403


def test_invitar_muestra_el_enlace_una_vez_y_enviarlo_dos_veces_no_duplica(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    direccion = "/villa-tunari/personas/invitar?rol=tecnico_municipal"
    orden = str(uuid4())
    hecho = invitar(cliente, direccion, nombre="Ana Mamani", orden=orden)
    assert hecho.status_code == 303
    repetido = invitar(cliente, direccion, nombre="Ana Mamani", orden=orden)
    assert repetido.location == hecho.location
    assert len(pendientes(casa)) == 1
    muestra = cliente.get(hecho.location).text
    assert ENLACE.search(muestra)
    assert not ENLACE.search(cliente.get(hecho.location).text)
    assert pendientes(casa)[0].datos["rol"] == "tecnico_municipal"
    assert "Ana Mamani" in cliente.get("/villa-tunari/personas").text


def test_otro_enlace_deja_sin_valor_al_anterior(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    hecho = invitar(cliente, "/villa-tunari/personas/invitar?rol=concejo")
    primero = ENLACE.search(cliente.get(hecho.location).text)[1]
    otra = enviar(cliente, hecho.location, accion=f"{hecho.location}/renovar")
    segundo = ENLACE.search(cliente.get(otra.location).text)[1]
    assert anonimo(casa).get(f"/invitacion/{primero}").status_code in {404, 410}
    assert segundo != primero
    assert len(pendientes(casa)) == 1


def test_no_se_da_un_cargo_que_no_toca(casa):
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    for rol in ("administracion_municipal", "administracion_de_plataforma", "diputado_uninominal"):
        assert alcaldesa.get(f"/villa-tunari/personas/invitar?rol={rol}").status_code == 404
    # tampoco sobre otro municipio, dicho a mano
    ajeno = f"/villa-tunari/personas/invitar?rol=concejo&sobre={CHIMORE.clave}"
    assert alcaldesa.get(ajeno).status_code == 404


def test_un_campo_que_el_formulario_no_tiene_se_rechaza(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    mal = invitar(cliente, "/villa-tunari/personas/invitar?rol=concejo", rol="alcaldia")
    assert mal.status_code == 422
    assert pendientes(casa) == []


def test_lo_mal_escrito_vuelve_para_corregir(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    direccion = "/villa-tunari/personas/invitar?rol=concejo"
    mal = invitar(cliente, direccion, correo="sin arroba", nombre="Ana <b>Cruz</b>")
    assert mal.status_code == 422
    assert "Ana &lt;b&gt;Cruz&lt;/b&gt;" in mal.text
    antes = invitar(cliente, direccion, hasta="01/01/2020")
    assert antes.status_code == 422
    assert pendientes(casa) == []


def test_un_cargo_de_organizacion_pide_cual_y_reclama_su_dirigencia(casa):
    organizacion = fundar_organizacion(casa, TUNARI, "Sindicato San Isidro")
    fundar_organizacion(casa, CHIMORE, "Sindicato ajeno")
    dirigencia = Dirigencia(nuevo_id(), organizacion.id, "Rosa Choque", "Secretaria general")
    with casa.unidad(TUNARI) as unidad:
        unidad.dirigencias.agregar(dirigencia)
        unidad.anotar(Hecho("prueba.dirigencia", "prueba", ahora(), {}))
        unidad.confirmar()
    cliente = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    eleccion = cliente.get("/villa-tunari/personas/invitar?rol=dirigencia").text
    assert "Sindicato San Isidro" in eleccion
    assert "Sindicato ajeno" not in eleccion
    direccion = f"/villa-tunari/personas/invitar?rol=dirigencia&organizacion={organizacion.id}"
    hecho = invitar(cliente, direccion, dirigencia=str(dirigencia.id))
    assert hecho.status_code == 303
    datos = pendientes(casa)[0].datos
    assert datos["dirigencia_id"] == str(dirigencia.id)
    assert datos["organizacion_id"] == str(organizacion.id)


def test_sin_organizaciones_de_ese_tipo_se_dice_donde_anotarlas(casa):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    pagina = cliente.get("/villa-tunari/personas/invitar?rol=dilos").text
    assert "Anótela primero" in pagina
    assert cliente.get("/villa-tunari/organizaciones").status_code == 200
    assert 'href="/villa-tunari/organizaciones">Ir a organizaciones' in pagina


def test_el_departamento_invita_a_lo_suyo_y_a_nada_mas(casa):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)
    raiz = "/departamentos/cochabamba/personas"
    a_municipio = f"{raiz}/invitar?rol=administracion_municipal&sobre={TUNARI.clave}"
    assert invitar(cliente, a_municipio).status_code == 303
    a_region = f"{raiz}/invitar?rol=diputado_uninominal&sobre=region:uninominal-24"
    assert invitar(cliente, a_region, correo="d@ejemplo.bo").status_code == 303
    assert [e.datos["sobre"] for e in pendientes(casa)] == ["region:uninominal-24", TUNARI.clave]
    ajenos = (
        "rol=alcaldia&sobre=municipio:031003",
        "rol=administracion_municipal&sobre=municipio:020101",
        "rol=diputado_uninominal&sobre=region:uninominal-1",
        "rol=administracion_departamental&sobre=departamento:02",
        "rol=administracion_de_plataforma&sobre=plataforma",
    )
    for ajeno in ajenos:
        assert cliente.get(f"{raiz}/invitar?{ajeno}").status_code == 404, ajeno


def test_el_departamento_no_ve_a_la_gente_de_un_municipio(casa):
    vecina = crear_usuario(casa, "Rosa Choque")
    dar_mandato(casa, vecina, Rol.CONTROL_SOCIAL, TUNARI)
    jefa = crear_usuario(casa, "Elena Vargas")
    dar_mandato(casa, jefa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)
    pagina = cliente.get("/departamentos/cochabamba/personas").text
    assert "Elena Vargas" in pagina
    assert "Rosa Choque" not in pagina


def test_la_plataforma_invita_a_un_departamento(casa):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DE_PLATAFORMA, PLATAFORMA)
    direccion = (
        "/plataforma/personas/invitar?rol=administracion_departamental&sobre=departamento:02"
    )
    assert invitar(cliente, direccion).status_code == 303
    assert pendientes(casa)[0].datos["sobre"] == "departamento:02"


def test_retirar_una_invitacion_pide_confirmar(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    hecho = invitar(cliente, "/villa-tunari/personas/invitar?rol=concejo")
    retirar = f"{hecho.location}/retirar"
    assert "deja de servir" in cliente.get(retirar).text
    assert pendientes(casa)[0].sirve(ahora())
    assert enviar(cliente, retirar, accion=retirar).status_code == 303
    assert not pendientes(casa)[0].sirve(ahora())


def test_cerrar_un_mandato_vale_en_la_siguiente_peticion(casa):
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI, nombre="Luis Rocha")
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    cerrar = f"/villa-tunari/personas/{tecnico.membresia.id}/cerrar"
    pagina = alcaldesa.get(cerrar).text
    assert "Luis Rocha" in pagina
    assert "sigue hecho" in pagina
    assert membresia(casa, tecnico.membresia.id).cerrada_en is None
    assert enviar(alcaldesa, cerrar, accion=cerrar).status_code == 303
    assert membresia(casa, tecnico.membresia.id).cerrada_en
    assert (
        "Luis Rocha"
        not in alcaldesa.get("/villa-tunari/personas").text.split("<main")[1].split("lista", 1)[1]
    )
    assert "Luis Rocha" in alcaldesa.get("/villa-tunari/personas?ver=terminados").text


def test_no_se_cierra_un_mandato_ajeno(casa):
    ajeno = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    administra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    for cliente, cual in ((alcaldesa, ajeno), (alcaldesa, administra)):
        cerrar = f"/villa-tunari/personas/{cual.membresia.id}/cerrar"
        assert cliente.get(cerrar).status_code == 404


def test_la_ultima_administracion_no_se_cierra(casa):
    cliente = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    cerrar = f"/villa-tunari/personas/{cliente.membresia.id}/cerrar"
    mal = enviar(cliente, cerrar, accion=cerrar)
    assert mal.status_code == 422
    assert "invite antes" in mal.text
    assert membresia(casa, cliente.membresia.id).cerrada_en is None


def test_se_busca_y_lo_que_no_esta_se_explica(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI, nombre="Julia Rojas")
    entrar_como(casa, Rol.CONCEJO, TUNARI, nombre="Pedro Arce")
    pagina = cliente.get("/villa-tunari/personas?buscar=concejo").text
    assert "Pedro Arce" in pagina
    assert cliente.usuario.correo not in pagina
    assert "Nadie coincide" in cliente.get("/villa-tunari/personas?buscar=xyz").text


def test_una_region_partida_toca_a_sus_departamentos(casa):
    """`EnRegion` de otro departamento no se ofrece: ya se probó; la propia, sí."""
    cliente = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA)
    raiz = "/departamentos/cochabamba/personas/invitar?rol=secretaria_pro_tempore"
    opciones = cliente.get(raiz).text
    assert EnRegion("uninominal-24").clave in opciones
    assert EnMunicipio(31003).clave not in opciones
