"""Adónde lleva cada documento de un encuentro: su pantalla, su PDF o ambos."""

from collections.abc import Mapping
from dataclasses import dataclass

from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.documentos import EN_PAPEL
from nucleo.web.ambito import municipio_actual
from nucleo.web.documentos import CON_NOMBRES, PANTALLAS


@dataclass(frozen=True, slots=True)
class Enlace:
    """Direcciones de un documento; la que no tiene va vacía. `nombrable`: puede llevar nombres."""

    pantalla: str = ""
    papel: str = ""
    nombrable: bool = False


def enlaces_de(tipo: TipoDeEvento, gestion: int) -> Mapping[str, Enlace]:
    """Por clave, los de los documentos que dicen su plantilla."""
    raiz, consulta = f"/{municipio_actual().slug}", f"?gestion={gestion}"
    hallados = {}
    for d in tipo.documentos:
        ruta = PANTALLAS.get(d.plantilla, "") % {"encuentro": tipo.clave}
        papel = f"{raiz}/ciclo/{tipo.clave}/documentos/{d.clave}.pdf{consulta}"
        if d.plantilla:
            hallados[d.clave] = Enlace(
                f"{raiz}/{ruta}{consulta}" if ruta else "",
                papel if d.plantilla in EN_PAPEL else "",
                d.plantilla in CON_NOMBRES,
            )
    return hallados
