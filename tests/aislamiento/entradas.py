"""Por dónde le entra algo ajeno a una vista: ruta, consulta, cabeceras, cookies y cuerpo.

Lo que una vista puede leer se saca del código: si lee algo que aquí no figura, la prueba falla
hasta que alguien diga con qué se la ataca.
"""

import ast
import io
import re
from itertools import product
from pathlib import Path

from tests.web.rutas import VALORES

RAIZ = Path(__file__).parents[2]
VISTAS = [RAIZ / "nucleo" / "web", *(p.parent for p in (RAIZ / "plugins").glob("*/vistas.py"))]
ARGUMENTO = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")
SIN_CLAVE = {
    "accept_encodings", "accept_languages", "blueprint", "content_length", "endpoint", "full_path",
    "host_url", "is_secure", "method", "path", "remote_addr", "url_rule",
    "user_agent", "view_args",
}  # fmt: skip
"""Lo que las vistas leen de `request` entero: todo va en el camino o en las cabeceras."""
COOKIES = {"idioma", "nombre_de_cookie()"}
ARCHIVOS = {"archivo", "escudo"}
RECHAZADO = {"NULO"}
"""La consulta entera se mira solo para no atenderla con un byte nulo."""
ENTORNO = {"CLAVE"}
"""La ficha que pone la frontera: no viene de fuera."""


def consulta(b):
    """Clave de la dirección → valores del otro municipio (o que llevarían a lo suyo)."""
    return {
        "buscar": [b.palabra, b.slug],
        "estado": ["en_poa", "registrada"],
        "etapa": ["no_viable"],
        "gestion": [str(b.gestion_propia), "2027"],
        "idioma": ["qu", b.slug],
        "hacia": ["realizado", b.slug],
        "nombres": ["si"],
        "accion": ["abrir", b.palabra],
        "sola": ["si"],
        "en": ["qu", b.slug],
        "orden": ["-titulo", "municipio_id"],
        "pagina": ["1", "2"],
        "que": ["coparticipacion:", "obra:municipio_id", b.codigos[0]],
        "encargo": b.ids,
        "pedida_por": ["ambos"],
        "clase": ["agrupada", "estructurante"],
        "sector": ["turismo", "salud"],
        "texto": [b.palabra, "' OR 1=1 --", "%"],
        "tipo": ["uninominal", "gobernacion"],
        "ver": ["espera", "organizaciones"],
        "municipio": [b.slug, str(b.id), f"{b.id:06d}"],
        "municipio_id": [str(b.id)],
        "origen_id": [str(b.id)],
        "ambito": [f"municipio:{b.id:06d}"],
        "region": [b.region],
        "regla": [b.slug],
        "codigo": [b.codigos[0], b.codigos[-1]],
        "id": b.ids,
        "organizacion": [b.ids[1]],
        "distrito": [b.palabra],
        "sobre": [f"municipio:{b.id:06d}"],
        "cargo": ["alcaldia"],
        "rol": ["alcaldia"],
        "cual": [b.slug],
        "cuantas": ["9999"],
        "de": [b.ids[0]],
        "version": ["1", b.ids[0]],
        "contra": ["1"],
        "punto": ["bienvenida", b.palabra],
        "por": ["distrito", b.palabra],
        "techo": ["1000", b.palabra],
        "volver": [f"//{b.slug}.ejemplo.bo", f"/{b.slug}/personas"],
    }


def formulario(b):
    """Lo que las vistas leen del cuerpo por su nombre, con valores del otro municipio."""
    return {
        "municipio": b.slug,
        "municipio_id": b.id,
        "codigo": b.codigos[0],
        "codigos": b.codigos[0],
        "id": b.ids[0],
        "organizacion": b.ids[1],
        "version": "1",
        "papel": b.slug,
        "accion": "confirmar",
        "volver": f"/{b.slug}/personas",
        "gestion": str(b.gestion_propia),
        "partida": b.ids[0],
        "nombre": b.palabra,
        "busca_texto": b.palabra,
        "busca_distrito": b.palabra,
        "busca_sector": "salud",
        "visto": b.ids[0],
        "orden": b.ids[0],
    }


