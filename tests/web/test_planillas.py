"""Planillas en dos tiempos, con su cargo, y los archivos que nadie querría abrir."""

import io
import zipfile

import pytest

from nucleo.dominio.roles import Rol
from nucleo.planillas.escritura import escribir_tabla
from nucleo.web.vistas import planillas
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    entrar_como,
    enviar,
    fundar_organizacion,
)
from tests.web.paginas import formulario_de

RAIZ = "/villa-tunari/planillas"
BUENA = "OTB;Demanda;Costo\nEterazama;Posta de salud;10000\nEterazama;Aulas;20000\n"
A_MEDIAS = BUENA + "Nadie;Cancha;5000\nEterazama;Puente;poco\n"


@pytest.fixture
def tecnica(casa):
    fundar_organizacion(casa, nombre="Eterazama")
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def subir(cliente, contenido, nombre="p.csv", clase="demandas", **campos):
    """El primer tiempo. Devuelve la dirección donde se ve qué pasaría."""
    datos = contenido if isinstance(contenido, bytes) else contenido.encode()
    respuesta = enviar(cliente, f"{RAIZ}/{clase}", archivo=(io.BytesIO(datos), nombre), **campos)
    assert respuesta.status_code == 303, respuesta.text
    return respuesta.location


def confirmar(cliente, direccion, **campos):
    return enviar(cliente, direccion, **campos)


def demandas(casa, gestion=2027):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return [d.titulo for d in unidad.demandas.de_gestion(gestion)]


