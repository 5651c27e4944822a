"""La tarjeta de salida en papel: dos preguntas, sin nombre y con el sexo, para recortar."""

from nucleo.dominio.asistencias import Sexo
from nucleo.dominio.mensajes import N_
from nucleo.dominio.satisfaccion import NOTAS, PreguntaDeSalida
from nucleo.textos import documentos as textos
from nucleo.textos.nombres import NOMBRES
from nucleo.web.documentos.pedido import Cuerpo, Pedido

CABEN = {1: (8, 65), 2: (6, 87)}
"""Según en cuántos idiomas: cuántas por hoja y qué alto tiene cada una, en milímetros."""


def salida(p: Pedido) -> Cuerpo:
    """Una hoja A4: las mismas preguntas y las mismas notas que suma la pantalla."""
    r = p.hoja.rotulo
    cuantas, alto = CABEN[len(p.hoja.idiomas)]
    return Cuerpo(
        plantilla="tarjetas",
        mas={
            "hoja": r(N_("Tarjetas de salida: recorte por las líneas")),
            "como": r(textos.COMO_SE_MARCA),
            "nada": r(N_("nada")),
            "mucho": r(N_("mucho")),
            "preguntas": [r(NOMBRES[q]) for q in PreguntaDeSalida],
            "sexos": [r(NOMBRES[s]) for s in (Sexo.MUJER, Sexo.HOMBRE)],
            "notas": [str(n) for n in NOTAS],
            "cuantas": cuantas,
            "alto": alto,
        },
    )
