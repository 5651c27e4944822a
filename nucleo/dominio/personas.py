"""Cuántas mujeres y cuántos hombres: toda cuenta de personas los separa."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Personas:
    """Una cuenta de personas, ninguna negativa."""

    mujeres: int
    hombres: int

    def __post_init__(self) -> None:
        if self.mujeres < 0 or self.hombres < 0:
            raise ValueError(self.mujeres, self.hombres)

    @property
    def total(self) -> int:
        return self.mujeres + self.hombres

    def __add__(self, otras: "Personas") -> "Personas":
        return Personas(self.mujeres + otras.mujeres, self.hombres + otras.hombres)


NADIE = Personas(0, 0)
