"""Los documentos que se presentan en un punto de la agenda, y quién puede abrirlos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nucleo.dominio.adjuntos import TipoDeArchivo
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.mesas import Punto

POR_PUNTO = 12


class DemasiadosDocumentos(ErrorDeNegocio):
    """El punto ya tiene todos los documentos que puede tener."""

    campos = ("punto", "maximo")


class DocumentoRepetido(ErrorDeNegocio):
    """Ese mismo archivo ya está en ese punto, con otro título o para otros lectores."""

    campos = ("titulo",)


@dataclass(eq=False)
class DocumentoDePunto(DelMunicipio):
    """Un archivo de un punto de la agenda. `resumen` es el SHA-256 de lo guardado.

    `punto` es la clave del suyo y `texto`, cómo se llamaba al subirlo. Si es `publico`, cualquiera
    lo abre y lee su `titulo`; si no, solo quien lleva el encuentro y quien mira lo reservado. El
    nombre con que vino el archivo no se guarda: puede llevar el de una persona.
    """

    id: UUID
    gestion: int
    evento: str
    punto: str
    texto: str
    titulo: str
    tipo: TipoDeArchivo
    resumen: str
    tamano: int
    cuando: datetime
    quien: str
    publico: bool = False

    def es_el_de(self, punto: str, titulo: str, resumen: str, *, publico: bool) -> bool:
        """Si es lo mismo que se pide subir."""
        pedido = (punto, titulo, resumen, publico)
        return (self.punto, self.titulo, self.resumen, self.publico) == pedido


@dataclass(frozen=True, slots=True)
class DocumentoEnActa:
    """Un documento que se presentó, con su SHA-256; en la copia sin nombres, solo el público."""

    titulo: str
    resumen: str
    publico: bool = False


def con_documentos(
    puntos: Sequence[Punto], documentos: Sequence[DocumentoDePunto]
) -> list[tuple[Punto, Sequence[DocumentoDePunto]]]:
    """Cada punto con los suyos. Los de un punto que el ciclo ya no tiene van al final, con él."""
    claves = {p.clave for p in puntos}
    idos = {d.punto: Punto(d.punto, d.texto, "") for d in documentos if d.punto not in claves}
    return [(p, [d for d in documentos if d.punto == p.clave]) for p in (*puntos, *idos.values())]
