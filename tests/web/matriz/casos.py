"""Las columnas de la matriz: con qué cargo, dónde y en qué estado llega cada quien a una ruta."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from nucleo.dominio.ambito import Ambito, EnDepartamento, EnRegion
from nucleo.dominio.politica import PERMISOS
from nucleo.dominio.roles import DE_ADMINISTRACION, DE_ORGANIZACION, NIVELES, Nivel, Rol
from nucleo.web.permisos import Permiso, Puerta
from tests.web.casa import (
    CHIMORE,
    COCHABAMBA,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    fundar_organizacion,
)
from tests.web.rutas import VALORES


class Estado(StrEnum):
    """Cómo llega. Los dos últimos solo tienen sentido en quien administra."""

    PROPIO = "propio"
    AJENO = "ajeno"
    VENCIDO = "vencido"
    SIN_FACTOR = "sin segundo factor"
    A_MEDIAS = "a medio entrar"


class Suerte(StrEnum):
    """Qué le toca."""

    PASA = "pasa"
    SIN_PERMISO = "403"
    A_LA_PUERTA = "a la puerta"
    A_PONER_FACTOR = "a poner el segundo factor"


PROPIOS: dict[Nivel, Ambito] = {
    Nivel.PLATAFORMA: PLATAFORMA,
    Nivel.DEPARTAMENTO: COCHABAMBA,
    Nivel.REGION: EnRegion(VALORES["region"]),
    Nivel.MUNICIPIO: TUNARI,
}
"""Los que nombran las direcciones de la tabla de rutas."""
AJENOS: dict[Nivel, Ambito] = {
    Nivel.DEPARTAMENTO: EnDepartamento("07"),
    Nivel.REGION: EnRegion("departamento-cochabamba"),
    Nivel.MUNICIPIO: CHIMORE,
}
"""Otros del mismo tamaño; plataforma hay una sola."""


@dataclass(frozen=True)
class Caso:
    """Una columna de la matriz; sin `rol`, quien no tiene cuenta."""

    rol: Rol | None = None
    nivel: Nivel = Nivel.PLATAFORMA
    estado: Estado = Estado.PROPIO

    @property
    def ambito(self) -> Ambito:
        return (AJENOS if self.estado is Estado.AJENO else PROPIOS)[self.nivel]

    def llegar(self, casa):
        """El navegador de quien está en este caso, con una sesión nueva."""
        if self.rol is None:
            return anonimo(casa)
        ayer = datetime.now(UTC).date() - timedelta(days=2)
        con_factor = self.rol in DE_ADMINISTRACION and self.estado is not Estado.SIN_FACTOR
        usuario = crear_usuario(casa, con_factor=con_factor)
        suya = self.rol in DE_ORGANIZACION
        dar_mandato(
            casa,
            usuario,
            self.rol,
            self.ambito,
            fundar_organizacion(casa, self.ambito).id if suya else None,
            desde=ayer,
            hasta=ayer if self.estado is Estado.VENCIDO else None,
        )
        return entrar(casa, usuario, confirmada=self.estado is not Estado.A_MEDIAS)

    def suerte(self, permiso: Permiso, ambito: Ambito) -> Suerte:
        """Lo que la política dice de esta casilla, sin preguntarle al código que la cumple."""
        if permiso.pide is Puerta.PUBLICA:
            return Suerte.PASA
        if self.rol is None or self.estado is Estado.A_MEDIAS:
            return Suerte.A_LA_PUERTA
        if self.estado is Estado.SIN_FACTOR and not permiso.sin_factor:
            return Suerte.A_PONER_FACTOR
        if permiso.pide is Puerta.CON_SESION:
            return Suerte.PASA
        vale = self.estado is not Estado.VENCIDO and self.ambito == ambito
        if permiso.pide is Puerta.CON_MANDATO:
            return Suerte.PASA if vale else Suerte.SIN_PERMISO
        habla_por_una = self.rol in DE_ORGANIZACION
        alcanza = permiso.pide in PERMISOS[self.rol] and (permiso.de_lo_suyo or not habla_por_una)
        return Suerte.PASA if vale and alcanza else Suerte.SIN_PERMISO


def casos_de(rol: Rol) -> list[Caso]:
    """Todas las columnas de ese cargo, en cada nivel donde vale."""
    casos = []
    for nivel in sorted(NIVELES[rol]):
        estados = [Estado.PROPIO, Estado.AJENO, Estado.VENCIDO]
        if rol in DE_ADMINISTRACION:
            estados += [Estado.SIN_FACTOR, Estado.A_MEDIAS]
        if nivel not in AJENOS:
            estados.remove(Estado.AJENO)
        casos += [Caso(rol, nivel, estado) for estado in estados]
    return casos


ANONIMO = Caso()
TODOS = [ANONIMO, *(caso for rol in Rol for caso in casos_de(rol))]


def ambito_de_la_regla(regla) -> Ambito:
    """El que nombra la dirección, con los valores de la tabla de rutas."""
    if "municipio" in regla.arguments:
        return PROPIOS[Nivel.MUNICIPIO]
    if "region" in regla.arguments:
        return PROPIOS[Nivel.REGION]
    if "departamento" in regla.arguments:
        return PROPIOS[Nivel.DEPARTAMENTO]
    return PROPIOS[Nivel.PLATAFORMA]
