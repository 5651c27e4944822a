"""Qué hay para hacer en un municipio: una lista, y de ella lo que cada cargo puede."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app

from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion


@dataclass(frozen=True, slots=True)
class Tarea:
    """Una pantalla donde se hace algo. Se ofrece a quien puede alguna de sus `acciones`.

    `ruta` cuelga del municipio; si nadie la atiende en esta instalación, no se ofrece.
    """

    ruta: str
    texto: str
    explicacion: str
    acciones: frozenset[Accion]


def tarea(ruta: str, texto: str, explicacion: str, *acciones: Accion) -> Tarea:
    return Tarea(ruta, texto, explicacion, frozenset(acciones))


TAREAS: Mapping[str, Sequence[Tarea]] = {
    N_("El año"): (
        tarea(
            "/ciclo",
            N_("El ciclo y sus encuentros"),
            N_("Abrir la gestión y poner día, hora y lugar a cada encuentro."),
            Accion.LLEVAR_CICLO,
        ),
    ),
    N_("Demandas"): (
        tarea(
            "/formularios",
            N_("Formularios de demanda"),
            N_("Presentar lo que pidió la asamblea, seguir un borrador e imprimir el recibo."),
            Accion.PRESENTAR,
            Accion.PRESENTAR_A_NOMBRE,
        ),
        tarea(
            "/demandas",
            N_("Lista de demandas"),
            N_("Abrir una para corregirla, observarla o retirarla, según su cargo."),
            Accion.CORREGIR,
            Accion.OBSERVAR,
            Accion.RETIRAR,
        ),
        tarea(
            "/agrupar",
            N_("Juntar demandas parecidas"),
            N_("Ver las que varias organizaciones piden igual y decidir si van juntas."),
            Accion.AGRUPAR,
        ),
        tarea(
            "/estructurantes",
            N_("Proyectos del municipio"),
            N_("Proponer lo que alcanza a muchas comunidades, con su propia marca."),
            Accion.PROPONER,
        ),
        tarea(
            "/planillas",
            N_("Planillas"),
            N_("Cargar muchas de una vez desde una hoja de cálculo, viendo antes qué pasaría."),
            Accion.IMPORTAR,
        ),
        tarea(
            "/lo-que-falta",
            N_("Lo que falta"),
            N_("Qué le falta a cada organización para el siguiente paso, en una hoja imprimible."),
            Accion.PRESENTAR,
            Accion.PRESENTAR_A_NOMBRE,
            Accion.OBSERVAR,
            Accion.EDITAR_ORGANIZACIONES,
        ),
    ),
    N_("Organizaciones"): (
        tarea(
            "/organizaciones",
            N_("Organizaciones y dirigencias"),
            N_("Anotar comunidades, juntas y pueblos, y quién los representa hasta cuándo."),
            Accion.EDITAR_ORGANIZACIONES,
        ),
        tarea(
            "/distritos",
            N_("Distritos"),
            N_("Anotar en qué distritos se divide el municipio."),
            Accion.EDITAR_ORGANIZACIONES,
        ),
    ),
    N_("Plan del municipio"): (
        tarea(
            "/plan",
            N_("El plan y sus objetivos"),
            N_("Escribir visión, objetivos, obras, indicadores y alianzas, y ponerlo a regir."),
            Accion.PLANIFICAR,
        ),
        tarea(
            "/estructura",
            N_("Unidades del municipio"),
            N_("Anotar secretarías, direcciones y jefaturas, de quién dependen y qué atienden."),
            Accion.ORGANIZAR,
        ),
    ),
    N_("Pasos de la Cumbre"): (
        tarea(
            "/priorizacion",
            N_("Cerrar la lista, acordar, calificar y publicar"),
            N_("Los cuatro pasos, en orden. Lo que ya se decidió en público no se cambia."),
            Accion.CONGELAR,
            Accion.ACORDAR,
            Accion.CALIFICAR,
            Accion.PUBLICAR,
        ),
        tarea(
            "/papeletas",
            N_("Papeletas de la Cumbre 2"),
            N_("Marcar qué demandas benefician a cada organización, aunque no sean suyas."),
            Accion.APOYAR,
        ),
        tarea(
            "/priorizacion/salon",
            N_("Pesos en el salón"),
            N_("Proyectar cómo cambia la lista con otros pesos: quién entra y quién sale."),
            Accion.ACORDAR,
            Accion.CALIFICAR,
        ),
        tarea(
            "/priorizacion/reglas",
            N_("Las reglas, lado a lado"),
            N_("Comparar qué entra con cada regla de selección, sobre la misma lista."),
            Accion.ACORDAR,
            Accion.CALIFICAR,
        ),
    ),
    N_("Memoria"): (
        tarea(
            "/memoria/inversiones",
            N_("Inversión de años anteriores"),
            N_("Anotar y corregir qué obra recibió cada organización, con su fuente."),
            Accion.RECORDAR,
        ),
    ),
    N_("Evaluación técnica"): (
        tarea(
            "/evaluacion",
            N_("Evaluar lo priorizado"),
            N_("Revisar condiciones y costo de cada demanda, y dictaminar si es viable."),
            Accion.EVALUAR,
        ),
    ),
    N_("Dinero"): (
        tarea(
            "/techo",
            N_("Dinero disponible"),
            N_("Anotar cuánto hay de cada fuente para el POA."),
            Accion.FIJAR_TECHO,
        ),
        tarea(
            "/poa/presupuesto",
            N_("El POA y su presupuesto"),
            N_("Escribir sus líneas, presentarlo, pronunciarse o aprobarlo, según su cargo."),
            Accion.FORMULAR,
            Accion.PRESENTAR_POA,
            Accion.PRONUNCIARSE,
            Accion.APROBAR_POA,
        ),
        tarea(
            "/techo/versiones",
            N_("Versiones del techo"),
            N_("Anotar lo bruto y los gastos obligatorios, aprobar y fijar; y ver cada ajuste."),
            Accion.FIJAR_TECHO,
        ),
    ),
    N_("Control social"): (
        tarea(
            "/control-social/organizacion",
            N_("Quién sigue qué"),
            N_("Repartir entre organizaciones y comisiones lo que se va a seguir del POA."),
            Accion.LLEVAR_CONTROL_SOCIAL,
        ),
        tarea(
            "/control-social/programa",
            N_("Programa de seguimiento"),
            N_("Programar visitas y revisiones, anotar qué se halló y levantar reclamos."),
            Accion.LLEVAR_CONTROL_SOCIAL,
        ),
    ),
    N_("Ofertas"): (
        tarea(
            "/ofertas",
            N_("Lo que se ofrece financiar"),
            N_("Anotar qué ofrece cada autoridad o institución y lo que se acordó con ella."),
            Accion.OFRECER,
        ),
    ),
    N_("Región"): (
        tarea(
            "/entregas",
            N_("Llevar demandas a la región"),
            N_("Entregar a la mesa del EDC lo que el municipio no puede solo, y retirarlo."),
            Accion.ENTREGAR,
        ),
        tarea(
            "/avance",
            N_("Contar el avance al departamento"),
            N_("Autorizarlo o dejar de hacerlo. Van cuentas, nunca datos de personas."),
            Accion.AUTORIZAR_AVANCE,
        ),
    ),
    N_("Personas"): (
        tarea(
            "/personas",
            N_("Personas y cargos"),
            N_("Invitar, ver quién tiene qué cargo hasta cuándo, y quitar cargos."),
            Accion.INVITAR,
        ),
    ),
    N_("Ajustes"): (
        tarea(
            "/ajustes",
            N_("Módulos, idiomas, palabras y marca"),
            N_("Encender y apagar módulos y dar al municipio su nombre, su escudo y sus colores."),
            Accion.AJUSTAR,
        ),
    ),
}
"""Por grupo. Es lo único que hay que tocar para ofrecer una pantalla más en «Mi trabajo»."""


def tareas_para(puede: Callable[[Accion], bool]) -> list[tuple[str, list[Tarea]]]:
    """Los grupos con algo que esa persona puede hacer en una pantalla que exista."""
    atendidas = {r.rule for r in current_app.url_map.iter_rules()}
    grupos = []
    for grupo, todas in TAREAS.items():
        suyas = [
            t for t in todas if f"/<municipio>{t.ruta}" in atendidas and any(map(puede, t.acciones))
        ]
        if suyas:
            grupos.append((grupo, suyas))
    return grupos
