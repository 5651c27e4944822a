"""Lo que el demo dictamina y compromete, con los mismos servicios que la pantalla."""

from collections.abc import Mapping
from typing import Any

from nucleo.cli.evaluacion import partir, umbral_de
from nucleo.cli.salida import avisar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.evaluaciones import AlEdc, Condicion, Cumplimiento, Etapa, Revision
from nucleo.dominio.identidad import nuevo_id
from nucleo.servicios import compromisos, evaluaciones, ofertas
from nucleo.servicios.evaluaciones import Revisado
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

CONSTANCIA = "Simulado: acta de ejemplo, nadie la firmó"
RESPONSABLE = "Unidad de preinversión (simulada)"


def sembrar(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, indicado: Mapping[str, Any]
) -> None:
    """Lo que `indicado` dice en `evalua` y `compromete`, si todavía no está.

    Lo que ya no cabe, porque alguien usó el demo para otra cosa, se avisa y no lo detiene.
    """
    for hacer, datos in (
        *((evaluar, uno) for uno in indicado.get("evalua", ())),
        *((comprometer, uno) for uno in indicado.get("compromete", ())),
    ):
        try:
            hacer(piezas, contexto, ambito, datos)
        except ErrorDeNegocio as error:
            avisar(f"Del demo no se repuso {datos['codigo']}: {frase(error)}")


def evaluar(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, datos: Mapping[str, Any]
) -> None:
    """Una evaluación desde el principio hasta donde digan sus `pasos`; la empezada no se toca."""
    _, numero = partir(datos["codigo"])
    umbral = umbral_de(piezas, ambito)

    def version() -> int:
        unidad = piezas.unidad_de_lectura(ambito)
        return evaluaciones.evaluada(contexto, unidad, numero, umbral).version

    with piezas.unidad_de_lectura(ambito) as lectura:
        if lectura.evaluaciones.de(contexto.gestion, datos["codigo"]):
            return
    revisado = Revisado(
        responsable=RESPONSABLE,
        observaciones=datos.get("observaciones", ""),
        condiciones={
            Condicion(c): Revision(Cumplimiento(estado), datos.get("nota", ""))
            for c, estado in datos.get("condiciones", {}).items()
        },
        al_edc=AlEdc(datos.get("al_edc", AlEdc.SEGUN_LOS_DATOS)),
    )
    evaluaciones.revisar(contexto, piezas.unidad(ambito), numero, 0, revisado)
    for paso in map(Etapa, datos.get("pasos", ())):
        alternativa = datos["alternativa"] if paso is Etapa.NO_VIABLE else ""
        evaluaciones.pasar(
            contexto,
            piezas.unidad(ambito),
            numero,
            version(),
            paso,
            datos["motivo"],
            alternativa,
            umbral,
        )


def comprometer(
    piezas: PiezasDeConsola, contexto: Contexto, ambito: EnMunicipio, datos: Mapping[str, Any]
) -> None:
    """Un compromiso; si esa oferta ya tiene uno con esa demanda, aunque se retirara, no repite."""
    renglones = ofertas.listar(contexto, piezas.unidad_de_lectura(ambito), datos["oferta"])
    if not renglones:
        raise NoExiste("oferta", datos["oferta"])
    oferta = renglones[0].oferta
    _, acordados = ofertas.mirar(piezas.unidad_de_lectura(ambito), oferta.id)
    if any(a.codigo == datos["codigo"] for a in acordados):
        return
    compromisos.comprometer(
        contexto,
        piezas.unidad(ambito),
        nuevo_id(),
        oferta.id,
        datos["codigo"],
        Dinero.de(datos["monto"]),
        datos["fecha"],
        CONSTANCIA,
    )
