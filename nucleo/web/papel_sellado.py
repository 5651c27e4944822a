"""Un papel sellado por escribir: sus rótulos en uno o dos idiomas, sus partes y su sello."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nucleo.documentos.composicion import componer
from nucleo.documentos.sellado import Documento, Sello, sellar
from nucleo.dominio.actas import ActaEnLlano
from nucleo.dominio.mensajes import N_
from nucleo.servicios.piezas import Sellador
from nucleo.textos import actas as textos
from nucleo.textos.traduccion import gettext
from nucleo.web.formato import fecha
from nucleo.web.idiomas import IDIOMAS, disponibles_aqui, en_idioma
from nucleo.web.porques import dibujo

Rotulo = list[tuple[str, str]]
"""Lo mismo en cada idioma: (etiqueta, texto). Si dos coinciden, va una vez."""
Bloque = dict[str, object]
CORTA, ANCHA, DOBLE = "corta", "ancha", "doble"
MAYORES = 2
RESUMENES = {
    Documento.ACTA: N_("Resumen (SHA-256) de lo que dice"),
    Documento.CONSTANCIAS: N_("Resumen (SHA-256) del acta con que están conformes"),
}
SIN_NOMBRES = N_(
    "Esta copia no lleva los nombres de las personas. El resumen es el del acta entera."
)


@dataclass(frozen=True)
class Papel:
    """Lo que distingue al acta de su hoja de constancias: cómo se llama, de cuándo y qué trae."""

    encabezado: Rotulo
    cuando: datetime
    bloques: Sequence[Bloque]
    sellado: Sequence[tuple[Rotulo, str]]
    documento: Documento = Documento.ACTA


class EnPapel:
    """Un acta por imprimir: qué idiomas, y si lleva los nombres."""

    def __init__(self, acta: ActaEnLlano, idiomas: Sequence[str], *, con_nombres: bool) -> None:
        self.acta, self.con_nombres = acta, con_nombres
        hay = [i for i in idiomas if i in disponibles_aqui()][:MAYORES]
        self.idiomas = hay or [disponibles_aqui()[0]]

    def rotulo(self, texto: str, /, **datos: object) -> Rotulo:
        """El texto marcado, en cada idioma pedido; el que nadie tradujo no se repite.

        Lo que se pone adentro, si es una frase marcada, va también en ese idioma.
        """
        pares: Rotulo = []
        for codigo in self.idiomas:
            with en_idioma(codigo) as idioma:
                suyos = {k: gettext(v) if isinstance(v, str) else v for k, v in datos.items()}
                dicho = gettext(texto, **suyos)
            if dicho not in {t for _, t in pares}:
                pares.append((idioma.etiqueta, dicho))
        return pares

    def bloque(
        self,
        titulo: str,
        *,
        parrafos: Iterable[str] = (),
        lista: Iterable[str] = (),
        columnas: Sequence[tuple[str, str]] = (),
        filas: Iterable[Sequence[str]] = (),
        al_pie: Iterable[str] = (),
        **marcas: bool,
    ) -> Bloque:
        """Una parte del papel, como la plantilla la espera."""
        return {
            "titulo": self.rotulo(titulo),
            "parrafos": [p for p in parrafos if p],
            "lista": list(lista),
            "columnas": [(self.rotulo(texto), ancho) for texto, ancho in columnas],
            "filas": [list(f) for f in filas],
            "al_pie": [p for p in al_pie if p],
            "numeros": marcas.get("numeros", False),
            "por_firmar": marcas.get("por_firmar", False),
        }

    def quien(self, de: str, organizacion: str) -> str:
        """Nombre y organización, o solo la organización en la copia sin nombres."""
        partes = (de, organizacion) if self.con_nombres else (organizacion,)
        return ", ".join(p for p in partes if p)


def sellado(hoja: EnPapel, sellador: Sellador, papel: Papel, direccion: str) -> bytes:
    """Lo compone y le pone el sello de la instalación."""
    acta = hoja.acta
    sello = Sello(
        acta.municipio_id, acta.gestion, acta.evento, sellador.identificador, acta.resumen,
        papel.documento,
    )  # fmt: skip
    datos = datos_de(hoja, sello, papel, direccion)
    return sellar(componer("acta", datos), sello, sellador.firmar)


def datos_de(hoja: EnPapel, sello: Sello, papel: Papel, direccion: str) -> dict[str, object]:
    """Lo que `acta.typ` espera, ya escrito."""
    acta, r = hoja.acta, hoja.rotulo
    primero = IDIOMAS.get(hoja.idiomas[0], IDIOMAS["es"])
    subtitulo = (acta.municipio, fecha(date.fromisoformat(acta.fecha)), acta.hora, acta.lugar)
    return {
        "sello": sello.en_texto(),
        "cuando": [*papel.cuando.timetuple()[:6]],
        "idioma": primero.etiqueta,
        "titulo": papel.encabezado[0][1],
        "encabezado": papel.encabezado,
        "subtitulo": " · ".join(p for p in subtitulo if p),
        "notas": [
            r(N_("Gestión %(anio)s"), anio=acta.gestion),
            *([] if hoja.con_nombres else [r(SIN_NOMBRES)]),
        ],
        "pie": f"{gettext(acta.sigla)} · {acta.municipio} · {acta.gestion} · {acta.resumen[:16]}",
        "qr": dibujo(direccion) if direccion else "",
        "direccion": direccion,
        "bloques": papel.bloques,
        "sellado": {
            "titulo": r(N_("Sello de la instalación")),
            "datos": [(que, cual) for que, cual in (
                *papel.sellado,
                (r(RESUMENES[papel.documento]), sello.resumen),
                (r(N_("Llave")), sello.clave),
                (r(N_("Página pública")), direccion),
                (r(N_("Para comprobarla sin conexión")), "tinkuy acta verificar ARCHIVO.pdf"),
            ) if cual],
            "nota": r(textos.NO_ES_FIRMA_DIGITAL),
        },
    }  # fmt: skip
