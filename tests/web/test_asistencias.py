"""La asistencia en pantalla: anotar, ver el cuórum, quitar, firmar en papel y transcribir."""

import io

import pytest

from nucleo.dominio.asistencias import EstadoDelCuorum
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.ciclos import BaseDelCuorum, Cuorum
from nucleo.dominio.contexto import ahora
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.roles import Rol
from nucleo.servicios import asistencias
from nucleo.servicios.calendarios import evento_de
from nucleo.web.formato import fecha
from nucleo.web.vistas import asistencias as vista
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    entrar_como,
    enviar,
    ficha_de,
    fundar_organizacion,
)
from tests.web.paginas import formulario_de

CICLO = "/villa-tunari/ciclo"
RAIZ = f"{CICLO}/eda-1/asistencia"
LISTA = f"{RAIZ}?gestion=2031"
PLANILLA = f"{RAIZ}/planilla?gestion=2031"


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"{CICLO}/abrir?gestion=2031", limite="10/09/2030")
    return cliente


@pytest.fixture
def otb(casa):
    return fundar_organizacion(casa, nombre="Comunidad Ch’alla")


@pytest.fixture
def en_curso(tecnica):
    empezar = f"{CICLO}/eda-1/avanzar?gestion=2031&hacia=en_curso"
    assert enviar(tecnica, empezar).status_code == 303
    return tecnica


