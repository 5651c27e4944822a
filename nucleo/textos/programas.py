"""El programa de seguimiento con sus palabras: para la agenda y para el papel que se firma."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from nucleo.documentos.icalendario import Cita, como_icalendario
from nucleo.dominio.encargos import Seguido
from nucleo.dominio.mensajes import N_
from nucleo.dominio.seguimientos import Seguimiento
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.encargos import Organizacion
from nucleo.textos.nombres import nombre
from nucleo.textos.seguimientos import asunto
from nucleo.textos.traduccion import gettext

CALENDARIO = N_("Control social de %(municipio)s")
TITULO = N_("Programa de seguimiento del POA")
SUBTITULO = N_("%(municipio)s · Gestión %(gestion)s")
VERSION = N_("Versión %(numero)s del POA (%(estado)s).")
SIN_POA = N_("Esta gestión todavía no tiene un POA escrito.")
ORGANIZACION, ACTIVIDADES, FIRMAS = (
    N_("Quién sigue qué"), N_("Qué se va a hacer y cuándo"), N_("Firmas"),
)  # fmt: skip
NADIE = N_("Todavía nadie quedó encargado de seguir nada.")
NINGUNA = N_("Todavía no se programó ninguna actividad.")
VACIO = N_("Nadie sigue todavía: %(cuales)s.")
SALIO = N_("%(asunto)s (ya no está en el POA)")
SIMULADO = N_("%(asunto)s (simulado)")
Y_MAS = N_("y %(num)s más")
PIE = N_("Control social de %(municipio)s. Impreso el %(dia)s.")
RENGLONES_EN_BLANCO = 4
VACIOS_A_LA_VISTA = 12


def agenda_de(
    municipio: Municipio,
    actividades: Sequence[Seguimiento],
    de_que: Mapping[UUID, str],
    ahora: datetime,
    raiz: str = "",
) -> bytes:
    """El `.ics` del programa; `de_que` dice qué se sigue con cada una y `raiz`, desde dónde."""
    titulo = gettext(CALENDARIO) % {"municipio": municipio.nombre}
    ruta = f"{raiz}/{municipio.slug}/control-social/actividades"
    citas = [
        Cita(
            uid=f"{s.id}@{municipio.slug}.tinkuy",
            titulo=f"{nombre(s.clase)}: {de_que[s.id]}",
            fecha=s.dia,
            hora="" if s.hecho_el else s.hora,
            lugar=s.lugar,
            detalle=f"{s.que}. {nombre(s.resultado)}." if s.resultado else s.que,
            enlace=f"{ruta}/{s.id}" if raiz else "",
            serie=s.version,
        )
        for s in actividades
    ]
    return como_icalendario(titulo, citas, ahora)


def hoja_del_programa(
    municipio: str,
    organizacion: Organizacion,
    actividades: Sequence[Seguimiento],
    hoy: date,
    *,
    idioma: str,
) -> dict[str, object]:
    """Los datos de `programa-de-seguimiento.typ`."""
    return {
        "titulo": gettext(TITULO),
        "subtitulo": gettext(SUBTITULO)
        % {"municipio": municipio, "gestion": organizacion.gestion},
        "idioma": idioma,
        "pie": gettext(PIE) % {"municipio": municipio, "dia": f"{hoy:%d/%m/%Y}"},
        "version": _version(organizacion),
        "tablas": [_encargos(organizacion), _actividades(organizacion, actividades, hoy)],
        "vacio": _vacio(organizacion),
        "firmas": {
            "titulo": gettext(FIRMAS),
            "columnas": [
                gettext("Organización o comisión"), gettext("Nombre y cargo"),
                gettext("Firma o huella"),
            ],
            "filas": [
                *dict.fromkeys(map(organizacion.de_quien, organizacion.encargos)),
                *[""] * RENGLONES_EN_BLANCO,
            ],
        },
    }  # fmt: skip


def _version(organizacion: Organizacion) -> str:
    poa = organizacion.poa
    if poa is None:
        return gettext(SIN_POA)
    return gettext(VERSION) % {"numero": poa.numero, "estado": nombre(poa.estado).lower()}


def _vacio(organizacion: Organizacion) -> str:
    faltan = [_dicho(s) for s in organizacion.sin_nadie]
    if not faltan:
        return ""
    dichos = faltan[:VACIOS_A_LA_VISTA]
    if len(faltan) > len(dichos):
        dichos.append(gettext(Y_MAS) % {"num": len(faltan) - len(dichos)})
    return gettext(VACIO) % {"cuales": "; ".join(dichos)}


def _encargos(organizacion: Organizacion) -> dict[str, object]:
    filas: list[list[str]] = []
    for s in organizacion.seguidos:
        que = _dicho(s)
        monto = s.asunto.monto.legible() if s.asunto.monto else "—"
        filas += [[que, monto, organizacion.de_quien(e)] for e in s.encargos]
    return {
        "titulo": gettext(ORGANIZACION),
        "columnas": [gettext("Qué se sigue"), gettext("Monto"), gettext("Quién lo sigue")],
        "anchos": ["ancha", "corta", "ancha"],
        "filas": filas,
        "vacio": gettext(NADIE),
    }


def _dicho(s: Seguido) -> str:
    """Cómo se llama, y lo que hay que saber de él: que es simulado o que salió del POA."""
    que = asunto(s.asunto)
    if s.asunto.simulada:
        que = gettext(SIMULADO) % {"asunto": que}
    return que if s.vive else gettext(SALIO) % {"asunto": que}


def _actividades(
    organizacion: Organizacion, actividades: Sequence[Seguimiento], hoy: date
) -> dict[str, object]:
    encargos = {e.id: e for e in organizacion.encargos}
    return {
        "titulo": gettext(ACTIVIDADES),
        "columnas": [
            gettext("Día"), gettext("Qué"), gettext("Qué se sigue"), gettext("Quién"),
            gettext("Resultado"),
        ],
        "anchos": ["corta", "ancha", "ancha", "ancha", "ancha"],
        "filas": [
            [
                " ".join(filter(None, (f"{s.dia:%d/%m/%Y}", "" if s.hecho_el else s.hora))),
                "\n".join(filter(None, (f"{nombre(s.clase)}: {s.que}", s.lugar))),
                asunto(encargos[s.encargo_id]),
                " · ".join(filter(None, (organizacion.de_quien(encargos[s.encargo_id]), s.van))),
                _resultado(s, hoy),
            ]
            for s in actividades
        ],
        "vacio": gettext(NINGUNA),
    }  # fmt: skip


def _resultado(s: Seguimiento, hoy: date) -> str:
    if s.resultado:
        return ". ".join(filter(None, (nombre(s.resultado), s.hallado)))
    return gettext("Vencida sin anotar") if s.vencio(hoy) else ""
