"""Lo que un encuentro vota a mano alzada, contado por la mesa."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class VotoNoCuadra(ErrorDeNegocio):
    """El total dicho no es la suma de mujeres y hombres."""

    campos = ("opcion", "total", "suma")


class VotoIncompleto(ErrorDeNegocio):
    """Falta contar una opción, o se contó por sexo solo a medias."""

    campos = ("opcion",)


class VotacionCerrada(ErrorDeNegocio):
    """Ya se cerró o se anuló: no se cambia. Se anula con motivo y se repite."""

    campos = ("pregunta",)


class VotacionAbierta(ErrorDeNegocio):
    """Se vota una cosa a la vez: `pregunta` sigue abierta."""

    campos = ("pregunta",)


class VotacionSinCerrar(ErrorDeNegocio):
    """El encuentro no se da por hecho con algo a medio votar."""

    campos = ("evento", "pregunta")


class MasVotosQuePersonas(ErrorDeNegocio):
    """Se contaron más manos que personas en la lista, y nadie dijo que está bien así."""

    campos = ("votos", "personas")


class OpcionDeVoto(StrEnum):
    """Para qué se levanta la mano."""

    FAVOR = "favor"
    CONTRA = "contra"
    ABSTENCION = "abstencion"


class EstadoDeVotacion(StrEnum):
    """Por dónde va una votación."""

    ABIERTA = "abierta"
    CERRADA = "cerrada"
    ANULADA = "anulada"


@dataclass(frozen=True, slots=True)
class Manos:
    """Cuántas se levantaron por una opción; por sexo, si se contó así."""

    total: int
    mujeres: int | None = None
    hombres: int | None = None

    @classmethod
    def contar(
        cls,
        opcion: OpcionDeVoto,
        total: int | None,
        mujeres: int | None = None,
        hombres: int | None = None,
    ) -> Self:
        """Con mujeres y hombres, el total es su suma: puede no decirse, pero si se dice cuadra."""
        if mujeres is None and hombres is None:
            if total is None:
                raise VotoIncompleto(opcion)
            return cls(total)
        if mujeres is None or hombres is None:
            raise VotoIncompleto(opcion)
        suma = mujeres + hombres
        if total is not None and total != suma:
            raise VotoNoCuadra(opcion, total, suma)
        return cls(suma, mujeres, hombres)


Conteo = Mapping[OpcionDeVoto, Manos]


def exigir_parejo(conteo: Conteo) -> None:
    """O todas las opciones por sexo, o ninguna: `VotoIncompleto` dice cuál falta."""
    por_sexo = any(m.mujeres is not None for m in conteo.values())
    for opcion, manos in conteo.items():
        if por_sexo and manos.mujeres is None:
            raise VotoIncompleto(opcion)


@dataclass(eq=False)
class Votacion(DelMunicipio):
    """Una pregunta sobre un punto, con su cuenta y quién disiente.

    `cuenta` va por opción con su total y, si se contó así, mujeres y hombres. `disensos` nombra a
    quien pidió que conste (`quien`) y por qué (`por_que`): eso no se publica.
    """

    id: UUID
    gestion: int
    evento: str
    punto: str
    pregunta: str
    abierta_en: datetime
    quien: str
    estado: EstadoDeVotacion = EstadoDeVotacion.ABIERTA
    cuenta: Mapping[str, Any] = field(default_factory=dict)
    disensos: Sequence[Mapping[str, str]] = field(default_factory=list)
    cerrada_en: datetime | None = None
    anulada_en: datetime | None = None
    anulada_por: str = ""
    motivo: str = ""
    version: int = 0

    @property
    def conteo(self) -> Conteo:
        """La cuenta con sus tipos; vacía mientras sigue abierta."""
        return {OpcionDeVoto(o): Manos(**m) for o, m in self.cuenta.items()}

    @property
    def por_sexo(self) -> bool:
        """Si se contó por mujeres y hombres."""
        return any(m.mujeres is not None for m in self.conteo.values())

    @property
    def votaron(self) -> int:
        """Todas las manos."""
        return sum(m.total for m in self.conteo.values())

    @property
    def aprobada(self) -> bool:
        """Si hubo más manos a favor que en contra. La regla de la asamblea puede pedir más."""
        conteo = self.conteo
        return bool(conteo) and conteo[OpcionDeVoto.FAVOR].total > conteo[OpcionDeVoto.CONTRA].total

    def cerrar(self, conteo: Conteo, cuando: datetime) -> None:
        """Con sus números; `VotacionCerrada` si ya los tenía o se anuló."""
        if self.estado is not EstadoDeVotacion.ABIERTA:
            raise VotacionCerrada(self.pregunta)
        exigir_parejo(conteo)
        self.cuenta = como_json(conteo)
        self.estado, self.cerrada_en = EstadoDeVotacion.CERRADA, max(cuando, self.abierta_en)

    def disentir(self, quien: str, por_que: str) -> None:
        """Deja constancia de quién disiente, mientras se vota."""
        if self.estado is not EstadoDeVotacion.ABIERTA:
            raise VotacionCerrada(self.pregunta)
        self.disensos = [*self.disensos, {"quien": quien, "por_que": por_que}]

    def anular(self, motivo: str, cuando: datetime, quien: str) -> None:
        """Queda a la vista con su motivo; `VotacionCerrada` si ya estaba anulada."""
        if self.estado is EstadoDeVotacion.ANULADA:
            raise VotacionCerrada(self.pregunta)
        self.estado, self.motivo = EstadoDeVotacion.ANULADA, motivo
        self.anulada_en, self.anulada_por = cuando, quien


def como_json(conteo: Conteo) -> dict[str, Any]:
    """La cuenta como se guarda y como va en la bitácora."""
    return {
        o.value: {"total": m.total, "mujeres": m.mujeres, "hombres": m.hombres}
        for o, m in conteo.items()
    }
