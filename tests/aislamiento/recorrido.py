"""Pide todas las rutas registradas por todas las entradas, y busca en cada respuesta lo ajeno."""

import io
import re
import zipfile
from collections import Counter, defaultdict

from nucleo.web.permisos import Permiso, Puerta, permiso_de
from nucleo.web.sesion import COOKIE
from tests.aislamiento.entradas import cabeceras, caminos, consulta, cuerpos
from tests.aislamiento.mundo import (
    DEPARTAMENTO,
    SIN_ENTREGAS,
    UNINOMINAL,
    entrar_con_todo,
)

MARCA = re.compile(r"(?:publica|reservada)\d+zq")
DESTINATARIO = re.compile(r'href="/regiones/[\w-]+/edc/([\w-]+)')
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RARAS = ["..%2f{}", "%2e%2e/{}", "%00", "'%20OR%20'1'='1"]


class FugaError(AssertionError):
    """Una respuesta trae un dato que no es de quien se pidió."""


def legible(respuesta):
    """Todo lo que la respuesta lleva, también lo comprimido dentro de una hoja de cálculo."""
    cuerpo = respuesta.get_data()
    if respuesta.mimetype == XLSX and cuerpo:
        with zipfile.ZipFile(io.BytesIO(cuerpo)) as hoja:
            cuerpo = b"".join(hoja.read(nombre) for nombre in hoja.namelist())
    return f"{respuesta.headers}{cuerpo.decode('utf-8', 'replace')}".lower()


def sueltas(claves):
    return [(clave, dado) for clave, dados in claves.items() for dado in dados]


