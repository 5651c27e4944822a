"""Un encuentro del demo en un momento dado: dónde se lo escribe y con qué hora."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from json import loads
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dias import BOLIVIA
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.puertos import Ganchos, Unidad

Dato = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sala:
    """Un encuentro del demo, mirado a la hora de su guion: `contexto` lleva ese reloj."""

    piezas: PiezasDeConsola
    contexto: Contexto
    ambito: EnMunicipio
    ganchos: Ganchos
    carpeta: Path
    clave: str

    @property
    def unidad(self) -> Unidad:
        """Una para escribir."""
        return self.piezas.unidad(self.ambito)

    @property
    def lectura(self) -> Unidad:
        """Una para mirar si ya está."""
        return self.piezas.unidad_de_lectura(self.ambito)

    def orden(self, que: str, numero: int) -> UUID:
        """Siempre el mismo para lo mismo: así repetir el demo no lo duplica."""
        donde = f"{self.ambito.id}/{self.contexto.gestion}/{self.clave}/{que}/{numero}"
        return uuid5(NAMESPACE_URL, f"tinkuy:demo/{donde}")

    def consta(self, que: str, datos: Dato) -> bool:
        """Si el guion ya lo hizo alguna vez, aunque después alguien lo haya deshecho."""
        with self.lectura as unidad:
            hechos = [*unidad.bitacora.eslabones()]
        propios = (e for e in hechos if (e.que, e.quien) == (que, self.contexto.quien))
        return any(datos.items() <= loads(e.carga).items() for e in propios)

    def organizacion(self, unidad: Unidad, nombre: str) -> Organizacion:
        """La de ese nombre, o `NoExiste`. Con la unidad abierta."""
        clave = plegar(nombre)
        for suya in unidad.organizaciones.todas():
            if suya.clave == clave:
                return suya
        raise NoExiste("organización", nombre)


@dataclass(frozen=True, slots=True)
class Paso:
    """Algo que pasa en un encuentro del demo: cuándo, en cuál y qué se hace."""

    cuando: datetime
    encuentro: str
    hacer: Callable[[Sala], object]


def momento(dia: date, hora: str = "10:00") -> datetime:
    """Ese día a esa hora, en Bolivia."""
    return datetime.combine(dia, time.fromisoformat(hora), BOLIVIA)


def en(contexto: Contexto, cuando: datetime) -> Contexto:
    """El mismo, con el reloj parado en ese momento."""
    return replace(contexto, ahora=lambda: cuando)
