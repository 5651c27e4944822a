"""Un presupuesto participativo suelto, de cualquier parte: proyectos, votos y cuánto hay.

Es lo que guarda un archivo Pabulib. Sirve para probar una regla fuera de casa, y para que otras
personas prueben las suyas con los datos de un municipio.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from nucleo.dominio.demandas import Competencia, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ArchivoIlegible, ErrorDeNegocio
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.personas import NADIE
from nucleo.dominio.priorizacion import MILLON
from nucleo.dominio.seleccion import Candidata, Eleccion, Techos


class ReglaMalAjustada(ErrorDeNegocio):
    """La regla no acepta los ajustes que se le dieron."""

    campos = ("regla", "motivo")


class InstanciaIlegible(ArchivoIlegible):
    """Un `.pb` no es lo que dice ser, está dañado o pasa los límites."""


BOLSA = "presupuesto"
"""Una instancia suelta no distingue fuentes: todo el dinero es una sola."""


@dataclass(frozen=True, slots=True)
class Proyecto:
    """Algo que se puede pagar. `clave` es la del archivo; `distrito`, si el archivo lo dice."""

    clave: str
    nombre: str
    costo: Dinero
    distrito: str = ""


@dataclass(frozen=True, slots=True)
class Papel:
    """Un voto de aprobación y cuántas personas votaron igual."""

    apoya: frozenset[str]
    personas: int = 1


@dataclass(frozen=True, slots=True)
class Instancia:
    """`proyectos` en el orden del archivo; `papeles` sin repetir; `meta`, lo demás que decía."""

    presupuesto: Dinero
    proyectos: Sequence[Proyecto]
    papeles: Sequence[Papel]
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def votos(self) -> Mapping[str, int]:
        """Cuántas personas apoyan cada proyecto."""
        suma: Counter[str] = Counter()
        for papel in self.papeles:
            suma.update(dict.fromkeys(papel.apoya, papel.personas))
        return {p.clave: suma[p.clave] for p in self.proyectos}

    def eleccion(self) -> Eleccion:
        """Lo que una regla mira: de la más apoyada a la menos; a igual apoyo, como vino.

        El puntaje es la parte de las personas que la apoya, en diezmilésimas sobre 100.
        """
        votos, personas = self.votos, sum(p.personas for p in self.papeles)
        lugares = sorted(
            range(len(self.proyectos)), key=lambda i: (-votos[self.proyectos[i].clave], i)
        )
        candidatas = [
            Candidata(
                puesto,
                votos[self.proyectos[i].clave] * MILLON // max(personas, 1),
                _fila(i, self.proyectos[i]),
            )
            for puesto, i in enumerate(lugares, 1)
        ]
        techos: Techos = {BOLSA: self.presupuesto}
        return Eleccion(candidatas, techos, self._apoyos(), self._distritos())

    def _apoyos(self) -> list[Apoyo]:
        ids = {p.clave: _id(i) for i, p in enumerate(self.proyectos)}
        return [
            Apoyo(_id(n), str(n), papel.personas, frozenset(ids[c] for c in papel.apoya))
            for n, papel in enumerate(self.papeles, 1)
        ]

    def _distritos(self) -> dict[str, int]:
        """Sin padrón, pesa cada distrito lo que sus apoyos."""
        suma: Counter[str] = Counter()
        for proyecto in self.proyectos:
            suma[proyecto.distrito] += self.votos[proyecto.clave]
        return dict(sorted(suma.items()))


def juntar(papeles: Iterable[frozenset[str]]) -> list[Papel]:
    """Los votos iguales se cuentan juntos, en el orden en que aparecieron."""
    return [Papel(apoya, personas) for apoya, personas in Counter(papeles).items()]


def _id(numero: int) -> UUID:
    return UUID(int=numero)


def _fila(lugar: int, proyecto: Proyecto) -> FilaDeMatriz:
    return FilaDeMatriz(
        demanda_id=_id(lugar),
        gestion=0,
        numero=lugar + 1,
        titulo=proyecto.nombre or proyecto.clave,
        sector="",
        costo=proyecto.costo,
        contraparte=CERO,
        beneficiarios=NADIE,
        pedida_por=PedidaPor.SIN_DATO,
        competencia=Competencia.MUNICIPAL,
        prioridad=1,
        organizacion_id=_id(lugar),
        organizacion=proyecto.clave,
        tipo_de_organizacion=TipoDeOrganizacion.COMUNIDAD,
        distrito=proyecto.distrito,
    )
