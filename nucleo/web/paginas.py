"""Pintar una página: plantilla, migas de pan, direcciones con el filtro puesto y paginación."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, g, render_template, request

from nucleo.dominio.errores import NoExiste
from nucleo.servicios.lecturas import POR_PAGINA, Pagina
from nucleo.textos.mensajes import decir
from nucleo.textos.nombres import de_autoridad, de_cargo, de_region, de_servicio, nombre
from nucleo.web.ambito import piezas
from nucleo.web.idiomas import IDIOMAS, PSEUDO, disponibles_aqui, idioma_actual, traductor_actual
from nucleo.web.marcas import marca_actual
from nucleo.web.reserva import Marcador, etiquetar

F = TypeVar("F")
CIFRAS = 7  # un número de página más largo no lo escribió una persona


def pintar(plantilla: str, **datos: Any) -> str:
    """La página entera. En otra lengua, lo que cae al castellano sale con `lang="es"`."""
    idioma = idioma_actual()
    if idioma is PSEUDO or not idioma.reserva:
        return render_template(plantilla, **datos)
    g.traductor = Marcador(traductor_actual().catalogo, idioma.codigo)
    return etiquetar(render_template(plantilla, **datos))


def con(**cambios: object) -> str:
    """La dirección de esta misma página con otros parámetros; un valor vacío quita el suyo.

    El idioma queda en la cookie y no ensucia la dirección.
    """
    parametros = {**request.args.to_dict(), **cambios}
    puestos = {k: v for k, v in parametros.items() if v and k != "idioma"}
    return f"?{urlencode(puestos)}"


def pagina_pedida() -> int:
    """`?pagina=N`, desde 1; lo que no es un número de página no existe."""
    pedida = request.args.get("pagina", "1")
    if not (pedida.isascii() and pedida.isdigit() and len(pedida) < CIFRAS and int(pedida)):
        raise NoExiste("página", pedida)
    return int(pedida)


def comprobar(pagina: Pagina[F]) -> Pagina[F]:
    """La misma página, si existe: una fuera de rango es un 404, no una lista vacía."""
    if pagina.numero > pagina.paginas:
        raise NoExiste("página", pagina.numero, [f"1 a {pagina.paginas}"])
    return pagina


def paginar(filas: Sequence[F], por_pagina: int = POR_PAGINA) -> Pagina[F]:
    """El tramo pedido de una lista que ya está en memoria."""
    numero = pagina_pedida()
    tramo = filas[(numero - 1) * por_pagina : numero * por_pagina]
    return comprobar(Pagina(tramo, len(filas), numero, por_pagina))


def instalar(app: Flask) -> None:
    """Deja a mano de toda plantilla lo que usan todas."""
    app.jinja_env.globals.update(con=con, decir=decir, nombre=nombre, de_servicio=de_servicio)
    app.jinja_env.globals.update(de_region=de_region, de_cargo=de_cargo, de_autoridad=de_autoridad)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_de_toda_pagina)


def _de_toda_pagina() -> dict[str, object]:
    return {
        "plataforma": piezas().plataforma,
        "idioma": idioma_actual(),
        "idiomas": _idiomas(disponibles_aqui()),
        "municipio": g.get("municipio"),
        "region": g.get("region"),
        "departamento": g.get("departamento"),
        "marca": marca_actual(),
    }


def _idiomas(codigos: Iterable[str]) -> list[tuple[str, str, str]]:
    """Los idiomas que se ofrecen: etiqueta `lang`, nombre propio y dirección que lo pide."""
    parametros = {k: v for k, v in request.args.items() if k != "idioma"}
    return [
        (IDIOMAS[c].etiqueta, IDIOMAS[c].autonimo, "?" + urlencode(parametros | {"idioma": c}))
        for c in codigos
    ]
