"""El control social a la vista de todos: quién sigue qué, su programa y lo que halló."""

from flask import Blueprint, Response

from nucleo.documentos.composicion import componer
from nucleo.dominio.contexto import ahora
from nucleo.textos.nombres import nombre
from nucleo.textos.programas import agenda_de, hoja_del_programa
from nucleo.textos.seguimientos import asunto
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.control_social import (
    actividades_pedidas,
    como_va,
    mirar_control_social,
    seguidos_pedidos,
    texto_buscado,
)
from nucleo.web.correos import direccion_publica
from nucleo.web.descargas import Celda, Tabla, descargar, mostrar_pdf
from nucleo.web.idiomas import idioma_actual
from nucleo.web.lectura_de_poa import con_las_del_poa
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import publica
from nucleo.web.vistas.ciclo import en_agenda

plano = Blueprint("control_social", __name__)
RAIZ = "/<municipio>/control-social"
A_LA_VISTA = 5


@plano.get(RAIZ)
@publica
def inicio() -> str:
    """Cómo está organizado, qué toca, qué se venció, qué nadie sigue y qué se halló."""
    vista = mirar_control_social(gestion_de_trabajo())
    with piezas().leer_municipio(municipio_de_lectura()) as lectura:
        gestiones = con_las_del_poa(lectura.gestiones())
    return pintar(
        "control-social.html",
        gestion=vista.gestion,
        gestiones=gestiones,
        vista=vista,
        asunto=asunto,
        como_va=como_va,
        tope=A_LA_VISTA,
    )


@plano.get(f"{RAIZ}/organizacion")
@publica
def organizacion() -> str:
    """Todo lo que se puede seguir, con quién sigue cada cosa y lo que nadie sigue."""
    vista = mirar_control_social(gestion_de_trabajo())
    return pintar(
        "control-social-organizacion.html",
        gestion=vista.gestion,
        vista=vista,
        pagina=paginar(seguidos_pedidos(vista)),
        asunto=asunto,
        texto=texto_buscado(),
    )


@plano.get(f"{RAIZ}/organizacion.<any(csv, xlsx):formato>")
@publica
def organizacion_en_hoja(formato: str) -> Response:
    """Lo mismo, en una hoja de cálculo."""
    vista = mirar_control_social(gestion_de_trabajo())
    titulos = (
        gettext("Qué es"), gettext("Código"), gettext("Qué se sigue"), gettext("Monto (Bs)"),
        gettext("Quién lo sigue"), gettext("Cuántos"), gettext("Está en el POA"),
    )  # fmt: skip
    filas: list[list[Celda]] = [
        [
            nombre(s.asunto.sigue), s.asunto.codigo, asunto(s.asunto),
            s.asunto.monto.monto if s.asunto.monto else None, vista.seguidos_por(s),
            len(s.encargos) + len(s.por_programa), gettext("sí") if s.vive else gettext("no"),
        ]
        for s in seguidos_pedidos(vista)
    ]  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, f"control-social-{vista.gestion}")


@plano.get(f"{RAIZ}/programa")
@publica
def programa() -> str:
    """Las actividades por su día, con lo que se halló en las que ya se hicieron."""
    vista = mirar_control_social(gestion_de_trabajo())
    return pintar(
        "control-social-programa.html",
        gestion=vista.gestion,
        vista=vista,
        pagina=paginar(actividades_pedidas(vista)),
        como_va=como_va,
        texto=texto_buscado(),
    )


@plano.get(f"{RAIZ}/programa.<any(csv, xlsx):formato>")
@publica
def programa_en_hoja(formato: str) -> Response:
    """Lo mismo, en una hoja de cálculo."""
    vista = mirar_control_social(gestion_de_trabajo())
    titulos = (
        gettext("Día"), gettext("Hora"), gettext("Dónde"), gettext("De qué manera"),
        gettext("Qué se va a mirar o a pedir"), gettext("Qué se sigue"), gettext("Quién lo sigue"),
        gettext("Quiénes van"), gettext("Cómo va"), gettext("Se hizo el"), gettext("Qué se vio"),
        gettext("Con qué consta"), gettext("Veces reprogramada"),
    )  # fmt: skip
    filas: list[list[Celda]] = [
        [
            f"{s.fecha:%d/%m/%Y}", s.hora, s.lugar, nombre(s.clase), s.que, vista.asunto(s),
            vista.quien(s), s.van, como_va(s, vista.hoy),
            f"{s.hecho_el:%d/%m/%Y}" if s.hecho_el else "", s.hallado, s.constancia, len(s.cambios),
        ]
        for s in actividades_pedidas(vista)
    ]  # fmt: skip
    return descargar(Tabla(titulos, filas), formato, f"programa-de-seguimiento-{vista.gestion}")


@plano.get(f"{RAIZ}/programa.pdf")
@publica
def programa_en_papel() -> Response:
    """El programa entero para llevar a la asamblea, con espacio para las firmas."""
    vista = mirar_control_social(gestion_de_trabajo())
    hoja = hoja_del_programa(
        municipio_actual().nombre, vista.organizacion, vista.todos, vista.hoy,
        idioma=idioma_actual().etiqueta,
    )  # fmt: skip
    return mostrar_pdf(
        componer("programa-de-seguimiento", hoja),
        f"programa-de-seguimiento-{vista.gestion}",
    )


@plano.get(f"{RAIZ}/programa.ics")
@publica
def programa_en_agenda() -> Response:
    """Las actividades para el teléfono."""
    vista = mirar_control_social(gestion_de_trabajo())
    de_que = {s.id: vista.asunto(s) for s in vista.todos}
    escrito = agenda_de(municipio_actual(), vista.todos, de_que, ahora(), direccion_publica(""))
    return en_agenda(escrito, f"{municipio_actual().slug}-programa-de-seguimiento-{vista.gestion}")
