"""Lo que puede salir mal con lo ofrecido y lo acordado, en palabras."""

from collections.abc import Mapping

from nucleo.dominio import ofertas as o
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.ofertas import Grupo

FRASES: dict[type[ErrorDeNegocio], str] = {
    o.OfertaRetirada: N_("Lo que ofrecía %(oferente)s se retiró: ya no se cambia ni compromete."),
    o.OfertaVencida: N_(
        "Lo que ofrece %(oferente)s ya no estaba vigente ese día: revise la fecha o la vigencia."
    ),
    o.NoEsViable: N_(
        "La demanda %(codigo)s se dictaminó no viable: no se compromete dinero con ella mientras "
        "no se vuelva a evaluar."
    ),
    o.OfertaComprometida: N_(
        "%(oferente)s ya tiene comprometidos %(comprometido)s de esta oferta. Retire antes esos "
        "compromisos, o deje un monto que alcance."
    ),
    o.PasaDeLoOfrecido: N_("A esta oferta le quedan %(queda)s: no alcanza para ese monto."),
    o.PasaDelCosto: N_("A la demanda %(codigo)s le faltan %(falta)s: no se compromete de más."),
    o.SinPriorizar: N_(
        "La demanda %(codigo)s no está en la lista calificada de esta gestión: primero se "
        "prioriza y después se compromete."
    ),
    o.CompromisoCerrado: N_("Ese compromiso ya se cumplió o se retiró: no cambia más."),
    o.VigenciaInvertida: N_("La oferta termina (%(hasta)s) antes de empezar (%(desde)s)."),
    o.OfertaRepetida: N_("%(oferente)s ya ofreció lo mismo para esta gestión."),
}
GRUPOS: Mapping[Grupo, str] = {
    Grupo.ATENDIBLE: N_("con quien pueda financiar"),
    Grupo.ACORDADA: N_("con lo ya acordado, sin otra oferta"),
    Grupo.EN_POA: N_("solo con el POA"),
    Grupo.NO_VIABLE: N_("con dictamen de no viable"),
    Grupo.SIN_NADIE: N_("sin nadie"),
}
TITULOS: Mapping[Grupo, str] = {
    Grupo.ATENDIBLE: N_("Demandas a las que les sirve alguna oferta"),
    Grupo.ACORDADA: N_("Ya acordadas: a lo que falta, si algo falta, ninguna otra oferta le sirve"),
    Grupo.EN_POA: N_("Solo con el POA: entran, y ninguna oferta les sirve"),
    Grupo.NO_VIABLE: N_("No viables: no se cruzan mientras no se vuelvan a evaluar"),
    Grupo.SIN_NADIE: N_("Demandas sin nadie: ni entran al POA ni les sirve ninguna oferta"),
}
