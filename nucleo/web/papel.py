"""Un papel en uno o dos idiomas: sus rótulos y sus bloques, como las plantillas los esperan."""

from collections.abc import Iterable, Sequence

from nucleo.dominio.mensajes import Mensaje
from nucleo.textos.traduccion import gettext
from nucleo.web.idiomas import Idioma, disponibles_aqui, en_idioma

Rotulo = list[tuple[str, str]]
"""Lo mismo en cada idioma: (etiqueta, texto). Si dos coinciden, va una vez."""
Celda = str | Sequence[str]
"""Un texto o, si son varios, una lista con viñetas."""
Bloque = dict[str, object]
CORTA, ANCHA, DOBLE = "corta", "ancha", "doble"
MAYORES = 2
MARCAS = ("numeros", "entera", "con_linea", "dentro", "hoja_nueva", "compacta")


class Papel:
    """Algo por imprimir: en qué idiomas, y si lleva los nombres de las personas."""

    def __init__(self, idiomas: Sequence[str], *, con_nombres: bool) -> None:
        self.con_nombres = con_nombres
        hay = [i for i in dict.fromkeys(idiomas) if i in disponibles_aqui()][:MAYORES]
        self.idiomas = hay or [disponibles_aqui()[0]]

    @property
    def principal(self) -> Idioma:
        """En el que va lo que se dice una sola vez: el título del archivo y las celdas."""
        with en_idioma(self.idiomas[0]) as idioma:
            return idioma

    def rotulo(self, texto: str, /, **datos: object) -> Rotulo:
        """El texto marcado, en cada idioma pedido; el que nadie tradujo no se repite.

        Lo que se pone adentro va como vino (un nombre propio no se traduce), salvo que sea un
        `Mensaje`: ese se dice también en cada idioma.
        """
        pares: Rotulo = []
        for codigo in self.idiomas:
            with en_idioma(codigo) as idioma:
                suyos = {k: _dicho(v) for k, v in datos.items()}
                dicho = gettext(texto, **suyos)
            if dicho not in {t for _, t in pares}:
                pares.append((idioma.etiqueta, dicho))
        return pares

    def bloque(
        self,
        titulo: str,
        *,
        avisos: Iterable[Rotulo] = (),
        parrafos: Iterable[str | Rotulo] = (),
        lista: Iterable[str | Rotulo] = (),
        columnas: Sequence[tuple[str, str]] = (),
        filas: Iterable[Sequence[Celda]] = (),
        al_pie: Iterable[str | Rotulo] = (),
        firmas: Iterable[tuple[str, str]] = (),
        en_blanco: int = 0,
        **marcas: bool,
    ) -> Bloque:
        """Una parte del papel, como la plantilla la espera. `columnas` son (rótulo, ancho).

        `avisos` es lo que falta o no es real; `firmas`, (quién firma, su pie); `en_blanco`, los
        renglones de la tabla que se llenan a mano. Marcas: `numeros` alinea a la derecha las
        columnas cortas, `por_firmar` da alto a las celdas vacías, `entera` no parte una fila entre
        dos hojas, `con_linea` deja dónde escribir tras el último párrafo, `dentro` baja el título
        un nivel, `hoja_nueva` repite el encabezado en otra hoja y `compacta` pone cada fila en un
        renglón en la pantalla angosta.
        """
        vacias = [[""] * len(columnas)] * en_blanco
        return {
            "titulo": self.rotulo(titulo),
            "avisos": list(avisos),
            "parrafos": [p for p in parrafos if p],
            "lista": list(lista),
            "columnas": [(self.rotulo(texto), ancho) for texto, ancho in columnas],
            "filas": [*(list(f) for f in filas), *vacias],
            "al_pie": [p for p in al_pie if p],
            "firmas": [(self.rotulo(quien), nombre) for quien, nombre in firmas],
            **{m: marcas.get(m, False) for m in MARCAS},
            "por_firmar": marcas.get("por_firmar", False) or bool(en_blanco),
        }


def _dicho(dato: object) -> object:
    return gettext(dato.texto, **dato.datos) if isinstance(dato, Mensaje) else dato
