"""El control social con sus palabras: qué se sigue, cómo, qué se halló y qué no puede ser."""

from enum import StrEnum

from nucleo.dominio import encargos as e
from nucleo.dominio import seguimientos as s
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext

NOMBRES: dict[StrEnum, str] = {
    e.QueSeSigue.OBRA: N_("Obra o línea del POA"),
    e.QueSeSigue.PROGRAMA: N_("Programa"),
    e.QueSeSigue.SERVICIO: N_("Servicio"),
    e.QueSeSigue.COPARTICIPACION: N_("El uso de la coparticipación tributaria"),
    e.QueSeSigue.PLAN_Y_POA: N_("El plan y el POA entero"),
    s.ClaseDeSeguimiento.VISITA: N_("Visita a la obra o al servicio"),
    s.ClaseDeSeguimiento.REVISION: N_("Revisión de un documento o informe"),
    s.ClaseDeSeguimiento.ASAMBLEA: N_("Asamblea"),
    s.ClaseDeSeguimiento.PEDIDO: N_("Pedido de información"),
    s.Hallazgo.CONFORME: N_("Conforme"),
    s.Hallazgo.OBSERVADO: N_("Con observación"),
    s.Hallazgo.NO_SE_PUDO: N_("No se pudo hacer"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    e.SinNadaQueSeguir: N_(
        "Diga qué se va a seguir: marque algo del POA en la lista o escriba un servicio."
    ),
    e.FaltaQuienSigue: N_(
        "Diga quién lo sigue: elija una organización o escriba el nombre de una comisión, no ambas."
    ),
    e.EncargoRepetido: N_("%(quien)s ya sigue «%(que)s»."),
    e.EncargoConSeguimientos: N_(
        "«%(que)s» tiene actividades en el programa (%(cuantas)s): quite las que no se hicieron o "
        "pase el encargo a otras manos."
    ),
    s.SeguimientoHecho: N_(
        "De «%(que)s» ya se anotó qué se halló: no se reprograma ni se quita. Programe otra."
    ),
    s.NadaQueReprogramar: N_(
        "«%(que)s» ya está para ese día, a esa hora y en ese lugar: cambie algo o déjela como está."
    ),
    s.SeguimientoPorVenir: N_(
        "El %(fecha)s todavía no llega: ponga el día en que se hizo o reprográmela."
    ),
    s.FaltaElHallazgo: N_("Si el resultado es «%(resultado)s», escriba qué se vio o por qué."),
    s.SinObservacion: N_("«%(que)s» no tiene observación: se reclama lo que se observó."),
    s.SeguimientoReclamado: N_("De «%(que)s» ya salió un reclamo: su hallazgo no se corrige."),
}
HECHOS = {
    "encargo.dado": N_("El control social encargó a alguien seguir algo del POA"),
    "encargo.cambiado": N_("El control social pasó un encargo a otras manos"),
    "encargo.quitado": N_("El control social quitó un encargo"),
    "seguimiento.programado": N_("El control social programó una actividad de seguimiento"),
    "seguimiento.reprogramado": N_("El control social reprogramó una actividad, con su motivo"),
    "seguimiento.hallado": N_("El control social anotó qué halló en una actividad"),
    "seguimiento.reclamado": N_("El control social levantó un reclamo de lo que observó"),
    "seguimiento.quitado": N_("El control social quitó una actividad de su programa"),
}
DEL_PROGRAMA = N_("Programa %(codigo)s")


def asunto(que: e.Asunto | e.Encargo) -> str:
    """Cómo se llama lo que se sigue, en el idioma de quien lee."""
    match que.sigue:
        case e.QueSeSigue.PROGRAMA:
            numero = gettext(DEL_PROGRAMA) % {"codigo": que.codigo}
            return " · ".join(filter(None, (numero, que.nombre)))
        case e.QueSeSigue.OBRA | e.QueSeSigue.SERVICIO:
            return que.nombre or que.codigo
        case _:
            return gettext(NOMBRES[que.sigue])
