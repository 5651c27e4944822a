"""Cien actas selladas de una Cumbre con 60 participantes, contra `typst.compile` pelado.

El piso compila la misma fuente con los mismos datos ya escritos: no arma lo que el acta dice, ni
la resume, ni la sella.
"""

import json
import time
from dataclasses import replace

import typst
from flask import g

from nucleo.arranque import Casa
from nucleo.documentos.composicion import PLANTILLAS
from nucleo.documentos.sellado import Sello, verificar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.web.actas import en_papel, papel_del_acta
from nucleo.web.idiomas import IDIOMAS
from nucleo.web.papel_sellado import EnPapel, datos_de
from tests.actas import acta_de_cumbre

from .medicion import Medicion, medir

CUANTAS, PARTICIPANTES, POR_TURNO = 100, 60, 20
TUNARI = EnMunicipio(31003)


def medir_actas(casa: Casa) -> Medicion:
    """La razón; falla si alguna no es auténtica."""
    una, llave = acta_de_cumbre(PARTICIPANTES), casa.sellador
    todas = [replace(una, gestion=2000 + n) for n in range(POR_TURNO)]
    with casa.app().test_request_context():
        g.municipio = casa.territorio.por_id[TUNARI.id]
        g.configuracion, g.idioma = casa.configuracion(TUNARI), IDIOMAS["es"]
        escritos = []
        for acta in todas:
            sello = Sello(
                acta.municipio_id, acta.gestion, acta.evento, llave.identificador, acta.resumen
            )
            hoja = EnPapel(acta, ["es"], con_nombres=True)
            datos = datos_de(hoja, sello, papel_del_acta(hoja), "")
            escritos.append(json.dumps(datos, ensure_ascii=False))

        def selladas() -> list[bytes]:
            return [en_papel(acta, llave, ["es"], con_nombres=True) for acta in todas]

        for pdf in selladas():
            verificar(pdf, llave.clave)
        caso = f"{CUANTAS} actas de {PARTICIPANTES} participantes, contra typst.compile pelado"
        turnos = CUANTAS // POR_TURNO
        return medir(
            caso, 3, selladas, lambda: [*map(compilar, escritos)], time.perf_counter, turnos
        )


def compilar(datos: str) -> bytes:
    """La misma fuente, y nada más."""
    fuente = str(PLANTILLAS / "acta.typ")
    return bytes(
        typst.compile(
            fuente,
            root=str(PLANTILLAS),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            sys_inputs={"datos": datos},
        )
    )
