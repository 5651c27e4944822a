"""El informe con que un actor rinde cuentas en un encuentro: se redacta, se presenta y se fija."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.ciclos import Apartado, Renglon
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.llano import de_llano, en_llano
from nucleo.dominio.mensajes import N_
from nucleo.dominio.roles import Rol

FORMATO = "tinkuy-informe-1"
UNICO = Apartado("informe", N_("Qué se informa"))
"""Lo que se pregunta cuando el ciclo no dijo de qué se compone el informe."""

YA_NO = N_("Otra cosa que se informa")
"""Sobre lo escrito en una pregunta que el ciclo dejó de hacer."""


class InformePresentado(ErrorDeNegocio):
    """Ya se presentó: no se escribe; se rehace como otra versión, con motivo."""

    campos = ("informe", "numero")


class InformeVacio(ErrorDeNegocio):
    """Nadie escribió nada en él: así no se presenta."""

    campos = ("informe",)


class InformeSinPresentar(ErrorDeNegocio):
    """Eso se hace con uno presentado, y este no lo está."""

    campos = ("informe",)


class InformeEnBorrador(ErrorDeNegocio):
    """Ya hay otra versión escribiéndose: se termina esa."""

    campos = ("informe", "numero")


class InformeFueraDeTiempo(ErrorDeNegocio):
    """El acta del encuentro ya se cerró: sus informes no cambian."""

    campos = ("evento", "estado")


class InformeAlterado(ErrorDeNegocio):
    """Lo que la base guarda ya no es lo que se presentó: no se muestra como si lo fuera."""

    campos = ("informe", "resumen")


class EstadoDeInforme(StrEnum):
    """Por dónde va una versión de un informe."""

    BORRADOR = "borrador"
    PRESENTADO = "presentado"


PROPIOS: Mapping[str, frozenset[Rol]] = {
    "ejecutivo": frozenset({Rol.ALCALDIA, Rol.TECNICO_MUNICIPAL}),
    "alcalde": frozenset({Rol.ALCALDIA, Rol.TECNICO_MUNICIPAL}),
    "concejo": frozenset({Rol.CONCEJO}),
    "presidente_concejo": frozenset({Rol.CONCEJO}),
    "control_social": frozenset({Rol.CONTROL_SOCIAL}),
    "presidente_control_social": frozenset({Rol.CONTROL_SOCIAL}),
    "salud": frozenset({Rol.DILOS}),
    "educacion": frozenset({Rol.EDUCACION}),
}
"""Participante del ciclo → qué cargos del municipio hablan por él. Los demás no tienen ninguno."""
OFICINA = frozenset({Rol.ALCALDIA, Rol.TECNICO_MUNICIPAL})
FISCALIZAN = frozenset(
    {"concejo", "presidente_concejo", "control_social", "presidente_control_social"}
)
"""Por quien la fiscaliza, la oficina no escribe nada."""


def informan_por(participante: str) -> frozenset[Rol]:
    """Con qué cargos se escribe el informe de ese participante.

    El que no tiene cargo en el municipio (un diputado) o no entra al sistema lo escribe la oficina
    a su nombre, y el informe lo dice.
    """
    suyos = PROPIOS.get(participante, frozenset())
    return suyos if participante in FISCALIZAN else suyos | OFICINA


def es_a_nombre(participante: str, rol: Rol) -> bool:
    """Si quien escribe con ese cargo lo hace a nombre de otro."""
    return rol not in PROPIOS.get(participante, frozenset())


def plantilla_de(renglon: Renglon) -> tuple[Apartado, ...]:
    """Lo que el informe pregunta; si el ciclo no lo dijo, una sola cosa."""
    return renglon.apartados or (UNICO,)


@dataclass(frozen=True, slots=True)
class ApartadoEscrito:
    """Una pregunta con lo que se respondió."""

    pregunta: str
    texto: str


@dataclass(frozen=True, slots=True)
class InformeEnLlano:
    """Todo lo que un informe presentado dice. Sus bytes canónicos son lo que se resume.

    `cargo` es con cuál se lo presentó, sin el nombre de la persona; `a_nombre`, que no es el del
    propio informante. `cuadros` son los que el sistema tenía ese momento.
    """

    municipio: str
    municipio_id: int
    gestion: int
    evento: str
    sigla: str
    clave: str
    titulo: str
    informa: str
    informante: str
    numero: int
    apartados: tuple[ApartadoEscrito, ...]
    cuadros: tuple[Cuadro, ...]
    cargo: str
    presentado_en: str
    a_nombre: bool = False
    motivo: str = ""
    formato: str = FORMATO

    @property
    def canonico(self) -> str:
        """Una sola forma posible en JSON."""
        return canonico(en_llano(self))


def resumen_de(contenido: str) -> str:
    """El SHA-256 de un informe ya escrito en su forma canónica."""
    return sha256(contenido.encode()).hexdigest()


@dataclass(eq=False)
class Informe(DelMunicipio):
    """Una versión (`numero`, desde 1) del informe de un encuentro.

    `clave` es la de su renglón del ciclo y `titulo`, como se llamaba al empezarlo; `apartados`, lo
    escrito por pregunta. `cargo` es el de quien lo escribió por última vez y `a_nombre`, si no es
    el del informante. Al presentarse, `contenido` y `resumen` quedan y no vuelven a cambiar.
    `motivo` dice por qué se rehizo.
    """

    id: UUID
    gestion: int
    evento: str
    clave: str
    numero: int
    titulo: str
    informa: str
    empezado_en: datetime
    quien: str
    cargo: str = ""
    a_nombre: bool = False
    apartados: Mapping[str, str] = field(default_factory=dict)
    estado: EstadoDeInforme = EstadoDeInforme.BORRADOR
    motivo: str = ""
    contenido: str = ""
    resumen: str = ""
    presentado_en: datetime | None = None
    presentado_por: str = ""
    version: int = 0

    @property
    def presentado(self) -> bool:
        """Si ya no cambia."""
        return self.estado is EstadoDeInforme.PRESENTADO

    def exigir_borrador(self) -> None:
        """`InformePresentado` si ya no se escribe."""
        if self.presentado:
            raise InformePresentado(self.titulo, self.numero)

    def presentar(self, dice: InformeEnLlano, cuando: datetime, quien: str) -> None:
        """Lo que dice queda fijo."""
        self.exigir_borrador()
        self.contenido = dice.canonico
        self.resumen = resumen_de(self.contenido)
        self.estado = EstadoDeInforme.PRESENTADO
        self.presentado_en, self.presentado_por = cuando, quien

    def leido(self) -> InformeEnLlano:
        """Lo que se presentó; `InformeSinPresentar`, o `InformeAlterado` si ya no es lo mismo."""
        if not self.presentado:
            raise InformeSinPresentar(self.titulo)
        try:
            if resumen_de(self.contenido) != self.resumen:
                raise InformeAlterado(self.titulo, self.resumen)
            dice: InformeEnLlano = de_llano(InformeEnLlano, json.loads(self.contenido))
        except ValueError as error:
            raise InformeAlterado(self.titulo, self.resumen) from error
        return dice


def preguntas_de(renglon: Renglon, borrador: Informe | None) -> tuple[Apartado, ...]:
    """Las de la plantilla y las que el ciclo ya no hace pero se respondieron: nada se pierde."""
    suyas = plantilla_de(renglon)
    claves = {p.clave for p in suyas}
    escritas = borrador.apartados.items() if borrador else ()
    return (*suyas, *(Apartado(c, YA_NO) for c, t in escritas if t and c not in claves))


@dataclass(frozen=True, slots=True)
class InformeEnActa:
    """Un informe presentado, como lo nombra el acta: cuál, de quién, qué versión y su resumen."""

    titulo: str
    informante: str
    numero: int
    resumen: str
    a_nombre: bool = False


def vigente(versiones: Sequence[Informe]) -> Informe | None:
    """La última presentada."""
    return max((i for i in versiones if i.presentado), key=lambda i: i.numero, default=None)


def en_borrador(versiones: Sequence[Informe]) -> Informe | None:
    """La que se está escribiendo."""
    return next((i for i in versiones if not i.presentado), None)
