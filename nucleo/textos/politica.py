"""La política dicha en palabras: qué es cada acción y la tabla de la documentación."""

from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import CARGOS, DE_ORGANIZACION, NIVELES, Nivel, Rol
from nucleo.textos.traduccion import gettext

ACCIONES: dict[Accion, str] = {
    Accion.PRESENTAR: N_("Registrar una asamblea y presentar su formulario de demanda"),
    Accion.PRESENTAR_A_NOMBRE: N_("Registrar a nombre de una dirigencia, con constancia"),
    Accion.CORREGIR: N_("Corregir una demanda antes de cerrar la lista"),
    Accion.OBSERVAR: N_("Observar una demanda"),
    Accion.RETIRAR: N_("Retirar una demanda antes de cerrar la lista"),
    Accion.VER_RESERVADO: N_("Ver teléfonos y otros datos reservados de personas"),
    Accion.VER_ADJUNTOS: N_("Ver las fotos de planillas, las actas y las constancias"),
    Accion.EDITAR_ORGANIZACIONES: N_("Anotar organizaciones, distritos y dirigencias"),
    Accion.IMPORTAR: N_("Cargar planillas"),
    Accion.CONGELAR: N_("Cerrar la lista de demandas"),
    Accion.ACORDAR: N_("Anotar los pesos acordados en la Cumbre"),
    Accion.CALIFICAR: N_("Calificar las demandas"),
    Accion.PUBLICAR: N_("Publicar el resultado"),
    Accion.APOYAR: N_("Anotar qué demandas apoya su organización en la Cumbre"),
    Accion.AGRUPAR: N_("Juntar demandas iguales de varias organizaciones"),
    Accion.PROPONER: N_("Proponer proyectos estructurantes del municipio"),
    Accion.OFRECER: N_("Anotar lo que cada institución ofrece y lo que se acordó"),
    Accion.RECORDAR: N_("Anotar las obras y la inversión de años anteriores"),
    Accion.PLANIFICAR: N_("Escribir el plan y sus objetivos"),
    Accion.ORGANIZAR: N_("Anotar las unidades del municipio y sus responsables"),
    Accion.EVALUAR: N_("Evaluar la parte técnica y económica de una demanda"),
    Accion.FIJAR_TECHO: N_("Fijar el dinero disponible"),
    Accion.FORMULAR: N_("Formular el POA y su presupuesto"),
    Accion.PRESENTAR_POA: N_("Presentar el POA, ponerlo en ejecución y reformularlo"),
    Accion.PRONUNCIARSE: N_("Observar el POA o dar su conformidad"),
    Accion.LLEVAR_CONTROL_SOCIAL: N_(
        "Decir quién sigue qué del POA y llevar el programa de seguimiento"
    ),
    Accion.APROBAR_POA: N_("Aprobar el POA con la resolución del Concejo"),
    Accion.ENTREGAR: N_("Entregar demandas a la región, y retirarlas"),
    Accion.LLEVAR_CICLO: N_("Abrir la gestión y llevar el calendario de sus encuentros"),
    Accion.INFORMAR: N_("Escribir y presentar los informes que le tocan en los encuentros"),
    Accion.AUTORIZAR_AVANCE: N_("Autorizar que el departamento vea el avance"),
    Accion.VER_AVANCE: N_("Ver el avance que los municipios autorizaron"),
    Accion.AJUSTAR: N_("Encender módulos y cambiar idiomas, palabras y marca"),
    Accion.INVITAR: N_("Invitar personas y quitar cargos"),
    Accion.DAR_DE_ALTA: N_("Dar de alta municipios"),
    Accion.SUSPENDER: N_("Suspender y reactivar municipios"),
}
NIVEL = {
    Nivel.PLATAFORMA: N_("plataforma"),
    Nivel.DEPARTAMENTO: N_("departamento"),
    Nivel.REGION: N_("región"),
    Nivel.MUNICIPIO: N_("municipio"),
}


def accion(cual: Accion) -> str:
    """Qué se hace, en palabras llanas."""
    return gettext(ACCIONES[cual])


def en_markdown() -> str:
    """Cargo, dónde vale y qué puede; «en la suya» si habla por una organización."""
    filas = [
        "| Cargo | Clave | Dónde vale | Qué puede, además de mirar |",
        "|---|---|---|---|",
    ]
    for rol in Rol:
        donde = ", ".join(NIVEL[n] for n in Nivel if n in NIVELES[rol])
        puede = "; ".join(_seguida(ACCIONES[a]) for a in Accion if a in PERMISOS[rol])
        suya = " (solo de su organización)" if rol in DE_ORGANIZACION else ""
        filas.append(f"| {CARGOS[rol]} | `{rol.value}` | {donde} | {(puede or '—') + suya} |")
    return "\n".join(filas)


def _seguida(frase: str) -> str:
    """La frase en medio de otra: sin mayúscula al empezar, y «Cumbre» con la suya."""
    return frase[0].lower() + frase[1:]
