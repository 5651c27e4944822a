"""Lo que la consola imprime con las mismas piezas que una página: sin navegador ni persona."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.territorio import Municipio
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.idiomas import IDIOMAS


@contextmanager
def desde_la_consola(app: Flask, municipio: Municipio) -> Iterator[EnMunicipio]:
    """Deja puestos el municipio, su configuración y su idioma, como los deja su dirección."""
    with app.test_request_context():
        g.municipio = municipio
        g.configuracion = piezas().configuracion(EnMunicipio(municipio.id))
        g.idioma = IDIOMAS.get(next(iter(g.configuracion.idiomas), "es"), IDIOMAS["es"])
        yield municipio_de_lectura()
