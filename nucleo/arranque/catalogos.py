"""Lo que la instalación sabe del país: sus municipios, regiones, sectores y clasificadores."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from nucleo.configuracion.catalogos import (
    leer_clasificadores,
    leer_fuentes,
    leer_sectores,
    leer_territorio,
    leer_tipos_de_plan,
)
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.clasificadores import Clasificadores
from nucleo.dominio.planes import TipoDePlan
from nucleo.dominio.regiones import Region, derivar
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import Territorio
from nucleo.textos.errores import frase

registro = logging.getLogger("tinkuy")


class ConCatalogos:
    """Cada catálogo se lee una vez, la primera que se pide."""

    _carpeta: Path
    _configuraciones: Configuraciones

    @cached_property
    def territorio(self) -> Territorio:
        return leer_territorio(self._catalogo)

    @cached_property
    def regiones(self) -> Mapping[str, Region]:
        anio = datetime.now(UTC).year
        definidas = self._configuraciones.mancomunidades(
            self.territorio, anio, lambda error: registro.warning(frase(error))
        )
        return derivar(self.territorio, anio) | definidas

    @cached_property
    def sectores(self) -> Sequence[Sector]:
        return leer_sectores(self._catalogo)

    @cached_property
    def tipos_de_plan(self) -> Mapping[str, TipoDePlan]:
        return leer_tipos_de_plan(self._catalogo)

    @cached_property
    def fuentes(self) -> Mapping[str, str]:
        return leer_fuentes(self._catalogo)

    @cached_property
    def clasificadores(self) -> Clasificadores:
        return leer_clasificadores(self._catalogo)

    @property
    def demo(self) -> Path:
        return self._carpeta / "demo"

    @property
    def _catalogo(self) -> Path:
        return self._carpeta / "catalogos" / "bolivia"
