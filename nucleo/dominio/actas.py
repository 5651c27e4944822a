"""El acta de un encuentro: lo que dice, en llano; quién está conforme, y cuándo ya no cambia."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.constancias import Conformidad, conformidad_de
from nucleo.dominio.documentos_de_punto import DocumentoEnActa
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.informes import InformeEnActa
from nucleo.dominio.llano import OMISIBLE, NoTieneLaForma, de_llano, en_llano
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa, observacion_de

FORMATO = "tinkuy-acta-1"


class ActaSinCerrar(ErrorDeNegocio):
    """Se pide el acta cerrada de un encuentro que todavía no la tiene."""

    campos = ("evento",)


class ActaCerrada(ErrorDeNegocio):
    """El acta ya se cerró: lo que dice no cambia."""

    campos = ("evento", "resumen")


class ActaSinObservar(ErrorDeNegocio):
    """Antes de cerrarla hay que abrirla a las observaciones de los participantes."""

    campos = ("evento",)


class PlazoAbierto(ErrorDeNegocio):
    """Los participantes todavía pueden observarla, y no se dijo por qué cerrarla antes."""

    campos = ("evento", "plazo")


class FueraDePlazo(ErrorDeNegocio):
    """No es tiempo de observarla: no se abrió, o el plazo ya terminó."""

    campos = ("evento", "plazo")


class ActaFalsa(ErrorDeNegocio):
    """Un archivo no es el acta que esta clave selló; `motivo` es un `Mensaje` que dice por qué."""

    campos = ("motivo",)


class ActaAlterada(ErrorDeNegocio):
    """Lo que la base guarda del acta ya no es lo que se cerró: no se imprime ni se sella."""

    campos = ("evento", "resumen")


class EstadoDeActa(StrEnum):
    """Por dónde va un acta."""

    BORRADOR = "borrador"
    EN_OBSERVACION = "en_observacion"
    CERRADA = "cerrada"


class SeccionDeActa(StrEnum):
    """Lo que se escribe a mano, en el orden en que se lee."""

    APERTURA = "apertura"
    DESARROLLO = "desarrollo"
    VOTACIONES = "votaciones"
    ACUERDOS = "acuerdos"
    RECLAMOS = "reclamos"
    CLAUSURA = "clausura"


@dataclass(frozen=True, slots=True)
class ParticipanteEnActa:
    """Quien estuvo. `clave` lo une con su constancia; `sexo` es «mujer», «hombre» o vacío."""

    clave: str
    nombre: str
    organizacion: str = ""
    representacion: str = ""
    sexo: str = ""


@dataclass(frozen=True, slots=True)
class CuorumEnActa:
    """Cuántos había, cuántos hacían falta y qué regla lo dice."""

    presentes: int
    hacen_falta: int
    regla: str

    @property
    def alcanza(self) -> bool:
        """Si se podía decidir."""
        return self.presentes >= self.hacen_falta


@dataclass(frozen=True, slots=True)
class PuntoEnActa:
    """Un punto de la agenda, a quién le tocaba, qué se dijo, quién habló y qué presentó.

    `informo` puede ser el nombre de una persona: no va en la copia sin nombres.
    """

    texto: str
    informa: str = ""
    dicho: str = ""
    informo: str = ""
    documentos: tuple[DocumentoEnActa, ...] = field(default=(), metadata=OMISIBLE)


@dataclass(frozen=True, slots=True)
class DisensoEnActa:
    """Quien pidió que su voto en contra quede con su nombre."""

    nombre: str
    organizacion: str = ""
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class CuentaDeVotos:
    """Cuántas manos; `quienes` es «mujeres», «hombres» o vacío si no se contó por sexo."""

    a_favor: int
    en_contra: int
    abstenciones: int
    quienes: str = ""


@dataclass(frozen=True, slots=True)
class VotacionEnActa:
    """Qué se votó y cuántas manos hubo, una cuenta por sexo o una sola."""

    clave: str
    asunto: str
    cuentas: tuple[CuentaDeVotos, ...]
    disensos: tuple[DisensoEnActa, ...] = ()

    @property
    def total(self) -> CuentaDeVotos:
        """La suma de sus cuentas."""
        return CuentaDeVotos(
            sum(c.a_favor for c in self.cuentas),
            sum(c.en_contra for c in self.cuentas),
            sum(c.abstenciones for c in self.cuentas),
        )


@dataclass(frozen=True, slots=True)
class AcuerdoEnActa:
    """Lo que se acordó, quién lo hace y hasta cuándo (`AAAA-MM-DD` o vacío)."""

    texto: str
    responsable: str = ""
    hasta: str = ""


@dataclass(frozen=True, slots=True)
class ReclamoEnActa:
    """Lo que la sociedad civil observó o reclamó, y quién responde."""

    texto: str
    de: str = ""
    responsable: str = ""
    hasta: str = ""
    respuesta: str = ""


@dataclass(frozen=True, slots=True)
class SaltoEnActa:
    """Una compuerta que se pasó por alto, por qué y quién."""

    compuerta: str
    motivo: str
    quien: str
    cuando: str


@dataclass(frozen=True, slots=True)
class SeccionEscrita:
    """Texto libre de una sección."""

    seccion: SeccionDeActa
    texto: str


@dataclass(frozen=True, slots=True)
class Partes:
    """Lo que el encuentro dejó: lo llenan la asistencia, la mesa, los votos y los reclamos."""

    participantes: tuple[ParticipanteEnActa, ...] = ()
    cuorum: CuorumEnActa | None = None
    puntos: tuple[PuntoEnActa, ...] = ()
    votaciones: tuple[VotacionEnActa, ...] = ()
    acuerdos: tuple[AcuerdoEnActa, ...] = ()
    reclamos: tuple[ReclamoEnActa, ...] = ()
    informes: tuple[InformeEnActa, ...] = field(default=(), metadata=OMISIBLE)


@dataclass(frozen=True, slots=True)
class ActaEnLlano:
    """Todo lo que un acta dice. Sus bytes canónicos son lo que se resume y se sella.

    `llamados` son los que el ciclo convoca (clave y nombre); `fecha`, `AAAA-MM-DD`. Lo que falta
    al cerrar (una constancia, el cuórum) falta aquí, y se ve; `sin_modulos`, los plugins que
    fallaron y cuya parte no se pudo leer. Un campo nuevo va `OMISIBLE`: lo ya cerrado no cambia.
    """

    municipio: str
    municipio_id: int
    gestion: int
    evento: str
    sigla: str
    encuentro: str
    fecha: str
    hora: str = ""
    lugar: str = ""
    llamados: tuple[tuple[str, str], ...] = ()
    partes: Partes = Partes()
    saltos: tuple[SaltoEnActa, ...] = ()
    secciones: tuple[SeccionEscrita, ...] = ()
    observaciones: tuple[ObservacionEnActa, ...] = ()
    constancias: tuple[Conformidad, ...] = ()
    plazo: str = ""
    cierre_anticipado: str = ""
    cerrada_en: str = ""
    cerrada_por: str = ""
    formato: str = FORMATO
    sin_modulos: tuple[str, ...] = field(default=(), metadata=OMISIBLE)

    @property
    def canonica(self) -> str:
        """Una sola forma posible en JSON: claves ordenadas, sin espacios de más."""
        return canonico(en_llano(self))

    @property
    def resumen(self) -> str:
        """El SHA-256 de lo que dice."""
        return resumen_de(self.canonica)

    @property
    def esperados(self) -> tuple[ParticipanteEnActa, ...]:
        """De quiénes se espera constancia: los que estuvieron o, sin lista, los convocados."""
        return self.partes.participantes or tuple(
            ParticipanteEnActa(clave, "", nombre) for clave, nombre in self.llamados
        )

    def faltan(self, constancias: Iterable[Conformidad]) -> list[ParticipanteEnActa]:
        """Los esperados que todavía no dejaron la suya."""
        dieron = {c.de for c in constancias}
        return [p for p in self.esperados if p.clave not in dieron]


def resumen_de(canonica: str) -> str:
    """El SHA-256 de un acta ya escrita en su forma canónica."""
    return sha256(canonica.encode()).hexdigest()


def leer_acta(canonica: str) -> ActaEnLlano:
    """De sus bytes canónicos a lo que dice; `ValueError` o `NoTieneLaForma` si no lo son."""
    acta: ActaEnLlano = de_llano(ActaEnLlano, json.loads(canonica))
    if acta.formato != FORMATO:
        raise NoTieneLaForma("formato", f"se esperaba {FORMATO}")
    return acta


def votos_en_llano(votaciones: Iterable[VotacionEnActa]) -> list[dict[str, object]]:
    """Lo que la bitácora recuerda de cada votación: qué se votó y las manos, sin nombres."""
    return [
        {"clave": v.clave, "asunto": v.asunto, "cuentas": [en_llano(c) for c in v.cuentas]}
        for v in votaciones
    ]


@dataclass(eq=False)
class Acta(DelMunicipio):
    """El acta de un encuentro. `evento` es su clave; `secciones`, el texto libre por sección.

    `plazo` es hasta cuándo se la observa, ese día incluido. Al cerrarse, `contenido` es lo que
    dice en forma canónica, `resumen` su SHA-256 y `sello` con qué llave se firmó; ninguno vuelve
    a cambiar. Las `constancias` pueden seguir llegando: cada una dice con qué está conforme.
    """

    id: UUID
    gestion: int
    evento: str
    empezada_en: datetime
    quien: str
    estado: EstadoDeActa = EstadoDeActa.BORRADOR
    secciones: Mapping[str, str] = field(default_factory=dict)
    plazo: date | None = None
    observaciones: Sequence[Mapping[str, Any]] = field(default_factory=list)
    constancias: Sequence[Mapping[str, str]] = field(default_factory=list)
    contenido: str = ""
    resumen: str = ""
    sello: Mapping[str, str] = field(default_factory=dict)
    pasos: Sequence[Mapping[str, str]] = field(default_factory=list)
    version: int = 0

    @property
    def cerrada(self) -> bool:
        """Si ya no cambia."""
        return self.estado is EstadoDeActa.CERRADA

    @property
    def observada(self) -> tuple[ObservacionEnActa, ...]:
        """Las observaciones, como valores."""
        return tuple(map(observacion_de, self.observaciones))

    @property
    def conformes(self) -> tuple[Conformidad, ...]:
        """Las constancias, como valores; también las que llegaron después de cerrarla."""
        return tuple(map(conformidad_de, self.constancias))

    @property
    def posteriores(self) -> tuple[Conformidad, ...]:
        """Las que llegaron con el acta ya cerrada."""
        return tuple(c for c in self.conformes if c.conforme_con)

    @property
    def escaneos(self) -> list[str]:
        """Los resúmenes de las hojas firmadas que alguien subió."""
        return [c["escaneo"] for c in self.constancias if c.get("escaneo")]

    def exigir_abierta(self) -> None:
        """`ActaCerrada` si ya no cambia."""
        if self.cerrada:
            raise ActaCerrada(self.evento, self.resumen)

    def pasar(self, hacia: EstadoDeActa, cuando: datetime, quien: str, nota: str = "") -> None:
        """A otro estado; una cerrada no pasa a ninguno."""
        self.exigir_abierta()
        paso = {"estado": hacia.value, "cuando": cuando.isoformat(), "quien": quien, "nota": nota}
        self.estado, self.pasos = hacia, [*self.pasos, paso]

    def observable(self, hoy: date) -> bool:
        """Si ese día se la puede observar."""
        en_observacion = self.estado is EstadoDeActa.EN_OBSERVACION
        return en_observacion and self.plazo is not None and hoy <= self.plazo

    def sellar(self, contenido: ActaEnLlano, sello: Mapping[str, str]) -> None:
        """Lo que dice queda fijo. Con la de una cerrada, `ActaCerrada`."""
        self.exigir_abierta()
        self.contenido, self.resumen, self.sello = contenido.canonica, contenido.resumen, sello
