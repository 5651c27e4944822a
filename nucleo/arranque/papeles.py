"""Lo que la instalación imprime sin navegador: páginas sueltas y PDF, con las piezas de la web."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import Flask

from nucleo.dominio.territorio import Municipio
from nucleo.web import constancias, informes
from nucleo.web.documentos import imprenta
from nucleo.web.frontera import Observador
from nucleo.web.porques import Avance, imprimir
from nucleo.web.sitio import congelar


class ConPapeles(ABC):
    """La parte de la casa que imprime."""

    @abstractmethod
    def app(self, *observadores: Observador) -> Flask:
        """La aplicación web; la arma quien junta todas las piezas."""

    def sitio(self, municipio: Municipio, cuando: datetime) -> Iterator[tuple[str, bytes]]:
        return congelar(self.app(), municipio, cuando)

    def porques(
        self, municipio: Municipio, gestion: int, avance: Avance
    ) -> Iterator[tuple[str, bytes]]:
        return imprimir(self.app(), municipio, gestion, avance)

    def acta(
        self,
        municipio: Municipio,
        gestion: int,
        evento: str,
        idiomas: Sequence[str],
        *,
        con_nombres: bool,
        posteriores: bool = False,
    ) -> bytes:
        return constancias.imprimir(
            self.app(), municipio, gestion, evento, idiomas,
            con_nombres=con_nombres, posteriores=posteriores,
        )  # fmt: skip

    def documento(
        self,
        municipio: Municipio,
        gestion: int,
        evento: str,
        documento: str,
        idiomas: Sequence[str],
        *,
        con_nombres: bool,
    ) -> bytes:
        return imprenta.imprimir(
            self.app(), municipio, gestion, evento, documento, idiomas, con_nombres=con_nombres
        )

    def informe(
        self, municipio: Municipio, gestion: int, evento: str, clave: str, *, en_blanco: bool
    ) -> bytes:
        return informes.imprimir(self.app(), municipio, gestion, evento, clave, en_blanco=en_blanco)
