"""Qué debe hacer cada cargo, en palabras llanas, y de qué lámina de la semilla sale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.mensajes import N_
from nucleo.dominio.roles import Rol

SEMILLA = "Freddy Aliendre España, «Gestión municipal participativa»"


@dataclass(frozen=True, slots=True)
class Deber:
    """Algo que al cargo le toca. `laminas` son las de la semilla que lo dicen.

    Con `por_verificar`, la lámina dice qué se hace pero no que lo haga ese cargo: se dedujo.
    """

    texto: str
    laminas: Sequence[int]
    por_verificar: bool = False


IR_A_LAS_CUMBRES = Deber(
    N_("Participar en las tres Cumbres: ahí se planifica, se informa y se controla."), (30, 31)
)
IR_A_LOS_EDA = Deber(
    N_("Participar en los dos Encuentros de Avance: recibir cuentas y decir lo que falta."),
    (47, 49),
)
RECLAMAR = Deber(
    N_("Presentar observaciones y reclamos sobre las obras y los servicios."), (50, 51)
)
ACORDAR_Y_CALIFICAR = Deber(
    N_(
        "En la Cumbre 2, acordar los criterios a la vista de la matriz y calificar la demanda con "
        "ellos."
    ),
    (41,),
)
FIRMAR_EL_ACTA = Deber(
    N_("En la Cumbre 3, observar el proyecto de POA y firmar el acta de conformidad."), (44, 45)
)
FIRMAR_EL_CONVENIO = Deber(
    N_("Firmar en la Cumbre 1 el convenio entre Alcaldía, Concejo y Control Social."), (38, 39)
)
IR_AL_EDC = Deber(
    N_(
        "Ir al Encuentro de Decisiones Concurrentes a dialogar, acordar y coordinar con los otros "
        "municipios de la región."
    ),
    (52, 53),
)
INFORMAR_DEL_EDC = Deber(
    N_("Informar a la sociedad, en el EDC, del trabajo realizado por su cargo."), (54,)
)
INFORMAR_DEL_SECTOR = Deber(
    N_("Informar del avance de su sector en la Cumbre 1 y en el segundo Encuentro de Avance."),
    (28, 38, 48, 51),
)
RECIBIR_LA_DEMANDA = Deber(
    N_("Recibir en la Cumbre 2 la demanda concertada que es de su competencia."), (41,)
)
CONOCER_SUS_FUNCIONES = Deber(
    N_("Cuidar que cada actor conozca sus funciones y atribuciones, y las respete."),
    (25,),
    por_verificar=True,
)

DEBERES: Mapping[Rol, Sequence[Deber]] = {
    Rol.DIRIGENCIA: (
        Deber(
            N_(
                "Reunir a su comunidad en asamblea y recoger lo que piden las mujeres y lo que "
                "piden los hombres."
            ),
            (33, 34, 40),
        ),
        Deber(
            N_(
                "Llenar y entregar el formulario de demanda. A la matriz entran los dos primeros "
                "proyectos que la asamblea priorizó."
            ),
            (38, 40),
        ),
        IR_A_LAS_CUMBRES,
        ACORDAR_Y_CALIFICAR,
        FIRMAR_EL_ACTA,
        IR_A_LOS_EDA,
        RECLAMAR,
        Deber(N_("Capacitarse para programar el control social de las obras."), (45,)),
        IR_AL_EDC,
    ),
    Rol.ORGANIZACION_DE_MUJERES: (
        Deber(
            N_("Reunirse entre mujeres para identificar lo que ellas piden, antes de las Cumbres."),
            (34,),
        ),
        IR_A_LAS_CUMBRES,
        Deber(
            N_("Presentar y priorizar proyectos y actividades con perspectiva de género."), (29,)
        ),
        IR_A_LOS_EDA,
        RECLAMAR,
    ),
    Rol.ORGANIZACION_FUNCIONAL: (IR_A_LAS_CUMBRES, IR_A_LOS_EDA, RECLAMAR),
    Rol.DILOS: (
        Deber(N_("Priorizar la demanda de salud que viene del sector y de la comunidad."), (34,)),
        Deber(N_("Dar a conocer en la Cumbre 2 lo que el DILOS requiere."), (42,)),
        INFORMAR_DEL_SECTOR,
        IR_A_LAS_CUMBRES,
        IR_A_LOS_EDA,
    ),
    Rol.EDUCACION: (
        Deber(N_("Dar a conocer en la Cumbre 2 lo que el sector educación requiere."), (42,)),
        INFORMAR_DEL_SECTOR,
        IR_A_LAS_CUMBRES,
        IR_A_LOS_EDA,
    ),
    Rol.ALCALDIA: (
        Deber(
            N_("Informar en las Cumbres del avance físico y del dinero, con su equipo técnico."),
            (37, 41),
        ),
        Deber(
            N_("Presentar la visión, la estrategia y los objetivos de desarrollo del municipio."),
            (38,),
        ),
        FIRMAR_EL_CONVENIO,
        Deber(N_("Recibir en la Cumbre 2 la demanda priorizada de las comunidades."), (41, 42)),
        Deber(N_("Exponer los programas y proyectos que el municipio priorizó."), (41,)),
        Deber(
            N_("Explicar el proyecto de POA y presupuesto a todos los actores, y entregarlo."),
            (43, 44, 45),
        ),
        Deber(
            N_("Rendir cuentas en los dos Encuentros de Avance de lo que se comprometió."),
            (50, 51),
        ),
        IR_AL_EDC,
    ),
    Rol.TECNICO_MUNICIPAL: (
        Deber(N_("Preparar con la Alcaldía el informe de avance físico y del dinero."), (37,)),
        Deber(
            N_("Capacitar a las dirigencias para llenar el autodiagnóstico y el formulario."),
            (38, 40),
            por_verificar=True,
        ),
        Deber(
            N_("Acompañar a las dirigencias y presenciar sus asambleas."),
            (40,),
            por_verificar=True,
        ),
        Deber(
            N_("Resumir lo que se ejecutó en cada comunidad o barrio en los últimos cinco años."),
            (40,),
            por_verificar=True,
        ),
        Deber(
            N_("Armar la matriz con las dos primeras demandas de cada organización."),
            (40,),
            por_verificar=True,
        ),
        Deber(
            N_("Evaluar lo técnico y lo económico de cada demanda antes de la Cumbre 3."),
            (43,),
            por_verificar=True,
        ),
    ),
    Rol.CONCEJO: (
        Deber(
            N_("Informar en las Cumbres lo que fiscalizó, lo que normó y lo que coordinó."),
            (37, 41),
        ),
        FIRMAR_EL_CONVENIO,
        Deber(N_("Recibir en la Cumbre 3 el proyecto de POA y presupuesto."), (44,)),
        FIRMAR_EL_ACTA,
        IR_A_LOS_EDA,
        Deber(N_("Llevar su presidencia al Encuentro de Decisiones Concurrentes."), (53,)),
    ),
    Rol.CONTROL_SOCIAL: (
        Deber(
            N_(
                "Informar en la Cumbre 1 del seguimiento al plan, a los proyectos, a las obras y "
                "al uso de la coparticipación tributaria."
            ),
            (37,),
        ),
        FIRMAR_EL_CONVENIO,
        Deber(N_("Recibir en la Cumbre 3 el proyecto de POA y presupuesto."), (44, 45)),
        FIRMAR_EL_ACTA,
        IR_A_LOS_EDA,
        RECLAMAR,
        Deber(N_("Llevar su presidencia al Encuentro de Decisiones Concurrentes."), (53,)),
    ),
    Rol.DIPUTACION: (
        Deber(N_("Informar del avance de su trabajo en la Cumbre 1."), (27, 38)),
        RECIBIR_LA_DEMANDA,
        IR_AL_EDC,
        INFORMAR_DEL_EDC,
    ),
    Rol.ASAMBLEISTA: (
        Deber(N_("Informar del avance de su trabajo en la Cumbre 1."), (27, 38)),
        RECIBIR_LA_DEMANDA,
        Deber(
            N_(
                "Exponer en la Cumbre 2 los proyectos probables y entregarlos al Alcalde para el "
                "POA."
            ),
            (41,),
        ),
        IR_AL_EDC,
        INFORMAR_DEL_EDC,
    ),
    Rol.SUBGOBERNACION: (IR_AL_EDC, INFORMAR_DEL_EDC),
    Rol.SECRETARIA_PRO_TEMPORE: (
        Deber(
            N_(
                "Cuidar la agenda del EDC: convocar al siguiente y seguir lo que se acordó. La "
                "semilla nombra el cargo y no dice sus funciones."
            ),
            (28,),
            por_verificar=True,
        ),
        INFORMAR_DEL_EDC,
    ),
    Rol.ADMINISTRACION_MUNICIPAL: (
        Deber(
            N_(
                "Cuidar que el municipio tenga sus canales y espacios de encuentro en marcha: "
                "quién entra, con qué cargo y qué módulos se usan."
            ),
            (25,),
            por_verificar=True,
        ),
        CONOCER_SUS_FUNCIONES,
    ),
    Rol.ADMINISTRACION_DEPARTAMENTAL: (
        Deber(
            N_(
                "Coordinar con los municipios de la región: darles la plataforma y mirar el avance "
                "que autorizaron contar."
            ),
            (54,),
            por_verificar=True,
        ),
        CONOCER_SUS_FUNCIONES,
    ),
    Rol.ADMINISTRACION_DE_PLATAFORMA: (
        Deber(
            N_("Mantener en marcha los canales con que la sociedad y el gobierno se encuentran."),
            (25,),
            por_verificar=True,
        ),
    ),
    Rol.TRADUCCION: (
        Deber(
            N_("Cuidar que cada pueblo reciba la información en su lengua y la pueda evaluar."),
            (47,),
            por_verificar=True,
        ),
    ),
    Rol.AUDITORIA: (
        Deber(
            N_("Mirar sin cambiar nada: comprobar lo informado contra lo hecho."),
            (47,),
            por_verificar=True,
        ),
    ),
}
"""Por cargo, en el orden del ciclo. Lo que la semilla no dice de un cargo va por verificar."""
