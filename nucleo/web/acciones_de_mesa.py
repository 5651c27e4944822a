"""Lo que la mesa de un encuentro puede hacer: cada botón, con su formulario y a dónde vuelve."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema

from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.reclamos import SobreQue
from nucleo.dominio.votaciones import Conteo, Manos, OpcionDeVoto
from nucleo.servicios import acuerdos, mesas, reclamos, votaciones
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.reclamos import DatosDeReclamo
from nucleo.web.esquemas import mesas as e


@dataclass(frozen=True, slots=True)
class Pedido:
    """Lo que alguien de la mesa mandó hacer; `sobre` dice sobre qué punto, votación o reclamo."""

    contexto: Contexto
    unidad: Unidad
    ganchos: Ganchos
    encuentro: str
    sobre: str
    orden: UUID
    version: int
    datos: Mapping[str, Any]

    @property
    def mesa(self) -> tuple[Contexto, Unidad, Ganchos, str]:
        """Lo que pide todo servicio de la agenda."""
        return self.contexto, self.unidad, self.ganchos, self.encuentro

    @property
    def cual(self) -> UUID:
        """`sobre` como identificador; si no lo es, no existe."""
        try:
            return UUID(self.sobre)
        except ValueError:
            raise NoExiste("página", self.sobre[:60]) from None


@dataclass(frozen=True, slots=True)
class Accion:
    """`ancla` es a qué parte de la página se vuelve y `repetida`, si hay un formulario por fila."""

    esquema: type[Schema]
    hacer: Callable[[Pedido], object]
    ancla: str
    repetida: bool = False


def _decir(p: Pedido) -> object:
    dicho = p.datos.get("informo", ""), p.datos.get("dicho", "")
    return mesas.decir(*p.mesa, p.sobre, p.version, *dicho)


def _contar(p: Pedido) -> object:
    vale = p.datos["de_todos_modos"]
    conteo = conteo_de(p.datos)
    return votaciones.cerrar(p.contexto, p.unidad, p.cual, conteo, de_todos_modos=vale)


def _acordar(p: Pedido) -> object:
    que, responsable = p.datos["que"], p.datos["responsable"]
    return acuerdos.acordar(
        p.contexto, p.unidad, p.encuentro, p.orden, que, responsable, p.datos.get("fecha"), p.sobre
    )


def _marcar(p: Pedido) -> object:
    estado, nota = EstadoDeAcuerdo(p.datos["estado"]), p.datos.get("nota", "")
    return acuerdos.marcar(p.contexto, p.unidad, p.cual, p.version, estado, nota)


def _reclamar(p: Pedido) -> object:
    datos = DatosDeReclamo(
        SobreQue(p.datos["sobre"]),
        p.datos["asunto"],
        p.datos["texto"],
        e.organizacion_elegida(p.datos),
    )
    return reclamos.recibir(p.contexto, p.unidad, p.encuentro, p.orden, datos)


def responder(p: Pedido) -> object:
    """Lo que se hará con un reclamo."""
    respuesta, responsable = p.datos["respuesta"], p.datos["responsable"]
    return reclamos.responder(
        p.contexto, p.unidad, p.cual, p.version, respuesta, responsable, p.datos.get("plazo")
    )


def concluir(p: Pedido) -> object:
    """Con qué se cierra un reclamo."""
    return reclamos.cerrar(p.contexto, p.unidad, p.cual, p.version, p.datos["cierre"])


ACCIONES: Mapping[str, Accion] = {
    "abrir": Accion(
        e.EsquemaVacio, lambda p: mesas.abrir(*p.mesa, p.sobre, p.version), "punto", repetida=True
    ),
    "cerrar": Accion(e.EsquemaVacio, lambda p: mesas.cerrar(*p.mesa, p.sobre), "punto"),
    "decir": Accion(e.EsquemaDeLoDicho, _decir, "punto"),
    "agregar": Accion(
        e.EsquemaDePunto, lambda p: mesas.agregar(*p.mesa, p.orden, p.datos["texto"]), "agenda"
    ),
    "preguntar": Accion(
        e.EsquemaDePregunta,
        lambda p: votaciones.abrir(
            p.contexto, p.unidad, p.encuentro, p.orden, p.sobre, p.datos["pregunta"]
        ),
        "votacion",
    ),
    "disentir": Accion(
        e.EsquemaDeDisenso,
        lambda p: votaciones.disentir(
            p.contexto, p.unidad, p.cual, p.datos["quien"], p.datos["por_que"]
        ),
        "votacion",
    ),
    "contar": Accion(e.EsquemaDeConteo, _contar, "votacion"),
    "anular": Accion(
        e.EsquemaDeAnulacion,
        lambda p: votaciones.anular(p.contexto, p.unidad, p.cual, p.datos["motivo"]),
        "votacion",
        repetida=True,
    ),
    "acordar": Accion(e.EsquemaDeAcuerdo, _acordar, "acuerdos"),
    "marcar": Accion(e.EsquemaDeCumplimiento, _marcar, "cumplimiento", repetida=True),
    "reclamar": Accion(e.EsquemaDeReclamo, _reclamar, "reclamos"),
    "responder": Accion(e.EsquemaDeRespuesta, responder, "reclamos", repetida=True),
    "concluir": Accion(e.EsquemaDeCierre, concluir, "reclamos", repetida=True),
}


def conteo_de(datos: Mapping[str, Any]) -> Conteo:
    """Las manos de cada opción; `VotoIncompleto` o `VotoNoCuadra` si algo no sale."""
    return {
        o: Manos.contar(
            o, datos.get(o.value), datos.get(f"{o.value}_mujeres"), datos.get(f"{o.value}_hombres")
        )
        for o in OpcionDeVoto
    }
