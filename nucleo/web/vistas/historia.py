"""Mi historia: lo que presenté, y lo que otra persona presentó a mi nombre."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint

from nucleo.dominio.ambito import EnMunicipio, ambito_de
from nucleo.dominio.territorio import Municipio
from nucleo.dominio.usuarios import Membresia
from nucleo.servicios.presentaciones import FilaDeFormulario
from nucleo.web.ambito import hospedados, piezas
from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_sesion
from nucleo.web.sesion import de_plataforma, exigir_persona

plano = Blueprint("historia", __name__)


@dataclass(frozen=True, slots=True)
class EnUnMunicipio:
    """Lo de una persona en un municipio, del más nuevo al más viejo."""

    municipio: Municipio
    filas: Sequence[FilaDeFormulario]


@plano.get("/mi/historia")
@con_sesion
def historia() -> str:
    """Con todos los mandatos que tuvo, también los que ya terminaron: lo hecho sigue hecho."""
    with de_plataforma() as unidad:
        mandatos = unidad.membresias.de_usuario(exigir_persona().usuario_id)
    return pintar("historia.html", partes=list(partes_de(mandatos)))


def partes_de(mandatos: Sequence[Membresia]) -> Iterator[EnUnMunicipio]:
    """Por municipio: un mandato solo reclama lo del municipio donde vale."""
    por_municipio: dict[int, list[Membresia]] = defaultdict(list)
    for m in mandatos:
        if isinstance(ambito := ambito_de(m.sobre), EnMunicipio):
            por_municipio[ambito.id].append(m)
    for municipio in hospedados():
        suyos = por_municipio.get(municipio.id, ())
        membresias = frozenset(m.id for m in suyos)
        dirigencias = frozenset(m.dirigencia_id for m in suyos if m.dirigencia_id)
        if not suyos:
            continue
        with piezas().leer_municipio(EnMunicipio(municipio.id)) as lectura:
            filas = lectura.historia(membresias, dirigencias)
        if filas:
            yield EnUnMunicipio(municipio, filas)
