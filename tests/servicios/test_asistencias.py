"""Anotar a quien llega, quitar al que no era, transcribir la lista y saber si hay cuórum."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.asistencias import AsistenciaFueraDeTiempo, AsistenciaRepetida, Sexo
from nucleo.dominio.ciclos import BaseDelCuorum, Cuorum
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.servicios import asistencias, calendarios, eventos, gestiones
from nucleo.servicios.asistencias import DatosDeAsistencia
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.planilla_de_asistencia import TITULOS, filas_de, importar
from nucleo.textos.asistencias import SIN_REGLA, del_cuorum, regla_del_cuorum
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
REGLA = Cuorum(BaseDelCuorum.ORGANIZACIONES, 50)


def con_regla(clave):
    suyo = replace(MGMP.eventos[clave], cuorum=REGLA)
    return replace(MGMP, eventos={**MGMP.eventos, clave: suyo})


@pytest.fixture
def con_ciclo(contexto):
    return replace(contexto, ciclo=con_regla("eda-1"))


@pytest.fixture
def abierta(con_ciclo, unidad):
    gestiones.abrir(con_ciclo, unidad, date(GESTION - 1, 9, 8))
    return unidad


def llevar(contexto, unidad, hacia=EstadoDeEvento.EN_CURSO):
    version = calendarios.evento_de(unidad, GESTION, "eda-1").version
    eventos.avanzar(contexto, unidad, "eda-1", version, hacia)


@pytest.fixture
def en_curso(con_ciclo, abierta):
    llevar(con_ciclo, abierta)
    return abierta


def anotar(contexto, unidad, nombre, orden=None, **mas):
    datos = DatosDeAsistencia(nombre, **mas)
    return asistencias.anotar(contexto, unidad, "eda-1", orden or nuevo_id(), datos)


def pedir(contexto, unidad, *filas, **opciones):
    hoja = Planilla("a.csv", [(n, f.split("|")) for n, f in enumerate(filas, 1)])
    return importar(contexto, unidad, "eda-1", hoja, **opciones)


def test_no_se_anota_antes_de_que_empiece(con_ciclo, abierta):
    with pytest.raises(AsistenciaFueraDeTiempo):
        anotar(con_ciclo, abierta, "Ana")
    with pytest.raises(AsistenciaFueraDeTiempo):
        pedir(con_ciclo, abierta, "Nombre", "Ana")
    llevar(con_ciclo, abierta, EstadoDeEvento.REALIZADO)
    assert anotar(con_ciclo, abierta, "Ana").hora == ""


def test_quien_llega_trae_lo_de_su_organizacion_y_su_hora(con_ciclo, en_curso):
    otb = en_curso.organizaciones.todas()[0]
    ana = anotar(con_ciclo, en_curso, "Ana Quispe", organizacion_id=otb.id, sexo=Sexo.MUJER)
    assert (ana.representa, ana.hora) == ("otb", "12:00")
    hecho = en_curso.hechos[-1]
    assert hecho.que == "asistencia.anotada"
    assert "Ana" not in str(hecho.carga)


def test_repetir_el_envio_no_la_duplica(con_ciclo, en_curso):
    orden = nuevo_id()
    for _ in range(2):
        anotar(con_ciclo, en_curso, "Ana", orden)
    assert len(en_curso.asistencias.filas) == 1
    with pytest.raises(OrdenUsada):
        anotar(con_ciclo, en_curso, "Otra", orden)
    with pytest.raises(AsistenciaRepetida):
        anotar(con_ciclo, en_curso, "ANA")
    otb = en_curso.organizaciones.todas()[0]
    anotar(con_ciclo, en_curso, "Ana", organizacion_id=otb.id)
    assert len(en_curso.asistencias.filas) == 2


def test_lo_que_no_existe_no_se_representa(con_ciclo, en_curso):
    with pytest.raises(NoExiste):
        anotar(con_ciclo, en_curso, "Ana", representa="marcianos")
    with pytest.raises(NoExiste):
        anotar(con_ciclo, en_curso, "Ana", organizacion_id=nuevo_id())
    assert anotar(con_ciclo, en_curso, "Ana", representa="concejo").representa == "concejo"


def corregir(contexto, unidad, cual, version=0, nombre="Ana", **mas):
    datos = DatosDeAsistencia(nombre, **mas)
    return asistencias.corregir(contexto, unidad, "eda-1", cual, version, datos)


def test_corregir_lo_anotado_sin_dejar_el_nombre_en_la_memoria(con_ciclo, en_curso):
    otb = en_curso.organizaciones.todas()[0]
    ana = anotar(con_ciclo, en_curso, "Ana Kispe")
    for _ in range(2):
        dicho = {"organizacion_id": otb.id, "sexo": Sexo.MUJER, "hora": ana.hora}
        corregir(con_ciclo, en_curso, ana.id, nombre="Ana Quispe", **dicho)
    assert (ana.nombre, ana.clave, ana.representa, ana.sexo) == (
        "Ana Quispe",
        "ana quispe",
        "otb",
        Sexo.MUJER,
    )
    [hecho] = [h for h in en_curso.hechos if h.que == "asistencia.corregida"]
    assert hecho.carga["cambios"] == ["nombre", "clave", "sexo", "organizacion_id", "representa"]
    assert "Quispe" not in str(hecho.carga)


def test_no_se_corrige_lo_que_otro_cambio_ni_hasta_quedar_repetida(con_ciclo, en_curso):
    ana, luz = anotar(con_ciclo, en_curso, "Ana"), anotar(con_ciclo, en_curso, "Luz")
    with pytest.raises(EdicionConcurrente):
        corregir(con_ciclo, en_curso, ana.id, version=7, nombre="Eva")
    with pytest.raises(AsistenciaRepetida):
        corregir(con_ciclo, en_curso, ana.id, nombre="LUZ")
    with pytest.raises(NoExiste):
        corregir(con_ciclo, en_curso, nuevo_id())
    with pytest.raises(NoExiste):
        corregir(con_ciclo, en_curso, luz.id, nombre="Luz", representa="marcianos")
    corregir(con_ciclo, en_curso, ana.id, nombre="ANA", hora="")
    assert (ana.nombre, ana.hora) == ("ANA", "")
    version = calendarios.evento_de(en_curso, GESTION, "eda-1").version
    eventos.avanzar(con_ciclo, en_curso, "eda-1", version, EstadoDeEvento.REALIZADO)
    calendarios.evento_de(en_curso, GESTION, "eda-1").estado = EstadoDeEvento.ACTA_CERRADA
    with pytest.raises(AsistenciaFueraDeTiempo):
        corregir(con_ciclo, en_curso, ana.id, nombre="Eva")


def test_quitar_a_quien_se_anoto_por_error(con_ciclo, en_curso):
    ana = anotar(con_ciclo, en_curso, "Ana")
    asistencias.quitar(con_ciclo, en_curso, "eda-1", ana.id)
    assert list(en_curso.asistencias.filas) == []
    assert en_curso.hechos[-1].que == "asistencia.quitada"
    with pytest.raises(NoExiste):
        asistencias.quitar(con_ciclo, en_curso, "eda-1", ana.id)


def test_el_cuorum_se_ve_al_momento(con_ciclo, en_curso):
    una, otra, _ = en_curso.organizaciones.todas()
    anotar(con_ciclo, en_curso, "Ana", organizacion_id=una.id)
    leida = asistencias.presencia(con_ciclo, en_curso, "eda-1")
    assert (leida.cuorum.presentes, leida.cuorum.total, leida.cuorum.faltan) == (1, 3, 1)
    assert una not in leida.ausentes
    anotar(con_ciclo, en_curso, "Luz", organizacion_id=otra.id)
    assert asistencias.presencia(con_ciclo, en_curso, "eda-1").cuorum.hay
    sin_regla = replace(con_ciclo, ciclo=MGMP)
    assert asistencias.presencia(sin_regla, en_curso, "eda-1").cuorum is None


def test_el_cuorum_dicho(con_ciclo, en_curso):
    estado = asistencias.presencia(con_ciclo, en_curso, "eda-1").cuorum
    assert del_cuorum(estado) == "Faltan 2 organizaciones para el cuórum."
    assert regla_del_cuorum(estado).endswith("el 50 % de las organizaciones convocadas: 2 de 3.")
    de_participantes = replace(estado, regla=Cuorum(BaseDelCuorum.PARTICIPANTES, 34), presentes=1)
    assert del_cuorum(de_participantes) == "Falta 1 participante para el cuórum."
    assert "participantes del encuentro: 2 de 3" in regla_del_cuorum(de_participantes)
    assert del_cuorum(replace(estado, presentes=2)) == "Hay cuórum."
    assert "nadie está convocado" in del_cuorum(replace(estado, total=0))
    assert del_cuorum(None) == SIN_REGLA


LISTA = (
    "Nombres y apellidos|Género|Comunidad|Representa|Cargo|Hora",
    "Ana Quispe|F|ALDANA||Secretaria general|9:15",
    "Luis Rojas|varón||Concejo municipal (CM)||",
    "Ana Quispe|mujer|Aldana|otb||",
)


def test_la_lista_transcrita_entra_una_vez(con_ciclo, en_curso):
    primera = pedir(con_ciclo, en_curso, *LISTA)
    assert (primera.creadas, primera.repetidas, primera.rechazadas) == (2, 1, [])
    ana, luis = en_curso.asistencias.de_evento(GESTION, "eda-1")
    assert (ana.sexo, ana.representa, ana.hora) == (Sexo.MUJER, "otb", "09:15")
    assert (luis.sexo, luis.representa, luis.organizacion_id) == (Sexo.HOMBRE, "concejo", None)
    assert pedir(con_ciclo, en_curso, *LISTA).repetidas == 3
    assert [h.que for h in en_curso.hechos].count("asistencia.importada") == 1


def test_lo_que_no_se_entiende_vuelve_a_quien_lo_escribio(con_ciclo, en_curso):
    r = pedir(
        con_ciclo,
        en_curso,
        "Nombre|Sexo|OTB|Hora",
        "Ana|M||",
        "Luz|mujer|Nadie|",
        "Eva|||25:00",
        "…|||",
    )
    assert [x.columna for x in r.rechazadas] == ["Sexo", "OTB", "Hora", "Nombre"]
    assert en_curso.asistencias.filas == []


@pytest.mark.parametrize(
    ("sexos", "es"),
    [
        (("M", "F"), Sexo.HOMBRE),
        (("m", "H"), Sexo.MUJER),
        (("M", "v"), Sexo.MUJER),
        (("M", "mujer"), None),
        (("M", "F", "H"), None),
        (("M",), None),
    ],
)
def test_la_m_se_entiende_por_las_otras_letras_de_su_columna(con_ciclo, en_curso, sexos, es):
    filas = [f"P{n}|{s}" for n, s in enumerate(sexos)]
    hecha = pedir(con_ciclo, en_curso, "Nombre|Sexo", *filas)
    if es is None:
        assert [r.valor for r in hecha.rechazadas] == ["M"]
        assert "mujer o masculino" in str(hecha.rechazadas[0].motivo)
        assert en_curso.asistencias.filas == []
    else:
        assert en_curso.asistencias.filas[0].sexo is es


SUCIA = (
    "MUNICIPIO DE VILLA TUNARI|||||",
    "LISTA DE PARTICIPANTES EDA 1|||||",
    "N.º|NOMBRES Y APELLIDOS|SÉXO|ORGANIZACIÓN|En representación de|Hora de llegada",
    "1| ana   quispe |F|aldana||9h15",
    "2|||||",
    "|Luis Rojas|Varón|Aldanna||",
    "3|Eva Luz|quizás|||nueve",
    "4|=HYPERLINK(1)|F|||",
)


def test_la_planilla_sucia_dice_por_fila_que_corregir_y_no_entra_a_medias(con_ciclo, en_curso):
    hecha = pedir(con_ciclo, en_curso, *SUCIA)
    motivos = {(r.fila, r.columna): str(r.motivo) for r in hecha.rechazadas}
    assert [*motivos] == [
        (6, "ORGANIZACIÓN"),
        (7, "SÉXO"),
        (7, "Hora de llegada"),
        (8, "NOMBRES Y APELLIDOS"),
    ]
    assert "quizás: Aldana" in motivos[6, "ORGANIZACIÓN"]
    assert "mujer, hombre, sin dato" in motivos[7, "SÉXO"]
    assert (hecha.creadas, en_curso.asistencias.filas) == (0, [])
    ensayo = pedir(con_ciclo, en_curso, *SUCIA, parcial=True, ensayo=True)
    assert (ensayo.creadas, en_curso.asistencias.filas) == (1, [])
    for _ in range(2):
        pedir(con_ciclo, en_curso, *SUCIA, parcial=True)
    [ana] = en_curso.asistencias.filas
    assert (ana.nombre, ana.hora, ana.sexo) == ("ana quispe", "09:15", Sexo.MUJER)


def test_lo_que_se_descarga_se_vuelve_a_cargar_igual(con_ciclo, en_curso):
    otb = en_curso.organizaciones.todas()[0]
    anotar(con_ciclo, en_curso, "Ana", organizacion_id=otb.id, sexo=Sexo.MUJER, cargo="Base")
    anotar(con_ciclo, en_curso, "Luz", representa="concejo", sin_inscripcion=True)
    filas = filas_de(asistencias.presencia(con_ciclo, en_curso, "eda-1"), con_ciclo.ciclo)
    hecha = pedir(con_ciclo, en_curso, "|".join(TITULOS), *("|".join(f) for f in filas))
    assert (hecha.repetidas, hecha.rechazadas, hecha.avisos) == (2, [], [])
