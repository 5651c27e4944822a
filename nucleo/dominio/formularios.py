"""El identificador de un formulario: se acuña al imprimirlo, sin base de datos, y dice de quién es.

Es un UUIDv7 que lleva la gestión y un sello del municipio y la organización para los que se acuñó:
no hace falta guardar ninguna fila para saber de quién es una planilla en blanco, y la de una
organización no sirve para otra. El sello no es un secreto: quién puede presentar por quién lo dice
la política.

Del identificador salen 80 bits que se pueden dictar: dieciséis letras y cifras en grupos de cuatro.
Con ellas y la lista de organizaciones se lo rehace entero.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import Mensaje

ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # el de Crockford: sin I, L, O ni U
PARECIDAS = str.maketrans("ILO", "110")
LETRAS = 16
DESDE = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
PRIMERA_GESTION = 2000
SEGUNDOS, GESTIONES, AZAR, SELLO, DICHO = 30, 7, 13, 54, 30
"""Cuántos bits lleva cada parte; del sello se dictan los primeros `DICHO`."""
AZAR_BAJO = 8
VERSION, VARIANTE = 7, 2


@dataclass(frozen=True, slots=True)
class Falla:
    """Qué corregir: `paso` es `asamblea`, `situacion`, `nombre` o `demandas/1`."""

    paso: str
    campo: str
    motivo: Mensaje


class FormularioRechazado(ErrorDeNegocio):
    """Algo no puede entrar. `fallas` dice qué, en qué paso y en qué campo."""

    campos = ("cuantas",)

    def __init__(self, fallas: Sequence[Falla]) -> None:
        super().__init__(len(fallas))
        self.fallas = fallas


class FormularioAjeno(ErrorDeNegocio):
    """El identificador se acuñó para otra organización, otro municipio u otra gestión."""

    campos = ("codigo",)


@dataclass(frozen=True, slots=True)
class Partes:
    """Lo que un identificador dice antes de su sello."""

    segundos: int
    gestion: int
    azar: int

    def sello(self, municipio_id: int, organizacion_id: UUID) -> int:
        """El que le corresponde si es de esa organización."""
        datos = [municipio_id, str(organizacion_id), self.gestion, self.segundos, self.azar]
        resumen = hashlib.sha256(canonico(datos).encode()).digest()
        return int.from_bytes(resumen[:8]) >> (64 - SELLO)

    def con(self, sello: int) -> UUID:
        milesimas = (DESDE + self.segundos) * 1000
        alto = (self.gestion - PRIMERA_GESTION) << 5 | self.azar >> AZAR_BAJO
        bajo = (self.azar & ((1 << AZAR_BAJO) - 1)) << SELLO | sello
        return UUID(int=milesimas << 80 | VERSION << 76 | alto << 64 | VARIANTE << 62 | bajo)


def acunar(
    municipio_id: int, organizacion_id: UUID, gestion: int, cuando: datetime, cuantos: int = 1
) -> Sequence[UUID]:
    """Identificadores nuevos para esa organización, todos distintos; hasta 8.192 de una vez."""
    segundos = int(cuando.timestamp()) - DESDE
    azares = secrets.SystemRandom().sample(range(1 << AZAR), cuantos)
    partes = [Partes(segundos, gestion, azar) for azar in azares]
    return [p.con(p.sello(municipio_id, organizacion_id)) for p in partes]


def gestion_de(formulario_id: UUID) -> int:
    """La gestión para la que se acuñó; sin comprobar el sello no prueba nada."""
    return _partir(formulario_id)[0].gestion


def es_de(formulario_id: UUID, municipio_id: int, organizacion_id: UUID) -> bool:
    """Si se acuñó para esa organización de ese municipio."""
    partes, _ = _partir(formulario_id)
    return partes.con(partes.sello(municipio_id, organizacion_id)) == formulario_id


def codigo_de(formulario_id: UUID) -> str:
    """`K7QF-2M9D-XJ4T-8B3C`: lo mismo que el QR, para quien lo copia a mano."""
    partes, sello = _partir(formulario_id)
    bits = partes.segundos << GESTIONES | partes.gestion - PRIMERA_GESTION
    bits = (bits << AZAR | partes.azar) << DICHO | sello >> (SELLO - DICHO)
    letras = "".join(ALFABETO[bits >> 5 * i & 31] for i in reversed(range(LETRAS)))
    return "-".join(letras[i : i + 4] for i in range(0, LETRAS, 4))


def completar(codigo: str, municipio_id: int, organizaciones: Iterable[UUID]) -> UUID | None:
    """El identificador que ese código nombra, si es de alguna de esas organizaciones.

    Minúsculas, espacios y guiones no cuentan; una O vale cero y una I o una L, uno.
    """
    letras = "".join(c for c in codigo.upper() if c.isalnum()).translate(PARECIDAS)
    if len(letras) != LETRAS or any(c not in ALFABETO for c in letras):
        return None
    bits = 0
    for letra in letras:
        bits = bits << 5 | ALFABETO.index(letra)
    dicho, bits = bits & ((1 << DICHO) - 1), bits >> DICHO
    azar, bits = bits & ((1 << AZAR) - 1), bits >> AZAR
    gestion, segundos = PRIMERA_GESTION + (bits & ((1 << GESTIONES) - 1)), bits >> GESTIONES
    partes = Partes(segundos, gestion, azar)
    for organizacion_id in organizaciones:
        sello = partes.sello(municipio_id, organizacion_id)
        if sello >> (SELLO - DICHO) == dicho:
            return partes.con(sello)
    return None


def _partir(formulario_id: UUID) -> tuple[Partes, int]:
    entero = formulario_id.int
    alto, bajo = entero >> 64 & 0xFFF, entero & ((1 << 62) - 1)
    segundos = (entero >> 80) // 1000 - DESDE
    azar = (alto & 0x1F) << AZAR_BAJO | bajo >> SELLO
    partes = Partes(segundos & ((1 << SEGUNDOS) - 1), PRIMERA_GESTION + (alto >> 5), azar)
    return partes, bajo & ((1 << SELLO) - 1)
