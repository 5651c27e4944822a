"""La hoja que va aparte: las constancias que llegaron con el acta ya cerrada, selladas igual.

El acta cerrada no cambia ni un byte; esta hoja dice con qué resumen está conforme cada quien, y
quién sigue faltando.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask

from nucleo.documentos.sellado import Documento
from nucleo.dominio.actas import ActaEnLlano
from nucleo.dominio.constancias import Conformidad
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.comprobaciones import contenido_integro, posteriores_integras
from nucleo.servicios.piezas import Sellador
from nucleo.textos.traduccion import gettext
from nucleo.web.actas import constancias_en, direccion_de, en_papel, faltan_en
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.consola import desde_la_consola
from nucleo.web.correos import direccion_publica
from nucleo.web.formato import momento
from nucleo.web.idiomas import en_idioma, idioma_actual
from nucleo.web.papel_sellado import EnPapel, Impreso, sellado

TITULO = N_("Constancias posteriores al acta: %(encuentro)s")
DESPUES = N_("Llegaron después de cerrarla")
CONFORMES = N_(
    "El acta se cerró con el resumen %(resumen)s y no cambió. Estas personas dijeron después que "
    "están conformes con ella."
)
SIGUEN = N_("Sigue faltando la constancia de")


def posteriores_en_papel(
    acta: ActaEnLlano,
    posteriores: Sequence[Conformidad],
    sellador: Sellador,
    idiomas: Sequence[str] = ("es",),
    *,
    con_nombres: bool,
    direccion: str = "",
) -> bytes:
    """El PDF sellado de la hoja. Con las mismas constancias da los mismos bytes."""
    hoja = EnPapel(acta, idiomas, con_nombres=con_nombres)
    cuando = datetime.fromisoformat(max(c.cuando for c in posteriores)).astimezone(UTC)
    with en_idioma(hoja.idiomas[0]):
        conformes = gettext(CONFORMES, resumen=acta.resumen)
        bloques = [
            constancias_en(hoja, posteriores, DESPUES, parrafos=[conformes]),
            faltan_en(hoja, (*acta.constancias, *posteriores), SIGUEN),
        ]
        papel = Impreso(
            hoja.rotulo(TITULO, encuentro=Mensaje(acta.encuentro)), cuando,
            [b for b in bloques if b],
            [(hoja.rotulo(N_("La última llegó")), momento(cuando))], Documento.CONSTANCIAS,
        )  # fmt: skip
        return sellado(hoja, sellador, papel, direccion)


def papel_de(
    documento: Documento,
    gestion: int,
    clave: str,
    idiomas: Sequence[str],
    *,
    con_nombres: bool,
    direccion: str,
) -> bytes:
    """El acta cerrada o su hoja, según se pida, de lo que la base guarda y ya comprobado."""
    aqui, sellador = municipio_de_lectura(), piezas().sellador
    contexto = piezas().contexto(aqui, gestion)
    with piezas().unidad_de_lectura(aqui) as unidad:
        if documento is Documento.ACTA:
            acta = contenido_integro(contexto, unidad, sellador, clave)
        else:
            acta, posteriores = posteriores_integras(contexto, unidad, sellador, clave)
    if documento is Documento.ACTA:
        return en_papel(acta, sellador, idiomas, con_nombres=con_nombres, direccion=direccion)
    return posteriores_en_papel(
        acta, posteriores, sellador, idiomas, con_nombres=con_nombres, direccion=direccion
    )


def imprimir(
    app: Flask,
    municipio: Municipio,
    gestion: int,
    clave: str,
    idiomas: Sequence[str],
    *,
    con_nombres: bool,
    posteriores: bool = False,
) -> bytes:
    """Para la consola: el PDF. O `NoExiste`, `ActaSinCerrar`, `ActaAlterada`."""
    with desde_la_consola(app, municipio):
        ruta = direccion_de(municipio, gestion, clave)
        donde = direccion_publica(ruta) if piezas().plataforma.direccion else ""
        documento = Documento.CONSTANCIAS if posteriores else Documento.ACTA
        pedidos = idiomas or [idioma_actual().codigo]
        return papel_de(
            documento, gestion, clave, pedidos, con_nombres=con_nombres, direccion=donde
        )
