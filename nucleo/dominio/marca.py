"""La marca de un municipio o un departamento: su nombre, su escudo y un color que se pueda leer.

El contraste es el de WCAG 2.2: 4,5 a 1 entre letra y fondo. Se comprueba contra los fondos de la
hoja, clara y oscura; el color se guarda como se eligió y la variante oscura se deriva de él.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nucleo.dominio.errores import ErrorDeNegocio

CONTRASTE_MINIMO = 4.5
CLAROS, OSCUROS = ("#ffffff", "#f4f6f3"), ("#18211f", "#0f1614")
"""Los fondos de la hoja (`--papel` y `--fondo`) de día y de noche."""
BLANCO, NEGRO = "#ffffff", "#000000"
COLOR = re.compile(r"#[0-9a-f]{6}")
RESUMEN = re.compile(r"[0-9a-f]{64}")
PASO = 0.02
UMBRAL, DIVISOR, EXPONENTE = 0.04045, 12.92, 2.4  # los de sRGB
APORTES = (0.2126, 0.7152, 0.0722)


class EscudoInvalido(ErrorDeNegocio):
    """Lo que se subió no sirve de escudo; `motivo` es un `Mensaje`."""

    campos = ("motivo",)


@dataclass(frozen=True, slots=True)
class Marca:
    """`color` es `#rrggbb` y `escudo`, el SHA-256 de la imagen guardada; vacíos, los de la casa."""

    nombre: str = ""
    color: str = ""
    escudo: str = ""


SIN_MARCA = Marca()


@dataclass(frozen=True, slots=True)
class Tonos:
    """Los que la hoja usa: para letra y botones, al pasar encima, y de fondo suave."""

    principal: str
    fuerte: str
    suave: str


def tonos(color: str) -> tuple[Tonos, Tonos]:
    """De día, el color tal cual; de noche, aclarado hasta que se lea."""
    de_noche = hasta_leerse(color, OSCUROS)
    return (
        Tonos(color, mezclar(color, NEGRO, 0.25), mezclar(color, BLANCO, 0.9)),
        Tonos(de_noche, mezclar(de_noche, BLANCO, 0.35), mezclar(de_noche, OSCUROS[1], 0.82)),
    )


def se_lee(color: str) -> bool:
    """Si alcanza el contraste en los dos fondos claros y sobre su propio fondo suave."""
    claro, _ = tonos(color)
    return all(contraste(color, fondo) >= CONTRASTE_MINIMO for fondo in (*CLAROS, claro.suave))


def cercano_que_se_lee(color: str) -> str:
    """El mismo color, oscurecido lo justo."""
    return next(c for c in acercando(color, NEGRO) if se_lee(c))


def hasta_leerse(color: str, fondos: Sequence[str]) -> str:
    """El mismo color, aclarado lo justo para esos fondos y para el suave que se deriva de él."""

    def alcanza(candidato: str) -> bool:
        propios = (*fondos, mezclar(candidato, fondos[-1], 0.82))
        return all(contraste(candidato, f) >= CONTRASTE_MINIMO for f in propios)

    return next(c for c in acercando(color, BLANCO) if alcanza(c))


def acercando(color: str, hacia: str) -> Iterator[str]:
    """El color y sus mezclas, cada vez más cerca del otro."""
    pasos = round(1 / PASO)
    return (mezclar(color, hacia, n / pasos) for n in range(pasos + 1))


def contraste(uno: str, otro: str) -> float:
    """De 1 (iguales) a 21 (negro y blanco)."""
    mayor, menor = sorted((luminancia(uno), luminancia(otro)), reverse=True)
    return (mayor + 0.05) / (menor + 0.05)


def luminancia(color: str) -> float:
    return sum(a * _lineal(c / 255) for a, c in zip(APORTES, _partes(color), strict=True))


def mezclar(color: str, otro: str, cuanto: float) -> str:
    """`cuanto` de `otro`, de 0 a 1."""
    pares = zip(_partes(color), _partes(otro), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * cuanto):02x}" for a, b in pares)


def _lineal(canal: float) -> float:
    if canal <= UMBRAL:
        return canal / DIVISOR
    return float(((canal + 0.055) / 1.055) ** EXPONENTE)


def _partes(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
