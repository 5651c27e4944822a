"""Lo que el sistema ya sabe para un informe: una clave del ciclo, los cuadros que trae.

Ninguno inventa: donde el sistema no tiene el dato, el cuadro va vacío y dice qué falta.
"""

from collections.abc import Callable, Mapping, Sequence

from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.ofertas import TipoDeOferente as Quien
from nucleo.servicios.saberes import de_afuera, del_ciclo, del_poa, del_seguimiento
from nucleo.servicios.saberes.mirada import Mirada, Palabras

__all__ = ["SABERES", "Mirada", "Palabras", "Saber"]

Saber = Callable[[Mirada], Sequence[Cuadro]]
DEPARTAMENTALES = (Quien.ASAMBLEISTA, Quien.GOBERNACION)


SABERES: Mapping[str, Saber] = {
    "ejecucion-fisica": lambda m: [del_poa.obras_del_poa(m), de_afuera.comprometido(m)],
    "ejecucion-financiera": lambda m: [
        del_poa.por_programa(m),
        del_poa.por_fuente(m),
        del_poa.publicado(m),
    ],
    "actividades": lambda m: [del_ciclo.actividades_hechas(m), del_ciclo.proximas_actividades(m)],
    "reclamos": lambda m: [del_ciclo.cuenta_de_reclamos(m), del_ciclo.reclamos_por_cerrar(m)],
    "acuerdos": lambda m: [del_ciclo.acuerdos_pendientes(m), del_ciclo.acuerdos_cumplidos(m)],
    "plan-y-poa": lambda m: [del_poa.plan_en_el_poa(m)],
    "programas-y-proyectos": lambda m: [del_poa.por_programa(m), del_poa.del_plan(m)],
    "obras": lambda m: [
        del_poa.obras_del_poa(m),
        del_ciclo.reclamos_de_obras(m),
        del_poa.memoria_de_obras(m),
    ],
    "coparticipacion": lambda m: [del_poa.por_fuente(m), del_poa.coparticipacion_recibida(m)],
    "pasos-del-poa": lambda m: [del_poa.pasos_del_poa(m)],
    "ofertas-del-diputado": lambda m: [
        de_afuera.ofrecido(m, [Quien.DIPUTACION]),
        de_afuera.comprometido(m, [Quien.DIPUTACION]),
    ],
    "ofertas-del-asambleista": lambda m: [
        de_afuera.ofrecido(m, DEPARTAMENTALES),
        de_afuera.comprometido(m, DEPARTAMENTALES),
    ],
    "entregas-al-diputado": lambda m: [de_afuera.entregado(m, Quien.DIPUTACION)],
    "entregas-al-asambleista": lambda m: [de_afuera.entregado(m, Quien.ASAMBLEISTA)],
    "seguimiento-programa": lambda m: [del_seguimiento.programa(m)],
    "seguimiento-hallazgos": lambda m: [del_seguimiento.hallazgos(m)],
    "demanda-de-salud": lambda m: [de_afuera.demanda_del_sector(m, "salud")],
    "demanda-de-educacion": lambda m: [de_afuera.demanda_del_sector(m, "educacion")],
}
"""Clave que un ciclo pone en `sabe` → lo que trae. Uno nuevo es una línea aquí."""
