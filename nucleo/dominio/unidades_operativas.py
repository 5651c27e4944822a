"""Las unidades del municipio: quién hace qué, de quién depende y desde cuándo hasta cuándo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


@dataclass(eq=False)
class UnidadOperativa(DelMunicipio):
    """Una secretaría, dirección o jefatura. `codigo` es corto, no se repite y no cambia.

    `depende_de` es el código de otra. `responsable` es un cargo, nunca una persona. `competencias`
    dice qué le toca y `sectores`, las claves de los que atiende. `desde` y `hasta` son gestiones,
    ambas incluidas; sin ellas no hay límite.
    """

    id: UUID
    codigo: str
    nombre: str
    depende_de: str = ""
    responsable: str = ""
    competencias: str = ""
    sectores: Sequence[str] = ()
    desde: int | None = None
    hasta: int | None = None
    fuente: str = ""
    simulada: bool = False
    version: int = 0

    def vigente(self, gestion: int) -> bool:
        """Si existe en esa gestión."""
        return (self.desde is None or self.desde <= gestion) and (
            self.hasta is None or gestion <= self.hasta
        )


@dataclass(frozen=True, slots=True)
class Rama:
    """Una unidad con las que dependen de ella."""

    unidad: UnidadOperativa
    ramas: "Sequence[Rama]" = field(default=())


class UnidadRepetida(ErrorDeNegocio):
    """Ya hay una con ese código."""

    campos = ("codigo", "nombre")


class UnidadEnUso(ErrorDeNegocio):
    """La nombran otras unidades, el plan o el POA: no se borra, se cierra. `usos` dice cuáles."""

    campos = ("codigo", "usos")


class DependenciaInvalida(ErrorDeNegocio):
    """Depende de una que no existe, de sí misma o de una que depende de ella."""

    campos = ("codigo", "superior")


class VigenciaAlReves(ErrorDeNegocio):
    """Termina antes de empezar; son gestiones."""

    campos = ("primera", "ultima")


def exigir_vigencia(desde: int | None, hasta: int | None) -> None:
    """Que no termine antes de empezar (`VigenciaAlReves`)."""
    if desde is not None and hasta is not None and hasta < desde:
        raise VigenciaAlReves(desde, hasta)


def exigir_dependencia(codigo: str, superior: str, todas: Iterable[UnidadOperativa]) -> None:
    """Que se pueda colgar de `superior` sin dar vueltas (`DependenciaInvalida`)."""
    if not superior:
        return
    de: Mapping[str, str] = {u.codigo: u.depende_de for u in todas}
    subiendo, vistas = superior, {codigo}
    if superior not in de:
        raise DependenciaInvalida(codigo, superior)
    while subiendo:
        if subiendo in vistas:
            raise DependenciaInvalida(codigo, superior)
        vistas.add(subiendo)
        subiendo = de.get(subiendo, "")


def organigrama(unidades: Sequence[UnidadOperativa]) -> list[Rama]:
    """De arriba abajo, por código. La que depende de una que no está en la lista queda arriba."""
    codigos = {u.codigo for u in unidades}
    hijas: dict[str, list[UnidadOperativa]] = {}
    for u in sorted(unidades, key=lambda u: u.codigo):
        hijas.setdefault(u.depende_de if u.depende_de in codigos else "", []).append(u)

    def ramas(de: str) -> list[Rama]:
        return [Rama(u, ramas(u.codigo)) for u in hijas.get(de, ())]

    return ramas("")
