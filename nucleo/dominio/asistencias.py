"""Quién llegó a un encuentro, en nombre de quién, y si con eso hay cuórum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.ciclos import BaseDelCuorum, Ciclo, Cuorum, TipoDeEvento
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion, que_piden

SE_ANOTA_EN = (EstadoDeEvento.EN_CURSO, EstadoDeEvento.REALIZADO)
"""Antes nadie llegó todavía; con el acta cerrada, la lista ya no cambia."""


class Sexo(StrEnum):
    """Con qué sexo se cuenta a quien llegó."""

    MUJER = "mujer"
    HOMBRE = "hombre"
    SIN_DATO = "sin_dato"


class AsistenciaFueraDeTiempo(ErrorDeNegocio):
    """Solo se anota quién llegó con el encuentro en curso o ya realizado."""

    campos = ("evento", "estado")


class AsistenciaRepetida(ErrorDeNegocio):
    """Esa persona ya está anotada por esa organización."""

    campos = ("nombre",)


@dataclass(eq=False)
class Asistencia(DelMunicipio):
    """Una persona que llegó a un encuentro.

    `clave` es su nombre plegado; `representa`, la clave de un participante del ciclo, o vacía si
    vino por su cuenta; `cargo`, como lo dice su pueblo; `hora`, «09:15» en Bolivia, o vacía.
    `sin_inscripcion` es que nadie la esperaba.
    """

    id: UUID
    gestion: int
    evento: str
    nombre: str
    clave: str
    sexo: Sexo
    representa: str
    anotada_en: datetime
    quien: str
    organizacion_id: UUID | None = None
    cargo: str = ""
    sin_inscripcion: bool = False
    hora: str = ""
    version: int = 0

    def es_la_de(self, clave: str, organizacion_id: UUID | None) -> bool:
        """Si es la misma persona, por la misma organización."""
        return (self.clave, self.organizacion_id) == (clave, organizacion_id)


OTB = "otb"
PARTICIPANTE_DE = {
    TipoDeOrganizacion.COMUNIDAD: OTB,
    TipoDeOrganizacion.PUEBLO: OTB,
    TipoDeOrganizacion.JUNTA: OTB,
    TipoDeOrganizacion.MUJERES: "mujeres",
    TipoDeOrganizacion.FUNCIONAL: "funcionales",
    TipoDeOrganizacion.DILOS: "salud",
    TipoDeOrganizacion.EDUCACION: "educacion",
    TipoDeOrganizacion.GOBIERNO: "ejecutivo",
}
"""Con qué clave del ciclo de la semilla participa cada tipo de organización."""


def representa_de(organizacion: Organizacion, ciclo: Ciclo) -> str:
    """A quién representa quien viene de ella; vacía si el ciclo no tiene ese participante."""
    suya = PARTICIPANTE_DE[organizacion.tipo]
    return suya if suya in ciclo.participantes else ""


def convocadas_a(
    tipo: TipoDeEvento | None, organizaciones: Iterable[Organizacion]
) -> list[Organizacion]:
    """Las de los tipos que participan; todas si el encuentro los llama de otro modo."""
    todas = que_piden(organizaciones)
    participan = tipo.participan if tipo else ()
    suyas = [o for o in todas if PARTICIPANTE_DE[o.tipo] in participan]
    return suyas or todas


@dataclass(frozen=True, slots=True)
class PorSexo:
    """Una cuenta de personas, también de las que no se sabe."""

    mujeres: int = 0
    hombres: int = 0
    sin_dato: int = 0

    @property
    def total(self) -> int:
        return self.mujeres + self.hombres + self.sin_dato


def por_sexo(asistencias: Iterable[Asistencia]) -> PorSexo:
    """Cuántas mujeres, cuántos hombres y de cuántas personas no se sabe."""
    sexos = [a.sexo for a in asistencias]
    return PorSexo(*(sexos.count(s) for s in Sexo))


@dataclass(frozen=True, slots=True)
class Cuenta:
    """Lo que cualquiera puede ver de una lista: ningún nombre.

    `por_representacion` va en el orden del ciclo; la clave vacía son quienes vinieron por su
    cuenta. `presentes` y `convocadas` son organizaciones: `presentes` son convocadas que llegaron.
    """

    personas: PorSexo
    por_representacion: Sequence[tuple[str, PorSexo]]
    sin_inscripcion: int
    presentes: int
    convocadas: int


def contar(
    tipo: TipoDeEvento | None,
    asistencias: Sequence[Asistencia],
    convocadas: Sequence[Organizacion],
) -> Cuenta:
    """Por sexo, por representación y por organización."""
    participan = tipo.participan if tipo else ()
    otras = sorted({a.representa for a in asistencias if a.representa} - {*participan})
    grupos = [(c, por_sexo(a for a in asistencias if a.representa == c))
              for c in (*participan, *otras, "")]  # fmt: skip
    llegaron = {a.organizacion_id for a in asistencias}
    return Cuenta(
        por_sexo(asistencias),
        [(c, p) for c, p in grupos if c in participan or p.total],
        sum(a.sin_inscripcion for a in asistencias),
        sum(o.id in llegaron for o in convocadas),
        len(convocadas),
    )


@dataclass(frozen=True, slots=True)
class EstadoDelCuorum:
    """Cuántos hay de los que hacen falta, según la regla del encuentro."""

    regla: Cuorum
    presentes: int
    total: int

    @property
    def necesarios(self) -> int:
        return self.regla.necesarios(self.total)

    @property
    def faltan(self) -> int:
        """Cuántos más; cero si ya hay."""
        return max(self.necesarios - self.presentes, 0)

    @property
    def hay(self) -> bool:
        """Sin nadie convocado no hay de qué tener cuórum."""
        return self.total > 0 and not self.faltan


def cuorum_de(tipo: TipoDeEvento | None, cuenta: Cuenta) -> EstadoDelCuorum | None:
    """El de la lista; `None` si el encuentro no tiene regla."""
    if tipo is None or tipo.cuorum is None:
        return None
    if tipo.cuorum.de is BaseDelCuorum.ORGANIZACIONES:
        return EstadoDelCuorum(tipo.cuorum, cuenta.presentes, cuenta.convocadas)
    llegaron = {c for c, personas in cuenta.por_representacion if personas.total}
    return EstadoDelCuorum(
        tipo.cuorum, sum(c in llegaron for c in tipo.participan), len(tipo.participan)
    )
