"""Servir un archivo que trajo otra persona, sin que pueda correr nada."""

from flask import Response

from nucleo.dominio.adjuntos import TipoDeArchivo, nombre_sano
from nucleo.web.frontera import encerrar


def entregar(contenido: bytes, tipo: TipoDeArchivo, nombre: str) -> Response:
    """Una imagen se ve y un PDF se descarga. No se guarda en el camino: mañana puede no estar."""
    respuesta = Response(contenido, content_type=tipo.value)
    modo = "attachment" if tipo is TipoDeArchivo.PDF else "inline"
    respuesta.headers.set("Content-Disposition", modo, filename=nombre_sano(nombre, tipo))
    respuesta.headers["Cache-Control"] = "private, no-store"
    encerrar()
    return respuesta
