"""El registro: una línea JSON por hecho, y ni un dato de las personas."""

from tests.servidor.conftest import crudo, esperar, pedir

MARCA = "MamaniQuispe"
IP = "203.0.113.77"


def sembrar(uno):
    """La marca en todo lo que una petición puede traer, también en las que se rompen."""
    cabeceras = {
        "Cookie": f"sesion={MARCA}; idioma={MARCA}", "User-Agent": MARCA, "X_Forwarded_For": IP,
        "Referer": f"https://{MARCA}.test/", "Accept-Language": MARCA, "X_Request_ID": MARCA,
        "Authorization": f"Bearer {MARCA}", "Forwarded": f"for={IP}",
    }  # fmt: skip
    for ruta in (f"/?buscar={MARCA}", f"/villa-tunari/demandas?texto={MARCA}", f"/nada?x={MARCA}"):
        pedir(uno.puerto, ruta, **cabeceras)
    pedir(uno.puerto, f"/prueba/rota?nombre={MARCA}", **cabeceras)
    pedir(uno.puerto, "/prueba/rota", "POST", f"nombre={MARCA}", **cabeceras)
    pedir(uno.puerto, "/prueba/cuerpo", "POST", f"nombre={MARCA}", **cabeceras)
    crudo(uno.puerto, f"GET /?x={MARCA} HTTP/9.9\r\n\r\n".encode())
    crudo(uno.puerto, f"GET / HTTP/1.1\r\n{MARCA} : 1\r\n\r\n".encode())
    crudo(uno.puerto, f"{MARCA.lower()} / HTTP/1.1\r\nHost: a\r\n\r\n".encode())


def test_no_lleva_ningun_dato_personal(servidor):
    uno = servidor(proxies=0)
    sembrar(uno)
    esperar(lambda: len(de_rechazo(uno)) == 3, "los rechazos")
    assert uno.terminar() == 0
    assert MARCA.lower() not in uno.errores.lower()
    assert IP not in uno.errores
    assert "?" not in "".join(r.get("ruta", "") for r in uno.renglones)


def de_rechazo(uno):
    return [r for r in uno.renglones if r["evento"].startswith("Pedido rechazado")]


def test_cada_peticion_es_un_renglon(servidor):
    uno = servidor()
    codigo, cabeceras, _ = pedir(uno.puerto, "/villa-tunari/demandas?texto=agua")
    suyo = esperar(lambda: de_la_peticion(uno, cabeceras["X-Request-ID"]))[0]
    assert suyo["ms"] > 0
    assert {c: suyo[c] for c in ("metodo", "ruta", "codigo", "ambito", "nivel")} == {
        "metodo": "GET", "ruta": "/villa-tunari/demandas", "codigo": codigo,
        "ambito": "municipio:031003", "nivel": "info",
    }  # fmt: skip


def de_la_peticion(uno, codigo):
    return [r for r in uno.renglones if r.get("peticion") == codigo]


def test_el_codigo_que_ve_la_persona_halla_la_falla(servidor):
    uno = servidor()
    _, cabeceras, texto = pedir(uno.puerto, "/prueba/rota")
    codigo = cabeceras["X-Request-ID"]
    assert codigo in texto
    esperar(lambda: len(de_la_peticion(uno, codigo)) == 2)
    falla = next(r for r in de_la_peticion(uno, codigo) if "falla" in r)["falla"]
    assert falla[0]["tipo"] == "ValueError"
    assert falla[0]["rastro"][-1].endswith(" rota")


def test_lo_que_dicen_gunicorn_y_los_avisos_va_con_la_misma_forma(servidor):
    uno = servidor()
    uno.terminar()
    de = {renglon["de"] for renglon in uno.renglones}
    assert "gunicorn.error" in de
    assert all({"hora", "nivel", "evento"} <= renglon.keys() for renglon in uno.renglones)


def test_el_codigo_ajeno_vale_solo_detras_de_un_proxy(servidor):
    detras = servidor(proxies=1)
    assert pedir(detras.puerto, X_Request_ID="abc-12345")[1]["X-Request-ID"] == "abc-12345"
    for malo in ("corto", "a" * 65, "con espacio", "<script>alert", "ñandú-ñandú"):
        cabeceras = pedir(detras.puerto, X_Request_ID=malo.encode().decode("latin-1"))[1]
        assert cabeceras["X-Request-ID"] != malo
