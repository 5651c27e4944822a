"""De lo que hay en la unidad al resultado: arma la matriz, pregunta a los plugins y no escribe."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.agrupadas import integrantes_de
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Fuera, Proceso, Renglon, Resultado
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, Estado
from nucleo.dominio.errores import SinCriterios, SinReglaDeSeleccion
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import sumar
from nucleo.dominio.matriz import PRIMERAS, filas_de, primeras
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.priorizacion import Calificacion, acordados, calificar
from nucleo.dominio.seleccion import Candidata, Eleccion, ReglaDeSeleccion, decidir
from nucleo.servicios.elecciones import (
    apoyos_de,
    con_carencia_por_distrito,
    habitantes_por_distrito,
)
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger

TERCERA = Mensaje(N_("Su organización ya tiene dos demandas en la matriz."))
TARDE = Mensaje(N_("Se registró después de congelar la demanda de la gestión."))

Pesos = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reunidas:
    """Las demandas que compiten, la matriz de ellas en el mismo orden, y las que quedan fuera.

    `acompanan` son las que van en alguna compartida: no compiten solas y corren su suerte.
    """

    demandas: Sequence[Demanda]
    matriz: Matriz
    fuera: Sequence[Fuera]
    acompanan: Sequence[Demanda] = ()


def proceso_de(contexto: Contexto, unidad: Unidad) -> Proceso:
    """El de la gestión; si nadie lo abrió, uno en blanco que no queda guardado."""
    abierto = unidad.priorizaciones.proceso(contexto.gestion)
    return abierto or Proceso(nuevo_id(), contexto.gestion)


def reunir(contexto: Contexto, unidad: Unidad) -> Reunidas:
    """Las congeladas; antes de congelar, las dos primeras de cada organización. Sin retiradas.

    Las que van en una compartida no compiten: compite ella.
    """
    vivas = [d for d in unidad.demandas.de_gestion(contexto.gestion) if d.viva]
    juntas = integrantes_de(vivas)
    if proceso_de(contexto, unidad).congelada_en:
        sueltas = sorted((d for d in vivas if not d.grupo_id), key=lambda d: d.numero)
        dentro = [d for d in sueltas if d.estado is not Estado.REGISTRADA]
        otras = [d for d in sueltas if d.estado is Estado.REGISTRADA]
    else:
        dentro, otras = primeras(vivas)
    organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
    inversion = sumar(unidad.inversiones.todas(), contexto.gestion)
    filas = filas_de(dentro, organizaciones, inversion, juntas)
    cupo = Counter(quien for f in filas for quien in f.organizaciones)
    fuera = [
        Fuera(
            d.codigo,
            d.titulo,
            organizaciones[d.organizacion_id].nombre,
            _por_que_no(d, cupo[d.organizacion_id]),
        )
        for d in sorted(otras, key=lambda d: d.numero)
    ]
    return Reunidas(dentro, Matriz(filas), fuera, [d for de in juntas.values() for d in de])


def _por_que_no(demanda: Demanda, cuantas: int) -> Mensaje:
    """Lo del municipio no ocupa lugares: si quedó fuera, es que llegó tarde."""
    de_una = demanda.clase is ClaseDeDemanda.DE_ORGANIZACION
    return TERCERA if de_una and cuantas >= PRIMERAS else TARDE


@dataclass(frozen=True, slots=True, eq=False)
class Preparada:
    """Una lista ya calificada y en orden, con todo lo que su regla mira, antes de decidir."""

    reunidas: Reunidas
    calificacion: Calificacion
    eleccion: Eleccion
    regla: ReglaDeSeleccion


def calcular(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    pesos: Pesos | None = None,
    regla: str | None = None,
) -> Resultado:
    """El resultado con estos pesos; sin ellos, con los acordados o, si no hay, los propuestos."""
    return resolver(contexto, preparar(contexto, unidad, ganchos, pesos, regla))


def preparar(
    contexto: Contexto,
    unidad: Unidad,
    ganchos: Ganchos,
    pesos: Pesos | None = None,
    regla: str | None = None,
) -> Preparada:
    """La lista en orden con estos pesos, o con los que rigen, y la regla que va a decidir."""
    reunidas = reunir(contexto, unidad)
    criterios = criterios_para(contexto, ganchos, proceso_de(contexto, unidad), pesos)
    elegida = regla_para(contexto, ganchos, regla)
    calificacion = calificar(reunidas.matriz, criterios, contexto.nombre)
    eleccion = eleccion_de(contexto, unidad, calificacion)
    return Preparada(reunidas, calificacion, eleccion, elegida)


def resolver(contexto: Contexto, preparada: Preparada) -> Resultado:
    """Lo que la regla decide de una lista ya preparada."""
    return resultado_de(
        preparada.calificacion,
        preparada.eleccion,
        preparada.regla,
        contexto.gestion,
        preparada.reunidas.fuera,
        contexto.nombre,
    )


def resultado_de(
    calificacion: Calificacion,
    eleccion: Eleccion,
    regla: ReglaDeSeleccion,
    gestion: int,
    fuera: Sequence[Fuera] = (),
    nombre: str = "",
) -> Resultado:
    """El resultado de una calificación; `nombre` es el del municipio, para decir dónde falló."""
    return Resultado(
        gestion=gestion,
        regla=regla.clave,
        pesos={c.clave: c.peso for c in calificacion.criterios},
        techos=eleccion.techos,
        renglones=list(_renglones(nombre, calificacion, eleccion, regla)),
        fuera=fuera,
    )


def eleccion_de(contexto: Contexto, unidad: Unidad, calificacion: Calificacion) -> Eleccion:
    """Lo que cualquier regla mira: la lista en orden, el techo, los apoyos y los distritos."""
    organizaciones = unidad.organizaciones.todas()
    papeletas = unidad.papeletas.de_gestion(contexto.gestion)
    return Eleccion(
        candidatas=candidatas_de(calificacion),
        techos={t.clave: t.monto for t in unidad.techos.de_gestion(contexto.gestion)},
        apoyos=apoyos_de(calificacion.filas, organizaciones, papeletas),
        distritos=habitantes_por_distrito(organizaciones),
        con_carencia=con_carencia_por_distrito(organizaciones),
    )


def candidatas_de(calificacion: Calificacion) -> list[Candidata]:
    """Las demandas en su puesto."""
    return [
        Candidata(puesto, int(calificacion.puntajes[i]), calificacion.filas[i])
        for puesto, i in enumerate(calificacion.orden, 1)
    ]


def criterios_para(
    contexto: Contexto, ganchos: Ganchos, proceso: Proceso, pesos: Pesos | None = None
) -> list[Criterio]:
    """Los que cuentan y cuánto. Tras el acuerdo, solo los acordados: lo nuevo no se cuela."""
    ofrecidos = recoger(ganchos, "criterios_de_priorizacion", Criterio, contexto)
    if not ofrecidos:
        raise SinCriterios(contexto.nombre)
    if pesos is None and proceso.acordada_en:
        pesos = proceso.pesos
        ofrecidos = [c for c in ofrecidos if c.clave in proceso.pesos]
    return acordados(ofrecidos, pesos or {})


def regla_para(contexto: Contexto, ganchos: Ganchos, regla: str | None) -> ReglaDeSeleccion:
    """La que se nombra o, si no se nombra ninguna, la única que hay."""
    activas = recoger(ganchos, "reglas_de_seleccion", ReglaDeSeleccion, contexto)
    elegidas = [r for r in activas if regla in {None, r.clave}]
    if len(elegidas) != 1:
        raise SinReglaDeSeleccion(regla or "", ", ".join(r.clave for r in activas))
    return elegidas[0]


def _renglones(
    nombre: str, calificacion: Calificacion, eleccion: Eleccion, regla: ReglaDeSeleccion
) -> Iterable[Renglon]:
    decisiones = decidir(regla, eleccion, nombre)
    for i, c, decision in zip(calificacion.orden, eleccion.candidatas, decisiones, strict=True):
        yield Renglon(c.puesto, c.fila, c.puntaje, calificacion.desglose(i), decision)
