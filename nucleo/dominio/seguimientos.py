"""El programa de seguimiento del POA: qué se va a mirar, cuándo, y qué se halló."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class ClaseDeSeguimiento(StrEnum):
    """De qué manera se sigue algo."""

    VISITA = "visita"
    REVISION = "revision"
    ASAMBLEA = "asamblea"
    PEDIDO = "pedido"


class Hallazgo(StrEnum):
    """Con qué se volvió."""

    CONFORME = "conforme"
    OBSERVADO = "observado"
    NO_SE_PUDO = "no_se_pudo"


class SeguimientoHecho(ErrorDeNegocio):
    """Ya se anotó qué se halló: no se reprograma ni se quita."""

    campos = ("que",)


class NadaQueReprogramar(ErrorDeNegocio):
    """El día, la hora y el lugar son los que ya tenía: no hay nada que reprogramar."""

    campos = ("que",)


class SeguimientoPorVenir(ErrorDeNegocio):
    """Nadie pudo hacerlo en un día que todavía no llega."""

    campos = ("fecha",)


class FaltaElHallazgo(ErrorDeNegocio):
    """Si no está conforme, se escribe qué se vio o por qué no se pudo."""

    campos = ("resultado",)


class SinObservacion(ErrorDeNegocio):
    """Se reclama lo que se observó: esta actividad no tiene observación."""

    campos = ("que",)


class SeguimientoReclamado(ErrorDeNegocio):
    """De su hallazgo salió un reclamo: ya no se corrige."""

    campos = ("que",)


@dataclass(eq=False)
class Seguimiento(DelMunicipio):
    """Una actividad del programa: una visita, una revisión, una asamblea o un pedido.

    `van` son los cargos de quienes van, nunca sus nombres. `cambios` guarda cada reprogramación:
    de qué día a qué día, por qué, quién y cuándo. `constancia` dice con qué se prueba (un acta, una
    nota, dónde están las fotos) y `reclamo_id`, el reclamo que se levantó de su hallazgo.
    """

    id: UUID
    gestion: int
    encargo_id: UUID
    clase: ClaseDeSeguimiento
    que: str
    fecha: date
    programado_en: datetime
    quien: str
    hora: str = ""
    lugar: str = ""
    van: str = ""
    cambios: Sequence[Mapping[str, str]] = field(default_factory=list)
    resultado: Hallazgo | None = None
    hallado: str = ""
    constancia: str = ""
    hecho_el: date | None = None
    anotado_en: datetime | None = None
    reclamo_id: UUID | None = None
    version: int = 0

    @property
    def pendiente(self) -> bool:
        """Si todavía no se anotó con qué se volvió."""
        return self.resultado is None

    @property
    def dia(self) -> date:
        """El día en que se hizo o, si no se hizo, en que toca."""
        return self.hecho_el or self.fecha

    @property
    def movidas(self) -> list[tuple[date, date, str]]:
        """Cada reprogramación: de qué día, a qué día y por qué."""
        return [
            (date.fromisoformat(c["de"]), date.fromisoformat(c["a"]), c["motivo"])
            for c in self.cambios
        ]

    @property
    def fecha_primera(self) -> date:
        """Para qué día se programó, antes de moverse."""
        return self.movidas[0][0] if self.cambios else self.fecha

    def vencio(self, hoy: date) -> bool:
        """Si su día pasó y nadie anotó nada."""
        return self.pendiente and self.fecha < hoy

    def exigir_pendiente(self) -> None:
        """`SeguimientoHecho` si ya se anotó qué se halló."""
        if not self.pendiente:
            raise SeguimientoHecho(self.que)

    def reprogramar(
        self, fecha: date, hora: str, lugar: str, motivo: str, cuando: datetime, quien: str
    ) -> None:
        """Otro día, otra hora u otro lugar, con motivo; `SeguimientoHecho` si ya se hizo."""
        self.exigir_pendiente()
        cambio = {
            "de": self.fecha.isoformat(),
            "a": fecha.isoformat(),
            "motivo": motivo,
            "quien": quien,
            "cuando": cuando.isoformat(),
        }
        self.fecha, self.hora, self.lugar = fecha, hora, lugar
        self.cambios = [*self.cambios, cambio]

    def exigir_sin_reclamo(self) -> None:
        """`SeguimientoReclamado` si de su hallazgo ya salió un reclamo."""
        if self.reclamo_id:
            raise SeguimientoReclamado(self.que)

    def anotar(
        self, resultado: Hallazgo, hallado: str, constancia: str, dia: date, cuando: datetime
    ) -> None:
        """Con qué se volvió; se puede corregir hasta que de ello salga un reclamo."""
        self.exigir_sin_reclamo()
        if resultado is not Hallazgo.CONFORME and not hallado:
            raise FaltaElHallazgo(resultado)
        self.resultado, self.hallado, self.constancia = resultado, hallado, constancia
        self.hecho_el, self.anotado_en = dia, cuando

    def reclamar(self, reclamo_id: UUID) -> None:
        """Qué reclamo salió de su hallazgo; `SinObservacion` si no observó nada."""
        if self.resultado is not Hallazgo.OBSERVADO:
            raise SinObservacion(self.que)
        self.reclamo_id = reclamo_id
