"""La agenda del EDC, como va en el papel."""

from collections.abc import Mapping
from datetime import date

from nucleo.documentos.codigos import qr_en_svg
from nucleo.dominio.anclajes import AcuerdoPublicado
from nucleo.dominio.dinero import miles
from nucleo.dominio.edc import Cruce
from nucleo.servicios.agendas_de_edc import AgendaDeEdc
from nucleo.textos.anclajes import llamado
from nucleo.textos.nombres import de_autoridad, de_cargo, de_region, nombre
from nucleo.textos.traduccion import gettext

Municipios = Mapping[int, str]


def hoja_de(
    a: AgendaDeEdc, municipios: Municipios, direccion: str, idioma: str
) -> dict[str, object]:
    """Lo que `agenda-edc.typ` espera. Sin `direccion` va sin QR: nadie sabría adónde lleva."""
    return {
        "idioma": idioma,
        "titulo": gettext("Agenda del EDC"),
        "subtitulo": f"{de_region(a.region)} · {gettext('Gestión %(anio)s', anio=a.gestion)}",
        "llamado": _llamado(a, municipios),
        "datos": _donde(a, municipios),
        "puntos_titulo": gettext("Qué se trata"),
        "puntos_nota": gettext("Según el ciclo: el anfitrión todavía no publicó la suya.")
        if a.propuesta
        else "",
        "puntos": [[gettext(p.texto), gettext(a.quienes.get(p.informa, ""))] for p in a.puntos],
        "quienes_titulo": gettext("Quiénes participan"),
        "quienes": [*(gettext(a.quienes[q]) for q in a.llamados)],
        "cargos_titulo": gettext("Las autoridades de la región"),
        "cargos": [de_cargo(c) for c in a.region.cargos],
        "acuerdos": _acuerdos(a, municipios),
        "demanda": _demanda(a, municipios),
        "qr": qr_en_svg(direccion) if direccion else "",
        "direccion": direccion,
        "pie": gettext("Lo que los municipios de la región publicaron; día a día en la página."),
    }


def _llamado(a: AgendaDeEdc, municipios: Municipios) -> str:
    if a.anclado is None:
        return gettext("Todavía ningún municipio dijo que lo hospeda: falta el día y el lugar.")
    anfitrion = municipios[a.anclado.origen_id]
    dicho = llamado(anfitrion, de_region(a.region), _dia(a.anclado.fecha), a.anclado)
    return f"{dicho} {a.anclado.convocatoria}".strip()


def _donde(a: AgendaDeEdc, municipios: Municipios) -> list[list[str]]:
    por_fijar = gettext("por fijar")
    e, vigente = a.anclado, a.edc.vigente
    datos = [
        [gettext("Anfitrión"), municipios[e.origen_id] if e else por_fijar],
        [gettext("Día"), _dia(e.fecha) if e else por_fijar],
        [gettext("Hora"), (e.hora if e else "") or por_fijar],
        [gettext("Lugar"), (e.lugar if e else "") or por_fijar],
        [
            gettext("Secretaría Pro Tempore"),
            vigente.secretaria.quien if vigente else gettext("nadie la tiene: se designa aquí"),
        ],
    ]
    return [*datos, *_turno(a, municipios)]


def _turno(a: AgendaDeEdc, municipios: Municipios) -> list[list[str]]:
    """A quién le toca después, si hay un orden."""
    return [[gettext("Le toca después"), municipios[a.edc.sigue]]] if a.edc.sigue else []


def _acuerdos(a: AgendaDeEdc, municipios: Municipios) -> dict[str, object]:
    return {
        "titulo": gettext("Acuerdos de los EDC anteriores"),
        "columnas": [
            gettext("Qué se acordó"), gettext("Responsable"), gettext("Hasta"), gettext("Cómo va"),
        ],
        "filas": [_acuerdo(x, municipios) for x in a.anteriores],
        "vacio": gettext("Ninguno publicado."),
    }  # fmt: skip


def _acuerdo(x: AcuerdoPublicado, municipios: Municipios) -> list[str]:
    de = f"EDC {x.gestion}, {municipios.get(x.de, '')}".rstrip(", ")
    limite = _dia(x.dia_limite) if x.dia_limite else "—"
    return [f"{x.que} ({de})", x.responsable, limite, f"{nombre(x.estado)}. {x.nota}".strip(". ")]


def _demanda(a: AgendaDeEdc, municipios: Municipios) -> dict[str, object]:
    return {
        "titulo": gettext("La demanda que se lleva a cada autoridad"),
        "columnas": [
            gettext("Autoridad y municipio"), gettext("Demandas"), gettext("Costo"),
            gettext("Personas"),
        ],
        "filas": [
            fila
            for cruce in (a.por_autoridad if a.total.demandas else ())
            for fila in _cruce(cruce, municipios)
        ],
        "vacio": gettext("Ningún municipio entregó demandas a esta región para esta gestión."),
        "nota": gettext(
            "En total, %(cuantas)s demandas por %(costo)s. La que varias autoridades pueden "
            "atender cuenta en cada una.",
            cuantas=miles(a.total.demandas), costo=a.total.costo.legible(),
        ),
    }  # fmt: skip


def _cruce(cruce: Cruce, municipios: Municipios) -> list[dict[str, object]]:
    """La autoridad con su suma y, debajo, un renglón por municipio."""
    autoridad, total, partes = cruce
    renglones = [
        (de_autoridad(autoridad), total),
        *((municipios.get(m, ""), s) for m, s in partes),
    ]
    return [
        {
            "sangria": numero > 0,
            "celdas": [
                como, miles(s.demandas), s.costo.legible(),
                miles(s.personas.mujeres + s.personas.hombres),
            ],
        }
        for numero, (como, s) in enumerate(renglones)
    ]  # fmt: skip


def _dia(cual: date) -> str:
    return f"{cual:%d/%m/%Y}"
