"""La marca de donde se está, lista para la cabecera: nombre, hoja de color y escudo."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from flask import g

from nucleo.dominio.marca import Tonos, tonos

COMO_SE_VE = "--principal:{};--principal-fuerte:{};--principal-suave:{}"


@dataclass(frozen=True, slots=True)
class MarcaALaVista:
    """`hoja` y `escudo` son direcciones, vacías si se usan los de la casa."""

    nombre: str = ""
    hoja: str = ""
    escudo: str = ""


DE_LA_CASA = MarcaALaVista()


def raiz_de_ajustes() -> str:
    """Donde están los ajustes del municipio o del departamento de la dirección."""
    if "municipio" in g:
        return f"/{g.municipio.slug}/ajustes"
    return f"/departamentos/{g.departamento.slug}/ajustes"


def marca_actual() -> MarcaALaVista:
    """La del municipio o el departamento de la dirección; fuera de ellos, la de la casa."""
    if "configuracion" not in g or not ("municipio" in g or "departamento" in g):
        return DE_LA_CASA
    marca = g.configuracion.marca
    raiz = f"/{g.municipio.slug}" if "municipio" in g else raiz_de_ajustes()
    hoja = f"{raiz}/marca/{resumen_de(marca.color)}.css" if marca.color else ""
    return MarcaALaVista(
        marca.nombre, hoja, f"{raiz}/escudo/{marca.escudo}" if marca.escudo else ""
    )


@lru_cache(maxsize=256)
def hoja_de(color: str) -> str:
    """Las variables de color, de día y de noche; impresa, la página sigue en negro."""
    claro, oscuro = (_regla(t) for t in tonos(color))
    de_noche = "@media screen and (prefers-color-scheme:dark)"
    return f"@media screen{{{claro}}}\n{de_noche}{{{oscuro}}}\n"


@lru_cache(maxsize=256)
def resumen_de(color: str) -> str:
    """Con qué se nombra la hoja de ese color: si cambia cómo se deriva, también cambia."""
    return hashlib.sha256(hoja_de(color).encode()).hexdigest()[:16]


def _regla(t: Tonos) -> str:
    return f":root{{{COMO_SE_VE.format(t.principal, t.fuerte, t.suave)}}}"
