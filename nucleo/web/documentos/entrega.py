"""La entrega de la demanda concertada en la Cumbre 2: un ejemplar por receptor, con constancia."""

from nucleo.dominio.dinero import CERO
from nucleo.dominio.documentos import Receptor
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.priorizacion import puntos
from nucleo.servicios.documentos import es_suya, por_entregar
from nucleo.servicios.lecturas import CorridaLeida, PuestoLeido
from nucleo.textos import documentos as textos
from nucleo.textos.nombres import NOMBRES, nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.documentos.matriz import titulo_de
from nucleo.web.documentos.pedido import Cuerpo, Pedido
from nucleo.web.formato import decimal, dinero, entero
from nucleo.web.papel import ANCHA, CORTA, DOBLE, Bloque, Rotulo

POR_ESCRIBIR = 10


def entrega(p: Pedido) -> Cuerpo:
    """Tres ejemplares seguidos, cada uno en su hoja, con su lista y su constancia."""
    corrida = p.corrida()
    return Cuerpo([b for quien in Receptor for b in _ejemplar(p, quien, corrida)])


def _ejemplar(p: Pedido, quien: Receptor, corrida: CorridaLeida | None) -> tuple[Bloque, Bloque]:
    suyas = por_entregar(corrida, quien)
    titulo, pie = NOMBRES[quien], gettext("Nombre y CI:")
    avisos, que_lleva = _que_lleva(p, quien, corrida, suyas)
    columnas = [
        (N_("Puesto"), CORTA), (N_("Código"), CORTA), (N_("Demanda"), DOBLE),
        (N_("Organización"), ANCHA), (N_("A quién le toca"), ANCHA), (N_("Costo"), CORTA),
        (N_("Puntaje"), CORTA),
    ]  # fmt: skip
    lista = p.hoja.bloque(
        titulo, avisos=avisos, parrafos=que_lleva,
        columnas=columnas, filas=[_fila(x) for x in suyas], numeros=True,
        en_blanco=0 if corrida else POR_ESCRIBIR,
        hoja_nueva=quien is not next(iter(Receptor)),
    )  # fmt: skip
    recibe = p.hoja.bloque(
        N_("Constancia de recepción"),
        parrafos=[p.hoja.rotulo(textos.RECIBI)],
        con_linea=True,
        firmas=[(titulo, pie), (N_("Por las OTB, quien entrega"), pie)],
    )
    return lista, recibe


def _que_lleva(
    p: Pedido, quien: Receptor, corrida: CorridaLeida | None, suyas: list[PuestoLeido]
) -> tuple[list[Rotulo], list[Rotulo]]:
    """Los avisos y lo que se dice antes de la lista."""
    r, anio = p.hoja.rotulo, p.evento.gestion
    dichos = [
        r(textos.SE_ENTREGA, quien=Mensaje(NOMBRES[quien])),
        r(textos.LE_TOCA[quien], anio=anio),
    ]
    if corrida is None:
        return [r(textos.SIN_CALIFICAR)], dichos
    if not suyas:
        return [r(textos.NADA_LE_TOCA)], dichos
    cuenta = r(
        N_("%(n)s demandas, %(costo)s en total; de su competencia, sola o compartida: %(m)s."),
        n=entero(len(suyas)),
        costo=dinero(sum((x.fila.costo for x in suyas), CERO)),
        m=entero(sum(es_suya(x, quien) for x in suyas)),
    )
    simuladas = sum(x.fila.simulada for x in suyas)
    avisos = [r(textos.SIMULADAS, n=simuladas)] if simuladas else []
    return avisos, [*dichos, cuenta]


def _fila(x: PuestoLeido) -> list[str]:
    return [
        str(x.puesto), x.fila.codigo, titulo_de(x), x.fila.organizacion,
        nombre(x.fila.competencia), dinero(x.fila.costo), decimal(puntos(x.puntaje), 2),
    ]  # fmt: skip
