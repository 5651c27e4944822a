"""El EDC anclado en un municipio: lo que el anfitrión publica a su región, en copias fijas."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import EntregadoARegion, nuevo_id
from nucleo.dominio.llano import de_llano, en_llano


class YaAnclado(ErrorDeNegocio):
    """Otro municipio hospeda el EDC de esa región en esa gestión."""

    campos = ("anfitrion", "region", "gestion")


class EncuentroYaAnclado(ErrorDeNegocio):
    """El encuentro ya es el EDC de otra región (`region`): hay que retirarlo de ella antes."""

    campos = ("evento", "region")


class SinAnclar(ErrorDeNegocio):
    """El encuentro no está anclado en ninguna región."""

    campos = ("evento",)


class NoEsRegional(ErrorDeNegocio):
    """Solo se ancla un encuentro de nivel regional."""

    campos = ("evento",)


class SecretariaAlReves(ErrorDeNegocio):
    """La Secretaría terminaría antes de empezar."""

    campos = ("desde", "hasta")


def _dia(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


@dataclass(frozen=True, slots=True)
class PuntoPublicado:
    """Un punto de la agenda: qué se trata y qué participante lo lleva (su clave en el ciclo)."""

    texto: str
    informa: str = ""


@dataclass(frozen=True, slots=True)
class AcuerdoPublicado:
    """Un acuerdo del EDC. `gestion` y `de` dicen en cuál se acordó y qué municipio lo hospedaba.

    Los días van escritos como 2027-06-12; `dia_limite` y `visto` los dan como fechas.
    """

    id: UUID
    gestion: int
    de: int
    que: str
    responsable: str
    acordado_en: str
    fecha: str = ""
    estado: EstadoDeAcuerdo = EstadoDeAcuerdo.PENDIENTE
    nota: str = ""
    visto_el: str = ""

    def __post_init__(self) -> None:
        """Un día que no existe no entra: puede venir de un archivo ajeno."""
        datetime.fromisoformat(self.acordado_en)
        _dia(self.fecha), _dia(self.visto_el)

    @property
    def dia_limite(self) -> date | None:
        """Hasta cuándo hay que cumplirlo."""
        return _dia(self.fecha)

    @property
    def visto(self) -> date | None:
        """Qué día se dijo cómo va."""
        return _dia(self.visto_el)

    def vencio(self, hoy: date) -> bool:
        """Si sigue pendiente y su fecha ya pasó."""
        limite = self.dia_limite
        return self.estado is EstadoDeAcuerdo.PENDIENTE and limite is not None and limite < hoy


@dataclass(frozen=True, slots=True)
class Secretaria:
    """Quién tiene la Secretaría Pro Tempore: un municipio o, sin él, un cargo u organización.

    Sin `hasta`, rige hasta que se designe otra.
    """

    quien: str
    desde: str
    hasta: str = ""
    municipio: int = 0

    def __post_init__(self) -> None:
        """`SecretariaAlReves` si termina antes de empezar."""
        desde, hasta = date.fromisoformat(self.desde), _dia(self.hasta)
        if hasta and hasta < desde:
            raise SecretariaAlReves(f"{desde:%d/%m/%Y}", f"{hasta:%d/%m/%Y}")

    @property
    def empieza(self) -> date:
        """Su primer día."""
        return date.fromisoformat(self.desde)

    @property
    def termina(self) -> date | None:
        """Su último día, si se dijo."""
        return _dia(self.hasta)

    def rige(self, hoy: date) -> bool:
        """Si ese día la tiene."""
        return self.empieza <= hoy and (self.termina is None or hoy <= self.termina)


@dataclass(frozen=True, slots=True)
class Contenido:
    """Lo que el anfitrión publica de su mesa. `anteriores`, cómo van los acuerdos de otros EDC.

    `acta` es el resumen del acta cerrada; `hecho`, si el encuentro ya pasó.
    """

    agenda: tuple[PuntoPublicado, ...] = ()
    acuerdos: tuple[AcuerdoPublicado, ...] = ()
    anteriores: tuple[AcuerdoPublicado, ...] = ()
    acta: str = ""
    hecho: bool = False


@dataclass(frozen=True, slots=True)
class EdcAnclado:
    """El EDC de una región y gestión, como lo lee cualquiera. `version` cuenta sus copias."""

    origen_id: int
    region: str
    gestion: int
    evento: str
    fecha: date
    hora: str
    lugar: str
    convocatoria: str
    contenido: Contenido
    secretaria: Secretaria | None
    anclado_en: datetime
    version: int

    @property
    def publicado(self) -> bool:
        """Si además de dónde y cuándo, ya se sabe qué se trata."""
        return bool(self.contenido.agenda)


@dataclass(eq=False)
class Anclaje(EntregadoARegion):
    """Una copia fija de lo que el anfitrión dio a la región. Corregirla es retirarla y dar otra.

    Vigente hay a lo más una por región y gestión, sea de quien sea: eso lo impide la base.
    """

    id: UUID
    gestion: int
    evento: str
    fecha: date
    anclado_en: datetime
    anclado_por: str
    hora: str = ""
    lugar: str = ""
    convocatoria: str = ""
    contenido: Mapping[str, Any] = field(default_factory=dict)
    secretaria: Mapping[str, Any] | None = None
    version: int = 1
    retirada_en: datetime | None = None
    retirada_por: str = ""

    def retirar(self, quien: str, cuando: datetime) -> None:
        """La región deja de verla; queda escrito quién y cuándo."""
        self.retirada_en, self.retirada_por = cuando, quien

    def copia(self, quien: str, cuando: datetime, **cambios: object) -> Self:
        """La que reemplaza a esta, que queda retirada."""
        datos: dict[str, Any] = {
            "id": nuevo_id(),
            "anclado_en": cuando,
            "anclado_por": quien,
        } | cambios
        nueva = replace(self, version=self.version + 1, **datos)
        nueva.region = self.region
        self.retirar(quien, cuando)
        return nueva

    @property
    def leido(self) -> EdcAnclado:
        """Lo que dice, con sus tipos."""
        return EdcAnclado(
            self.origen_id,
            self.region,
            self.gestion,
            self.evento,
            self.fecha,
            self.hora,
            self.lugar,
            self.convocatoria,
            de_llano(Contenido, dict(self.contenido)),
            de_llano(Secretaria | None, self.secretaria and dict(self.secretaria)),
            self.anclado_en,
            self.version,
        )


def contenido_llano(contenido: Contenido) -> dict[str, Any]:
    """Como se guarda."""
    llano: dict[str, Any] = en_llano(contenido)
    return llano
