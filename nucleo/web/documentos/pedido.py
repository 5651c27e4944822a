"""Qué documento se pide y qué devuelve quien lo hace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.eventos import Evento
from nucleo.servicios.lecturas import CorridaLeida
from nucleo.servicios.puertos import Unidad
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.formato import fecha
from nucleo.web.papel import Bloque, Papel


@dataclass(frozen=True, slots=True)
class Pedido:
    """Un documento de un encuentro, en los idiomas de `hoja`."""

    hoja: Papel
    contexto: Contexto
    ambito: EnMunicipio
    evento: Evento
    tipo: TipoDeEvento
    documento: Renglon

    def unidad(self) -> Unidad:
        """Para leer; se usa con `with`."""
        return piezas().unidad_de_lectura(self.ambito)

    def corrida(self) -> CorridaLeida | None:
        """La última calificación de la gestión."""
        with piezas().leer_municipio(self.ambito) as lectura:
            return lectura.corrida(self.evento.gestion)


@dataclass(frozen=True, slots=True)
class Cuerpo:
    """Lo que va debajo del encabezado. `mas` son datos propios de otra `plantilla` de typst."""

    bloques: Sequence[Bloque] = ()
    apaisada: bool = False
    plantilla: str = "documento"
    mas: Mapping[str, object] = field(default_factory=dict)


def cuando_es(evento: Evento) -> str:
    """El día, la hora y el lugar que se sepan."""
    return " · ".join(p for p in (fecha(evento.dia), evento.hora, evento.lugar) if p)


def nombre_de(p: Pedido, participante: str) -> str:
    """Cómo llama el ciclo a un participante; si no lo tiene, su clave."""
    suyo = p.contexto.ciclo.participantes.get(participante)
    return gettext(suyo.nombre) if suyo else participante
