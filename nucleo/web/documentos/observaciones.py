"""El registro de observaciones y reclamos de un encuentro: lo dicho, lo pendiente y renglones."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from nucleo.dominio.mensajes import N_
from nucleo.dominio.reclamos import Reclamo
from nucleo.servicios import reclamos
from nucleo.textos import documentos as textos
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos.pedido import Cuerpo, Pedido
from nucleo.web.formato import dia_corto
from nucleo.web.papel import ANCHA, CORTA, DOBLE

POR_ESCRIBIR = 12
COLUMNAS = (
    (N_("N.º"), CORTA), (N_("Sobre"), CORTA), (N_("Qué se observa o reclama"), DOBLE),
    (N_("De"), ANCHA), (N_("Respuesta"), DOBLE), (N_("Responde"), ANCHA), (N_("Hasta"), CORTA),
    (N_("Estado"), CORTA),
)  # fmt: skip


def observaciones(p: Pedido) -> Cuerpo:
    """Lo registrado en este encuentro, lo que viene sin cerrar y dónde escribir lo demás."""
    with p.unidad() as unidad:
        suyos = reclamos.del_encuentro(unidad, p.evento.gestion, p.evento.clave)
        antes = reclamos.por_cerrar(unidad, p.evento)
        de_quien = reclamos.organizaciones_de(unidad)
    vacio = [] if suyos else [p.hoja.rotulo(textos.SIN_RECLAMOS)]
    bloques = [
        p.hoja.bloque(
            N_("Observaciones y reclamos sobre obras y servicios"),
            columnas=COLUMNAS, filas=_filas(suyos, de_quien),
            parrafos=vacio, en_blanco=POR_ESCRIBIR,
        )
    ]  # fmt: skip
    if antes:
        titulo, filas = N_("De encuentros anteriores, sin cerrar"), _filas(antes, de_quien)
        bloques.append(p.hoja.bloque(titulo, columnas=COLUMNAS, filas=filas))
    firmas = [
        (N_("Por el ejecutivo municipal"), gettext("Nombre y CI:")),
        (N_("Por el control social"), gettext("Nombre y CI:")),
    ]
    bloques.append(p.hoja.bloque(N_("Firmas"), firmas=firmas))
    return Cuerpo(bloques, apaisada=True)


def _filas(suyos: Iterable[Reclamo], de_quien: Mapping[UUID, str]) -> list[list[str]]:
    return [
        [
            str(n), nombre(r.sobre), f"{r.asunto}: {r.texto}",
            de_quien.get(r.organizacion_id, "—") if r.organizacion_id
            else gettext(textos.UNA_PERSONA),
            r.respuesta, r.responsable, dia_corto(r.plazo) if r.plazo else "", nombre(r.estado),
        ]
        for n, r in enumerate(suyos, 1)
    ]  # fmt: skip
