"""El EDC visto desde la región: cuándo es, quién tiene la Secretaría y qué se acordó."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.anclajes import AcuerdoPublicado, EdcAnclado, Secretaria


@dataclass(frozen=True, slots=True)
class SecretariaDesignada:
    """Una de la historia, con el EDC que la designó."""

    secretaria: Secretaria
    gestion: int
    anfitrion: int


@dataclass(frozen=True, slots=True)
class EdcDeRegion:
    """Todo lo anclado y vigente de una región, el más nuevo primero, mirado un día.

    `rotacion` son los municipios en el orden en que se turnan la Secretaría; vacía, sin orden.
    """

    anclados: Sequence[EdcAnclado]
    hoy: date
    rotacion: Sequence[int] = ()

    def de_gestion(self, gestion: int) -> EdcAnclado | None:
        """El de esa gestión."""
        return next((a for a in self.anclados if a.gestion == gestion), None)

    @property
    def proximo(self) -> EdcAnclado | None:
        """El primero que está por venir."""
        return next((a for a in reversed(self.anclados) if not self._paso(a)), None)

    @property
    def ultimo(self) -> EdcAnclado | None:
        """El último que se hizo, o cuyo día ya pasó."""
        return next((a for a in self.anclados if self._paso(a)), None)

    def _paso(self, edc: EdcAnclado) -> bool:
        return edc.contenido.hecho or edc.fecha < self.hoy

    @property
    def secretarias(self) -> list[SecretariaDesignada]:
        """La historia, la última primero."""
        return [
            SecretariaDesignada(a.secretaria, a.gestion, a.origen_id)
            for a in self.anclados
            if a.secretaria
        ]

    @property
    def vigente(self) -> SecretariaDesignada | None:
        """La que rige hoy: de las que rigen, la última que se designó."""
        return next((s for s in self.secretarias if s.secretaria.rige(self.hoy)), None)

    @property
    def propuesto(self) -> int:
        """El municipio a quien le toca convocar el siguiente EDC; cero si nadie lo sabe."""
        return self.vigente.secretaria.municipio if self.vigente else 0

    @property
    def sigue(self) -> int:
        """A quién le toca la Secretaría después, según el orden; cero si no hay orden.

        Un actor que no es municipio no mueve el turno; sin historia, empieza el primero.
        """
        if not self.rotacion:
            return 0
        tuvieron = [s.secretaria.municipio for s in self.secretarias]
        ultimo = next((m for m in tuvieron if m in self.rotacion), None)
        lugar = self.rotacion.index(ultimo) + 1 if ultimo else 0
        return self.rotacion[lugar % len(self.rotacion)]

    @property
    def acuerdos(self) -> list[AcuerdoPublicado]:
        """Cada uno una vez, como se acordó y con lo último que se dijo de él; por gestión y orden.

        Lo dicho más tarde manda, lo haya publicado quien lo haya publicado.
        """
        hallados: dict[object, AcuerdoPublicado] = {}
        for edc in reversed(self.anclados):
            for dicho in (*edc.contenido.acuerdos, *edc.contenido.anteriores):
                previo = hallados.setdefault(dicho.id, dicho)
                if dicho.visto_el >= previo.visto_el:
                    hallados[dicho.id] = replace(
                        previo, estado=dicho.estado, nota=dicho.nota, visto_el=dicho.visto_el
                    )
        return sorted(hallados.values(), key=lambda a: (-a.gestion, a.acordado_en, a.id))

    def anteriores_a(self, gestion: int) -> list[AcuerdoPublicado]:
        """Los que el EDC de esa gestión tiene que revisar: los del anterior y los pendientes."""
        antes = [a for a in self.acuerdos if a.gestion < gestion]
        ultima = max((a.gestion for a in antes), default=0)
        return [a for a in antes if a.gestion == ultima or a.estado is EstadoDeAcuerdo.PENDIENTE]