def cabeceras(b):
    """Las que un proxy, un navegador o alguien con malas intenciones podría mandar."""
    return [
        {"Host": f"{b.slug}.ejemplo.bo"},
        {"X-Forwarded-Host": f"{b.slug}.ejemplo.bo"},
        {"X-Forwarded-Prefix": f"/{b.slug}"},
        {"X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "https", "X-Script-Name": b.slug},
        {"Forwarded": f"host={b.slug};proto=https"},
        {"X-Original-URL": f"/{b.slug}/demandas", "X-Rewrite-URL": f"/{b.slug}/demandas"},
        {"X-Municipio": b.slug, "X-Municipio-Id": str(b.id), "X-Tenant": str(b.id)},
        {"Referer": f"http://localhost/{b.slug}", "Origin": f"http://{b.slug}.ejemplo.bo"},
        {"Accept-Language": "qu-BO", "Accept": "application/json"},
        {"Authorization": f"Bearer {b.ids[0]}", "X-Request-ID": b.ids[0]},
        {"Cookie": f"municipio={b.slug}; municipio_id={b.id}; session={b.ids[0]}"},
        {"Transfer-Encoding": "chunked"},
        {"Cookie": f"idioma=ay; ambito=municipio:{b.id:06d}"},
        {"Cookie": f"tinkuy={b.ids[0]}; __Host-tinkuy={b.ids[0]}; tinkuy-paso={b.slug}"},
    ]


def leibles(b):
    """De dónde puede leer una vista, y con qué claves: lo que este recorrido sabe atacar."""
    con_clave = {
        "args": set(consulta(b)),
        "headers": {nombre for puestas in cabeceras(b) for nombre in puestas},
        "form": set(formulario(b)),
        "values": set(consulta(b)),
        "files": ARCHIVOS,
        "cookies": COOKIES,
        "environ": ENTORNO,
        "query_string": RECHAZADO,
    }
    return con_clave | {atributo: set() for atributo in SIN_CLAVE}


def cuerpos(b):
    """Lo mismo, como formulario y como JSON, con cada método que escribe."""
    datos = formulario(b)
    metodos = ("POST", "PUT", "PATCH", "DELETE")
    sueltos = [{"method": m, como: datos} for m, como in product(metodos, ("data", "json"))]
    archivos = {nombre: (io.BytesIO(b.slug.encode()), f"../{b.slug}.csv") for nombre in ARCHIVOS}
    return [*sueltos, {"method": "POST", "data": datos | archivos}]


class RutaDesconocidaError(AssertionError):
    """Una ruta pide algo que el recorrido no sabe llenar: falta decirle con qué."""


def caminos(regla, valores):
    """Cada dirección que sale de llenar la regla con los valores de cada argumento."""
    hallados = ARGUMENTO.findall(regla)
    nombres = [nombre for _, _, nombre in hallados]
    sabidos = {
        n: de_su_clase(clase, lista, valores) or comunes().get(n) for clase, lista, n in hallados
    }
    valores = sabidos | valores
    if faltan := {n for n in nombres if not valores[n]}:
        raise RutaDesconocidaError(regla, faltan)
    for combinacion in product(*(valores[n] for n in nombres)):
        llenos = dict(zip(nombres, combinacion, strict=True))
        yield ARGUMENTO.sub(lambda hallado, llenos=llenos: llenos[hallado[3]], regla)


def de_su_clase(clase, lista, valores):
    """Con qué se llena un argumento que nadie nombró, si su clase lo dice."""
    if clase == "any":
        return [v.strip() for v in lista.split(",")]
    return {"uuid": valores.get("uuid"), "int": ["1", "99999"]}.get(clase)


def comunes():
    """Lo que ya dice la tabla de rutas, para lo que no es de ningún municipio."""
    return {nombre: [str(valor)] for nombre, valor in VALORES.items()}


def leidas(textos):
    """Lo que un código lee de `request`: cada atributo, con las claves que le pide."""
    halladas = {}
    for texto in textos:
        for nodo in ast.walk(ast.parse(texto)):
            if de_peticion(nodo):
                halladas.setdefault(nodo.attr, set())
            if lee := lectura(nodo):
                halladas.setdefault(lee[0], set()).add(lee[1])
    return halladas


def de_peticion(nodo):
    return isinstance(nodo, ast.Attribute) and ast.unparse(nodo.value) == "request"


def lectura(nodo):
    """`request.args.get("x")`, `request.args["x"]`, `"x" in request.args`: de dónde y qué clave."""
    if isinstance(nodo, ast.Compare) and de_peticion(nodo.comparators[0]):
        return nodo.comparators[0].attr, clave_de(nodo.left)
    if isinstance(nodo, ast.Subscript) and de_peticion(nodo.value):
        return nodo.value.attr, clave_de(nodo.slice)
    llamada = isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Attribute) and nodo.args
    if llamada and nodo.func.attr.startswith("get") and de_peticion(nodo.func.value):
        return nodo.func.value.attr, clave_de(nodo.args[0])
    return None


def clave_de(nodo):
    return nodo.value if isinstance(nodo, ast.Constant) else ast.unparse(nodo)


def codigo_de_las_vistas():
    archivos = sorted({a for carpeta in VISTAS for a in carpeta.rglob("*.py")})
    return [a.read_text(encoding="utf-8") for a in archivos]
