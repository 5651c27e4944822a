"""Los documentos de un encuentro: con qué plantilla se hace cada uno y a quién se entrega qué."""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.demandas import DEL_MUNICIPIO, Competencia
from nucleo.dominio.mensajes import N_

AGENDA_EDC = "agenda-edc"
"""La del encuentro de varios municipios: su página es de la región donde se ancló."""
EN_PANTALLA = ("convocatoria", "asistencia", "acta", AGENDA_EDC)
"""Plantillas con su propia pantalla, que ya imprime lo suyo."""
EN_PAPEL = (
    "convenio",
    "plan-de-trabajo",
    "matriz",
    "entrega",
    "conformidad",
    "observaciones",
    "salida",
)
"""Plantillas que hacen un PDF. Una nueva se nombra aquí y se dibuja en `nucleo.web.documentos`."""
PLANTILLAS = (*EN_PANTALLA, *EN_PAPEL)
"""Todo lo que un documento del ciclo puede decir en `plantilla`."""
TARJETAS = Renglon("tarjetas-de-salida", N_("Tarjeta de salida"), plantilla="salida")
"""La que se reparte al salir de cualquier encuentro, la nombre su ciclo o no."""


def imprimibles(tipo: TipoDeEvento) -> Mapping[str, Renglon]:
    """Por clave, los documentos de ese encuentro que salen en PDF."""
    con_papel = (d for d in (*tipo.documentos, TARJETAS) if d.plantilla in EN_PAPEL)
    return {d.clave: d for d in con_papel}


class Receptor(StrEnum):
    """A quién se entrega la demanda concertada en la Cumbre 2 (lámina 41)."""

    ALCALDE = "alcalde"
    ASAMBLEISTA = "asambleista"
    DIPUTADO = "diputado"


LE_TOCA: Mapping[Receptor, frozenset[Competencia]] = {
    Receptor.ALCALDE: frozenset(Competencia),
    Receptor.ASAMBLEISTA: frozenset({Competencia.DEPARTAMENTAL, Competencia.CONCURRENTE}),
    Receptor.DIPUTADO: frozenset({Competencia.NACIONAL, Competencia.CONCURRENTE}),
}
"""Qué lista lleva el ejemplar de cada uno. El alcalde recibe toda la demanda priorizada (lámina
42); los demás, lo que su nivel del Estado puede atender."""
SUYAS: Mapping[Receptor, frozenset[Competencia]] = {
    **LE_TOCA,
    Receptor.ALCALDE: DEL_MUNICIPIO,
}
"""De lo que recibe, lo que es de su propia competencia."""
