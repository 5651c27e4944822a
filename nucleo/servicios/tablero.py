"""Por dónde va la priorización y qué falta para el paso que sigue. No pregunta nada a un plugin."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Corrida, Fuera, Paso, Proceso
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.organizaciones import que_piden
from nucleo.servicios.calculo import proceso_de, reunir
from nucleo.servicios.puertos import Unidad


@dataclass(frozen=True, slots=True)
class Tablero:
    """Lo que la Cumbre tiene delante antes de dar un paso.

    `dentro`, los códigos que compiten; `organizaciones`, de cuántas son; `sin_demanda`, los
    nombres de las que no pidieron nada; `resumen`, el de la lista que compite.
    """

    proceso: Proceso
    dentro: Sequence[str]
    organizaciones: int
    fuera: Sequence[Fuera]
    sin_demanda: Sequence[str]
    techo: Dinero
    corrida: Corrida | None

    @property
    def toca(self) -> Paso | None:
        """El paso que sigue; `None` si ya se dieron todos."""
        return next((p for p in Paso if self.proceso.cuando(p) is None), None)

    @property
    def resumen(self) -> str:
        return resumen_de_la_lista(self.dentro)

    @property
    def entran(self) -> int:
        return sum(p.entra for p in self.corrida.puestos) if self.corrida else 0

    @property
    def esperan(self) -> int:
        return sum(not p.entra for p in self.corrida.puestos) if self.corrida else 0


def mirar(contexto: Contexto, unidad: Unidad) -> Tablero:
    """Todo lo anterior, de una vez y sin escribir."""
    with unidad:
        reunidas = reunir(contexto, unidad)
        dentro: Sequence[Demanda] = reunidas.demandas
        piden = {d.organizacion_id for d in unidad.demandas.de_gestion(contexto.gestion) if d.viva}
        organizaciones = que_piden(unidad.organizaciones.todas())
        return Tablero(
            proceso=proceso_de(contexto, unidad),
            dentro=[d.codigo for d in dentro],
            organizaciones=len({q for f in reunidas.matriz.filas for q in f.organizaciones}),
            fuera=reunidas.fuera,
            sin_demanda=sorted(o.nombre for o in organizaciones if o.id not in piden),
            techo=sum((t.monto for t in unidad.techos.de_gestion(contexto.gestion)), CERO),
            corrida=unidad.priorizaciones.ultima(contexto.gestion),
        )


def resumen_de_la_lista(codigos: Sequence[str]) -> str:
    """SHA-256 de los códigos: dice si la lista que alguien vio es la que hay."""
    return sha256(canonico(sorted(codigos)).encode()).hexdigest()
