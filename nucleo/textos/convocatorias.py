"""Con qué palabras se convoca a un encuentro: correo, mensaje, radio y afiche."""

from collections.abc import Sequence
from dataclasses import dataclass

from nucleo.documentos.codigos import qr_en_svg
from nucleo.dominio.ciclos import Ciclo, TipoDeEvento
from nucleo.dominio.eventos import Evento
from nucleo.textos.traduccion import gettext

LARGO_DE_MENSAJE = 300


@dataclass(frozen=True, slots=True)
class Anuncio:
    """Lo que hay que decir de un encuentro, ya en el idioma en que se lo dirá."""

    municipio: str
    gestion: int
    sigla: str
    nombre: str
    dia: str
    hora: str
    lugar: str
    agenda: Sequence[str]
    previos: Sequence[str]
    participan: Sequence[str]
    direccion: str


def anuncio(
    evento: Evento,
    tipo: TipoDeEvento | None,
    ciclo: Ciclo,
    *,
    municipio: str,
    dia: str,
    direccion: str,
) -> Anuncio:
    """El de ese encuentro. `dia` es `Evento.dia`, ya escrito; `direccion`, su página pública."""
    quienes = [ciclo.participantes[q].nombre for q in (tipo.participan if tipo else ())]
    return Anuncio(
        municipio,
        evento.gestion,
        gettext(evento.sigla),
        gettext(evento.nombre),
        dia,
        evento.hora,
        evento.lugar,
        [gettext(r.texto) for r in (tipo.agenda if tipo else ())],
        [gettext(r.texto) for r in (tipo.previos if tipo else ())],
        [gettext(q) for q in quienes],
        direccion,
    )


def asunto(a: Anuncio) -> str:
    """El del correo."""
    return gettext("Convocatoria: %(encuentro)s, %(dia)s", encuentro=a.sigla, dia=a.dia)


def correo(a: Anuncio) -> str:
    """El cuerpo del correo: texto llano, para copiar y enviar."""
    partes = [
        gettext("Buen día:"),
        gettext(
            "%(municipio)s convoca a su organización al siguiente encuentro: %(encuentro)s "
            "(%(sigla)s), de la gestión %(gestion)s.",
            municipio=a.municipio, encuentro=a.nombre, sigla=a.sigla, gestion=a.gestion,
        ),
        "\n".join(f"{rotulo}: {valor}" for rotulo, valor in _cuando_y_donde(a)),
    ]  # fmt: skip
    for titulo, renglones in (
        (gettext("Qué se tratará:"), a.agenda),
        (gettext("Qué se prepara antes:"), a.previos),
        (gettext("Quiénes participan:"), a.participan),
    ):
        if renglones:
            partes.append("\n".join([titulo, *(f"- {r}" for r in renglones)]))
    if a.direccion:
        partes.append(gettext("Todo está en esta dirección: %(donde)s", donde=a.direccion))
    return "\n\n".join(partes) + "\n"


def mensaje(a: Anuncio) -> str:
    """El de SMS o WhatsApp, en no más de 300 letras: si no cabe, pierde primero lo menos útil."""
    versiones = (
        (a.nombre, a.lugar, a.direccion),
        (a.sigla, a.lugar, a.direccion),
        (a.sigla, a.lugar, ""),
        (a.sigla, "", ""),
    )
    for encuentro, lugar, direccion in versiones:
        dicho = _corto(a, encuentro, lugar, direccion)
        if len(dicho) <= LARGO_DE_MENSAJE:
            return dicho
    return f"{dicho[: LARGO_DE_MENSAJE - 1]}…"


def _corto(a: Anuncio, encuentro: str, lugar: str, direccion: str) -> str:
    cuando = ", ".join(p for p in (a.dia, a.hora) if p)
    partes = [
        gettext(
            "%(municipio)s le convoca: %(encuentro)s. %(cuando)s.",
            municipio=a.municipio, encuentro=encuentro, cuando=cuando,
        ),
        gettext("Lugar: %(lugar)s.", lugar=lugar) if lugar else "",
        gettext("Avise a su gente."),
        direccion,
    ]  # fmt: skip
    return " ".join(p for p in partes if p)


def guion(a: Anuncio) -> str:
    """El de radio: se lee en medio minuto y repite lo que hay que recordar."""
    cuando = ", ".join(p for p in (a.dia, _a_las(a)) if p)
    en_donde = gettext("El lugar: %(lugar)s.", lugar=a.lugar) if a.lugar else ""
    partes = [
        gettext("(Locución)"),
        gettext("Atención, %(municipio)s.", municipio=a.municipio),
        gettext("Se convoca al siguiente encuentro: %(encuentro)s.", encuentro=a.nombre),
        gettext("Será el %(cuando)s.", cuando=cuando),
        en_donde,
        gettext("Participan: %(quienes)s.", quienes="; ".join(a.participan))
        if a.participan
        else "",
        gettext("Repetimos: %(encuentro)s, el %(cuando)s.", encuentro=a.sigla, cuando=cuando),
        en_donde,
        gettext("Su palabra cuenta: no falte."),
    ]
    return "\n".join(p for p in partes if p) + "\n"


def afiche(a: Anuncio, *, idioma: str, con_qr: bool = True) -> dict[str, object]:
    """Lo que `afiche.typ` espera. Sin `con_qr`, nadie declaró dónde se publica."""
    return {
        "titulo": a.sigla,
        "nombre": a.nombre if a.nombre != a.sigla else "",
        "quien": gettext("%(municipio)s convoca", municipio=a.municipio),
        "idioma": idioma,
        "datos": _cuando_y_donde(a),
        "participan_titulo": gettext("Quiénes participan"),
        "participan": list(a.participan),
        "sin_participan": gettext("Toda la población."),
        "qr": qr_en_svg(a.direccion) if con_qr and a.direccion else "",
        "direccion": a.direccion if con_qr else "",
        "pie": gettext("Gestión %(anio)s", anio=a.gestion),
    }


def _cuando_y_donde(a: Anuncio) -> list[tuple[str, str]]:
    return [
        (gettext("Día"), a.dia),
        (gettext("Hora"), a.hora or gettext("por confirmar")),
        (gettext("Lugar"), a.lugar or gettext("por confirmar")),
    ]


def _a_las(a: Anuncio) -> str:
    return gettext("a horas %(hora)s", hora=a.hora) if a.hora else ""