def lista(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return list(unidad.asistencias.de_evento(2031, "eda-1"))


def anotar(cliente, nombre, **mas):
    return enviar(cliente, LISTA, nombre=nombre, **mas)


def test_antes_de_empezar_no_se_anota(casa, tecnica):
    pagina = tecnica.get(LISTA).text
    assert "cuando el encuentro empieza" in pagina
    assert "Anotar a quien llega" not in pagina
    assert anonimo(casa).get(f"{CICLO}/eda-1/asistencia?gestion=2040").status_code == 404


def test_anotar_y_ver_la_cuenta_sin_nombres(casa, en_curso, otb):
    dada = anotar(en_curso, "Ana Quispe", organizacion=str(otb.id), sexo="mujer", cargo="Jilacata")
    assert (dada.status_code, dada.location.endswith("#anotar")) == (303, True)
    [ana] = lista(casa)
    assert (ana.nombre, ana.representa, len(ana.hora)) == ("Ana Quispe", "otb", 5)
    assert lista(casa, CHIMORE) == []
    assert "Jilacata · Comunidad Ch’alla" in en_curso.get(LISTA).text
    publica = anonimo(casa).get(LISTA).text
    assert "1 de 1" in publica
    assert "Mujeres: 1 · Hombres: 0" in publica
    assert "Sin regla de cuórum" in publica
    assert "Ana Quispe" not in publica
    repetida = anotar(en_curso, "ANA QUISPE", organizacion=str(otb.id))
    assert (repetida.status_code, "ya está en la lista" in repetida.text) == (422, True)
    vacia = anotar(en_curso, "", hora="25:00")
    assert (vacia.status_code, "no es una hora" in vacia.text) == (422, True)


def test_el_envio_que_llega_fuera_de_tiempo_se_explica(casa, tecnica):
    ficha = ficha_de(tecnica, f"{CICLO}/cumbre-1/programar?gestion=2031")
    tarde = tecnica.post(
        f"{RAIZ}/anotar", data={"csrf_token": ficha, "nombre": "Ana", "gestion": "2031"}
    )
    assert (tarde.status_code, lista(casa)) == (303, [])
    assert "se anota cuando el encuentro empieza" in tecnica.get(tarde.location).text


def test_quitar_a_quien_se_anoto_por_error(casa, en_curso):
    anotar(en_curso, "Ana Quispe")
    quitar = f"{RAIZ}/{lista(casa)[0].id}/quitar?gestion=2031"
    assert "Ana Quispe" in en_curso.get(quitar).text
    assert enviar(en_curso, quitar).status_code == 303
    assert lista(casa) == []
    assert en_curso.get(quitar).status_code == 404


def test_la_lista_con_nombres_pide_cargo(casa, en_curso):
    anotar(en_curso, "Ana Quispe", sexo="mujer", representa="concejo")
    csv = f"{RAIZ}/lista.csv?gestion=2031"
    assert "Ana Quispe;mujer" in en_curso.get(csv).text.replace(",", ";")
    assert en_curso.get(f"{RAIZ}/lista.xlsx?gestion=2031").data[:2] == b"PK"
    for que in ("lista.csv", "lista.xlsx", "lista.pdf", "planilla"):
        assert anonimo(casa).get(f"{RAIZ}/{que}?gestion=2031").status_code == 303
    social = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert "Ana Quispe" in social.get(LISTA).text
    assert social.get(PLANILLA).status_code == 403


def test_la_lista_para_firmar_sale_antes_del_encuentro(tecnica, otb):
    direccion = f"/villa-tunari/organizaciones/{otb.id}/dirigencias/nueva"
    assert enviar(tecnica, direccion, nombre="Ana Quispe", cargo="Jilacata").status_code == 303
    papel = tecnica.get(f"{RAIZ}/lista.pdf?gestion=2031")
    assert (papel.mimetype, papel.data[:5]) == ("application/pdf", b"%PDF-")


def test_la_lista_de_lo_ya_hecho_dice_el_dia_de_verdad(casa, tecnica, monkeypatch):
    compuestos = []
    monkeypatch.setattr(vista, "componer", lambda _, d: compuestos.append(d) or b"%PDF-")
    avanzar = f"{RAIZ.removesuffix('/asistencia')}/avanzar?gestion=2031&hacia=realizado"
    motivo = {"motivo": "Ya"} if "Por qué se pasa" in tecnica.get(avanzar).text else {}
    assert enviar(tecnica, avanzar, dia="", **motivo).status_code == 303
    with casa.unidad_de_lectura(TUNARI) as unidad:
        suyo = evento_de(unidad, 2031, "eda-1")
    assert tecnica.get(f"{RAIZ}/lista.pdf?gestion=2031").status_code == 200
    assert suyo.dia != suyo.fecha
    assert fecha(suyo.dia) in compuestos[0]["subtitulo"]


def subir(cliente, texto):
    archivo = (io.BytesIO(texto.encode()), "lista.csv")
    return enviar(cliente, PLANILLA, archivo=archivo).location


def test_transcribir_en_dos_tiempos_y_dos_veces(casa, en_curso, otb):
    assert otb.nombre
    ensayo = subir(en_curso, "Nombre,Sexo,OTB\nAna Quispe,f,comunidad challa\nLuz,X,\n")
    pagina = en_curso.get(ensayo).text
    assert "se espera: mujer, hombre, sin dato" in pagina
    assert lista(casa) == []
    assert enviar(en_curso, ensayo).status_code == 303
    assert [x.nombre for x in lista(casa)] == ["Ana Quispe"]
    assert "No hay nada que pueda entrar" in en_curso.get(ensayo).text
    mala = en_curso.get(subir(en_curso, "Edad\n33\n")).text
    assert "faltan las columnas: Nombre" in mala


def test_lo_que_se_descarga_se_puede_volver_a_subir(casa, en_curso, otb):
    anotar(en_curso, "Ana Quispe", organizacion=str(otb.id), sexo="mujer", cargo="Jilacata")
    anotar(en_curso, "Luis Rojas", representa="concejo")
    bajada = en_curso.get(f"{RAIZ}/lista.csv?gestion=2031").text
    assert "todo lo que trae ya está" in en_curso.get(subir(en_curso, bajada)).text
    assert len(lista(casa)) == 2


@pytest.mark.parametrize(("presentes", "dicho"), [(1, "Falta 1 organización"), (2, "Hay cuórum")])
def test_con_regla_se_ve_cuanto_falta(casa, en_curso, monkeypatch, presentes, dicho):
    assert en_curso
    regla = Cuorum(BaseDelCuorum.ORGANIZACIONES, 50)
    estado = EstadoDelCuorum(regla, presentes, 4)
    monkeypatch.setattr(asistencias, "cuorum_de", lambda *_: estado)
    pagina = anonimo(casa).get(LISTA).text
    assert dicho in pagina
    assert "el 50 % de las organizaciones convocadas: 2 de 4" in pagina


def corregir_a(casa, nombre):
    [cual] = [x.id for x in lista(casa) if x.nombre == nombre]
    return f"{RAIZ}/{cual}/corregir?gestion=2031"


def test_se_corrige_lo_anotado_y_dos_a_la_vez_ven_la_diferencia(casa, en_curso, otb):
    anotar(en_curso, "Ana Kispe")
    anotar(en_curso, "Luz")
    direccion = corregir_a(casa, "Ana Kispe")
    assert direccion in en_curso.get(LISTA).text.replace("&amp;", "&")
    vieja = en_curso.get(direccion).text
    hecha = enviar(en_curso, direccion, nombre="Ana Quispe", organizacion=str(otb.id), sexo="mujer")
    assert hecha.status_code == 303
    [ana] = [x for x in lista(casa) if x.nombre == "Ana Quispe"]
    assert (ana.representa, ana.sexo, ana.organizacion_id) == ("otb", "mujer", otb.id)
    tarde = formulario_de(vieja).valores | {"nombre": "Ana María"}
    choque = en_curso.post(direccion, data=tarde)
    assert (choque.status_code, "Otra persona guardó antes" in choque.text) == (409, True)
    repetida = enviar(en_curso, corregir_a(casa, "Luz"), nombre="ana quispe",
                      organizacion=str(otb.id))  # fmt: skip
    assert (repetida.status_code, "ya está en la lista" in repetida.text) == (422, True)
    assert enviar(en_curso, direccion, organizacion="").status_code == 303
    [ana] = [x for x in lista(casa) if x.nombre == "Ana Quispe"]
    assert (ana.representa, ana.organizacion_id) == ("", None)


def test_corregir_lo_puede_quien_lleva_el_encuentro_y_hasta_el_acta(casa, en_curso):
    anotar(en_curso, "Ana")
    direccion = corregir_a(casa, "Ana")
    assert entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI).get(direccion).status_code == 403
    assert en_curso.get(direccion.replace("eda-1", "eda-2")).status_code == 404
    with casa.unidad(TUNARI) as unidad:
        evento = next(e for e in unidad.calendarios.eventos(2031) if e.clave == "eda-1")
        evento.estado = EstadoDeEvento.ACTA_CERRADA
        unidad.anotar(Hecho("prueba", "ana", ahora(), {}))
        unidad.confirmar()
    assert en_curso.get(direccion).status_code == 303
    assert "hasta que se cierra su acta" in en_curso.get(direccion, follow_redirects=True).text
