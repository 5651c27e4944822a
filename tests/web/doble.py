"""Unas piezas en memoria para las pantallas, sin base ni archivos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nucleo.configuracion.catalogos import leer_clasificadores, leer_tipos_de_plan
from nucleo.correo.bandeja import Bandeja
from nucleo.documentos.sellado import Llave
from nucleo.dominio.ambito import Ambito, EnMunicipio, EnRegion
from nucleo.dominio.clasificadores import Clasificadores
from nucleo.dominio.configuracion import (
    Configuracion,
    ConfiguracionDePlataforma,
    ConfiguracionDeServidor,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.edc import Bloque
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.municipios import Alta
from nucleo.dominio.planes import TipoDePlan
from nucleo.dominio.regiones import Region
from nucleo.dominio.revisiones import Muros
from nucleo.dominio.sectores import Sector
from nucleo.dominio.territorio import (
    Municipio,
    Territorio,
)
from nucleo.pruebas import UnidadEnMemoria, organizacion_de_prueba
from nucleo.servicios.lecturas import (
    FilaDeDemanda,
)
from tests.web.ejemplos import (
    AHORA,
    CHIMORE,
    DIPUTADO,
    PROVINCIA,
    SECTORES,
    TERRITORIO,
    TUNARI,
    UNINOMINAL,
    fila,
)
from tests.web.lecturas import LecturaRegionalEnMemoria, LecturaVacia
from tests.web.rutas import DE_EJEMPLO

CATALOGO = Path(__file__).parents[2] / "configuraciones/catalogos/bolivia"


@dataclass
class GanchosDeDoble:
    activos: tuple[str, ...]

    def implementados(self, plugin: str) -> list[str]:
        return ["criterios_de_priorizacion"] if plugin == "equidad" else ["bloques_de_edc"]

    def recoger(self, nombre: str, _ambito: str, **_datos: Any) -> list[tuple[str, Any]]:
        match nombre:
            case "destinatarios_edc":
                return [("edc_competencias", DIPUTADO)]
            case "bloques_de_edc":
                explicacion = Mensaje("Lo que toca a salud.")
                tabla = (("Municipio", "Demandas"), (("Villa Tunari", "12"),))
                return [("salud", Bloque("salud", "Salud", explicacion, *tabla))]
            case _:
                return []


@dataclass
class PiezasDeDoble:
    """`territorio`, `regiones` y lo demás, sin base ni archivos."""

    demandas: int = 60
    idiomas: tuple[str, ...] = ("es", "qu", "ay", "pseudo")
    vocabulario: str = ""
    activos: tuple[str, ...] = ("equidad", "salud")
    municipios: tuple[Municipio, ...] = (TUNARI, CHIMORE)
    territorio: Territorio = TERRITORIO
    regiones: Mapping[str, Region] = field(
        default_factory=lambda: {r.slug: r for r in (UNINOMINAL, PROVINCIA)}
    )
    sectores: Sequence[Sector] = SECTORES
    clasificadores: Clasificadores = field(default_factory=lambda: leer_clasificadores(CATALOGO))
    tipos_de_plan: Mapping[str, TipoDePlan] = field(
        default_factory=lambda: leer_tipos_de_plan(CATALOGO)
    )
    fuentes: Mapping[str, str] = field(
        default_factory=lambda: {"41-113": "Coparticipación tributaria", "41-119": "IDH"}
    )
    plugins: Mapping[str, str] = field(
        default_factory=lambda: {"equidad": "Equidad entre comunidades", "salud": "Salud"}
    )

    servidor: ConfiguracionDeServidor = field(default_factory=ConfiguracionDeServidor)
    pendiente: Sequence[str] = ()
    ajustables: object = None

    @cached_property
    def filas(self) -> list[FilaDeDemanda]:
        return [fila(n) for n in range(1, self.demandas + 1)]

    @cached_property
    def plataforma(self) -> ConfiguracionDePlataforma:
        return ConfiguracionDePlataforma("Tinkuy", self.idiomas, demostracion=True)

    @cached_property
    def configurada(self) -> Configuracion:
        return Configuracion(
            self.idiomas, None, {p: {} for p in self.activos}, vocabulario=self.vocabulario
        )

    def muros(self) -> Muros:
        return Muros(segundo=False, pendientes=[])

    def base_pendiente(self) -> Sequence[str]:
        return self.pendiente

    def altas(self) -> Sequence[Alta]:
        return [Alta(m.id, AHORA, "consola:ana") for m in self.municipios]

    def configuracion(self, ambito: Ambito, _version: str | None = None, /) -> Configuracion:
        if ambito == EnMunicipio(CHIMORE.id):
            return replace(self.configurada, plugins={})
        return self.configurada

    def contexto(self, ambito: Ambito, gestion: int, quien: str = "", /) -> Contexto:
        return Contexto(ambito, "Villa Tunari", quien, gestion)

    def ganchos(self, ambito: Ambito, /) -> GanchosDeDoble:
        return GanchosDeDoble(tuple(sorted(self.configuracion(ambito).activos)))

    def unidad(self, ambito: Ambito, /) -> Any:
        raise AssertionError(ambito)

    def unidad_de_lectura(self, ambito: Ambito, /) -> UnidadEnMemoria:
        unidad = UnidadEnMemoria(ambito)
        if isinstance(ambito, EnMunicipio):
            unidad.organizaciones.agregar(organizacion_de_prueba(id=DE_EJEMPLO))
        return unidad

    def adjuntos(self, ambito: Ambito, /) -> Any:
        raise AssertionError(ambito)

    proveedor = None
    sellador = Llave(bytes(32))

    @property
    def bandeja(self) -> Bandeja:
        return Bandeja(Path("no-hay-ninguna"), "Tinkuy")

    @property
    def secreto(self) -> bytes:
        return b"el mismo en cada prueba"

    def leer_municipio(self, ambito: EnMunicipio, /) -> LecturaVacia:
        hospedado = ambito.id in {m.id for m in self.municipios}
        return LecturaVacia(self.filas if ambito.id == TUNARI.id else (), hospedado)

    def leer_region(self, ambito: EnRegion, /) -> LecturaRegionalEnMemoria:
        filas = self.filas if ambito.slug == UNINOMINAL.slug else ()
        return LecturaRegionalEnMemoria(filas)
