"""Lo que dicen los documentos de un encuentro que ya vienen escritos.

El convenio reúne lo que las láminas 36 a 39 de «Gestión municipal participativa» piden a cada
parte; ninguna norma se cita, porque la fuente no la da.
"""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio.documentos import Receptor
from nucleo.dominio.mensajes import N_

NOMBRES: dict[StrEnum, str] = {
    Receptor.ALCALDE: N_("Alcaldesa o Alcalde Municipal"),
    Receptor.ASAMBLEISTA: N_("Asambleísta Departamental"),
    Receptor.DIPUTADO: N_("Diputada o Diputado Uninominal"),
}

EJECUTIVO, CONCEJO, CONTROL_SOCIAL = "ejecutivo", "concejo", "control_social"
PARTES: Mapping[str, str] = {
    EJECUTIVO: N_("Alcaldesa o Alcalde Municipal"),
    CONCEJO: N_("Concejo Municipal"),
    CONTROL_SOCIAL: N_("Control Social"),
}
"""Quiénes firman el convenio de participación en las decisiones (lámina 38)."""
OBJETO = (
    N_(
        "El Alcalde o la Alcaldesa, el Concejo Municipal y el Control Social convienen en la "
        "participación de la población en las decisiones sobre el plan operativo anual (POA) y el "
        "presupuesto de la gestión %(anio)s, y se comprometen a ejecutar el proceso de su "
        "elaboración participativa."
    ),
    N_(
        "Quienes asisten se comprometen a promover la movilización social en torno al proceso de "
        "planificación."
    ),
)
"""Láminas 38 y 39."""
DE_LAS_TRES = (
    N_("Cumplir el plan de trabajo concertado y recordar los próximos pasos."),
    N_("Participar y rendir cuentas, y escuchar sin juzgar ni criticar anticipadamente."),
    N_("Respetar las funciones y atribuciones de cada quien."),
)
"""Láminas 25, 36 y 38."""
DE_CADA_PARTE: Mapping[str, tuple[str, ...]] = {
    EJECUTIVO: (
        N_(
            "Informar del avance: la ejecución física, la ejecución financiera, las actividades "
            "hechas y la programación de las que vienen."
        ),
        N_("Presentar la visión, la estrategia y los objetivos de desarrollo del municipio."),
        N_("Explicar el proceso de elaboración participativa del POA."),
        N_(
            "Capacitar a la dirigencia de las OTB para que llene el formulario de demanda y "
            "aspiraciones."
        ),
    ),
    CONCEJO: (
        N_("Informar de su fiscalización."),
        N_("Informar de las normas que dicta, de su coordinación y de lo demás que haga."),
    ),
    CONTROL_SOCIAL: (
        N_("Hacer seguimiento al plan de desarrollo y al POA, e informar de él."),
        N_("Hacer seguimiento a los programas y proyectos de inversión y a las obras."),
        N_("Controlar el uso de los recursos de coparticipación tributaria."),
    ),
}
"""Láminas 37 y 38."""

SE_ENTREGA = N_(
    "En este encuentro se presentó la demanda concertada y se entrega este ejemplar a: %(quien)s."
)
LE_TOCA = {
    Receptor.ALCALDE: N_(
        "Lleva toda la demanda priorizada de la gestión %(anio)s: con ella elabora el proyecto de "
        "POA."
    ),
    Receptor.ASAMBLEISTA: N_(
        "Lleva la demanda priorizada de la gestión %(anio)s que toca a la gobernación o se "
        "comparte entre niveles."
    ),
    Receptor.DIPUTADO: N_(
        "Lleva la demanda priorizada de la gestión %(anio)s que toca al nivel nacional o se "
        "comparte entre niveles."
    ),
}
SIN_CALIFICAR = N_(
    "La demanda todavía no está calificada: este papel se puede llenar a mano y volver a imprimir "
    "cuando lo esté."
)
NADA_LE_TOCA = N_("Ninguna demanda priorizada de esta gestión le toca a su nivel.")
SIMULADAS = N_("SIMULADO: %(n)s de estas demandas llevan algún dato que no es real.")
RECIBI = N_("Recibí este ejemplar. Lugar, fecha y hora:")

CONFORMES = (
    N_(
        "El Alcalde o la Alcaldesa presentó y entregó a las OTB, al Control Social y al Concejo el "
        "proyecto de POA y presupuesto de la gestión %(anio)s, y se atendieron preguntas, "
        "observaciones y aclaraciones."
    ),
    N_(
        "Leída esta acta, quienes firman declaran su conformidad con el proyecto presentado. Quien "
        "no está conforme lo escribe en las observaciones."
    ),
)
"""Láminas 44 y 45."""
SIN_POA = N_("FALTA: no hay un proyecto de POA de la gestión %(anio)s que presentar.")
POA_SIN_PRESENTAR = N_(
    "FALTA: la versión %(numero)s todavía está en borrador. Preséntela antes de firmar."
)
COMO_SE_RESUME = N_(
    "El resumen (SHA-256) cambia si cambia una sola línea del POA: así se sabe qué se firmó."
)
SIN_OTB = N_("FALTA: no hay ninguna OTB registrada en el municipio.")
SIN_REGISTRADAS = N_("No hay organizaciones registradas de este sector: firme quien lo representa.")

SIN_RECLAMOS = N_("Todavía no se registró ninguna en este encuentro.")
UNA_PERSONA = N_("Una persona")
SIN_CALENDARIO = N_("No quedan encuentros en el calendario después de este.")
SIN_NOMBRES = N_("Esta copia no lleva los nombres de las personas.")
COMO_SE_MARCA = N_("Sin su nombre. Marque una casilla en cada pregunta.")
