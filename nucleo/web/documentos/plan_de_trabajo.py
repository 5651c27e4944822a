"""El plan de trabajo de la Cumbre 1: qué encuentros siguen, cuándo, con quién y qué se prepara."""

from nucleo.dominio.eventos import Evento
from nucleo.dominio.mensajes import N_
from nucleo.servicios.documentos import encuentros_desde
from nucleo.textos import documentos as textos
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos.pedido import Cuerpo, Pedido, cuando_es, nombre_de
from nucleo.web.papel import ANCHA, DOBLE, Bloque

POR_ESCRIBIR = 3


def plan_de_trabajo(p: Pedido) -> Cuerpo:
    """Una tabla con los encuentros que siguen y las firmas de las tres partes."""
    firmas = p.hoja.bloque(
        N_("Firmas"),
        firmas=[(quien, gettext("Nombre y CI:")) for quien in textos.PARTES.values()],
    )
    return Cuerpo((_encuentros(p), firmas), apaisada=True)


def _encuentros(p: Pedido) -> Bloque:
    with p.unidad() as unidad:
        siguen = encuentros_desde(unidad, p.evento)
    columnas = [
        (N_("Encuentro"), ANCHA), (N_("Cuándo y dónde"), ANCHA), (N_("Quiénes participan"), ANCHA),
        (N_("Qué se prepara antes"), DOBLE), (N_("Responde"), ANCHA),
    ]  # fmt: skip
    vacio = [] if siguen else [p.hoja.rotulo(textos.SIN_CALENDARIO)]
    return p.hoja.bloque(
        N_("Qué se hará hasta entregar el POA"),
        columnas=columnas, filas=[_fila(p, e) for e in siguen], en_blanco=POR_ESCRIBIR,
        avisos=vacio, entera=True,
    )  # fmt: skip


def _fila(p: Pedido, e: Evento) -> list[str | list[str]]:
    tipo = p.contexto.ciclo.eventos.get(e.clave)
    previos = tipo.previos if tipo else ()
    return [
        gettext(e.nombre),
        cuando_es(e),
        [nombre_de(p, q) for q in tipo.participan] if tipo and tipo.participan else "—",
        [gettext(x.texto) for x in previos] or "—",
        "; ".join(dict.fromkeys(nombre_de(p, x.informa) for x in previos if x.informa)),
    ]
