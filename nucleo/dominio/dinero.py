"""Dinero en bolivianos, exacto al centavo."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

CENTAVOS = 100


def miles(entero: int) -> str:
    """`1.234.567`: un entero como se escribe en Bolivia."""
    return f"{entero:,}".replace(",", ".")


@dataclass(frozen=True, slots=True, order=True)
class Dinero:
    """Una cantidad de Bs guardada en centavos enteros: suma y compara sin redondeos."""

    centavos: int

    @classmethod
    def de(cls, monto: Decimal | int | str) -> Self:
        """`Dinero.de("1500.50")`. Más de dos decimales es un error, no un redondeo."""
        centavos = Decimal(monto) * CENTAVOS
        if centavos != centavos.to_integral_value():
            raise ValueError(monto)
        return cls(int(centavos))

    @property
    def monto(self) -> Decimal:
        return (Decimal(self.centavos) / CENTAVOS).quantize(Decimal("0.01"))

    def legible(self) -> str:
        """Como se escribe en Bolivia: `Bs 1.234.567,50` (el formato no depende del idioma)."""
        signo = "-" if self.centavos < 0 else ""
        enteros, resto = divmod(abs(self.centavos), CENTAVOS)
        return f"{signo}Bs {miles(enteros)},{resto:02d}"

    def __str__(self) -> str:
        """`1234567.50`: la forma estable para JSON, CSV y la bitácora."""
        return str(self.monto)

    def __add__(self, otro: "Dinero") -> "Dinero":
        return Dinero(self.centavos + otro.centavos)

    def __sub__(self, otro: "Dinero") -> "Dinero":
        return Dinero(self.centavos - otro.centavos)


CERO = Dinero(0)
