"""La tarjeta del porqué puesta en papel y en un mensaje, en el idioma de la organización."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from flask import Flask

from nucleo.documentos.codigos import qr_en_svg
from nucleo.documentos.composicion import componer
from nucleo.dominio.corridas import Renglon
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.nombres import plegar
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.firmezas import de_la_corrida
from nucleo.servicios.porques import Lista, Tarjeta, abrir_lista, tarjeta_de
from nucleo.textos.porques import RazonDicha, TarjetaDicha, decir_tarjeta, mensaje
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas
from nucleo.web.consola import desde_la_consola
from nucleo.web.correos import direccion_publica
from nucleo.web.idiomas import en_idioma
from nucleo.web.vistas.priorizacion import con_sus_fuentes

Avance = Callable[[int, int | None], None]


def abrir(gestion: int) -> Lista | None:
    """La última corrida del municipio en que se está; `None` si la gestión no se calificó."""
    ambito = municipio_de_lectura()
    contexto = piezas().contexto(ambito, gestion)
    with piezas().unidad_de_lectura(ambito) as unidad:
        lista = abrir_lista(contexto, unidad, piezas().ganchos(ambito))
    if lista is None:
        return None
    unidad = piezas().unidad_de_lectura(ambito)
    return replace(lista, firmezas=de_la_corrida(contexto, unidad, piezas().ajustables))


def dicha(tarjeta: Tarjeta) -> TarjetaDicha:
    """En el idioma que esté puesto."""
    return decir_tarjeta(tarjeta, con_sus_fuentes(tarjeta.motivo))


def direccion(codigo: str) -> str:
    """La de la tarjeta, entera, para el QR y el mensaje."""
    return direccion_publica(f"/{municipio_actual().slug}/demandas/{codigo}/porque")


def en_un_mensaje(tarjeta: Tarjeta) -> str:
    """El texto de WhatsApp, en el idioma de la organización."""
    with en_idioma(tarjeta.idioma):
        return mensaje(tarjeta, direccion(tarjeta.codigo))


def en_papel(tarjetas: Sequence[Tarjeta], titulo: str, *, con_direccion: bool = True) -> bytes:
    """Una hoja A4 por tarjeta. Sin `con_direccion` no lleva QR: nadie declaró dónde se publica."""
    pie = gettext("%(municipio)s · hecho con Tinkuy", municipio=municipio_actual().nombre)
    hojas = [_hoja(t, con_direccion=con_direccion) for t in tarjetas]
    return componer("porque", {"titulo": titulo, "pie": pie, "tarjetas": hojas})


def _hoja(t: Tarjeta, *, con_direccion: bool) -> dict[str, object]:
    donde = direccion(t.codigo) if con_direccion else ""
    with en_idioma(t.idioma) as idioma:
        d = dicha(t)
        return {
            "idioma": idioma.etiqueta,
            "titulo": t.titulo,
            "quien": " · ".join(p for p in (t.organizacion, t.distrito, t.codigo) if p),
            "simulada": gettext("Dato simulado: es una demostración.") if t.simulada else "",
            "titular": d.titular,
            "puesto": d.puesto,
            "motivo": d.motivo,
            "firmeza": d.firmeza,
            "de_los_puntos": gettext("De dónde salen sus puntos"),
            "columnas": [
                gettext("Criterio"), gettext("Medida"), gettext("Puntos"),
                gettext("De lo que podía dar"),
            ],
            "razones": [_renglon(r) for r in d.razones],
            "que_entro_antes": gettext("Qué entró antes"),
            "delante": d.delante,
            "titulo_de_cambios": d.titulo_de_cambios,
            "cambios": d.cambios,
            "notas": d.notas,
            "de_los_datos": gettext("De dónde salen los datos"),
            "fuentes": d.fuentes,
            "qr": qr_en_svg(donde) if donde else "",
            "direccion": donde,
        }  # fmt: skip


def _renglon(r: RazonDicha) -> dict[str, object]:
    return {
        "criterio": r.criterio,
        "medida": r.medida,
        "puntos": gettext("%(puntos)s de %(maximo)s", puntos=r.puntos, maximo=r.maximo),
        "parte": r.parte,
        "nota": r.nota,
        "fuente": r.procedencia,
    }


def imprimir(
    app: Flask, municipio: Municipio, gestion: int, avance: Avance
) -> Iterator[tuple[str, bytes]]:
    """Por distrito, el nombre de su archivo y el PDF con todas sus tarjetas, en orden de puesto.

    `NoExiste` si la gestión no se calificó.
    """
    with desde_la_consola(app, municipio):
        lista = abrir(gestion)
        if lista is None:
            raise NoExiste("priorización", gestion)
        hechas = 0
        for distrito, renglones in lista.de_distrito().items():
            tarjetas = []
            for renglon in renglones:
                tarjetas.append(tarjeta_de(lista, renglon))
                hechas += 1
                avance(hechas, len(lista.renglones))
            yield (
                nombre_de_archivo(distrito),
                en_papel(
                    tarjetas, titulo_de(distrito), con_direccion=bool(piezas().plataforma.direccion)
                ),
            )


def titulo_de(de_que: str) -> str:
    if not de_que:
        return gettext("Porqué de cada demanda")
    return gettext("Porqué de cada demanda: %(cual)s", cual=de_que)


def nombre_de_archivo(distrito: str) -> str:
    """`porques-distrito-3.pdf`."""
    resto = plegar(distrito).replace(" ", "-") or "sin-distrito"
    return f"porques-{resto}.pdf"


def tarjetas_de(lista: Lista, renglones: Sequence[Renglon]) -> list[Tarjeta]:
    return [tarjeta_de(lista, r) for r in renglones]
