"""La frontera: cabeceras en toda respuesta, errores sin rastro y un código para cada petición."""

import re

import pytest
from flask import abort, render_template_string, request

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.web.fabrica import crear_app
from nucleo.web.permisos import Permiso, Puerta, publica
from tests.web.doble import PiezasDeDoble
from tests.web.rutas import direccion_de, metodos_de, permiso_de_la_regla, reglas_de

ESPERADAS = {
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
    "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "X-Request-ID",
}  # fmt: skip
DE_OTRO_LADO = {"clave", "encuentro", "formulario", "informe", "resumen", "secreto"}
"""Lo que solo existe si alguien lo dio antes: un enlace, un encuentro, un archivo."""
SIN_PROVEEDOR = {"/entrar/oidc", "/entrar/oidc/vuelta"}
"""Donde no se configuró otro proveedor, no están."""
SIN_NADA_QUE_MOSTRAR = {
    "/<municipio>/ciclo.ics",
    "/<municipio>/control-social/actividades/<uuid:actividad>",
    "/<municipio>/demandas/<codigo>/porque.pdf",
    "/<municipio>/demandas/<codigo>/porque.txt",
    "/<municipio>/evaluacion/<codigo>",
    "/<municipio>/evaluacion/<codigo>/hoja.pdf",
    "/<municipio>/matriz.json",
    "/<municipio>/ofertas/<uuid:oferta>",
    "/<municipio>/organizaciones/<uuid:organizacion>/porques.pdf",
    "/<municipio>/plan/<uuid:plan>",
    "/<municipio>/plan/<uuid:plan>.<any(csv, xlsx):formato>",
    "/<municipio>/plan/<uuid:plan>.pdf",
    "/<municipio>/poa/diferencias",
    "/<municipio>/poa/diferencias.csv",
    "/<municipio>/poa/ejercicio",
    "/<municipio>/poa/lineas/<int:orden>",
    "/<municipio>/poa/presupuesto.<any(csv, xlsx, pdf):formato>",
    "/<municipio>/priorizacion/codigo/<codigo>",
    "/<municipio>/priorizacion/codigo/<codigo>/lista.json",
    "/<municipio>/priorizacion/reglas.<any(csv, xlsx):formato>",
    "/<municipio>/techo/versiones/<int:numero>",
    "/<municipio>/techo/versiones/<int:numero>.<any(csv, xlsx):formato>",
}
"""Lo que en el doble, sin ninguna corrida, plan ni POA, no existe: se mira solo su frontera.

Su contenido lo miran las pruebas de cada pantalla y el recorrido con datos de `aislamiento`.
"""
RASTRO = re.compile(r'Traceback|File "|line \d+|\.py\b|ZeroDivision|Exception', re.IGNORECASE)


def servida(observadores=(), piezas=None, **ajustes):
    return crear_app(
        piezas or PiezasDeDoble(servidor=ConfiguracionDeServidor(**ajustes)),
        observadores=observadores,
    )


@pytest.fixture
def rota():
    """Una aplicación con vistas que fallan de todas las maneras."""
    app = servida(cuerpo_maximo=1)
    app.add_url_rule("/rota", "rota", publica(lambda: 1 / 0))
    for codigo in (400, 403, 408, 429, 503):
        app.add_url_rule(f"/{codigo}x", f"x{codigo}", publica(lambda codigo=codigo: abort(codigo)))

    app.config["WTF_CSRF_ENABLED"] = False  # lo suyo se prueba en `tests/web/ataques`

    @app.post("/leer")
    @publica
    def leer():
        return request.get_data()

    return app


def revisar(respuesta):
    assert set(respuesta.headers.keys()) >= ESPERADAS, respuesta.request.path
    assert all(len(respuesta.headers.getlist(nombre)) == 1 for nombre in ESPERADAS)
    politica = respuesta.headers["Content-Security-Policy"]
    assert "unsafe" not in politica
    assert re.search(r"script-src 'self' 'nonce-[\w-]{22}'", politica)
    for directiva in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directiva in politica


def revisar_visita(respuesta, permiso):
    """Quien no entró ve lo público; lo demás lo lleva a la puerta."""
    a_la_puerta = (respuesta.location or "").startswith("/entrar")
    assert respuesta.status_code == 200 or a_la_puerta, respuesta.request.path
    assert a_la_puerta or permiso == Permiso(Puerta.PUBLICA), respuesta.request.path


def test_toda_ruta_lleva_las_cabeceras_con_cualquier_metodo(app):
    cliente = app.test_client()
    reglas = reglas_de(app)
    assert len(reglas) > 15
    for regla in reglas:
        ruta = direccion_de(regla)
        if "GET" in metodos_de(regla) and not regla.arguments & DE_OTRO_LADO:
            visita = cliente.get(ruta)
            if regla.rule in SIN_PROVEEDOR:
                assert visita.status_code == 404
            elif regla.rule in SIN_NADA_QUE_MOSTRAR:
                assert visita.status_code in {404, 422}, ruta
            else:
                revisar_visita(visita, permiso_de_la_regla(app, regla))
        for metodo in ("GET", "HEAD", "POST", "OPTIONS", "DELETE"):
            revisar(cliente.open(ruta, method=metodo))