class Recorrido:
    """Cuenta lo que pide y recuerda qué marcas mostró cada ruta, para saber que miró algo."""

    def __init__(self, app, mundo, *, a_fondo=True):
        self.app, self.mundo, self.a_fondo = app, mundo, a_fondo
        self.cliente = app.test_client(use_cookies=False)
        self.peticiones = Counter()
        self.mostradas, self.adentro = defaultdict(set), defaultdict(set)
        self.sesiones = {m.id: entrar_con_todo(mundo.casa, m) for m in mundo.activos}
        self.reglas = list(app.url_map.iter_rules())
        self.estatico = app.jinja_env.globals["estatico"]("hoja.css").split("/")[2:]

    def pedir(self, regla, camino, permitidas, **como):
        """Una petición. `permitidas`: las marcas que esa respuesta puede traer."""
        self.peticiones[regla.rule] += 1
        respuesta = self.cliente.open(camino, **({"method": "GET"} | como))
        vistas = set(MARCA.findall(legible(respuesta)))
        if ajenas := vistas - permitidas:
            raise FugaError(regla.rule, camino, como, sorted(ajenas))
        if respuesta.status_code == 500:
            raise AssertionError(("se cayó", regla.rule, camino, como))
        self.mostradas[regla.rule] |= vistas
        return respuesta

    def es_publica(self, regla):
        permiso = permiso_de(self.app.view_functions[regla.endpoint])
        return permiso == Permiso(Puerta.PUBLICA)

    def se_mira(self, regla):
        """Lo que se ve sin cuenta."""
        return self.es_publica(regla) and "GET" in regla.methods

    def pedir_desde_adentro(self, regla, camino, de_quien, permitidas, **como):
        """Lo mismo con la sesión de alguien de ese municipio; lo que vea se anota aparte."""
        afuera, self.cliente = self.cliente, self.app.test_client(use_cookies=False)
        sin_entrar, self.mostradas = self.mostradas, self.adentro
        cabecera = {"Cookie": f"{COOKIE}={self.sesiones[de_quien.id]}"}
        try:
            return self.pedir(regla, camino, permitidas, headers=cabecera, **como)
        finally:
            self.cliente, self.mostradas = afuera, sin_entrar

    def recorrer(self):
        """Todas las rutas: las de un municipio, las de una región y las de nadie."""
        for regla in self.reglas:
            if "municipio" in regla.arguments:
                self.en_municipios(regla)
            elif "region" in regla.arguments:
                self.en_regiones(regla)
            else:
                self.en_ninguno(regla)
        return self

    # ── Cada clase de ruta ──────────────────────────────────────────────────────────────────────

    def en_municipios(self, regla):
        """Desde cada uno con lo de otro; y en el suspendido, que solo dice lo suyo."""
        primero, segundo, tercero = self.mundo.activos
        for propio, ajeno in ((primero, segundo), (segundo, tercero), (tercero, primero)):
            self.atacar(regla, self.de(propio), ajeno, propio.marcas, entero=propio is primero)
            self.desde_adentro(regla, propio, ajeno)
        self.atacar(regla, self.de(self.mundo.suspendido), primero, self.mundo.suspendido.marcas)

    def en_regiones(self, regla):
        """Una región muestra lo público de quienes le entregaron, y nada de nadie más."""
        for region in (UNINOMINAL, DEPARTAMENTO, SIN_ENTREGAS):
            entregaron = [m for m in self.mundo.activos if m.region == region]
            ajeno = next(m for m in self.mundo.activos if m.region != region)
            permitidas = {m.publica for m in entregaron}
            valores = {"region": [region], "destinatario": self.destinatarios(region, ajeno)}
            self.atacar(regla, valores, ajeno, permitidas, entero=region == UNINOMINAL)

    def en_ninguno(self, regla):
        ajeno = self.mundo.activos[0]
        valores = {
            "slug": ["cochabamba", ajeno.slug, "../" + ajeno.slug],
            "resumen": [self.estatico[0], ajeno.slug],
            "archivo": [self.estatico[1], ajeno.codigos[0]],
            "uuid": [*ajeno.ids[:2]],
            "departamento": ["cochabamba", ajeno.slug],
            "cual": [ajeno.slug, f"{ajeno.id:06d}"],
            "secreto": ["un-secreto-de-nadie", ajeno.ids[0]],
            "clave": ["20260815T160000000000-00000000", ajeno.ids[0]],
        }
        self.atacar(regla, valores, ajeno, set(), entero=True)

    def desde_adentro(self, regla, propio, ajeno):
        """Con sesión: la de aquí ve lo suyo; la de otro, aquí, nada que no sea público.

        Quien es de aquí pide también con los identificadores del otro.
        """
        todos = list(caminos(regla.rule, self.de(propio)))
        for camino in (todos[0], todos[-1]):
            self.pedir_desde_adentro(regla, camino, propio, propio.marcas)
        de_aqui = propio.marcas if self.es_publica(regla) else set()
        negada = self.pedir_desde_adentro(regla, todos[0], ajeno, de_aqui)
        assert self.es_publica(regla) or negada.status_code in {403, 405}, (regla, negada)
        juntas = {clave: dados[0] for clave, dados in consulta(ajeno).items()}
        self.pedir_desde_adentro(regla, todos[0], propio, propio.marcas, query_string=juntas)
        self.pedir_desde_adentro(regla, todos[0], ajeno, de_aqui, query_string=juntas)

    def de(self, propio):
        """Los argumentos de una ruta en ese municipio: primero los suyos, después los de otros."""
        otro, *demas = [m for m in self.mundo.sembrados if m is not propio]
        ajenos = [*otro.codigos, *otro.ids, otro.slug, *(m.codigos[0] for m in demas)]
        raras = [r.format(otro.slug) for r in RARAS]
        return {
            "municipio": [propio.slug],
            "codigo": [*propio.codigos, *ajenos, *raras],
            "uuid": [*propio.ids, *otro.ids[:2]],
            "encuentro": ["rdc", otro.slug],
            "plan": [propio.ids[3], otro.ids[3]],
            "oferta": [propio.ids[4], otro.ids[4]],
            "distrito": [propio.palabra, otro.palabra],
            "destino": [propio.region or UNINOMINAL, otro.slug],
            "resumen": ["0" * 64, otro.ids[0]],
            "clave": ["20260815T160000000000-00000000", otro.ids[0]],
        }

    def destinatarios(self, region, ajeno):
        pagina = self.cliente.get(f"/regiones/{region}/edc").text
        return [*sorted(set(DESTINATARIO.findall(pagina))), ajeno.slug, ajeno.ids[0]]

    # ── Las entradas de una ruta ────────────────────────────────────────────────────────────────

    def atacar(self, regla, valores, ajeno, permitidas, *, entero=False):
        """Cada dirección sola; y las primeras, por todas las entradas (si no, con las juntas)."""
        entero = entero and self.a_fondo
        todos = list(caminos(regla.rule, valores))
        for camino in todos:
            self.pedir(regla, camino, permitidas)
        claves = consulta(ajeno)
        juntas = {clave: dados[0] for clave, dados in claves.items()}
        for camino in todos[:2]:
            self.pedir(regla, camino, permitidas, query_string=juntas)
            self.pedir(regla, camino, permitidas, query_string={"gestion": "2027"})
        for clave, dado in sueltas(claves) if entero else ():
            self.pedir(regla, todos[0], permitidas, query_string={clave: dado})
        for puestas in cabeceras(ajeno)[: None if entero else 3]:
            self.pedir(regla, todos[0], permitidas, headers=puestas)
        if entero:
            self.por_el_cuerpo(regla, todos[0], ajeno, permitidas)

    def por_el_cuerpo(self, regla, camino, ajeno, permitidas):
        for cuerpo in cuerpos(ajeno):
            self.pedir(regla, camino, permitidas, **cuerpo)
        self.pedir(regla, camino, permitidas, method="HEAD")
        self.pedir(regla, camino, permitidas, method="OPTIONS")
        montada = {"SCRIPT_NAME": f"/{ajeno.slug}"}
        self.pedir(regla, camino, permitidas, environ_overrides=montada)
