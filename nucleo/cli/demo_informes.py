"""Los informes de un encuentro del demo: cada quien escribe el suyo y lo presenta."""

from collections.abc import Iterator
from functools import partial

from nucleo.cli.demo_sala import Dato, Paso, Sala, momento
from nucleo.dominio.informes import es_a_nombre
from nucleo.dominio.roles import Rol
from nucleo.servicios import informes
from nucleo.servicios.encuentros import tipo_de
from nucleo.servicios.informes import Autoria, Debido
from nucleo.textos.saberes import mirada_de


def pasos_de(encuentro: Dato) -> Iterator[Paso]:
    """Cada informe se escribe y, si el guion dice qué día, se presenta; si no, es borrador."""
    clave = encuentro["clave"]
    for dato in encuentro.get("informes", ()):
        cuando = momento(dato.get("presentado") or dato["escrito"], dato.get("hora", "16:00"))
        yield Paso(cuando, clave, partial(escribir, dato=dato))
        if "presentado" in dato:
            yield Paso(cuando, clave, partial(presentar, dato=dato))


def escribir(sala: Sala, dato: Dato) -> None:
    """El borrador, si nadie lo empezó."""
    suyo = debido_en(sala, dato)
    if suyo.falta and suyo.borrador is None:
        informes.escribir(
            sala.contexto, sala.unidad, sala.ganchos, sala.clave, dato["clave"], 0,
            dato["apartados"], autoria_de(suyo, dato),
        )  # fmt: skip


def presentar(sala: Sala, dato: Dato) -> None:
    """Lo presenta si sigue como lo dejó el guion: lo que otra persona escribió es suyo."""
    suyo = debido_en(sala, dato)
    borrador = suyo.borrador
    if borrador is None or not suyo.falta or borrador.quien != sala.contexto.quien:
        return
    unidad, tipo = sala.unidad, tipo_de(sala.contexto, sala.ganchos, sala.clave)
    informes.presentar(
        sala.contexto, unidad, sala.ganchos, mirada_de(sala.piezas, sala.contexto, unidad, tipo),
        dato["clave"], borrador.version, autoria_de(suyo, dato),
    )  # fmt: skip


def debido_en(sala: Sala, dato: Dato) -> Debido:
    """El del renglón del ciclo que el dato nombra."""
    with sala.lectura as unidad:
        return informes.debido(sala.contexto, unidad, sala.ganchos, sala.clave, dato["clave"])


def autoria_de(suyo: Debido, dato: Dato) -> Autoria:
    """Con el cargo del guion; si no es del informante, va a su nombre."""
    rol = Rol(dato["cargo"])
    return Autoria(rol.value, es_a_nombre(suyo.renglon.informa, rol))
