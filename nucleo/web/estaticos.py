"""La hoja y el icono, en direcciones con el resumen de su contenido: se guardan para siempre."""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from nucleo.web.permisos import publica

CARPETA = Path(__file__).parent / "estaticos"
TIPOS = {".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
PARA_SIEMPRE = "public, max-age=31536000, immutable"


def instalar(app: Flask) -> None:
    """Lee los archivos una vez y ofrece `estatico("hoja.css")` a las plantillas."""
    archivos = {a.name: a.read_bytes() for a in sorted(CARPETA.iterdir()) if a.suffix in TIPOS}
    rutas = {n: f"/e/{hashlib.sha256(c).hexdigest()[:16]}/{n}" for n, c in archivos.items()}
    app.jinja_env.globals["estatico"] = rutas.__getitem__
    app.register_blueprint(_plano(archivos, rutas))


def _plano(archivos: Mapping[str, bytes], rutas: Mapping[str, str]) -> Blueprint:
    """Comprimidos de una vez, al arrancar: con mala señal, la hoja viaja en la cuarta parte."""
    plano = Blueprint("estaticos", __name__)
    comprimidos = {n: gzip.compress(c, mtime=0) for n, c in archivos.items()}

    @plano.get("/e/<resumen>/<archivo>")
    @publica
    def servir(resumen: str, archivo: str) -> Response:
        if rutas.get(archivo) != f"/e/{resumen}/{archivo}":
            abort(404)
        tipo = TIPOS[Path(archivo).suffix]
        acepta = request.accept_encodings.quality("gzip") > 0
        contenido = (comprimidos if acepta else archivos)[archivo]
        respuesta = Response(contenido, content_type=f"{tipo}; charset=utf-8")
        if acepta:
            respuesta.headers["Content-Encoding"] = "gzip"
        respuesta.vary.add("Accept-Encoding")
        respuesta.headers["Cache-Control"] = PARA_SIEMPRE
        return respuesta

    return plano
