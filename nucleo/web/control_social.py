"""El control social de una gestión como se lo mira hoy: quién sigue qué y cómo va su programa."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request

from nucleo.dominio.encargos import Encargo, Seguido
from nucleo.dominio.nombres import plegar
from nucleo.dominio.seguimientos import Hallazgo, Seguimiento
from nucleo.servicios import seguimientos
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.encargos import Organizacion, organizacion_de
from nucleo.textos.nombres import nombre
from nucleo.textos.seguimientos import asunto
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas

LARGO_DE_BUSQUEDA = 200
T = TypeVar("T")


class CualesSeguidos(StrEnum):
    """Qué se mira de la organización."""

    NADIE = "nadie"
    VARIOS = "varios"
    SEGUIDOS = "seguidos"
    FUERA = "fuera"


class CualesActividades(StrEnum):
    """Qué se mira del programa."""

    POR_HACER = "por_hacer"
    VENCIDAS = "vencidas"
    HECHAS = "hechas"
    OBSERVADAS = "observadas"


@dataclass(frozen=True, slots=True)
class ControlSocial:
    """Lo que hay en una gestión, mirado hoy."""

    gestion: int
    hoy: date
    organizacion: Organizacion
    todos: Sequence[Seguimiento]
    encargos: Mapping[UUID, Encargo]

    @property
    def vencidos(self) -> list[Seguimiento]:
        return seguimientos.vencidos(self.todos, self.hoy)

    @property
    def por_hacer(self) -> list[Seguimiento]:
        return seguimientos.por_hacer(self.todos, self.hoy)

    @property
    def hechos(self) -> list[Seguimiento]:
        """Lo último que se halló, primero."""
        return sorted((s for s in self.todos if not s.pendiente), key=lambda s: s.dia, reverse=True)

    @property
    def observados(self) -> list[Seguimiento]:
        return [s for s in self.hechos if s.resultado is Hallazgo.OBSERVADO]

    def asunto(self, que: Seguimiento) -> str:
        """Qué se sigue con esa actividad; como se llame hoy, si todavía está en el POA."""
        encargo = self.encargos[que.encargo_id]
        seguido = self.organizacion.del_codigo(encargo.clave)
        return asunto(seguido.asunto if seguido else encargo)

    def quien(self, que: Seguimiento) -> str:
        """Quién lo sigue."""
        return self.organizacion.de_quien(self.encargos[que.encargo_id])

    def cuantas(self, encargo: Encargo) -> int:
        """Cuántas actividades tiene en el programa."""
        return sum(s.encargo_id == encargo.id for s in self.todos)

    def seguidos_por(self, seguido: Seguido) -> str:
        """Quienes lo siguen, separados por coma; también los de su programa."""
        todos = (*seguido.encargos, *seguido.por_programa)
        return ", ".join(dict.fromkeys(map(self.organizacion.de_quien, todos)))


def mirar_control_social(gestion: int) -> ControlSocial:
    """El de la gestión pedida, con los programas por su nombre."""
    ambito = municipio_de_lectura()
    contexto = piezas().contexto(ambito, gestion)
    with piezas().unidad_de_lectura(ambito) as unidad:
        organizacion = organizacion_de(contexto, unidad, piezas().clasificadores.de(gestion))
        todos = unidad.seguimientos.de_gestion(gestion)
    encargos = {e.id: e for e in organizacion.encargos}
    return ControlSocial(gestion, hoy_de(contexto), organizacion, todos, encargos)


def texto_buscado() -> str:
    return request.args.get("texto", "").strip()[:LARGO_DE_BUSQUEDA]


def seguidos_pedidos(vista: ControlSocial) -> list[Seguido]:
    """Los que dice la dirección (`?ver=`, `?texto=`); lo que no se entiende es todos."""
    organizacion = vista.organizacion
    filas: Mapping[str, Sequence[Seguido]] = {
        CualesSeguidos.NADIE: organizacion.sin_nadie,
        CualesSeguidos.VARIOS: organizacion.con_varios,
        CualesSeguidos.SEGUIDOS: [s for s in organizacion.seguidos if s.encargos or s.por_programa],
        CualesSeguidos.FUERA: organizacion.fuera,
    }
    pedidas = filas.get(request.args.get("ver", ""), organizacion.seguidos)
    return _que_digan(pedidas, lambda s: f"{asunto(s.asunto)} {vista.seguidos_por(s)}")


def actividades_pedidas(vista: ControlSocial) -> list[Seguimiento]:
    """Lo mismo, del programa."""
    filas: Mapping[str, Sequence[Seguimiento]] = {
        CualesActividades.POR_HACER: vista.por_hacer,
        CualesActividades.VENCIDAS: vista.vencidos,
        CualesActividades.HECHAS: vista.hechos,
        CualesActividades.OBSERVADAS: vista.observados,
    }
    pedidas = filas.get(request.args.get("ver", ""), vista.todos)
    return _que_digan(
        pedidas, lambda s: f"{s.que} {s.lugar} {s.hallado} {vista.asunto(s)} {vista.quien(s)}"
    )


def como_va(que: Seguimiento, hoy: date) -> str:
    """«Por hacer», «Vencida sin anotar» o con qué se volvió."""
    if que.resultado:
        return nombre(que.resultado)
    return gettext("Vencida sin anotar") if que.vencio(hoy) else gettext("Por hacer")


def de_control_social(camino: str, gestion: int) -> str:
    """La dirección de una de sus páginas."""
    return f"/{municipio_actual().slug}/control-social{camino}?gestion={gestion}"


def _que_digan(filas: Sequence[T], dicho: Callable[[T], str]) -> list[T]:
    """Las que dicen todas las palabras buscadas; sin buscar nada, todas y sin leer ninguna."""
    palabras = plegar(texto_buscado()).split()
    if not palabras:
        return [*filas]
    return [
        f for f in filas if all(p in plegado for plegado in [plegar(dicho(f))] for p in palabras)
    ]
