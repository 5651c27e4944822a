"""Un papel sellado por escribir: sus rótulos en uno o dos idiomas, sus partes y su sello."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nucleo.documentos.codigos import qr_en_svg
from nucleo.documentos.composicion import componer
from nucleo.documentos.sellado import Documento, Sello, sellar
from nucleo.dominio.actas import ActaEnLlano
from nucleo.dominio.mensajes import N_
from nucleo.servicios.piezas import Sellador
from nucleo.textos import actas as textos
from nucleo.textos.traduccion import gettext
from nucleo.web.formato import fecha
from nucleo.web.papel import Bloque, Papel, Rotulo

RESUMENES = {
    Documento.ACTA: N_("Resumen (SHA-256) de lo que dice"),
    Documento.CONSTANCIAS: N_("Resumen (SHA-256) del acta con que están conformes"),
}
SIN_NOMBRES = N_(
    "Esta copia no lleva los nombres de las personas. El resumen es el del acta entera."
)


@dataclass(frozen=True)
class Impreso:
    """Lo que distingue al acta de su hoja de constancias: cómo se llama, de cuándo y qué trae."""

    encabezado: Rotulo
    cuando: datetime
    bloques: Sequence[Bloque]
    sellado: Sequence[tuple[Rotulo, str]]
    documento: Documento = Documento.ACTA


class EnPapel(Papel):
    """Un acta por imprimir: qué idiomas, y si lleva los nombres."""

    def __init__(self, acta: ActaEnLlano, idiomas: Sequence[str], *, con_nombres: bool) -> None:
        super().__init__(idiomas, con_nombres=con_nombres)
        self.acta = acta

    def quien(self, de: str, organizacion: str) -> str:
        """Nombre y organización, o solo la organización en la copia sin nombres."""
        partes = (de, organizacion) if self.con_nombres else (organizacion,)
        return ", ".join(p for p in partes if p)


def sellado(hoja: EnPapel, sellador: Sellador, papel: Impreso, direccion: str) -> bytes:
    """Lo compone y le pone el sello de la instalación."""
    acta = hoja.acta
    sello = Sello(
        acta.municipio_id, acta.gestion, acta.evento, sellador.identificador, acta.resumen,
        papel.documento,
    )  # fmt: skip
    datos = datos_de(hoja, sello, papel, direccion)
    return sellar(componer("acta", datos), sello, sellador.firmar)


def datos_de(hoja: EnPapel, sello: Sello, papel: Impreso, direccion: str) -> dict[str, object]:
    """Lo que `acta.typ` espera, ya escrito."""
    acta, r = hoja.acta, hoja.rotulo
    subtitulo = (acta.municipio, fecha(date.fromisoformat(acta.fecha)), acta.hora, acta.lugar)
    return {
        "sello": sello.en_texto(),
        "cuando": [*papel.cuando.timetuple()[:6]],
        "idioma": hoja.principal.etiqueta,
        "titulo": papel.encabezado[0][1],
        "encabezado": papel.encabezado,
        "subtitulo": " · ".join(p for p in subtitulo if p),
        "notas": [
            r(N_("Gestión %(anio)s"), anio=acta.gestion),
            *([] if hoja.con_nombres else [r(SIN_NOMBRES)]),
        ],
        "pie": f"{gettext(acta.sigla)} · {acta.municipio} · {acta.gestion} · {acta.resumen[:16]}",
        "qr": qr_en_svg(direccion) if direccion else "",
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
