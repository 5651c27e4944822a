"""Leer una página como la lee un navegador: sus formularios y con qué vienen llenos."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CON_VALOR_SI_MARCADO = {"checkbox", "radio"}
SIN_VALOR = {"submit", "button", "reset", "image", "file"}


@dataclass
class FormularioLeido:
    """`valores` es lo que se enviaría sin tocar nada; `campos`, cada control con sus atributos."""

    accion: str
    metodo: str
    valores: dict = field(default_factory=dict)
    campos: dict = field(default_factory=dict)
    opciones: dict = field(default_factory=dict)

    def poner(self, nombre, valor):
        """Un nombre repetido va como lista, igual que en el cuerpo de la petición."""
        if nombre not in self.valores:
            self.valores[nombre] = valor
        elif isinstance(self.valores[nombre], list):
            self.valores[nombre].append(valor)
        else:
            self.valores[nombre] = [self.valores[nombre], valor]


class Lector(HTMLParser):
    def __init__(self):
        super().__init__()
        self.formularios = []
        self.dentro = self.parrafo = self.lista = None

    def handle_starttag(self, tag, attrs):
        atributos = {clave: valor or "" for clave, valor in attrs}
        if tag == "form":
            metodo = atributos.get("method", "get").lower()
            self.dentro = FormularioLeido(atributos.get("action", ""), metodo)
            self.formularios.append(self.dentro)
        elif self.dentro is None:
            return
        elif tag == "option" and self.lista:
            self.dentro.opciones[self.lista].append(atributos.get("value", ""))
            if "selected" in atributos or self.lista not in self.dentro.valores:
                self.dentro.valores[self.lista] = atributos.get("value", "")
        elif nombre := atributos.get("name", ""):
            self.control(tag, nombre, atributos)

    def control(self, tag, nombre, atributos):
        if tag == "button" or "disabled" in atributos:
            return
        self.dentro.campos[nombre] = {"tag": tag, **atributos}
        if tag == "textarea":
            self.parrafo = nombre
            self.dentro.valores[nombre] = ""
        elif tag == "select":
            self.lista = nombre
            self.dentro.opciones[nombre] = []
        elif tag == "input":
            self.entrada(nombre, atributos)

    def entrada(self, nombre, atributos):
        clase = atributos.get("type", "text")
        if clase in CON_VALOR_SI_MARCADO:
            self.dentro.opciones.setdefault(nombre, []).append(atributos.get("value", "on"))
            if "checked" in atributos:
                self.dentro.poner(nombre, atributos.get("value", "on"))
        elif clase not in SIN_VALOR:
            self.dentro.poner(nombre, atributos.get("value", ""))

    def handle_data(self, data):
        if self.parrafo:
            self.dentro.valores[self.parrafo] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.dentro = None
        elif tag == "textarea":
            self.parrafo = None
        elif tag == "select":
            self.lista = None


def formularios_de(texto):
    """Todos los de la página, en orden."""
    lector = Lector()
    lector.feed(texto)
    return lector.formularios


def formulario_de(texto, accion=""):
    """El que escribe: el de esa `accion` o, sin ella, el primero que no sea el de salir."""
    escriben = [f for f in formularios_de(texto) if f.metodo == "post"]
    elegidos = [f for f in escriben if (f.accion == accion if accion else f.accion != "/salir")]
    assert elegidos, (accion, [f.accion for f in escriben])
    return elegidos[0]
