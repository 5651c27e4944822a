"""Cómo se llaman las cosas del ciclo y qué se dice cuando algo de él no puede ser."""

from enum import StrEnum

from nucleo.dominio import eventos as e
from nucleo.dominio.ciclos import BloqueDelCiclo, NivelDeEvento
from nucleo.dominio.coherencia_de_ciclos import CicloInvalido
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.mensajes import N_

NOMBRES: dict[StrEnum, str] = {
    BloqueDelCiclo.TRANSPARENCIA: N_("Transparencia y rendición de cuentas"),
    BloqueDelCiclo.CONCURRENCIA: N_("Decisiones con otros niveles"),
    BloqueDelCiclo.PLANIFICACION: N_("Planificación"),
    NivelDeEvento.OTB: N_("En cada OTB"),
    NivelDeEvento.DISTRITO: N_("Por distrito"),
    NivelDeEvento.MUNICIPIO: N_("Todo el municipio"),
    NivelDeEvento.REGION: N_("Toda la región"),
    EstadoDeEvento.PROGRAMADO: N_("Programado"),
    EstadoDeEvento.CONVOCADO: N_("Convocado"),
    EstadoDeEvento.EN_CURSO: N_("En curso"),
    EstadoDeEvento.REALIZADO: N_("Realizado"),
    EstadoDeEvento.ACTA_CERRADA: N_("Con acta cerrada"),
    EstadoDeEvento.CONCLUIDO: N_("Concluido"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    CicloInvalido: N_("El ciclo tiene un problema en «%(clave)s»: %(motivo)s."),
    e.GestionYaAbierta: N_(
        "La gestión %(gestion)s ya se abrió el %(cuando)s y tiene todos sus encuentros. Para "
        "cambiar una fecha, programe ese encuentro."
    ),
    e.GestionSinAbrir: N_(
        "La gestión %(gestion)s no tiene calendario todavía. Ábrala primero, desde la página del "
        "ciclo o con «tinkuy gestion abrir»."
    ),
    e.FechaFueraDeAnio: N_(
        "El %(fecha)s queda fuera de esta gestión: se espera una fecha de %(desde)s a %(hasta)s."
    ),
    e.CompuertaCerrada: N_(
        "%(evento)s todavía no puede pasar: %(faltan)s Complete lo que falta o, si la asamblea lo "
        "decide, pase la compuerta por alto con un motivo: queda escrito con su nombre."
    ),
    e.FechaPorVenir: N_(
        "El %(fecha)s todavía no llega: %(evento)s no se puede anotar como hecho en ese día."
    ),
    e.AvanceNoPermitido: N_("%(evento)s no puede pasar de «%(desde)s» a «%(hacia)s»."),
}