def hechos(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return [e.que for e in unidad.bitacora.eslabones()]


# ── Dos tiempos ─────────────────────────────────────────────────────────────────────────────────


def test_ver_no_escribe_y_confirmar_si(casa, tecnica):
    antes = hechos(casa)
    direccion = subir(tecnica, BUENA, gestion="2027")
    pagina = tecnica.get(direccion).text
    assert "Todavía no se guardó nada" in pagina
    assert "Sí, que entren: 2 filas" in pagina
    assert (demandas(casa), hechos(casa)) == ([], antes)
    respuesta = confirmar(tecnica, direccion)
    assert respuesta.status_code == 303
    assert demandas(casa) == ["Posta de salud", "Aulas"]
    assert hechos(casa)[-1] == "demandas.importadas"
    assert "Entraron 2 filas" in tecnica.get(respuesta.location).text


def test_confirmar_dos_veces_no_duplica(casa, tecnica):
    direccion = subir(tecnica, BUENA, gestion="2027")
    datos = formulario_de(tecnica.get(direccion).text).valores
    for _ in range(2):
        assert tecnica.post(direccion, data=datos).status_code == 303
    assert len(demandas(casa)) == 2
    assert hechos(casa).count("demandas.importadas") == 1
    assert "todo lo que trae ya está" in tecnica.get(direccion).text


def test_con_rechazos_entra_solo_lo_bueno_si_se_pide(casa, tecnica):
    direccion = subir(tecnica, A_MEDIAS, gestion="2027")
    pagina = tecnica.get(direccion).text
    assert "2 filas que corregir" in pagina
    assert "no está entre las organizaciones; quizás: Eterazama" in pagina
    csv = tecnica.get(direccion.replace("?", "/rechazos.csv?"))
    assert csv.mimetype == "text/csv"
    assert "Nadie;Cancha;5000" in csv.text
    assert "motivo" in csv.text
    confirmar(tecnica, direccion)
    assert demandas(casa) == ["Posta de salud", "Aulas"]


def test_pedir_todo_con_rechazos_no_mete_nada(casa, tecnica):
    direccion = subir(tecnica, A_MEDIAS, gestion="2027")
    datos = formulario_de(tecnica.get(direccion).text).valores
    assert tecnica.post(direccion, data=datos | {"accion": "todo"}).status_code == 409
    assert demandas(casa) == []


def test_si_los_datos_cambiaron_se_dice_y_no_entra(casa, tecnica):
    direccion = subir(tecnica, A_MEDIAS, gestion="2027")
    datos = formulario_de(tecnica.get(direccion).text).valores
    fundar_organizacion(casa, nombre="Nadie")
    choque = tecnica.post(direccion, data=datos)
    assert choque.status_code == 409
    assert "cambiaron desde que miró" in choque.text
    assert demandas(casa) == []
    de_nuevo = formulario_de(choque.text).valores
    assert tecnica.post(direccion, data=de_nuevo).status_code == 303
    assert demandas(casa) == ["Posta de salud", "Aulas", "Cancha"]


def test_si_cambio_otra_cosa_que_no_importa_entra_igual(casa, tecnica):
    direccion = subir(tecnica, BUENA, gestion="2027")
    datos = formulario_de(tecnica.get(direccion).text).valores
    fundar_organizacion(casa, nombre="Otra")
    assert tecnica.post(direccion, data=datos).status_code == 303
    assert len(demandas(casa)) == 2


@pytest.mark.parametrize(
    ("clase", "contenido"),
    [
        ("organizaciones", "Nombre;Distrito\nSamuzabety;Distrito 3\n"),
        ("inversion", "OTB;Gestión;Proyecto;Monto\nEterazama;2024;Aulas;5000\n"),
        ("techo", "Fuente-organismo;Monto\n41-113;1000\n"),
    ],
)
def test_las_demas_planillas_hacen_lo_mismo(tecnica, clase, contenido):
    direccion = subir(tecnica, contenido, clase=clase)
    respuesta = enviar(tecnica, direccion)
    assert respuesta.status_code == 303
    assert "Entró 1 fila" in tecnica.get(respuesta.location).text
    assert tecnica.get(f"{RAIZ}/{clase}.xlsx").data.startswith(b"PK")


def test_lo_que_se_descarga_se_vuelve_a_subir_y_todo_esta_repetido(tecnica):
    bajada = tecnica.get("/villa-tunari/organizaciones.xlsx").data
    direccion = subir(tecnica, bajada, "organizaciones.xlsx", clase="organizaciones")
    assert "todo lo que trae ya está" in tecnica.get(direccion).text


# ── Quién ───────────────────────────────────────────────────────────────────────────────────────


def test_la_subida_es_de_quien_la_subio_y_de_ese_municipio(casa, tecnica):
    direccion = subir(tecnica, BUENA, gestion="2027")
    otra = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    assert otra.get(direccion).status_code == 410
    vecina = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert vecina.get(direccion).status_code == 403
    assert vecina.get(direccion.replace("villa-tunari", "chimore")).status_code == 410


@pytest.mark.parametrize("rol", [Rol.DIRIGENCIA, Rol.CONTROL_SOCIAL, Rol.AUDITORIA])
def test_quien_no_importa_no_entra(casa, rol):
    cliente = entrar_como(casa, rol, TUNARI)
    for cola in ("", "/demandas", "/demandas.xlsx", f"/demandas/{'0' * 64}"):
        assert cliente.get(RAIZ + cola).status_code == 403
    assert anonimo(casa).get(RAIZ).status_code == 303


def test_el_techo_pide_ademas_poder_fijarlo(casa):
    administra = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    assert administra.get(f"{RAIZ}/demandas").status_code == 200
    assert administra.get(f"{RAIZ}/techo").status_code == 403
    assert "Dinero disponible" not in administra.get(RAIZ).text


# ── Archivos hostiles ───────────────────────────────────────────────────────────────────────────


def bomba():
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as libro:
        libro.writestr("xl/workbook.xml", "<workbook/>")
        libro.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return salida.getvalue()


def con_formula():
    return b'OTB;Demanda;Costo\nEterazama;"=HYPERLINK(""http://malo"";""x"")";100\n'


HOSTILES = {
    "bomba.xlsx": (bomba, "crece demasiado"),
    "html.xlsx": (lambda: b"<html><script>alert(1)</script></html>", "por dentro no lo es"),
    "macros.xlsm": (lambda: b"PK\x03\x04basura", "dañado"),
    "viejo.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "antiguo"),
    "zip.csv": (lambda: escribir_tabla(["a"], [["b"]]), "por dentro es un libro"),
    "html.csv": (lambda: b"<html><body><script>alert(1)</script>", ""),
    "nada.csv": (lambda: b"   \n \n", "vacío"),
    "ceros.csv": (lambda: b"\x00" * 1000, ""),
    "azar.csv": (lambda: bytes(range(256)) * 40, ""),
    "enorme.csv": (lambda: b"OTB;Demanda;Costo\n" + b"a;b;1\n" * 12_000, ""),
}


@pytest.mark.parametrize("nombre", HOSTILES)
def test_un_archivo_hostil_se_explica_sin_rastro_ni_restos(casa, tecnica, nombre):
    hacer, motivo = HOSTILES[nombre]
    direccion = subir(tecnica, hacer(), nombre, gestion="2027")
    respuesta = tecnica.get(direccion)
    assert respuesta.status_code == 422
    assert "Hay algo que corregir" in respuesta.text
    assert motivo in respuesta.text
    assert "Traceback" not in respuesta.text
    assert "<script>alert" not in respuesta.text
    assert tecnica.get(direccion).status_code == 410
    assert demandas(casa) == []


def test_una_formula_es_un_rechazo_y_no_se_ejecuta_al_bajarla(tecnica):
    direccion = subir(tecnica, con_formula(), gestion="2027")
    assert "es una fórmula" in tecnica.get(direccion).text
    csv = tecnica.get(direccion.replace("?", "/rechazos.csv?")).text
    assert "'=HYPERLINK" in csv


def test_el_nombre_del_archivo_no_es_una_ruta_ni_se_ejecuta(casa, tecnica):
    direccion = subir(tecnica, BUENA, "../../<script>alert(1)</script>.csv", gestion="2027")
    assert "<script>alert" not in tecnica.get(direccion).text
    restos = [p for p in casa.instancia.rglob("*") if "script" in p.name]
    assert restos == []


def test_demasiado_grande_no_se_lee(tecnica):
    cabeza = b'--x\r\nContent-Disposition: form-data; name="archivo"; filename="g.csv"\r\n\r\n'
    cuerpo = cabeza + b"a;b\n" * (13 * 1024 * 1024) + b"\r\n--x--\r\n"
    partes = "multipart/form-data; boundary=x"
    respuesta = tecnica.post(f"{RAIZ}/demandas", data=cuerpo, content_type=partes)
    assert respuesta.status_code == 413
    assert "demasiado grande" in respuesta.text


def test_sin_archivo_se_pide(tecnica):
    respuesta = enviar(tecnica, f"{RAIZ}/demandas", gestion="2027")
    assert respuesta.status_code == 422
    assert "Falta este dato" in respuesta.text


def test_un_archivo_vacio_tampoco(tecnica):
    respuesta = enviar(
        tecnica, f"{RAIZ}/demandas", archivo=(io.BytesIO(b""), "v.csv"), gestion="2027"
    )
    assert respuesta.status_code == 422
    assert "está vacío" in respuesta.text


def test_mas_filas_de_las_que_caben_remite_a_la_consola(tecnica, monkeypatch):
    monkeypatch.setattr(planillas, "FILAS_POR_PANTALLA", 1)
    respuesta = tecnica.get(subir(tecnica, BUENA, gestion="2027"))
    assert respuesta.status_code == 422
    assert "«tinkuy»" in respuesta.text
