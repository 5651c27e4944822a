"""Lo que toda respuesta le dice al navegador para que nadie meta nada ajeno en la página."""

from collections.abc import Iterator, Sequence

UN_ANIO = 365 * 24 * 3600
Cabecera = tuple[str, str]
FIJAS: Sequence[Cabecera] = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
ENCERRADA = (
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""La de lo que trajo otra persona: ni carga nada, ni corre nada, ni es de nuestro origen."""
HSTS: Cabecera = ("Strict-Transport-Security", f"max-age={UN_ANIO}")


SIN_REFERENCIA: Cabecera = ("Referrer-Policy", "no-referrer")
"""Para la página con un secreto en su dirección, en lugar de la de todas."""


def cabeceras(
    ficha: str = "", *, por_https: bool = False, encerrada: bool = False, con_secreto: bool = False
) -> Iterator[Cabecera]:
    """Las de una respuesta. `ficha` es el nonce de la petición; sin él, nada va en línea.

    HSTS solo si la petición llegó cifrada: por HTTP el navegador debe ignorarla, y en una máquina
    de pruebas dejaría `localhost` sin HTTP por un año.
    """
    yield "Content-Security-Policy", ENCERRADA if encerrada else politica(ficha)
    for fija in FIJAS:
        yield SIN_REFERENCIA if con_secreto and fija[0] == SIN_REFERENCIA[0] else fija
    if por_https:
        yield HSTS


def politica(ficha: str) -> str:
    """Solo lo servido por esta misma casa o lo que lleve la ficha de esta petición."""
    propias = f"'self' 'nonce-{ficha}'" if ficha else "'self'"
    return (
        f"default-src 'self'; script-src {propias}; style-src {propias}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
