"""Las constancias de conformidad con un acta: con qué dijo cada quien que está conforme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.llano import OMISIBLE, de_llano, en_llano


class MedioDeConformidad(StrEnum):
    """Con qué dice alguien que está conforme. Ninguno es una firma digital: no se la llama así."""

    PAPEL = "papel"
    ELECTRONICA = "electronica"
    HUELLA = "huella"
    A_NOMBRE_DE_OTRO = "a_nombre_de_otro"


@dataclass(frozen=True, slots=True)
class Conformidad:
    """Alguien dice que está conforme.

    `de` es la clave de quien se esperaba (vacía si no estaba en la lista). `testigo` es quien vio
    poner la huella; `por`, quien respondió a nombre de otro; `escaneo`, el resumen de la hoja
    firmada y `tipo`, qué archivo es; `conforme_con`, el resumen del acta si ya estaba cerrada.
    `sal` es lo que impide adivinar el nombre desde el `compromiso` que guarda la bitácora.
    """

    medio: MedioDeConformidad
    de: str
    nombre: str
    organizacion: str
    cuando: str
    anoto: str
    testigo: str = ""
    por: str = ""
    escaneo: str = ""
    tipo: str = ""
    conforme_con: str = ""
    sal: str = field(default="", metadata=OMISIBLE)

    @property
    def quien_es(self) -> tuple[str, str, str]:
        """Con qué se sabe si dos son de la misma persona."""
        return self.de, self.nombre, self.organizacion

    @property
    def compromiso(self) -> str:
        """Lo que la bitácora recuerda de ella sin decir de quién es; cambiarle algo lo cambia."""
        return sha256(canonico(en_llano(self)).encode()).hexdigest()

    @property
    def rastro(self) -> dict[str, str]:
        """Lo que va a la bitácora: con qué, de qué clave, y su compromiso si tiene sal."""
        dicho = {
            "medio": self.medio.value, "de": self.de, "escaneo": self.escaneo,
            "conforme_con": self.conforme_con,
        }  # fmt: skip
        return {**dicho, "compromiso": self.compromiso} if self.sal else dicho


def conformidad_de(llana: Mapping[str, str]) -> Conformidad:
    """De lo guardado al valor."""
    conformidad: Conformidad = de_llano(Conformidad, dict(llana))
    return conformidad
