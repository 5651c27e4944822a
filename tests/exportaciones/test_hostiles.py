"""Ningún archivo malo se deja leer: cada maldad tiene su error, y nada se toca."""

import io
import json
import stat
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nucleo.dominio import errores as e
from nucleo.exportaciones.lectura import abrir, leer
from nucleo.exportaciones.limites import Limites
from tests.exportaciones.ejemplos import abierta, cerrada, exportacion_de_prueba, sellada

BUENA = exportacion_de_prueba()
ENTRADAS = abierta(BUENA)
SITIO = "sitio/index.html"


def todo_lo_de(contenido, limites=None):
    """Lo que se restauraría: tablas con sus filas, adjuntos y ajustes."""
    exportacion = leer(io.BytesIO(contenido), "malo.zip", limites or Limites())
    return (
        exportacion.ambito,
        exportacion.resumen,
        [(tabla, list(exportacion.filas(tabla))) for tabla in exportacion.tablas()],
        [exportacion.adjunto(resumen) for resumen in exportacion.adjuntos()],
        exportacion.ajustes(),
    )


def con_manifiesto(**cambios):
    manifiesto = json.loads(ENTRADAS["manifiesto.json"]) | cambios
    return cerrada(ENTRADAS | {"manifiesto.json": json.dumps(manifiesto).encode()})


def con_manifiesto_escrito(texto):
    return cerrada(ENTRADAS | {"manifiesto.json": texto})


def con_tabla(**cambios):
    tablas = json.loads(ENTRADAS["manifiesto.json"])["tablas"]
    return con_manifiesto(tablas=[tablas[0] | cambios, *tablas[1:]])


def sin_clave(clave):
    manifiesto = json.loads(ENTRADAS["manifiesto.json"])
    del manifiesto[clave]
    return con_manifiesto_escrito(json.dumps(manifiesto).encode())


def con_entrada(nombre, contenido=b"x", modo=None):
    info = zipfile.ZipInfo("molde")
    info.filename = info.orig_filename = nombre
    if modo is not None:
        info.external_attr = modo << 16
    return cerrada([*ENTRADAS.items(), (info, contenido)])


def con_renglon(renglon, ruta="datos/demandas.jsonl"):
    return cerrada(sellada(ENTRADAS | {ruta: renglon}))


def cifrada():
    """La marca de cifrado en cada cabecera del directorio."""
    crudo = bytearray(BUENA)
    inicio = 0
    while (inicio := crudo.find(b"PK\x01\x02", inicio)) >= 0:
        crudo[inicio + 8] |= 1
        inicio += 4
    return bytes(crudo)


def repetida():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile avisa al escribirla
        return cerrada([*ENTRADAS.items(), (SITIO, ENTRADAS[SITIO])])


PRIMERA = ENTRADAS["datos/demandas.jsonl"].splitlines(keepends=True)[0]
FILA = json.loads(PRIMERA)


def escrita(**cambios):
    return json.dumps(dict(sorted((FILA | cambios).items())), ensure_ascii=False,
                      separators=(",", ":")).encode() + b"\n"  # fmt: skip


