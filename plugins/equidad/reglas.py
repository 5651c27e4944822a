"""Cómo se mide cada criterio: una cuenta entre columnas; lo que no se sabe sigue sin saberse."""

from nucleo.api import (
    N_,
    Criterio,
    DatoDe,
    Faltante,
    Matriz,
    Normalizacion,
    PedidaPor,
    Reales,
    Sentido,
)
from plugins.equidad.ajustes import Ajustes

QUIEN_PIDE = (N_("hombres"), N_("mujeres y hombres"), N_("mujeres"))
PEDIDO_DE_MUJERES = {PedidaPor.HOMBRES: 0, PedidaPor.AMBOS: 1, PedidaPor.MUJERES: 2}


def poblacion(matriz: Matriz) -> Reales:
    """Personas beneficiadas; nadie anotado es no saber, no es cero."""
    return matriz.personas


def carencia(matriz: Matriz) -> Reales:
    """Promedio de las carencias que se conocen de la organización, de 0 a 100."""
    return matriz.carencia


def inversion(matriz: Matriz) -> Reales:
    """Bs por habitante recibidos en cinco años; sin historial o sin población no se sabe."""
    return matriz.inversion / matriz.poblacion


def contraparte(matriz: Matriz) -> Reales:
    """Qué proporción del costo pone la comunidad de su parte."""
    return matriz.contraparte / matriz.costo


def mujeres(matriz: Matriz) -> Reales:
    """Peldaño de `QUIEN_PIDE`: 2 si la pidieron mujeres, 1 si fue de ambos, 0 si fue de hombres."""
    return matriz.segun_quien_pide(PEDIDO_DE_MUJERES)


def costo_por_persona(matriz: Matriz) -> Reales:
    """Bs por persona beneficiada; sin costo o sin gente anotada no se sabe."""
    return matriz.costo / matriz.personas


def criterios(a: Ajustes) -> list[Criterio]:
    """Los seis criterios con los pesos del municipio."""
    return [*_de_necesidad(a), *_de_quien_la_pide(a), *_de_su_alcance(a)]


def _de_necesidad(a: Ajustes) -> list[Criterio]:
    """Los que miran a la organización: compensan a quien menos tiene y menos recibió."""
    return [
        Criterio(
            clave="equidad.carencia",
            nombre=N_("Carencia de servicios"),
            peso=a.peso_carencia,
            medir=carencia,
            normalizacion=Normalizacion.UMBRAL,
            tope=100,
            desempate=2,
            datos=(DatoDe.ORGANIZACION,),
            unidad="%",
            ayuda=N_("Promedio de lo que le falta a la comunidad: agua, luz, desagüe, seguro."),
        ),
        Criterio(
            clave="equidad.inversion",
            nombre=N_("Inversión recibida en cinco años"),
            peso=a.peso_inversion,
            medir=inversion,
            sentido=Sentido.MENOS,
            desempate=1,
            datos=(DatoDe.INVERSION, DatoDe.ORGANIZACION),
            unidad=N_("Bs/hab"),
            ayuda=N_("Bolivianos por habitante: quien menos recibió, más puntaje."),
        ),
    ]


def _de_quien_la_pide(a: Ajustes) -> list[Criterio]:
    """Los que miran lo que la comunidad pone y quién lo pide."""
    return [
        Criterio(
            clave="equidad.contraparte",
            nombre=N_("Contraparte de la comunidad"),
            peso=a.peso_contraparte,
            medir=contraparte,
            normalizacion=Normalizacion.UMBRAL,
            tope=a.contraparte_plena,
            faltante=Faltante.SIN_PUNTOS,
            datos=(DatoDe.DEMANDA,),
            unidad=N_("veces el costo"),
            ayuda=N_("Lo que pone la comunidad frente a lo que pide."),
        ),
        Criterio(
            clave="equidad.mujeres",
            nombre=N_("Demanda de mujeres"),
            peso=a.peso_mujeres,
            medir=mujeres,
            normalizacion=Normalizacion.ORDINAL,
            escala=QUIEN_PIDE,
            datos=(DatoDe.DEMANDA,),
            faltante=Faltante.SIN_PUNTOS,
            ayuda=N_("Pedida por mujeres vale 1; por mujeres y hombres, la mitad."),
        ),
    ]


def _de_su_alcance(a: Ajustes) -> list[Criterio]:
    """Los que miran a cuánta gente llega y cuánto cuesta por persona."""
    return [
        Criterio(
            clave="equidad.poblacion",
            nombre=N_("Población beneficiada"),
            peso=a.peso_poblacion,
            medir=poblacion,
            faltante=Faltante.SIN_PUNTOS,
            datos=(DatoDe.DEMANDA,),
            unidad=N_("personas"),
            ayuda=N_("Cuantas más personas se benefician, más puntaje."),
        ),
        Criterio(
            clave="equidad.costo",
            nombre=N_("Costo por persona"),
            peso=a.peso_costo,
            medir=costo_por_persona,
            sentido=Sentido.MENOS,
            normalizacion=Normalizacion.CUANTIL,
            datos=(DatoDe.DEMANDA,),
            unidad=N_("Bs/persona"),
            ayuda=N_("Qué parte de las demás cuesta más por persona: cuanto menos, más puntaje."),
        ),
    ]
