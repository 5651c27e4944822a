"""El convenio-compromiso de la Cumbre 1: quiénes, a qué se comprometen y con qué plan."""

from nucleo.dominio.mensajes import N_
from nucleo.servicios import acuerdos
from nucleo.servicios.documentos import encuentros_desde
from nucleo.textos import documentos as textos
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos.pedido import Cuerpo, Pedido, cuando_es
from nucleo.web.formato import fecha
from nucleo.web.papel import ANCHA, CORTA, DOBLE, Bloque

POR_ESCRIBIR = 3


def convenio(p: Pedido) -> Cuerpo:
    """Partes, objeto, compromisos, plan de trabajo y firmas."""
    r, anio = p.hoja.rotulo, p.evento.gestion
    return Cuerpo(
        (
            _partes(p),
            p.hoja.bloque(N_("Objeto"), parrafos=[r(t, anio=anio) for t in textos.OBJETO]),
            p.hoja.bloque(
                N_("Compromisos de las tres partes"), lista=[r(t) for t in textos.DE_LAS_TRES]
            ),
            p.hoja.bloque(N_("Compromisos de cada parte")),
            *_de_cada_parte(p),
            _acordado(p),
            _plan(p),
            p.hoja.bloque(
                N_("Firmas"),
                parrafos=[r(N_("En señal de compromiso firman:"))],
                firmas=[(quien, gettext("Nombre y CI:")) for quien in textos.PARTES.values()],
            ),
        )
    )


def _partes(p: Pedido) -> Bloque:
    columnas = [(N_("Parte"), ANCHA), (N_("Quién la representa"), DOBLE), (N_("Cargo"), ANCHA)]
    filas = [[gettext(quien), "", ""] for quien in textos.PARTES.values()]
    return p.hoja.bloque(N_("Partes"), columnas=columnas, filas=filas, por_firmar=True)


def _de_cada_parte(p: Pedido) -> list[Bloque]:
    return [
        p.hoja.bloque(textos.PARTES[parte], lista=[p.hoja.rotulo(t) for t in dichos], dentro=True)
        for parte, dichos in textos.DE_CADA_PARTE.items()
    ]


def _acordado(p: Pedido) -> Bloque:
    """Lo que el encuentro acordó, y renglones para lo que se agregue en la mesa."""
    with p.unidad() as unidad:
        suyos = acuerdos.del_encuentro(unidad, p.evento.gestion, p.evento.clave)
        filas = [[a.que, a.responsable, fecha(a.fecha) if a.fecha else ""] for a in suyos]
    columnas = [(N_("Compromiso"), DOBLE), (N_("Responde"), ANCHA), (N_("Hasta"), ANCHA)]
    return p.hoja.bloque(
        N_("Otros compromisos acordados en el encuentro"),
        columnas=columnas, filas=filas, en_blanco=POR_ESCRIBIR,
    )  # fmt: skip


def _plan(p: Pedido) -> Bloque:
    with p.unidad() as unidad:
        siguen = encuentros_desde(unidad, p.evento)
    columnas = [(N_("N.º"), CORTA), (N_("Encuentro"), DOBLE), (N_("Cuándo y dónde"), DOBLE)]
    filas = [[str(n), gettext(e.nombre), cuando_es(e)] for n, e in enumerate(siguen, 1)]
    vacio = [] if filas else [p.hoja.rotulo(textos.SIN_CALENDARIO)]
    return p.hoja.bloque(
        N_("Plan de trabajo"), columnas=columnas, filas=filas, parrafos=vacio, numeros=True
    )
