"""Lo que dicen los papeles de un encuentro, listo para su plantilla."""

from collections.abc import Iterable, Mapping, Sequence
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
    por_organizacion: dict[UUID, list[Dirigencia]] = {}
    for d in dirigencias:
        if d.vigente(evento.fecha):
            por_organizacion.setdefault(d.organizacion_id, []).append(d)
    suyos = [*_de_organizaciones(convocadas_a(tipo, organizaciones), por_organizacion)]
    grupos = [*suyos, *_de_participantes(tipo, ciclo)]
    numero = 0
    numerados = []
    for nombre, filas in grupos:
        numerados.append(
            {"nombre": nombre, "filas": [[str(numero + n), *f] for n, f in enumerate(filas, 1)]}
        )
        numero += len(filas)
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
        "grupos": numerados,
        "de_mas": _de_mas(numero),
    }


def _columnas() -> list[str]:
    return [
        gettext("N.º"), gettext("Nombre"), gettext("Sexo"), gettext("Cargo"), gettext("CI"),
        gettext("Firma o huella"),
    ]  # fmt: skip


def _de_organizaciones(
    convocadas: Iterable[Organizacion], dirigencias: Mapping[UUID, Sequence[Dirigencia]]
) -> Iterable[tuple[str, list[Fila]]]:
    for o in convocadas:
        suyas = [[d.nombre, M_O_H, d.cargo, "", ""] for d in dirigencias.get(o.id, ())]
        blancos = max(EN_BLANCO_POR_GRUPO - len(suyas), 1)
        yield o.nombre, [*suyas, *(EN_BLANCO for _ in range(blancos))]


def _de_participantes(tipo: TipoDeEvento | None, ciclo: Ciclo) -> Iterable[tuple[str, list[Fila]]]:
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
