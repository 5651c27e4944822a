"""La agenda del EDC de una región: en pantalla y en papel."""

from flask import Blueprint, Response

from nucleo.documentos.composicion import componer
from nucleo.dominio.errores import NoExiste
from nucleo.servicios.agendas_de_edc import AgendaDeEdc, agenda
from nucleo.textos.agendas_de_edc import hoja_de
from nucleo.web.ambito import gestion_elegida, piezas, region_actual, region_de_lectura
from nucleo.web.correos import direccion_publica
from nucleo.web.descargas import mostrar_pdf
from nucleo.web.edc_anclado import rotacion_de
from nucleo.web.idiomas import idioma_actual
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("agendas_de_edc", __name__)


@plano.get("/regiones/<region>/agenda")
@publica
def ver() -> str:
    """Qué se trata, quiénes van, qué se acordó antes y qué demanda se lleva a cada autoridad."""
    gestiones, leida = leer()
    return pintar(
        "agenda-edc.html",
        gestiones=gestiones,
        gestion=leida.gestion if leida else None,
        agenda=leida,
        por_id=piezas().territorio.por_id,
    )


@plano.get("/regiones/<region>/agenda.pdf")
@publica
def en_papel() -> Response:
    """La misma, para llevarla impresa; el QR vuelve a esta página."""
    _, leida = leer()
    if leida is None:
        raise NoExiste("EDC", region_actual().slug)
    ruta = f"/regiones/{region_actual().slug}/agenda?gestion={leida.gestion}"
    nombres = {i: m.nombre for i, m in piezas().territorio.por_id.items()}
    hoja = hoja_de(leida, nombres, direccion_publica(ruta), idioma_actual().etiqueta)
    return mostrar_pdf(
        componer("agenda-edc", hoja), f"agenda-edc-{leida.gestion}", region_actual().slug
    )


def leer() -> tuple[list[int], AgendaDeEdc | None]:
    """Las gestiones con algo que mostrar y la agenda de la pedida; sin ninguna, nada."""
    ambito = region_de_lectura()
    with piezas().leer_region(ambito) as lectura:
        ancladas = {a.gestion for a in lectura.anclajes()}
        gestiones = sorted({*lectura.gestiones(), *ancladas}, reverse=True)
        gestion = gestion_elegida(gestiones)
        if not gestion:
            return gestiones, None
        region = region_actual()
        contexto = piezas().contexto(ambito, gestion)
        ganchos, turno = piezas().ganchos(ambito), rotacion_de(region)
        return gestiones, agenda(contexto, lectura, ganchos, region, turno)
