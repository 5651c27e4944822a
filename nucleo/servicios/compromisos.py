"""Lo acordado con quien ofreció: comprometerlo con una demanda, cumplirlo o retirarlo."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import MontoInvalido, NoExiste
from nucleo.dominio.identidad import OrdenUsada
from nucleo.dominio.ofertas import (
    Compromiso,
    EstadoDeCompromiso,
    NoEsViable,
    Oferta,
    OfertaVencida,
    PasaDelCosto,
    PasaDeLoOfrecido,
    Priorizada,
    SinPriorizar,
    comprometido_por,
)
from nucleo.servicios.ofertas import Acordado, anotar, en_pie_o_error, la_oferta, priorizadas_de
from nucleo.servicios.puertos import Unidad

ACORDADO = "compromisos.acordado"
CERRADO = {
    EstadoDeCompromiso.CUMPLIDO: "compromisos.cumplido",
    EstadoDeCompromiso.RETIRADO: "compromisos.retirado",
}


def comprometer(
    contexto: Contexto,
    unidad: Unidad,
    orden: UUID,
    oferta_id: UUID,
    codigo: str,
    monto: Dinero,
    fecha: date,
    constancia: str,
) -> Compromiso:
    """Anota lo acordado. Ni más de lo que queda de la oferta ni más de lo que falta a la demanda.

    `orden` es el identificador que trae la página: repetirla igual no compromete dos veces.
    Levanta `OfertaRetirada`, `OfertaVencida`, `SinPriorizar`, `NoEsViable`, `MontoInvalido`,
    `PasaDeLoOfrecido`, `PasaDelCosto` u `OrdenUsada`.
    """
    with unidad:
        unidad.reservar()
        if antes := unidad.ofertas.compromiso(orden):
            return _el_mismo(unidad, antes, (oferta_id, codigo, monto, fecha, constancia))
        oferta = en_pie_o_error(unidad, oferta_id)
        demanda = _la_priorizada(contexto, unidad, oferta, codigo)
        if oferta.vencida(fecha):
            raise OfertaVencida(oferta.oferente)
        _exigir_que_alcance(oferta, demanda, unidad.ofertas.compromisos(contexto.gestion), monto)
        nuevo = Compromiso(
            id=orden,
            oferta_id=oferta_id,
            demanda_id=demanda.demanda_id,
            gestion=contexto.gestion,
            monto=monto,
            fecha=fecha,
            constancia=constancia,
            acordado_en=contexto.ahora(),
            acordado_por=contexto.quien,
        )
        unidad.ofertas.comprometer(nuevo)
        anotar(contexto, unidad, ACORDADO, oferta, codigo=codigo, monto=str(monto))
        unidad.confirmar()
    return nuevo


def _la_priorizada(contexto: Contexto, unidad: Unidad, oferta: Oferta, codigo: str) -> Priorizada:
    suyas = priorizadas_de(contexto, unidad) or ()
    demanda = next((p for p in suyas if p.codigo == codigo), None)
    if demanda is None or oferta.gestion != contexto.gestion:
        raise SinPriorizar(codigo)
    if demanda.no_viable:
        raise NoEsViable(codigo)
    return demanda


def _el_mismo(
    unidad: Unidad, antes: Compromiso, dicho: tuple[UUID, str, Dinero, date, str]
) -> Compromiso:
    """El ya anotado, si la página dice lo mismo; si no, `OrdenUsada`."""
    demandas = unidad.demandas.de_gestion(antes.gestion)
    codigo = next(d.codigo for d in demandas if d.id == antes.demanda_id)
    if dicho != (antes.oferta_id, codigo, antes.monto, antes.fecha, antes.constancia):
        raise OrdenUsada(f"{codigo}, {antes.monto.legible()}")
    return antes


def _exigir_que_alcance(
    oferta: Oferta, demanda: Priorizada, compromisos: Sequence[Compromiso], monto: Dinero
) -> None:
    if monto <= CERO:
        raise MontoInvalido("monto", str(monto))
    queda = oferta.monto - comprometido_por(compromisos).get(oferta.id, CERO)
    if monto > queda:
        raise PasaDeLoOfrecido(queda)
    recibido = sum(
        (c.monto for c in compromisos if c.cuenta and c.demanda_id == demanda.demanda_id), CERO
    )
    if monto > demanda.costo - recibido:
        raise PasaDelCosto(demanda.codigo, max(CERO, demanda.costo - recibido))


def cerrar(
    contexto: Contexto,
    unidad: Unidad,
    compromiso_id: UUID,
    estado: EstadoDeCompromiso,
    motivo: str,
) -> Compromiso:
    """Lo da por cumplido o lo retira, con su motivo. Repetir lo mismo no hace nada.

    Con otro motivo, `CompromisoCerrado`: el que quedó escrito no se pisa.
    """
    with unidad:
        unidad.reservar()
        compromiso = unidad.ofertas.compromiso(compromiso_id)
        if compromiso is None:
            raise NoExiste("compromiso", compromiso_id)
        if compromiso.estado is estado and compromiso.motivo == motivo:
            return compromiso
        compromiso.cerrar(estado, contexto.quien, contexto.ahora(), motivo)
        oferta = la_oferta(unidad, compromiso.oferta_id)
        monto = str(compromiso.monto)
        anotar(contexto, unidad, CERRADO[estado], oferta, monto=monto, motivo=motivo)
        unidad.confirmar()
    return compromiso


def cual_compromiso(unidad: Unidad, compromiso_id: UUID) -> Acordado:
    """El compromiso con su oferta y su demanda, o `NoExiste`."""
    with unidad:
        compromiso = unidad.ofertas.compromiso(compromiso_id)
        if compromiso is None:
            raise NoExiste("compromiso", compromiso_id)
        oferta = la_oferta(unidad, compromiso.oferta_id)
        demandas = unidad.demandas.de_gestion(compromiso.gestion)
        suya = next(d for d in demandas if d.id == compromiso.demanda_id)
        return Acordado(compromiso, oferta, suya.codigo, suya.titulo)
