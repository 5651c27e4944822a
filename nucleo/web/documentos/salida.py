"""La tarjeta de salida en papel: dos preguntas, sin nombre y con el sexo, para recortar."""

from nucleo.dominio.asistencias import Sexo
from nucleo.dominio.mensajes import N_
from nucleo.dominio.satisfaccion import NOTAS, PreguntaDeSalida
from nucleo.textos import documentos as textos
from nucleo.textos.nombres import NOMBRES
from nucleo.web.documentos.pedido import Cuerpo, Pedido

POR_HOJA = 8


def salida(p: Pedido) -> Cuerpo:
    """Ocho por hoja A4: la misma pregunta y las mismas notas que suma la pantalla."""
    r = p.hoja.rotulo
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
            "cuantas": POR_HOJA,
        },
    )
