"""Los municipios de un departamento, o de la instalación, vistos por quien los administra."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nucleo.dominio.atrasos import Atraso, atraso_de, donde_va
from nucleo.dominio.corridas import Paso
from nucleo.dominio.municipios import Alta
from nucleo.dominio.nombres import plegar
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.lecturas import FilaDeAvance


class EstadoDelMunicipio(StrEnum):
    """Cómo está un municipio en esta instalación."""

    HOSPEDADO = "hospedado"
    SUSPENDIDO = "suspendido"
    SIN_ALTA = "sin_alta"


@dataclass(frozen=True, slots=True)
class FilaDeMunicipio:
    """Un municipio con su estado. `avance` es la última copia que dio, si lo autorizó y dio una.

    `autorizo_en` es desde cuándo lo cuenta: sin fecha, no lo autorizó. `atraso` es en qué se
    atrasa hoy, según esa copia.
    """

    municipio: Municipio
    estado: EstadoDelMunicipio
    motivo: str = ""
    autorizo_en: datetime | None = None
    avance: FilaDeAvance | None = None
    atraso: Atraso | None = None

    @property
    def va_en(self) -> str:
        """La sigla del encuentro que le toca, según la copia."""
        return donde_va(self.avance.anio) if self.avance else ""

    @property
    def sin_abrir(self) -> bool:
        """Si cuenta su avance y todavía no abrió la gestión: no va al día, no empezó."""
        return self.avance is not None and self.avance.anio is None

    @property
    def ultimo_paso(self) -> Paso | None:
        """El último dado, según la copia; `None` si no dio ninguno o no cuenta su avance."""
        dados = self.avance.dados if self.avance else {}
        return next((p for p in reversed(Paso) if dados.get(p)), None)


class Cuales(StrEnum):
    """Con qué se filtra la lista."""

    TODOS = "todos"
    HOSPEDADOS = "hospedados"
    SIN_ALTA = "sin_alta"
    SUSPENDIDOS = "suspendidos"
    SIN_AUTORIZAR = "sin_autorizar"
    ATRASADOS = "atrasados"

    def incluye(self, fila: FilaDeMunicipio) -> bool:
        match self:
            case Cuales.TODOS:
                return True
            case Cuales.HOSPEDADOS:
                return fila.estado is EstadoDelMunicipio.HOSPEDADO
            case Cuales.SIN_ALTA:
                return fila.estado is EstadoDelMunicipio.SIN_ALTA
            case Cuales.SUSPENDIDOS:
                return fila.estado is EstadoDelMunicipio.SUSPENDIDO
            case Cuales.SIN_AUTORIZAR:
                tiene_alta = fila.estado is not EstadoDelMunicipio.SIN_ALTA
                return tiene_alta and fila.autorizo_en is None
            case Cuales.ATRASADOS:
                return fila.atraso is not None


def filas_de(
    municipios: Iterable[Municipio],
    altas: Sequence[Alta],
    avances: Sequence[FilaDeAvance] = (),
    hoy: date = date.min,
) -> list[FilaDeMunicipio]:
    """Primero los que usan la plataforma; dentro de cada grupo, por nombre."""
    de_quien = {alta.municipio_id: alta for alta in altas}
    copias = {a.origen_id: a for a in avances}
    filas = [_fila(m, de_quien, copias, hoy) for m in municipios]
    orden = list(EstadoDelMunicipio)
    return sorted(filas, key=lambda f: (orden.index(f.estado), plegar(f.municipio.nombre)))


def _fila(
    municipio: Municipio, altas: Mapping[int, Alta], copias: Mapping[int, FilaDeAvance], hoy: date
) -> FilaDeMunicipio:
    alta = altas.get(municipio.id)
    if alta is None:
        return FilaDeMunicipio(municipio, EstadoDelMunicipio.SIN_ALTA)
    suspendido = alta.suspendida_en is not None
    estado = EstadoDelMunicipio.SUSPENDIDO if suspendido else EstadoDelMunicipio.HOSPEDADO
    copia = copias.get(municipio.id)
    atraso = atraso_de(copia.anio, hoy) if copia else None
    return FilaDeMunicipio(municipio, estado, alta.motivo, alta.avance_desde, copia, atraso)


def elegir(filas: Iterable[FilaDeMunicipio], cuales: Cuales, texto: str) -> list[FilaDeMunicipio]:
    """Las que cumplen el filtro y contienen el texto en su nombre."""
    return [f for f in filas if cuales.incluye(f) and plegar(texto) in plegar(f.municipio.nombre)]
