"""Las personas que entran: su cuenta, con qué cargo y hasta cuándo, y lo que abre la puerta."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.identidad import DelAmbito, Pasajero
from nucleo.dominio.politica import INVITA, PERMISOS, Accion
from nucleo.dominio.roles import DE_ADMINISTRACION, DE_ORGANIZACION, Nivel, Rol


@dataclass(eq=False)
class Usuario(DelAmbito):
    """Una cuenta de la plataforma. Por sí sola no puede nada: lo que puede sale de sus membresías.

    `clave` es la contraseña resumida con argon2id, vacía si entra solo por otro proveedor.
    `totp` es la semilla del segundo factor y `totp_desde`, cuándo la confirmó; `totp_paso`, el
    último paso usado (un código no vale dos veces). `codigos` son los de recuperación que quedan,
    resumidos. `sujeto` es quién es ante el proveedor OIDC: emisor y sujeto.
    """

    id: UUID
    correo: str
    nombre: str
    creado_en: datetime
    clave: str = ""
    totp: str = ""
    totp_desde: datetime | None = None
    totp_paso: int = 0
    codigos: Sequence[str] = ()
    sujeto: str = ""
    suspendido_en: datetime | None = None
    version: int = 0


@dataclass(eq=False)
class Membresia(DelAmbito):
    """Un mandato: tal usuario, tal rol, sobre tal ámbito (`sobre` es su clave), desde y hasta.

    `hasta` incluye ese día. `organizacion_id` y `dirigencia_id` son del municipio de `sobre`.
    Cerrado o vencido deja de valer; lo hecho con él sigue hecho.
    """

    id: UUID
    usuario_id: UUID
    sobre: str
    rol: Rol
    desde: date
    hasta: date | None
    dada_en: datetime
    dada_por: str
    organizacion_id: UUID | None = None
    dirigencia_id: UUID | None = None
    cerrada_en: datetime | None = None
    cerrada_por: str = ""

    def vigente(self, dia: date) -> bool:
        """Si vale ese día."""
        empezo = self.desde <= dia
        sigue = self.hasta is None or dia <= self.hasta
        return empezo and sigue and self.cerrada_en is None

    @property
    def credencial(self) -> str:
        """Con qué se reconoce el mandato en un registro: dos Juan Mamani no se confunden."""
        return self.id.hex[-6:]


@dataclass(frozen=True, slots=True)
class Persona:
    """Quien está del otro lado ahora mismo: su cuenta y los mandatos que valen hoy."""

    usuario_id: UUID
    nombre: str
    correo: str = ""
    mandatos: Sequence[Membresia] = ()
    con_segundo_factor: bool = False

    def mandato_para(
        self, accion: Accion, ambito: Ambito, organizacion: UUID | None = None
    ) -> Membresia | None:
        """El primer mandato con que puede hacerlo ahí, o `None`.

        Un rol de organización puede solo en la suya: hay que decir `organizacion`.
        """
        for m in self.mandatos:
            suyo = m.rol not in DE_ORGANIZACION or m.organizacion_id == organizacion
            if m.sobre == ambito.clave and accion in PERMISOS[m.rol] and suyo:
                return m
        return None

    def puede(self, accion: Accion, ambito: Ambito, organizacion: UUID | None = None) -> bool:
        return self.mandato_para(accion, ambito, organizacion) is not None

    def podria(self, accion: Accion, ambito: Ambito) -> bool:
        """Si puede en todo el ámbito o, por su organización, en algo de él."""
        return any(m.sobre == ambito.clave and accion in PERMISOS[m.rol] for m in self.mandatos)

    def organizaciones(self, ambito: Ambito) -> frozenset[UUID]:
        """Por cuáles organizaciones habla en ese municipio."""
        return frozenset(
            m.organizacion_id
            for m in self.mandatos
            if m.sobre == ambito.clave and m.rol in DE_ORGANIZACION and m.organizacion_id
        )

    def invita_a(self, ambito: Ambito, nivel: Nivel) -> frozenset[Rol]:
        """A qué roles de ese nivel puede invitar quien actúa en `ambito`."""
        roles: set[Rol] = set()
        for m in self.mandatos:
            if m.sobre == ambito.clave and Accion.INVITAR in PERMISOS[m.rol]:
                roles |= INVITA[m.rol].get(nivel, frozenset())
        return frozenset(roles)

    @property
    def debe_segundo_factor(self) -> bool:
        """Su cargo lo exige y todavía no lo tiene."""
        return not self.con_segundo_factor and exige_segundo_factor(self.mandatos)


def exige_segundo_factor(mandatos: Iterable[Membresia]) -> bool:
    return any(m.rol in DE_ADMINISTRACION for m in mandatos)


class MotivoDeEnlace(StrEnum):
    """Para qué se abrió un enlace de un solo uso."""

    INVITACION = "invitacion"
    RECUPERACION = "recuperacion"


@dataclass(eq=False)
class Enlace(DelAmbito):
    """Una dirección secreta que sirve una vez y vence. Se guarda su resumen, nunca ella.

    `datos` de una invitación: nombre, rol, sobre, desde, hasta, organizacion_id, dirigencia_id.
    """

    id: UUID
    resumen: str
    motivo: MotivoDeEnlace
    correo: str
    creado_en: datetime
    creado_por: str
    vence_en: datetime
    usuario_id: UUID | None = None
    datos: Mapping[str, Any] = field(default_factory=dict)
    usado_en: datetime | None = None

    def sirve(self, cuando: datetime) -> bool:
        return self.usado_en is None and cuando < self.vence_en


@dataclass(eq=False)
class SesionAbierta(DelAmbito, Pasajero):
    """Una entrada en un aparato. Se guarda el resumen de su secreto: la copia de la base no entra.

    `confirmada` dice que ya pasó el segundo factor, o que su cuenta no lo tiene.
    """

    id: UUID
    resumen: str
    usuario_id: UUID
    creada_en: datetime
    vista_en: datetime
    vence_en: datetime
    aparato: str
    confirmada: bool
    cerrada_en: datetime | None = None

    def abierta(self, cuando: datetime) -> bool:
        return self.cerrada_en is None and cuando < self.vence_en


@dataclass(eq=False)
class Intentos(DelAmbito, Pasajero):
    """Cuántas veces se falló desde `desde`, con una cuenta o desde una dirección.

    `clave` es el resumen de cuál: la tabla no dice a quién quisieron entrar.
    """

    clave: str
    cuenta: int
    desde: datetime
