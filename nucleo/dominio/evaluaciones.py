"""La evaluación técnica y económica de una demanda priorizada: si se puede hacer, y por cuánto.

Admisibilidad → ITCP → EDTP → viable o no viable. Los nombres de las etapas son los del Reglamento
Básico de Preinversión (RM 115 de 2015), por verificar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.demandas import DEL_MUNICIPIO, Demanda, Estado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio, nuevo_id

OBRA_MENOR = 20_000
"""Bs: por debajo, el EDTP puede no exigirse. De una guía de proyectos menores, por verificar."""
SE_EVALUAN = frozenset({Estado.EN_POA, Estado.EN_ESPERA})


class NoSeEvalua(ErrorDeNegocio):
    """Solo se evalúa lo ya priorizado."""

    campos = ("codigo", "estado")


class EtapaNoPermitida(ErrorDeNegocio):
    """La evaluación no puede pasar de una etapa a otra."""

    campos = ("codigo", "desde", "hacia")


class Escrito(StrEnum):
    """Lo que un dictamen, o un costo revisado, tiene que decir por escrito."""

    MOTIVO = "un_motivo"
    ALTERNATIVA = "una_alternativa"
    RAZON_DEL_COSTO = "una_razon"


class DictamenIncompleto(ErrorDeNegocio):
    """A un dictamen, o a un costo revisado, le falta algo escrito (`falta`, un `Escrito`)."""

    campos = ("codigo", "falta")


class CondicionesSinResolver(ErrorDeNegocio):
    """No se declara viable lo que no se revisó, no cumple, o espera sin decir qué ni hasta cuándo.

    `cuales` son las condiciones.
    """

    campos = ("codigo", "cuales")


class YaDictaminada(ErrorDeNegocio):
    """El costo que se dictaminó no cambia sin volver a evaluar."""

    campos = ("codigo",)


class DictamenYaRespondido(ErrorDeNegocio):
    """La organización ya respondió ese dictamen."""

    campos = ("codigo", "quien")


class Etapa(StrEnum):
    """Por dónde va la evaluación. `SIN_EMPEZAR` no se guarda: es no tener ninguna."""

    SIN_EMPEZAR = "sin_empezar"
    ADMISIBILIDAD = "admisibilidad"
    ITCP = "itcp"
    EDTP = "edtp"
    VIABLE = "viable"
    NO_VIABLE = "no_viable"


FINALES = frozenset({Etapa.VIABLE, Etapa.NO_VIABLE})
PASOS: Mapping[Etapa, tuple[Etapa, ...]] = {
    Etapa.SIN_EMPEZAR: (Etapa.ADMISIBILIDAD,),
    Etapa.ADMISIBILIDAD: (Etapa.ITCP, Etapa.NO_VIABLE),
    Etapa.ITCP: (Etapa.EDTP, Etapa.NO_VIABLE),
    Etapa.EDTP: (Etapa.VIABLE, Etapa.NO_VIABLE),
    Etapa.VIABLE: (Etapa.ADMISIBILIDAD,),
    Etapa.NO_VIABLE: (Etapa.ADMISIBILIDAD,),
}
"""De cada etapa, a cuáles se pasa. De un dictamen solo se sale volviendo a empezar."""


def siguientes(etapa: Etapa, costo: Dinero, umbral: int = OBRA_MENOR) -> tuple[Etapa, ...]:
    """Las etapas a que se puede pasar. Por debajo del umbral (Bs) el ITCP basta para el dictamen.

    Un umbral de cero exige siempre el EDTP.
    """
    pasos = PASOS[etapa]
    menor = CERO < costo < Dinero.de(umbral)
    return (Etapa.VIABLE, *pasos) if menor and etapa is Etapa.ITCP else pasos


class Condicion(StrEnum):
    """Lo que se revisa antes de invertir."""

    LEGAL = "legal"
    SOCIAL = "social"
    AMBIENTAL = "ambiental"
    RIESGO = "riesgo"
    TERRENO = "terreno"


class Cumplimiento(StrEnum):
    """Cómo está una condición."""

    CUMPLIDA = "cumplida"
    PENDIENTE = "por_cumplir"
    NO_CUMPLE = "no_cumple"
    NO_APLICA = "no_aplica"


class AlEdc(StrEnum):
    """Si se propone llevarla al EDC, y por qué. `SEGUN_LOS_DATOS`: lo dicen costo y competencia."""

    SEGUN_LOS_DATOS = "segun_los_datos"
    COMPETENCIA = "por_competencia"
    TECHO = "por_techo"
    NO = "no_va"


@dataclass(frozen=True, slots=True)
class Revision:
    """Cómo está una condición, qué falta y hasta cuándo."""

    estado: Cumplimiento
    nota: str = ""
    plazo: date | None = None

    @property
    def resuelta(self) -> bool:
        """Deja declarar viable: lo pendiente también, si dice qué falta y hasta cuándo."""
        if self.estado is Cumplimiento.PENDIENTE:
            return bool(self.nota and self.plazo)
        return self.estado is not Cumplimiento.NO_CUMPLE


@dataclass(frozen=True, slots=True)
class Dictamen:
    """Lo que se dijo al final. `por_cumplir`, lo que una viable todavía debe."""

    viable: bool
    motivo: str
    alternativa: str
    cuando: datetime
    quien: str
    costo: Dinero
    por_cumplir: Sequence[Condicion] = ()


@dataclass(eq=False)
class PasoDeEvaluacion(DelMunicipio):
    """Una etapa que terminó: quién respondía por ella, hasta cuándo, qué dejó dicho y a cuál pasó.

    Si terminó un dictamen que se volvió a abrir, `respuesta` es lo que la organización le dijo.
    """

    id: UUID
    numero: int
    etapa: Etapa
    hacia: Etapa
    desde: datetime
    cuando: datetime
    quien: str
    responsable: str = ""
    plazo: date | None = None
    observaciones: str = ""
    motivo: str = ""
    alternativa: str = ""
    respuesta: str = ""


@dataclass(eq=False)
class Evaluacion(DelMunicipio):
    """La de una demanda, que se nombra por su código. Hay una por demanda y gestión.

    `responsable` es un cargo o una unidad, no una persona. `desde`, cuándo entró a esta etapa.
    `costo_revisado` no borra el que se pidió, que sigue en la demanda.
    """

    id: UUID
    gestion: int
    codigo: str
    desde: datetime
    quien: str
    etapa: Etapa = Etapa.ADMISIBILIDAD
    responsable: str = ""
    plazo: date | None = None
    observaciones: str = ""
    condiciones: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    costo_revisado: Dinero | None = None
    razon_del_costo: str = ""
    al_edc: AlEdc = AlEdc.SEGUN_LOS_DATOS
    motivo: str = ""
    alternativa: str = ""
    respuesta: str = ""
    respondida_en: datetime | None = None
    respondida_por: str = ""
    pasos: list[PasoDeEvaluacion] = field(default_factory=list)
    version: int = 0

    def condicion(self, cual: Condicion) -> Revision | None:
        """Cómo está; `None` si todavía nadie la revisó."""
        dicho = self.condiciones.get(cual.value)
        if not dicho:
            return None
        plazo = date.fromisoformat(dicho["plazo"]) if dicho.get("plazo") else None
        return Revision(Cumplimiento(dicho["estado"]), dicho.get("nota", ""), plazo)

    @property
    def sin_resolver(self) -> list[Condicion]:
        """Las que impiden declararla viable."""
        return [c for c in Condicion if not ((r := self.condicion(c)) and r.resuelta)]

    @property
    def por_cumplir(self) -> list[Condicion]:
        """Las pendientes."""
        revisadas = ((c, self.condicion(c)) for c in Condicion)
        return [c for c, r in revisadas if r and r.estado is Cumplimiento.PENDIENTE]

    def costo(self, pedido: Dinero) -> Dinero:
        """El revisado o, si no se revisó, el pedido."""
        return pedido if self.costo_revisado is None else self.costo_revisado

    def atrasada(self, hoy: date) -> bool:
        """Si pasó su plazo sin dictamen, o el de una condición pendiente."""
        plazos = [self.plazo] if self.etapa not in FINALES else []
        if self.etapa is not Etapa.NO_VIABLE:
            plazos += [r.plazo for c in self.por_cumplir if (r := self.condicion(c))]
        return any(p is not None and p < hoy for p in plazos)

    def dictamen(self, pedido: Dinero) -> Dictamen | None:
        """El que rige; `None` si todavía no hay."""
        if self.etapa not in FINALES:
            return None
        viable = self.etapa is Etapa.VIABLE
        pendientes = self.por_cumplir if viable else ()
        return Dictamen(
            viable,
            self.motivo,
            self.alternativa,
            self.desde,
            self.quien,
            self.costo(pedido),
            pendientes,
        )

    def pasar_a(
        self, hacia: Etapa, quien: str, cuando: datetime, motivo: str, alternativa: str = ""
    ) -> None:
        """Cierra la etapa, la deja escrita y abre la otra, sin responsable ni plazo todavía."""
        self.pasos.append(
            PasoDeEvaluacion(
                nuevo_id(),
                len(self.pasos) + 1,
                self.etapa,
                hacia,
                self.desde,
                cuando,
                quien,
                self.responsable,
                self.plazo,
                self.observaciones,
                motivo,
                alternativa,
                self.respuesta,
            )
        )
        self.etapa, self.desde, self.quien = hacia, cuando, quien
        self.plazo, self.observaciones = None, ""
        self.motivo, self.alternativa = (motivo, alternativa) if hacia in FINALES else ("", "")
        self.respuesta, self.respondida_en, self.respondida_por = "", None, ""


def guardada(revisiones: Mapping[Condicion, Revision]) -> dict[str, dict[str, str]]:
    """Las condiciones como van en la fila: textos, y solo lo que se dijo."""
    return {
        c.value: {
            "estado": r.estado.value,
            "nota": r.nota,
            "plazo": r.plazo.isoformat() if r.plazo else "",
        }
        for c, r in sorted(revisiones.items())
    }


def propuesta_al_edc(
    demanda: Demanda, evaluacion: Evaluacion | None, techo: Dinero
) -> AlEdc | None:
    """Por qué conviene llevarla al EDC; `None` si no. Es una propuesta: la confirma el municipio.

    Sin que nadie lo diga, la que no le toca al municipio y la que cuesta más que todo su `techo`
    (cero si no se conoce), salvo que ya se sepa que no es viable.
    """
    dicho = evaluacion.al_edc if evaluacion else AlEdc.SEGUN_LOS_DATOS
    if dicho is not AlEdc.SEGUN_LOS_DATOS:
        return None if dicho is AlEdc.NO else dicho
    if evaluacion and evaluacion.etapa is Etapa.NO_VIABLE:
        return None
    if demanda.competencia not in DEL_MUNICIPIO:
        return AlEdc.COMPETENCIA
    costo = evaluacion.costo(demanda.costo) if evaluacion else demanda.costo
    return AlEdc.TECHO if CERO < techo < costo else None