@pytest.mark.parametrize(
    ("metodo", "ruta", "codigo"),
    [
        ("GET", "/400x", 400), ("GET", "/403x", 403), ("GET", "/no/hay", 404),
        ("POST", "/", 405), ("GET", "/408x", 408), ("GET", "/429x", 429), ("GET", "/rota", 500),
        ("GET", "/503x", 500), ("GET", "/villa-tunari/demandas?pagina=zzz", 404),
        ("GET", "/031003", 301),
    ],
)  # fmt: skip
def test_los_errores_llevan_las_cabeceras_y_ningun_rastro(rota, metodo, ruta, codigo):
    respuesta = rota.test_client().open(ruta, method=metodo)
    assert respuesta.status_code == codigo
    revisar(respuesta)
    assert not RASTRO.search(respuesta.text)


def test_un_cuerpo_grande_no_pasa_de_la_puerta(rota):
    cliente = rota.test_client()
    assert cliente.post("/leer", data=b"a" * 1024 * 1024).status_code == 200
    for ruta in ("/leer", "/", "/villa-tunari", "/no/hay"):
        respuesta = cliente.post(ruta, data=b"a" * (1024 * 1024 + 1))
        assert respuesta.status_code == 413
        assert "demasiado grande" in respuesta.text
        revisar(respuesta)


def test_si_falla_la_pagina_de_error_tampoco_se_ve_un_rastro(rota, caplog):
    def romper(*_, **__):
        raise RuntimeError("secreto")

    rota.jinja_env.globals["estatico"] = romper
    respuesta = rota.test_client().get("/rota")
    assert respuesta.status_code == 500
    revisar(respuesta)
    assert respuesta.headers["X-Request-ID"] in respuesta.text
    assert "secreto" not in respuesta.text
    assert not RASTRO.search(respuesta.text)
    assert any(r.name == "nucleo.web.frontera" and r.exc_info for r in caplog.records)


def test_la_pagina_de_una_falla_nuestra_da_su_codigo(rota):
    respuesta = rota.test_client().get("/rota")
    assert f"<code>{respuesta.headers['X-Request-ID']}</code>" in respuesta.text
    ajena = rota.test_client().get("/no/hay")
    assert ajena.headers["X-Request-ID"] not in ajena.text


def con_ficha(app):
    """La portada de un municipio, con un guion propio dentro."""
    app.view_functions["municipios.municipio"] = publica(
        lambda: render_template_string('<script nonce="{{ ficha() }}">1</script>')
    )
    return app.test_client()


def test_la_ficha_es_de_un_solo_uso_y_su_pagina_no_se_recuerda():
    app = servida()
    assert "municipios.municipio" in app.view_functions
    cliente = con_ficha(app)
    vistas = [cliente.get("/villa-tunari") for _ in range(2)]
    fichas = [re.search(r'nonce="([\w-]{22})"', v.text)[1] for v in vistas]
    assert fichas[0] != fichas[1]
    for vista, una in zip(vistas, fichas, strict=True):
        assert f"'nonce-{una}'" in vista.headers["Content-Security-Policy"]
        assert "ETag" not in vista.headers


def test_una_vista_no_puede_aflojar_la_politica():
    app = servida()
    floja = {"content-security-policy": "default-src *", "X-Frame-Options": "ALLOWALL"}
    app.add_url_rule("/floja", "floja", publica(lambda: ("", floja)))
    respuesta = app.test_client().get("/floja")
    revisar(respuesta)
    assert respuesta.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("proxies", "cabeceras", "llega"),
    [
        (0, {}, False),
        (0, {"X-Forwarded-Proto": "https"}, False),
        (1, {}, False),
        (1, {"X-Forwarded-Proto": "https"}, True),
        (1, {"X-Forwarded-Proto": "https, http"}, False),
        (2, {"X-Forwarded-Proto": "https, http"}, True),
        (2, {"X-Forwarded-Proto": "https"}, False),
    ],
)
def test_hsts_solo_por_https_y_detras_de_los_proxies_declarados(proxies, cabeceras, llega):
    respuesta = servida(proxies=proxies).test_client().get("/estado/vivo", headers=cabeceras)
    assert ("Strict-Transport-Security" in respuesta.headers) is llega


