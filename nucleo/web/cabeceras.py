"""Lo que toda respuesta le dice al navegador para que nadie meta nada ajeno en la página."""

from flask import Flask, Response

CABECERAS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def instalar(app: Flask) -> None:
    """Pone las cabeceras en todas las respuestas, también en las de error."""

    @app.after_request
    def proteger(respuesta: Response) -> Response:
        respuesta.headers.extend(CABECERAS)
        return respuesta
