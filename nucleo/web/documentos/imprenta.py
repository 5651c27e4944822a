"""De un documento pedido a su PDF: el encabezado que todos comparten y lo que cada uno lleva."""

from collections.abc import Sequence

from flask import Flask, g

from nucleo.documentos.codigos import qr_en_svg
from nucleo.documentos.composicion import componer
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.documentos import buscar
from nucleo.textos.documentos import SIN_NOMBRES
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, piezas
from nucleo.web.consola import desde_la_consola
from nucleo.web.correos import direccion_publica
from nucleo.web.documentos import CON_NOMBRES, HACEN
from nucleo.web.documentos.pedido import Pedido, cuando_es
from nucleo.web.escudos import contenido_de
from nucleo.web.idiomas import en_idioma, idioma_actual
from nucleo.web.papel import Papel


def pedir(
    ambito: EnMunicipio,
    gestion: int,
    encuentro: str,
    documento: str,
    idiomas: Sequence[str],
    *,
    con_nombres: bool,
) -> Pedido:
    """`NoExiste` si ese encuentro no tiene ese documento en PDF; `GestionSinAbrir`."""
    contexto = piezas().contexto(ambito, gestion)
    with piezas().unidad_de_lectura(ambito) as unidad:
        hallado = buscar(contexto, unidad, encuentro, documento)
    hoja = Papel(idiomas, con_nombres=con_nombres)
    return Pedido(hoja, contexto, ambito, hallado.evento, hallado.tipo, hallado.documento)


def en_papel(p: Pedido, direccion: str) -> bytes:
    """El PDF. Sin `direccion` no lleva QR: nadie declaró dónde se publica."""
    with en_idioma(p.hoja.idiomas[0]):
        cuerpo = HACEN[p.documento.plantilla](p)
        datos = {
            **_encabezado(p, direccion),
            "bloques": cuerpo.bloques,
            "apaisada": cuerpo.apaisada,
            **cuerpo.mas,
        }
    return componer(cuerpo.plantilla, datos)


def _encabezado(p: Pedido, direccion: str) -> dict[str, object]:
    r, evento, escudo = p.hoja.rotulo, p.evento, g.configuracion.marca.escudo
    encabezado = r(p.documento.texto)
    anio = gettext("Gestión %(anio)s", anio=evento.gestion)
    sin_nombres = p.documento.plantilla in CON_NOMBRES and not p.hoja.con_nombres
    sigla, municipio = gettext(evento.sigla), municipio_actual().nombre
    return {
        "titulo": f"{encabezado[0][1]} · {municipio} · {evento.gestion}",
        "encabezado": encabezado,
        "quien": f"{municipio} · {anio}",
        "encuentro": r(evento.nombre),
        "sigla": r(evento.sigla),
        "escudo": [*contenido_de(p.ambito, escudo)] if escudo else [],
        "alt_de_escudo": gettext("Escudo de %(municipio)s", municipio=municipio),
        "cuando": cuando_es(evento),
        "notas": [r(SIN_NOMBRES)] if sin_nombres else [],
        "idioma": p.hoja.principal.etiqueta,
        "qr": qr_en_svg(direccion) if direccion else "",
        "direccion": direccion,
        "pie": f"{encabezado[0][1]} · {sigla} · {municipio} · {evento.gestion}",
    }


def direccion_de(municipio: Municipio, gestion: int, encuentro: str) -> str:
    """La ruta de la página pública del encuentro."""
    return f"/{municipio.slug}/ciclo/{encuentro}?gestion={gestion}"


def imprimir(
    app: Flask,
    municipio: Municipio,
    gestion: int,
    encuentro: str,
    documento: str,
    idiomas: Sequence[str],
    *,
    con_nombres: bool,
) -> bytes:
    """Para la consola: el PDF de un documento; sin `idiomas`, en el del municipio."""
    with desde_la_consola(app, municipio) as ambito:
        pedidos = idiomas or [idioma_actual().codigo]
        pedido = pedir(ambito, gestion, encuentro, documento, pedidos, con_nombres=con_nombres)
        ruta = direccion_de(municipio, gestion, encuentro)
        return en_papel(pedido, direccion_publica(ruta) if piezas().plataforma.direccion else "")
