"""Lo que dicen los papeles de un encuentro, listo para su plantilla."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from uuid import UUID

from nucleo.dominio.asistencias import PARTICIPANTE_DE, convocadas_a
from nucleo.dominio.ciclos import Ciclo, TipoDeEvento
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.eventos import Evento
from nucleo.dominio.organizaciones import Organizacion
from nucleo.textos.traduccion import gettext

EN_BLANCO_POR_GRUPO = 2
EN_BLANCO_AL_FINAL = 20
M_O_H = "M   H"
Fila = list[str]
Grupo = tuple[str, list[Fila]]
EN_BLANCO: Fila = ["", M_O_H, "", "", ""]


def lista_para_firmar(
    evento: Evento,
    tipo: TipoDeEvento | None,
    ciclo: Ciclo,
    organizaciones: Sequence[Organizacion],
    dirigencias: Iterable[Dirigencia],
    *,
    subtitulo: str,
    pie: str,
    idioma: str,
) -> dict[str, object]:
    """Lo que `firmas.typ` espera: un grupo por organización y por participante, y renglones.

    Cada organización trae sus dirigencias con mandato ese día. El carnet y la firma van vacíos.
    """
    grupos = _numerados(
        [
            *_de_organizaciones(
                convocadas_a(tipo, organizaciones), _vigentes(dirigencias, evento.dia)
            ),
            *_de_participantes(tipo, ciclo),
        ]
    )
    desde = sum(len(filas) for _, filas in grupos)
    return {
        "titulo": gettext("Lista de asistencia: %(encuentro)s", encuentro=gettext(evento.nombre)),
        "subtitulo": subtitulo,
        "idioma": idioma,
        "pie": pie,
        "indicaciones": gettext(
            "Firme o ponga su huella junto a su nombre y rodee M (mujer) o H (hombre). Si no está, "
            "anótese en un renglón en blanco."
        ),
        "columnas": _columnas(),
        "grupos": [{"nombre": nombre, "filas": filas} for nombre, filas in grupos],
        "de_mas": _de_mas(desde),
    }


def _vigentes(dirigencias: Iterable[Dirigencia], dia: date) -> Mapping[UUID, list[Dirigencia]]:
    """Las que tienen mandato ese día, por organización."""
    suyas: dict[UUID, list[Dirigencia]] = {}
    for d in dirigencias:
        if d.vigente(dia):
            suyas.setdefault(d.organizacion_id, []).append(d)
    return suyas


def _numerados(grupos: Iterable[Grupo]) -> list[Grupo]:
    """Los renglones de corrido, de un grupo al otro."""
    numeros = count(1)
    return [(nombre, [[str(next(numeros)), *f] for f in filas]) for nombre, filas in grupos]


def _columnas() -> list[str]:
    return [
        gettext("N.º"), gettext("Nombre"), gettext("Sexo"), gettext("Cargo"), gettext("CI"),
        gettext("Firma o huella"),
    ]  # fmt: skip


def _de_organizaciones(
    convocadas: Iterable[Organizacion], dirigencias: Mapping[UUID, Sequence[Dirigencia]]
) -> Iterable[Grupo]:
    for o in convocadas:
        suyas = [[d.nombre, M_O_H, d.cargo, "", ""] for d in dirigencias.get(o.id, ())]
        blancos = max(EN_BLANCO_POR_GRUPO - len(suyas), 1)
        yield o.nombre, [*suyas, *(EN_BLANCO for _ in range(blancos))]


def _de_participantes(tipo: TipoDeEvento | None, ciclo: Ciclo) -> Iterable[Grupo]:
    """Los que no son organizaciones del municipio: concejo, control social, autoridades."""
    for clave in tipo.participan if tipo else ():
        de_organizacion = clave in PARTICIPANTE_DE.values() and clave != "ejecutivo"
        if not de_organizacion and (quien := ciclo.participantes.get(clave)):
            yield gettext(quien.nombre), [EN_BLANCO] * EN_BLANCO_POR_GRUPO


def _de_mas(desde: int) -> dict[str, object]:
    return {
        "titulo": gettext("Quienes llegan y no están en la lista"),
        "columnas": [
            gettext("N.º"), gettext("Nombre"), gettext("Sexo"), gettext("Organización"),
            gettext("Cargo"), gettext("CI"), gettext("Firma o huella"),
        ],
        "filas": [
            [str(desde + n), "", M_O_H, "", "", "", ""] for n in range(1, EN_BLANCO_AL_FINAL + 1)
        ],
    }  # fmt: skip