@pytest.mark.parametrize(
    ("host", "codigo"),
    [("tinkuy.bo", 200), ("tinkuy.bo:8000", 200), ("a.tropico.bo", 200), ("otro.bo", 400),
     ("tinkuy.bo.otro.bo", 400), ("127.0.0.1", 400), ("tinkuy.bo@otro.bo", 400)],
)  # fmt: skip
def test_con_hosts_declarados_otro_nombre_no_se_atiende(host, codigo):
    cliente = servida(hosts=("tinkuy.bo", ".tropico.bo"), proxies=1).test_client()
    cabeceras = {"Host": host, "X-Forwarded-Host": "tinkuy.bo"}
    respuesta = cliente.get("/", headers=cabeceras)
    assert respuesta.status_code == codigo
    revisar(respuesta)
    assert cliente.get("/estado/vivo", headers=cabeceras).status_code == codigo


def test_sin_hosts_declarados_vale_cualquiera(cliente):
    assert cliente.get("/", headers={"Host": "cualquiera.test"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "ajeno", "vale"),
    [(1, "abc-DEF-123", True), (0, "abc-DEF-123", False), (1, "corto12", False),
     (1, "a" * 64, True), (1, "a" * 65, False), (1, "abc def 1234", False),
     (1, "abcdefgh\u00e1", False), (1, "١٢٣٤٥٦٧٨٩".encode().decode("latin-1"), False)],
)  # fmt: skip
def test_el_codigo_ajeno(proxies, ajeno, vale):
    cliente = servida(proxies=proxies).test_client()
    dado = cliente.get("/estado/vivo", headers={"X-Request-ID": ajeno}).headers["X-Request-ID"]
    assert (dado == ajeno) is vale


def test_cada_peticion_se_cuenta_una_vez_y_sin_su_consulta():
    vistas = []
    cliente = servida([vistas.append]).test_client()
    for metodo, ruta in (
        ("GET", "/villa-tunari/demandas?texto=Juana"),
        ("GET", "/regiones/uninominal-24?x=Juana"),
        ("JUANA", "/no/hay"),
        ("GET", "/juana-perez-ci-123"),
        ("GET", "/villa-tunari/juana-perez"),
    ):
        cliente.open(ruta, method=metodo).close()
    contadas = [(v.metodo, v.ruta, v.punto, v.estado, v.ambito) for v in vistas]
    assert contadas == [
        ("GET", "/villa-tunari/demandas", "demandas.lista", 200, "municipio:031003"),
        ("GET", "/regiones/uninominal-24", "regiones.region", 200, "region:uninominal-24"),
        ("OTRO", "(desconocida)", "ninguno", 404, "plataforma"),
        ("GET", "(desconocida)", "municipios.municipio", 404, "plataforma"),
        ("GET", "(desconocida)", "ninguno", 404, "plataforma"),
    ]
    assert all(v.segundos > 0 for v in vistas)
    assert "juana" not in repr(vistas).lower()


def test_una_direccion_secreta_se_anota_por_su_regla_y_no_por_lo_que_trae():
    """Un registro leído por otro no abre la cuenta de nadie, ni cuando la vista falla."""
    vistas = []
    app = servida([vistas.append])
    app.add_url_rule("/carta/<secreto>", "carta", publica(lambda secreto: secreto))
    app.add_url_rule("/rota/<secreto>", "rota", publica(lambda secreto: 1 / len(secreto[:0])))
    cliente = app.test_client()
    for ruta in ("/carta/abre-todo", "/rota/abre-todo", "/carta/abre-todo/y-mas"):
        cliente.get(ruta).close()
    assert [v.ruta for v in vistas] == ["/carta/<secreto>", "/rota/<secreto>", "(desconocida)"]
    assert "abre-todo" not in repr(vistas)


def test_toda_ruta_con_secreto_se_anota_por_su_regla():
    vistas = []
    app = servida([vistas.append])
    cliente = app.test_client()
    con_secreto = [r for r in reglas_de(app) if "secreto" in r.arguments]
    for regla in con_secreto:
        cliente.get(direccion_de(regla)).close()
    assert {v.ruta for v in vistas} <= {r.rule for r in con_secreto} | {"(desconocida)"}


class BaseCaida(PiezasDeDoble):
    def base_pendiente(self):
        raise OSError("contraseña secreta en la dirección de la base")


@pytest.mark.parametrize(
    ("piezas", "codigo", "dicho"),
    [
        (PiezasDeDoble(), 200, {"listo": True, "falta": []}),
        (PiezasDeDoble(pendiente=("nucleo",)), 503,
         {"listo": False, "falta": ["base_sin_actualizar"]}),
        (BaseCaida(), 503, {"listo": False, "falta": ["base_no_responde"]}),
    ],
    ids=["lista", "sin actualizar", "caída"],
)  # fmt: skip
def test_estado_listo(piezas, codigo, dicho):
    cliente = servida(piezas=piezas).test_client()
    respuesta = cliente.get("/estado/listo")
    assert (respuesta.status_code, respuesta.json) == (codigo, dicho)
    assert respuesta.headers["Cache-Control"] == "no-store"
    assert cliente.get("/estado/vivo").text == "ok\n"
