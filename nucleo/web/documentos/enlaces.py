"""Adónde lleva cada documento de un encuentro: su pantalla, su PDF o ambos."""

from collections.abc import Mapping
from dataclasses import dataclass

from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.documentos import AGENDA_EDC, EN_PAPEL
from nucleo.dominio.regiones import Region
from nucleo.web.ambito import municipio_actual
from nucleo.web.documentos import CON_NOMBRES, PANTALLAS


@dataclass(frozen=True, slots=True)
class Enlace:
    """Direcciones de un documento; la que no tiene va vacía. `nombrable`: puede llevar nombres."""

    pantalla: str = ""
    papel: str = ""
    nombrable: bool = False


def enlaces_de(
    tipo: TipoDeEvento, gestion: int, region: Region | None = None
) -> Mapping[str, Enlace]:
    """Por clave, los de los documentos que dicen su plantilla.

    La agenda del EDC es de la `region` donde se ancló; sin ella todavía no la hay.
    """
    raiz, consulta = f"/{municipio_actual().slug}", f"?gestion={gestion}"
    hallados: dict[str, Enlace] = {}
    for d in tipo.documentos:
        ruta = PANTALLAS.get(d.plantilla, "") % {"encuentro": tipo.clave}
        papel = f"{raiz}/ciclo/{tipo.clave}/documentos/{d.clave}.pdf{consulta}"
        if d.plantilla == AGENDA_EDC:
            hallados |= _agenda(d, gestion, region)
        elif d.plantilla:
            hallados[d.clave] = Enlace(
                f"{raiz}/{ruta}{consulta}" if ruta else "",
                papel if d.plantilla in EN_PAPEL else "",
                d.plantilla in CON_NOMBRES,
            )
    return hallados


def _agenda(d: Renglon, gestion: int, region: Region | None) -> dict[str, Enlace]:
    if region is None:
        return {}
    return {d.clave: Enlace(f"/regiones/{region.slug}/agenda?gestion={gestion}")}
