"""`/<municipio>/salud/`: a cuánto queda el establecimiento de salud de cada organización."""

from flask import Blueprint

from nucleo.api import (
    EnMunicipio,
    Organizacion,
    municipio_actual,
    paginar,
    piezas_de_la_web,
    pintar,
    publica,
)
from plugins.salud.accesos import Acceso

plano = Blueprint("salud", __name__, template_folder="plantillas")


@plano.get("/")
@publica
def accesos() -> str:
    """Los accesos cargados, del más lejano al más cercano."""
    contexto = piezas_de_la_web().contexto(EnMunicipio(municipio_actual().id), 0)
    nombres = {o.id: o.nombre for o in contexto.todas(Organizacion)}
    filas = sorted(
        ((nombres[a.organizacion_id], a) for a in contexto.todas(Acceso)),
        key=lambda par: (-par[1].minutos, par[0]),
    )
    return pintar("salud/accesos.html", pagina=paginar(filas))