ILEGIBLES = {
    "no es un zip": b"esto es una carta",
    "vacío": b"",
    "cortado a la mitad": BUENA[: len(BUENA) // 2],
    "sin su último byte": BUENA[:-1],
    "cifrado": cifrada(),
    "comprimido con otro método": cerrada(ENTRADAS, zipfile.ZIP_LZMA),
    "entrada repetida": repetida(),
    "sin manifiesto": cerrada({r: c for r, c in ENTRADAS.items() if r != "manifiesto.json"}),
    "manifiesto que no es JSON": con_manifiesto_escrito(b"{"),
    "manifiesto que es una lista": con_manifiesto_escrito(b"[]"),
    "manifiesto que no es UTF-8": con_manifiesto_escrito(b'{"formato":"\xff"}'),
    "manifiesto con clave repetida": con_manifiesto_escrito(
        ENTRADAS["manifiesto.json"].replace(b'"version": 1', b'"version": 1, "version": 1')
    ),
    "manifiesto con NaN": con_manifiesto_escrito(
        ENTRADAS["manifiesto.json"].replace(b'"version": 1', b'"version": NaN')
    ),
    "manifiesto de mil niveles": con_manifiesto_escrito(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "entero de cinco mil cifras": con_manifiesto_escrito(b'{"version":' + b"9" * 5000 + b"}"),
    "otro formato": con_manifiesto(formato="tinkuy-respaldo"),
    "versión cero": con_manifiesto(version=0),
    "versión en letras": con_manifiesto(version="1"),
    "versión que es verdadera": con_manifiesto(version=True),
    "sin versión": sin_clave("version"),
    "clave de más": con_manifiesto(sorpresa=1),
    "clave de menos": sin_clave("resumen"),
    "ámbito inventado": con_manifiesto(ambito="planeta:1"),
    "municipio sin seis cifras": con_manifiesto(ambito="municipio:31003"),
    "fecha sin zona": con_manifiesto(creado="2026-08-15T16:30:00"),
    "resumen que no es SHA-256": con_manifiesto(resumen="A" * 64),
    "tablas que son un objeto": con_manifiesto(tablas={}),
    "columna con forma inventada": con_tabla(columnas={"a": "imagen"}),
    "columna con comillas": con_tabla(columnas={'a"; DROP TABLE altas': "texto"}),
    "tabla con comillas": con_tabla(nombre='altas"; --'),
    "sin nada del núcleo": con_manifiesto(
        tablas=[t | {"paquete": "otro"} for t in json.loads(ENTRADAS["manifiesto.json"])["tablas"]]
    ),
    "un paquete en dos revisiones": con_tabla(revision="0002"),
    "cuenta en letras": con_tabla(filas="1"),
    "ajustes en otra carpeta": con_manifiesto(ajustes="../plataforma.toml"),
}  # fmt: skip
DANADAS = {
    "falta un archivo": cerrada({r: c for r, c in ENTRADAS.items() if r != SITIO}),
    "sobra un archivo": con_entrada("sitio/otra.html"),
    "contenido cambiado, con su CRC": cerrada(ENTRADAS | {SITIO: b"otra cosa"}),
    "tabla sin describir": cerrada(sellada(ENTRADAS | {"datos/otra.jsonl": b"{}\n"})),
    "ajustes sin nombrar": cerrada(sellada(ENTRADAS | {"ajustes/otro.toml": b""})),
    "entrada de un respaldo": cerrada(sellada(ENTRADAS | {"ambitos/x-1.tinkuy.zip": b""})),
    "adjunto con nombre de otro": cerrada(sellada(ENTRADAS | {f"adjuntos/{'0' * 64}": b"x"})),
    "resumen de tabla cambiado": con_tabla(resumen="0" * 64),
    "tabla dos veces": con_manifiesto(
        tablas=json.loads(ENTRADAS["manifiesto.json"])["tablas"] * 2
    ),
}  # fmt: skip
RUTAS = [
    "../fuera.txt", "/etc/passwd", "datos/../fuera.jsonl", "datos\\demandas.jsonl", "sitio/..",
    "sitio/../x", "sitio//x", "sitio/.oculto", "C:/x", "datos/ñ.jsonl", "datos/Demandas.jsonl",
    "datos/", "sitio/\x00.html", "sitio/a\nb", "adjuntos/corto", "otra/cosa.txt", "datos/x.json",
    "sitio/a/b/c/d/e/f/g.html", "ajustes/../x.toml", "bitacora/otra.jsonl", " manifiesto.json",
]  # fmt: skip
RENGLONES = {
    "no es JSON": b"{\n",
    "una lista": b"[]\n",
    "columna de más": escrita(otra=1),
    "columna de menos": b'{"id":"x"}\n',
    "clave repetida": PRIMERA.replace(b'{"costo"', b'{"costo":1,"costo"'),
    "NaN": PRIMERA.replace(b"2.5", b"NaN"),
    "infinito escrito como número": PRIMERA.replace(b"2.5", b"1e999"),
    "espacios de más": PRIMERA.replace(b":", b": ", 1),
    "sin salto al final": PRIMERA[:-1],
    "renglón vacío": PRIMERA + b"\n",
    "claves en otro orden": json.dumps(dict(reversed(FILA.items()))).encode() + b"\n",
    "letras escapadas": json.dumps(FILA, separators=(",", ":")).encode() + b"\n",
    "media letra": PRIMERA.replace(b"Riego", b"\\ud800"),
    "UTF-16": PRIMERA.decode().encode("utf-16"),
    "muchos niveles": b"[" * 100_000 + b"\n",
}


def test_la_buena_se_lee():
    assert todo_lo_de(BUENA)
    assert todo_lo_de(cerrada(sellada(ENTRADAS))) == todo_lo_de(BUENA)


@pytest.mark.parametrize("cual", ILEGIBLES)
def test_lo_ilegible_se_rechaza(cual):
    with pytest.raises(e.ExportacionIlegible):
        todo_lo_de(ILEGIBLES[cual])


@pytest.mark.parametrize("cual", DANADAS)
def test_lo_danado_dice_en_que_entrada(cual):
    with pytest.raises(e.ExportacionDanada) as error:
        todo_lo_de(DANADAS[cual])
    assert error.value.datos["entrada"] not in {"", "zip"}


@pytest.mark.parametrize("ruta", RUTAS)
def test_ninguna_ruta_ajena_pasa(ruta):
    with pytest.raises(e.RutaProhibida) as error:
        todo_lo_de(con_entrada(ruta))
    assert error.value.datos["ruta"].isprintable()


@pytest.mark.parametrize("tipo", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_ni_enlaces_ni_nada_que_no_sea_un_archivo(tipo):
    with pytest.raises(e.RutaProhibida):
        todo_lo_de(con_entrada("sitio/enlace.html", b"/etc/passwd", tipo | 0o777))


@pytest.mark.parametrize("cual", RENGLONES)
def test_cada_renglon_es_el_que_tinkuy_escribiria(cual):
    with pytest.raises(e.DatosInvalidos) as error:
        todo_lo_de(con_renglon(RENGLONES[cual]))
    assert error.value.datos["tabla"] == "demandas"


def test_una_version_futura_se_dice_aunque_traiga_claves_nuevas():
    with pytest.raises(e.VersionFutura):
        todo_lo_de(con_manifiesto(version=2, novedad={"a": 1}))


def test_el_resumen_del_manifiesto_tiene_que_cuadrar():
    with pytest.raises(e.ResumenDistinto):
        todo_lo_de(con_manifiesto(resumen="0" * 64))


BOMBA = sellada(ENTRADAS | {SITIO: b"0" * 3_000_000})


@pytest.mark.parametrize(
    ("limites", "contenido"),
    [
        (Limites(por_archivo=1_000_000), BOMBA),
        (Limites(total=1_000_000), BOMBA),
        (Limites(sin_razon=1_000_000, razon=20), BOMBA),
        (Limites(entradas=3), ENTRADAS),
        (Limites(manifiesto=100), ENTRADAS),
        (Limites(renglon=100), ENTRADAS),
    ],
)
def test_lo_que_se_agranda_demasiado_no_se_lee(limites, contenido):
    with pytest.raises(e.ExportacionExcesiva):
        todo_lo_de(cerrada(contenido), limites)


def test_una_cabecera_que_miente_su_tamano_no_engana():
    """La bomba que dice ocupar poco: se cuenta lo leído, y el resto no aparece."""
    crudo = bytearray(cerrada(BOMBA))
    real = (3_000_000).to_bytes(4, "little")
    assert crudo.count(real) == 2
    mentirosa = bytes(crudo.replace(real, (10).to_bytes(4, "little")))
    with pytest.raises(e.ExportacionDanada):
        todo_lo_de(mentirosa)


def test_lo_que_no_se_puede_abrir_se_dice(tmp_path):
    with pytest.raises(e.ExportacionIlegible), abrir(tmp_path / "no-esta.zip"):
        pass


@settings(max_examples=600)
@given(donde=st.integers(0, len(BUENA) - 1), mascara=st.integers(1, 255))
def test_un_byte_cambiado_nunca_da_otra_cosa(donde, mascara):
    """O se rechaza con un error nuestro, o lo que se restauraría es lo mismo."""
    crudo = bytearray(BUENA)
    crudo[donde] ^= mascara
    try:
        leido = todo_lo_de(bytes(crudo))
    except e.ErrorDeNegocio:
        return
    assert leido == todo_lo_de(BUENA)


@settings(max_examples=200)
@given(hasta=st.integers(0, len(BUENA) - 1))
def test_cortado_donde_sea_no_se_lee(hasta):
    with pytest.raises(e.ErrorDeNegocio):
        todo_lo_de(BUENA[:hasta])
